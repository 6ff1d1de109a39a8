//! Dates as articles print them: ISO, US and UK order with month names, month and year, mail and web time stamps.
//!
//! A date in digits with slashes ("03/05/2024") is day or month first, which no one can tell; it is read as its
//! year only, unless one of the two numbers cannot be a month.

use jiff::civil::Date;

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

/// Whether a year stands in `text`: without one there is no date in it.
pub(crate) fn holds_year(text: &str) -> bool {
    let bytes = text.as_bytes();
    memchr::memchr2_iter(b'1', b'2', bytes).any(|at| bytes.get(at..at + 4).is_some_and(is_year))
}

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
    // Every date but a bare number holds a year, so the years are found first.
    let bytes = text.as_bytes();
    let mut from = 0;
    while let Some(at) = bytes.get(from..)?.windows(4).position(is_year).map(|at| from + at) {
        from = at + 1;
        if at > 0 && bytes[at - 1].is_ascii_digit() || bytes.get(at + 4).is_some_and(u8::is_ascii_digit) {
            continue;
        }
        let year: i16 = text[at..at + 4].parse().ok()?;
        let found = iso(text, at).or_else(|| {
            let bounded = !text[at + 4..].starts_with(is_word);
            if bounded { behind(text, at, year) } else { None }
        });
        if found.is_some() {
            return found;
        }
    }
    None
}

type Found = (std::ops::Range<usize>, StatedDate);

/// Whether the four bytes are a year of the last century or this one.
pub(super) fn is_year(bytes: &[u8]) -> bool {
    matches!(bytes, [b'1', b'9', ..] | [b'2', b'0', ..]) && bytes.iter().all(u8::is_ascii_digit)
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// "2024-05-03", with or without a time.
fn iso(text: &str, at: usize) -> Option<Found> {
    let day = text.get(at..at + 10)?;
    if day.as_bytes()[4] != b'-' || text[..at].ends_with(is_word) {
        return None;
    }
    let first = day.parse().ok()?;
    let rest = &text[at + 10..];
    let time = rest.strip_prefix(['T', ' ']).filter(|time| {
        let clock = time.as_bytes();
        clock.len() >= 5 && clock[2] == b':' && [0, 1, 3, 4].iter().all(|place| clock[*place].is_ascii_digit())
    });
    let end = match time {
        Some(time) => text.len() - time.len() + time.find(char::is_whitespace).unwrap_or(time.len()),
        None => at + 10,
    };
    let bounded = time.is_some() || !rest.starts_with(is_word);
    bounded.then_some((at..end, StatedDate { first, precision: Precision::Day }))
}

/// The date that ends with the year at `at`: "3 May 2024", "May 3, 2024", "May 2024", "23/05/2024".
fn behind(text: &str, at: usize, year: i16) -> Option<Found> {
    let end = at + 4;
    let before = &text[..at];
    if let Some((rest, b)) = before.strip_suffix(['/', '.']).and_then(number_behind)
        && let Some((rest, a)) = rest.strip_suffix(['/', '.']).and_then(number_behind)
        && !rest.ends_with(is_word)
    {
        return Some((rest.len()..end, in_digits(a, b, year)?));
    }
    let before = before.trim_end();
    if before.len() == at {
        return None;
    }
    let before = before.strip_suffix(',').unwrap_or(before);
    let of_day = |start: usize, month: i8, day: i16| {
        let first = Date::new(year, month, i8::try_from(day).ok()?).ok()?;
        Some((with_weekday(text, start)..end, StatedDate { first, precision: Precision::Day }))
    };
    // "May 3, 2024"
    if let Some((rest, day)) = ordinal_behind(before)
        && let Some((rest, month)) = spaced(rest).and_then(month_behind)
    {
        return of_day(rest.len(), month, day);
    }
    let (rest, month) = month_behind(before)?;
    // "3 May 2024", "9th of September 2021"
    let day = spaced(rest).and_then(|rest| {
        let rest = rest.strip_suffix("of").and_then(spaced).unwrap_or(rest);
        ordinal_behind(rest).filter(|(rest, _)| !rest.ends_with(is_word))
    });
    if let Some((rest, day)) = day {
        return of_day(rest.len(), month, day);
    }
    let first = Date::new(year, month, 1).ok()?;
    Some((with_weekday(text, rest.len())..end, StatedDate { first, precision: Precision::Month }))
}

/// `text` without the blanks at its end; nothing where it has none.
fn spaced(text: &str) -> Option<&str> {
    let shorter = text.trim_end();
    (shorter.len() < text.len()).then_some(shorter)
}

/// The number of one or two digits at the end of `text`, and what stands before it.
fn number_behind(text: &str) -> Option<(&str, i16)> {
    let rest = text.trim_end_matches(|c: char| c.is_ascii_digit());
    let digits = &text[rest.len()..];
    (1..=2).contains(&digits.len()).then(|| Some((rest, digits.parse().ok()?)))?
}

/// The same with or without the ending of an ordinal.
fn ordinal_behind(text: &str) -> Option<(&str, i16)> {
    let cardinal = ["st", "nd", "rd", "th"].iter().find_map(|ending| text.strip_suffix(ending)).unwrap_or(text);
    number_behind(cardinal)
}

/// The month at the end of `text`, in full or short, with or without a stop, and what stands before it.
fn month_behind(text: &str) -> Option<(&str, i8)> {
    let text = text.strip_suffix('.').unwrap_or(text);
    let rest = text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let word = &text[rest.len()..];
    let is_month = |month: &&str| {
        word.eq_ignore_ascii_case(month)
            || word.eq_ignore_ascii_case(&month[..3])
            || month.len() > 8 && word.eq_ignore_ascii_case(&month[..4])
    };
    let bounded = !rest.ends_with(is_word) && MONTHS.iter().any(is_month);
    bounded.then(|| Some((rest, month_number(word)?)))?
}

/// Where a date begins that a day of the week may stand before: "Tuesday, 4 June 2019".
fn with_weekday(text: &str, start: usize) -> usize {
    let weekday = || {
        let before = spaced(&text[..start])?;
        let before = before.strip_suffix(',').unwrap_or(before);
        let before = before.strip_suffix('.').unwrap_or(before);
        let rest = before.trim_end_matches(|c: char| c.is_ascii_alphabetic());
        let opening = before[rest.len()..].get(..3)?;
        let is_day = WEEKDAYS.iter().any(|day| opening.eq_ignore_ascii_case(&day[..3]));
        (is_day && !rest.ends_with(is_word)).then_some(rest.len())
    };
    weekday().unwrap_or(start)
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
