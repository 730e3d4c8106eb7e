//! The `certdesk` binary: hands the command line to the library, and nothing else.

use certdesk::cli::{self, Cli};
use clap::Parser as _;
use std::process::ExitCode;

#[tokio::main]
async fn main() -> ExitCode {
    cli::run(Cli::parse()).await
}
