//! Quotes into statements. In: the drafts of a batch. Out: rows of statement, quote and their joins.

use crate::correction::{merge, overlay};
use crate::draft::{QuoteDraft, QuoteRest};
use crate::error::{Error, Result};
use crate::ids::Ids;
use crate::keys::one_of;
use crate::link::Linker;
use crate::record::{Record, Voice};
use crate::statement::{Cluster, Clusters, Printed, Settled, State, WINDOW};
use crate::words::Words;
use chrono::{DateTime, NaiveDate, Utc};
use entity::{
    ArticleId, OfficeBasis, OrganizationId, Parts, PersonId, Precision, QuoteId, QuoteKind, QuoteMatch,
    SaidBasis, StatementId, StatementParts, StatementStatus, TopicBasis, TopicId, article, quote, statement,
    statement_extracted, statement_topic,
};
use sea_orm::ActiveValue::Set;
use sea_orm::{
    ConnectionTrait as _, DatabaseBackend, DatabaseTransaction, DerivePartialModel, EntityTrait as _,
    QueryFilter as _, QuerySelect as _, Statement,
};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

/// The statements of a batch, settled, and the rows that only they decide.
#[derive(Debug, Default)]
pub(crate) struct Outcome {
    /// New and changed statements.
    pub(crate) statements: Vec<statement::ActiveModel>,
    pub(crate) new: Vec<StatementId>,
    /// Statements all of whose quotes were told anew: what they are about is told anew, too.
    pub(crate) retold: Vec<StatementId>,
    /// Other stored statements of a batch that tells texts anew which stay: some of their quotes may be among those.
    pub(crate) reheard: Vec<StatementId>,
    /// Stored statements whose topics and offices have another day than they have now.
    pub(crate) redated: Vec<StatementId>,
    /// New and changed quotes.
    pub(crate) quotes: Vec<quote::ActiveModel>,
    /// Quotes that took the place of an earlier version's.
    pub(crate) changes: Vec<(QuoteId, QuoteId)>,
    pub(crate) topics: Vec<statement_topic::Model>,
    /// Stored quotes that compare otherwise with their statement now.
    pub(crate) matches: Vec<(QuoteId, QuoteMatch)>,
    /// Quotes that the extractor no longer finds in a text that stays, and that a human looked at: they stay at
    /// this position.
    pub(crate) kept: Vec<(QuoteId, i32)>,
    /// Changed statements that a human looked at.
    pub(crate) held: Vec<StatementId>,
    pub(crate) joined: Vec<(StatementId, StatementId)>,
    /// Quotes that the extractor no longer finds in a text that did not change.
    pub(crate) dropped: Vec<QuoteId>,
    /// Statements that nothing prints any more.
    pub(crate) emptied: Vec<StatementId>,
}

impl Outcome {
    /// The rows of some of its statements.
    pub(crate) fn rows_of<'o>(
        &'o self,
        statements: impl Iterator<Item = &'o StatementId>,
    ) -> impl Iterator<Item = &'o statement::ActiveModel> {
        let these: HashSet<&StatementId> = statements.collect();
        self.statements.iter().filter(move |row| these.contains(row.id.as_ref()))
    }

    /// The statements that were there and that writing this changes.
    pub(crate) fn stored(&self) -> BTreeSet<StatementId> {
        let new: HashSet<StatementId> = self.new.iter().copied().collect();
        let written = self.statements.iter().map(|row| *row.id.as_ref());
        let joined = self.joined.iter().flat_map(|&(from, to)| [from, to]);
        let all = written.chain(joined).chain(self.emptied.iter().copied());
        all.filter(|id| !new.contains(id)).collect()
    }
}

