//! Articles of the average size, 4.5 kB, for measuring: invented people, offices and sentences, the same for the
//! same number. Six of a hundred are agency copy that another outlet printed before.
//!
//! `cargo run --release -p ingest --example corpus -- 10000 > articles.jsonl`

use extract::{Article, Publisher};
use std::io::{BufWriter, Write as _, stdout};

/// Numbers that look random and are the same in every run: `SplitMix64` (Steele, Lea and Flood 2014).
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((mixed ^ (mixed >> 31)) % sides as u64).unwrap_or_default()
    }

    fn pick<'w>(&mut self, words: &[&'w str]) -> &'w str {
        words[self.roll(words.len())]
    }
}

const GIVEN: &[&str] = &[
    "Ada", "Arno", "Bela", "Bruno", "Carla", "Conrad", "Dora", "Edgar", "Elsa", "Felix", "Greta", "Hugo",
    "Ida", "Ivan", "Joan", "Karl", "Lena", "Linus", "Mara", "Martin", "Nora", "Oskar", "Paula", "Piotr",
    "Rosa", "Simon", "Tilda", "Victor", "Wanda", "Yuri",
];
const FAMILY_STARTS: &[&str] = &[
    "Ash", "Bar", "Cor", "Dal", "Eck", "Fen", "Gor", "Hal", "Ing", "Jor", "Kest", "Lind", "Mar", "Nor",
    "Ost", "Pell", "Quar", "Rav", "Sten", "Tor", "Ulm", "Vas", "Wex", "Zell",
];
const FAMILY_ENDS: &[&str] = &[
    "by", "den", "ell", "feld", "grave", "holm", "ick", "kov", "ley", "man", "nik", "olt", "rup", "sky",
    "ton", "vik", "worth", "zer",
];
const OFFICES: &[&str] = &[
    "Prime Minister",
    "Foreign Minister",
    "Finance Minister",
    "Health Minister",
    "President",
    "Senator",
    "Mayor",
    "Defense Minister",
];
const COUNTRIES: &[&str] = &[
    "France", "Ukraine", "Japan", "Kenya", "Brazil", "Norway", "Egypt", "India", "Canada", "Poland", "Chile",
    "Turkey",
];
const BODIES: &[&str] = &["Institute", "Council", "Union", "Bank", "Commission", "Group"];
const TOPICS: &[&str] = &[
    "election",
    "budget",
    "inflation",
    "climate change",
    "immigration",
    "sanctions",
    "health care",
    "energy",
    "education",
    "agriculture",
    "trade",
    "fisheries",
];
const SUBJECTS: &[&str] = &[
    "the new harbour treaty",
    "the budget for the coming year",
    "the reform of the schools",
    "the plan for the railways",
    "the tariff on grain",
    "the law on rents",
    "the ceasefire at the border",
    "the price of heating",
    "the hospital in the north",
    "the power line through the valley",
];
const VERBS: &[&str] = &[
    "will cost less than",
    "must wait for",
    "cannot be settled without",
    "has nothing to do with",
    "will be decided before",
    "depends on",
    "was delayed by",
    "ought to come after",
];
const ENDS: &[&str] = &[
    "and nobody in this house should pretend otherwise",
    "whatever the papers print about it tomorrow",
    "as every farmer between here and the coast will confirm",
    "which is what we promised in the spring",
    "even if that takes another two winters",
    "because the numbers leave no other way",
];
const FILLERS: &[&str] = &[
    "Both houses had debated the matter for most of the week, and the galleries were full until late in the evening.",
    "The documents fill three shelves in the archive and have been open to the public since the end of the summer.",
    "Traffic on the ring road came to a halt in the morning while trucks waited for the ferry to return.",
    "A second reading is planned for the spring, and few of those who were there expect large changes to the text.",
    "Prices had risen for six months in a row before the harvest brought some relief to the markets in the east.",
    "The committee has eleven members, five of them new, and meets on every second Thursday behind closed doors.",
];
const OUTLETS: &[(&str, &str)] = &[
    ("Avenmouth Gazette", "avenmouth-gazette.example"),
    ("Northern Herald", "northern-herald.example"),
    ("Evening Tribune", "evening-tribune.example"),
    ("The Harbour Post", "harbour-post.example"),
];

