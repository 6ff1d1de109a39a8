//! Web and mail addresses that stand bare in the text, in any format.
//!
//! Punctuation at the end of an address belongs to the sentence, and so does a closing bracket that was not opened
//! inside it. Each block is looked through once.

use std::sync::LazyLock;

use memchr::memchr2_iter;
use memchr::memmem::Finder;

use crate::document::{Mark, MarkKind, Prose};
use crate::span::ProseSpan;

/// Marks the addresses in `block`: as [`MarkKind::Address`], and as links where no link or code encloses them.
/// `marks` from `first` on are those of the block.
pub(in crate::document) fn mark(prose: &Prose, block: ProseSpan, marks: &mut Vec<Mark>, first: usize) {
    let text = prose.slice(block);
    let addresses = find(text);
    if addresses.is_empty() {
        return;
    }
    // Neither links nor code nest, so one walk along both lists finds what encloses an address.
    let mut enclosing: Vec<(ProseSpan, bool)> = marks[first..]
        .iter()
        .filter(|mark| matches!(mark.kind, MarkKind::Link(_) | MarkKind::Code))
        .map(|mark| (mark.prose, mark.kind == MarkKind::Code))
        .collect();
    enclosing.sort_by_key(|(span, _)| *span);
    let mut enclosing = enclosing.into_iter().peekable();
    for found in addresses {
        let span = ProseSpan::new(block.start() + found.start as u32, block.start() + found.end as u32);
        while enclosing.next_if(|(mark, _)| mark.end() < span.end()).is_some() {}
        let around = enclosing.peek().filter(|(mark, _)| mark.encloses(span));
        let source = prose.source(span);
        match around {
            Some((_, true)) => continue,
            Some((_, false)) => {}
            None => {
                let written = &text[found.start..found.end];
                let address = if found.mail { format!("mailto:{written}").into() } else { written.into() };
                marks.push(Mark { kind: MarkKind::Link(address), prose: span, source });
            }
        }
        marks.push(Mark { kind: MarkKind::Address, prose: span, source });
    }
}

/// An address: bytes of the text, and whether it is a mail address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Found {
    start: usize,
    end: usize,
    mail: bool,
}

/// How hosts begin that stand without a scheme.
static HOST: LazyLock<Finder<'_>> = LazyLock::new(|| Finder::new("www."));

fn find(text: &str) -> Vec<Found> {
    let mut found: Vec<Found> = Vec::new();
    let bytes = text.as_bytes();
    // ':' begins "://", '@' stands in a mail address; "www." has neither.
    let mut signs = memchr2_iter(b':', b'@', bytes);
    let mut next_sign = signs.next();
    let mut hosts = HOST.find_iter(bytes);
    let mut next_host = hosts.next();
    loop {
        let at = match (next_sign, next_host) {
            (Some(sign), Some(host)) if host < sign => host,
            (Some(sign), _) => sign,
            (None, Some(host)) => host,
            (None, None) => return found,
        };
        let is_host = next_host == Some(at);
        if is_host {
            next_host = hosts.next();
        } else {
            next_sign = signs.next();
        }
        if found.last().is_some_and(|last| at < last.end) {
            continue;
        }
        let candidate = match bytes[at] {
            _ if is_host => web_host(text, at),
            b'@' => mail(text, at),
            _ => web(text, at),
        };
        if let Some(candidate) = candidate
            && found.last().is_none_or(|last| last.end <= candidate.start)
        {
            found.push(candidate);
        }
    }
}

/// An address with a scheme, whose colon stands at `colon`.
fn web(text: &str, colon: usize) -> Option<Found> {
    let bytes = text.as_bytes();
    let rest = bytes[colon..].strip_prefix(b"://")?;
    let scheme = ["https", "http", "ftp"].iter().find(|scheme| {
        colon.checked_sub(scheme.len()).is_some_and(|start| bytes[start..colon].eq_ignore_ascii_case(scheme.as_bytes()))
    })?;
    let start = colon - scheme.len();
    if !rest.first().is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte == b'[' || *byte >= 0x80) {
        return None;
    }
    Some(Found { start, end: end_of_address(text, colon + 3), mail: false })
}

