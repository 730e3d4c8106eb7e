//! The world beside Telegram: an enum for each kind of service, of the real providers and one for the demo. Each call comes out as done,
//! refused, or unknown; what that means for an order is decided elsewhere.

mod address;
pub mod authority;
mod breaker;
pub mod courier;
mod files;
pub mod identity;
pub mod invoice;
mod line;
pub mod mail;
pub mod payment;
mod sealing;
mod secret;
pub mod sign;
mod signed;
pub mod sms;
mod tray;
mod trial;

pub use files::{Bucket, FileError, Files};
pub use line::{Again, Answer, Count, Failure, Line, Manners};
pub use sealing::FilesKey;
pub use secret::{Kept, NotReady};
pub use tray::{Channel, Slip, Tray};
pub use trial::Trial;

/// The ways to pay that were chosen, each ready to be asked.
pub type Payments = std::collections::HashMap<crate::domain::payment::PayWay, payment::Payment>;

/// A call-back as it came.
#[derive(Clone, Copy)]
pub struct CallBack<'a> {
    /// A header's value by its name in lower case.
    pub header: &'a (dyn Fn(&str) -> Option<String> + Sync),
    pub body: &'a [u8],
    pub now: chrono::DateTime<chrono::Utc>,
}

/// Why a call-back is not believed. Answered in the provider's own form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    #[error("the signature does not fit")]
    Signature,
    /// Signed too long ago, or in the future.
    #[error("the time stamp is out of the window")]
    Stale,
    #[error("it cannot be read")]
    Unreadable,
    #[error("no such provider is configured")]
    NotServed,
}
