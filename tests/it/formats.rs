//! Documents of other formats on their way into the database: what feeds and lists of quotes know of an article, its
//! page completes; nothing is lost to a telling that knows less.

use crate::harness::{Database, Server, Store, newsgraph, on_both_databases};

const URL: &str = "https://news.test/harbour";

fn feed(description: &str, date: &str) -> String {
    format!(
        "<rss version='2.0'><channel><title>Courier</title><link>https://news.test/</link><item>\
         <title>Harbour opens</title><link>{URL}?utm_source=rss</link><description>{description}</description>\
         <pubDate>{date}</pubDate><category>harbours</category></item></channel></rss>"
    )
}

fn page() -> String {
    format!(
        "<html><head><link rel=canonical href='{URL}'><title>Harbour opens</title></head><body><article>\
         <h1>Harbour opens</h1><p>Mayor Ada Quill spoke on Monday about the harbour of Avenmouth, which has been closed \
         for a year.</p><p>\"We will open the harbour in May,\" Quill said. The ships went elsewhere in that year, and \
         the town lost its trade.</p></article></body></html>"
    )
}

fn quotes(words: &str) -> String {
    format!(
        "{{\"date\":\"2031-05-02T10:00:00Z\",\"url\":\"{URL}\",\"title\":\"Harbour opens\",\"lang\":\"ENGLISH\",\
         \"quotes\":[{{\"pre\":\"\",\"quote\":\"{words}\",\"post\":\", Mayor Ada Quill said.\"}}]}}\n"
    )
}

fn ingest(store: &Store, name: &str, text: &str) -> String {
    let file = store.file(name, text);
    store.newsgraph(&["ingest", &file]).succeeds().summary().to_owned()
}

const CREATED: &str = "1 created, 0 updated, 0 unchanged, 0 rejected";
const UPDATED: &str = "0 created, 1 updated, 0 unchanged, 0 rejected";
const UNCHANGED: &str = "0 created, 0 updated, 1 unchanged, 0 rejected";

fn is_excerpt(store: &Store) -> bool {
    store.value("SELECT CASE WHEN is_excerpt THEN 'yes' ELSE 'no' END FROM article") == "yes"
}

