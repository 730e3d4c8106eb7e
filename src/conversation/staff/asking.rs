//! Asking for paper that is missing, ticked document by document.

use super::decide::{self, Tried};
use super::press::edit;
use super::{bar_line, barred, history};
use crate::conversation::phrases;
use crate::conversation::session::Dialogue;
use crate::conversation::talk::{Talk, deed};
use crate::domain::button::Deed;
use crate::domain::document::DocumentKind;
use crate::domain::effect::{Key, Keyboard};
use crate::domain::order::Order;
use crate::domain::say::Say;
use crate::domain::staff::{Member, Role};

pub(super) fn begin(talk: &mut Talk<'_>, member: &Member, order: &Order) -> Tried {
    if let Some(bar) = barred(talk, order, member, Role::Reviewer) {
        return Err(bar_line(&bar));
    }
    talk.session.ask(Dialogue::Asking { order: order.number.clone(), version: order.changed, ticked: Vec::new() });
    let (lines, keyboard) = menu(talk, order, &[]);
    talk.reply_of_order(lines, keyboard);
    Ok(())
}

fn menu(talk: &Talk<'_>, order: &Order, ticked: &[DocumentKind]) -> (Vec<Say>, Keyboard) {
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

/// This member's ticks on this order, with the version that they are made on.
fn ticks(talk: &Talk<'_>, order: &Order) -> Result<(i64, Vec<DocumentKind>), Say> {
    match &talk.session.dialogue {
        Dialogue::Asking { order: number, version, ticked } if *number == order.number => {
            Ok((*version, ticked.clone()))
        }
        _ => Err(Say::id("staff-not-your-ticks")),
    }
}

pub(super) fn toggle(talk: &mut Talk<'_>, order: &Order, document: u16) -> Tried {
    let (version, mut ticked) = ticks(talk, order)?;
    if let Some(kind) = u8::try_from(document).ok().and_then(DocumentKind::from_number) {
        match ticked.iter().position(|k| *k == kind) {
            Some(at) => drop(ticked.remove(at)),
            None => ticked.push(kind),
        }
    }
    let mut shown = order.clone();
    shown.changed = version;
    let (lines, keyboard) = menu(talk, &shown, &ticked);
    talk.session.dialogue = Dialogue::Asking { order: order.number.clone(), version, ticked };
    edit(talk, lines, keyboard);
    Ok(())
}

pub(super) fn send(talk: &mut Talk<'_>, member: &Member, order: &Order) -> Tried {
    let (version, ticked) = ticks(talk, order)?;
    if version != order.changed {
        return Err(history::changed_since(talk, version));
    }
    decide::ask_paper(talk, member, ticked, None)?;
    talk.session.ask(Dialogue::Idle);
    edit(talk, vec![Say::id("staff-paper-asked-done").with("number", order.number.to_string())], Keyboard::None);
    Ok(())
}
