//! What is remembered of one person in one chat between two letters. Versioned data: what was saved by an older release is
//! read by a newer one, and what cannot be read begins anew without losing the binding.

use crate::domain::certificate::{Certificate, CertificateKind};
use crate::domain::document::{DocumentKind, FileRef};
use crate::domain::identity::IdentityKind;
use crate::domain::ids::{AccountId, ChatId, MessageId};
use crate::domain::line::{Serial, UnitName};
use crate::domain::mobile::Mobile;
use crate::domain::order::{Answer, Question, Section};
use crate::domain::order_number::OrderNumber;
use crate::domain::parcel::Waybill;
use crate::domain::riddle::Riddle;
use crate::domain::rules::Lang;
use crate::domain::uscc::Uscc;
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

/// A person's place in a chat.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Session {
    /// The account that this chat is bound to. Stored in a column of its own.
    #[serde(skip)]
    pub account: Option<AccountId>,
    /// Stored in a column of its own; `None` before the person's first letter.
    #[serde(skip)]
    pub lang: Option<Lang>,
    /// The order that is being worked on.
    #[serde(default)]
    pub order: Option<OrderNumber>,
    /// Counts the questions asked, so that a button of an old one is told apart.
    #[serde(default)]
    pub stamp: u32,
    #[serde(default)]
    pub dialogue: Dialogue,
    /// The album that was acknowledged last: its other pictures are taken without a word each.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub album: Option<String>,
    /// The digest and time of the last text that was taken as an answer: a message sent twice is not two answers.
    #[serde(default)]
    pub taken: Option<(u64, DateTime<Utc>)>,
    /// A few bits of the last password that was taken out of the chat, and when: the same one sent twice is taken out twice.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hidden: Option<(u8, DateTime<Utc>)>,
    /// The digest and time of the key of the menu or of an order that was pressed last: two quick presses are one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pressed: Option<(u64, DateTime<Utc>)>,
    /// When the open question was asked.
    #[serde(default)]
    pub asked: Option<DateTime<Utc>>,
    /// The newest message that this person wrote here.
    #[serde(default)]
    pub newest: Option<MessageId>,
    /// What was written too early to be an answer, and is offered with one tap where it would be one.
    #[serde(default)]
    pub at_hand: Vec<String>,
    /// Staff: the texts that are due, one for each order at most. A reply belongs to the order of the question that it answers.
    #[serde(default)]
    pub wordings: Vec<Wording>,
    /// What is written next is for staff; the open question waits.
    #[serde(default)]
    pub talking: bool,
    /// The album whose first picture was for staff: the others are, too.
    #[serde(default)]
    pub talked_album: Option<String>,
    /// Messages to staff: how many, and since when.
    #[serde(default)]
    pub talks: Option<(u32, DateTime<Utc>)>,
    /// Staff: the list that this member looks at, so that its pages can be turned.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub listing: Option<Listing>,
    /// Tries at orders of other accounts: how many, and since when.
    #[serde(default)]
    pub lookups: Option<(u32, DateTime<Utc>)>,
    /// Wrong passwords in a row, whoever's account they were tried on, and when the last one was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub wrong_passwords: Option<(u32, DateTime<Utc>)>,
    /// Whose chat it is and since when, as the list of an account's chats shows it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bound: Option<Bound>,
    /// Staff: the table for the register that was looked through.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub importing: Option<FileRef>,
    /// The code whose password this person asked staff to open.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recovering: Option<Recovering>,
}

/// A person's own request to have a password opened, whether the code has an account or not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recovering {
    pub uscc: Uscc,
    pub digits: String,
    pub at: DateTime<Utc>,
}

/// How a chat came to be bound to its account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bound {
    /// The person's name at Telegram.
    pub name: String,
    pub at: DateTime<Utc>,
}

/// Certificates that are being chosen.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choosing {
    /// Serials of those on file that are ticked.
    pub chosen: Vec<String>,
    pub page: u16,
    /// Only those that hold this are shown.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub find: String,
    /// Those that are not on file.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub by_hand: Vec<Certificate>,
}

