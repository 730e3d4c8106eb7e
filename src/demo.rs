//! The demo: a desk in a local Telegram, and a page on which one person plays every part. Ends with the terminal's Ctrl-C.

use crate::domain::rules::Lang;
use crate::gateway::Tray;
use crate::gateway::courier::Pace;
use crate::local::cast::{BOT, Cast};
use crate::local::{Local, Opening, slip_lines};
use std::net::SocketAddr;

/// Units with certificates on file, for trying more than one applicant.
const UNITS: u32 = 3;

/// How the demo is opened.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    pub listen: SocketAddr,
    pub staff_lang: Lang,
    /// The legal person is proved at an identity provider, in place of the video.
    pub identity: bool,
}

/// Prints each slip as it comes, for ever.
async fn read_out(tray: &Tray) {
    let mut read = 0;
    loop {
        for slip in tray.next(read).await {
            println!("{}", slip_lines(&slip));
            read += 1;
        }
    }
}

/// Opens the demo and keeps it open until `stop` is ready.
pub async fn run(options: Options, stop: impl Future<Output = ()>) -> anyhow::Result<()> {
    let Options { listen, staff_lang, identity } = options;
    anyhow::ensure!(listen.ip().is_loopback(), "the demo stays on this machine: listen on 127.0.0.1");
    let cast = Cast::of(1, UNITS)?;
    let local = Local::open(&cast, Opening { listen, page: true, staff_lang, pace: Pace::Watched, identity }).await?;
    println!("Certdesk demo: open {} in a browser.", local.sim.page_url());
    println!();
    println!(
        "  The applicant, the legal person and the staff group are side by side; everything stays on this machine."
    );
    println!("  Write /start to @{BOT}. When it asks, register one of these units; their certificates are on file:");
    for unit in &cast.units {
        println!("    {}   {}", unit.uscc, unit.name);
    }
    println!(
        "  The page's paper desk stamps and scans the forms that the bot sends. Ctrl-C ends the demo and forgets it all."
    );
    println!("  Short messages and e-mails that the desk sends are printed here.");
    tokio::select! {
        () = stop => {}
        () = read_out(&local.tray) => {}
    }
    println!("Closing.");
    local.close().await;
    Ok(())
}
