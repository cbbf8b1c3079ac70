//! Quotes: the appearances of statements in articles.

mod brief;
mod context;
mod denial;

use super::article::Span;
use super::brief::{Extent, Recorded, Row, asked_of_nodes, is_of_whole};
use super::choice::{QuoteKind, QuoteMatch, SaidBasis};
use super::range::few;
use super::statement::{StatementFilter, damaged};
use super::version::ArticleVersion;
use super::{Article, Speaker, Statement, article, statement};
use crate::loader::{Ahead, Beside, Plan, Records, first_seen, load, plan, records, seen};
use crate::node::{Kind, id};
use crate::object::{Columns, List, Shown as _, object};
use crate::page::{All, Arguments, Direction, Key, KeyKind, Rows, Window, connection, selection};
use crate::reader::Planning;
use crate::reference::{OrganizationRef, SpeakerId};
use crate::scalar::Date;
use async_graphql::{ComplexObject, Context, ID, InputObject, MaybeUndefined, Result, SelectionField, Value};
pub(crate) use brief::Brief;
use context::QuoteContext;
pub(crate) use denial::is_denied;
use entity::quote::{Column, Entity as Table, Model};
use entity::{ArticleId, PartQuote, QuoteId, StatementId};
use sea_orm::IdenStatic as _;
use sea_orm::sea_query::{Expr, ExprTrait as _, Query, SelectStatement};
use std::sync::Arc;

#[derive(Clone, Debug)]
pub(crate) enum Quote {
    Read(Row<Brief>),
    /// The first of a statement, of which the statement's row tells no more than this. It is made where no more is asked
    /// for ([`ahead`]); should more be, the quote is read.
    First {
        id: QuoteId,
        statement: StatementId,
        article: ArticleId,
    },
}

impl From<Row<Brief>> for Quote {
    fn from(row: Row<Brief>) -> Self {
        Self::Read(row)
    }
}

impl From<Arc<Model>> for Quote {
    fn from(row: Arc<Model>) -> Self {
        Self::Read(Row::Whole(row))
    }
}

impl Quote {
    fn id(&self) -> QuoteId {
        match self {
            Self::Read(row) => *row.id(),
            Self::First { id, .. } => *id,
        }
    }

    fn statement_id(&self) -> StatementId {
        match self {
            Self::Read(row) => *row.statement_id(),
            Self::First { statement, .. } => *statement,
        }
    }

    fn article_id(&self) -> ArticleId {
        match self {
            Self::Read(row) => *row.article_id(),
            Self::First { article, .. } => *article,
        }
    }
}

impl Recorded for Quote {
    type Brief = Brief;

    fn row(&self) -> Option<&Row<Brief>> {
        match self {
            Self::Read(row) => Some(row),
            Self::First { .. } => None,
        }
    }

    fn key(&self) -> QuoteId {
        self.id()
    }
}

object! {
    /// One appearance of a statement in an article (schema.org `Quotation`, Popolo `Speech`): the proof.
    Quote(quote);

    /// Global id: opaque and stable.
    id: ID = id(Kind::Quote, quote.id().0);

    brief(row):

    /// The words as printed here, without the quotation marks around them; the parts of a split quote are joined by a
    /// blank (schema.org `text`).
    text: &str = row.text();

    /// How the words are reported.
    kind: QuoteKind = (*row.kind()).into();

    /// How the words compare with the statement's.
    r#match: QuoteMatch = (*row.r#match()).into();

    /// What reports the speech: `said`, `according to`; null where nothing does.
    cue: Option<&str> = row.cue().as_deref();

    /// Who spoke, as printed: `US Secretary of State Marco Rubio`, `he`; null where the quote goes on with an
    /// earlier one.
    attribution: Option<&str> = row.attribution().as_deref();

    /// The office as printed: `US Secretary of State`; null where none is.
    officePrinted: Option<&str> = row.office_printed().as_deref();

    whole(row):

    /// Whom it was said to: `reporters`; null where print does not tell.
    audience: Option<&str> = row.audience.as_deref();

    /// The day it was said, by this article.
    saidOn: Date = Date(row.said_on);

    /// What that day rests on.
    saidBasis: SaidBasis = SaidBasis::of(row.said_basis, false);

    /// The words that tell the day: `on Wednesday`; null where none do.
    saidPrinted: Option<&str> = row.said_printed.as_deref();

    /// The version of the extractor that found it.
    extractorVersion: &str = &row.extractor_version;

