//! Fields that lead to one record. Most of these records are small and kept for a while (`hot.rs`): where one is, and
//! columns of it are all that is asked for, it is written where it stands. Else it is read like any other.

use super::Leaf;
use crate::hot::Hot;
use crate::loader::{load, person_that_stays};
use crate::reference::SpeakerId;
use crate::types::article::Named;
use crate::types::{Entity, Office, Organization, Person, Place, Speaker, Topic};
use async_graphql::{Context, OutputType, Result};
use entity::{OfficeId, OrganizationId, PersonId, PlaceId, TopicId};

/// A record by its columns.
pub(crate) trait Columns {
    /// The object's name in the schema.
    fn object(&self) -> &'static str;

    /// The value of a field that is a column of the row.
    fn leaf(&self, field: &str) -> Option<Leaf<'_>>;
}

/// What names a record that a field leads to.
pub(crate) trait Lead: Send + Sync {
    type To: Columns + OutputType;

    /// What is known of it without a read.
    fn kept(&self, hot: &Hot) -> Kept<Self::To>;

    /// The record, read together with those that the field's siblings lead to.
    fn read(&self, ctx: &Context<'_>) -> impl Future<Output = Result<Option<Self::To>>> + Send;
}

/// What is known without a read.
pub(crate) enum Kept<T> {
    There(T),
    /// There is no such record.
    Nothing,
    /// It has to be read.
    Unread,
}

impl<T> Kept<T> {
    fn of<R>(row: Option<R>, record: fn(R) -> T) -> Self {
        row.map_or(Self::Unread, |row| Self::There(record(row)))
    }

    fn map<U>(self, into: fn(T) -> U) -> Kept<U> {
        match self {
            Self::There(record) => Kept::There(into(record)),
            Self::Nothing => Kept::Nothing,
            Self::Unread => Kept::Unread,
        }
    }
}

macro_rules! leads {
    ($($id:ident to $record:ident in $kept:ident;)+) => {$(
        impl Lead for $id {
            type To = $record;

            fn kept(&self, hot: &Hot) -> Kept<$record> {
                Kept::of(hot.$kept.find(self), $record)
            }

            async fn read(&self, ctx: &Context<'_>) -> Result<Option<$record>> {
                Ok(load(ctx, *self).await?.map($record))
            }
        }
    )+};
}

leads! {
    OfficeId to Office in office;
    OrganizationId to Organization in organization;
    PersonId to Person in person;
    PlaceId to Place in place;
    TopicId to Topic in topic;
}

impl<L: Lead> Lead for Option<L> {
    type To = L::To;

    fn kept(&self, hot: &Hot) -> Kept<L::To> {
        self.as_ref().map_or(Kept::Nothing, |lead| lead.kept(hot))
    }

    async fn read(&self, ctx: &Context<'_>) -> Result<Option<L::To>> {
        match self {
            Some(lead) => lead.read(ctx).await,
            None => Ok(None),
        }
    }
}

/// The person, or for one that was merged the one that stays.
fn kept_that_stays(hot: &Hot, person: PersonId) -> Kept<Person> {
    let row = hot.person.find(&person);
    let row = row.and_then(|row| row.merged_into_id.map_or(Some(row), |into| hot.person.find(&into)));
    Kept::of(row, Person)
}

async fn that_stays(ctx: &Context<'_>, person: PersonId) -> Result<Option<Person>> {
    Ok(person_that_stays(ctx, person).await?.map(Person))
}

impl Lead for SpeakerId {
    type To = Speaker;

    fn kept(&self, hot: &Hot) -> Kept<Speaker> {
        match self {
            Self::Person(person) => kept_that_stays(hot, *person).map(Speaker::Person),
            Self::Organization(organization) => organization.kept(hot).map(Speaker::Organization),
        }
    }

    async fn read(&self, ctx: &Context<'_>) -> Result<Option<Speaker>> {
        Ok(match self {
            Self::Person(person) => that_stays(ctx, *person).await?.map(Speaker::Person),
            Self::Organization(organization) => organization.read(ctx).await?.map(Speaker::Organization),
        })
    }
}

impl Lead for Named {
    type To = Entity;

    fn kept(&self, hot: &Hot) -> Kept<Entity> {
        match self {
            Self::Person(person) => kept_that_stays(hot, *person).map(Entity::Person),
            Self::Organization(organization) => organization.kept(hot).map(Entity::Organization),
            Self::Place(place) => place.kept(hot).map(Entity::Place),
            Self::Nobody => Kept::Nothing,
        }
    }

    async fn read(&self, ctx: &Context<'_>) -> Result<Option<Entity>> {
        Ok(match self {
            Self::Person(person) => that_stays(ctx, *person).await?.map(Entity::Person),
            Self::Organization(organization) => organization.read(ctx).await?.map(Entity::Organization),
            Self::Place(place) => place.read(ctx).await?.map(Entity::Place),
            Self::Nobody => None,
        })
    }
}
