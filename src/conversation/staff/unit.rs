//! What staff do about a unit's account: look at it and its record, correct the unit's name, open a forgotten password, two of them.

use super::role_name;
use crate::conversation::input::Letter;
use crate::conversation::phrases;
use crate::conversation::talk::{Talk, go};
use crate::conversation::turn::Write;
use crate::domain::account::{Account, Done, Entry};
use crate::domain::button::{Button, Place, UnitDeed};
use crate::domain::effect::{Effect, Key, Keyboard, Press};
use crate::domain::line::UnitName;
use crate::domain::order::By;
use crate::domain::recovery::{RecoveryBar, RecoveryState};
use crate::domain::say::{Say, Words};
use crate::domain::staff::{Member, Role};
use crate::domain::uscc::Uscc;

/// The newest entries of the record that are shown.
const SHOWN: usize = 20;

/// The code that a command begins with.
pub(super) fn addressed(rest: &str) -> Option<Uscc> {
    Uscc::insisted(rest.split_whitespace().next()?)
}

/// `/account`, `/rename`, `/reset`.
pub(super) fn command(talk: &mut Talk<'_>, member: &Member, name: &str, rest: &str) -> Result<(), Say> {
    let by_code = addressed(rest).is_some();
    let found = if by_code { talk.scene.by_uscc.clone() } else { talk.scene.owner.clone() };
    let account = match (found, by_code || talk.order().is_some()) {
        (Some(account), _) => account,
        (None, true) => return Err(Say::id("staff-no-account")),
        (None, false) => return Err(usage(name)),
    };
    match name {
        "account" => {
            if !member.is(Role::Reviewer) {
                return Err(lacks(Role::Reviewer));
            }
            let lines = card(talk, &account);
            talk.reply(lines, Keyboard::None);
            Ok(())
        }
        "rename" => rename(talk, member, account, if by_code { after_code(rest) } else { after_number(rest) }),
        _ => {
            let digits = account.recovery.as_ref().map(|r| r.digits.clone()).ok_or_else(|| Say::id("recovery-none"))?;
            let (lines, keyboard) = check(talk, member, account, &digits)?;
            talk.reply(lines, keyboard);
            Ok(())
        }
    }
}

fn usage(name: &str) -> Say {
    Say::id(match name {
        "account" => "usage-account",
        "rename" => "usage-rename",
        _ => "usage-reset",
    })
}

fn after_code(rest: &str) -> &str {
    rest.trim().split_once(char::is_whitespace).map_or("", |(_, name)| name.trim())
}

/// After an order's number; a command that answers a card has no number in it.
fn after_number(rest: &str) -> &str {
    super::split_number(rest).map_or(rest.trim(), |(_, name)| name)
}

fn lacks(role: Role) -> Say {
    Say::id("staff-lacks-role").with("role", role_name(role))
}

/// Whether a member may act on this account: a reviewer, and not on their own.
fn may(talk: &Talk<'_>, member: &Member) -> Result<(), Say> {
    if !member.is(Role::Reviewer) {
        return Err(lacks(Role::Reviewer));
    }
    let own = talk.scene.viewers.iter().any(|v| v.user == member.id);
    if own { Err(Say::id("staff-own-account")) } else { Ok(()) }
}

fn card(talk: &Talk<'_>, account: &Account) -> Vec<Say> {
    let proven = if account.mobile_proven { "account-mobile-proven" } else { "account-mobile-unproven" };
    let mut lines = vec![
        Say::id("card-unit").with("unit", account.unit.as_str()).with("uscc", account.uscc.masked()),
        Say::id(proven).with("mobile", account.mobile.masked()),
        Say::id("account-chats").with("count", talk.scene.viewers.len()),
    ];
    if account.uscc.is_flawed() {
        lines.push(Say::id("card-doubtful-uscc"));
    }
    if let Some(until) = account.locked(talk.scene.now) {
        lines.push(Say::id("staff-account-locked").with("until", phrases::moment(until)));
    }
    lines.extend(account.record.iter().rev().take(SHOWN).rev().map(|known| entry(talk, known)));
    lines
}

