//! What the row of a statement holds of its topics, offices, mentions and quotes, see [`StatementParts`]. In: what a batch
//! tells of new statements, or what the tables say of others. Out: the same in the statements' own rows. Whoever changes
//! rows of the four tables [gathers](gather) those statements, in the transaction of the change.

use crate::error::{Error, Result};
use crate::keys::{bound, one_of};
use crate::settle::Outcome;
use entity::{
    ArticleId, PartMention, PartOffice, PartQuote, PartTopic, Parts, QuoteId, StatementId, StatementParts,
    quote, statement, statement_mention, statement_office, statement_topic,
};
use sea_orm::ActiveValue;
use sea_orm::sea_query::{Expr, ExprTrait as _, Query, TableRef};
use sea_orm::{
    ConnectionTrait as _, DatabaseTransaction, EntityTrait as _, QueryFilter as _, QueryOrder as _,
    QuerySelect as _,
};
use std::collections::{BTreeSet, HashMap};

/// What is told of statements.
#[derive(Debug, Default)]
pub(crate) struct Gathered(HashMap<StatementId, Parts>);

impl Gathered {
    /// By a batch, which tells all there is of new statements.
    pub(crate) fn by_batch(
        outcome: &Outcome,
        offices: &[statement_office::ActiveModel],
        mentions: &[statement_mention::ActiveModel],
    ) -> Self {
        let mut gathered = Self::default();
        for row in &outcome.topics {
            let topic = PartTopic(row.topic_id, row.basis, row.is_inherited, row.is_editorial);
            gathered.of(row.statement_id).topics.push(topic);
        }
        for row in offices {
            let office =
                PartOffice(set(&row.office_id), set(&row.basis), set(&row.qualifier), set(&row.printed));
            let known = &mut gathered.of(set(&row.statement_id)).offices;
            // Like in the table: who comes first stays.
            if known.iter().all(|other| other.0 != office.0) {
                known.push(office);
            }
        }
        for row in mentions {
            let (person, organization, place) =
                (set(&row.person_id), set(&row.organization_id), set(&row.place_id));
            let known = &mut gathered.of(set(&row.statement_id)).mentions;
            if known.iter().all(|other| (other.0, other.1, other.2) != (person, organization, place)) {
                known.push(PartMention(person, organization, place, set(&row.printed)));
            }
        }
        for row in &outcome.quotes {
            gathered.printed(set(&row.statement_id), PartQuote(set(&row.id), set(&row.article_id)));
        }
        gathered
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
        let mut gathered = Self::default();
        for row in rows!(statement_topic by TopicId) {
            let topic = PartTopic(row.topic_id, row.basis, row.is_inherited, row.is_editorial);
            gathered.of(row.statement_id).topics.push(topic);
        }
        for row in rows!(statement_office by OfficeId) {
            let office = PartOffice(row.office_id, row.basis, row.qualifier, row.printed);
            gathered.of(row.statement_id).offices.push(office);
        }
        for row in rows!(statement_mention by Id) {
            let mention = PartMention(row.person_id, row.organization_id, row.place_id, row.printed);
            gathered.of(row.statement_id).mentions.push(mention);
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
            .for_each(|(statement, id, article)| gathered.printed(statement, PartQuote(id, article)));
        Ok(gathered)
    }

    /// A statement has this quote; the first that came in is told of.
    fn printed(&mut self, statement: StatementId, quote: PartQuote) {
        let first = &mut self.of(statement).first_quote;
        if first.is_none_or(|first| quote.0 < first.0) {
            *first = Some(quote);
        }
    }

    fn of(&mut self, statement: StatementId) -> &mut Parts {
        self.0.entry(statement).or_default()
    }

    /// What is told of one.
    pub(crate) fn take(&mut self, statement: StatementId) -> StatementParts {
        let mut parts = self.0.remove(&statement).unwrap_or_default();
        parts.topics.sort_by_key(|topic| topic.0);
        parts.offices.sort_by_key(|office| office.0);
        StatementParts::from(&parts)
    }
}

/// The value of a column that every row sets.
fn set<V: Clone + Into<sea_orm::Value>>(value: &ActiveValue<V>) -> V {
    value.as_ref().clone()
}

/// Has the rows of these statements say what the tables say. Those that say so already are not written.
pub(crate) async fn gather(
    tx: &DatabaseTransaction,
    statements: impl IntoIterator<Item = StatementId>,
) -> Result<()> {
    /// As many as a batch has: a merge or an import of reference data may change every statement.
    const AT_ONCE: usize = 5_000;
    let statements: Vec<StatementId> = statements.into_iter().collect::<BTreeSet<_>>().into_iter().collect();
    for statements in statements.chunks(AT_ONCE) {
        let mut gathered = Gathered::by_tables(tx, statements).await?;
        let rows: Vec<_> = statements.iter().map(|id| (id.0, gathered.take(*id).to_string())).collect();
        let told = bound(tx, &rows, &[("id", "bigint"), ("parts", "text")]);
        let (id, parts) = (statement::Column::Id, statement::Column::Parts);
        let of = |column| Expr::col((statement::Entity, column));
        let mut update = Query::update();
        update
            .table(statement::Entity)
            .value(parts, Expr::col(("told", "parts")))
            .from(TableRef::SubQuery(Box::new(told), "told".into()))
            .and_where(of(id).eq(Expr::col(("told", "id"))))
            .and_where(of(parts).ne(Expr::col(("told", "parts"))));
        tx.execute(&update).await.map_err(|error| Error::Write("statement", error))?;
    }
    Ok(())
}
