//! A running server and what it answers.

use super::events::Events;
use super::leash::leashed;
use super::program::clean;
use super::store::{Database, Store};
use serde_json::{Value, json};
use std::io::{BufRead as _, BufReader};
use std::process::{Child, Stdio};
use std::sync::{Arc, Mutex, OnceLock, mpsc};
use std::time::{Duration, Instant};

/// A server of the program, stopped when dropped.
#[derive(Debug)]
pub(crate) struct Server {
    pub(crate) address: String,
    log: Arc<Mutex<Vec<String>>>,
    process: Child,
    agent: ureq::Agent,
}

/// An answer over HTTP.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: ureq::http::HeaderMap,
    pub(crate) body: String,
}

impl Answer {
    /// A header, or nothing.
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    /// The body as JSON.
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|_| panic!("no JSON: {}", self.body))
    }
}

impl Server {
    /// Serves a store.
    pub(crate) fn start(store: &Store, arguments: &[&str]) -> Self {
        Self::start_with(store, arguments, &[])
    }

    /// Serves a store with more in its environment.
    pub(crate) fn start_with(store: &Store, arguments: &[&str], variables: &[(&str, &str)]) -> Self {
        let mut command = leashed(env!("CARGO_BIN_EXE_newsgraph-tested"), "TERM");
        command.args(["serve", "--listen", "127.0.0.1:0"]).args(arguments);
        let all: Vec<(&str, &str)> =
            variables.iter().copied().chain([("DATABASE_URL", store.url.as_str())]).collect();
        clean(&mut command, &all);
        let mut process = command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().expect("it starts");
        let stderr = process.stderr.take().expect("its log");
        let log = Arc::new(Mutex::new(Vec::new()));
        let (send, ready) = mpsc::channel();
        let lines = Arc::clone(&log);
        std::thread::spawn(move || {
            for line in BufReader::new(stderr).lines().map_while(Result::ok) {
                if let Some((_, address)) = line.split_once("the playground is at ") {
                    let address = address.split(['"', ' ']).next().unwrap_or_default();
                    let _ = send.send(address.trim_end_matches('/').to_owned());
                }
                lines.lock().expect("a log").push(line);
            }
        });
        let address = ready.recv_timeout(Duration::from_mins(1)).unwrap_or_else(|_| {
            panic!("the server did not start: {}", log.lock().expect("a log").join("\n"))
        });
        let agent = ureq::Agent::config_builder()
            .http_status_as_error(false)
            .timeout_global(Some(Duration::from_mins(1)))
            .build()
            .into();
        Self { address, log, process, agent }
    }

    /// Serves a store and logs each statement of SQL.
    pub(crate) fn that_tells_its_sql(store: &Store, arguments: &[&str]) -> Self {
        let log = [("NEWSGRAPH_LOG", "info,sqlx=debug"), ("NEWSGRAPH_LOG_FORMAT", "json")];
        Self::start_with(store, arguments, &log)
    }

