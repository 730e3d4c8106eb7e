//! Staff's decisions, one function each: the move, what the applicant is told, what the group sees. Buttons, commands and
//! written answers all end here, so each decision is told in the same words however it was made.

use super::{Bar, bar_line, barred};
use crate::conversation::phrases;
use crate::conversation::proving;
use crate::conversation::talk::Talk;
use crate::conversation::turn::Write;
use crate::domain::document::{DocumentKind, FileRef};
use crate::domain::effect::{Effect, Keyboard};
use crate::domain::line::{Reference, Remark};
use crate::domain::money::Fen;
use crate::domain::order::{By, Decision, Move, Question, StageKind};
use crate::domain::parcel::Waybill;
use crate::domain::say::{Say, Words};
use crate::domain::staff::{Member, Role};

/// What came of trying: `Err` holds the line to show to who tried.
pub(super) type Tried = Result<(), Say>;

/// A document, the ids of the reasons it is returned for, and a free text.
pub(super) type Item = (DocumentKind, Vec<String>, Option<String>);

/// Checks the right, makes the move, shows the card, leaves a line in the group.
fn make(talk: &mut Talk<'_>, member: &Member, role: Role, mv: Move, done: &'static str) -> Tried {
    let order = talk.order().cloned().ok_or_else(|| Say::id("staff-no-order"))?;
    let claimed = matches!(barred(talk, &order, member, role), Some(Bar::Claimed(_)));
    if let Some(bar) = barred(talk, &order, member, role)
        && !(claimed && matches!(mv, Move::SendInvoice { .. }))
    {
        return Err(bar_line(&bar));
    }
    let ends = Decision::of(&mv).is_some();
    talk.act(By::Staff(member.id), mv).map_err(|refusal| phrases::refusal(&refusal))?;
    // One of several approvals is not yet a decision.
    let half = talk.order().is_some_and(|now| now.stage == order.stage && done == "staff-approved");
    let done = if half { "staff-approved-once" } else { done };
    let line = Say::id(done);
    let line = line.with("number", order.number.to_string()).with("name", member.name.as_str());
    talk.tell_staff_of_order(vec![line], Keyboard::None, false);
    talk.show_desk_card(false);
    // Whoever was asked for a text on the order as it was needs not write it any more; an answered question stays, to be read.
    let answered = talk.session.wordings.iter().any(|w| w.order == order.number);
    if !answered && talk.order().is_some_and(|now| now.changed != order.changed) {
        talk.take_question_down();
    }
    // Copies of what was decided on need not lie about.
    if let Some(chat) = talk.scene.group.filter(|_| ends && !half) {
        talk.effect(Effect::ClearCopies { chat, order: order.number });
    }
    Ok(())
}

/// A move that is no decision; reviewers', and told to the group.
pub(super) fn make_aside(talk: &mut Talk<'_>, member: &Member, mv: Move, done: &'static str) -> Tried {
    make(talk, member, Role::Reviewer, mv, done)
}

/// The same lines and the checklist for the applicant.
pub(super) fn tell(talk: &mut Talk<'_>, lines: &[Say]) {
    talk.tell_applicant(lines);
    talk.show_checklist(true);
}

pub(super) fn number(talk: &Talk<'_>) -> String {
    talk.order().map(|o| o.number.to_string()).unwrap_or_default()
}

pub(super) fn approve(talk: &mut Talk<'_>, member: &Member) -> Tried {
    make(talk, member, Role::Reviewer, Move::Approve, "staff-approved")?;
    if talk.order().is_some_and(|order| order.stage.kind() == StageKind::PreReview) {
        return Ok(());
    }
    let pays = talk.order().is_some_and(|o| o.stage.kind() == StageKind::AwaitingPayment);
    let line = Say::id(if pays { "approved" } else { "approved-nothing-due" }).with("number", number(talk));
    tell(talk, &[line]);
    Ok(())
}

