//! What kind of thing a number states: a dose, a strength, a weight, an age, a duration, a share, a count.

use super::age;
use super::context::{Window, any, in_class, is_form};
use super::draft::{Draft, Form};
use super::line::Line;
use crate::facts::{Dimension, Kind, Rational, UnitId};
use crate::lexicon::class;

/// What kind of thing the draft states.
pub(super) fn kind(line: &Line<'_>, draft: &Draft, window: &Window) -> Kind {
    match draft.form {
        Form::Frequency => return Kind::Frequency,
        Form::Proportion => return Kind::Rate,
        Form::Pressure => return Kind::Lab,
        Form::Score => return Kind::Score,
        Form::Money => return Kind::Money,
        Form::Plain => {}
    }
    let Some(base) = draft.unit.base else { return bare(line, draft, window) };
    let concentration = draft.unit.per(Dimension::Volume).is_some();
    match base.dimension() {
        Dimension::Share => share(line, draft, window),
        Dimension::Time if draft.unit.is_single() => {
            if age::is_timed(line, draft) {
                Kind::Age
            } else {
                Kind::Duration
            }
        }
        Dimension::Temperature => Kind::Temperature,
        Dimension::Pressure => Kind::Lab,
        Dimension::Volume => Kind::Volume,
        Dimension::Mass | Dimension::Amount if concentration => {
            if is_laboratory(draft) {
                Kind::Lab
            } else {
                Kind::Strength
            }
        }
        Dimension::Mass => mass(line, draft, window),
        Dimension::Amount => {
            if draft.unit.is_single() {
                Kind::Dose
            } else {
                Kind::Lab
            }
        }
        Dimension::Own(_) => own(line, draft, base, concentration),
        Dimension::Points | Dimension::Time | Dimension::Length | Dimension::Area | Dimension::Energy => Kind::Other,
    }
}

/// Per decilitre, litre or microlitre, a concentration is measured; per millilitre it is mostly printed on a bottle.
fn is_laboratory(draft: &Draft) -> bool {
    let per = draft.unit.per(Dimension::Volume).and_then(|per| per.unit).map(UnitId::code);
    let base = draft.unit.base.map(UnitId::code);
    matches!(per, Some("dL" | "L" | "uL" | "mm3"))
        || matches!(base, Some("ng" | "pg" | "mmol" | "umol" | "nmol" | "pmol"))
}

fn own(line: &Line<'_>, draft: &Draft, base: UnitId, concentration: bool) -> Kind {
    match base.code() {
        "[iU]" | "U" | "meq" | "kU" | "mU" | "uU" | "m[iU]" | "u[iU]" => {
            if concentration {
                return if is_laboratory(draft) || base.code() != "U" { Kind::Lab } else { Kind::Strength };
            }
            if line.follows(draft.end, &["of", "alcohol"]) || line.follows(draft.end, &["of", "blood"]) {
                Kind::Count
            } else {
                Kind::Dose
            }
        }
        "{beat}" | "{breath}" | "{cell}" => Kind::Lab,
        "{point}" => Kind::Score,
        "{USD}" | "{GBP}" | "{EUR}" | "{CAD}" | "{AUD}" | "{NZD}" | "{INR}" | "{JPY}" | "{cent}" => Kind::Money,
        "{serving}" | "{portion}" | "{drink}" | "{standard_drink}" | "{cigarette}" | "{pack}" | "{bottle}"
        | "{glass}" | "{slice}" | "{copy}" | "{injection}" | "{infusion}" => Kind::Count,
        _ if is_form(base) => Kind::Dose,
        _ => Kind::Other,
    }
}

const WEIGHT: &[&str] = &["weigh", "weighs", "weighing", "weighed", "weight", "bodyweight", "heavier", "lighter"];