/// Reads the statements that drafts belong to, and those of the articles that are told anew.
pub(crate) async fn load(
    tx: &DatabaseTransaction,
    drafts: &[QuoteDraft],
    retold: &HashSet<ArticleId>,
) -> Result<Clusters> {
    let mut ids = statements_of(tx, drafts).await?;
    if !retold.is_empty() {
        let query = quote::Entity::find().filter(one_of(tx, quote::Column::ArticleId, retold));
        let found =
            query.select_only().column(quote::Column::StatementId).distinct().into_tuple().all(tx).await;
        let found: Vec<StatementId> = found.map_err(|error| Error::Load("quotes", error))?;
        ids.extend(found);
    }
    ids.sort_unstable();
    ids.dedup();
    let beneath = overlay::beneath(tx, &ids).await?;
    let mut clusters = Clusters::default();
    if !ids.is_empty() {
        clusters.moved = merge::moved(tx, &ids).await?;
        let stored = load_clusters(tx, &ids, retold, &beneath).await?;
        stored.into_iter().for_each(|cluster| clusters.enter(cluster));
    }
    Ok(clusters)
}

/// Ids of the statements of the drafts' speakers that have a draft's words. All that they said around the drafts' days
/// is compared by its words alone: the more articles there are, the fewer of those statements are read further.
async fn statements_of(tx: &DatabaseTransaction, drafts: &[QuoteDraft]) -> Result<Vec<StatementId>> {
    let mut of_person: BTreeMap<i64, Vec<&Printed>> = BTreeMap::new();
    let mut of_organization: BTreeMap<i64, Vec<&Printed>> = BTreeMap::new();
    for draft in drafts {
        match draft.voice {
            Voice { record: Some(Record::Person(id)), printed: None } => {
                of_person.entry(id.0).or_default().push(&draft.printed);
            }
            Voice { record: Some(Record::Organization(id)), printed: None } => {
                of_organization.entry(id.0).or_default().push(&draft.printed);
            }
            _ => {}
        }
    }
    let mut ids = Vec::new();
    for said in SAID {
        ids.extend(same_words(tx, said, "speaker_person_id", &of_person).await?);
        ids.extend(same_words(tx, said, "speaker_organization_id", &of_organization).await?);
    }
    Ok(ids)
}

/// The ranges around these days, those that meet as one: a batch may tell of days that lie years apart.
fn around(days: &BTreeSet<NaiveDate>) -> Vec<(NaiveDate, NaiveDate)> {
    let mut ranges: Vec<(NaiveDate, NaiveDate)> = Vec::new();
    for day in days {
        let from = day.checked_sub_signed(WINDOW).unwrap_or(NaiveDate::MIN);
        let to = day.checked_add_signed(WINDOW).unwrap_or(NaiveDate::MAX);
        match ranges.last_mut() {
            Some(last) if from <= last.1 => last.1 = to,
            _ => ranges.push((from, to)),
        }
    }
    ranges
}

/// A table of who said what: its name, its column of ids, and the ways to its rows that have quotes between two days.
type Said = (&'static str, &'static str, &'static [&'static str]);

/// What is recorded, by its own day and by the days of its quotes, each an index of its own; and what was extracted where a
/// human said otherwise.
const SAID: [Said; 2] = [
    (
        "statement",
        "id",
        &["said.said_on BETWEEN $from AND $until", "said.said_until >= $from AND said.said_from <= $until"],
    ),
    (
        "statement_extracted",
        "statement_id",
        &[
            "said.said_on BETWEEN $from AND $until",
            "EXISTS (SELECT 1 FROM statement WHERE statement.id = said.statement_id \
             AND statement.said_until >= $from AND statement.said_from <= $until)",
        ],
    ),
];