    /// The rule that found it, for people who look for errors.
    rule: &str = &row.rule;

    /// How likely words and speaker are both right, from 0 to 1, as measured on gold data.
    confidence: f64 = row.confidence;

    /// Whether the article's latest version prints it.
    isCurrent: bool = row.is_current;

    /// Whether the speaker denies the words, by the verb before them: `denied that`, `disputed`, `rejected`.
    isDenied: bool = is_denied(row.kind, row.cue.as_deref(), row.cue_end, &row.spans);

    leads:

    /// The statement that appears here; null where it became another one while this was read.
    statement: Option<Statement> = quote.statement_id();

    /// The article that prints it (schema.org `isPartOf`).
    article: Article = quote.article_id();

    .. more
}

#[ComplexObject]
impl Quote {
    /// Where the words stand in the body of `version`, one for each part of a split quote. Those of a direct quote hold
    /// its quotation marks, too, which `text` leaves out.
    async fn spans(&self, ctx: &Context<'_>) -> Result<List<Span>> {
        let row = self.whole(ctx).await?;
        Ok(row.spans.0.iter().map(|&(start, end)| Span { start, end }).collect())
    }

    /// Where the cue stands; null without one.
    async fn cue_span(&self, ctx: &Context<'_>) -> Result<Option<Span>> {
        let row = self.whole(ctx).await?;
        Ok(row.cue_start.zip(row.cue_end).map(|(start, end)| Span { start, end }))
    }

    /// Where the attribution stands; null without one.
    async fn attribution_span(&self, ctx: &Context<'_>) -> Result<Option<Span>> {
        let row = self.whole(ctx).await?;
        Ok(row.attribution_start.zip(row.attribution_end).map(|(start, end)| Span { start, end }))
    }

    /// Who could have spoken, the likeliest first; empty when the speaker is decided.
    async fn candidates(&self, ctx: &Context<'_>) -> Result<Vec<SpeakerCandidate>> {
        let row = self.whole(ctx).await?;
        let candidates = row.candidates.as_ref().map_or(&[][..], |candidates| &candidates.0);
        Ok(candidates.iter().map(|candidate| SpeakerCandidate(*candidate)).collect())
    }

    /// The latest version of the article that prints it.
    async fn version(&self, ctx: &Context<'_>) -> Result<ArticleVersion> {
        let version = *self.read(ctx).await?.article_version_id();
        load(ctx, version).await?.map(ArticleVersion).shown()
    }

    /// What stands around the words in the article; null where no version of it is kept.
    async fn context(&self, ctx: &Context<'_>) -> Result<Option<QuoteContext>> {
        let row = self.whole(ctx).await?;
        let Some(version) = load(ctx, row.article_version_id).await? else { return Ok(None) };
        Ok(context::around(&version.body, &row.spans.0))
    }
}

#[derive(Clone, Copy, Debug)]
pub(crate) struct SpeakerCandidate(entity::Candidate);

object! {
    /// Somebody who could have spoken.
    SpeakerCandidate(it);

    /// Share of the evidence, from 0 to 1.
    weight: f64 = f64::from(it.0.weight);

    leads:

    /// The person or organization; null where the record is gone.
    speaker: Option<Speaker> = SpeakerId::of(it.0.person, it.0.organization);
}

/// Which quotes.
#[derive(Clone, Debug, Default, InputObject)]
pub(crate) struct QuoteFilter {
    /// These kinds.
    kind: Option<Vec<QuoteKind>>,
    /// Appearances of these statements; rejected ones among them only where they are asked for.
    statement: Option<Box<StatementFilter>>,
    /// Printed by.
    publisher: Option<OrganizationRef>,
    /// Whether the latest version of their article prints them: true when left out, false for those that were taken
    /// back, null for both.
    current: MaybeUndefined<bool>,
}

connection!(QuoteConnection, QuoteEdge, Quote, Quote, "quotes");

