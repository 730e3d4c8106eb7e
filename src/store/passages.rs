//! What was passed on between applicants and staff: which copy belongs to which original. Never what it said.

use super::error::StoreError;
use super::open::Tx;
use super::sql::{Row, statements};
use super::{document, micros, read};
use crate::domain::ids::{ChatId, MessageId};
use crate::domain::passage::{Passage, PassageBy, Passed};
use chrono::{DateTime, Utc};

statements! {
    RECEIPT = sql("SELECT receipt_id FROM receipts WHERE chat_id = $1 AND message_id = $2");
    KEEP_RECEIPT = sql(
        "INSERT INTO receipts (chat_id, message_id, receipt_id) VALUES ($1, $2, $3) \
         ON CONFLICT (chat_id, message_id) DO UPDATE SET receipt_id = excluded.receipt_id"
    );
    NOTE = sql(
        "INSERT INTO passages (chat_id, message_id, from_chat, from_message, data, passed_at) VALUES ($1, $2, $3, $4, $5, $6) \
         ON CONFLICT (chat_id, message_id) DO NOTHING"
    );
    BY_COPY = sql("SELECT chat_id, message_id, data FROM passages WHERE chat_id = $1 AND message_id = $2");
    // The newest copy of an original that was passed on again when it was edited.
    BY_ORIGINAL = sql(
        "SELECT chat_id, message_id, data FROM passages WHERE from_chat = $1 AND from_message = $2 ORDER BY message_id DESC LIMIT 1"
    );
}

fn passed(row: &Row) -> Result<Passed, StoreError> {
    let (chat, message) = (ChatId(row.int(0)?), MessageId(row.int(1)?));
    Ok(Passed { chat, message, passage: read(&row.text(2)?, "passages", &message)? })
}

impl Tx {
    /// A copy was sent.
    pub async fn note_passage(
        &mut self,
        passage: &Passage,
        copy: (ChatId, MessageId),
        now: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        let values = [
            copy.0.0.into(),
            copy.1.0.into(),
            passage.chat.0.into(),
            passage.message.0.into(),
            document(passage)?.into(),
            micros(now).into(),
        ];
        self.run(NOTE, &values).await.map(drop)
    }

    /// The receipt below a message.
    pub async fn receipt(&mut self, chat: ChatId, message: MessageId) -> Result<Option<MessageId>, StoreError> {
        let row = self.row(RECEIPT, &[chat.0.into(), message.0.into()]).await?;
        row.map(|row| row.int(0).map(MessageId)).transpose()
    }

    /// A message's receipt is this one from now on.
    pub async fn keep_receipt(
        &mut self,
        chat: ChatId,
        message: MessageId,
        receipt: MessageId,
    ) -> Result<(), StoreError> {
        self.run(KEEP_RECEIPT, &[chat.0.into(), message.0.into(), receipt.0.into()]).await.map(drop)
    }

    /// What was passed on, by its copy or by its original.
    pub async fn passage(&mut self, by: PassageBy) -> Result<Option<Passed>, StoreError> {
        let (sql, chat, message) = match by {
            PassageBy::Copy(chat, message) => (BY_COPY, chat, message),
            PassageBy::Original(chat, message) => (BY_ORIGINAL, chat, message),
        };
        self.row(sql, &[chat.0.into(), message.0.into()]).await?.as_ref().map(passed).transpose()
    }
}
