//! The records that mentions, speakers and topics link to.

use entity::{OrganizationId, PersonId, PlaceId};

/// A person, organization or place that has a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Record {
    /// A row of `person`.
    Person(PersonId),
    /// A row of `organization`.
    Organization(OrganizationId),
    /// A row of `place`.
    Place(PlaceId),
}

impl Record {
    pub(crate) fn person(self) -> Option<PersonId> {
        if let Self::Person(id) = self { Some(id) } else { None }
    }

    pub(crate) fn organization(self) -> Option<OrganizationId> {
        if let Self::Organization(id) = self { Some(id) } else { None }
    }

    pub(crate) fn place(self) -> Option<PlaceId> {
        if let Self::Place(id) = self { Some(id) } else { None }
    }
}

/// Who spoke: the record, and the words as printed when they name nobody.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) struct Voice {
    pub(crate) record: Option<Record>,
    pub(crate) printed: Option<String>,
}

impl Voice {
    /// As the three columns of a row tell it.
    pub(crate) fn new(
        person: Option<PersonId>,
        organization: Option<OrganizationId>,
        printed: Option<String>,
    ) -> Self {
        Self { record: person.map(Record::Person).or(organization.map(Record::Organization)), printed }
    }
}
