//! Logging in and out: the unit's code, the password, and after two wrong ones a picture's digits before each further try. Stage 2.

use crate::conversation::charging;
use crate::conversation::input::{Input, Letter};
use crate::conversation::phrases;
use crate::conversation::session::{Bound, Dialogue};
use crate::conversation::talk::{Talk, go};
use crate::conversation::turn::Write;
use crate::domain::account::Account;
use crate::domain::button::Place;
use crate::domain::effect::{Effect, Keyboard};
use crate::domain::riddle::Riddle;
use crate::domain::say::{Say, Words};
use crate::domain::uscc::{Uscc, UsccError};
use chrono::{DateTime, Duration, Utc};

/// How long a picture's digits count, in minutes.
const RIDDLE_MINUTES: i64 = 10;
/// How long wrong passwords of one person are remembered, in hours.
const REMEMBERED: i64 = 24;

pub(super) fn log_in(talk: &mut Talk<'_>) {
    if let Some(account) = &talk.scene.account {
        talk.say(vec![Say::id("already-bound").with("unit", account.unit.as_str())]);
        return;
    }
    ask_uscc(talk, vec![Say::id("log-in-uscc")]);
}

fn ask_uscc(talk: &mut Talk<'_>, lines: Vec<Say>) {
    talk.session.ask(Dialogue::LogInUscc);
    talk.say_with(lines, forgot_key());
}

fn forgot_key() -> Keyboard {
    Keyboard::Inline(vec![vec![go(Say::id("key-forgot"), Place::Forgot)]])
}

pub(super) fn uscc(talk: &mut Talk<'_>, text: &str) {
    match Uscc::parse(text) {
        Ok(uscc) => ask_secret(talk, uscc, Vec::new()),
        Err(UsccError::Check(doubtful)) => ask_secret(talk, doubtful.accept(), Vec::new()),
        Err(error) => talk.say(vec![phrases::uscc(&error), Say::id("log-in-uscc")]),
    }
}

/// On to the password, over a picture where there were wrong ones, or not at all for a while.
fn ask_secret(talk: &mut Talk<'_>, uscc: Uscc, mut lines: Vec<Say>) {
    let account = talk.scene.by_uscc.clone();
    if let Some(until) = closed(talk, account.as_ref()) {
        lines.push(Say::id("log-in-locked").with("until", phrases::moment(until)));
        return ask_uscc(talk, lines);
    }
    if Account::asks_riddle(failures(talk, account.as_ref())) {
        return ask_riddle(talk, uscc, lines);
    }
    lines.push(Say::id("log-in-password"));
    ask_password_saying(talk, uscc, lines);
}

/// Wrong passwords in a row: this person's or this account's, whichever are more. Those of the person count for codes without an
/// account as well, so that nobody learns which have one.
fn failures(talk: &Talk<'_>, account: Option<&Account>) -> u32 {
    wrong_passwords(talk).map_or(0, |(count, _)| count).max(account.map_or(0, |a| a.failures))
}

fn wrong_passwords(talk: &Talk<'_>) -> Option<(u32, DateTime<Utc>)> {
    talk.session.wrong_passwords.filter(|(_, last)| talk.scene.now - *last < Duration::hours(REMEMBERED))
}

/// Until when no password is looked at.
fn closed(talk: &Talk<'_>, account: Option<&Account>) -> Option<DateTime<Utc>> {
    let now = talk.scene.now;
    let person = wrong_passwords(talk).and_then(|(count, last)| Some(last + Account::delay(count)?));
    person.filter(|until| *until > now).max(account.and_then(|a| a.locked(now)))
}

pub(super) fn ask_password(talk: &mut Talk<'_>, uscc: Uscc) {
    ask_password_saying(talk, uscc, vec![Say::id("log-in-password")]);
}

fn ask_password_saying(talk: &mut Talk<'_>, uscc: Uscc, lines: Vec<Say>) {
    talk.session.ask(Dialogue::LogInPassword { uscc });
    talk.say_with(lines, forgot_key());
}

/// A picture with other digits.
pub(super) fn ask_riddle(talk: &mut Talk<'_>, uscc: Uscc, mut lines: Vec<Say>) {
    let (riddle, seed) = talk.riddle();
    let until = talk.scene.now + Duration::minutes(RIDDLE_MINUTES);
    talk.session.ask(Dialogue::LogInRiddle { uscc, riddle: riddle.clone(), until });
    lines.push(Say::id("log-in-riddle"));
    let keyboard = talk.picks(vec![vec![(Say::id("key-other-picture"), 0)]]);
    let words = Words::new(talk.lang, lines);
    talk.effect(Effect::Riddle { to: talk.to, riddle, seed, words, keyboard });
}

