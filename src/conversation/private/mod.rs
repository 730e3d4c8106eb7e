//! The private chat: an applicant's, or a legal person's. Finds out what a letter is about and hands it to the file of its stage.

mod account;
mod after;
mod again;
mod apply;
mod certificates;
mod describe;
mod details;
mod forgotten;
mod legal;
mod log_in;
mod lookup;
mod menu;
mod needs;
mod offers;
mod paste;
mod pay;
mod post;
mod register;
mod relay;
mod sections;
mod summary;
mod uploads;

pub(super) use apply::bill_lines;
pub(super) use legal::{on_page, video_instead};
pub(super) use lookup::parcels;
pub(super) use needs::needs;
pub(super) use post::slip_read;

use super::input::{Input, Letter, OtherKind};
use super::link::Link;
use super::phrases;
use super::session::Dialogue;
use super::talk::Talk;
use crate::domain::button::{Button, Deed, Place};
use crate::domain::document::FileForm;
use crate::domain::effect::{Effect, Keyboard};
use crate::domain::order_number::OrderNumber;
use crate::domain::say::Say;

pub(super) fn step(talk: &mut Talk<'_>, letter: &Letter) {
    // A chat that was let go from elsewhere answers no question of the account any more; and nobody goes on with orders of another.
    if talk.session.account.is_none() && talk.session.dialogue.is_of_account() || estranged(talk) {
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
        Input::Contact { .. } => contact(talk, letter),
        Input::File { .. } => uploads::file(talk, letter),
        Input::VideoNote { .. } => legal::video(talk, letter),
        Input::Edited { .. } => talk.say(vec![Say::id("edits-do-not-count")]),
        Input::Media { file, .. } => unwanted(talk, media_name(file.form)),
        Input::Other(OtherKind::Location) => unwanted(talk, "kind-location"),
        Input::Other(OtherKind::Other) => unwanted(talk, "kind-other"),
        // None of them is about this chat's dialogue.
        Input::Charged(_) | Input::Blocked(_) | Input::Membership { .. } | Input::Left(_) | Input::Migrated { .. } => {}
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
        "orders" => menu::orders(talk, None),
        "status" => lookup::status(talk, rest),
        "language" => menu::languages(talk),
        "register" => register::register(talk),
        "login" => log_in::log_in(talk),
        "logout" => log_in::log_out(talk),
        "account" => account::show(talk),
        "cancel" => menu::cancel(talk),
        "staff" => relay::begin(talk),
        "help" => menu::help(talk),
        _ => talk.say(vec![Say::id("unknown-command")]),
    }
}

