//! What staff did about no order in particular, as it is kept for ever: imports and corrections of the register, exports. Its chain is
//! `journal`'s, its rows the store's.

use super::certificate::Certificate;
use super::ids::UserId;
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

/// The name that the chain of these entries begins with.
pub const CHAIN: &str = "desk";

/// One entry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfficeEvent {
    pub at: DateTime<Utc>,
    pub by: UserId,
    #[serde(flatten)]
    pub what: Office,
}

/// What was done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum Office {
    /// A table was taken into the register; the digest is the file's.
    Imported { digest: String, fresh: usize, changed: usize, same: usize },
    /// A certificate on file was corrected by hand.
    Corrected { before: Box<Certificate>, after: Box<Certificate> },
    /// Orders of these days were asked for as a file, with personal data masked or not.
    ExportAsked { from: NaiveDate, until: NaiveDate, unmasked: bool },
    /// They were given out.
    Exported { from: NaiveDate, until: NaiveDate, unmasked: bool },
}