pub(super) fn send_back(talk: &mut Talk<'_>, member: &Member, items: Vec<Item>) -> Tried {
    let documents: Vec<DocumentKind> = items.iter().map(|(d, ..)| *d).collect();
    make(talk, member, Role::Reviewer, Move::Return(items), "staff-returned")?;
    let line = Say::id("returned").with("number", number(talk)).with("documents", phrases::documents_list(&documents));
    // The checklist below it names each reason.
    tell(talk, &[line]);
    Ok(())
}

pub(super) fn reject(talk: &mut Talk<'_>, member: &Member, reason: &Remark) -> Tried {
    make(talk, member, Role::Reviewer, Move::Reject(reason.clone()), "staff-rejected")?;
    let line = Say::id("rejected").with("number", number(talk)).with("reason", reason.as_str());
    tell(talk, &[line]);
    Ok(())
}

/// 认证成功, or not and why.
pub(super) fn verify(talk: &mut Talk<'_>, member: &Member, refused: Option<&Remark>) -> Tried {
    let chat = talk.order().and_then(|o| o.verification.chat());
    let (mv, done) = match refused {
        None => (Move::LegalVerified, "staff-verified"),
        Some(reason) => (Move::LegalRefused(reason.clone()), "staff-not-verified"),
    };
    make(talk, member, Role::Reviewer, mv, done)?;
    let last = proving::is_last(talk);
    let line = match refused {
        None => Say::id("legal-verified"),
        Some(reason) => {
            let id = if last { "legal-refused-last" } else { "legal-refused" };
            let telephone = talk.scene.rules.desk.telephone.clone();
            Say::id(id).with("reason", reason.as_str()).with("telephone", telephone)
        }
    };
    tell(talk, std::slice::from_ref(&line));
    if refused.is_some() {
        proving::ask_staff_if_last(talk);
    }
    // The legal person follows it in their own chat, unless it is the applicant's as well.
    if chat.is_some_and(|chat| talk.scene.viewers.iter().all(|viewer| viewer.user.0 != chat.0)) {
        proving::say_to_person(talk, line, refused.is_some() && !last);
    }
    Ok(())
}

/// One more try for the legal person, on record.
pub(super) fn legal_again(talk: &mut Talk<'_>, member: &Member) -> Tried {
    make(talk, member, Role::Reviewer, Move::LegalAgain, "staff-legal-again")?;
    tell(talk, &[Say::id("legal-again")]);
    proving::say_to_person(talk, Say::id("legal-again"), true);
    Ok(())
}

pub(super) fn paid(talk: &mut Talk<'_>, member: &Member, amount: Option<Fen>, reference: Option<Reference>) -> Tried {
    let due = talk.order().and_then(|o| o.bill.as_ref()).map(crate::domain::order::Bill::total).unwrap_or_default();
    let amount = amount.unwrap_or(due);
    make(talk, member, Role::Finance, Move::ConfirmPayment { amount, reference }, "staff-paid")?;
    let mut lines = vec![Say::id("paid").with("number", number(talk)).with("amount", amount.to_string())];
    if amount != due {
        let line = Say::id("staff-paid-differs").with("amount", amount.to_string()).with("due", due.to_string());
        talk.tell_staff_of_order(vec![line], Keyboard::None, false);
        let id = if amount < due { "paid-too-little" } else { "paid-too-much" };
        let difference = Fen(amount.0.abs_diff(due.0)).to_string();
        lines.push(Say::id(id).with("due", due.to_string()).with("difference", difference));
    }
    tell(talk, &lines);
    Ok(())
}

/// The paper lies on the desk; the applicant knows that it has not gone astray.
pub(super) fn receive_paper(talk: &mut Talk<'_>, member: &Member) -> Tried {
    make(talk, member, Role::Reviewer, Move::ReceivePaper, "staff-paper-received")?;
    tell(talk, &[Say::id("paper-received").with("number", number(talk))]);
    Ok(())
}

