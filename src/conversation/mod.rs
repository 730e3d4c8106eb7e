//! The dialogue as a function: an input and a scene become a turn. Never awaits, never asks the time, never draws a random
//! number, never holds a word: it says what is to be said by id.

mod beside;
mod calls;
mod charging;
mod checklist;
pub mod commands;
mod enrolling;
mod happened;
pub mod input;
mod invoicing;
pub mod link;
mod mailing;
pub mod page;
mod parcels;
mod passing;
mod paying;
mod phrases;
mod private;
mod proving;
mod refunding;
mod reminders;
pub mod scene;
pub mod session;
mod staff;
mod talk;
mod texting;
pub mod turn;

pub use charging::{Counter, checked_out};
pub use happened::{happened, happening_needs};
pub use input::{Export, Happening, Input, Letter, OtherKind, PageAct, RegisterRead, Sender, Unreachable};
pub use link::Link;
pub use phrases::{
    certificate_kind as certificate_kind_name, ground_of as ground_name, identity as identity_name, stage as stage_name,
};
pub use scene::{BoundChat, Listed, Needs, Opened, PasswordNeed, Scene, Viewer};
pub use session::{Bound, Choosing, Dialogue, Session};
pub use turn::{Turn, Write};

use crate::domain::order::Order;
use talk::Talk;

/// What must be loaded before this letter can be answered.
#[must_use]
pub fn needs(session: &Session, letter: &Letter) -> Needs {
    if let Input::Charged(charge) = &letter.input {
        return Needs { order: Order::number_of_trade(&charge.trade), ..Needs::default() };
    }
    if letter.private { private::needs(session, letter) } else { staff::needs(session, letter) }
}

/// Answers a letter.
#[must_use]
pub fn step(session: &Session, letter: &Letter, scene: &Scene<'_>) -> Turn {
    let mut talk = Talk::new(session, letter, scene);
    match &letter.input {
        Input::Blocked(blocked) => talk.write(Write::Reachable { chat: letter.chat, reachable: !blocked }),
        Input::Migrated { to } => talk.write(Write::MoveChat { from: letter.chat, to: *to }),
        Input::Left(user) if scene.group == Some(letter.chat) => talk.write(Write::DropStaff(*user)),
        Input::Membership { .. } | Input::Left(_) => {}
        // Money is money, wherever it is told of.
        Input::Charged(charge) => charging::charged(&mut talk, letter, charge),
        _ if letter.private => private::step(&mut talk, letter),
        _ => staff::step(&mut talk, letter),
    }
    follow_up(&mut talk);
    talk.finish(letter, session)
}

/// What follows from an order that was moved, whoever moved it: messages beside the chat, and questions to the services outside.
fn follow_up(talk: &mut Talk<'_>) {
    if talk.has_moved() {
        staff::leave_line(talk);
        texting::after(talk);
        mailing::after(talk);
        beside::after(talk);
        enrolling::after(talk);
        parcels::due(talk);
        paying::due(talk);
        refunding::at_the_end(talk);
    }
}
