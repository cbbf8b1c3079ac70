//! Every workload against hand-written SQL and `PostGraphile`, by turns.

use super::store::{Store, peer, serve};
use super::{Run, megabytes, milliseconds};
use crate::answer::check_alike;
use crate::client::Client;
use crate::cluster::Cluster;
use crate::limit;
use crate::load::{Round, load};
use crate::process::Process;
use crate::question::{Questions, Workload, body};
use crate::table::Table;
use serde_json::{Value, json};
use std::path::PathBuf;
use std::time::Duration;

/// Questions whose answers are compared before anything is timed.
const COMPARED: usize = 20;

/// What a server took for a round.
#[derive(Debug, Default)]
struct Taken {
    round: Round,
    server: Duration,
    database: Duration,
    statements: u64,
}

pub(super) fn run(asked: &Run, cluster: &Cluster, store: &Store) -> anyhow::Result<()> {
    let ours = serve(asked, &store.url)?;
    let theirs = if asked.without_peer { None } else { Some(peer(asked, cluster, store)?) };
    let mut table = Table::new(&[
        "workload",
        "connections",
        "who",
        "requests/s",
        "p50 ms",
        "p99 ms",
        "SQL",
        "server ms",
        "database ms",
        "MB",
        "newsgraph is",
    ]);
    for workload in asked.workloads() {
        println!("{}: {}", workload.name, workload.what);
        let mut questions = workload.questions(cluster, &store.database)?;
        if workload.name == "W5" {
            turn_to_the_last_page(&mut questions, &ours, theirs.as_ref())?;
        }
        if let Some(theirs) = &theirs {
            check(&workload, &questions, &ours, theirs)?;
        }
        for &connections in &asked.connections {
            let scene = Scene { asked, cluster, store, connections };
            scene.measure(&workload, &questions, &ours, theirs.as_ref(), &mut table)?;
        }
    }
    println!();
    table.print();
    Ok(())
}

/// An error unless both servers answer the first questions alike.
fn check(workload: &Workload, questions: &Questions, ours: &Process, theirs: &Process) -> anyhow::Result<()> {
    let (us, them) = (Client::new(&ours.host), Client::new(&theirs.host));
    for (our, their) in questions.ours().into_iter().zip(questions.theirs()).take(COMPARED) {
        let question = format!("{} {}", workload.name, our);
        check_alike(&question, &us.ask(&our)?, &them.ask(&their)?)?;
    }
    Ok(())
}

/// Adds the cursors of page 500, or of the middle of a shorter list, to the variables of W5.
pub(super) fn turn_to_the_last_page(
    questions: &mut Questions,
    ours: &Process,
    theirs: Option<&Process>,
) -> anyhow::Result<()> {
    const OURS: &str = "query ($topic: String!, $first: Int!, $after: String) { list: statements(filter: { topic: { slug: $topic } }, \
                        first: $first, after: $after) { totalCount pageInfo { endCursor } } }";
    const THEIRS: &str = "query ($topic: BigInt!, $first: Int!, $after: Cursor) { list: allStatementTopics(condition: { topicId: $topic }, \
                          orderBy: [SAID_ON_DESC, STATEMENT_ID_DESC], first: $first, after: $after) { totalCount pageInfo { endCursor } } }";
    for (our, their) in &mut questions.variables {
        let length = walk(&ours.host, OURS, our, None)?;
        let depth = (499 * 20).min(length / 40 * 20);
        walk(&ours.host, OURS, our, Some(depth))?;
        if let Some(theirs) = theirs {
            walk(&theirs.host, THEIRS, their, Some(depth))?;
        }
    }
    Ok(())
}

/// Walks a list `depth` rows deep and leaves the cursor in the variables. Gives the list's length.
fn walk(host: &str, query: &str, variables: &mut Value, depth: Option<u64>) -> anyhow::Result<u64> {
    let query_without_count = query.replace("totalCount ", "");
    let client = Client::new(host);
    let Some(mut left) = depth else {
        let mut asked = variables.clone();
        asked["first"] = json!(1);
        let answer = client.ask(&body(query, &asked))?;
        return Ok(answer["list"]["totalCount"].as_u64().unwrap_or(0));
    };
    while left > 0 {
        let mut asked = variables.clone();
        asked["first"] = json!(left.min(100));
        let answer = client.ask(&body(&query_without_count, &asked))?;
        variables["after"] = answer["list"]["pageInfo"]["endCursor"].clone();
        left -= left.min(100);
    }
    Ok(0)
}

