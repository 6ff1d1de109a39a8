//! `weasel-attribution`: an authority that is not named vouches for what is said.
//!
//! "Studies show", "experts agree" are warnings; "it is believed", "has been shown to", "clinically proven" and "some
//! say", which hide even the authority, are info.

use std::sync::LazyLock;

use regex::Regex;

use super::evidence::Evidence;
use crate::diagnostic::{Diagnostic, Severity};
use crate::rules::Article;
use crate::span::ProseSpan;

static AUTHORITY: LazyLock<Regex> = LazyLock::new(|| {
    let people = r"(?:experts?|scientists|researchers|doctors|physicians|clinicians|specialists|nutritionists|dietitians|dieticians|dermatologists|psychologists|psychiatrists|therapists|cardiologists|pediatricians|paediatricians|nurses|pharmacists|health professionals|healthcare professionals|health experts|medical professionals|critics|scholars|analysts|authorities|observers|officials)";
    let works = r"(?:studies|research|trials|evidence|surveys|reports|data|findings|the literature|literature|science|experiments|meta-analyses)";
    let kind = r"(?:(?:many|most|some|several|numerous|countless|leading|top|medical|health|various|recent|new|clinical|scientific|early|growing|multiple|other|a number of|a growing body of|a body of|plenty of|all|emerging|preliminary|limited|lab|laboratory|animal|human|modern|solid|strong|ample|a lot of|lots of|certain|sleep|heart|cancer|diet|nutrition|brain|fitness|mental health|addiction|infectious disease|independent)\s+)*";
    let verb = r"(?:shows?|says?|suggests?|finds?|found|showed|shown|suggested|agrees?|believes?|claims?|indicates?|indicated|proves?|proved|proven|reveals?|revealed|demonstrates?|demonstrated|confirms?|confirmed|argues?|warns?|warned|thinks?|thought|reports?|reported|said|told|concludes?|concluded|points? to|supports? (?:the|this|that)|insists?|notes?|noted|maintains?|estimates?)";
    Regex::new(&format!(
        r"(?-u:\b)(?P<match>{kind}(?:{people}|{works})(?:\s+(?:has|have|had|now|also|often|consistently|clearly|generally|increasingly|repeatedly|long|recently|already|say that|widely|all|do))*\s+{verb})(?-u:\b)"
    ))
    .expect("the pattern is valid")
});

static HIDDEN: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?-u:\b)(?P<match>it (?:is|has been|was) (?:(?:well|widely|generally|commonly|often|long|now|also) )*(?:known|believed|thought|said|accepted|established|recognised|recognized|understood|shown|proven|documented|agreed) that|it is (?:well|widely) (?:known|established|documented|accepted)|(?:is|are) (?:(?:widely|commonly|generally|often|also) )*(?:believed|thought|said|rumou?red) to|(?:has|have) been (?:(?:clinically|scientifically|repeatedly|consistently|also|long|clearly|well) )*(?:shown|proven|demonstrated|reported|known) to|(?:clinically|scientifically|medically) (?:proven|tested|shown)|(?:is|are) (?:clinically|scientifically) proven|some (?:people )?(?:say|claim|argue|believe) that|some say|many (?:people )?(?:believe|say|claim) that|(?:is|are) (?:widely|generally) (?:regarded|considered) as)",
    )
    .expect("the pattern is valid")
});

