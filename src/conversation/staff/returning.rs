//! Returning documents by ticks: which, why, in which words. Begun from the card or below one document; sent once, on the version
//! that was seen when it began.

use super::decide::{self, Item, Tried};
use super::press::{edit, word};
use super::{bar_line, barred, history};
use crate::conversation::phrases;
use crate::conversation::session::{Dialogue, Wanted};
use crate::conversation::talk::{Talk, deed};
use crate::domain::button::Deed;
use crate::domain::document::DocumentKind;
use crate::domain::effect::{Key, Keyboard};
use crate::domain::line::Remark;
use crate::domain::order::{Order, Refusal, StageKind};
use crate::domain::say::Say;
use crate::domain::staff::{Member, Role};

/// What is ticked: for each document its reasons, and the reviewer's own words.
#[derive(Clone, Debug, Default)]
struct Ticks {
    reasons: Vec<(DocumentKind, Vec<u16>)>,
    notes: Vec<(DocumentKind, String)>,
    open: Option<DocumentKind>,
}

impl Ticks {
    fn reasons_of(&self, document: DocumentKind) -> &[u16] {
        self.reasons.iter().find(|(kind, _)| *kind == document).map_or(&[], |(_, reasons)| reasons)
    }

    fn note_of(&self, document: DocumentKind) -> Option<&str> {
        self.notes.iter().find(|(kind, _)| *kind == document).map(|(_, note)| note.as_str())
    }

    fn count(&self, document: DocumentKind) -> usize {
        self.reasons_of(document).len() + usize::from(self.note_of(document).is_some())
    }

    fn toggle(&mut self, document: DocumentKind, reason: u16) {
        let place = self.reasons.iter().position(|(kind, _)| *kind == document).unwrap_or_else(|| {
            self.reasons.push((document, Vec::new()));
            self.reasons.len() - 1
        });
        let reasons = &mut self.reasons[place].1;
        match reasons.iter().position(|r| *r == reason) {
            Some(at) => drop(reasons.remove(at)),
            None => reasons.push(reason),
        }
        self.reasons.retain(|(_, reasons)| !reasons.is_empty());
    }

    fn is_empty(&self) -> bool {
        self.reasons.is_empty() && self.notes.is_empty()
    }

    fn items(&self, talk: &Talk<'_>) -> Vec<Item> {
        let named = |index: &u16| talk.scene.rules.reasons.get(usize::from(*index)).map(|r| r.id.clone());
        let ticked = DocumentKind::ALL.into_iter().filter(|document| self.count(*document) > 0);
        ticked
            .map(|document| {
                let reasons = self.reasons_of(document).iter().filter_map(named).collect();
                (document, reasons, self.note_of(document).map(str::to_owned))
            })
            .collect()
    }
}

/// This member's ticks on this order, with the version that they are made on.
fn ticks(talk: &Talk<'_>, order: &Order) -> Option<(i64, Ticks)> {
    match &talk.session.dialogue {
        Dialogue::Returning { order: number, version, ticked, open, notes } if *number == order.number => {
            Some((*version, Ticks { reasons: ticked.clone(), notes: notes.clone(), open: *open }))
        }
        _ => None,
    }
}

fn keep(talk: &mut Talk<'_>, order: &Order, version: i64, ticks: Ticks) {
    let Ticks { reasons: ticked, notes, open } = ticks;
    talk.session.dialogue = Dialogue::Returning { order: order.number.clone(), version, ticked, open, notes };
}

fn may(talk: &Talk<'_>, order: &Order, member: &Member) -> Tried {
    if let Some(bar) = barred(talk, order, member, Role::Reviewer) {
        return Err(bar_line(&bar));
    }
    if order.stage.kind() != StageKind::PreReview {
        return Err(phrases::refusal(&Refusal::Stage(order.stage.kind())));
    }
    Ok(())
}

/// Opens the menu: of all documents, or of the reasons for one of them. What was ticked on the same version stays ticked.
pub(super) fn begin(talk: &mut Talk<'_>, member: &Member, order: &Order, document: u16) -> Tried {
    may(talk, order, member)?;
    let mut kept = match ticks(talk, order) {
        Some((version, kept)) if version == order.changed => kept,
        _ => {
            talk.session.ask(Dialogue::Idle);
            Ticks::default()
        }
    };
    kept.open = u8::try_from(document).ok().and_then(DocumentKind::from_number);
    let (lines, keyboard) = menu(talk, order, &kept);
    keep(talk, order, order.changed, kept);
    talk.reply_of_order(lines, keyboard);
    Ok(())
}

