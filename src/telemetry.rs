//! Where the log goes: to the standard error, ids and figures only, never what people wrote. A panic is logged by its place alone,
//! since its message may hold what it panicked on.

use serde::Deserialize;
use tracing::Subscriber;
use tracing_subscriber::filter::LevelFilter;
use tracing_subscriber::fmt::MakeWriter;
use tracing_subscriber::util::SubscriberInitExt as _;

/// How a line of the log is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LogFormat {
    /// For people: the fields behind the words, as `name=value`.
    #[default]
    Text,
    /// For machines: an object on each line, its spans and their fields in it.
    Json,
}

/// Begins to log. Called once, by the binary; tests stay silent.
pub fn begin(level: LevelFilter, format: LogFormat) {
    // A second call finds a log already begun, which is as well.
    let _begun = writing(level, format, std::io::stderr).try_init();
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(ToString::to_string).unwrap_or_default();
        tracing::error!(place, "panicked");
    }));
}

/// What writes the log, to wherever.
pub fn writing<W>(level: LevelFilter, format: LogFormat, to: W) -> Box<dyn Subscriber + Send + Sync>
where
    W: for<'w> MakeWriter<'w> + Send + Sync + 'static,
{
    let lines = tracing_subscriber::fmt().with_writer(to).with_max_level(level).with_target(false);
    match format {
        LogFormat::Text => Box::new(lines.finish()),
        LogFormat::Json => Box::new(lines.json().flatten_event(true).finish()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;
    use std::sync::{Arc, Mutex};

    #[derive(Clone, Default)]
    struct Captured(Arc<Mutex<Vec<u8>>>);

    impl Write for Captured {
        fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
            self.0.lock().unwrap().extend_from_slice(bytes);
            Ok(bytes.len())
        }

        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn each_line_for_machines_is_an_object_with_its_spans() {
        let captured = Captured::default();
        let to = captured.clone();
        let subscriber = writing(LevelFilter::INFO, LogFormat::Json, move || to.clone());
        tracing::subscriber::with_default(subscriber, || {
            let span = tracing::info_span!("effect", kind = "say", attempt = 2);
            span.in_scope(|| tracing::warn!(order.id = "26000010", "it is\ntried again"));
            tracing::debug!("not wanted");
        });
        let written = captured.0.lock().unwrap().clone();
        let lines: Vec<serde_json::Value> = written
            .split(|byte| *byte == b'\n')
            .filter(|line| !line.is_empty())
            .map(|line| serde_json::from_slice(line).unwrap())
            .collect();
        assert_eq!(lines.len(), 1, "{lines:?}");
        let line = &lines[0];
        assert_eq!((&line["level"], &line["order.id"]), (&"WARN".into(), &"26000010".into()));
        assert_eq!((&line["message"], &line["span"]["kind"]), (&"it is\ntried again".into(), &"say".into()));
    }
}
