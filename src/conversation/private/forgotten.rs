//! A forgotten password, from the applicant's seat: asked for here, opened by two of the staff, set anew here and nowhere else.

use super::log_in::{bind, hide_password, tell_bound};
use crate::conversation::input::Letter;
use crate::conversation::phrases;
use crate::conversation::session::{Dialogue, Recovering};
use crate::conversation::talk::{Talk, applicant, go};
use crate::conversation::turn::Write;
use crate::domain::account::Done;
use crate::domain::button::Place;
use crate::domain::effect::Keyboard;
use crate::domain::line::Password;
use crate::domain::mobile::Mobile;
use crate::domain::recovery::Recovery;
use crate::domain::say::Say;
use crate::domain::uscc::{Uscc, UsccError};
use chrono::Duration;

/// One request of a person in so many minutes.
const PAUSE: i64 = 10;

pub(super) fn begin(talk: &mut Talk<'_>, letter: &Letter) {
    match talk.session.dialogue.clone() {
        Dialogue::LogInPassword { uscc } | Dialogue::LogInRiddle { uscc, .. } | Dialogue::OldPassword { uscc } => {
            request(talk, letter, uscc);
        }
        _ => ask_uscc(talk),
    }
}

pub(super) fn ask_uscc(talk: &mut Talk<'_>) {
    talk.ask(Dialogue::RecoverUscc, vec![Say::id("recover-uscc")], Vec::new());
}

pub(super) fn uscc(talk: &mut Talk<'_>, letter: &Letter, text: &str) {
    match Uscc::parse(text) {
        Ok(uscc) => request(talk, letter, uscc),
        Err(UsccError::Check(doubtful)) => request(talk, letter, doubtful.accept()),
        Err(error) => talk.say(vec![phrases::uscc(&error), Say::id("recover-uscc")]),
    }
}

/// Asks staff. A code without an account is answered in the very same words, so that nobody learns which have one.
fn request(talk: &mut Talk<'_>, letter: &Letter, uscc: Uscc) {
    let now = talk.scene.now;
    talk.session.ask(Dialogue::Idle);
    let recent = talk.session.recovering.clone().filter(|r| now - r.at < Duration::minutes(PAUSE));
    if let Some(recent) = recent {
        let line = if recent.uscc == uscc { asked(talk, &recent.digits) } else { Say::id("recover-wait") };
        return talk.say(vec![line]);
    }
    let digits = talk.digits(4);
    talk.session.recovering = Some(Recovering { uscc, digits: digits.clone(), at: now });
    let line = asked(talk, &digits);
    talk.say(vec![line]);
    let Some(mut account) = talk.scene.by_uscc.clone() else { return };
    let held = account.recovery.as_ref().is_some_and(|r| r.holds(now) && r.user != letter.from.id);
    if held {
        return;
    }
    account.recovery = Some(Recovery::ask(letter.chat, letter.from.id, talk.lang, digits, now));
    let (lines, keyboard) = crate::conversation::staff::unit::request_card(&account, Some(&letter.from.name));
    talk.tell_staff(lines, keyboard);
    tell_bound(talk, letter, &Say::id("recovery-elsewhere").with("name", letter.from.name.as_str()));
    talk.write(Write::SaveAccount(account));
}

fn asked(talk: &Talk<'_>, digits: &str) -> Say {
    let telephone = talk.scene.rules.desk.telephone.as_str();
    Say::id("recover-asked").with("digits", digits).with("telephone", telephone)
}

/// The button that came with staff's consent.
pub(super) fn open(talk: &mut Talk<'_>, letter: &Letter) {
    let now = talk.scene.now;
    let found = talk.scene.by_uscc.clone();
    match found.filter(|a| a.recovery.as_ref().is_some_and(|r| r.opens(letter.chat, letter.from.id, now))) {
        Some(account) => ask_password(talk, account.uscc, account.mobile, Vec::new()),
        None => talk.say(vec![Say::id("recover-void")]),
    }
}

pub(super) fn ask_password(talk: &mut Talk<'_>, uscc: Uscc, mobile: Mobile, mut lines: Vec<Say>) {
    lines.push(Say::id("new-password").with("min", Password::MIN));
    talk.ask(Dialogue::RecoverPassword { uscc, mobile }, lines, Vec::new());
}

pub(super) fn password(talk: &mut Talk<'_>, letter: &Letter, (uscc, mobile): (Uscc, Mobile), text: &str) {
    hide_password(talk, letter);
    if let Err(error) = Password::parse(text, &[uscc.as_str(), mobile.as_str()]) {
        return ask_password(talk, uscc, mobile, vec![phrases::password(&error)]);
    }
    let now = talk.scene.now;
    let opens = |r: &Recovery| r.opens(letter.chat, letter.from.id, now);
    let Some(mut account) = talk.scene.by_uscc.clone().filter(|a| a.recovery.as_ref().is_some_and(opens)) else {
        talk.session.ask(Dialogue::Idle);
        return talk.say(vec![Say::id("recover-void")]);
    };
    let Some(hash) = talk.scene.password_hash.clone() else { return ask_password(talk, uscc, mobile, Vec::new()) };
    account.password = hash;
    account.recovery = None;
    account.succeed();
    account.note(now, applicant(&letter.from), Done::PasswordReset);
    bind(talk, letter, &account);
    let keyboard =
        Keyboard::Inline(vec![vec![go(Say::id("key-orders"), Place::Orders), go(Say::id("key-chats"), Place::Chats)]]);
    talk.say_with(vec![Say::id("password-reset").with("unit", account.unit.as_str())], keyboard);
    tell_bound(talk, letter, &Say::id("password-changed-elsewhere").with("name", letter.from.name.as_str()));
    talk.tell_staff(vec![Say::id("staff-recovery-used").with("unit", account.unit.as_str())], Keyboard::None);
    talk.write(Write::SaveAccount(account));
}
