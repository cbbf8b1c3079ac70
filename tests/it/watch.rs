//! Watching feeds on a loopback server: polite, conditional, within bounds, and never inside a private network
//! unless that is allowed.

use crate::harness::{Store, on_both_databases};
use std::collections::BTreeMap;
use std::io::{BufRead as _, BufReader, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};

/// A web site: what it answers, and what it was asked.
struct Site {
    port: u16,
    pages: Arc<Mutex<Pages>>,
    asked: Arc<Mutex<Vec<String>>>,
}

type Pages = BTreeMap<&'static str, String>;

impl Site {
    /// Serves pages by their paths; each is a whole answer behind the status line's version.
    fn serve(pages: impl FnOnce(u16) -> Pages) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let port = listener.local_addr().expect("an address").port();
        let pages = Arc::new(Mutex::new(pages(port)));
        let served = Arc::clone(&pages);
        let asked = Arc::new(Mutex::new(Vec::new()));
        let log = Arc::clone(&asked);
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                answer(stream, &served, &log);
            }
        });
        Self { port, pages, asked }
    }

    /// Puts another page in the place of one.
    fn change(&self, path: &'static str, page: String) {
        self.pages.lock().expect("pages").insert(path, page);
    }

    /// The body of a page.
    fn page(&self, path: &str) -> String {
        let pages = self.pages.lock().expect("pages");
        pages[path].split_once("\r\n\r\n").expect("a body").1.to_owned()
    }

    /// The paths that were asked for since the last look.
    fn asked(&self) -> Vec<String> {
        std::mem::take(&mut *self.asked.lock().expect("a log"))
    }

    fn feeds(&self, store: &Store, settings: &str) -> String {
        let feed = format!(
            "seconds_between_requests = 0\n{settings}\n[[feed]]\nurl = \"http://127.0.0.1:{}/feed.xml\"\n",
            self.port
        );
        store.file("feeds.toml", feed)
    }
}

fn answer(mut stream: TcpStream, pages: &Mutex<Pages>, log: &Mutex<Vec<String>>) {
    let mut lines = BufReader::new(stream.try_clone().expect("a stream")).lines().map_while(Result::ok);
    let Some(request) = lines.next() else { return };
    let headers: Vec<String> =
        lines.take_while(|line| !line.is_empty()).map(|line| line.to_lowercase()).collect();
    let path = request.split(' ').nth(1).unwrap_or_default();
    let is_known = headers.iter().any(|line| line == "if-none-match: \"v1\"");
    log.lock().expect("a log").push(path.to_owned() + if is_known { " again" } else { "" });
    let missing = "404 Not Found\r\ncontent-length: 0\r\n\r\n".to_owned();
    let page = pages.lock().expect("pages").get(path).cloned().unwrap_or(missing);
    let page = if is_known { "304 Not Modified\r\ncontent-length: 0\r\n\r\n" } else { &page };
    // Whoever asked may be gone.
    let _ = write!(stream, "HTTP/1.1 {}", page.replacen("\r\n", "\r\nconnection: close\r\n", 1));
}

fn page(kind: &str, body: &str) -> String {
    format!("200 OK\r\ncontent-type: {kind}\r\netag: \"v1\"\r\ncontent-length: {}\r\n\r\n{body}", body.len())
}

fn feed(port: u16, paths: &[&str]) -> String {
    let item = |path: &&str| {
        format!(
            "<item><title>Harbour opens</title><link>http://127.0.0.1:{port}{path}</link><description>The harbour of Avenmouth opens in May, the mayor says after a year of waiting.</description></item>"
        )
    };
    let items: String = paths.iter().map(item).collect();
    page(
        "application/rss+xml",
        &format!(
            "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>Gazette</title><link>http://127.0.0.1:{port}/</link><description>News</description>{items}</channel></rss>"
        ),
    )
}

fn story(port: u16, path: &str) -> String {
    page(
        "text/html",
        &format!(
            "<html><head><link rel=canonical href='http://127.0.0.1:{port}{path}'><title>Harbour opens</title></head><body><article>\
         <h1>Harbour opens</h1><p>Mayor Ada Quill spoke on Monday about the harbour of Avenmouth, which has been closed for a \
         year and cost the town its trade.</p><p>\"We will open the harbour in May,\" Quill said. The ships went elsewhere in \
         that year, and the town lost its trade with the isles.</p></article></body></html>"
        ),
    )
}

