//! Sending documents: a file comes in, is acknowledged at once, and looked at by the desk. Stage 6.

use crate::conversation::input::{Input, Letter};
use crate::conversation::phrases;
use crate::conversation::session::Dialogue;
use crate::conversation::talk::{Talk, applicant, deed};
use crate::domain::button::Deed;
use crate::domain::document::{DocumentKind, FileForm, FileRef};
use crate::domain::effect::{Effect, Keyboard};
use crate::domain::order::{Move, Order, Refusal, StageKind, UploadState};
use crate::domain::say::Say;

/// The most that Telegram lets a bot fetch, in bytes.
pub(super) const FETCHABLE: u64 = 20 << 20;

pub(super) fn ask(talk: &mut Talk<'_>, document: DocumentKind) {
    let lines = vec![
        Say::id("send-document").with("document", phrases::document(document)),
        phrases::document_hint(document),
        Say::id("send-as-file"),
    ];
    talk.ask(Dialogue::Document { document: Some(document) }, lines, Vec::new());
}

pub(super) fn file(talk: &mut Talk<'_>, letter: &Letter) {
    let Input::File { file, .. } = &letter.input else { return };
    match talk.session.dialogue.clone() {
        Dialogue::Legal { .. } => return super::legal::again(talk),
        Dialogue::Receipt => return super::pay::receipt(talk, letter, file),
        Dialogue::Waybill | Dialogue::WaybillMeant { .. } | Dialogue::Carrier { .. } => {
            return super::post::slip(talk, letter, file);
        }
        Dialogue::Idle | Dialogue::Document { .. } => {}
        _ => {
            talk.say(vec![Say::id("text-please")]);
            return super::repeat(talk);
        }
    }
    let mine = talk.order().filter(|o| Some(&o.account) == talk.session.account.as_ref());
    let Some(stage) = mine.map(|o| o.stage.kind()) else {
        return talk.say(vec![Say::id("file-without-order")]);
    };
    match stage {
        StageKind::Preparing | StageKind::Correcting => {}
        StageKind::AwaitingPayment => return super::pay::receipt(talk, letter, file),
        StageKind::AwaitingPaper | StageKind::PaperReview => return super::post::slip(talk, letter, file),
        _ => return super::say_refusal(talk, &Refusal::Stage(stage)),
    }
    if file.size == 0 && file.form == FileForm::Document {
        return talk.say(vec![Say::id("finding-empty"), Say::id("send-again")]);
    }
    if file.size > FETCHABLE {
        let megabytes = file.size.div_ceil(1 << 20);
        return talk.say(vec![Say::id("file-too-large").with("megabytes", megabytes)]);
    }
    let chosen = match talk.session.dialogue {
        // An album is several documents: the chosen one cannot be all of them.
        Dialogue::Document { document } if letter.album.is_none() => document,
        _ => None,
    };
    receive(talk, letter, file, chosen);
}

fn receive(talk: &mut Talk<'_>, letter: &Letter, file: &FileRef, chosen: Option<DocumentKind>) {
    let known = talk.order().and_then(|o| o.uploads.iter().rev().find(|u| u.file.unique_id == file.unique_id));
    let repeated = known.is_some_and(|u| u.state.counts());
    match talk.act(applicant(&letter.from), Move::Upload { document: chosen, file: file.clone() }) {
        Ok(()) => {
            let Some((number, upload)) = talk.order().and_then(newest) else { return };
            talk.effect(Effect::Inspect { order: number, upload, file: file.clone() });
            acknowledge(talk, letter, chosen, repeated);
            talk.session.ask(Dialogue::Document { document: None });
        }
        Err(refusal) => super::say_refusal(talk, &refusal),
    }
}

/// At once, before anything is looked at. An album is acknowledged once, with a key that closes it: no timer decides that it is whole.
fn acknowledge(talk: &mut Talk<'_>, letter: &Letter, chosen: Option<DocumentKind>, repeated: bool) {
    let again = repeated.then(|| Say::id("same-file-again"));
    if letter.album.is_some() {
        if letter.album == talk.session.album {
            return talk.say_if(again);
        }
        talk.session.album.clone_from(&letter.album);
        let Some(order) = talk.order().cloned() else { return };
        let key = deed(Say::id("key-album-done"), &order, Deed::AlbumDone, 0, 0);
        let lines = [Say::id("received-album")].into_iter().chain(again).collect();
        return talk.say_with(lines, Keyboard::Inline(vec![vec![key]]));
    }
    let first = match chosen {
        Some(document) => Say::id("received-document").with("document", phrases::document(document)),
        None => Say::id("received"),
    };
    talk.say([first].into_iter().chain(again).collect());
}

/// The applicant says that the album is whole: what is still looked at, what is still open.
pub(super) fn album_done(talk: &mut Talk<'_>, order: &Order) {
    talk.session.album = None;
    let checking = order.uploads.iter().filter(|upload| upload.state == UploadState::Checking).count();
    let unnamed = order.uploads.iter().filter(|upload| upload.state == UploadState::Unnamed).count();
    let mut lines = vec![match checking {
        0 => Say::id("album-done"),
        _ => Say::id("album-done-checking").with("count", checking),
    }];
    if unnamed > 0 {
        lines.push(Say::id("album-unnamed").with("count", unnamed));
    }
    let missing = order.missing(talk.scene.rules);
    lines.extend(missing.into_iter().map(|d| Say::id("album-missing").with("document", phrases::document(d))));
    talk.say(lines);
    talk.show_checklist(true);
}

fn newest(order: &Order) -> Option<(crate::domain::order_number::OrderNumber, u32)> {
    order.uploads.last().map(|u| (order.number.clone(), u.id))
}
