//! Payments by a code or an invoice, carried out: the code is made and sent as a picture, the provider is asked, told to close, told to
//! give back; the invoice is sent in place of the last one. Whatever comes of it is brought to the desk; what is unknown stays so until
//! the provider says.

use super::Outbox;
use super::perform::Tried;
use crate::conversation::Happening;
use crate::domain::effect::{CardKind, Keyboard, To};
use crate::domain::order_number::OrderNumber;
use crate::domain::outage::{Call, Outage};
use crate::domain::payment::{Attempt, Refund, Standing};
use crate::domain::say::{Say, Words};
use crate::forms;
use crate::gateway::Failure;
use crate::gateway::payment::{Bill, Payment, Provider};
use crate::store::Due;
use crate::telegram::{self, Invoice, Wording};

impl Outbox {
    /// Makes the code and sends it. Where the provider does not make one, the applicant is told of the other ways at once.
    pub(super) async fn pay_code(
        &self,
        due: &Due,
        (to, words): (To, &Words),
        number: &OrderNumber,
        trade: &str,
    ) -> Tried {
        let (attempt, way) = match self.trade(number, trade).await {
            Ok(Some((attempt, Payment::Code(way)))) if self.is_good(&attempt) => (attempt, way),
            Ok(_) => return Tried::Done,
            Err(tried) => return tried,
        };
        let title = self.subject(words, number);
        let bill = Bill { trade, amount: attempt.amount, subject: &title, expires: attempt.expires };
        let text = match way.begin(bill).await {
            Ok(text) => text,
            Err(failure) => {
                tracing::warn!(order.id = number.as_str(), %failure, "no code to pay by");
                let (order, trade, why) = (number.clone(), trade.to_owned(), Outage::from(&failure));
                let failed = Happening::CodeFailed { order, trade, why };
                return self.brought(due, failed).await;
            }
        };
        let Ok(png) = forms::qr_png(&text) else { return Tried::Trouble("a code that cannot be drawn".to_owned()) };
        let to = self.where_now(to);
        let wording = Wording { texts: &self.texts, bot: &self.desk.setting().bot_name };
        self.pace.wait(to.chat).await;
        let Ok(_turn) = self.calls.acquire().await else { return Tried::Trouble("stopping".to_owned()) };
        match self.api.send_photo(wording.photo(to, words, &Keyboard::None), png).await {
            Ok(_) => self.called(due, number, Call::PayCode, Ok(())).await,
            Err(failure) => Tried::Failed(failure),
        }
    }

    /// Sends an invoice and takes the one away that hung there before: one at a time can be paid.
    pub(super) async fn pay_invoice(
        &self,
        due: &Due,
        (to, words): (To, &Words),
        number: &OrderNumber,
        trade: &str,
    ) -> Tried {
        let (attempt, way) = match self.trade(number, trade).await {
            Ok(Some((attempt, Payment::Invoice(way)))) if self.is_good(&attempt) => (attempt, way),
            Ok(_) => return Tried::Done,
            Err(tried) => return tried,
        };
        let chat = self.where_now(to).chat;
        let old = match self.desk.card(number, chat, CardKind::Invoice).await {
            Ok(old) => old,
            Err(error) => return error.into(),
        };
        let token = match way.token() {
            Ok(token) => token,
            Err(error) => return Tried::Trouble(error.to_string()),
        };
        let (title, description) = (self.subject(words, number), self.texts.plain_words(words));
        let invoice = Invoice { trade, title: &title, description: &description, amount: attempt.amount };
        self.pace.wait(chat).await;
        let Ok(_turn) = self.calls.acquire().await else { return Tried::Trouble("stopping".to_owned()) };
        let message = match invoice.send(&self.api, chat, &token).await {
            Ok(message) => message,
            Err(telegram::Failure::Refused { description, .. }) => {
                tracing::error!(order.id = number.as_str(), description, "Telegram refuses the invoice");
                let (order, trade, why) = (number.clone(), trade.to_owned(), Outage::Refused);
                let failed = Happening::CodeFailed { order, trade, why };
                return self.brought(due, failed).await;
            }
            Err(failure) => return Tried::Failed(failure),
        };
        if let Err(error) = self.desk.hang_card(number, chat, CardKind::Invoice, message).await {
            return error.into();
        }
        if let Some(old) = old {
            // Whether the old one goes is a courtesy: it is the same attempt, or one that is refused.
            let _gone = Wording::delete(chat, old).perform(&self.api).await;
        }
        Tried::Done
    }

    /// Whether an attempt can still be paid.
    fn is_good(&self, attempt: &Attempt) -> bool {
        attempt.is_open() && !attempt.closing && attempt.expires > self.desk.clock().now()
    }

