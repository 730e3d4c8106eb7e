//! Answers: the envelope, the composition of error descriptions, and the words for every refusal.

use crate::world::{ChatKey, ChatKind, MessageId, Refusal};
use std::borrow::Cow;

/// An error answer.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) struct ApiError {
    /// HTTP status and `error_code`.
    pub(super) code: u16,
    /// The whole description.
    pub(super) description: String,
    /// `parameters.retry_after`, in seconds.
    pub(super) retry_after: Option<u32>,
    /// `parameters.migrate_to_chat_id`.
    pub(super) migrate_to: Option<i64>,
}

impl ApiError {
    /// An error with its whole description.
    pub(super) fn plain(code: u16, description: impl Into<String>) -> Self {
        Self { code, description: description.into(), retry_after: None, migrate_to: None }
    }

    /// `Bad Request: ` and the message.
    pub(super) fn bad(message: impl AsRef<str>) -> Self {
        Self::plain(400, format!("Bad Request: {}", lowered(message.as_ref())))
    }

    /// `Forbidden: ` and the message.
    pub(super) fn forbidden(message: impl AsRef<str>) -> Self {
        Self::plain(403, format!("Forbidden: {}", lowered(message.as_ref())))
    }

    /// `Conflict: ` and the message.
    pub(super) fn conflict(message: &str) -> Self {
        Self::plain(409, format!("Conflict: {message}"))
    }

    /// 429.
    pub(super) fn too_many(retry_after: u32) -> Self {
        let description = format!("Too Many Requests: retry after {retry_after}");
        Self { retry_after: Some(retry_after), ..Self::plain(429, description) }
    }

    /// The answer's body.
    pub(super) fn body(&self) -> Vec<u8> {
        let mut out = Vec::with_capacity(160);
        super::json::object(&mut out, |o| {
            o.put("ok", &false);
            o.put("error_code", &self.code);
            o.put("description", &self.description);
            if self.retry_after.is_some() || self.migrate_to.is_some() {
                o.object("parameters", |o| {
                    o.maybe("migrate_to_chat_id", self.migrate_to);
                    o.maybe("retry_after", self.retry_after);
                });
            }
        });
        out
    }
}

/// The first letter made small, unless the word is a code in capitals.
fn lowered(message: &str) -> Cow<'_, str> {
    let mut letters = message.chars();
    let Some(first) = letters.next().filter(char::is_ascii_uppercase) else { return Cow::Borrowed(message) };
    if letters.as_str().starts_with(|c: char| c == '_' || c.is_ascii_uppercase()) {
        return Cow::Borrowed(message);
    }
    Cow::Owned(format!("{}{}", first.to_ascii_lowercase(), letters.as_str()))
}

fn kind_word(kind: ChatKind) -> &'static str {
    match kind {
        ChatKind::Private => "private",
        ChatKind::Group => "group",
        ChatKind::Supergroup { .. } => "supergroup",
        ChatKind::Channel => "channel",
    }
}

impl From<Refusal> for ApiError {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::CannotInitiate => Self::forbidden("bot can't initiate conversation with a user"),
            Refusal::Blocked => Self::forbidden("bot was blocked by the user"),
            Refusal::Deactivated => Self::forbidden("user is deactivated"),
            Refusal::ToBot => Self::forbidden("the bot can't send messages to the bot"),
            Refusal::GroupDeleted => Self::forbidden("the group chat was deleted"),
            Refusal::Kicked(kind) => Self::forbidden(format!("bot was kicked from the {} chat", kind_word(kind))),
            Refusal::NotMember(kind) => Self::forbidden(format!("bot is not a member of the {} chat", kind_word(kind))),
            Refusal::Migrated(id) => {
                Self { migrate_to: Some(id), ..Self::bad("group chat was upgraded to a supergroup chat") }
            }
            Refusal::NoRights(what) => Self::bad(format!("not enough rights to {what}")),
            Refusal::MessageNotFound("react") => Self::bad("message to react not found"),
            Refusal::MessageNotFound("reply") => Self::bad("message to be replied not found"),
            Refusal::MessageNotFound(what) => Self::bad(format!("message to {what} not found")),
            other => Self::bad(words(&other)),
        }
    }
}

fn words(refusal: &Refusal) -> &'static str {
    match refusal {
        Refusal::UserNotFound => "user not found",
        Refusal::SupergroupsOnly => "method is available only for supergroups",
        Refusal::SupergroupsAndChannelsOnly => "method is available for supergroup and channel chats only",
        Refusal::GroupsOnly => "method is available only for groups",
        Refusal::NoAdminsInPrivate => "there are no administrators in the private chat",
        Refusal::NotForum => "the chat is not a forum",
        Refusal::ThreadNotFound => "message thread not found",
        Refusal::TopicClosed => "TOPIC_CLOSED",
        Refusal::TopicNotModified => "TOPIC_NOT_MODIFIED",
        Refusal::NotModified => {
            "message is not modified: specified new message content and reply markup are exactly the same as a \
             current content and reply markup of the message"
        }
        Refusal::CannotEdit => "message can't be edited",
        Refusal::NoText => "there is no text in the message to edit",
        Refusal::NoCaption => "there is no caption in the message to edit",
        Refusal::CannotDelete => "message can't be deleted",
        Refusal::TooOldToDelete => "message can't be deleted for everyone",
        Refusal::Protected => "message has protected content and can't be forwarded",
        Refusal::QueryTooOld => "query is too old and response timeout expired or query ID is invalid",
        Refusal::NoSuchButton => "DATA_INVALID",
        Refusal::CannotRemoveOwner => "can't remove chat owner",
        Refusal::NotHere(what) | Refusal::Server(what) => what,
        _ => "chat not found",
    }
}

/// What a method answers.
#[derive(Debug)]
pub(super) enum Reply {
    /// `true`.
    True,
    /// `true`, with a description beside it.
    Told(&'static str),
    /// This JSON.
    Json(Vec<u8>),
    /// The message as it is now.
    Message(ChatKey, MessageId),
    /// Messages as they are now.
    Messages(ChatKey, Vec<MessageId>),
    /// Only the messages' ids.
    Ids(Vec<MessageId>),
    /// One message's id.
    Id(MessageId),
}

pub(super) type Outcome = Result<Reply, ApiError>;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn descriptions_begin_small_unless_they_are_codes() {
        assert_eq!(ApiError::bad("Message text is empty").description, "Bad Request: message text is empty");
        assert_eq!(ApiError::bad("MESSAGE_TOO_LONG").description, "Bad Request: MESSAGE_TOO_LONG");
        assert_eq!(ApiError::bad("A_B").description, "Bad Request: A_B");
    }

    #[test]
    fn parameters_stand_where_clients_look_for_them() {
        let migrated = ApiError::from(Refusal::Migrated(-1_001)).body();
        let text = String::from_utf8(migrated).unwrap();
        assert!(text.ends_with(r#""parameters":{"migrate_to_chat_id":-1001}}"#), "{text}");
        let flood = String::from_utf8(ApiError::too_many(7).body()).unwrap();
        assert!(flood.contains("retry after 7") && flood.ends_with(r#""parameters":{"retry_after":7}}"#));
    }
}
