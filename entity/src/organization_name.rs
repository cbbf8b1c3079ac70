//! A name of an organization, the printed forms included.

use crate::{NameSource, OrganizationId, OrganizationNameId};
use sea_orm::entity::prelude::*;

/// A row of `organization_name`.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "organization_name")]
pub struct Model {
    /// Primary key.
    #[sea_orm(primary_key)]
    pub id: OrganizationNameId,
    /// Whose name.
    pub organization_id: OrganizationId,
    /// Whose name.
    #[sea_orm(belongs_to, from = "organization_id", to = "id")]
    pub organization: BelongsTo<super::organization::Entity>,
    /// As printed.
    pub name: String,
    /// As it is looked up: lower case, no accents, no punctuation.
    pub name_key: String,
    /// Where it comes from.
    pub source: NameSource,
}

impl ActiveModelBehavior for ActiveModel {}
