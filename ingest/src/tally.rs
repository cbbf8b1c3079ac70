//! What a batch tells of its new statements, counted by itself: their speakers, kinds, months, topics and publishers. In:
//! the rows of the batch. Out: the same added to the kept counts, as [`crate::count`] would count them in the tables.

use crate::bulk::{self, Conflict};
use crate::error::Result;
use crate::settle::Outcome;
use chrono::{Datelike as _, NaiveDate};
use entity::{
    ArticleId, CountFacet, OrganizationId, QuoteKind, SpeakerKind, StatementId, article, quote, statement,
    statement_count,
};
use sea_orm::DatabaseTransaction;
use std::collections::{BTreeMap, HashMap, HashSet};

type Speaker = (SpeakerKind, i64);

/// Counts by speaker, facet and part.
#[derive(Debug, Default)]
pub(crate) struct Tally(BTreeMap<(Speaker, CountFacet, i64), i64>);

impl Tally {
    /// Of the new statements of a batch, and who publishes the articles that it tells.
    pub(crate) fn new(outcome: &Outcome, publishers: &HashMap<ArticleId, OrganizationId>) -> Self {
        let mut tally = Self::default();
        let mut speakers = HashMap::with_capacity(outcome.new.len());
        for row in outcome.rows_of(outcome.new.iter()) {
            let Some(speaker) = speaker(row) else { continue };
            speakers.insert(*row.id.as_ref(), speaker);
            tally.count(speaker, CountFacet::All, 0);
            tally.count(speaker, facet(*row.kind.as_ref()), 0);
            tally.count(speaker, CountFacet::Month, month(*row.said_on.as_ref()));
        }
        for row in &outcome.topics {
            if let Some(&speaker) = speakers.get(&row.statement_id) {
                tally.count(speaker, CountFacet::Topic, row.topic_id.0);
            }
        }
        for (statement, publisher) in printed(outcome, publishers) {
            if let Some(&speaker) = speakers.get(&statement) {
                tally.count(speaker, CountFacet::Publisher, publisher.0);
            }
        }
        tally
    }

    fn count(&mut self, speaker: Speaker, facet: CountFacet, part: i64) {
        *self.0.entry((speaker, facet, part)).or_default() += 1;
    }

    /// Adds it to what is kept.
    pub(crate) async fn add(self, tx: &DatabaseTransaction) -> Result<()> {
        let row = |(((speaker_kind, speaker_id), facet, part_id), count)| statement_count::Model {
            speaker_kind,
            speaker_id,
            facet,
            part_id,
            count,
        };
        let rows = self.0.into_iter().map(row).collect();
        let more = "count = statement_count.count + excluded.count";
        bulk::write(tx, rows, Conflict::Set("speaker_kind, speaker_id, facet, part_id", more)).await
    }
}

fn speaker(row: &statement::ActiveModel) -> Option<Speaker> {
    let person = row.speaker_person_id.as_ref().map(|id| (SpeakerKind::Person, id.0));
    person.or_else(|| row.speaker_organization_id.as_ref().map(|id| (SpeakerKind::Organization, id.0)))
}

fn facet(kind: QuoteKind) -> CountFacet {
    match kind {
        QuoteKind::Direct => CountFacet::Direct,
        QuoteKind::Indirect => CountFacet::Indirect,
        QuoteKind::Mixed => CountFacet::Mixed,
    }
}

/// A month as year and month in six digits.
fn month(day: NaiveDate) -> i64 {
    i64::from(day.year()) * 100 + i64::from(day.month())
}

/// Who publishes articles, by their rows.
pub(crate) fn publishers<'a>(
    articles: impl Iterator<Item = &'a article::ActiveModel>,
) -> HashMap<ArticleId, OrganizationId> {
    articles.filter_map(|row| Some((*row.id.as_ref(), (*row.publisher_id.as_ref())?))).collect()
}

/// Who printed which statement; each pair once.
fn printed(
    outcome: &Outcome,
    publishers: &HashMap<ArticleId, OrganizationId>,
) -> HashSet<(StatementId, OrganizationId)> {
    let of = |row: &quote::ActiveModel| {
        Some((*row.statement_id.as_ref(), *publishers.get(row.article_id.as_ref())?))
    };
    outcome.quotes.iter().filter_map(of).collect()
}
