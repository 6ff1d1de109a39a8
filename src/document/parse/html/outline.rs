//! Where the article of a page is.
//!
//! One pass over the tags before the page is read: the only `<main>`, else the only `<article>` (or the one that
//! holds most of the text), else all of it.

use super::tokens::{self, Tag, Token};
use crate::span::Span;

/// What of a page is prose. The default is a fragment: all of it but navigation and forms.
#[derive(Debug, Default)]
pub(super) struct Outline {
    extent: Span,
    /// The article, where the page marks one.
    article: Option<Span>,
    /// The only `<article>` inside `<main>`: asides and footers beside it are not part of it.
    inner: Option<Span>,
    is_page: bool,
    /// Whether the page's title stands in a `<header>` and nowhere else.
    header_has_title: bool,
    /// Whether most of the page stands inside a form.
    form_holds_all: bool,
}

#[derive(Debug)]
struct Candidate {
    name: String,
    is_main: bool,
    span: Span,
    text: usize,
    /// The candidate around it.
    parent: Option<usize>,
    /// Elements of the same name that are open inside, itself included. 0: closed.
    open: u32,
}

#[derive(Debug, Default)]
struct Scan {
    candidates: Vec<Candidate>,
    innermost: Option<usize>,
    is_page: bool,
    raw: bool,
    text: usize,
    headers: u32,
    forms: u32,
    titles_in_header: u32,
    titles_elsewhere: u32,
    text_in_forms: usize,
}

impl Outline {
    /// Looks through `text`, which stands in the source at `base`.
    pub(super) fn of(text: &str, base: u32) -> Self {
        let mut scan = Scan::default();
        tokens::for_each(text, base, |token| scan.token(&token, text, base));
        let extent = Span::new(base, base + text.len() as u32);
        scan.finish(extent)
    }

    /// The parts of the page before and after the article.
    pub(super) fn outside(&self) -> impl Iterator<Item = Span> {
        let parts = self.article.map_or([Span::default(); 2], |article| {
            [Span::new(self.extent.start(), article.start()), Span::new(article.end(), self.extent.end())]
        });
        parts.into_iter().filter(|part| !part.is_empty())
    }

    /// Whether what stands at `offset` belongs to the article.
    pub(super) fn is_prose(&self, offset: u32) -> bool {
        self.article.is_none_or(|article| article.contains(offset))
    }

    /// Whether `<nav>`, `<form>`, `<header>`, `<footer>` or `<aside>` is no part of the article here.
    pub(super) fn is_chrome(&self, tag: &Tag) -> bool {
        match tag.name.as_str() {
            "nav" => true,
            "form" => !self.form_holds_all,
            "header" => self.is_page && self.article.is_none() && !self.header_has_title,
            _ if self.article.is_some() => self.inner.is_some_and(|inner| !inner.contains(tag.source.start())),
            _ => self.is_page,
        }
    }
}

impl Scan {
    fn token(&mut self, token: &Token<'_>, text: &str, base: u32) {
        match token {
            Token::Start(tag) => self.start(tag),
            Token::End { name, source } => self.end(name, *source),
            Token::Text(source) if !self.raw => {
                let text = text[super::local(*source, base)].trim().len();
                self.text += text;
                if self.forms > 0 {
                    self.text_in_forms += text;
                }
                if let Some(index) = self.innermost {
                    self.candidates[index].text += text;
                }
            }
            Token::Text(_) | Token::Comment { .. } => {}
        }
    }

    fn start(&mut self, tag: &Tag) {
        match tag.name.as_str() {
            "html" | "body" => self.is_page = true,
            "script" | "style" | "title" | "noscript" | "template" => self.raw = true,
            "header" => self.headers += 1,
            "form" => self.forms += 1,
            "h1" if self.headers > 0 => self.titles_in_header += 1,
            "h1" => self.titles_elsewhere += 1,
            _ => {}
        }
        let is_main = tag.name == "main" || tag.attribute("role") == Some("main");
        if (is_main || tag.name == "article") && !super::metadata::is_hidden(tag) {
            self.candidates.push(Candidate {
                name: tag.name.clone(),
                is_main,
                span: tag.source,
                text: 0,
                parent: self.innermost,
                open: 1,
            });
            self.innermost = Some(self.candidates.len() - 1);
        } else if let Some(index) = self.innermost
            && self.candidates[index].name == tag.name
        {
            self.candidates[index].open += 1;
        }
    }

    fn end(&mut self, name: &str, source: Span) {
        match name {
            "script" | "style" | "title" | "noscript" | "template" => self.raw = false,
            "header" => self.headers = self.headers.saturating_sub(1),
            "form" => self.forms = self.forms.saturating_sub(1),
            _ => {}
        }
        let Some(index) = self.innermost else { return };
        if self.candidates[index].name != name {
            return;
        }
        self.candidates[index].open -= 1;
        if self.candidates[index].open == 0 {
            self.close(index, source.end());
        }
    }

    /// Ends the innermost candidate; its text is also its parent's.
    fn close(&mut self, index: usize, end: u32) {
        let Candidate { text, parent, span, .. } = self.candidates[index];
        self.candidates[index].span = Span::new(span.start(), end.max(span.end()));
        self.innermost = parent;
        if let Some(parent) = parent {
            self.candidates[parent].text += text;
        }
    }

    fn finish(mut self, extent: Span) -> Outline {
        while let Some(index) = self.innermost {
            self.close(index, extent.end());
        }
        let main = self.only(|scan, candidate| candidate.is_main && !scan.is_inside(candidate, |outer| outer.is_main));
        let articles = |scan: &Self, candidate: &Candidate| {
            !candidate.is_main && !scan.is_inside(candidate, |outer| !outer.is_main)
        };
        let article = main.or_else(|| self.only(articles).or_else(|| self.largest(articles)));
        let inner = main.and_then(|main| {
            self.only(|scan, candidate| {
                articles(scan, candidate) && self.candidates[main].span.encloses(candidate.span)
            })
            .filter(|inner| self.candidates[*inner].text * 2 > self.candidates[main].text)
        });
        Outline {
            extent,
            article: article.map(|index| self.candidates[index].span),
            inner: inner.map(|index| self.candidates[index].span),
            is_page: self.is_page,
            header_has_title: self.titles_in_header > 0 && self.titles_elsewhere == 0,
            form_holds_all: self.text_in_forms * 2 > self.text,
        }
    }

    fn is_inside(&self, candidate: &Candidate, is: impl Fn(&Candidate) -> bool) -> bool {
        candidate.parent.is_some_and(|parent| is(&self.candidates[parent]))
    }

    /// The one candidate with text that is meant, if there is just one.
    fn only(&self, is: impl Fn(&Self, &Candidate) -> bool) -> Option<usize> {
        let mut found = (0..self.candidates.len())
            .filter(|index| self.candidates[*index].text > 0 && is(self, &self.candidates[*index]));
        found.next().filter(|_| found.next().is_none())
    }

    /// The candidate that holds most of the page's text, if one does.
    fn largest(&self, is: impl Fn(&Self, &Candidate) -> bool) -> Option<usize> {
        (0..self.candidates.len())
            .filter(|index| is(self, &self.candidates[*index]))
            .max_by_key(|index| self.candidates[*index].text)
            .filter(|index| self.candidates[*index].text * 2 > self.text)
    }
}
