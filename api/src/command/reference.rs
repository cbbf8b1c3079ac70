//! `newsgraph reference import`: people with their offices, places and topics from others' files.

use super::ingest::{explain, ready};
use crate::config::Store;
use crate::database::close;
use crate::say::say;
use anyhow::Context as _;
use clap::{Args, Subcommand};
use ingest::reference::Count;
use std::fs::File;
use std::io::BufReader;
use std::path::PathBuf;
use std::process::ExitCode;

/// Works with reference data.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  newsgraph reference import legislators-current.yaml executive.yaml")]
pub(crate) struct Reference {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Debug, Subcommand)]
enum Verb {
    /// Read files of reference data into the database; the same again changes nothing.
    #[command(
        after_help = "Formats, found by content: Popolo JSON; legislators, presidents and committees of \
                            unitedstates/congress-legislators in JSON or YAML; GeoNames as JSON; IPTC Media Topics as \
                            JSON-LD. Files may be packed (gz, zst, bz2). Files that refer to each other belong into one \
                            command.\n\nExamples:\n  newsgraph reference import legislators-current.yaml executive.yaml\n  \
                            newsgraph reference import people.json ministers.json.gz"
    )]
    Import(Import),
}

#[derive(Debug, Args)]
struct Import {
    #[command(flatten)]
    store: Store,
    /// The files.
    #[arg(required = true)]
    files: Vec<PathBuf>,
}

impl Reference {
    pub(crate) async fn run(self) -> anyhow::Result<ExitCode> {
        let Verb::Import(import) = self.verb;
        let mut reference = read::reference::Reference::default();
        for path in &import.files {
            let name = path.display().to_string();
            let file = File::open(path).with_context(|| format!("could not read {name}"))?;
            reference.add(BufReader::new(file), &name)?;
        }
        let database = ready(&import.store).await?;
        let imported = ingest::reference::import(&database, &reference).await.map_err(explain)?;
        close(database).await?;
        for note in &reference.notes {
            say(format!("note: {note}"));
        }
        if imported.strangers > 0 {
            say(format!(
                "note: {} memberships name people or organizations that neither these files nor the database describe; \
                 import the file that describes them together with this one",
                imported.strangers
            ));
        }
        for (what, Count { created, matched }) in [
            ("people", imported.people),
            ("organizations", imported.organizations),
            ("offices", imported.offices),
            ("tenures", imported.tenures),
            ("places", imported.places),
            ("topics", imported.topics),
        ] {
            if created + matched > 0 {
                say(format!("{what}: {created} created, {matched} matched"));
            }
        }
        Ok(ExitCode::SUCCESS)
    }
}
