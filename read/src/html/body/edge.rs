//! What stands between, above and below the paragraphs of a story. In: its lines. Out: those that readers would
//! read out loud.

use super::furniture;
use super::line::Line;
use crate::html::outline::Outline;
use crate::text;
use regex::Regex;
use std::collections::HashSet;
use std::sync::LazyLock;

/// Characters of a line that announces something.
const SHORT: usize = 60;

/// The lines below the headline, where much of the text is: above it stand other stories' first words.
pub(super) fn below(headline: Option<usize>, lines: Vec<&Line>) -> Vec<&Line> {
    let weight = |lines: &[&Line]| lines.iter().map(|line| line.weight()).sum::<usize>();
    let start = headline.map_or(0, |at| lines.partition_point(|line| line.at < at));
    if weight(&lines[start..]) * 4 > weight(&lines) { lines[start..].to_vec() } else { lines }
}

/// Drops lists of teasers: a link and a short line or two below it, three times or more, with what announces them.
pub(super) fn without_lists(mut lines: Vec<&Line>) -> Vec<&Line> {
    const FEWEST: usize = 3;
    let mut gone = HashSet::new();
    let mut at = 0;
    while at < lines.len() {
        let (count, end) = teasers(&lines, at);
        if count >= FEWEST {
            let is_heading = |line: &Line| line.length < SHORT && !text::ends_sentence(&line.text);
            let start = at - usize::from(at > 0 && is_heading(lines[at - 1]));
            gone.extend(lines[start..end].iter().map(|line| line.at));
        }
        at = end.max(at + 1);
    }
    // A story that is written like such a list is one all the same.
    let is_left = lines.iter().any(|line| line.weight() > 0 && !gone.contains(&line.at));
    if is_left {
        lines.retain(|line| !gone.contains(&line.at));
    }
    lines
}

/// How many teasers begin at a line, and where they end. As many lines as are below the first link are below each.
fn teasers(lines: &[&Line], start: usize) -> (usize, usize) {
    const MOST_LINES: usize = 2;
    let is_short = |line: &&&Line| !is_link(line) && !is_paragraph(line);
    let (mut found, mut end, mut usual) = (0, start, MOST_LINES);
    loop {
        let text = end + lines[end..].iter().take_while(|line| is_link(line)).count();
        let below = lines[text..].iter().take(MOST_LINES + 1).take_while(is_short).count();
        match found {
            0 if text == start || below == 0 || below > MOST_LINES => return (0, text),
            0 => usual = below,
            _ if text == end || below == 0 => return (found, end),
            _ => {}
        }
        found += 1;
        end = text + below.min(usual);
        if below > usual {
            return (found, end);
        }
    }
}

/// Lines that lead elsewhere are no story; the page's headline is printed apart.
pub(super) fn without_links<'l>(outline: &Outline<'_>, lines: Vec<&'l Line>) -> Vec<&'l Line> {
    let is_address = |line: &Line| line.text.contains("://") && !line.text.contains(' ');
    let leads_away = |line: &Line| is_link(line) || is_address(line);
    let parent = |line: &Line| outline.nodes[line.block].parent;
    // Some write their subheadings with the first rank.
    let is_inside = |line: &Line, last: Option<&&Line>| {
        last.is_some_and(|last| is_paragraph(last) && parent(last) == parent(line))
    };
    let is_apart = |line: &Line, last: Option<&&Line>| {
        (line.heading == Some(1) && !is_inside(line, last)) || furniture::is_placeholder(line)
    };
    let mut kept: Vec<&Line> = Vec::new();
    for line in lines {
        if leads_away(line) {
            // What announced a link says nothing without it.
            kept.pop_if(|line| announces(line));
        } else if !is_apart(line, kept.last()) {
            kept.push(line);
        }
    }
    kept
}

/// Whether a line leads elsewhere.
pub(super) fn is_link(line: &Line) -> bool {
    line.length < 200 && line.linked * 10 > line.length * 6
}

