//! Staff's card of an order: what a decision needs, personal data masked, and the keys that the order's stage allows.

use crate::conversation::parcels::step_line;
use crate::conversation::phrases;
use crate::conversation::scene::Scene;
use crate::conversation::talk::deed;
use crate::domain::button::Deed;
use crate::domain::effect::{Key, Keyboard};
use crate::domain::order::{Ground, Order, Question, ReturnedItem, Severity, Stage, StageKind, UploadState};
use crate::domain::say::Say;
use crate::domain::tracking::Which;

/// The notes that a card shows; the latest.
const NOTES: usize = 3;

pub(in crate::conversation) fn desk_card(order: &Order, scene: &Scene<'_>) -> (Vec<Say>, Keyboard) {
    let mut lines = head(order, scene);
    lines.extend(documents(order, scene));
    lines.extend(progress(order));
    lines.extend(crate::conversation::refunding::open_money(order));
    lines.extend(crate::conversation::private::parcels(order));
    if order.stage.kind() == StageKind::PaperReview {
        lines.extend(order.tracking(Which::Inbound).latest().map(step_line));
    }
    if let Some(invoice) = &order.invoice {
        lines.push(Say::id("status-invoice").with("number", invoice.number.as_str()));
        lines.extend(invoice.mailed.map(|mailed| phrases::mailed(order, mailed)));
    }
    lines.push(match &order.claim {
        Some(claim) => {
            let until = order.claim_expires_at(scene.rules).map(phrases::moment).unwrap_or_default();
            Say::id("card-claimed").with("name", claim.name.as_str()).with("until", until)
        }
        None => Say::id("card-unclaimed"),
    });
    let rows = keys(order, scene);
    (lines, if rows.is_empty() { Keyboard::None } else { Keyboard::Inline(rows) })
}

fn head(order: &Order, scene: &Scene<'_>) -> Vec<Say> {
    let (unit, uscc, doubtful) = scene
        .owner
        .as_ref()
        .map(|a| (a.unit.as_str().to_owned(), a.uscc.masked(), a.uscc.is_flawed()))
        .unwrap_or_default();
    let mut lines = vec![
        Say::id("card").with("number", order.number.to_string()).with("stage", phrases::stage(order.stage.kind())),
        Say::id("card-unit").with("unit", unit).with("uscc", uscc),
    ];
    if doubtful {
        lines.push(Say::id("card-doubtful-uscc"));
    }
    if scene.owner.as_ref().is_some_and(|a| !a.mobile_proven) {
        lines.push(Say::id("card-mobile-unproven"));
    }
    let mobile = order.answers.agent_mobile().map(crate::domain::mobile::Mobile::masked).unwrap_or_default();
    lines.push(Say::id("card-agent").with("agent", order.answers.text(Question::AgentName)).with("mobile", mobile));
    lines.push(
        Say::id("card-certificates")
            .with("count", order.certificates.len())
            .with("seals", order.certificates.iter().filter(|c| c.has_seal).count())
            .with("fee", order.bill.as_ref().map(|b| b.total().to_string()).unwrap_or_default()),
    );
    let by_hand = order.certificates.iter().filter(|c| c.by_hand.is_some());
    lines.extend(by_hand.map(|c| Say::id("card-by-hand").with("certificate", phrases::certificate(c))));
    if let (Some(Ground::Other), Some(note)) = (order.ground, &order.ground_note) {
        lines.push(Say::id("card-ground").with("note", note.as_str()));
    }
    if let Some(since) = order.stage.since() {
        let waited = phrases::waited(scene.now - since);
        lines.push(Say::id("card-since").with("at", phrases::moment(since)).with("waited", waited));
    }
    if let Some(due) = order.staff_due(scene.rules) {
        let late = order.is_overdue(scene.rules, scene.now);
        let id = if late { "card-overdue" } else { "card-due" };
        lines.push(Say::id(id).with("date", phrases::date(due.on)));
    }
    if let Some(hold) = &order.handling.held {
        let at = phrases::moment(hold.at);
        lines.push(Say::id("card-held").with("reason", hold.reason.as_str()).with("at", at));
    }
    lines
}

fn documents(order: &Order, scene: &Scene<'_>) -> Vec<Say> {
    let mut lines = Vec::new();
    if order.stage.kind() == StageKind::Draft {
        return lines;
    }
    let again = matches!(order.stage, Stage::PreReview { round, .. } if round > 1);
    if let Stage::PreReview { round, .. } = order.stage
        && again
    {
        lines.push(Say::id("card-round").with("round", round));
        lines.extend(order.handling.returned.iter().map(|item| corrected(item, scene)));
    }
    let approved = order.handling.approvals.len();
    if scene.rules.review.approvals > 1 && approved > 0 {
        lines.push(Say::id("card-approvals").with("count", approved).with("needed", scene.rules.review.approvals));
    }
    for upload in order.documents(scene.rules).iter().flat_map(|document| order.current_uploads(*document)) {
        let Some(document) = upload.document else { continue };
        let id = match upload.state {
            UploadState::Accepted => "card-document-accepted",
            UploadState::Returned { .. } => "card-document-returned",
            _ if again && upload.state == UploadState::Ready => "card-document-new",
            _ if upload.findings.is_empty() => "card-document-clean",
            _ => "card-document-warned",
        };
        lines.push(Say::id(id).with("document", phrases::document(document)).with("upload", upload.id));
        let warnings = upload.findings.iter().filter(|f| f.severity == Severity::Warning);
        lines.extend(
            warnings.map(|f| {
                Say::id("card-finding").with("finding", phrases::finding(f)).with("figure", f.figure.as_str())
            }),
        );
    }
    let verified = if order.verification.is_verified() { "card-verified" } else { "card-not-verified" };
    lines.push(Say::id(verified).with("name", order.answers.text(Question::LegalName)));
    lines
}

