//! The names in a byline. In: `By Jane Doe and John Smith, Staff Writer | 4 May`. Out: Jane Doe, John Smith.

use crate::date::{self, custom::Custom};
use crate::text;
use regex::Regex;
use std::sync::LazyLock;

/// Words before a name, in the languages of the pages.
const BY_WORDS: &str = "(?:(?:photo(?:graph)?s?|pictures) (?:and|&) )?(?:words|text|story)(?: (?:and|&) (?:photo(?:graph)?s?|photography|pictures))? by|\
    (?:written|words|analysis|opinion|review|interview|commentary|story|reported|posted|reporting|\
    submitted|published|curated|compiled) by|by|von|par|por|di|av|af|door|oleh|escrito por|scritto da|geschreven door|écrit par|verfasst von|\
    geschrieben von|propos recueillis par|a cura di|opr(?:ac)?\\.|scris de|γράφτηκε από(?: τ[ηοά]ν?(?:/την?)?)?";

/// Labels before a name.
const LABELS: &str = "textes?|texto|text|tekst|teksti|kirjoittaja|autor(?:in|en|zy)?|authors?|auteur|autore|yazan|yazar|pi[šs]e|\
    írta|szerző|penulis|pewarta|tác giả|συντάκτ(?:ης|ρια)|автор|نویسنده|كتب|כתב|מאת|بقلم|\
    作者|撰文|文/记者|本[报報网網]记者|记者|記者|责任编辑|责编";

/// The same, where a mark stands between: names of newsrooms begin with them too.
const MARKED_LABELS: &str = "haber|laporan|reporter|текст|إعداد|द्वारा|文";

/// Words before a name that are names too.
const NAMES_TOO: [&str; 3] = ["Di", "Oleh", "Von"];

/// What a byline starts with.
static BY: LazyLock<Regex> = LazyLock::new(|| {
    let mark = r"\s*[:：/／・｜]\s*";
    let chinese = r"(?:\p{Han}{2,4}社|本[报報网網])?[记記]者\s*";
    let by = format!(
        r"(?:{BY_WORDS}|{LABELS})(?:{mark}|\s+)|(?:{MARKED_LABELS}){mark}|by:|\p{{Hangul}}{{2,4}}=|{chinese}"
    );
    Regex::new(&format!(r"(?i)^\W*(?:{by})")).expect("a constant pattern")
});

/// What separates names. "y", "dan" and others are parts of names too: they separate full names only.
static BETWEEN: LazyLock<Regex> = LazyLock::new(|| {
    let and = "(?:and|und|et|og|och|with|avec|mit|met|con)";
    let words = format!(
        r"(?i)\s*(?:[,;|｜•·/／、，；]|\s[-–—]\s|&|(?:^|\s){and}\s|\s通[讯訊][员員]\s)\s*(?:{and}\s+)?"
    );
    Regex::new(&words).expect("a constant pattern")
});
static AND: LazyLock<Regex> = LazyLock::new(|| {
    let and = "a|dan|e|en|és|i|ja|oraz|ve|và|y|și|şi|και|и|та|і";
    Regex::new(&format!(r"(\S+ \S+)\s+(?:{and})\s+(\S+ \S+)")).expect("a constant pattern")
});

/// A byline that stands alone. Some of its words are everyday words, so a name must follow, after a label with a colon
/// between; in Korean the office stands behind the name.
static BYLINE: LazyLock<Regex> = LazyLock::new(|| {
    let by = format!(r"(?:(?i:{BY_WORDS})(?:\s*:\s*|\s+)|(?i:{LABELS}|{MARKED_LABELS})\s*[:：/／]\s*)");
    Regex::new(&format!(
        r"^[(（]?(?:{by}[\p{{Lu}}\p{{Lo}}]|(?:文/|本[报報网網])?[记記]者\s+\p{{Han}}{{2,4}}(?:\s|$)|[〔【(（]?[记記]者\s?\p{{Han}}{{2,4}}[／/]|(?:\p{{Hangul}}{{2,4}}=)?\p{{Hangul}}{{2,4}}(?:·\p{{Hangul}}{{2,4}})* 기자(?:\s|$))"
    ))
    .expect("a constant pattern")
});

