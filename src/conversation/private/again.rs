//! What a nervous finger does twice: the same text, the same key, a password. A second one never goes into another field, and is
//! never dropped without a word.

use super::log_in;
use crate::conversation::input::Letter;
use crate::conversation::session::Dialogue;
use crate::conversation::talk::Talk;
use crate::domain::line::Password;
use crate::domain::say::Say;
use chrono::{DateTime, Utc};

/// So many seconds apart, two of the same are one finger's.
const QUICK: i64 = 3;

/// True where the same text comes again at once after it was taken as an answer. Where it would be an answer to the question that is
/// open now, nobody but its writer can tell a slip from a second answer with the same words: it is offered with one tap.
pub(super) fn written(talk: &mut Talk<'_>, letter: &Letter, text: &str) -> bool {
    let digest = digest(text);
    let again = matches!(talk.session.taken, Some((before, at)) if before == digest && is_quick(letter.at, at));
    if !again {
        talk.session.taken = Some((digest, letter.at));
        return false;
    }
    let fits = match &talk.session.dialogue {
        Dialogue::Detail { question, identity, .. } => question.read(text, *identity).is_ok(),
        _ => false,
    };
    if fits && talk.session.keep_at_hand(text) {
        talk.say(vec![Say::id("sent-twice-kept").with("text", text)]);
        super::repeat(talk);
    } else {
        talk.say(vec![Say::id("sent-twice")]);
    }
    true
}

/// True where a password comes again at once: it leaves the chat like the first one, and is neither a second try nor a new password.
pub(super) fn password(talk: &mut Talk<'_>, letter: &Letter, text: &str) -> bool {
    // So few bits fit many texts: what could not be a password is none that came again.
    let again = Password::parse(text, &[]).is_ok()
        && matches!(talk.session.hidden, Some((before, at)) if before == few_bits(text) && is_quick(letter.at, at));
    if again {
        log_in::hide_password(talk, letter);
        talk.say(vec![Say::id("sent-twice")]);
    }
    again
}

/// True where the same key of the same message is pressed again at once.
pub(super) fn pressed(talk: &mut Talk<'_>, letter: &Letter, data: &str) -> bool {
    let now = talk.scene.now;
    let digest = digest(&format!("{data} {:?}", letter.message));
    let again = matches!(talk.session.pressed, Some((before, at)) if before == digest && is_quick(now, at));
    talk.session.pressed = Some((digest, now));
    again
}

/// True where the open question was asked a moment ago: whoever presses a key of the one before has not seen it yet.
pub(super) fn just_asked(talk: &Talk<'_>) -> bool {
    talk.session.asked.is_some_and(|asked| is_quick(talk.scene.now, asked))
}

fn is_quick(one: DateTime<Utc>, other: DateTime<Utc>) -> bool {
    (one - other).num_seconds().abs() <= QUICK
}

/// Tells texts apart, no more (FNV-1a).
pub(super) fn digest(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325u64, |hash, b| (hash ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3))
}

/// Six bits of it: enough to tell a password sent twice from another one, and nothing to guess a password by.
pub(super) fn few_bits(text: &str) -> u8 {
    let digest = digest(text);
    u8::try_from((digest ^ digest >> 32) & 0x3f).unwrap_or_default()
}
