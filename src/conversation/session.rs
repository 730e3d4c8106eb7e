//! What is remembered of one person in one chat between two letters. Versioned data: what was saved by an older release is
//! read by a newer one, and what cannot be read begins anew without losing the binding.

use crate::domain::document::DocumentKind;
use crate::domain::identity::IdentityKind;
use crate::domain::ids::{AccountId, MessageId};
use crate::domain::line::UnitName;
use crate::domain::mobile::Mobile;
use crate::domain::order::{Answer, Question, Section};
use crate::domain::order_number::OrderNumber;
use crate::domain::rules::Lang;
use crate::domain::uscc::Uscc;
use chrono::{DateTime, Utc};
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
    /// The digest and time of the last text that was taken as an answer: a message sent twice is not two answers.
    #[serde(default)]
    pub taken: Option<(u64, DateTime<Utc>)>,
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
    /// Tries at orders of other accounts: how many, and since when.
    #[serde(default)]
    pub lookups: Option<(u32, DateTime<Utc>)>,
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
    Agreement,
    Project,
    Certificates {
        chosen: Vec<String>,
        page: u16,
    },
    Ground,
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
                | Self::Ground
                | Self::Warning
                | Self::Detail { .. }
                | Self::Paste { .. }
                | Self::Summary
                | Self::Change { .. }
                | Self::Sections
                | Self::Receipt
                | Self::Waybill
        )
    }
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
