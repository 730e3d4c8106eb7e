//! Secrets of the services outside: given in the configuration or kept in a file of their own; used, never shown.

use serde::Deserialize;
use std::path::PathBuf;

/// A secret as the configuration names it: the text itself, or `{ file = "…" }`.
#[derive(Clone, PartialEq, Eq, Deserialize)]
#[serde(untagged)]
pub enum Kept {
    Here(String),
    File { file: PathBuf },
}

impl Default for Kept {
    fn default() -> Self {
        Self::Here(String::new())
    }
}

impl std::fmt::Debug for Kept {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Here(text) => f.write_str(if text.is_empty() { "(none)" } else { "(set)" }),
            Self::File { file } => write!(f, "(in {})", file.display()),
        }
    }
}

/// What a gateway lacks before it can be opened. Says where to look, never what was there.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum NotReady {
    #[error("{0} is not set")]
    Missing(&'static str),
    #[error("{key}: {file} cannot be read: {why}")]
    Unread { key: &'static str, file: PathBuf, why: String },
    #[error("{key}: {why}")]
    Wrong { key: &'static str, why: String },
}

impl NotReady {
    /// A key with a value that cannot be used.
    pub fn wrong(key: &'static str, why: impl Into<String>) -> Self {
        Self::Wrong { key, why: why.into() }
    }
}

impl Kept {
    /// The secret, without blanks around it.
    pub fn read(&self, key: &'static str) -> Result<String, NotReady> {
        let text = match self {
            Self::Here(text) => text.trim().to_owned(),
            Self::File { file } => std::fs::read_to_string(file)
                .map_err(|error| NotReady::Unread { key, file: file.clone(), why: error.kind().to_string() })?
                .trim()
                .to_owned(),
        };
        if text.is_empty() { Err(NotReady::Missing(key)) } else { Ok(text) }
    }
}

/// A plain value that must be there.
pub(super) fn given(value: &str, key: &'static str) -> Result<String, NotReady> {
    let value = value.trim();
    if value.is_empty() { Err(NotReady::Missing(key)) } else { Ok(value.to_owned()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Deserialize)]
    struct Holder {
        key: Kept,
    }

    #[test]
    fn a_secret_is_given_or_in_a_file_and_never_shown() {
        let here: Holder = toml::from_str("key = \" hunter2 \"").unwrap();
        assert_eq!(here.key.read("sms.key").unwrap(), "hunter2");
        assert_eq!(format!("{:?}", here.key), "(set)");
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("key");
        std::fs::write(&path, "from a file\n").unwrap();
        let file: Holder = toml::from_str(&format!("key = {{ file = {path:?} }}")).unwrap();
        assert_eq!(file.key.read("sms.key").unwrap(), "from a file");
        assert_eq!(Kept::default().read("sms.key"), Err(NotReady::Missing("sms.key")));
        let gone = Kept::File { file: folder.path().join("gone") };
        assert!(matches!(gone.read("sms.key"), Err(NotReady::Unread { key: "sms.key", .. })));
    }
}
