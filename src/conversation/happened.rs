//! What the desk itself brings: an upload was looked at, a chat cannot be reached. Nobody's dialogue is touched by it.

use super::input::{Happening, Unreachable};
use super::phrases;
use super::scene::{Needs, Scene};
use super::talk::{Talk, deed};
use super::turn::{Turn, Write};
use crate::domain::button::Deed;
use crate::domain::document::{DOCUMENT_LIMIT, DocumentKind};
use crate::domain::effect::{Effect, Keyboard};
use crate::domain::ids::{ChatId, MessageId};
use crate::domain::invoice::PROVIDER;
use crate::domain::order::{By, CopyMarks, Move, Order, Severity, SmallCopy, Upload, UploadState};
use crate::domain::outage::Call;
use crate::domain::passage::{Passage, PassageBy};
use crate::domain::say::{Say, Words};

/// What must be loaded before this happening can be dealt with.
#[must_use]
pub fn happening_needs(happening: &Happening) -> Needs {
    match happening {
        // What has arrived of it already, so that one chat out of reach does not make a message undelivered.
        Happening::Passed { passage, .. } => {
            Needs { passage: Some(PassageBy::Original(passage.chat, passage.message)), ..Needs::default() }
        }
        Happening::Inspected { order, .. }
        | Happening::Due { order }
        | Happening::SlipRead { order, .. }
        | Happening::Tracked { order, .. }
        | Happening::PaymentSeen { order, .. }
        | Happening::Texted { order, .. }
        | Happening::Mailed { order, .. }
        | Happening::CodeFailed { order, .. }
        | Happening::Called { order, .. }
        | Happening::WatchEnded { order, .. }
        | Happening::OtherInvoice { order, .. }
        | Happening::NotLetPay { order, .. }
        | Happening::InvoiceCame { order, .. }
        | Happening::Enrolled { order, .. }
        | Happening::ProofBegun { order, .. }
        | Happening::ProofSeen { order, .. }
        | Happening::OnPage { order, .. }
        | Happening::RefundSeen { order, .. }
        | Happening::NotRefunded { order, .. } => Needs { order: Some(order.clone()), ..Needs::default() },
        Happening::InvoiceRead { order, .. } => {
            Needs { order: Some(order.clone()), register: true, ..Needs::default() }
        }
        Happening::RegisterAsked { order, found } => Needs {
            order: Some(order.clone()),
            serials: found.iter().flatten().map(|found| found.serial.as_str().to_owned()).collect(),
            ..Needs::default()
        },
        Happening::RegisterRead { read, .. } => Needs { serials: read.serials(), ..Needs::default() },
        Happening::Exported { .. } => Needs::default(),
        Happening::Morning => super::staff::morning_needs(),
        Happening::Unreachable { .. } => Needs { orders: true, followers: true, ..Needs::default() },
    }
}

