//! Registering a unit: name, code, mobile number, password. Stage 1.

use crate::conversation::input::{Input, Letter};
use crate::conversation::phrases;
use crate::conversation::session::Dialogue;
use crate::conversation::talk::{Talk, applicant, go};
use crate::conversation::turn::Write;
use crate::domain::account::{Account, Done};
use crate::domain::button::Place;
use crate::domain::effect::Keyboard;
use crate::domain::line::{Password, UnitName};
use crate::domain::mobile::Mobile;
use crate::domain::say::Say;
use crate::domain::uscc::{Uscc, UsccError};

/// What registering has learned when the password is asked for.
type Learned = (UnitName, Uscc, Mobile, bool);

pub(super) fn register(talk: &mut Talk<'_>) {
    if let Some(account) = &talk.scene.account {
        talk.say(vec![Say::id("already-bound").with("unit", account.unit.as_str())]);
        return;
    }
    ask_unit(talk);
}

pub(super) fn ask_unit(talk: &mut Talk<'_>) {
    talk.ask(Dialogue::RegisterUnit, vec![Say::id("register-unit")], Vec::new());
}

pub(super) fn unit(talk: &mut Talk<'_>, text: &str) {
    match UnitName::parse(text) {
        Ok(unit) => ask_uscc(talk, unit),
        Err(error) => talk.say(vec![phrases::line(&error), Say::id("register-unit")]),
    }
}

pub(super) fn ask_uscc(talk: &mut Talk<'_>, unit: UnitName) {
    talk.ask(Dialogue::RegisterUscc { unit }, vec![Say::id("register-uscc")], Vec::new());
}

pub(super) fn uscc(talk: &mut Talk<'_>, unit: UnitName, text: &str) {
    let parsed = Uscc::parse(text);
    let taken =
        talk.scene.by_uscc.is_some() && !matches!(parsed, Err(UsccError::Length { .. } | UsccError::Character { .. }));
    if taken {
        talk.session.ask(Dialogue::Idle);
        let keyboard = Keyboard::Inline(vec![vec![go(Say::id("key-log-in"), Place::LogIn)]]);
        talk.say_with(vec![Say::id("uscc-taken")], keyboard);
        return;
    }
    match parsed {
        Ok(uscc) => ask_mobile(talk, unit, uscc),
        Err(UsccError::Check(doubtful)) => ask_doubt(talk, unit, doubtful.accept()),
        Err(error) => talk.say(vec![phrases::uscc(&error), Say::id("register-uscc")]),
    }
}

pub(super) fn ask_doubt(talk: &mut Talk<'_>, unit: UnitName, uscc: Uscc) {
    let lines = vec![Say::id("uscc-doubtful").with("uscc", uscc.as_str())];
    let keys = vec![vec![(Say::id("key-type-again"), 0)], vec![(Say::id("key-insist"), 1)]];
    talk.ask(Dialogue::RegisterDoubt { unit, uscc }, lines, keys);
}

pub(super) fn insist(talk: &mut Talk<'_>, unit: UnitName, uscc: Uscc, choice: u16) {
    if choice == 1 { ask_mobile(talk, unit, uscc) } else { ask_uscc(talk, unit) }
}

pub(super) fn ask_mobile(talk: &mut Talk<'_>, unit: UnitName, uscc: Uscc) {
    talk.session.ask(Dialogue::RegisterMobile { unit, uscc });
    talk.say_with(vec![Say::id("register-mobile")], Keyboard::Contact(Say::id("key-share-contact")));
}

pub(super) fn mobile(talk: &mut Talk<'_>, unit: UnitName, uscc: Uscc, text: &str) {
    match Mobile::parse(text) {
        Ok(mobile) => {
            talk.say_with(vec![Say::id("mobile-unproven")], Keyboard::Remove);
            ask_password(talk, (unit, uscc, mobile, false));
        }
        Err(error) => talk.say(vec![phrases::mobile(&error), Say::id("register-mobile")]),
    }
}

/// A shared contact: proves the number where it is the sender's own.
pub(super) fn contact(talk: &mut Talk<'_>, letter: &Letter, unit: UnitName, uscc: Uscc) {
    match own_number(talk, letter) {
        Some(mobile) => ask_password(talk, (unit, uscc, mobile, true)),
        None => ask_mobile(talk, unit, uscc),
    }
}

/// The sender's own mobile number out of a shared contact; says why where it is none.
pub(super) fn own_number(talk: &mut Talk<'_>, letter: &Letter) -> Option<Mobile> {
    let Input::Contact { phone, user, .. } = &letter.input else { return None };
    if *user != Some(letter.from.id) {
        talk.say(vec![Say::id("contact-not-yours")]);
        return None;
    }
    match Mobile::parse(phone) {
        Ok(mobile) => {
            talk.say_with(vec![Say::id("mobile-proven").with("mobile", mobile.masked())], Keyboard::Remove);
            Some(mobile)
        }
        Err(error) => {
            talk.say(vec![phrases::mobile(&error), Say::id("contact-foreign")]);
            None
        }
    }
}

pub(super) fn ask_password(talk: &mut Talk<'_>, (unit, uscc, mobile, proven): Learned) {
    let lines = vec![Say::id("register-password").with("min", Password::MIN)];
    talk.ask(Dialogue::RegisterPassword { unit, uscc, mobile, proven }, lines, Vec::new());
}

pub(super) fn password(talk: &mut Talk<'_>, letter: &Letter, learned: Learned, text: &str) {
    super::log_in::hide_password(talk, letter);
    let (unit, uscc, mobile, proven) = learned;
    if let Err(error) = Password::parse(text, &[uscc.as_str(), mobile.as_str()]) {
        talk.say(vec![phrases::password(&error), Say::id("register-password").with("min", Password::MIN)]);
        return;
    }
    if talk.scene.by_uscc.is_some() {
        talk.session.ask(Dialogue::Idle);
        let keyboard = Keyboard::Inline(vec![vec![go(Say::id("key-log-in"), Place::LogIn)]]);
        talk.say_with(vec![Say::id("uscc-taken")], keyboard);
        return;
    }
    let Some(hash) = talk.scene.password_hash.clone() else {
        return ask_password(talk, (unit, uscc, mobile, proven));
    };
    let mut account = Account {
        id: talk.scene.fresh_account.clone(),
        uscc,
        unit,
        mobile,
        mobile_proven: proven,
        password: hash,
        failures: 0,
        locked_until: None,
        created_at: talk.scene.now,
        recovery: None,
        record: Vec::new(),
    };
    account.note(talk.scene.now, applicant(&letter.from), Done::Opened);
    super::log_in::bind(talk, letter, &account);
    let lines = vec![
        Say::id("registered").with("unit", account.unit.as_str()).with("uscc", account.uscc.as_str()),
        Say::id("registered-next"),
    ];
    talk.say_with(lines, Keyboard::Inline(vec![vec![go(Say::id("key-apply"), Place::Apply)]]));
    talk.write(Write::OpenAccount(account));
}
