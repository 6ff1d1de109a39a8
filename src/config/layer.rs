//! What one source of settings says: a file, an `[[override]]` in it, or the command line.
//!
//! A layer is checked against the rules when it is made: names of rules and options exist, values have the right type.
//! Within a layer a rule's name beats a family's and a family's beats `all`; at the same level `ignore` beats `select`.
//! Between layers the later one wins, and a later `select` starts afresh.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;
use toml::Spanned;

use super::error::{ConfigError, ConfigText, did_you_mean};
use super::file::{ConfigFile, Names, Override, RuleOptions, Severities};
use super::{Content, FailOn, Market, Publisher, Selector};
use crate::diagnostic::{Confidence, Severity};
use crate::rules::card::OptionType;
use crate::rules::{Registry, RuleOption};

/// The settings of one source.
#[derive(Clone, Debug, Default)]
pub struct Layer {
    /// In order: the last that names a rule decides.
    pub(super) selectors: Vec<Selector>,
    /// In order: the last that names a rule decides.
    pub(super) severities: Vec<(String, Severity)>,
    /// By rule and option.
    pub(super) options: BTreeMap<String, toml::Table>,
    /// Whose rules apply.
    pub market: Option<Market>,
    /// What the text is for.
    pub content: Option<Content>,
    /// The date to compare with.
    pub today: Option<Date>,
    /// The severity that fails a run.
    pub fail_on: Option<FailOn>,
    /// Findings below it are dropped.
    pub min_confidence: Option<Confidence>,
    pub(super) publisher: Option<Arc<Publisher>>,
}

/// What selects rules on the command line.
#[derive(Clone, Debug, Default)]
pub struct Selection {
    /// Exactly these rules, if any are given.
    pub select: Vec<String>,
    /// These as well.
    pub extend_select: Vec<String>,
    /// Not these.
    pub ignore: Vec<String>,
    /// Severity by rule or family.
    pub severities: Vec<(String, Severity)>,
}

impl Layer {
    /// The layer of the command line; the remaining fields are for the caller to set.
    ///
    /// # Errors
    /// Names of no rule and no family.
    pub fn from_command_line(selection: &Selection, registry: &Registry) -> Result<Self, Vec<ConfigError>> {
        let known = Known(registry);
        let names = selection.select.iter().chain(&selection.extend_select).chain(&selection.ignore);
        let errors: Vec<ConfigError> = names
            .chain(selection.severities.iter().map(|(name, _)| name))
            .filter_map(|name| known.complaint(name).map(|(message, note)| ConfigError::new(message).note(note)))
            .collect();
        if !errors.is_empty() {
            return Err(errors);
        }
        let mut layer = Self { severities: selection.severities.clone(), ..Self::default() };
        layer.severities.sort_by_key(|(name, _)| known.rank(name));
        let select = (!selection.select.is_empty()).then_some(selection.select.as_slice());
        layer.selectors = known.selectors(select, &selection.extend_select, &selection.ignore);
        Ok(layer)
    }
}

/// Turns the parsed shape into layers, and collects all that is wrong with it.
pub(super) struct Checker<'a> {
    pub(super) registry: &'a Registry,
    pub(super) text: &'a Arc<ConfigText>,
    pub(super) errors: &'a mut Vec<ConfigError>,
}