/// Deals with a happening: there is no session, and nobody in particular is answered.
#[must_use]
pub fn happened(happening: &Happening, scene: &Scene<'_>) -> Turn {
    let mut talk = Talk::of_desk(scene);
    match happening {
        Happening::Inspected { upload, document, findings, digest, made, .. } => {
            let kept = Move::Kept { upload: *upload, kept: made.clone() };
            let mv = Move::Inspected {
                upload: *upload,
                document: *document,
                findings: findings.clone(),
                digest: digest.clone(),
            };
            // A second verdict on the same upload changes nothing and is told to nobody.
            if talk.act(By::Desk, kept).is_ok() && talk.act(By::Desk, mv).is_ok() {
                show_verdict(&mut talk, *upload, made.picture.as_deref());
                talk.show_checklist(false);
            }
        }
        Happening::Passed { passage, copy } => passed(&mut talk, passage, *copy),
        Happening::Due { .. } => {
            super::reminders::due(&mut talk);
            super::parcels::due(&mut talk);
            super::paying::due(&mut talk);
            super::proving::due(&mut talk);
        }
        Happening::Called { call, outcome, .. } => {
            super::calls::called(&mut talk, *call, *outcome);
            super::parcels::watched(&mut talk, *call, *outcome);
        }
        Happening::WatchEnded { which, number, .. } => super::parcels::watch_ended(&mut talk, *which, number),
        Happening::PaymentSeen { trade, standing, .. } => {
            super::calls::called(&mut talk, Call::PayLook, Ok(()));
            super::paying::seen(&mut talk, trade, standing);
        }
        Happening::Texted { to, kind, outcome, .. } => super::texting::texted(&mut talk, *to, *kind, *outcome),
        Happening::Mailed { kind, outcome, .. } => super::mailing::mailed(&mut talk, *kind, *outcome),
        Happening::InvoiceCame { number, file, states, .. } => {
            super::invoicing::came(&mut talk, number, file, states);
        }
        Happening::OtherInvoice { number, .. } => super::invoicing::other(&mut talk, number),
        Happening::NotLetPay { trade, why, .. } => super::charging::not_let_pay(&mut talk, trade, *why),
        Happening::InvoiceRead { by: PROVIDER, number, file, look, .. } => {
            super::invoicing::read(&mut talk, number, file, look);
            super::follow_up(&mut talk);
        }
        Happening::InvoiceRead { to, reply_to, by, number, file, look, .. } => {
            (talk.to, talk.message) = (*to, *reply_to);
            super::staff::invoice_read(&mut talk, *by, (number, file), look);
            super::follow_up(&mut talk);
        }
        Happening::Enrolled { act, place, outcome, .. } => {
            super::enrolling::enrolled(&mut talk, *act, *place, *outcome);
        }
        Happening::RegisterAsked { found, .. } => super::enrolling::looked_up(&mut talk, found.as_deref()),
        Happening::CodeFailed { trade, why, .. } => {
            super::calls::called(&mut talk, Call::PayCode, Err(*why));
            super::paying::failed(&mut talk, trade);
        }
        Happening::RefundSeen { trade, refund, .. } => super::refunding::seen(&mut talk, trade, *refund),
        Happening::NotRefunded { trade, refused, .. } => super::refunding::not_done(&mut talk, trade, *refused),
        Happening::ProofBegun { session, page, .. } => {
            super::calls::called(&mut talk, Call::ProofStart, page.as_ref().map(drop).map_err(|why| *why));
            super::proving::begun(&mut talk, session, page.as_deref().ok());
        }
        Happening::ProofSeen { session, standing, .. } => {
            super::calls::called(&mut talk, Call::ProofLook, Ok(()));
            super::proving::seen(&mut talk, session, *standing);
        }
        Happening::OnPage { act, .. } => super::private::on_page(&mut talk, act),
        Happening::Tracked { which, number, answer, told, .. } => {
            super::calls::courier(&mut talk, *which, number, answer);
            super::parcels::heard(&mut talk, (*which, number), answer, *told);
        }
        Happening::RegisterRead { to, message, by, read } => {
            super::staff::register_read(&mut talk, (*to, *message), *by, read);
        }
        Happening::Exported { asked, message, export, outcome } => {
            super::staff::exported(&mut talk, (*asked, *message), *export, *outcome);
        }
        Happening::Morning => super::staff::morning(&mut talk),
        Happening::SlipRead { chat, codes, .. } => super::private::slip_read(&mut talk, *chat, codes),
        Happening::Unreachable { chat, reason } => {
            let id = match reason {
                Unreachable::Blocked => {
                    talk.write(Write::Reachable { chat: *chat, reachable: false });
                    "staff-unreachable-blocked"
                }
                Unreachable::GaveUp => "staff-unreachable-gave-up",
            };
            let open = scene.orders.iter().filter(|o| !o.stage.kind().is_final());
            if *reason == Unreachable::Blocked && scene.group != Some(*chat) {
                super::beside::unreachable(&mut talk, *chat);
            }
            let numbers: Vec<String> = open.map(|o| o.number.to_string()).collect();
            if scene.group != Some(*chat) && !numbers.is_empty() {
                let unit = scene.account.as_ref().map(|a| a.unit.as_str().to_owned()).unwrap_or_default();
                talk.tell_staff(
                    vec![Say::id(id).with("unit", unit).with("numbers", numbers.join(", "))],
                    Keyboard::None,
                );
            }
        }
    }
    super::beside::after(&mut talk);
    super::staff::leave_line(&mut talk);
    talk.finish_desk()
}

/// The most findings that fit below a picture, in either language; more of them follow as a message of their own.
const MOST_BELOW_PICTURE: usize = 5;

/// Who wrote something for the other side hears what became of it: staff in either case, applicants where it did not arrive.
fn passed(talk: &mut Talk<'_>, passage: &Passage, copy: Result<(ChatId, MessageId), Unreachable>) {
    let of_staff = talk.scene.group == Some(passage.chat);
    let line = match (of_staff, copy) {
        (true, Ok(_)) => Say::id("staff-talk-delivered"),
        (true, Err(_)) if talk.scene.passed.is_some() => Say::id("staff-talk-partly"),
        (true, Err(Unreachable::Blocked)) => Say::id("staff-talk-blocked"),
        (true, Err(Unreachable::GaveUp)) => Say::id("staff-talk-failed"),
        (false, Ok(_)) => return,
        (false, Err(_)) => Say::id("talk-failed").with("telephone", talk.scene.rules.desk.telephone.as_str()),
    };
    let lang = if of_staff { talk.scene.group_lang } else { passage.lang };
    if of_staff {
        let words = Words::new(lang, vec![line]);
        return talk.effect(Effect::Receipt { to: passage.chat.into(), message: passage.message, words });
    }
    talk.effect(Effect::Say {
        to: passage.chat.into(),
        words: Words::new(lang, vec![line]),
        keyboard: Keyboard::None,
        reply_to: Some(passage.message),
    });
}

/// Tells the applicant how an upload came out, and what to do about it.
pub(super) fn say_verdict(talk: &mut Talk<'_>, id: u32) {
    show_verdict(talk, id, None);
}

