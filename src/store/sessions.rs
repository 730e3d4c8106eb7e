//! What is remembered of a person in a chat. Binding and language have columns of their own, so that a session which this
//! release cannot read begins anew without losing them.

use super::error::StoreError;
use super::micros;
use super::open::Tx;
use super::sql::{Row, Value, statements};
use crate::conversation::{Session, Viewer};
use crate::domain::ids::{AccountId, ChatId, UserId};
use crate::domain::rules::Lang;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

statements! {
    OF_CHATS = among("SELECT chat_id, user_id, account_id, lang, state FROM sessions WHERE chat_id IN", "");
    SAVE = many(
        "INSERT INTO sessions (chat_id, user_id, account_id, lang, state, updated_at) VALUES", 6,
        "ON CONFLICT (chat_id, user_id) DO UPDATE SET account_id = excluded.account_id, lang = excluded.lang, \
         state = excluded.state, updated_at = excluded.updated_at"
    );
    UNBIND = sql("UPDATE sessions SET account_id = NULL WHERE account_id = $1 AND chat_id = $2");
    VIEWERS = among(
        "SELECT s.account_id, s.chat_id, s.user_id, s.lang, c.reachable FROM sessions s LEFT JOIN chats c ON c.chat_id = s.chat_id \
         WHERE s.chat_id = s.user_id AND s.account_id IN",
        "ORDER BY s.account_id, s.chat_id LIMIT 1000"
    );
    BOUND = sql(
        "SELECT chat_id, user_id, account_id, lang, state FROM sessions WHERE account_id = $1 AND chat_id = user_id \
         ORDER BY chat_id LIMIT 200"
    );
    COUNT = sql("SELECT COUNT(*) FROM sessions");
}

/// Whose session: a chat and a person in it.
pub type SessionKey = (ChatId, UserId);

/// A session's state as stored. `v` is raised when an older release could no longer read it.
#[derive(Serialize, Deserialize)]
struct Stored<S> {
    v: u32,
    s: S,
}

/// Reads a session from its columns; what cannot be read begins anew with its binding and language.
fn decode(account: Option<&str>, lang: Option<&str>, state: &str) -> Session {
    let stored: Option<Stored<Session>> = serde_json::from_str(state).ok().filter(|stored: &Stored<_>| stored.v == 1);
    let mut session = stored.map(|stored| stored.s).unwrap_or_default();
    session.account = account.and_then(AccountId::parse);
    session.lang = lang.map(lang_of);
    session
}

fn lang_of(tag: &str) -> Lang {
    Lang::ALL.into_iter().find(|lang| lang.tag() == tag).unwrap_or_default()
}

fn keyed(row: &Row) -> Result<(SessionKey, Session), StoreError> {
    let (account, lang) = (row.maybe_text(2)?, row.maybe_text(3)?);
    let session = decode(account.as_deref(), lang.as_deref(), &row.text(4)?);
    Ok(((ChatId(row.int(0)?), UserId(row.int(1)?)), session))
}

impl Tx {
    /// The sessions of these people; who has none is missing from the answer.
    pub async fn sessions(&mut self, keys: &[SessionKey]) -> Result<HashMap<SessionKey, Session>, StoreError> {
        let mut chats: Vec<i64> = keys.iter().map(|(chat, _)| chat.0).collect();
        chats.sort_unstable();
        chats.dedup();
        let values: Vec<Value<'_>> = chats.into_iter().map(Value::Int).collect();
        let rows = OF_CHATS.rows(self, &values).await?;
        rows.iter().map(keyed).collect()
    }

    /// Saves sessions, each key once.
    pub async fn save_sessions<'a>(
        &mut self,
        sessions: impl IntoIterator<Item = (&'a SessionKey, &'a Session)>,
        now: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        let mut values = Vec::new();
        for ((chat, user), session) in sessions {
            values.extend([
                Value::Int(chat.0),
                Value::Int(user.0),
                session.account.as_ref().map(AccountId::as_str).into(),
                session.lang.map(Lang::tag).into(),
                super::document(&Stored { v: 1, s: session })?.into(),
                Value::Int(micros(now)),
            ]);
        }
        SAVE.rows(self, &values).await.map(drop)
    }

    /// Lets this chat's binding to the account go.
    pub async fn unbind(&mut self, account: &AccountId, chat: ChatId) -> Result<(), StoreError> {
        self.run(UNBIND, &[account.as_str().into(), chat.0.into()]).await.map(drop)
    }

    /// The private chats that accounts' notices go to, at most 1,000 in all.
    pub async fn viewers(&mut self, accounts: &[&AccountId]) -> Result<Vec<(AccountId, Viewer)>, StoreError> {
        let values: Vec<Value<'_>> = accounts.iter().map(|id| id.as_str().into()).collect();
        let mut found = Vec::new();
        for row in VIEWERS.rows(self, &values).await? {
            let Some(account) = AccountId::parse(&row.text(0)?) else { continue };
            let lang = row.maybe_text(3)?.as_deref().map(lang_of).unwrap_or_default();
            let (chat, user, reachable) =
                (ChatId(row.int(1)?), UserId(row.int(2)?), row.maybe_bool(4)?.unwrap_or(true));
            found.push((account, Viewer { chat, user, lang, reachable }));
        }
        Ok(found)
    }

    /// The sessions in private chats that are bound to an account, at most 200.
    pub async fn bound_sessions(&mut self, account: &AccountId) -> Result<Vec<(SessionKey, Session)>, StoreError> {
        self.rows(BOUND, &[account.as_str().into()]).await?.iter().map(keyed).collect()
    }

    /// How many sessions there are.
    pub async fn count_sessions(&mut self) -> Result<i64, StoreError> {
        self.row(COUNT, &[]).await?.map_or(Ok(0), |row| row.int(0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stored_sessions_are_read_for_ever() {
        let account = "01931c3a2b7c7000800000000000abcd";
        let first = decode(Some(account), Some("en"), r#"{"v":1,"s":{"order":"26000010","stamp":7}}"#);
        assert_eq!((first.stamp, first.lang), (7, Some(Lang::En)));
        assert_eq!(first.account.unwrap().as_str(), account);
    }

    #[test]
    fn an_unreadable_session_begins_anew_and_stays_bound() {
        let account = "01931c3a2b7c7000800000000000abcd";
        for state in ["", "{}", r#"{"v":2,"s":{}}"#, r#"{"v":1,"s":{"stamp":"x"}}"#] {
            let session = decode(Some(account), Some("zh-CN"), state);
            assert_eq!(session.stamp, 0, "{state}");
            assert_eq!(session.lang, Some(Lang::Zh));
            assert!(session.account.is_some());
        }
    }
}
