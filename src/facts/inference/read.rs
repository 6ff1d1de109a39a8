//! The patterns of reported results.

use std::ops::Range;
use std::sync::LazyLock;

use regex::{Captures, Regex};

use super::cue::{Announcements, Cues};
use super::{
    Centre, Estimate, Inference, Mean, Number, PValue, Ratio, RatioKind, Rational, Relation, Spread, Statistic, Test,
};
use crate::document::Document;
use crate::lexicon::Lexicon;
use crate::span::ProseSpan;

/// A number as results print it, its sign with it.
const NUMBER: &str = r"[-\u{2212}]?(?:[0-9][0-9,]*(?:[.\u{b7}][0-9]+)?|[.\u{b7}][0-9]+)";

fn pattern(text: &str) -> Regex {
    Regex::new(&text.replace("NUM", NUMBER)).expect("the pattern is valid")
}

static P_VALUE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u:\b)(?P<letter>[pP])(?:(?P<word>[-\s]?values?)\s*(?P<verb>of|was|is|:)?)?\s*(?P<relation>[=<>\u{2264}\u{2265}]=?)?\s*(?P<value>NUM)(?P<power>\s*(?:[×x*]\s*10|[eE][-\u{2212}]?[0-9]|%))?",
    )
});

static RATIO: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?x)
        (?P<name> (?i:(?-u:\b)(?:odds|hazards?|risks?|rates?|prevalence|incidence)\ ratios?(?-u:\b)) | (?i:(?-u:\b)relative\ risks?(?-u:\b))
          | (?-u:\b)(?:a|c|m|adjusted\ )?(?:OR|HR|RR|IRR|PR)(?-u:\b) | (?-u:\b)A(?:OR|HR)(?-u:\b) )
        (?: \s* [,:]? \s* [(\[] [A-Za-z]{1,4} [)\]] )?
        (?: \s* (?:[=:,]|of|was|is|were) )? \s* (?:(?:about|approximately)\s+)?
        (?P<value>NUM)",
    )
});

static ESTIMATE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?x)
        (?P<value>NUM) \s* (?P<percent>%|percent|per\ cent)? \s* (?:million|billion)? \s* [,;:(\[]{0,2} \s* (?:with\ an?\ |and\ an?\ )?
        (?P<interval>
          (?: (?P<level>[0-9][0-9](?:\.[0-9]+)?) \s* -? (?:%|percent|per\ cent) \s* -? \s* )?
          (?:CIs?|(?i:confidence\ (?:intervals?|limits))|CrI|(?i:credible\ intervals?)|UI) \s* (?:[(\[]CI[)\]])?
          \s* [,:;=(\[]? \s* (?:of\ |was\ |from\ |between\ |is\ )? [(\[]? \s*
          (?P<low>NUM) \s* (?P<unit>%|percent|per\ cent)? \s* (?:-|\u{2013}|\u{2014}|to(?-u:\b)|and(?-u:\b)|,\ |;|\.\.) \s* (?P<high>NUM) \s* (?P<unit2>%|percent|per\ cent)?
        )",
    )
});

static TEST: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?x)
        (?:^|[\s(\[;,]) (?P<all> (?P<name> t | F | r | [zZ] | Q(?:[BWbw]|-?(?:between|within))? | (?:χ|Χ|[cC]hi|X)[-\s]?(?:2|²|squared?) )
        \s* (?:\( \s* (?P<df>[^()=]{1,12}?) (?:\s*[,;]\s*[nN]\s*=\s*[0-9,]+)? \s* \))? \s* = \s* (?P<value>NUM) \s* [,;]? \s* (?:and\s+)?
        (?P<p> [pP] \s* (?P<relation>[=<>]) \s* (?P<p_value>NUM) ) )",
    )
});

static CENTRE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?x)
        (?-u:\b)(?P<name>(?i:mean|median|average)) (?-u:\b) (?P<words>[^.;()\[\]]{0,50}?) (?-u:\b)(?P<value>NUM) \s* (?P<unit>%|[a-zA-Z]+)? [^.;()\[\]0-9]{0,15}?
        [,;(\[] \s* (?P<bounds> (?P<kind>(?i:(?:full\ |age\ )?range|interquartile\ range|IQR|ranging)) [^0-9()\[\];.]{0,15}? (?P<low>NUM) \s* (?P<unit2>%|[a-zA-Z]+)? \s* (?:-|\u{2013}|\u{2014}|to|and|,) \s* (?P<high>NUM) (?:\s*(?P<unit3>%|[a-zA-Z]+))? )",
    )
});

