//! An article that somebody in danger may be reading should name a line that they can call.

use super::crisis;
use super::helplines::{self, Helpline};
use crate::diagnostic::{Diagnostic, Severity, Suggestion};
use crate::document::Format;
use crate::rules::Article;
use crate::span::Span;

const RULE: &str = "helpline-missing";

/// A topic that comes up less often than once in so many words is mentioned in passing.
const WORDS_TO_A_MENTION: usize = 500;

/// Lines that a message proposes at most.
const PROPOSED: usize = 3;

/// Looks for a public line of the market, by number or by site.
pub(super) fn check(article: &Article<'_>, findings: &mut Vec<Diagnostic>) {
    let topics = crisis::topics(article);
    if topics.is_empty() {
        return;
    }
    let options = article.options(RULE);
    let least = usize::try_from(options.integer("mentions")).unwrap_or(usize::MAX);
    let words = article.document().tokens.iter().filter(|token| token.is_word()).count();
    let dwells = |mentions: usize| mentions >= least && mentions * WORDS_TO_A_MENTION >= words;
    let Some(topic) = topics.iter().find(|topic| topic.in_heading || dwells(topic.mentions)) else { return };
    if names_a_line(article, &options.strings("lines")) {
        return;
    }
    let market = article.settings().market;
    let lines = Helpline::open_for(market, topic.name);
    let lines = if lines.is_empty() { Helpline::open_for(market, "crisis") } else { lines };
    let proposed: Vec<String> =
        lines.iter().take(PROPOSED).map(|line| format!("{} ({})", line.name, line.number)).collect();
    let emergency = Helpline::open_for(market, "emergency").first().map_or("", |line| line.number.as_str());
    let message = format!(
        "the article is about {} and gives no public helpline: add for example {}",
        topic.spoken(),
        proposed.join(" or ")
    );
    let severity = if matches!(topic.name, "suicide" | "self-harm") { Severity::Error } else { Severity::Warning };
    let mut finding = Diagnostic::document(RULE, message)
        .severity(severity)
        .help(format!("Put the line near the top; for immediate danger name {emergency} too."));
    if let Some(line) = lines.first()
        && article.document().format != Format::Html
    {
        let end = Span::empty(article.source().text.len() as u32);
        let text = format!("\n\nIf you need help, contact {}: {}.\n", line.name, line.number);
        finding = finding.suggest(Suggestion::display(end, text));
    }
    findings.push(finding);
}

fn names_a_line(article: &Article<'_>, own: &[String]) -> bool {
    let market = article.settings().market;
    let answers = |line: &Helpline| {
        line.markets.contains(&market) && line.is_for_crises() && (line.closed().is_none() || line.still_routes)
    };
    if helplines::given(article).iter().any(|given| answers(given.line)) {
        return true;
    }
    let document = article.document();
    let own_digits = |number: &str| number.chars().filter(char::is_ascii_digit).collect::<String>();
    let own_number = own
        .iter()
        .map(|line| own_digits(line))
        .any(|digits| digits.len() >= 3 && article.facts().phones.iter().any(|phone| *phone.digits == *digits));
    let domains = || {
        let public = Helpline::all().iter().filter(|line| answers(line)).flat_map(|line| &line.domains);
        public.chain(own).map(String::as_str)
    };
    own_number || helplines::sites(document).any(|site| domains().any(|domain| site.is_under(domain)))
}
