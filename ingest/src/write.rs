//! The statements that change what is there. Everything that only adds is in [`crate::rows`].

use crate::bulk::{Conflict, Writer};
use crate::correction::overlay;
use crate::document::Story;
use crate::error::{Error, Result};
use crate::in_office;
use crate::keys::{bound, delete, one_of};
use crate::link::{Linker, Stretched};
use crate::parts::{self, Gathered};
use crate::publication;
use crate::reference::within_countries;
use crate::settle::Outcome;
use crate::untold;
use entity::{
    ArticleId, OfficeBasis, OrganizationId, OrganizationKind, QuoteId, QuoteMatch, StatementId, TenureId,
    article, article_author, article_image, article_link, article_topic, mention, office_mention,
    organization, quote, statement, statement_mention, statement_office, statement_topic, tenure,
};
use extract::Publisher;
use sea_orm::sea_query::{BinOper, Expr, ExprTrait as _, Func, Query, TableRef};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait as _, ConnectionTrait as _, DatabaseTransaction,
    EntityTrait, IdenStatic as _, Iterable as _, QueryFilter as _,
};
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::iter;

/// Removes what the latest telling of these articles said beside their quotes; it is said anew.
pub(crate) async fn forget(tx: &DatabaseTransaction, articles: &HashSet<ArticleId>) -> Result<()> {
    if articles.is_empty() {
        return Ok(());
    }
    macro_rules! forget {
        ($($table:ident),+) => {$(
            delete::<$table::Entity, _>(tx, $table::Column::ArticleId, articles).await?;
        )+};
    }
    forget!(article_author, article_image, article_link, article_topic, mention, office_mention);
    // Positions are unique in a version: those that stand there now make room.
    let aside = quote::Entity::update_many()
        .col_expr(quote::Column::Position, Expr::val(-1).sub(Expr::col(quote::Column::Position)))
        .col_expr(quote::Column::IsCurrent, Expr::val(false))
        .filter(one_of(tx, quote::Column::ArticleId, articles))
        .filter(quote::Column::IsCurrent.eq(true));
    aside.exec(tx).await.map_err(|error| Error::Write("quote", error))?;
    Ok(())
}

/// Writes the latest state of articles that were there.
async fn revise(tx: &DatabaseTransaction, articles: Vec<article::ActiveModel>) -> Result<()> {
    for row in articles {
        article::Entity::update(row).exec(tx).await.map_err(|error| Error::Write("article", error))?;
    }
    Ok(())
}

/// Writes a batch, with the latest state of the articles that were there. `stored` are the statements of the outcome that were
/// there.
pub(crate) async fn all(
    tx: &DatabaseTransaction,
    stories: &[&Story],
    linker: Linker,
    revised: Vec<article::ActiveModel>,
    outcome: Outcome,
    stored: BTreeSet<StatementId>,
) -> Result<()> {
    let Linker { known, mut rows, stretched, joined, publishers, agencies, countries, .. } = linker;
    let linking: HashSet<ArticleId> =
        rows.article_link.iter().filter_map(|row| row.article_id.clone().take()).collect();
    let urls = stories.iter().filter_map(|story| story.article.url.as_deref());
    let (mut offices, mentions) =
        (std::mem::take(&mut rows.statement_office), std::mem::take(&mut rows.statement_mention));
    // Behind those that are printed, which stay where they name the same office.
    offices.extend(in_office::held_by_speakers(&outcome, &known.tenures));
    let mut seen = HashSet::new();
    offices.retain(|row| seen.insert((*row.statement_id.as_ref(), *row.office_id.as_ref())));
    rows.write(tx).await?;
    // Behind the new records: a later telling may name a publisher that nobody named before.
    revise(tx, revised).await?;
    describe(tx, publishers).await?;
    known_as_agencies(tx, &agencies).await?;
    within_countries(tx, countries).await?;
    stretch(tx, &stretched, &joined).await?;
    let told = Gathered::by_batch(&outcome, &offices, &mentions);
    let statements = published(tx, outcome.statements, told).await?;
    let mut writer = Writer::new(tx);
    upsert(&mut writer, statements, &SETTLED).await?;
    upsert(&mut writer, outcome.quotes, &all_but_id()).await?;
    writer.wait().await?;
    changed(tx, outcome.changes).await?;
    keep(tx, &outcome.kept).await?;
    compare(tx, &outcome.matches).await?;
    for &(from, to) in &outcome.joined {
        join(tx, from, to).await?;
    }
    empty(tx, &outcome.dropped, &outcome.emptied).await?;
    retell(tx, &outcome.retold).await?;
    writer.write(offices, Conflict::Set("statement_id, office_id", PRINTED)).await?;
    writer.write(mentions, Conflict::Keep).await?;
    about(&mut writer, outcome.topics).await?;
    writer.wait().await?;
    redate(tx, &outcome.redated).await?;
    untold::remove(tx, &outcome.reheard).await?;
    let entered = in_office::gained(tx, &stretched).await?;
    parts::gather(tx, stored.into_iter().chain(entered)).await?;
    overlay::renew(tx, &outcome.held, &outcome.retold).await?;
    resolve_links(tx, &linking, urls).await
}

