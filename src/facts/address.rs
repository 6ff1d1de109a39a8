//! Web addresses: where a link leads, whose site that is, and whether it names one page or only a front door.

use url::Url;

use super::identifier::{IdentifierKind, identifier_key};

/// An `http` or `https` address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address {
    url: Url,
    host: Box<str>,
}

impl Address {
    /// Reads a link destination as written. Relative, mail, telephone and script links are none.
    ///
    /// ```
    /// use factlint::facts::address::Address;
    ///
    /// let page = Address::parse("https://www.cdc.gov/flu/about/index.html").unwrap();
    /// assert_eq!(page.domain(), "cdc.gov");
    /// assert!(page.is_under("cdc.gov") && !page.is_home_page());
    /// assert!(Address::parse("/flu").is_none());
    /// ```
    pub fn parse(destination: &str) -> Option<Self> {
        let destination = destination.trim();
        let url = if destination.starts_with("//") {
            Url::parse(&format!("https:{destination}"))
        } else if destination.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("www.")) {
            Url::parse(&format!("https://{destination}"))
        } else {
            Url::parse(destination)
        }
        .ok()?;
        if !matches!(url.scheme(), "http" | "https") {
            return None;
        }
        let host = url.host_str()?.trim_end_matches('.').to_ascii_lowercase();
        let host = host.strip_prefix("www.").unwrap_or(&host);
        // "http://www. nature. com": an address that was torn apart.
        host.contains('.').then(|| Self { host: host.into(), url })
    }

    /// The host without `www.`.
    pub fn host(&self) -> &str {
        &self.host
    }

    /// The part of the host that somebody registered ("nih.gov" of "nida.nih.gov"), by the public suffix list.
    pub fn domain(&self) -> &str {
        psl::domain_str(&self.host).unwrap_or(&self.host)
    }

    /// The whole address.
    pub fn as_str(&self) -> &str {
        self.url.as_str()
    }

    /// The path.
    pub fn path(&self) -> &str {
        self.url.path()
    }

    /// Whether it lies on `domain` or one of its subdomains.
    pub fn is_under(&self, domain: &str) -> bool {
        self.host.strip_suffix(domain).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
    }

    /// Whether it is the front door of a site: nothing after the host but an index file or a language.
    pub fn is_home_page(&self) -> bool {
        let path = self.url.path().trim_matches('/').to_ascii_lowercase();
        let front = matches!(
            path.as_str(),
            "" | "index.html"
                | "index.htm"
                | "index.php"
                | "home"
                | "en"
                | "en-us"
                | "en-gb"
                | "home.html"
                | "us"
                | "uk"
        );
        front && self.url.query().is_none_or(|query| query.starts_with("utm_"))
    }

    /// Whether it shows search results or a category instead of one page.
    pub fn is_listing(&self) -> bool {
        let path = self.url.path().to_ascii_lowercase();
        let searches = self
            .url
            .query_pairs()
            .any(|(key, value)| matches!(&*key, "q" | "s" | "term" | "query" | "search") && !value.is_empty());
        let mut parts = path.split('/').filter(|part| !part.is_empty());
        let first = parts.next().unwrap_or_default();
        searches
            && (first.is_empty() || path.contains("search") || self.host.contains("pubmed") || self.is_search_engine())
            || matches!(first, "category" | "categories" | "tag" | "tags" | "search")
    }

    fn is_search_engine(&self) -> bool {
        matches!(psl::domain_str(&self.host), Some(domain) if ["google.", "bing.", "duckduckgo.", "yahoo."].iter().any(|name| domain.starts_with(name)))
    }

    /// The value of a query parameter.
    pub fn query(&self, key: &str) -> Option<String> {
        self.url.query_pairs().find(|(name, _)| name == key).map(|(_, value)| value.into_owned())
    }

    /// The identifier that it resolves: of a paper, a preprint or a trial, in the spelling of [`Identifier::key`](super::identifier::Identifier).
    pub fn identifier(&self) -> Option<(IdentifierKind, Box<str>)> {
        let path = self.url.path().trim_matches('/');
        let first = path.split('/').next().unwrap_or_default();
        let last = path.rsplit('/').next().unwrap_or_default();
        let named = |kind, text: &str| (!text.is_empty()).then(|| (kind, identifier_key(kind, text)));
        match self.host() {
            "doi.org" | "dx.doi.org" => named(IdentifierKind::Doi, &decoded(path)),
            "pubmed.ncbi.nlm.nih.gov" if first.bytes().all(|byte| byte.is_ascii_digit()) => {
                named(IdentifierKind::Pmid, first)
            }
            "ncbi.nlm.nih.gov" if first == "pubmed" && last.bytes().all(|byte| byte.is_ascii_digit()) => {
                named(IdentifierKind::Pmid, last)
            }
            "ncbi.nlm.nih.gov" | "pmc.ncbi.nlm.nih.gov" => {
                named(IdentifierKind::Pmcid, path.split('/').find(|part| part.starts_with("PMC"))?)
            }
            "arxiv.org" if first == "abs" => named(IdentifierKind::Arxiv, last),
            "clinicaltrials.gov" => named(IdentifierKind::Nct, path.split('/').find(|part| part.starts_with("NCT"))?),
            _ => path
                .find("/10.")
                .map(|at| &path[at + 1..])
                .filter(|doi| doi.contains('/') && doi[3..].starts_with(|c: char| c.is_ascii_digit()))
                .and_then(|doi| named(IdentifierKind::Doi, &decoded(doi))),
        }
    }
}

