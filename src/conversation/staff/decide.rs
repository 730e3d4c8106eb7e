//! Staff's decisions, one function each: the move, what the applicant is told, what the group sees. Buttons, commands and
//! written answers all end here, so each decision is told in the same words however it was made.

use super::{Bar, bar_line, barred};
use crate::conversation::phrases;
use crate::conversation::talk::Talk;
use crate::conversation::turn::Write;
use crate::domain::document::{DocumentKind, FileRef};
use crate::domain::effect::{Effect, Keyboard};
use crate::domain::line::{Reference, Remark};
use crate::domain::money::Fen;
use crate::domain::order::{By, Move, Order, Refusal, StageKind};
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
        && !(claimed && matches!(mv, Move::Deliver | Move::SendInvoice { .. }))
    {
        return Err(bar_line(&bar));
    }
    talk.act(By::Staff(member.id), mv).map_err(|refusal| phrases::refusal(&refusal))?;
    let line = Say::id(done).with("number", order.number.to_string()).with("name", member.name.as_str());
    talk.tell_staff(vec![line], Keyboard::None);
    talk.show_desk_card(false);
    Ok(())
}

/// The same lines and the checklist for the applicant.
fn tell(talk: &mut Talk<'_>, lines: &[Say]) {
    talk.tell_applicant(lines);
    talk.show_checklist(true);
}

fn number(talk: &Talk<'_>) -> String {
    talk.order().map(|o| o.number.to_string()).unwrap_or_default()
}

pub(super) fn claim(talk: &mut Talk<'_>, member: &Member) -> Tried {
    let order = talk.order().cloned().ok_or_else(|| Say::id("staff-no-order"))?;
    if let Some(bar @ Bar::Own) = barred(talk, &order, member, Role::Reviewer) {
        return Err(bar_line(&bar));
    }
    let name = member.name.clone();
    talk.act(By::Staff(member.id), Move::Claim { name }).map_err(|refusal| phrases::refusal(&refusal))?;
    talk.show_desk_card(false);
    Ok(())
}

pub(super) fn release(talk: &mut Talk<'_>, member: &Member) -> Tried {
    let claim = talk.order().and_then(|o| o.claim.clone());
    match claim {
        Some(claim) if claim.by != member.id && !member.roles.contains(&Role::Administrator) => {
            return Err(phrases::refusal(&Refusal::Claimed(claim.name)));
        }
        _ => {}
    }
    talk.act(By::Staff(member.id), Move::Release).map_err(|refusal| phrases::refusal(&refusal))?;
    talk.show_desk_card(false);
    Ok(())
}

pub(super) fn approve(talk: &mut Talk<'_>, member: &Member) -> Tried {
    make(talk, member, Role::Reviewer, Move::Approve, "staff-approved")?;
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
    let person = talk.order().and_then(|o| o.verification.person());
    let (mv, done) = match refused {
        None => (Move::LegalVerified, "staff-verified"),
        Some(reason) => (Move::LegalRefused(reason.clone()), "staff-not-verified"),
    };
    make(talk, member, Role::Reviewer, mv, done)?;
    let lines = match refused {
        None => vec![Say::id("legal-verified")],
        Some(reason) => vec![Say::id("legal-refused").with("reason", reason.as_str())],
    };
    tell(talk, &lines);
    // The legal person follows it in their own chat, unless it is the applicant's as well.
    if let Some(person) = person
        && talk.scene.viewers.iter().all(|v| v.user != person)
        && let Some(order) = talk.order().cloned()
    {
        let chat = crate::domain::ids::ChatId(person.0);
        let lang = order.verification.lang;
        let keyboard = match refused {
            None => Keyboard::None,
            Some(_) => Keyboard::Inline(vec![vec![crate::conversation::talk::deed(
                Say::id("key-try-again"),
                &order,
                crate::domain::button::Deed::Consent,
                0,
                0,
            )]]),
        };
        talk.effect(Effect::Say { to: chat.into(), words: Words::new(lang, lines), keyboard, reply_to: None });
    }
    Ok(())
}

pub(super) fn paid(talk: &mut Talk<'_>, member: &Member, amount: Option<Fen>, reference: Option<Reference>) -> Tried {
    let due = talk.order().and_then(|o| o.bill.as_ref()).map(crate::domain::order::Bill::total).unwrap_or_default();
    let amount = amount.unwrap_or(due);
    make(talk, member, Role::Finance, Move::ConfirmPayment { amount, reference }, "staff-paid")?;
    if amount != due {
        let line = Say::id("staff-paid-differs").with("amount", amount.to_string()).with("due", due.to_string());
        talk.tell_staff(vec![line], Keyboard::None);
    }
    let line = Say::id("paid").with("number", number(talk)).with("amount", amount.to_string());
    tell(talk, &[line]);
    Ok(())
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
    let line = Say::id("made").with("number", number(talk));
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
    let role = if member.is(Role::Finance) { Role::Finance } else { Role::Maker };
    make(talk, member, role, Move::SendInvoice { number: invoice.clone(), file: file.clone() }, "staff-invoiced")?;
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
    Ok(())
}

/// Shows every document that counts, in the group, protected from forwarding.
pub(super) fn look(talk: &mut Talk<'_>, member: &Member) -> Tried {
    let order: Order = talk.order().cloned().ok_or_else(|| Say::id("staff-no-order"))?;
    if let Some(bar @ (Bar::Role(_) | Bar::Own)) = barred(talk, &order, member, Role::Reviewer) {
        return Err(bar_line(&bar));
    }
    let uploads: Vec<_> =
        order.documents(talk.scene.rules).iter().filter_map(|d| order.current_upload(*d)).cloned().collect();
    if uploads.is_empty() {
        return Err(Say::id("staff-no-uploads"));
    }
    for upload in uploads {
        let name = upload.document.map_or_else(|| Say::id("document-unknown"), phrases::document);
        let mut lines = vec![
            Say::id("staff-upload")
                .with("number", order.number.to_string())
                .with("document", name)
                .with("upload", upload.id),
        ];
        lines.extend(
            upload.findings.iter().map(|f| {
                Say::id("card-finding").with("finding", phrases::finding(f)).with("figure", f.figure.as_str())
            }),
        );
        let words = Words::new(talk.lang, lines);
        talk.effect(Effect::SendFile {
            to: talk.to,
            file: upload.file,
            words,
            keyboard: Keyboard::None,
            protect: true,
        });
    }
    Ok(())
}