/// A byline behind something else on its line: there a full name must follow.
static INLINE: LazyLock<Regex> = LazyLock::new(|| {
    let by =
        format!(r"(?:[|•·–—]|(?P<time>\d|\d\s*(?i:uhr|am|pm)))\s*\b(?P<by>(?i:{BY_WORDS})(?:\s*:\s*|\s+)");
    let label = format!(r"[|•·–—,/\d]\s*(?P<label>(?i:{LABELS}|{MARKED_LABELS})\s*:\s*");
    let name = r"\p{Lu}\S*\s+(?:\S{1,3}\s+)*\p{Lu})";
    Regex::new(&format!("{by}{name}|{label}{name}")).expect("a constant pattern")
});

/// What announces a name that stands in an element of its own.
static ANNOUNCED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(&format!(r"(?i)(?:^|\W)(?:{BY_WORDS}|{LABELS})\s*[:：]?\s*$")).expect("a constant pattern")
});

/// What announces a name and is none itself, in a box of its own.
static LABEL: LazyLock<Regex> = LazyLock::new(|| {
    // Too short to be looked for before a name.
    let short = "de|da|от|από|bởi|بواسطة";
    Regex::new(&format!(r"(?i)^(?:{BY_WORDS}|{LABELS}|{MARKED_LABELS}|{short})$"))
        .expect("a constant pattern")
});

/// Who edited a story, behind those who wrote it.
static EDITORS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)[;.]?\s*(?:editing by\s|(?:责任编辑|责编|编辑)\s*[:：]).*$").expect("a constant pattern")
});

/// The office behind a Korean or Japanese name.
static OFFICE: LazyLock<Regex> = LazyLock::new(|| {
    let korean = r"(?P<name>\p{Hangul}{2,4})\s?(?:선임|수석)?(?:기자|특파원)(?:\s.*)?";
    Regex::new(&format!(r"^(?:{korean}|(?P<written>\p{{Han}}{{2,5}})\s?記者)$")).expect("a constant pattern")
});

/// What a Chinese reporter did, behind the name.
static REPORTED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(\p{Han}{2,4})\s?(?:摄影)?(?:报道|報道|報導)$").expect("a constant pattern")
});

/// A single name before the given one.
static SURNAME_FIRST: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(\p{Lu}[\w'’-]*\p{Ll}), (\p{Lu}[\w'’-]*\p{Ll})$").expect("a constant pattern")
});

/// What stands behind a name between dashes: outlet and place.
static DASH: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"\s[-–—]\s.*$").expect("a constant pattern"));

/// Names of companies end with their legal form: in German, English, French, Italian, Spanish, Dutch,
/// Nordic and Japanese law.
static COMPANY: LazyLock<Regex> = LazyLock::new(|| {
    let forms = [
        r"GmbH(?: & Co\.? KG)?|KG|AG|SE|e\.\s?V\.|Inc\.?|Ltd\.?|LLC|PLC|Corp(?:oration|\.)?|Limited",
        r"S\.\s?A\.(?:S\.)?|S\.r\.l\.|S\.p\.A\.|B\.V\.|Oy|ApS",
    ];
    Regex::new(&format!(r"\s(?:{})$|株式会社$|^株式会社", forms.join("|"))).expect("a constant pattern")
});

/// An institution, whose name may have "and" in it.
static INSTITUTION: LazyLock<Regex> = LazyLock::new(|| {
    let words = "agency|board|bureau|center|centre|commission|committee|council|department|institute|ministry|office|university";
    Regex::new(&format!(r"(?i)^(?:the )?(?:{words}) (?:for|of|on) [^,;|]+$")).expect("a constant pattern")
});

/// The name that an author goes by elsewhere, or an address for mail, behind the author's own.
static HANDLE: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"(\S)\s+\S*@\S+").expect("a constant pattern"));

/// Who made the pictures.
static PICTURES: LazyLock<Regex> = LazyLock::new(|| {
    let words = "photo(?:graph)?s?|photography|fotos?|images?|pictures?|illustrations?|video";
    Regex::new(&format!(r"(?i)^\W*(?:{words})\s*(?:by\s|[:：])")).expect("a constant pattern")
});

/// Whom a guest wrote for, from where or as what, behind the name.
static FOR: LazyLock<Regex> = LazyLock::new(|| {
    let offices = "associated press|(?:senior |chief )?(?:staff |sports |news |city )?(?:writer|reporter|correspondent|columnist|critic)";
    let places = r"(?:in|from|aus|à) \p{Lu}";
    let pattern = format!(
        r"^(\S+ \S+.*?),? (?:(?i:for|special to|dal nostro|nostro inviato) \S|{places}|(?i:{offices})$).*$"
    );
    Regex::new(&pattern).expect("a constant pattern")
});

