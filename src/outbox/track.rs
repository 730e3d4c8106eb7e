//! Asking couriers: one question about a number, and its answer brought in with the effect's end. Never repeated by itself: whatever
//! comes of it, the next question is planned by the order.

use super::Outbox;
use super::perform::Tried;
use crate::conversation::Happening;
use crate::desk::DeskError;
use crate::domain::order::Order;
use crate::domain::order_number::OrderNumber;
use crate::domain::outage::{Call, Outage};
use crate::domain::tracking::{Sighting, Silence, Which};
use crate::gateway::courier::{Following, Question, mark};
use crate::store::Due;

impl Outbox {
    pub(super) async fn track(&self, due: &Due, number: &OrderNumber, which: Which, waybill: &str) -> Tried {
        let found = match self.desk.order(number).await {
            Ok(found) => found,
            Err(error) => return error.into(),
        };
        let Some((order, _)) = found else { return Tried::Done };
        let Some(parcel) = order.parcel(which).filter(|parcel| parcel.waybill.number == waybill).cloned() else {
            return Tried::Done;
        };
        let answer = match self.desk.may_ask(waybill).await {
            Ok(true) => {
                let now = self.desk.clock().now();
                let digits = order.parcel_digits(which);
                let question = Question { waybill: &parcel.waybill, digits, posted: parcel.at, now };
                let answer = self.courier.ask(question).await;
                if let Err(error) = self.follow(&order, which, question).await {
                    return error.into();
                }
                if let Err(error) = self.spread(&order, which, waybill, &answer).await {
                    return error.into();
                }
                answer
            }
            Ok(false) => Err(Silence::TooSoon),
            Err(error) => return error.into(),
        };
        let happening =
            Happening::Tracked { order: number.clone(), which, number: waybill.to_owned(), answer, told: false };
        self.brought(due, happening).await
    }
}

impl Outbox {
    /// What was heard of a parcel is heard for every order in it. That the digits are wrong is one order's own.
    async fn spread(
        &self,
        order: &Order,
        which: Which,
        waybill: &str,
        answer: &Result<Sighting, Silence>,
    ) -> Result<(), DeskError> {
        if matches!(answer, Err(Silence::WrongDigits | Silence::TooSoon)) {
            return Ok(());
        }
        for (order, told) in self.desk.sharers(&order.number, which, waybill).await? {
            let (number, answer) = (waybill.to_owned(), answer.clone());
            self.desk.hear(Happening::Tracked { order, which, number, answer, told }).await?;
        }
        Ok(())
    }

    /// Asks, with the first question about a parcel, to be told of the rest; where that failed or has ended, with a later one. The desk
    /// goes on asking all the while.
    async fn follow(&self, order: &Order, which: Which, question: Question<'_>) -> Result<(), DeskError> {
        if !order.tracking(which).wants_watch(question.now) {
            return Ok(());
        }
        let outcome = match self.courier.follow(question, &mark(&order.number, which)).await {
            Ok(Following::NotOffered) => return Ok(()),
            Ok(Following::Followed) => Ok(()),
            Ok(Following::NotThisCarrier) => Err(Outage::NotServed),
            Err(failure) => {
                tracing::warn!(order.id = order.number.as_str(), %failure, "a parcel is only asked after");
                Err(Outage::from(&failure))
            }
        };
        let call = match which {
            Which::Inbound => Call::InboundSteps,
            Which::Outbound => Call::OutboundSteps,
        };
        self.desk.hear(Happening::Called { order: order.number.clone(), call, outcome }).await
    }
}