/// The courier has brought the parcel back.
pub(super) fn came_back(talk: &mut Talk<'_>, member: &Member) -> Tried {
    make(talk, member, Role::Maker, Move::ParcelBack, "staff-came-back")?;
    let recipient = talk.order().map(|o| o.answers.text(Question::RecipientName).to_owned()).unwrap_or_default();
    tell(talk, &[Say::id("came-back").with("number", number(talk)).with("recipient", recipient)]);
    Ok(())
}

/// The role in which a member sends invoices.
pub(super) fn invoicing(member: &Member) -> Role {
    if member.is(Role::Finance) { Role::Finance } else { Role::Maker }
}

pub(super) fn pass_paper(talk: &mut Talk<'_>, member: &Member) -> Tried {
    make(talk, member, Role::Reviewer, Move::PassPaper, "staff-paper-passed")?;
    let line = Say::id("paper-passed").with("number", number(talk));
    tell(talk, &[line]);
    Ok(())
}

pub(super) fn ask_paper(
    talk: &mut Talk<'_>,
    member: &Member,
    missing: Vec<DocumentKind>,
    note: Option<Remark>,
) -> Tried {
    let asked = Say::id("paper-asked").with("documents", phrases::documents_list(&missing));
    make(talk, member, Role::Reviewer, Move::AskPaper { missing, note }, "staff-paper-asked")?;
    tell(talk, &[asked]);
    Ok(())
}

pub(super) fn made(talk: &mut Talk<'_>, member: &Member, serials: Vec<String>) -> Tried {
    make(talk, member, Role::Maker, Move::Make { serials }, "staff-made")?;
    let revoked: Vec<String> =
        talk.order().map(|o| o.certificates.iter().map(|c| c.serial.as_str().to_owned()).collect()).unwrap_or_default();
    for serial in revoked {
        talk.write(Write::Revoke { serial });
    }
    // Where the authority is told by its own system, the old ones count until it says otherwise.
    let id = if talk.scene.rules.services.authority { "made-not-yet-revoked" } else { "made" };
    let line = Say::id(id).with("number", number(talk));
    tell(talk, &[line]);
    Ok(())
}

pub(super) fn ship(talk: &mut Talk<'_>, member: &Member, waybill: Waybill) -> Tried {
    let line = Say::id("shipped").with("waybill", phrases::waybill(&waybill)).with("number", number(talk));
    make(talk, member, Role::Maker, Move::Ship(waybill), "staff-shipped")?;
    tell(talk, &[line]);
    Ok(())
}

pub(super) fn delivered(talk: &mut Talk<'_>, member: &Member) -> Tried {
    make(talk, member, Role::Maker, Move::Deliver, "staff-delivered")?;
    let line = Say::id("delivered").with("number", number(talk));
    tell(talk, &[line]);
    Ok(())
}

pub(super) fn invoice(talk: &mut Talk<'_>, member: &Member, invoice: &Reference, file: Option<FileRef>) -> Tried {
    make(
        talk,
        member,
        invoicing(member),
        Move::SendInvoice { number: invoice.clone(), file: file.clone() },
        "staff-invoiced",
    )?;
    goes_out(talk, invoice, file.as_ref());
    Ok(())
}

/// The applicant has an invoice, with its file where there is one.
pub(in crate::conversation) fn goes_out(talk: &mut Talk<'_>, invoice: &Reference, file: Option<&FileRef>) {
    let line = Say::id("invoice-sent").with("number", number(talk)).with("invoice", invoice.as_str());
    match file {
        Some(file) => {
            for viewer in talk.scene.viewers.clone() {
                let words = Words::new(viewer.lang, vec![line.clone()]);
                talk.effect(Effect::SendFile {
                    to: viewer.chat.into(),
                    file: file.clone(),
                    words,
                    keyboard: Keyboard::None,
                    protect: false,
                });
            }
        }
        None => talk.tell_applicant(&[line]),
    }
    talk.show_checklist(true);
}
