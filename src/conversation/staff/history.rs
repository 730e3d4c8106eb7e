//! An order's journal in words: who did what and when, and whether the chain of entries is whole.

use crate::conversation::talk::Talk;
use crate::conversation::{calls, phrases};
use crate::domain::effect::Keyboard;
use crate::domain::order::{By, Event, What};
use crate::domain::say::Say;

/// The most entries in one message; the latest.
const SHOWN: usize = 40;

/// So many of the changes that somebody has not seen are named.
const LAST: usize = 3;

pub(super) fn show(talk: &mut Talk<'_>) {
    let Some(order) = talk.order().cloned() else { return };
    let mut lines = vec![
        Say::id("status-head")
            .with("number", order.number.to_string())
            .with("stage", phrases::stage(order.stage.kind())),
    ];
    let journal = &talk.scene.journal;
    let left_out = journal.len().saturating_sub(SHOWN);
    if left_out > 0 {
        lines.push(Say::id("history-earlier").with("count", left_out));
    }
    for event in journal.iter().skip(left_out) {
        let who = who(talk, event.by);
        lines.push(
            Say::id("history-line")
                .with("at", phrases::moment(event.at))
                .with("who", who)
                .with("what", what(&event.what)),
        );
    }
    lines.extend(crate::conversation::private::parcels(&order));
    lines.push(match talk.scene.broken_at {
        None => Say::id("history-whole").with("count", journal.len()),
        Some(place) => Say::id("history-broken").with("place", place),
    });
    talk.reply_of_order(lines, Keyboard::None);
}

/// Said to who acts on an order that is not as they saw it: that it has changed, and the last that happened since `version`.
pub(super) fn changed_since(talk: &Talk<'_>, version: i64) -> Say {
    let line = Say::id("staff-changed-since");
    let since: Vec<_> = talk.scene.journal.iter().filter(|event| event.version > version).collect();
    let last = since.iter().skip(since.len().saturating_sub(LAST));
    let told: Vec<Say> = last.map(|event| did(talk, event)).collect();
    if told.is_empty() {
        return line;
    }
    Say::id("staff-changed-what").with("line", line).with("what", phrases::listed(told))
}

fn did(talk: &Talk<'_>, event: &Event) -> Say {
    Say::id("staff-did").with("who", who(talk, event.by)).with("what", what(&event.what))
}

/// What others than staff did leaves its line in the order's topic, where there is one; staff's own decisions say it themselves.
pub(in crate::conversation) fn leave_line(talk: &mut Talk<'_>) {
    // Of what was never submitted staff have no topic.
    let known = talk.scene.order.as_ref().is_some_and(|before| before.stage.kind().is_submitted());
    let Some(number) = talk.order().map(|order| order.number.to_string()) else { return };
    let seen = |what: &What| {
        matches!(what, What::Submitted { .. })
            || known && matches!(what, What::PaperPosted { .. } | What::Withdrawn | What::Closed | What::Amended { .. })
    };
    let told = |event: &&Event| !matches!(event.by, By::Staff(_)) && seen(&event.what);
    let did: Vec<Say> = talk.events().iter().filter(told).map(|event| did(talk, event)).collect();
    for did in did {
        talk.note_in_topic(vec![Say::id("staff-topic-line").with("number", number.as_str()).with("did", did)]);
    }
}

/// Who did something, as the group names them.
pub(super) fn who(talk: &Talk<'_>, by: By) -> Say {
    match by {
        By::Applicant(_) => Say::id("by-applicant"),
        By::LegalPerson(_) => Say::id("by-legal-person"),
        By::Staff(id) => match talk.scene.register.iter().find(|member| member.id == id) {
            Some(member) => Say::verbatim(member.name.clone()),
            None => Say::id("by-staff").with("id", id.0),
        },
        By::Desk => Say::id("by-desk"),
    }
}

