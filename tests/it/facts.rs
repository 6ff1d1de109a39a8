//! `factlint facts`: what is read from an article, in its contract with other programs.

use serde_json::{Value, json};

use crate::project::{Outcome, Project};

fn parsed(outcome: &Outcome) -> Value {
    assert_eq!(outcome.status, 0, "{outcome:?}");
    serde_json::from_str(&outcome.stdout).expect("JSON")
}

fn facts(name: &str, text: &str) -> Value {
    parsed(&Project::new(&[(name, text)]).run(&["facts", name, "--format", "json"]))
}

#[test]
fn quantities_have_the_fields_of_the_contract() {
    let text = "Für Erwachsene: take **about 5 mg** twice a day, up to 15 mg in all.\n";
    let found = facts("a.md", text);
    assert_eq!(found["path"], "a.md");
    let quantities = found["quantities"].as_array().expect("an array");
    let fields = |at: usize, names: [&str; 6]| names.map(|name| quantities[at][name].clone());
    let names = ["text", "lo", "hi", "unit", "kind", "role"];
    assert_eq!(fields(0, names), [json!("5 mg"), json!(5), json!(5), json!("mg"), json!("dose"), json!(null)]);
    assert_eq!(
        fields(1, names),
        [json!("twice a day"), json!(2), json!(2), json!("/d"), json!("frequency"), json!(null)]
    );
    assert_eq!(fields(2, names)[..4], [json!("15 mg"), json!(null), json!(15), json!("mg")]);
    let start = text.find("5 mg").expect("it is there");
    assert_eq!((&quantities[0]["start"], &quantities[0]["end"]), (&json!(start), &json!(start + 4)));
    assert_eq!((&quantities[0]["line"], &quantities[0]["column"]), (&json!(1), &json!(30)));
    assert_eq!(found["doses"][0]["frequency"], 1);
}

#[test]
fn doses_name_their_drug_and_weight() {
    let text = "The usual dose of ketamine is 1 to 2 mg/kg, or 60 mg for a 60 kg adult.\n";
    let project = Project::new(&[("a.md", text)]);
    let found = parsed(&project.run(&["facts", "a.md", "--format", "json"]));
    let rate = &found["quantities"][0];
    assert_eq!((&rate["lo"], &rate["hi"], &rate["unit"]), (&json!(1), &json!(2), &json!("mg/kg")));
    assert_eq!((&rate["kind"], &rate["role"]), (&json!("dose"), &json!("usual")));
    assert_eq!(found["quantities"][2]["kind"], "body-weight");
    assert_eq!((&found["doses"][1]["drug"], &found["doses"][1]["weight"]), (&json!("ketamine"), &json!(2)));
    assert!(project.run(&["facts", "a.md"]).stdout.contains("ketamine, at a weight of 60 kg"));
}

#[test]
fn raised_digits_are_exponents_or_notes() {
    let text = "<p>It holds 10<sup>9</sup> CFU in 4 cm<sup>2</sup>; take 50 mg<sup>3</sup> of it.</p>";
    let found = facts("a.html", text);
    let read: Vec<String> = found["quantities"]
        .as_array()
        .unwrap()
        .iter()
        .map(|quantity| format!("{} {}", quantity["lo"], quantity["unit"].as_str().unwrap_or_default()))
        .collect();
    assert_eq!(read, ["1000000000 [CFU]", "4 cm2", "50 mg"]);
}

#[test]
fn bare_counts_have_no_unit_and_decimals_stay_numbers() {
    let found = facts("a.txt", "The study followed 40 people, and 2.5 % of them fell ill.\n");
    let quantities = &found["quantities"];
    assert_eq!((&quantities[0]["unit"], &quantities[0]["head"]), (&json!(null), &json!("people")));
    assert_eq!((&quantities[1]["lo"], &quantities[1]["unit"]), (&json!(2.5), &json!("%")));
}

#[test]
fn every_kind_of_fact_is_shown() {
    let text = "---\ntitle: Walking\nauthor: Ana Lopez\ndate: 2024-05-03\n---\n\n\
        Walking lowers the risk of stroke [1]. According to the World Health Organization, 27 % of adults move too little.\n\n\
        “We saw fewer strokes in those who walked every day,” said Dr. Jane Roe. The [trial](https://example.org/trial) was \
        randomized (NCT01234567). Call 1-800-273-8255.\n\n\
        ## References\n\n1. Roe J. Walking and stroke. Lancet. 2019. doi:10.1000/xyz123\n";
    let project = Project::new(&[("a.md", text)]);
    let found = parsed(&project.run(&["facts", "a.md", "--format", "json"]));
    for kind in ["quantities", "references", "markers", "links", "attributions", "quotations", "identifiers", "phones"]
        .into_iter()
        .chain(["claims", "evidence"])
    {
        let list = found[kind].as_array().unwrap_or_else(|| panic!("{kind} is a list"));
        assert!(!list.is_empty(), "{kind}: {found}");
        for fact in list {
            let offset = |name: &str| fact[name].as_u64().and_then(|at| usize::try_from(at).ok()).expect("an offset");
            assert_eq!(fact["text"], text[offset("start")..offset("end")], "{kind}");
        }
    }
    assert_eq!(found["metadata"]["published"]["value"], "2024-05-03");
    assert_eq!(found["markers"][0]["references"], json!([0]));
    assert_eq!(found["claims"][0]["strength"], "causal");
    let table = project.run(&["facts", "a.md"]).stdout;
    for title in ["Metadata (3)", "Quantities (", "Quotations (", "Telephone numbers (1)", "a.md:"] {
        assert!(table.contains(title), "{title}: {table}");
    }
}

#[test]
fn standard_input_and_byte_order_marks() {
    let project = Project::new(&[]);
    let from_stdin =
        project.run_on("<p>Take 5&nbsp;mg.</p>", &["facts", "-", "--stdin-filename", "x.html", "--format=json"]);
    let quantity = &parsed(&from_stdin)["quantities"][0];
    assert_eq!((&quantity["text"], &quantity["start"]), (&json!("5&nbsp;mg"), &json!(8)));
    let implied = project.run_on("Take 5 mg.", &["facts", "--stdin-filename", "x.txt", "--format=json"]);
    assert_eq!(parsed(&implied)["path"], "x.txt");
    project.write("bom.txt", "\u{feff}Take 5 mg.");
    let marked = parsed(&project.run(&["facts", "bom.txt", "--format=json"]));
    assert_eq!(marked["quantities"][0]["start"], 8);
}

#[test]
fn what_cannot_be_read_is_said_with_its_place() {
    let project = Project::new(&[("a.md", "One."), ("b.md", "Two."), ("data.xlsx", "x")]);
    project.write("latin1.md", b"ca\xf1a\n");
    for (arguments, said) in [
        (["facts", "missing.md"], "missing.md"),
        (["facts", "latin1.md"], "latin1.md:1:3"),
        (["facts", "data.xlsx"], "data.xlsx"),
    ] {
        let outcome = project.run(&arguments);
        assert_eq!((outcome.status, outcome.stdout.as_str()), (2, ""), "{outcome:?}");
        assert!(outcome.stderr.contains(said), "{outcome:?}");
    }
    assert_eq!(project.run(&["facts", "."]).status, 2);
    assert_eq!(project.run(&["facts"]).status, 2);
}
