//! Statements as JSONL. The filter is that of the API's `statements`, and so is the answer: one line a statement, in
//! the order of the day. Any number of them, in constant memory.

use crate::hot::Hot;
use crate::loader::Reads;
use crate::reader::Databases;
use crate::schema::{Schema, schema};
use anyhow::bail;
use async_graphql::{Request, Variables};
use clap::Args;
use sea_orm::DatabaseConnection;
use serde_json::{Map, Value, json};
use std::io::Write;

/// Which statements are written; all flags together when there are several.
#[derive(Clone, Debug, Default, Args)]
pub(crate) struct Which {
    /// Write statements, not articles.
    #[arg(long)]
    statements: bool,
    /// The JSON of a `StatementFilter`, as the API takes it.
    #[arg(long, value_name = "JSON", value_parser = object)]
    filter: Option<Map<String, Value>>,
    /// Said by this person or organization.
    #[arg(long, value_name = "SLUG")]
    speaker: Option<String>,
    /// Said by whoever held this office that day.
    #[arg(long, value_name = "SLUG")]
    office: Option<String>,
    /// About this topic or a narrower one.
    #[arg(long, value_name = "SLUG")]
    topic: Option<String>,
    /// Printed by this organization.
    #[arg(long, value_name = "SLUG")]
    publisher: Option<String>,
    /// Said on this day or later: YYYY-MM-DD.
    #[arg(long, value_name = "DAY")]
    from: Option<String>,
    /// Said on this day or earlier: YYYY-MM-DD.
    #[arg(long, value_name = "DAY")]
    to: Option<String>,
    /// Its words hold these: words, "phrases", OR, -not and prefix*.
    #[arg(long, value_name = "QUERY")]
    text: Option<String>,
}

fn object(text: &str) -> Result<Map<String, Value>, String> {
    serde_json::from_str(text)
        .map_err(|error| format!("{error}; write it as in {{\"speaker\": {{\"slug\": \"marco-rubio\"}}}}"))
}

impl Which {
    /// Whether statements are asked for; any flag does.
    pub(super) fn wants_statements(&self) -> bool {
        self.statements || self.filter.is_some() || !self.flags().is_empty()
    }

    fn flags(&self) -> Map<String, Value> {
        let mut flags = Map::new();
        let records = [
            ("speaker", &self.speaker),
            ("office", &self.office),
            ("topic", &self.topic),
            ("publisher", &self.publisher),
        ];
        for (name, slug) in records {
            flags.extend(slug.as_ref().map(|slug| (name.to_owned(), json!({"slug": slug}))));
        }
        if self.from.is_some() || self.to.is_some() {
            flags.insert("said".to_owned(), json!({"from": self.from, "to": self.to}));
        }
        flags.extend(self.text.as_ref().map(|text| ("text".to_owned(), json!(text))));
        flags
    }

    /// As the API takes it.
    fn value(&self) -> Value {
        let flags = self.flags();
        match &self.filter {
            None => Value::Object(flags),
            Some(filter) if flags.is_empty() => Value::Object(filter.clone()),
            Some(filter) => json!({"and": [filter, flags]}),
        }
    }
}

/// What is written of each statement.
const QUESTION: &str = "
query Export($filter: StatementFilter, $after: String) {
  statements(filter: $filter, orderBy: { field: SAID_ON, direction: ASC }, first: 100, after: $after) {
    nodes {
      id text kind saidOn saidPrecision saidBasis language firstAppearedAt quoteCount status confidence
      speaker { __typename id name slug }
      speakerPrinted
      spokenAs { printed heldThen qualifier basis office { slug title jurisdiction { slug } } }
      topics { topic { slug } basis inherited }
      mentions { printed entity { __typename slug } }
      quotes(first: 100) {
        nodes {
          text kind match spans { start end } cue attribution officePrinted rule extractorVersion confidence
          version { number } article { url headline publishedAt publisher { slug } }
        }
      }
    }
    pageInfo { hasNextPage endCursor }
  }
}";

/// Writes the statements that match.
pub(super) async fn write(
    database: &DatabaseConnection,
    filter: &Which,
    output: &mut impl Write,
) -> anyhow::Result<()> {
    let schema = schema();
    let mut variables = json!({"filter": filter.value(), "after": null});
    loop {
        let page = page(&schema, database, variables.clone()).await?;
        let nodes = page["nodes"].as_array().map(Vec::as_slice).unwrap_or_default();
        for node in nodes {
            writeln!(output, "{}", line(node))?;
        }
        if page["pageInfo"]["hasNextPage"] != true {
            return Ok(());
        }
        variables["after"] = page["pageInfo"]["endCursor"].clone();
    }
}

/// A statement with its quotes as a plain list.
fn line(node: &Value) -> Value {
    let mut line = node.clone();
    line["quotes"] = line["quotes"]["nodes"].take();
    line
}

async fn page(schema: &Schema, database: &DatabaseConnection, variables: Value) -> anyhow::Result<Value> {
    let reads = Reads::new(Databases::new(database.clone(), None).reader(None), Hot::none());
    let request = Request::new(QUESTION).variables(Variables::from_json(variables)).data(reads.clone());
    let response = reads.run(schema.execute(request)).await;
    if let Some(error) = response.errors.first() {
        bail!("{}", error.message);
    }
    let mut data = response.data.into_json()?;
    Ok(data["statements"].take())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn flags_are_a_filter_of_the_api() {
        let filter = Which {
            filter: Some(object(r#"{"kind": ["DIRECT"]}"#).expect("an object")),
            speaker: Some("ada".to_owned()),
            from: Some("2026-01-01".to_owned()),
            ..Which::default()
        };
        assert_eq!(
            filter.value(),
            json!({"and": [
                {"kind": ["DIRECT"]},
                {"speaker": {"slug": "ada"}, "said": {"from": "2026-01-01", "to": null}},
            ]})
        );
        assert!(filter.wants_statements());
        let flags = Which { filter: None, ..filter };
        assert_eq!(flags.value()["speaker"]["slug"], "ada");
        assert!(!Which::default().wants_statements());
        assert!(Which { statements: true, ..Which::default() }.wants_statements());
        assert!(object("[]").is_err());
    }
}
