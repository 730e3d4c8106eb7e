//! The applicant's card of an order: where it stands, what is done, what is missing, what comes next and by when, and the keys
//! for it. Made from the order alone, so it can be drawn anew at any time.

use super::phrases;
use super::scene::Scene;
use super::talk::deed;
use crate::domain::button::Deed;
use crate::domain::calendar::{local, working_days_after};
use crate::domain::document::DocumentKind;
use crate::domain::effect::{Key, Keyboard};
use crate::domain::order::{Order, Stage, StageKind, Upload, UploadState, VerificationState};
use crate::domain::rules::Lang;
use crate::domain::say::Say;
use chrono::{DateTime, Utc};

pub(super) fn checklist(order: &Order, scene: &Scene<'_>, lang: Lang) -> (Vec<Say>, Keyboard) {
    let kind = order.stage.kind();
    let mut lines =
        vec![Say::id("checklist").with("number", order.number.to_string()).with("stage", phrases::stage(kind))];
    let mut rows: Vec<Vec<Key>> = Vec::new();
    match &order.stage {
        Stage::Draft => {
            lines.push(Say::id("next-draft"));
            let all = order.answers.asked().count();
            let open = order.answers.asked().filter(|q| order.answers.get(*q).is_none()).count();
            lines.push(Say::id("checklist-answers").with("answered", all - open).with("all", all));
            rows.push(vec![deed(Say::id("key-continue"), order, Deed::Continue, 0, 0)]);
        }
        Stage::Preparing { .. } | Stage::Correcting { .. } => preparing(order, scene, lang, &mut lines, &mut rows),
        Stage::PreReview { since, .. } => {
            lines.push(Say::id("next-pre-review"));
            lines.extend(promised(*since, scene.rules.promises.pre_review_days));
        }
        Stage::AwaitingPayment { .. } => paying(order, scene, &mut lines, &mut rows),
        Stage::AwaitingPaper { missing, note, .. } => {
            if !missing.is_empty() {
                lines.push(Say::id("paper-missing").with("documents", phrases::documents_list(missing)));
                lines.extend(missing.iter().map(|d| {
                    let hint = phrases::document_hint(*d);
                    Say::id("paper-missing-item").with("document", phrases::document(*d)).with("hint", hint)
                }));
            }
            if let Some(note) = note {
                lines.push(Say::id("staff-note").with("note", note.as_str()));
            }
            posting(order, scene, &mut lines, &mut rows);
        }
        Stage::PaperReview { .. } => {
            lines.push(Say::id("next-paper-review"));
            if scene.rules.promises.paper_review_days > 0 {
                lines.push(Say::id("promised-after-arrival").with("days", scene.rules.promises.paper_review_days));
            }
            rows.push(vec![deed(Say::id("key-correct-waybill"), order, Deed::Waybill, 0, 0)]);
            rows.push(vec![deed(Say::id("key-correct-carrier"), order, Deed::Carrier, 0, 0)]);
        }
        Stage::Making { since } | Stage::Made { since } => {
            let due = working_days_after(*since, scene.rules.promises.making_days);
            let id = if due.certain { "next-making" } else { "next-making-uncertain" };
            lines.push(Say::id(id).with("date", phrases::date(due.on)));
        }
        Stage::Shipped { .. } => lines.push(Say::id("next-shipped")),
        Stage::Delivered { .. } => {
            lines.push(Say::id("next-delivered"));
            if order.invoice.is_none() {
                lines.push(Say::id("next-invoice").with("days", scene.rules.promises.invoice_days));
            }
        }
        Stage::Rejected { reason, .. } => lines.push(Say::id("next-rejected").with("reason", reason.as_str())),
        Stage::Withdrawn { .. } => lines.push(Say::id("next-withdrawn")),
    }
    lines.extend(super::refunding::underway(order));
    lines.extend(super::private::parcels(order));
    if let Some(invoice) = &order.invoice {
        lines.push(Say::id("status-invoice").with("number", invoice.number.as_str()));
    }
    if let Some(closes) = order.closes_at(scene.rules) {
        lines.push(Say::id("checklist-closes").with("date", phrases::date(local(closes).date_naive())));
    }
    let mut last = Vec::new();
    if kind != StageKind::Draft {
        last.push(deed(Say::id("key-timeline"), order, Deed::Timeline, 0, 0));
    }
    if kind.may_be_withdrawn() {
        last.push(deed(Say::id("key-withdraw"), order, Deed::Withdraw, 0, 0));
    }
    if !last.is_empty() {
        rows.push(last);
    }
    if !kind.is_final() {
        rows.push(vec![deed(Say::id("key-staff"), order, Deed::Staff, 0, 0)]);
    }
    (lines, if rows.is_empty() { Keyboard::None } else { Keyboard::Inline(rows) })
}

/// By when something is done.
fn promised(since: DateTime<Utc>, days: u32) -> Option<Say> {
    let due = (days > 0).then(|| working_days_after(since, days))?;
    let date = phrases::date(due.on);
    Some(if due.certain {
        Say::id("promised-by").with("date", date)
    } else {
        Say::id("promised-about").with("date", date)
    })
}

