//! A reply in the group that answers none of the bot's questions: said kindly, with the questions that are open, so that nobody
//! waits for an answer that went nowhere. What colleagues say to each other is left alone.

use crate::conversation::input::Letter;
use crate::conversation::session::{Wanted, Wording};
use crate::conversation::talk::Talk;
use crate::domain::effect::Keyboard;
use crate::domain::say::Say;

/// The text that this member was asked for on the order whose question, card or line the letter answers.
pub(super) fn awaited(talk: &Talk<'_>) -> Option<Wording> {
    let order = &talk.order()?.number;
    talk.session.wordings.iter().find(|w| w.order == *order).cloned()
}

/// Whether a letter that answers no question is to be spoken to at all: it replies to the bot.
pub(super) fn is_astray(talk: &Talk<'_>, letter: &Letter) -> bool {
    letter.reply_to_bot && (talk.order().is_some() || !talk.session.wordings.is_empty())
}

/// Nothing is awaited here: says so, and what is.
pub(super) fn astray(talk: &mut Talk<'_>) {
    let mut lines = vec![match talk.order() {
        Some(order) => Say::id("staff-answers-nothing").with("number", order.number.to_string()),
        None => Say::id("staff-answers-no-order"),
    }];
    if !talk.session.wordings.is_empty() {
        lines.push(Say::id("staff-open-questions"));
    }
    for wording in &talk.session.wordings {
        let number = wording.order.to_string();
        lines.push(Say::id("staff-open-question").with("number", number).with("what", wanted(wording.wanted)));
    }
    talk.reply(lines, Keyboard::None);
}

fn wanted(wanted: Wanted) -> Say {
    Say::id(match wanted {
        Wanted::Serials => "wanted-serials",
        Wanted::Waybill => "wanted-waybill",
        Wanted::Invoice => "wanted-invoice",
        Wanted::RefusalReason => "wanted-reject-reason",
        Wanted::VerificationReason => "wanted-verification-reason",
        Wanted::HoldReason => "wanted-hold-reason",
        Wanted::Word => "wanted-word",
        Wanted::ReturnNote(_) => "wanted-return-note",
    })
}
