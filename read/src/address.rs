//! Web addresses. In: an address as printed. Out: its host, or the same address in full. What is none never leaves a
//! document.

use crate::Page;
use url::Url;

/// Whether it is an absolute address of the web. Readers follow nothing else: `javascript:` and `data:` are programs and
/// pages of whoever wrote them.
pub fn is_web(address: &str) -> bool {
    let begins =
        |scheme: &str| address.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme));
    (begins("https://") || begins("http://"))
        && !address.contains(char::is_whitespace)
        && Url::parse(address).is_ok()
}

/// Whether an id is one the world over (RFC 8141, RFC 4151).
pub fn is_global(id: &str) -> bool {
    id.starts_with("urn:") || id.starts_with("tag:")
}

/// Refuses a page whose own address is none, and leaves out images and links that have none.
pub(crate) fn check(page: &mut Page) -> Result<(), String> {
    const SHOWN: usize = 60;
    let article = &mut page.article;
    if let Some(url) = article.url.as_deref().filter(|url| !is_web(url)) {
        let shown: String = url.chars().take(SHOWN).collect();
        return Err(format!("{shown:?} is no address of an article; it starts with https:// or http://"));
    }
    let count = article.images.len() + article.links.len();
    article.images.retain(|image| is_web(&image.url));
    article.links.retain(|link| is_web(&link.url));
    let left_out = count - article.images.len() - article.links.len();
    if left_out > 0 {
        let what = "images and links whose address does not start with https:// or http:// were left out";
        page.notes.push(format!("{left_out} {what}"));
    }
    if let Some(publisher) = &mut article.publisher {
        publisher.logo.take_if(|logo| !is_web(&logo.url));
    }
    Ok(())
}

/// The host without `www.`.
pub(crate) fn host(url: &str) -> Option<String> {
    let url = Url::parse(url).ok()?;
    let host = url.host_str()?.to_lowercase();
    Some(host.strip_prefix("www.").unwrap_or(&host).to_owned())
}

/// The registered name of a host, as far as its last labels tell: `bbc.co.uk` of `news.bbc.co.uk`.
pub(crate) fn site(host: &str) -> &str {
    const SECOND_LEVELS: [&str; 12] =
        ["ac", "co", "com", "edu", "go", "gob", "gouv", "gov", "ne", "net", "or", "org"];
    let mut labels = host.rsplit('.');
    let is_country = labels.next().is_some_and(|last| last.len() == 2);
    let is_second_level = is_country && labels.next().is_some_and(|label| SECOND_LEVELS.contains(&label));
    let dots = host.rmatch_indices('.').nth(if is_second_level { 2 } else { 1 });
    dots.map_or(host, |(dot, _)| &host[dot + 1..])
}

/// A web address in full, resolved against the page's own; none when it is no web address.
pub(crate) fn resolve(base: Option<&str>, link: &str) -> Option<String> {
    let link = link.trim();
    let resolved = match base.and_then(|base| Url::parse(base).ok()) {
        Some(base) => base.join(link).ok()?,
        None if link.starts_with("//") => Url::parse(&format!("https:{link}")).ok()?,
        None => Url::parse(link).ok()?,
    };
    matches!(resolved.scheme(), "http" | "https").then(|| resolved.to_string())
}

/// Whether an address is that of a site's first page: it names no page.
pub(crate) fn is_first_page(url: &str) -> bool {
    Url::parse(&article_address(url))
        .is_ok_and(|url| url.path() == "/" && url.query().is_none() && url.fragment().is_none())
}

/// An address without its scheme and `www.`, as people print it.
pub(crate) fn bare(url: &str) -> &str {
    let behind = url.split_once("://").map_or(url, |(_, behind)| behind);
    behind.strip_prefix("www.").unwrap_or(behind)
}

/// What campaigns add to an address to count readers; the page is the same without it.
const TRACKING: [&str; 9] =
    ["source=rss", "utm_", "at_medium", "at_campaign", "fbclid", "gclid", "mc_cid", "mc_eid", "ns_campaign"];

