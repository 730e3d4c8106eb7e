//! Staff's buttons. A decision is made on what was seen: a button drawn from an older version of the order decides nothing.

use super::{bar_line, barred, decide, list};
use crate::conversation::input::Letter;
use crate::conversation::phrases;
use crate::conversation::session::{Dialogue, Wanted, Wording};
use crate::conversation::talk::{Talk, deed};
use crate::domain::button::{Act, Button, Deed};
use crate::domain::document::DocumentKind;
use crate::domain::effect::{CardKind, Effect, Key, Keyboard};
use crate::domain::order::{Order, StageKind};
use crate::domain::say::{Say, Words};
use crate::domain::staff::{Member, Role};

pub(super) fn run(talk: &mut Talk<'_>, letter: &Letter, member: &Member, query: &str, data: &str) {
    let button = Button::decode(data);
    if let Some(Button::Unit { digits, deed, .. }) = button {
        if let Err(line) = super::unit::pressed(talk, letter, member, digits, deed) {
            talk.toast(query, line, true);
        }
        return;
    }
    let Some(Button::Act { order: number, version, act }) = button else {
        return talk.toast(query, Say::id("old-button"), false);
    };
    let Some(order) = talk.order().filter(|o| o.number == number).cloned() else {
        return talk.toast(query, Say::id("staff-no-order"), true);
    };
    // Ticking reasons works on the version that was shown when the ticking began; it is checked when it is sent.
    let ticking = matches!(act.deed, Deed::Toggle | Deed::PaperToggle | Deed::Look | Deed::Refresh);
    if order.changed != version && !ticking {
        talk.toast(query, Say::id("staff-changed-since"), true);
        return talk.show_desk_card(true);
    }
    if let Err(line) = act_on(talk, letter, member, &order, act) {
        talk.toast(query, line, true);
    }
}

fn act_on(talk: &mut Talk<'_>, letter: &Letter, member: &Member, order: &Order, act: Act) -> decide::Tried {
    match act.deed {
        Deed::Claim => decide::claim(talk, member),
        Deed::Release => decide::release(talk, member),
        Deed::Look => decide::look(talk, member),
        Deed::Approve => decide::approve(talk, member),
        Deed::Return => begin_return(talk, member, order),
        Deed::Toggle => toggle(talk, act.first, act.second),
        Deed::ReturnSend => send_return(talk, member, order),
        Deed::Verified => {
            decide::verify(talk, member, None)?;
            retire(talk);
            Ok(())
        }
        Deed::NotVerified => word(talk, member, order, Role::Reviewer, Wanted::VerificationReason),
        Deed::Reject => word(talk, member, order, Role::Reviewer, Wanted::RefusalReason),
        Deed::Paid => decide::paid(talk, member, None, None),
        Deed::PaperPass => decide::pass_paper(talk, member),
        Deed::PaperMissing => begin_asking(talk, member, order),
        Deed::PaperToggle => toggle_paper(talk, act.first),
        Deed::PaperSend => send_asking(talk, member, order),
        Deed::Made => word(talk, member, order, Role::Maker, Wanted::Serials),
        Deed::Ship => word(talk, member, order, Role::Maker, Wanted::Waybill),
        Deed::Delivered => decide::delivered(talk, member),
        Deed::Invoice => {
            let role = if member.is(Role::Finance) { Role::Finance } else { Role::Maker };
            word(talk, member, order, role, Wanted::Invoice)
        }
        Deed::Refresh | Deed::Open => {
            list::show(talk, letter);
            Ok(())
        }
        _ => Err(Say::id("old-button")),
    }
}

/// Asks this member for a text; the answer is a reply to the bot's question.
fn word(talk: &mut Talk<'_>, member: &Member, order: &Order, role: Role, wanted: Wanted) -> decide::Tried {
    if let Some(bar) = barred(talk, order, member, role) {
        return Err(bar_line(&bar));
    }
    let id = match wanted {
        Wanted::Serials => "staff-ask-serials",
        Wanted::Waybill => "staff-ask-waybill",
        Wanted::Invoice => "staff-ask-invoice",
        Wanted::RefusalReason => "staff-ask-reject-reason",
        Wanted::VerificationReason => "staff-ask-verification-reason",
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
    });
    Ok(())
}

