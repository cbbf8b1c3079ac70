//! Text in the form that articles keep. In: text as printed. Out: single blanks, paragraphs on one line each,
//! lists without repetitions, language tags that are valid BCP 47.

use std::collections::HashSet;

/// Joins runs of white space (no-break spaces too) into one blank and drops what nobody can see.
pub(crate) fn one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        let end = line.len();
        if end > 0 {
            line.push(' ');
        }
        let start = line.len();
        let is_plain = word.bytes().all(|byte| byte.is_ascii_graphic()) || !word.contains(is_invisible);
        if is_plain {
            line.push_str(word);
        } else {
            line.extend(word.chars().filter(|&c| !is_invisible(c)));
        }
        if line.len() == start {
            line.truncate(end);
        }
    }
    line
}

/// Joins paragraphs by exactly one line feed, each cleaned by [`one_line`], empty ones left out.
pub(crate) fn paragraphs<'t>(lines: impl IntoIterator<Item = &'t str>) -> String {
    let lines: Vec<String> = lines.into_iter().map(one_line).filter(|line| !line.is_empty()).collect();
    lines.join("\n")
}

/// `Some` of the cleaned text unless nothing is left.
pub(crate) fn some_line(text: &str) -> Option<String> {
    Some(one_line(text)).filter(|line| !line.is_empty())
}

/// The first words of a text, where there is no headline, as feed readers show them.
pub(crate) fn first_words(line: &str) -> Option<String> {
    const LONGEST: usize = 100;
    let end = line.char_indices().nth(LONGEST).map_or(line.len(), |(at, _)| at);
    let cut = if end == line.len() { end } else { line[..end].rfind(' ').unwrap_or(end) };
    let dots = if cut < line.len() { "…" } else { "" };
    Some(format!("{}{dots}", &line[..cut])).filter(|words| !words.is_empty())
}

/// A list without what it repeats, compared without regard to case; however long it is.
pub(crate) fn distinct(items: impl IntoIterator<Item = impl AsRef<str>>) -> Vec<String> {
    let mut known = HashSet::new();
    let lines = items.into_iter().map(|item| one_line(item.as_ref()));
    lines.filter(|line| !line.is_empty() && known.insert(line.to_lowercase())).collect()
}

/// Appends to a short list what is not yet in it, compared as [`distinct`] does.
pub(crate) fn push_new(list: &mut Vec<String>, item: &str) {
    let item = one_line(item);
    let known = list.iter().any(|have| have.to_lowercase() == item.to_lowercase());
    if !item.is_empty() && !known {
        list.push(item);
    }
}

/// The words of a list in one line: between commas or semicolons of any script; between blanks where a script that
/// writes no blanks has no other mark.
pub(crate) fn listed(line: &str) -> impl Iterator<Item = String> {
    const MARKS: [char; 5] = [',', ';', '、', '，', '；'];
    let is_ideograph = |c: char| ('\u{3040}'..='\u{9fff}').contains(&c);
    let is_by_blanks = !line.contains(MARKS)
        && line.contains(is_ideograph)
        && !line.contains(|c: char| c.is_ascii_alphabetic());
    let words = line.split(move |c: char| MARKS.contains(&c) || (is_by_blanks && c.is_whitespace()));
    words.filter_map(some_line)
}

/// The words of a list in one line or in several. Several are an entry each, and may have commas of their own.
pub(crate) fn entries(lines: &[String]) -> impl Iterator<Item = String> {
    let are_entries = lines.len() > 1;
    lines.iter().flat_map(move |line| {
        // "Quill, Ada", "Avenmouth, N.I."; several commas or small letters are those of a list.
        let is_entry = are_entries
            && line.matches(',').count() < 2
            && !behind_comma(line).starts_with(char::is_lowercase);
        if is_entry { some_line(line).into_iter().collect() } else { listed(line).collect::<Vec<_>>() }
    })
}

fn behind_comma(line: &str) -> &str {
    line.split_once(',').map_or("", |(_, behind)| behind.trim_start())
}

/// What a sentence ends with, in the scripts of the world. What ends with dots is left open.
const STOPS: [char; 16] =
    ['.', '!', '?', '。', '！', '？', '．', '｡', '।', '॥', '۔', '؟', '።', '។', '။', '։'];
/// What closes a quotation behind it.
const QUOTES: [char; 6] = ['"', '”', '“', '’', '»', '」'];

/// Whether a line ends as sentences and quotations do.
pub(crate) fn ends_sentence(line: &str) -> bool {
    line.ends_with(STOPS) || line.ends_with(QUOTES)
}

/// Whether a sentence may end in a line.
pub(crate) fn has_stop(line: &str) -> bool {
    line.contains(STOPS)
}

/// Whether the last word of a line ends a sentence, with or without a closing quotation mark.
pub(crate) fn ends_with_stop(line: &str) -> bool {
    let line = line.trim_end_matches(|c| QUOTES.contains(&c) || matches!(c, '\'' | ')'));
    line.ends_with(STOPS) || line.ends_with('…')
}

/// Whether a line is part of running text and no label.
pub(crate) fn is_sentence(line: &str) -> bool {
    const FEWEST_WORDS: usize = 6;
    const MOST_WORDS: usize = 25;
    let words = line.split_whitespace().count();
    let line_end = line.trim_end();
    let ends = (ends_sentence(line_end) || line_end.ends_with('…')) && !ends_with_time(line);
    words > MOST_WORDS || (ends && words >= FEWEST_WORDS)
}

