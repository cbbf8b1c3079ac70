//! Languages told by their letters. In: a text. Out: its language, where its script or the letters in which it differs
//! from its neighbours tell it.
//!
//! Scripts are the blocks of the Unicode standard; letters are those of the languages' alphabets, each with the least
//! share that it has in any text of some length.

use std::ops::RangeInclusive;

/// Scripts of one language.
const SCRIPTS: &[(&str, RangeInclusive<char>)] = &[
    ("el", '\u{370}'..='\u{3ff}'),
    ("hy", '\u{530}'..='\u{58f}'),
    ("he", '\u{590}'..='\u{5ff}'),
    ("pa", '\u{a00}'..='\u{a7f}'),
    ("gu", '\u{a80}'..='\u{aff}'),
    ("or", '\u{b00}'..='\u{b7f}'),
    ("ta", '\u{b80}'..='\u{bff}'),
    ("te", '\u{c00}'..='\u{c7f}'),
    ("kn", '\u{c80}'..='\u{cff}'),
    ("ml", '\u{d00}'..='\u{d7f}'),
    ("si", '\u{d80}'..='\u{dff}'),
    ("th", '\u{e00}'..='\u{e7f}'),
    ("lo", '\u{e80}'..='\u{eff}'),
    ("my", '\u{1000}'..='\u{109f}'),
    ("ka", '\u{10a0}'..='\u{10ff}'),
    ("am", '\u{1200}'..='\u{137f}'),
    ("km", '\u{1780}'..='\u{17ff}'),
];

const ARABIC: RangeInclusive<char> = '\u{600}'..='\u{6ff}';
const BENGALI: RangeInclusive<char> = '\u{980}'..='\u{9ff}';
const CYRILLIC: RangeInclusive<char> = '\u{400}'..='\u{4ff}';
const LATIN: RangeInclusive<char> = 'A'..='\u{24f}';

