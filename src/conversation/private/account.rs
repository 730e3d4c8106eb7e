//! Registering, logging in and out: stages 1 and 2.

use crate::conversation::input::{Input, Letter};
use crate::conversation::phrases;
use crate::conversation::session::Dialogue;
use crate::conversation::talk::{Talk, go};
use crate::conversation::turn::Write;
use crate::domain::account::Account;
use crate::domain::button::Place;
use crate::domain::effect::{Effect, Keyboard};
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
pub(super) fn contact(talk: &mut Talk<'_>, letter: &Letter) {
    let Input::Contact { phone, user, .. } = &letter.input else { return };
    let Dialogue::RegisterMobile { unit, uscc } = talk.session.dialogue.clone() else {
        if let Dialogue::Detail { question, identity, single } = talk.session.dialogue.clone() {
            return super::details::contact(talk, letter, (question, identity, single));
        }
        talk.say(vec![Say::id("cannot-take").with("what", Say::id("kind-contact"))]);
        return super::repeat(talk);
    };
    if *user != Some(letter.from.id) {
        talk.say(vec![Say::id("contact-not-yours")]);
        return ask_mobile(talk, unit, uscc);
    }
    match Mobile::parse(phone) {
        Ok(mobile) => {
            talk.say_with(vec![Say::id("mobile-proven").with("mobile", mobile.masked())], Keyboard::Remove);
            ask_password(talk, (unit, uscc, mobile, true));
        }
        Err(error) => {
            talk.say(vec![phrases::mobile(&error), Say::id("contact-foreign")]);
            ask_mobile(talk, unit, uscc);
        }
    }
}

pub(super) fn ask_password(talk: &mut Talk<'_>, (unit, uscc, mobile, proven): Learned) {
    let lines = vec![Say::id("register-password").with("min", Password::MIN)];
    talk.ask(Dialogue::RegisterPassword { unit, uscc, mobile, proven }, lines, Vec::new());
}

pub(super) fn password(talk: &mut Talk<'_>, letter: &Letter, learned: Learned, text: &str) {
    // The password leaves the chat whatever becomes of it.
    forget_message(talk, letter);
    talk.session.taken = None;
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
    let account = Account {
        id: talk.scene.fresh_account.clone(),
        uscc,
        unit,
        mobile,
        mobile_proven: proven,
        password: hash,
        failures: 0,
        locked_until: None,
        created_at: talk.scene.now,
    };
    talk.session.account = Some(account.id.clone());
    talk.session.ask(Dialogue::Idle);
    let lines = vec![
        Say::id("registered").with("unit", account.unit.as_str()).with("uscc", account.uscc.as_str()),
        Say::id("registered-next"),
    ];
    talk.say_with(lines, Keyboard::Inline(vec![vec![go(Say::id("key-apply"), Place::Apply)]]));
    talk.write(Write::OpenAccount(account));
}

pub(super) fn log_in(talk: &mut Talk<'_>) {
    if let Some(account) = &talk.scene.account {
        talk.say(vec![Say::id("already-bound").with("unit", account.unit.as_str())]);
        return;
    }
    talk.ask(Dialogue::LogInUscc, vec![Say::id("log-in-uscc")], Vec::new());
}

pub(super) fn log_in_uscc(talk: &mut Talk<'_>, text: &str) {
    match Uscc::parse(text) {
        Ok(uscc) => ask_log_in_password(talk, uscc),
        Err(UsccError::Check(doubtful)) => ask_log_in_password(talk, doubtful.accept()),
        Err(error) => talk.say(vec![phrases::uscc(&error), Say::id("log-in-uscc")]),
    }
}

pub(super) fn ask_log_in_password(talk: &mut Talk<'_>, uscc: Uscc) {
    talk.ask(Dialogue::LogInPassword { uscc }, vec![Say::id("log-in-password")], Vec::new());
}

pub(super) fn log_in_password(talk: &mut Talk<'_>, letter: &Letter, uscc: &Uscc) {
    forget_message(talk, letter);
    talk.session.taken = None;
    // An unknown code and a wrong password are answered alike: nobody learns who has an account.
    let Some(mut account) = talk.scene.by_uscc.clone() else {
        return talk.say(vec![Say::id("log-in-wrong"), Say::id("log-in-password")]);
    };
    if let Some(until) = account.locked(talk.scene.now) {
        return talk.say(vec![Say::id("log-in-locked").with("until", phrases::moment(until))]);
    }
    if talk.scene.password_fits != Some(true) {
        account.fail(talk.scene.now);
        match account.locked(talk.scene.now) {
            Some(until) => talk.say(vec![Say::id("log-in-locked").with("until", phrases::moment(until))]),
            None => talk.say(vec![Say::id("log-in-wrong"), Say::id("log-in-password")]),
        }
        return talk.write(Write::SaveAccount(account));
    }
    account.succeed();
    talk.session.account = Some(account.id.clone());
    talk.session.ask(Dialogue::Idle);
    let lines = vec![Say::id("logged-in").with("unit", account.unit.as_str()).with("uscc", uscc.masked())];
    let keyboard =
        Keyboard::Inline(vec![vec![go(Say::id("key-apply"), Place::Apply), go(Say::id("key-orders"), Place::Orders)]]);
    talk.say_with(lines, keyboard);
    // Whoever is bound already hears of it.
    let name = letter.from.name.clone();
    talk.tell_applicant(&[Say::id("logged-in-elsewhere").with("name", name)]);
    talk.write(Write::SaveAccount(account));
}

pub(super) fn log_out(talk: &mut Talk<'_>) {
    if talk.session.account.take().is_none() {
        return talk.say(vec![Say::id("not-logged-in")]);
    }
    talk.session.order = None;
    talk.session.ask(Dialogue::Idle);
    let keyboard = Keyboard::Inline(vec![vec![go(Say::id("key-log-in"), Place::LogIn)]]);
    talk.say_with(vec![Say::id("logged-out")], keyboard);
}

pub(super) fn forget_message(talk: &mut Talk<'_>, letter: &Letter) {
    if let Some(message) = letter.message {
        talk.effect(Effect::Delete { chat: letter.chat, message });
    }
}
