//! What is to be said, before it is put into words: the id of a Fluent message and its arguments. The words are `texts`'.
//! Stored with the effects that carry it, so ids are stable: a retired id stays readable and is spoken as nothing.

use super::rules::Lang;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// An argument of a message. Texts are escaped when they are put into words.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Arg {
    Number(i64),
    Text(String),
    /// Another message, spoken in the same language.
    Say(Box<Say>),
}

/// One message: its id and its arguments by name.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Say {
    pub id: Cow<'static, str>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub args: Vec<(Cow<'static, str>, Arg)>,
}

impl Say {
    /// A message of the catalogue without arguments.
    #[must_use]
    pub fn id(id: &'static str) -> Self {
        Self { id: Cow::Borrowed(id), args: Vec::new() }
    }

    /// The message with one more argument.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<Arg>) -> Self {
        self.args.push((Cow::Borrowed(name), value.into()));
        self
    }

    /// Text as it is, in any language: what a person wrote, or what the operator's file says.
    #[must_use]
    pub fn verbatim(text: impl Into<String>) -> Self {
        Self::id("verbatim").with("text", text.into())
    }
}

/// Whom a message is for and how: several messages, one to a line.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Words {
    pub lang: Lang,
    pub lines: Vec<Say>,
}

impl Words {
    #[must_use]
    pub fn new(lang: Lang, lines: Vec<Say>) -> Self {
        Self { lang, lines }
    }
}

impl From<&str> for Arg {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}
impl From<String> for Arg {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}
impl From<Say> for Arg {
    fn from(say: Say) -> Self {
        Self::Say(Box::new(say))
    }
}
impl From<char> for Arg {
    fn from(c: char) -> Self {
        Self::Text(c.to_string())
    }
}
macro_rules! number {
    ($($kind:ty)+) => {$(
        impl From<$kind> for Arg {
            fn from(n: $kind) -> Self {
                Self::Number(i64::try_from(n).unwrap_or(i64::MAX))
            }
        }
    )+};
}
number!(i64 u64 usize u32 u16 u8 i32);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_survives_storage() {
        let said = Say::id("welcome").with("unit", "甲").with("count", 3usize).with("inner", Say::id("hello"));
        let stored = r#"{"id":"welcome","args":[["unit","甲"],["count",3],["inner",{"id":"hello"}]]}"#;
        assert_eq!(serde_json::to_string(&said).unwrap(), stored);
        assert_eq!(serde_json::from_str::<Say>(stored).unwrap(), said);
    }
}