fn what(what: &What) -> Say {
    match what {
        What::Uploaded { upload, .. } => Say::id("did-uploaded").with("upload", *upload),
        What::Inspected { upload, findings } => {
            Say::id("did-inspected").with("upload", *upload).with("count", findings.len())
        }
        What::Insisted { upload } => Say::id("did-insisted").with("upload", *upload),
        What::Submitted { round } => Say::id("did-submitted").with("round", *round),
        What::Returned { documents, .. } => {
            Say::id("did-returned").with("documents", phrases::documents_list(documents))
        }
        What::Paid { amount, due } => {
            Say::id("did-paid").with("amount", amount.to_string()).with("due", due.to_string())
        }
        What::PaperPosted { waybill } => Say::id("did-paper-posted").with("waybill", waybill.as_str()),
        What::PaperMissing { documents } => {
            Say::id("did-paper-missing").with("documents", phrases::documents_list(documents))
        }
        What::Made { serials } => Say::id("did-made").with("serials", serials.join(", ")),
        What::Shipped { waybill } => Say::id("did-shipped").with("waybill", waybill.as_str()),
        What::InvoiceSent { number } => Say::id("did-invoice").with("number", number.as_str()),
        What::InvoiceDoubted { number, .. } => Say::id("did-invoice-doubted").with("number", number.as_str()),
        What::Mailed { kind, outcome } => Say::id("did-mailed")
            .with("what", phrases::mail_kind(*kind))
            .with("outcome", phrases::mail_outcome(*outcome)),
        What::Enrolled { act, place, outcome } => Say::id("did-enrolled")
            .with("act", phrases::enrolling(*act))
            .with("place", *place + 1)
            .with("outcome", phrases::enrolment(*outcome)),
        What::RegisterAsked { found: Some(found) } => Say::id("did-ask-register").with("count", *found),
        What::Texted { to, outcome, .. } => {
            Say::id("did-texted").with("to", phrases::text_to(*to)).with("outcome", phrases::text_outcome(*outcome))
        }
        What::Undone { decision } => Say::id("did-undone").with("what", super::keep::decision(*decision)),
        other => calls::did(other).unwrap_or_else(|| Say::id(plain(other))),
    }
}

/// What needs no figures.
fn plain(what: &What) -> &'static str {
    match what {
        What::Opened => "event-opened",
        What::RegisterAsked { .. } => "did-ask-register-in-vain",
        What::Agreed { .. } => "did-agreed",
        What::ProjectChosen { .. } => "did-project",
        What::CertificatesChosen { .. } => "did-certificates",
        What::GroundGiven => "did-ground",
        What::RevocationAccepted => "did-warned",
        What::Confirmed { .. } => "event-confirmed",
        What::Amended { .. } => "event-amended",
        What::LegalPersonOpened => "did-legal-opened",
        What::LegalPersonConsented => "did-legal-consented",
        What::LegalPersonSent => "did-legal-sent",
        What::LegalPersonVerified => "event-verified",
        What::LegalPersonRefused => "did-legal-refused",
        What::LegalPersonDeclined => "did-legal-declined",
        What::LegalPersonMayTryAgain => "did-legal-again",
        What::Claimed => "did-claimed",
        What::Released => "did-released",
        What::TakenOver { .. } => "did-taken-over",
        What::ClaimExpired => "did-claim-expired",
        What::Approved => "event-approved",
        What::ApprovedOnce => "did-approved-once",
        What::Rejected => "event-rejected",
        What::ReceiptShown => "did-receipt",
        What::PaperPassed => "event-paper-passed",
        What::PaperReceived => "event-paper-received",
        What::CameBack => "event-came-back",
        What::Delivered => "event-delivered",
        What::Withdrawn => "event-withdrawn",
        What::Held => "event-held",
        What::Resumed => "event-resumed",
        What::Noted => "did-noted",
        What::Unmasked => "did-unmasked",
        What::Looked => "did-looked",
        What::Raised => "did-raised",
        What::Reminded => "did-reminded",
        What::ClosingAnnounced => "did-closing-announced",
        What::Closed => "event-closed",
        What::Chosen { .. } => "did-chosen",
        What::Silenced { .. } => "did-silenced",
        // In words elsewhere, with their figures; named here, so that whatever joins them finds its words.
        What::InvoiceCame { .. }
        | What::InvoiceUnreadable { .. }
        | What::OtherInvoice { .. }
        | What::NotLetPay { .. }
        | What::Uploaded { .. }
        | What::Inspected { .. }
        | What::Insisted { .. }
        | What::Submitted { .. }
        | What::Returned { .. }
        | What::Paid { .. }
        | What::PaperPosted { .. }
        | What::PaperMissing { .. }
        | What::Made { .. }
        | What::Shipped { .. }
        | What::InvoiceSent { .. }
        | What::InvoiceDoubted { .. }
        | What::Mailed { .. }
        | What::Enrolled { .. }
        | What::Texted { .. }
        | What::Undone { .. }
        | What::CodeMade { .. }
        | What::PaidOddly { .. }
        | What::Refunded { .. }
        | What::GiveBackAsked { .. }
        | What::RefundUnderway { .. }
        | What::NotRefunded { .. }
        | What::RefundUnclear { .. }
        | What::PaymentUnclear { .. }
        | What::Tracked { .. }
        | What::ParcelAlarm { .. }
        | What::CallDone { .. }
        | What::CalledInVain { .. }
        | What::CallAnswered { .. } => "did-other",
    }
}
