//! Short messages: an enum of the real providers and one for the demo. None of them is idempotent, so what may have been sent is looked
//! up before it is sent again. Whom to write to, and how often, is decided elsewhere.

mod aliyun;
mod template;

pub use aliyun::{Aliyun, AliyunAt};
pub use template::{Template, TemplateAt};

use super::line::{Count, Failure, Manners};
use super::{Channel, NotReady, Slip, Tray, Trial};
use crate::clock::Clock;
use crate::domain::mobile::Mobile;
use crate::domain::texting::TextKind;
use chrono::{DateTime, Utc};
use serde::Deserialize;

/// `[sms]` of the configuration.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SmsAt {
    pub provider: Provider,
    /// Messages a day to one person, and in all.
    pub daily_each: u32,
    pub daily_all: u32,
    /// True: the agent is told of each new stage as well, not only where nobody reads the chat.
    #[serde(default)]
    pub also: bool,
    pub aliyun: AliyunAt,
    pub template: TemplateAt,
    /// Where the demo's messages lie; no file names it.
    #[serde(skip)]
    pub demo: Tray,
}

/// Who sends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Provider {
    /// Nobody: people are told in the chat alone.
    None,
    Aliyun,
    /// Any provider with an HTTPS interface, described by a template.
    Template,
    Demo,
}

/// The provider that was chosen.
#[derive(Debug)]
pub enum Sms {
    None,
    Aliyun(Box<Aliyun>),
    Template(Box<Template>),
    /// Puts them where they can be read.
    Demo(Tray, Clock),
}

/// One message.
#[derive(Clone, Copy, Debug)]
pub struct Text<'a> {
    pub mobile: &'a Mobile,
    pub kind: TextKind,
    /// The desk's own mark of this message; the same however often it is tried.
    pub mark: &'a str,
    /// What the template is filled in with.
    pub number: &'a str,
    pub waybill: &'a str,
    /// The whole text, for providers that take one.
    pub words: &'a str,
}

/// Whether a message was sent before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Before {
    Sent,
    NotSent,
    /// The provider cannot say.
    Untold,
}

impl Sms {
    /// Opens what the configuration chose.
    pub fn open(at: &SmsAt, clock: Clock, manners: Manners) -> Result<Self, NotReady> {
        Ok(match at.provider {
            Provider::None => Self::None,
            Provider::Aliyun => Self::Aliyun(Box::new(Aliyun::open(&at.aliyun, clock, manners)?)),
            Provider::Template => Self::Template(Box::new(Template::open(&at.template, clock, manners)?)),
            Provider::Demo => Self::Demo(at.demo.clone(), clock),
        })
    }

    /// True where messages are sent at all.
    #[must_use]
    pub fn sends(&self) -> bool {
        !matches!(self, Self::None)
    }

    /// Sends a message, once: what may have been sent is not sent again by itself.
    pub async fn send(&self, text: Text<'_>) -> Result<(), Failure> {
        match self {
            Self::None => Err(Failure::Refused("no provider".to_owned())),
            Self::Aliyun(aliyun) => aliyun.send(text).await,
            Self::Template(template) => template.send(text).await,
            Self::Demo(tray, clock) => {
                let (to, words) = (text.mobile.as_str().to_owned(), text.words.to_owned());
                tray.put(Slip { channel: Channel::Text, to, words, file: None, at: clock.now() });
                Ok(())
            }
        }
    }

    /// Whether a message with this mark went out before, on the day of `since` or after.
    pub async fn sent(&self, text: Text<'_>, since: DateTime<Utc>) -> Result<Before, Failure> {
        match self {
            Self::Aliyun(aliyun) => aliyun.sent(text, since).await,
            Self::None | Self::Template(_) => Ok(Before::Untold),
            Self::Demo(..) => Ok(Before::Sent),
        }
    }

    /// Whether the provider can be spoken to with these credentials, found out without sending anything.
    pub async fn try_out(&self, now: DateTime<Utc>) -> Result<Trial, Failure> {
        match self {
            Self::None => Ok(Trial::NotChosen),
            Self::Aliyun(aliyun) => aliyun.try_out(now).await,
            Self::Template(_) => Ok(Trial::NotTryable(
                "the provider behind a template can only be told to send; its address and key show with the first message",
            )),
            Self::Demo(..) => Ok(Trial::DEMO),
        }
    }

    /// How often it was called, and how that went.
    #[must_use]
    pub fn count(&self) -> Option<Count> {
        match self {
            Self::Aliyun(aliyun) => Some(aliyun.count()),
            Self::Template(template) => Some(template.count()),
            Self::None | Self::Demo(..) => None,
        }
    }
}
