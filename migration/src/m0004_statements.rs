//! What was said: the statement once, its quotes in each article, what it is about and in which office.
//!
//! The joins carry the columns their questions filter and sort by, so that the main question is one index
//! range whatever the size of the corpus: (speaker, topic, day), (office, day), (topic, day), (speaker, day).

use crate::ddl::{
    Link, boolean, choice, choice_null, create, day, double, drop, index, instant, integer, integer_null,
    join_table, refer, table, text, text_null, unique,
};
use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

const KINDS: &[&str] = &["direct", "indirect", "mixed"];
const PRECISIONS: &[&str] = &["day", "week", "month", "year"];
/// `received` is for an article without any date: the day its document came in.
const SAID_BASES: &[&str] = &["explicit", "relative", "publication", "received"];
const STATUSES: &[&str] = &["machine", "confirmed", "rejected"];
const MATCHES: &[&str] = &["exact", "truncated", "edited"];
const TOPIC_BASES: &[&str] = &["words", "sentence", "article"];
const OFFICE_BASES: &[&str] = &["printed", "tenure"];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let tables = vec![
            statement(),
            redirect(),
            quote(),
            statement_topic(),
            statement_office(),
            statement_mention(),
            office_mention(),
        ];
        let indexes = vec![
            index("statement", &["-said_on", "-id"]),
            index("statement", &["speaker_person_id", "-said_on", "-id"]),
            index("statement", &["speaker_organization_id", "-said_on", "-id"]),
            index("statement", &["text_sha256"]),
            index("statement", &["kind", "-said_on", "-id"]),
            index("statement", &["first_article_id"]),
            index("quote", &["statement_id", "article_id"]),
            index("quote", &["article_id", "is_current", "position"]),
            unique("quote", &["article_version_id", "position"]),
            index("statement_redirect", &["statement_id"]),
            index("office_mention", &["article_id", "span_start"]),
            index("office_mention", &["person_id", "office_id"]),
            index("office_mention", &["office_id"]),
            index("statement_topic", &["topic_id", "-said_on", "-statement_id"]),
            index("statement_topic", &["topic_id", "speaker_person_id", "-said_on", "-statement_id"]),
            index("statement_topic", &["topic_id", "speaker_organization_id", "-said_on", "-statement_id"]),
            index("statement_topic", &["speaker_person_id", "topic_id"]),
            index("statement_office", &["office_id", "-said_on", "-statement_id"]),
            unique("statement_mention", &["statement_id", "person_id"]),
            unique("statement_mention", &["statement_id", "organization_id"]),
            unique("statement_mention", &["statement_id", "place_id"]),
            index("statement_mention", &["person_id", "statement_id"]),
            index("statement_mention", &["organization_id", "statement_id"]),
            index("statement_mention", &["place_id", "statement_id"]),
        ];
        create(manager, tables, indexes).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let tables = [
            "office_mention",
            "statement_mention",
            "statement_office",
            "statement_topic",
            "quote",
            "statement_redirect",
            "statement",
        ];
        drop(manager, &tables).await
    }
}

/// `text_sha256` is the hash of the words after normalisation: the same words by the same speaker are one
/// statement. `speaker_printed` names a speaker without a record: "a spokesman for the ministry".
fn statement() -> TableCreateStatement {
    let mut statement = table("statement");
    refer(&mut statement, "speaker_person_id", "person", Link::Loose);
    refer(&mut statement, "speaker_organization_id", "organization", Link::Loose);
    statement
        .col(text_null("speaker_printed"))
        .col(text("text"))
        .col(text("text_sha256"))
        .col(choice("kind", KINDS))
        .col(day("said_on"))
        .col(choice("said_precision", PRECISIONS))
        .col(choice("said_basis", SAID_BASES))
        .col(text_null("language"))
        .col(instant("first_appeared_at"))
        .col(integer("quote_count"))
        .col(choice("status", STATUSES))
        .col(double("confidence"))
        .check(Expr::col("speaker_person_id").is_null().or(Expr::col("speaker_organization_id").is_null()));
    refer(&mut statement, "first_article_id", "article", Link::Loose).take()
}

