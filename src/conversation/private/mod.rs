//! The private chat: an applicant's, or a legal person's. Finds out what a letter is about and hands it to the file of its stage.

mod account;
mod after;
mod apply;
mod details;
mod legal;
mod lookup;
mod menu;
mod offers;
mod paste;
mod relay;
mod sections;
mod summary;
mod uploads;

pub(super) use apply::bill_lines;
pub(super) use lookup::parcels;

use super::input::{Input, Letter, OtherKind};
use super::link::Link;
use super::phrases;
use super::scene::{Needs, PasswordNeed};
use super::session::{Dialogue, Session};
use super::talk::Talk;
use crate::domain::button::{Button, Deed, Place};
use crate::domain::effect::{Effect, Keyboard};
use crate::domain::line::Password;
use crate::domain::order_number::OrderNumber;
use crate::domain::passage::PassageBy;
use crate::domain::say::Say;
use crate::domain::uscc::{Uscc, UsccError};

pub(super) fn needs(session: &Session, letter: &Letter) -> Needs {
    let mut needs = Needs { account: session.account.is_some(), order: session.order.clone(), ..Needs::default() };
    match &letter.input {
        Input::Command { name, rest } => command_needs(name, rest, &mut needs),
        Input::Pressed { data, .. } => match Button::decode(data) {
            Some(Button::Act { order, .. }) => needs.order = Some(order),
            Some(Button::Go(place)) => place_needs(place, &mut needs),
            _ => {}
        },
        Input::Text(text) => text_needs(session, text, &mut needs),
        _ => {}
    }
    needs.passage = match (&letter.input, letter.reply_to, letter.message) {
        (Input::Text(_) | Input::File { .. }, Some(message), _) => Some(PassageBy::Copy(letter.chat, message)),
        (Input::Edited { .. }, _, Some(message)) => Some(PassageBy::Original(letter.chat, message)),
        _ => None,
    };
    match &session.dialogue {
        Dialogue::Legal { order } => {
            // A legal person's video belongs to the order of the link, whatever else this chat works on.
            if matches!(letter.input, Input::VideoNote { .. } | Input::File { .. } | Input::Other(_)) {
                needs.order = Some(order.clone());
            }
        }
        Dialogue::Project
        | Dialogue::Change { .. }
        | Dialogue::Certificates { .. }
        | Dialogue::Agreement
        | Dialogue::Ground
        | Dialogue::Warning => {
            needs.certificates = true;
        }
        _ => {}
    }
    needs
}

fn command_needs(name: &str, rest: &str, needs: &mut Needs) {
    match name {
        "start" => {
            needs.orders = true;
            if let Some(link) = Link::parse(rest) {
                needs.order = Some(link.order);
            }
        }
        "apply" => place_needs(Place::Apply, needs),
        "orders" => needs.orders = true,
        "status" => {
            needs.orders = true;
            needs.journal = true;
            if let Ok(number) = OrderNumber::parse(rest) {
                needs.order = Some(number);
            }
        }
        _ => {}
    }
}

fn place_needs(place: Place, needs: &mut Needs) {
    match place {
        Place::Apply => {
            needs.orders = true;
            needs.certificates = true;
            needs.fresh_number = true;
        }
        Place::Orders | Place::Menu => needs.orders = true,
        _ => {}
    }
}

fn text_needs(session: &Session, text: &str, needs: &mut Needs) {
    match &session.dialogue {
        Dialogue::LogInUscc | Dialogue::RegisterUscc { .. } => needs.by_uscc = insisted_uscc(text),
        Dialogue::LogInPassword { uscc } => {
            needs.by_uscc = Some(uscc.clone());
            // Any text is compared, so that a wrong one and an impossible one cost the same time.
            if let Ok(password) = Password::parse(text, &[]) {
                needs.password = PasswordNeed::Compare(password);
            }
        }
        Dialogue::RegisterPassword { uscc, mobile, .. } => {
            needs.by_uscc = Some(uscc.clone());
            if let Ok(password) = Password::parse(text, &[uscc.as_str(), mobile.as_str()]) {
                needs.password = PasswordNeed::Hash(password);
            }
        }
        Dialogue::LookUp { number } => needs.order = OrderNumber::parse(number).ok(),
        Dialogue::Idle | Dialogue::Document { .. } => {
            if let Ok(number) = OrderNumber::parse(text) {
                needs.order = Some(number);
                needs.journal = true;
            }
        }
        // The number of another order of one's own switches to it in the middle of a form.
        dialogue if dialogue.is_of_order() => needs.orders |= OrderNumber::parse(text).is_ok(),
        _ => {}
    }
}