/// `document` 0 goes back to the list; `reason` 0 opens a document's reasons, else ticks or unticks one.
pub(super) fn toggle(talk: &mut Talk<'_>, order: &Order, document: u16, reason: u16) -> Tried {
    let (version, mut kept) = ticks(talk, order).ok_or_else(|| Say::id("staff-not-your-ticks"))?;
    let kind = u8::try_from(document).ok().and_then(DocumentKind::from_number);
    match (kind, reason.checked_sub(1)) {
        (None, _) => kept.open = None,
        (Some(kind), None) => kept.open = Some(kind),
        (Some(kind), Some(index)) => kept.toggle(kind, index),
    }
    let mut shown = order.clone();
    shown.changed = version;
    let (lines, keyboard) = menu(talk, &shown, &kept);
    keep(talk, order, version, kept);
    edit(talk, lines, keyboard);
    Ok(())
}

/// Asks for the reviewer's own words on a document.
pub(super) fn ask_note(talk: &mut Talk<'_>, member: &Member, order: &Order, document: u16) -> Tried {
    let (version, _) = ticks(talk, order).ok_or_else(|| Say::id("staff-not-your-ticks"))?;
    let kind = u8::try_from(document).ok().and_then(DocumentKind::from_number);
    let kind = kind.ok_or_else(|| Say::id("old-button"))?;
    if version != order.changed {
        return Err(history::changed_since(talk, version));
    }
    word(talk, member, order, Role::Reviewer, Wanted::ReturnNote(kind))
}

/// The reviewer's own words have come: they are ticked like a reason.
pub(super) fn take_note(talk: &mut Talk<'_>, document: DocumentKind, note: &Remark) -> Tried {
    let order = talk.order().cloned().ok_or_else(|| Say::id("staff-no-order"))?;
    let (version, mut kept) = ticks(talk, &order).ok_or_else(|| Say::id("staff-not-your-ticks"))?;
    kept.notes.retain(|(kind, _)| *kind != document);
    kept.notes.push((document, note.as_str().to_owned()));
    kept.open = None;
    let (lines, keyboard) = menu(talk, &order, &kept);
    keep(talk, &order, version, kept);
    talk.reply_of_order(lines, keyboard);
    Ok(())
}

pub(super) fn send(talk: &mut Talk<'_>, member: &Member, order: &Order) -> Tried {
    let (version, kept) = ticks(talk, order).ok_or_else(|| Say::id("staff-not-your-ticks"))?;
    if version != order.changed {
        return Err(history::changed_since(talk, version));
    }
    let items = kept.items(talk);
    decide::send_back(talk, member, items)?;
    talk.session.ask(Dialogue::Idle);
    edit(talk, vec![Say::id("staff-return-sent").with("number", order.number.to_string())], Keyboard::None);
    Ok(())
}

/// Documents, or the reasons of one of them, with ticks.
fn menu(talk: &Talk<'_>, order: &Order, ticks: &Ticks) -> (Vec<Say>, Keyboard) {
    let mut rows: Vec<Vec<Key>> = Vec::new();
    let mut lines = vec![Say::id("staff-return").with("number", order.number.to_string())];
    let send = || deed(Say::id("key-return-send"), order, Deed::ReturnSend, 0, 0);
    if let Some(document) = ticks.open {
        let number = u16::from(document.number());
        lines.push(Say::id("staff-return-reasons").with("document", phrases::document(document)));
        for (index, reason) in talk.scene.rules.reasons_for(document) {
            let index = u16::try_from(index).unwrap_or(u16::MAX);
            let on = ticks.reasons_of(document).contains(&index);
            let label = Say::id(if on { "key-ticked" } else { "key-unticked" })
                .with("label", Say::verbatim(reason.text.of(talk.lang)));
            rows.push(vec![deed(label, order, Deed::Toggle, number, index + 1)]);
        }
        let mut last = vec![
            deed(Say::id("key-back"), order, Deed::Toggle, 0, 0),
            deed(Say::id("key-return-note"), order, Deed::ReturnNote, number, 0),
        ];
        if !ticks.is_empty() {
            last.push(send());
        }
        rows.push(last);
    } else {
        lines.push(Say::id("staff-return-documents"));
        for document in order.documents(talk.scene.rules) {
            if let Some(note) = ticks.note_of(*document) {
                let name = phrases::document(*document);
                lines.push(Say::id("staff-return-noted").with("document", name).with("note", note));
            }
            let label = Say::id("key-return-document")
                .with("document", phrases::document(*document))
                .with("count", ticks.count(*document));
            rows.push(vec![deed(label, order, Deed::Toggle, u16::from(document.number()), 0)]);
        }
        if !ticks.is_empty() {
            rows.push(vec![send()]);
        }
    }
    (lines, Keyboard::Inline(rows))
}
