//! A throw-away PostgreSQL cluster from the installed binaries. A machine without them fails the tests; they are never skipped.

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

/// A running cluster in a temporary folder; stopped and deleted on drop.
pub(crate) struct Cluster {
    server: Child,
    folder: tempfile::TempDir,
    binaries: PathBuf,
    count: AtomicU32,
}

impl Cluster {
    /// Makes a cluster and waits until it answers.
    pub(crate) fn start() -> Self {
        let binaries = binaries();
        let folder = tempfile::Builder::new().prefix("desk-pg-").tempdir().expect("a temporary folder");
        if let Some(user) = other_user() {
            succeed(Command::new("chown").arg(user).arg(folder.path()));
        }
        let data = folder.path().join("data");
        let mut initdb = as_user(&binaries.join("initdb"));
        initdb.arg("-D").arg(&data).args(["-U", "desk", "--auth=trust", "--no-sync", "-E", "UTF8", "--locale=C"]);
        succeed(&mut initdb);
        let mut postgres = as_user(&binaries.join("postgres"));
        postgres.arg("-D").arg(&data).arg("-k").arg(folder.path());
        for setting in ["listen_addresses=", "fsync=off", "synchronous_commit=off", "full_page_writes=off"] {
            postgres.arg("-c").arg(setting);
        }
        let server = postgres.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("postgres starts");
        let cluster = Self { server, folder, binaries, count: AtomicU32::new(0) };
        cluster.wait();
        cluster
    }

    fn wait(&self) {
        let begun = Instant::now();
        while !self.psql("postgres", "SELECT 1").status().is_ok_and(|status| status.success()) {
            assert!(begun.elapsed() < Duration::from_secs(30), "PostgreSQL did not answer within 30 s");
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    fn psql(&self, database: &str, sql: &str) -> Command {
        let mut psql = Command::new(self.binaries.join("psql"));
        psql.arg("-h").arg(self.folder.path()).args(["-U", "desk", "-d", database, "-c", sql]);
        psql.stdout(Stdio::null()).stderr(Stdio::null());
        psql
    }

    /// The address of a new, empty database.
    pub(crate) fn database(&self) -> String {
        let name = format!("desk{}", self.count.fetch_add(1, Ordering::Relaxed));
        succeed(&mut self.psql("postgres", &format!("CREATE DATABASE {name}")));
        format!("postgres://desk@localhost/{name}?host={}", self.folder.path().display())
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        let mut stop = as_user(&self.binaries.join("pg_ctl"));
        stop.args(["stop", "-m", "immediate", "-D"]).arg(self.folder.path().join("data"));
        let stopped = stop.stdout(Stdio::null()).stderr(Stdio::null()).status();
        if !stopped.is_ok_and(|status| status.success()) {
            drop(self.server.kill());
        }
        drop(self.server.wait());
    }
}

/// The newest installed version's programs.
fn binaries() -> PathBuf {
    let all_there =
        |folder: &PathBuf| ["initdb", "postgres", "pg_ctl", "psql"].iter().all(|p| folder.join(p).is_file());
    let on_path = std::env::split_paths(&std::env::var_os("PATH").unwrap_or_default()).find(all_there);
    let installed = || {
        let mut versions: Vec<PathBuf> = std::fs::read_dir("/usr/lib/postgresql")
            .into_iter()
            .flatten()
            .filter_map(|entry| Some(entry.ok()?.path().join("bin")))
            .filter(all_there)
            .collect();
        versions.sort();
        versions.pop()
    };
    on_path
        .or_else(installed)
        .expect("PostgreSQL is not installed: `apt-get install postgresql` (it is used, never skipped)")
}

/// PostgreSQL refuses to run as root, so root hands it to somebody else.
fn other_user() -> Option<&'static str> {
    let id = Command::new("id").arg("-u").output().expect("id runs");
    if id.stdout.trim_ascii() != b"0" {
        return None;
    }
    let known = |user: &&&str| Command::new("id").arg(user).output().is_ok_and(|found| found.status.success());
    ["postgres", "nobody"].iter().find(known).copied()
}

fn as_user(program: &Path) -> Command {
    match other_user() {
        Some(user) => {
            let mut command = Command::new("runuser");
            command.args(["-u", user, "--"]).arg(program);
            command
        }
        None => Command::new(program),
    }
}

fn succeed(command: &mut Command) {
    let done = command.output().expect("the program runs");
    assert!(done.status.success(), "{command:?}: {}", String::from_utf8_lossy(&done.stderr));
}
