//! What blocks are to each other: the reference list, and the line that introduces a list.

use rustc_hash::FxHashMap;

use crate::document::{Block, BlockId, BlockKind, Document, MarkKind};

/// Headings and labels that announce the sources of an article.
const REFERENCE_TITLES: &[&str] = &[
    "article references",
    "article sources",
    "bibliography",
    "citations",
    "endnotes",
    "footnotes",
    "literature",
    "literature cited",
    "notes",
    "notes and references",
    "our sources",
    "reference",
    "reference list",
    "references",
    "references and notes",
    "references cited",
    "selected references",
    "source",
    "sources",
    "sources and references",
    "references and sources",
    "works cited",
];

/// Labels on a line of their own that end a reference list.
const OTHER_TITLES: &[&str] = &[
    "about the author",
    "about the authors",
    "additional resources",
    "external links",
    "further information",
    "further reading",
    "more information",
    "related articles",
    "related links",
    "related topics",
    "resources",
    "see also",
];

/// The longest label that can announce a reference list, in bytes.
const LONGEST_TITLE: usize = 40;

/// Marks the reference lists, joins interrupted lists and sets the lead-ins. `text` is the source.
pub(super) fn find(document: &mut Document, text: &str) {
    mark_references(document);
    join_lists(document, text);
    link_lead_ins(document);
}

/// A numbered list that goes on after a paragraph ("1. …", a paragraph, "2. …") is one list.
fn join_lists(document: &mut Document, text: &str) {
    /// The last top-level numbered item: its list and its number.
    struct Numbered {
        list: u32,
        number: u32,
    }
    let mut previous: Option<Numbered> = None;
    let mut renamed: Option<(u32, u32)> = None;
    for block in &mut document.blocks {
        let Some(list) = block.list.filter(|_| !block.is_heading()) else {
            if block.is_heading() {
                previous = None;
            }
            continue;
        };
        if let Some((_, joined)) = renamed.filter(|(from, _)| *from == list) {
            block.list = Some(joined);
        }
        if !matches!(block.kind, BlockKind::ListItem { depth: 1, ordered: true }) {
            continue;
        }
        let Some(number) = item_number(&text[block.source.range()]) else { continue };
        if let Some(before) = &previous
            && before.list != list
            && Some(before.list) != block.list
            && number > 1
            && number == before.number + 1
        {
            renamed = Some((list, before.list));
            block.list = Some(before.list);
        }
        previous = Some(Numbered { list: block.list.unwrap_or(list), number });
    }
}

/// The number of an item that is written with one.
fn item_number(item: &str) -> Option<u32> {
    let digits = item.trim_start_matches('(');
    let end = digits.find(|c: char| !c.is_ascii_digit())?;
    digits[..end].parse().ok()
}

fn mark_references(document: &mut Document) {
    // The level of the heading that opened the list; a bold line or a label ends at any heading.
    let mut open: Option<u8> = None;
    for id in 0..document.blocks.len() {
        let title = is_reference_title(document, id);
        match document.blocks[id].kind {
            BlockKind::Heading { level, .. } => {
                if title {
                    open = Some(level);
                } else if open.is_some_and(|opened| level <= opened) {
                    open = None;
                }
            }
            BlockKind::Paragraph if title => open = Some(6),
            BlockKind::Paragraph if is_other_title(document, id) => open = None,
            _ => document.blocks[id].reference = open.is_some(),
        }
    }
}

/// Whether the block announces references: a heading, or a line that is bold, ends in a colon or stands over a list.
fn is_reference_title(document: &Document, id: BlockId) -> bool {
    let block = &document.blocks[id];
    let text = document.text(block.prose);
    if text.len() > LONGEST_TITLE {
        return false;
    }
    let label =
        text.trim_end_matches([':', '.']).trim_start_matches(|c: char| c.is_ascii_digit() || c == '.' || c == ' ');
    if !REFERENCE_TITLES.contains(&label.to_lowercase().as_str()) {
        return false;
    }
    let over_list = || block.list.is_none() && document.blocks.get(id + 1).is_some_and(Block::is_item);
    block.is_heading() || text.ends_with(':') || is_all_strong(document, block) || over_list()
}

/// Whether the block is a line that begins something other than references.
fn is_other_title(document: &Document, id: BlockId) -> bool {
    let text = document.text(document.blocks[id].prose);
    text.len() <= LONGEST_TITLE && OTHER_TITLES.contains(&text.trim_end_matches(':').to_lowercase().as_str())
}