/// The same, below a small picture with what was found marked on it where the file is one: of several files, each answer shows its own.
fn show_verdict(talk: &mut Talk<'_>, id: u32, picture: Option<&str>) {
    let Some(order) = talk.order().cloned() else { return };
    let Some(upload) = order.upload(id) else { return };
    let lines = verdict_lines(&order, upload);
    let keyboard = verdict_keys(&order, upload);
    for viewer in &talk.scene.viewers {
        let (to, lang) = (viewer.chat.into(), viewer.lang);
        let Some(digest) = picture.map(str::to_owned) else {
            let words = Words::new(lang, lines.clone());
            talk.effect(Effect::Say { to, words, keyboard: keyboard.clone(), reply_to: None });
            continue;
        };
        // What is in order needs no explaining; the picture says which file it is about.
        let legend = (!upload.findings.is_empty()).then(|| Say::id("verdict-legend"));
        if upload.findings.len() > MOST_BELOW_PICTURE {
            let words = Words::new(lang, legend.into_iter().collect());
            talk.effect(Effect::Picture { to, digest, words, keyboard: Keyboard::None });
            let words = Words::new(lang, lines.clone());
            talk.effect(Effect::Say { to, words, keyboard: keyboard.clone(), reply_to: None });
        } else {
            let words = Words::new(lang, lines.iter().cloned().chain(legend).collect());
            talk.effect(Effect::Picture { to, digest, words, keyboard: keyboard.clone() });
        }
    }
}

fn verdict_lines(order: &Order, upload: &Upload) -> Vec<Say> {
    let name = upload.document.map_or_else(|| Say::id("document-unknown"), phrases::document);
    let headline = match upload.state {
        UploadState::Refused => "verdict-refused",
        UploadState::Doubtful => "verdict-doubtful",
        UploadState::Unnamed => "verdict-unnamed",
        // A licence or a card was printed from nothing: it came when the order took none.
        UploadState::Void if upload.document.is_some_and(|document| !document.is_form()) => "verdict-untimely",
        UploadState::Void => "verdict-void",
        UploadState::Replaced => "verdict-replaced",
        UploadState::Spare => "verdict-spare",
        _ => "verdict-ready",
    };
    let mut lines = vec![Say::id(headline).with("document", name)];
    for finding in &upload.findings {
        let id = if finding.severity == Severity::Refusal { "finding-line-refusal" } else { "finding-line-warning" };
        lines.push(Say::id(id).with("finding", phrases::finding(finding)));
    }
    if let Some(page) = upload.page.filter(|_| upload.state != UploadState::Refused) {
        lines.push(Say::id("verdict-page").with("page", u32::from(page.number)).with("of", u32::from(page.of)));
    }
    let sided = upload.document.filter(|document| document.sides() > 1 && upload.state == UploadState::Ready);
    if sided.is_some_and(|document| order.current_uploads(document).len() < document.sides()) {
        lines.push(Say::id("verdict-one-side"));
    }
    lines.extend(upload.copy.iter().flat_map(copy_lines));
    lines
}

/// What was done to make the copy that is handed on, and what of the original is still seen on it: no more than was looked at.
fn copy_lines(copy: &SmallCopy) -> Vec<Say> {
    let mut lines = Vec::new();
    if copy.turned {
        lines.push(Say::id("verdict-turned"));
    }
    if copy.from > DOCUMENT_LIMIT {
        lines
            .push(Say::id("verdict-made-smaller").with("from", megabytes(copy.from)).with("to", megabytes(copy.bytes)));
        lines.extend(match copy.marks {
            CopyMarks::None => None,
            CopyMarks::Codes => Some(Say::id("verdict-copy-codes")),
            CopyMarks::Seals => Some(Say::id("verdict-copy-seals")),
            CopyMarks::Both => Some(Say::id("verdict-copy-both")),
            CopyMarks::Lost => Some(Say::id("verdict-copy-lost")),
        });
    }
    lines
}

/// Megabytes with one decimal, rounded up, so that nothing is said to be smaller than it is.
fn megabytes(bytes: u64) -> String {
    let tenths = bytes.div_ceil(100_000);
    format!("{}.{}", tenths / 10, tenths % 10)
}

fn verdict_keys(order: &Order, upload: &Upload) -> Keyboard {
    let first = u16::try_from(upload.id).unwrap_or(u16::MAX);
    let key = |label, act| vec![deed(Say::id(label), order, act, first, 0)];
    let rows: Vec<Vec<_>> = match upload.state {
        UploadState::Unnamed => DocumentKind::ALL
            .into_iter()
            .map(|d| vec![deed(phrases::document(d), order, Deed::Choose, first, u16::from(d.number()))])
            .collect(),
        UploadState::Doubtful => vec![key("key-insist-upload", Deed::Overrule)],
        UploadState::Spare => vec![key("key-replace", Deed::Replace), key("key-keep-earlier", Deed::KeepEarlier)],
        _ => Vec::new(),
    };
    if rows.is_empty() { Keyboard::None } else { Keyboard::Inline(rows) }
}
