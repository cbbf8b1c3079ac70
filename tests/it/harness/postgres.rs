//! A `PostgreSQL` of the tests' own: `TEST_DATABASE_URL` where it is given, else one started from the installed
//! binaries, on a free port of this machine, never as root, gone with the tests.

use super::leash::leashed;
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::time::{Duration, Instant};

/// The address of a server, without a database's name at its end.
pub(crate) fn address() -> &'static str {
    static ADDRESS: OnceLock<String> = OnceLock::new();
    ADDRESS.get_or_init(|| match std::env::var("TEST_DATABASE_URL") {
        Ok(url) => url.rsplit_once('/').map_or(url.clone(), |(server, _)| server.to_owned()),
        Err(_) => start(),
    })
}

fn start() -> String {
    let cluster = Cluster::start(&["full_page_writes=off"]);
    let address = cluster.address();
    // It lives until the tests end.
    std::mem::forget(cluster);
    address
}

/// A running cluster, gone when it is dropped.
#[derive(Debug)]
pub(crate) struct Cluster {
    folder: PathBuf,
    port: u16,
    held: Child,
}

impl Cluster {
    /// A cluster that replicas can follow.
    pub(crate) fn primary() -> Self {
        Self::start(&["wal_level=replica", "max_wal_senders=4", "hot_standby=on"])
    }

    fn start(settings: &[&str]) -> Self {
        let folder = new_folder();
        let data = folder.join("data");
        // Names order as readers of English expect, not by bytes: what relies on byte order shows itself.
        let sorted = ["--locale-provider=icu", "--icu-locale=en-US", "--locale=C.UTF-8"];
        let plain = ["--locale=C.UTF-8"];
        let (binaries, user) = (installed(), Account::of_server());
        let made = init(&binaries, &data, &user, &sorted) || init(&binaries, &data, &user, &plain);
        assert!(made, "initdb made no cluster in {}", data.display());
        Self::serve(folder, settings)
    }

    /// A copy of this cluster that follows it.
    pub(crate) fn replica(&self) -> Self {
        let folder = new_folder();
        let mut copy = Command::new(installed().join("pg_basebackup"));
        copy.args([
            "-h",
            "127.0.0.1",
            "-U",
            "postgres",
            "-p",
            &self.port.to_string(),
            "-R",
            "-c",
            "fast",
            "-D",
        ]);
        copy.arg(folder.join("data"));
        // It looks for certificates at home, and the server's account may not enter root's.
        copy.env("HOME", &folder);
        Account::of_server().run(&mut copy);
        let made = copy.output().expect("pg_basebackup runs");
        assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
        Self::serve(folder, &["hot_standby=on"])
    }

    fn serve(folder: PathBuf, settings: &[&str]) -> Self {
        let port = free_port();
        let mut server = leashed(installed().join("postgres"), "INT");
        server.arg("-D").arg(folder.join("data")).args(["-p", &port.to_string(), "-k", "", "-F"]);
        server.args(["-c", "listen_addresses=127.0.0.1", "-c", "max_connections=300"]);
        server.args(["-c", "shared_buffers=64MB"]);
        for setting in settings {
            server.args(["-c", setting]);
        }
        let log = std::fs::File::create(folder.join("log")).expect("a log");
        server.stdout(Stdio::null()).stderr(log);
        Account::of_server().run(&mut server);
        let mut held = server.spawn().expect("PostgreSQL starts");
        let begun = Instant::now();
        while TcpStream::connect(("127.0.0.1", port)).is_err() {
            let over = held.try_wait().expect("a status");
            assert!(
                over.is_none() && begun.elapsed() < Duration::from_secs(30),
                "PostgreSQL did not start: {}",
                std::fs::read_to_string(folder.join("log")).unwrap_or_default()
            );
            std::thread::sleep(Duration::from_millis(50));
        }
        remove_after(folder.clone());
        Self { folder, port, held }
    }

