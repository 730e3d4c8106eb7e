//! What the API says when it cannot: a status and one line of JSON. Never a backtrace, never a panic.

use crate::people::Trouble;
use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::de::DeserializeOwned;

/// A refusal of the JSON API.
#[derive(Debug)]
pub(super) struct Refused {
    status: StatusCode,
    words: String,
}

impl Refused {
    /// The request itself is wrong.
    pub(super) fn bad(words: impl Into<String>) -> Self {
        Self { status: StatusCode::BAD_REQUEST, words: words.into() }
    }

    /// There is no such thing.
    pub(super) fn missing(words: impl Into<String>) -> Self {
        Self { status: StatusCode::NOT_FOUND, words: words.into() }
    }

    /// Not from here.
    pub(super) fn forbidden(words: impl Into<String>) -> Self {
        Self { status: StatusCode::FORBIDDEN, words: words.into() }
    }

    /// The work itself broke down.
    pub(super) fn broken(words: impl Into<String>) -> Self {
        Self { status: StatusCode::INTERNAL_SERVER_ERROR, words: words.into() }
    }
}

impl IntoResponse for Refused {
    fn into_response(self) -> Response {
        (self.status, Json(serde_json::json!({ "error": self.words }))).into_response()
    }
}

/// What the world does not allow is a conflict; what is not there is not found.
impl From<Trouble> for Refused {
    fn from(trouble: Trouble) -> Self {
        let status = match trouble {
            Trouble::Unknown(_) | Trouble::NoSuchButton { .. } => StatusCode::NOT_FOUND,
            _ => StatusCode::CONFLICT,
        };
        Self { status, words: trouble.to_string() }
    }
}

/// A JSON body, or a refusal that names what is wrong with it. An empty body counts as `{}`.
pub(super) fn parsed<T: DeserializeOwned>(body: &[u8]) -> Result<T, Refused> {
    let body = if body.is_empty() { b"{}" } else { body };
    serde_json::from_slice(body).map_err(|error| Refused::bad(error.to_string()))
}