/// Gives statements their place in the order of publications, and what is told of them.
async fn published(
    tx: &DatabaseTransaction,
    mut statements: Vec<statement::ActiveModel>,
    mut told: Gathered,
) -> Result<Vec<statement::ActiveModel>> {
    let first = publication::advance(tx, statements.len()).await?;
    for (row, position) in statements.iter_mut().zip(first..) {
        row.published_position = Set(position);
        row.changed_position = Set(position);
        row.parts = Set(told.take(*row.id.as_ref()));
    }
    Ok(statements)
}

/// What a statement's quotes decide; its status is a human's.
const SETTLED: [statement::Column; 14] = [
    statement::Column::Text,
    statement::Column::TextSha256,
    statement::Column::Kind,
    statement::Column::SaidOn,
    statement::Column::SaidPrecision,
    statement::Column::SaidBasis,
    statement::Column::SaidFrom,
    statement::Column::SaidUntil,
    statement::Column::Language,
    statement::Column::FirstAppearedAt,
    statement::Column::FirstArticleId,
    statement::Column::QuoteCount,
    statement::Column::Confidence,
    statement::Column::ChangedPosition,
];

/// Print tells how somebody spoke that day, where a tenure alone told it before.
const PRINTED: &str = "basis = excluded.basis, qualifier = excluded.qualifier, printed = excluded.printed \
                       WHERE statement_office.basis = 'tenure' AND excluded.basis = 'printed'";

fn all_but_id() -> Vec<quote::Column> {
    quote::Column::iter().filter(|column| !matches!(column, quote::Column::Id)).collect()
}

