//! What the desk's operator decides: projects, fees, required documents, reasons for a return, deadlines, addresses.
//! Values as read from `bot.toml`; reading it is `config`'s.

use super::document::DocumentKind;
use super::money::Fen;
use super::payment::PayWay;
use super::review::Review;
use chrono::TimeDelta;
use serde::{Deserialize, Serialize};

/// A short text in both languages.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bilingual {
    pub zh: String,
    pub en: String,
}

/// A language that people are spoken to in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Lang {
    #[default]
    #[serde(rename = "zh-CN")]
    Zh,
    #[serde(rename = "en")]
    En,
}

impl Lang {
    pub const ALL: [Self; 2] = [Self::Zh, Self::En];

    /// The tag of BCP 47.
    #[must_use]
    pub fn tag(self) -> &'static str {
        match self {
            Self::Zh => "zh-CN",
            Self::En => "en",
        }
    }

    /// What a person's Telegram client asks for: English where it says so, else Chinese.
    #[must_use]
    pub fn of_client(tag: Option<&str>) -> Self {
        match tag {
            Some(tag) if !tag.is_empty() && !tag.to_ascii_lowercase().starts_with("zh") => Self::En,
            _ => Self::Zh,
        }
    }
}

impl Bilingual {
    #[must_use]
    pub fn of(&self, lang: Lang) -> &str {
        match lang {
            Lang::Zh => &self.zh,
            Lang::En => &self.en,
        }
    }
}

/// A project under which certificates are re-issued.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Project {
    pub id: String,
    pub name: Bilingual,
    /// For each certificate, in fen.
    pub certificate_fee: Fen,
    /// For each electronic seal that is made again, in fen.
    pub seal_fee: Fen,
    /// For the order itself, whatever is in it, in fen.
    #[serde(default)]
    pub order_fee: Fen,
    pub documents: Vec<DocumentKind>,
}

/// A reason for returning a document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reason {
    pub id: String,
    pub text: Bilingual,
    /// The documents it is offered for; all where empty.
    #[serde(default)]
    pub documents: Vec<DocumentKind>,
}

/// The desk's own address and account, as applicants are told them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Desk {
    pub name: Bilingual,
    pub recipient: String,
    pub telephone: String,
    pub address: String,
    pub bank_name: String,
    pub bank_account: String,
    pub bank_holder: String,
}

/// When applicants are reminded, and when an order that nobody moves is closed. Days are counted from the last thing that the
/// applicant did; none and zero switch it off.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reminding {
    /// The hour of the desk's day at which people are written to.
    pub hour: u32,
    /// Of an order that is not submitted.
    pub unfinished_days: Vec<u32>,
    /// Of a payment.
    pub payment_days: Vec<u32>,
    /// Of the paper originals.
    pub paper_days: Vec<u32>,
    /// An order that waits for the applicant before payment is closed after so many days.
    pub close_days: u32,
    /// It is announced so many days before.
    pub notice_days: u32,
}

/// In how many working days applicants are told that something is done; what is zero is not promised.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Promises {
    pub pre_review_days: u32,
    pub paper_review_days: u32,
    /// Making and shipping.
    pub making_days: u32,
    pub invoice_days: u32,
}

impl Default for Promises {
    /// What the authority's guide names.
    fn default() -> Self {
        Self { pre_review_days: 0, paper_review_days: 0, making_days: 2, invoice_days: 3 }
    }
}

/// What the services outside that were chosen allow; told by their own sections of the configuration.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Services {
    /// The least time between two questions about a parcel, in seconds; none where no parcel is followed.
    pub follow_seconds: Option<i64>,
    /// Ways to pay by scanning a code, and for how many minutes a code is good.
    pub ways: Vec<PayWay>,
    pub code_lasts: i64,
    /// Short messages a day to one person and in all; none where none are sent.
    pub texts_each: u32,
    pub texts_all: u32,
    /// The agent is told of each new stage by short message, too.
    pub texts_also: bool,
    /// True where an identity provider proves the legal person, and for how many minutes its sessions are good.
    pub proves: bool,
    pub proof_lasts: i64,
    /// Where the desk's web server is reached from outside, without a slash at its end; none where it is not.
    pub address: Option<String>,
    /// True where the authority's own interface is asked and told.
    pub authority: bool,
    /// E-mails a day to one address and in all; none where none are sent.
    pub mails_each: u32,
    pub mails_all: u32,
    /// Each new stage is written of, too.
    pub mails_also: bool,
}

impl Services {
    /// True where short messages are sent at all.
    #[must_use]
    pub fn texts(&self) -> bool {
        self.texts_all > 0
    }

    /// True where e-mail is sent at all.
    #[must_use]
    pub fn mails(&self) -> bool {
        self.mails_all > 0
    }
}

/// The whole of them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rules {
    pub desk: Desk,
    /// The version of the service agreement that is in force.
    pub agreement_version: String,
    pub agreement: Bilingual,
    pub projects: Vec<Project>,
    pub reasons: Vec<Reason>,
    /// How long the legal person's digits are good for, in minutes.
    pub code_minutes: i64,
    /// How often a legal person may try before staff decide.
    pub verification_tries: u32,
    #[serde(default)]
    pub reminders: Reminding,
    #[serde(default)]
    pub promises: Promises,
    #[serde(skip)]
    pub services: Services,
    #[serde(default)]
    pub review: Review,
}

impl Rules {
    /// The least time between two questions about a parcel; none where no parcel is followed.
    #[must_use]
    pub fn least(&self) -> Option<TimeDelta> {
        self.services.follow_seconds.map(TimeDelta::seconds)
    }

    #[must_use]
    pub fn project(&self, id: &str) -> Option<&Project> {
        self.projects.iter().find(|p| p.id == id)
    }

    #[must_use]
    pub fn reason(&self, id: &str) -> Option<&Reason> {
        self.reasons.iter().find(|r| r.id == id)
    }

    /// The reasons offered for a document, in the order of the file.
    pub fn reasons_for(&self, document: DocumentKind) -> impl Iterator<Item = (usize, &Reason)> {
        self.reasons.iter().enumerate().filter(move |(_, r)| r.documents.is_empty() || r.documents.contains(&document))
    }
}
