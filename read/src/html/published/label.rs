//! What a date is of. In: where it stands. Out: whether a class or the words before it call it the day of publication
//! or that of a change.

use crate::html::outline::{Node, Outline};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Label {
    Published,
    Changed,
    /// The day of the reader.
    Today,
}

/// How the words begin that news pages print before the day of publication, in the languages of the pages.
const PUBLISHED: &[&str] = &[
    "avaldatud",
    "dipublikasi",
    "diterbit",
    "erstellt",
    "geplaatst",
    "gepubl",
    "giriş",
    "julkaistu",
    "megjelen",
    "ngày đăng",
    "objavl",
    "offentliggjort",
    "opubl",
    "paskelbt",
    "posted",
    "pubbl",
    "public",
    "publicēt",
    "publis",
    "publié",
    "tayang",
    "terbit",
    "uverejn",
    "veröffentlich",
    "vydáno",
    "yayın",
    "zveřejn",
    "đăng",
    "δημοσ",
    "објав",
    "опубл",
    "פורסם",
    "انتشار",
    "منتشر",
    "نشر",
    "प्रकाशित",
    "প্রকাশ",
    "เผยแพร่",
    "公開",
    "发布",
    "掲載",
    "発行",
    "發布",
    "등록",
    "입력",
];

/// The same before the day of a change.
const CHANGED: &[&str] = &[
    "actualis",
    "actualit",
    "actualiz",
    "aggiorna",
    "aktualis",
    "aktualiz",
    "atjaunin",
    "atnaujin",
    "atualiz",
    "ažurira",
    "bijgewerkt",
    "cập nhật",
    "diperbaharui",
    "diperbarui",
    "edited",
    "endret",
    "frissít",
    "geaktualiseerd",
    "gewijzigd",
    "geändert",
    "güncelle",
    "laatste update",
    "letzte änderung",
    "mis à jour",
    "mise à jour",
    "modif",
    "muokattu",
    "opdater",
    "oppdater",
    "pembaruan",
    "posodob",
    "päivitetty",
    "redigert",
    "síðast uppfært",
    "update",
    "uppdater",
    "uuend",
    "zaktualiz",
    "ändrad",
    "ενημερώ",
    "ажурира",
    "изменен",
    "обновлен",
    "оновлен",
    "последна промяна",
    "עודכן",
    "بروزرسانی",
    "به‌روزرسانی",
    "تحديث",
    "अद्यतन",
    "अपडेट",
    "আপডেট",
    "ปรับปรุง",
    "อัปเดต",
    "อัพเดต",
    "更新",
    "수정",
];

/// The same before the day on which the page is read.
const TODAY: &[&str] =
    &["generated", "retrieved", "today", "heute ist", "hoy es", "bugün", "сегодня", "今天是"];

/// Parts of the classes and properties of a day of publication.
const PUBLISHED_CLASSES: &[&str] = &["publi", "pubdate", "posted", "entry-date"];

/// The same of a change: hAtom and schema.org name theirs so.
const CHANGED_CLASSES: &[&str] = &["updated", "modified", "lastmod", "last-update", "date-update"];

/// Classes of a clock, as parts and as words.
const CLOCK_CLASSES: &[&str] = &["today", "clock", "current-date", "currentdate", "current_date"];
const CLOCK_WORDS: &[&str] = &["now", "clock", "hoy", "hoje", "heute", "oggi", "bugun"];

/// What the class of an element, or of a small one around it, says; else the words before it.
pub(super) fn of(outline: &Outline<'_>, index: usize) -> Option<Label> {
    const LARGEST: usize = 12;
    let mut around = outline.around(index).take(3).take_while(|&outer| outline.inside(outer).len() < LARGEST);
    around.find_map(|outer| class(outline, outer)).or_else(|| words(outline, index))
}

/// Whether a word in an element or before it says that its date is one of a change, whatever its class.
pub(super) fn is_called_changed(outline: &Outline<'_>, index: usize) -> bool {
    let own = before(&outline.text(index));
    own.or_else(|| words(outline, index)) == Some(Label::Changed)
}

/// What the last label in some words says.
pub(super) fn before(words: &str) -> Option<Label> {
    if words.trim().is_empty() {
        return None;
    }
    let words = words.to_lowercase();
    let last = |stems: &[&str]| stems.iter().filter_map(|stem| last_start(&words, stem)).max();
    let called = [(PUBLISHED, Label::Published), (CHANGED, Label::Changed), (TODAY, Label::Today)];
    let told = called.into_iter().filter_map(|(stems, label)| Some((last(stems)?, label)));
    told.max_by_key(|(at, _)| *at).map(|(_, label)| label)
}

/// Where the last word begins that begins so.
fn last_start(words: &str, stem: &str) -> Option<usize> {
    let is_start = |at: &usize| !words[..*at].ends_with(char::is_alphabetic) || !stem.is_ascii();
    words.rmatch_indices(stem).map(|(at, _)| at).find(is_start)
}

fn class(outline: &Outline<'_>, index: usize) -> Option<Label> {
    let node = &outline.nodes[index];
    if node.text.is_some() {
        return None;
    }
    let said = ["class", "itemprop"].iter().filter_map(|name| node.attribute(name));
    let said = said.map(|value| value.to_lowercase()).collect::<Vec<_>>().join(" ");
    let says = |parts: &[&str]| parts.iter().any(|part| said.contains(part));
    let mut words = said.split(|c: char| !c.is_alphanumeric());
    if says(CLOCK_CLASSES) || words.any(|word| CLOCK_WORDS.contains(&word)) {
        return Some(Label::Today);
    }
    // WordPress calls the one date of a story that was never changed both.
    if says(PUBLISHED_CLASSES) {
        Some(Label::Published)
    } else {
        says(CHANGED_CLASSES).then_some(Label::Changed)
    }
}

/// What the nearest words before an element say, up to a date, a heading or a sentence.
fn words(outline: &Outline<'_>, index: usize) -> Option<Label> {
    const REACH: usize = 8;
    const LONGEST: usize = 40;
    let is_other = |node: &&Node<'_>| !matches!(&*outline.nodes[node.parent].name, "h1" | "h2" | "h3");
    let before = outline.nodes[index.saturating_sub(REACH)..index].iter().rev().take_while(is_other);
    let is_label = |text: &&str| text.len() < LONGEST && !text.contains(|c: char| c.is_ascii_digit());
    let texts = before.filter_map(|node| node.text.as_deref().map(str::trim)).filter(|text| !text.is_empty());
    texts.take(2).take_while(is_label).find_map(self::before)
}
