//! Fields that lead to one record. Most of these records are known: small ones are kept for a while (`hot.rs`), others were
//! read beside those that lead to them (`loader/beside.rs`). Where one is known, and nothing of it has to be read, it is
//! written where it stands. Else it is read like any other.

use super::Leaf;
use crate::error::{Code, error};
use crate::loader::{InBrief, Loader as _, Records, load, person_that_stays};
use crate::reference::SpeakerId;
use crate::types::article::Named;
use crate::types::brief::Row;
use crate::types::{Article, Entity, Office, Organization, Person, Place, Speaker, Statement, Topic};
use async_graphql::{Context, OutputType, Result, SelectionField};
use entity::{ArticleId, OfficeId, OrganizationId, PersonId, PlaceId, StatementId, TopicId};

/// An object by what is there of it: nothing, where it does not say otherwise.
pub(crate) trait Columns {
    /// The object's name in the schema.
    fn object(&self) -> &'static str;

    /// The value of a field that is a column of the row.
    fn leaf(&self, _field: &str) -> Option<Leaf<'_>> {
        None
    }

    /// Hands the record that a field leads to to `write`, where it is known without a read whether there is one. Gives
    /// whether it is written.
    fn lead(
        &self,
        _field: &str,
        _records: &Records,
        _write: &mut dyn FnMut(Option<&dyn Columns>) -> bool,
    ) -> bool {
        false
    }

    /// Hands the objects of a field that is a list of what is there to `write`. Gives whether they are written.
    fn list(&self, _field: &str, _write: &mut dyn FnMut(&[&dyn Columns]) -> bool) -> bool {
        false
    }

    /// Hands the page of a field with arguments to `write`, where all that is asked of it is known without a read. Gives
    /// whether it is written.
    fn page(
        &self,
        _asked: SelectionField<'_>,
        _records: &Records,
        _write: &mut dyn FnMut(&dyn Columns) -> bool,
    ) -> bool {
        false
    }
}

/// What names a record that a field leads to.
pub(crate) trait Lead: Send + Sync {
    type To: Columns + OutputType;

    /// What is known of it without a read.
    fn known(&self, records: &Records) -> Known<Self::To>;

    /// The record, read together with those that the field's siblings lead to.
    fn read(&self, ctx: &Context<'_>) -> impl Future<Output = Result<Option<Self::To>>> + Send;
}

/// What is known without a read.
pub(crate) enum Known<T> {
    There(T),
    /// There is no such record.
    Nothing,
    /// It has to be read.
    Unread,
}

impl<T> Known<T> {
    fn of<R>(row: Option<R>, record: fn(R) -> T) -> Self {
        row.map_or(Self::Unread, |row| Self::There(record(row)))
    }

    fn map<U>(self, into: fn(T) -> U) -> Known<U> {
        match self {
            Self::There(record) => Known::There(into(record)),
            Self::Nothing => Known::Nothing,
            Self::Unread => Known::Unread,
        }
    }
}

/// What a field shows of the record that it leads to.
pub(crate) trait Shown<To> {
    /// The record; an error where there must be one and is none.
    fn shown(self) -> Result<To>;
}

impl<T> Shown<Self> for Option<T> {
    fn shown(self) -> Result<Self> {
        Ok(self)
    }
}

impl<T> Shown<T> for Option<T> {
    fn shown(self) -> Result<T> {
        // It was there when what leads to it was read.
        self.ok_or_else(|| error(Code::Busy, "a record changed while it was read; ask again"))
    }
}

macro_rules! leads {
    ($($id:ident to $record:ident;)+) => {$(
        impl Lead for $id {
            type To = $record;

            fn known(&self, records: &Records) -> Known<$record> {
                Known::of(records.known(self), $record)
            }

            async fn read(&self, ctx: &Context<'_>) -> Result<Option<$record>> {
                Ok(load(ctx, *self).await?.map($record))
            }
        }
    )+};
}

leads! {
    OfficeId to Office;
    OrganizationId to Organization;
    PlaceId to Place;
    TopicId to Topic;
}

/// Records that are too many to be kept.
macro_rules! leads_beside {
    ($($id:ident to $record:ident;)+) => {$(
        impl Lead for $id {
            type To = $record;

            fn known(&self, records: &Records) -> Known<$record> {
                Known::of(records.known(&InBrief(*self)), |row| $record(Row::Brief(row)))
            }

            async fn read(&self, ctx: &Context<'_>) -> Result<Option<$record>> {
                Ok(Row::linked(ctx, *self).await?.map($record))
            }
        }
    )+};
}

leads_beside! {
    ArticleId to Article;
    StatementId to Statement;
}

impl<L: Lead> Lead for Option<L> {
    type To = L::To;

    fn known(&self, records: &Records) -> Known<L::To> {
        self.as_ref().map_or(Known::Nothing, |lead| lead.known(records))
    }

    async fn read(&self, ctx: &Context<'_>) -> Result<Option<L::To>> {
        match self {
            Some(lead) => lead.read(ctx).await,
            None => Ok(None),
        }
    }
}

/// The person, or for one that was merged the one that stays.
impl Lead for PersonId {
    type To = Person;

    fn known(&self, records: &Records) -> Known<Person> {
        let row = records.known(self);
        let row = row.and_then(|row| row.merged_into_id.map_or(Some(row), |into| records.known(&into)));
        Known::of(row, Person)
    }

    async fn read(&self, ctx: &Context<'_>) -> Result<Option<Person>> {
        Ok(person_that_stays(ctx, *self).await?.map(Person))
    }
}

impl Lead for SpeakerId {
    type To = Speaker;

    fn known(&self, records: &Records) -> Known<Speaker> {
        match self {
            Self::Person(person) => person.known(records).map(Speaker::Person),
            Self::Organization(organization) => organization.known(records).map(Speaker::Organization),
        }
    }

    async fn read(&self, ctx: &Context<'_>) -> Result<Option<Speaker>> {
        Ok(match self {
            Self::Person(person) => person.read(ctx).await?.map(Speaker::Person),
            Self::Organization(organization) => organization.read(ctx).await?.map(Speaker::Organization),
        })
    }
}

impl Lead for Named {
    type To = Entity;

    fn known(&self, records: &Records) -> Known<Entity> {
        match self {
            Self::Person(person) => person.known(records).map(Entity::Person),
            Self::Organization(organization) => organization.known(records).map(Entity::Organization),
            Self::Place(place) => place.known(records).map(Entity::Place),
            Self::Nobody => Known::Nothing,
        }
    }

    async fn read(&self, ctx: &Context<'_>) -> Result<Option<Entity>> {
        Ok(match self {
            Self::Person(person) => person.read(ctx).await?.map(Entity::Person),
            Self::Organization(organization) => organization.read(ctx).await?.map(Entity::Organization),
            Self::Place(place) => place.read(ctx).await?.map(Entity::Place),
            Self::Nobody => None,
        })
    }
}