/// Adds to publishers what was not known of them.
async fn describe(tx: &DatabaseTransaction, publishers: Vec<(OrganizationId, Publisher)>) -> Result<()> {
    use organization::Column::{Domain, Email, Id, Kind, LegalName, Telephone};
    const TELLS: [organization::Column; 4] = [LegalName, Domain, Email, Telephone];
    if publishers.is_empty() {
        return Ok(());
    }
    // Who tells something of a publisher first is heard.
    let mut told: BTreeMap<OrganizationId, Publisher> = BTreeMap::new();
    for (id, publisher) in publishers {
        let known = told.entry(id).or_default();
        *known = Publisher {
            legal_name: known.legal_name.take().or(publisher.legal_name),
            domain: known.domain.take().or(publisher.domain),
            email: known.email.take().or(publisher.email),
            telephone: known.telephone.take().or(publisher.telephone),
            ..publisher
        };
    }
    let rows: Vec<_> = told
        .into_iter()
        .map(|(id, told)| (id.0, told.legal_name, told.domain, told.email, told.telephone))
        .collect();
    let columns = [("id", "bigint")].into_iter().chain(TELLS.map(|column| (column.as_str(), "text")));
    let told = bound(tx, &rows, &columns.collect::<Vec<_>>());
    let of = |column: organization::Column| Expr::col((organization::Entity, column));
    let known_or_told = |column| Func::coalesce([of(column), Expr::col(("told", column))]);
    let kind = || Expr::val(OrganizationKind::Publisher);
    let now = Expr::tuple(iter::once(kind()).chain(TELLS.map(|column| known_or_told(column).into())));
    let before = Expr::tuple(iter::once(of(Kind)).chain(TELLS.map(of)));
    let mut update = Query::update();
    update
        .table(organization::Entity)
        .value(Kind, kind())
        .values(TELLS.map(|column| (column, known_or_told(column).into())))
        .from(TableRef::SubQuery(Box::new(told), "told".into()))
        .and_where(of(Id).eq(Expr::col(("told", "id"))))
        .and_where(before.binary(BinOper::Custom("IS DISTINCT FROM"), now));
    tx.execute(&update).await.map_err(|error| Error::Write("organization", error))?;
    Ok(())
}

/// Organizations of which nothing was known but their names are agencies, once a dateline prints them.
async fn known_as_agencies(tx: &DatabaseTransaction, agencies: &BTreeSet<OrganizationId>) -> Result<()> {
    use organization::Column::{Id, Kind};
    if agencies.is_empty() {
        return Ok(());
    }
    let update = organization::Entity::update_many()
        .col_expr(Kind, Expr::val(OrganizationKind::Agency))
        .filter(one_of(tx, Id, agencies))
        .filter(Kind.eq(OrganizationKind::Other));
    update.exec(tx).await.map_err(|error| Error::Write("organization", error))?;
    Ok(())
}

/// Sets the days of tenures that were seen on more days, and removes those that became a part of another. One that is gone
/// stays gone.
async fn stretch(tx: &DatabaseTransaction, stretched: &[Stretched], joined: &[TenureId]) -> Result<()> {
    use tenure::Column::{EndedOn, Id, StartedOn};
    let write = |error| Error::Write("tenure", error);
    // A tenure that joined another later in the batch is gone already or goes now.
    let stays = stretched.iter().filter(|change| !joined.contains(&change.tenure));
    let latest: BTreeMap<i64, _> = stays.map(|change| (change.tenure.0, change.days)).collect();
    if !latest.is_empty() {
        let rows: Vec<_> = latest.into_iter().map(|(id, (start, end))| (id, start, end)).collect();
        let told = bound(tx, &rows, &[("id", "bigint"), ("started_on", "date"), ("ended_on", "date")]);
        let mut update = Query::update();
        update
            .table(tenure::Entity)
            .values([StartedOn, EndedOn].map(|column| (column, Expr::col(("told", column)))))
            .from(TableRef::SubQuery(Box::new(told), "told".into()))
            .and_where(Expr::col((tenure::Entity, Id)).eq(Expr::col(("told", "id"))));
        tx.execute(&update).await.map_err(write)?;
    }
    delete::<tenure::Entity, _>(tx, tenure::Column::Id, joined).await
}

/// Puts quotes back that the extractor no longer finds, and that a human looked at.
async fn keep(tx: &DatabaseTransaction, kept: &[(QuoteId, i32)]) -> Result<()> {
    for &(id, position) in kept {
        let row = quote::ActiveModel {
            id: Set(id),
            position: Set(position),
            is_current: Set(true),
            ..Default::default()
        };
        quote::Entity::update(row).exec(tx).await.map_err(|error| Error::Write("quote", error))?;
    }
    Ok(())
}

/// Writes which quotes took the place of which.
async fn changed(tx: &DatabaseTransaction, changes: Vec<(QuoteId, QuoteId)>) -> Result<()> {
    let row = |(quote, replaced)| entity::quote_change::ActiveModel {
        quote_id: Set(quote),
        replaced_id: Set(replaced),
    };
    crate::rows::insert(tx, changes.into_iter().map(row).collect()).await
}