on_both_databases! {
    fn a_page_completes_the_entry_of_a_feed(store: &Store) {
        assert_eq!(ingest(store, "feed.xml", &feed("The mayor spoke.", "Fri, 02 May 2031 10:00:00 GMT")), CREATED);
        assert!(is_excerpt(store));
        assert_eq!(store.value("SELECT description FROM article"), "The mayor spoke.");
        assert_eq!(ingest(store, "page.html", &page()), UPDATED);
        assert!(!is_excerpt(store));
        assert_eq!((store.count("article"), store.count("article_version")), (1, 2));
        assert!(store.value("SELECT body FROM article").contains("in May"));
        assert_eq!(store.value("SELECT CAST(published_on AS TEXT) FROM article"), "2031-05-02", "what the page does not tell stays");
        assert_eq!(store.count("quote"), 1);
        let about = "SELECT t.name, st.basis FROM statement_topic st JOIN topic t ON t.id = st.topic_id WHERE t.name = 'harbours'";
        assert_eq!(store.rows(about).len(), 1, "what the feed tags it with, its statements are about");
    }

    fn the_entry_of_a_feed_completes_a_page_and_takes_nothing_from_it(store: &Store) {
        assert_eq!(ingest(store, "page.html", &page()), CREATED);
        let words = "SELECT headline, body FROM article";
        let before = store.rows(words);
        assert_eq!(ingest(store, "feed.xml", &feed("The mayor spoke.", "Fri, 02 May 2031 10:00:00 GMT")), UPDATED);
        let told = store.rows("SELECT CAST(published_on AS TEXT), description FROM article");
        assert_eq!(told, [[Some("2031-05-02".to_owned()), Some("The mayor spoke.".to_owned())]]);
        assert_eq!(store.value("SELECT CAST(said_on AS TEXT) FROM statement"), "2031-05-02");
        assert_eq!(store.value("SELECT CAST(count(*) AS TEXT) FROM article_topic a JOIN topic t ON t.id = a.topic_id WHERE t.name = 'harbours'"), "1");
        assert_eq!(ingest(store, "later.xml", &feed("She spoke again.", "Sat, 03 May 2031 10:00:00 GMT")), UNCHANGED);
        assert_eq!(ingest(store, "quotes.jsonl", &quotes("We will open the harbour in May")), UNCHANGED);
        assert_eq!(store.rows(words), before);
        assert_eq!((store.count("article_version"), store.count("quote")), (1, 1));
    }

    fn an_earlier_state_that_comes_late_changes_nothing(store: &Store) {
        let item = |version: u8, words: &str| format!(
            "{{\"uri\":\"urn:newsml:wire.test:1\",\"version\":\"{version}\",\"versioncreated\":\"2021-05-0{version}T10:00:00Z\",\
             \"headline\":\"Harbour opens\",\"body_text\":\"{words}\"}}"
        );
        assert_eq!(ingest(store, "b.json", &item(2, "The harbour opens in June.")), CREATED);
        assert_eq!(ingest(store, "a.json", &item(1, "The harbour opens in May.")), UNCHANGED);
        assert_eq!(store.value("SELECT body FROM article"), "The harbour opens in June.");
    }

    fn what_an_agency_cancels_is_withdrawn_and_stays_on_record(store: &Store) {
        let item = |day: u8, status: &str, words: &str| format!(
            "{{\"uri\":\"urn:newsml:wire.test:1\",\"versioncreated\":\"2021-05-0{day}T10:00:00Z\",\"pubstatus\":\"{status}\"{words}}}"
        );
        let words = ",\"headline\":\"Harbour opens\",\"body_text\":\"\\\"We will open the harbour in May,\\\" Mayor Ada Quill said.\"";
        let is_withdrawn = || store.value("SELECT status FROM article") == "withdrawn";
        assert_eq!(ingest(store, "first.json", &item(2, "usable", words)), CREATED);
        assert!(!is_withdrawn());
        assert_eq!(ingest(store, "kill.json", &item(3, "canceled", "")), UPDATED);
        assert!(is_withdrawn());
        assert_eq!((store.count("article_version"), store.count("quote")), (1, 1), "its words stay");
        assert_eq!(store.value("SELECT headline FROM article"), "Harbour opens");
        assert_eq!(ingest(store, "late.json", &item(2, "usable", &words.replace("May", "June"))), UNCHANGED);
        let exported = store.newsgraph(&["export"]).succeeds().stdout;
        assert!(exported.contains("\"is_withdrawn\":true"), "{exported}");
        let copy = Store::create(store.database);
        copy.newsgraph(&["import", &copy.file("all.jsonl", &exported)]).succeeds();
        assert_eq!(copy.newsgraph(&["export"]).succeeds().stdout, exported, "it comes back withdrawn");
        let answer = Server::start(store, &[]).ask("{ articles(first: 5) { nodes { isWithdrawn } } }");
        assert_eq!(answer["articles"]["nodes"], serde_json::json!([{"isWithdrawn": true}]));
        assert_eq!(ingest(store, "again.json", &item(4, "usable", words)), UPDATED);
        assert!(!is_withdrawn());
    }

    fn what_is_cancelled_before_it_comes_stays_withdrawn(store: &Store) {
        let item = |hour: u8, status: &str| format!(
            "{{\"uri\":\"urn:newsml:wire.test:1\",\"versioncreated\":\"2021-05-01T{hour}:00:00Z\",\"pubstatus\":\"{status}\",\
             \"headline\":\"Harbour opens\",\"body_text\":\"\\\"We will open the harbour in May,\\\" Mayor Ada Quill said.\"}}"
        );
        assert_eq!(ingest(store, "kill.json", &item(12, "canceled")), CREATED);
        assert_eq!(ingest(store, "late.json", &item(11, "usable")), UNCHANGED);
        assert_eq!(store.value("SELECT status FROM article"), "withdrawn");
        assert_eq!(store.count("quote"), 0);
        let exported = store.newsgraph(&["export"]).succeeds().stdout;
        let copy = Store::create(store.database);
        copy.newsgraph(&["import", &copy.file("all.jsonl", &exported)]).succeeds();
        assert_eq!(copy.newsgraph(&["export"]).succeeds().stdout, exported);
        assert_eq!(ingest(store, "again.json", &item(13, "usable")), UPDATED);
        assert_eq!(store.value("SELECT status FROM article"), "published");
    }

    fn an_embargo_decides_no_order(store: &Store) {
        let item = |hour: u8, embargo: &str| format!(
            "{{\"uri\":\"urn:newsml:wire.test:1\",\"versioncreated\":\"2021-05-04T{hour}:00:00Z\"{embargo},\"headline\":\"Harbour opens at {hour}\",\
             \"body_text\":\"\\\"We will open the harbour in May,\\\" Mayor Ada Quill said on Monday.\"}}"
        );
        assert_eq!(ingest(store, "b.json", &item(15, "")), CREATED);
        assert_eq!(ingest(store, "a.json", &item(10, ",\"embargoed\":\"2099-01-01T00:00:00Z\"")), UNCHANGED);
        assert_eq!(store.value("SELECT headline FROM article"), "Harbour opens at 15");
        assert_eq!(store.value("SELECT CAST(said_on AS TEXT) FROM statement"), "2021-05-03");
    }

    fn stories_of_a_feed_that_share_a_link_are_several(store: &Store) {
        let item = |number: u8| format!("<item><title>Part {number}</title><link>https://news.test/show</link><guid isPermaLink='false'>ep-{number}</guid><description>Story {number}.</description></item>");
        let feed = format!("<rss version='2.0'><channel><title>Courier</title>{}{}</channel></rss>", item(1), item(2));
        assert_eq!(ingest(store, "feed.xml", &feed), CREATED);
        assert_eq!(store.count("article"), 2);
    }

    fn items_without_address_and_text_are_told_apart_by_their_headlines(store: &Store) {
        let items = "<rss version='2.0'><channel><title>Courier</title><item><title>Harbour opens</title><description>The mayor spoke.</description></item>\
                     <item><title>Harbour closes</title><description>The mayor spoke.</description></item></channel></rss>";
        assert_eq!(ingest(store, "feed.xml", items), CREATED);
        assert_eq!(store.count("article"), 2);
        let exported = store.newsgraph(&["export"]).succeeds().stdout;
        let copy = Store::create(store.database);
        copy.newsgraph(&["import", &copy.file("all.jsonl", &exported)]).succeeds();
        assert_eq!(copy.newsgraph(&["export"]).succeeds().stdout, exported);
    }

    fn a_changed_entry_is_a_new_version(store: &Store) {
        ingest(store, "a.xml", &feed("The mayor spoke.", "Fri, 02 May 2031 10:00:00 GMT"));
        assert_eq!(ingest(store, "b.xml", &feed("The mayor spoke again.", "Fri, 02 May 2031 10:00:00 GMT")), UPDATED);
        assert_eq!(store.value("SELECT description FROM article"), "The mayor spoke again.");
    }

    fn lists_of_quotes_add_to_each_other(store: &Store) {
        let (first, second) = ("We will open the harbour before the end of May", "The ships will come back to us in summer");
        assert_eq!(ingest(store, "a.jsonl", &quotes(first)), CREATED);
        assert_eq!(ingest(store, "b.jsonl", &quotes(second)), UPDATED);
        let again = quotes(first).replace("10:00:00Z", "10:00:01Z");
        assert_eq!(ingest(store, "c.jsonl", &again), UNCHANGED);
        let told = store.rows("SELECT q.text, p.name FROM quote q JOIN statement s ON s.id = q.statement_id \
                               LEFT JOIN person p ON p.id = s.speaker_person_id WHERE q.is_current ORDER BY q.position");
        let told: Vec<Vec<&str>> = told.iter().map(|row| row.iter().map(|cell| cell.as_deref().unwrap_or("")).collect()).collect();
        assert_eq!(told, [[first, "Ada Quill"], [second, "Ada Quill"]]);
        assert_eq!(store.count("statement"), 2);
        assert!(is_excerpt(store));
        assert_eq!(ingest(store, "page.html", &page()), UPDATED);
        assert!(!is_excerpt(store));
    }

    fn an_item_of_an_agency_is_known_by_its_urn(store: &Store) {
        let item = |version: u8, words: &str| format!(
            "{{\"uri\":\"urn:newsml:wire.test:1\",\"version\":\"{version}\",\"versioncreated\":\"2031-05-0{version}T10:00:00Z\",\
             \"headline\":\"Harbour opens\",\"body_text\":\"{words}\"}}"
        );
        assert_eq!(ingest(store, "a.json", &item(1, "The harbour opens in May.")), CREATED);
        assert_eq!(ingest(store, "b.json", &item(2, "The harbour opens in June.")), UPDATED);
        assert_eq!((store.count("article"), store.count("article_version")), (1, 2));
    }

    fn an_excerpt_is_exported_and_comes_back(store: &Store) {
        ingest(store, "feed.xml", &feed("The mayor spoke.", "Fri, 02 May 2031 10:00:00 GMT"));
        let exported = store.newsgraph(&["export"]).succeeds().stdout;
        let copy = Store::create(store.database);
        copy.newsgraph(&["import", &copy.file("all.jsonl", &exported)]).succeeds();
        assert_eq!(copy.newsgraph(&["export"]).succeeds().stdout, exported);
    }
}

#[test]
fn a_bad_record_of_an_archive_costs_itself() {
    let store = Store::create(Database::Sqlite);
    let record = |number: u8, length: usize| {
        let page = page().replace(URL, &format!("https://news.test/{number}"));
        let block = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n{page}");
        let length = if length == 0 { block.len() } else { length };
        format!(
            "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://news.test/{number}\r\nContent-Length: {length}\r\n\r\n{block}\r\n\r\n"
        )
    };
    let archive = store.file("news.warc", [record(1, 0), record(2, 99_999), record(3, 0)].concat());
    let outcome = store.newsgraph(&["ingest", &archive]).fails(3, &["news.warc:2", "99999"]);
    assert_eq!(outcome.summary(), "2 created, 0 updated, 0 unchanged, 1 rejected");
}

#[test]
fn extract_takes_any_format() {
    let line = newsgraph(&["extract", "--format", "gqg"], &[], &quotes("We will open the harbour in May"));
    assert!(line.succeeds().stdout.contains("\"Ada Quill\""));
    let found = newsgraph(&["extract"], &[], &page());
    assert!(found.succeeds().stdout.contains("in May"));
    newsgraph(&["extract", "--format", "docx"], &[], "").fails(2, &["docx", "warc"]);
}