impl Checker<'_> {
    /// The layer of the top level of a file.
    pub(super) fn file(&mut self, file: &ConfigFile) -> Layer {
        Layer {
            selectors: self.selectors(file.select.as_ref(), &file.extend_select, &file.ignore),
            severities: self.severities(&file.severity),
            options: self.options(&file.rules),
            market: file.market,
            content: file.content,
            today: self.today(file.today.as_ref()),
            fail_on: file.fail_on,
            min_confidence: file.min_confidence,
            publisher: file.publisher.clone().map(Arc::new),
        }
    }

    /// The layer of an `[[override]]`.
    pub(super) fn overriding(&mut self, section: &Override) -> Layer {
        Layer {
            selectors: self.selectors(section.select.as_ref(), &section.extend_select, &section.ignore),
            severities: self.severities(&section.severity),
            options: self.options(&section.rules),
            market: section.market,
            content: section.content,
            today: self.today(section.today.as_ref()),
            fail_on: None,
            min_confidence: section.min_confidence,
            publisher: None,
        }
    }

    fn complain(&mut self, place: std::ops::Range<usize>, message: impl Into<String>, note: Option<String>) {
        self.errors.push(ConfigError::at(self.text, place, message).note(note));
    }

    fn check_name(&mut self, name: &Spanned<String>) {
        if let Some((message, note)) = Known(self.registry).complaint(name.get_ref()) {
            self.complain(name.span(), message, note);
        }
    }

    fn selectors(&mut self, select: Option<&Names>, extend_select: &Names, ignore: &Names) -> Vec<Selector> {
        for name in select.into_iter().flatten().chain(extend_select).chain(ignore) {
            self.check_name(name);
        }
        let plain = |names: &Names| names.iter().map(|name| name.get_ref().clone()).collect::<Vec<_>>();
        Known(self.registry).selectors(select.map(plain).as_deref(), &plain(extend_select), &plain(ignore))
    }

    fn severities(&mut self, severities: &Severities) -> Vec<(String, Severity)> {
        for name in severities.keys() {
            self.check_name(name);
        }
        let mut levels: Vec<_> = severities.iter().map(|(name, level)| (name.get_ref().clone(), *level)).collect();
        levels.sort_by_key(|(name, _)| Known(self.registry).rank(name));
        levels
    }

    fn options(&mut self, rules: &RuleOptions) -> BTreeMap<String, toml::Table> {
        let mut checked = BTreeMap::new();
        for (name, values) in rules {
            let Some(rule) = self.registry.get(name.get_ref()) else {
                let names = self.registry.iter().map(|rule| rule.name.as_str());
                let note = did_you_mean(name.get_ref(), names);
                self.complain(name.span(), format!("no rule is called `{}`", name.get_ref()), note);
                continue;
            };
            let mut table = toml::Table::new();
            for (key, value) in values {
                match rule.options.iter().find(|option| option.name == *key.get_ref()) {
                    Some(option) if has_type(value.get_ref(), option.kind) => {
                        table.insert(option.name.clone(), value.get_ref().clone());
                    }
                    Some(option) => self.complain(value.span(), wrong_type(option), None),
                    None => {
                        let names = rule.options.iter().map(|option| option.name.as_str());
                        let note = did_you_mean(key.get_ref(), names.clone()).unwrap_or_else(|| listed(names));
                        let message = format!("`{}` has no option `{}`", rule.name, key.get_ref());
                        self.complain(key.span(), message, Some(note));
                    }
                }
            }
            checked.insert(rule.name.clone(), table);
        }
        checked
    }

    fn today(&mut self, value: Option<&Spanned<toml::Value>>) -> Option<Date> {
        let value = value?;
        let date = match value.get_ref() {
            toml::Value::String(text) => super::date(text),
            toml::Value::Datetime(date) => super::date(&date.to_string()),
            _ => Err("expected a date, YYYY-MM-DD, or \"now\"".to_owned()),
        };
        date.map_err(|message| self.complain(value.span(), message, None)).ok()
    }
}

/// The names that selectors may use.
struct Known<'a>(&'a Registry);

impl Known<'_> {
    /// How much a name says: `all` < family < rule.
    fn rank(&self, name: &str) -> u8 {
        match name {
            "all" => 0,
            _ if self.0.get(name).is_some() => 2,
            _ => 1,
        }
    }

    /// What is wrong with a name, and what might be meant.
    fn complaint(&self, name: &str) -> Option<(String, Option<String>)> {
        let families = self.0.families();
        if name == "all" || self.0.get(name).is_some() || families.contains(&name) {
            return None;
        }
        let names = self.0.iter().map(|rule| rule.name.as_str()).chain(families).chain(["all"]);
        Some((format!("no rule and no family is called `{name}`"), did_you_mean(name, names)))
    }

    fn selectors(&self, select: Option<&[String]>, extend_select: &[String], ignore: &[String]) -> Vec<Selector> {
        let selector = |on| move |name: &String| Selector { name: name.clone(), on };
        let mut selectors: Vec<Selector> = select.unwrap_or_default().iter().map(selector(true)).collect();
        selectors.extend(extend_select.iter().map(selector(true)));
        selectors.extend(ignore.iter().map(selector(false)));
        // The sort is stable: at the same rank `ignore` stays behind `select`.
        selectors.sort_by_key(|selector| self.rank(&selector.name));
        if select.is_some() {
            selectors.insert(0, Selector { name: "all".to_owned(), on: false });
        }
        selectors
    }
}

fn has_type(value: &toml::Value, kind: OptionType) -> bool {
    match kind {
        OptionType::Integer => value.is_integer(),
        OptionType::Number => value.is_integer() || value.is_float(),
        OptionType::Boolean => value.is_bool(),
        OptionType::String => value.is_str(),
        OptionType::Strings => value.as_array().is_some_and(|items| items.iter().all(toml::Value::is_str)),
    }
}

fn wrong_type(option: &RuleOption) -> String {
    let expected = match option.kind {
        OptionType::Integer => "a whole number",
        OptionType::Number => "a number",
        OptionType::Boolean => "true or false",
        OptionType::String => "a text in quotation marks",
        OptionType::Strings => "a list of texts in quotation marks",
    };
    format!("`{}` is {expected}", option.name)
}

fn listed<'a>(names: impl Iterator<Item = &'a str>) -> String {
    let names: Vec<String> = names.map(|name| format!("`{name}`")).collect();
    if names.is_empty() { "it has no options".to_owned() } else { format!("it has {}", names.join(", ")) }
}
