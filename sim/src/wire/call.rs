//! One call being carried out under the lock: who calls, with which parameters, on which world; and the steps that
//! several methods share.

use super::answer::{ApiError, Outcome, Reply};
use super::args::Args;
use super::keyboard::{self, Place};
use crate::clock::Millis;
use crate::flood::Flood;
use crate::line::Line;
use crate::settings::Settings;
use crate::world::{Chat, ChatKey, ChatKind, Content, Draft, Markup, MessageId, Quote, Refusal, UserId, World};
use serde::Deserialize;

/// A call under way.
pub(super) struct Call<'a> {
    pub(super) world: &'a mut World,
    pub(super) line: &'a mut Line,
    pub(super) flood: &'a mut Flood,
    pub(super) args: &'a Args,
    pub(super) bot: UserId,
    pub(super) now: Millis,
    pub(super) settings: &'a Settings,
    /// What is allowed but unwise.
    pub(super) remarks: Vec<String>,
    /// How many messages were put into chats.
    pub(super) sent: u64,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct ReplyParameters {
    message_id: i64,
    allow_sending_without_reply: bool,
    quote: Option<String>,
}

impl Call<'_> {
    /// The chat that `chat_id` means.
    pub(super) fn chat(&self) -> Result<ChatKey, ApiError> {
        self.chat_named("chat_id")
    }

    /// The chat that a parameter means.
    pub(super) fn chat_named(&self, parameter: &str) -> Result<ChatKey, ApiError> {
        let text = self.args.text(parameter).trim();
        if text.is_empty() {
            return Err(ApiError::bad(format!("{parameter} is empty")));
        }
        if text.starts_with('@') {
            return Ok(self.world.find_public(text)?);
        }
        let id = text.parse().map_err(|_| Refusal::ChatNotFound)?;
        Ok(self.world.find_chat(self.bot, id)?)
    }

    /// A chat that the bot is in and that lives.
    pub(super) fn chat_inside(&self) -> Result<ChatKey, ApiError> {
        let key = self.chat()?;
        self.world.check_inside(self.bot, key)?;
        Ok(key)
    }

    /// `user_id`.
    pub(super) fn user(&self) -> Result<UserId, ApiError> {
        match self.args.int("user_id") {
            id if id > 0 => Ok(id),
            _ => Err(ApiError::bad("invalid user_id specified")),
        }
    }

    /// The bot's own open chat.
    pub(super) fn open(&self, key: ChatKey) -> Result<&Chat, ApiError> {
        Ok(self.world.chat(key)?)
    }

    /// `reply_markup` for a message that is sent.
    pub(super) fn markup(&mut self) -> Result<Option<Markup>, ApiError> {
        keyboard::markup(self.args, &mut self.remarks)
    }

    /// `reply_markup` for a message that is changed.
    pub(super) fn inline_markup(&mut self) -> Result<Option<Markup>, ApiError> {
        let markup = self.markup()?;
        keyboard::check_place(markup.as_ref(), Place::InlineOnly)?;
        Ok(markup)
    }

    /// Sends one message to the chat of the call.
    pub(super) fn send(&mut self, content: Content) -> Outcome {
        let markup = self.markup()?;
        let key = self.chat()?;
        let draft = Draft { markup, ..Draft::of(self.bot, content) };
        let id = self.post(key, draft)?;
        Ok(Reply::Message(key, id))
    }

    /// Posts a message with the options of the call, after every check that Telegram makes.
    pub(super) fn post(&mut self, key: ChatKey, draft: Draft) -> Result<MessageId, ApiError> {
        let draft = self.placed(key, draft)?;
        self.pay_toll(key, 1)?;
        self.put(key, draft)
    }

    /// A draft with topic, reply and protection of the call, checked against the chat.
    pub(super) fn placed(&self, key: ChatKey, mut draft: Draft) -> Result<Draft, ApiError> {
        self.world.check_send(self.bot, key, &draft.content)?;
        let place = match self.world.chats.get(&key).map(|c| c.kind) {
            Some(ChatKind::Channel) => Place::InlineOnly,
            Some(ChatKind::Group | ChatKind::Supergroup { .. }) => Place::Group,
            _ => Place::Private,
        };
        keyboard::check_place(draft.markup.as_ref(), place)?;
        let topic = Some(self.args.int("message_thread_id"));
        draft.topic = self.world.check_topic(self.bot, key, topic)?;
        let (reply_to, quote) = self.answered(key)?;
        draft.reply_to = reply_to;
        draft.quote = quote;
        draft.protected = self.args.flag("protect_content");
        draft.silent = self.args.flag("disable_notification");
        Ok(draft)
    }

    /// Puts a checked draft into the chat.
    pub(super) fn put(&mut self, key: ChatKey, draft: Draft) -> Result<MessageId, ApiError> {
        let id = self.world.post(key, draft, self.now)?;
        self.sent += 1;
        Ok(id)
    }

    /// Takes so many messages' place in the flow, or answers 429.
    pub(super) fn pay_toll(&mut self, key: ChatKey, messages: u32) -> Result<(), ApiError> {
        self.flood.take(self.bot, key, messages, self.now).map_err(ApiError::too_many)
    }

    fn answered(&self, key: ChatKey) -> Result<(Option<MessageId>, Option<Quote>), ApiError> {
        let given: Option<ReplyParameters> = self.args.nested("reply_parameters", "reply parameters")?;
        let wanted = given.unwrap_or_else(|| ReplyParameters {
            message_id: self.args.int("reply_to_message_id"),
            allow_sending_without_reply: self.args.flag("allow_sending_without_reply"),
            quote: None,
        });
        if wanted.message_id <= 0 {
            return Ok((None, None));
        }
        match self.world.message(key, wanted.message_id) {
            Some(_) => {
                let quote = wanted.quote.filter(|q| !q.is_empty()).map(|text| Quote { text });
                Ok((Some(wanted.message_id), quote))
            }
            None if wanted.allow_sending_without_reply => Ok((None, None)),
            None => Err(Refusal::MessageNotFound("reply").into()),
        }
    }
}
