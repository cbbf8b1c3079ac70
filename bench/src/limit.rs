//! The limit: the same answers by hand-written SQL, prepared, through pgbench. In: a script and how many
//! connections. Out: how many answers a second.

use crate::cluster::{Cluster, run};
use anyhow::Context as _;
use std::path::Path;
use std::time::Duration;

/// Transactions a second of a script.
pub(crate) fn rate(
    cluster: &Cluster,
    database: &str,
    script: &Path,
    connections: usize,
    lasting: Duration,
) -> anyhow::Result<f64> {
    let mut pgbench = cluster.tool("pgbench", database);
    pgbench.args(["-n", "-M", "prepared", "-j", &connections.min(2).to_string()]);
    pgbench.args(["-c", &connections.to_string(), "-T", &lasting.as_secs().max(1).to_string()]);
    let told = run(pgbench.arg("-f").arg(script))?;
    let tps =
        told.lines().find_map(|line| line.strip_prefix("tps = ")?.split_whitespace().next()?.parse().ok());
    tps.with_context(|| format!("pgbench told no rate: {told}"))
}