/// SQL for what speakers said around days: each statement with the days and the words of its quotes. The speakers and days are
/// one bound value.
fn said_around(backend: DatabaseBackend, (table, id, ways): Said, speaker: &str) -> String {
    let by_each_way = |found: &dyn Fn(&str) -> String| {
        ways.iter().map(|way| found(way)).collect::<Vec<String>>().join(" UNION ")
    };
    let asked = |sql: &str, [who, from, until]: [&str; 3]| {
        sql.replace("$who", who).replace("$from", from).replace("$until", until)
    };
    if backend == DatabaseBackend::Postgres {
        let found = by_each_way(&|way| {
            format!("SELECT said.{id} AS id FROM {table} AS said WHERE said.{speaker} = $who AND {way}")
        });
        // OFFSET 0 has each range and the quotes of each statement read by themselves, along the index: PostgreSQL guesses
        // that a hundred were asked for, and would read all there are.
        let sql = format!(
            "SELECT DISTINCT said.id, $who AS speaker_id, quote.said_on, quote.text \
             FROM json_array_elements(CAST($1 AS json)) AS asked CROSS JOIN LATERAL ({found} OFFSET 0) AS said \
             CROSS JOIN LATERAL (SELECT said_on, text FROM quote \
                 WHERE statement_id = said.id AND said_on BETWEEN $from AND $until OFFSET 0) AS quote"
        );
        let day = |at: u8| format!("CAST(asked.value ->> {at} AS date)");
        asked(&sql, ["CAST(asked.value ->> 0 AS bigint)", &day(1), &day(2)])
    } else {
        let sql = by_each_way(&|way| {
            format!(
                "SELECT said.{id} AS id, said.{speaker} AS speaker_id, quote.said_on, quote.text \
                 FROM json_each(?1) AS asked CROSS JOIN {table} AS said ON said.{speaker} = $who AND {way} \
                 CROSS JOIN quote ON quote.statement_id = said.{id} AND quote.said_on BETWEEN $from AND $until"
            )
        });
        asked(&sql, ["asked.value ->> 0", "asked.value ->> 1", "asked.value ->> 2"])
    }
}

/// Ids of the statements by each of these speakers with a quote that holds the words of a draft, by a table and its
/// column of speakers.
async fn same_words(
    tx: &DatabaseTransaction,
    said: Said,
    speaker: &str,
    drafts: &BTreeMap<i64, Vec<&Printed>>,
) -> Result<Vec<StatementId>> {
    if drafts.is_empty() {
        return Ok(Vec::new());
    }
    let sql = said_around(tx.get_database_backend(), said, speaker);
    let ranges: Vec<(i64, NaiveDate, NaiveDate)> = drafts
        .iter()
        .flat_map(|(speaker, drafts)| {
            let days = drafts.iter().map(|draft| draft.said_on).collect();
            around(&days).into_iter().map(move |(from, to)| (*speaker, from, to))
        })
        .collect();
    let ranges = serde_json::to_string(&ranges).unwrap_or_default();
    let query = Statement::from_sql_and_values(tx.get_database_backend(), sql, [ranges.into()]);
    let load = |error| Error::Load("statements", error);
    let mut ids = Vec::new();
    for row in tx.query_all_raw(query).await.map_err(load)? {
        let read: std::result::Result<(i64, i64, NaiveDate, String), _> =
            (|| Ok((row.try_get_by(0)?, row.try_get_by(1)?, row.try_get_by(2)?, row.try_get_by(3)?)))();
        let (id, speaker, said_on, text) = read.map_err(load)?;
        let words = Words::new(&text);
        let mut theirs = drafts.get(&speaker).into_iter().flatten();
        if theirs.any(|draft| draft.has_words(said_on, &words)) {
            ids.push(StatementId(id));
        }
    }
    Ok(ids)
}

