//! Asking hosts. In: an address. Out: its bytes, or why there are none. Each host is asked by one request at a time
//! with a pause between two, and only for what its robots.txt allows (RFC 9309); time and size are bounded, and
//! each step of a redirect is a request of its own.

use super::address::PublicResolver;
use super::feeds::Feeds;
use robotxt::{AccessResult, Robots};
use std::collections::HashMap;
use std::io::ErrorKind;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};
use ureq::http::{HeaderMap, Response, StatusCode};
use ureq::unversioned::transport::DefaultConnector;
use ureq::{Agent, Body};
use url::Url;

/// The name that robots.txt knows this program by.
const AGENT: &str = "newsgraph";
/// Steps of a redirect (RFC 9309 asks for five at least).
const REDIRECTS: usize = 5;
/// All of a request, names and redirects aside.
const TIMEOUT: Duration = Duration::from_secs(30);
/// How long a robots.txt is believed (RFC 9309: at most a day).
const ROBOTS_AGE: Duration = Duration::from_hours(24);
/// The longest pause that a robots.txt may ask for and get; a host that asks for more is hardly watched at all.
const LONGEST_PAUSE: Duration = Duration::from_mins(1);

/// Asks hosts.
#[derive(Debug)]
pub(super) struct Fetcher {
    agent: Agent,
    pause: Duration,
    hosts: Mutex<HashMap<String, Arc<Mutex<Host>>>>,
}

/// What is known of a host.
#[derive(Debug, Default)]
struct Host {
    asked: Option<Instant>,
    robots: Option<(Instant, Robots)>,
}

/// What makes a request conditional (RFC 9110, section 13).
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Condition<'c> {
    pub(super) etag: Option<&'c str>,
    pub(super) modified: Option<&'c str>,
}

/// An answer.
#[derive(Debug)]
pub(super) enum Answer {
    /// The document, and where it was found in the end.
    Found(Found),
    /// The same as before.
    NotModified,
    /// Gone for good.
    Gone,
}

/// Why there is no answer.
#[derive(Debug)]
pub(super) enum Failure {
    /// Asking again soon gives the same.
    Refused(String),
    /// The settings keep this program from asking.
    Private(String),
    /// Not now; the host may say how long to wait.
    Later(String, Option<Duration>),
}

/// A document as it was sent.
#[derive(Debug)]
pub(super) struct Found {
    pub(super) url: Url,
    pub(super) bytes: Vec<u8>,
    pub(super) etag: Option<String>,
    pub(super) modified: Option<String>,
}

impl Fetcher {
    pub(super) fn new(feeds: &Feeds) -> Self {
        let config = Agent::config_builder()
            .user_agent(feeds.user_agent())
            .timeout_global(Some(TIMEOUT))
            .timeout_connect(Some(Duration::from_secs(10)))
            .max_redirects(0)
            .max_redirects_will_error(false)
            .http_status_as_error(false)
            // A proxy would resolve names itself, past the check of addresses.
            .proxy(None)
            .build();
        let resolver = PublicResolver::new(feeds.allowed());
        let agent = Agent::with_parts(config, DefaultConnector::default(), resolver);
        Self { agent, pause: feeds.pause(), hosts: Mutex::default() }
    }

    /// Asks for a document. Blocks.
    pub(super) fn fetch(&self, url: &Url, condition: Condition<'_>) -> Result<Answer, Failure> {
        let mut url = url.clone();
        for _ in 0..=REDIRECTS {
            let response = self.ask_politely(&url, condition)?;
            match target(&url, &response) {
                Some(next) => url = next?,
                None => return answer(url, response),
            }
        }
        Err(Failure::Refused(format!("more than {REDIRECTS} redirects")))
    }

    /// One request, when the host's robots.txt allows it and its turn has come.
    fn ask_politely(&self, url: &Url, condition: Condition<'_>) -> Result<Response<Body>, Failure> {
        let origin = url.origin().ascii_serialization();
        let host = self.host(&origin);
        let mut host = host.lock().unwrap_or_else(PoisonError::into_inner);
        if host.robots.as_ref().is_none_or(|(read, _)| read.elapsed() > ROBOTS_AGE) {
            host.wait(self.pause);
            host.robots = Some((Instant::now(), self.robots(url)?));
        }
        let rules = host.robots.as_ref().map(|(_, robots)| robots);
        if rules.is_some_and(|robots| !robots.is_url_allowed(url)) {
            return Err(Failure::Refused(format!("robots.txt of {origin} forbids it")));
        }
        let asked_for = rules.and_then(Robots::crawl_delay).unwrap_or_default();
        host.wait(self.pause.max(asked_for.min(LONGEST_PAUSE)));
        self.ask(url, condition).map_err(|error| failure(&error))
    }

