//! Which statements. In: a filter. Out: a selection that reads one range of one index: the topic drives where there is
//! one, else the office, else the speaker or the day; everything else is looked at row by row, in the order of the list.

use crate::loader::connection;
use crate::reader::Planning;
use crate::reference::{OfficeRef, OrganizationRef, PlaceRef, SpeakerId, SpeakerRef, TopicRef};
use crate::text::{Searched, TextQuery};
use crate::types::choice::{QuoteKind, StatementStatus};
use crate::types::nesting::{Nested, check, condition};
use crate::types::range::{DateRange, DateTimeRange, FloatRange, few};
use async_graphql::{Context, InputObject, Result};
use entity::statement::{Column, Entity as Table};
use entity::{OfficeId, TopicId, statement_mention, statement_office, statement_topic};
use sea_orm::sea_query::{Condition, Expr, ExprTrait as _, Query, SelectStatement};

/// Which statements. Fields of one filter are wanted together.
#[derive(Clone, Debug, Default, InputObject)]
pub(crate) struct StatementFilter {
    /// All of these filters.
    and: Option<Vec<StatementFilter>>,
    /// At least one of these filters.
    or: Option<Vec<StatementFilter>>,
    /// Not this filter.
    not: Option<Box<StatementFilter>>,
    /// Said by.
    speaker: Option<SpeakerRef>,
    /// Said by whoever held this office that day.
    office: Option<OfficeRef>,
    /// About this topic or a narrower one.
    topic: Option<TopicRef>,
    /// Naming this person or organization in its words.
    mentions: Option<SpeakerRef>,
    /// Naming this place in its words.
    place: Option<PlaceRef>,
    /// Printed by.
    publisher: Option<OrganizationRef>,
    /// Reported in one of these ways.
    kind: Option<Vec<QuoteKind>>,
    /// Said on these days. What is known to the week, month or year alone counts as said on its first day: a range that
    /// begins later leaves it out.
    said: Option<DateRange>,
    /// First printed in this range.
    published: Option<DateTimeRange>,
    /// In one of these languages: BCP 47, as in `en`, in any case.
    language: Option<Vec<String>>,
    /// With a confidence in this range.
    confidence: Option<FloatRange>,
    /// Looked at so far. Rejected statements appear only when asked for here.
    status: Option<Vec<StatementStatus>>,
    /// Whether the latest version of an article prints it: false for what was taken back; both when left out, also in
    /// `totalCount`, `facets` and `timeline`.
    current: Option<bool>,
    /// Its words hold these: words, "phrases", OR, -not and prefix*.
    text: Option<String>,
}

impl Nested for StatementFilter {
    type Place = Driver;

    fn nested(&self) -> (&Option<Vec<Self>>, &Option<Vec<Self>>, Option<&Self>) {
        (&self.and, &self.or, self.not.as_deref())
    }

    fn check_own(&self) -> Result<()> {
        few("filter.kind", self.kind.as_deref())?;
        few("filter.language", self.language.as_deref())?;
        few("filter.status", self.status.as_deref())
    }

