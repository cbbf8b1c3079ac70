//! Documents as received, the articles they tell of, and each state in which an article was seen.

use crate::ddl::{
    Link, choice, create, day_null, drop, index, instant, instant_null, integer, integer_null, join_table,
    refer, table, text, text_null, unique,
};
use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

const STATUSES: &[&str] = &["published", "withdrawn"];
const IMAGE_ROLES: &[&str] = &["lead", "other"];
const TOPIC_SOURCES: &[&str] = &["tag", "keyword", "text"];
const CREATORS: &[&str] = &["machine", "metadata", "editorial"];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let tables =
            vec![document(), article(), version(), author(), image(), link(), article_topic(), mention()];
        let indexes = vec![
            unique("document", &["sha256"]),
            unique("article", &["url"]),
            index("article", &["external_id"]),
            index("article", &["body_sha256"]),
            index("article", &["-listed_at", "-id"]),
            index("article", &["publisher_id", "-listed_at", "-id"]),
            index("article", &["dateline_place_id"]),
            unique("article_version", &["article_id", "number"]),
            index("article_version", &["document_id"]),
            index("article_author", &["person_id"]),
            index("article_image", &["base_id"]),
            index("article_link", &["url"]),
            index("article_link", &["target_id"]),
            index("article_topic", &["topic_id", "article_id"]),
            index("mention", &["article_id", "span_start"]),
            index("mention", &["person_id", "article_id"]),
            index("mention", &["organization_id", "article_id"]),
            index("mention", &["place_id", "article_id"]),
        ];
        create(manager, tables, indexes).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let tables = [
            "mention",
            "article_topic",
            "article_link",
            "article_image",
            "article_author",
            "article_version",
            "article",
            "document",
        ];
        drop(manager, &tables).await
    }
}

fn document() -> TableCreateStatement {
    table("document")
        .col(text("sha256"))
        .col(text("format"))
        .col(text("source"))
        .col(instant("received_at"))
        .col(ColumnDef::new("bytes").binary())
        .take()
}

/// `content_sha256` is the hash of all that its latest document told. `listed_at` orders lists and is never null: the instant of publication, else the start of its day in UTC,
/// else when the document was received.
fn article() -> TableCreateStatement {
    let mut article = table("article");
    article
        .col(text_null("url"))
        .col(text_null("external_id"))
        .col(text("headline"))
        .col(text_null("alternative_headline"))
        .col(text_null("description"))
        .col(text("body"))
        .col(text_null("language"))
        .col(text_null("section"))
        .col(text_null("genre"))
        .col(instant_null("created_at"))
        .col(instant_null("published_at"))
        .col(day_null("published_on"))
        .col(instant_null("modified_at"))
        .col(instant("listed_at"))
        .col(text_null("dateline"))
        .col(text_null("copyright_holder"))
        .col(integer_null("copyright_year"))
        .col(text_null("copyright_notice"))
        .col(integer("word_count"))
        .col(text("body_sha256"))
        .col(text("content_sha256"))
        .col(integer("version"))
        .col(choice("status", STATUSES).default("published"));
    refer(&mut article, "publisher_id", "organization", Link::Loose);
    refer(&mut article, "dateline_place_id", "place", Link::Loose);
    refer(&mut article, "dateline_agency_id", "organization", Link::Loose).take()
}

fn version() -> TableCreateStatement {
    let mut version = table("article_version");
    refer(&mut version, "article_id", "article", Link::Part);
    refer(&mut version, "document_id", "document", Link::Needed);
    version
        .col(integer("number"))
        .col(instant("seen_at"))
        .col(text("headline"))
        .col(text("body"))
        .col(text("body_sha256"))
        .take()
}

/// The byline in order; the person where the name is linked to one.
fn author() -> TableCreateStatement {
    let mut author = join_table("article_author", &["article_id", "position"]);
    refer(&mut author, "article_id", "article", Link::Part);
    author.col(integer("position")).col(text("name"));
    refer(&mut author, "person_id", "person", Link::Loose).take()
}

fn image() -> TableCreateStatement {
    let mut image = join_table("article_image", &["article_id", "position"]);
    refer(&mut image, "article_id", "article", Link::Part);
    image
        .col(integer("position"))
        .col(text("url"))
        .col(choice("role", IMAGE_ROLES))
        .col(text_null("base_id"))
        .col(text_null("crop"))
        .col(integer_null("width"))
        .col(integer_null("height"))
        .col(text_null("caption"))
        .take()
}

/// A related page; `target_id` is filled when that page is ingested, before or after. `tags` is a JSON list.
fn link() -> TableCreateStatement {
    let mut link = join_table("article_link", &["article_id", "position"]);
    refer(&mut link, "article_id", "article", Link::Part);
    link.col(integer("position")).col(text("url")).col(ColumnDef::new("tags").json_binary().not_null());
    refer(&mut link, "target_id", "article", Link::Loose).take()
}

fn article_topic() -> TableCreateStatement {
    let mut about = join_table("article_topic", &["article_id", "topic_id"]);
    refer(&mut about, "article_id", "article", Link::Part);
    refer(&mut about, "topic_id", "topic", Link::Part);
    about.col(integer("position")).col(choice("source", TOPIC_SOURCES)).take()
}

/// Offsets are Unicode code points of the article's body.
fn mention() -> TableCreateStatement {
    let mut mention = table("mention");
    refer(&mut mention, "article_id", "article", Link::Part);
    refer(&mut mention, "person_id", "person", Link::Loose);
    refer(&mut mention, "organization_id", "organization", Link::Loose);
    refer(&mut mention, "place_id", "place", Link::Loose);
    mention
        .col(text("printed"))
        .col(integer("span_start"))
        .col(integer("span_end"))
        .col(choice("creator", CREATORS))
        .check(Expr::col("span_start").lte(Expr::col("span_end")));
    mention
}