fn mass(line: &Line<'_>, draft: &Draft, window: &Window) -> Kind {
    let code = draft.unit.base.map_or("", UnitId::code);
    // A body mass index; doses of chemotherapy are in milligrams per square metre.
    if code == "kg" && draft.unit.per(Dimension::Area).is_some() {
        return Kind::Lab;
    }
    let heavy = matches!(code, "kg" | "[lb_av]" | "[stone_av]" | "t");
    if !draft.unit.is_single() {
        // "2 lb per week" are lost or gained.
        let gained = heavy && draft.unit.without_per(Dimension::Time).is_single();
        return if gained { Kind::Other } else { Kind::Dose };
    }
    if matches!(code, "kg" | "[lb_av]" | "[stone_av]" | "g" | "[oz_av]") && is_body_weight(line, draft, window, code) {
        return Kind::BodyWeight;
    }
    if heavy {
        return Kind::Other;
    }
    // "a 500-mg tablet", "tablets of 500 mg".
    let next = if line.is_any(draft.end, &["strength", "extended-release", "oral", "chewable"]) {
        draft.end + 1
    } else {
        draft.end
    };
    let form = |at: usize| {
        line.is_any(
            at,
            &[
                "tablet",
                "tablets",
                "capsule",
                "capsules",
                "caplet",
                "caplets",
                "pill",
                "pills",
                "patch",
                "patches",
                "lozenge",
                "lozenges",
                "suppository",
                "suppositories",
                "softgel",
                "softgels",
                "gummies",
                "sachet",
                "sachets",
                "tab",
                "tabs",
                "strength",
                "strengths",
            ],
        )
    };
    // "325 mg aspirin tablets": one word may name the substance.
    let named = line.is_word(next) && !line.in_class(next, class!("noun-stop")) && form(next + 1);
    if named
        || form(next)
        || (line.is_any(
            draft.start.wrapping_sub(1),
            &["of", "containing", "contains", "contain", "has", "have", "provides", "holds", "delivers"],
        ) && form(draft.start.wrapping_sub(2)))
    {
        return Kind::Strength;
    }
    Kind::Dose
}

/// A weight of a person: "a 60-kg adult", "for a person around 60 kg", "weighs 132 lb".
fn is_body_weight(line: &Line<'_>, draft: &Draft, window: &Window, code: &str) -> bool {
    let small = matches!(code, "g" | "[oz_av]");
    let weighed = any(line, window.before.clone(), WEIGHT)
        || line.follows(draft.end, &["of", "body", "weight"])
        || line.follows(draft.end, &["body", "weight"])
        || line.follows(draft.end, &["of", "bodyweight"])
        || line.is_any(draft.end, &["bodyweight"]);
    if weighed {
        return !small
            || any(
                line,
                window.before.start..window.behind.end,
                &["birth", "born", "newborn", "baby", "babies", "infant", "infants"],
            );
    }
    if small {
        return false;
    }
    // "a 70-kg (154-pound) adult": the person stands behind, past a parenthesis.
    let mut behind = draft.end;
    if line.text(behind) == "(" {
        while behind < line.len() && line.text(behind) != ")" && behind < draft.end + 8 {
            behind += 1;
        }
        behind += 1;
    } else if line.text(behind) == ")" {
        behind += 1;
    }
    let adjective =
        line.is_any(behind, &["healthy", "adult", "young", "elderly", "average", "older", "sedentary", "pregnant"]);
    if line.in_class(behind, class!("weighed-person"))
        || (adjective && line.in_class(behind + 1, class!("weighed-person")))
    {
        return true;
    }
    // "for a person around 60 kg", "an adult of 70 kg", "someone at 80 kg".
    let mut at = draft.from;
    let mut steps = 0;
    while at > 0 && steps < 4 {
        at -= 1;
        steps += 1;
        if line.in_class(at, class!("weighed-person")) {
            return true;
        }
        if !line.is_any(
            at,
            &[
                "of",
                "around",
                "about",
                "at",
                "approximately",
                "roughly",
                "who",
                "is",
                "are",
                "(",
                "nearly",
                "over",
                "under",
            ],
        ) {
            return false;
        }
    }
    false
}

