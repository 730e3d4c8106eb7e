//! The demo: a desk in a local Telegram, and a page on which one person plays every part. Ends with the terminal's Ctrl-C.

use crate::domain::rules::Lang;
use crate::local::cast::{BOT, Cast};
use crate::local::{Local, Opening};
use std::net::SocketAddr;

/// Units with certificates on file, for trying more than one applicant.
const UNITS: u32 = 3;

/// Opens the demo and keeps it open until `stop` is ready.
pub async fn run(listen: SocketAddr, staff_lang: Lang, stop: impl Future<Output = ()>) -> anyhow::Result<()> {
    anyhow::ensure!(listen.ip().is_loopback(), "the demo stays on this machine: listen on 127.0.0.1");
    let cast = Cast::of(1, UNITS)?;
    let local = Local::open(&cast, Opening { listen, page: true, staff_lang }).await?;
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
    stop.await;
    println!("Closing.");
    local.close().await;
    Ok(())
}