fn site() -> Site {
    Site::serve(|port| {
        BTreeMap::from([
            ("/feed.xml", feed(port, &["/1.html", "/secret/2.html", "/moved.html"])),
            ("/1.html", story(port, "/1.html")),
            ("/secret/2.html", story(port, "/secret/2.html")),
            (
                "/moved.html",
                format!(
                    "302 Found\r\nlocation: http://localhost:{port}/inside.html\r\ncontent-length: 0\r\n\r\n"
                ),
            ),
            ("/inside.html", story(port, "/inside.html")),
            ("/robots.txt", page("text/plain", "User-agent: *\nDisallow: /secret/\n")),
        ])
    })
}

on_both_databases! {
    fn feeds_are_watched_politely(store: &Store) {
        let site = site();
        let feeds = site.feeds(store, "allow_private = [\"127.0.0.1\"]");
        let told = store.newsgraph(&["watch", "--once", &feeds]).stderr;
        assert!(told.contains("\nrejected: ") && told.contains("robots.txt") && told.contains("private network"), "{told}");
        let whole = store.value("SELECT CAST(count(*) AS TEXT) FROM article WHERE NOT is_excerpt");
        assert_eq!((whole.as_str(), store.count("article")), ("1", 3), "of the others stays what the feed tells: {told}");
        let asked = site.asked();
        assert_eq!(asked, ["/robots.txt", "/feed.xml", "/1.html", "/moved.html"], "what is forbidden is not asked for");
        store.newsgraph(&["watch", "--once", &feeds]).succeeds();
        assert_eq!(site.asked(), ["/robots.txt", "/feed.xml again"], "the second poll is conditional");
        let rejected = store.newsgraph(&["rejected"]).succeeds().stdout;
        assert!(rejected.contains("/secret/2.html") && rejected.contains("/moved.html"), "{rejected}");
    }

    fn a_page_is_read_again_when_its_entry_changes(store: &Store) {
        let dated = |port: u16, date: &str| {
            let feed = feed(port, &["/1.html"]).replace("\"v1\"", "\"v0\"");
            let body = feed.split_once("\r\n\r\n").expect("a body").1.replace("</item>", &format!("<pubDate>{date}</pubDate></item>"));
            page("application/rss+xml", &body).replace("\"v1\"", "\"v0\"")
        };
        let first = "Fri, 02 May 2031 10:00:00 GMT";
        let site = Site::serve(|port| BTreeMap::from([("/feed.xml", dated(port, first)), ("/1.html", story(port, "/1.html"))]));
        let feeds = site.feeds(store, "allow_private = [\"127.0.0.1\"]");
        store.newsgraph(&["watch", "--once", &feeds]).succeeds();
        assert_eq!(store.value("SELECT CAST(published_on AS TEXT) FROM article"), "2031-05-02", "the page has no date of its own");
        site.asked();
        store.execute("UPDATE article_version SET seen_at = '2031-05-02 12:00:00+00:00'");
        site.change("/feed.xml", dated(site.port, first).replace("after a year", "after one year"));
        store.newsgraph(&["watch", "--once", &feeds]).succeeds();
        assert_eq!(site.asked(), ["/robots.txt", "/feed.xml"], "its entry is older than what was read");
        site.change("/feed.xml", dated(site.port, "Sat, 03 May 2031 10:00:00 GMT"));
        site.change("/1.html", story(site.port, "/1.html").replace("in May,", "in June"));
        store.newsgraph(&["watch", "--once", &feeds]).succeeds();
        assert_eq!(site.asked(), ["/robots.txt", "/feed.xml", "/1.html"]);
        assert!(store.value("SELECT body FROM article").contains("open the harbour in June"));
        assert_eq!(store.value("SELECT CAST(max(number) AS TEXT) FROM article_version"), "3");
        assert_eq!(store.value("SELECT CAST(published_on AS TEXT) FROM article"), "2031-05-02", "the feed's date stays");
    }

    fn an_entry_and_the_page_that_its_link_leads_to_are_one_article(store: &Store) {
        let entries = |port: u16, words: &str| {
            let feed = feed(port, &["/moved.html", "/other.html"]).replace("\"v1\"", "\"v0\"");
            let body = feed.split_once("\r\n\r\n").expect("a body").1.replace("a year", words);
            page("application/rss+xml", &body.replace("</item>", "<pubDate>Fri, 02 May 2031 10:00:00 GMT</pubDate></item>"))
                .replace("\"v1\"", "\"v0\"")
        };
        let site = Site::serve(|port| {
            BTreeMap::from([
                ("/feed.xml", entries(port, "a year")),
                ("/moved.html", "302 Found\r\nlocation: /1.html\r\ncontent-length: 0\r\n\r\n".to_owned()),
                ("/1.html", story(port, "/1.html")),
                ("/other.html", story(port, "/2.html").replace("in May", "in June")),
            ])
        });
        let feeds = site.feeds(store, "allow_private = [\"127.0.0.1\"]");
        // One of the two is there before its entry is.
        let known = site.page("/other.html");
        store.newsgraph(&["ingest", &store.file("2.html", known)]).succeeds();
        let articles = || {
            let rows = store.rows("SELECT url, CAST(is_excerpt AS TEXT), CAST(published_on AS TEXT) FROM article ORDER BY url");
            let cell = |cell: &Option<String>| cell.clone().unwrap_or_default().replace(&format!("http://127.0.0.1:{}", site.port), "");
            rows.iter().map(|row| row.iter().map(cell).collect::<Vec<_>>().join(" ").replace("false", "0")).collect::<Vec<_>>()
        };
        store.newsgraph(&["watch", "--once", &feeds]).succeeds();
        assert_eq!(site.asked(), ["/robots.txt", "/feed.xml", "/moved.html", "/1.html", "/other.html"]);
        let expected = ["/1.html 0 2031-05-02", "/2.html 0 2031-05-02"];
        assert_eq!(articles(), expected, "the entries' dates fill the pages, and no excerpt is left");
        let statements = store.rows("SELECT text, CAST(quote_count AS TEXT) FROM statement ORDER BY text");
        site.change("/feed.xml", entries(site.port, "one year"));
        store.newsgraph(&["watch", "--once", &feeds]).succeeds();
        assert_eq!(site.asked(), ["/robots.txt", "/feed.xml"], "both were read");
        assert_eq!(articles(), expected, "what the entries tell now is told of the pages' articles");
        assert_eq!(store.rows("SELECT text, CAST(quote_count AS TEXT) FROM statement ORDER BY text"), statements);
    }

    fn only_what_failed_for_now_is_asked_for_again(store: &Store) {
        let moved = |to: &str| format!("302 Found\r\nlocation: {to}\r\ncontent-length: 0\r\n\r\n");
        let site = Site::serve(|port| {
            BTreeMap::from([
                ("/feed.xml", feed(port, &["/missing.html", "/image.png", "/loop.html", "/secret/2.html", "/later.html"])),
                ("/image.png", page("image/png", "\u{89}PNG")),
                ("/loop.html", moved("/loop.html")),
                ("/later.html", "503 Service Unavailable\r\ncontent-length: 0\r\n\r\n".to_owned()),
                ("/robots.txt", page("text/plain", "User-agent: *\nDisallow: /secret/\n")),
            ])
        });
        let feeds = site.feeds(store, "allow_private = [\"127.0.0.1\"]");
        store.newsgraph(&["watch", "--once", &feeds]).fails(3, &["/missing.html", "/image.png", "/loop.html", "robots.txt", "503"]);
        assert!(site.asked().ends_with(&["/later.html".to_owned()]));
        store.newsgraph(&["watch", "--once", &feeds]).fails(3, &["503"]);
        assert_eq!(site.asked(), ["/robots.txt", "/feed.xml", "/later.html"]);
        site.change("/later.html", story(site.port, "/later.html"));
        store.newsgraph(&["watch", "--once", &feeds]).succeeds();
        assert_eq!(site.asked(), ["/robots.txt", "/feed.xml", "/later.html"]);
        store.newsgraph(&["watch", "--once", &feeds]).succeeds();
        assert_eq!(site.asked(), ["/robots.txt", "/feed.xml again"]);
    }

    fn private_networks_are_refused(store: &Store) {
        let site = site();
        let feeds = site.feeds(store, "");
        store.newsgraph(&["watch", "--once", &feeds]).fails(3, &["private network"]);
        assert_eq!(site.asked(), Vec::<String>::new());
        let failure = store.value("SELECT failure FROM feed");
        assert!(failure.contains("allow_private"), "{failure}");
    }

    fn entries_alone_are_read_where_pages_are_not_wanted(store: &Store) {
        let site = site();
        let feeds = site.feeds(store, "allow_private = [\"127.0.0.1\"]\npages = false");
        store.newsgraph(&["watch", "--once", &feeds]);
        assert_eq!(site.asked(), ["/robots.txt", "/feed.xml"]);
        assert!(store.count("run_document") > 0, "the feed is in the journal");
    }
}