/// A page of all quotes, the latest that came in first.
pub(crate) async fn list(
    ctx: &Context<'_>,
    filter: Option<QuoteFilter>,
    arguments: &Arguments,
) -> Result<QuoteConnection> {
    let listed = filter.clone();
    let list = move || format!("quotes {listed:?}");
    let window = Window::new(ctx, arguments, (KeyKind::Number, Direction::Desc), list)?;
    let mut select = selection::<Table>();
    let planning = Planning::of_filter(filter.is_some());
    let filter = filter.unwrap_or_default();
    few("filter.kind", filter.kind.as_deref())?;
    let current = if filter.current.is_undefined() { Some(true) } else { filter.current.take() };
    only(&mut select, filter.kind, current);
    if let Some(publisher) = &filter.publisher {
        use entity::article::{Column as Of, Entity as Articles};
        let theirs = Expr::col(Of::PublisherId).eq(publisher.resolve(ctx).await?);
        let these = Query::select().column(Of::Id).from(Articles).and_where(theirs).to_owned();
        select.and_where(Expr::col((Table, Column::ArticleId)).in_subquery(these));
    }
    if let Some(statement) = filter.statement {
        let these = statement::ids(ctx, *statement).await?;
        select.and_where(Expr::col((Table, Column::StatementId)).in_subquery(these));
    }
    let all = select.clone();
    let id = Expr::col((Table, Column::Id));
    window.apply(&mut select, &id, &id);
    let beside = beside(ctx, ctx.field());
    let found = Extent::asked::<Brief>(ctx).rows_with(ctx, &mut select, planning, &beside).await?;
    let found = window.sorted(found, in_order);
    Ok(QuoteConnection { page: window.page(found, in_order).map(Quote::Read), all: All::selected(all) })
}

fn only(select: &mut SelectStatement, kinds: Option<Vec<QuoteKind>>, is_current: Option<bool>) {
    if let Some(kinds) = kinds {
        let kinds = kinds.into_iter().map(entity::QuoteKind::from);
        select.and_where(Expr::col((Table, Column::Kind)).is_in(kinds));
    }
    if let Some(is_current) = is_current {
        select.and_where(Expr::col((Table, Column::IsCurrent)).eq(is_current));
    }
}

/// The fields of a list's nodes, where what they lead to can be read beside the list.
fn asked_beside<'c>(ctx: &Context<'_>, list: SelectionField<'c>) -> Vec<SelectionField<'c>> {
    if seen(ctx).is_kept() { asked_of_nodes(list) } else { Vec::new() }
}

/// What the quotes of a list lead to, as far as it is read beside them.
fn beside(ctx: &Context<'_>, list: SelectionField<'_>) -> Vec<Beside> {
    let asked = asked_beside(ctx, list);
    let article = Beside::link::<article::Brief>(&asked, "article", Column::ArticleId.as_str());
    let statement = Beside::link::<statement::Brief>(&asked, "statement", Column::StatementId.as_str());
    article.into_iter().chain(statement).collect()
}

/// What is read beside each statement of the list at hand of its first quote, where no more quotes are asked for.
pub(crate) fn first_beside(ctx: &Context<'_>) -> Vec<Beside> {
    let asked = asked_beside(ctx, ctx.field());
    let quotes = asked.into_iter().find(|field| field.name() == "quotes");
    let Some(quotes) = quotes else { return Vec::new() };
    match ahead(quotes) {
        Ahead::Nothing => Vec::new(),
        Ahead::Beside => vec![Beside::first::<Brief>(Column::StatementId.as_str(), beside(ctx, quotes))],
        Ahead::Told => {
            // Where the first article of a statement is not that of its first quote, that is read later.
            let link = entity::statement::Column::FirstArticleId.as_str();
            Beside::link::<article::Brief>(&asked_of_nodes(quotes), "article", link).into_iter().collect()
        }
    }
}

/// What is known of a page of a statement's quotes when the statement is.
fn ahead(quotes: SelectionField<'_>) -> Ahead {
    const TOLD: [&str; 4] = ["__typename", "id", "statement", "article"];
    let asked = || asked_of_nodes(quotes).into_iter();
    if !is_first(quotes) || asked().any(is_of_whole::<Brief>) {
        Ahead::Nothing
    } else if asked().all(|field| TOLD.contains(&field.name())) {
        Ahead::Told
    } else {
        Ahead::Beside
    }
}

/// Whether a list of quotes is asked for its first one alone.
fn is_first(quotes: SelectionField<'_>) -> bool {
    let is_first = quotes.arguments().is_ok_and(|given| match &given[..] {
        [(name, value)] => name == "first" && *value == Value::from(1),
        _ => false,
    });
    is_first && quotes.selection_set().all(|field| field.name() != "pageInfo")
}

