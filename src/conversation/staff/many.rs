//! One command for a pasted list of orders: each line is worked on for itself, and the report says line by line what came of it.

use super::{command, split_number};
use crate::conversation::input::Letter;
use crate::conversation::scene::Scene;
use crate::conversation::talk::Talk;
use crate::domain::effect::Keyboard;
use crate::domain::order_number::OrderNumber;
use crate::domain::say::Say;
use crate::domain::staff::Member;

/// The most orders in one list.
pub(super) const MOST: usize = 60;

/// Commands that take a list.
pub(super) fn takes_many(name: &str) -> bool {
    matches!(name, "claim" | "release" | "approve" | "paid" | "paper" | "made" | "ship" | "delivered" | "invoice")
}

/// One line of a list: an order and the words for it, or a line that names none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Line<'a> {
    Order(OrderNumber, &'a str),
    Unread(&'a str),
}

/// What people put between two numbers, or between numbers and a waybill.
const BETWEEN: [char; 8] = [',', '，', '、', '+', ';', '；', ':', '：'];

/// The order's number that a line begins with, and what comes after it.
fn leading(line: &str) -> Option<(OrderNumber, &str)> {
    let cut = line.find(BETWEEN);
    let before = cut.and_then(|at| OrderNumber::parse(&line[..at]).ok().map(|number| (number, &line[at..])));
    before.or_else(|| split_number(line))
}

/// The lines of a list. Several orders on one line share its words: orders that lie in one parcel. `None` where it is one order only.
pub(super) fn lines(rest: &str) -> Option<Vec<Line<'_>>> {
    let mut found = Vec::new();
    for line in rest.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let mut numbers = Vec::new();
        let mut tail = line;
        while let Some((number, after)) = leading(tail) {
            numbers.push(number);
            tail = after.trim_start_matches(|c: char| c.is_whitespace() || BETWEEN.contains(&c));
        }
        if numbers.is_empty() {
            found.push(Line::Unread(line));
        }
        found.extend(numbers.into_iter().map(|number| Line::Order(number, tail)));
    }
    (found.len() > 1).then_some(found)
}

pub(super) fn run(talk: &mut Talk<'_>, letter: &Letter, member: &Member, name: &str, list: &[Line<'_>]) {
    if list.len() > MOST {
        return talk.reply(vec![Say::id("staff-many-too-many").with("most", MOST)], Keyboard::None);
    }
    let mut report = Vec::new();
    let mut done = 0;
    let mut seen: Vec<&OrderNumber> = Vec::new();
    for line in list {
        let (number, words) = match line {
            Line::Order(number, words) => (number, *words),
            Line::Unread(text) => {
                let short: String = text.chars().take(30).collect();
                report.push(Say::id("staff-many-unread").with("line", short));
                continue;
            }
        };
        let came = if seen.contains(&number) {
            Err(Say::id("staff-many-twice"))
        } else {
            one(talk, letter, member, (name, number, words))
        };
        seen.push(number);
        done += usize::from(came.is_ok());
        report.push(match came {
            Ok(()) => Say::id("staff-many-done").with("number", number.to_string()),
            Err(why) => Say::id("staff-many-not-done").with("number", number.to_string()).with("why", why),
        });
    }
    report.insert(0, Say::id("staff-many").with("done", done).with("count", list.len()));
    talk.reply(report, Keyboard::None);
}

/// Works on one order of the list, in a step of its own.
fn one(
    talk: &mut Talk<'_>,
    letter: &Letter,
    member: &Member,
    (name, number, words): (&str, &OrderNumber, &str),
) -> super::decide::Tried {
    let opened = talk.scene.many.iter().find(|opened| opened.order.number == *number);
    let opened = opened.cloned().ok_or_else(|| Say::id("staff-no-order"))?;
    let scene = Scene {
        order: Some(opened.order),
        owner: opened.owner,
        viewers: opened.viewers,
        many: Vec::new(),
        ..talk.scene.clone()
    };
    let mut alone = Talk::new(&talk.session, letter, &scene);
    let tried = command::decide_on(&mut alone, member, name, words);
    crate::conversation::follow_up(&mut alone);
    talk.absorb(alone.finish_desk());
    tried
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pasted_list_is_read_line_by_line() {
        let (first, second) = (OrderNumber::make(2026, 1), OrderNumber::make(2026, 2));
        let list =
            format!("{first} SF1234567890123\n\n {}，{} SF1234567890124\nhello", second.as_str(), first.as_str());
        let read = lines(&list).unwrap();
        assert_eq!(
            read,
            [
                Line::Order(first.clone(), "SF1234567890123"),
                Line::Order(second, "SF1234567890124"),
                Line::Order(first.clone(), "SF1234567890124"),
                Line::Unread("hello"),
            ]
        );
        assert_eq!(lines(&format!("{first} SF1234567890123")), None);
    }
}