/// What stands behind a byline on the same line: a day, with or without a word before it.
static WHEN: LazyLock<Regex> = LazyLock::new(|| {
    let words = "updated|published|posted|on|am|le|el|veröffentlicht|aktualisiert|stand|publicado|actualizado|\
         pubblicato|publié|hace|vor|ago|il y a";
    let days =
        "(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|mon|tue|wed|thu|fri|sat|sun|mär|mai|okt|dez)";
    let weekdays = "(?:mon|tues|wednes|thurs|fri|satur|sun)day|montag|dienstag|mittwoch|donnerstag|freitag|samstag|\
                    sonntag|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|lunes|martes|miércoles|jueves|\
                    viernes|sábado|domingo|lunedì|martedì|mercoledì|giovedì|venerdì|sabato|domenica";
    let day = format!(r"(?:\b{days}\p{{L}}*[.,]*\s*)?\d");
    // They are names of people too, unless the day follows or nothing does.
    let weekday = format!(r"\b(?:{weekdays})\b\W*(?:(?:den|el|le|the)\W+)?{day}");
    let last = format!(r"(?:[,|•·–—]|\b(?:{words})\b)\s*(?:{weekdays})\W*$");
    let pattern = format!(r"(?i)(?:\b(?:{words})\b\W*)*(?:{weekday}|{last}|{day}).*$");
    Regex::new(&pattern).expect("a constant pattern")
});

/// Words that make a piece no person's name: roles, desks, agencies' shorthand, links beside a name, a "By" in a box
/// of its own.
const ROLES: &[&str] = &[
    "admin",
    "administrator",
    "agencia",
    "agencies",
    "agency",
    "author",
    "autor",
    "bio",
    "bureau",
    "by",
    "comment",
    "comments",
    "contributor",
    "desk",
    "editorial",
    "editors",
    "email",
    "enviada",
    "enviado",
    "envoyé",
    "envoyée",
    "especial",
    "facebook",
    "follow",
    "foto",
    "instagram",
    "inviata",
    "inviato",
    "linkedin",
    "mail",
    "nachrichten",
    "news",
    "newsroom",
    "office",
    "online",
    "photo",
    "photographer",
    "photos",
    "por",
    "press",
    "profile",
    "published",
    "redaccion",
    "redacción",
    "redactie",
    "redaktion",
    "redazione",
    "redação",
    "reporters",
    "rédaction",
    "service",
    "services",
    "share",
    "shares",
    "special",
    "sponsored",
    "spécial",
    "spéciale",
    "staff",
    "team",
    "twitter",
    "updated",
    "view",
    "webmaster",
    "website",
    "whatsapp",
    "wire",
    "writers",
    "редакция",
];

/// What those are who write the news.
const OFFICES: &[&str] = &[
    "columnist",
    "columnista",
    "colunista",
    "critic",
    "correspondant",
    "correspondent",
    "correspondente",
    "correspondents",
    "corresponsal",
    "corrispondente",
    "dziennikarka",
    "dziennikarz",
    "editor",
    "giornalista",
    "journalist",
    "journaliste",
    "journalistin",
    "korrespondent",
    "korrespondentin",
    "muhabir",
    "muhabiri",
    "periodista",
    "redacteur",
    "redactor",
    "redactora",
    "redakteur",
    "redakteurin",
    "reporter",
    "reporterin",
    "verslaggever",
    "writer",
];

/// What desks are for and how high an office is: words before the office itself, and agencies.
const DESKS: &[&str] = &[
    "affairs",
    "afp",
    "ap",
    "arts",
    "assistant",
    "associate",
    "bbc",
    "business",
    "chief",
    "city",
    "courts",
    "crime",
    "culture",
    "deputy",
    "diplomatic",
    "economics",
    "education",
    "energy",
    "environment",
    "executive",
    "film",
    "finance",
    "foreign",
    "global",
    "health",
    "international",
    "investigative",
    "legal",
    "local",
    "managing",
    "markets",
    "media",
    "medical",
    "metro",
    "music",
    "national",
    "news",
    "political",
    "politics",
    "religion",
    "reuters",
    "royal",
    "science",
    "security",
    "senior",
    "special",
    "sports",
    "staff",
    "technology",
    "theatre",
    "transport",
    "travel",
    "upi",
];

/// Words between the names of a person.
const PARTICLES: &[&str] = &[
    "al", "bin", "da", "de", "del", "den", "der", "di", "dos", "du", "el", "ibn", "la", "le", "ten", "van",
    "von", "y",
];

/// Accounts and labels that stand where a name does.
const NOBODY: &[&str] =
    &["super user", "unknown", "anonymous", "press release", "root", "guest author", "user"];

