//! The language of a story. In: what the page declares and the story. Out: a language tag.
//!
//! The declared language, unless the text is plainly another: publishing systems declare English by default. The
//! text's own is told by its letters, by its commonest words ([`words`]), or by the detector.

mod words;

use crate::text;
use whichlang::Lang;

/// The language: declared by the markup or the page's root, checked against the text.
pub(super) fn read(declared: Option<&str>, body: &str) -> Option<String> {
    let declared = declared.and_then(text::language);
    let Some(detected) = detected(body) else { return declared };
    match declared {
        Some(tag) if tag.split('-').next() == Some(detected) => Some(tag),
        // The detector knows few languages, and takes a language it does not know for its nearest neighbour.
        Some(tag) if !is_known(&tag) => Some(tag),
        _ => Some(detected.to_owned()),
    }
}

fn is_known(tag: &str) -> bool {
    let primary = tag.split('-').next().unwrap_or_default();
    whichlang::LANGUAGES.iter().any(|&language| code(language) == primary)
}

/// The language of a text. Short texts tell too little.
pub(crate) fn detected(body: &str) -> Option<&'static str> {
    const LEAST: usize = 80;
    const ENOUGH: usize = 2_000;
    let start = &body[..body.floor_char_boundary(ENOUGH)];
    let running = running(start);
    let start = if running.len() >= LEAST { &running } else { start };
    let told = || by_letters(start).or_else(|| words::language(start));
    (body.len() >= LEAST).then(|| told().unwrap_or_else(|| code(whichlang::detect_language(start))))
}

/// The lines that are long enough for sentences: lists of names and numbers are of no language.
fn running(text: &str) -> String {
    const SENTENCE: usize = 40;
    text.lines().filter(|line| line.len() >= SENTENCE).collect::<Vec<_>>().join("\n")
}

/// Languages that the detector does not know and that their letters tell.
fn by_letters(text: &str) -> Option<&'static str> {
    let all = text.chars().filter(|c| c.is_alphabetic()).count();
    let most = |letters: std::ops::RangeInclusive<char>| {
        text.chars().filter(|c| letters.contains(c)).count() * 2 > all
    };
    // Letters that Persian has beside those of Arabic.
    let is_persian = || text.chars().filter(|c| "پچژگکی".contains(*c)).count() * 20 > all;
    // Letters that Ukrainian has and Russian has not, and the other way round; Belarusian has both.
    let is_ukrainian = || {
        let count = |letters: &str| text.chars().filter(|c| letters.contains(*c)).count();
        count("іїєґІЇЄҐ") * 50 > all && count("ыэъёўЫЭЪЁЎ") * 10 < count("іїєґІЇЄҐ")
    };
    if most('\u{e00}'..='\u{e7f}') {
        Some("th")
    } else if most('\u{590}'..='\u{5ff}') {
        Some("he")
    } else if most('\u{370}'..='\u{3ff}') {
        Some("el")
    } else if most('\u{600}'..='\u{6ff}') && is_persian() {
        Some("fa")
    } else if most('\u{400}'..='\u{4ff}') && is_ukrainian() {
        Some("uk")
    } else {
        None
    }
}

fn code(language: Lang) -> &'static str {
    match language {
        Lang::Ara => "ar",
        Lang::Cmn => "zh",
        Lang::Deu => "de",
        Lang::Eng => "en",
        Lang::Fra => "fr",
        Lang::Hin => "hi",
        Lang::Ita => "it",
        Lang::Jpn => "ja",
        Lang::Kor => "ko",
        Lang::Nld => "nl",
        Lang::Por => "pt",
        Lang::Rus => "ru",
        Lang::Spa => "es",
        Lang::Swe => "sv",
        Lang::Tur => "tr",
        Lang::Vie => "vi",
    }
}
