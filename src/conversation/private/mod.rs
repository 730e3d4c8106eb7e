//! The private chat: an applicant's, or a legal person's. Finds out what a letter is about and hands it to the file of its stage.

mod account;
mod after;
mod apply;
mod details;
mod legal;
mod lookup;
mod menu;
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
    match &session.dialogue {
        Dialogue::Legal { order } => {
            // A legal person's video belongs to the order of the link, whatever else this chat works on.
            if matches!(letter.input, Input::VideoNote { .. } | Input::File { .. } | Input::Other(_)) {
                needs.order = Some(order.clone());
            }
        }
        Dialogue::Project
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
            if let Some(token) = rest.trim().strip_prefix(super::staff::INVITATION) {
                needs.invitation = Some(token.to_owned());
                needs.staff = true;
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
            None if rest.trim().starts_with(super::staff::INVITATION) => super::staff::join(talk, &letter.from),
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
        Dialogue::Summary => details::summary_picked(talk, letter, choice),
        Dialogue::Change => details::change_picked(talk, choice),
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
        Dialogue::Waybill => after::waybill(talk, letter, text),
        Dialogue::Receipt => talk.say(vec![Say::id("receipt-as-picture")]),
        Dialogue::LookUp { number } => lookup::digits(talk, &number, text),
        Dialogue::Legal { .. } => talk.say(vec![Say::id("legal-video-please")]),
        Dialogue::Document { .. } if OrderNumber::parse(text).is_err() => talk.say(vec![Say::id("file-please")]),
        Dialogue::Idle | Dialogue::Document { .. } => lookup::typed(talk, text),
        _ => {
            talk.say(vec![Say::id("press-a-button")]);
            repeat(talk);
        }
    }
}

/// True for the same text sent again within three seconds of one that was taken as an answer: a finger that tapped twice.
fn is_doubled(talk: &mut Talk<'_>, letter: &Letter, text: &str) -> bool {
    let digest =
        text.bytes().fold(0xcbf2_9ce4_8422_2325u64, |hash, b| (hash ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3));
    let doubled = matches!(talk.session.taken, Some((before, at)) if before == digest && (letter.at - at).num_seconds().abs() <= 3);
    if doubled {
        talk.say(vec![Say::id("sent-twice")]);
    } else {
        talk.session.taken = Some((digest, letter.at));
    }
    doubled
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
        Dialogue::Summary => details::ask_summary(talk),
        Dialogue::Change => details::ask_change(talk),
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
