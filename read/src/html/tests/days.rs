//! The day of publication, where a page tells it several times.

use super::*;

fn day(head: &str, above: &str) -> Option<String> {
    published(&article(&page(head, above, "")))
}

fn json_ld(published: &str) -> String {
    format!(
        r#"<script type="application/ld+json">{{"@type":"Article","headline":"x","datePublished":"{published}"}}</script>"#
    )
}

fn meta(published: &str) -> String {
    format!("<meta property='article:published_time' content='{published}'>")
}

#[test]
fn names_of_meta_elements_are_spelled_in_several_ways() {
    for name in
        ["article:published:time", "article.published_time", "dc:date", "parsely_pub_date", "date.available"]
    {
        let head = format!("<meta name='{name}' content='2026-01-09T10:00:00Z'>");
        assert_eq!(day(&head, "").as_deref(), Some("2026-01-09T10:00:00+00:00"), "{name}");
    }
}

#[test]
fn utc_behind_a_local_time_yields_to_its_zone() {
    let cases = [
        ("2026-01-10T13:46:00-04:00", "2026-01-10T13:46:00-04:00", "the same time of day"),
        ("2026-01-10T09:46:00-04:00", "2026-01-10T09:46:00-04:00", "the same instant"),
        ("2026-01-10T12:00:00-04:00", "2026-01-10T13:46:00+00:00", "another time"),
    ];
    for (other, expected, why) in cases {
        let head = json_ld("2026-01-10T13:46:00+00:00") + &meta(other);
        assert_eq!(day(&head, "").as_deref(), Some(expected), "{why}");
    }
}

#[test]
fn an_instant_in_utc_takes_the_zone_of_a_time_element() {
    let time = "<time datetime='2026-01-09T21:30:00-05:00'>Friday evening</time>";
    let found = article(&page(&meta("2026-01-10T02:30:00Z"), time, ""));
    assert_eq!(found.published_on.map(|day| day.to_string()).as_deref(), Some("2026-01-09"));
}

#[test]
fn of_two_declared_days_the_printed_one_is_taken() {
    let draft = json_ld("2026-01-07T10:00:00Z");
    let both = draft.clone() + &meta("2026-01-10T14:25:00Z");
    let printed = "<span class='date'>10 January 2026</span>";
    assert_eq!(day(&both, printed).as_deref(), Some("2026-01-10T14:25:00+00:00"));
    assert_eq!(day(&both, "").as_deref(), Some("2026-01-07T10:00:00+00:00"), "none is printed");
    let issue = draft + &meta("2026-01-10");
    assert_eq!(day(&issue, printed).as_deref(), Some("2026-01-07T10:00:00+00:00"), "the day of an issue");
}

/// The day of a page that prints this below its headline, and this behind its story.
fn seen(below: &str, behind: &str) -> Option<String> {
    let page = page("", "", "").replace("</h1>", &format!("</h1>{below}"));
    let page = page.replace("</article>", &format!("</article>{behind}"));
    published(&read(&page, Some("https://herald.example/treaty"), "test").expect("an article").article)
}

#[test]
fn other_stories_and_comments_tell_nothing() {
    let time = "<time datetime='2019-05-05T10:00:00Z'>5 May 2019</time>";
    let own = "<p class='date'>9 January 2026</p>";
    for (tag, class) in [("aside", ""), ("div", "related-stories"), ("section", "comments")] {
        let other = format!("<{tag} class='{class}'>{time}</{tag}>");
        assert_eq!(seen(own, &other).as_deref(), Some("2026-01-09"), "{tag} {class}");
        assert_eq!(seen(&other, own).as_deref(), Some("2026-01-09"), "{tag} {class} before the story");
    }
}

#[test]
fn the_day_in_the_address_comes_before_what_stands_far_off() {
    let today = "<div class='date'>Sunday, 29 November 2026</div>";
    let header = page("", "", "").replace("<nav>", &format!("{today}<nav>"));
    assert_eq!(published(&article(&header)).as_deref(), Some("2026-01-12"), "today above the story");
    let sentence = page("", "", "<p>The Act of May 4, 1998 was amended on Tuesday.</p>");
    assert_eq!(published(&article(&sentence)).as_deref(), Some("2026-01-12"), "a day of the story");
}

