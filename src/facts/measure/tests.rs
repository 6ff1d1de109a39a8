//! The grammar on the cases that it must read, and on those that it must leave alone.

use super::testing::document;
use crate::document::Document;
use crate::facts::{Quantities, Quantity, Shape};
use crate::rules::Registry;

fn read(text: &str) -> (Document, Vec<Quantity>) {
    let document = document(text);
    let quantities = Quantities::find(&document, &Registry::built_in().lexicon);
    (document, quantities.all)
}

/// "text|lo|hi|unit|kind" of each quantity.
fn summary(text: &str) -> Vec<String> {
    let (document, quantities) = read(text);
    quantities
        .iter()
        .map(|quantity| {
            let bound = |number: Option<crate::facts::Number>| {
                number.map_or_else(String::new, |number| number.value.to_f64().to_string())
            };
            format!(
                "{}|{}|{}|{}|{}",
                document.text(quantity.span),
                bound(quantity.lo),
                bound(quantity.hi),
                quantity.unit.code(),
                quantity.kind.name()
            )
        })
        .collect()
}

#[track_caller]
pub(super) fn reads(text: &str, expected: &[&str]) {
    assert_eq!(summary(text), expected, "{text}");
}

#[test]
fn ranges_in_all_spellings() {
    for (text, expected) in [
        ("Take 1-2 mg.", "1-2 mg|1|2|mg|dose"),
        ("Take 1–2 mg.", "1–2 mg|1|2|mg|dose"),
        ("Take 1 to 2 mg.", "1 to 2 mg|1|2|mg|dose"),
        ("Take between 1 and 2 mg.", "1 and 2 mg|1|2|mg|dose"),
        ("Give from 1 mg up to 2 mg.", "1 mg up to 2 mg|1|2|mg|dose"),
        ("Take 1 mg–2 mg.", "1 mg–2 mg|1|2|mg|dose"),
        ("Take 500 mg–1 g of it.", "500 mg–1 g|500|1000|mg|dose"),
        ("Take 1 or 2 tablets.", "1 or 2 tablets|1|2|{tablet}|dose"),
        ("It cost $5–10 million.", "$5–10 million|5000000|10000000|{USD}|money"),
        ("About 10%–15% had it.", "10%–15%|10|15|%|share"),
        ("It affects 2 to 3 million people.", "2 to 3 million|2000000|3000000||count"),
        ("It took five to ten minutes.", "five to ten minutes|5|10|min|duration"),
        ("Doses from 5 to 10 mg were used.", "5 to 10 mg|5|10|mg|dose"),
        ("It comes in 25, 50 and 100 mg.", "25, 50 and 100 mg|25|100|mg|dose"),
        ("They are 10-, 20-, and 40-mg patches.", "10-, 20-, and 40-mg|10|40|mg|strength"),
    ] {
        reads(text, &[expected]);
    }
    reads("It fell from 12 to 8 %.", &["12|12|12|%|share", "8 %|8|8|%|share"]);
    reads("Lower it from 20 to 10 mg.", &["20|20|20|mg|dose", "10 mg|10|10|mg|dose"]);
    assert_eq!(read("Adults aged 18–65 took part.").1[0].kind.name(), "age");
}

#[test]
fn a_hyphen_before_a_word_is_no_range() {
    reads("A 5-week course.", &["5-week|5|5|wk|duration"]);
    reads("A 60-kg adult.", &["60-kg|60|60|kg|body-weight"]);
    reads("A 40-minute infusion.", &["40-minute|40|40|min|duration"]);
}

#[test]
fn a_hanging_hyphen_waits_for_its_unit() {
    reads("A 5- to 10-mg dose is usual.", &["5- to 10-mg|5|10|mg|dose"]);
    reads("An 8- to 12-week course.", &["8- to 12-week|8|12|wk|duration"]);
    reads("A 2- or 3-day stay.", &["2- or 3-day|2|3|d|duration"]);
    reads("A 65-to-75-year-old man.", &["65-to-75-year|65|75|a|age"]);
    reads("An 87 yo man.", &["87 yo|87|87|a|age"]);
}