/// The same the other way round: "aged 18 to 65 (mean 72)".
static RANGE_FIRST: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?x)
        (?-u:\b)(?P<bounds> (?i:(?P<kind>aged|range|ranged|ranging)) \s (?:[a-z]+\s){0,4}? (?P<low>NUM) \s* (?P<unit2>%|[a-zA-Z]+)? \s* (?:-|\u{2013}|\u{2014}|to|and) \s* (?P<high>NUM) (?:\s*(?P<unit3>%|[a-zA-Z]+))? )
        [^.;()\[\]0-9]{0,15}? [,(\[] \s* (?:(?:with\ )?an?\ )? (?P<name>(?i:mean|median|average)) (?-u:\b) (?P<words>[^.;()\[\]0-9]{0,20}?) (?P<value>NUM) (?:\s*(?P<unit>%|[a-zA-Z]+))?",
    )
});

static MEAN: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?x)
        (?: (?-u:\b)(?i:mean)(?-u:\b) [^.;()\[\]0-9]{0,60}? | (?-u:\b)M\s*=\s* ) (?P<value>NUM) \s* [^.;()\[\]0-9]{0,20}? [,(\[]? \s*
        (?:(?:SD|(?i:standard\ deviation)) \s* [,=:]? \s* (?:of\ )? | \u{b1} \s*) (?P<deviation>NUM)",
    )
});

/// All results in `prose`.
pub(super) fn all(document: &Document, lexicon: &Lexicon) -> Inference {
    let announcements = Announcements::new(lexicon);
    let mut all = Inference::default();
    for sentence in &document.sentences {
        let cues = announcements.cues(document, sentence);
        if !cues.is_empty() {
            sentence_into(document.prose.text(), sentence.prose.range(), cues, &mut all);
        }
    }
    all
}

/// Adds what stands in `range` of the prose.
fn sentence_into(prose: &str, range: Range<usize>, cues: Cues, all: &mut Inference) {
    let within = |needs: &[Cues], pattern: &'static LazyLock<Regex>| {
        let announced = needs.iter().all(|cue| cues.have(*cue));
        announced.then(|| captures_in(pattern, prose, range.clone())).into_iter().flatten()
    };
    let mut centres: Vec<Centre> = within(&[Cues::AVERAGE, Cues::RANGE], &CENTRE)
        .chain(within(&[Cues::AVERAGE, Cues::SPAN], &RANGE_FIRST))
        .filter_map(|found| centre(&found))
        .collect();
    centres.sort_by_key(|centre| centre.at);
    centres.dedup_by_key(|centre| centre.at);
    all.centres.extend(centres);
    all.p_values.extend(within(&[Cues::P], &P_VALUE).filter_map(|found| p_value(&found)));
    all.ratios.extend(within(&[Cues::RATIO], &RATIO).filter_map(|found| ratio(&found)));
    all.estimates.extend(within(&[Cues::INTERVAL], &ESTIMATE).filter_map(|found| estimate(&found)));
    all.tests.extend(within(&[Cues::P, Cues::EQUALS], &TEST).filter_map(|found| test(&found)));
    all.means.extend(within(&[Cues::MEAN, Cues::DEVIATION], &MEAN).filter_map(|found| mean(&found)));
}

/// The matches of `pattern` in a part of the prose, with places in the whole of it.
fn captures_in<'t>(
    pattern: &'static Regex,
    prose: &'t str,
    range: Range<usize>,
) -> impl Iterator<Item = Captures<'t>> + use<'t> {
    let mut from = range.start;
    std::iter::from_fn(move || {
        let found = pattern.captures_at(&prose[..range.end], from)?;
        // No pattern matches the empty text, so this moves on.
        from = found.get(0)?.end();
        Some(found)
    })
}

