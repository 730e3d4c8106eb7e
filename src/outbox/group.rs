//! Messages about orders in the staff group: in the order's own topic where the group is a forum, which is made anew where somebody
//! deleted or closed it; remembered, so that a reply to one is known to be about its order.

use super::Outbox;
use super::perform::Tried;
use crate::domain::effect::{CardKind, Keyboard, To};
use crate::domain::ids::{ChatId, MessageId};
use crate::domain::order_number::OrderNumber;
use crate::domain::say::Words;
use crate::telegram::{Failure, Payload, Wording};

impl Outbox {
    /// Sends a message about an order and remembers it. `copy`: it is a copy of an upload, to be taken away again.
    pub(super) async fn about(
        &self,
        order: &OrderNumber,
        to: To,
        copy: bool,
        made: &(dyn Fn(To) -> Payload + Send + Sync),
    ) -> Tried {
        let to = self.where_now(to);
        let message = match self.in_topic(order, to, made).await {
            Ok(message) => message,
            Err(tried) => return tried,
        };
        let Some(message) = message else { return Tried::Done };
        match self.desk.hang_line(order, to.chat, message, copy).await {
            Ok(()) => Tried::Done,
            Err(error) => error.into(),
        }
    }

    /// Sends a message about an order, in its time and in the order's topic.
    pub(super) async fn in_topic(
        &self,
        order: &OrderNumber,
        to: To,
        made: &(dyn Fn(To) -> Payload + Send + Sync),
    ) -> Result<Option<MessageId>, Tried> {
        for _ in 0..3 {
            let placed = self.place(order, to).await?;
            self.pace.wait(to.chat).await;
            match self.sent(&made(placed)).await {
                Ok(message) => return Ok(message),
                Err(Failure::NoTopic(_)) if placed.topic.is_some() => {
                    tracing::info!(order.id = order.as_str(), "a topic is gone and is made anew");
                    self.desk.forget_topic(order, to.chat).await?;
                }
                Err(failure) => return Err(Tried::Failed(failure)),
            }
        }
        Err(Tried::Trouble("topics go as fast as they are made".to_owned()))
    }

    /// What became of a message, below it: edited where it is there already.
    pub(super) async fn receipt(&self, wording: Wording<'_>, to: To, message: MessageId, words: &Words) -> Tried {
        let to = self.where_now(to);
        let known = match self.desk.receipt(to.chat, message).await {
            Ok(known) => known,
            Err(error) => return error.into(),
        };
        if let Some(known) = known {
            self.pace.wait(to.chat).await;
            match self.sent(&wording.edit(to.chat, known, words, &Keyboard::None)).await {
                Ok(_) => return Tried::Done,
                Err(Failure::NotThere(_)) => {}
                Err(failure) => return Tried::Failed(failure),
            }
        }
        self.pace.wait(to.chat).await;
        match self.sent(&wording.message(to, words, &Keyboard::None, Some(message))).await {
            Ok(Some(sent)) => match self.desk.keep_receipt(to.chat, message, sent).await {
                Ok(()) => Tried::Done,
                Err(error) => error.into(),
            },
            Ok(None) => Tried::Trouble("a message without a number".to_owned()),
            Err(failure) => Tried::Failed(failure),
        }
    }

    /// Takes an order's copies of uploads out of a chat.
    pub(super) async fn clear_copies(&self, order: &OrderNumber, chat: ChatId) -> Tried {
        let chat = self.desk.resolve(chat);
        let copies = match self.desk.copies(order, chat).await {
            Ok(copies) => copies,
            Err(error) => return error.into(),
        };
        for copy in copies {
            match self.sent(&Wording::delete(chat, copy)).await {
                Err(failure @ (Failure::TooMany { .. } | Failure::NoAnswer(_))) => return Tried::Failed(failure),
                // One that cannot be deleted was deleted by somebody, or is too old to be.
                _ => {
                    if let Err(error) = self.desk.forget_line(chat, copy).await {
                        return error.into();
                    }
                }
            }
        }
        Tried::Done
    }

    /// Takes a card out of a chat, where there is one.
    pub(super) async fn take_card(&self, order: &OrderNumber, chat: ChatId, card: CardKind) -> Tried {
        let chat = self.desk.resolve(chat);
        let message = match self.desk.card(order, chat, card).await {
            Ok(Some(message)) => message,
            Ok(None) => return Tried::Done,
            Err(error) => return error.into(),
        };
        match self.sent(&Wording::delete(chat, message)).await {
            Err(failure @ (Failure::TooMany { .. } | Failure::NoAnswer(_))) => Tried::Failed(failure),
            // One that cannot be deleted was deleted by somebody, or is too old to be.
            _ => match self.desk.drop_card(order, chat, card).await {
                Ok(()) => Tried::Done,
                Err(error) => error.into(),
            },
        }
    }

    /// Where a message about an order goes: its topic, made where there is none yet.
    pub(super) async fn place(&self, order: &OrderNumber, to: To) -> Result<To, Tried> {
        if self.desk.group() != Some(to.chat) || !self.is_forum(to.chat).await? {
            return Ok(to);
        }
        if let Some(topic) = self.desk.card(order, to.chat, CardKind::Topic).await? {
            return Ok(To { topic: Some(topic), ..to });
        }
        let unit = self.desk.order(order).await?.map(|(_, account)| account.unit.as_str().to_owned());
        let name: String = format!("{order} {}", unit.unwrap_or_default()).trim().chars().take(128).collect();
        self.pace.wait(to.chat).await;
        match self.api.create_topic(to.chat, &name).await {
            Ok(topic) => {
                self.desk.hang_card(order, to.chat, CardKind::Topic, topic).await?;
                Ok(To { topic: Some(topic), ..to })
            }
            Err(Failure::Refused { description, .. }) => {
                // Without the right to make topics, the desk works in the group itself; `certdesk check` says what is missing.
                tracing::warn!(description, "no topic could be made");
                Ok(to)
            }
            Err(failure) => Err(Tried::Failed(failure)),
        }
    }

    /// Whether a group has topics; asked once.
    async fn is_forum(&self, chat: ChatId) -> Result<bool, Tried> {
        let known = self.forums.lock().unwrap_or_else(std::sync::PoisonError::into_inner).get(&chat).copied();
        if let Some(known) = known {
            return Ok(known);
        }
        let forum = match self.api.is_forum(chat).await {
            Ok(forum) => forum,
            Err(failure @ (Failure::TooMany { .. } | Failure::NoAnswer(_))) => return Err(Tried::Failed(failure)),
            Err(_) => false,
        };
        self.forums.lock().unwrap_or_else(std::sync::PoisonError::into_inner).insert(chat, forum);
        Ok(forum)
    }
}
