//! The main question under strain: while a writer loads documents at full speed, and from far more connections than
//! the server has room for.

use super::store::{Store, corpus, program, serve};
use super::{Run, megabytes, milliseconds};
use crate::cluster::Cluster;
use crate::load::{Round, load};
use crate::process::Process;
use crate::question::WORKLOADS;
use crate::table::Table;
use std::process::{Child, Stdio};
use std::time::Duration;

const HEAD: [&str; 8] = ["W1", "connections", "requests/s", "p50 ms", "p99 ms", "busy", "failed", "MB"];

/// With and without a writer beside it.
pub(super) fn writer(asked: &Run, cluster: &Cluster, store: &Store) -> anyhow::Result<()> {
    const CONNECTIONS: usize = 64;
    let (server, questions) = begin(asked, cluster, store)?;
    // Articles that no run loads otherwise; what a run leaves half loaded the next goes on with.
    let more = corpus(asked, 10_000_000..10_000_000 + asked.articles.min(100_000))?;
    load(&server.host, &questions, CONNECTIONS, asked.round());
    let (mut alone, mut beside) = (Round::default(), Round::default());
    for _ in 0..asked.rounds {
        alone.add(load(&server.host, &questions, CONNECTIONS, asked.round()));
        let mut import = program(asked, &store.url)?;
        import.arg("import").arg(&more).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        let mut import: Child = import.spawn()?;
        beside.add(load(&server.host, &questions, CONNECTIONS, asked.round()));
        let is_over = import.try_wait()?.is_some();
        if is_over {
            println!("the writer was done before the round was; take a larger corpus");
        }
        import.kill()?;
        import.wait()?;
    }
    let mut table = Table::new(&HEAD);
    table.row(row("alone", CONNECTIONS, &alone, &server));
    table.row(row("beside a writer", CONNECTIONS, &beside, &server));
    table.print();
    let ratio = beside.within(99).as_secs_f64() / alone.within(99).as_secs_f64();
    println!("p99 beside a writer: {ratio:.2} times that without\n");
    Ok(())
}

/// Before, during and after an overload.
pub(super) fn overload(asked: &Run, cluster: &Cluster, store: &Store) -> anyhow::Result<()> {
    const MANY: usize = 500;
    const FEW: usize = 16;
    let (server, questions) = begin(asked, cluster, store)?;
    load(&server.host, &questions, FEW, asked.round());
    let mut table = Table::new(&HEAD);
    let before = load(&server.host, &questions, FEW, asked.round());
    table.row(row("before", FEW, &before, &server));
    let during = load(&server.host, &questions, MANY, asked.round() * 2);
    table.row(row("overload", MANY, &during, &server));
    for second in 1..=5 {
        let after = load(&server.host, &questions, FEW, Duration::from_secs(1));
        table.row(row(&format!("second {second} after"), FEW, &after, &server));
    }
    table.print();
    Ok(())
}

fn begin(asked: &Run, cluster: &Cluster, store: &Store) -> anyhow::Result<(Process, Vec<String>)> {
    let questions = WORKLOADS[0].questions(cluster, &store.database)?;
    Ok((serve(asked, &store.url)?, questions.ours()))
}

fn row(name: &str, connections: usize, round: &Round, server: &Process) -> Vec<String> {
    vec![
        name.to_owned(),
        connections.to_string(),
        format!("{:.0}", round.rate()),
        milliseconds(round.within(50)),
        milliseconds(round.within(99)),
        round.busy.to_string(),
        round.failed.to_string(),
        megabytes(server),
    ]
}