/// The question that is open, with what was learned on the way to it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(tag = "at", rename_all = "snake_case")]
pub enum Dialogue {
    /// None.
    #[default]
    Idle,
    RegisterUnit,
    RegisterUscc {
        unit: UnitName,
    },
    /// The code's check character does not fit; the person may insist.
    RegisterDoubt {
        unit: UnitName,
        uscc: Uscc,
    },
    RegisterMobile {
        unit: UnitName,
        uscc: Uscc,
    },
    RegisterPassword {
        unit: UnitName,
        uscc: Uscc,
        mobile: Mobile,
        proven: bool,
    },
    LogInUscc,
    LogInPassword {
        uscc: Uscc,
    },
    /// The digits of a picture, before the next password.
    LogInRiddle {
        uscc: Uscc,
        riddle: Riddle,
        until: DateTime<Utc>,
    },
    /// The present password, before another one is set.
    OldPassword {
        uscc: Uscc,
    },
    NewPassword {
        uscc: Uscc,
        mobile: Mobile,
    },
    /// The account's mobile number is to be proven by sharing the contact.
    ProveMobile,
    /// Which of the account's chats to let go.
    Chats {
        listed: Vec<ChatId>,
    },
    /// Whose password was forgotten.
    RecoverUscc,
    /// Staff have opened the way: the new password.
    RecoverPassword {
        uscc: Uscc,
        mobile: Mobile,
    },
    Agreement,
    Project,
    Certificates(Choosing),
    /// A certificate that is not on file is described: its kind, serial, expiry, seal.
    DescribeKind(Choosing),
    DescribeSerial {
        choosing: Choosing,
        kind: CertificateKind,
    },
    DescribeExpiry {
        choosing: Choosing,
        kind: CertificateKind,
        serial: Option<Serial>,
    },
    DescribeSeal {
        choosing: Choosing,
        kind: CertificateKind,
        serial: Option<Serial>,
        expires_on: Option<NaiveDate>,
    },
    Ground,
    /// Another ground, in the applicant's own words.
    GroundNote,
    Warning,
    /// A detail of the order. `single` returns to the summary after this one.
    Detail {
        question: Question,
        identity: IdentityKind,
        single: bool,
    },
    Summary,
    /// Which answer to change: of one section, or of all.
    Change {
        #[serde(default)]
        section: Option<Section>,
    },
    /// Which section to go to.
    Sections,
    /// A message that held several answers; one of them may be being typed again.
    Paste {
        pasting: Pasting,
        correcting: Option<Question>,
    },
    /// A file is due; which document, where it was chosen beforehand.
    Document {
        document: Option<DocumentKind>,
    },
    Receipt,
    Waybill,
    /// What was probably meant by a number that cannot be right.
    WaybillMeant {
        waybill: Waybill,
    },
    /// Who carries this parcel.
    Carrier {
        number: String,
    },
    /// The last four digits of the agent's mobile, for an order of somebody else's account (or of nobody's).
    LookUp {
        number: String,
    },
    /// The legal person decides whether to consent, or is to send the video.
    Legal {
        order: OrderNumber,
    },
    /// Staff: reasons for returning documents are being ticked.
    Returning {
        order: OrderNumber,
        version: i64,
        ticked: Vec<(DocumentKind, Vec<u16>)>,
        open: Option<DocumentKind>,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        notes: Vec<(DocumentKind, String)>,
    },
    /// Staff: the documents missing among the paper are being ticked.
    Asking {
        order: OrderNumber,
        version: i64,
        ticked: Vec<DocumentKind>,
    },
}

/// Several answers found in one message, before they are taken; and the question that they were written at.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Pasting {
    pub question: Question,
    pub identity: IdentityKind,
    pub single: bool,
    pub fields: Vec<(Question, Answer)>,
    /// What belongs to none of them.
    pub rest: Vec<String>,
    /// The whole message as the answer to the question, where it would be one.
    pub whole: Option<Answer>,
}

impl Dialogue {
    /// True where it is a question about the order that is being filled in or worked on.
    #[must_use]
    pub fn is_of_order(&self) -> bool {
        matches!(
            self,
            Self::Agreement
                | Self::Project
                | Self::Certificates { .. }
                | Self::DescribeKind(_)
                | Self::DescribeSerial { .. }
                | Self::DescribeExpiry { .. }
                | Self::DescribeSeal { .. }
                | Self::Ground
                | Self::GroundNote
                | Self::Warning
                | Self::Detail { .. }
                | Self::Paste { .. }
                | Self::Summary
                | Self::Change { .. }
                | Self::Sections
                | Self::Receipt
                | Self::Waybill
                | Self::WaybillMeant { .. }
                | Self::Carrier { .. }
        )
    }

    /// True where a password is being asked for: what is written then is hidden, whatever it was.
    #[must_use]
    pub fn is_of_password(&self) -> bool {
        matches!(
            self,
            Self::RegisterPassword { .. }
                | Self::LogInPassword { .. }
                | Self::OldPassword { .. }
                | Self::NewPassword { .. }
                | Self::RecoverPassword { .. }
        )
    }
}

