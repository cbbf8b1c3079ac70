//! What saving would do. In: entries, and the database where there is one. Out: the changes, and nothing written.

use crate::document::Document;
use crate::error::Result;
use crate::existing::{Existing, Telling};
use crate::journal::{Entry, Found};
use crate::save::Change;
use sea_orm::DatabaseConnection;
use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasher as _, RandomState};

/// What was previewed so far, so that a document that tells of an earlier one's article finds it. Hashes alone
/// are kept: 16 bytes an article.
#[derive(Debug, Default)]
pub struct Preview {
    hasher: RandomState,
    documents: HashSet<u64>,
    articles: HashMap<u64, u64>,
}

impl Preview {
    /// The changes that each entry would make.
    pub async fn changes(
        &mut self,
        database: Option<&DatabaseConnection>,
        entries: &[Entry],
    ) -> Result<Vec<Vec<Change>>> {
        let documents: Vec<&Document> = entries.iter().filter_map(Entry::document).collect();
        let existing = match database {
            Some(database) => Existing::load(database, &documents).await?,
            None => Existing::default(),
        };
        Ok(entries.iter().map(|entry| self.of(entry, &existing)).collect())
    }

    fn of(&mut self, entry: &Entry, existing: &Existing) -> Vec<Change> {
        let document = match &entry.found {
            Found::Document(document) => document,
            Found::Known => return vec![Change::Unchanged],
            Found::Rejected(_) => return Vec::new(),
        };
        let is_new = self.documents.insert(self.hasher.hash_one(&document.sha256)) && !existing.has(document);
        let each = document.stories.iter().map(|story| {
            let content = self.hasher.hash_one(&story.content_sha256);
            let before = self.articles.insert(self.hasher.hash_one(story.identity()), content);
            match (existing.telling(story), before) {
                _ if !is_new => Change::Unchanged,
                (_, Some(before)) if before == content => Change::Unchanged,
                (Telling::Unchanged, None) => Change::Unchanged,
                (Telling::First, None) => Change::Created,
                _ => Change::Updated,
            }
        });
        each.collect()
    }
}
