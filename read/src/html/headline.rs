//! The headline. In: what the markup declares and the page laid out. Out: the headline as readers see it, and
//! where it stands.
//!
//! The visible `h1` that agrees best with a declared headline and is not the site's name; where none agrees, the
//! declared headline: JSON-LD, microdata, `OpenGraph`, the page's title without the site's name, which is what the page
//! prints of it alone; where nothing is declared, the first `h1`.

use super::declared::Declared;
use super::outline::Outline;
use super::place::Place;
use crate::text;
use std::collections::HashSet;

/// What sets a site's name apart from a headline.
const MARKS: [&str; 8] = [" | ", " - ", " – ", " — ", " · ", " :: ", " » ", ": "];

/// Finds the headline; `outlets` are keys of the site's names.
pub(super) fn read(outline: &Outline<'_>, declared: &Declared, outlets: &[String]) -> (String, Place) {
    const AGREES: f64 = 0.4;
    let sites = sites(outline, declared, outlets);
    let told = told(declared, &sites);
    let headings: Vec<(usize, String)> = visible(outline).collect();
    let is_own = |(index, line): &&(usize, String)| !is_site(outline, *index, line, &sites);
    let own: Vec<&(usize, String)> = headings.iter().filter(is_own).collect();
    if told.is_empty() {
        return undeclared(outline, declared, &headings, &own);
    }
    let agreement = |line: &str| told.iter().map(|told| agreement(told, line)).fold(0.0, f64::max);
    let mut best = (0.0, own.first());
    for found in &own {
        let agreement = agreement(&found.1);
        if agreement > best.0 {
            best = (agreement, Some(found));
        }
    }
    let first = best.1.copied().or(headings.first());
    if let Some((index, line)) = first.filter(|_| best.0 >= AGREES) {
        return (without_kicker(line, &told).clone(), Place::at(Some(*index)));
    }
    if let Some((index, line)) = part(outline, &told) {
        return (line, Place::at(Some(index)));
    }
    let line = told.first().cloned().unwrap_or_default();
    // A heading that agrees with nothing declared is often the site's name.
    match (printed(outline, agreement), own.as_slice()) {
        (Some(index), _) => (line, Place::at(Some(index))),
        (None, [sole]) if declared.headline.is_none() && is_told(&sole.1) => {
            (sole.1.clone(), Place::at(Some(sole.0)))
        }
        (None, _) => (line, Place::at(first.map(|(index, _)| *index))),
    }
}

/// Where the markup names the site at most: the first heading that does not, the nearest one above the story if all of
/// the first rank do.
fn undeclared(
    outline: &Outline<'_>,
    declared: &Declared,
    headings: &[(usize, String)],
    own: &[&(usize, String)],
) -> (String, Place) {
    let lower = || lower(outline).and_then(|index| Some((index, text::some_line(&outline.text(index))?)));
    let found = own.first().copied().cloned().or_else(lower).or_else(|| headings.first().cloned());
    let raw = [&declared.headline, &declared.shared_headline, &declared.title].into_iter().flatten().next();
    match found {
        Some((index, line)) => (line, Place::at(Some(index))),
        None => (raw.cloned().unwrap_or_default(), Place::at(None)),
    }
}

/// The last lower heading above the first long text that leads nowhere and stands in no box of other stories.
fn lower(outline: &Outline<'_>) -> Option<usize> {
    const LONG: usize = 100;
    const LARGEST: usize = 24;
    let is_long = |index: &usize| outline.nodes[*index].text.as_ref().is_some_and(|text| text.len() >= LONG);
    let story = outline.all().find(is_long)?;
    let is_linked = |index: usize| outline.inside(index).any(|inner| &*outline.nodes[inner].name == "a");
    let is_other = |index| outline.around(index).any(|outer| outline.nodes[outer].marks.is_elsewhere);
    let is_one = |&index: &usize| {
        matches!(&*outline.nodes[index].name, "h2" | "h3" | "h4")
            && (2..LARGEST).contains(&outline.inside(index).len())
            && !is_linked(index)
            && !is_other(index)
    };
    (0..story).rev().find(is_one)
}

/// Whether a heading has as many words as a headline: then the one that is declared is for other sites, or a slogan.
fn is_told(heading: &str) -> bool {
    // A site's name has fewer words.
    const FEWEST: usize = 5;
    text::key(heading).split(' ').count() >= FEWEST
}

/// Whether a heading is the site's name: it says so, or leads to the site's first page.
fn is_site(outline: &Outline<'_>, index: usize, line: &str, sites: &[String]) -> bool {
    const MOST: usize = 20;
    let key = text::key(line);
    let near = outline.inside(index).take(MOST).chain(outline.around(index).take(3));
    let mut links = near.filter(|&at| leads_home(outline, at));
    is_named(line, sites) || links.any(|link| text::key(&outline.text(link)) == key)
}

/// Whether an element is a link to the site's first page.
fn leads_home(outline: &Outline<'_>, index: usize) -> bool {
    if &*outline.nodes[index].name != "a" {
        return false;
    }
    let address = outline.nodes[index].attribute("href").unwrap_or_default();
    let host = address.split_once("//").map_or(&*address, |(_, host)| host);
    host == "/" || (host.len() < address.len() && !host.trim_end_matches('/').contains(['/', '?', '#']))
}