/// Whether a line ends with a time of day as American papers print it, which ends with a full stop: `5:30 p.m.`
pub(crate) fn ends_with_time(line: &str) -> bool {
    let line = line.trim_end().strip_suffix(['.']).and_then(|line| line.strip_suffix(['m', 'M']));
    let hour = line
        .and_then(|line| line.strip_suffix(['.']))
        .and_then(|line| line.strip_suffix(['a', 'p', 'A', 'P']));
    hour.is_some_and(|hour| hour.trim_end().ends_with(|c: char| c.is_ascii_digit()))
}

/// Letters and digits alone, lower-cased, words apart by one blank: for comparing what two places print.
pub(crate) fn key(text: &str) -> String {
    let mut key = String::with_capacity(text.len());
    let mut push = |word: &str| {
        if !word.is_empty() {
            if !key.is_empty() {
                key.push(' ');
            }
            key.push_str(word);
        }
    };
    if text.is_ascii() {
        text.split(|c: char| !c.is_ascii_alphanumeric()).for_each(push);
        key.make_ascii_lowercase();
    } else {
        text.to_lowercase().split(|c: char| !c.is_alphanumeric()).for_each(&mut push);
    }
    key
}

/// Soft hyphens, zero-width blanks, marks of direction and controls: they split words that readers see whole.
/// The two joiners (U+200C, U+200D) stay, since Persian and Hindi are spelled with them.
fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{ad}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{202a}'..='\u{202e}'
    ) || (c.is_control() && !c.is_whitespace())
}

/// A language tag cleaned to BCP 47: `en_EN` is `en`, `pt_br` is `pt-BR`; `None` when it is none.
pub(crate) fn language(tag: &str) -> Option<String> {
    let mut parts = tag.trim().split(['-', '_', ',', ';', ' ', '.']);
    let primary = parts.next()?.to_lowercase();
    let is_tag = matches!(primary.len(), 2 | 3) && primary.bytes().all(|b| b.is_ascii_lowercase());
    // `utf-8` is put where a language should be; it is a character set.
    if !is_tag || matches!(primary.as_str(), "und" | "mul" | "utf") {
        return None;
    }
    let primary = match primary.as_str() {
        "eng" => "en".to_owned(),
        "iw" => "he".to_owned(),
        _ => primary,
    };
    let region = parts.map(str::to_uppercase).find(|part| is_region(part));
    Some(region.map_or(primary.clone(), |region| format!("{primary}-{region}")))
}

/// A language tag in the case that BCP 47 recommends and articles keep (RFC 5646, 2.1.1): `PT-br` is `pt-BR`, `zh-hant` is
/// `zh-Hant`.
pub fn language_in_case(tag: &str) -> String {
    let parts = tag.trim().split('-').enumerate().map(|(at, part)| match (at, part.len()) {
        (1.., 2) => part.to_uppercase(),
        (1.., 4) => {
            let mut letters = part.chars();
            let first = letters.next().map(|first| first.to_uppercase().to_string()).unwrap_or_default();
            first + &letters.as_str().to_lowercase()
        }
        _ => part.to_lowercase(),
    });
    parts.collect::<Vec<String>>().join("-")
}

fn is_region(part: &str) -> bool {
    part.len() == 2 && REGIONS.split(' ').any(|region| region == part)
}

/// ISO 3166-1 alpha-2, as of 2024: what follows a language and is none of these is no region.
const REGIONS: &str = "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN \
BO BQ BR BS BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE \
EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU \
ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY \
MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM \
PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS \
ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS \
YE YT ZA ZM ZW";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn language_tags_are_cleaned() {
        let cases = [("en_EN", Some("en")), ("pt_br", Some("pt-BR")), ("zh-Hant-TW", Some("zh-TW"))];
        for (given, expected) in cases {
            assert_eq!(language(given).as_deref(), expected, "{given}");
        }
        assert_eq!(language("english"), None);
        assert_eq!(language("utf-8"), None);
        assert_eq!(language(""), None);
    }

    #[test]
    fn the_case_of_language_tags_does_not_matter() {
        for (given, expected) in [("EN", "en"), ("pt-br", "pt-BR"), ("ZH-HANT-tw", "zh-Hant-TW"), ("", "")] {
            assert_eq!(language_in_case(given), expected, "{given}");
        }
    }

    #[test]
    fn lists_in_one_line_are_split() {
        let cases = [
            ("harbour, sea treaty;ferry", vec!["harbour", "sea treaty", "ferry"]),
            ("港口、渡轮，条约", vec!["港口", "渡轮", "条约"]),
            ("港口 渡轮 条约", vec!["港口", "渡轮", "条约"]),
            ("sea treaty", vec!["sea treaty"]),
        ];
        for (line, expected) in cases {
            assert_eq!(listed(line).collect::<Vec<_>>(), expected, "{line}");
        }
    }

    #[test]
    fn a_time_of_day_ends_no_sentence() {
        for line in ["By Ada Quill | Feb. 20, 2026 5:30 p.m.", "Published on Feb. 20, 2026 at 5 A.M."] {
            assert!(!is_sentence(line), "{line}");
        }
        assert!(is_sentence("Talks went on until late p.m."));
        assert!(is_sentence("The quay was closed on Friday."));
    }

    #[test]
    fn white_space_and_soft_hyphens_go() {
        assert_eq!(one_line(" a\u{a0}\u{a0}b\tc\u{ad}d \n"), "a b cd");
        assert_eq!(paragraphs([" a ", "", "b"]), "a\nb");
    }
}
