//! Staff's commands: by an order's number, or as an answer to its card. A missing or wrong argument gets the usage.

use super::{
    decide, exporting, figures, history, importing, keep, list, look, many, register, relay, split_number, unit,
    written,
};
use crate::conversation::input::Letter;
use crate::conversation::phrases;
use crate::conversation::talk::Talk;
use crate::domain::document::{DocumentKind, FileRef};
use crate::domain::effect::Keyboard;
use crate::domain::line::{Reference, Remark};
use crate::domain::money::Fen;
use crate::domain::order_number::{OrderNumber, OrderNumberError};
use crate::domain::parcel::Waybill;
use crate::domain::say::Say;
use crate::domain::staff::Member;

pub(super) fn run(talk: &mut Talk<'_>, letter: &Letter, member: &Member, name: &str, rest: &str) {
    if many::takes_many(name)
        && let Some(list) = many::lines(rest)
    {
        return many::run(talk, letter, member, name, &list);
    }
    let tried = match name {
        "queue" => list::queue(talk, member, rest),
        "find" => list::find(talk, member, rest),
        "stats" => figures::show(talk, rest),
        "help" | "start" => return talk.reply(vec![Say::id("staff-help")], Keyboard::None),
        "account" | "rename" | "reset" => unit::command(talk, member, name, rest),
        "staff" => register::run(talk, member, rest),
        "cert" => importing::certificate(talk, member, rest),
        "import" => Err(Say::id("usage-import")),
        "export" => exporting::run(talk, member, rest),
        "order" | "status" | "claim" | "take" | "release" | "look" | "verify" | "approve" | "return" | "reject"
        | "hold" | "resume" | "undo" | "note" | "paid" | "paper" | "made" | "ship" | "delivered" | "returned"
        | "invoice" | "audit" | "talk" => on_order(talk, letter, member, name, rest),
        _ => Err(Say::id("unknown-staff-command")),
    };
    if let Err(line) = tried {
        talk.reply(vec![line], Keyboard::None);
    }
}

/// The words of a command after the order's number, once the order is there. `None` where the number cannot be right and the
/// orders it may have meant are shown.
fn words_after<'a>(talk: &mut Talk<'_>, letter: &Letter, name: &str, rest: &'a str) -> Result<Option<&'a str>, Say> {
    let answers = letter.reply_to.is_some() || letter.topic.is_some();
    let tail = match split_number(rest) {
        Some((_, tail)) => tail,
        None if answers && talk.order().is_some() => rest.trim(),
        None => {
            let first = rest.split_whitespace().next().unwrap_or_default();
            let shaped = OrderNumber::parse(first) == Err(OrderNumberError::Check);
            if shaped || !super::near(rest).is_empty() {
                list::meant(talk);
                return Ok(None);
            }
            return Err(usage(name));
        }
    };
    if talk.order().is_none() { Err(Say::id("staff-no-order")) } else { Ok(Some(tail)) }
}

fn usage(name: &str) -> Say {
    Say::id(match name {
        "verify" => "usage-verify",
        "return" => "usage-return",
        "reject" => "usage-reject",
        "paid" => "usage-paid",
        "paper" => "usage-paper",
        "made" => "usage-made",
        "ship" => "usage-ship",
        "invoice" => "usage-invoice",
        "hold" => "usage-hold",
        "note" => "usage-note",
        "talk" => "usage-talk",
        _ => return Say::id("usage-order").with("command", name),
    })
}

fn on_order(talk: &mut Talk<'_>, letter: &Letter, member: &Member, name: &str, rest: &str) -> decide::Tried {
    match words_after(talk, letter, name, rest)? {
        Some(words) if name == "talk" => relay::command(talk, letter, member, (words, None)),
        Some(words) => decide_on(talk, member, name, words),
        None => Ok(()),
    }
}

/// `/talk` in the caption of a photo or a file; the other pictures of its album follow it without a word.
pub(super) fn talk_with_file(talk: &mut Talk<'_>, letter: &Letter, member: &Member, (caption, file): (&str, &FileRef)) {
    let rest = super::captioned(Some(caption)).map_or("", |(_, rest)| rest);
    let follows = super::is_of_talk(&talk.session, letter);
    let words = if follows { Ok(Some(caption)) } else { words_after(talk, letter, "talk", rest) };
    let tried = match words {
        Ok(Some(words)) => relay::command(talk, letter, member, (words, Some(file))),
        Ok(None) => return,
        Err(line) => Err(line),
    };
    match tried {
        Ok(()) => {
            talk.session.talked_album.clone_from(&letter.album);
            talk.session.order = talk.order().map(|order| order.number.clone());
        }
        Err(line) => talk.reply(vec![line], Keyboard::None),
    }
}