/// What is printed behind a name and is none.
const SUFFIXES: [&str; 26] = [
    "afp", "ani", "ap", "ba", "cepf", "cfa", "cfp", "dds", "dpa", "dr", "esq", "jd", "jr", "ma", "mba", "md",
    "msc", "pa", "phd", "pti", "reuters", "rd", "rn", "sr", "tnn", "upi",
];

/// The persons that a byline names, each once, in order.
pub(crate) fn read(byline: &str) -> Vec<String> {
    const LONGEST: usize = 2_000;
    const MOST: usize = 50;
    let mut names: Vec<String> = Vec::new();
    // The address of an author's page is no name.
    if byline.len() > LONGEST || byline.contains("://") || PICTURES.is_match(byline) {
        return names;
    }
    let byline = byline.trim();
    let bare = byline.strip_prefix(['(', '（']).and_then(|line| line.strip_suffix([')', '）']));
    let line = text::one_line(&without_brackets(bare.unwrap_or(byline)));
    if let Some(name) =
        SURNAME_FIRST.captures(&line).filter(|name| is_person(&name[1]) && is_person(&name[2]))
    {
        return vec![format!("{} {}", &name[2], &name[1])];
    }
    let behind = without_by(&line);
    let is_by = behind.len() < line.len();
    if INSTITUTION.is_match(behind) && is_person(behind) {
        return vec![behind.to_owned()];
    }
    let line = EDITORS.replace(behind, "");
    let line = REPORTED.replace(&line, "$1");
    let line = HANDLE.replace_all(&line, "$1");
    let line = WHEN.replace(&line, "");
    let line = AND.replace_all(&line, "$1, $2");
    let line = if is_by { DASH.replace(&line, "") } else { line };
    let pieces = BETWEEN.split(&line).filter_map(without_office);
    let pieces = pieces.map(|piece| OFFICE.replace(&piece, "$name$written").into_owned());
    let persons: Vec<String> = pieces.filter(|piece| is_person(piece)).take(MOST).collect();
    for (at, name) in persons.iter().enumerate() {
        if persons.get(at + 1).is_some_and(|next| initials(next) == *name) {
            continue;
        }
        // Behind a full name one word is a place, an agency or an office, in scripts that write blanks; so is what
        // begins with a small letter.
        let is_one_word = !name.contains(|c: char| c == ' ' || c >= '\u{2e80}');
        let is_behind = (is_one_word || name.starts_with(char::is_lowercase))
            && names.last().is_some_and(|last| last.contains(' '));
        if !is_behind {
            text::push_new(&mut names, name);
        }
    }
    names
}

/// A line without what announces a name, which may be one: "Oleh Petrenko".
fn without_by(line: &str) -> &str {
    let Some(by) = BY.find(line) else { return line };
    let behind = &line[by.end()..];
    let is_name = NAMES_TOO.contains(&by.as_str().trim_end()) && is_full(line) && !behind.contains(' ');
    if is_name { line } else { behind }
}

/// A name without its bearer's office; none where that is all: "Rural affairs correspondent", "AP Sports Writer".
fn without_office(piece: &str) -> Option<String> {
    let piece = piece.trim_matches(is_edge);
    let name = FOR.replace(piece, "$1");
    if name.len() == piece.len() || !is_office(piece) {
        return Some(name.into_owned());
    }
    let is_small = |word: &&str| word.starts_with(char::is_lowercase) && !PARTICLES.contains(word);
    let is_of_desk = |word: &&str| DESKS.contains(&word.to_lowercase().as_str());
    let words: Vec<&str> = name.split(' ').collect();
    let end = words.iter().position(is_of_desk).unwrap_or(words.len());
    (end > 1 && !words[..end].iter().any(is_small)).then(|| words[..end].join(" "))
}

/// The first letters of a name: pages print them where they have no portrait.
fn initials(name: &str) -> String {
    name.split(' ').filter_map(|word| word.chars().next()).collect()
}

/// The part of a line that is a byline, whatever its element says.
pub(super) fn byline(line: &str) -> Option<&str> {
    if is_byline(line) {
        return Some(line);
    }
    if PICTURES.is_match(line) {
        return None;
    }
    let found = INLINE.captures(line)?;
    let by = &line[found.name("by").or_else(|| found.name("label"))?.start()..];
    // Behind a day stands who wrote it; behind a year alone, who did what it tells of.
    let before = &line[..line.len() - by.len()];
    let is_said = found.name("time").is_none() || date::printed::find(before, Custom::default()).is_some();
    is_said.then_some(by)
}