/// What was returned last time and why, so that it is seen whether it was mended.
fn corrected(item: &ReturnedItem, scene: &Scene<'_>) -> Say {
    let lang = scene.group_lang;
    let mut reasons: Vec<String> =
        item.reasons.iter().filter_map(|id| scene.rules.reason(id)).map(|r| r.text.of(lang).to_owned()).collect();
    reasons.extend(item.note.clone());
    Say::id("card-corrected").with("document", phrases::document(item.document)).with("reasons", reasons.join("；"))
}

/// What was paid, and what differs.
fn progress(order: &Order) -> Vec<Say> {
    let mut lines = Vec::new();
    if order.stage.kind() == StageKind::AwaitingPayment && order.receipt.is_some() {
        lines.push(Say::id("card-receipt"));
    }
    if let Some(payment) = &order.payment {
        let due = order.bill.as_ref().map(crate::domain::order::Bill::total).unwrap_or_default();
        lines.push(Say::id("card-paid").with("amount", payment.amount.to_string()));
        if due != payment.amount {
            lines.push(Say::id("card-paid-differs").with("due", due.to_string()));
        }
    }
    if !order.serials.is_empty() {
        lines.push(Say::id("card-serials").with("serials", order.serials.join(", ")));
    }
    if let Some(at) = order.handling.paper_received {
        lines.push(Say::id("card-paper-received").with("at", phrases::moment(at)));
    }
    lines.extend(
        order
            .handling
            .came_back
            .iter()
            .map(|parcel| Say::id("card-came-back").with("waybill", phrases::waybill(&parcel.waybill))),
    );
    let notes = &order.handling.notes;
    for note in notes.iter().skip(notes.len().saturating_sub(NOTES)) {
        lines.push(
            Say::id("card-note")
                .with("name", note.name.as_str())
                .with("at", phrases::moment(note.at))
                .with("text", note.text.as_str()),
        );
    }
    lines
}

fn keys(order: &Order, scene: &Scene<'_>) -> Vec<Vec<Key>> {
    let key = |label: &'static str, what: Deed| deed(Say::id(label), order, what, 0, 0);
    let claim = match order.claim {
        Some(_) => key("key-release", Deed::Release),
        None => key("key-claim", Deed::Claim),
    };
    let look = key("key-look", Deed::Look);
    let unmask = key("key-unmask", Deed::Unmask);
    if order.handling.held.is_some() {
        return vec![vec![look, unmask], vec![key("key-resume", Deed::Resume)]];
    }
    let word = key("key-word", Deed::Word);
    let mut rows = match order.stage.kind() {
        StageKind::PreReview => vec![
            vec![look, unmask, claim],
            vec![key("key-approve", Deed::Approve), key("key-return", Deed::Return)],
            vec![key("key-hold", Deed::Hold), key("key-reject", Deed::Reject), word],
        ],
        StageKind::AwaitingPayment => {
            let total = order.bill.as_ref().map(|b| b.total().to_string()).unwrap_or_default();
            let paid = deed(Say::id("key-paid").with("total", total), order, Deed::Paid, 0, 0);
            vec![vec![paid], vec![claim, key("key-hold", Deed::Hold), word]]
        }
        StageKind::PaperReview => {
            let mut first = vec![look, unmask, claim];
            if order.handling.paper_received.is_none() {
                first.push(key("key-paper-received", Deed::PaperReceived));
            }
            vec![
                first,
                vec![key("key-paper-pass", Deed::PaperPass), key("key-paper-missing", Deed::PaperMissing)],
                vec![word],
            ]
        }
        StageKind::Making => vec![vec![key("key-made", Deed::Made), claim, key("key-hold", Deed::Hold)], vec![word]],
        StageKind::Made => {
            vec![vec![key("key-ship", Deed::Ship), claim], vec![key("key-invoice", Deed::Invoice), word]]
        }
        StageKind::Shipped => vec![
            vec![key("key-delivered", Deed::Delivered), key("key-came-back", Deed::CameBack)],
            vec![key("key-invoice", Deed::Invoice), word],
        ],
        StageKind::Delivered if order.invoice.is_none() => vec![vec![key("key-invoice", Deed::Invoice)]],
        _ => Vec::new(),
    };
    if order.undoable_until(scene.rules).is_some_and(|until| scene.now <= until) {
        rows.push(vec![key("key-undo", Deed::Undo)]);
    }
    rows
}
