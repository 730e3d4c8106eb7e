//! A message passed on between an applicant and staff, in the desk's own words: where its original is, whose it is, which order it is
//! about. And what is masked on the way into the group.

use super::identity::{Identity, IdentityKind};
use super::ids::{ChatId, MessageId};
use super::mobile::Mobile;
use super::order_number::OrderNumber;
use super::rules::Lang;
use serde::{Deserialize, Serialize};

/// The most characters of a text that go into one message beside the words around it, and into a file's caption.
pub const MOST_TEXT: usize = 3_500;
pub const MOST_CAPTION: usize = 600;

/// Where a message that is passed on comes from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Passage {
    /// The chat of the original, and the original.
    pub chat: ChatId,
    pub message: MessageId,
    /// The order that it is about, where there is one.
    #[serde(default)]
    pub order: Option<OrderNumber>,
    /// The language of who wrote it.
    pub lang: Lang,
    /// Who wrote it, as they call themselves.
    pub name: String,
}

/// How a passage is found again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PassageBy {
    /// By the copy that the desk sent: somebody replies to it.
    Copy(ChatId, MessageId),
    /// By the original: somebody has edited it.
    Original(ChatId, MessageId),
}

/// A message that was passed on: its copy, and where it came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passed {
    pub chat: ChatId,
    pub message: MessageId,
    pub passage: Passage,
}

/// A text as the group may see it: identity numbers and mobiles are masked, everything else is as it was written.
#[must_use]
pub fn masked(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(|c: char| c.is_ascii_digit()) {
        let run = rest[at..].find(|c: char| !(c.is_ascii_digit() || matches!(c, 'x' | 'X'))).unwrap_or(rest.len() - at);
        let (head, number) = (&rest[..at], &rest[at..at + run]);
        out.push_str(head);
        match (Identity::parse(IdentityKind::ResidentCard, number), Mobile::parse(number)) {
            (Ok(identity), _) => out.push_str(&identity.masked()),
            (_, Ok(mobile)) => out.push_str(&mobile.masked()),
            _ => out.push_str(number),
        }
        rest = &rest[at + run..];
    }
    out.push_str(rest);
    out
}

/// A text in pieces of at most so many characters, cut at the end of a line where there is one.
#[must_use]
pub fn pieces(text: &str, most: usize) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some((end, _)) = rest.char_indices().nth(most) {
        let at = rest[..end].rfind('\n').filter(|at| *at > 0).unwrap_or(end);
        pieces.push(&rest[..at]);
        rest = &rest[at..];
    }
    pieces.push(rest);
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn numbers_of_persons_are_masked_and_others_are_not() {
        let text = "我的手机13800138000，身份证11010519491231002X，订单2600 0010，共130元";
        assert_eq!(masked(text), "我的手机138****8000，身份证110105********002X，订单2600 0010，共130元");
    }

    proptest! {
        #[test]
        fn no_character_is_lost_between_pieces(text in "[a\n名]{0,40}", most in 1usize..9) {
            let pieces = pieces(&text, most);
            prop_assert_eq!(pieces.concat(), text.as_str());
            prop_assert!(pieces.iter().all(|piece| piece.chars().count() <= most));
        }

        #[test]
        fn whatever_is_no_number_stays(text in any::<String>()) {
            let kept = |text: &str| text.chars().filter(|c| !c.is_ascii_digit() && !matches!(c, '*' | 'x' | 'X')).collect::<String>();
            prop_assert_eq!(kept(&masked(&text)), kept(&text));
        }
    }
}
