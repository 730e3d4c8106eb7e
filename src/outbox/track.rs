//! Asking couriers: one question about a number, and its answer brought in with the effect's end. Never repeated by itself: whatever
//! comes of it, the next question is planned by the order.

use super::Outbox;
use super::perform::Tried;
use crate::conversation::Happening;
use crate::desk::Brought;
use crate::domain::order::Order;
use crate::domain::order_number::OrderNumber;
use crate::domain::tracking::{Silence, Which};
use crate::gateway::courier::{Question, mark};
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
                let digits = digits(&order, which);
                let now = self.desk.clock().now();
                let question = Question { waybill: &parcel.waybill, digits: digits.as_deref(), posted: parcel.at, now };
                let answer = self.courier.ask(question).await;
                self.follow(&order, which, question).await;
                answer
            }
            Ok(false) => Err(Silence::TooSoon),
            Err(error) => return error.into(),
        };
        let happening = Happening::Tracked { order: number.clone(), which, number: waybill.to_owned(), answer };
        let brought = Brought { happening, settles: Some(due.id.clone()), ends: None };
        match self.desk.bring_and_let_fall(&brought).await {
            Ok(()) => Tried::Settled,
            Err(error) => error.into(),
        }
    }
}

impl Outbox {
    /// Asks, with the first question about a parcel, to be told of the rest. Where that fails the desk goes on asking.
    async fn follow(&self, order: &Order, which: Which, question: Question<'_>) {
        let tracking = order.tracking(which);
        if tracking.quiet > 0 || !tracking.steps.is_empty() {
            return;
        }
        match self.courier.follow(question, &mark(&order.number, which)).await {
            Ok(followed) => tracing::debug!(
                order.id = order.number.as_str(),
                followed,
                "a parcel's courier was asked for call-backs"
            ),
            Err(failure) => tracing::warn!(order.id = order.number.as_str(), %failure, "a parcel is only asked after"),
        }
    }
}

/// The last four digits of the mobile that the courier knows: of who posted the paper, or of who receives the certificate.
fn digits(order: &Order, which: Which) -> Option<String> {
    let mobile = match which {
        Which::Inbound => order.answers.agent_mobile(),
        Which::Outbound => order.answers.recipient_mobile(),
    };
    mobile.map(|mobile| mobile.last_four().to_owned())
}
