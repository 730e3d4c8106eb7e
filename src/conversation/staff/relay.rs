//! Staff's side of a word with an applicant: a reply to what was passed on goes back to who wrote it. Nothing else in the group does,
//! and a reply that begins with `//` is a note among colleagues.

use super::member;
use crate::conversation::input::{Input, Letter};
use crate::conversation::talk::{Talk, go};
use crate::domain::button::Place;
use crate::domain::document::FileRef;
use crate::domain::effect::{Effect, Keyboard};
use crate::domain::ids::MessageId;
use crate::domain::passage::{MOST_CAPTION, MOST_TEXT, Passage, pieces};
use crate::domain::say::{Say, Words};

/// True where the letter answers, or corrects, what was passed on.
pub(super) fn taken(talk: &mut Talk<'_>, letter: &Letter) -> bool {
    let Some(passed) = talk.scene.passed.clone() else { return false };
    let (text, file) = match &letter.input {
        Input::Text(text) => (Some(text.as_str()), None),
        Input::File { file, caption } => (caption.as_deref(), Some(file.clone())),
        // An answer that was sent is corrected: below it, so that nobody misses it.
        Input::Edited { text: Some(text) } if passed.passage.chat == letter.chat => {
            let applicant = (passed.chat, Some(passed.message));
            owe(talk, letter, &passed.passage, applicant, &Say::id("talk-corrected"), (text, None));
            return true;
        }
        _ => return false,
    };
    // A reply to the desk's copy of an applicant's words; a reply to a colleague's is theirs alone.
    if passed.chat != letter.chat || passed.passage.chat == letter.chat {
        return false;
    }
    let Some(member) = member(talk, letter, None) else { return true };
    if text.is_some_and(|text| text.trim_start().starts_with("//") || text.trim_start().starts_with("／／")) {
        talk.reply(vec![Say::id("staff-note-stays")], Keyboard::None);
        return true;
    }
    let head = match &passed.passage.order {
        Some(number) => {
            Say::id("talk-answer-order").with("number", number.to_string()).with("name", member.name.as_str())
        }
        None => Say::id("talk-answer").with("name", member.name.as_str()),
    };
    let to = (passed.passage.chat, Some(passed.passage.message));
    owe(talk, letter, &passed.passage, to, &head, (text.unwrap_or_default(), file));
    true
}

type Applicant = (crate::domain::ids::ChatId, Option<MessageId>);

/// Owes the applicant the text and the file, in as many messages as it takes.
fn owe(
    talk: &mut Talk<'_>,
    letter: &Letter,
    about: &Passage,
    (chat, reply_to): Applicant,
    head: &Say,
    (text, file): (&str, Option<FileRef>),
) {
    let Some(message) = letter.message else { return };
    let passage = Passage {
        chat: letter.chat,
        message,
        order: about.order.clone(),
        lang: about.lang,
        name: letter.from.name.clone(),
    };
    let most = if file.is_some() { MOST_CAPTION } else { MOST_TEXT };
    for (place, piece) in pieces(text, most).into_iter().enumerate() {
        let mut lines = vec![head.clone()];
        lines.extend((!piece.is_empty()).then(|| Say::verbatim(piece)));
        talk.effect(Effect::Pass {
            to: chat.into(),
            words: Words::new(about.lang, lines),
            file: file.clone().filter(|_| place == 0),
            keyboard: Keyboard::Inline(vec![vec![go(Say::id("key-staff-answer"), Place::Staff)]]),
            reply_to,
            passage: passage.clone(),
        });
    }
}
