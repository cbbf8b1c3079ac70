//! Asking over HTTP: one connection, kept alive, one question at a time.

use anyhow::{Context as _, bail};
use serde_json::Value;
use std::time::Duration;
use ureq::Agent;
use ureq::config::AutoHeaderValue;

/// A connection to a server of GraphQL.
#[derive(Debug)]
pub(crate) struct Client {
    agent: Agent,
    address: String,
}

impl Client {
    /// A client of `host`, an address with its port.
    pub(crate) fn new(host: &str) -> Self {
        let agent = Agent::config_builder()
            .http_status_as_error(false)
            // Answers are not compressed: what is measured is the making of them.
            .accept_encoding(AutoHeaderValue::None)
            .timeout_global(Some(Duration::from_mins(1)))
            .build();
        Self { agent: agent.into(), address: format!("http://{host}/graphql") }
    }

    /// Sends a body and reads the whole answer.
    pub(crate) fn post(&self, body: &str) -> anyhow::Result<(u16, Vec<u8>)> {
        let request = self.agent.post(&self.address);
        let request = request.header("content-type", "application/json").header("accept", "application/json");
        let mut answer = request.send(body)?;
        let status = answer.status().as_u16();
        Ok((status, answer.body_mut().read_to_vec()?))
    }

    /// Asks and gives `data`; an error in the answer is one here.
    pub(crate) fn ask(&self, body: &str) -> anyhow::Result<Value> {
        let (status, answer) = self.post(body)?;
        let mut answer: Value = serde_json::from_slice(&answer)
            .with_context(|| format!("{status}: {}", String::from_utf8_lossy(&answer)))?;
        if let Some(errors) = answer.get("errors") {
            bail!("{errors}");
        }
        Ok(answer["data"].take())
    }
}
