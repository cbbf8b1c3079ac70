//! Languages told by their commonest words. In: a text. Out: its language, of those that the detector does not know.
//!
//! The words are those without which hardly a sentence is written: conjunctions, prepositions, pronouns and forms of
//! "to be", as any grammar of the language lists them, without most of those that a neighbouring language shares.

use std::collections::HashMap;
use std::sync::LazyLock;

/// Words of the text that are looked at.
const ENOUGH: usize = 400;
/// Different words that tell: one alone may be a word of any language.
const LEAST: usize = 3;

/// A language, its words, and the least share of a text that they are, in thousandths. Languages that write these
/// words as parts of others have few of them.
const LANGUAGES: [(&str, &str, usize); 35] = [
    ("sw", "ya na wa kwa ni katika za cha kuwa hiyo huo hii pia ambaye baada yake wake", 120),
    ("zu", "ukuthi futhi ngoba noma lapho uma kodwa ngesikhathi kanye kusho okuthiwa nje", 25),
    ("xh", "kwaye okanye ukuba kuba kodwa kunye kwi ngexesha apho xa ngoku loo into ukuze", 20),
    ("pl", "się nie jest że dla przez oraz jak był które który także jego tym", 60),
    ("cs", "je že který jsou byl také jako které při jeho ale která byla aby", 60),
    ("uk", "та що від який це або був які він його як було", 60),
    (
        "id",
        "yang dan dengan untuk dari dalam pada ini itu tidak akan telah oleh juga karena bahwa bisa adalah tersebut kata di ada para mereka kami seperti saat",
        90,
    ),
    ("fi", "ja on ei että oli mutta myös kun ovat hän joka mukaan sekä", 60),
    ("hu", "és hogy nem egy az volt csak már azt meg szerint", 80),
    ("ro", "și în pe este din cu sunt pentru că după într mai", 70),
    (
        "da",
        "og er af ikke der til blev også hvor jeg efter ifølge været mellem sig hvad uden ud op noget meget sagde siger",
        50,
    ),
    (
        "no",
        "og er av ikke som til ble også hvor jeg etter ifølge vært mellom seg hva uten opp noe mye sier",
        60,
    ),
    ("lt", "ir kad yra buvo iš su tai apie bet jau dar kurie pat", 60),
    ("af", "nie hulle vir hierdie deur sê ná oor wees hul", 50),
    ("tl", "ang ng mga sa na ay at para hindi nito siya kanyang dahil", 160),
    (
        "ms",
        "yang dan dengan untuk daripada dalam pada ini itu tidak akan telah oleh juga kerana bahawa boleh ialah beliau katanya di ada para mereka kami seperti",
        90,
    ),
    (
        "hr",
        "je su se na za od koji koja koje nije će kako jer što tko tijekom također prije nakon gdje vrijeme tisuća kazao kazala",
        90,
    ),
    (
        "sr",
        "je su se na za od koji koja koje nije će kako jer šta ko tokom takođe pre posle gde vreme hiljada rekao rekla",
        90,
    ),
    (
        "bs",
        "je su se na za od koji koja koje nije će kako jer šta ko tokom također prije poslije gdje vrijeme hiljada rekao rekla",
        90,
    ),
    ("sl", "je se na za od in ki pa tudi kot ter še že ni bi so po pri", 90),
    ("sk", "je sa na že aby ktorý ktoré ktorá ako však bol bola boli podľa tiež", 60),
    (
        "ca",
        "va els amb és dels fins segons sense però també aquest aquesta perquè seva seu als més molt qual aquests",
        30,
    ),
    ("gl", "unha coa máis tamén xa moi polo pola cando dende ata pero galega foron", 40),
    ("eu", "eta da ez du dira bat dute ere izan zen baina dela egin", 60),
    ("et", "et ka oli mis see kui aga ning kes selle oma", 70),
    ("lv", "un ir ar par no ka kas arī tas bija bet lai pēc", 70),
    ("is", "og að er sem við til um ekki var hann fyrir það", 90),
    ("sq", "dhe të në një është për që nga por si ka ishte", 90),
    ("ha", "cikin wannan kuma domin sun yi tare bayan wasu ce", 40),
    ("so", "oo iyo waxaa ayaa ee uu ay kale isaga", 60),
    ("cy", "yn yr mae wedi ei bod fod gan dweud hefyd", 60),
    ("ga", "agus ar tá bhí sa ag atá leis chuig ní", 60),
    ("lb", "an vun dat déi fir och ass ginn hunn net", 70),
    ("mr", "आहे आणि आहेत या हे ते नाही होते असे झाली केली", 40),
    ("ne", "छ भने गरेको भएको हुने पनि लागि", 30),
];

