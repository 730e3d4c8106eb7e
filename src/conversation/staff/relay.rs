//! Staff's side of a word with an applicant: a reply to what was passed on, or `/talk`, goes to who is on the other side. Nothing else
//! in the group does, and a text that begins with `//` is a note among colleagues. Each message says below it what became of it.

use super::decide::Tried;
use super::{member, split_number};
use crate::conversation::input::{Input, Letter};
use crate::conversation::passing::{self, Passing};
use crate::conversation::scene::Viewer;
use crate::conversation::session::{Wanted, Wording};
use crate::conversation::talk::{Talk, deed, go};
use crate::domain::button::{Deed, Place};
use crate::domain::document::FileRef;
use crate::domain::effect::{CardKind, Effect, Keyboard};
use crate::domain::ids::{ChatId, MessageId};
use crate::domain::order::Order;
use crate::domain::order_number::OrderNumber;
use crate::domain::passage::{Passage, Passed};
use crate::domain::review::Template;
use crate::domain::rules::Lang;
use crate::domain::say::{Say, Words};
use crate::domain::staff::Member;

/// What is passed on: a text, and a file where there is one.
pub(super) type Matter<'a> = (&'a str, Option<&'a FileRef>);

/// True where the letter answers, or corrects, what was passed on.
pub(super) fn taken(talk: &mut Talk<'_>, letter: &Letter) -> bool {
    let Some(passed) = talk.scene.passed.clone() else { return false };
    let (text, file) = match &letter.input {
        Input::Text(text) => (text.as_str(), None),
        Input::File { file, caption } | Input::Media { file, caption } => {
            (caption.as_deref().unwrap_or_default(), Some(file))
        }
        Input::VideoNote { file, .. } => ("", Some(file)),
        Input::Edited { text } => {
            if passed.passage.chat == letter.chat {
                corrected(talk, letter, &passed, text.as_deref().unwrap_or_default());
            }
            return true;
        }
        Input::Other(_) | Input::Contact { .. } if is_answer(&passed, letter) => {
            talk.reply(vec![Say::id("staff-talk-kinds")], Keyboard::None);
            return true;
        }
        _ => return false,
    };
    // A reply to the desk's copy of an applicant's words; a reply to a colleague's is theirs alone.
    if !is_answer(&passed, letter) {
        return false;
    }
    let Some(member) = member(talk, letter, None) else { return true };
    if is_note(text) {
        talk.reply(vec![Say::id("staff-note-stays")], Keyboard::None);
        return true;
    }
    let head = headed(passed.passage.order.as_ref(), &member);
    let to = (passed.passage.chat, Some(passed.passage.message), passed.passage.lang);
    queued(talk, letter);
    owe(talk, letter, (passed.passage.order.as_ref(), &head), to, (text, file));
    true
}

fn is_answer(passed: &Passed, letter: &Letter) -> bool {
    letter.reply_to == Some(passed.message) && passed.chat == letter.chat && passed.passage.chat != letter.chat
}

fn is_note(text: &str) -> bool {
    text.trim_start().starts_with("//") || text.trim_start().starts_with("／／")
}

fn headed(number: Option<&OrderNumber>, member: &Member) -> Say {
    match number {
        Some(number) => {
            Say::id("talk-answer-order").with("number", number.to_string()).with("name", member.name.as_str())
        }
        None => Say::id("talk-answer").with("name", member.name.as_str()),
    }
}

/// A text that was sent says something else now: below it, so that nobody misses it, to all who were told.
fn corrected(talk: &mut Talk<'_>, letter: &Letter, passed: &Passed, text: &str) {
    let text = match text.trim_start().strip_prefix("/talk") {
        Some(command) => {
            let words = command.trim_start_matches(|c: char| !c.is_whitespace());
            split_number(words).map_or(words.trim(), |(_, tail)| tail)
        }
        None => text,
    };
    if text.is_empty() || is_note(text) {
        return talk.reply(vec![Say::id("staff-talk-stays")], Keyboard::None);
    }
    let said = talk.scene.rules.review.templates.iter().find(|template| Some(template.id.as_str()) == named(text));
    let said = said.cloned();
    let mut to = vec![(passed.chat, Some(passed.message), passed.passage.lang)];
    let others = talk.scene.viewers.iter().filter(|viewer| viewer.chat != passed.chat);
    if passed.passage.order.is_some() {
        to.extend(others.map(|viewer| (viewer.chat, None, viewer.lang)));
    }
    queued(talk, letter);
    for to in to {
        let text = said.as_ref().map_or(text, |template| template.text.of(to.2)).to_owned();
        owe(talk, letter, (passed.passage.order.as_ref(), &Say::id("talk-corrected")), to, (&text, None));
    }
}

/// The template that a text names by `#id`.
fn named(text: &str) -> Option<&str> {
    text.trim().strip_prefix(['#', '＃', ':', '：']).map(str::trim)
}