/// A list of orders that is looked at page by page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "of", content = "words", rename_all = "snake_case")]
pub enum Listing {
    /// Everything that waits for staff.
    All,
    Mine,
    Unclaimed,
    Overdue,
    /// What these words find.
    Found(String),
}

/// A text that one of the staff was asked for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Wording {
    pub order: OrderNumber,
    /// The order's last change when it was asked.
    pub version: i64,
    pub wanted: Wanted,
}

/// What staff are asked to write.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Wanted {
    Serials,
    Waybill,
    Invoice,
    RefusalReason,
    VerificationReason,
    HoldReason,
    /// What the applicant is to be told.
    Word,
    /// Words of the reviewer's own, beside the reasons of the catalogue.
    ReturnNote(DocumentKind),
}

impl Dialogue {
    /// True for the questions of an account's own people, which end when the chat is let go.
    #[must_use]
    pub fn is_of_account(&self) -> bool {
        !matches!(
            self,
            Self::Idle
                | Self::RegisterUnit
                | Self::RegisterUscc { .. }
                | Self::RegisterDoubt { .. }
                | Self::RegisterMobile { .. }
                | Self::RegisterPassword { .. }
                | Self::LogInUscc
                | Self::LogInPassword { .. }
                | Self::LogInRiddle { .. }
                | Self::RecoverUscc
                | Self::RecoverPassword { .. }
                | Self::LookUp { .. }
                | Self::Legal { .. }
                | Self::Returning { .. }
                | Self::Asking { .. }
        )
    }
}

impl Session {
    /// The session as stored; `None` where the text was not written by any release that this one knows.
    #[must_use]
    pub fn from_json(text: &str) -> Option<Self> {
        serde_json::from_str(text).ok()
    }

    #[must_use]
    pub fn to_json(&self) -> String {
        serde_json::to_string(self).unwrap_or_else(|_| "{}".to_owned())
    }

    /// Awaits a text of this member; an earlier question on the same order is forgotten, and the oldest one past thirty.
    pub fn await_wording(&mut self, wording: Wording) {
        self.wordings.retain(|w| w.order != wording.order);
        if self.wordings.len() >= 30 {
            self.wordings.remove(0);
        }
        self.wordings.push(wording);
    }

    /// Keeps a text to be offered; false where it is too long for that. The oldest of five goes.
    pub fn keep_at_hand(&mut self, text: &str) -> bool {
        if text.chars().count() > 200 {
            return false;
        }
        self.at_hand.retain(|known| known != text);
        if self.at_hand.len() >= 5 {
            self.at_hand.remove(0);
        }
        self.at_hand.push(text.to_owned());
        true
    }

    /// Opens a question; buttons of the one before no longer count.
    pub fn ask(&mut self, dialogue: Dialogue) {
        self.stamp = self.stamp.wrapping_add(1);
        self.dialogue = dialogue;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_session_of_the_first_release_is_read_for_ever() {
        let stored = r#"{"order":"26000011","stamp":7,"dialogue":{"at":"detail","question":"agent_name","identity":"resident_card","single":false}}"#;
        let number = OrderNumber::make(2026, 1);
        let stored = stored.replace("26000011", number.as_str());
        let session = Session::from_json(&stored).unwrap();
        assert_eq!(session.order, Some(number));
        let detail =
            Dialogue::Detail { question: Question::AgentName, identity: IdentityKind::ResidentCard, single: false };
        assert_eq!(session.dialogue, detail);
        assert_eq!(Session::from_json(&session.to_json()), Some(session));
        let choice = r#"{"dialogue":{"at":"certificates","chosen":["JX-0001"],"page":1}}"#;
        let chosen = Choosing { chosen: vec!["JX-0001".to_owned()], page: 1, ..Choosing::default() };
        assert_eq!(Session::from_json(choice).unwrap().dialogue, Dialogue::Certificates(chosen));
        assert_eq!(Session::from_json("{\"dialogue\":{\"at\":\"nowhere\"}}"), None);
        let change = Session::from_json(r#"{"dialogue":{"at":"change"}}"#).unwrap();
        assert_eq!(change.dialogue, Dialogue::Change { section: None });
        let paste = r#"{"dialogue":{"at":"paste","pasting":{"question":"recipient_name","identity":"resident_card","single":false,
            "fields":[["recipient_name",{"person":"张三"}]],"rest":["x"],"whole":null},"correcting":"recipient_name"},
            "asked":"2026-11-22T08:00:00Z","newest":7,"at_hand":["张三"]}"#;
        let session = Session::from_json(paste).unwrap();
        assert_eq!(Session::from_json(&session.to_json()), Some(session));
        assert_eq!(Session::from_json("{}"), Some(Session::default()));
    }
}