fn begin_return(talk: &mut Talk<'_>, member: &Member, order: &Order) -> decide::Tried {
    if let Some(bar) = barred(talk, order, member, Role::Reviewer) {
        return Err(bar_line(&bar));
    }
    if order.stage.kind() != StageKind::PreReview {
        return Err(phrases::refusal(&crate::domain::order::Refusal::Stage(order.stage.kind())));
    }
    talk.session.ask(Dialogue::Returning {
        order: order.number.clone(),
        version: order.changed,
        ticked: Vec::new(),
        open: None,
    });
    let (lines, keyboard) = return_menu(talk, order, &[], None);
    talk.reply(lines, keyboard);
    Ok(())
}

/// Documents, or the reasons of one of them, with ticks.
fn return_menu(
    talk: &Talk<'_>,
    order: &Order,
    ticked: &[(DocumentKind, Vec<u16>)],
    open: Option<DocumentKind>,
) -> (Vec<Say>, Keyboard) {
    let count = |d: DocumentKind| ticked.iter().find(|(k, _)| *k == d).map_or(0, |(_, reasons)| reasons.len());
    let mut rows: Vec<Vec<Key>> = Vec::new();
    let mut lines = vec![Say::id("staff-return").with("number", order.number.to_string())];
    if let Some(document) = open {
        lines.push(Say::id("staff-return-reasons").with("document", phrases::document(document)));
        for (index, reason) in talk.scene.rules.reasons_for(document) {
            let index = u16::try_from(index).unwrap_or(u16::MAX);
            let on = ticked.iter().any(|(k, reasons)| *k == document && reasons.contains(&index));
            let label = Say::id(if on { "key-ticked" } else { "key-unticked" })
                .with("label", Say::verbatim(reason.text.of(talk.lang)));
            rows.push(vec![deed(label, order, Deed::Toggle, u16::from(document.number()), index + 1)]);
        }
        rows.push(vec![deed(Say::id("key-back"), order, Deed::Toggle, 0, 0)]);
    } else {
        lines.push(Say::id("staff-return-documents"));
        for document in order.documents(talk.scene.rules) {
            let label = Say::id("key-return-document")
                .with("document", phrases::document(*document))
                .with("count", count(*document));
            rows.push(vec![deed(label, order, Deed::Toggle, u16::from(document.number()), 0)]);
        }
        if !ticked.is_empty() {
            rows.push(vec![deed(Say::id("key-return-send"), order, Deed::ReturnSend, 0, 0)]);
        }
    }
    (lines, Keyboard::Inline(rows))
}

/// `document` 0 goes back to the list; `reason` 0 opens a document's reasons, else ticks or unticks one.
fn toggle(talk: &mut Talk<'_>, document: u16, reason: u16) -> decide::Tried {
    let Dialogue::Returning { order: number, version, mut ticked, mut open } = talk.session.dialogue.clone() else {
        return Err(Say::id("staff-not-your-ticks"));
    };
    let Some(order) = talk.order().filter(|o| o.number == number).cloned() else {
        return Err(Say::id("staff-not-your-ticks"));
    };
    let kind = u8::try_from(document).ok().and_then(DocumentKind::from_number);
    match (kind, reason.checked_sub(1)) {
        (None, _) => open = None,
        (Some(kind), None) => open = Some(kind),
        (Some(kind), Some(index)) => {
            let place = ticked.iter().position(|(k, _)| *k == kind).unwrap_or_else(|| {
                ticked.push((kind, Vec::new()));
                ticked.len() - 1
            });
            let reasons = &mut ticked[place].1;
            match reasons.iter().position(|r| *r == index) {
                Some(at) => drop(reasons.remove(at)),
                None => reasons.push(index),
            }
            ticked.retain(|(_, reasons)| !reasons.is_empty());
        }
    }
    let mut shown = order.clone();
    shown.changed = version;
    let (lines, keyboard) = return_menu(talk, &shown, &ticked, open);
    talk.session.dialogue = Dialogue::Returning { order: number, version, ticked, open };
    edit(talk, lines, keyboard);
    Ok(())
}

