//! A human being (schema.org and Popolo `Person`).

use crate::PersonId;
use sea_orm::entity::prelude::*;

/// A row of `person`.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "person")]
pub struct Model {
    /// Primary key.
    #[sea_orm(primary_key)]
    pub id: PersonId,
    /// Unique and readable: `marco-rubio`.
    pub slug: String,
    /// The fullest name that the first article printed, or reference data's.
    pub name: String,
    /// `givenName`.
    pub given_name: Option<String>,
    /// `familyName`, with its particle.
    pub family_name: Option<String>,
    /// One line that tells them from others.
    pub description: Option<String>,
    /// The record that a human merged this one into.
    pub merged_into_id: Option<PersonId>,
    /// Every other name.
    #[sea_orm(has_many)]
    pub names: HasMany<super::person_name::Entity>,
    /// Offices held.
    #[sea_orm(has_many)]
    pub tenures: HasMany<super::tenure::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
