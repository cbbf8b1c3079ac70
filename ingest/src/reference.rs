//! Reference data into rows: people, organizations, offices with dated tenures, places, topics. In: what files
//! tell. Out: the same linked, in one transaction; the same again changes nothing. People whom print named
//! before are found, not doubled; on a tie two records are better than one wrong merge.

mod names;
mod offices;
mod organizations;
mod people;
mod places;
mod topics;

use crate::error::Result;
use crate::{namesakes, transaction};
pub(crate) use places::within_countries;
use read::reference::Reference;
use sea_orm::DatabaseConnection;

/// What an import did to the records of one kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// Not there before.
    pub created: usize,
    /// There before, from reference data or from print.
    pub matched: usize,
}

/// What an import did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Imported {
    /// People.
    pub people: Count,
    /// Organizations.
    pub organizations: Count,
    /// Offices.
    pub offices: Count,
    /// Tenures.
    pub tenures: Count,
    /// Places.
    pub places: Count,
    /// Topics.
    pub topics: Count,
    /// Memberships of people that neither the files nor the database tell of, or in organizations that the files do not.
    pub strangers: usize,
}

/// Writes reference data: all of it or nothing.
pub async fn import(database: &DatabaseConnection, reference: &Reference) -> Result<Imported> {
    let tx = transaction::begin(database).await?;
    let places = places::import(&tx, &reference.places).await?;
    let topics = topics::import(&tx, &reference.topics).await?;
    let organizations = organizations::import(&tx, &reference.organizations).await?;
    let (people, namesakes) = people::import(&tx, reference).await?;
    let held = offices::import(&tx, reference, &people, &organizations).await?;
    namesakes::link_anew(&tx, &namesakes).await?;
    transaction::commit(tx).await?;
    Ok(Imported {
        people: people.count,
        organizations: organizations.count,
        offices: held.offices,
        tenures: held.tenures,
        strangers: held.strangers,
        places,
        topics,
    })
}

/// The records of a file by its own ids.
#[derive(Debug)]
struct Matched<I> {
    ids: std::collections::HashMap<String, I>,
    count: Count,
}
