//! What a step decides: the session as it is now, what is written, and what is owed. The desk writes all of it or nothing.

use super::session::Session;
use crate::domain::account::Account;
use crate::domain::certificate::Certificate;
use crate::domain::effect::Effect;
use crate::domain::ids::{AccountId, ChatId, UserId};
use crate::domain::office::OfficeEvent;
use crate::domain::order::{Event, Order};
use crate::domain::staff::{Invitation, Member};

/// One thing to be written beside the session.
#[derive(Clone, Debug, PartialEq)]
pub enum Write {
    /// A new account; refused as stale where its USCC has one by now.
    OpenAccount(Account),
    /// An account as it is now.
    SaveAccount(Account),
    /// An order as it is now, with what happened to it: inserted where `base` is 0, else updated where the stored version is
    /// `base`. Stale where it is not, and then the step is taken again.
    SaveOrder { order: Box<Order>, base: i64, events: Vec<Event> },
    /// This chat's binding to the account is let go.
    UnbindChat { account: AccountId, chat: ChatId },
    /// A staff member as they are now.
    SaveStaff(Member),
    /// All rights end.
    DropStaff(UserId),
    /// An invitation into the staff register stands.
    Invite(Invitation),
    /// An invitation was taken up, or is taken back.
    DropInvitation { token: String },
    /// A chat is reachable or not.
    Reachable { chat: ChatId, reachable: bool },
    /// A group goes on under another id.
    MoveChat { from: ChatId, to: ChatId },
    /// Certificates are on file as they are here.
    PutCertificates(Vec<Certificate>),
    /// Something that was done about no order in particular is kept.
    NoteOffice(OfficeEvent),
    /// A certificate no longer counts.
    Revoke { serial: String },
}

/// The outcome of a step.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Turn {
    /// `None` leaves the session as it is.
    pub session: Option<Session>,
    pub writes: Vec<Write>,
    pub effects: Vec<Effect>,
}