    async fn plain(&self, ctx: &Context<'_>, driver: Driver) -> Result<Condition> {
        let mut all = Condition::all();
        if let Some(speaker) = &self.speaker {
            let speaker = speaker.resolve(ctx).await?;
            // What nobody said is not said by this one either: a null would be neither.
            let (column, number) = driver.speaker(speaker);
            all = all.add(column.clone().is_not_null().and(column.eq(number)));
        }
        if let Some(office) = &self.office {
            all = all.add(in_office(office.resolve(ctx).await?));
        }
        if let Some(topic) = &self.topic {
            all = all.add(about(topic.resolve(ctx).await?));
        }
        if let Some(named) = &self.mentions {
            all = all.add(naming(match named.resolve(ctx).await? {
                SpeakerId::Person(id) => Expr::col(statement_mention::Column::PersonId).eq(id),
                SpeakerId::Organization(id) => Expr::col(statement_mention::Column::OrganizationId).eq(id),
            }));
        }
        if let Some(place) = &self.place {
            let place = place.resolve(ctx).await?;
            all = all.add(naming(Expr::col(statement_mention::Column::PlaceId).eq(place)));
        }
        if let Some(publisher) = &self.publisher {
            all = all.add(printed_by(publisher.resolve(ctx).await?));
        }
        if let Some(kinds) = &self.kind {
            let kinds = kinds.iter().map(|kind| entity::QuoteKind::from(*kind));
            all = all.add(Expr::col((Table, Column::Kind)).is_in(kinds));
        }
        if let Some(statuses) = &self.status {
            let statuses = statuses.iter().map(|status| entity::StatementStatus::from(*status));
            all = all.add(Expr::col((Table, Column::Status)).is_in(statuses));
        }
        if let Some(is_current) = self.current {
            all = all.add(if is_current { printed_now() } else { printed_now().not() });
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
        let said = self.said.unwrap_or_default().within("filter.said", &driver.said_on())?;
        let published = Expr::col((Table, Column::FirstAppearedAt));
        let published = self.published.unwrap_or_default().within("filter.published", &published)?;
        let confidence = Expr::col((Table, Column::Confidence));
        let confidence = self.confidence.unwrap_or_default().within("filter.confidence", &confidence)?;
        for range in said.into_iter().chain(published).chain(confidence) {
            all = all.add(range);
        }
        if let Some(words) = &self.text {
            all = all.add(
                TextQuery::parse(words)?.matches(connection(ctx).get_database_backend(), Searched::Statement),
            );
        }
        Ok(all)
    }
}

/// What of a filter is a range of an index.
struct Ranged<'f> {
    speaker: Option<&'f SpeakerRef>,
    office: Option<&'f OfficeRef>,
    topic: Option<&'f TopicRef>,
    said: Option<DateRange>,
}

impl StatementFilter {
    /// Speaker, office, topic and days, where nothing else is asked for.
    fn ranged(&self) -> Option<Ranged<'_>> {
        let Self {
            and: None,
            or: None,
            not: None,
            speaker,
            office,
            topic,
            mentions: None,
            place: None,
            publisher: None,
            kind: None,
            said,
            published: None,
            language: None,
            confidence: None,
            status: None,
            current: None,
            text: None,
        } = self
        else {
            return None;
        };
        Some(Ranged {
            speaker: speaker.as_ref(),
            office: office.as_ref(),
            topic: topic.as_ref(),
            said: *said,
        })
    }

    /// The speaker whose statements these are, where they are all that the speaker made and no others.
    pub(super) async fn is_all_of(
        &self,
        ctx: &Context<'_>,
        scope: Option<Scope>,
    ) -> Result<Option<SpeakerId>> {
        let Some(Ranged { speaker, office: None, topic: None, said: None }) = self.ranged() else {
            return Ok(None);
        };
        match (scope, speaker) {
            (Some(Scope::Speaker(speaker)), None) => Ok(Some(speaker)),
            (None, Some(speaker)) => Ok(Some(Box::pin(speaker.resolve(ctx)).await?)),
            _ => Ok(None),
        }
    }

    /// Topic and speaker, or office, with days are one range of one index.
    pub(super) fn planning(&self, scope: Option<Scope>) -> Planning {
        let Some(Ranged { speaker, office, topic, .. }) = self.ranged() else { return Planning::Each };
        let is_range = match scope {
            Some(Scope::Speaker(_)) => speaker.is_none() && office.is_none(),
            Some(Scope::Topic(_)) => topic.is_none() && office.is_none(),
            Some(Scope::Office(_)) => office.is_none() && topic.is_none() && speaker.is_none(),
            None => office.is_none() || (topic.is_none() && speaker.is_none()),
        };
        if is_range { Planning::Kept } else { Planning::Each }
    }
}

/// The parent that a list of statements belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Scope {
    Speaker(SpeakerId),
    Office(OfficeId),
    Topic(TopicId),
}