#[test]
fn two_substances_in_one_preparation() {
    reads("Take co-codamol 30 mg/500 mg.", &["30 mg|30|30|mg|dose", "500 mg|500|500|mg|dose"]);
    reads("Take co-amoxiclav 500/125 mg.", &["500|500|500|mg|dose", "125 mg|125|125|mg|dose"]);
    reads("Inhale 50 mcg/500 mcg.", &["50 mcg|50|50|ug|dose", "500 mcg|500|500|ug|dose"]);
}

#[test]
fn rates_and_compounds() {
    for (text, expected) in [
        ("Give 2 mg/kg.", "2 mg/kg|2|2|mg/kg|dose"),
        ("Give 2 mg per kg.", "2 mg per kg|2|2|mg/kg|dose"),
        (
            "It is 1 to 2 milligrams for each kilogram of body weight.",
            "1 to 2 milligrams for each kilogram|1|2|mg/kg|dose",
        ),
        ("Give 10 mg/kg/day.", "10 mg/kg/day|10|10|mg/kg/d|dose"),
        ("Give 10 mg/kg per dose.", "10 mg/kg per dose|10|10|mg/kg/{dose}|dose"),
        ("Give 5 mg kg-1.", "5 mg kg-1|5|5|mg/kg|dose"),
        ("Give 5 mg kg⁻¹ now.", "5 mg kg⁻¹|5|5|mg/kg|dose"),
        ("Give 5 mg·kg−1·day−1.", "5 mg·kg−1·day−1|5|5|mg/kg/d|dose"),
        ("Give 10 µg kg⁻¹ min⁻¹.", "10 µg kg⁻¹ min⁻¹|10|10|ug/kg/min|dose"),
        ("Radon was at 4 pCi/L.", "4 pCi/L|4|4|pCi/L|other"),
        ("Give 3 mcg/kg/min.", "3 mcg/kg/min|3|3|ug/kg/min|dose"),
        ("Run 125 mL/hr.", "125 mL/hr|125|125|mL/h|volume"),
        ("It holds 160 mg/5 mL.", "160 mg/5 mL|160|160|mg/(5.mL)|strength"),
        ("It has 30 mg per 8 oz serving.", "30 mg per 8 oz|30|30|mg/(8.[oz_av])|dose"),
        ("Glucose was 126 mg/dL.", "126 mg/dL|126|126|mg/dL|lab"),
        ("There were 12 per 100,000 people.", "12 per 100,000|12|12|/100000|rate"),
        ("The eGFR was 60 mL/min/1.73 m2.", "60 mL/min/1.73 m2|60|60|mL/min/{1.73_m2}|volume"),
        ("No more than 4,000 mg a day.", "4,000 mg a day||4000|mg/d|dose"),
        ("It holds 10^9 CFU.", "10^9 CFU|1000000000|1000000000|[CFU]|other"),
        ("It was 5 milli-international units per litre.", "5 milli-international units per litre|5|5|m[iU]/L|lab"),
        (
            "It holds 5 billion colony-forming units.",
            "5 billion colony-forming units|5000000000|5000000000|[CFU]|other",
        ),
        ("A BMI of 30 kg/m2 or more.", "30 kg/m2 or more|30||kg/m2|lab"),
        ("Do not exceed 4 g a day.", "4 g a day||4|g/d|dose"),
        ("Levels that exceed 4 mg/dL.", "4 mg/dL|4||mg/dL|lab"),
        ("White cells were 4 × 10⁹/L.", "4 × 10⁹/L|4000000000|4000000000|/L|lab"),
    ] {
        reads(text, &[expected]);
    }
}