    /// A server of the sample corpus that all tests share; they only read.
    pub(crate) fn shared(database: Database) -> &'static Self {
        static SHARED: [OnceLock<(Store, Server)>; 2] = [OnceLock::new(), OnceLock::new()];
        let (_, server) = SHARED[usize::from(database == Database::Postgres)].get_or_init(|| {
            let store = Store::with_corpus(database);
            let server = Self::start(&store, &[]);
            (store, server)
        });
        server
    }

    /// Asks and expects no error.
    #[track_caller]
    pub(crate) fn ask(&self, query: &str) -> Value {
        let answer = self.post(&json!({"query": query})).json();
        assert!(answer.get("errors").is_none(), "{query}: {answer}");
        answer["data"].clone()
    }

    /// Asks and expects an error with this code; gives its message.
    #[track_caller]
    pub(crate) fn refuses(&self, query: &str, code: &str) -> String {
        let answer = self.post(&json!({"query": query})).json();
        let error = &answer["errors"][0];
        assert_eq!(error["extensions"]["code"], code, "{query}: {answer}");
        error["message"].as_str().unwrap_or_default().to_owned()
    }

    /// Posts a request.
    pub(crate) fn post(&self, body: &Value) -> Answer {
        self.send(&body.to_string(), "application/json", &[])
    }

    /// Posts a body.
    pub(crate) fn send(&self, body: &str, kind: &str, headers: &[(&str, &str)]) -> Answer {
        let mut request = self.agent.post(format!("{}/graphql", self.address)).header("content-type", kind);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        Self::read(request.send(body))
    }

    /// Listens to a subscription by server-sent events.
    #[track_caller]
    pub(crate) fn listen(&self, body: &Value) -> Events {
        self.listen_as(body, "")
    }

    /// Listens with a value of the header `Authorization`.
    #[track_caller]
    pub(crate) fn listen_as(&self, body: &Value, authorization: &str) -> Events {
        let agent: ureq::Agent = ureq::Agent::config_builder().http_status_as_error(false).build().into();
        let request = agent
            .post(format!("{}/graphql", self.address))
            .header("content-type", "application/json")
            .header("accept", "text/event-stream");
        let request = match authorization {
            "" => request,
            value => request.header("authorization", value),
        };
        let answer = request.send(body.to_string()).expect("the server answers");
        let kind =
            answer.headers().get("content-type").and_then(|kind| kind.to_str().ok()).unwrap_or_default();
        assert!(kind.starts_with("text/event-stream"), "{kind}");
        Events::read(answer.into_body().into_reader())
    }

    /// Gets a path.
    pub(crate) fn get(&self, path: &str, headers: &[(&str, &str)]) -> Answer {
        let mut request = self.agent.get(format!("{}{path}", self.address));
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        Self::read(request.call())
    }

    fn read(answer: Result<ureq::http::Response<ureq::Body>, ureq::Error>) -> Answer {
        let mut answer = answer.expect("the server answers");
        let body = answer.body_mut().read_to_string().unwrap_or_default();
        Answer { status: answer.status().as_u16(), headers: answer.headers().clone(), body }
    }

    /// What was logged so far. Lines come by a pipe: an answer may overtake them, so silence is waited for.
    pub(crate) fn log(&self) -> Vec<String> {
        const SILENCE: Duration = Duration::from_millis(100);
        let count = || self.log.lock().expect("a log").len();
        let mut before = count();
        loop {
            std::thread::sleep(SILENCE);
            let now = count();
            if now == before {
                return self.log.lock().expect("a log").clone();
            }
            before = now;
        }
    }

    /// The SQL that reads, logged so far; only of a server [that tells it](Self::that_tells_its_sql).
    pub(crate) fn sql(&self) -> Vec<String> {
        let lines = self.log();
        let statements = lines.iter().filter_map(|line| {
            let line: Value = serde_json::from_str(line).ok()?;
            let fields = &line["fields"];
            let text = fields["db.statement"].as_str().filter(|text| !text.trim().is_empty());
            let text = text.or_else(|| fields["summary"].as_str())?;
            Some(text.trim().to_owned())
        });
        statements.filter(|text| text.starts_with("SELECT") || text.starts_with("WITH")).collect()
    }

    /// How many rows each statement of SQL gave.
    pub(crate) fn rows_read(&self) -> Vec<u64> {
        let lines = self.log();
        let counts = lines.iter().filter_map(|line| {
            let line: Value = serde_json::from_str(line).ok()?;
            line["fields"]["rows_returned"].as_u64()
        });
        counts.collect()
    }

    /// Forgets what was logged so far.
    pub(crate) fn forget_log(&self) {
        self.log();
        self.log.lock().expect("a log").clear();
    }

    /// Asks the process to end and gives its status.
    pub(crate) fn stop(mut self) -> Option<i32> {
        drop(self.process.stdin.take());
        let begun = Instant::now();
        while begun.elapsed() < Duration::from_secs(20) {
            if let Some(status) = self.process.try_wait().expect("a status") {
                return status.code();
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        panic!("the server did not end: {}", self.log().join("\n"));
    }
}