/// A page of the quotes of an article, in the order of the text.
pub(crate) async fn of_article(
    ctx: &Context<'_>,
    article: ArticleId,
    kind: Option<Vec<QuoteKind>>,
    arguments: &Arguments,
) -> Result<QuoteConnection> {
    let listed = kind.clone();
    let list = move || format!("quotes of {article:?} {listed:?}");
    let window = Window::new(ctx, arguments, (KeyKind::Number, Direction::Asc), list)?;
    let extent = Extent::asked::<Brief>(ctx);
    let plan = plan(ctx, "article", async || {
        let mut select = selection::<Table>();
        only(&mut select, kind, Some(true));
        let owner = Expr::col((Table, Column::ArticleId));
        let plan = Plan::new(select, extent.columns::<Brief>(), owner, Planning::Kept, |select| {
            window.apply(select, &Expr::col((Table, Column::Position)), &Expr::col((Table, Column::Id)));
        });
        Ok(plan.with(beside(ctx, ctx.field())))
    });
    let plan = plan.await?;
    let place = |row: &Row<Brief>| (Key::Number(i64::from(*row.position())), row.id().0);
    let found = window.sorted(extent.children(ctx, &plan, article.0).await?, place);
    let page = window.page(found, place).map(Quote::Read);
    Ok(QuoteConnection { page, all: All::of(Rows::Children(plan, article.0)) })
}

/// A page of the appearances of a statement, in the order they came in.
pub(crate) async fn of_statement(
    ctx: &Context<'_>,
    statement: &Row<statement::Brief>,
    arguments: &Arguments,
) -> Result<QuoteConnection> {
    let of = *statement.id();
    let list = move || format!("quotes of {of:?}");
    let window = Window::new(ctx, arguments, (KeyKind::Number, Direction::Asc), list)?;
    let plan = plan(ctx, "statement", async || {
        let id = Expr::col((Table, Column::Id));
        let owner = Expr::col((Table, Column::StatementId));
        let columns = Extent::asked::<Brief>(ctx).columns::<Brief>();
        let plan = Plan::new(selection::<Table>(), columns, owner, Planning::Kept, |select| {
            window.apply(select, &id, &id);
        });
        Ok(plan.with(beside(ctx, ctx.field())).with_ahead(ahead(ctx.field())))
    });
    let plan = plan.await?;
    let first = first_of(records(ctx), statement, plan.ahead).map_err(damaged)?;
    let page = if let Some(first) = first {
        window.page(vec![first], |quote| (Key::Number(quote.id().0), quote.id().0))
    } else {
        let found = Extent::asked::<Brief>(ctx).children(ctx, &plan, of.0).await?;
        let found = window.sorted(found, in_order);
        window.page(found, in_order).map(Quote::Read)
    };
    Ok(QuoteConnection { page, all: All::of(Rows::Children(plan, of.0)) })
}

/// The place of a quote among those in the order they came in.
fn in_order(row: &Row<Brief>) -> (Key, i64) {
    (Key::Number(row.id().0), row.id().0)
}

/// The first quote of a statement, where it is known ahead; an error where the row is damaged.
fn first_of<'s>(
    records: &Records,
    statement: &'s Row<statement::Brief>,
    ahead: Ahead,
) -> std::result::Result<Option<Quote>, &'s str> {
    Ok(match ahead {
        Ahead::Nothing => None,
        Ahead::Beside => first_seen(records, statement.id().0).map(|row| Quote::Read(Row::Brief(row))),
        Ahead::Told => {
            let first = statement.parts().told()?.first_quote;
            first.map(|PartQuote(id, article)| Quote::First { id, statement: *statement.id(), article })
        }
    })
}

/// A page of the quotes of a statement, of which nothing but the node of its first quote is asked for.
pub(crate) struct FirstQuote(Quote);

/// That page, where the quote is known ahead.
pub(crate) fn first_ahead(
    statement: &Row<statement::Brief>,
    asked: SelectionField<'_>,
    records: &Records,
) -> Option<FirstQuote> {
    let mut fields = asked.selection_set();
    if !fields.all(|field| matches!(field.name(), "nodes" | "__typename")) {
        return None;
    }
    first_of(records, statement, ahead(asked)).ok()?.map(FirstQuote)
}

impl Columns for FirstQuote {
    fn object(&self) -> &'static str {
        "QuoteConnection"
    }

    fn list(&self, field: &str, write: &mut dyn FnMut(&[&dyn Columns]) -> bool) -> bool {
        field == "nodes" && write(&[&self.0])
    }
}
