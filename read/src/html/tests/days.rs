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
    for name in ["article:published:time", "article.published_time", "dc:date", "parsely_pub_date"] {
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