struct Speaker {
    given: &'static str,
    family: String,
    office: &'static str,
    country: &'static str,
}

/// One of 3,000 people, the same for the same number.
fn speaker(number: usize) -> Speaker {
    let mut dice = Dice(number as u64 * 7_919);
    Speaker {
        given: dice.pick(GIVEN),
        family: dice.pick(FAMILY_STARTS).to_owned() + dice.pick(FAMILY_ENDS),
        office: dice.pick(OFFICES),
        country: dice.pick(COUNTRIES),
    }
}

fn claim(dice: &mut Dice) -> String {
    let (subject, verb, object, end) =
        (dice.pick(SUBJECTS), dice.pick(VERBS), dice.pick(SUBJECTS), dice.pick(ENDS));
    format!("{subject} {verb} {object} by {} days, {end}", 2 + dice.roll(400))
}

fn capital(text: &str) -> String {
    text[..1].to_uppercase() + &text[1..]
}

/// A paragraph in which somebody speaks, or nobody.
fn paragraph(dice: &mut Dice, who: &Speaker, is_first: bool) -> String {
    let Speaker { given, family, office, country } = who;
    let said = capital(&claim(dice));
    match (is_first, dice.roll(8)) {
        (true, _) => format!("\"{said},\" {country}'s {office} {given} {family} said on Tuesday."),
        (_, 0) => format!("\"{said},\" {family} said. \"{}.\"", capital(&claim(dice))),
        (_, 1) => format!("{family} said that {}.", claim(dice)),
        (_, 2) => format!(
            "According to the {} {}, {}.",
            dice.pick(FAMILY_STARTS).to_owned() + "burg",
            dice.pick(BODIES),
            claim(dice)
        ),
        _ => format!("{} {}", dice.pick(FILLERS), dice.pick(FILLERS)),
    }
}

fn article(number: usize) -> Article {
    let mut place = Dice(number as u64);
    let (outlet, domain) = OUTLETS[number % OUTLETS.len()];
    let is_copy = place.roll(100) < 6 && number > OUTLETS.len();
    let mut dice = Dice(if is_copy { number - 1 } else { number } as u64 ^ 0x5eed);
    let people = [speaker(dice.roll(3_000)), speaker(dice.roll(3_000)), speaker(dice.roll(3_000))];
    let mut body = String::new();
    let mut first = [true; 3];
    while body.len() < 4_300 {
        let who = (body.len() / 1_500).min(2);
        let is_first = std::mem::take(&mut first[who]);
        body += &paragraph(&mut dice, &people[who], is_first);
        body.push('\n');
    }
    let topics = vec![dice.pick(TOPICS).to_owned(), dice.pick(TOPICS).to_owned()];
    let day = chrono::NaiveDate::from_ymd_opt(2025, 1, 1).unwrap_or_default()
        + chrono::TimeDelta::days(i64::try_from(number % 365).unwrap_or_default());
    Article {
        url: Some(format!("https://{domain}/{}/{number}.html", day.format("%Y/%m/%d"))),
        headline: format!("{} speaks on {} ({number})", people[0].family, dice.pick(SUBJECTS)),
        body: body.trim_end().to_owned(),
        language: Some("en".to_owned()),
        published_on: Some(day),
        publisher: Some(Publisher {
            name: outlet.to_owned(),
            domain: Some(domain.to_owned()),
            ..Publisher::default()
        }),
        keywords: topics,
        ..Article::default()
    }
}

fn main() -> std::io::Result<()> {
    let wanted = std::env::args().nth(1).and_then(|count| count.parse().ok()).unwrap_or(1_000);
    let mut output = BufWriter::new(stdout().lock());
    for number in 0..wanted {
        writeln!(output, "{}", read::write_jsonl(&article(number), None))?;
    }
    output.flush()
}
