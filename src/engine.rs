//! The whole way from a source to its findings.

use std::sync::Arc;

use rayon::prelude::*;

use crate::config::Settings;
use crate::corpus::{self, CrossFinding, Digest, Elsewhere, Library, Reader};
use crate::data::Retractions;
use crate::diagnostic::{Diagnostic, Severity};
use crate::document::parse::{ParseError, parse};
use crate::document::{Document, TokenKind};
use crate::facts::Facts;
use crate::report::Finding;
use crate::rules::phrase::{self, Hit};
use crate::rules::{Article, Check, HousePack, HouseRuleError, Phase, Registry, checks};
use crate::source::Source;
use crate::verdict::{Repeats, Selection, judge, report_across, silenced};

/// An article longer than this has its checks spread over the cores.
const LARGE: usize = 256 * 1024;

/// Rules that look at residue itself and so are not kept from it.
const READS_RESIDUE: &[&str] = &["fused-text", "commercial-helpline", "missing-disclosure"];

/// The rules, ready to check any number of articles.
///
/// ```
/// use factlint::Engine;
/// use factlint::config::Settings;
/// use factlint::document::Format;
/// use factlint::source::Source;
///
/// let engine = Engine::new();
/// let source = Source::new("article.md", Format::Markdown, "Take one tablet **with water**.");
/// let checked = engine.check(&source, &Settings::default())?;
/// assert_eq!(checked.words, 5);
/// # Ok::<(), factlint::document::parse::ParseError>(())
/// ```
#[derive(Clone, Debug)]
pub struct Engine {
    registry: Registry,
    retractions: Option<Arc<Retractions>>,
}

/// What came of checking one article.
#[derive(Clone, Debug)]
pub struct Checked {
    /// Sorted by place and rule.
    pub findings: Vec<Finding>,
    /// Words of prose.
    pub words: usize,
    /// Quantities that were understood.
    pub quantities: usize,
    /// What is kept to compare it with other articles; nothing when it is the only one or no rule asks for it.
    pub digest: Option<Digest>,
}

impl Default for Engine {
    fn default() -> Self {
        Self::new()
    }
}

impl Engine {
    /// With the built-in rules.
    pub fn new() -> Self {
        Self { registry: Registry::built_in(), retractions: None }
    }

    /// With the built-in rules and those of house packs.
    ///
    /// # Errors
    /// When a pack does not fit: a name that is taken, a pattern that cannot be read.
    pub fn with_house_rules(packs: Vec<HousePack>) -> Result<Self, HouseRuleError> {
        Ok(Self { registry: Registry::with_house_rules(packs)?, retractions: None })
    }

    /// With a snapshot of retracted papers, without which `retracted-source` says nothing.
    #[must_use]
    pub fn with_retractions(mut self, retractions: Arc<Retractions>) -> Self {
        self.retractions = Some(retractions);
        self
    }

    /// Its rules.
    pub fn rules(&self) -> &Registry {
        &self.registry
    }

    /// Whether the settings turn a rule on.
    pub fn is_on(&self, settings: &Settings, rule: &str) -> bool {
        Selection::new(&self.registry, settings).is_on(rule)
    }

    /// Reads an article as the rules see it.
    ///
    /// # Errors
    /// When the source cannot be parsed.
    pub fn read(&self, source: &Source, settings: &Settings) -> Result<(Document, Facts), ParseError> {
        let mut document = parse(source)?;
        document.segment(&self.registry.lexicon);
        let facts = Facts::extract(&document, &self.registry.lexicon, &settings.publisher);
        Ok((document, facts))
    }

    /// Checks one article.
    ///
    /// # Errors
    /// When the source cannot be parsed.
    pub fn check(&self, source: &Source, settings: &Settings) -> Result<Checked, ParseError> {
        self.examine(source, settings, Repeats::Joined, false)
    }

    /// Checks one article of several that are compared with each other afterwards: see [`Engine::across`].
    ///
    /// # Errors
    /// When the source cannot be parsed.
    pub fn check_among(&self, source: &Source, settings: &Settings) -> Result<Checked, ParseError> {
        self.examine(source, settings, Repeats::Joined, true)
    }

    /// Checks one article and reports every repeat of a cause at its own place, each with its own suggestion: what
    /// editors mark and what fixes work on.
    ///
    /// # Errors
    /// When the source cannot be parsed.
    pub fn check_each(&self, source: &Source, settings: &Settings) -> Result<Checked, ParseError> {
        self.examine(source, settings, Repeats::Apart, false)
    }

    fn examine(
        &self,
        source: &Source,
        settings: &Settings,
        repeats: Repeats,
        among: bool,
    ) -> Result<Checked, ParseError> {
        let (document, facts) = self.read(source, settings)?;
        let selection = Selection::new(&self.registry, settings);
        let article = Article {
            source,
            document: &document,
            facts: &facts,
            lexicon: &self.registry.lexicon,
            registry: &self.registry,
            retractions: self.retractions.as_deref(),
            settings,
            masked: vec![false; document.blocks.len()],
            hits: Vec::new(),
        };
        let (article, found) = self.run(article, &selection);
        let compared = corpus::RULES.map(|rule| selection.is_on(rule));
        let digest = (among && compared.contains(&true)).then(|| {
            let [copies, values] = corpus::RULES.map(|rule| silenced(&article, rule));
            Digest::of(&article, compared, [&copies, &values])
        });
        Ok(Checked {
            digest,
            findings: judge(&article, &selection, found, repeats),
            words: document.tokens.iter().filter(|token| token.kind == TokenKind::Word).count(),
            quantities: facts.quantity_count(),
        })
    }