/// The check.
pub(super) fn check(article: &Article<'_>, findings: &mut Vec<Diagnostic>) {
    let evidence = Evidence::new(article);
    let document = article.document();
    for (id, sentence, block) in evidence.sentences() {
        let text = evidence.text(id);
        // Patterns in lower case over text in lower case: ignoring case would make them slow to build.
        let lower = text.to_ascii_lowercase();
        let found = AUTHORITY
            .captures_iter(&lower)
            .find(|found| is_unnamed(text, found))
            .map(|found| (found, None))
            .or_else(|| HIDDEN.captures(&lower).map(|found| (found, Some(Severity::Info))));
        let Some((found, severity)) = found else { continue };
        let Some(place) = found.name("match") else { continue };
        let start = sentence.prose.start();
        let place = ProseSpan::new(start + place.start() as u32, start + place.end() as u32);
        if is_named_near(&evidence, id)
            || evidence.is_not_asserted(id)
            || evidence.is_boilerplate(block)
            || article.facts().quotations.holds(place)
            || is_uncertain(document.text(place), text)
        {
            continue;
        }
        let words = document.text(place);
        let message = match severity {
            None => format!("“{words}”: nobody is named and nothing is cited"),
            Some(_) => format!("“{words}” hides who says so"),
        };
        let mut finding = Diagnostic::new("weasel-attribution", article.span(place), message)
            .claim(article.span(sentence.prose))
            .group(authority(words));
        finding.severity = severity;
        findings.push(finding);
    }
}

/// One cause: the same authority, or the same hidden one.
fn authority(words: &str) -> String {
    let lower = words.to_lowercase();
    let noun = ["research", "stud", "evidence", "scientist", "expert", "doctor", "survey", "trial", "report"]
        .iter()
        .find(|noun| lower.contains(**noun));
    noun.map_or(lower.clone(), |noun| (*noun).to_owned())
}

/// Whether the authority is called on for its doubts: "scientists believe it may play a role".
fn is_uncertain(words: &str, text: &str) -> bool {
    let opinion = ["believe", "think", "thought"].iter().any(|verb| words.contains(verb));
    let doubt = [
        " may ",
        " might ",
        " could ",
        "possibl",
        "not sure",
        "unclear",
        "unknown",
        "play a role",
        "plays a role",
        "but ",
    ];
    opinion && doubt.iter().any(|word| text.contains(word))
}

/// Words before it that make an authority a certain one, or its finding none.
const DEFINITE: [&str; 34] = [
    "the", "these", "those", "this", "that", "few", "no", "our", "their", "his", "her", "my", "your", "both", "two",
    "three", "four", "and", "which", "not", "if", "whether", "when", "until", "more", "further", "unless", "its",
    "only", "of", "by", "for", "a", "or",
];

/// Whether the words really are an authority without a name: not "the study shows", "few studies have shown", "experts at
/// the clinic say", "our doctors".
fn is_unnamed(text: &str, found: &regex::Captures<'_>) -> bool {
    let Some(place) = found.name("match") else { return false };
    let before = text[..place.start()].trim_end().rsplit(|c: char| c.is_whitespace()).next().unwrap_or_default();
    let before = before.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    let sentence_word = place.as_str();
    let definite =
        DEFINITE.contains(&before.as_str()) && !text[..place.start()].trim_end().ends_with([',', ';', ':', '—', '–']);
    let asks = sentence_word.to_lowercase().starts_with("no ") || sentence_word.to_lowercase().starts_with("few ");
    // "COH researchers", "the ZOE-50 trials": named by what stands before.
    let own_name = text[..place.start()].trim_end().rsplit(' ').next().unwrap_or_default();
    let named = own_name.len() > 1 && own_name.chars().filter(|c| c.is_uppercase()).count() > 1;
    !definite && !asks && !named && before.parse::<u32>().is_err()
}

/// Whether the sentence, or one next to it, says who it is.
fn is_named_near(evidence: &Evidence<'_>, sentence: usize) -> bool {
    let facts = evidence.article.facts();
    let document = evidence.article.document();
    let named = |id: usize| {
        facts.is_cited(id)
            || facts.attributions.is_spoken(id)
            || facts.attributions.names_study(id)
            || facts.attributions.institutions.binary_search_by_key(&id, |source| source.sentence).is_ok()
    };
    let next = sentence + 1;
    evidence.is_sourced(sentence)
        || named(sentence)
        || evidence.neighbours(sentence).any(named)
        || next < document.sentences.len() && named(next)
}
