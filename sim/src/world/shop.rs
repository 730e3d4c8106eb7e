//! Paying an invoice: the person pays, the bot is asked, and only its yes makes the payment.

use super::World;
use super::chat::ChatKey;
use super::markup::{Action, InlineButton, Markup};
use super::message::{Content, Draft, Invoice, MessageId, Service};
use super::news::{Update, What};
use super::people::UserId;
use super::refusal::Refusal;
use crate::clock::Millis;
use serde::Serialize;

/// How long a bot has to answer a pre-checkout query, in milliseconds.
const PATIENCE: Millis = 10_000;

/// A part of a price.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
pub struct Price {
    /// What for.
    pub label: String,
    /// Minor units.
    pub amount: i64,
}

/// A payment under way.
#[derive(Clone, Debug)]
pub struct Checkout {
    /// `pre_checkout_query.id`.
    pub id: u64,
    /// Who pays.
    pub from: UserId,
    /// Whom.
    pub bot: UserId,
    /// Where the invoice is.
    pub chat: ChatKey,
    /// Which message it is.
    pub message: MessageId,
    /// What is paid.
    pub invoice: Invoice,
    /// When.
    pub date: Millis,
    /// The bot's word: yes, or why not.
    pub verdict: Option<Result<(), String>>,
}

impl World {
    /// A person presses Pay under an invoice.
    pub fn pay(&mut self, person: UserId, key: ChatKey, id: MessageId, now: Millis) -> Result<u64, Refusal> {
        let message = self.message(key, id).ok_or(Refusal::NoSuchButton)?;
        let Content::Invoice(invoice) = &message.content else { return Err(Refusal::NoSuchButton) };
        // A copy that leads to the bot has no Pay button, and one that was paid shows its receipt in place of it.
        let buttons = message.markup.as_ref().and_then(Markup::inline).unwrap_or_default();
        let payable = buttons.iter().flatten().any(|button| button.action == Action::Pay);
        let done = |c: &Checkout| (c.chat, c.message) == (key, id) && c.verdict == Some(Ok(()));
        if !payable || self.checkouts.values().any(done) {
            return Err(Refusal::NoSuchButton);
        }
        let (invoice, bot) = (invoice.clone(), invoice.seller);
        let number = (self.chance() >> 2) & !0xFFFF_FFFF | self.next_serial();
        let checkout =
            Checkout { id: number, from: person, bot, chat: key, message: id, invoice, date: now, verdict: None };
        self.news.updates.push((bot, Update::PreCheckoutQuery(Box::new(checkout.clone()))));
        self.checkouts.insert(number, checkout);
        Ok(number)
    }

    /// A bot says yes or no within ten seconds; a yes completes the payment and the chat says so.
    pub fn answer_checkout(
        &mut self,
        bot: UserId,
        id: u64,
        verdict: &Result<(), String>,
        now: Millis,
    ) -> Result<(), Refusal> {
        let found = self.checkouts.get_mut(&id);
        let checkout = found.filter(|c| c.bot == bot && c.verdict.is_none() && now - c.date <= PATIENCE);
        let checkout = checkout.ok_or(Refusal::QueryTooOld)?;
        checkout.verdict = Some(verdict.clone());
        let (key, person, invoice) = (checkout.chat, checkout.from, checkout.invoice.clone());
        if verdict.is_ok() {
            let paid = Service::Paid { invoice, charge: format!("charge{id:x}") };
            self.post(key, Draft::of(person, Content::Service(paid)), now)?;
        }
        self.changed(key, What::Answered { person, callback: id.to_string() });
        Ok(())
    }

    /// What hangs below a forwarded copy of an invoice that has a start parameter.
    pub(super) fn door_of(&self, invoice: &Invoice) -> Option<Markup> {
        let bot = self.bots.get(&invoice.seller).filter(|_| !invoice.start_parameter.is_empty())?;
        let url = format!("https://t.me/{}?start={}", bot.username, invoice.start_parameter);
        Some(Markup::Inline(vec![vec![InlineButton { text: "Pay".to_owned(), action: Action::Url(url) }]]))
    }

    /// The name of a link that was never used before.
    pub fn slug(&mut self) -> String {
        format!("{:016x}", self.chance())
    }

    /// A payment under way or done.
    pub fn checkout(&self, id: u64) -> Option<&Checkout> {
        self.checkouts.get(&id)
    }
}
