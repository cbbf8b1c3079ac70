//! What must not differ: the main question on a small and on a large corpus, the last page and the first, `SQLite`
//! and `PostgreSQL`. Two sides by turns.

use super::compare::turn_to_the_last_page;
use super::store::{Store, serve};
use super::{Run, milliseconds};
use crate::cluster::Cluster;
use crate::load::{Round, load};
use crate::process::Process;
use crate::question::WORKLOADS;
use crate::table::Table;
use std::rc::Rc;

/// A server and what it is asked.
struct Side {
    name: String,
    server: Rc<Process>,
    questions: Vec<String>,
}

/// The main question on corpora of two sizes.
pub(super) fn sizes(asked: &Run, cluster: &Cluster, store: &Store) -> anyhow::Result<()> {
    if asked.flat != asked.articles {
        let small = Store::load(asked, cluster, asked.flat)?;
        let side = |store: &Store, articles: usize| {
            main_question(asked, cluster, store, &store.url, format!("{articles} articles"))
        };
        by_turns(asked, "W1", 1, &[side(&small, asked.flat)?, side(store, asked.articles)?]);
    }
    Ok(())
}

/// The first page of a list and page 500.
pub(super) fn pages(asked: &Run, cluster: &Cluster, store: &Store) -> anyhow::Result<()> {
    let server = Rc::new(serve(asked, &store.url)?);
    let mut questions = WORKLOADS[4].questions(cluster, &store.database)?;
    let first = questions.ours();
    turn_to_the_last_page(&mut questions, &server, None)?;
    let side = |name: &str, questions| Side { name: name.to_owned(), server: Rc::clone(&server), questions };
    by_turns(asked, "W5", 1, &[side("page 1", first), side("page 500", questions.ours())]);
    Ok(())
}

/// The main question on both databases.
pub(super) fn sqlite(asked: &Run, cluster: &Cluster, store: &Store) -> anyhow::Result<()> {
    let url = Store::sqlite(asked, asked.articles)?;
    let side = |url: &str, name: &str| main_question(asked, cluster, store, url, name.to_owned());
    by_turns(asked, "W1", 16, &[side(&store.url, "PostgreSQL")?, side(&url, "SQLite")?]);
    Ok(())
}

/// A server on `url` and the main question with the parameters of `store`.
fn main_question(
    asked: &Run,
    cluster: &Cluster,
    store: &Store,
    url: &str,
    name: String,
) -> anyhow::Result<Side> {
    let questions = WORKLOADS[0].questions(cluster, &store.database)?.ours();
    Ok(Side { name, server: Rc::new(serve(asked, url)?), questions })
}

fn by_turns(asked: &Run, workload: &str, connections: usize, sides: &[Side; 2]) {
    let mut rounds = [Round::default(), Round::default()];
    for turn in 0..=asked.rounds {
        for (side, sum) in sides.iter().zip(&mut rounds) {
            let round = load(&side.server.host, &side.questions, connections, asked.round());
            // The first turn warms.
            if turn > 0 {
                sum.add(round);
            }
        }
    }
    let mut table = Table::new(&[
        "workload",
        "connections",
        "on",
        "requests/s",
        "p50 ms",
        "p99 ms",
        "median of the first",
    ]);
    let first = rounds[0].within(50).as_secs_f64();
    for (side, round) in sides.iter().zip(&rounds) {
        let ratio = round.within(50).as_secs_f64() / first;
        table.row(vec![
            workload.to_owned(),
            connections.to_string(),
            side.name.clone(),
            format!("{:.0}", round.rate()),
            milliseconds(round.within(50)),
            milliseconds(round.within(99)),
            format!("{ratio:.2} x"),
        ]);
    }
    table.print();
}