async fn load_clusters(
    tx: &DatabaseTransaction,
    ids: &[StatementId],
    retold: &HashSet<ArticleId>,
    beneath: &HashMap<StatementId, statement_extracted::Model>,
) -> Result<Vec<Cluster>> {
    let statements = statement::Entity::find().filter(one_of(tx, statement::Column::Id, ids));
    let statements = statements.all(tx).await.map_err(|error| Error::Load("statements", error))?;
    let quotes = quote::Entity::find().filter(one_of(tx, quote::Column::StatementId, ids));
    let quotes = quotes.into_partial_model().all(tx).await;
    let quotes: Vec<Appearance> = quotes.map_err(|error| Error::Load("quotes", error))?;
    let stories = stories(tx, &quotes).await?;
    let mut of_statement: HashMap<StatementId, Vec<Printed>> = HashMap::new();
    for row in quotes {
        let statement = row.statement_id;
        let printed = stories.get(&row.article_id).map(|story| printed(row, story, retold));
        of_statement.entry(statement).or_default().extend(printed);
    }
    let cluster = |row: statement::Model| {
        let extracted = beneath.get(&row.id);
        let voice = extracted.map_or_else(
            || Voice::new(row.speaker_person_id, row.speaker_organization_id, row.speaker_printed),
            overlay::voice,
        );
        let quotes = of_statement.remove(&row.id).unwrap_or_default();
        let dated = Some(extracted.map_or(row.said_on, |extracted| extracted.said_on));
        Cluster { is_held: extracted.is_some(), dated, ..Cluster::new(row.id, voice, quotes) }
    };
    Ok(statements.into_iter().map(cluster).collect())
}

/// A stored quote as far as its statement depends on it.
#[derive(DerivePartialModel)]
#[sea_orm(entity = "quote::Entity")]
struct Appearance {
    id: QuoteId,
    statement_id: StatementId,
    article_id: ArticleId,
    first_version: i32,
    is_current: bool,
    kind: QuoteKind,
    text: String,
    said_on: NaiveDate,
    said_precision: Precision,
    said_basis: SaidBasis,
    r#match: QuoteMatch,
    confidence: f64,
}

/// The language of an article, and when it was listed: what its quotes take from it.
type Story = (Option<String>, DateTime<Utc>);

/// The articles of quotes, without their bodies.
async fn stories(tx: &DatabaseTransaction, quotes: &[Appearance]) -> Result<HashMap<ArticleId, Story>> {
    use article::Column::{Id, Language, ListedAt};
    let ids: BTreeSet<i64> = quotes.iter().map(|row| row.article_id.0).collect();
    let query = article::Entity::find().filter(one_of(tx, Id, ids)).select_only();
    let rows = query.columns([Id, Language, ListedAt]).into_tuple().all(tx).await;
    let rows: Vec<(ArticleId, Option<String>, DateTime<Utc>)> =
        rows.map_err(|error| Error::Load("articles", error))?;
    Ok(rows.into_iter().map(|(id, language, listed_at)| (id, (language, listed_at))).collect())
}

