//! Short messages, carried out: within the day's limits, looked up before they are repeated, and told to the desk however they came out.

use super::Outbox;
use super::perform::Tried;
use crate::conversation::Happening;
use crate::desk::DeskError;
use crate::domain::calendar;
use crate::domain::mobile::Mobile;
use crate::domain::order::Order;
use crate::domain::order_number::OrderNumber;
use crate::domain::rules::Lang;
use crate::domain::say::Say;
use crate::domain::texting::{TextKind, TextOutcome, TextTo};
use crate::gateway::Failure;
use crate::gateway::sms::{self, Text};
use crate::store::Due;

/// What is known of the tries before this one.
enum Before {
    Never,
    /// None of them reached the provider.
    Unseen,
    /// One of them may have gone out.
    Doubtful,
}

/// The counters of a message: of its tries, and of those that are known to have reached nobody.
fn tries(mark: &str) -> String {
    format!("sms try {mark}")
}

fn unseen(mark: &str) -> String {
    format!("sms unseen {mark}")
}

impl Outbox {
    pub(super) async fn text(&self, due: &Due, number: &OrderNumber, to: TextTo, kind: TextKind) -> Tried {
        let found = match self.desk.order(number).await {
            Ok(found) => found,
            Err(error) => return error.into(),
        };
        let Some((order, _)) = found else { return Tried::Done };
        let Some(mobile) = mobile(&order, to).cloned() else { return Tried::Done };
        let waybill = order.outbound.as_ref().map(|parcel| parcel.waybill.number.clone()).unwrap_or_default();
        let words = self.words(&order, kind, &waybill);
        let mark = due.id.as_str();
        let text = Text { mobile: &mobile, kind, mark, number: number.as_str(), waybill: &waybill, words: &words };
        let outcome = match self.tried_before(mark).await {
            // It may have gone out before this process knew.
            Ok(Before::Doubtful) => match self.sms.sent(text, due.created_at).await {
                Ok(sms::Before::Sent) => Ok(TextOutcome::Sent),
                Ok(sms::Before::Untold) => Ok(TextOutcome::Unknown),
                Ok(sms::Before::NotSent) => self.send_text(text).await,
                Err(failure) => Err(Tried::Outside(failure)),
            },
            Ok(Before::Unseen) => self.send_text(text).await,
            Ok(Before::Never) => self.send_first(text).await,
            Err(error) => Err(error.into()),
        };
        let outcome = match outcome {
            Ok(outcome) => outcome,
            Err(tried) => return tried,
        };
        let happening = Happening::Texted { order: number.clone(), to, kind, outcome };
        self.brought(due, happening).await
    }

    /// Counts a try, and says what is known of those before it.
    async fn tried_before(&self, mark: &str) -> Result<Before, DeskError> {
        let tries = self.desk.count(&tries(mark)).await?;
        let unseen = self.desk.counted(&unseen(mark)).await?;
        Ok(match tries {
            1 => Before::Never,
            tries if tries > unseen + 1 => Before::Doubtful,
            _ => Before::Unseen,
        })
    }

    /// What became of a message that nobody took within the desk's patience: where each try is known to have reached nobody it was not
    /// sent, else staff must see to it.
    pub(super) async fn text_given_up(&self, due: &Due) -> TextOutcome {
        let mark = due.id.as_str();
        let counted = async {
            Ok::<_, DeskError>((self.desk.counted(&tries(mark)).await?, self.desk.counted(&unseen(mark)).await?))
        };
        match counted.await {
            Ok((tries, unseen)) if tries <= unseen => TextOutcome::GivenUp,
            _ => TextOutcome::Unknown,
        }
    }

    /// Sends it for the first time, within the day's limits.
    async fn send_first(&self, text: Text<'_>) -> Result<TextOutcome, Tried> {
        let services = &self.desk.setting().rules.services;
        if self.within_limits("sms", text.mobile.as_str(), (services.texts_each, services.texts_all)).await? {
            self.send_text(text).await
        } else {
            Ok(TextOutcome::Limited)
        }
    }

    /// Sends it once. What is not known is looked up with the next try; what is known to have reached nobody is sent again.
    async fn send_text(&self, text: Text<'_>) -> Result<TextOutcome, Tried> {
        match self.sms.send(text).await {
            Ok(()) => Ok(TextOutcome::Sent),
            Err(Failure::Refused(why)) => {
                tracing::warn!(why, "a short message is refused");
                Ok(TextOutcome::Refused)
            }
            Err(failure) => {
                if matches!(failure, Failure::Away(_) | Failure::Busy(_)) {
                    self.desk.count(&unseen(text.mark)).await?;
                }
                Err(Tried::Outside(failure))
            }
        }
    }

    /// Counts a message for the person and for the day; false where either is over its limit.
    pub(super) async fn within_limits(&self, kind: &str, person: &str, most: (u32, u32)) -> Result<bool, Tried> {
        let day = calendar::local(self.desk.clock().now()).date_naive();
        // Under the files' key: so few mobiles there are that a bare digest would name each.
        let person = &self.files.alias(person)[..24];
        let each = self.desk.count(&format!("{kind} {day} {person}")).await?;
        if each > u64::from(most.0) {
            return Ok(false);
        }
        Ok(self.desk.count(&format!("{kind} {day}")).await? <= u64::from(most.1))
    }

    /// The whole text, in Chinese: the number is a mainland one, and who reads it may be nobody that the chat knows.
    fn words(&self, order: &Order, kind: TextKind, waybill: &str) -> String {
        let rules = &self.desk.setting().rules;
        let desk = rules.desk.name.of(Lang::Zh);
        let say = match kind {
            TextKind::Shipped => Say::id("sms-shipped").with("desk", desk).with("waybill", waybill),
            TextKind::Notice => {
                let bot = self.desk.setting().bot_name.as_str();
                Say::id("sms-notice").with("desk", desk).with("number", order.number.to_string()).with("bot", bot)
            }
        };
        self.texts.plain(Lang::Zh, &say)
    }
}

fn mobile(order: &Order, to: TextTo) -> Option<&Mobile> {
    match to {
        TextTo::Agent => order.answers.agent_mobile(),
        TextTo::Recipient => order.answers.recipient_mobile(),
    }
}
