//! Staff's buttons. A decision is made on what was seen: a button drawn from an older version of the order decides nothing.

use super::{
    Bar, asking, bar_line, barred, decide, history, importing, invoice, keep, list, look, relay, returning, unit,
};
use crate::conversation::input::Letter;
use crate::conversation::session::{Wanted, Wording};
use crate::conversation::talk::Talk;
use crate::conversation::{enrolling, phrases, refunding};
use crate::domain::button::{Act, Button, Deed};
use crate::domain::effect::{CardKind, Effect, Keyboard};
use crate::domain::order::Order;
use crate::domain::say::{Say, Words};
use crate::domain::staff::{Member, Role};

pub(super) fn run(talk: &mut Talk<'_>, letter: &Letter, member: &Member, query: &str, data: &str) {
    let (number, version, act) = match Button::decode(data) {
        Some(Button::Act { order, version, act }) => (order, version, act),
        Some(Button::Pick { stamp, choice }) => {
            if let Err(line) = list::turn(talk, member, stamp, choice) {
                talk.toast(query, line, true);
            }
            return;
        }
        Some(Button::Unit { digits, deed, .. }) => {
            if let Err(line) = unit::pressed(talk, letter, member, digits, deed) {
                talk.toast(query, line, true);
            }
            return;
        }
        Some(Button::Import { digest, go }) => {
            if let Err(line) = importing::pressed(talk, member, &digest, go) {
                talk.toast(query, line, true);
            }
            return;
        }
        None | Some(Button::Go(_) | Button::Orders { .. }) => return talk.toast(query, Say::id("old-button"), false),
    };
    let Some(order) = talk.order().filter(|o| o.number == number).cloned() else {
        return talk.toast(query, Say::id("staff-no-order"), true);
    };
    // Ticking reasons works on the version that was shown when the ticking began; it is checked when it is sent. One more try, and what
    // was paid by one attempt, are the same whatever else has changed.
    let ticking = matches!(
        act.deed,
        Deed::Toggle
            | Deed::PaperToggle
            | Deed::ReturnNote
            | Deed::Look
            | Deed::Unmask
            | Deed::Refresh
            | Deed::Word
            | Deed::Template
            | Deed::Enrol
            | Deed::LegalAgain
            | Deed::GiveBack
    );
    if order.changed != version && !ticking {
        let line = history::changed_since(talk, version);
        talk.toast(query, line, true);
        return talk.bring_desk_card();
    }
    let done = match act.deed {
        Deed::Word => relay::ask(talk, member),
        Deed::Template => relay::template(talk, letter, member, act.first),
        _ => act_on(talk, member, query, &order, act),
    };
    if let Err(line) = done {
        talk.toast(query, line, true);
    }
}

fn act_on(talk: &mut Talk<'_>, member: &Member, query: &str, order: &Order, act: Act) -> decide::Tried {
    match act.deed {
        Deed::Claim => keep::claim(talk, member, false),
        Deed::TakeOver => keep::claim(talk, member, true),
        Deed::Release => keep::release(talk, member),
        Deed::Hold => word(talk, member, order, Role::Reviewer, Wanted::HoldReason),
        Deed::Resume => keep::resume(talk, member),
        Deed::Undo => keep::undo(talk, member),
        Deed::Unmask => keep::unmask(talk, member, query),
        Deed::Look => look::all(talk, member),
        Deed::Approve => decide::approve(talk, member),
        Deed::Return => returning::begin(talk, member, order, act.first),
        Deed::Toggle => returning::toggle(talk, order, act.first, act.second),
        Deed::ReturnNote => returning::ask_note(talk, member, order, act.first),
        Deed::ReturnSend => returning::send(talk, member, order),
        Deed::Verified => {
            decide::verify(talk, member, None)?;
            retire(talk);
            Ok(())
        }
        Deed::LegalAgain => {
            decide::legal_again(talk, member)?;
            retire(talk);
            Ok(())
        }
        Deed::NotVerified => word(talk, member, order, Role::Reviewer, Wanted::VerificationReason),
        Deed::Reject => word(talk, member, order, Role::Reviewer, Wanted::RefusalReason),
        Deed::Paid => decide::paid(talk, member, None, None),
        Deed::PaperReceived => decide::receive_paper(talk, member),
        Deed::PaperPass => decide::pass_paper(talk, member),
        Deed::PaperMissing => asking::begin(talk, member, order),
        Deed::PaperToggle => asking::toggle(talk, order, act.first),
        Deed::PaperSend => asking::send(talk, member, order),
        Deed::Made => word(talk, member, order, Role::Maker, Wanted::Serials),
        Deed::Ship => word(talk, member, order, Role::Maker, Wanted::Waybill),
        Deed::Delivered => decide::delivered(talk, member),
        Deed::CameBack => decide::came_back(talk, member),
        Deed::Invoice => word(talk, member, order, decide::invoicing(member), Wanted::Invoice),
        Deed::InvoiceInsist => {
            invoice::insist(talk, member, order, act.first)?;
            retire(talk);
            Ok(())
        }
        Deed::Enrol => {
            if let Some(bar) = barred(talk, order, member, Role::Maker) {
                return Err(bar_line(&bar));
            }
            enrolling::again(talk, act.first, act.second == 1)?;
            retire(talk);
            Ok(())
        }
        Deed::GiveBack => give_back(talk, member, order, act),
        Deed::Refresh | Deed::Open => {
            list::show(talk, member);
            Ok(())
        }
        _ => Err(Say::id("old-button")),
    }
}

