//! Tokens of those who may write. In: a name and a role. Out: a secret that is shown once; its hash alone is kept.
//! A token reads `newsgraph_7_5f0c...`: the number finds its row, the rest is compared with the hash in constant
//! time.

use crate::error::{Error, Result};
use crate::key::sha256;
use chrono::{DateTime, NaiveDate, Utc};
use entity::{ApiTokenId, Role, api_token};
use sea_orm::ActiveValue::Set;
use sea_orm::{
    ColumnTrait as _, DatabaseConnection, EntityTrait as _, PaginatorTrait as _, QueryFilter as _,
    QueryOrder as _,
};
use subtle::ConstantTimeEq as _;

const PREFIX: &str = "newsgraph_";
/// Bytes of chance in a secret.
const CHANCE: usize = 32;

/// Who holds a token, and what it lets them do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bearer {
    /// The token's name, written beside what it changes.
    pub name: String,
    /// What it may do.
    pub role: Role,
}

/// Why a token is not taken.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Invalid {
    /// None was given out like this.
    #[error("The token is not known; ask the operator for one made with `newsgraph token create`.")]
    Unknown,
    /// It was taken back.
    #[error("The token {0:?} was revoked; ask the operator for another.")]
    Revoked(String),
    /// Its last day is over.
    #[error("The token {0:?} expired on {1}; ask the operator for another.")]
    Expired(String, NaiveDate),
}

/// Makes a token and gives its secret; `None` when the name is taken.
pub async fn create(
    database: &DatabaseConnection,
    name: &str,
    role: Role,
    expires_on: Option<NaiveDate>,
    now: DateTime<Utc>,
) -> Result<Option<String>> {
    let mut chance = [0_u8; CHANCE];
    getrandom::fill(&mut chance).map_err(|error| Error::Chance(error.to_string()))?;
    let secret = sha256(&chance);
    let tx = crate::transaction::begin(database).await?;
    let named = api_token::Entity::find().filter(api_token::Column::Name.eq(name)).one(&tx).await;
    if named.map_err(|error| Error::Load("tokens", error))?.is_some() {
        return Ok(None);
    }
    let row = api_token::ActiveModel {
        name: Set(name.to_owned()),
        sha256: Set(sha256(secret.as_bytes())),
        role: Set(role),
        created_at: Set(now),
        expires_on: Set(expires_on),
        revoked_at: Set(None),
        ..Default::default()
    };
    let made = api_token::Entity::insert(row).exec(&tx).await;
    let id = made.map_err(|error| Error::Write("api_token", error))?.last_insert_id;
    crate::transaction::commit(tx).await?;
    Ok(Some(format!("{PREFIX}{}_{secret}", id.0)))
}

/// All tokens, the oldest first.
pub async fn list(database: &DatabaseConnection) -> Result<Vec<api_token::Model>> {
    let query = api_token::Entity::find().order_by_asc(api_token::Column::Id);
    query.all(database).await.map_err(|error| Error::Load("tokens", error))
}

/// Takes a token back; false when none that still holds has this name.
pub async fn revoke(database: &DatabaseConnection, name: &str, now: DateTime<Utc>) -> Result<bool> {
    let update = api_token::Entity::update_many()
        .set(api_token::ActiveModel { revoked_at: Set(Some(now)), ..Default::default() })
        .filter(api_token::Column::Name.eq(name))
        .filter(api_token::Column::RevokedAt.is_null());
    let done = update.exec(database).await.map_err(|error| Error::Write("api_token", error))?;
    Ok(done.rows_affected > 0)
}

/// Whether a token was ever made.
pub async fn are_any(database: &DatabaseConnection) -> Result<bool> {
    let count = api_token::Entity::find().count(database).await;
    Ok(count.map_err(|error| Error::Load("tokens", error))? > 0)
}

/// Who holds this token.
pub async fn find(
    database: &DatabaseConnection,
    token: &str,
    today: NaiveDate,
) -> Result<std::result::Result<Bearer, Invalid>> {
    let Some((id, secret)) = parts(token) else { return Ok(Err(Invalid::Unknown)) };
    let row = api_token::Entity::find_by_id(id).one(database).await;
    let Some(row) = row.map_err(|error| Error::Load("tokens", error))? else {
        return Ok(Err(Invalid::Unknown));
    };
    let is_right = row.sha256.as_bytes().ct_eq(sha256(secret.as_bytes()).as_bytes());
    Ok(if !bool::from(is_right) {
        Err(Invalid::Unknown)
    } else if row.revoked_at.is_some() {
        Err(Invalid::Revoked(row.name))
    } else if let Some(last) = row.expires_on.filter(|last| *last < today) {
        Err(Invalid::Expired(row.name, last))
    } else {
        Ok(Bearer { name: row.name, role: row.role })
    })
}

/// Whether the token of this name holds: it was neither revoked nor has it expired.
pub async fn holds(database: &DatabaseConnection, name: &str, today: NaiveDate) -> Result<bool> {
    let query = api_token::Entity::find().filter(api_token::Column::Name.eq(name));
    let row = query.one(database).await.map_err(|error| Error::Load("tokens", error))?;
    let is_valid =
        |row: api_token::Model| row.revoked_at.is_none() && row.expires_on.is_none_or(|last| last >= today);
    Ok(row.is_some_and(is_valid))
}

fn parts(token: &str) -> Option<(ApiTokenId, &str)> {
    let (id, secret) = token.strip_prefix(PREFIX)?.split_once('_')?;
    Some((ApiTokenId(id.parse().ok()?), secret))
}