    /// The address of the cluster, without a database's name at its end.
    pub(crate) fn address(&self) -> String {
        format!("postgres://postgres@127.0.0.1:{}", self.port)
    }

    /// Ends it.
    pub(crate) fn stop(&mut self) {
        drop(self.held.stdin.take());
        self.held.wait().expect("it ends");
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        self.stop();
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

fn new_folder() -> PathBuf {
    let folder = tempfile::Builder::new().prefix("newsgraph-postgres-").tempdir().expect("a folder");
    Account::of_server().give(folder.path());
    folder.keep()
}

fn installed() -> PathBuf {
    binaries().unwrap_or_else(|| {
        panic!(
            "no PostgreSQL is installed: neither on the PATH nor in /usr/lib/postgresql; install the package \
             postgresql, or set TEST_DATABASE_URL=postgres://USER:PASSWORD@HOST/NAME of a server whose user may \
             create databases"
        )
    })
}

/// The folder with `initdb` and `postgres`: that of the newest version.
fn binaries() -> Option<PathBuf> {
    let on_path = std::env::var_os("PATH").unwrap_or_default();
    let mut folders: Vec<PathBuf> = std::env::split_paths(&on_path).collect();
    let mut packaged: Vec<PathBuf> = std::fs::read_dir("/usr/lib/postgresql")
        .map(|versions| versions.flatten().map(|version| version.path().join("bin")).collect())
        .unwrap_or_default();
    packaged.sort();
    folders.extend(packaged.into_iter().rev());
    let has_both = |folder: &PathBuf| folder.join("initdb").exists() && folder.join("postgres").exists();
    let found = folders.into_iter().find(has_both)?;
    // A link leads to the folder that has all the others.
    std::fs::canonicalize(found.join("initdb")).ok()?.parent().map(Path::to_owned)
}

fn init(binaries: &Path, data: &Path, user: &Account, locale: &[&str]) -> bool {
    let _ = std::fs::remove_dir_all(data);
    let mut init = Command::new(binaries.join("initdb"));
    init.arg("-D").arg(data).args(["-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync"]).args(locale);
    init.stdout(Stdio::null()).stderr(Stdio::null());
    user.run(&mut init);
    init.status().is_ok_and(|status| status.success())
}

fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    listener.local_addr().expect("an address").port()
}

/// Removes the folder once the tests are over.
fn remove_after(folder: PathBuf) {
    let mut remove = Command::new("sh");
    remove.arg("-c").arg("read _; sleep 1; rm -rf \"$1\"").arg("sh").arg(folder);
    let held = remove.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null()).spawn();
    std::mem::forget(held);
}

/// Who runs the server: `PostgreSQL` refuses root.
struct Account {
    ids: Option<(u32, u32)>,
}

impl Account {
    /// This user; under root the packaged account, else nobody.
    fn of_server() -> Self {
        let me = Command::new("id").arg("-u").output().map(|output| output.stdout).unwrap_or_default();
        if String::from_utf8_lossy(&me).trim() != "0" {
            return Self { ids: None };
        }
        let accounts = std::fs::read_to_string("/etc/passwd").unwrap_or_default();
        let of = |name: &str| {
            let line = accounts.lines().find(|line| line.split(':').next() == Some(name))?;
            let mut parts = line.split(':').skip(2);
            Some((parts.next()?.parse().ok()?, parts.next()?.parse().ok()?))
        };
        Self { ids: of("postgres").or_else(|| of("nobody")).or(Some((65_534, 65_534))) }
    }

    fn give(&self, folder: &Path) {
        if let Some((user, group)) = self.ids {
            std::os::unix::fs::chown(folder, Some(user), Some(group)).expect("root may give folders away");
        }
    }

    fn run(&self, command: &mut Command) {
        use std::os::unix::process::CommandExt as _;
        command.current_dir("/");
        if let Some((user, group)) = self.ids {
            command.uid(user).gid(group);
        }
    }
}