/// Money is finance's, whoever else works on the order.
fn give_back(talk: &mut Talk<'_>, member: &Member, order: &Order, act: Act) -> decide::Tried {
    match barred(talk, order, member, Role::Finance) {
        None | Some(Bar::Claimed(_)) => {}
        Some(bar) => return Err(bar_line(&bar)),
    }
    let keyboard =
        refunding::pressed(talk, member, (act.first, act.second)).map_err(|refusal| phrases::refusal(&refusal))?;
    hang(talk, keyboard);
    Ok(())
}

/// Asks this member for a text; the answer is a reply to the bot's question, or to the order's card.
pub(super) fn word(talk: &mut Talk<'_>, member: &Member, order: &Order, role: Role, wanted: Wanted) -> decide::Tried {
    if let Some(bar) = barred(talk, order, member, role) {
        return Err(bar_line(&bar));
    }
    let id = match wanted {
        Wanted::Serials => "staff-ask-serials",
        Wanted::Waybill => "staff-ask-waybill",
        Wanted::Invoice => "staff-ask-invoice",
        Wanted::RefusalReason => "staff-ask-reject-reason",
        Wanted::VerificationReason => "staff-ask-verification-reason",
        Wanted::HoldReason => "staff-ask-hold-reason",
        Wanted::Word => "staff-ask-word",
        Wanted::ReturnNote(_) => "staff-ask-return-note",
    };
    talk.session.await_wording(Wording { order: order.number.clone(), version: order.changed, wanted });
    let line = Say::id(id)
        .with("number", order.number.to_string())
        .with("user", member.id.0)
        .with("name", member.name.as_str())
        .with("count", order.certificates.len());
    talk.effect(Effect::Card {
        to: talk.to,
        order: order.number.clone(),
        card: CardKind::Question,
        words: Words::new(talk.lang, vec![line]),
        keyboard: Keyboard::ForceReply,
        anew: true,
        urgent: true,
    });
    Ok(())
}

/// What was decided keeps no keys.
fn retire(talk: &mut Talk<'_>) {
    hang(talk, Keyboard::None);
}

/// The pressed message has these keys now.
fn hang(talk: &mut Talk<'_>, keyboard: Keyboard) {
    if let Some(message) = talk.message {
        let lang = talk.lang;
        talk.effect(Effect::Buttons { chat: talk.to.chat, message, lang, keyboard });
    }
}

/// The pressed message shows something else now.
pub(super) fn edit(talk: &mut Talk<'_>, lines: Vec<Say>, keyboard: Keyboard) {
    if let Some(message) = talk.message {
        let words = Words::new(talk.lang, lines);
        talk.effect(Effect::Edit { chat: talk.to.chat, message, words, keyboard });
    }
}
