//! Processes that are measured: started, found out about through /proc, and ended.

use anyhow::Context as _;
use std::fs::{File, read_dir, read_to_string};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// A process that ends when this is dropped.
#[derive(Debug)]
pub(crate) struct Process {
    child: Child,
    pub(crate) host: String,
}

impl Process {
    /// Starts a command that will listen on a port of this machine; its output goes to `log`.
    pub(crate) fn start(mut command: Command, port: u16, log: &Path) -> anyhow::Result<Self> {
        let log_file = File::create(log)?;
        command.stdin(Stdio::null()).stdout(log_file.try_clone()?).stderr(log_file);
        let child = command.spawn().with_context(|| format!("could not start {command:?}"))?;
        let mut process = Self { child, host: format!("127.0.0.1:{port}") };
        let begun = Instant::now();
        while TcpStream::connect(&process.host).is_err() {
            let ended = process.child.try_wait()?;
            if ended.is_some() || begun.elapsed() > Duration::from_mins(1) {
                anyhow::bail!("{command:?} did not start: {}", read_to_string(log).unwrap_or_default());
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        Ok(process)
    }

    pub(crate) fn id(&self) -> u32 {
        self.child.id()
    }

    /// Resident memory in bytes now.
    pub(crate) fn memory(&self) -> u64 {
        let status = read_to_string(format!("/proc/{}/status", self.id())).unwrap_or_default();
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
        let kilobytes = line.and_then(|line| line.split_whitespace().next()?.parse::<u64>().ok());
        kilobytes.unwrap_or(0) * 1024
    }

    /// Time on the CPU so far, its children's included.
    pub(crate) fn cpu(&self) -> Duration {
        family(self.id()).into_iter().map(cpu).sum()
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        // SIGINT: the database's fast shutdown, and an orderly end for the others.
        let _ = Command::new("kill").args(["-INT", &self.id().to_string()]).status();
        let begun = Instant::now();
        while matches!(self.child.try_wait(), Ok(None)) {
            if begun.elapsed() > Duration::from_secs(20) {
                let _ = self.child.kill();
            }
            std::thread::sleep(Duration::from_millis(20));
        }
    }
}

/// A process and those it started.
fn family(id: u32) -> Vec<u32> {
    let mut all = vec![id];
    for entry in read_dir("/proc").into_iter().flatten().flatten() {
        let child = entry.file_name().to_str().and_then(|name| name.parse::<u32>().ok());
        if let Some(child) = child
            && stat(child).get(1).is_some_and(|parent| *parent == u64::from(id))
        {
            all.push(child);
        }
    }
    all
}

/// The numbers behind the name in `/proc/ID/stat`: state (not a number, 0 here), parent, ...
fn stat(id: u32) -> Vec<u64> {
    let stat = read_to_string(format!("/proc/{id}/stat")).unwrap_or_default();
    let behind = stat.rsplit_once(')').map_or("", |(_, behind)| behind);
    behind.split_whitespace().map(|number| number.parse().unwrap_or(0)).collect()
}

fn cpu(id: u32) -> Duration {
    /// `USER_HZ`, 100 on every Linux that is in use.
    const TICK: Duration = Duration::from_millis(10);
    let stat = stat(id);
    let ticks = stat.get(11).unwrap_or(&0) + stat.get(12).unwrap_or(&0);
    TICK * u32::try_from(ticks).unwrap_or(u32::MAX)
}

/// A port that nobody listens on.
pub(crate) fn free_port() -> anyhow::Result<u16> {
    Ok(std::net::TcpListener::bind("127.0.0.1:0")?.local_addr()?.port())
}
