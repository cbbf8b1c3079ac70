//! Articles that print nearly the same text: linked, never dropped. In: the fingerprints of a batch. Out: pairs.
//!
//! A fingerprint estimates the Jaccard similarity of two texts' runs of five words by minimum hashes (Broder
//! 1997); sixteen keys of four minima each find the candidates (Indyk and Motwani 1998), so that nothing else is
//! compared: of pairs that have four fifths in common two in ten thousand are missed.

use crate::bulk::{Conflict, Writer};
use crate::error::{Error, Result};
use crate::keys::{bound, delete, one_of};
use entity::{ArticleId, article_band, article_fingerprint, near_duplicate};
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::{Expr, Query};
use sea_orm::{ConnectionTrait as _, DatabaseTransaction, EntityTrait as _, QueryFilter as _};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Words in a run.
const RUN: usize = 5;
/// Minima in a fingerprint: the estimate's standard error is 6 of 100 at most.
const MINIMA: usize = 64;
/// Minima in a key.
const BAND: usize = 4;
/// A text of fewer words is a caption or a list, like many others by chance.
const LEAST: usize = 40;
/// The least similarity of near duplicates: half of all runs of either text are in both.
const ALIKE: f64 = 0.5;
/// Articles that a key leads to at most. What more share is a form letter, and its first ones stand for it.
const CROWD: usize = 50;

/// The minima of a text; none for a short one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fingerprint(Option<Box<[u32; MINIMA]>>);

impl Fingerprint {
    /// Of a body.
    pub fn new(body: &str) -> Self {
        let words: Vec<u64> = body
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .map(|word| word.chars().flat_map(char::to_lowercase).fold(0, |hash, c| mix(hash ^ u64::from(c))))
            .collect();
        if words.len() < LEAST {
            return Self(None);
        }
        let mut minima = Box::new([u32::MAX; MINIMA]);
        for run in words.windows(RUN) {
            let run = run.iter().fold(0, |hash, word| mix(hash ^ word));
            for (number, minimum) in (0_u64..).zip(minima.iter_mut()) {
                *minimum = (*minimum).min(high(mix(run.wrapping_add(number.wrapping_mul(STEP)))));
            }
        }
        Self(Some(minima))
    }

    /// The estimated share of runs that two texts have in common.
    fn similarity(&self, other: &[u32]) -> f64 {
        let minima = self.0.iter().flat_map(|minima| minima.iter());
        let equal = minima.zip(other).filter(|(one, other)| one == other).count();
        #[expect(clippy::cast_precision_loss, reason = "both are 64 at most")]
        let share = equal as f64 / MINIMA as f64;
        share
    }

    fn keys(&self) -> impl Iterator<Item = i64> {
        self.0.iter().flat_map(|minima| keys_of(&minima[..]))
    }

    fn bytes(&self) -> Option<Vec<u8>> {
        Some(self.0.as_ref()?.iter().flat_map(|minimum| minimum.to_le_bytes()).collect())
    }
}

/// The keys that minima make, four of them each.
fn keys_of(minima: &[u32]) -> impl Iterator<Item = i64> {
    (0_u64..).zip(minima.chunks(BAND)).map(|(number, band)| {
        band.iter().fold(mix(number + 1), |hash, minimum| mix(hash ^ u64::from(*minimum))).cast_signed()
    })
}

/// The step and the mixing of `SplitMix64` (Steele, Lea and Flood 2014): the same in every version and on every
/// machine, since fingerprints are kept.
const STEP: u64 = 0x9e37_79b9_7f4a_7c15;

fn mix(value: u64) -> u64 {
    let mut mixed = value.wrapping_add(STEP);
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}

fn high(value: u64) -> u32 {
    u32::try_from(value >> 32).unwrap_or_default()
}

/// Links articles whose text is new with those that print nearly the same.
pub(crate) async fn link(tx: &DatabaseTransaction, told: &[(ArticleId, &Fingerprint)]) -> Result<()> {
    let mut sharers = sharers(tx, told).await?;
    let mut pairs: BTreeMap<ArticleId, BTreeSet<ArticleId>> = BTreeMap::new();
    let mut bands = Vec::new();
    for (article, fingerprint) in told {
        for key in fingerprint.keys() {
            let sharers = sharers.entry(key).or_default();
            let others = sharers.iter().copied().filter(|other| other != article);
            pairs.entry(*article).or_default().extend(others);
            if sharers.len() < CROWD {
                sharers.push(*article);
                bands.push(article_band::Model { key, article_id: *article });
            }
        }
    }
    let own: HashMap<ArticleId, &Fingerprint> = told.iter().copied().collect();
    let others = pairs.values().flatten().copied().filter(|id| !own.contains_key(id)).collect();
    let others = minima(tx, others).await?;
    let minima_of = |id: &ArticleId| {
        others.get(id).map(Vec::as_slice).or_else(|| own.get(id)?.0.as_ref().map(|minima| &minima[..]))
    };
    let mut links = BTreeMap::new();
    for (article, candidates) in &pairs {
        for other in candidates {
            let Some(minima) = minima_of(other) else { continue };
            let similarity = own[article].similarity(minima);
            if similarity >= ALIKE {
                links.insert((*article, *other), similarity);
                links.insert((*other, *article), similarity);
            }
        }
    }
    let links = links.into_iter().map(|((article, other), similarity)| near_duplicate::ActiveModel {
        article_id: Set(article),
        other_id: Set(other),
        similarity: Set(similarity),
    });
    let fingerprints = told.iter().filter_map(|(article, fingerprint)| {
        let minima = Set(fingerprint.bytes()?);
        Some(article_fingerprint::ActiveModel { article_id: Set(*article), minima })
    });
    // By key, as the table is stored: neighbours come to one page.
    bands.sort_unstable_by_key(|row| row.key);
    let mut writer = Writer::new(tx);
    writer.write(fingerprints.collect(), Conflict::Keep).await?;
    writer.write(bands, Conflict::Keep).await?;
    writer.write(links.collect(), Conflict::Keep).await?;
    writer.wait().await
}