fn printed(row: Appearance, (language, listed_at): &Story, retold: &HashSet<ArticleId>) -> Printed {
    let is_stale = row.is_current && retold.contains(&row.article_id);
    Printed {
        id: row.id,
        words: Words::new(&row.text),
        text: row.text,
        kind: row.kind,
        said_on: row.said_on,
        precision: row.said_precision,
        basis: row.said_basis,
        language: language.clone(),
        confidence: row.confidence,
        article: row.article_id,
        listed_at: *listed_at,
        first_version: row.first_version,
        is_retold: false,
        replaces: None,
        state: if is_stale { State::Stale } else { State::Stored(row.r#match) },
    }
}

/// Puts every draft into its statement and settles those that changed. `same_text` are the articles told anew
/// without a new version: what they no longer say was never said.
pub(crate) fn settle(
    mut clusters: Clusters,
    drafts: Vec<QuoteDraft>,
    statement_ids: &mut Ids,
    linker: &mut Linker,
    same_text: &HashSet<ArticleId>,
) -> Outcome {
    let mut behind: HashMap<ArticleId, i32> = HashMap::new();
    let mut rests = Vec::with_capacity(drafts.len());
    for (at, QuoteDraft { voice, printed, rest }) in drafts.into_iter().enumerate() {
        *behind.entry(printed.article).or_default() += 1;
        let is_retold = same_text.contains(&printed.article);
        let printed = Printed { state: State::New(at), is_retold, ..printed };
        clusters.add(voice, printed, || StatementId(statement_ids.take()));
        rests.push(Some(rest));
    }
    let outcome = Outcome {
        emptied: clusters.drop_stale(same_text),
        // Most quotes are a statement's only one.
        statements: Vec::with_capacity(rests.len()),
        new: Vec::with_capacity(rests.len()),
        quotes: Vec::with_capacity(rests.len()),
        ..Outcome::default()
    };
    let mut settling = Settling { outcome, rests, behind, linker, same_text };
    clusters.touched().for_each(|cluster| settling.settle(cluster));
    Outcome { joined: clusters.joined, dropped: clusters.dropped, ..settling.outcome }
}

/// A batch whose statements are settled one after the other.
struct Settling<'b> {
    outcome: Outcome,
    /// What drafts have beside what statements depend on, by their numbers, until it is written.
    rests: Vec<Option<QuoteRest>>,
    /// The next free position behind the quotes of each article.
    behind: HashMap<ArticleId, i32>,
    linker: &'b mut Linker,
    same_text: &'b HashSet<ArticleId>,
}

impl Settling<'_> {
    fn settle(&mut self, cluster: &Cluster) {
        let Some(settled) = cluster.settle() else { return };
        self.outcome.statements.push(row(cluster, &settled));
        self.note(cluster, &settled);
        let mut topics = BTreeMap::new();
        for (printed, &compared) in cluster.quotes.iter().zip(&settled.matches) {
            match printed.state {
                State::Stored(before) if before == compared => {}
                State::Stored(_) | State::Stale | State::Replaced => {
                    self.outcome.matches.push((printed.id, compared));
                }
                State::New(at) => {
                    let Some(mut rest) = self.rests[at].take() else { continue };
                    rest.row.id = Set(printed.id);
                    rest.row.statement_id = Set(cluster.id);
                    rest.row.first_version = Set(printed.first_version);
                    rest.row.r#match = Set(compared);
                    about(&rest, self.linker, &mut topics);
                    self.outcome.changes.extend(printed.replaces.map(|replaced| (printed.id, replaced)));
                    self.outcome.quotes.push(join(rest, cluster, &settled, self.linker));
                }
            }
            if printed.state == State::Stale && self.same_text.contains(&printed.article) {
                let position = self.behind.entry(printed.article).or_default();
                self.outcome.kept.push((printed.id, *position));
                *position += 1;
            }
        }
        let row = |(topic, (is_inherited, basis))| topic_row(cluster, &settled, topic, basis, is_inherited);
        self.outcome.topics.extend(topics.into_iter().map(row));
    }

    /// Notes what is to be done with a statement beside writing it.
    fn note(&mut self, cluster: &Cluster, settled: &Settled<'_>) {
        let outcome = &mut self.outcome;
        outcome.held.extend(cluster.is_held.then_some(cluster.id));
        if cluster.is_new {
            outcome.new.push(cluster.id);
            return;
        }
        outcome.redated.extend((cluster.dated != Some(settled.said.0)).then_some(cluster.id));
        let is_new = |quote: &Printed| matches!(quote.state, State::New(_));
        if cluster.quotes.iter().all(is_new) {
            outcome.retold.push(cluster.id);
        } else if !cluster.is_held && !self.same_text.is_empty() {
            outcome.reheard.push(cluster.id);
        }
    }
}

/// The topics of a quote, and those broader than them; the strongest basis of each.
fn about(quote: &QuoteRest, linker: &Linker, topics: &mut BTreeMap<TopicId, (bool, TopicBasis)>) {
    let mut enter = |topic: TopicId, found: (bool, TopicBasis)| {
        let kept = topics.entry(topic).or_insert(found);
        *kept = (*kept).min(found);
    };
    for &(topic, basis) in &quote.topics {
        enter(topic, (false, basis));
        linker.broader(topic).for_each(|broader| enter(broader, (true, basis)));
    }
}