/// One line for each document, one for the legal person, and keys for what is open.
fn preparing(order: &Order, scene: &Scene<'_>, lang: Lang, lines: &mut Vec<Say>, rows: &mut Vec<Vec<Key>>) {
    let returned = matches!(order.stage, Stage::Correcting { .. });
    lines.push(Say::id(if returned { "next-correcting" } else { "next-preparing" }));
    lines.push(verification_line(&order.verification.state));
    if !order.verification.is_verified() {
        rows.push(vec![deed(Say::id("key-legal-link"), order, Deed::Verification, 0, 0)]);
    }
    let mut open = Vec::new();
    for document in order.documents(scene.rules) {
        // Of a form of several pages, the one that is not as it should be.
        let open_page = |u: &&Upload| order.pages(*document) > 1 && !u.state.may_be_submitted();
        let current = order.current_uploads(*document);
        let upload = current.into_iter().find(open_page).or_else(|| order.current_upload(*document));
        let pages: Vec<String> = order.missing_pages(*document).iter().map(usize::to_string).collect();
        lines.push(if pages.is_empty() {
            document_line(*document, upload.map(|u| &u.state))
        } else {
            let document = phrases::document(*document);
            Say::id("checklist-pages").with("document", document).with("pages", pages.join(", "))
        });
        if let Some(UploadState::Returned { reasons, note }) = upload.map(|u| &u.state) {
            let texts = reasons.iter().filter_map(|id| scene.rules.reason(id));
            lines.extend(texts.map(|r| Say::id("return-reason").with("reason", r.text.of(lang))));
            lines.extend(note.as_deref().map(|n| Say::id("return-reason").with("reason", n)));
        }
        if upload.is_none_or(|u| u.state != UploadState::Accepted) {
            let label = Say::id("key-send-document").with("document", phrases::document(*document));
            open.push(deed(label, order, Deed::Upload, u16::from(document.number()), 0));
        }
    }
    rows.extend(open.into_iter().map(|key| vec![key]));
    rows.push(vec![
        deed(Say::id("key-forms-again"), order, Deed::Forms, 0, 0),
        deed(Say::id("key-amend"), order, Deed::Amend, 0, 0),
    ]);
    if order.missing(scene.rules).is_empty() && order.verification.is_verified() {
        lines.push(Say::id("all-there"));
        rows.insert(0, vec![deed(Say::id("key-submit"), order, Deed::Submit, 0, 0)]);
    }
}

fn document_line(document: DocumentKind, state: Option<&UploadState>) -> Say {
    let id = match state {
        None => "checklist-missing",
        Some(UploadState::Checking) => "checklist-checking",
        Some(UploadState::Doubtful) => "checklist-doubtful",
        Some(UploadState::Accepted) => "checklist-accepted",
        Some(UploadState::Returned { .. }) => "checklist-returned",
        Some(_) => "checklist-ready",
    };
    Say::id(id).with("document", phrases::document(document))
}

fn verification_line(state: &VerificationState) -> Say {
    Say::id(match state {
        VerificationState::Waiting => "verification-waiting",
        VerificationState::Opened { .. } => "verification-opened",
        VerificationState::Asked { .. } => "verification-asked",
        VerificationState::AtProvider { .. } => "verification-at-provider",
        VerificationState::Unproven { .. } => "verification-unproven",
        VerificationState::Sent { .. } => "verification-sent",
        VerificationState::Verified { .. } => "verification-verified",
        VerificationState::Refused { .. } => "verification-refused",
        VerificationState::Declined { .. } => "verification-declined",
    })
}

fn paying(order: &Order, scene: &Scene<'_>, lines: &mut Vec<Say>, rows: &mut Vec<Vec<Key>>) {
    if let Some(bill) = &order.bill {
        lines.extend(super::private::bill_lines(bill));
    }
    let desk = &scene.rules.desk;
    lines.push(
        Say::id("how-to-pay")
            .with("holder", desk.bank_holder.as_str())
            .with("bank", desk.bank_name.as_str())
            .with("account", desk.bank_account.as_str())
            .with("number", order.number.to_string()),
    );
    lines.push(Say::id(if order.receipt.is_some() { "receipt-shown" } else { "next-payment" }));
    rows.extend(super::paying::keys(order, &scene.rules.services.ways));
    rows.push(vec![deed(Say::id("key-receipt"), order, Deed::Receipt, 0, 0)]);
}

fn posting(order: &Order, scene: &Scene<'_>, lines: &mut Vec<Say>, rows: &mut Vec<Vec<Key>>) {
    let desk = &scene.rules.desk;
    let again = matches!(&order.stage, Stage::AwaitingPaper { missing, .. } if !missing.is_empty());
    let number = order.number.to_string();
    lines.push(Say::id(if again { "next-posting-again" } else { "next-posting" }).with("number", number));
    lines.push(
        Say::id("post-to")
            .with("recipient", desk.recipient.as_str())
            .with("telephone", desk.telephone.as_str())
            .with("address", desk.address.as_str()),
    );
    rows.push(vec![deed(Say::id("key-waybill"), order, Deed::Waybill, 0, 0)]);
    rows.push(vec![deed(Say::id("key-packing"), order, Deed::Packing, 0, 0)]);
}
