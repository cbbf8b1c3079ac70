//! A position of a jurisdiction or an organization (Popolo `post`).

use crate::{OfficeId, OrganizationId, PlaceId};
use sea_orm::entity::prelude::*;

/// A row of `office`.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "office")]
pub struct Model {
    /// Primary key.
    #[sea_orm(primary_key)]
    pub id: OfficeId,
    /// Unique and readable: `secretary-of-state-united-states`.
    pub slug: String,
    /// Without jurisdiction: `Secretary of State`.
    pub title: String,
    /// The country or region it governs.
    pub jurisdiction_id: Option<PlaceId>,
    /// The country or region it governs.
    #[sea_orm(belongs_to, from = "jurisdiction_id", to = "id")]
    pub jurisdiction: BelongsTo<Option<super::place::Entity>>,
    /// The organization it belongs to.
    pub organization_id: Option<OrganizationId>,
    /// The organization it belongs to.
    #[sea_orm(belongs_to, from = "organization_id", to = "id")]
    pub organization: BelongsTo<Option<super::organization::Entity>>,
    /// Who held it when.
    #[sea_orm(has_many)]
    pub tenures: HasMany<super::tenure::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
