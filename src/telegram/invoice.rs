//! Invoices of Telegram Payments as calls: sent, tried without being sent, and the answer to whoever is about to pay one.

use super::api::{Api, Sent};
use super::failure::Failure;
use crate::domain::ids::{ChatId, MessageId};
use crate::domain::money::Fen;
use std::time::Duration;
use teloxide::payloads::{
    AnswerPreCheckoutQuery, AnswerPreCheckoutQuerySetters as _, CreateInvoiceLink, CreateInvoiceLinkSetters as _,
    SendInvoice, SendInvoiceSetters as _,
};
use teloxide::types::{ChatId as WireChat, LabeledPrice, PreCheckoutQueryId};

/// The most characters of an invoice's title and of its description, as the Bot API counts them.
const MOST_TITLE: usize = 32;
const MOST_DESCRIPTION: usize = 255;

/// Fen are the smallest units of this currency.
const CURRENCY: &str = "CNY";

/// Where a forwarded copy leads.
const DOOR: &str = "pay";

/// An invoice, without anything of a person's in it: the provider sees it.
#[derive(Clone, Copy, Debug)]
pub struct Invoice<'a> {
    /// What it comes back with: the desk's own number of the attempt.
    pub trade: &'a str,
    pub title: &'a str,
    pub description: &'a str,
    pub amount: Fen,
}

impl Invoice<'_> {
    fn prices(&self) -> Result<[LabeledPrice; 1], Failure> {
        let amount = u32::try_from(self.amount.0)
            .map_err(|_| Failure::Refused { code: 0, description: "more than an invoice can ask for".to_owned() })?;
        Ok([LabeledPrice { label: cut(self.title, MOST_TITLE), amount }])
    }

    /// Sends it to a private chat. The client labels its button in its own language.
    pub async fn send(&self, api: &Api, chat: ChatId, provider_token: &str) -> Result<MessageId, Failure> {
        let (title, description) = (cut(self.title, MOST_TITLE), cut(self.description, MOST_DESCRIPTION));
        let payload = SendInvoice::new(WireChat(chat.0), title, description, self.trade, CURRENCY, self.prices()?)
            .provider_token(provider_token)
            // With a start parameter, a forwarded copy has no Pay button but a link to the bot: an order is paid where it is handled,
            // once, and not by everybody whom the copy reaches. Clients do not forward what is protected; this is for what they do.
            .start_parameter(DOOR)
            .protect_content(true);
        let sent: Sent = api.call(&payload).await?;
        Ok(sent.id())
    }

    /// Has Telegram look at it without sending it to anybody: the link that it gives is told to nobody, and whoever found it would be
    /// refused, since no order has such an attempt.
    pub async fn try_out(&self, api: &Api, provider_token: &str) -> Result<(), Failure> {
        let (title, description) = (cut(self.title, MOST_TITLE), cut(self.description, MOST_DESCRIPTION));
        let payload = CreateInvoiceLink::new(title, description, self.trade, CURRENCY, self.prices()?)
            .provider_token(provider_token);
        api.call::<_, String>(&payload).await.map(drop)
    }
}

/// Answers whoever is about to pay: yes, or with the words that are shown to them.
pub async fn answer_checkout(api: &Api, query: &str, refusal: Option<&str>, patience: Duration) -> Result<(), Failure> {
    let mut payload = AnswerPreCheckoutQuery::new(PreCheckoutQueryId(query.to_owned()), refusal.is_none());
    if let Some(words) = refusal {
        payload = payload.error_message(words);
    }
    api.call_within::<_, bool>(&payload, patience).await.map(drop)
}

fn cut(text: &str, most: usize) -> String {
    text.chars().take(most).collect()
}
