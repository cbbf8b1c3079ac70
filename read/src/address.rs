//! Web addresses. In: an address as printed. Out: its host, or the same address in full.

use url::Url;

/// The host without `www.`.
pub(crate) fn host(url: &str) -> Option<String> {
    let url = Url::parse(url).ok()?;
    let host = url.host_str()?.to_lowercase();
    Some(host.strip_prefix("www.").unwrap_or(&host).to_owned())
}

/// A web address in full, resolved against the page's own; none when it is no web address.
pub(crate) fn resolve(base: Option<&str>, link: &str) -> Option<String> {
    let link = link.trim();
    let resolved = match base.and_then(|base| Url::parse(base).ok()) {
        Some(base) => base.join(link).ok()?,
        None => Url::parse(link).ok()?,
    };
    matches!(resolved.scheme(), "http" | "https").then(|| resolved.to_string())
}
