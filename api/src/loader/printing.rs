//! Every quote that any version of an article printed, with the versions that print it.

use super::Records;
use super::batch::Loader;
use entity::{ArticleId, QuoteId, article_version, quote, quote_change};
use sea_orm::{ColumnTrait as _, DbErr, EntityTrait as _, QueryFilter as _};
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

impl Loader<Printings> for Records {
    type Value = Vec<Printing>;

    async fn load(&self, keys: &[Printings]) -> std::result::Result<HashMap<Printings, Self::Value>, DbErr> {
        let articles = || keys.iter().map(|key| key.0);
        let quotes = quote::Entity::find().filter(quote::Column::ArticleId.is_in(articles()));
        let quotes = quotes.find_also_related(article_version::Entity).all(&self.reader).await?;
        let ids = quotes.iter().map(|(quote, _)| quote.id);
        let changes = quote_change::Entity::find().filter(quote_change::Column::QuoteId.is_in(ids));
        let changes = changes.all(&self.reader).await?;
        let replaces: HashMap<QuoteId, QuoteId> =
            changes.into_iter().map(|change| (change.quote_id, change.replaced_id)).collect();
        let mut of: HashMap<Printings, Vec<Printing>> = HashMap::new();
        for (quote, version) in quotes {
            let last = version.map_or(quote.first_version, |version| version.number);
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
