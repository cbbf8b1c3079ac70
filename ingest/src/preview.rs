//! What saving would do. In: entries, and the database where there is one. Out: the changes, and nothing written.

use crate::document::{Document, Story};
use crate::error::Result;
use crate::existing::{Existing, Telling};
use crate::fuller;
use crate::journal::{Entry, Found};
use crate::save::Change;
use sea_orm::DatabaseConnection;
use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasher as _, RandomState};

/// What was previewed so far, so that a document that tells of an earlier one's article finds it. Hashes alone
/// are kept: 24 bytes an article.
#[derive(Debug, Default)]
pub struct Preview {
    hasher: RandomState,
    documents: HashSet<u64>,
    articles: HashMap<u64, Previewed>,
}

/// The latest telling of an article that was previewed.
#[derive(Clone, Copy, Debug)]
struct Previewed {
    content: u64,
    is_excerpt: bool,
}

impl Previewed {
    /// Whether another telling tells nothing new: an excerpt never does of an article that is whole.
    fn has(self, other: Self) -> bool {
        self.content == other.content || (other.is_excerpt && !self.is_excerpt)
    }
}

impl Preview {
    /// The changes that each entry would make.
    pub async fn changes(
        &mut self,
        database: Option<&DatabaseConnection>,
        entries: &[Entry],
    ) -> Result<Vec<Vec<Change>>> {
        let documents: Vec<&Document> = entries.iter().filter_map(Entry::document).collect();
        let (existing, fuller) = match database {
            Some(database) => {
                let existing = Existing::load(database, &documents).await?;
                let fuller = fuller::stories(database, &documents, &existing).await?;
                (existing, fuller)
            }
            None => (Existing::default(), HashMap::new()),
        };
        Ok(entries.iter().map(|entry| self.of(entry, &existing, &fuller)).collect())
    }

    fn of(&mut self, entry: &Entry, existing: &Existing, fuller: &HashMap<String, Story>) -> Vec<Change> {
        let document = match &entry.found {
            Found::Document(document) => document,
            Found::Known => return vec![Change::Unchanged],
            Found::Rejected(_) => return Vec::new(),
        };
        let is_new = self.documents.insert(self.hasher.hash_one(&document.sha256)) && !existing.has(document);
        let each = document.stories.iter().map(|story| {
            let story = fuller.get(story.identity()).unwrap_or(story);
            let now = Previewed {
                content: self.hasher.hash_one(&story.content_sha256),
                is_excerpt: story.article.is_excerpt,
            };
            let identity = self.hasher.hash_one(story.identity());
            let change = match (existing.telling(story), self.articles.get(&identity)) {
                _ if !is_new => Change::Unchanged,
                (_, Some(before)) if before.has(now) => Change::Unchanged,
                (Telling::Unchanged, None) => Change::Unchanged,
                (Telling::First, None) => Change::Created,
                _ => Change::Updated,
            };
            if change != Change::Unchanged {
                self.articles.insert(identity, now);
            }
            change
        });
        each.collect()
    }
}