fn send_return(talk: &mut Talk<'_>, member: &Member, order: &Order) -> decide::Tried {
    let Dialogue::Returning { order: number, version, ticked, .. } = talk.session.dialogue.clone() else {
        return Err(Say::id("staff-not-your-ticks"));
    };
    if number != order.number || version != order.changed {
        return Err(Say::id("staff-changed-since"));
    }
    let rules = talk.scene.rules;
    let named = |index: &u16| rules.reasons.get(usize::from(*index)).map(|r| r.id.clone());
    let items =
        ticked.into_iter().map(|(kind, reasons)| (kind, reasons.iter().filter_map(named).collect(), None)).collect();
    decide::send_back(talk, member, items)?;
    talk.session.ask(Dialogue::Idle);
    edit(talk, vec![Say::id("staff-return-sent").with("number", order.number.to_string())], Keyboard::None);
    Ok(())
}

fn begin_asking(talk: &mut Talk<'_>, member: &Member, order: &Order) -> decide::Tried {
    if let Some(bar) = barred(talk, order, member, Role::Reviewer) {
        return Err(bar_line(&bar));
    }
    talk.session.ask(Dialogue::Asking { order: order.number.clone(), version: order.changed, ticked: Vec::new() });
    let (lines, keyboard) = paper_menu(talk, order, &[]);
    talk.reply(lines, keyboard);
    Ok(())
}

fn paper_menu(talk: &Talk<'_>, order: &Order, ticked: &[DocumentKind]) -> (Vec<Say>, Keyboard) {
    let row = |document: &DocumentKind| {
        let id = if ticked.contains(document) { "key-ticked" } else { "key-unticked" };
        let label = Say::id(id).with("label", phrases::document(*document));
        vec![deed(label, order, Deed::PaperToggle, u16::from(document.number()), 0)]
    };
    let mut rows: Vec<Vec<Key>> = order.documents(talk.scene.rules).iter().map(row).collect();
    if !ticked.is_empty() {
        rows.push(vec![deed(Say::id("key-paper-send"), order, Deed::PaperSend, 0, 0)]);
    }
    (vec![Say::id("staff-paper-missing").with("number", order.number.to_string())], Keyboard::Inline(rows))
}

fn toggle_paper(talk: &mut Talk<'_>, document: u16) -> decide::Tried {
    let Dialogue::Asking { order: number, version, mut ticked } = talk.session.dialogue.clone() else {
        return Err(Say::id("staff-not-your-ticks"));
    };
    let Some(mut order) = talk.order().filter(|o| o.number == number).cloned() else {
        return Err(Say::id("staff-not-your-ticks"));
    };
    if let Some(kind) = u8::try_from(document).ok().and_then(DocumentKind::from_number) {
        match ticked.iter().position(|k| *k == kind) {
            Some(at) => drop(ticked.remove(at)),
            None => ticked.push(kind),
        }
    }
    order.changed = version;
    let (lines, keyboard) = paper_menu(talk, &order, &ticked);
    talk.session.dialogue = Dialogue::Asking { order: number, version, ticked };
    edit(talk, lines, keyboard);
    Ok(())
}

fn send_asking(talk: &mut Talk<'_>, member: &Member, order: &Order) -> decide::Tried {
    let Dialogue::Asking { order: number, version, ticked } = talk.session.dialogue.clone() else {
        return Err(Say::id("staff-not-your-ticks"));
    };
    if number != order.number || version != order.changed {
        return Err(Say::id("staff-changed-since"));
    }
    decide::ask_paper(talk, member, ticked, None)?;
    talk.session.ask(Dialogue::Idle);
    edit(talk, vec![Say::id("staff-paper-asked-done").with("number", order.number.to_string())], Keyboard::None);
    Ok(())
}

/// What was decided keeps no keys.
fn retire(talk: &mut Talk<'_>) {
    if let Some(message) = talk.message {
        let lang = talk.lang;
        talk.effect(Effect::Buttons { chat: talk.to.chat, message, lang, keyboard: Keyboard::None });
    }
}

/// The pressed message shows something else now.
fn edit(talk: &mut Talk<'_>, lines: Vec<Say>, keyboard: Keyboard) {
    if let Some(message) = talk.message {
        let words = Words::new(talk.lang, lines);
        talk.effect(Effect::Edit { chat: talk.to.chat, message, words, keyboard });
    }
}
