//! Is this quote real? In: words that were read somewhere, and who is said to have said them. Out: whether they were
//! printed so, as a part, in other words, or as somebody else's, and where first.

use crate::error::{bad_input, database};
use crate::loader::{Standing, StandingOf, connection, load, rows};
use crate::reader::Planning;
use crate::reference::{SpeakerId, SpeakerRef};
use crate::text::{Searched, TextQuery, written};
use crate::types::{Article, Quote, Statement};
use async_graphql::{Context, Enum, Result, SimpleObject};
use chrono::{DateTime, Utc};
use entity::{StatementId, article, quote, statement};
use ingest::Words;
use sea_orm::sea_query::{Expr, ExprTrait as _, Order, SelectStatement};
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _, QueryOrder as _};
use std::cmp::Ordering;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

/// How words that were asked about compare with what was printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Enum)]
pub(crate) enum QuoteVerdict {
    /// Printed in the very words, by the speaker asked about or, without one, by anybody.
    Verbatim,
    /// They are a part of longer words that were printed.
    Partial,
    /// Nearly the same words were printed: read both before you trust either.
    Reworded,
    /// Printed, but not as said by the speaker asked about: by another, or by somebody whom print does not name.
    OtherSpeaker,
    /// Nothing like them is among the statements that are in; see `coverage` for what is.
    NotFound,
}

/// What is known of a quote that was asked about.
#[derive(Clone, Debug, SimpleObject)]
pub(crate) struct QuoteVerification {
    /// How the words compare with the best of `matches`.
    verdict: QuoteVerdict,
    /// The earliest appearance of what matches best, also where its article prints it no longer; null where nothing does.
    earliest: Option<Quote>,
    /// Whether the latest version of an article prints what matches best; false for what was taken back since, null
    /// where nothing matches.
    is_current: Option<bool>,
    /// Whether what matches best is what its speaker denies: `He denied that ...`; null where nothing matches.
    is_denied: Option<bool>,
    /// What compares with the words, the best first, 10 at most.
    matches: Vec<VerifiedStatement>,
    /// The earliest article that holds the words, one behind the other, though no statement does: an extractor may
    /// have missed them, or nobody said them; null where there is none, and where a statement was found.
    printed_in: Option<Article>,
}

/// A statement that compares with words that were asked about.
#[derive(Clone, Debug, SimpleObject)]
pub(crate) struct VerifiedStatement {
    /// How the words compare with it.
    verdict: QuoteVerdict,
    /// How much of the words it has in the same order, from 0 to 1.
    likeness: f64,
    /// What was said.
    statement: Statement,
    /// Its earliest appearance, also where its article prints it no longer; null where none is known.
    earliest: Option<Quote>,
}

/// Fewer words are said by everybody.
const FEWEST: usize = 3;
/// Statements that are told.
const TOLD: usize = 10;

pub(super) async fn verify(
    ctx: &Context<'_>,
    text: &str,
    speaker: Option<SpeakerRef>,
) -> Result<QuoteVerification> {
    const LONGEST: usize = 5_000;
    if text.len() > LONGEST {
        return Err(bad_input(format!("`text` has at most {LONGEST} bytes; this one has {}", text.len())));
    }
    let asked = Words::new(text);
    let count = asked.len().min(written(text).len());
    if count < FEWEST {
        return Err(bad_input(format!("`text` has {count} words; give {FEWEST} at least")));
    }
    let speaker = match speaker {
        Some(speaker) => Some(speaker.resolve(ctx).await?),
        None => None,
    };
    let mut found = Vec::new();
    for row in candidates(ctx, &asked, text, speaker).await? {
        let is_theirs = speaker.is_none_or(|speaker| is_by(&row, speaker));
        let how = compare(&asked, &row.text);
        found.extend(how.map(|how| Compared { row, is_theirs, how, standing: Standing::default() }));
    }
    found.sort_by(Compared::compare);
    found.truncate(TOLD);
    let mut earliest = appearances(ctx, &asked, &mut found).await?;
    let standings = found.iter().map(|compared| load(ctx, StandingOf(compared.row.id)));
    let standings = futures_util::future::try_join_all(standings).await?;
    for (compared, standing) in found.iter_mut().zip(standings) {
        compared.standing = standing.unwrap_or_default();
    }
    found.sort_by(Compared::compare);
    let printed_in = if found.is_empty() { printed_in(ctx, text).await? } else { None };
    let verdict = found.first().map_or(QuoteVerdict::NotFound, Compared::verdict);
    let standing = found.first().map(|best| best.standing);
    let alike = |other: &&Compared| {
        other.verdict() == verdict && Some(other.standing.is_current) == standing.map(|best| best.is_current)
    };
    let first = found.iter().take_while(alike).min_by_key(|found| found.appeared());
    Ok(QuoteVerification {
        verdict,
        earliest: first.and_then(|first| earliest.get(&first.row.id).cloned()),
        is_current: standing.map(|best| best.is_current),
        is_denied: standing.map(|best| best.is_denied),
        matches: found.into_iter().map(|found| found.told(&mut earliest)).collect(),
        printed_in,
    })
}

