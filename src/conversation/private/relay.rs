//! A word with staff, from any point: what is written next goes to them, and nothing else does; the open question waits and is asked
//! again. A reply to their answer goes back to them as well.

use crate::conversation::input::{Input, Letter};
use crate::conversation::passing::{Passing, owe};
use crate::conversation::talk::{Talk, deed, go};
use crate::domain::button::{Deed, Place};
use crate::domain::document::FileRef;
use crate::domain::effect::Keyboard;
use crate::domain::ids::MessageId;
use crate::domain::order::Order;
use crate::domain::passage::{Passage, masked};
use crate::domain::say::Say;
use chrono::Duration;

/// How many messages to staff an hour allows.
const AN_HOUR: u32 = 30;

pub(super) fn begin(talk: &mut Talk<'_>) {
    talk.session.talking = true;
    let keyboard = Keyboard::Inline(vec![vec![go(Say::id("key-not-staff"), Place::NotStaff)]]);
    let line = match order(talk) {
        Some(order) => Say::id("talk-please-order").with("number", order.number.to_string()),
        None => Say::id("talk-please"),
    };
    talk.say_with(vec![line, Say::id("talk-once")], keyboard);
}

pub(super) fn end(talk: &mut Talk<'_>) {
    talk.session.talking = false;
    talk.say(vec![Say::id("talk-not")]);
    super::repeat(talk);
}

/// True where the letter was for staff; then it is on its way.
pub(super) fn taken(talk: &mut Talk<'_>, letter: &Letter) -> bool {
    let here = talk.scene.passed.clone();
    let (text, file) = match &letter.input {
        Input::Text(text) => (Some(text.as_str()), None),
        Input::File { file, caption } | Input::Media { file, caption } => (caption.as_deref(), Some(file)),
        Input::VideoNote { file, .. } => (None, Some(file)),
        Input::Edited { text } => {
            let Some(passed) = here.filter(|passed| passed.passage.chat == letter.chat) else { return false };
            corrected(talk, letter, text.as_deref(), passed.message);
            return true;
        }
        Input::Other(_) | Input::Contact { .. } if talk.session.talking => {
            talk.say(vec![Say::id("talk-kinds")]);
            return true;
        }
        _ => {
            // Whoever does something else has changed their mind: nothing is passed on by accident.
            talk.session.talking = false;
            return false;
        }
    };
    let of_album = letter.album.is_some() && letter.album == talk.session.talked_album;
    let answers = here.as_ref().is_some_and(|passed| passed.chat == letter.chat);
    if !talk.session.talking && !of_album && !answers {
        return false;
    }
    let reply_to = here.filter(|_| answers).map(|passed| passed.passage.message);
    pass(talk, letter, text, file, reply_to, of_album);
    true
}

fn pass(
    talk: &mut Talk<'_>,
    letter: &Letter,
    text: Option<&str>,
    file: Option<&FileRef>,
    reply_to: Option<MessageId>,
    quietly: bool,
) {
    talk.session.talking = false;
    // Sent twice by a nervous finger, the second one is no answer to the question that waits.
    talk.session.taken = text.map(|text| (super::again::digest(text), letter.at));
    if spent(talk) {
        let telephone = talk.scene.rules.desk.telephone.clone();
        talk.say(vec![Say::id("talk-spent").with("telephone", telephone)]);
        return super::repeat(talk);
    }
    if !sent(talk, letter, text, file, reply_to, "staff-talk-hint") {
        return;
    }
    talk.session.talked_album.clone_from(&letter.album);
    if quietly {
        return;
    }
    let keyboard = Keyboard::Inline(vec![vec![go(Say::id("key-staff-more"), Place::Staff)]]);
    talk.say_with(vec![Say::id("talk-passed")], keyboard);
    super::repeat(talk);
}

/// Owes the message to the group. False where there is no group, or the message cannot be told apart; says so.
fn sent(
    talk: &mut Talk<'_>,
    letter: &Letter,
    text: Option<&str>,
    file: Option<&FileRef>,
    reply_to: Option<MessageId>,
    hint: &'static str,
) -> bool {
    let (Some(group), Some(message)) = (talk.scene.group, letter.message) else {
        let telephone = talk.scene.rules.desk.telephone.clone();
        talk.say(vec![Say::id("talk-nobody").with("telephone", telephone)]);
        return false;
    };
    let name = letter.from.name.as_str();
    let head = match (order(talk), &talk.scene.account) {
        (Some(order), Some(account)) => Say::id("staff-talk")
            .with("number", order.number.to_string())
            .with("unit", account.unit.as_str())
            .with("name", name),
        (None, Some(account)) => Say::id("staff-talk-unit").with("unit", account.unit.as_str()).with("name", name),
        (_, None) => Say::id("staff-talk-stranger").with("name", name),
    };
    let text = text.map(masked).unwrap_or_default();
    let passage = Passage {
        chat: letter.chat,
        message,
        order: order(talk).map(|order| order.number.clone()),
        lang: talk.lang,
        name: letter.from.name.clone(),
    };
    let keyboard = order(talk).map_or(Keyboard::None, |order| {
        Keyboard::Inline(vec![vec![deed(Say::id("key-word"), order, Deed::Word, 0, 0)]])
    });
    let (to, lang, hint) = (group.into(), talk.scene.group_lang, Some(Say::id(hint)));
    owe(talk, &Passing { to, lang, head, hint, text: &text, file, keyboard, reply_to, passage });
    true
}

/// What was passed on says something else now: staff are told, below what it said before.
fn corrected(talk: &mut Talk<'_>, letter: &Letter, text: Option<&str>, copy: MessageId) {
    if text.is_some() && sent(talk, letter, text, None, Some(copy), "staff-talk-edited") {
        talk.say(vec![Say::id("talk-edited")]);
    }
}

/// The account's own order that is being worked on.
fn order<'t>(talk: &'t Talk<'_>) -> Option<&'t Order> {
    talk.order().filter(|order| Some(&order.account) == talk.session.account.as_ref())
}

/// Counts a message; true where this hour's are used up.
fn spent(talk: &mut Talk<'_>) -> bool {
    let now = talk.scene.now;
    let (count, since) = match talk.session.talks {
        Some((count, since)) if now - since < Duration::hours(1) => (count + 1, since),
        _ => (1, now),
    };
    talk.session.talks = Some((count, since));
    count > AN_HOUR
}
