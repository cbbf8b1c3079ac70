//! Quotebank (Vaucher et al. 2021), <https://doi.org/10.5281/zenodo.4277311>. By articles, a line has `articleID`,
//! `url`, `title`, `date` and `quotations` with their contexts and speakers; by quotations, it has one `quotation`, its
//! speakers over all occurrences, and the addresses it was found at: an article each.

use super::{Listed, Printed, Rule};
use crate::json::{list, parse, printed};
use crate::{Format, Page, Rejection};
use serde_json::Value;

/// The list gives a share to each speaker; its words are those between quotation marks.
const RULE: Rule = Rule { name: "quotebank", confidence: 1.0 };

pub(super) fn read(content: &str, place: &str) -> Result<Vec<Page>, Rejection> {
    let row = parse(content, Format::Quotebank, place)?;
    if row["quotations"].is_array() {
        return Ok(vec![by_article(&row).page(&RULE, place)?]);
    }
    let quote = quote(&row, &["probas"], &["speaker"]);
    let urls: Vec<String> = list(&row["urls"]).iter().filter_map(printed).collect();
    if urls.is_empty() {
        let what = "the quotation has no addresses".to_owned();
        return Err(Rejection::NoArticle { place: place.to_owned(), what });
    }
    let page = |url: String| {
        let listed = Listed {
            url: Some(url),
            date: printed(&row["date"]),
            language: Some("en".to_owned()),
            quotes: vec![quote.clone()],
            ..Listed::default()
        };
        listed.page(&RULE, place)
    };
    urls.into_iter().map(page).collect()
}

fn by_article(row: &Value) -> Listed {
    let quotes = list(&row["quotations"]).iter();
    Listed {
        url: printed(&row["url"]),
        id: printed(&row["articleID"]),
        title: printed(&row["title"]),
        date: printed(&row["date"]),
        // All of it is English.
        language: Some("en".to_owned()),
        quotes: quotes
            .map(|row| quote(row, &["localProbas", "globalProbas"], &["localTopSpeaker", "globalTopSpeaker"]))
            .collect(),
    }
}

/// A quotation with what is known of its speaker there, else over all places where it was printed.
fn quote(row: &Value, shares: &[&str], tops: &[&str]) -> Printed {
    let text = |name: &str| printed(&row[name]).unwrap_or_default();
    let shares = shares.iter().map(|name| self::shares(&row[*name])).find(|shares| !shares.is_empty());
    let top = || tops.iter().find_map(|name| printed(&row[*name])).map(|name| vec![(name, 1.0)]);
    let all = shares.or_else(top).unwrap_or_default();
    let is_nobody = |name: &str| name.eq_ignore_ascii_case("none");
    let unknown = all.iter().filter(|(name, _)| is_nobody(name)).map(|(_, share)| *share).reduce(f32::max);
    Printed {
        before: text("leftContext"),
        words: text("quotation"),
        after: text("rightContext"),
        speakers: all.into_iter().filter(|(name, _)| !is_nobody(name)).collect(),
        unknown,
    }
}

/// Pairs of a name and a share, as lists or as objects, likeliest first.
fn shares(value: &Value) -> Vec<(String, f32)> {
    let share =
        |value: &Value| printed(value)?.parse().ok().filter(|share: &f32| (0.0..=1.0).contains(share));
    let mut shares: Vec<(String, f32)> = list(value)
        .iter()
        .filter_map(|pair| match pair {
            Value::Array(parts) => Some((printed(parts.first()?)?, share(parts.get(1)?)?)),
            Value::Object(parts) => Some((printed(parts.get("speaker")?)?, share(parts.get("proba")?)?)),
            _ => None,
        })
        .collect();
    shares.sort_by(|a, b| b.1.total_cmp(&a.1));
    shares
}
