//! Where the cards hang.

use super::error::StoreError;
use super::open::Tx;
use super::sql::statements;
use crate::domain::effect::CardKind;
use crate::domain::ids::{ChatId, MessageId};
use crate::domain::order_number::OrderNumber;

statements! {
    WHERE = sql("SELECT message_id FROM cards WHERE order_number = $1 AND chat_id = $2 AND card = $3");
    HANG = sql(
        "INSERT INTO cards (order_number, chat_id, card, message_id) VALUES ($1, $2, $3, $4) \
         ON CONFLICT (order_number, chat_id, card) DO UPDATE SET message_id = excluded.message_id"
    );
    ORDER_OF = sql(
        "SELECT order_number FROM cards WHERE chat_id = $1 AND message_id = $2 \
         UNION SELECT order_number FROM order_lines WHERE chat_id = $1 AND message_id = $2"
    );
    TAKE_DOWN = sql("DELETE FROM cards WHERE order_number = $1 AND chat_id = $2 AND card IN ('topic', 'desk', 'question')");
    DROP_CARD = sql("DELETE FROM cards WHERE order_number = $1 AND chat_id = $2 AND card = $3");
    HANG_LINE = sql(
        "INSERT INTO order_lines (chat_id, message_id, order_number, is_copy) VALUES ($1, $2, $3, $4) \
         ON CONFLICT (chat_id, message_id) DO UPDATE SET order_number = excluded.order_number, is_copy = excluded.is_copy"
    );
    COPIES = sql("SELECT message_id FROM order_lines WHERE order_number = $1 AND chat_id = $2 AND is_copy ORDER BY message_id LIMIT 500");
    DROP_LINE = sql("DELETE FROM order_lines WHERE chat_id = $1 AND message_id = $2");
    DROP_LINES_OF_CHAT = sql("DELETE FROM order_lines WHERE chat_id = $1");
    // A supergroup numbers its messages anew, so the old ones cannot be edited there.
    DROP_OF_CHAT = sql("DELETE FROM cards WHERE chat_id = $1");
}

impl Tx {
    /// The message that a card is.
    pub async fn card(
        &mut self,
        order: &OrderNumber,
        chat: ChatId,
        card: CardKind,
    ) -> Result<Option<MessageId>, StoreError> {
        let values = [order.as_str().into(), chat.0.into(), card.code().into()];
        self.row(WHERE, &values).await?.map(|row| row.int(0).map(MessageId)).transpose()
    }

    /// A card is this message from now on.
    pub async fn hang_card(
        &mut self,
        order: &OrderNumber,
        chat: ChatId,
        card: CardKind,
        message: MessageId,
    ) -> Result<(), StoreError> {
        let values = [order.as_str().into(), chat.0.into(), card.code().into(), message.0.into()];
        self.run(HANG, &values).await.map(drop)
    }

    /// A card hangs nowhere any more.
    pub async fn drop_card(&mut self, order: &OrderNumber, chat: ChatId, card: CardKind) -> Result<(), StoreError> {
        let values = [order.as_str().into(), chat.0.into(), card.code().into()];
        self.run(DROP_CARD, &values).await.map(drop)
    }

    /// The order whose card, topic or line a message is.
    pub async fn order_of_card(&mut self, chat: ChatId, message: MessageId) -> Result<Option<OrderNumber>, StoreError> {
        let row = self.row(ORDER_OF, &[chat.0.into(), message.0.into()]).await?;
        Ok(match row {
            Some(row) => OrderNumber::parse(&row.text(0)?).ok(),
            None => None,
        })
    }

    /// The cards of a chat hang nowhere any more; each is sent anew when it next changes.
    pub async fn drop_cards(&mut self, chat: ChatId) -> Result<(), StoreError> {
        self.run(DROP_LINES_OF_CHAT, &[chat.0.into()]).await?;
        self.run(DROP_OF_CHAT, &[chat.0.into()]).await.map(drop)
    }

    /// A message of the group is about this order.
    pub async fn hang_line(
        &mut self,
        order: &OrderNumber,
        chat: ChatId,
        message: MessageId,
        copy: bool,
    ) -> Result<(), StoreError> {
        let values = [chat.0.into(), message.0.into(), order.as_str().into(), copy.into()];
        self.run(HANG_LINE, &values).await.map(drop)
    }

    /// The copies of an order's files in a chat.
    pub async fn copies(&mut self, order: &OrderNumber, chat: ChatId) -> Result<Vec<MessageId>, StoreError> {
        let rows = self.rows(COPIES, &[order.as_str().into(), chat.0.into()]).await?;
        rows.iter().map(|row| row.int(0).map(MessageId)).collect()
    }

    /// A message of the group is not there any more.
    pub async fn drop_line(&mut self, chat: ChatId, message: MessageId) -> Result<(), StoreError> {
        self.run(DROP_LINE, &[chat.0.into(), message.0.into()]).await.map(drop)
    }

    /// An order's topic is gone, and with it what hung in it.
    pub async fn take_down(&mut self, order: &OrderNumber, chat: ChatId) -> Result<(), StoreError> {
        self.run(TAKE_DOWN, &[order.as_str().into(), chat.0.into()]).await.map(drop)
    }
}
