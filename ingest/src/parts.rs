//! What the row of a statement holds of its topics, offices, mentions and quotes, see [`StatementParts`]. In: what a batch
//! tells of new statements, or what the tables say of others. Out: the same in the statements' own rows. Whoever changes
//! rows of the four tables [gathers](gather) those statements, in the transaction of the change.

use crate::error::{Error, Result};
use crate::keys::{bound, one_of};
use crate::settle::Outcome;
use entity::{
    ArticleId, PartMention, PartOffice, PartQuote, PartTopic, PersonId, QuoteId, StatementId, StatementParts,
    quote, statement, statement_mention, statement_office, statement_topic,
};
use sea_orm::ActiveValue;
use sea_orm::sea_query::{Expr, ExprTrait as _, Query, TableRef};
use sea_orm::{
    ColumnTrait as _, ConnectionTrait as _, DatabaseTransaction, EntityTrait as _, QueryFilter as _,
    QueryOrder as _, QuerySelect as _,
};
use std::collections::HashMap;

/// What is told of statements.
#[derive(Debug, Default)]
pub(crate) struct Told(HashMap<StatementId, Parts>);

type Parts = (Vec<PartTopic>, Vec<PartOffice>, Vec<PartMention>, Option<PartQuote>);

impl Told {
    /// By a batch, which tells all there is of new statements.
    pub(crate) fn by_batch(
        outcome: &Outcome,
        offices: &[statement_office::ActiveModel],
        mentions: &[statement_mention::ActiveModel],
    ) -> Self {
        let mut told = Self::default();
        for row in &outcome.topics {
            let (is_inherited, is_editorial) = (set(&row.is_inherited), set(&row.is_editorial));
            let topic = PartTopic(set(&row.topic_id), set(&row.basis), is_inherited, is_editorial);
            told.of(set(&row.statement_id)).0.push(topic);
        }
        for row in offices {
            let office =
                PartOffice(set(&row.office_id), set(&row.basis), set(&row.qualifier), set(&row.printed));
            let known = &mut told.of(set(&row.statement_id)).1;
            // Like in the table: who comes first stays.
            if known.iter().all(|other| other.0 != office.0) {
                known.push(office);
            }
        }
        for row in mentions {
            let (person, organization, place) =
                (set(&row.person_id), set(&row.organization_id), set(&row.place_id));
            let known = &mut told.of(set(&row.statement_id)).2;
            if known.iter().all(|other| (other.0, other.1, other.2) != (person, organization, place)) {
                known.push(PartMention(person, organization, place, set(&row.printed)));
            }
        }
        for row in &outcome.quotes {
            told.printed(set(&row.statement_id), PartQuote(set(&row.id), set(&row.article_id)));
        }
        told
    }

    /// By the tables.
    async fn by_tables(tx: &DatabaseTransaction, statements: &[StatementId]) -> Result<Self> {
        macro_rules! rows {
            ($table:ident by $order:ident) => {{
                let these = one_of(tx, $table::Column::StatementId, statements);
                let rows = $table::Entity::find().filter(these).order_by_asc($table::Column::$order);
                rows.all(tx).await.map_err(|error| Error::Load(stringify!($table), error))?
            }};
        }
        let mut told = Self::default();
        for row in rows!(statement_topic by TopicId) {
            let topic = PartTopic(row.topic_id, row.basis, row.is_inherited, row.is_editorial);
            told.of(row.statement_id).0.push(topic);
        }
        for row in rows!(statement_office by OfficeId) {
            let office = PartOffice(row.office_id, row.basis, row.qualifier, row.printed);
            told.of(row.statement_id).1.push(office);
        }
        for row in rows!(statement_mention by Id) {
            let mention = PartMention(row.person_id, row.organization_id, row.place_id, row.printed);
            told.of(row.statement_id).2.push(mention);
        }
        let quotes = quote::Entity::find().filter(one_of(tx, quote::Column::StatementId, statements));
        let quotes = quotes.select_only().columns([
            quote::Column::StatementId,
            quote::Column::Id,
            quote::Column::ArticleId,
        ]);
        let quotes: Vec<(StatementId, QuoteId, ArticleId)> =
            quotes.into_tuple().all(tx).await.map_err(|error| Error::Load("quotes", error))?;
        quotes
            .into_iter()
            .for_each(|(statement, id, article)| told.printed(statement, PartQuote(id, article)));
        Ok(told)
    }

    /// A statement has this quote; the first that came in is told of.
    fn printed(&mut self, statement: StatementId, quote: PartQuote) {
        let first = &mut self.of(statement).3;
        if first.is_none_or(|first| quote.0 < first.0) {
            *first = Some(quote);
        }
    }

    fn of(&mut self, statement: StatementId) -> &mut Parts {
        self.0.entry(statement).or_default()
    }

    /// What is told of one.
    pub(crate) fn take(&mut self, statement: StatementId) -> StatementParts {
        let (mut topics, mut offices, mentions, quote) = self.0.remove(&statement).unwrap_or_default();
        topics.sort_by_key(|topic| topic.0);
        offices.sort_by_key(|office| office.0);
        StatementParts::of(&topics, &offices, &mentions, quote)
    }
}

/// The value of a column that every row sets.
fn set<V: Clone + Into<sea_orm::Value>>(value: &ActiveValue<V>) -> V {
    value.as_ref().clone()
}

/// Has the rows of these statements say what the tables say.
pub(crate) async fn gather(tx: &DatabaseTransaction, statements: &[StatementId]) -> Result<()> {
    /// As many as a batch has: a merge or an import of reference data may change every statement.
    const AT_ONCE: usize = 5_000;
    for statements in statements.chunks(AT_ONCE) {
        let mut told = Told::by_tables(tx, statements).await?;
        let rows: Vec<_> = statements.iter().map(|id| (id.0, told.take(*id).0)).collect();
        let told = bound(tx, &rows, &[("id", "bigint"), ("parts", "text")]);
        let mut update = Query::update();
        update
            .table(statement::Entity)
            .value(statement::Column::Parts, Expr::col(("told", "parts")))
            .from(TableRef::SubQuery(Box::new(told), "told".into()))
            .and_where(Expr::col((statement::Entity, statement::Column::Id)).eq(Expr::col(("told", "id"))));
        tx.execute(&update).await.map_err(|error| Error::Write("statement", error))?;
    }
    Ok(())
}

/// The same for all statements of a person.
pub(crate) async fn gather_of(tx: &DatabaseTransaction, speaker: PersonId) -> Result<()> {
    let theirs = statement::Entity::find().filter(statement::Column::SpeakerPersonId.eq(speaker));
    let theirs = theirs.select_only().column(statement::Column::Id).into_tuple().all(tx).await;
    let theirs: Vec<StatementId> = theirs.map_err(|error| Error::Load("statements", error))?;
    gather(tx, &theirs).await
}
