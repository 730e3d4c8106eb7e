//! The desk as the real binary, and somebody who kills it at random moments.

use crate::world::{DPI_REFUSE, TOKEN, WEI, World};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::time::{Duration, Instant};

/// The desk as the real binary.
pub(crate) struct Binary {
    child: Child,
}

impl Binary {
    /// Starts it; what it logs at this level goes to `log`.
    pub(crate) fn start(world: &World, level: &str, log: Stdio) -> Self {
        let folder = world.folder.path();
        let mut command = Command::new(env!("CARGO_BIN_EXE_certdesk"));
        command.arg("--config").arg(concat!(env!("CARGO_MANIFEST_DIR"), "/bot.toml")).arg("run").current_dir(folder);
        for (key, value) in [
            ("TELEGRAM__TOKEN", TOKEN.to_owned()),
            ("TELEGRAM__API_URL", world.sim.api_url()),
            ("TELEGRAM__PACE__ENABLED", "false".to_owned()),
            ("DATABASE__URL", world.database.clone()),
            ("STAFF__GROUP", world.group.to_string()),
            ("STAFF__MEMBERS", format!("[{{ id = {WEI}, name = \"魏审\", roles = [\"administrator\"] }}]")),
            ("ACCOUNTS__PASSWORD__MEMORY", "64".to_owned()),
            ("ACCOUNTS__PASSWORD__PASSES", "1".to_owned()),
            ("SCAN__DPI_REFUSE", format!("{DPI_REFUSE:.1}")),
            ("WEB__LISTEN", "127.0.0.1:0".to_owned()),
            ("LOG__LEVEL", level.to_owned()),
        ] {
            command.env(format!("CERTDESK_{key}"), value);
        }
        Self { child: command.stdout(Stdio::null()).stderr(log).spawn().expect("the binary starts") }
    }

    /// SIGKILL: it is told nothing and finishes nothing.
    pub(crate) fn kill(mut self) {
        self.child.kill().expect("the process can be killed");
        self.child.wait().expect("the process ends");
    }

    /// SIGTERM: it finishes what it holds. Gives its exit code.
    pub(crate) fn ends(mut self) -> Option<i32> {
        let told = Command::new("kill").arg(self.child.id().to_string()).status().expect("kill runs");
        assert!(told.success());
        let begun = Instant::now();
        loop {
            if let Some(status) = self.child.try_wait().expect("the process can be asked") {
                return status.code();
            }
            assert!(begun.elapsed() < Duration::from_mins(1), "the desk did not end within a minute");
            std::thread::sleep(Duration::from_millis(5));
        }
    }
}

/// How many kills are asked for by `CERTDESK_KILLS`.
pub(crate) fn kills_asked_for() -> Option<u32> {
    let asked = std::env::vars().find(|(name, _)| name == "CERTDESK_KILLS");
    asked.map(|(_, count)| count.parse().expect("CERTDESK_KILLS is a number"))
}

/// Starts the desk and kills it, again and again, each time a little later or earlier than the last; at the end it lives.
pub(crate) async fn kill_often(
    world: Arc<World>,
    kills: u32,
    killed: Arc<AtomicU32>,
    finished: Arc<AtomicBool>,
) -> Binary {
    loop {
        let binary = Binary::start(&world, "error", Stdio::inherit());
        if killed.load(Ordering::Acquire) >= kills || finished.load(Ordering::Acquire) {
            return binary;
        }
        // Counted from its first message, so that it is killed at work and not at its start; some are killed there, too.
        let sent = world.sim.sent_total();
        let drawn = certdesk::clock::random();
        let messages = u64::try_from(drawn % 12).unwrap();
        let rest = Duration::from_micros(u64::try_from((drawn >> 64) % 20_000).unwrap());
        let begun = Instant::now();
        while world.sim.sent_total() < sent + messages && begun.elapsed() < Duration::from_secs(3) {
            if finished.load(Ordering::Acquire) {
                return binary;
            }
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        tokio::time::sleep(rest).await;
        binary.kill();
        killed.fetch_add(1, Ordering::AcqRel);
    }
}
