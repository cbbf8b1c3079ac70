//! Quotes: the appearances of statements in articles.

mod context;

use super::article::Span;
use super::choice::{QuoteKind, QuoteMatch, SaidBasis};
use super::range::few;
use super::version::ArticleVersion;
use super::{Article, Organization, Person, Speaker, Statement};
use crate::loader::{Plan, listed, load, person_that_stays, plan, shared_rows};
use crate::node::{Kind, id};
use crate::object::object;
use crate::page::{All, Arguments, Direction, Key, Rows, Window, connection, selection};
use crate::reference::OrganizationRef;
use crate::scalar::Date;
use async_graphql::{ComplexObject, Context, ID, InputObject, Object, Result};
use context::QuoteContext;
use entity::quote::{Column, Entity as Table, Model};
use entity::{ArticleId, StatementId};
use sea_orm::sea_query::{Expr, ExprTrait as _, Query, SelectStatement};
use std::sync::Arc;

#[derive(Clone, Debug)]
pub(crate) struct Quote(pub(crate) Arc<Model>);

impl From<Arc<Model>> for Quote {
    fn from(row: Arc<Model>) -> Self {
        Self(row)
    }
}

object! {
    /// One appearance of a statement in an article (schema.org `Quotation`, Popolo `Speech`): the proof.
    Quote
}

#[ComplexObject]
impl Quote {
    /// Global id: opaque and stable.
    pub(crate) async fn id(&self) -> ID {
        id(Kind::Quote, self.0.id.0)
    }

    /// The words as printed here, without the marks around them (schema.org `text`).
    async fn text(&self) -> &str {
        &self.0.text
    }

    /// How the words are reported.
    async fn kind(&self) -> QuoteKind {
        self.0.kind.into()
    }

    /// How the words compare with the statement's.
    async fn r#match(&self) -> QuoteMatch {
        self.0.r#match.into()
    }

    /// Where the words stand in the body of `version`; more than one for a split quote.
    async fn spans(&self) -> Vec<Span> {
        self.0.spans.0.iter().map(|&(start, end)| Span { start, end }).collect()
    }

    /// What reports the speech: `said`, `according to`; null where nothing does.
    async fn cue(&self) -> Option<&str> {
        self.0.cue.as_deref()
    }

    /// Where the cue stands; null without one.
    async fn cue_span(&self) -> Option<Span> {
        Some(Span { start: self.0.cue_start?, end: self.0.cue_end? })
    }

    /// Who spoke, as printed: `US Secretary of State Marco Rubio`, `he`; null where the quote goes on with an
    /// earlier one.
    async fn attribution(&self) -> Option<&str> {
        self.0.attribution.as_deref()
    }

    /// Where the attribution stands; null without one.
    async fn attribution_span(&self) -> Option<Span> {
        Some(Span { start: self.0.attribution_start?, end: self.0.attribution_end? })
    }

    /// The office as printed: `US Secretary of State`; null where none is.
    async fn office_printed(&self) -> Option<&str> {
        self.0.office_printed.as_deref()
    }

    /// Whom it was said to: `reporters`; null where print does not tell.
    async fn audience(&self) -> Option<&str> {
        self.0.audience.as_deref()
    }

    /// The day it was said, by this article.
    async fn said_on(&self) -> Date {
        Date(self.0.said_on)
    }

    /// What that day rests on.
    async fn said_basis(&self) -> SaidBasis {
        SaidBasis::of(self.0.said_basis, false)
    }

    /// The words that tell the day: `on Wednesday`; null where none do.
    async fn said_printed(&self) -> Option<&str> {
        self.0.said_printed.as_deref()
    }

    /// The version of the extractor that found it.
    async fn extractor_version(&self) -> &str {
        &self.0.extractor_version
    }

    /// The rule that found it, for people who look for errors.
    async fn rule(&self) -> &str {
        &self.0.rule
    }

    /// How likely words and speaker are both right, from 0 to 1, as measured on gold data.
    async fn confidence(&self) -> f64 {
        self.0.confidence
    }

    /// Whether the article's latest version prints it.
    async fn is_current(&self) -> bool {
        self.0.is_current
    }

    /// Who could have spoken, the likeliest first; empty when the speaker is decided.
    async fn candidates(&self) -> Vec<SpeakerCandidate> {
        let candidates = self.0.candidates.as_ref().map_or(&[][..], |candidates| &candidates.0);
        candidates.iter().map(|candidate| SpeakerCandidate(*candidate)).collect()
    }

    /// The statement that appears here.
    async fn statement(&self, ctx: &Context<'_>) -> Result<Option<Statement>> {
        Ok(load(ctx, self.0.statement_id).await?.map(Statement::Whole))
    }

    /// The article that prints it (schema.org `isPartOf`).
    async fn article(&self, ctx: &Context<'_>) -> Result<Option<Article>> {
        Ok(load(ctx, self.0.article_id).await?.map(Article))
    }

    /// The latest version of the article that prints it.
    async fn version(&self, ctx: &Context<'_>) -> Result<Option<ArticleVersion>> {
        Ok(load(ctx, self.0.article_version_id).await?.map(ArticleVersion))
    }

    /// What stands around the words in the article; null where no version of it is kept.
    async fn context(&self, ctx: &Context<'_>) -> Result<Option<QuoteContext>> {
        let Some(version) = load(ctx, self.0.article_version_id).await? else { return Ok(None) };
        Ok(context::around(&version.body, &self.0.spans.0))
    }
}

