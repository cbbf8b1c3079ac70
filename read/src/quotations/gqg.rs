//! GDELT's Global Quotation Graph: `{"date", "url", "title", "lang", "quotes": [{"pre", "quote", "post"}]}` a line
//! (<https://blog.gdeltproject.org/announcing-the-global-quotation-graph/>). It names no speakers. Its date is when
//! GDELT saw the page, so only the day is taken.

use super::{Listed, Printed, Rule};
use crate::json::{list, parse, printed};
use crate::{Format, Page, Rejection};
use serde_json::Value;

/// Quotation marks of any kind count as quotes there, titles and scare quotes too.
const RULE: Rule = Rule { name: "gqg", confidence: 0.5 };

/// Languages by the names that GDELT's language detection (CLD2) gives them.
const LANGUAGES: [(&str, &str); 40] = [
    ("english", "en"),
    ("spanish", "es"),
    ("german", "de"),
    ("french", "fr"),
    ("italian", "it"),
    ("portuguese", "pt"),
    ("russian", "ru"),
    ("arabic", "ar"),
    ("chinese", "zh"),
    ("chineset", "zh"),
    ("japanese", "ja"),
    ("korean", "ko"),
    ("turkish", "tr"),
    ("polish", "pl"),
    ("dutch", "nl"),
    ("swedish", "sv"),
    ("norwegian", "no"),
    ("danish", "da"),
    ("finnish", "fi"),
    ("czech", "cs"),
    ("slovak", "sk"),
    ("slovenian", "sl"),
    ("hungarian", "hu"),
    ("romanian", "ro"),
    ("bulgarian", "bg"),
    ("greek", "el"),
    ("ukrainian", "uk"),
    ("serbian", "sr"),
    ("croatian", "hr"),
    ("bosnian", "bs"),
    ("albanian", "sq"),
    ("macedonian", "mk"),
    ("hebrew", "he"),
    ("persian", "fa"),
    ("hindi", "hi"),
    ("bengali", "bn"),
    ("urdu", "ur"),
    ("indonesian", "id"),
    ("vietnamese", "vi"),
    ("thai", "th"),
];

pub(super) fn read(content: &str, place: &str) -> Result<Vec<Page>, Rejection> {
    let row = parse(content, Format::Gqg, place)?;
    let line = |value: &Value, name: &str| printed(&value[name]);
    let language = line(&row, "lang").map(|name| name.to_lowercase());
    let quotes = list(&row["quotes"]).iter().map(|quote| Printed {
        before: line(quote, "pre").unwrap_or_default(),
        words: line(quote, "quote").unwrap_or_default(),
        after: line(quote, "post").unwrap_or_default(),
        ..Printed::default()
    });
    let listed = Listed {
        url: line(&row, "url"),
        title: line(&row, "title"),
        date: line(&row, "date"),
        language: language.and_then(|name| {
            let known = LANGUAGES.iter().find(|(known, _)| *known == name).map(|(_, tag)| (*tag).to_owned());
            known.or_else(|| crate::text::language(&name))
        }),
        quotes: quotes.collect(),
        ..Listed::default()
    };
    Ok(vec![listed.page(&RULE, place)?])
}