/// Whether a line begins as bylines do.
pub(super) fn is_byline(line: &str) -> bool {
    BYLINE.is_match(line)
}

/// Whether these words announce a name.
pub(super) fn is_by(words: &str) -> bool {
    const LONGEST: usize = 80;
    words.len() < LONGEST && ANNOUNCED.is_match(words)
}

/// Whether a line names who edited a story.
pub(super) fn is_of_editor(line: &str) -> bool {
    EDITORS.find(line).is_some_and(|editors| editors.start() < 4)
}

/// The desk or agency that a line names behind its "By".
pub(super) fn desk(line: &str) -> Option<String> {
    const LONGEST: usize = 40;
    const MOST_WORDS: usize = 4;
    let line = WHEN.replace(line, "");
    let by = BY.find(&line)?;
    let name = line[by.end()..].trim_matches(is_edge);
    let is_name = name.contains(char::is_uppercase) && name.split(' ').count() <= MOST_WORDS;
    let is_one =
        is_name && (3..=LONGEST).contains(&name.len()) && !name.contains(|c: char| c.is_ascii_digit());
    is_one.then(|| name.to_owned())
}

/// Whether this is two to four words, capitalized but for particles, and can be a person's name.
pub(super) fn is_full(name: &str) -> bool {
    let words: Vec<&str> = name.split_whitespace().collect();
    let is_capitalized =
        |word: &str| word.starts_with(char::is_uppercase) && word.chars().any(char::is_lowercase);
    let [first, inner @ .., last] = words.as_slice() else { return false };
    let is_inner = |word: &&str| is_capitalized(word) || PARTICLES.contains(word);
    (2..=4).contains(&words.len())
        && is_capitalized(first)
        && is_capitalized(last)
        && inner.iter().all(is_inner)
        && is_person(name)
}

/// The full name that stands by itself in a text: between marks, or before its bearer's office and a comma.
pub(super) fn alone(text: &str) -> Option<&str> {
    const MARKS: [&str; 6] = ["|", "•", "·", " - ", " – ", " — "];
    let mark = MARKS.iter().find(|&&mark| text.contains(mark)).copied().unwrap_or("|");
    let bare = |part: &'_ str| match part.split_once(',') {
        Some((name, office)) if is_office(office) => name.len(),
        _ => part.len(),
    };
    let mut parts = text.split(mark).map(str::trim).map(|part| &part[..bare(part)]);
    parts.find(|part| !part.contains([',', ':']) && is_full(part))
}

/// Whether a line tells what one who writes the news is.
pub(super) fn is_office(line: &str) -> bool {
    const MOST_WORDS: usize = 8;
    let key = text::key(line);
    key.split(' ').count() <= MOST_WORDS && key.split(' ').any(|word| OFFICES.contains(&word))
}

/// Whether this is a company's full name: whoever runs the site, not who wrote the story.
pub(super) fn is_company(name: &str) -> bool {
    COMPANY.is_match(name.trim())
}

/// Whether this can be a person's name.
fn is_person(piece: &str) -> bool {
    let key = text::key(piece);
    let words: Vec<&str> = key.split(' ').filter(|word| !word.is_empty()).collect();
    let names = piece.split(' ').filter(|word| !PARTICLES.contains(word)).count();
    let is_name = piece.chars().filter(|c| c.is_alphabetic()).count() >= 2 && names <= 5;
    let has_strange = piece.contains(['@', '\\', '?', '=']) || piece.contains("://");
    is_name
        && !has_strange
        && !LABEL.is_match(piece)
        && !is_company(piece)
        && !piece.contains(|c: char| c.is_ascii_digit())
        && !NOBODY.contains(&key.as_str())
        && !words.iter().any(|word| ROLES.contains(word) || OFFICES.contains(word))
        && !words.iter().all(|word| SUFFIXES.contains(word))
}

fn is_edge(c: char) -> bool {
    c.is_whitespace()
        || matches!(c, '.' | ':' | '|' | '\'' | '"' | '-' | '–' | '—' | '“' | '”' | '®' | '*' | '(' | ')')
}

/// Shorthand and roles stand in brackets behind a name.
fn without_brackets(line: &str) -> String {
    let mut depth = 0_usize;
    let outside = |c: &char| match c {
        '(' | '[' => {
            depth += 1;
            false
        }
        ')' | ']' => {
            depth = depth.saturating_sub(1);
            false
        }
        _ => depth == 0,
    };
    line.chars().filter(outside).collect()
}

#[cfg(test)]
mod tests;
