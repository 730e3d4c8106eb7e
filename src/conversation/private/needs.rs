//! What an applicant's letter needs to have loaded before it can be answered. Decides nothing.

use crate::conversation::input::{Input, Letter};
use crate::conversation::link::Link;
use crate::conversation::scene::{Needs, PasswordNeed};
use crate::conversation::session::{Dialogue, Session};
use crate::conversation::staff;
use crate::domain::button::{Button, Deed, Place};
use crate::domain::line::Password;
use crate::domain::order_number::OrderNumber;
use crate::domain::passage::PassageBy;
use crate::domain::uscc::Uscc;

pub(in crate::conversation) fn needs(session: &Session, letter: &Letter) -> Needs {
    let mut needs = Needs { account: session.account.is_some(), order: session.order.clone(), ..Needs::default() };
    match &letter.input {
        Input::Command { name, rest } => command_needs(name, rest, &mut needs),
        Input::Pressed { data, .. } => match Button::decode(data) {
            Some(Button::Act { order, act, .. }) => {
                needs.order = Some(order);
                needs.journal = act.deed == Deed::Timeline;
                // A draft is gone on with where it stopped, which may be the choice of certificates.
                let goes_on = matches!(act.deed, Deed::Open | Deed::Continue | Deed::Keep);
                (needs.certificates, needs.orders) = (goes_on, goes_on);
            }
            Some(Button::Orders { .. }) => needs.orders = true,
            Some(Button::Go(place)) => {
                place_needs(place, &mut needs);
                password_place(place, session, &mut needs);
            }
            _ => {}
        },
        Input::Text(text) => text_needs(session, text, &mut needs),
        _ => {}
    }
    needs.passage = match (&letter.input, letter.reply_to, letter.message) {
        (Input::Text(_) | Input::File { .. } | Input::Media { .. } | Input::VideoNote { .. }, Some(message), _) => {
            Some(PassageBy::Copy(letter.chat, message))
        }
        (Input::Edited { .. }, _, Some(message)) => Some(PassageBy::Original(letter.chat, message)),
        _ => None,
    };
    match &session.dialogue {
        Dialogue::Legal { order } => {
            // A legal person's video belongs to the order of the link, whatever else this chat works on.
            let sent = matches!(letter.input, Input::VideoNote { .. } | Input::File { .. } | Input::Media { .. });
            if sent || matches!(letter.input, Input::Text(_) | Input::Other(_)) {
                needs.order = Some(order.clone());
            }
        }
        Dialogue::Project
        | Dialogue::Change { .. }
        | Dialogue::Certificates(_)
        | Dialogue::DescribeKind(_)
        | Dialogue::DescribeSerial { .. }
        | Dialogue::DescribeExpiry { .. }
        | Dialogue::DescribeSeal { .. }
        | Dialogue::Agreement
        | Dialogue::Ground
        | Dialogue::GroundNote
        | Dialogue::Summary
        | Dialogue::Warning => {
            needs.certificates = true;
            needs.orders = true;
        }
        Dialogue::Chats { .. } => (needs.chats, needs.orders) = (true, true),
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
            if let Some(token) = rest.trim().strip_prefix(staff::INVITATION) {
                needs.invitation = Some(token.to_owned());
                needs.staff = true;
            }
        }
        "apply" => place_needs(Place::Apply, needs),
        "account" => needs.chats = true,
        // Who goes leaves no invoice behind.
        "orders" | "logout" => needs.orders = true,
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
        Place::Orders | Place::Menu | Place::LogOut => needs.orders = true,
        Place::Account | Place::Chats => needs.chats = true,
        _ => {}
    }
}

/// The account whose password was forgotten: the one that is being logged in to, or the one that staff were asked about.
fn password_place(place: Place, session: &Session, needs: &mut Needs) {
    needs.by_uscc = match (place, &session.dialogue) {
        (
            Place::Forgot,
            Dialogue::LogInPassword { uscc } | Dialogue::LogInRiddle { uscc, .. } | Dialogue::OldPassword { uscc },
        ) => Some(uscc.clone()),
        (Place::SetPassword, _) => session.recovering.as_ref().map(|r| r.uscc.clone()),
        _ => return,
    };
}

fn text_needs(session: &Session, text: &str, needs: &mut Needs) {
    match &session.dialogue {
        Dialogue::LogInUscc
        | Dialogue::RegisterUscc { .. }
        | Dialogue::RegisterDoubt { .. }
        | Dialogue::RecoverUscc => {
            needs.by_uscc = Uscc::insisted(text);
        }
        Dialogue::LogInRiddle { uscc, .. } => needs.by_uscc = Some(uscc.clone()),
        Dialogue::LogInPassword { uscc } | Dialogue::OldPassword { uscc } => {
            needs.by_uscc = Some(uscc.clone());
            // Any text is compared, so that a wrong one and an impossible one cost the same time.
            if let Ok(password) = Password::parse(text, &[]) {
                needs.password = PasswordNeed::Compare(password);
            }
        }
        Dialogue::RegisterPassword { uscc, mobile, .. }
        | Dialogue::NewPassword { uscc, mobile }
        | Dialogue::RecoverPassword { uscc, mobile } => {
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
