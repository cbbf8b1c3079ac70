//! `newsgraph token`: tokens of those who may write.

use super::Clock;
use crate::config::Store;
use crate::database::{check_there, close};
use crate::say::say;
use crate::{check_schema, migrate, open};
use anyhow::{Context as _, bail};
use chrono::NaiveDate;
use clap::{Args, Subcommand, ValueEnum};
use entity::Role;
use ingest::token;
use std::io::{self, Write as _, stdout};
use std::process::ExitCode;

/// Makes, lists and revokes tokens.
#[derive(Debug, Args)]
#[command(
    after_help = "Roles: reader asks, where asking needs a token; ingester sends documents; editor corrects records; \
                  admin may do all of it.\n\nExamples:\n  newsgraph token create desk --role editor --expires-on \
                  2027-12-31\n  newsgraph token list\n  newsgraph token revoke desk"
)]
pub(crate) struct Token {
    #[command(flatten)]
    store: Store,
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// Make a token and print its secret, this once: only its hash is kept.
    #[command(after_help = "Examples:\n  newsgraph token create desk --role editor\n  \
                            newsgraph token create wire --role ingester --expires-on 2027-12-31")]
    Create {
        /// Who holds it: the name stands beside what it changes.
        #[arg(value_parser = name)]
        name: String,
        /// What it may do.
        #[arg(long)]
        role: RoleName,
        /// Its last day in UTC, as in 2027-12-31; without one it holds until it is revoked.
        #[arg(long)]
        expires_on: Option<NaiveDate>,
    },
    /// List all tokens, without their secrets.
    #[command(after_help = "Example:\n  newsgraph token list")]
    List,
    /// Take a token back, at once.
    #[command(after_help = "Example:\n  newsgraph token revoke desk")]
    Revoke {
        /// Its name.
        name: String,
    },
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum RoleName {
    Reader,
    Ingester,
    Editor,
    Admin,
}

impl RoleName {
    fn role(self) -> Role {
        match self {
            Self::Reader => Role::Reader,
            Self::Ingester => Role::Ingester,
            Self::Editor => Role::Editor,
            Self::Admin => Role::Admin,
        }
    }
}

fn name(text: &str) -> Result<String, String> {
    const LONGEST: usize = 60;
    let is_name = !text.trim().is_empty() && text.trim() == text && text.chars().count() <= LONGEST;
    let is_plain = !text.chars().any(char::is_control);
    if is_name && is_plain {
        return Ok(text.to_owned());
    }
    Err(format!("a token's name has between 1 and {LONGEST} characters and no blanks around it"))
}

impl Token {
    pub(crate) async fn run(self, clock: Clock) -> anyhow::Result<ExitCode> {
        if !matches!(self.action, Action::Create { .. }) {
            check_there(&self.store.database_url)?;
        }
        migrate(&self.store.database_url).await?;
        let database = open(&self.store.database_url, self.store.pool()).await?;
        check_schema(&database).await?;
        match self.action {
            Action::Create { name, role, expires_on } => {
                let now = clock();
                if expires_on.is_some_and(|day| day < now.date_naive()) {
                    bail!("--expires-on lies in the past; give today ({}) or a later day", now.date_naive());
                }
                let made = token::create(&database, &name, role.role(), expires_on, now).await?;
                let secret = made.with_context(|| {
                    format!("there was a token {name:?} before, and names are not used twice; choose another")
                })?;
                writeln!(stdout(), "{secret}")?;
                say("Keep it: it is shown this once. Send it as: Authorization: Bearer {the line above}");
            }
            Action::List => list(&token::list(&database).await?, clock().date_naive())?,
            Action::Revoke { name } => {
                if !token::revoke(&database, &name, clock()).await? {
                    bail!("there is no token {name:?} that still holds; see newsgraph token list");
                }
                say(format!("The token {name:?} is revoked."));
            }
        }
        close(database).await?;
        Ok(ExitCode::SUCCESS)
    }
}

fn list(tokens: &[entity::api_token::Model], today: NaiveDate) -> io::Result<()> {
    if tokens.is_empty() {
        say("There are no tokens, so nothing can be written through the API.");
        return Ok(());
    }
    let mut output = stdout().lock();
    writeln!(output, "{:<24} {:<9} {:<11} {:<11} state", "name", "role", "created on", "expires on")?;
    for row in tokens {
        let role = format!("{:?}", row.role).to_lowercase();
        let expires = row.expires_on.map_or("never".to_owned(), |day| day.to_string());
        let state = match (row.revoked_at, row.expires_on) {
            (Some(at), _) => format!("revoked on {}", at.date_naive()),
            (None, Some(day)) if day < today => "expired".to_owned(),
            _ => "holds".to_owned(),
        };
        // A day alone does not mind the width that is asked for.
        let created = row.created_at.date_naive().to_string();
        writeln!(output, "{:<24} {role:<9} {created:<11} {expires:<11} {state}", row.name)?;
    }
    Ok(())
}