/// `/talk ORDER text`, `/talk ORDER #template`; without either the templates are offered, and a text is asked for.
pub(super) fn command(talk: &mut Talk<'_>, letter: &Letter, member: &Member, matter: Matter<'_>) -> Tried {
    let (text, file) = matter;
    if text.is_empty() && file.is_none() {
        return ask(talk, member);
    }
    if is_note(text) {
        return Err(Say::id("staff-note-stays"));
    }
    match named(text) {
        Some(id) if file.is_none() => {
            let known = talk.scene.rules.review.templates.iter().find(|template| template.id == id).cloned();
            let template = known.ok_or_else(|| unknown(talk, id))?;
            send(talk, letter, member, &|lang| (template.text.of(lang), None))
        }
        _ => send(talk, letter, member, &|_| (text, file)),
    }
}

/// The template behind a button.
pub(super) fn template(talk: &mut Talk<'_>, letter: &Letter, member: &Member, place: u16) -> Tried {
    let known = talk.scene.rules.review.templates.get(usize::from(place)).cloned();
    let template = known.ok_or_else(|| Say::id("old-button"))?;
    send(talk, letter, member, &|lang| (template.text.of(lang), None))
}

fn unknown(talk: &Talk<'_>, id: &str) -> Say {
    let known: Vec<String> = talk.scene.rules.review.templates.iter().map(|t| format!("#{}", t.id)).collect();
    Say::id("staff-no-template").with("id", id).with("known", known.join(" "))
}

/// To everybody who follows the order as its applicant, each in their language where it is a template.
fn send<'m>(talk: &mut Talk<'_>, letter: &Letter, member: &Member, matter: &dyn Fn(Lang) -> Matter<'m>) -> Tried {
    let order: Order = talk.order().cloned().ok_or_else(|| Say::id("staff-no-order"))?;
    let viewers: Vec<Viewer> = talk.scene.viewers.clone();
    if viewers.is_empty() {
        return Err(Say::id("staff-talk-nobody").with("number", order.number.to_string()));
    }
    let head = headed(Some(&order.number), member);
    queued(talk, letter);
    for viewer in viewers {
        let to = (viewer.chat, None, viewer.lang);
        owe(talk, letter, (Some(&order.number), &head), to, matter(viewer.lang));
    }
    Ok(())
}

/// Asks for the text, with a key for each template.
pub(super) fn ask(talk: &mut Talk<'_>, member: &Member) -> Tried {
    let order = talk.order().cloned().ok_or_else(|| Say::id("staff-no-order"))?;
    let wording = Wording { order: order.number.clone(), version: order.changed, wanted: Wanted::Word };
    talk.session.await_wording(wording);
    let templates: &[Template] = &talk.scene.rules.review.templates;
    let key = |(place, template): (u16, &Template)| {
        let label: String = template.text.of(talk.lang).chars().take(24).collect();
        vec![deed(Say::verbatim(label), &order, Deed::Template, place, 0)]
    };
    let rows: Vec<_> = (0..).zip(templates).map(key).collect();
    let line = Say::id("staff-ask-word")
        .with("number", order.number.to_string())
        .with("user", member.id.0)
        .with("name", member.name.as_str());
    talk.effect(Effect::Card {
        to: talk.to,
        order: order.number.clone(),
        card: CardKind::Question,
        words: Words::new(talk.lang, vec![line]),
        keyboard: if rows.is_empty() { Keyboard::ForceReply } else { Keyboard::Inline(rows) },
        anew: true,
        urgent: true,
    });
    Ok(())
}

/// The receipt, before anything is known; owed before what it speaks of.
fn queued(talk: &mut Talk<'_>, letter: &Letter) {
    let Some(message) = letter.message else { return };
    let words = Words::new(talk.lang, vec![Say::id("staff-talk-queued")]);
    talk.effect(Effect::Receipt { to: talk.to, message, words });
}

type About<'a> = (Option<&'a OrderNumber>, &'a Say);
type Applicant = (ChatId, Option<MessageId>, Lang);

/// Owes the applicant the text and the file, with a key to answer by.
fn owe(
    talk: &mut Talk<'_>,
    letter: &Letter,
    (order, head): About<'_>,
    (chat, reply_to, lang): Applicant,
    (text, file): Matter<'_>,
) {
    let Some(message) = letter.message else { return };
    let name = letter.from.name.clone();
    let passage = Passage { chat: letter.chat, message, order: order.cloned(), lang, name };
    let keyboard = Keyboard::Inline(vec![vec![go(Say::id("key-staff-answer"), Place::Staff)]]);
    let (to, head) = (chat.into(), head.clone());
    passing::owe(talk, &Passing { to, lang, head, hint: None, text, file, keyboard, reply_to, passage });
}