/// A code as typed, a doubtful one included: for looking an account up.
fn insisted_uscc(text: &str) -> Option<Uscc> {
    match Uscc::parse(text) {
        Ok(uscc) => Some(uscc),
        Err(UsccError::Check(doubtful)) => Some(doubtful.accept()),
        Err(_) => None,
    }
}

pub(super) fn step(talk: &mut Talk<'_>, letter: &Letter) {
    if estranged(talk) {
        // Whoever is let go of an account, or logs in to another, goes on with none of the first one's orders.
        talk.session.order = None;
        talk.session.at_hand.clear();
        talk.session.ask(Dialogue::Idle);
    }
    answer(talk, letter);
    // Only what is written moves on: a button hangs on an old message, and an edited one keeps its number.
    if !matches!(letter.input, Input::Pressed { .. } | Input::Edited { .. }) {
        talk.session.newest = talk.session.newest.max(letter.message);
    }
}

/// True where the open question belongs to an order that is not this account's.
fn estranged(talk: &Talk<'_>) -> bool {
    let mine = talk.order().is_some_and(|o| Some(&o.account) == talk.session.account.as_ref());
    talk.session.dialogue.is_of_order() && !mine && talk.order().map(|o| &o.number) == talk.session.order.as_ref()
}

fn answer(talk: &mut Talk<'_>, letter: &Letter) {
    if relay::taken(talk, letter) {
        return;
    }
    match &letter.input {
        Input::Command { name, rest } => command(talk, letter, name, rest),
        Input::Pressed { query, data } => pressed(talk, letter, query, data),
        Input::Text(text) => wrote(talk, letter, text),
        Input::Contact { .. } => account::contact(talk, letter),
        Input::File { .. } => uploads::file(talk, letter),
        Input::VideoNote { .. } => legal::video(talk, letter),
        Input::Edited { .. } => talk.say(vec![Say::id("edits-do-not-count")]),
        Input::Other(kind) => other(talk, *kind),
        Input::Blocked(_) | Input::Membership { .. } | Input::Left(_) | Input::Migrated { .. } => {}
    }
}

fn command(talk: &mut Talk<'_>, letter: &Letter, name: &str, rest: &str) {
    match name {
        "start" => match Link::parse(rest) {
            Some(link) => legal::open(talk, letter, &link),
            None => menu::welcome(talk, letter),
        },
        "apply" => apply::begin(talk, letter),
        "orders" => menu::orders(talk),
        "status" => lookup::status(talk, rest),
        "language" => menu::languages(talk),
        "register" => account::register(talk),
        "login" => account::log_in(talk),
        "logout" => account::log_out(talk),
        "cancel" => menu::cancel(talk),
        "staff" => relay::begin(talk),
        "help" => menu::help(talk),
        _ => talk.say(vec![Say::id("unknown-command")]),
    }
}

fn pressed(talk: &mut Talk<'_>, letter: &Letter, query: &str, data: &str) {
    match Button::decode(data) {
        Some(Button::Pick { stamp, choice }) => {
            if stamp != talk.session.stamp || talk.session.dialogue == Dialogue::Idle {
                talk.toast(query, Say::id("old-button"), false);
                repeat(talk);
            } else {
                pick(talk, letter, query, choice);
                // An answered question keeps no keys: nobody wonders whether they still count.
                if talk.session.stamp != stamp
                    && let Some(message) = letter.message
                {
                    let lang = talk.lang;
                    talk.effect(Effect::Buttons { chat: letter.chat, message, lang, keyboard: Keyboard::None });
                }
            }
        }
        Some(Button::Go(place)) => match place {
            Place::Register => account::register(talk),
            Place::LogIn => account::log_in(talk),
            Place::LogOut => account::log_out(talk),
            Place::Apply => apply::begin(talk, letter),
            Place::Orders => menu::orders(talk),
            Place::Account | Place::Menu => menu::welcome(talk, letter),
            Place::Help => menu::help(talk),
            Place::Staff => relay::begin(talk),
            Place::NotStaff => relay::end(talk),
            Place::Chinese => menu::speak(talk, crate::domain::rules::Lang::Zh),
            Place::English => menu::speak(talk, crate::domain::rules::Lang::En),
        },
        Some(Button::Act { order, act, .. }) => {
            let found = talk.order().is_some_and(|o| o.number == order);
            let mine = talk.order().is_some_and(|o| Some(&o.account) == talk.session.account.as_ref());
            match act.deed {
                Deed::Consent | Deed::Decline if found => legal::decided(talk, letter, act.deed),
                _ if found && mine => after::deed(talk, letter, query, act),
                _ => talk.toast(query, Say::id("not-your-order"), true),
            }
        }
        None => talk.toast(query, Say::id("old-button"), false),
    }
}

