//! Pages that are made to break readers. Each is read in a thread with a small stack: an overflow would end the
//! process.

use super::*;

fn check(content: String) -> Result<Page, Rejection> {
    let thread = std::thread::Builder::new().stack_size(512 << 10);
    let reading = thread.spawn(move || read(&content, None, "hostile")).expect("a thread");
    reading.join().expect("no panic")
}

#[test]
fn deep_pages_are_rejected() {
    let deep = [
        "<div>".repeat(100_000),
        "<b><div></b>".repeat(50_000),
        "<table><tr><td>".repeat(30_000),
        format!("{}</x>", "<div></x>".repeat(50_000)),
    ];
    for content in deep {
        let start = content[..20].to_owned();
        assert!(matches!(check(content), Err(Rejection::TooDeep { .. })), "{start}");
    }
}

#[test]
fn what_grows_without_end_is_read_in_part_or_not_at_all() {
    let fonts: Vec<String> = (0..400).map(|size| format!("<font size={size}>")).collect();
    let pages = [
        fonts.concat() + &"<p>x".repeat(20_000),
        format!("<p {}>", "a b=1 ".repeat(500_000)),
        format!("<p class=\"{}\">x", "ad ".repeat(500_000)),
        format!("<meta name=keywords content=\"{}\">", "a,b,c,".repeat(300_000)),
        "<!--".repeat(500_000),
        "<script>".repeat(200_000),
        "<a href=\"".repeat(200_000),
        "<".repeat(200_000),
        "<time><span class=byline>".repeat(200),
        format!("<script type='application/ld+json'>{}</script>", "[".repeat(1_000_000)),
        format!("<script type='application/ld+json'>{}", "{\"@type\":\"Article\",\"author\":".repeat(100)),
        format!("<script type='application/ld+json'>{{\"a\":\"{}</script>", "\"//".repeat(300_000)),
        format!("<script type='application/ld+json'>{}</script>", "{\"a\":1,}".repeat(100_000)),
        format!("<script type='application/ld+json'>[{}</script>", "[/**/}".repeat(100_000)),
    ];
    for content in pages {
        let start = content[..20].to_owned();
        assert!(check(content).is_err(), "{start}");
    }
}

#[test]
fn a_story_in_front_of_endless_elements_is_read() {
    let content = page("", "", "").replace("<footer>", &format!("{}<footer>", "<i>x</i>".repeat(400_000)));
    let found = check(content).expect("an article");
    assert!(found.article.body.starts_with(LEAD), "{}", found.article.body);
    assert!(found.notes.iter().any(|note| note.contains("elements")), "{:?}", found.notes);
}

#[test]
fn a_cut_page_is_read_as_far_as_it_goes() {
    let whole = page("", "", "");
    for length in (0..whole.len()).step_by(37) {
        drop(check(whole[..length].to_owned()));
    }
    assert!(matches!(read("<p>hello", None, "short"), Err(Rejection::NoArticle { .. })));
}

#[test]
fn what_is_declared_at_length_is_read_in_time() {
    let long = "word ".repeat(200_000);
    let nested = "a & b <div></x>".repeat(20_000);
    let pages = [
        page(&format!("<title>{long}</title>"), "", &"<p>a short line".repeat(3_000)),
        page(&format!("<meta name=description content='{long}'>"), "", &"<p>a short line".repeat(3_000)),
        page(
            &format!(
                "<script type='application/ld+json'>{{\"@type\":\"Article\",\"headline\":\"x\",\"articleBody\":\"{nested}\",\
            \"description\":\"{nested}\"}}</script>"
            ),
            "",
            "",
        ),
    ];
    for content in pages {
        let start = std::time::Instant::now();
        let found = check(content).expect("an article");
        assert!(found.article.body.contains(LEAD));
        assert!(start.elapsed().as_secs() < 20, "{:?}", start.elapsed());
    }
}

#[test]
fn elements_around_a_long_text_are_read_in_time() {
    let long = "word ".repeat(400_000);
    let nested = |tag: &str, count: usize| format!("{}{long}", format!("<{tag}>").repeat(count));
    let labels = "<meta name=keywords content=word>";
    for content in [
        page("", "", &nested("div itemscope itemtype='x/Article'><div itemprop=headline", 200)),
        page("", &nested("span class=byline", 55), ""),
        page(labels, "", &format!("<p>{long}</p>")),
    ] {
        let start = std::time::Instant::now();
        drop(check(content));
        assert!(start.elapsed().as_secs() < 20, "{:?}", start.elapsed());
    }
}