fn share(line: &Line<'_>, draft: &Draft, window: &Window) -> Kind {
    let end = draft.end;
    if line.is_any(end, &["CI", "CIs", "confidence", "CrI", "credible"]) || line.follows(end, &["-", "confidence"]) {
        return Kind::Confidence;
    }
    let preparation = |at: usize| line.in_class(at, class!("preparation"));
    let by_weight = line.is_any(end, &["w", "v"]) && line.text(end + 1) == "/" && line.is_any(end + 2, &["w", "v"]);
    let applied = |at: usize| {
        line.is_any(
            at,
            &["cream", "gel", "ointment", "lotion", "solution", "suspension", "foam", "spray", "shampoo", "drops"],
        )
    };
    // "permethrin lotion, 1 %".
    let comma = line.text(draft.from.wrapping_sub(1)) == ",";
    let in_front = draft.from.wrapping_sub(1 + usize::from(comma));
    if by_weight || preparation(end) || (line.is_word(end) && applied(end + 1)) || applied(in_front) {
        return Kind::Concentration;
    }
    let before = draft.from.wrapping_sub(1);
    if line.is(before, "of")
        && line
            .is_any(before.wrapping_sub(1), &["level", "levels", "reading", "readings", "activity", "titer", "titre"])
    {
        return Kind::Lab;
    }
    if any(
        line,
        window.before.clone(),
        &["HbA1c", "A1C", "A1c", "saturation", "hematocrit", "haematocrit", "ejection", "SpO2"],
    ) {
        return Kind::Lab;
    }
    let next = if line.is_any(end, &["relative", "overall", "further", "greater"]) { end + 1 } else { end };
    if line.in_class(next, class!("comparison"))
        || (line.is_word(next) && line.is_any(next + 1, &["reduction", "increase", "decrease", "decline"]))
    {
        return Kind::Change;
    }
    let changed =
        line.is(draft.from.wrapping_sub(1), "by") && in_class(line, window.before.clone(), class!("change-verb"));
    let direct = line.is_any(
        draft.from.wrapping_sub(1),
        &[
            "rose",
            "fell",
            "increased",
            "decreased",
            "dropped",
            "declined",
            "grew",
            "jumped",
            "climbed",
            "up",
            "down",
            "plus",
            "minus",
        ],
    );
    if changed || direct { Kind::Change } else { Kind::Share }
}

fn bare(line: &Line<'_>, draft: &Draft, window: &Window) -> Kind {
    if draft.unit.denominators().any(|per| per.unit.is_none()) {
        return Kind::Rate;
    }
    if draft.unit.per(Dimension::Volume).is_some() {
        return Kind::Lab;
    }
    if draft.unit.per(Dimension::Time).is_some() {
        return Kind::Frequency;
    }
    if !draft.unit.is_none() {
        return Kind::Rate;
    }
    let before = draft.from.wrapping_sub(1);
    if age::is_bare(line, draft) {
        return Kind::Age;
    }
    let equals = line.text(before) == "=" || line.is_any(before, &["of", "was", "is", ":"]) || line.text(before) == ",";
    let near = |words: &[&str]| {
        (1..=4).any(|back| {
            draft.from.checked_sub(back).is_some_and(|at| at >= window.before.start && line.is_any(at, words))
        })
    };
    // In this case only: "or" is a conjunction.
    let abbreviated = (1..=4).filter_map(|back| draft.from.checked_sub(back)).any(|at| {
        let short = ["OR", "HR", "RR", "aOR", "aHR", "aRR", "IRR", "AOR", "AHR"].contains(&line.text(at));
        at >= window.before.start && short
    });
    let ratio = abbreviated
        || near(&["ratio", "ratios"])
            && near(&["odds", "hazard", "risk", "rate", "hazards", "prevalence", "incidence"]);
    if ratio && (equals || draft.start > 0) {
        return Kind::RatioMeasure;
    }
    if near(&["score", "scores", "scored", "rating", "rated"]) {
        return Kind::Score;
    }
    if line.is_any(draft.end, &["times", "fold"])
        || (matches!(line.text(draft.end), "x" | "×") && !line.is_number(draft.end + 1))
        || (line.is_joint(draft.end) && line.is(draft.end + 1, "fold"))
    {
        return Kind::Change;
    }
    if near(&["BMI", "INR", "pH", "GFR", "eGFR"]) || near(&["BMIs"]) {
        return Kind::Lab;
    }
    if near(&["p", "P", "t", "F", "r", "z", "Z", "χ2", "df"]) && line.text(before) == "="
        || matches!(line.text(before), "<" | ">")
    {
        return Kind::Other;
    }
    let fraction =
        draft.lo.or(draft.hi).is_some_and(|number| number.value < Rational::ONE && number.value > Rational::ZERO);
    if fraction
        && (line.is_word(draft.start) && !line.is_word(draft.end) || line.is_any(draft.end, &["of", "the", "to"]))
    {
        return Kind::Share;
    }
    let whole = |number: Option<crate::facts::Number>| number.is_none_or(|number| number.value.is_integer());
    if whole(draft.lo) && whole(draft.hi) { Kind::Count } else { Kind::Other }
}
