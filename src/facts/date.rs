//! Dates as articles print them: ISO, US and UK order with month names, month and year, mail and web time stamps.
//!
//! A date in digits with slashes ("03/05/2024") is day or month first, which no one can tell; it is read as its
//! year only, unless one of the two numbers cannot be a month.

use std::sync::LazyLock;

use jiff::civil::Date;
use regex::Regex;

/// How exactly a date is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Precision {
    /// "2024".
    Year,
    /// "May 2024".
    Month,
    /// "3 May 2024".
    Day,
}

/// A date as printed: the first day it can mean, and how exactly it is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StatedDate {
    /// The first day of what is stated.
    pub first: Date,
    /// How exactly.
    pub precision: Precision,
}

impl StatedDate {
    /// The last day that it can mean.
    pub fn last(self) -> Date {
        match self.precision {
            Precision::Day => self.first,
            Precision::Month => self.first.last_of_month(),
            Precision::Year => self.first.last_of_year(),
        }
    }

    /// Whether all of it lies after all of `other`, more than a day apart (time zones).
    pub fn is_after(self, other: Self) -> bool {
        other.last().tomorrow().is_ok_and(|limit| self.first > limit)
    }
}

/// The months by their full names.
pub(crate) const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// The days of the week.
pub(crate) const WEEKDAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/// A date in a text: where, and which.
static PATTERN: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?xi)
        (?-u:\b) (?: (?P<iso>(?:19|20)[0-9][0-9]-[0-9][0-9]-[0-9][0-9]) (?: [T\x20][0-9][0-9]:[0-9][0-9]\S* )?
        | (?: (?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s+ )? (?:
            (?P<day>[0-9]{1,2})(?:st|nd|rd|th)? \s+ (?:of\s+)? (?P<month>MONTH)\.?,? \s+ (?P<year>(?:19|20)[0-9][0-9])
          | (?P<month2>MONTH)\.? \s+ (?P<day2>[0-9]{1,2})(?:st|nd|rd|th)?,? \s+ (?P<year2>(?:19|20)[0-9][0-9])
          | (?P<month3>MONTH)\.?,? \s+ (?P<year3>(?:19|20)[0-9][0-9])
        )
        | (?P<a>[0-9]{1,2}) [/.] (?P<b>[0-9]{1,2}) [/.] (?P<year4>(?:19|20)[0-9][0-9])
        ) (?-u:\b)"
            .replace("MONTH", MONTH)
            .as_str(),
    )
    .expect("the pattern is valid")
});

const MONTH: &str = "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?";

/// The first date in `text`, with its place.
///
/// ```
/// use factlint::facts::date::{find, Precision};
///
/// let (place, date) = find("Updated on 3 May 2024 by the editors").unwrap();
/// assert_eq!((place.start, date.first.to_string()), (11, "2024-05-03".to_owned()));
/// assert_eq!(find("May 2024").unwrap().1.precision, Precision::Month);
/// ```
pub fn find(text: &str) -> Option<(std::ops::Range<usize>, StatedDate)> {
    PATTERN.captures_iter(text).find_map(|captures| {
        let place = captures.get(0)?.range();
        let number = |name: &str| captures.name(name).and_then(|group| group.as_str().parse::<i16>().ok());
        let month = |name: &str| captures.name(name).and_then(|group| month_number(group.as_str()));
        let day_of = |year: i16, month: i8, day: i16| {
            let first = Date::new(year, month, i8::try_from(day).ok()?).ok()?;
            Some(StatedDate { first, precision: Precision::Day })
        };
        let date = if let Some(iso) = captures.name("iso") {
            StatedDate { first: iso.as_str().parse().ok()?, precision: Precision::Day }
        } else if let (Some(year), Some(month), Some(day)) = (number("year"), month("month"), number("day")) {
            day_of(year, month, day)?
        } else if let (Some(year), Some(month), Some(day)) = (number("year2"), month("month2"), number("day2")) {
            day_of(year, month, day)?
        } else if let (Some(year), Some(month)) = (number("year3"), month("month3")) {
            StatedDate { first: Date::new(year, month, 1).ok()?, precision: Precision::Month }
        } else {
            in_digits(number("a")?, number("b")?, number("year4")?)?
        };
        Some((place, date))
    })
}