/// Whether a short line announces what stands below it.
fn announces(line: &Line) -> bool {
    const LONGEST: usize = 100;
    line.length < LONGEST && line.text.ends_with([':', '：'])
}

/// What asks for a subscription or a comment, in the languages of the pages: the first words of a short line.
static REQUEST: LazyLock<Regex> = LazyLock::new(|| {
    first_words(&[
        "(?:follow us|sign up|subscribe|newsletters?|share this|log in to|unlock this)(?-u:\\b)",
        "already (?:a (?:subscriber|member)|have an account)|to continue reading|this article is for",
        "this (?:article|story) is exclusive|(?:この記事は)?会員|有料会員|続きを読む",
        "добавить (?:отзыв|комментарий)",
    ])
});

/// What stands above readers' comments: the word, and how many there are.
static COMMENTS: LazyLock<Regex> = LazyLock::new(|| {
    let words = "comments?|commentaires?|comentarios?|comentários?|commenti|commento|kommentare?|kommentarer|komentarze|komentarz|\
        komentarzy|komentáře|komentáre|komentari|comentarii|hozzászólás(?:ok)?|kommentit|reacties?|yorum(?:lar)?|\
        комментари(?:и|й|ев|я)|коментарі|коментарів|σχόλια|評論|评论|コメント|댓글|تعليقات|التعليقات|תגובות|टिप्पणियां|bình luận";
    let number = r"[(\[]?\d*[)\]]?";
    Regex::new(&format!(r"(?i)^\W{{0,3}}{number}\s*(?:{words})\s*:?\s*{number}$"))
        .expect("a constant pattern")
});

/// What announces other stories or parts of this one: the first words of a short line that is no sentence.
static ANNOUNCEMENT: LazyLock<Regex> = LazyLock::new(|| {
    first_words(&[
        "read (?:more|next|also)|see also(?:\\s*[:：]|\\W*$)|also read|you may (?:also )?like|further reading",
        "most (?:read|popular|viewed)(?: (?:articles|news|now|posts|stories|this week|today|videos))*\\W*$",
        "more (?:stories(?-u:\\b)|(?:\\S+ ){1,3}stories\\W*$)|top stories|lesen sie auch|das könnte (?:sie|dich) auch|auch interessant",
        "noticias? relacionad|te puede interesar|lee también|leia (?:também|mais)|à lire (?:aussi|également)",
        "lire aussi|sur le même (?:sujet|thème)|leggi anche|lees ook|læs også|les også|läs (?:mer|också)",
        "(?:more|related|latest|recommended|trending|don['’]?t miss)(?: (?:now|this|it|for you|news|stor(?:y|ies)|articles?|\
         posts?|headlines|videos?|updates?|topics|content|coverage|links?|reading))*\\W*$",
        "(?:story highlights|(?:table of )?contents|in this article|inhaltsverzeichnis|sommaire)$",
        "(?:article|story) sources?:?$",
        "(?:mehr zum thema|weitere (?:artikel|themen|meldungen)|more on this(?: story| topic)?|other stories|veja mais notícias|\
         más información|voor jou geselecteerd)\\W*$",
        "(?:articles |stories )?(?:chosen|picked|selected) for you\\W*$|people are also reading|others are (?:also )?reading",
        "(?:самые )?популярн[ыо]е(?: (?:записи|материалы|новости|публикации|сейчас|статьи|темы))*\\W*$",
        "(?:(?:ещё|еще|материалы|новости|статьи) )?по теме\\W*$|читать также|читайте|czytaj (?:też|także|również)|zobacz (?:też|także)",
        "関連(?:する)?(?:キーワード|タグ|トピック|ニュース|リンク|企業・業界|記事)?\\W*$|おすすめ(?:の)?(?:コンテンツ|情報|記事)?\\W*$|あわせて読みたい",
        "相[关關](?:专题|內容|内容|報導|报道|推荐|文章|新聞|新闻|稿件|連結|链接|閱讀|阅读)|延伸[阅閱][读讀]|اقرأ أيضا",
    ])
});

