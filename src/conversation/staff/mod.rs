//! The staff group: who may do what, and which file does it. A right is checked at every tap and command.

mod answer;
mod asking;
pub(super) mod card;
mod command;
mod decide;
mod exporting;
mod figures;
mod history;
mod importing;
mod invoice;
mod keep;
mod list;
mod look;
mod many;
mod press;
mod register;
mod relay;
mod returning;
mod time;
pub(super) mod unit;
mod written;

pub(super) use decide::goes_out as invoice_goes_out;
pub(super) use exporting::exported;
pub(super) use history::leave_line;
pub(super) use importing::read as register_read;
pub(super) use invoice::{differs_line, doubts as invoice_doubt, read as invoice_read, states_line};
pub(super) use register::{PAYLOAD as INVITATION, join};
pub(super) use time::{fell_due, morning};

use super::input::{Input, Letter};
use super::scene::Needs;
use super::session::{Dialogue, Listing, Session};
use super::talk::Talk;
use crate::domain::button::Button;
use crate::domain::document::FileRef;
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
                "queue" => needs.queue = queued(),
                "find" => needs.find = Some(rest.clone()),
                "cert" => needs.certificates_like = rest.split_whitespace().next().map(str::to_owned),
                "stats" => needs.figures_of_days = Some(figures::days(rest).unwrap_or(figures::DAYS)),
                "account" | "rename" | "reset" => needs.by_uscc = unit::addressed(rest),
                _ => {}
            }
            needs.register = matches!(name.as_str(), "audit" | "status" | "staff" | "stats" | "account");
            needs.journal = matches!(name.as_str(), "audit" | "status");
            if many::takes_many(name)
                && let Some(list) = many::lines(rest)
            {
                let numbers = list.into_iter().filter_map(|line| match line {
                    many::Line::Order(number, _) => Some(number),
                    many::Line::Unread(_) => None,
                });
                needs.many = numbers.take(many::MOST).collect();
            } else {
                address(rest, letter, &mut needs);
                needs.near = near(rest);
            }
        }
        Input::Text(_) | Input::VideoNote { .. } => address("", letter, &mut needs),
        Input::File { caption, .. } | Input::Media { caption, .. } => {
            let rest = captioned(caption.as_deref()).map(|(_, rest)| rest).unwrap_or_default();
            address(rest, letter, &mut needs);
            if is_of_talk(session, letter) {
                needs.order = needs.order.or_else(|| session.order.clone());
            }
        }
        Input::Pressed { data, .. } => match Button::decode(data) {
            Some(Button::Act { order, .. }) => {
                needs.order = Some(order);
                // What has changed since the button was drawn is told with who changed it.
                (needs.journal, needs.register) = (true, true);
            }
            Some(Button::Pick { .. }) => match &session.listing {
                Some(Listing::Found(words)) => needs.find = Some(words.clone()),
                Some(_) => needs.queue = queued(),
                None => {}
            },
            Some(Button::Unit { uscc, .. }) => needs.by_uscc = Some(uscc),
            _ => {}
        },
        _ => {}
    }
    if matches!(letter.input, Input::Text(_)) && !session.wordings.is_empty() {
        (needs.journal, needs.register) = (true, true);
    }
    needs.passage = match (&letter.input, letter.reply_to, letter.message) {
        (
            Input::Text(_)
            | Input::File { .. }
            | Input::Media { .. }
            | Input::VideoNote { .. }
            | Input::Other(_)
            | Input::Contact { .. },
            Some(message),
            _,
        ) => Some(PassageBy::Copy(letter.chat, message)),
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

/// A command in a file's caption, `/name rest`, and its words.
fn captioned(caption: Option<&str>) -> Option<(&str, &str)> {
    let command = caption?.trim().strip_prefix('/')?;
    let end = command.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(command.len());
    let rest = command[end..].trim_start_matches(|c: char| !c.is_whitespace());
    Some((&command[..end], rest.trim()))
}

/// True for the other pictures of an album whose first one was sent to an applicant by its caption.
fn is_of_talk(session: &Session, letter: &Letter) -> bool {
    letter.album.is_some() && letter.album == session.talked_album
}

/// What must be loaded for the morning's digest.
pub(super) fn morning_needs() -> Needs {
    Needs { queue: queued(), ..Needs::default() }
}

/// The stages that wait for staff.
fn queued() -> Vec<StageKind> {
    StageKind::ALL.into_iter().filter(|s| s.waits_for_staff()).collect()
}

/// An order by the number that a command begins with, else by the message that it answers, else by the topic it is written in.
fn address(rest: &str, letter: &Letter, needs: &mut Needs) {
    needs.order = split_number(rest).map(|(number, _)| number);
    if needs.order.is_none() {
        needs.order_of_card = letter.reply_to.or(letter.topic).map(|message| (letter.chat, message));
        needs.order_named.clone_from(&letter.reply_names);
    }
}

/// The numbers that a mistyped one may have meant.
fn near(rest: &str) -> Vec<OrderNumber> {
    if split_number(rest).is_some() {
        return Vec::new();
    }
    let mut words = rest.split_whitespace();
    let first = words.next().unwrap_or_default();
    let pair = format!("{first}{}", words.next().unwrap_or_default());
    [first, &pair].into_iter().map(OrderNumber::near).find(|near| !near.is_empty()).unwrap_or_default()
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
            // Colleagues talk to each other here: only an answer to the bot's own question, or to what it said of an order, is for it.
            if letter.reply_to.is_none() {
                return;
            }
            let awaited = answer::awaited(talk).is_some();
            if !awaited && !answer::is_astray(talk, letter) {
                return;
            }
            if let Some(member) = member(talk, letter, None) {
                if awaited { written::text(talk, letter, &member, text) } else { answer::astray(talk) }
            }
        }
        Input::File { file, caption } | Input::Media { file, caption } => {
            filed(talk, letter, file, caption.as_deref().unwrap_or_default());
        }
        Input::VideoNote { file, .. } => filed(talk, letter, file, ""),
        _ => {}
    }
}

/// A file with words below it: a command, an answer to the bot's question, or one of an album that is for an applicant.
fn filed(talk: &mut Talk<'_>, letter: &Letter, file: &FileRef, caption: &str) {
    let awaited = letter.reply_to.is_some() && answer::awaited(talk).is_some();
    let command = captioned(Some(caption)).map(|(name, _)| name.to_owned());
    let told = is_of_talk(&talk.session, letter);
    if !awaited && !told && !matches!(command.as_deref(), Some("invoice" | "talk" | "import")) {
        return;
    }
    let Some(member) = member(talk, letter, None) else { return };
    match command.as_deref() {
        Some("import") => {
            if let Err(line) = importing::begin(talk, &member, file) {
                talk.reply(vec![line], Keyboard::None);
            }
        }
        Some("talk") => command::talk_with_file(talk, letter, &member, (caption, file)),
        _ if told => command::talk_with_file(talk, letter, &member, (caption, file)),
        _ => invoice::file(talk, letter, &member, file, caption),
    }
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
    if is_own(talk, order, member) {
        return Some(Bar::Own);
    }
    let other = order.claim.as_ref().filter(|c| c.by != member.id && !member.roles.contains(&Role::Administrator));
    other.map(|c| Bar::Claimed(c.name.clone()))
}

/// Four eyes: whoever is bound to the order's account, or took the legal person's part, decides nothing on it.
fn is_own(talk: &Talk<'_>, order: &Order, member: &Member) -> bool {
    talk.scene.viewers.iter().any(|v| v.user == member.id) || order.verification.person() == Some(member.id)
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
