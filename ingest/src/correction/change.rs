//! What a human says of a statement, and what follows from it. Pure: the rows are [`super::overlay`]'s.

use crate::record::{Record, Voice};
use chrono::NaiveDate;
use entity::{
    OrganizationId, PersonId, Precision, QuoteKind, SaidBasis, StatementStatus, TopicBasis, TopicId,
    statement_extracted,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What is said of a statement; what is `None` or empty is left as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatementChange {
    /// Who spoke.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub speaker: Option<Voiced>,
    /// The day it was said, and how exact that is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub said: Option<(NaiveDate, Precision)>,
    /// How the words are reported.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<QuoteKind>,
    /// Whether it stands.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<StatementStatus>,
    /// It is about these, too.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub add_topics: Vec<TopicId>,
    /// It is not about these.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub remove_topics: Vec<TopicId>,
}

/// Who spoke, by a human's word.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Voiced {
    /// A person.
    Person(PersonId),
    /// An organization.
    Organization(OrganizationId),
    /// Somebody without a name, as printed.
    Printed(String),
    /// Nobody can tell.
    Unknown,
}

impl StatementChange {
    /// Whether nothing is said.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// A statement with all corrections applied.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Effective {
    pub(super) voice: Voice,
    pub(super) is_other_speaker: bool,
    pub(super) said: (NaiveDate, Precision, SaidBasis),
    pub(super) said_is_editorial: bool,
    pub(super) kind: QuoteKind,
    pub(super) status: StatementStatus,
    /// What it is about, without broader topics, and whether a human said so.
    pub(super) topics: BTreeMap<TopicId, (TopicBasis, bool)>,
}

/// Applies corrections, the oldest first, to what was extracted.
pub(super) fn apply(extracted: &statement_extracted::Model, changes: &[StatementChange]) -> Effective {
    let voice = voice(extracted);
    let topics = extracted.topics.0.iter().map(|&(topic, basis)| (topic, (basis, false)));
    let mut effective = Effective {
        voice: voice.clone(),
        is_other_speaker: false,
        said: (extracted.said_on, extracted.said_precision, extracted.said_basis),
        said_is_editorial: false,
        kind: extracted.kind,
        status: if changes.is_empty() { StatementStatus::Machine } else { StatementStatus::Confirmed },
        topics: topics.collect(),
    };
    for change in changes {
        effective.change(change);
    }
    effective.is_other_speaker = effective.voice != voice;
    effective
}

/// Who spoke, as extracted.
pub(crate) fn voice(extracted: &statement_extracted::Model) -> Voice {
    Voice::new(
        extracted.speaker_person_id,
        extracted.speaker_organization_id,
        extracted.speaker_printed.clone(),
    )
}

impl Effective {
    fn change(&mut self, change: &StatementChange) {
        if let Some(speaker) = &change.speaker {
            self.voice = match speaker {
                Voiced::Person(id) => Voice { record: Some(Record::Person(*id)), printed: None },
                Voiced::Organization(id) => Voice { record: Some(Record::Organization(*id)), printed: None },
                Voiced::Printed(printed) => Voice { record: None, printed: Some(printed.clone()) },
                Voiced::Unknown => Voice::default(),
            };
        }
        if let Some((day, precision)) = change.said {
            self.said = (day, precision, self.said.2);
            self.said_is_editorial = true;
        }
        self.kind = change.kind.unwrap_or(self.kind);
        self.status = change.status.unwrap_or(self.status);
        for topic in &change.remove_topics {
            self.topics.remove(topic);
        }
        for &topic in &change.add_topics {
            self.topics.insert(topic, (TopicBasis::Words, true));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use entity::{ExtractedOffices, ExtractedTopics, StatementId};

    fn extracted() -> statement_extracted::Model {
        statement_extracted::Model {
            statement_id: StatementId(1),
            speaker_person_id: Some(PersonId(7)),
            speaker_organization_id: None,
            speaker_printed: None,
            kind: QuoteKind::Direct,
            said_on: NaiveDate::from_ymd_opt(2026, 2, 4).expect("a day"),
            said_precision: Precision::Day,
            said_basis: SaidBasis::Publication,
            topics: ExtractedTopics(vec![(TopicId(1), TopicBasis::Article), (TopicId(2), TopicBasis::Words)]),
            offices: ExtractedOffices::default(),
        }
    }

    #[test]
    fn without_corrections_it_is_as_extracted() {
        let effective = apply(&extracted(), &[]);
        assert_eq!(effective.voice, voice(&extracted()));
        assert_eq!(effective.status, StatementStatus::Machine);
        assert!(!effective.is_other_speaker && !effective.said_is_editorial);
        assert_eq!(effective.topics.len(), 2);
    }

    #[test]
    fn the_later_correction_holds() {
        let speaker =
            |id| StatementChange { speaker: Some(Voiced::Person(PersonId(id))), ..Default::default() };
        let effective = apply(&extracted(), &[speaker(8), speaker(9)]);
        assert_eq!(effective.voice.record, Some(Record::Person(PersonId(9))));
        assert!(effective.is_other_speaker);
        let back = apply(&extracted(), &[speaker(8), speaker(7)]);
        assert!(!back.is_other_speaker, "the human agrees with the extractor");
        assert_eq!(back.status, StatementStatus::Confirmed);
    }

    #[test]
    fn topics_are_added_and_removed() {
        let change = StatementChange {
            add_topics: vec![TopicId(3)],
            remove_topics: vec![TopicId(1), TopicId(9)],
            ..Default::default()
        };
        let topics = apply(&extracted(), &[change]).topics;
        let expected = [(TopicId(2), (TopicBasis::Words, false)), (TopicId(3), (TopicBasis::Words, true))];
        assert_eq!(topics, BTreeMap::from(expected));
    }

    #[test]
    fn a_rejected_statement_stays_rejected_when_something_else_is_corrected() {
        let reject = StatementChange { status: Some(StatementStatus::Rejected), ..Default::default() };
        let kind = StatementChange { kind: Some(QuoteKind::Mixed), ..Default::default() };
        assert_eq!(apply(&extracted(), &[reject, kind]).status, StatementStatus::Rejected);
    }

    #[test]
    fn a_change_is_kept_as_short_json() {
        let change = StatementChange { speaker: Some(Voiced::Person(PersonId(8))), ..Default::default() };
        let json = serde_json::to_string(&change).expect("JSON");
        assert_eq!(json, r#"{"speaker":{"person":8}}"#);
        assert_eq!(serde_json::from_str::<StatementChange>(&json).expect("a change"), change);
    }
}