fn pressed(talk: &mut Talk<'_>, letter: &Letter, query: &str, data: &str) {
    let button = Button::decode(data);
    if matches!(button, Some(Button::Go(_) | Button::Act { .. })) && again::pressed(talk, letter, data) {
        return talk.toast(query, Say::id("pressed-twice"), false);
    }
    match button {
        Some(Button::Orders { page }) => menu::orders(talk, Some(page)),
        Some(Button::Pick { stamp, choice }) => {
            if stamp != talk.session.stamp || talk.session.dialogue == Dialogue::Idle {
                stale(talk, letter, query);
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
            Place::Register => register::register(talk),
            Place::LogIn => log_in::log_in(talk),
            Place::LogOut => log_in::log_out(talk),
            Place::Account => account::show(talk),
            Place::ChangePassword => account::change_password(talk),
            Place::ProveMobile => account::ask_proof(talk),
            Place::Chats => account::chats(talk, letter),
            Place::Forgot => forgotten::begin(talk, letter),
            Place::SetPassword => forgotten::open(talk, letter),
            Place::Apply => apply::begin(talk, letter),
            Place::Orders => menu::orders(talk, None),
            Place::Menu => menu::welcome(talk, letter),
            Place::Help => menu::help(talk),
            Place::Staff => relay::begin(talk),
            Place::NotStaff => relay::end(talk),
            Place::Chinese => menu::speak(talk, crate::domain::rules::Lang::Zh),
            Place::English => menu::speak(talk, crate::domain::rules::Lang::En),
        },
        Some(Button::Act { order, version, act }) => {
            let found = talk.order().is_some_and(|o| o.number == order);
            let mine = talk.order().is_some_and(|o| Some(&o.account) == talk.session.account.as_ref());
            match act.deed {
                Deed::Consent | Deed::Decline | Deed::Revoke if found => legal::decided(talk, letter, act.deed),
                _ if found && mine => after::deed(talk, letter, query, (version, act)),
                _ => talk.toast(query, Say::id("not-your-order"), true),
            }
        }
        // A staff member's key, forwarded into a private chat.
        Some(Button::Unit { .. } | Button::Import { .. }) | None => talk.toast(query, Say::id("old-button"), false),
    }
}

/// A key of a question that is answered already. Two quick presses are one; else it is said in the chat that nothing came of it, the key
/// goes, and the question that is open is asked again.
fn stale(talk: &mut Talk<'_>, letter: &Letter, query: &str) {
    talk.toast(query, Say::id("old-button"), false);
    if again::just_asked(talk) {
        return;
    }
    if let Some(message) = letter.message {
        let lang = talk.lang;
        talk.effect(Effect::Buttons { chat: letter.chat, message, lang, keyboard: Keyboard::None });
    }
    if talk.session.dialogue != Dialogue::Idle {
        talk.say(vec![Say::id("old-button-pressed")]);
        repeat(talk);
    }
}

/// A shared contact belongs to the question that asked for a number.
fn contact(talk: &mut Talk<'_>, letter: &Letter) {
    match talk.session.dialogue.clone() {
        Dialogue::RegisterMobile { unit, uscc } => register::contact(talk, letter, unit, uscc),
        Dialogue::ProveMobile => account::prove(talk, letter),
        Dialogue::Detail { question, identity, single } => {
            details::contact(talk, letter, (question, identity, single));
        }
        _ => unwanted(talk, "kind-contact"),
    }
}

fn pick(talk: &mut Talk<'_>, letter: &Letter, query: &str, choice: u16) {
    match talk.session.dialogue.clone() {
        Dialogue::RegisterDoubt { unit, uscc } => register::insist(talk, unit, uscc, choice),
        Dialogue::LogInRiddle { uscc, .. } => log_in::ask_riddle(talk, uscc, Vec::new()),
        Dialogue::Chats { listed } => account::unbind(talk, letter, &listed, choice),
        Dialogue::Agreement => apply::agreed(talk, letter, choice),
        Dialogue::Project => apply::project(talk, letter, choice),
        Dialogue::Certificates(choosing) => certificates::picked(talk, letter, query, choosing, choice),
        Dialogue::DescribeKind(_)
        | Dialogue::DescribeSerial { .. }
        | Dialogue::DescribeExpiry { .. }
        | Dialogue::DescribeSeal { .. } => describe::picked(talk, choice),
        Dialogue::GroundNote => apply::ask_ground(talk),
        Dialogue::WaybillMeant { waybill } => post::meant(talk, letter, &waybill, choice),
        Dialogue::Carrier { number } => post::carried_by(talk, letter, number, choice),
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
    if again::password(talk, letter, text) {
        return;
    }
    let answers = !matches!(talk.session.dialogue, Dialogue::Idle | Dialogue::Document { .. } | Dialogue::Legal { .. });
    if answers && letter.forwarded {
        talk.say(vec![Say::id("forwarded-is-no-answer")]);
        return repeat(talk);
    }
    if answers && again::written(talk, letter, text) {
        return;
    }
    if talk.session.dialogue.is_of_order() && switched(talk, text) {
        return;
    }
    if answers && is_early(talk, letter) {
        return early(talk, letter, text);
    }
    match talk.session.dialogue.clone() {
        Dialogue::RegisterUnit => register::unit(talk, text),
        // Whoever has looked at the licence again types what it says.
        Dialogue::RegisterUscc { unit } | Dialogue::RegisterDoubt { unit, .. } => register::uscc(talk, unit, text),
        Dialogue::RegisterMobile { unit, uscc } => register::mobile(talk, unit, uscc, text),
        Dialogue::RegisterPassword { unit, uscc, mobile, proven } => {
            register::password(talk, letter, (unit, uscc, mobile, proven), text);
        }
        Dialogue::LogInUscc => log_in::uscc(talk, text),
        Dialogue::LogInRiddle { uscc, riddle, until } => log_in::riddle(talk, uscc, (&riddle, until), text),
        Dialogue::LogInPassword { uscc } => log_in::password(talk, letter, &uscc),
        Dialogue::OldPassword { uscc } => account::old_password(talk, letter, uscc),
        Dialogue::NewPassword { uscc, mobile } => account::new_password(talk, letter, (uscc, mobile), text),
        Dialogue::RecoverUscc => forgotten::uscc(talk, letter, text),
        Dialogue::RecoverPassword { uscc, mobile } => forgotten::password(talk, letter, (uscc, mobile), text),
        Dialogue::Certificates(choosing) => certificates::search(talk, choosing, text),
        Dialogue::DescribeKind(_)
        | Dialogue::DescribeSerial { .. }
        | Dialogue::DescribeExpiry { .. }
        | Dialogue::DescribeSeal { .. } => describe::wrote(talk, letter, text),
        Dialogue::GroundNote => apply::ground_note(talk, letter, text),
        Dialogue::Detail { question, identity, single } => {
            details::wrote(talk, letter, (question, identity, single), text);
        }
        Dialogue::Paste { pasting, correcting } => paste::wrote(talk, pasting, correcting, text),
        Dialogue::Waybill | Dialogue::WaybillMeant { .. } | Dialogue::Carrier { .. } => {
            post::waybill(talk, letter, text);
        }
        Dialogue::Receipt => talk.say(vec![Say::id("receipt-as-picture")]),
        Dialogue::LookUp { number } => lookup::digits(talk, &number, text),
        Dialogue::Legal { .. } => legal::again(talk),
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
    if talk.session.dialogue.is_of_password() {
        // It may have been the password.
        log_in::hide_password(talk, letter);
    }
    if matches!(talk.session.dialogue, Dialogue::Detail { .. }) && talk.session.keep_at_hand(text) {
        talk.say(vec![Say::id("too-early-kept").with("text", text)]);
    } else {
        talk.say(vec![Say::id("too-early")]);
    }
    repeat(talk);
}

/// What no step takes, named; and the question once more.
fn unwanted(talk: &mut Talk<'_>, what: &'static str) {
    talk.say(vec![Say::id("cannot-take").with("what", Say::id(what))]);
    repeat(talk);
}

fn media_name(form: FileForm) -> &'static str {
    match form {
        FileForm::Sticker => "kind-sticker",
        FileForm::Voice => "kind-voice",
        FileForm::Video => "kind-video",
        FileForm::Animation => "kind-animation",
        FileForm::Audio => "kind-audio",
        FileForm::VideoNote => "kind-video-note",
        FileForm::Photo | FileForm::Document | FileForm::Clip => "kind-other",
    }
}

/// Asks the open question again, so that the person knows where they are.
pub(super) fn repeat(talk: &mut Talk<'_>) {
    match talk.session.dialogue.clone() {
        Dialogue::Idle | Dialogue::LookUp { .. } => {}
        Dialogue::RegisterUnit => register::ask_unit(talk),
        Dialogue::RegisterUscc { unit } => register::ask_uscc(talk, unit),
        Dialogue::RegisterDoubt { unit, uscc } => register::ask_doubt(talk, unit, uscc),
        Dialogue::RegisterMobile { unit, uscc } => register::ask_mobile(talk, unit, uscc),
        Dialogue::RegisterPassword { unit, uscc, mobile, proven } => {
            register::ask_password(talk, (unit, uscc, mobile, proven));
        }
        Dialogue::LogInUscc => log_in::log_in(talk),
        Dialogue::LogInPassword { uscc } => log_in::ask_password(talk, uscc),
        Dialogue::LogInRiddle { uscc, .. } => log_in::ask_riddle(talk, uscc, Vec::new()),
        Dialogue::OldPassword { uscc } => account::ask_old(talk, uscc, Vec::new()),
        Dialogue::NewPassword { uscc, mobile } => account::ask_new(talk, uscc, mobile, Vec::new()),
        Dialogue::ProveMobile => account::ask_proof(talk),
        Dialogue::Chats { .. } => talk.say(vec![Say::id("press-a-button")]),
        Dialogue::RecoverUscc => forgotten::ask_uscc(talk),
        Dialogue::RecoverPassword { uscc, mobile } => forgotten::ask_password(talk, uscc, mobile, Vec::new()),
        Dialogue::Agreement => apply::ask_agreement(talk),
        Dialogue::Project => apply::ask_project(talk),
        Dialogue::Certificates(choosing) => certificates::ask(talk, choosing),
        Dialogue::DescribeKind(choosing) => describe::ask_kind(talk, choosing),
        Dialogue::DescribeSerial { choosing, kind } => describe::ask_serial(talk, choosing, kind),
        Dialogue::DescribeExpiry { choosing, kind, serial } => describe::ask_expiry(talk, choosing, kind, serial),
        Dialogue::DescribeSeal { choosing, kind, serial, expires_on } => {
            describe::ask_seal(talk, choosing, (kind, serial, expires_on));
        }
        Dialogue::Ground => apply::ask_ground(talk),
        Dialogue::GroundNote => apply::ask_ground_note(talk),
        Dialogue::Warning => apply::ask_warning(talk),
        Dialogue::Detail { question, identity, single } => details::ask(talk, question, identity, single),
        Dialogue::Summary => summary::ask(talk),
        Dialogue::Change { section } => summary::ask_change(talk, section),
        Dialogue::Sections => sections::ask(talk),
        Dialogue::Paste { pasting, correcting: None } => paste::ask(talk, pasting),
        Dialogue::Paste { pasting, correcting: Some(field) } => paste::correct(talk, pasting, field),
        Dialogue::Document { document: Some(document) } => uploads::ask(talk, document),
        Dialogue::Document { document: None } => talk.show_checklist(true),
        Dialogue::Receipt => pay::ask(talk),
        Dialogue::Waybill => post::ask(talk),
        Dialogue::WaybillMeant { waybill } => post::ask_meant(talk, waybill),
        Dialogue::Carrier { number } => post::ask_carrier(talk, number),
        Dialogue::Legal { .. } => legal::again(talk),
        Dialogue::Returning { .. } | Dialogue::Asking { .. } => {
            talk.session.ask(Dialogue::Idle);
        }
    }
}

/// The message that an order's stage does not allow this, for those who pressed or wrote too late.
pub(super) fn say_refusal(talk: &mut Talk<'_>, refusal: &crate::domain::order::Refusal) {
    talk.say(vec![phrases::refusal(refusal)]);
}