fn is_all_strong(document: &Document, block: &Block) -> bool {
    document.marks_in(block.prose).any(|mark| mark.kind == MarkKind::Strong && mark.prose.encloses(block.prose))
}

fn link_lead_ins(document: &mut Document) {
    let mut lead_ins: FxHashMap<u32, Option<BlockId>> = FxHashMap::default();
    for id in 0..document.blocks.len() {
        let block = &document.blocks[id];
        let Some(list) = block.list.filter(|_| block.is_item()) else { continue };
        let lead_in = *lead_ins
            .entry(list)
            .or_insert_with(|| id.checked_sub(1).filter(|before| introduces(document, *before, block)));
        document.blocks[id].lead_in = lead_in;
    }
}

/// Whether the block before a list introduces it: it ends in a colon or in the middle of a sentence, or says that
/// something follows.
fn introduces(document: &Document, before: BlockId, first: &Block) -> bool {
    let block = &document.blocks[before];
    let is_above = match (block.kind, first.kind) {
        (BlockKind::ListItem { depth: outer, .. }, BlockKind::ListItem { depth, .. }) => outer < depth,
        (kind, _) => kind == BlockKind::Paragraph,
    };
    if !is_above || block.quote_depth != first.quote_depth {
        return false;
    }
    let text = document.text(block.prose);
    let bare = text.trim_end_matches(['"', '\'', '”', '’', ')', '*']);
    if bare.ends_with([':', ',', '—', '–', '…']) || bare.ends_with(char::is_alphanumeric) {
        return true;
    }
    let tail_from = text.floor_char_boundary(text.len().saturating_sub(200));
    let last_sentence =
        text[tail_from..].trim_end_matches(['.', '!', '?']).rsplit(['.', '!', '?']).next().unwrap_or_default();
    last_sentence.split(|c: char| !c.is_alphanumeric()).any(|word| matches!(word, "following" | "below" | "these"))
}

#[cfg(test)]
mod tests {
    use crate::document::parse::parse;
    use crate::document::{Document, Format};
    use crate::source::Source;

    fn read(text: &str) -> Document {
        parse(&Source::new("a.md", Format::Markdown, text)).unwrap()
    }

    #[test]
    fn numbered_lists_go_on_after_a_paragraph() {
        let text = "Three steps:\n\n1. Rest.\n\nSleep helps.\n\n2. Drink.\n3. Eat.\n\n# Other\n\n4. Not these.\n";
        for format in [Format::Markdown, Format::Text] {
            let document = parse(&Source::new("a", format, text)).unwrap();
            let lists: Vec<_> =
                document.blocks.iter().filter(|block| block.is_item()).map(|block| block.list).collect();
            assert_eq!(lists[..3], [lists[0]; 3], "{format:?}");
            assert_ne!(lists[3], lists[0]);
            assert!(
                document.blocks.iter().filter(|block| block.is_item()).take(3).all(|block| block.lead_in == Some(0))
            );
        }
    }

    #[test]
    fn reference_lists_end_at_the_next_heading() {
        let document = read("**Sources:**\n\n- Reed 2021\n- Cole 2022\n\n## Further reading\n\n- A book\n");
        let references: Vec<_> = document.blocks.iter().map(|block| block.reference).collect();
        assert_eq!(references, [false, true, true, false, false]);
        assert!(read("# References\n\n### Books\n\nReed 2021\n").blocks[2].reference);
        assert!(read("References\n\n1. Reed 2021\n").blocks[1].reference);
        assert!(!read("Our sources are good.\n\n- Reed\n").blocks[1].reference);
    }

    #[test]
    fn lists_are_introduced_by_what_stands_above_them() {
        let lead_in = |text: &str| read(text).blocks.last().and_then(|block| block.lead_in);
        assert_eq!(lead_in("Side effects include:\n- nausea\n"), Some(0));
        assert_eq!(lead_in("You may have the following symptoms.\n\n- nausea\n"), Some(0));
        assert_eq!(lead_in("It works well.\n\n- nausea\n"), None);
        assert_eq!(lead_in("# Effects\n\n- nausea\n"), None);
        assert_eq!(lead_in("- pain:\n  - at night\n"), Some(0));
    }
}
