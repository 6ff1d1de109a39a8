//! The unit table against independent values, and the algebra of compounds.

use rustc_hash::FxHashMap;

use super::table::{entries, rows};
use super::*;

fn number(text: &str) -> Rational {
    Rational::parse(text).unwrap()
}

fn factor(from: &str, to: &str) -> Rational {
    Unit::known(from).factor_to(Unit::known(to)).unwrap_or_else(|| panic!("{from} converts to {to}"))
}

/// Each factor against a value from elsewhere: printed tables, or another way round through the definitions.
#[test]
fn factors_agree_with_independent_values() {
    for (from, to, expected) in [
        // Avoirdupois: 7,000 grains of 64.79891 mg to the pound, 16 ounces to the pound, 14 pounds to the stone.
        ("[lb_av]", "mg", "453592.37"),
        ("[lb_av]", "[oz_av]", "16"),
        ("[stone_av]", "[lb_av]", "14"),
        ("t", "kg", "1000"),
        ("kg", "g", "1000"),
        ("g", "mg", "1000"),
        ("mg", "ug", "1000"),
        ("ug", "ng", "1000"),
        ("ng", "pg", "1000"),
        // The US gallon is 231 cubic inches, and 8 pints or 128 fluid ounces.
        ("[gal_us]", "mL", "3785.411784"),
        ("[gal_us]", "[qt_us]", "4"),
        ("[gal_us]", "[pt_us]", "8"),
        ("[gal_us]", "[foz_us]", "128"),
        ("[tbs_us]", "[tsp_us]", "3"),
        ("[tsp_us]", "mL", "5"),
        ("[cup_us]", "[tbs_us]", "16"),
        ("L", "dL", "10"),
        ("L", "cL", "100"),
        ("dL", "mL", "100"),
        ("mL", "uL", "1000"),
        ("uL", "nL", "1000"),
        ("nL", "fL", "1000000"),
        ("mL", "cm3", "1"),
        ("cm3", "mm3", "1000"),
        ("m3", "L", "1000"),
        ("[mi_i]", "[ft_i]", "5280"),
        ("[yd_i]", "[ft_i]", "3"),
        ("[ft_i]", "[in_i]", "12"),
        ("[in_i]", "mm", "25.4"),
        ("km", "m", "1000"),
        ("m", "cm", "100"),
        ("m", "dm", "10"),
        ("mm", "um", "1000"),
        ("um", "nm", "1000"),
        ("[sft_i]", "[sin_i]", "144"),
        ("[sin_i]", "mm2", "645.16"),
        ("m2", "cm2", "10000"),
        ("km2", "m2", "1000000"),
        // A mile is 5,280 feet.
        ("[mi_i]2", "[sft_i]", "27878400"),
        ("{1.73_m2}", "m2", "1.73"),
        ("a", "d", "365.25"),
        ("a", "mo", "12"),
        ("wk", "d", "7"),
        ("d", "h", "24"),
        ("h", "min", "60"),
        ("min", "s", "60"),
        ("s", "ms", "1000"),
        ("ms", "us", "1000"),
        ("mol", "mmol", "1000"),
        ("mmol", "umol", "1000"),
        ("umol", "nmol", "1000"),
        ("nmol", "pmol", "1000"),
        ("eq", "meq", "1000"),
        ("kcal", "kJ", "4.184"),
        ("kcal", "[Cal]", "1"),
        ("kJ", "J", "1000"),
        // A millimetre of mercury: 13.5951 g/cm3 × 9.80665 m/s2 × 1 mm; 10 mm of water: 1 g/cm3 × g × 1 cm.
        ("mm[Hg]", "Pa", "133.322387415"),
        ("cm[H2O]", "Pa", "98.0665"),
        ("kPa", "Pa", "1000"),
        ("bar", "kPa", "100"),
        ("%", "[ppth]", "10"),
        ("[ppm]", "[ppb]", "1000"),
        ("[iU]", "m[iU]", "1000"),
        ("m[iU]", "u[iU]", "1000"),
        ("kU", "U", "1000"),
        ("U", "mU", "1000"),
        ("mU", "uU", "1000"),
        ("Gy", "cGy", "100"),
        ("cGy", "mGy", "10"),
        ("Sv", "mSv", "1000"),
        ("mCi", "MBq", "37"),
        ("MBq", "Bq", "1000000"),
        // A curie is 3.7 × 10¹⁰ decays a second: a picocurie is 2.22 a minute.
        ("pCi", "Bq", "37/1000"),
        ("kHz", "Hz", "1000"),
        ("MHz", "kHz", "1000"),
        ("GHz", "MHz", "1000"),
        ("Cel", "[degF]", "9/5"),
    ] {
        assert_eq!(factor(from, to), number(expected), "{from} in {to}");
    }
    // psi: a pound-force of 4.4482216152605 N on a square inch, to ten digits.
    let psi = number("4.4482216152605").over(number("0.00064516")).unwrap();
    let error = psi.minus(factor("[psi]", "Pa")).unwrap().abs();
    assert!(error < number("0.000001"));
}

