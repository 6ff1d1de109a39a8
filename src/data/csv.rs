//! Comma-separated values by RFC 4180: quoted fields may hold commas, line breaks and doubled quotation marks.

/// The records of `text`, each with its fields.
pub(super) fn records(text: &str) -> impl Iterator<Item = Vec<String>> + '_ {
    let mut characters = text.strip_prefix('\u{feff}').unwrap_or(text).chars().peekable();
    std::iter::from_fn(move || {
        characters.peek()?;
        let mut record = vec![String::new()];
        let mut quoted = false;
        while let Some(character) = characters.next() {
            let field = record.last_mut()?;
            match character {
                '"' if quoted && characters.peek() == Some(&'"') => {
                    characters.next();
                    field.push('"');
                }
                '"' if quoted || field.is_empty() => quoted = !quoted,
                ',' if !quoted => record.push(String::new()),
                '\n' if !quoted => break,
                '\r' if !quoted && characters.peek() == Some(&'\n') => {}
                other => field.push(other),
            }
        }
        Some(record)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_quoted_fields() {
        let read: Vec<Vec<String>> = records("a,\"b, \"\"c\"\"\nd\",e\r\n1,2,\n").collect();
        assert_eq!(read, [vec!["a", "b, \"c\"\nd", "e"], vec!["1", "2", ""]]);
        assert_eq!(records("").count(), 0);
    }
}
