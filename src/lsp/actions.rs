//! What can be done about a finding: apply its fix, suppress it, have the rule explained; and all safe fixes at once.

use factlint::diagnostic::Applicability;
use factlint::document::parse::parse;
use factlint::fix::{Level, fix, may_apply};
use factlint::report::{Finding, FindingSuggestion};
use lsp_types::{
    CodeAction, CodeActionKind, CodeActionOrCommand, CodeActionParams, Command, DocumentChanges, OneOf,
    OptionalVersionedTextDocumentIdentifier, TextDocumentEdit, TextEdit, WorkspaceEdit,
};

use super::documents::OpenDocument;
use super::findings::diagnostic;
use super::suppress::suppression;
use super::{EXPLAIN, FIX_ALL};

/// Characters of a replacement that a title shows.
const MAX_SHOWN: usize = 40;

/// The actions for the findings that touch the range.
pub(super) fn actions(document: &OpenDocument, request: &CodeActionParams) -> Vec<CodeActionOrCommand> {
    let wanted = |kind: &CodeActionKind| match &request.context.only {
        None => true,
        Some(kinds) => kinds.iter().any(|only| kind.as_str().starts_with(only.as_str())),
    };
    let mut actions = Vec::new();
    if wanted(&CodeActionKind::QUICKFIX) {
        let range = document.lines.bytes(&document.source.text, request.range);
        let touches = |finding: &&Finding| finding.place.start <= range.end && range.start <= finding.place.end;
        for finding in document.findings.iter().filter(touches) {
            actions.extend(apply(document, finding));
            actions.extend(suppress(document, finding));
            actions.push(explain(finding));
        }
    }
    // Editors ask for this on saving; as you type it would only be in the way.
    if request.context.only.is_some() && wanted(&CodeActionKind::new(FIX_ALL)) {
        actions.extend(fix_all(document));
    }
    actions
}

/// Applies the suggestion. What is only to be shown, and what would change a value or a quotation, is not offered.
fn apply(document: &OpenDocument, finding: &Finding) -> Option<CodeActionOrCommand> {
    let suggestion = finding.suggestion.as_ref().filter(|suggestion| Level::Unsafe.admits(suggestion.applicability))?;
    let setup = &document.setup;
    if !may_apply(&setup.engine, &document.source, &setup.settings, &suggestion.edits).unwrap_or(false) {
        return None;
    }
    let edits = suggestion.edits.iter().map(|edit| (edit.start, edit.end, edit.replacement.clone())).collect();
    let preferred = suggestion.applicability == Applicability::Safe;
    Some(quick_fix(document, finding, title(suggestion), edits, preferred))
}

fn title(suggestion: &FindingSuggestion) -> String {
    match suggestion.edits.as_slice() {
        [edit] if edit.replacement.is_empty() => "Delete this text".to_owned(),
        [edit] if edit.replacement.trim().is_empty() => "Insert a space".to_owned(),
        [edit] if edit.replacement.chars().count() <= MAX_SHOWN => {
            format!("Replace with “{}”", edit.replacement.trim())
        }
        edits => format!("Apply {} changes", edits.len()),
    }
}

fn suppress(document: &OpenDocument, finding: &Finding) -> Option<CodeActionOrCommand> {
    let parsed = parse(&document.source).ok()?;
    let (at, comment) = suppression(&parsed, &document.source.text, finding);
    let title = format!("Ignore {} here, with a reason", finding.rule);
    Some(quick_fix(document, finding, title, vec![(at, at, comment)], false))
}

fn explain(finding: &Finding) -> CodeActionOrCommand {
    CodeActionOrCommand::Command(Command {
        title: format!("Explain {}", finding.rule),
        command: EXPLAIN.to_owned(),
        arguments: Some(vec![finding.rule.as_ref().into()]),
    })
}

fn fix_all(document: &OpenDocument) -> Option<CodeActionOrCommand> {
    let (source, setup) = (&document.source, &document.setup);
    let fixed = fix(&setup.engine, source, &setup.settings, Level::Safe).ok().filter(|fixed| fixed.applied > 0)?;
    Some(CodeActionOrCommand::CodeAction(CodeAction {
        title: "Apply all safe fixes of factlint".to_owned(),
        kind: Some(CodeActionKind::new(FIX_ALL)),
        edit: Some(edit(document, vec![(0, source.text.len(), fixed.text)])),
        ..CodeAction::default()
    }))
}

fn quick_fix(
    document: &OpenDocument,
    finding: &Finding,
    title: String,
    edits: Vec<(usize, usize, String)>,
    preferred: bool,
) -> CodeActionOrCommand {
    CodeActionOrCommand::CodeAction(CodeAction {
        title,
        kind: Some(CodeActionKind::QUICKFIX),
        diagnostics: Some(vec![diagnostic(document, finding)]),
        edit: Some(edit(document, edits)),
        is_preferred: Some(preferred),
        ..CodeAction::default()
    })
}

/// Changes to this very version of the document.
fn edit(document: &OpenDocument, edits: Vec<(usize, usize, String)>) -> WorkspaceEdit {
    let text = &document.source.text;
    let edits = edits
        .into_iter()
        .map(|(start, end, new)| OneOf::Left(TextEdit::new(document.lines.range(text, start..end), new)));
    let identifier = OptionalVersionedTextDocumentIdentifier::new(document.uri.clone(), document.version);
    WorkspaceEdit {
        document_changes: Some(DocumentChanges::Edits(vec![TextDocumentEdit {
            text_document: identifier,
            edits: edits.collect(),
        }])),
        ..WorkspaceEdit::default()
    }
}