#[test]
fn frequencies_are_quantities_of_their_own() {
    for (text, expected) in [
        ("Take 5 mg twice a day.", ["5 mg|5|5|mg|dose", "twice a day|2|2|/d|frequency"]),
        ("Take 5 mg once daily.", ["5 mg|5|5|mg|dose", "once daily|1|1|/d|frequency"]),
        ("Take 5 mg daily.", ["5 mg|5|5|mg|dose", "daily|1|1|/d|frequency"]),
        ("Take 5 mg three times a day.", ["5 mg|5|5|mg|dose", "three times a day|3|3|/d|frequency"]),
        ("Take 5 mg every 4 to 6 hours.", ["5 mg|5|5|mg|dose", "every 4 to 6 hours|4|6|/d|frequency"]),
        ("Take 5 mg q6h.", ["5 mg|5|5|mg|dose", "q6h|4|4|/d|frequency"]),
        ("Take 5 mg BID.", ["5 mg|5|5|mg|dose", "BID|2|2|/d|frequency"]),
        ("Take 5 mg up to 4 times a day.", ["5 mg|5|5|mg|dose", "4 times a day||4|/d|frequency"]),
        ("Take 5 mg 3-4 times daily.", ["5 mg|5|5|mg|dose", "3-4 times daily|3|4|/d|frequency"]),
        ("Take 5 mg every other day.", ["5 mg|5|5|mg|dose", "every other day|1|1|/(2.d)|frequency"]),
        ("Take 15 mg once a week.", ["15 mg|15|15|mg|dose", "once a week|1|1|/wk|frequency"]),
        ("Take 5 mg once every 12 hours.", ["5 mg|5|5|mg|dose", "once every 12 hours|2|2|/d|frequency"]),
        ("Take 5 mg q4-6h.", ["5 mg|5|5|mg|dose", "q4-6h|4|6|/d|frequency"]),
        ("Take 5 mg tds.", ["5 mg|5|5|mg|dose", "tds|3|3|/d|frequency"]),
        ("Take 8 × 500 mg tablets.", ["8|8|8|{tablet}|dose", "500 mg|500|500|mg|strength"]),
        ("Take 90 mg in 3 divided doses.", ["90 mg|90|90|mg|dose", "3 divided doses|3|3|{dose}|dose"]),
        ("Take 15 mg in 24 hours.", ["15 mg|15|15|mg|dose", "24 hours|24|24|h|duration"]),
    ] {
        reads(text, &expected);
    }
}

#[test]
fn weight_carriers() {
    for text in [
        "It is 680 mg for a person around 60 kg.",
        "It is 680 mg for a 60 kg adult.",
        "It is 680 mg for someone who weighs 60 kg.",
        "It is 680 mg per 60 kg of body weight.",
    ] {
        let (_, quantities) = read(text);
        assert!(
            quantities.iter().any(|quantity| quantity.kind.name() == "body-weight") || text.contains("per 60"),
            "{text}: {quantities:?}"
        );
    }
    let kinds: Vec<_> = read("A 154-pound (70 kg) human eats 2 kg of food.").1.iter().map(|q| q.kind.name()).collect();
    assert_eq!(kinds, ["body-weight", "body-weight", "other"]);
}

#[test]
fn number_words_and_fractions() {
    for (text, expected) in [
        ("It took one hundred and twenty days.", "one hundred and twenty days|120|120|d|duration"),
        ("Take ½ tablet.", "½ tablet|0.5|0.5|{tablet}|dose"),
        ("Take 1/2 tablet.", "1/2 tablet|0.5|0.5|{tablet}|dose"),
        ("It took one and a half hours.", "one and a half hours|1.5|1.5|h|duration"),
        ("It took 2 1/2 hours.", "2 1/2 hours|2.5|2.5|h|duration"),
        ("It cost half a million dollars.", "half a million dollars|500000|500000|{USD}|money"),
        ("There were twenty-five patients.", "twenty-five|25|25||count"),
        ("There were 2.5 million cases.", "2.5 million|2500000|2500000||count"),
        ("It affects 1 in 8 women.", "1 in 8|1|1|/8|rate"),
        ("It helped 3 out of 5 people.", "3 out of 5|3|3|/5|rate"),
        ("It helps eight in ten.", "eight in ten|8|8|/10|rate"),
        ("It helped 79 of 132 patients.", "79 of 132|79|79|/132|rate"),
        ("It took three-quarters of an hour.", "three-quarters of an hour|0.75|0.75|h|duration"),
        ("A two-and-a-half hour delay.", "two-and-a-half hour|2.5|2.5|h|duration"),
        ("It took three and a quarter hours.", "three and a quarter hours|3.25|3.25|h|duration"),
        ("A million and a half people died.", "A million and a half|1500000|1500000||count"),
        ("It hit a quarter of a million homes.", "a quarter of a million|250000|250000||count"),
        ("About 1½ million had it.", "1½ million|1500000|1500000||count"),
        ("Nearly half of them left.", "half|0.5|0.5||share"),
        ("It affects one-in-five adults.", "one-in-five|1|1|/5|rate"),
        ("It affects 1-in-5 adults.", "1-in-5|1|1|/5|rate"),
        ("Walk 10k steps today.", "10k|10000|10000||count"),
        ("It was 4.5–11.0 × 10⁹/L.", "4.5–11.0 × 10⁹/L|4500000000|11000000000|/L|lab"),
        ("It took two to three hundred days.", "two to three hundred days|200|300|d|duration"),
        ("It was one hundred and twenty of the patients.", "one hundred and twenty|120|120||count"),
        ("It was 20 cases per million people.", "20|20|20|/1000000|rate"),
        ("It was 20 per million people.", "20 per million|20|20|/1000000|rate"),
        ("It reached 2.5m people.", "2.5m|2500000|2500000||count"),
        ("A p-value below 5×10−8 counts.", "5×10−8||0.00000005||other"),
        ("He grew 5x10^6 copies.", "5x10^6 copies|5000000|5000000|{copy}|count"),
    ] {
        reads(text, &[expected]);
    }
}

