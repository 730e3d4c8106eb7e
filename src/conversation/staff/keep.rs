//! What staff do around an order without deciding on it: claim and release it, put it on hold, take a decision back, note
//! something down, look at what is masked.

use super::decide::{Tried, make_aside, number, tell};
use super::{Bar, bar_line, barred, is_own};
use crate::conversation::phrases;
use crate::conversation::talk::Talk;
use crate::domain::effect::Keyboard;
use crate::domain::line::Remark;
use crate::domain::order::{By, Decision, Move, Order, Question, Refusal};
use crate::domain::say::Say;
use crate::domain::staff::{Member, Role};

fn order_at_hand(talk: &Talk<'_>) -> Result<Order, Say> {
    talk.order().cloned().ok_or_else(|| Say::id("staff-no-order"))
}

/// An order that is one's own is for colleagues, whatever is to be done with it.
fn not_own(talk: &Talk<'_>, order: &Order, member: &Member) -> Tried {
    if is_own(talk, order, member) { Err(bar_line(&Bar::Own)) } else { Ok(()) }
}

/// `over`: an administrator takes it from whoever has it.
pub(super) fn claim(talk: &mut Talk<'_>, member: &Member, over: bool) -> Tried {
    let order = order_at_hand(talk)?;
    not_own(talk, &order, member)?;
    let name = member.name.clone();
    if !over {
        talk.act(By::Staff(member.id), Move::Claim { name }).map_err(|refusal| phrases::refusal(&refusal))?;
        talk.show_desk_card(false);
        return Ok(());
    }
    if !member.roles.contains(&Role::Administrator) {
        return Err(bar_line(&Bar::Role(Role::Administrator)));
    }
    let from = order.claim.map(|claim| claim.name);
    talk.act(By::Staff(member.id), Move::TakeOver { name }).map_err(|refusal| phrases::refusal(&refusal))?;
    if let Some(from) = from {
        let line = Say::id("staff-taken-over")
            .with("number", number(talk))
            .with("name", member.name.as_str())
            .with("from", from);
        talk.tell_staff_of_order(vec![line], Keyboard::None, true);
    }
    talk.show_desk_card(false);
    Ok(())
}

pub(super) fn release(talk: &mut Talk<'_>, member: &Member) -> Tried {
    match order_at_hand(talk)?.claim {
        Some(claim) if claim.by != member.id && !member.roles.contains(&Role::Administrator) => {
            return Err(phrases::refusal(&Refusal::Claimed(claim.name)));
        }
        _ => {}
    }
    talk.act(By::Staff(member.id), Move::Release).map_err(|refusal| phrases::refusal(&refusal))?;
    talk.show_desk_card(false);
    Ok(())
}

pub(super) fn hold(talk: &mut Talk<'_>, member: &Member, reason: &Remark) -> Tried {
    make_aside(talk, member, Move::Hold(reason.clone()), "staff-held")?;
    tell(talk, &[Say::id("held").with("number", number(talk)).with("reason", reason.as_str())]);
    Ok(())
}

pub(super) fn resume(talk: &mut Talk<'_>, member: &Member) -> Tried {
    make_aside(talk, member, Move::Resume, "staff-resumed")?;
    tell(talk, &[Say::id("resumed").with("number", number(talk))]);
    Ok(())
}

/// Only who decided takes it back, or an administrator.
pub(super) fn undo(talk: &mut Talk<'_>, member: &Member) -> Tried {
    let order = order_at_hand(talk)?;
    not_own(talk, &order, member)?;
    let last = order.handling.last.as_ref().ok_or_else(|| Say::id("staff-nothing-to-undo"))?;
    if last.by != member.id && !member.roles.contains(&Role::Administrator) {
        return Err(Say::id("staff-undo-not-yours"));
    }
    let what = decision(last.decision);
    talk.act(By::Staff(member.id), Move::Undo).map_err(|refusal| phrases::refusal(&refusal))?;
    let line = Say::id("staff-undone")
        .with("number", number(talk))
        .with("name", member.name.as_str())
        .with("what", what.clone());
    talk.tell_staff_of_order(vec![line], Keyboard::None, false);
    talk.show_desk_card(false);
    tell(talk, &[Say::id("undone").with("number", number(talk)).with("what", what)]);
    Ok(())
}

pub(super) fn decision(decision: Decision) -> Say {
    Say::id(match decision {
        Decision::Approve => "decision-approve",
        Decision::Return => "decision-return",
        Decision::Reject => "decision-reject",
        Decision::Payment => "decision-payment",
        Decision::PaperPass => "decision-paper-pass",
        Decision::PaperAsk => "decision-paper-ask",
        Decision::Make => "decision-make",
        Decision::Ship => "decision-ship",
        Decision::Deliver => "decision-deliver",
    })
}

/// A note stays among colleagues.
pub(super) fn note(talk: &mut Talk<'_>, member: &Member, text: Remark) -> Tried {
    order_at_hand(talk)?;
    let name = member.name.clone();
    talk.act(By::Staff(member.id), Move::Note { name, text }).map_err(|refusal| phrases::refusal(&refusal))?;
    talk.reply_of_order(vec![Say::id("staff-noted").with("number", number(talk))], Keyboard::None);
    talk.show_desk_card(false);
    Ok(())
}

/// Whole numbers, in a box that only the person who pressed sees; that they looked is an entry of the journal.
pub(super) fn unmask(talk: &mut Talk<'_>, member: &Member, query: &str) -> Tried {
    let order = order_at_hand(talk)?;
    if let Some(bar @ (Bar::Role(_) | Bar::Own)) = barred(talk, &order, member, Role::Reviewer) {
        return Err(bar_line(&bar));
    }
    talk.act(By::Staff(member.id), Move::Unmask).map_err(|refusal| phrases::refusal(&refusal))?;
    let text = |question| order.answers.text(question).to_owned();
    let shown = Say::id("staff-unmasked")
        .with("legal", text(Question::LegalName))
        .with("identity", text(Question::LegalIdentity))
        .with("agent", text(Question::AgentName))
        .with("card", text(Question::AgentIdentity))
        .with("mobile", text(Question::AgentMobile));
    talk.toast(query, shown, true);
    Ok(())
}