/// What may announce other stories and begins headings of this one too: links below it tell.
static OPENING: LazyLock<Regex> = LazyLock::new(|| {
    first_words(&[
        "more (?:on|from|about|news|in)(?-u:\\b)|mehr (?:zum|zu|aus|von|über)(?-u:\\b)|related|latest",
        "recommended|trending|don['’]?t miss|you might|das könnte|sur le même|see also|most (?:read|popular)",
        "sources?(?-u:\\b)|(?:самые )?популярные|по теме|関連|相[关關]",
    ])
});

/// What begins with any of these, in any case.
fn first_words(words: &[&str]) -> Regex {
    Regex::new(&format!(r"(?i)^\W{{0,3}}(?:{})", words.join("|"))).expect("a constant pattern")
}

/// Drops readers' comments: the heading that says so with its box, as far as no paragraph of the story is in it.
pub(super) fn without_comments<'l>(outline: &Outline<'_>, mut lines: Vec<&'l Line>) -> Vec<&'l Line> {
    const MOST: usize = 5;
    let Some(first) = lines.iter().position(|line| is_paragraph(line)) else { return lines };
    let headings: Vec<&Line> =
        lines[first..].iter().copied().filter(|line| is_of_comments(line)).take(MOST).collect();
    for heading in headings {
        let above = lines.iter().rev().find(|line| line.at < heading.at && is_paragraph(line));
        let above = above.map_or(0, |line| line.at);
        let boxes = outline.around(heading.block).take_while(|&outer| outer > above);
        let Some(outer) = boxes.last() else { continue };
        lines.retain(|line| !outline.inside(outer).contains(&line.at));
    }
    lines
}

/// Whether a line stands above readers' comments.
fn is_of_comments(line: &Line) -> bool {
    line.length < SHORT && COMMENTS.is_match(&line.text)
}

/// Drops announcements of other stories with what follows: what is in their box, else all up to the next paragraph. A
/// story that would lose much by it is left whole: its words only look like announcements.
/// `leading` are the lines above links.
pub(super) fn without_teasers<'l>(
    outline: &Outline<'_>,
    lines: Vec<&'l Line>,
    leading: &HashSet<usize>,
) -> Vec<&'l Line> {
    let paragraphs: Vec<&Line> = lines.iter().copied().filter(|line| is_paragraph(line)).collect();
    let mut teasers: Option<Teasers<'_>> = None;
    let mut is_kept = |line: &&'l Line| {
        if is_announcement(line, leading.contains(&line.at)) {
            teasers = Some(Teasers::new(outline, line, &paragraphs, leading));
        } else if teasers.as_ref().is_some_and(|teasers| teasers.end_before(outline, line)) {
            teasers = None;
        }
        teasers.is_none()
    };
    let kept: Vec<&Line> = lines.iter().copied().filter(|line| is_kept(line)).collect();
    let length = |lines: &[&Line]| lines.iter().map(|line| line.length).sum::<usize>();
    if length(&kept) * 10 > length(&lines) * 6 { kept } else { lines }
}

/// What an announcement of other stories announces.
struct Teasers<'l> {
    /// The end of the box that holds them and no paragraph of the story, where there is one.
    box_end: Option<usize>,
    /// The paragraph above links without a box: what is printed like it is the story again.
    above: Option<&'l Line>,
}