fn place(found: &Captures<'_>, name: &str) -> Option<ProseSpan> {
    found.name(name).map(|group| ProseSpan::from(group.range()))
}

fn number(found: &Captures<'_>, name: &str) -> Option<Number> {
    let text = found.name(name)?.as_str().replace('\u{2212}', "-");
    let (negative, digits) = text.strip_prefix('-').map_or((false, text.as_str()), |digits| (true, digits));
    let number = Number::parse(digits.trim_end_matches(','))?;
    if negative { Some(Number { value: Rational::ZERO.minus(number.value)?, ..number }) } else { Some(number) }
}

fn relation(text: &str) -> Relation {
    match text.chars().next() {
        Some('<' | '\u{2264}') => Relation::Less,
        Some('>' | '\u{2265}') => Relation::Greater,
        _ => Relation::Equal,
    }
}

fn p_value(found: &Captures<'_>) -> Option<PValue> {
    let named = found.name("word").is_some();
    let stated = found.name("relation");
    // "p 12" is a page; "p = 3 × 10⁻⁵" is printed in two parts.
    if found.name("power").is_some() || (stated.is_none() && !(named && found.name("verb").is_some())) {
        return None;
    }
    Some(PValue {
        value: number(found, "value")?,
        relation: relation(stated.map_or("=", |stated| stated.as_str())),
        certain: named || found.name("letter")?.as_str() == "p",
        span: ProseSpan::from(found.get(0)?.range()),
        digits: place(found, "value")?,
    })
}

fn ratio(found: &Captures<'_>) -> Option<Ratio> {
    let name = found.name("name")?.as_str();
    let lower = name.to_lowercase();
    let kind = if lower.starts_with("odds") || name.ends_with("OR") {
        RatioKind::Odds
    } else if lower.starts_with("hazard") || name.ends_with("HR") {
        RatioKind::Hazard
    } else {
        RatioKind::Risk
    };
    let value = number(found, "value")?;
    let digits = place(found, "value")?;
    Some(Ratio { kind, value, span: ProseSpan::new(place(found, "name")?.start(), digits.end()), digits })
}

fn estimate(found: &Captures<'_>) -> Option<Estimate> {
    Some(Estimate {
        value: number(found, "value")?,
        low: number(found, "low")?,
        high: number(found, "high")?,
        level: number(found, "level").map(|level| level.value),
        percent: found.name("percent").is_some(),
        at: place(found, "value")?,
        interval: place(found, "interval")?,
    })
}

fn test(found: &Captures<'_>) -> Option<Test> {
    let df: Vec<Rational> = found.name("df").map_or_else(Vec::new, |df| {
        df.as_str().split([',', ';']).filter_map(|part| Number::parse(part.trim())).map(|number| number.value).collect()
    });
    let statistic = match (found.name("name")?.as_str().chars().next()?, df.as_slice()) {
        ('t', [df]) => Statistic::T(*df),
        ('F', [one, two]) => Statistic::F(*one, *two),
        ('r', [df]) => Statistic::R(*df),
        ('z' | 'Z', []) => Statistic::Z,
        ('χ' | 'Χ' | 'c' | 'C' | 'X' | 'Q', [df]) => Statistic::ChiSquared(*df),
        _ => return None,
    };
    Some(Test {
        statistic,
        value: number(found, "value")?,
        relation: relation(found.name("relation")?.as_str()),
        p: number(found, "p_value")?,
        span: place(found, "all")?,
        p_span: place(found, "p")?,
    })
}

fn centre(found: &Captures<'_>) -> Option<Centre> {
    let unit = |name: &str| {
        let text = found.name(name).map(|group| group.as_str().trim_end_matches('s'))?;
        (!matches!(text, "to" | "and" | "with" | "in" | "for" | "or" | "at" | "on" | "old" | "versu" | "v"))
            .then_some(text)
    };
    let given = unit("unit3").or_else(|| unit("unit2"));
    // "8 months (range 1 to 5 years)": another unit.
    if let (Some(one), Some(two)) = (unit("unit"), given)
        && one != two
    {
        return None;
    }
    let kind = found.name("kind")?.as_str().to_lowercase();
    Some(Centre {
        median: found.name("name")?.as_str().eq_ignore_ascii_case("median"),
        value: number(found, "value")?,
        low: number(found, "low")?,
        high: number(found, "high")?,
        spread: if kind.starts_with('i') { Spread::Quartiles } else { Spread::Range },
        at: place(found, "value")?,
        bounds: place(found, "bounds")?,
    })
}

