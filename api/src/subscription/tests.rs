use super::{MEMORY, Told, read_cursor, write_cursor};
use chrono::{DateTime, NaiveDate};
use entity::statement::Model;
use entity::{Precision, QuoteKind, SaidBasis, StatementId, StatementStatus};

fn row(id: i64, published_position: i64) -> Model {
    Model {
        id: StatementId(id),
        speaker_person_id: None,
        speaker_organization_id: None,
        speaker_printed: None,
        text: String::new(),
        text_sha256: String::new(),
        kind: QuoteKind::Direct,
        said_on: NaiveDate::default(),
        said_precision: Precision::Day,
        said_basis: SaidBasis::Publication,
        said_from: None,
        said_until: None,
        said_is_editorial: false,
        language: None,
        first_appeared_at: DateTime::default(),
        quote_count: 1,
        status: StatementStatus::Machine,
        confidence: 1.0,
        published_position,
        changed_position: published_position,
        parts: entity::StatementParts::from(&entity::Parts::default()),
        first_article_id: None,
    }
}

#[test]
fn each_statement_is_told_once() {
    let mut told = Told::new(10);
    assert!(!told.is_news(&row(1, 10)), "it was there before");
    assert!(told.is_news(&row(2, 11)));
    assert!(!told.is_news(&row(2, 11)), "more articles print it");
}

#[test]
fn memory_is_bounded_and_what_is_forgotten_is_never_told_again() {
    let mut told = Told::new(0);
    let many = i64::try_from(MEMORY).expect("a number") + 500;
    assert!((1..=many).all(|id| told.is_news(&row(id, id))));
    assert_eq!(told.ids.len(), MEMORY);
    assert_eq!(told.order.len(), MEMORY);
    assert!((1..=many).all(|id| !told.is_news(&row(id, id))));
}

#[test]
fn cursors_come_back() {
    assert_eq!(read_cursor(&write_cursor(7), 7).expect("a cursor"), 7);
    for wrong in ["", "7", "BEGIN", &write_cursor(8), &write_cursor(-1), "cHVibGljYXRpb246eA"] {
        assert!(read_cursor(wrong, 7).is_err(), "{wrong}");
    }
}
