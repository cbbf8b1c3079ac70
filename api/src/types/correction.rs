//! Corrections: a human's word on a record, with who said it, when and why.

use super::choice::CorrectionKind;
use super::range::few;
use super::{Organization, Person, Statement};
use crate::loader::{load, shared_rows};
use crate::node::{Kind, id, parse_as};
use crate::object::object;
use crate::page::{All, Arguments, Direction, Key, KeyKind, Window, connection, selection};
use crate::reader::Planning;
use crate::reference::{OrganizationRef, PersonRef};
use crate::scalar::DateTime;
use async_graphql::{ComplexObject, Context, ID, InputObject, Result, SimpleObject};
use entity::correction::{Column, Entity as Table, Model};
use entity::{OfficeId, PersonId, TopicId};
use ingest::correction::{StatementChange, Voiced};
use sea_orm::ColumnTrait as _;
use sea_orm::sea_query::{Expr, ExprTrait as _, Query};
use std::sync::Arc;

#[derive(Clone, Debug)]
pub(crate) struct Correction(pub(crate) Arc<Model>);

impl From<Arc<Model>> for Correction {
    fn from(row: Arc<Model>) -> Self {
        Self(row)
    }
}

/// A value that a correction changed.
#[derive(Clone, Debug, PartialEq, Eq, SimpleObject)]
pub(crate) struct CorrectedValue {
    /// The field of the record: `speaker`, `saidOn`, `topics`.
    field: String,
    /// What it was, for people; null when it was nothing.
    before: Option<String>,
    /// What it is by the correction, for people; null when it is nothing.
    after: Option<String>,
}

object! {
    /// A human's word on a record. It outlives every later reading of the documents, until it is undone.
    Correction(it);

    /// Global id: opaque and stable.
    id: ID = id(Kind::Correction, it.0.id.0);

    /// What it is about.
    kind: CorrectionKind = it.0.kind.into();

    /// When it was made.
    madeAt: DateTime = DateTime(it.0.made_at);

    /// Who made it: the name of their token.
    madeBy: &str = &it.0.made_by;

    /// Why it was made; null where nothing was told.
    reason: Option<&str> = it.0.reason.as_deref();

    /// When it was taken back; null while it holds.
    undoneAt: Option<DateTime> = it.0.undone_at.map(DateTime);

    /// Who took it back; null while it holds.
    undoneBy: Option<&str> = it.0.undone_by.as_deref();

    /// Why it was taken back; null while it holds, or where nothing was told.
    undoneReason: Option<&str> = it.0.undone_reason.as_deref();

    leads:

    /// The person that was corrected, for a merge the one that stays; null for a correction of another record.
    person: Option<Person> = it.0.person_id;

    /// The organization that was corrected; null for a correction of another record.
    organization: Option<Organization> = it.0.organization_id;

    .. more
}

#[ComplexObject]
impl Correction {
    /// The statement that was corrected; null for a correction of another record.
    async fn statement(&self, ctx: &Context<'_>) -> Result<Option<Statement>> {
        let Some(id) = self.0.statement_id else { return Ok(None) };
        Ok(load(ctx, id).await?.map(Statement::from))
    }

    /// What it changed, value by value.
    async fn changes(&self, ctx: &Context<'_>) -> Result<Vec<CorrectedValue>> {
        match self.0.kind {
            entity::CorrectionKind::Statement | entity::CorrectionKind::Status => {
                self.of_statement(ctx).await
            }
            entity::CorrectionKind::Merge => {
                let before = person(ctx, &self.0.before["person"]).await?;
                let after = person(ctx, &self.0.after["person"]).await?;
                Ok(vec![value("person", before, after)])
            }
            entity::CorrectionKind::Tenure => Ok(vec![value("tenure", None, self.tenure(ctx).await?)]),
            entity::CorrectionKind::Name => {
                let name = self.0.after["name"].as_str().map(str::to_owned);
                Ok(vec![value("name", None, name)])
            }
        }
    }
}

impl Correction {
    async fn of_statement(&self, ctx: &Context<'_>) -> Result<Vec<CorrectedValue>> {
        let read = |json: &serde_json::Value| -> StatementChange {
            // The program wrote it; what cannot be read any more is left out.
            serde_json::from_value(json.clone()).unwrap_or_default()
        };
        let (before, after) = (read(&self.0.before), read(&self.0.after));
        let mut changes = Vec::new();
        if after.speaker.is_some() {
            let (old, new) = (voiced(ctx, before.speaker).await?, voiced(ctx, after.speaker).await?);
            changes.push(value("speaker", old, new));
        }
        if let Some((day, precision)) = after.said {
            let (old_day, old_precision) = before.said.unzip();
            if old_day != Some(day) {
                let old = old_day.map(|day| day.to_string());
                changes.push(value("saidOn", old, Some(day.to_string())));
            }
            if old_precision != Some(precision) {
                let shown = |precision: entity::Precision| format!("{precision:?}").to_uppercase();
                changes.push(value("saidPrecision", old_precision.map(shown), Some(shown(precision))));
            }
        }
        if after.kind.is_some() {
            let kind = |kind: Option<entity::QuoteKind>| kind.map(|kind| format!("{kind:?}").to_uppercase());
            changes.push(value("kind", kind(before.kind), kind(after.kind)));
        }
        if after.status.is_some() {
            let shown = |status: Option<entity::StatementStatus>| {
                status.map(|status| format!("{status:?}").to_uppercase())
            };
            changes.push(value("status", shown(before.status), shown(after.status)));
        }
        for topic in after.remove_topics {
            changes.push(value("topics", topic_name(ctx, topic).await?, None));
        }
        for topic in after.add_topics {
            changes.push(value("topics", None, topic_name(ctx, topic).await?));
        }
        Ok(changes)
    }