#[derive(Clone, Copy, Debug)]
pub(crate) struct SpeakerCandidate(entity::Candidate);

/// Somebody who could have spoken.
#[Object]
impl SpeakerCandidate {
    /// The person or organization; null where the record is gone.
    async fn speaker(&self, ctx: &Context<'_>) -> Result<Option<Speaker>> {
        if let Some(person) = self.0.person {
            return Ok(person_that_stays(ctx, person).await?.map(|row| Speaker::Person(Person(row))));
        }
        let Some(organization) = self.0.organization else { return Ok(None) };
        Ok(load(ctx, organization).await?.map(|row| Speaker::Organization(Organization(row))))
    }

    /// Share of the evidence, from 0 to 1.
    async fn weight(&self) -> f64 {
        f64::from(self.0.weight)
    }
}

/// Which quotes.
#[derive(Clone, Debug, Default, InputObject)]
pub(crate) struct QuoteFilter {
    /// These kinds.
    kind: Option<Vec<QuoteKind>>,
    /// Printed by.
    publisher: Option<OrganizationRef>,
    /// Only those that the latest version of their article prints; true when left out.
    current: Option<bool>,
}

connection!(QuoteConnection, QuoteEdge, Quote, Model, "quotes");

/// A page of all quotes, the latest that came in first.
pub(crate) async fn list(
    ctx: &Context<'_>,
    filter: Option<QuoteFilter>,
    arguments: &Arguments,
) -> Result<QuoteConnection> {
    let window = Window::new(arguments, Direction::Desc, format!("quotes {filter:?}"))?;
    let mut select = selection::<Table>();
    let filter = filter.unwrap_or_default();
    few("filter.kind", filter.kind.as_deref())?;
    only(&mut select, filter.kind, filter.current.unwrap_or(true));
    if let Some(publisher) = &filter.publisher {
        use entity::article::{Column as Of, Entity as Articles};
        let theirs = Expr::col(Of::PublisherId).eq(publisher.resolve(ctx).await?);
        let these = Query::select().column(Of::Id).from(Articles).and_where(theirs).to_owned();
        select.and_where(Expr::col((Table, Column::ArticleId)).in_subquery(these));
    }
    let all = select.clone();
    let number = Expr::col((Table, Column::Id));
    window.apply(&mut select, &number, &number);
    let page = window.page(shared_rows(ctx, &select).await?, |row: &Model| (Key::Number(row.id.0), row.id.0));
    Ok(QuoteConnection { page, all: All::selected(all) })
}

fn only(select: &mut SelectStatement, kinds: Option<Vec<QuoteKind>>, is_current: bool) {
    if let Some(kinds) = kinds {
        let kinds = kinds.into_iter().map(entity::QuoteKind::from);
        select.and_where(Expr::col((Table, Column::Kind)).is_in(kinds));
    }
    if is_current {
        select.and_where(Expr::col((Table, Column::IsCurrent)).eq(true));
    }
}

/// A page of the quotes of an article, in the order of the text.
pub(crate) async fn of_article(
    ctx: &Context<'_>,
    article: ArticleId,
    kind: Option<Vec<QuoteKind>>,
    arguments: &Arguments,
) -> Result<QuoteConnection> {
    let window = Window::new(arguments, Direction::Asc, format!("quotes of {article:?} {kind:?}"))?;
    let plan = plan(ctx, "article", async {
        let mut select = selection::<Table>();
        only(&mut select, kind, true);
        Ok(Plan::new(select, Expr::col((Table, Column::ArticleId)), |select| {
            window.apply(select, &Expr::col((Table, Column::Position)), &Expr::col((Table, Column::Id)));
        }))
    });
    let plan = plan.await?;
    let place = |row: &Model| (Key::Number(i64::from(row.position)), row.id.0);
    let found = window.sorted(listed::<Table, _>(ctx, &plan, article.0).await?, place);
    Ok(QuoteConnection { page: window.page(found, place), all: All::of(Rows::Children(plan, article.0)) })
}

/// A page of the appearances of a statement, in the order they came in.
pub(crate) async fn of_statement(
    ctx: &Context<'_>,
    statement: StatementId,
    arguments: &Arguments,
) -> Result<QuoteConnection> {
    let window = Window::new(arguments, Direction::Asc, format!("quotes of {statement:?}"))?;
    let plan = plan(ctx, "statement", async {
        let number = Expr::col((Table, Column::Id));
        Ok(Plan::new(selection::<Table>(), Expr::col((Table, Column::StatementId)), |select| {
            window.apply(select, &number, &number);
        }))
    });
    let plan = plan.await?;
    let place = |row: &Model| (Key::Number(row.id.0), row.id.0);
    let found = window.sorted(listed::<Table, _>(ctx, &plan, statement.0).await?, place);
    Ok(QuoteConnection { page: window.page(found, place), all: All::of(Rows::Children(plan, statement.0)) })
}