/// A statement beside the words.
struct Compared {
    row: statement::Model,
    is_theirs: bool,
    how: (QuoteVerdict, f64),
    /// Of those that are told.
    standing: Standing,
}

impl Compared {
    /// The speaker's own words stand before another's, unless another said them more exactly; then what is still printed,
    /// what is more alike, and what was printed first.
    fn compare(&self, other: &Self) -> Ordering {
        let rank = |one: &Self| {
            (one.how.0 == QuoteVerdict::Reworded, !one.is_theirs, one.how.0, !one.standing.is_current)
        };
        let by_likeness = || other.how.1.total_cmp(&self.how.1);
        rank(self)
            .cmp(&rank(other))
            .then_with(by_likeness)
            .then_with(|| self.appeared().cmp(&other.appeared()))
    }

    /// When it appeared first; of those of one moment, the one that came in first.
    fn appeared(&self) -> (DateTime<Utc>, StatementId) {
        (self.row.first_appeared_at, self.row.id)
    }

    fn verdict(&self) -> QuoteVerdict {
        if self.is_theirs { self.how.0 } else { QuoteVerdict::OtherSpeaker }
    }

    fn told(self, earliest: &mut HashMap<StatementId, Quote>) -> VerifiedStatement {
        VerifiedStatement {
            verdict: self.verdict(),
            likeness: self.how.1,
            earliest: earliest.remove(&self.row.id),
            statement: Statement::from(Arc::new(self.row)),
        }
    }
}

fn is_by(row: &statement::Model, speaker: SpeakerId) -> bool {
    match speaker {
        SpeakerId::Person(id) => row.speaker_person_id == Some(id),
        SpeakerId::Organization(id) => row.speaker_organization_id == Some(id),
    }
}

/// How words compare with what was printed; none where they are other words.
fn compare(asked: &Words, printed: &str) -> Option<(QuoteVerdict, f64)> {
    /// Three words in four, in the same order: below it two people said something alike.
    const ALIKE: f64 = 0.75;
    /// Fewer words are alike by chance.
    const ENOUGH: usize = 6;
    let printed = Words::new(printed);
    if *asked == printed {
        return Some((QuoteVerdict::Verbatim, 1.0));
    }
    if asked.is_part_of(&printed) {
        return Some((QuoteVerdict::Partial, 1.0));
    }
    let likeness = asked.likeness(&printed);
    (asked.len() >= ENOUGH && likeness >= ALIKE).then_some((QuoteVerdict::Reworded, likeness))
}

/// Statements that may hold the words: those of the same words, those that hold all of them, and those that share a
/// stretch of them, each kind in room of its own, and the speaker's own in a room beside others'.
async fn candidates(
    ctx: &Context<'_>,
    asked: &Words,
    text: &str,
    speaker: Option<SpeakerId>,
) -> Result<Vec<statement::Model>> {
    const MOST: u64 = 200;
    use statement::Column::{
        FirstAppearedAt, Id, SpeakerOrganizationId, SpeakerPersonId, Status, TextSha256,
    };
    let column = |column: statement::Column| Expr::col((statement::Entity, column));
    let words = written(text);
    let backend = connection(ctx).get_database_backend();
    let holds = |phrases: &[String]| TextQuery::any(phrases).matches(backend, Searched::Statement);
    let is_alike =
        [column(TextSha256).eq(asked.sha256()), holds(&[phrase(&words)]), holds(&stretches(&words))];
    let all = |is_alike: &Expr, speaker: Option<SpeakerId>| -> SelectStatement {
        let mut select = crate::page::selection::<statement::Entity>();
        select.and_where(is_alike.clone()).and_where(column(Status).ne(entity::StatementStatus::Rejected));
        match speaker {
            Some(SpeakerId::Person(id)) => select.and_where(column(SpeakerPersonId).eq(id)),
            Some(SpeakerId::Organization(id)) => select.and_where(column(SpeakerOrganizationId).eq(id)),
            None => &mut select,
        };
        select
            .order_by_expr(column(FirstAppearedAt), Order::Asc)
            .order_by_expr(column(Id), Order::Asc)
            .limit(MOST);
        select
    };
    let whose = if speaker.is_some() { vec![None, speaker] } else { vec![None] };
    let mut found: BTreeMap<StatementId, statement::Model> = BTreeMap::new();
    for is_alike in is_alike {
        for speaker in &whose {
            let alike: Vec<statement::Model> = rows(ctx, &all(&is_alike, *speaker), Planning::Each).await?;
            found.extend(alike.into_iter().map(|row| (row.id, row)));
        }
    }
    Ok(found.into_values().collect())
}

