//! The text that a reader sees, and where each byte of it stands in the source.
//!
//! The map is piecewise: a run is either copied byte for byte or stands for other bytes (a decoded
//! entity, a line break joined to a space). Dropped markup lies between runs. Positions are carried
//! from the first byte and never searched for again.

use crate::span::{ProseSpan, Span};

/// One piece of the map.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Run {
    prose: u32,
    source: u32,
    /// Bytes of source; equal to the bytes of prose when the run was copied.
    source_len: u32,
    prose_len: u32,
}

impl Run {
    fn is_copied(self) -> bool {
        self.source_len == self.prose_len
    }
}

/// The prose of a document with its map to the source.
///
/// ```
/// use factlint::document::Prose;
/// use factlint::span::{ProseSpan, Span};
///
/// // Source: `<b>5</b>00&nbsp;mg`
/// let mut prose = Prose::default();
/// prose.copy(3, "5");
/// prose.copy(8, "00");
/// prose.replace(Span::new(10, 16), " ");
/// prose.copy(16, "mg");
/// assert_eq!(prose.text(), "500 mg");
/// assert_eq!(prose.source(ProseSpan::new(0, 6)), Span::new(3, 18));
/// assert_eq!(prose.source(ProseSpan::new(0, 1)), Span::new(3, 4));
/// ```
#[derive(Clone, Debug, Default)]
pub struct Prose {
    text: String,
    runs: Vec<Run>,
}

impl Prose {
    /// With room for the prose of a source of `bytes`.
    pub fn with_capacity(bytes: usize) -> Self {
        Self { text: String::with_capacity(bytes), runs: Vec::new() }
    }

    /// The whole text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The text of one span.
    pub fn slice(&self, span: ProseSpan) -> &str {
        &self.text[span.range()]
    }

    /// The offset at which the next piece will stand.
    pub fn end(&self) -> u32 {
        self.text.len() as u32
    }

    /// Adds text that stands in the source as it is, from byte `source` on.
    pub fn copy(&mut self, source: u32, text: &str) {
        if text.is_empty() {
            return;
        }
        let len = text.len() as u32;
        let prose = self.end();
        self.text.push_str(text);
        if let Some(last) = self.runs.last_mut()
            && last.is_copied()
            && last.source + last.source_len == source
            && last.prose + last.prose_len == prose
        {
            last.source_len += len;
            last.prose_len += len;
            return;
        }
        self.runs.push(Run { prose, source, source_len: len, prose_len: len });
    }

    /// Adds text that stands for other bytes of the source.
    pub fn replace(&mut self, source: Span, text: &str) {
        if text.is_empty() {
            return;
        }
        let prose = self.end();
        self.text.push_str(text);
        self.runs.push(Run { prose, source: source.start(), source_len: source.len(), prose_len: text.len() as u32 });
    }

    /// Where `span` stands in the source: from the first byte of what it shows to the last, markup
    /// in between included, markup around it not.
    pub fn source(&self, span: ProseSpan) -> Span {
        if self.runs.is_empty() {
            return Span::empty(0);
        }
        let start = self.source_start(span.start());
        if span.is_empty() {
            return Span::empty(start);
        }
        Span::new(start, self.source_end(span.end()).max(start))
    }

    fn run_at(&self, offset: u32) -> Run {
        let index = self.runs.partition_point(|run| run.prose <= offset);
        self.runs[index.saturating_sub(1)]
    }

    fn source_start(&self, offset: u32) -> u32 {
        let run = self.run_at(offset);
        let within = offset.saturating_sub(run.prose);
        if run.is_copied() {
            run.source + within.min(run.source_len)
        } else if within >= run.prose_len {
            run.source + run.source_len
        } else {
            run.source
        }
    }

    fn source_end(&self, end: u32) -> u32 {
        let run = self.run_at(end - 1);
        let within = end - run.prose;
        if run.is_copied() { run.source + within.min(run.source_len) } else { run.source + run.source_len }
    }

    /// The prose that shows the source byte `offset` or, where that byte is not shown, the next that is.
    pub fn at_source(&self, offset: u32) -> u32 {
        let index = self.runs.partition_point(|run| run.source + run.source_len <= offset);
        match self.runs.get(index) {
            None => self.end(),
            Some(run) if run.source >= offset || !run.is_copied() => run.prose,
            Some(run) => run.prose + (offset - run.source),
        }
    }

    /// Gives back unused room once the document is complete.
    pub(crate) fn shrink(&mut self) {
        self.text.shrink_to_fit();
        self.runs.shrink_to_fit();
    }
}