/// What a workload is measured in.
struct Scene<'r> {
    asked: &'r Run,
    cluster: &'r Cluster,
    store: &'r Store,
    connections: usize,
}

impl Scene<'_> {
    fn measure(
        &self,
        workload: &Workload,
        questions: &Questions,
        ours: &Process,
        theirs: Option<&Process>,
        table: &mut Table,
    ) -> anyhow::Result<()> {
        let (our_bodies, their_bodies) = (questions.ours(), questions.theirs());
        let scripts = workload.scripts(questions).into_iter().map(|(name, script)| {
            let path = self.asked.folder.join(format!("{}-{name}.sql", workload.name));
            std::fs::write(&path, script).map(|()| (name, path, 0.0))
        });
        let mut scripts: Vec<(&str, PathBuf, f64)> = scripts.collect::<std::io::Result<_>>()?;
        // Caches, prepared statements and compiled code are warm in all of them before the first round.
        load(&ours.host, &our_bodies, self.connections, Duration::from_secs(1));
        if let Some(theirs) = theirs {
            load(&theirs.host, &their_bodies, self.connections, Duration::from_secs(2));
        }
        let (mut us, mut them) = (Taken::default(), Taken::default());
        for _ in 0..self.asked.rounds {
            self.take(ours, &our_bodies, &mut us)?;
            if let Some(theirs) = theirs {
                self.take(theirs, &their_bodies, &mut them)?;
            }
            for (_, path, sum) in &mut scripts {
                *sum += limit::rate(
                    self.cluster,
                    &self.store.database,
                    path,
                    self.connections,
                    self.asked.round(),
                )?;
            }
        }
        let rate = us.round.rate();
        table.row(self.row(workload.name, "newsgraph", &us, Some(ours), String::new()));
        if let Some(theirs) = theirs {
            let ratio = format!("{:.2} x", rate / them.round.rate());
            table.row(self.row(workload.name, "PostGraphile", &them, Some(theirs), ratio));
        }
        for (name, _, sum) in scripts {
            let tps = sum / self.asked.rounds as f64;
            let mut row =
                vec![workload.name.to_owned(), self.connections.to_string(), format!("SQL, {name}")];
            row.push(format!("{tps:.0}"));
            row.extend(std::iter::repeat_n(String::new(), 6));
            row.push(format!("{:.2} x", rate / tps));
            table.row(row);
        }
        Ok(())
    }

    /// Adds a round of a server.
    fn take(&self, server: &Process, bodies: &[String], taken: &mut Taken) -> anyhow::Result<()> {
        self.cluster.statements(&self.store.database)?;
        let before = (server.cpu(), self.cluster.process.cpu());
        let round = load(&server.host, bodies, self.connections, self.asked.round());
        taken.server += server.cpu().saturating_sub(before.0);
        taken.database += self.cluster.process.cpu().saturating_sub(before.1);
        taken.statements += self.cluster.statements(&self.store.database)?;
        anyhow::ensure!(round.failed == 0 && round.busy == 0, "{} failed, {} busy", round.failed, round.busy);
        taken.round.add(round);
        Ok(())
    }

    fn row(
        &self,
        workload: &str,
        who: &str,
        taken: &Taken,
        server: Option<&Process>,
        ratio: String,
    ) -> Vec<String> {
        let count = taken.round.times.len().max(1);
        let each = |time: Duration| milliseconds(time / u32::try_from(count).unwrap_or(u32::MAX));
        vec![
            workload.to_owned(),
            self.connections.to_string(),
            who.to_owned(),
            format!("{:.0}", taken.round.rate()),
            milliseconds(taken.round.within(50)),
            milliseconds(taken.round.within(99)),
            format!("{:.1}", taken.statements as f64 / count as f64),
            each(taken.server),
            each(taken.database),
            server.map(megabytes).unwrap_or_default(),
            ratio,
        ]
    }
}
