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
    ORDER_OF = sql("SELECT order_number FROM cards WHERE chat_id = $1 AND message_id = $2");
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

    /// The order whose card a message is.
    pub async fn order_of_card(&mut self, chat: ChatId, message: MessageId) -> Result<Option<OrderNumber>, StoreError> {
        let row = self.row(ORDER_OF, &[chat.0.into(), message.0.into()]).await?;
        Ok(match row {
            Some(row) => OrderNumber::parse(&row.text(0)?).ok(),
            None => None,
        })
    }

    /// The cards of a chat hang nowhere any more; each is sent anew when it next changes.
    pub async fn drop_cards(&mut self, chat: ChatId) -> Result<(), StoreError> {
        self.run(DROP_OF_CHAT, &[chat.0.into()]).await.map(drop)
    }
}
