//! Where the log goes: to the standard error, ids and figures only, never what people wrote. A panic is logged by its place alone,
//! since its message may hold what it panicked on.

use tracing_subscriber::filter::LevelFilter;

/// Begins to log. Called once, by the binary; tests stay silent.
pub fn begin(level: LevelFilter) {
    let format = tracing_subscriber::fmt().with_writer(std::io::stderr).with_max_level(level).with_target(false);
    // A second call finds a log already begun, which is as well.
    let _begun = format.try_init();
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(ToString::to_string).unwrap_or_default();
        tracing::error!(place, "panicked");
    }));
}
