//! Every quote that any version of an article printed, with the versions that print it.

use super::Records;
use super::batch::Loader;
use entity::{ArticleId, ArticleVersionId, QuoteId, article_version, quote, quote_change};
use sea_orm::{ColumnTrait as _, DbErr, EntityTrait as _, QueryFilter as _, QuerySelect as _};
use std::collections::HashMap;
use std::sync::Arc;

/// The quotes of all versions of an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Printings(pub(crate) ArticleId);

/// A quote and where it is printed.
#[derive(Clone, Debug)]
pub(crate) struct Printing {
    pub(crate) quote: Arc<quote::Model>,
    /// Number of the last version that prints it.
    pub(crate) last: i32,
    /// The quote of the version before in whose place it stands.
    pub(crate) replaces: Option<QuoteId>,
}

impl Printing {
    /// Whether a version prints it.
    pub(crate) fn is_in(&self, number: i32) -> bool {
        (self.quote.first_version..=self.last).contains(&number)
    }
}

impl Records {
    /// The numbers of the versions that quotes were last printed in.
    async fn numbers(&self, quotes: &[quote::Model]) -> Result<HashMap<ArticleVersionId, i32>, DbErr> {
        use article_version::Column::{Id, Number};
        let ids = quotes.iter().map(|quote| quote.article_version_id.0).collect();
        let these = self.among::<article_version::Entity>(ids).select_only().columns([Id, Number]);
        let numbers: Vec<(ArticleVersionId, i32)> = these.into_tuple().all(&self.reader).await?;
        Ok(numbers.into_iter().collect())
    }
}

impl Loader<Printings> for Records {
    type Value = Vec<Printing>;

    async fn load(&self, keys: &[Printings]) -> std::result::Result<HashMap<Printings, Self::Value>, DbErr> {
        let articles = || keys.iter().map(|key| key.0);
        let quotes = quote::Entity::find().filter(quote::Column::ArticleId.is_in(articles()));
        let quotes = quotes.all(&self.reader).await?;
        let numbers = self.numbers(&quotes).await?;
        let ids = quotes.iter().map(|quote| quote.id);
        let changes = quote_change::Entity::find().filter(quote_change::Column::QuoteId.is_in(ids));
        let changes = changes.all(&self.reader).await?;
        let replaces: HashMap<QuoteId, QuoteId> =
            changes.into_iter().map(|change| (change.quote_id, change.replaced_id)).collect();
        let mut of: HashMap<Printings, Vec<Printing>> = HashMap::new();
        for quote in quotes {
            let last = numbers.get(&quote.article_version_id).copied().unwrap_or(quote.first_version);
            let replaces = replaces.get(&quote.id).copied();
            of.entry(Printings(quote.article_id)).or_default().push(Printing {
                quote: Arc::new(quote),
                last,
                replaces,
            });
        }
        // What is no longer printed has its position below zero: -1 stood first.
        let place = |position: i32| if position < 0 { -1 - position } else { position };
        of.values_mut().for_each(|all| all.sort_by_key(|one| (place(one.quote.position), one.quote.id)));
        Ok(of)
    }
}