fn mean(found: &Captures<'_>) -> Option<Mean> {
    Some(Mean {
        value: number(found, "value")?,
        deviation: number(found, "deviation")?,
        at: place(found, "value")?,
        deviation_at: place(found, "deviation")?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Inference {
        let mut all = Inference::default();
        sentence_into(text, 0..text.len(), Cues::ALL, &mut all);
        all
    }

    fn estimates(text: &str) -> Vec<String> {
        let shown = |number: Number| number.value.to_decimal(u32::from(number.decimals));
        read(text)
            .estimates
            .iter()
            .map(|estimate| format!("{} [{} {}]", shown(estimate.value), shown(estimate.low), shown(estimate.high)))
            .collect()
    }

    #[test]
    fn intervals_in_the_styles_of_journals() {
        for (text, expected) in [
            ("HR 0.47 (95% CI 0.24-0.92)", "0.47 [0.24 0.92]"),
            ("HR=0.47; 95% CI=0.24, 0.92", "0.47 [0.24 0.92]"),
            ("odds ratio, 2.10; 95% confidence interval, 1.30 to 3.40", "2.10 [1.30 3.40]"),
            ("a difference of −2.3 (95 % CI −4.1 to −0.5)", "-2.3 [-4.1 -0.5]"),
            ("62% [95% CI, 55%–70%]", "62 [55 70]"),
            ("1.2 million (95% UI 1.0–1.4)", "1.2 [1.0 1.4]"),
            ("RR .82 (90 percent confidence limits .7 and .95)", "0.82 [0.7 0.95]"),
        ] {
            assert_eq!(estimates(text), [expected], "{text}");
        }
        assert!(estimates("a 95% CI was computed for 12 trials").is_empty());
    }

    #[test]
    fn ratio_measures_by_name() {
        let kinds = |text: &str| read(text).ratios.iter().map(|ratio| ratio.kind).collect::<Vec<_>>();
        assert_eq!(kinds("an adjusted odds ratio (OR) of 1.8"), [RatioKind::Odds]);
        assert_eq!(kinds("relative risk, 0.91"), [RatioKind::Risk]);
        assert_eq!(kinds("aHR 1.2 and IRR = 0.8"), [RatioKind::Hazard, RatioKind::Risk]);
        assert_eq!(kinds("five or 10 times"), []);
    }

    #[test]
    fn p_values_are_not_pages_and_powers() {
        let values = |text: &str| read(text).p_values.len();
        assert_eq!(values("p < 0.001, P = .04 and a P value of 0.2"), 3);
        assert_eq!(values("p 12, p. 30, p = 3 × 10−5, p=4e-9"), 0);
    }

    #[test]
    fn tests_with_their_degrees_of_freedom() {
        let found =
            read("t(28) = 2.10, p = .04; F(2, 57) = 4.52, p < .05; χ2(1, N = 90) = 5.10, p = .02; z = 1.5, p = .13");
        let statistics: Vec<Statistic> = found.tests.iter().map(|test| test.statistic).collect();
        let df = |value: i64| Rational::from(value);
        assert_eq!(
            statistics,
            [Statistic::T(df(28)), Statistic::F(df(2), df(57)), Statistic::ChiSquared(df(1)), Statistic::Z]
        );
    }

    #[test]
    fn centres_need_one_unit() {
        assert_eq!(read("mean age 72 years (range 18-65)").centres.len(), 1);
        assert_eq!(read("Mean age was 8 months (range 1 to 5 years)").centres.len(), 0);
        assert_eq!(read("aged 20 to 45 years (mean age, 47)").centres.len(), 1);
    }
}
