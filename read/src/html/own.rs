//! What tells a page's own story from the others that it declares. In: the page's addresses and headlines. Out:
//! whether an address or a headline is one of them.

use super::declared::Declared;
use super::headline;
use super::outline::Outline;
use crate::{address, text};

/// Addresses and headlines of the page itself.
#[derive(Debug, Default)]
pub(super) struct Own {
    fetched: Option<String>,
    addresses: Vec<String>,
    headlines: Vec<String>,
}

/// Bytes of a headline.
const LONGEST: usize = 1_000;

impl Own {
    /// Takes what `meta` elements declare, what the page shows, and the address it was fetched from.
    pub(super) fn read(outline: &Outline<'_>, metas: &Declared, url: Option<&str>) -> Self {
        let mut own = Self { fetched: url.map(str::to_owned), ..Self::default() };
        let addresses = [url, metas.url.as_deref()].into_iter().flatten();
        own.addresses = addresses.filter_map(|address| own.key(address)).collect();
        let told = [&metas.shared_headline, &metas.title].into_iter().flatten();
        own.headlines = told.filter(|line| line.len() < LONGEST).cloned().collect();
        // A page may print its teasers as headings too.
        let shown: Vec<String> = headline::visible(outline).map(|(_, line)| line).collect();
        let is_own =
            |line: &String| line.len() < LONGEST && (own.headlines.is_empty() || own.agrees(line, 0.4));
        let shown: Vec<String> = shown.into_iter().filter(is_own).collect();
        own.headlines.extend(shown);
        own
    }

    /// Whether an address is the page's. A part of the page may be any story on it.
    pub(super) fn is_address(&self, found: &str) -> bool {
        !found.starts_with('#') && self.key(found).is_some_and(|key| self.addresses.contains(&key))
    }

    /// Whether an address is on the page's own site, as far as that is known: templates are copied with the addresses of
    /// others in them.
    pub(super) fn is_on_site(&self, found: &str) -> bool {
        let host = |key: &str| key.split('/').next().map(str::to_owned);
        let found = self.key(found).and_then(|key| host(&key));
        self.addresses.is_empty() || self.addresses.iter().any(|own| host(own) == found)
    }

    /// Whether a headline agrees with one of the page's.
    pub(super) fn is_headline(&self, found: &str) -> bool {
        found.len() < LONGEST && self.agrees(found, 0.6)
    }

    fn agrees(&self, found: &str, least: f64) -> bool {
        self.headlines.iter().any(|own| headline::agreement(own, found) >= least)
    }

    /// An address in full, in the form in which those of one page are the same.
    fn key(&self, found: &str) -> Option<String> {
        let full = address::resolve(self.fetched.as_deref(), found)?;
        let (_, rest) = full.split_once("://")?;
        let rest = rest.split('#').next()?.trim_end_matches('/');
        Some(text::one_line(rest.strip_prefix("www.").unwrap_or(rest)))
    }
}