impl<'l> Teasers<'l> {
    fn new(
        outline: &Outline<'_>,
        announcement: &Line,
        paragraphs: &[&'l Line],
        leading: &HashSet<usize>,
    ) -> Self {
        let at = announcement.at;
        let first_in = |outer: usize| paragraphs.partition_point(|line| line.at < outer);
        let has_none = |outer: usize| {
            paragraphs.get(first_in(outer)).is_none_or(|line| line.at >= outline.nodes[outer].end)
        };
        let boxes = outline.around(announcement.block).take_while(|&outer| has_none(outer));
        let box_end = boxes.last().map(|outer| outline.nodes[outer].end);
        // A box around the announcement alone holds none of what it announces.
        let has_text = |end: &usize| {
            let mut texts = outline.nodes[at + 1..*end].iter().filter_map(|node| node.text.as_deref());
            texts.any(|text| !text.trim().is_empty())
        };
        let above = paragraphs[..first_in(at)].last().copied().filter(|_| leading.contains(&at));
        Self { box_end: box_end.filter(has_text), above }
    }

    /// Whether the story goes on with a line.
    fn end_before(&self, outline: &Outline<'_>, line: &Line) -> bool {
        let is_behind = self.box_end.is_some_and(|end| line.at >= end);
        let is_like = |above: &Line| {
            let parent = |line: &Line| outline.nodes[line.block].parent;
            parent(above) == parent(line) && outline.is_alike(above.block, line.block)
        };
        let is_text = || text::ends_sentence(&line.text) && self.above.is_some_and(is_like);
        is_paragraph(line) || is_behind || is_text()
    }
}

/// The lines right above links.
pub(super) fn leading(lines: &[&Line]) -> HashSet<usize> {
    lines.windows(2).filter(|pair| is_link(pair[1])).map(|pair| pair[0].at).collect()
}

/// Whether a line announces other stories or asks for something. A sentence asks at most.
fn is_announcement(line: &Line, is_leading: bool) -> bool {
    if line.length >= SHORT || REQUEST.is_match(&line.text) || is_of_comments(line) {
        return line.length < SHORT;
    }
    let opens = || OPENING.is_match(&line.text) && (is_leading || announces(line));
    !text::ends_sentence(&line.text) && (ANNOUNCEMENT.is_match(&line.text) || opens())
}

/// Whether a line is a paragraph of running text.
pub(super) fn is_paragraph(line: &Line) -> bool {
    is_long(line) && line.heading.is_none()
}

/// Whether a line is as long as sentences are, and one.
pub(super) fn is_long(line: &Line) -> bool {
    line.length >= 100 && line.linked * 10 < line.length * 3 && text::has_stop(&line.text)
}

/// The standfirst: a line between headline and story that the page calls so or declares as its description.
pub(super) fn standfirst<'l>(
    outline: &Outline<'_>,
    above: &'l [Line],
    description: &Description,
) -> Vec<&'l Line> {
    const REACH: usize = 12;
    let headline = above.iter().rposition(|line| line.heading == Some(1));
    let start = headline.map_or(above.len().saturating_sub(REACH), |at| at + 1);
    let is_named = |line: &Line| {
        headline.is_some()
            && outline.around(line.block).take(3).any(|index| outline.nodes[index].marks.is_standfirst)
    };
    let is_one = |line: &&Line| {
        let is_text = line.length >= 30 && line.linked * 10 <= line.length * 3;
        is_text && (is_named(line) || description.agrees(&line.key))
    };
    above[start..].iter().filter(is_one).collect()
}

/// The words of the description that a page declares.
pub(super) struct Description {
    words: HashSet<String>,
    /// Whether they are enough to tell a line by.
    is_long: bool,
}

impl Description {
    pub(super) fn new(description: Option<&str>) -> Self {
        let key = description.map(text::key).unwrap_or_default();
        Self { words: key.split(' ').map(str::to_owned).collect(), is_long: key.len() > 40 }
    }

    /// Whether a line says what the description says; `line` is a key.
    pub(super) fn is(&self, line: &str) -> bool {
        let count = line.split(' ').count();
        self.is_long && count * 10 >= self.words.len() * 8 && self.agrees(line)
    }

    /// Whether nearly all words of one are among those of the other; `line` is a key.
    fn agrees(&self, line: &str) -> bool {
        let line: HashSet<&str> = line.split(' ').collect();
        let shared = line.iter().filter(|word| self.words.contains(**word)).count();
        shared * 10 > line.len() * 8 || (self.is_long && shared * 10 > self.words.len() * 8)
    }
}

/// Each paragraph once: pages repeat standfirsts and pulled quotes, which are sentences. Entries of lists recur.
pub(super) fn once<'l>(lines: impl Iterator<Item = &'l Line>) -> Vec<&'l Line> {
    const LONG: usize = 40;
    let mut seen = HashSet::new();
    let is_entry = |line: &Line| line.key.len() <= LONG || !text::ends_sentence(&line.text);
    lines.filter(|line| seen.insert(line.key.as_str()) || is_entry(line)).collect()
}