/// The office printed with a quote, and who and where is named in it, become rows. Gives its own row.
fn join(
    quote: QuoteRest,
    cluster: &Cluster,
    settled: &Settled<'_>,
    linker: &mut Linker,
) -> quote::ActiveModel {
    let QuoteRest { row, office, mentions, .. } = quote;
    if let Some((office, qualifier)) = office.filter(|_| person(&cluster.voice).is_some()) {
        linker.rows.statement_office.push(entity::statement_office::ActiveModel {
            statement_id: Set(cluster.id),
            office_id: Set(office),
            basis: Set(OfficeBasis::Printed),
            qualifier: Set(qualifier),
            printed: row.office_printed.clone(),
            said_on: Set(settled.said.0),
        });
    }
    linker.rows.statement_mention.extend(mentions.into_iter().map(|(record, printed)| {
        entity::statement_mention::ActiveModel {
            statement_id: Set(cluster.id),
            person_id: Set(record.person()),
            organization_id: Set(record.organization()),
            place_id: Set(record.place()),
            printed: Set(printed),
            ..Default::default()
        }
    }));
    row
}

fn row(cluster: &Cluster, settled: &Settled<'_>) -> statement::ActiveModel {
    let (said_on, precision, basis) = settled.said;
    let (first_appeared_at, first_article) = settled.first;
    statement::ActiveModel {
        id: Set(cluster.id),
        speaker_person_id: Set(person(&cluster.voice)),
        speaker_organization_id: Set(organization(&cluster.voice)),
        speaker_printed: Set(cluster.voice.printed.clone()),
        text: Set(settled.text.to_owned()),
        text_sha256: Set(settled.text_sha256.clone()),
        kind: Set(settled.kind),
        said_on: Set(said_on),
        said_precision: Set(precision),
        said_basis: Set(basis),
        said_from: Set(settled.days.map(|days| days.0)),
        said_until: Set(settled.days.map(|days| days.1)),
        said_is_editorial: Set(false),
        language: Set(settled.language.map(str::to_owned)),
        first_appeared_at: Set(first_appeared_at),
        quote_count: Set(i32::try_from(cluster.quotes.len()).unwrap_or(i32::MAX)),
        status: Set(StatementStatus::Machine),
        confidence: Set(settled.confidence),
        first_article_id: Set(Some(first_article)),
        // Given when it is written.
        published_position: Set(0),
        changed_position: Set(0),
        parts: Set(StatementParts::from(&Parts::default())),
    }
}

fn topic_row(
    cluster: &Cluster,
    settled: &Settled<'_>,
    topic: TopicId,
    basis: TopicBasis,
    is_inherited: bool,
) -> statement_topic::Model {
    statement_topic::Model {
        statement_id: cluster.id,
        topic_id: topic,
        basis,
        is_inherited,
        is_editorial: false,
        said_on: settled.said.0,
        speaker_person_id: person(&cluster.voice),
        speaker_organization_id: organization(&cluster.voice),
    }
}

fn person(voice: &Voice) -> Option<PersonId> {
    voice.record.and_then(Record::person)
}

fn organization(voice: &Voice) -> Option<OrganizationId> {
    voice.record.and_then(Record::organization)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_far_apart_have_ranges_of_their_own() {
        let day = |text: &str| text.parse::<NaiveDate>().expect("a day");
        let days = ["2026-02-01", "2026-02-15", "1996-05-10", "2026-02-16"].map(day);
        let expected = [("1996-05-03", "1996-05-17"), ("2026-01-25", "2026-02-23")];
        assert_eq!(around(&days.into()), expected.map(|(from, to)| (day(from), day(to))));
        let last = (NaiveDate::MAX - WINDOW, NaiveDate::MAX);
        assert_eq!(around(&[NaiveDate::MAX].into()), [last], "there are no days behind the last");
    }
}