    async fn tenure(&self, ctx: &Context<'_>) -> Result<Option<String>> {
        let Some(office) = self.0.after["office"].as_i64() else { return Ok(None) };
        let office =
            load(ctx, OfficeId(office)).await?.map(|office| office.title.clone()).unwrap_or_default();
        let day = |name: &str, open: &str| self.0.after[name].as_str().unwrap_or(open).to_owned();
        Ok(Some(format!("{office}, {} to {}", day("started_on", "open"), day("ended_on", "open"))))
    }
}

fn value(field: &str, before: Option<String>, after: Option<String>) -> CorrectedValue {
    CorrectedValue { field: field.to_owned(), before, after }
}

async fn person(ctx: &Context<'_>, id: &serde_json::Value) -> Result<Option<String>> {
    let Some(id) = id.as_i64() else { return Ok(None) };
    Ok(load(ctx, PersonId(id)).await?.map(|row| row.name.clone()))
}

async fn topic_name(ctx: &Context<'_>, id: TopicId) -> Result<Option<String>> {
    Ok(load(ctx, id).await?.map(|row| row.name.clone()))
}

async fn voiced(ctx: &Context<'_>, speaker: Option<Voiced>) -> Result<Option<String>> {
    Ok(match speaker {
        Some(Voiced::Person(id)) => load(ctx, id).await?.map(|row| row.name.clone()),
        Some(Voiced::Organization(id)) => load(ctx, id).await?.map(|row| row.name.clone()),
        Some(Voiced::Printed(printed)) => Some(printed),
        Some(Voiced::Unknown) | None => None,
    })
}

/// Which corrections.
#[derive(Clone, Debug, Default, InputObject)]
pub(crate) struct CorrectionFilter {
    /// Of these kinds.
    kind: Option<Vec<CorrectionKind>>,
    /// Of this statement.
    statement: Option<ID>,
    /// Of this person and those that became one with it.
    person: Option<PersonRef>,
    /// Of this organization.
    organization: Option<OrganizationRef>,
    /// Made with the token of this name.
    made_by: Option<String>,
    /// True for those that hold, false for those that were undone.
    standing: Option<bool>,
}

connection!(CorrectionConnection, CorrectionEdge, Correction, Arc<Model>, "corrections");

/// A page of corrections, the latest first.
pub(crate) async fn list(
    ctx: &Context<'_>,
    filter: Option<CorrectionFilter>,
    arguments: &Arguments,
) -> Result<CorrectionConnection> {
    let listed = filter.clone();
    let list = move || format!("corrections {listed:?}");
    let window = Window::new(ctx, arguments, (KeyKind::Number, Direction::Desc), list)?;
    let mut select = selection::<Table>();
    let planning = Planning::of_filter(filter.is_some());
    let filter = filter.unwrap_or_default();
    few("filter.kind", filter.kind.as_deref())?;
    if let Some(kinds) = filter.kind {
        let kinds = kinds.into_iter().map(entity::CorrectionKind::from);
        select.and_where(Column::Kind.is_in(kinds));
    }
    if let Some(statement) = &filter.statement {
        select.and_where(Column::StatementId.eq(parse_as(statement, Kind::Statement)?));
    }
    if let Some(person) = &filter.person {
        use entity::person::{Column as Of, Entity as People};
        let id = person.resolve(ctx).await?;
        let one = Expr::col(Of::Id).eq(id).or(Expr::col(Of::MergedIntoId).eq(id));
        let them = Query::select().column(Of::Id).from(People).and_where(one).take();
        select.and_where(Column::PersonId.in_subquery(them));
    }
    if let Some(organization) = &filter.organization {
        select.and_where(Column::OrganizationId.eq(organization.resolve(ctx).await?));
    }
    if let Some(name) = filter.made_by {
        select.and_where(Column::MadeBy.eq(name));
    }
    if let Some(standing) = filter.standing {
        let undone = Column::UndoneAt.is_null();
        select.and_where(if standing { undone } else { undone.not() });
    }
    let all = select.clone();
    let number = Expr::col((Table, Column::Id));
    window.apply(&mut select, &number, &number);
    let page = window.page(shared_rows(ctx, &select, planning).await?, |row: &Arc<Model>| {
        (Key::Number(row.id.0), row.id.0)
    });
    Ok(CorrectionConnection { page, all: All::selected(all) })
}