/// The story without what is printed large a second time, with whose words they are.
pub(super) fn without_pulled<'l>(outline: &Outline<'_>, lines: Vec<&'l Line>) -> Vec<&'l Line> {
    const MOST: usize = 20;
    const MOST_LINES: usize = 2_000;
    const FEWEST: usize = 20;
    const SHORT: usize = 80;
    let is_box = |&index: &usize| {
        let node = &outline.nodes[index];
        let is_called = || node.attribute("class").is_some_and(|class| class.to_lowercase().contains("pull"));
        matches!(&*node.name, "blockquote" | "figure") || (node.text.is_none() && is_called())
    };
    let around = |line: &Line| outline.around(line.block).take(4).filter(is_box).last();
    let is_again = |line: &Line| {
        let mut others = lines.iter().take(MOST_LINES).filter(|other| other.key.len() > line.key.len());
        line.key.len() >= FEWEST && others.any(|other| other.key.contains(&line.key))
    };
    let boxed: Vec<(&Line, usize)> =
        lines.iter().filter_map(|line| Some((*line, around(line)?))).take(MOST).collect();
    let pulled: HashSet<usize> =
        boxed.iter().filter(|(line, _)| is_again(line)).map(|&(_, quote)| quote).collect();
    let is_pulled = |line: &Line, quote: &usize| {
        pulled.contains(quote)
            && (is_again(line) || (line.length < SHORT && !text::ends_sentence(&line.text)))
    };
    let gone: HashSet<usize> =
        boxed.iter().filter(|(line, quote)| is_pulled(line, quote)).map(|(line, _)| line.at).collect();
    lines.into_iter().filter(|line| !gone.contains(&line.at)).collect()
}

/// The story without the labels that pages print above and below it, nor a heading that nothing follows.
pub(super) fn without_labels(
    mut lines: Vec<Line>,
    labels: &[String],
    authors: &[String],
    description: &Description,
) -> Vec<Line> {
    let is_label = |line: &Line| is_made_of(&line.key, labels) || furniture::is_one(line);
    let first = lines.iter().position(|line| !is_label(line)).unwrap_or(lines.len());
    // What stands above a byline or a day is above the story, as long as it is no running text.
    let is_text = |line: &Line| line.weight() > 0 || (line.length >= 30 && description.agrees(&line.key));
    let is_running = |line: &Line| is_text(line) && !is_label(line);
    let running = lines.iter().position(is_running).unwrap_or(first);
    let first = (first..running).rev().find(|&at| is_label(&lines[at])).map_or(first, |at| at + 1);
    let is_portrait = |line: &Line| furniture::is_portrait(line, authors);
    while lines.last().is_some_and(|line| is_label(line) || line.heading.is_some() || is_portrait(line)) {
        lines.pop();
    }
    // Behind a standfirst that runs like the story stands what else stands behind a headline.
    let start = lines.len().min(running + 1);
    let next = lines[start..].iter().position(is_running).map_or(start, |at| start + at);
    let labelled = lines[start..next].iter().rposition(is_label).map_or(start, |at| start + at + 1);
    lines.drain(start..labelled);
    lines.split_off(first.min(lines.len()))
}

/// Whether a line is one label or several: tags often stand side by side.
fn is_made_of(line: &str, labels: &[String]) -> bool {
    const LONGEST: usize = 2_000;
    let mut rest = line;
    while !rest.is_empty() {
        if line.len() > LONGEST {
            return false;
        }
        let is_next = |label: &&String| {
            rest.strip_prefix(label.as_str())
                .is_some_and(|behind| behind.is_empty() || behind.starts_with(' '))
        };
        let Some(label) = labels.iter().filter(is_next).max_by_key(|label| label.len()) else { return false };
        rest = rest[label.len()..].trim_start();
    }
    true
}