/// Words one behind the other; of many, those they begin with.
fn phrase(words: &[&str]) -> String {
    const LONGEST: usize = 40;
    words[..words.len().min(LONGEST)].join(" ")
}

/// Stretches of three words by which the whole is looked for: those with the longest words, since short ones stand
/// in every text. Words that were changed leave some of them whole.
fn stretches(words: &[&str]) -> Vec<String> {
    const MOST: usize = 12;
    let mut all: Vec<&[&str]> = words.windows(FEWEST.min(words.len().max(1))).collect();
    all.sort_by_key(|stretch| {
        std::cmp::Reverse(stretch.iter().map(|word| word.chars().count()).sum::<usize>())
    });
    all.dedup();
    all.into_iter().take(MOST).map(|stretch| stretch.join(" ")).collect()
}

/// The earliest quote of each statement; one that prints the words more exactly than the statement does decides how
/// they compare.
async fn appearances(
    ctx: &Context<'_>,
    asked: &Words,
    found: &mut [Compared],
) -> Result<HashMap<StatementId, Quote>> {
    let these = quote::Column::StatementId.is_in(found.iter().map(|compared| compared.row.id));
    let quotes = quote::Entity::find().filter(these).left_join(article::Entity);
    let quotes = quotes.order_by_asc(article::Column::ListedAt).order_by_asc(quote::Column::Id);
    let quotes = quotes.all(connection(ctx)).await.map_err(|error| database(&error))?;
    let mut earliest = HashMap::new();
    for row in quotes {
        let compared = found.iter_mut().find(|compared| compared.row.id == row.statement_id);
        if let (Some(compared), Some(how)) = (compared, compare(asked, &row.text))
            && how.0 < compared.how.0
        {
            compared.how = how;
        }
        earliest.entry(row.statement_id).or_insert(Quote::from(Arc::new(row)));
    }
    Ok(earliest)
}

/// The earliest article that holds the words.
async fn printed_in(ctx: &Context<'_>, text: &str) -> Result<Option<Article>> {
    let holds = TextQuery::any(&[phrase(&written(text))]);
    let mut select = crate::page::part::<article::Entity, article::Head>();
    select
        .and_where(holds.matches(connection(ctx).get_database_backend(), Searched::Article))
        .order_by((article::Entity, article::Column::ListedAt), Order::Asc)
        .order_by((article::Entity, article::Column::Id), Order::Asc)
        .limit(1);
    let found: Vec<article::Head> = rows(ctx, &select, Planning::Each).await?;
    Ok(found.into_iter().next().map(|row| Article::from(Arc::new(row))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_compared_whatever_stands_around_them() {
        let printed = "The harbour treaty will be signed in March, and not a day later, whatever they say.";
        for (asked, expected) in [
            (
                "“the harbour treaty will be signed in march — and not a day later, whatever they say”",
                QuoteVerdict::Verbatim,
            ),
            ("signed in March, and not a day later", QuoteVerdict::Partial),
            (
                "The harbour treaty would be signed in March, not a day later, whatever they say",
                QuoteVerdict::Reworded,
            ),
            ("The treaty will be signed in May, and a day later", QuoteVerdict::Reworded),
            ("It will be late", QuoteVerdict::NotFound),
            ("Nothing that they signed in the harbour will be a day late", QuoteVerdict::NotFound),
            ("We never said anything of the kind to anybody", QuoteVerdict::NotFound),
        ] {
            let found = compare(&Words::new(asked), printed).map_or(QuoteVerdict::NotFound, |found| found.0);
            assert_eq!(found, expected, "{asked}");
        }
    }

    #[test]
    fn stretches_are_those_with_the_longest_words() {
        let stretches = stretches(&written("it is a negotiated settlement of the kind that we want"));
        assert_eq!(stretches[0], "negotiated settlement of");
        assert_eq!(stretches.len(), 9);
    }
}
