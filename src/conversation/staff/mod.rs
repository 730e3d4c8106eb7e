//! The staff group: who may do what, and which file does it. A right is checked at every tap and command.

pub(super) mod card;
mod command;
mod decide;
mod list;
mod press;
mod relay;
mod written;

use super::input::{Input, Letter};
use super::scene::Needs;
use super::session::{Dialogue, Session, Wording};
use super::talk::Talk;
use crate::domain::button::Button;
use crate::domain::effect::Keyboard;
use crate::domain::order::{Order, Refusal, StageKind};
use crate::domain::order_number::OrderNumber;
use crate::domain::passage::PassageBy;
use crate::domain::say::Say;
use crate::domain::staff::{Member, Role};

pub(super) fn needs(session: &Session, letter: &Letter) -> Needs {
    let mut needs = Needs { staff: true, ..Needs::default() };
    match &letter.input {
        Input::Command { name, rest } => {
            match name.as_str() {
                "queue" => needs.queue = StageKind::ALL.into_iter().filter(|s| s.waits_for_staff()).collect(),
                "find" => needs.find = Some(rest.clone()),
                _ => {}
            }
            needs.journal = matches!(name.as_str(), "audit" | "status");
            address(rest, letter, &mut needs);
        }
        Input::Text(_) => answered(letter, &mut needs),
        Input::File { caption, .. } => {
            let rest = caption.as_deref().and_then(|c| c.trim().strip_prefix("/invoice")).unwrap_or_default();
            address(rest, letter, &mut needs);
        }
        Input::Pressed { data, .. } => {
            if let Some(Button::Act { order, .. }) = Button::decode(data) {
                needs.order = Some(order);
            }
        }
        _ => {}
    }
    needs.passage = match (&letter.input, letter.reply_to, letter.message) {
        (Input::Text(_) | Input::File { .. }, Some(message), _) => Some(PassageBy::Copy(letter.chat, message)),
        (Input::Edited { .. }, _, Some(message)) => Some(PassageBy::Original(letter.chat, message)),
        _ => None,
    };
    if needs.order.is_none()
        && let Dialogue::Returning { order, .. } | Dialogue::Asking { order, .. } = &session.dialogue
        && matches!(letter.input, Input::Pressed { .. })
    {
        needs.order = Some(order.clone());
    }
    needs
}

/// An order by the number that a command begins with, else by the card that it answers.
fn address(rest: &str, letter: &Letter, needs: &mut Needs) {
    needs.order = split_number(rest).map(|(number, _)| number);
    if needs.order.is_none() {
        answered(letter, needs);
    }
}

/// The order of the message that a letter answers.
fn answered(letter: &Letter, needs: &mut Needs) {
    needs.order_of_card = letter.reply_to.map(|message| (letter.chat, message));
    needs.order_named.clone_from(&letter.reply_names);
}

/// An order number at the beginning of a command's words, written in one or two groups, and what comes after it.
fn split_number(rest: &str) -> Option<(OrderNumber, &str)> {
    let rest = rest.trim();
    let mut ends: Vec<usize> =
        rest.char_indices().filter(|(_, c)| c.is_whitespace()).map(|(at, _)| at).take(2).collect();
    ends.push(rest.len());
    ends.into_iter().rev().find_map(|end| {
        let (head, tail) = rest.split_at(end);
        OrderNumber::parse(head).ok().map(|number| (number, tail.trim()))
    })
}

pub(super) fn step(talk: &mut Talk<'_>, letter: &Letter) {
    if talk.scene.group != Some(letter.chat) {
        // In any other group the bot is a guest: it says whose it is when it is spoken to, and nothing else.
        if matches!(letter.input, Input::Command { .. }) {
            talk.reply(vec![Say::id("not-the-staff-group").with("chat", letter.chat.0)], Keyboard::None);
        }
        return;
    }
    if relay::taken(talk, letter) {
        return;
    }
    match &letter.input {
        Input::Command { name, rest } => {
            if let Some(member) = member(talk, letter, None) {
                command::run(talk, letter, &member, name, rest);
            }
        }
        Input::Pressed { query, data } => {
            if let Some(member) = member(talk, letter, Some(query)) {
                press::run(talk, letter, &member, query, data);
            }
        }
        Input::Text(text) => {
            // Colleagues talk to each other here: only an answer to the bot's own question is for it.
            if letter.reply_to.is_some()
                && awaited(talk).is_some()
                && let Some(member) = member(talk, letter, None)
            {
                written::text(talk, letter, &member, text);
            }
        }
        Input::File { file, caption } => {
            let invoice = caption.as_deref().is_some_and(|c| c.trim().starts_with("/invoice"));
            let awaited = letter.reply_to.is_some() && awaited(talk).is_some();
            if (invoice || awaited)
                && let Some(member) = member(talk, letter, None)
            {
                written::file(talk, letter, &member, file, caption.as_deref().unwrap_or_default());
            }
        }
        _ => {}
    }
}

/// The text that this member was asked for on the order whose question the letter answers.
fn awaited(talk: &Talk<'_>) -> Option<Wording> {
    let order = &talk.order()?.number;
    talk.session.wordings.iter().find(|w| w.order == *order).cloned()
}

/// Who acts, where they are in the register; tells them otherwise.
fn member(talk: &mut Talk<'_>, letter: &Letter, query: Option<&str>) -> Option<Member> {
    if letter.from.anonymous {
        talk.reply(vec![Say::id("staff-anonymous")], Keyboard::None);
        return None;
    }
    let found = talk.scene.staff.clone();
    if found.is_none() {
        let line = Say::id("staff-unknown").with("id", letter.from.id.0);
        match query {
            Some(query) => talk.toast(query, line, true),
            None => talk.reply(vec![line], Keyboard::None),
        }
    }
    found
}

/// Why a member may not act on an order.
enum Bar {
    Role(Role),
    /// Four eyes: it is their own order.
    Own,
    Claimed(String),
}

/// Whether a member may act on this order in this role.
fn barred(talk: &Talk<'_>, order: &Order, member: &Member, role: Role) -> Option<Bar> {
    if !member.is(role) {
        return Some(Bar::Role(role));
    }
    let own = talk.scene.viewers.iter().any(|v| v.user == member.id) || order.verification.person() == Some(member.id);
    if own {
        return Some(Bar::Own);
    }
    let other = order.claim.as_ref().filter(|c| c.by != member.id && !member.roles.contains(&Role::Administrator));
    other.map(|c| Bar::Claimed(c.name.clone()))
}

fn bar_line(bar: &Bar) -> Say {
    match bar {
        Bar::Role(role) => Say::id("staff-lacks-role").with("role", role_name(*role)),
        Bar::Own => Say::id("staff-own-order"),
        Bar::Claimed(name) => super::phrases::refusal(&Refusal::Claimed(name.clone())),
    }
}

fn role_name(role: Role) -> Say {
    Say::id(match role {
        Role::Reviewer => "role-reviewer",
        Role::Finance => "role-finance",
        Role::Maker => "role-maker",
        Role::Administrator => "role-administrator",
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_found_at_the_beginning_in_one_group_or_two() {
        let number = OrderNumber::make(2026, 17);
        for (typed, tail) in [
            (number.to_string(), ""),
            (number.as_str().to_owned(), ""),
            (format!("{number} 260.00 ref 9"), "260.00 ref 9"),
            (format!("#{} SF1234567890123", number.as_str()), "SF1234567890123"),
        ] {
            assert_eq!(split_number(&typed), Some((number.clone(), tail)), "{typed}");
        }
        assert_eq!(split_number("hello"), None);
        assert_eq!(split_number(""), None);
    }
}
