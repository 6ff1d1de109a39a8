"use strict";
const all = (selector, root = document) => [...root.querySelectorAll(selector)];
const byId = (id) => document.getElementById(id);
const notes = all(".note");
const noteOf = (number) => byId("n" + number);
const marksOf = new Map();
for (const mark of all("mark")) {
  for (const number of mark.dataset.f.split(" ")) {
    if (!marksOf.has(number)) marksOf.set(number, []);
    marksOf.get(number).push(mark);
  }
}
let active = null;

function join(number) {
  const joins = byId("joins");
  joins.replaceChildren();
  const below = (element) => {
    const box = element.getBoundingClientRect();
    return [box.left + scrollX + box.width / 2, box.bottom + scrollY];
  };
  const first = (id) => {
    let element = byId(id);
    while (element && element.tagName !== "MARK") element = element.nextElementSibling;
    return element;
  };
  const from = first("p" + number);
  if (!from) return;
  for (let place = 1; place <= 12; place += 1) {
    const to = first(`r${number}-${place}`);
    if (!to) continue;
    const [[x1, y1], [x2, y2]] = [below(from), below(to)];
    const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
    // In one line the path hangs below the words; elsewhere it swings out to the left.
    const bend = Math.min(80, 20 + Math.abs(y2 - y1) / 4);
    const way = Math.abs(y2 - y1) < 12
      ? `Q${(x1 + x2) / 2} ${Math.max(y1, y2) + 22}, ${x2} ${y2}`
      : `C${x1 - bend} ${(y1 + y2) / 2}, ${x2 - bend} ${(y1 + y2) / 2}, ${x2} ${y2}`;
    path.setAttribute("d", `M${x1} ${y1} ${way}`);
    joins.append(path);
  }
}

function activate(number) {
  if (active === number) return;
  for (const element of all(".active")) element.classList.remove("active");
  byId("joins").replaceChildren();
  active = number;
  if (number === null || !noteOf(number) || noteOf(number).hidden) return;
  noteOf(number).classList.add("active");
  for (const mark of marksOf.get(number) ?? []) mark.classList.add("active");
  join(number);
}

function filter() {
  const levels = new Set(all("input[name=level]").filter((box) => box.checked).map((box) => box.value));
  const [family, rule] = [byId("family").value, byId("rule").value];
  for (const note of notes) {
    const { level, family: its, rule: name } = note.dataset;
    note.hidden = !levels.has(level) || (family !== "" && its !== family) || (rule !== "" && name !== rule);
  }
  const shown = (number) => noteOf(number) && !noteOf(number).hidden;
  for (const mark of all("mark")) mark.classList.toggle("off", !mark.dataset.f.split(" ").some(shown));
  for (const ref of all(".ref")) ref.hidden = !shown(ref.dataset.n);
  for (const row of all(".index tr[data-article]")) {
    const visible = all(`#${row.dataset.article} .note`).filter((note) => !note.hidden);
    for (const cell of all("td[data-level]", row)) {
      cell.textContent = visible.filter((note) => note.dataset.level === cell.dataset.level).length;
    }
  }
  byId("shown").textContent = `${notes.filter((note) => !note.hidden).length} of ${notes.length} shown`;
  activate(null);
}

function step(by) {
  const visible = notes.filter((note) => !note.hidden);
  if (visible.length === 0) return;
  const here = visible.findIndex((note) => note.id === "n" + active);
  const next = here < 0 ? (by > 0 ? 0 : visible.length - 1) : (here + by + visible.length) % visible.length;
  visible[next].focus({ preventScroll: true });
  visible[next].scrollIntoView({ block: "center" });
  activate(visible[next].id.slice(1));
}

for (const note of notes) {
  for (const event of ["focusin", "mouseenter"]) note.addEventListener(event, () => activate(note.id.slice(1)));
}
for (const mark of all("mark")) {
  const number = () => mark.dataset.f.split(" ").find((each) => noteOf(each) && !noteOf(each).hidden);
  mark.addEventListener("mouseenter", () => activate(number() ?? null));
  mark.addEventListener("click", (event) => {
    const note = noteOf(number());
    if (!note || event.target.closest("a")) return;
    note.focus({ preventScroll: true });
    note.scrollIntoView({ block: "nearest" });
  });
}
for (const control of all(".filters input, .filters select")) control.addEventListener("change", filter);
addEventListener("resize", () => active !== null && join(active));
addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("select, input")) return;
  if (event.key === "j") step(1);
  else if (event.key === "k") step(-1);
  else if (event.key === "Escape") activate(null);
});
byId("filters").hidden = false;
filter();