pub(super) fn riddle(talk: &mut Talk<'_>, uscc: Uscc, (riddle, until): (&Riddle, DateTime<Utc>), text: &str) {
    if talk.scene.now > until {
        return ask_riddle(talk, uscc, vec![Say::id("riddle-too-old")]);
    }
    if !riddle.is_solved_by(text) {
        return ask_riddle(talk, uscc, vec![Say::id("riddle-wrong")]);
    }
    ask_password(talk, uscc);
}

pub(super) fn password(talk: &mut Talk<'_>, letter: &Letter, uscc: &Uscc) {
    hide_password(talk, letter);
    let known = talk.scene.by_uscc.clone();
    if closed(talk, known.as_ref()).is_some() {
        return ask_secret(talk, uscc.clone(), Vec::new());
    }
    // An unknown code and a wrong password are answered alike: nobody learns who has an account.
    match known {
        Some(account) if talk.scene.password_fits == Some(true) => welcome(talk, letter, account),
        known => wrong(talk, uscc, known),
    }
}

fn wrong(talk: &mut Talk<'_>, uscc: &Uscc, known: Option<Account>) {
    let now = talk.scene.now;
    let count = wrong_passwords(talk).map_or(0, |(count, _)| count).saturating_add(1);
    talk.session.wrong_passwords = Some((count, now));
    let mut failed = count;
    let mut until = Account::delay(count).map(|delay| now + delay);
    if let Some(mut account) = known {
        account.fail(now);
        failed = failed.max(account.failures);
        until = until.max(account.locked(now));
        talk.write(Write::SaveAccount(account));
    }
    let wrong = Say::id("log-in-wrong");
    match until {
        Some(until) => ask_uscc(talk, vec![wrong, Say::id("log-in-locked").with("until", phrases::moment(until))]),
        None if Account::asks_riddle(failed) => ask_riddle(talk, uscc.clone(), vec![wrong]),
        None => ask_password_saying(talk, uscc.clone(), vec![wrong, Say::id("log-in-password")]),
    }
}

fn welcome(talk: &mut Talk<'_>, letter: &Letter, mut account: Account) {
    account.succeed();
    bind(talk, letter, &account);
    let lines = vec![Say::id("logged-in").with("unit", account.unit.as_str()).with("uscc", account.uscc.masked())];
    let keyboard =
        Keyboard::Inline(vec![vec![go(Say::id("key-apply"), Place::Apply), go(Say::id("key-orders"), Place::Orders)]]);
    talk.say_with(lines, keyboard);
    tell_bound(talk, letter, &Say::id("logged-in-elsewhere").with("name", letter.from.name.as_str()));
    talk.write(Write::SaveAccount(account));
}

/// Whoever is bound to the account already hears of it, in every other chat, with the way to let a chat go.
pub(super) fn tell_bound(talk: &mut Talk<'_>, letter: &Letter, line: &Say) {
    for viewer in talk.scene.viewers.iter().filter(|v| v.chat != letter.chat) {
        talk.effect(Effect::Say {
            to: viewer.chat.into(),
            words: Words::new(viewer.lang, vec![line.clone()]),
            keyboard: Keyboard::Inline(vec![vec![go(Say::id("key-chats"), Place::Chats)]]),
            reply_to: None,
        });
    }
}

/// This chat belongs to the account from now on.
pub(super) fn bind(talk: &mut Talk<'_>, letter: &Letter, account: &Account) {
    if talk.session.account.as_ref() != Some(&account.id) {
        talk.session.order = None;
    }
    talk.session.account = Some(account.id.clone());
    talk.session.bound = Some(Bound { name: letter.from.name.clone(), at: talk.scene.now });
    talk.session.wrong_passwords = None;
    talk.session.recovering = None;
    talk.session.ask(Dialogue::Idle);
}

pub(super) fn log_out(talk: &mut Talk<'_>) {
    if talk.session.account.take().is_none() {
        return talk.say(vec![Say::id("not-logged-in")]);
    }
    charging::left_behind(talk, talk.to.chat);
    talk.session.order = None;
    talk.session.bound = None;
    talk.session.ask(Dialogue::Idle);
    let keyboard = Keyboard::Inline(vec![vec![go(Say::id("key-log-in"), Place::LogIn)]]);
    talk.say_with(vec![Say::id("logged-out")], keyboard);
}

/// A password leaves the chat whatever becomes of it.
pub(super) fn hide_password(talk: &mut Talk<'_>, letter: &Letter) {
    talk.session.taken = None;
    if let Input::Text(text) = &letter.input {
        talk.session.hidden = Some((super::again::few_bits(text), letter.at));
    }
    if let Some(message) = letter.message {
        talk.effect(Effect::Delete { chat: letter.chat, message });
    }
}
