//! One run: everything is started, loaded, compared and measured here, in short rounds by turns, since what else the
//! machine does changes from minute to minute and a ratio of rounds side by side does not.

mod compare;
mod flat;
mod store;
mod strain;

use crate::cluster::Cluster;
use crate::process::Process;
use crate::question::WORKLOADS;
use clap::{Args, ValueEnum};
use std::path::PathBuf;
use std::time::Duration;
use store::Store;

/// Load a corpus, check that all answer alike, measure, and print a table.
#[derive(Debug, Args)]
pub(crate) struct Run {
    /// How many articles, each with four statements.
    #[arg(long, default_value_t = 10_000)]
    articles: usize,
    /// Where databases, corpora and logs are kept between runs.
    #[arg(long, default_value = "target/bench")]
    folder: PathBuf,
    /// The program to measure; the one beside this program when left out.
    #[arg(long)]
    newsgraph: Option<PathBuf>,
    /// Seconds of a round.
    #[arg(long, default_value_t = 4)]
    seconds: u64,
    /// Rounds of each.
    #[arg(long, default_value_t = 3)]
    rounds: usize,
    /// Connections that ask at once.
    #[arg(long, value_delimiter = ',', default_value = "1,16,64")]
    connections: Vec<usize>,
    /// Workloads, as in W1,W3; all when left out.
    #[arg(long, value_delimiter = ',')]
    workloads: Vec<String>,
    /// What is measured; all when left out.
    #[arg(long, value_delimiter = ',')]
    only: Vec<Part>,
    /// Leave `PostGraphile` out.
    #[arg(long)]
    without_peer: bool,
    /// The size of the corpus that the main question is compared with to see how flat it is.
    #[arg(long, default_value_t = 10_000)]
    flat: usize,
}

/// The parts of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Part {
    /// Every workload against hand-written SQL and `PostGraphile`.
    Compare,
    /// The main question on corpora of two sizes, and the last page against the first.
    Flat,
    /// The main question on `SQLite` against `PostgreSQL`.
    Sqlite,
    /// The main question while a writer loads documents at full speed.
    Writer,
    /// Far more connections than the server has room for.
    Overload,
}

impl Run {
    pub(crate) fn run(mut self) -> anyhow::Result<()> {
        std::fs::create_dir_all(&self.folder)?;
        // The processes that are started have working folders of their own.
        self.folder = self.folder.canonicalize()?;
        let cluster = Cluster::start(&self.folder)?;
        let store = Store::load(&self, &cluster, self.articles)?;
        if self.wants(Part::Compare) {
            compare::run(&self, &cluster, &store)?;
        }
        if self.wants(Part::Flat) {
            flat::sizes(&self, &cluster, &store)?;
            flat::pages(&self, &cluster, &store)?;
        }
        if self.wants(Part::Sqlite) {
            flat::sqlite(&self, &cluster, &store)?;
        }
        if self.wants(Part::Writer) {
            strain::writer(&self, &cluster, &store)?;
        }
        if self.wants(Part::Overload) {
            strain::overload(&self, &cluster, &store)?;
        }
        Ok(())
    }

    fn wants(&self, part: Part) -> bool {
        self.only.is_empty() || self.only.contains(&part)
    }

    fn round(&self) -> Duration {
        Duration::from_secs(self.seconds)
    }

    /// The workloads that were asked for.
    fn workloads(&self) -> impl Iterator<Item = crate::question::Workload> {
        let is_asked = |name: &str| {
            self.workloads.is_empty() || self.workloads.iter().any(|asked| asked.eq_ignore_ascii_case(name))
        };
        WORKLOADS.into_iter().filter(move |workload| is_asked(workload.name))
    }

    /// The program to measure.
    fn newsgraph(&self) -> anyhow::Result<PathBuf> {
        if let Some(given) = &self.newsgraph {
            return Ok(given.clone());
        }
        let beside = std::env::current_exe()?.with_file_name("newsgraph");
        anyhow::ensure!(beside.exists(), "build it first: cargo build --release -p api -p bench");
        Ok(beside)
    }
}

/// A table's cell for a time.
fn milliseconds(time: Duration) -> String {
    format!("{:.2}", time.as_secs_f64() * 1_000.0)
}

/// A table's cell for memory.
fn megabytes(process: &Process) -> String {
    format!("{:.0}", process.memory() as f64 / 1_048_576.0)
}
