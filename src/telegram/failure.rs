//! What a refused or unanswered call means, told from Telegram's code and description.

use crate::domain::ids::ChatId;
use serde::Deserialize;
use std::time::Duration;

/// Why a call did not succeed. Descriptions are Telegram's and hold no personal data.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Failure {
    /// Too many: nothing more to this chat before the time is up.
    #[error("429 too many requests: retry after {} s", .after.as_secs())]
    TooMany { after: Duration },
    /// The group goes on under another id.
    #[error("the group was upgraded to a supergroup")]
    Moved { to: ChatId },
    /// The chat cannot be reached: blocked, gone, never begun.
    #[error("{0}")]
    Unreachable(String),
    /// What was wanted is so already, or no longer matters.
    #[error("{0}")]
    Moot(String),
    /// The message to edit is not there or cannot be edited.
    #[error("{0}")]
    NotThere(String),
    /// The topic to write in is not there, or is closed.
    #[error("{0}")]
    NoTopic(String),
    /// The token is refused.
    #[error("{0}")]
    Token(String),
    /// Another instance polls, or a webhook is set.
    #[error("{0}")]
    Conflict(String),
    /// Refused in a way that another try does not change.
    #[error("{code} {description}")]
    Refused { code: u16, description: String },
    /// No usable answer: a timeout, a cut connection, a fault of the server's. Whether it was carried out is not known.
    #[error("{0}")]
    NoAnswer(String),
}

/// The `parameters` of an error.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Parameters {
    #[serde(default)]
    retry_after: Option<u64>,
    #[serde(default)]
    migrate_to_chat_id: Option<i64>,
}

/// Descriptions, in lower case, that mean the wish is fulfilled or pointless.
const MOOT: [&str; 6] = [
    "message is not modified",
    "message to delete not found",
    "message can't be deleted",
    "query is too old",
    "query id is invalid",
    "message identifier is not specified",
];

const NOT_THERE: [&str; 4] = [
    "message to edit not found",
    "message can't be edited",
    "there is no text in the message to edit",
    "message_id_invalid",
];

/// A topic that was deleted, in the words of either server, or closed.
const NO_TOPIC: [&str; 4] = ["message thread not found", "topic_deleted", "topic_id_invalid", "topic_closed"];

const UNREACHABLE: [&str; 4] = ["chat not found", "user not found", "peer_id_invalid", "not enough rights to send"];

impl Failure {
    pub(super) fn of(code: u16, description: &str, parameters: &Parameters) -> Self {
        let lower = description.to_lowercase();
        let says = |parts: &[&str]| parts.iter().any(|part| lower.contains(part));
        let text = || description.to_owned();
        if let Some(to) = parameters.migrate_to_chat_id {
            return Self::Moved { to: ChatId(to) };
        }
        match code {
            429 => Self::TooMany { after: Duration::from_secs(parameters.retry_after.unwrap_or(1).clamp(1, 86_400)) },
            401 | 404 => Self::Token(text()),
            409 => Self::Conflict(text()),
            403 => Self::Unreachable(text()),
            400 if says(&MOOT) => Self::Moot(text()),
            400 if says(&NO_TOPIC) => Self::NoTopic(text()),
            400 if says(&NOT_THERE) => Self::NotThere(text()),
            400 if says(&UNREACHABLE) => Self::Unreachable(text()),
            500.. => Self::NoAnswer(format!("{code} {description}")),
            _ => Self::Refused { code, description: text() },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(code: u16, description: &str) -> Failure {
        Failure::of(code, description, &Parameters::default())
    }

    #[test]
    fn telegrams_answers_are_told_apart() {
        for moot in [
            "Bad Request: message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message",
            "Bad Request: query is too old and response timeout expired or query ID is invalid",
            "Bad Request: message to delete not found",
        ] {
            assert!(matches!(of(400, moot), Failure::Moot(_)), "{moot}");
        }
        for gone in ["Bad Request: message thread not found", "Bad Request: TOPIC_DELETED", "Bad Request: TOPIC_CLOSED"]
        {
            assert!(matches!(of(400, gone), Failure::NoTopic(_)), "{gone}");
        }
        assert!(matches!(of(400, "Bad Request: chat not found"), Failure::Unreachable(_)));
        assert!(matches!(of(403, "Forbidden: bot was blocked by the user"), Failure::Unreachable(_)));
        assert!(matches!(of(400, "Bad Request: message to edit not found"), Failure::NotThere(_)));
        assert!(matches!(of(502, "Bad Gateway"), Failure::NoAnswer(_)));
        assert!(matches!(of(400, "Bad Request: BUTTON_DATA_INVALID"), Failure::Refused { code: 400, .. }));
        let moved = Parameters { migrate_to_chat_id: Some(-1_005), ..Parameters::default() };
        assert_eq!(
            Failure::of(400, "Bad Request: group chat was upgraded", &moved),
            Failure::Moved { to: ChatId(-1005) }
        );
        let wait = Parameters { retry_after: Some(7), ..Parameters::default() };
        assert_eq!(
            Failure::of(429, "Too Many Requests: retry after 7", &wait),
            Failure::TooMany { after: Duration::from_secs(7) }
        );
    }
}