fn entry(talk: &Talk<'_>, entry: &Entry) -> Say {
    let what = match &entry.what {
        Done::Opened => Say::id("account-event-opened"),
        Done::Renamed { from, to } => {
            Say::id("account-event-renamed").with("from", from.as_str()).with("to", to.as_str())
        }
        Done::PasswordChanged => Say::id("account-event-password-changed"),
        Done::MobileProven => Say::id("account-event-mobile-proven"),
        Done::Unbound { .. } => Say::id("account-event-unbound"),
        Done::RecoveryChecked => Say::id("account-event-recovery-checked"),
        Done::RecoveryGranted => Say::id("account-event-recovery-granted"),
        Done::RecoveryRefused => Say::id("account-event-recovery-refused"),
        Done::PasswordReset => Say::id("account-event-password-reset"),
    };
    let who = super::history::who(talk, entry.by);
    Say::id("history-line").with("at", phrases::moment(entry.at)).with("who", who).with("what", what)
}

fn rename(talk: &mut Talk<'_>, member: &Member, mut account: Account, typed: &str) -> Result<(), Say> {
    may(talk, member)?;
    if typed.is_empty() {
        return Err(usage("rename"));
    }
    let to = UnitName::parse(typed).map_err(|e| phrases::line(&e))?;
    let from = std::mem::replace(&mut account.unit, to.clone());
    if from == to {
        return Err(Say::id("staff-rename-same"));
    }
    account.note(talk.scene.now, By::Staff(member.id), Done::Renamed { from: from.clone(), to: to.clone() });
    talk.write(Write::SaveAccount(account));
    let done =
        Say::id("staff-renamed").with("from", from.as_str()).with("to", to.as_str()).with("name", member.name.as_str());
    talk.reply(vec![done], Keyboard::None);
    talk.tell_applicant(&[Say::id("unit-renamed").with("from", from.as_str()).with("to", to.as_str())]);
    Ok(())
}

/// The request as the group sees it, with the keys for its next step.
pub(in crate::conversation) fn request_card(account: &Account, asker: Option<&str>) -> (Vec<Say>, Keyboard) {
    let Some(recovery) = &account.recovery else { return (vec![Say::id("recovery-none")], Keyboard::None) };
    let mut lines = vec![
        Say::id("staff-recovery")
            .with("unit", account.unit.as_str())
            .with("uscc", account.uscc.masked())
            .with("digits", recovery.digits.as_str()),
    ];
    if let Some(name) = asker {
        lines.push(Say::id("staff-recovery-asker").with("name", name));
    }
    let key = |label: &'static str, deed: UnitDeed| {
        let digits = recovery.digits.parse().unwrap_or_default();
        let press = Press::Data(Button::Unit { uscc: account.uscc.clone(), digits, deed }.encode());
        Key { label: Say::id(label), press }
    };
    let refuse = key("key-recovery-refuse", UnitDeed::Refuse);
    let keys = match &recovery.state {
        RecoveryState::Asked => {
            lines.push(Say::id("staff-recovery-how"));
            vec![vec![key("key-recovery-check", UnitDeed::Check)], vec![refuse]]
        }
        RecoveryState::Checked { name, .. } => {
            lines.push(Say::id("staff-recovery-checked").with("name", name.as_str()));
            vec![vec![key("key-recovery-grant", UnitDeed::Grant)], vec![refuse]]
        }
        RecoveryState::Granted { until, .. } => {
            lines.push(Say::id("staff-recovery-granted").with("until", phrases::moment(*until)));
            Vec::new()
        }
    };
    (lines, if keys.is_empty() { Keyboard::None } else { Keyboard::Inline(keys) })
}