#[test]
fn a_day_that_is_called_one_of_publication_comes_before_a_bare_date() {
    let head = "<meta name='date' content='2026-11-29'>";
    let printed = |line: &str| page(head, "", "").replace("</h1>", &format!("</h1><p>{line}</p>"));
    assert_eq!(published(&article(&printed("Published: January 9, 2026"))).as_deref(), Some("2026-01-09"));
    assert_eq!(published(&article(&printed("January 9, 2026"))).as_deref(), Some("2026-11-29"));
}

#[test]
fn a_day_of_change_is_none_of_publication() {
    let time = |class: &str, day: u8| {
        format!("<time class='{class}' datetime='2026-01-{day:02}T10:00:00Z'>x</time>")
    };
    let cases = [
        format!("<p>{}{}</p>", time("updated", 11), time("entry-date published", 9)),
        format!("<p>Last updated {}</p><p>Published {}</p>", time("", 11), time("", 9)),
        format!("<p>{} Mis à jour {}</p>", time("", 9), time("", 11)),
    ];
    for below in cases {
        let content = page("", "", "").replace("</h1>", &format!("</h1>{below}"));
        let found = article(&content);
        assert_eq!(published(&found).as_deref(), Some("2026-01-09T10:00:00+00:00"), "{below}");
        let changed = found.modified_at.map(|at| at.to_rfc3339());
        assert_eq!(changed.as_deref(), Some("2026-01-11T10:00:00+00:00"), "{below}");
    }
    let headed =
        page("", "", "").replace("</h1>", "</h1><h2>Law updated</h2><time datetime='2026-01-09'>x</time>");
    assert_eq!(published(&article(&headed)).as_deref(), Some("2026-01-09"), "a word of a heading");
    let line = "<div>Updated: January 11, 2026 | Published: January 9, 2026</div>";
    assert_eq!(seen(line, "").as_deref(), Some("2026-01-09"));
    assert_eq!(
        seen("<div>Aktualisiert am 11. Januar 2026</div>", "").as_deref(),
        Some("2026-01-11"),
        "only a change"
    );
}

#[test]
fn attributes_for_scripts_tell_a_date_near_the_headline() {
    let at = "2026-01-09T13:45:00+00:00";
    let cases = [
        "<span data-published='2026-01-09T13:45:00Z'></span>",
        "<b data-datetime='2026-01-09T13:45:00Z'></b>",
        "<i data-timestamp='1767966300'></i>",
        "<i data-timestamp='1767966300000'></i>",
        "<span datetime='2026-01-09T13:45:00Z'>On Friday</span>",
        "<span class='date' title='9 January 2026, 13:45 GMT'>On Friday</span>",
        "<div aria-label='Published: 1:45 p.m. GMT Jan. 9, 2026 Updated: 9:30 p.m. GMT Jan. 10, 2026'></div>",
        "<i itemprop='datePublished' content='2026-01-09T13:45:00Z'></i>",
    ];
    for below in cases {
        assert_eq!(seen(below, "").as_deref(), Some(at), "{below}");
        let other = format!("<div class='related'>{below}</div>");
        assert_eq!(seen(&other, ""), None, "of another story: {below}");
    }
    let content = page("", "", "").replace("<article>", "<article data-published='2026-01-09T13:45:00Z'>");
    let found = read(&content, Some("https://herald.example/treaty"), "test").expect("an article").article;
    assert_eq!(published(&found).as_deref(), Some(at), "around the headline");
    let printed = "<p>9 January 2026</p><i data-date='2026-01-09T13:45:00Z'></i>";
    assert_eq!(seen(printed, "").as_deref(), Some(at), "the instant of a printed day");
}

#[test]
fn the_sole_time_near_the_headline_tells_publication() {
    let time = "<time class='updated' datetime='2026-01-09T08:03:00+01:00'>January 9, 2026</time>";
    let at = Some("2026-01-09T08:03:00+01:00");
    assert_eq!(seen(&format!("<span class='date'>{time}</span>"), "").as_deref(), at);
    assert_eq!(seen(&time.replace("updated", "entry-date updated"), "").as_deref(), at);
    let printed = format!("<p>Published 9 January 2026</p><p>Updated: {time}</p>");
    assert_eq!(seen(&printed, "").as_deref(), Some("2026-01-09"), "a word that says so is meant");
}