    fn host(&self, origin: &str) -> Arc<Mutex<Host>> {
        let mut hosts = self.hosts.lock().unwrap_or_else(PoisonError::into_inner);
        hosts.entry(origin.to_owned()).or_default().clone()
    }

    /// The rules of a host. Where it has none everything is allowed; where it cannot tell them it is not asked for
    /// anything, and asked again for them the next time.
    fn robots(&self, url: &Url) -> Result<Robots, Failure> {
        let mut url = url.join("/robots.txt").map_err(|error| Failure::Refused(error.to_string()))?;
        for _ in 0..=REDIRECTS {
            let response = self.ask(&url, Condition::default()).map_err(|error| failure(&error))?;
            let status = response.status();
            match target(&url, &response) {
                Some(Ok(next)) => url = next,
                Some(Err(_)) => return Ok(Robots::from_access(AccessResult::Unavailable, AGENT)),
                None if status.is_success() => {
                    let read = Robots::from_reader(response.into_body().into_reader(), AGENT);
                    return read.map_err(|error| Failure::Later(error.to_string(), None));
                }
                None if status.is_client_error() && status != StatusCode::TOO_MANY_REQUESTS => {
                    return Ok(Robots::from_access(AccessResult::Unavailable, AGENT));
                }
                None => {
                    let why = format!("the host answered {status} for its robots.txt");
                    return Err(Failure::Later(why, wait(&response)));
                }
            }
        }
        Ok(Robots::from_access(AccessResult::TooManyRedirects, AGENT))
    }

    fn ask(&self, url: &Url, condition: Condition<'_>) -> Result<Response<Body>, ureq::Error> {
        let mut request = self.agent.get(url.as_str());
        if let Some(etag) = condition.etag {
            request = request.header("If-None-Match", etag);
        }
        if let Some(modified) = condition.modified {
            request = request.header("If-Modified-Since", modified);
        }
        request.call()
    }
}

impl Host {
    /// Waits until the host may be asked again.
    fn wait(&mut self, pause: Duration) {
        if let Some(asked) = self.asked {
            std::thread::sleep(pause.saturating_sub(asked.elapsed()));
        }
        self.asked = Some(Instant::now());
    }
}

/// Where an answer sends the one who asked; only to other addresses of the web.
fn target(url: &Url, response: &Response<Body>) -> Option<Result<Url, Failure>> {
    if !response.status().is_redirection() || response.status() == StatusCode::NOT_MODIFIED {
        return None;
    }
    let location = header(response.headers(), "location");
    let next = location.and_then(|location| url.join(&location).ok());
    let is_web = next.filter(|next| matches!(next.scheme(), "http" | "https"));
    Some(is_web.ok_or_else(|| Failure::Refused("a redirect without an address to go to".to_owned())))
}

fn answer(url: Url, response: Response<Body>) -> Result<Answer, Failure> {
    let status = response.status();
    match status {
        StatusCode::NOT_MODIFIED => return Ok(Answer::NotModified),
        StatusCode::GONE => return Ok(Answer::Gone),
        _ if !status.is_success() => {
            let why = format!("the host answered {status}");
            let is_final = status.is_client_error() && !PASSING.contains(&status);
            return Err(if is_final { Failure::Refused(why) } else { Failure::Later(why, wait(&response)) });
        }
        _ => {}
    }
    let (etag, modified) = (header(response.headers(), "etag"), header(response.headers(), "last-modified"));
    let body = response.into_body().into_with_config().limit(read::LIMIT as u64).read_to_vec();
    let bytes = body.map_err(|error| failure(&error))?;
    Ok(Answer::Found(Found { url, bytes, etag, modified }))
}

/// The client's errors that time mends.
const PASSING: [StatusCode; 3] =
    [StatusCode::REQUEST_TIMEOUT, StatusCode::TOO_EARLY, StatusCode::TOO_MANY_REQUESTS];

/// How long the host asks to wait.
fn wait(response: &Response<Body>) -> Option<Duration> {
    header(response.headers(), "retry-after")?.parse().ok().map(Duration::from_secs)
}

fn header(headers: &HeaderMap, name: &str) -> Option<String> {
    headers.get(name)?.to_str().ok().map(str::to_owned)
}

fn failure(error: &ureq::Error) -> Failure {
    match error {
        ureq::Error::Io(error) if error.kind() == ErrorKind::PermissionDenied => {
            Failure::Private(error.to_string())
        }
        ureq::Error::BodyExceedsLimit(limit) => {
            Failure::Refused(format!("the document is larger than {limit} bytes"))
        }
        ureq::Error::HostNotFound => Failure::Later("the host was not found".to_owned(), None),
        ureq::Error::Timeout(_) => Failure::Later("the host did not answer in time".to_owned(), None),
        other => Failure::Later(other.to_string(), None),
    }
}
