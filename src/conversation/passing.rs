//! A message that is passed on between an applicant and staff, owed in as many messages as it takes. Who may pass what on to whom is
//! each side's own.

use super::talk::Talk;
use crate::domain::document::FileRef;
use crate::domain::effect::{Effect, Keyboard, To};
use crate::domain::ids::MessageId;
use crate::domain::passage::{MOST_CAPTION, MOST_TEXT, Passage, pieces};
use crate::domain::rules::Lang;
use crate::domain::say::{Say, Words};

/// What is passed on, and to whom.
pub(super) struct Passing<'a> {
    pub to: To,
    pub lang: Lang,
    /// Whose it is: above each piece.
    pub head: Say,
    /// What can be done with it: below each piece.
    pub hint: Option<Say>,
    pub text: &'a str,
    pub file: Option<&'a FileRef>,
    pub keyboard: Keyboard,
    pub reply_to: Option<MessageId>,
    pub passage: Passage,
}

/// Owes all of it: what is too long for one message comes in several, each with the words that say whose it is.
pub(super) fn owe(talk: &mut Talk<'_>, passing: &Passing<'_>) {
    // What bears no words follows those that say whose it is.
    let (below, bare) = match passing.file {
        Some(file) if file.form.bears_words() => (Some(file), None),
        other => (None, other),
    };
    let most = if below.is_some() { MOST_CAPTION } else { MOST_TEXT };
    for (place, piece) in pieces(passing.text, most).into_iter().enumerate() {
        let mut lines = vec![passing.head.clone()];
        lines.extend((!piece.is_empty()).then(|| Say::verbatim(piece)));
        lines.extend(passing.hint.clone());
        one(talk, passing, lines, below.filter(|_| place == 0));
    }
    if bare.is_some() {
        one(talk, passing, Vec::new(), bare);
    }
}

fn one(talk: &mut Talk<'_>, passing: &Passing<'_>, lines: Vec<Say>, file: Option<&FileRef>) {
    talk.effect(Effect::Pass {
        to: passing.to,
        words: Words::new(passing.lang, lines),
        file: file.cloned(),
        keyboard: passing.keyboard.clone(),
        reply_to: passing.reply_to,
        passage: passing.passage.clone(),
    });
}
