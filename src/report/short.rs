//! One line a finding, in the shape that editors and `grep` users know: `path:line:column: severity[rule] message`.

use std::io::{self, Write};

use super::{Run, visible, write_each};

/// Writes all findings.
pub(super) fn write(run: &Run, out: &mut dyn Write) -> io::Result<()> {
    write_each(run.findings, out, |finding, out| {
        let place = &finding.place;
        let path = visible(&place.path);
        let (line, column) = (place.from.line, place.from.column);
        let severity = finding.severity.name();
        writeln!(out, "{path}:{line}:{column}: {severity}[{}] {}", finding.rule, visible(&finding.message))
    })
}
