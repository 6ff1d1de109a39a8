//! Near misses in names.

/// Likeness below which a proposal would puzzle rather than help; 0.8 lets one or two letters of a word differ.
const ALIKE: f64 = 0.8;

/// The candidate that looks most like `wrong`, if one looks like it at all.
pub fn nearest<'a>(wrong: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let wrong = wrong.to_lowercase().replace('_', "-");
    candidates
        .into_iter()
        .map(|candidate| (strsim::jaro_winkler(&wrong, candidate), candidate))
        .filter(|(likeness, _)| *likeness >= ALIKE)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_is_recognised_and_nonsense_is_not() {
        let names = ["missing-author", "missing-date", "fused-text"];
        assert_eq!(nearest("mising_author", names), Some("missing-author"));
        assert_eq!(nearest("missing-dates", names), Some("missing-date"));
        assert_eq!(nearest("zzz", names), None);
    }
}
