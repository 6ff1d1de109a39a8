//! The shipped lists of sites: low tiers, preprint servers, press release services, mirrors.

use std::sync::LazyLock;

use serde::Deserialize;

use crate::diagnostic::Severity;
use crate::facts::address::Address;
use crate::facts::identifier::IdentifierKind;
use crate::rules::data_table;

/// A class of sites that do not carry a health claim alone.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Tier {
    #[serde(rename = "class")]
    _class: String,
    /// What such a site is, with its article.
    pub(super) what: String,
    pub(super) severity: Severity,
    domains: Vec<String>,
    #[serde(rename = "source")]
    _source: String,
    #[serde(rename = "year")]
    _year: u16,
}

/// A preprint server.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Preprint {
    pub(super) name: String,
    prefix: String,
    suffix: String,
    hosts: Vec<String>,
    #[serde(rename = "source")]
    _source: String,
    #[serde(rename = "year")]
    _year: u16,
}

/// A service that distributes press releases.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Wire {
    pub(super) name: String,
    host: String,
    #[serde(rename = "source")]
    _source: String,
    #[serde(rename = "year")]
    _year: u16,
}

/// Sites that carry other institutions' papers and pages.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Mirrors {
    #[serde(rename = "reason")]
    _reason: String,
    domains: Vec<String>,
    #[serde(rename = "source")]
    _source: String,
    #[serde(rename = "year")]
    _year: u16,
}

#[derive(Deserialize)]
struct Table<T> {
    row: Vec<T>,
}

static TIERS: LazyLock<Table<Tier>> = LazyLock::new(|| data_table!("source_tiers"));
static PREPRINTS: LazyLock<Table<Preprint>> = LazyLock::new(|| data_table!("preprints"));
static WIRES: LazyLock<Table<Wire>> = LazyLock::new(|| data_table!("press_release_hosts"));
static MIRRORS: LazyLock<Table<Mirrors>> = LazyLock::new(|| data_table!("mirrors"));

/// The low tier that a site belongs to.
pub(super) fn tier(address: &Address) -> Option<&'static Tier> {
    TIERS.row.iter().find(|tier| tier.domains.iter().any(|domain| address.is_under(domain)))
}

/// The press release service that a site is.
pub(super) fn wire(address: &Address) -> Option<&'static Wire> {
    WIRES.row.iter().find(|wire| address.is_under(&wire.host))
}

/// The preprint server that an address leads to, also by DOI.
pub(super) fn preprint_at(address: &Address) -> Option<&'static Preprint> {
    let by_host = PREPRINTS.row.iter().find(|server| server.hosts.iter().any(|host| address.is_under(host)));
    by_host.or_else(|| {
        let (kind, key) = address.identifier()?;
        preprint(kind, &key)
    })
}

/// The preprint server that gave out an identifier.
pub(super) fn preprint(kind: IdentifierKind, key: &str) -> Option<&'static Preprint> {
    if kind == IdentifierKind::Arxiv {
        return PREPRINTS.row.iter().find(|server| server.name == "arXiv");
    }
    let (prefix, suffix) = key.split_once('/').filter(|_| kind == IdentifierKind::Doi)?;
    PREPRINTS.row.iter().find(|server| {
        let fits = if server.suffix == "digit" {
            suffix.starts_with(|c: char| c.is_ascii_digit())
        } else {
            suffix.starts_with(&server.suffix)
        };
        server.prefix == prefix && fits
    })
}

/// Whether a site carries other institutions' papers and pages: resolvers, archives, publishers, news agencies.
pub(super) fn is_mirror(address: &Address) -> bool {
    MIRRORS.row.iter().any(|row| row.domains.iter().any(|domain| address.is_under(domain)))
}