/// Percent escapes resolved; publishers' addresses append views of a paper to its DOI.
fn decoded(path: &str) -> String {
    let text = percent_decoded(path);
    for view in ["/full", "/abstract", "/pdf", "/fulltext", "/epdf"] {
        if let Some(doi) = text.strip_suffix(view) {
            return doi.to_owned();
        }
    }
    text
}

fn percent_decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&byte, tail)) = rest.split_first() {
        let escape = (byte == b'%').then(|| tail.get(..2)).flatten().and_then(|pair| std::str::from_utf8(pair).ok());
        if let Some(value) = escape.and_then(|pair| u8::from_str_radix(pair, 16).ok()) {
            bytes.push(value);
            rest = &tail[2..];
        } else {
            bytes.push(byte);
            rest = tail;
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address(text: &str) -> Address {
        Address::parse(text).expect("an address")
    }

    #[test]
    fn tells_the_registered_domain() {
        assert_eq!(address("https://www.medicines.org.uk/emc").domain(), "medicines.org.uk");
        assert_eq!(address("www.nhs.uk/conditions").domain(), "nhs.uk");
        assert!(!address("https://notcdc.gov/x").is_under("cdc.gov"));
    }

    #[test]
    fn tells_front_doors_and_listings_from_pages() {
        for text in
            ["https://www.cdc.gov/", "https://www.cdc.gov", "https://who.int/en/", "https://a.org/?utm_source=x"]
        {
            assert!(address(text).is_home_page(), "{text}");
        }
        for text in [
            "https://pubmed.ncbi.nlm.nih.gov/?term=ketamine",
            "https://www.google.com/search?q=flu",
            "https://a.org/category/diet/",
        ] {
            assert!(address(text).is_listing(), "{text}");
        }
        for text in ["https://www.cdc.gov/flu/", "https://a.org/?p=123", "https://a.org/article?id=3"] {
            assert!(!address(text).is_home_page() && !address(text).is_listing(), "{text}");
        }
    }

    #[test]
    fn reads_identifiers_out_of_addresses() {
        for (text, kind, key) in [
            ("https://doi.org/10.1016/S0140-6736(20)31180-6", IdentifierKind::Doi, "10.1016/s0140-6736(20)31180-6"),
            ("https://doi.org/10.1002%2Fjbm.123", IdentifierKind::Doi, "10.1002/jbm.123"),
            ("https://pubmed.ncbi.nlm.nih.gov/31230464/", IdentifierKind::Pmid, "31230464"),
            ("https://www.ncbi.nlm.nih.gov/pmc/articles/PMC7745181/", IdentifierKind::Pmcid, "PMC7745181"),
            ("https://www.nejm.org/doi/full/10.1056/NEJMoa2034577", IdentifierKind::Doi, "10.1056/nejmoa2034577"),
            ("https://clinicaltrials.gov/study/NCT04368728", IdentifierKind::Nct, "NCT04368728"),
        ] {
            assert_eq!(address(text).identifier(), Some((kind, key.into())), "{text}");
        }
        assert_eq!(address("https://www.cdc.gov/flu/").identifier(), None);
    }
}