/// Forgets what articles were like: their text is another now.
pub(crate) async fn forget(tx: &DatabaseTransaction, articles: &[ArticleId]) -> Result<()> {
    use sea_orm::sea_query::ExprTrait as _;
    if articles.is_empty() {
        return Ok(());
    }
    // Their keys are found by what these were made of.
    let known = minima(tx, articles.iter().copied().collect()).await?;
    let keys = known.iter().flat_map(|(article, minima)| keys_of(minima).map(move |key| (key, article.0)));
    let bands = bound(tx, &keys.collect::<Vec<_>>(), &[("key", "bigint"), ("article_id", "bigint")]);
    let band = Expr::tuple([article_band::Column::Key, article_band::Column::ArticleId].map(Expr::col));
    let mut gone = Query::delete();
    gone.from_table(article_band::Entity).and_where(band.in_subquery(bands));
    tx.execute(&gone).await.map_err(|error| Error::Write("article_band", error))?;
    delete::<article_fingerprint::Entity, _>(tx, article_fingerprint::Column::ArticleId, articles).await?;
    delete::<near_duplicate::Entity, _>(tx, near_duplicate::Column::ArticleId, articles).await?;
    delete::<near_duplicate::Entity, _>(tx, near_duplicate::Column::OtherId, articles).await
}

/// The articles that share a key with those at hand.
async fn sharers(
    tx: &DatabaseTransaction,
    told: &[(ArticleId, &Fingerprint)],
) -> Result<HashMap<i64, Vec<ArticleId>>> {
    let keys: BTreeSet<i64> = told.iter().flat_map(|(_, fingerprint)| fingerprint.keys()).collect();
    let rows = article_band::Entity::find().filter(one_of(tx, article_band::Column::Key, keys)).all(tx).await;
    let mut sharers: HashMap<i64, Vec<ArticleId>> = HashMap::new();
    for row in rows.map_err(|error| Error::Load("near duplicates", error))? {
        sharers.entry(row.key).or_default().push(row.article_id);
    }
    Ok(sharers)
}

async fn minima(
    tx: &DatabaseTransaction,
    articles: BTreeSet<ArticleId>,
) -> Result<HashMap<ArticleId, Vec<u32>>> {
    let these = one_of(tx, article_fingerprint::Column::ArticleId, articles);
    let rows = article_fingerprint::Entity::find().filter(these).all(tx).await;
    let rows = rows.map_err(|error| Error::Load("near duplicates", error))?;
    let number = |bytes: &[u8]| u32::from_le_bytes(bytes.try_into().unwrap_or_default());
    let minima =
        |row: article_fingerprint::Model| (row.article_id, row.minima.chunks_exact(4).map(number).collect());
    Ok(rows.into_iter().map(minima).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(from: usize, to: usize) -> String {
        (from..to).map(|number| format!("word{number}")).collect::<Vec<_>>().join(" ")
    }

    fn similarity(one: &str, other: &str) -> f64 {
        let other = Fingerprint::new(other);
        Fingerprint::new(one).similarity(other.0.as_ref().map_or(&[][..], |minima| &minima[..]))
    }

    #[test]
    fn similarity_is_the_share_in_common() {
        let whole = text(0, 400);
        assert!(similarity(&whole, &whole.to_uppercase()) > 0.99, "case does not matter");
        assert!((similarity(&whole, &text(0, 320)) - 0.8).abs() < 0.15);
        assert!((similarity(&whole, &text(100, 500)) - 0.6).abs() < 0.15);
        assert!(similarity(&whole, &text(400, 800)) < 0.1);
    }

    #[test]
    fn keys_meet_where_texts_are_alike() {
        let shared = |one: &str, other: &str| {
            let others: BTreeSet<i64> = Fingerprint::new(other).keys().collect();
            Fingerprint::new(one).keys().filter(|key| others.contains(key)).count()
        };
        assert!(shared(&text(0, 400), &text(40, 400)) > 0);
        assert_eq!(shared(&text(0, 400), &text(500, 900)), 0);
        assert_eq!(Fingerprint::new("too short to tell").keys().count(), 0);
    }
}