/// Sets how stored quotes compare with their statements.
async fn compare(tx: &DatabaseTransaction, matches: &[(QuoteId, QuoteMatch)]) -> Result<()> {
    for compared in [QuoteMatch::Exact, QuoteMatch::Truncated, QuoteMatch::Edited] {
        let ids = matches.iter().filter(|(_, found)| *found == compared).map(|(id, _)| id);
        let set = quote::Entity::update_many().col_expr(quote::Column::Match, Expr::val(compared));
        let set = set.filter(one_of(tx, quote::Column::Id, ids)).exec(tx).await;
        set.map_err(|error| Error::Write("quote", error))?;
    }
    Ok(())
}

/// Makes one statement of two. The old id leads to the one that stays.
async fn join(tx: &DatabaseTransaction, from: StatementId, to: StatementId) -> Result<()> {
    let (from, to) = (from.0, to.0);
    let steps = [
        format!("UPDATE quote SET statement_id = {to} WHERE statement_id = {from}"),
        format!("UPDATE correction SET statement_id = {to} WHERE statement_id = {from}"),
        format!("UPDATE statement_redirect SET statement_id = {to} WHERE statement_id = {from}"),
        format!("INSERT INTO statement_redirect (id, statement_id) VALUES ({from}, {to})"),
        format!(
            "INSERT INTO statement_topic (statement_id, topic_id, basis, is_inherited, is_editorial, said_on, \
             speaker_person_id, speaker_organization_id) \
             SELECT {to}, topic_id, basis, is_inherited, is_editorial, said_on, speaker_person_id, \
             speaker_organization_id FROM statement_topic WHERE statement_id = {from} ON CONFLICT DO NOTHING"
        ),
        format!(
            "INSERT INTO statement_office SELECT {to}, office_id, basis, qualifier, printed, said_on \
             FROM statement_office WHERE statement_id = {from} ON CONFLICT DO NOTHING"
        ),
        format!(
            "UPDATE statement_extracted SET statement_id = {to} WHERE statement_id = {from} \
             AND NOT EXISTS (SELECT 1 FROM statement_extracted WHERE statement_id = {to})"
        ),
        format!(
            "UPDATE statement SET status = (SELECT status FROM statement WHERE id = {from}) \
             WHERE id = {to} AND status = 'machine'"
        ),
        // Each record once, as a batch gives them.
        format!(
            "INSERT INTO statement_mention (statement_id, person_id, organization_id, place_id, printed) \
             SELECT {to}, person_id, organization_id, place_id, printed FROM statement_mention \
             WHERE statement_id = {from} ORDER BY id ON CONFLICT DO NOTHING"
        ),
        format!("DELETE FROM statement WHERE id = {from}"),
    ];
    for step in steps {
        tx.execute_unprepared(&step).await.map_err(|error| Error::Write("statement", error))?;
    }
    Ok(())
}

/// Removes quotes that were never said, and the statements that nothing else prints. What a human looked at stays.
async fn empty(tx: &DatabaseTransaction, dropped: &[QuoteId], emptied: &[StatementId]) -> Result<()> {
    if dropped.is_empty() {
        return Ok(());
    }
    delete::<quote::Entity, _>(tx, quote::Column::Id, dropped).await?;
    let statements = statement::Entity::delete_many()
        .filter(one_of(tx, statement::Column::Id, emptied))
        .filter(statement::Column::Status.eq(entity::StatementStatus::Machine));
    statements.exec(tx).await.map_err(|error| Error::Write("statement", error))?;
    Ok(())
}

/// Removes what statements are about, before it is said anew.
async fn retell(tx: &DatabaseTransaction, retold: &[StatementId]) -> Result<()> {
    if retold.is_empty() {
        return Ok(());
    }
    delete::<statement_topic::Entity, _>(tx, statement_topic::Column::StatementId, retold).await?;
    delete::<statement_office::Entity, _>(tx, statement_office::Column::StatementId, retold).await?;
    delete::<statement_mention::Entity, _>(tx, statement_mention::Column::StatementId, retold).await
}