/// A command on the order at hand, with its words.
pub(super) fn decide_on(talk: &mut Talk<'_>, member: &Member, name: &str, words: &str) -> decide::Tried {
    match name {
        "order" => {
            list::show(talk, member);
            Ok(())
        }
        "status" | "audit" => {
            history::show(talk);
            Ok(())
        }
        "claim" => keep::claim(talk, member, false),
        "take" => keep::claim(talk, member, true),
        "release" => keep::release(talk, member),
        "resume" => keep::resume(talk, member),
        "undo" => keep::undo(talk, member),
        "hold" => keep::hold(talk, member, &Remark::parse(words).map_err(|_| usage(name))?),
        "note" => keep::note(talk, member, Remark::parse(words).map_err(|_| usage(name))?),
        "look" => look(talk, member, words),
        "approve" => decide::approve(talk, member),
        "delivered" => decide::delivered(talk, member),
        "returned" => decide::came_back(talk, member),
        "verify" => verify(talk, member, words),
        "return" => {
            let items = words.lines().filter(|line| !line.trim().is_empty()).map(|line| returned(talk, line.trim()));
            let items: Vec<decide::Item> = items.collect::<Result<_, Say>>()?;
            if items.is_empty() { Err(usage(name)) } else { decide::send_back(talk, member, items) }
        }
        "reject" => decide::reject(talk, member, &Remark::parse(words).map_err(|_| usage(name))?),
        "paid" => paid(talk, member, words),
        "paper" => paper(talk, member, words),
        "made" => {
            let serials = written::serials(words)?;
            if serials.is_empty() { Err(usage(name)) } else { decide::made(talk, member, serials) }
        }
        "ship" => {
            if words.is_empty() {
                return Err(usage(name));
            }
            let waybill = Waybill::parse(words).map_err(phrases::waybill_error)?;
            decide::ship(talk, member, waybill)
        }
        _ => {
            let number = Reference::parse(words).map_err(|_| usage(name))?;
            decide::invoice(talk, member, &number, None)
        }
    }
}

/// All documents, or the one of this number.
fn look(talk: &mut Talk<'_>, member: &Member, words: &str) -> decide::Tried {
    if words.is_empty() {
        return look::all(talk, member);
    }
    let document = words.parse().ok().and_then(DocumentKind::from_number).ok_or_else(|| Say::id("usage-look"))?;
    look::some(talk, member, Some(document))
}

fn verify(talk: &mut Talk<'_>, member: &Member, words: &str) -> decide::Tried {
    match words.split_once(char::is_whitespace).unwrap_or((words, "")) {
        ("yes" | "ok" | "是", _) => decide::verify(talk, member, None),
        ("no" | "否", reason) => {
            let reason = Remark::parse(reason).map_err(|_| usage("verify"))?;
            decide::verify(talk, member, Some(&reason))
        }
        _ => Err(usage("verify")),
    }
}

/// `3 blurred,no-seal free text`: a document's number, ids of reasons or a free text, or both.
fn returned(talk: &Talk<'_>, words: &str) -> Result<decide::Item, Say> {
    let (first, rest) = words.split_once(char::is_whitespace).ok_or_else(|| usage("return"))?;
    let document = first.parse().ok().and_then(DocumentKind::from_number).ok_or_else(|| usage("return"))?;
    let (ids, text) = rest.trim().split_once(char::is_whitespace).unwrap_or((rest.trim(), ""));
    let known: Vec<String> =
        ids.split([',', '，']).filter(|id| talk.scene.rules.reason(id).is_some()).map(str::to_owned).collect();
    let note = if known.is_empty() { rest.trim() } else { text.trim() };
    if known.is_empty() && note.is_empty() {
        return Err(usage("return"));
    }
    let note = if note.is_empty() {
        None
    } else {
        Some(Remark::parse(note).map_err(|e| phrases::line(&e))?.as_str().to_owned())
    };
    Ok((document, known, note))
}

fn paid(talk: &mut Talk<'_>, member: &Member, words: &str) -> decide::Tried {
    if words.is_empty() {
        return decide::paid(talk, member, None, None);
    }
    let (amount, reference) = words.split_once(char::is_whitespace).unwrap_or((words, ""));
    let amount = Fen::parse_yuan(amount).ok_or_else(|| usage("paid"))?;
    let reference = match reference.trim() {
        "" => None,
        text => Some(Reference::parse(text).map_err(|e| phrases::line(&e))?),
    };
    decide::paid(talk, member, Some(amount), reference)
}

/// `ok`, or the numbers of the missing documents and a note.
fn paper(talk: &mut Talk<'_>, member: &Member, words: &str) -> decide::Tried {
    let (first, rest) = words.split_once(char::is_whitespace).unwrap_or((words, ""));
    if matches!(first, "ok" | "pass" | "通过") {
        return decide::pass_paper(talk, member);
    }
    if matches!(first, "received" | "收到") {
        return decide::receive_paper(talk, member);
    }
    let missing: Option<Vec<DocumentKind>> =
        first.split([',', '，']).map(|n| n.parse().ok().and_then(DocumentKind::from_number)).collect();
    let Some(missing) = missing.filter(|m| !m.is_empty()) else { return Err(usage("paper")) };
    let note = match rest.trim() {
        "" => None,
        text => Some(Remark::parse(text).map_err(|e| phrases::line(&e))?),
    };
    decide::ask_paper(talk, member, missing, note)
}