/// Where a statement went that turned out to be another one: its old id keeps working.
fn redirect() -> TableCreateStatement {
    let mut redirect = table("statement_redirect");
    refer(&mut redirect, "statement_id", "statement", Link::Part).take()
}

/// `article_version_id` is the latest version that prints it, `first_version` the number of the earliest;
/// `is_current` while that is the article's latest. `spans` and `candidates` are JSON: `[[232, 485]]` in Unicode code points of the version's body, and
/// `[{"person": 7, "weight": 0.5}]`.
fn quote() -> TableCreateStatement {
    let mut quote = table("quote");
    refer(&mut quote, "statement_id", "statement", Link::Part);
    refer(&mut quote, "article_id", "article", Link::Part);
    refer(&mut quote, "article_version_id", "article_version", Link::Part);
    quote
        .col(integer("first_version"))
        .col(boolean("is_current"))
        .col(integer("position"))
        .col(choice("kind", KINDS))
        .col(text("text"))
        .col(ColumnDef::new("spans").json_binary().not_null())
        .col(text_null("cue"))
        .col(integer_null("cue_start"))
        .col(integer_null("cue_end"))
        .col(text_null("attribution"))
        .col(integer_null("attribution_start"))
        .col(integer_null("attribution_end"))
        .col(text_null("office_printed"))
        .col(text_null("audience"))
        .col(day("said_on"))
        .col(choice("said_precision", PRECISIONS))
        .col(choice("said_basis", SAID_BASES))
        .col(text_null("said_printed"))
        .col(choice("match", MATCHES))
        .col(text("rule"))
        .col(text("extractor_version"))
        .col(double("confidence"))
        .col(ColumnDef::new("candidates").json_binary())
        .take()
}

fn statement_topic() -> TableCreateStatement {
    let mut about = join_table("statement_topic", &["statement_id", "topic_id"]);
    refer(&mut about, "statement_id", "statement", Link::Part);
    refer(&mut about, "topic_id", "topic", Link::Part);
    about
        .col(choice("basis", TOPIC_BASES))
        .col(boolean("is_inherited"))
        .col(day("said_on"))
        .col(ColumnDef::new("speaker_person_id").big_integer())
        .col(ColumnDef::new("speaker_organization_id").big_integer())
        .take()
}

/// The offices a speaker held on the day of the statement: `printed` beside the name, or by a tenure.
fn statement_office() -> TableCreateStatement {
    let mut spoken_as = join_table("statement_office", &["statement_id", "office_id"]);
    refer(&mut spoken_as, "statement_id", "statement", Link::Part);
    refer(&mut spoken_as, "office_id", "office", Link::Part);
    spoken_as
        .col(choice("basis", OFFICE_BASES))
        .col(choice_null("qualifier", &["former", "acting", "designate"]))
        .col(text_null("printed"))
        .col(day("said_on"))
        .take()
}

/// An office printed beside a person's name: the proof of a printed tenure. Offsets are Unicode code points of
/// the article's body.
fn office_mention() -> TableCreateStatement {
    let mut mention = table("office_mention");
    refer(&mut mention, "article_id", "article", Link::Part);
    refer(&mut mention, "person_id", "person", Link::Part);
    refer(&mut mention, "office_id", "office", Link::Part);
    mention
        .col(choice_null("qualifier", &["former", "acting", "designate"]))
        .col(text("printed"))
        .col(integer("span_start"))
        .col(integer("span_end"))
        .col(day("seen_on"))
        .take()
}

/// An entity named inside the words.
fn statement_mention() -> TableCreateStatement {
    let mut mention = table("statement_mention");
    refer(&mut mention, "statement_id", "statement", Link::Part);
    refer(&mut mention, "person_id", "person", Link::Loose);
    refer(&mut mention, "organization_id", "organization", Link::Loose);
    refer(&mut mention, "place_id", "place", Link::Loose);
    mention.col(text("printed")).take()
}