/// A pressed key of a request.
pub(super) fn pressed(
    talk: &mut Talk<'_>,
    letter: &Letter,
    member: &Member,
    digits: u16,
    deed: UnitDeed,
) -> Result<(), Say> {
    let account = talk.scene.by_uscc.clone().ok_or_else(|| Say::id("staff-no-account"))?;
    let digits = format!("{digits:04}");
    let shown = match deed {
        UnitDeed::Check => check(talk, member, account, &digits)?,
        UnitDeed::Grant => grant(talk, member, account, &digits)?,
        UnitDeed::Refuse => refuse(talk, member, account, &digits)?,
    };
    if let Some(message) = letter.message {
        let words = Words::new(talk.lang, shown.0);
        talk.effect(Effect::Edit { chat: letter.chat, message, words, keyboard: shown.1 });
    }
    Ok(())
}

type Shown = (Vec<Say>, Keyboard);

fn barred(bar: RecoveryBar) -> Say {
    Say::id(match bar {
        RecoveryBar::Own => "staff-own-account",
        RecoveryBar::SamePerson => "recovery-same-person",
        RecoveryBar::Unchecked => "recovery-unchecked",
        RecoveryBar::Over => "recovery-over",
    })
}

fn check(talk: &mut Talk<'_>, member: &Member, mut account: Account, digits: &str) -> Result<Shown, Say> {
    may(talk, member)?;
    let now = talk.scene.now;
    let recovery = account.recovery.as_mut().filter(|r| r.digits == digits);
    let recovery = recovery.ok_or_else(|| barred(RecoveryBar::Over))?;
    recovery.check(member.id, &member.name, now).map_err(barred)?;
    account.note(now, By::Staff(member.id), Done::RecoveryChecked);
    let shown = request_card(&account, None);
    talk.write(Write::SaveAccount(account));
    Ok(shown)
}

fn grant(talk: &mut Talk<'_>, member: &Member, mut account: Account, digits: &str) -> Result<Shown, Say> {
    may(talk, member)?;
    let now = talk.scene.now;
    let recovery = account.recovery.as_mut().filter(|r| r.digits == digits);
    let recovery = recovery.ok_or_else(|| barred(RecoveryBar::Over))?;
    recovery.grant(member.id, now).map_err(barred)?;
    let (chat, lang) = (recovery.chat, recovery.lang);
    account.note(now, By::Staff(member.id), Done::RecoveryGranted);
    let shown = request_card(&account, None);
    talk.effect(Effect::Say {
        to: chat.into(),
        words: Words::new(lang, vec![Say::id("recover-granted").with("unit", account.unit.as_str())]),
        keyboard: Keyboard::Inline(vec![vec![go(Say::id("key-set-password"), Place::SetPassword)]]),
        reply_to: None,
    });
    talk.write(Write::SaveAccount(account));
    Ok(shown)
}

fn refuse(talk: &mut Talk<'_>, member: &Member, mut account: Account, digits: &str) -> Result<Shown, Say> {
    may(talk, member)?;
    let open = account.recovery.take().filter(|r| r.digits == digits).ok_or_else(|| barred(RecoveryBar::Over))?;
    if matches!(open.state, RecoveryState::Granted { .. }) {
        return Err(barred(RecoveryBar::Over));
    }
    account.note(talk.scene.now, By::Staff(member.id), Done::RecoveryRefused);
    let telephone = talk.scene.rules.desk.telephone.as_str();
    talk.effect(Effect::Say {
        to: open.chat.into(),
        words: Words::new(open.lang, vec![Say::id("recover-refused").with("telephone", telephone)]),
        keyboard: Keyboard::None,
        reply_to: None,
    });
    let line = Say::id("staff-recovery-refused").with("unit", account.unit.as_str()).with("name", member.name.as_str());
    talk.write(Write::SaveAccount(account));
    Ok((vec![line], Keyboard::None))
}