/// The languages that have each word, as indices of [`LANGUAGES`].
static WORDS: LazyLock<HashMap<&str, Vec<usize>>> = LazyLock::new(|| {
    let mut words: HashMap<&str, Vec<usize>> = HashMap::new();
    for (language, (_, listed, _)) in LANGUAGES.iter().enumerate() {
        listed.split(' ').for_each(|word| words.entry(word).or_default().push(language));
    }
    words
});

/// The language whose words are most of the text's, and enough of them; none where two have as many.
pub(super) fn language(text: &str) -> Option<&'static str> {
    let lower = text.to_lowercase();
    let words = lower.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty());
    let mut found = [const { Vec::new() }; LANGUAGES.len()];
    let mut all = 0;
    for word in words.take(ENOUGH) {
        all += 1;
        let languages = WORDS.get(word).into_iter().flatten();
        languages.for_each(|&language| found[language].push(word));
    }
    let told = LANGUAGES.iter().zip(&mut found).filter_map(|((tag, _, least), words)| {
        let share = words.len() * 1000 / all.max(1);
        words.sort_unstable();
        words.dedup();
        (words.len() >= LEAST && share >= *least).then_some((share, *tag))
    });
    let told: Vec<(usize, &str)> = told.collect();
    let (most, tag) = *told.iter().max()?;
    (told.iter().filter(|(share, _)| *share == most).count() == 1).then_some(tag)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_are_told_by_their_commonest_words() {
        let cases = [
            (
                "Waziri wa biashara alisema mkataba wa bandari utasainiwa katika mwezi wa Machi na visiwa vya jirani",
                "sw",
            ),
            (
                "Minister powiedziała, że umowa nie jest gotowa, ale jej podpisanie odbędzie się przez dwa dni oraz noc",
                "pl",
            ),
            (
                "Ministeren sa at avtalen ikke er klar, og at den som ble lovet etter jul kommer til våren",
                "no",
            ),
            (
                "Menteri itu mengatakan bahwa perjanjian dengan pulau tidak akan ditandatangani dalam bulan ini",
                "id",
            ),
            (
                "Ministar je rekao da sporazum nije gotov, jer se pre glasanja u skupštini posle leta mora čekati",
                "sr",
            ),
            (
                "Ministar je kazao da sporazum nije gotov, jer se prije glasanja nakon ljeta što je i tko je tijekom",
                "hr",
            ),
            (
                "El ministre va dir dilluns que el tractat amb les illes és a punt, però els ports no poden esperar més",
                "ca",
            ),
            (
                "Minister je dejal, da pogodba še ni pripravljena, ker so se pogajanja in glasovanje, ki bi lahko bila",
                "sl",
            ),
            ("मंत्री म्हणाले की करार तयार नाही आणि बंदरे वाट पाहत आहेत हे या आठवड्यात झाली असे ते होते", "mr"),
        ];
        for (text, expected) in cases {
            assert_eq!(language(text), Some(expected), "{text}");
        }
        assert_eq!(
            language("The minister said on Monday that the treaty is not to be signed before March."),
            None
        );
        assert_eq!(language(""), None);
    }
}