#[test]
fn bounds_and_approximators() {
    let shape = |text: &str| read(text).1[0].shape;
    assert_eq!(shape("Take at least 5 mg."), Shape::AtLeast);
    assert_eq!(shape("Take up to 5 mg."), Shape::AtMost);
    assert_eq!(shape("Take 5 mg or more."), Shape::AtLeast);
    assert_eq!(shape("Take less than 5 mg."), Shape::LessThan);
    assert_eq!(shape("It was ≥ 5 mg."), Shape::AtLeast);
    assert_eq!(shape("Take 5 mg over 40 minutes."), Shape::Point);
    reads("Take about 5 mg.", &["5 mg|5|5|mg|dose"]);
    reads("Take at least 5 mg.", &["5 mg|5||mg|dose"]);
    reads("Infuse it over 40 minutes.", &["40 minutes|40|40|min|duration"]);
    reads("Infuse it over 30–60 minutes.", &["30–60 minutes|30|60|min|duration"]);
    let quantity = &read("It is around 1 to 2 mg/kg.").1[0];
    assert_eq!(quantity.reading().to_string(), "0.9 to 2.2");
}

#[test]
fn says_what_the_text_means() {
    for (text, expected) in [
        ("Take about 5 mg.", "about 5 mg"),
        ("It helps more than 12.5% of them.", "more than 12.5%"),
        ("Take at least 2 tablets.", "at least 2 tablets"),
        ("It is 1 to 2 mg/kg.", "1 to 2 mg/kg"),
        ("Her pressure was 120/80 mm Hg.", "120/80 mmHg"),
        ("It was 5.2 ± 1.3 mmol/L.", "5.2 ± 1.3 mmol/L"),
        ("Take 2.500 mg.", "2.5 or 2,500 mg"),
        ("It affects nearly 1 in 8 women.", "nearly 1/8"),
        ("Take 5 mg twice a day.", "5 mg"),
    ] {
        assert_eq!(read(text).1[0].said(), expected, "{text}");
    }
}

#[test]
fn two_bounds_are_one_range() {
    for (text, expected) in [
        ("It takes more than 30 but less than 35 days.", "30 but less than 35 days|30|35|d|duration"),
        ("Give at least 5 mg and no more than 10 mg.", "5 mg and no more than 10 mg|5|10|mg|dose"),
        ("A result equal to or greater than 25 is high.", "25|25|||count"),
        ("A result less than or equal to 25 is low.", "25||25||count"),
        ("Use no more than 5 mg.", "5 mg||5|mg|dose"),
        ("Use slightly more than 5 mg.", "5 mg|5|5|mg|dose"),
        ("Readings ranged from 5 °C to -3 °C.", "5 °C to -3 °C|5|-3|Cel|other"),
        ("The rate rose 2 to 3 percent.", "2 to 3 percent|2|3|%|other"),
    ] {
        reads(text, &[expected]);
    }
    reads("It is for those under 18 and over 65.", &["18||18||count", "65|65|||count"]);
    reads("Born at 36 0/7 to 37 3/7 weeks.", &["36 0/7 to 37 3/7 weeks|36|37.42857142857143|wk|duration"]);
    reads("It rose from 5 to under 10 percent.", &["5|5|5|%|share", "10 percent||10|%|share"]);
}