/// Whether a line is one of these names, with blanks or without.
pub(super) fn is_named(line: &str, sites: &[String]) -> bool {
    let key = text::key(line);
    let joined = key.replace(' ', "");
    sites.iter().any(|site| *site == key || site.replace(' ', "") == joined)
}

/// A part of a declared headline, before or behind a mark that may set the site's name apart.
struct Part {
    key: String,
    /// The key of what is on the other side of the mark.
    rest: String,
    /// Whether no part of the rest has more words.
    is_longest: bool,
}

impl Part {
    fn new(line: &str, rest: &str) -> Option<Self> {
        let words = |line: &str| text::key(line).split(' ').count();
        let others = MARKS.iter().fold(rest.to_owned(), |rest, mark| rest.replace(mark, "\n"));
        let most = words(line);
        let is_longest = others.lines().all(|other| words(other) <= most);
        let (key, rest) = (text::key(line), text::key(rest));
        (!key.is_empty() && !rest.is_empty()).then_some(Self { key, rest, is_longest })
    }
}

/// The parts of a line, at its first mark and its last.
fn parts(line: &str) -> Vec<Part> {
    let cuts = [cut(line, str::find).min(), cut(line, str::rfind).max()];
    let both = |(end, start): (usize, usize)| {
        let (before, behind) = (&line[..end], &line[start..]);
        [Part::new(before, behind), Part::new(behind, before)]
    };
    cuts.into_iter().flatten().flat_map(both).flatten().collect()
}

/// The part of a declared headline that the page prints by itself, not as a link, and that has no fewer words than
/// others: a site's name is shorter than a headline.
fn part(outline: &Outline<'_>, told: &[String]) -> Option<(usize, String)> {
    const MOST_NODES: usize = 5_000;
    const LARGEST: usize = 60;
    const LONGEST: usize = 400;
    let parts = told.iter().flat_map(|line| parts(line));
    let mut parts: Vec<Part> = parts.filter(|part| part.is_longest && is_telling(&part.key)).collect();
    parts.sort_by_key(|part| std::cmp::Reverse(part.key.split(' ').count()));
    if parts.is_empty() {
        return None;
    }
    let line = |index: usize| {
        let node = &outline.nodes[index];
        let is_heading = matches!(&*node.name, "h1" | "h2" | "h3" | "h4") && node.end - index < LARGEST;
        let is_short = node.text.as_ref().is_some_and(|text| text.len() < LONGEST);
        (is_heading || is_short).then(|| text::some_line(&outline.text(index)))?
    };
    let is_linked = |index| outline.around(index).take(4).any(|outer| &*outline.nodes[outer].name == "a");
    let own = outline.all().take(MOST_NODES).filter(|&index| !is_linked(index));
    let lines: Vec<(usize, String)> = own.filter_map(|index| Some((index, line(index)?))).collect();
    let keys: Vec<String> = lines.iter().map(|(_, line)| text::key(line)).collect();
    let printed = |wanted: &str| keys.iter().position(|key| key == wanted);
    let whole = told.iter().find_map(|line| printed(&text::key(line)));
    let at = whole.or_else(|| parts.iter().find_map(|part| printed(&part.key)))?;
    lines.into_iter().nth(at)
}

/// Whether a key has the words of a headline: whom an interview is with has two or three. Some scripts write no blanks.
fn is_telling(key: &str) -> bool {
    const FEWEST_WORDS: usize = 3;
    const FEWEST_LETTERS: usize = 8;
    let is_joined = key.contains(|c: char| c >= '\u{2e80}');
    key.split(' ').count() >= FEWEST_WORDS || is_joined && key.chars().count() >= FEWEST_LETTERS
}

/// The names that the site goes by: those that are known, what leads to its first page, and what stands beside one
/// declared headline in another.
fn sites(outline: &Outline<'_>, declared: &Declared, outlets: &[String]) -> Vec<String> {
    let told = [&declared.headline, &declared.shared_headline].into_iter().flatten();
    let told: Vec<String> = told.map(|line| text::key(line)).collect();
    let parts = declared.title.iter().flat_map(|title| parts(title));
    let rests = parts.filter(|part| told.contains(&part.key)).map(|part| part.rest);
    let homes = homes(outline).map(|name| text::key(&name)).filter(|name| !name.is_empty());
    outlets.iter().cloned().chain(rests).chain(homes).collect()
}

/// What the links to the site's first page say, by themselves or by a picture.
fn homes(outline: &Outline<'_>) -> impl Iterator<Item = String> {
    const MOST: usize = 100;
    let links = outline.named("a").take(MOST).filter(|&link| leads_home(outline, link));
    links.flat_map(|link| {
        let pictures = outline.inside(link).filter_map(|inner| outline.nodes[inner].attribute("alt"));
        let said = pictures.map(|alt| alt.to_string()).collect::<Vec<_>>();
        said.into_iter().chain([outline.text(link)]).filter_map(|said| text::some_line(&said))
    })
}

