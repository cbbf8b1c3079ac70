//! Ways to find records without knowing them: by words, by the beginning of a name, by a quote that was read
//! somewhere; and what there is to be found at all.

mod coverage;
mod search;
mod suggest;
mod verify;

use crate::page::Arguments;
use crate::reference::SpeakerRef;
use crate::types::article::ArticleFilter;
use async_graphql::{Context, Object, Result};
use coverage::Coverage;
use search::{SearchConnection, SearchType};
use suggest::{Suggestion, SuggestionType};
use verify::QuoteVerification;

/// Ways to find records.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Finding;

#[Object]
impl Finding {
    /// Records whose words or names hold a text query, the best first; those that answer equally well, the latest
    /// first. Both databases rank alike. For every statement that holds some words, in the order of the day, use
    /// `statements(filter: { text: ... })`.
    #[expect(clippy::too_many_arguments, reason = "the arguments of a connection")]
    async fn search(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Words, \"phrases\", OR, -not and prefix*, in any case and without accents.")] text: String,
        #[graphql(desc = "Only these types; all when left out.")] types: Option<Vec<SearchType>>,
        #[graphql(
            desc = "Rows from the start of the list; 20 when neither `first` nor `last` is given, 100 at most."
        )]
        first: Option<i32>,
        #[graphql(desc = "Only rows behind this cursor.")] after: Option<String>,
        #[graphql(desc = "Rows from the end of the list, 100 at most; never beside `first`.")] last: Option<
            i32,
        >,
        #[graphql(desc = "Only rows before this cursor.")] before: Option<String>,
    ) -> Result<SearchConnection> {
        search::search(ctx, &text, types, &Arguments { first, after, last, before }).await
    }

    /// Records of which a name begins like this, or a word of a name, for type-ahead: whole names first, those that one
    /// article alone knows last, then by how much was said by or about them. An empty list where nothing does.
    async fn suggest(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What was typed so far, in any case and without accents.")] prefix: String,
        #[graphql(desc = "Only these types; all when left out.")] types: Option<Vec<SuggestionType>>,
        #[graphql(desc = "Suggestions at most, 50 or fewer.", default = 10)] first: i32,
    ) -> Result<Vec<Suggestion>> {
        suggest::suggest(ctx, &prefix, types, first).await
    }

    /// Whether words were printed as somebody's, and where first. Case, marks and white space do not matter. Words that were taken back and denials are found, too: see `isCurrent` and `isDenied`.
    async fn verify_quote(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The words, without what is around them; three at least.")] text: String,
        #[graphql(desc = "Who is said to have said them; anybody when left out.")] speaker: Option<
            SpeakerRef,
        >,
    ) -> Result<QuoteVerification> {
        verify::verify(ctx, &text, speaker).await
    }

    /// Which days, publishers and languages are in: a question without an answer may be one without data.
    async fn coverage(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Only articles that match.")] filter: Option<ArticleFilter>,
    ) -> Result<Coverage> {
        coverage::coverage(ctx, filter).await
    }
}