    /// What the payer reads at the provider's: no personal data.
    fn subject(&self, words: &Words, number: &OrderNumber) -> String {
        self.texts.plain(words.lang, &Say::id("pay-subject").with("number", number.to_string()))
    }

    /// Asks how an attempt stands, and closes it first where that is wanted; or how what goes back of it does.
    pub(super) async fn pay_look(&self, due: &Due, number: &OrderNumber, trade: &str, close: bool) -> Tried {
        let (attempt, way) = match self.provider(number, trade).await {
            Ok(Some(found)) => found,
            Ok(None) => return Tried::Done,
            Err(tried) => return tried,
        };
        if attempt.is_refunding() {
            return self.refund_look(due, number, trade, way).await;
        }
        // Whether closing went well is seen by looking: what was paid meanwhile cannot be closed, and what nobody has scanned yet can
        // still be paid whatever the provider was told.
        let closed = if close { way.close(trade).await } else { Ok(()) };
        if let Err(failure) = &closed {
            tracing::info!(order.id = number.as_str(), outcome = failure.code(), "an attempt could not be closed");
        }
        match way.look(trade).await {
            Ok(standing) => self.brought(due, seen(number, trade, standing)).await,
            Err(failure) => {
                // Unknown stays unknown: the order asks again in its own time.
                tracing::warn!(
                    order.id = number.as_str(),
                    outcome = failure.code(),
                    "how a payment stands is not known"
                );
                self.called(due, number, Call::PayLook, Err(Outage::from(&failure))).await
            }
        }
    }

    /// Asks how a refund stands; the order asks again in its own time.
    async fn refund_look(&self, due: &Due, number: &OrderNumber, trade: &str, way: &Provider) -> Tried {
        match way.refunded(trade).await {
            Ok(refund) => self.brought(due, refund_seen(number, trade, refund)).await,
            Err(failure) => {
                tracing::warn!(
                    order.id = number.as_str(),
                    outcome = failure.code(),
                    "how a refund stands is not known"
                );
                self.called(due, number, Call::RefundLook, Err(Outage::from(&failure))).await
            }
        }
    }

    /// Gives back what was paid. Said again until the provider has understood: it is one refund however often it is said.
    pub(super) async fn pay_back(&self, due: &Due, number: &OrderNumber, trade: &str) -> Tried {
        let (attempt, way) = match self.provider(number, trade).await {
            Ok(Some(found)) => found,
            Ok(None) => return Tried::Done,
            Err(tried) => return tried,
        };
        let Standing::Paid { amount, .. } = attempt.standing else { return Tried::Done };
        match way.refund(trade, amount).await {
            Ok(refund) => self.brought(due, refund_seen(number, trade, refund)).await,
            Err(Failure::Refused(why)) => {
                tracing::error!(order.id = number.as_str(), why, "a refund is refused");
                let (order, trade, refused) = (number.clone(), trade.to_owned(), true);
                self.brought(due, Happening::NotRefunded { order, trade, refused }).await
            }
            Err(failure) => Tried::Outside(failure),
        }
    }

    /// The attempt as it stands, and the way it was made by; none where either is gone.
    async fn trade(&self, number: &OrderNumber, trade: &str) -> Result<Option<(Attempt, &Payment)>, Tried> {
        let Some((order, _)) = self.desk.order(number).await? else { return Ok(None) };
        let Some(attempt) = order.attempt(trade).cloned() else { return Ok(None) };
        let way = self.payments.get(&attempt.way);
        Ok(way.map(|way| (attempt, way)))
    }

    /// `trade`, where its provider can be asked.
    async fn provider(&self, number: &OrderNumber, trade: &str) -> Result<Option<(Attempt, &Provider)>, Tried> {
        Ok(match self.trade(number, trade).await? {
            Some((attempt, Payment::Code(provider))) => Some((attempt, provider)),
            _ => None,
        })
    }

    /// Ends an effect whose call has nothing more to say than how it came out.
    pub(super) async fn called(
        &self,
        due: &Due,
        order: &OrderNumber,
        call: Call,
        outcome: Result<(), Outage>,
    ) -> Tried {
        self.brought(due, Happening::Called { order: order.clone(), call, outcome }).await
    }
}

fn seen(order: &OrderNumber, trade: &str, standing: Standing) -> Happening {
    Happening::PaymentSeen { order: order.clone(), trade: trade.to_owned(), standing }
}

fn refund_seen(order: &OrderNumber, trade: &str, refund: Refund) -> Happening {
    Happening::RefundSeen { order: order.clone(), trade: trade.to_owned(), refund }
}