    /// Compares the articles of a run with each other and gives each finding with its article. `digests`, `settings` and `open` speak of articles by their
    /// place in the run; `open` reads one again, so that only those are read that something is said about.
    pub fn across(
        &self,
        digests: &[Option<&Digest>],
        settings: &(dyn Fn(usize) -> Arc<Settings> + Sync),
        open: &(dyn Fn(usize) -> Option<Source> + Sync),
    ) -> Vec<(usize, Finding)> {
        let read = |source: &Source| {
            let mut document = parse(source).ok()?;
            document.segment(&self.registry.lexicon);
            Some(document)
        };
        let library = Library::new(open);
        let reader = Reader { library: &library, lexicon: &self.registry.lexicon, parse: &read };
        let found = corpus::compare(digests, &reader);
        let report = |of_one: &[CrossFinding]| {
            let number = of_one[0].article;
            let Some(article) = library.open(number) else { return Vec::new() };
            let settings = settings(number);
            let selection = Selection::new(&self.registry, &settings);
            let report = |finding: &CrossFinding| {
                let place = |other: &Elsewhere| {
                    Some(library.open(other.article)?.locator().place(other.span, other.message.as_str()))
                };
                let others = finding.elsewhere.iter().filter_map(place).collect();
                let diagnostic = finding.diagnostic.clone();
                report_across(&self.registry, &settings, &selection, diagnostic, &article.locator(), others)
            };
            of_one.iter().filter_map(report).map(|finding| (number, finding)).collect()
        };
        found.par_chunk_by(|a, b| a.article == b.article).flat_map_iter(report).collect()
    }

    fn run<'a>(&self, mut article: Article<'a>, selection: &Selection<'_>) -> (Article<'a>, Vec<Diagnostic>) {
        let wanted: Vec<&Check> =
            checks().filter(|check| check.rules.iter().any(|rule| selection.is_on(rule))).collect();
        let needed = |rule: &str| selection.is_on(rule) || wanted.iter().any(|check| check.needs.contains(&rule));
        let runs: Vec<&Check> = checks().filter(|check| check.rules.iter().any(|rule| needed(rule))).collect();
        let on: Vec<bool> = self.registry.iter().map(|rule| needed(&rule.name)).collect();

        let is_judged = |hit: &Hit| {
            let rule = self.registry.rules()[hit.rule].name.as_str();
            runs.iter().any(|check| check.judges && check.rules.contains(&rule))
        };
        let (candidates, hits): (_, Vec<Hit>) =
            phrase::scan(&article, &|rule| on[rule]).into_iter().partition(is_judged);
        article.hits = candidates;
        let is_residue = |hit: &Hit| self.registry.rules()[hit.rule].family == "residue";
        let mut found: Vec<Diagnostic> =
            hits.iter().filter(|hit| is_residue(hit)).map(|hit| phrase::diagnostic(&article, hit)).collect();
        found.extend(run_all(&article, &runs, Phase::Residue));
        mask(&mut article, &found);

        let document = article.document;
        found.extend(
            hits.iter()
                .filter(|hit| !is_residue(hit) && !article.is_masked(document.sentences[hit.sentence].block))
                .map(|hit| phrase::diagnostic(&article, hit)),
        );
        let main = run_all(&article, &runs, Phase::Main);
        found.extend(main.into_iter().filter(|finding| !is_in_residue(&article, finding)));
        for check in runs.iter().filter(|check| check.phase == Phase::Verdict) {
            (check.run)(&article, &mut found);
        }
        (article, found)
    }
}

fn run_all(article: &Article<'_>, checks: &[&Check], phase: Phase) -> Vec<Diagnostic> {
    let run = |check: &&&Check| {
        let mut found = Vec::new();
        (check.run)(article, &mut found);
        found
    };
    let of_phase: Vec<&&Check> = checks.iter().filter(|check| check.phase == phase).collect();
    if article.document.prose.text().len() < LARGE {
        return of_phase.iter().flat_map(run).collect();
    }
    // One by one, so that what a long check leaves waiting is taken over by the other cores.
    of_phase.par_iter().with_max_len(1).map(run).collect::<Vec<_>>().concat()
}

/// Marks the blocks of error-level residue. A paragraph with a stray piece inside it is still a paragraph.
fn mask(article: &mut Article<'_>, found: &[Diagnostic]) {
    let document = article.document;
    for finding in found.iter().filter(|finding| !finding.is_about_document()) {
        let rule = article.registry.get(&finding.rule);
        let severity = finding.severity.or_else(|| rule.map(|rule| rule.severity));
        let id = document.block_at(document.prose.at_source(finding.span.start()));
        if severity == Some(Severity::Error)
            && let Some(block) = document.blocks.get(id)
        {
            let ends_as_prose = document.text(block.prose).ends_with(['.', '?', '!', '”', '"', ')']);
            article.masked[id] |= !ends_as_prose || finding.span.len() * 2 >= block.prose.len();
        }
    }
}

fn is_in_residue(article: &Article<'_>, finding: &Diagnostic) -> bool {
    if finding.is_about_document() || READS_RESIDUE.contains(&finding.rule.as_ref()) {
        return false;
    }
    let document = article.document;
    !document.blocks.is_empty() && article.is_masked(document.block_at(document.prose.at_source(finding.span.start())))
}