/// A language, letters of its own, letters that it has not, and how many of a thousand letters are its own.
type Alphabet = (&'static str, &'static str, &'static str, usize);

/// Alphabets of the Arabic script, those with the most letters first.
const OF_ARABIC: &[Alphabet] = &[
    ("sd", "ڀٿٺڄڃڇڊڌڏڙڦڪڳڱڻ", "", 20),
    ("ps", "ړښځډټڼۍې", "", 20),
    ("ug", "ۇۈۋ", "", 20),
    ("ckb", "ەێۆڕڵ", "", 30),
    ("ur", "ٹڈڑںےہھ", "", 30),
    ("fa", "پچژگکی", "", 50),
];

const OF_BENGALI: &[Alphabet] = &[("as", "ৰৱ", "", 10), ("bn", "", "", 0)];

const OF_CYRILLIC: &[Alphabet] = &[
    ("kk", "ұқғ", "", 20),
    ("tg", "ҳҷӣӯ", "", 10),
    ("ky", "ңөү", "ұқғ", 15),
    ("mn", "өү", "ң", 20),
    ("be", "ў", "", 5),
    ("uk", "іїєґ", "ыэъё", 20),
    ("sr", "ђћ", "ъыэ", 3),
    ("mk", "ј", "ђћыэ", 20),
    ("bg", "ъ", "ыэё", 8),
];

const OF_LATIN: &[Alphabet] = &[
    ("vi", "ơưđạảấầậắặếềểệịọốồộớờợụủứừựỳỹ", "", 20),
    ("az", "ə", "", 20),
    ("lt", "ėįų", "", 10),
    ("lv", "ļņķģ", "", 5),
    ("cs", "řěů", "", 10),
    ("sk", "ľĺŕô", "řěůãê", 3),
    ("pl", "łęąśż", "", 20),
    ("hu", "őű", "", 5),
    ("ro", "ățș", "", 15),
    ("is", "þ", "", 3),
    ("mt", "ħġ", "", 8),
    ("sq", "ë", "ẽŵ", 40),
    ("et", "õ", "ãçé", 5),
];

/// Letters without which the detector's word for a language is not taken: it knows few languages, and takes the
/// others for their nearest neighbours.
const PROOFS: &[Alphabet] = &[
    ("ru", "ыэ", "", 5),
    ("sv", "äåö", "æø", 10),
    ("tr", "ığş", "ə", 15),
    ("vi", "ơưđạảấầậắặếềểệịọốồộớờợụủứừựỳỹ", "", 20),
];

/// The letters of a text beyond those of English, in order, and how many it has in all.
pub(super) struct Letters {
    all: usize,
    others: Vec<char>,
}

impl Letters {
    pub(super) fn read(text: &str) -> Self {
        let letters = || text.chars().filter(|c| c.is_alphabetic());
        let mut others: Vec<char> =
            letters().filter(|c| !c.is_ascii()).flat_map(char::to_lowercase).collect();
        others.sort_unstable();
        Self { all: letters().count(), others }
    }

    /// The language that the letters tell.
    pub(super) fn language(&self) -> Option<&'static str> {
        let script = SCRIPTS.iter().find(|(_, letters)| self.most(letters)).map(|(tag, _)| *tag);
        let alphabets = || match () {
            () if self.most(&ARABIC) => OF_ARABIC,
            () if self.most(&BENGALI) => OF_BENGALI,
            () if self.most(&CYRILLIC) => OF_CYRILLIC,
            () if self.most_are_latin() => OF_LATIN,
            () => &[],
        };
        script.or_else(|| alphabets().iter().find(|alphabet| self.has(alphabet)).map(|(tag, ..)| *tag))
    }

    /// Whether the letters do not speak against a language.
    pub(super) fn allow(&self, language: &str) -> bool {
        PROOFS.iter().filter(|(tag, ..)| *tag == language).all(|alphabet| self.has(alphabet))
    }

    fn has(&self, (_, own, foreign, least): &Alphabet) -> bool {
        let count = |letters: &str| letters.chars().map(|letter| self.count(&(letter..=letter))).sum();
        let (own, foreign): (usize, usize) = (count(own), count(foreign));
        own * 1000 >= least * self.all && foreign * 10 <= own
    }

    fn most(&self, letters: &RangeInclusive<char>) -> bool {
        self.count(letters) * 2 > self.all
    }

    fn most_are_latin(&self) -> bool {
        let ascii = self.all.saturating_sub(self.others.len());
        (ascii + self.count(&LATIN)) * 2 > self.all
    }

    fn count(&self, letters: &RangeInclusive<char>) -> usize {
        let start = self.others.partition_point(|other| other < letters.start());
        self.others.partition_point(|other| other <= letters.end()) - start
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: Option<&str>) {
        assert_eq!(Letters::read(text).language(), expected, "{text}");
    }

    #[test]
    fn scripts_tell_their_languages() {
        check("அமைச்சர் ஒப்பந்தம் தயாராக இல்லை என்றார்", Some("ta"));
        check("মন্ত্রী বলেছেন চুক্তি প্রস্তুত নয়", Some("bn"));
        check("მინისტრმა თქვა, რომ ხელშეკრულება მზად არ არის", Some("ka"));
        check("Նախարարն ասաց, որ պայմանագիրը պատրաստ չէ", Some("hy"));
        check("मंत्री ने कहा कि समझौता तैयार नहीं है", None);
    }

    #[test]
    fn letters_part_neighbours() {
        check("Министърът каза, че договорът не е готов и че ще бъде подписан през март", Some("bg"));
        check("Министр сказал, что договор ещё не готов и будет подписан в марте", None);
        check("Міністр сказав, що угода ще не готова і її підпишуть у березні", Some("uk"));
        check(
            "Министар је рекао да уговор није готов и да ће бити потписан у марту ове године, ће",
            Some("sr"),
        );
        check(
            "Министерот рече дека договорот не е готов и дека ќе биде потпишан, јас и јавноста",
            Some("mk"),
        );
        check(
            "Ministr řekl, že smlouva ještě není hotová a že ji podepíší v březnu, až přijedou přístavní úředníci",
            Some("cs"),
        );
        check(
            "Ministras pasakė, kad sutartis dar neparengta ir bus pasirašyta kovo mėnesį, jų žodžiais",
            Some("lt"),
        );
        check("وزیر نے کہا کہ معاہدہ ابھی تیار نہیں ہے اور اس پر مارچ میں دستخط ہوں گے", Some("ur"));
        check("وزیر گفت که پیمان هنوز آماده نیست و در ماه مارس امضا می‌شود، چنان که گفته بود", Some("fa"));
        check("The minister said that the treaty is not ready, says a café in Łódź", None);
    }

    #[test]
    fn a_guess_needs_the_letters_of_its_language() {
        let danish = Letters::read("Ministeren sagde, at aftalen ikke er færdig, og at den først skal læses");
        assert!(!danish.allow("sv") && !danish.allow("tr") && !danish.allow("vi") && danish.allow("en"));
        assert!(Letters::read("Bakan, anlaşmanın henüz hazır olmadığını söyledi").allow("tr"));
    }
}
