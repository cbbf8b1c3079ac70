//! Pages while others write: what was there before comes exactly once, forwards and backwards, whatever comes in.

use crate::harness::{Server, Store, corpus, on_both_databases};
use serde_json::Value;
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

/// Stories that come in at once.
const STORIES: usize = 5;

/// Stories of other people on all the days of the corpus.
fn news(batch: usize) -> String {
    let line = |number: usize| {
        let at = batch * STORIES + number;
        let (year, month, day) = (2025 + at % 2, 1 + at % 12, 1 + at % 28);
        let body = format!(
            "\"The treaty of hall {at} was read to nobody at all last night,\" Otto Brandl said.\n\
             Otto Brandl said hall {at} would stay open."
        );
        serde_json::json!({
            "url": format!("https://late.test/{at}"), "headline": format!("Hall {at} and the treaty"), "body": body,
            "language": "en", "published_on": format!("{year}-{month:02}-{day:02}"),
        })
        .to_string()
    };
    (0..STORIES).map(line).collect::<Vec<_>>().join("\n")
}

/// A list to walk: its field with arguments.
const LISTS: [(&str, &str); 6] = [
    ("statements", ""),
    ("statements", "orderBy: { field: SAID_ON, direction: ASC }"),
    ("statements", "orderBy: { field: PUBLISHED_AT, direction: DESC }"),
    ("articles", ""),
    ("quotes", ""),
    ("search", "text: \"treaty\""),
];

/// The pages of a walk at which a batch may come in. As many as these, whatever the length of the list: were it one for
/// so many pages, each walk would be longer than the one before by a factor.
const DURING: [usize; 2] = [2, 6];

/// How often each id comes on a walk through all pages; `due` is how many batches may have come in by now.
fn walk(
    server: &Server,
    list: &str,
    arguments: &str,
    is_backward: bool,
    due: &AtomicUsize,
) -> BTreeMap<String, usize> {
    let (size, cursor, edge, more) = if is_backward {
        ("last: 4", "before", "startCursor", "hasPreviousPage")
    } else {
        ("first: 4", "after", "endCursor", "hasNextPage")
    };
    let mut seen = BTreeMap::new();
    let mut at = String::new();
    for page in 0.. {
        if DURING.contains(&page) {
            due.fetch_add(1, Ordering::Relaxed);
        }
        let answer = server.ask(&format!(
            "{{ {list}({arguments} {size} {at}) {{ nodes {{ ... on Node {{ id }} }} pageInfo {{ {edge} {more} }} }} }}"
        ));
        let page = &answer[list];
        for node in page["nodes"].as_array().expect("nodes") {
            *seen.entry(node["id"].as_str().expect("an id").to_owned()).or_default() += 1;
        }
        if page["pageInfo"][more] != Value::Bool(true) {
            return seen;
        }
        at = format!("{cursor}: {}", page["pageInfo"][edge]);
    }
    unreachable!("the last page says that it is the last")
}

on_both_databases! {
    fn names_that_read_as_days_are_paged_as_names(store: &Store) {
        let line = |number: usize, tag: &str| {
            let url = format!("https://news.test/{number}");
            serde_json::json!({"url": url, "headline": "Harbour", "body": "It opens.", "tags": [tag]}).to_string()
        };
        let tags = ["2024-1-5", "2024-11-05", "2024-12-05"];
        let lines: Vec<String> = tags.iter().enumerate().map(|(number, tag)| line(number, tag)).collect();
        store.newsgraph(&["ingest", &store.file("days.jsonl", lines.join("\n"))]).succeeds();
        let server = Server::start(store, &[]);
        let mut after = String::new();
        for tag in tags {
            let query = format!("{{ topics(first: 1 {after}) {{ nodes {{ name }} pageInfo {{ endCursor }} }} }}");
            let page = server.ask(&query);
            assert_eq!(page["topics"]["nodes"][0]["name"], tag, "{after}");
            after = format!("after: {}", page["topics"]["pageInfo"]["endCursor"]);
        }
    }


    fn what_was_there_comes_exactly_once_while_others_write(store: &Store) {
        store.newsgraph(&["ingest", &corpus().display().to_string()]).succeeds();
        let server = Server::start(store, &[]);
        let due = AtomicUsize::new(0);
        let walk = |list: &str, arguments: &str, is_backward: bool| walk(&server, list, arguments, is_backward, &due);
        let before: Vec<BTreeMap<String, usize>> =
            LISTS.iter().map(|(list, arguments)| walk(list, arguments, false)).collect();
        due.store(0, Ordering::Relaxed);
        let is_done = AtomicBool::new(false);
        let batches = std::thread::scope(|scope| {
            let writer = scope.spawn(|| {
                let mut batch = 0;
                while !is_done.load(Ordering::Relaxed) {
                    if due.load(Ordering::Relaxed) <= batch {
                        std::thread::sleep(std::time::Duration::from_millis(5));
                        continue;
                    }
                    let file = store.file(&format!("late-{batch}.jsonl"), news(batch));
                    store.newsgraph(&["ingest", &file]).succeeds();
                    batch += 1;
                }
                batch
            });
            for ((list, arguments), before) in LISTS.iter().zip(&before) {
                for is_backward in [false, true] {
                    let during = walk(list, arguments, is_backward);
                    for id in before.keys() {
                        let times = during.get(id).copied().unwrap_or_default();
                        assert_eq!(times, 1, "{list} {arguments} backward {is_backward}: {id} came {times} times");
                    }
                    assert!(during.values().all(|times| *times == 1), "{list} {arguments}: a new one came twice");
                }
            }
            is_done.store(true, Ordering::Relaxed);
            writer.join().expect("the writer ends")
        });
        assert!(batches > 1, "{batches} batches came in meanwhile");
        assert!(walk("articles", "", false).len() > before[3].len());
    }
}
