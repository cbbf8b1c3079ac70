//! The workloads: the same questions in three dialects, with their parameters. In: the files of a folder of
//! `workloads`. Out: bodies to send, and scripts for pgbench.

use crate::cluster::Cluster;
use anyhow::Context as _;
use serde_json::{Value, json};
use std::fmt::Write as _;

/// A kind of question.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Workload {
    pub(crate) name: &'static str,
    pub(crate) what: &'static str,
    newsgraph: &'static str,
    postgraphile: &'static str,
    parameters: &'static str,
    /// The same answer by hand-written SQL over the tables as they are.
    limit: &'static str,
    /// The same by SQL over the normalised tables alone, where that is compared.
    normalised: Option<&'static str>,
}

macro_rules! workload {
    ($name:literal, $folder:literal, $what:literal, $normalised:expr) => {
        Workload {
            name: $name,
            what: $what,
            newsgraph: include_str!(concat!("../workloads/", $folder, "/newsgraph.graphql")),
            postgraphile: include_str!(concat!("../workloads/", $folder, "/postgraphile.graphql")),
            parameters: include_str!(concat!("../workloads/", $folder, "/parameters.sql")),
            limit: include_str!(concat!("../workloads/", $folder, "/limit.sql")),
            normalised: $normalised,
        }
    };
}

/// All of them.
pub(crate) const WORKLOADS: [Workload; 6] = [
    workload!(
        "W1",
        "w1",
        "the main question: 20 statements by speaker, topic and days, with all around them",
        Some(include_str!("../workloads/w1/normalised.sql"))
    ),
    workload!("W2", "w2", "an article with everything in it", None),
    workload!(
        "W3",
        "w3",
        "a person's page: the latest statements, facets and the total",
        Some(include_str!("../workloads/w3/normalised.sql"))
    ),
    workload!("W4", "w4", "full text with filters", None),
    workload!("W5", "w5", "page 500 by cursor", None),
    workload!("W6", "w6", "50 articles, their quotes, the speakers, five latest statements each", None),
];

/// The questions of a workload for one database.
#[derive(Debug)]
pub(crate) struct Questions {
    newsgraph: &'static str,
    postgraphile: &'static str,
    /// The variables of each question, in both dialects.
    pub(crate) variables: Vec<(Value, Value)>,
    names: Vec<&'static str>,
    numbers: Vec<Vec<String>>,
}

impl Workload {
    /// Draws the parameters from a database.
    pub(crate) fn questions(&self, cluster: &Cluster, database: &str) -> anyhow::Result<Questions> {
        let rows = cluster.rows(database, self.parameters)?;
        anyhow::ensure!(!rows.is_empty(), "{}: the corpus is too small for its questions", self.name);
        let variables = rows.iter().map(|row| {
            let of = |at: usize| serde_json::from_str(row.get(at).context("a column")?).context("variables");
            Ok((of(0)?, of(1)?))
        });
        let variables: anyhow::Result<Vec<(Value, Value)>> = variables.collect();
        Ok(Questions {
            newsgraph: self.newsgraph,
            postgraphile: self.postgraphile,
            variables: variables?,
            names: names(self.parameters),
            numbers: rows.into_iter().map(|row| row.into_iter().skip(2).collect()).collect(),
        })
    }

    /// Scripts for pgbench: the limit, and the normalised tables where they are compared.
    pub(crate) fn scripts(&self, questions: &Questions) -> Vec<(&'static str, String)> {
        let all = [("limit", Some(self.limit)), ("normalised", self.normalised)];
        let all = all.into_iter().filter_map(|(name, sql)| Some((name, sql?)));
        all.map(|(name, sql)| (name, questions.script(sql))).collect()
    }
}

/// The names behind AS in the first SELECT, from the third column on.
fn names(sql: &'static str) -> Vec<&'static str> {
    let select = sql.split("\nFROM").next().unwrap_or_default();
    let numbers = select.rsplit("json_build_object").next().unwrap_or_default();
    let named = numbers.split(" AS ").skip(1);
    named.filter_map(|rest| rest.split([',', '\n', ' ']).next()).collect()
}

impl Questions {
    /// The bodies to send to newsgraph.
    pub(crate) fn ours(&self) -> Vec<String> {
        self.variables.iter().map(|(ours, _)| body(self.newsgraph, ours)).collect()
    }

    /// The bodies to send to `PostGraphile`.
    pub(crate) fn theirs(&self) -> Vec<String> {
        self.variables.iter().map(|(_, theirs)| body(self.postgraphile, theirs)).collect()
    }

    /// A script that asks one of the questions by chance, its numbers chosen by pgbench itself.
    fn script(&self, sql: &str) -> String {
        let mut script = format!("\\set n random(1, {})\n", self.numbers.len());
        let mut sql = sql.trim_end().to_owned();
        for (at, name) in self.names.iter().enumerate() {
            let values: Vec<&str> =
                self.numbers.iter().map(|row| row.get(at).map_or("0", String::as_str)).collect();
            if values.iter().all(|value| value.parse::<i64>().is_ok()) {
                let _ = write!(script, "\\set {name} case");
                for (number, value) in values.iter().enumerate() {
                    let _ = write!(script, " when :n = {} then {value}", number + 1);
                }
                script.push_str(" else 0 end\n");
            } else {
                // pgbench's variables are numbers: a text is chosen by its number.
                let quoted: Vec<String> = values.iter().map(|value| format!("'{value}'")).collect();
                sql = sql.replace(&format!(":{name}"), &format!("(ARRAY[{}])[:n]", quoted.join(", ")));
            }
        }
        format!("{script}{};\n", sql.replace('\n', " "))
    }
}

/// A request as GraphQL over HTTP has it.
pub(crate) fn body(query: &str, variables: &Value) -> String {
    json!({ "query": query, "variables": variables }).to_string()
}

#[cfg(test)]
mod tests {
    use super::{WORKLOADS, names};

    #[test]
    fn every_variable_of_a_script_has_a_column() {
        for workload in WORKLOADS {
            let names = names(workload.parameters);
            for name in &names {
                let is_used = [Some(workload.limit), workload.normalised];
                let mut scripts = is_used.into_iter().flatten();
                assert!(scripts.any(|sql| sql.contains(&format!(":{name}"))), "{}: {name}", workload.name);
            }
            let used = workload
                .limit
                .split(':')
                .skip(1)
                .filter(|rest| rest.starts_with(|c: char| c.is_ascii_lowercase()));
            for rest in used {
                let name = rest.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
                assert!(names.contains(&name), "{}: {name}", workload.name);
            }
        }
    }
}
