//! Who and what can be named: people, organizations, places, topics, each with its other names.

use crate::ddl::{
    Link, choice, create, double, drop, index, integer_null, refer, table, text, text_null, unique,
};
use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

const PLACE_KINDS: &[&str] = &["continent", "country", "region", "city", "other"];
const ORGANIZATION_KINDS: &[&str] = &["publisher", "agency", "government", "party", "other"];
const TOPIC_KINDS: &[&str] = &["subject", "person", "organization", "place"];
/// Where a name comes from: printed in an article, reference data, or a human's correction.
const NAME_SOURCES: &[&str] = &["article", "reference", "editorial"];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let tables = vec![
            place(),
            organization(),
            person(),
            topic(),
            names("place_name", "place_id", "place"),
            names("organization_name", "organization_id", "organization"),
            names("person_name", "person_id", "person"),
            names("topic_name", "topic_id", "topic"),
            external_id(),
        ];
        let indexes = vec![
            unique("place", &["slug"]),
            unique("place", &["geonames_id"]),
            index("place", &["parent_id"]),
            unique("organization", &["slug"]),
            unique("organization", &["domain"]),
            index("organization", &["merged_into_id"]),
            unique("person", &["slug"]),
            index("person", &["merged_into_id"]),
            unique("topic", &["slug"]),
            unique("topic", &["iptc_code"]),
            unique("topic", &["person_id"]),
            unique("topic", &["organization_id"]),
            unique("topic", &["place_id"]),
            index("topic", &["parent_id"]),
            unique("place_name", &["place_id", "name_key"]),
            index("place_name", &["name_key", "place_id"]),
            unique("organization_name", &["organization_id", "name_key"]),
            index("organization_name", &["name_key", "organization_id"]),
            unique("person_name", &["person_id", "name_key"]),
            index("person_name", &["name_key", "person_id"]),
            unique("topic_name", &["topic_id", "name_key"]),
            index("topic_name", &["name_key", "topic_id"]),
            unique("external_id", &["scheme", "value"]),
            index("external_id", &["person_id"]),
            index("external_id", &["organization_id"]),
            index("external_id", &["place_id"]),
            index("external_id", &["topic_id"]),
        ];
        create(manager, tables, indexes).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let tables = [
            "external_id",
            "topic_name",
            "person_name",
            "organization_name",
            "place_name",
            "topic",
            "person",
            "organization",
            "place",
        ];
        drop(manager, &tables).await
    }
}

fn place() -> TableCreateStatement {
    let mut place = table("place");
    place
        .col(text("slug"))
        .col(text("name"))
        .col(choice("kind", PLACE_KINDS))
        .col(text_null("country_code"))
        .col(ColumnDef::new("latitude").double())
        .col(ColumnDef::new("longitude").double())
        .col(integer_null("geonames_id"));
    refer(&mut place, "parent_id", "place", Link::Loose).take()
}

fn organization() -> TableCreateStatement {
    let mut organization = table("organization");
    organization
        .col(text("slug"))
        .col(text("name"))
        .col(choice("kind", ORGANIZATION_KINDS))
        .col(text_null("legal_name"))
        .col(text_null("domain"))
        .col(text_null("email"))
        .col(text_null("telephone"))
        .col(text_null("country_code"));
    refer(&mut organization, "merged_into_id", "organization", Link::Loose).take()
}

fn person() -> TableCreateStatement {
    let mut person = table("person");
    person
        .col(text("slug"))
        .col(text("name"))
        .col(text_null("given_name"))
        .col(text_null("family_name"))
        .col(text_null("description"));
    refer(&mut person, "merged_into_id", "person", Link::Loose).take()
}

/// A topic is a subject, or stands for exactly one entity of its kind.
fn topic() -> TableCreateStatement {
    let mut topic = table("topic");
    topic.col(text("slug")).col(text("name")).col(choice("kind", TOPIC_KINDS)).col(text_null("iptc_code"));
    refer(&mut topic, "parent_id", "topic", Link::Loose);
    refer(&mut topic, "person_id", "person", Link::Loose);
    refer(&mut topic, "organization_id", "organization", Link::Loose);
    refer(&mut topic, "place_id", "place", Link::Loose);
    for (column, kind) in
        [("person_id", "person"), ("organization_id", "organization"), ("place_id", "place")]
    {
        topic.check(Expr::col(column).is_null().or(Expr::col("kind").eq(kind)));
    }
    topic
}

/// `name_key` is the name as it is looked up: lower case, no accents, no punctuation.
fn names(name: &'static str, owner: &'static str, target: &'static str) -> TableCreateStatement {
    let mut names = table(name);
    names.col(text("name")).col(text("name_key")).col(choice("source", NAME_SOURCES));
    refer(&mut names, owner, target, Link::Part).take()
}

/// Somebody else's identifier of an entity (schema.org `sameAs`).
fn external_id() -> TableCreateStatement {
    let mut external = table("external_id");
    external.col(text("scheme")).col(text("value")).col(double("confidence").default(1.0));
    refer(&mut external, "person_id", "person", Link::Loose);
    refer(&mut external, "organization_id", "organization", Link::Loose);
    refer(&mut external, "place_id", "place", Link::Loose);
    refer(&mut external, "topic_id", "topic", Link::Loose).take()
}