impl Scope {
    /// The kind of parent: lists of different kinds read different columns.
    pub(super) fn kind(self) -> &'static str {
        match self {
            Self::Speaker(SpeakerId::Person(_)) => "person",
            Self::Speaker(SpeakerId::Organization(_)) => "organization",
            Self::Office(_) => "office",
            Self::Topic(_) => "topic",
        }
    }

    /// The parent's number.
    pub(super) fn number(self) -> i64 {
        match self {
            Self::Speaker(SpeakerId::Person(id)) => id.0,
            Self::Speaker(SpeakerId::Organization(id)) => id.0,
            Self::Office(id) => id.0,
            Self::Topic(id) => id.0,
        }
    }
}

/// The columns that facets and timelines of a whole list go by (`facet.rs`); a page sets its own.
const DIVIDED: [Column; 6] = [
    Column::Id,
    Column::Kind,
    Column::SaidOn,
    Column::Language,
    Column::SpeakerPersonId,
    Column::SpeakerOrganizationId,
];

/// A selection of statements with the columns it is paged by.
pub(super) struct Driven {
    pub(super) select: SelectStatement,
    pub(super) said_on: Expr,
    pub(super) id: Expr,
    /// The column that names the parent, a condition that is still to be made; their own ids without one.
    pub(super) owner: Expr,
}

/// The table whose index gives the rows in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::types) enum Driver {
    Topic,
    Office,
    Statement,
}

impl Driver {
    fn said_on(self) -> Expr {
        match self {
            Self::Topic => Expr::col((statement_topic::Entity, statement_topic::Column::SaidOn)),
            Self::Office => Expr::col((statement_office::Entity, statement_office::Column::SaidOn)),
            Self::Statement => Expr::col((Table, Column::SaidOn)),
        }
    }

    fn id(self) -> Expr {
        match self {
            Self::Topic => Expr::col((statement_topic::Entity, statement_topic::Column::StatementId)),
            Self::Office => Expr::col((statement_office::Entity, statement_office::Column::StatementId)),
            Self::Statement => Expr::col((Table, Column::Id)),
        }
    }

    /// The column that names the speaker, and the speaker's number.
    fn speaker(self, speaker: SpeakerId) -> (Expr, i64) {
        use statement_topic::Column::{SpeakerOrganizationId, SpeakerPersonId};
        match (self, speaker) {
            (Self::Topic, SpeakerId::Person(id)) => {
                (Expr::col((statement_topic::Entity, SpeakerPersonId)), id.0)
            }
            (Self::Topic, SpeakerId::Organization(id)) => {
                (Expr::col((statement_topic::Entity, SpeakerOrganizationId)), id.0)
            }
            (_, SpeakerId::Person(id)) => (Expr::col((Table, Column::SpeakerPersonId)), id.0),
            (_, SpeakerId::Organization(id)) => (Expr::col((Table, Column::SpeakerOrganizationId)), id.0),
        }
    }
}