#[test]
fn below_zero() {
    for (text, expected) in [
        ("It was five degrees below zero.", "five degrees below zero|-5|-5|deg|other"),
        ("It was minus 5 °C.", "minus 5 °C|-5|-5|Cel|other"),
        ("Growth was minus five percent.", "minus five percent|-5|-5|%|share"),
        ("The maximum is 220 minus 40.", "220|220|220||count"),
    ] {
        assert_eq!(summary(text)[0], expected, "{text}");
    }
    reads("She tested negative 3 days later.", &["3 days|3|3|d|duration"]);
}

#[test]
fn measures_of_other_kinds() {
    for (text, expected) in [
        ("She was 5 ft 4 in tall.", "5 ft 4 in|64|64|[in_i]|other"),
        ("She was 5'4\" tall.", "5'4\"|64|64|[in_i]|other"),
        ("It took 1 hr 30 min.", "1 hr 30 min|90|90|min|duration"),
        ("She smoked 20 pack-years.", "20 pack-years|20|20|{pack_year}|other"),
        ("Drink 16 fl. oz of it.", "16 fl. oz|16|16|[foz_us]|volume"),
        ("His pulse was 72bpm.", "72bpm|72|72|{beat}/min|lab"),
        ("His pulse was 72 bpm.", "72 bpm|72|72|{beat}/min|lab"),
        ("It cost $20 per kg.", "$20 per kg|20|20|{USD}/kg|money"),
        ("It cost 20 € there.", "20 €|20|20|{EUR}|money"),
        ("It holds 40% w/v.", "40%|40|40|%|strength"),
        ("A park of 4 km^2 opened.", "4 km^2|4|4|km2|other"),
        ("Add a three-quarter cup of it.", "three-quarter cup|0.75|0.75|[cup_us]|volume"),
        ("He weighed 12st 4lb then.", "12st 4lb|172|172|[lb_av]|body-weight"),
        ("It ranged from –5 to +5.", "–5 to +5|-5|5||count"),
        ("They lost 1 to 2 lb per week.", "1 to 2 lb per week|1|2|[lb_av]/wk|other"),
        ("Her pain was 6.5/10.", "6.5/10|6.5|6.5|/10|score"),
        ("Born at 35 weeks 3 days.", "35 weeks 3 days|248|248|d|duration"),
        ("Eat half a pear.", "half|0.5|0.5||other"),
        ("Anna Smith, 53, is well.", "53|53|53||age"),
        ("Women between the ages of 45 and 60.", "45 and 60|45|60||age"),
        ("It hits one person per 5,000 people.", "one|1|1|/5000|rate"),
        ("They gave 145 tests per 10,000 people.", "145|145|145|/10000|rate"),
        ("A half of them left.", "A half|0.5|0.5||share"),
        ("It was found in 23/45 people.", "23/45|23|23|/45|rate"),
        ("Sixty cell lines were grown.", "Sixty|60|60||count"),
        ("People over 65 need it.", "65|65|||age"),
        ("Two-year-olds need it.", "Two-year|2|2|a|age"),
        ("Keep it at 38.5 °C.", "38.5 °C|38.5|38.5|Cel|other"),
        ("It was 101 degrees Fahrenheit.", "101 degrees Fahrenheit|101|101|[degF]|other"),
        ("His pressure was 120/80 mm Hg.", "120/80 mm Hg|120|80|mm[Hg]|lab"),
        ("Use 1% hydrocortisone cream.", "1%|1|1|%|strength"),
        ("The odds ratio was 1.5.", "1.5|1.5|1.5||ratio-measure"),
        ("Children aged 5 years.", "5 years|5|5|a|age"),
        ("Take 1000 IU of vitamin D.", "1000 IU|1000|1000|[iU]|dose"),
        ("The mean was 5.2 ± 1.3 mmol/L.", "5.2 ± 1.3 mmol/L|5.2|5.2|mmol/L|lab"),
    ] {
        reads(text, &[expected]);
    }
}
