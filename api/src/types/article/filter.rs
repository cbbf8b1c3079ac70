//! Which articles. In: a filter. Out: the conditions of their rows.

use crate::loader::connection;
use crate::reader::Planning;
use crate::reference::{OrganizationRef, PersonRef, PlaceRef, TopicRef};
use crate::text::{Searched, TextQuery};
use crate::types::nesting::{Nested, check, condition};
use crate::types::range::{DateTimeRange, few};
use async_graphql::{Context, InputObject, Result};
use entity::article::{Column, Entity as Table};
use entity::{article_topic, mention};
use sea_orm::sea_query::{Condition, Expr, ExprTrait as _, Query, SelectStatement};

/// Which articles. Fields of one filter are wanted together.
#[derive(Clone, Debug, Default, InputObject)]
pub(crate) struct ArticleFilter {
    /// All of these filters.
    and: Option<Vec<ArticleFilter>>,
    /// At least one of these filters.
    or: Option<Vec<ArticleFilter>>,
    /// Not this filter.
    not: Option<Box<ArticleFilter>>,
    /// Published by.
    publisher: Option<OrganizationRef>,
    /// About; narrower subjects are topics of their own.
    topic: Option<TopicRef>,
    /// Naming this person in the body.
    person: Option<PersonRef>,
    /// Naming this organization in the body.
    organization: Option<OrganizationRef>,
    /// Naming this place in the body.
    place: Option<PlaceRef>,
    /// Published in this range; an article of which only the day is known counts from its start in UTC, one of which no day is
    /// known from when it came in.
    published: Option<DateTimeRange>,
    /// In one of these languages: BCP 47, as in `en`, in any case.
    language: Option<Vec<String>>,
    /// Headline or body hold the words: words, "phrases", OR, -not and prefix*.
    text: Option<String>,
}

impl Nested for ArticleFilter {
    type Place = ();

    fn nested(&self) -> (&Option<Vec<Self>>, &Option<Vec<Self>>, Option<&Self>) {
        (&self.and, &self.or, self.not.as_deref())
    }

    fn check_own(&self) -> Result<()> {
        few("filter.language", self.language.as_deref())
    }

    /// A column without a value answers no, not null, so that `not` finds it.
    async fn plain(&self, ctx: &Context<'_>, (): ()) -> Result<Condition> {
        let mut all = Condition::all();
        if let Some(publisher) = &self.publisher {
            let column = Expr::col((Table, Column::PublisherId));
            let publisher = publisher.resolve(ctx).await?;
            all = all.add(column.clone().is_not_null().and(column.eq(publisher)));
        }
        if let Some(topic) = &self.topic {
            let about = Expr::col(article_topic::Column::TopicId).eq(topic.resolve(ctx).await?);
            let these = Query::select()
                .column(article_topic::Column::ArticleId)
                .from(article_topic::Entity)
                .and_where(about)
                .to_owned();
            all = all.add(Expr::col((Table, Column::Id)).in_subquery(these));
        }
        if let Some(person) = &self.person {
            all = all.add(naming(Expr::col(mention::Column::PersonId).eq(person.resolve(ctx).await?)));
        }
        if let Some(organization) = &self.organization {
            let named = Expr::col(mention::Column::OrganizationId).eq(organization.resolve(ctx).await?);
            all = all.add(naming(named));
        }
        if let Some(place) = &self.place {
            all = all.add(naming(Expr::col(mention::Column::PlaceId).eq(place.resolve(ctx).await?)));
        }
        let listed_at = Expr::col((Table, Column::ListedAt));
        for range in self.published.unwrap_or_default().within("filter.published", &listed_at)? {
            all = all.add(range);
        }
        if let Some(languages) = &self.language {
            let language = Expr::col((Table, Column::Language));
            all = all.add(
                language
                    .clone()
                    .is_not_null()
                    .and(language.is_in(languages.iter().map(|tag| read::language_in_case(tag)))),
            );
        }
        if let Some(words) = &self.text {
            let words = TextQuery::parse(words)?;
            all = all.add(words.matches(connection(ctx).get_database_backend(), Searched::Article));
        }
        Ok(all)
    }
}

impl ArticleFilter {
    /// Days and publisher are one range of one index.
    pub(super) fn planning(&self) -> Planning {
        match self {
            Self {
                and: None,
                or: None,
                not: None,
                publisher: _,
                topic: None,
                person: None,
                organization: None,
                place: None,
                published: _,
                language: None,
                text: None,
            } => Planning::Kept,
            _ => Planning::Each,
        }
    }
}

/// Leaves the articles that match.
pub(super) async fn narrow(
    ctx: &Context<'_>,
    select: &mut SelectStatement,
    filter: ArticleFilter,
) -> Result<()> {
    check(&filter)?;
    select.cond_where(condition(ctx, &filter, ()).await?);
    Ok(())
}

fn naming(whom: Expr) -> Expr {
    let these =
        Query::select().column(mention::Column::ArticleId).from(mention::Entity).and_where(whom).to_owned();
    Expr::col((Table, Column::Id)).in_subquery(these)
}