/// An address without a scheme that begins with "www." at `start`.
fn web_host(text: &str, start: usize) -> Option<Found> {
    let bytes = text.as_bytes();
    if start > 0 && (bytes[start - 1].is_ascii_alphanumeric() || matches!(bytes[start - 1], b'/' | b'.' | b'@' | b'-'))
    {
        return None;
    }
    // "www.nhs.uk" has at least two dots with something behind each.
    let host = &bytes[start + 4..];
    let label =
        |from: usize| host[from..].iter().take_while(|byte| byte.is_ascii_alphanumeric() || **byte == b'-').count();
    let first = label(0);
    let is_host = first > 0 && host.get(first) == Some(&b'.') && label(first + 1) > 0;
    is_host.then(|| Found { start, end: end_of_address(text, start), mail: false })
}

/// A mail address around the sign at `at`.
fn mail(text: &str, at: usize) -> Option<Found> {
    let bytes = text.as_bytes();
    // Local parts have at most 64 bytes (RFC 5321, 4.5.3.1.1), domains at most 255.
    let local = bytes[..at]
        .iter()
        .rev()
        .take(65)
        .take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'%' | b'+' | b'-' | b'\''))
        .count();
    let domain = bytes[at + 1..]
        .iter()
        .take(256)
        .take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-'))
        .count();
    if local == 0 || local > 64 || domain > 255 {
        return None;
    }
    let start =
        at - local + bytes[at - local..at].iter().take_while(|byte| matches!(byte, b'.' | b'\'' | b'-')).count();
    let mut end = at + 1 + domain;
    while matches!(bytes[end - 1], b'.' | b'-') {
        end -= 1;
    }
    let name = bytes.get(at + 1..end)?;
    let top = name.iter().rposition(|byte| *byte == b'.')? + 1;
    let top_is_word = name.len() - top >= 2 && name[top..].iter().all(u8::is_ascii_alphabetic);
    (start < at && top > 1 && top_is_word).then_some(Found { start, end, mail: true })
}

/// Where the address whose body begins at `from` ends: before a blank, a quotation mark or an angle bracket,
/// without punctuation and closing brackets that belong to the sentence.
fn end_of_address(text: &str, from: usize) -> usize {
    let mut end = text.len();
    let mut parentheses = 0_i64;
    let mut brackets = 0_i64;
    for (index, c) in text[from..].char_indices() {
        match c {
            '(' => parentheses += 1,
            '[' => brackets += 1,
            ')' => parentheses -= 1,
            ']' => brackets -= 1,
            _ => {}
        }
        let outside = parentheses < 0 || brackets < 0;
        if outside
            || c.is_whitespace()
            || c.is_control()
            || matches!(c, '<' | '>' | '"' | '`' | '{' | '}' | '|' | '“' | '”' | '«' | '»' | '…')
        {
            end = from + index;
            break;
        }
    }
    let body = &text[from..end];
    let trimmed = body.trim_end_matches(|c| {
        matches!(c, '.' | ',' | ';' | ':' | '!' | '?' | '\'' | '’' | '‘' | '*' | '_' | '~' | '(' | '[')
    });
    from + trimmed.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn addresses(text: &str) -> Vec<&str> {
        find(text).into_iter().map(|found| &text[found.start..found.end]).collect()
    }

    #[test]
    fn web_addresses_end_where_the_sentence_goes_on() {
        assert_eq!(addresses("See https://www.nhs.uk/conditions/gout/."), ["https://www.nhs.uk/conditions/gout/"]);
        assert_eq!(addresses("(see http://example.org/a_(b), p. 3)"), ["http://example.org/a_(b)"]);
        assert_eq!(addresses("“https://doi.org/10.1000/xyz”, then"), ["https://doi.org/10.1000/xyz"]);
        assert_eq!(
            addresses("[https://a.org/x] and www.cdc.gov/flu, or www.who.int!"),
            ["https://a.org/x", "www.cdc.gov/flu", "www.who.int"]
        );
    }

    #[test]
    fn mail_addresses_need_a_domain() {
        assert_eq!(addresses("Write to info@clinic.example.org."), ["info@clinic.example.org"]);
        assert_eq!(addresses("at 5@home or me@home, @handle, a@b.c1"), Vec::<&str>::new());
    }

    #[test]
    fn other_colons_are_no_addresses() {
        assert_eq!(addresses("Note: a ratio of 3:1 at 10:30, std://x, https://"), Vec::<&str>::new());
        assert_eq!(addresses("www. is short for www.x"), Vec::<&str>::new());
    }

    #[test]
    fn an_address_in_an_address_is_one() {
        assert_eq!(
            addresses("https://web.archive.org/web/2020/https://www.fda.gov/x?a=b@c.org"),
            ["https://web.archive.org/web/2020/https://www.fda.gov/x?a=b@c.org"]
        );
    }
}