/// A date that is the value of a metadata key: also a bare year, RFC 3339 and RFC 2822.
pub fn parse(value: &str) -> Option<StatedDate> {
    let value = value.trim().trim_matches(['"', '\'']);
    if let Some((_, date)) = find(value) {
        return Some(date);
    }
    if let Ok(zoned) = jiff::fmt::rfc2822::parse(value) {
        return Some(StatedDate { first: zoned.date(), precision: Precision::Day });
    }
    let plausible = |year: &i16| (1900..2200).contains(year);
    if let Some((year, month)) = value.split_once('-') {
        let first = Date::new(year.parse().ok().filter(plausible)?, month.parse().ok()?, 1).ok()?;
        return Some(StatedDate { first, precision: Precision::Month });
    }
    let compact = value.len() >= 8 && value.bytes().take(8).all(|byte| byte.is_ascii_digit());
    if compact {
        let first = Date::strptime("%Y%m%d", &value[..8]).ok().filter(|date| plausible(&date.year()))?;
        return Some(StatedDate { first, precision: Precision::Day });
    }
    if let Ok(numbers) = value.split('/').map(str::parse::<i16>).collect::<Result<Vec<_>, _>>()
        && let [year, month, day] = numbers[..]
        && plausible(&year)
    {
        let first = Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()?;
        return Some(StatedDate { first, precision: Precision::Day });
    }
    let first = Date::new(value.parse().ok().filter(plausible)?, 1, 1).ok()?;
    Some(StatedDate { first, precision: Precision::Year })
}

fn in_digits(a: i16, b: i16, year: i16) -> Option<StatedDate> {
    let known = match (a > 12, b > 12) {
        (true, false) => Some((b, a)),
        (false, true) => Some((a, b)),
        _ if a == b => Some((a, b)),
        _ => None,
    };
    Some(match known {
        Some((month, day)) => StatedDate {
            first: Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()?,
            precision: Precision::Day,
        },
        None => StatedDate { first: Date::new(year, 1, 1).ok()?, precision: Precision::Year },
    })
}

fn month_number(name: &str) -> Option<i8> {
    const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let start = name.get(..3)?.to_ascii_lowercase();
    MONTHS.iter().position(|month| *month == start).map(|at| at as i8 + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Option<String> {
        parse(text).map(|date| format!("{} {:?}", date.first, date.precision))
    }

    #[test]
    fn reads_the_usual_forms() {
        for (text, expected) in [
            ("3 May 2024", "2024-05-03 Day"),
            ("May 3, 2024", "2024-05-03 Day"),
            ("Sept. 9, 2021", "2021-09-09 Day"),
            ("9th of September 2021", "2021-09-09 Day"),
            ("Tuesday, 4 June 2019", "2019-06-04 Day"),
            ("2024-05-03", "2024-05-03 Day"),
            ("2024-05-03T10:00:00+02:00", "2024-05-03 Day"),
            ("Fri, 3 May 2024 10:00:00 +0000", "2024-05-03 Day"),
            ("May 2024", "2024-05-01 Month"),
            ("2024-05", "2024-05-01 Month"),
            ("2024", "2024-01-01 Year"),
            ("20240503", "2024-05-03 Day"),
            ("2024/05/03", "2024-05-03 Day"),
            ("23/05/2024", "2024-05-23 Day"),
            ("05/23/2024", "2024-05-23 Day"),
            ("03/05/2024", "2024-01-01 Year"),
        ] {
            assert_eq!(day(text).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn rejects_what_is_no_date() {
        for text in ["31 June 2024", "soon", "12", "1-2", "", "45/45/2020", "true"] {
            assert_eq!(day(text), None, "{text}");
        }
    }

    #[test]
    fn order_allows_for_precision_and_time_zones() {
        let date = |text| parse(text).expect("a date");
        assert!(date("2024-05-05").is_after(date("2024-05-03")));
        assert!(!date("2024-05-04").is_after(date("2024-05-03")));
        assert!(!date("2024-05-20").is_after(date("May 2024")));
        assert!(date("2025").is_after(date("May 2024")));
    }
}