fn pick(talk: &mut Talk<'_>, letter: &Letter, query: &str, choice: u16) {
    match talk.session.dialogue.clone() {
        Dialogue::RegisterDoubt { unit, uscc } => account::insist(talk, unit, uscc, choice),
        Dialogue::Agreement => apply::agreed(talk, letter, choice),
        Dialogue::Project => apply::project(talk, letter, choice),
        Dialogue::Certificates { chosen, page } => apply::certificate(talk, letter, query, (chosen, page), choice),
        Dialogue::Ground => apply::ground(talk, letter, choice),
        Dialogue::Warning => apply::warned(talk, letter, choice),
        Dialogue::Detail { question, identity, single } => {
            details::picked(talk, letter, (question, identity, single), choice);
        }
        Dialogue::Summary => summary::picked(talk, letter, choice),
        Dialogue::Change { .. } => summary::change_picked(talk, choice),
        Dialogue::Sections => sections::picked(talk, choice),
        Dialogue::Paste { pasting, correcting: None } => paste::picked(talk, letter, pasting, choice),
        Dialogue::Paste { pasting, correcting: Some(_) } => paste::ask(talk, pasting),
        _ => talk.toast(query, Say::id("old-button"), false),
    }
}

fn wrote(talk: &mut Talk<'_>, letter: &Letter, text: &str) {
    let answers = !matches!(talk.session.dialogue, Dialogue::Idle | Dialogue::Document { .. } | Dialogue::Legal { .. });
    if answers && letter.forwarded {
        talk.say(vec![Say::id("forwarded-is-no-answer")]);
        return repeat(talk);
    }
    if answers && is_doubled(talk, letter, text) {
        return;
    }
    if talk.session.dialogue.is_of_order() && switched(talk, text) {
        return;
    }
    if answers && is_early(talk, letter) {
        return early(talk, letter, text);
    }
    match talk.session.dialogue.clone() {
        Dialogue::RegisterUnit => account::unit(talk, text),
        Dialogue::RegisterUscc { unit } => account::uscc(talk, unit, text),
        Dialogue::RegisterMobile { unit, uscc } => account::mobile(talk, unit, uscc, text),
        Dialogue::RegisterPassword { unit, uscc, mobile, proven } => {
            account::password(talk, letter, (unit, uscc, mobile, proven), text);
        }
        Dialogue::LogInUscc => account::log_in_uscc(talk, text),
        Dialogue::LogInPassword { uscc } => account::log_in_password(talk, letter, &uscc),
        Dialogue::Detail { question, identity, single } => {
            details::wrote(talk, letter, (question, identity, single), text);
        }
        Dialogue::Paste { pasting, correcting } => paste::wrote(talk, pasting, correcting, text),
        Dialogue::Waybill => after::waybill(talk, letter, text),
        Dialogue::Receipt => talk.say(vec![Say::id("receipt-as-picture")]),
        Dialogue::LookUp { number } => lookup::digits(talk, &number, text),
        Dialogue::Legal { .. } => talk.say(vec![Say::id("legal-video-please")]),
        Dialogue::Document { .. } if OrderNumber::parse(text).is_err() => talk.say(vec![Say::id("file-please")]),
        Dialogue::Idle | Dialogue::Document { .. } => lookup::typed(talk, letter, text),
        _ => {
            talk.say(vec![Say::id("press-a-button")]);
            repeat(talk);
        }
    }
}

/// Another order of one's own by its number: over to it, and back with one tap.
fn switched(talk: &mut Talk<'_>, text: &str) -> bool {
    let Ok(number) = OrderNumber::parse(text) else { return false };
    if talk.session.order.as_ref() == Some(&number) {
        return false;
    }
    let Some(order) = talk.scene.orders.iter().find(|o| o.number == number).cloned() else { return false };
    talk.session.taken = None;
    let lines = vec![Say::id("switched").with("number", number.to_string())];
    match talk.order().cloned() {
        Some(left) => {
            let label = Say::id("key-back-to-order").with("number", left.number.to_string());
            let key = super::talk::deed(label, &left, Deed::Open, 0, 0);
            talk.say_with(lines, Keyboard::Inline(vec![vec![key]]));
        }
        None => talk.say(lines),
    }
    talk.open(order.clone());
    after::open(talk, &order);
    true
}