/// The selection that a filter and a scope ask for.
pub(super) async fn selection(
    ctx: &Context<'_>,
    scope: Option<Scope>,
    mut filter: StatementFilter,
) -> Result<Driven> {
    check(&filter)?;
    let topic = match (scope, filter.topic.take()) {
        (Some(Scope::Topic(id)), again) => {
            filter.topic = again;
            Some(id)
        }
        (_, Some(topic)) => Some(topic.resolve(ctx).await?),
        (_, None) => None,
    };
    let office = match (scope, filter.office.take()) {
        (Some(Scope::Office(id)), again) => {
            filter.office = again;
            Some(id)
        }
        (_, Some(office)) => Some(office.resolve(ctx).await?),
        (_, None) => None,
    };
    let driver = match (topic, office) {
        (Some(_), _) => Driver::Topic,
        (None, Some(_)) => Driver::Office,
        (None, None) => Driver::Statement,
    };
    let mut select = Query::select();
    select.from(Table).columns(DIVIDED.map(|column| (Table, column)));
    let owner = match scope {
        Some(Scope::Topic(_)) => Expr::col((statement_topic::Entity, statement_topic::Column::TopicId)),
        Some(Scope::Office(_)) => Expr::col((statement_office::Entity, statement_office::Column::OfficeId)),
        Some(Scope::Speaker(speaker)) => driver.speaker(speaker).0,
        None => driver.id(),
    };
    if let Some(topic) = topic {
        let joined = Expr::col((statement_topic::Entity, statement_topic::Column::StatementId))
            .equals((Table, Column::Id));
        select.inner_join(statement_topic::Entity, joined);
        if !matches!(scope, Some(Scope::Topic(_))) {
            let about = Expr::col((statement_topic::Entity, statement_topic::Column::TopicId));
            select.and_where(about.eq(topic));
        }
    }
    let is_of_office = matches!(scope, Some(Scope::Office(_)));
    match office {
        Some(office) if driver == Driver::Office || is_of_office => {
            let joined = Expr::col((statement_office::Entity, statement_office::Column::StatementId))
                .equals((Table, Column::Id));
            select.inner_join(statement_office::Entity, joined);
            if !is_of_office {
                let made_in = Expr::col((statement_office::Entity, statement_office::Column::OfficeId));
                select.and_where(made_in.eq(office));
            }
            select.and_where(held_then());
        }
        Some(office) => {
            select.and_where(in_office(office));
        }
        None => {}
    }
    if !asks_for_rejected(&filter) {
        select.and_where(Expr::col((Table, Column::Status)).ne(entity::StatementStatus::Rejected));
    }
    select.cond_where(condition(ctx, &filter, driver).await?);
    Ok(Driven { select, said_on: driver.said_on(), id: driver.id(), owner })
}

/// Whether rejected statements are asked for, here or in a filter inside.
fn asks_for_rejected(filter: &StatementFilter) -> bool {
    let statuses = filter.status.as_deref().unwrap_or_default();
    statuses.contains(&StatementStatus::Rejected) || filter.inside().any(asks_for_rejected)
}

/// Not as a former or designated holder.
pub(crate) fn held_then() -> Expr {
    let qualifier = Expr::col((statement_office::Entity, statement_office::Column::Qualifier));
    qualifier.clone().is_null().or(qualifier.eq(entity::Qualifier::Acting))
}

fn in_office(office: OfficeId) -> Expr {
    let made_in = Query::select()
        .column(statement_office::Column::StatementId)
        .from(statement_office::Entity)
        .and_where(Expr::col((statement_office::Entity, statement_office::Column::OfficeId)).eq(office))
        .and_where(held_then())
        .to_owned();
    Expr::col((Table, Column::Id)).in_subquery(made_in)
}

fn naming(whom: Expr) -> Expr {
    use statement_mention::{Column as Join, Entity as Mentions};
    let these = Query::select().column(Join::StatementId).from(Mentions).and_where(whom).to_owned();
    Expr::col((Table, Column::Id)).in_subquery(these)
}

fn about(topic: TopicId) -> Expr {
    let about = Query::select()
        .column(statement_topic::Column::StatementId)
        .from(statement_topic::Entity)
        .and_where(Expr::col(statement_topic::Column::TopicId).eq(topic))
        .to_owned();
    Expr::col((Table, Column::Id)).in_subquery(about)
}

/// A quote of it is in the latest version of its article.
fn printed_now() -> Expr {
    use entity::quote::{Column as Of, Entity as Quotes};
    let printed = Query::select()
        .expr(Expr::val(1))
        .from(Quotes)
        .and_where(Expr::col((Quotes, Of::StatementId)).equals((Table, Column::Id)))
        .and_where(Expr::col((Quotes, Of::IsCurrent)).eq(true))
        .to_owned();
    Expr::exists(printed)
}

fn printed_by(publisher: entity::OrganizationId) -> Expr {
    use entity::{article, quote};
    let printed = Query::select()
        .expr(Expr::val(1))
        .from(quote::Entity)
        .inner_join(
            article::Entity,
            Expr::col((article::Entity, article::Column::Id))
                .equals((quote::Entity, quote::Column::ArticleId)),
        )
        .and_where(Expr::col((quote::Entity, quote::Column::StatementId)).equals((Table, Column::Id)))
        .and_where(Expr::col((article::Entity, article::Column::PublisherId)).eq(publisher))
        .to_owned();
    Expr::exists(printed)
}