/// The site's name that the page's title has beside the headline, as a link to the first page says it.
pub(super) fn site(outline: &Outline<'_>, declared: &Declared) -> Option<String> {
    let parts: Vec<Part> = declared.title.iter().flat_map(|title| parts(title)).collect();
    homes(outline).find(|name| parts.iter().any(|part| part.key == text::key(name)))
}

/// The declared headline, where the printed one has a kicker before it.
fn without_kicker<'l>(line: &'l String, told: &'l [String]) -> &'l String {
    const FEWEST_WORDS: usize = 3;
    let key = text::key(line);
    let is_rest = |told: &&String| {
        let told = text::key(told);
        told.split(' ').count() >= FEWEST_WORDS
            && key.strip_suffix(told.as_str()).is_some_and(|kicker| kicker.ends_with(' '))
    };
    told.iter().find(is_rest).unwrap_or(line)
}

/// Where a page without an `h1` of its own prints just what is declared: in a lower heading, else in any text.
fn printed(outline: &Outline<'_>, agreement: impl Fn(&str) -> f64) -> Option<usize> {
    const SURE: f64 = 0.8;
    // A heading lacks the site's name that stands in the page's title.
    const SURE_OF_HEADING: f64 = 0.7;
    const MOST_NODES: usize = 5_000;
    const MOST_HEADINGS: usize = 100;
    const LARGEST: usize = 60;
    let says = |line: &str, sure: f64| (20..400).contains(&line.len()) && agreement(line) >= sure;
    let is_heading = |&index: &usize| {
        matches!(&*outline.nodes[index].name, "h2" | "h3" | "h4") && outline.inside(index).len() < LARGEST
    };
    let mut headings = outline.all().filter(is_heading).take(MOST_HEADINGS);
    let says_so =
        |index| text::some_line(&outline.text(index)).is_some_and(|line| says(&line, SURE_OF_HEADING));
    let heading = headings.find(|&index| says_so(index));
    // A link that says it leads here from elsewhere on the page.
    let is_linked = |index| outline.around(index).take(4).any(|outer| &*outline.nodes[outer].name == "a");
    let texts = outline.all().take(MOST_NODES);
    let mut said =
        texts.filter(|&index| outline.nodes[index].text.as_deref().is_some_and(|line| says(line, SURE)));
    heading.or_else(|| said.find(|&index| !is_linked(index)))
}

/// What a page is called that nobody gave a headline.
const NO_HEADLINES: &[&str] = &[
    "accueil",
    "article",
    "artikel",
    "home",
    "home page",
    "homepage",
    "index",
    "inicio",
    "nachrichten",
    "news",
    "noticias",
    "notícias",
    "page",
    "post",
    "startseite",
    "story",
    "untitled",
    "untitled document",
];

/// The headlines that are declared, without the site's name behind them; the name alone is none.
fn told(declared: &Declared, sites: &[String]) -> Vec<String> {
    const LONGEST: usize = 1_000;
    let told = [&declared.headline, &declared.shared_headline, &declared.title].into_iter().flatten();
    let is_one = |line: &String| {
        (1..LONGEST).contains(&line.len())
            && !is_named(line, sites)
            && !NO_HEADLINES.contains(&text::key(line).as_str())
    };
    told.map(|line| without_site(line, sites)).filter(is_one).collect()
}

/// Cuts "Headline | The Herald" and "The Herald | Headline" where that part is a name of the site.
fn without_site(line: &str, sites: &[String]) -> String {
    let last = cut(line, str::rfind).max().filter(|&(_, behind)| is_named(&line[behind..], sites));
    let first = cut(line, str::find).min().filter(|&(before, _)| is_named(&line[..before], sites));
    match (last, first) {
        (Some((before, _)), _) => line[..before].trim().to_owned(),
        (None, Some((_, behind))) => line[behind..].trim().to_owned(),
        (None, None) => line.to_owned(),
    }
}

/// Where the marks end and begin that a line may be cut at.
fn cut<'l>(
    line: &'l str,
    find: impl Fn(&'l str, &'static str) -> Option<usize>,
) -> impl Iterator<Item = (usize, usize)> {
    MARKS.iter().filter_map(move |mark| find(line, mark).map(|at| (at, at + mark.len())))
}

/// The page's first headings of the first rank.
pub(super) fn visible<'o>(outline: &'o Outline<'_>) -> impl Iterator<Item = (usize, String)> + 'o {
    const MOST: usize = 20;
    let headings = outline.named("h1").take(MOST);
    headings.filter_map(|index| Some((index, text::some_line(&outline.text(index))?)))
}

/// Share of words that two lines have in common (Jaccard).
pub(super) fn agreement(a: &str, b: &str) -> f64 {
    let (a, b) = (text::key(a), text::key(b));
    let (a, b): (HashSet<&str>, HashSet<&str>) = (a.split(' ').collect(), b.split(' ').collect());
    let both = a.intersection(&b).count();
    #[expect(clippy::cast_precision_loss, reason = "a headline has few words")]
    let share = both as f64 / (a.len() + b.len() - both).max(1) as f64;
    share
}
