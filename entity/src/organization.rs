//! A body of people (schema.org `Organization`).

use crate::{OrganizationId, OrganizationKind};
use sea_orm::entity::prelude::*;

/// A row of `organization`.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "organization")]
pub struct Model {
    /// Primary key.
    #[sea_orm(primary_key)]
    pub id: OrganizationId,
    /// Unique and readable.
    pub slug: String,
    /// The name readers know.
    pub name: String,
    /// What it does for us.
    pub kind: OrganizationKind,
    /// `legalName`.
    pub legal_name: Option<String>,
    /// Host of its site; unique.
    pub domain: Option<String>,
    /// `email`.
    pub email: Option<String>,
    /// `telephone`, as printed.
    pub telephone: Option<String>,
    /// ISO 3166-1 alpha-2.
    pub country_code: Option<String>,
    /// The record that a human merged this one into.
    pub merged_into_id: Option<OrganizationId>,
    /// Every other name.
    #[sea_orm(has_many)]
    pub names: HasMany<super::organization_name::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