/// True for what was written before its writer could see the open question: it came in one batch with what opened it, or it is
/// older than what was written since.
fn is_early(talk: &Talk<'_>, letter: &Letter) -> bool {
    talk.session.asked == Some(talk.scene.now) || letter.message < talk.session.newest
}

/// What came too early answers nothing by itself; it is kept at hand and offered with one tap.
fn early(talk: &mut Talk<'_>, letter: &Letter, text: &str) {
    talk.session.taken = None;
    if matches!(talk.session.dialogue, Dialogue::RegisterPassword { .. } | Dialogue::LogInPassword { .. }) {
        // It may have been the password.
        account::forget_message(talk, letter);
    }
    if matches!(talk.session.dialogue, Dialogue::Detail { .. }) && talk.session.keep_at_hand(text) {
        talk.say(vec![Say::id("too-early-kept").with("text", text)]);
    } else {
        talk.say(vec![Say::id("too-early")]);
    }
    repeat(talk);
}

/// True for the same text sent again within three seconds of one that was taken as an answer: a finger that tapped twice.
fn is_doubled(talk: &mut Talk<'_>, letter: &Letter, text: &str) -> bool {
    let digest = digest(text);
    let doubled = matches!(talk.session.taken, Some((before, at)) if before == digest && (letter.at - at).num_seconds().abs() <= 3);
    if doubled {
        talk.say(vec![Say::id("sent-twice")]);
    } else {
        talk.session.taken = Some((digest, letter.at));
    }
    doubled
}

/// Tells texts apart, no more (FNV-1a).
fn digest(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325u64, |hash, b| (hash ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3))
}

fn other(talk: &mut Talk<'_>, kind: OtherKind) {
    let what = Say::id(match kind {
        OtherKind::Sticker => "kind-sticker",
        OtherKind::Voice => "kind-voice",
        OtherKind::Video => "kind-video",
        OtherKind::Location => "kind-location",
        OtherKind::Other => "kind-other",
    });
    talk.say(vec![Say::id("cannot-take").with("what", what)]);
    repeat(talk);
}

/// Asks the open question again, so that the person knows where they are.
pub(super) fn repeat(talk: &mut Talk<'_>) {
    match talk.session.dialogue.clone() {
        Dialogue::Idle | Dialogue::LookUp { .. } => {}
        Dialogue::RegisterUnit => account::ask_unit(talk),
        Dialogue::RegisterUscc { unit } => account::ask_uscc(talk, unit),
        Dialogue::RegisterDoubt { unit, uscc } => account::ask_doubt(talk, unit, uscc),
        Dialogue::RegisterMobile { unit, uscc } => account::ask_mobile(talk, unit, uscc),
        Dialogue::RegisterPassword { unit, uscc, mobile, proven } => {
            account::ask_password(talk, (unit, uscc, mobile, proven));
        }
        Dialogue::LogInUscc => account::log_in(talk),
        Dialogue::LogInPassword { uscc } => account::ask_log_in_password(talk, uscc),
        Dialogue::Agreement => apply::ask_agreement(talk),
        Dialogue::Project => apply::ask_project(talk),
        Dialogue::Certificates { chosen, page } => apply::ask_certificates(talk, chosen, page),
        Dialogue::Ground => apply::ask_ground(talk),
        Dialogue::Warning => apply::ask_warning(talk),
        Dialogue::Detail { question, identity, single } => details::ask(talk, question, identity, single),
        Dialogue::Summary => summary::ask(talk),
        Dialogue::Change { section } => summary::ask_change(talk, section),
        Dialogue::Sections => sections::ask(talk),
        Dialogue::Paste { pasting, correcting: None } => paste::ask(talk, pasting),
        Dialogue::Paste { pasting, correcting: Some(field) } => paste::correct(talk, pasting, field),
        Dialogue::Document { document: Some(document) } => uploads::ask(talk, document),
        Dialogue::Document { document: None } => talk.show_checklist(true),
        Dialogue::Receipt => talk.say(vec![Say::id("receipt-as-picture")]),
        Dialogue::Waybill => after::ask_waybill(talk),
        Dialogue::Legal { .. } => talk.say(vec![Say::id("legal-video-please")]),
        Dialogue::Returning { .. } | Dialogue::Asking { .. } => {
            talk.session.ask(Dialogue::Idle);
        }
    }
}

/// The message that an order's stage does not allow this, for those who pressed or wrote too late.
pub(super) fn say_refusal(talk: &mut Talk<'_>, refusal: &crate::domain::order::Refusal) {
    talk.say(vec![phrases::refusal(refusal)]);
}
