//! Posting the paper originals: the packing list, the waybill's number typed or read from a photo of the slip, its carrier.

use crate::conversation::input::Letter;
use crate::conversation::phrases;
use crate::conversation::session::Dialogue;
use crate::conversation::talk::{Talk, applicant, deed};
use crate::domain::button::Deed;
use crate::domain::document::FileRef;
use crate::domain::effect::{Effect, Key, Keyboard, PrintKind};
use crate::domain::order::{By, Move, Order, Refusal, StageKind};
use crate::domain::parcel::{Carrier, Waybill};
use crate::domain::say::{Say, Words};

/// The stages at which a waybill can be given or corrected.
const STAGES: [StageKind; 2] = [StageKind::AwaitingPaper, StageKind::PaperReview];

/// True where the order waits for paper, or for its waybill to be put right.
pub(super) fn is_open(order: &Order) -> bool {
    STAGES.contains(&order.stage.kind())
}

pub(super) fn ask(talk: &mut Talk<'_>) {
    match talk.order().map(|o| o.stage.kind()) {
        Some(here) if !STAGES.contains(&here) => {
            talk.session.ask(Dialogue::Idle);
            super::say_refusal(talk, &Refusal::Stage(here));
        }
        _ => talk.ask(Dialogue::Waybill, vec![Say::id("ask-waybill")], Vec::new()),
    }
}

pub(super) fn waybill(talk: &mut Talk<'_>, letter: &Letter, text: &str) {
    talk.session.taken = None;
    let parsed = Waybill::parse(text);
    match (Waybill::meant(text), parsed) {
        (Some(meant), parsed) => {
            if let Err(error) = parsed {
                talk.say(vec![phrases::waybill_error(error)]);
            }
            ask_meant(talk, meant);
        }
        (None, Ok(waybill)) if waybill.carrier == Carrier::Other => ask_carrier(talk, waybill.number),
        (None, Ok(waybill)) => take(talk, letter, &waybill),
        (None, Err(error)) => {
            talk.ask(Dialogue::Waybill, vec![phrases::waybill_error(error), Say::id("ask-waybill")], Vec::new());
        }
    }
}

pub(super) fn ask_meant(talk: &mut Talk<'_>, waybill: Waybill) {
    let line = Say::id("waybill-meant").with("waybill", phrases::waybill(&waybill));
    let keys = vec![vec![(Say::id("key-waybill-yes"), 1)], vec![(Say::id("key-type-again"), 0)]];
    talk.ask(Dialogue::WaybillMeant { waybill }, vec![line], keys);
}

pub(super) fn meant(talk: &mut Talk<'_>, letter: &Letter, waybill: &Waybill, choice: u16) {
    if choice == 1 { take(talk, letter, waybill) } else { ask(talk) }
}

pub(super) fn ask_carrier(talk: &mut Talk<'_>, number: String) {
    let keyed: Vec<(Say, u16)> = Carrier::ALL.into_iter().map(phrases::carrier).zip(0u16..).collect();
    let keys = keyed.chunks(2).map(<[(Say, u16)]>::to_vec).collect();
    let line = Say::id("ask-carrier").with("number", number.as_str());
    talk.ask(Dialogue::Carrier { number }, vec![line], keys);
}

pub(super) fn carried_by(talk: &mut Talk<'_>, letter: &Letter, number: String, choice: u16) {
    match Carrier::ALL.get(usize::from(choice)) {
        Some(carrier) => take(talk, letter, &Waybill { carrier: *carrier, number }),
        None => ask_carrier(talk, number),
    }
}

/// The carrier of the last number is another one.
pub(super) fn correct_carrier(talk: &mut Talk<'_>) {
    match talk.order().filter(|o| o.stage.kind() == StageKind::PaperReview).and_then(|o| o.inbound.last()) {
        Some(parcel) => {
            let number = parcel.waybill.number.clone();
            ask_carrier(talk, number);
        }
        None => super::say_refusal(talk, &Refusal::NotThere),
    }
}

fn take(talk: &mut Talk<'_>, letter: &Letter, waybill: &Waybill) {
    talk.session.ask(Dialogue::Idle);
    match talk.act(applicant(&letter.from), Move::PostPaper(waybill.clone())) {
        Ok(()) => posted(talk, "waybill-taken", waybill),
        Err(Refusal::Already) => {
            talk.say(vec![Say::id("waybill-known").with("waybill", phrases::waybill(waybill))]);
        }
        Err(refusal) => super::say_refusal(talk, &refusal),
    }
}

/// Everyone who follows the order hears of the parcel, with the keys to put it right.
fn posted(talk: &mut Talk<'_>, id: &'static str, waybill: &Waybill) {
    let Some(order) = talk.order().cloned() else { return };
    let line = Say::id(id).with("waybill", phrases::waybill(waybill));
    for viewer in talk.scene.viewers.clone() {
        talk.effect(Effect::Say {
            to: viewer.chat.into(),
            words: Words::new(viewer.lang, vec![line.clone()]),
            keyboard: Keyboard::Inline(correcting(&order)),
            reply_to: None,
        });
    }
    talk.show_checklist(true);
    talk.show_desk_card(true);
}