/// The address of an article without what does not belong to it: parameters that only count readers, and the place in the
/// page that it leads to. A feed, a page and a reader name an article alike.
pub fn article_address(url: &str) -> String {
    let Ok(mut parsed) = Url::parse(url) else { return url.to_owned() };
    let is_tracking = |pair: &str| TRACKING.iter().any(|name| pair.starts_with(name));
    if let Some(query) = parsed.query().filter(|query| query.split('&').any(is_tracking)) {
        let kept: Vec<&str> = query.split('&').filter(|pair| !is_tracking(pair)).collect();
        let kept = kept.join("&");
        parsed.set_query(Some(kept.as_str()).filter(|kept| !kept.is_empty()));
    }
    // "#!/story" and "#/story" are addresses within a program that the page is.
    if parsed.fragment().is_some_and(|place| !place.starts_with(['!', '/'])) {
        parsed.set_fragment(None);
    }
    with_plain_letters(parsed.as_str())
}

/// An address whose letters, digits and `-._~` stand for themselves: escaped they mean the same (RFC 3986, section 6.2.2.2).
fn with_plain_letters(address: &str) -> String {
    let mut parts = address.split('%');
    let mut plain = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let code = part.get(..2).and_then(|digits| u8::from_str_radix(digits, 16).ok());
        let letter = code.map(char::from).filter(|c| c.is_ascii_alphanumeric() || "-._~".contains(*c));
        if let Some(letter) = letter {
            plain.push(letter);
            plain.push_str(&part[2..]);
        } else {
            plain.push('%');
            plain.push_str(part);
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_counts_readers_and_leads_into_a_page_is_no_part_of_an_address() {
        let cases = [
            ("https://a.example/x?utm_source=rss&id=7&utm_medium=feed#top", "https://a.example/x?id=7"),
            ("HTTPS://A.example:443/x", "https://a.example/x"),
            ("https://a.example/#!/story/7", "https://a.example/#!/story/7"),
            ("https://a.example/x?utm_source=rss", "https://a.example/x"),
            ("https://a.example/x?id=7", "https://a.example/x?id=7"),
            ("https://a.example/x?source=rss-ab------2", "https://a.example/x"),
            ("https://a.example/%7Eada/%d0%bf?q=a%26b", "https://a.example/~ada/%d0%bf?q=a%26b"),
        ];
        for (given, expected) in cases {
            assert_eq!(article_address(given), expected, "{given}");
        }
    }

    #[test]
    fn hosts_of_one_registered_name_are_one_site() {
        let cases = [
            ("news.bbc.co.uk", "bbc.co.uk"),
            ("bbc.co.uk", "bbc.co.uk"),
            ("sport.orf.at", "orf.at"),
            ("a.b.example.com", "example.com"),
            ("localhost", "localhost"),
        ];
        for (host, expected) in cases {
            assert_eq!(site(host), expected);
        }
    }

    #[test]
    fn a_first_page_names_no_page() {
        for first in ["https://a.example", "https://a.example/", "https://a.example/?utm_source=rss#top"] {
            assert!(is_first_page(first), "{first}");
        }
        for other in ["https://a.example/x", "https://a.example/?p=7", "https://a.example/#!/story/7", "x"] {
            assert!(!is_first_page(other), "{other}");
        }
    }

    #[test]
    fn what_is_no_address_is_left_out_or_refused() {
        use extract::{Article, Image};
        let page = |url: &str, image: &str| Page {
            article: Article {
                url: Some(url.to_owned()),
                images: vec![Image { url: image.to_owned(), ..Image::default() }],
                ..Article::default()
            },
            extraction: None,
            notes: Vec::new(),
        };
        let good = "HTTPS://a.example/x";
        for wrong in
            ["javascript:alert(1)", "data:text/html,hi", "/x", "ftp://a.example/x", "https://", "http://a b"]
        {
            let refused = check(&mut page(wrong, good)).expect_err(wrong);
            assert!(refused.starts_with(&format!("{wrong:?} is no address")), "{refused}");
            let mut left = page(good, wrong);
            assert_eq!(check(&mut left), Ok(()), "{wrong}");
            assert!(left.article.images.is_empty() && left.notes.len() == 1, "{wrong}");
        }
        let mut kept = page(good, good);
        assert_eq!(check(&mut kept), Ok(()));
        assert_eq!(kept, page(good, good));
    }
}
