//! Which chats can be reached, and which groups go on under another id.

use super::error::StoreError;
use super::micros;
use super::open::Tx;
use super::sql::statements;
use crate::domain::ids::ChatId;
use chrono::{DateTime, Utc};
use std::collections::{HashMap, HashSet};

statements! {
    MARK = sql(
        "INSERT INTO chats (chat_id, reachable, since) VALUES ($1, $2, $3) \
         ON CONFLICT (chat_id) DO UPDATE SET reachable = excluded.reachable, since = excluded.since"
    );
    REACHABLE = sql("SELECT reachable FROM chats WHERE chat_id = $1");
    AWAY = sql("SELECT chat_id FROM chats WHERE reachable = $1");
    MOVE = sql(
        "INSERT INTO chat_moves (from_chat, to_chat) VALUES ($1, $2) ON CONFLICT (from_chat) DO UPDATE SET to_chat = excluded.to_chat"
    );
    MOVES = sql("SELECT from_chat, to_chat FROM chat_moves");
}

impl Tx {
    /// Notes whether a chat can be reached.
    pub async fn mark_reachable(
        &mut self,
        chat: ChatId,
        reachable: bool,
        now: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        self.run(MARK, &[chat.0.into(), reachable.into(), micros(now).into()]).await.map(drop)
    }

    /// False where a chat is known to be out of reach.
    pub async fn is_reachable(&mut self, chat: ChatId) -> Result<bool, StoreError> {
        self.row(REACHABLE, &[chat.0.into()]).await?.map_or(Ok(true), |row| row.bool(0))
    }

    /// Every chat that is known to be out of reach.
    pub async fn chats_out_of_reach(&mut self) -> Result<HashSet<ChatId>, StoreError> {
        let rows = self.rows(AWAY, &[false.into()]).await?;
        rows.iter().map(|row| Ok(ChatId(row.int(0)?))).collect()
    }

    /// A group goes on under another id. Its cards stay behind, since messages are numbered anew there.
    pub async fn move_chat(&mut self, from: ChatId, to: ChatId) -> Result<(), StoreError> {
        self.run(MOVE, &[from.0.into(), to.0.into()]).await?;
        self.drop_cards(from).await
    }

    /// Every group that goes on under another id.
    pub async fn chat_moves(&mut self) -> Result<HashMap<ChatId, ChatId>, StoreError> {
        let rows = self.rows(MOVES, &[]).await?;
        rows.iter().map(|row| Ok((ChatId(row.int(0)?), ChatId(row.int(1)?)))).collect()
    }
}