#[test]
fn every_unit_with_a_factor_is_tested_above_or_stands_alone() {
    let source = include_str!("tests.rs");
    for entry in entries() {
        let alone = entries().iter().filter(|other| other.dimension == entry.dimension).count() == 1;
        let named = source.contains(&format!("\"{}\"", entry.code));
        assert!(alone || named || matches!(&*entry.code, "mosm"), "{} has no independent value", entry.code);
    }
}

#[test]
fn names_and_symbols_are_unique() {
    let rows = rows();
    let mut seen = FxHashMap::default();
    for row in &rows {
        for spelling in row.names.iter().chain(&row.symbols) {
            let before = seen.insert(spelling.clone(), row.code.clone());
            assert!(before.is_none_or(|before| before == row.code), "{spelling} names two units");
        }
    }
    for name in rows.iter().flat_map(|row| &row.names) {
        assert_eq!(**name, name.to_lowercase(), "names are written in lower case");
    }
}

#[test]
fn case_decides() {
    assert_eq!(UnitId::from_symbol("mg").map(UnitId::code), Some("mg"));
    assert_eq!(UnitId::from_symbol("Mg"), None);
    assert_eq!(UnitId::from_symbol("G"), None);
    assert_eq!(UnitId::from_symbol("M"), None);
    assert_eq!(UnitId::from_symbol("K"), None);
    assert_eq!(UnitId::from_symbol("µg"), UnitId::from_symbol("μg"));
    assert_eq!(UnitId::from_name("milligrammes"), UnitId::from_symbol("mg"));
}

#[test]
fn shapes_must_agree() {
    let concentration = |amount: &str, unit: &str| {
        Unit::known("mg").with_per(Per::amount_of(number(amount), UnitId::from_code(unit)).unwrap()).unwrap()
    };
    let label = concentration("5", "mL");
    assert_eq!(label.code(), "mg/(5.mL)");
    assert_eq!(label.to_string(), "mg/5 mL");
    assert_eq!(label.factor_to(concentration("1", "mL")), Some(number("0.2")));
    assert_eq!(label.factor_to(Unit::from_codes("mg", &["kg"]).unwrap()), None);
    assert_eq!(label.factor_to(Unit::known("mg")), None);
    let incidence = Unit::NONE.with_per(Per::amount_of(number("100000"), None).unwrap()).unwrap();
    assert_eq!(incidence.code(), "/100000");
    assert_eq!(Unit::from_codes("", &["d"]).unwrap().code(), "/d");
    assert_eq!(Unit::from_codes("ug", &["kg", "min"]).unwrap().to_string(), "mcg/kg/min");
    assert_eq!(Per::amount_of(number("1/3"), None), None);
    assert_eq!(Per::amount_of(Rational::ZERO, None), None);
}

#[test]
fn absolute_temperatures_are_shifted() {
    let (celsius, fahrenheit) = (Unit::known("Cel"), Unit::known("[degF]"));
    let convert = |from: Unit, value: &str, to| from.convert(Interval::point(number(value)), to).unwrap().low();
    assert_eq!(convert(celsius, "37", fahrenheit), Some(number("98.6")));
    assert_eq!(convert(fahrenheit, "-40", celsius), Some(number("-40")));
    assert_eq!(convert(Unit::known("K"), "310.15", celsius), Some(number("37")));
}
