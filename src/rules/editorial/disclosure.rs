//! Disclosures of paid links, and the line that says an article is no medical advice.

use std::sync::LazyLock;

use regex::Regex;

use crate::diagnostic::Diagnostic;
use crate::document::MarkKind;
use crate::facts::address::Address;
use crate::rules::Article;

static DISCLOSES: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?i)(?-u:\b)affiliate(?-u:\b)|(?-u:\b)(?:earns?|receives?|gets?|paid|pays? us|makes?)(?-u:\b)[^.]{0,40}(?-u:\b)(?:commissions?|fees?|compensation|money)(?-u:\b)|(?-u:\b)commissions?(?-u:\b)[^.]{0,40}(?-u:\b)(?:earn|receive|paid)|(?-u:\b)sponsored(?-u:\b)|(?-u:\b)paid (?:partnership|promotion|advertis[0-9A-Za-z_À-ÖØ-öø-ſ]+|post)(?-u:\b)|(?-u:\b)advertorial(?-u:\b)|(?-u:\b)partner(?:s|ed)? (?:content|with|link)|(?-u:\b)gifted(?-u:\b)|#ad(?-u:\b)|(?-u:\b)advertiser disclosure(?-u:\b)|(?-u:\b)compensated(?-u:\b)",
    )
    .expect("the pattern is valid")
});

static DISCLAIMS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?i)(?-u:\b)not (?:intended |meant |designed )?(?:as |to be |to provide |to replace |to constitute |provide |constitute |replace |offer |given as |a )?(?:a )?(?:substitute for |replacement for )?(?:any |professional |individual |personal |specific )*(?:medical|health|clinical|professional)[0-9A-Za-z_À-ÖØ-öø-ſ ,]{0,30}(?-u:\b)advice(?-u:\b)|(?-u:\b)(?:does|do|should|can|must) not (?:replace|substitute|constitute|be (?:used|taken|considered|relied))[^.]{0,60}(?-u:\b)(?:advice|doctor|physician|diagnosis|care|professional)(?-u:\b)|(?-u:\b)(?:informational|educational|information)(?: and [0-9A-Za-z_À-ÖØ-öø-ſ]+)? purposes only(?-u:\b)|(?-u:\b)(?:isn['’]t|is no) (?:a )?(?:substitute|replacement) for[^.]{0,60}(?-u:\b)(?:advice|doctor|care|diagnosis)(?-u:\b)|(?-u:\b)no medical advice(?-u:\b)|(?-u:\b)nothing (?:on|in) [^.]{0,40}(?-u:\b)(?:medical|professional|health) advice(?-u:\b)|(?-u:\b)(?:is|are)n['’]t (?:intended|meant)[^.]{0,40}(?-u:\b)advice(?-u:\b)",
    )
    .expect("the pattern is valid")
});

/// What makes a link a paid one, if it is.
fn paid(address: &Address, markup: &str) -> Option<&'static str> {
    let head = markup.split('>').next().unwrap_or_default();
    let shop = ["amazon.", "ebay.", "walmart.com", "iherb.com", "etsy.com"]
        .iter()
        .any(|shop| address.host().starts_with(shop));
    if head.contains("rel=") && head.contains("sponsored") {
        return Some("rel=sponsored");
    }
    if shop
        && ["tag", "ref", "campid", "pcode", "rcode"]
            .iter()
            .any(|key| address.query(key).is_some_and(|value| !value.is_empty()))
    {
        return Some("a shop's partner code");
    }
    if [
        "amzn.to",
        "shareasale.com",
        "awin1.com",
        "go.skimresources.com",
        "rstyle.me",
        "anrdoezrs.net",
        "jdoqocy.com",
        "pntra.com",
        "linksynergy.com",
        "prf.hn",
        "sjv.io",
    ]
    .iter()
    .any(|network| address.is_under(network))
    {
        return Some("a partner network's address");
    }
    ["aff", "affiliate", "aff_id", "affid", "affiliate_id", "partner_id", "irclickid"]
        .iter()
        .any(|key| address.query(key).is_some_and(|value| !value.is_empty()))
        .then_some("a partner code")
}

/// `missing-disclosure`: the first paid link has no disclosure above it.
pub(super) fn disclosure(article: &Article<'_>, findings: &mut Vec<Diagnostic>) {
    let document = article.document();
    let links = document.marks.iter().filter_map(|mark| match &mark.kind {
        MarkKind::Link(href) => Address::parse(href).map(|address| (mark, address)),
        _ => None,
    });
    let mut paid_links =
        links.filter_map(|(mark, address)| paid(&address, article.source().slice(mark.source)).map(|why| (mark, why)));
    let Some((first, why)) = paid_links.next() else { return };
    let above = &document.prose.text()[..first.prose.start() as usize];
    // The sentence that holds the link may carry the disclosure itself ("(affiliate link)").
    let sentence = document.sentences.get(document.sentence_at(first.prose.start()));
    if DISCLOSES.is_match(above) || sentence.is_some_and(|sentence| DISCLOSES.is_match(document.text(sentence.prose))) {
        return;
    }
    let message = format!("the article earns from this link ({why}), which nothing above it says");
    let finding = Diagnostic::new("missing-disclosure", first.source, message);
    findings.push(
        paid_links.take(10).fold(finding, |finding, (mark, _)| finding.related(mark.source, "another paid link")),
    );
}

/// `missing-disclaimer`.
pub(super) fn disclaimer(article: &Article<'_>, findings: &mut Vec<Diagnostic>) {
    if !DISCLAIMS.is_match(article.document().prose.text()) && !article.document().sentences.is_empty() {
        let message = "no line says that the article does not replace medical advice";
        findings.push(Diagnostic::document("missing-disclaimer", message));
    }
}