fn correcting(order: &Order) -> Vec<Vec<Key>> {
    vec![
        vec![deed(Say::id("key-correct-waybill"), order, Deed::Waybill, 0, 0)],
        vec![deed(Say::id("key-correct-carrier"), order, Deed::Carrier, 0, 0)],
    ]
}

/// A photo of the slip: its barcodes are read by the desk.
pub(super) fn slip(talk: &mut Talk<'_>, letter: &Letter, file: &FileRef) {
    let Some(order) = talk.order().filter(|o| is_open(o)).map(|o| o.number.clone()) else { return ask(talk) };
    if file.size > super::uploads::FETCHABLE {
        let megabytes = file.size.div_ceil(1 << 20);
        return talk.say(vec![Say::id("file-too-large").with("megabytes", megabytes)]);
    }
    talk.session.ask(Dialogue::Idle);
    talk.say(vec![Say::id("slip-received")]);
    talk.effect(Effect::ReadSlip { order, chat: letter.chat, file: file.clone() });
}

/// What was read on the slip.
pub(in crate::conversation) fn slip_read(talk: &mut Talk<'_>, chat: crate::domain::ids::ChatId, codes: &[String]) {
    // Who was let go meanwhile gives no more waybills.
    let Some(viewer) = talk.scene.viewers.iter().find(|v| v.chat == chat).copied() else { return };
    let Some(order) = talk.order().cloned() else { return };
    let lines = match the_one(codes) {
        Ok(waybill) => match talk.act(By::Applicant(viewer.user), Move::PostPaper(waybill.clone())) {
            Ok(()) => return posted(talk, "waybill-read", &waybill),
            Err(Refusal::Already) => vec![Say::id("waybill-known").with("waybill", phrases::waybill(&waybill))],
            Err(refusal) => vec![phrases::refusal(&refusal)],
        },
        Err(several) if several.is_empty() => vec![Say::id("slip-unreadable")],
        Err(several) => {
            let list = several.iter().map(|w| Say::id("item").with("item", phrases::waybill(w)));
            std::iter::once(Say::id("slip-several")).chain(list).collect()
        }
    };
    talk.effect(Effect::Say {
        to: chat.into(),
        words: Words::new(viewer.lang, lines),
        keyboard: Keyboard::Inline(vec![vec![deed(Say::id("key-waybill"), &order, Deed::Waybill, 0, 0)]]),
        reply_to: None,
    });
}

/// The waybill among the barcodes: the only one whose carrier is known, else the only one at all; else all that could be it.
fn the_one(codes: &[String]) -> Result<Waybill, Vec<Waybill>> {
    let mut read: Vec<Waybill> = Vec::new();
    for waybill in codes.iter().filter_map(|code| Waybill::parse(code).ok()) {
        if !read.contains(&waybill) {
            read.push(waybill);
        }
    }
    let known: Vec<Waybill> = read.iter().filter(|w| w.carrier != Carrier::Other).cloned().collect();
    match (&known[..], &read[..]) {
        ([one], _) | ([], [one]) => Ok(one.clone()),
        _ => Err(read),
    }
}

/// The packing list with the address label; and the address as text, to be copied into the courier's own form.
pub(super) fn print_packing(talk: &mut Talk<'_>, order: &Order) {
    if !is_open(order) {
        return super::say_refusal(talk, &Refusal::Stage(order.stage.kind()));
    }
    let desk = &talk.scene.rules.desk;
    let address = Say::id("post-to")
        .with("recipient", desk.recipient.as_str())
        .with("telephone", desk.telephone.as_str())
        .with("address", desk.address.as_str());
    talk.say(vec![address]);
    let words = Words::new(talk.lang, vec![Say::id("form-packing").with("number", order.number.to_string())]);
    talk.effect(Effect::Print {
        to: talk.to,
        order: order.number.clone(),
        print: PrintKind::PackingList,
        revision: order.revision,
        words,
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_waybill_is_told_from_the_other_codes_of_a_slip() {
        let read = |codes: &[&str]| the_one(&codes.iter().map(|c| (*c).to_owned()).collect::<Vec<_>>());
        assert_eq!(read(&["SF1234567890123", "755W", "SF1234567890123"]).unwrap().number, "SF1234567890123");
        assert_eq!(read(&["ABC123456789", "SF1234567890123"]).unwrap().carrier, Carrier::Sf);
        assert_eq!(read(&["ABC123456789"]).unwrap().carrier, Carrier::Other);
        assert_eq!(read(&["SF1234567890123", "YT1234567890123"]).unwrap_err().len(), 2);
        assert_eq!(read(&["755-A", ""]).unwrap_err(), []);
    }
}