/// Gives the topics and offices of statements the day on which these were said, as it turned out.
async fn redate(tx: &DatabaseTransaction, redated: &[StatementId]) -> Result<()> {
    if redated.is_empty() {
        return Ok(());
    }
    let tenures = statement_office::Entity::delete_many()
        .filter(one_of(tx, statement_office::Column::StatementId, redated))
        .filter(statement_office::Column::Basis.eq(OfficeBasis::Tenure));
    tenures.exec(tx).await.map_err(|error| Error::Write("statement_office", error))?;
    macro_rules! date {
        ($($table:ident),+) => {$(
            let day = Query::select()
                .column((statement::Entity, statement::Column::SaidOn))
                .from(statement::Entity)
                .and_where(Expr::col((statement::Entity, statement::Column::Id)).equals(($table::Entity, $table::Column::StatementId)))
                .take();
            let dated = $table::Entity::update_many()
                .col_expr($table::Column::SaidOn, day.into())
                .filter(one_of(tx, $table::Column::StatementId, redated));
            dated.exec(tx).await.map_err(|error| Error::Write(stringify!($table), error))?;
        )+};
    }
    date!(statement_topic, statement_office);
    in_office::held(tx, one_of(tx, statement::Column::Id, redated)).await
}

/// Writes what statements are about. Where the database and the batch differ the stronger basis holds.
async fn about(writer: &mut Writer<'_>, mut rows: Vec<statement_topic::Model>) -> Result<()> {
    // In the order of the alphabet the bases are article, sentence, words: from the weakest to the strongest.
    const STRONGER: &str = "basis = CASE WHEN excluded.basis > statement_topic.basis THEN excluded.basis \
                            ELSE statement_topic.basis END, \
                            is_inherited = statement_topic.is_inherited AND excluded.is_inherited, \
                            is_editorial = statement_topic.is_editorial AND excluded.is_editorial, \
                            said_on = excluded.said_on, speaker_person_id = excluded.speaker_person_id, \
                            speaker_organization_id = excluded.speaker_organization_id";
    // By topic, as the indexes of the table go: neighbours come to one page.
    rows.sort_by_key(|row| (row.topic_id, row.said_on));
    writer.write(rows, Conflict::Set("statement_id, topic_id", STRONGER)).await
}

/// Points links at articles that came in now, and the links of new articles at those that were there.
async fn resolve_links(
    tx: &DatabaseTransaction,
    told: &HashSet<ArticleId>,
    urls: impl Iterator<Item = &str>,
) -> Result<()> {
    let theirs = one_of(tx, article_link::Column::ArticleId, told);
    let to_them = one_of(tx, article_link::Column::Url, urls);
    let target = Query::select()
        .column((article::Entity, article::Column::Id))
        .from(article::Entity)
        .and_where(
            Expr::col((article::Entity, article::Column::Url))
                .equals((article_link::Entity, article_link::Column::Url)),
        )
        .to_owned();
    let update = article_link::Entity::update_many()
        .col_expr(article_link::Column::TargetId, target.into())
        .filter(article_link::Column::TargetId.is_null())
        .filter(theirs.or(to_them));
    update.exec(tx).await.map_err(|error| Error::Write("article_link", error))?;
    Ok(())
}

/// Inserts rows, or sets `columns` of those whose id is there.
async fn upsert<A>(
    writer: &mut Writer<'_>,
    rows: Vec<A>,
    columns: &[<A::Entity as EntityTrait>::Column],
) -> Result<()>
where
    A: ActiveModelTrait + Send,
{
    let set: Vec<String> =
        columns.iter().map(|column| format!("\"{0}\" = excluded.\"{0}\"", column.as_str())).collect();
    writer.write(rows, Conflict::Set("id", &set.join(", "))).await
}