#[test]
fn the_day_of_the_reader_is_none_of_the_story() {
    let cases = [
        "<div class='date-now'>Sunday, 29 November 2026</div>",
        "<div class='date today'>Sunday, 29 November 2026</div>",
        "<header><a href=/>Herald</a><p>Sunday, 29 November 2026</p></header>",
        "<div id='masthead'><p>Sunday, 29 November 2026</p></div>",
    ];
    for clock in cases {
        let content = page("", "", "").replace("<nav>", &format!("{clock}<nav>"));
        let found =
            read(&content, Some("https://herald.example/treaty"), "test").expect("an article").article;
        assert_eq!(published(&found), None, "{clock}");
    }
    assert_eq!(
        seen("<p class='today'>29 November 2026</p><p>9 January 2026</p>", "").as_deref(),
        Some("2026-01-09")
    );
    let behind = [
        "<div>Page generated 29 November 2026</div>",
        "<div><a href='/crane'>Crane arrives at the quay</a> <span>29 November 2026</span></div>",
        "<div><h3>More</h3><a href='/crane'>Crane arrives</a> <span>29 November 2026</span></div>",
    ];
    for behind in behind {
        let content = page("", "", "").replace("<footer>", &format!("{behind}<footer>"));
        let found =
            read(&content, Some("https://herald.example/treaty"), "test").expect("an article").article;
        assert_eq!(published(&found), None, "{behind}");
    }
    assert_eq!(seen("", "<p>First published: 9 January 2026</p>").as_deref(), Some("2026-01-09"));
}

#[test]
fn the_country_of_the_host_orders_the_numbers() {
    let content = page(&meta("05/12/2025 09:15"), "", "");
    let at = |url: &str| published(&read(&content, Some(url), "test").expect("an article").article);
    assert_eq!(at("https://herald.example.co.uk/treaty").as_deref(), Some("2025-12-05"));
    assert_eq!(at("https://herald.example.com/treaty").as_deref(), Some("2025-05-12"));
}

#[test]
fn a_day_may_end_with_a_time() {
    let lines = [
        "<p>Published Jan. 9, 2026 5:30 p.m.</p>",
        "<div>By Ada Quill | Jan. 9, 2026 5:30 p.m.</div>",
        "<div><span>Ada Quill</span> | <span>Jan. 9, 2026 5:30 p.m.</span></div>",
    ];
    for line in lines {
        assert_eq!(seen(line, "").as_deref(), Some("2026-01-09"), "{line}");
    }
}

#[test]
fn without_a_headline_a_day_that_is_called_so_comes_before_today() {
    let content = format!(
        "<html><head><title>The Harbour Post</title></head><body><table><tr><td>Monday, October 4, 2004 | Serving the \
        islands</td></tr></table><font>Council closes bridge</font><p>Posted September 14, 2004</p><p>{LEAD}</p>\
        <p>{SECOND}</p></body></html>"
    );
    assert_eq!(
        published(&read(&content, None, "test").expect("an article").article).as_deref(),
        Some("2004-09-14")
    );
}

#[test]
fn a_day_above_the_headline_in_its_box_is_the_storys() {
    let others = "<div><p><span class=date>26.03.2023</span> <b>Fares rise</b></p></div>";
    let content = format!(
        "<html><body><div><div><div class=meta>24.03.2023 09:30</div><h1>Harbour treaty to be signed</h1>\
        <p>{LEAD}</p><p>{SECOND} {THIRD}</p></div>{others}</div></body></html>"
    );
    let found = read(&content, None, "test").expect("an article").article;
    assert_eq!(published(&found).as_deref(), Some("2023-03-24"));
}

#[test]
fn sentences_of_all_scripts_tell_no_day() {
    let standfirsts = [
        ("hi", "यह संधि 9 जनवरी 1998 को दोनों द्वीपों की परिषदों ने मिलकर तैयार की थी और अब लागू है।"),
        ("ur", "یہ معاہدہ 9 جنوری 1998 کو دونوں جزیروں کی کونسلوں نے مل کر تیار کیا تھا اور اب نافذ ہے۔"),
    ];
    for (language, standfirst) in standfirsts {
        let content =
            page("", "", "").replace("</h1>", &format!("</h1><p>{standfirst}</p><p>4 Feb 2026</p>"));
        let content = content.replace("lang=\"en\"", &format!("lang={language}"));
        let found =
            read(&content, Some("https://herald.example/treaty"), "test").expect("an article").article;
        assert_eq!(published(&found).as_deref(), Some("2026-02-04"), "{language}");
    }
}
