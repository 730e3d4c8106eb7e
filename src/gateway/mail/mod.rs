//! E-mail: an enum of SMTP and one for the demo. A message's `Message-ID` is made from the effect that owes it, so a message that goes
//! out a second time, because the desk died between sending it and writing that down, is the same message to every mailbox: at least
//! once, never two different ones. What a server may have taken without saying so stays unknown and is not repeated by itself. Whom to
//! write to, about what and how often is decided elsewhere.

mod smtp;

pub use smtp::{Security, Smtp, SmtpAt};

use super::line::{Count, Failure, Manners};
use super::{Channel, NotReady, Slip, Tray, Trial};
use crate::clock::Clock;
use crate::domain::line::Email;
use bytes::Bytes;
use serde::Deserialize;

/// `[mail]` of the configuration.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MailAt {
    pub provider: Provider,
    /// Messages a day to one address, and in all.
    pub daily_each: u32,
    pub daily_all: u32,
    /// True: each new stage is written of as well, not only where nobody reads the chat.
    pub also: bool,
    pub smtp: SmtpAt,
    /// Where the demo's messages lie; no file names it.
    #[serde(skip)]
    pub demo: Tray,
}

/// Who sends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Provider {
    /// Nobody: invoices are sent in the chat alone.
    None,
    Smtp,
    Demo,
}

/// The provider that was chosen.
#[derive(Debug)]
pub enum Mail {
    None,
    Smtp(Box<Smtp>),
    /// Puts them where they can be read.
    Demo(Tray, Clock),
}

/// A file that goes along.
#[derive(Clone, Debug)]
pub struct Attached {
    pub name: String,
    pub pdf: Bytes,
}

/// One message, in all its words.
#[derive(Clone, Debug)]
pub struct Message<'a> {
    pub to: &'a Email,
    /// The desk's own mark of this message; the same however often it is tried.
    pub mark: &'a str,
    /// Who it is from, beside the address.
    pub sender: &'a str,
    pub subject: String,
    pub text: String,
    pub html: String,
    pub attached: Option<Attached>,
}

impl Mail {
    /// Opens what the configuration chose.
    pub fn open(at: &MailAt, clock: Clock, manners: Manners) -> Result<Self, NotReady> {
        Ok(match at.provider {
            Provider::None => Self::None,
            Provider::Smtp => Self::Smtp(Box::new(Smtp::open(&at.smtp, clock, manners)?)),
            Provider::Demo => Self::Demo(at.demo.clone(), clock),
        })
    }

    /// True where messages are sent at all.
    #[must_use]
    pub fn sends(&self) -> bool {
        !matches!(self, Self::None)
    }

    /// Sends a message.
    pub async fn send(&self, message: &Message<'_>) -> Result<(), Failure> {
        match self {
            Self::None => Err(Failure::Refused("no provider".to_owned())),
            Self::Smtp(smtp) => smtp.send(message).await,
            Self::Demo(tray, clock) => {
                let (to, words) = (message.to.as_str().to_owned(), format!("{}\n{}", message.subject, message.text));
                let file = message.attached.as_ref().map(|attached| attached.name.clone());
                tray.put(Slip { channel: Channel::Mail, to, words, file, at: clock.now() });
                Ok(())
            }
        }
    }

    /// Whether the server takes these credentials, found out without sending anything.
    pub async fn try_out(&self) -> Result<Trial, Failure> {
        match self {
            Self::None => Ok(Trial::NotChosen),
            Self::Smtp(smtp) => smtp.try_out().await,
            Self::Demo(..) => Ok(Trial::DEMO),
        }
    }

    /// How often it was called, and how that went.
    #[must_use]
    pub fn count(&self) -> Option<Count> {
        match self {
            Self::Smtp(smtp) => Some(smtp.count()),
            Self::None | Self::Demo(..) => None,
        }
    }
}
