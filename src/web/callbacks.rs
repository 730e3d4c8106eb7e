//! Where the services outside call back: a bounded body, its signature checked by the gateway, one happening for the desk, and an
//! answer in the provider's own form. What is not believed changes nothing, and what is repeated changes nothing again.

use super::Services;
use super::invoices;
use crate::conversation::Happening;
use crate::desk::{Desk, DeskError};
use crate::domain::order::Order;
use crate::domain::order_number::OrderNumber;
use crate::domain::payment::PayWay;
use crate::domain::proof::ProofSession;
use crate::domain::tracking::Which;
use crate::gateway::courier::{Pushed, marked};
use crate::gateway::invoice;
use crate::gateway::payment::Notice;
use crate::gateway::{CallBack, Refused};
use axum::Router;
use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use std::sync::Arc;

/// The most bytes of a call-back.
const MOST: usize = 256 << 10;

#[derive(Clone)]
pub(super) struct Back {
    pub(super) desk: Arc<Desk>,
    pub(super) services: Services,
}

/// `/callbacks/…`
pub(super) fn routes(desk: Arc<Desk>, services: Services) -> Router {
    Router::new()
        .route("/callbacks/courier/{mark}", post(parcel))
        .route("/callbacks/payment/wechat", post(wechat))
        .route("/callbacks/payment/alipay", post(alipay))
        .route("/callbacks/identity", post(proved))
        .route("/callbacks/invoice", post(invoices::invoice).layer(DefaultBodyLimit::max(invoice::MOST)))
        .layer(DefaultBodyLimit::max(MOST))
        .with_state(Back { desk, services })
}

/// Kuaidi100 tells of a parcel. What is answered otherwise than with success it sends again, three times at most.
async fn parcel(State(back): State<Back>, Path(mark): Path<String>, body: Bytes) -> Response {
    let told = match back.services.courier.pushed(&mark, &body) {
        Ok(pushed) => marked(&mark).map(|(order, which)| (order, which, pushed)).ok_or(Refused::Unreadable),
        Err(refused) => Err(refused),
    };
    let (order, which, pushed) = match told {
        Ok(told) => told,
        Err(refused) => {
            tracing::warn!(%refused, "a courier's call-back is not believed");
            return courier_says(status(refused), false);
        }
    };
    match back.moved(order, which, pushed).await {
        Ok(()) => courier_says(StatusCode::OK, true),
        Err(error) => {
            tracing::error!(%error, "a courier's call-back could not be written down");
            courier_says(StatusCode::SERVICE_UNAVAILABLE, false)
        }
    }
}

/// WeChat Pay tells of a payment: 204 within five seconds, or it tells again.
async fn wechat(State(back): State<Back>, headers: HeaderMap, body: Bytes) -> Response {
    match back.paid(PayWay::Wechat, &headers, &body).await {
        StatusCode::NO_CONTENT => StatusCode::NO_CONTENT.into_response(),
        status => {
            // It reads the code; the message is for whoever looks into its console.
            let body = serde_json::json!({ "code": "FAIL", "message": status.canonical_reason().unwrap_or_default() });
            (status, [("content-type", "application/json")], body.to_string()).into_response()
        }
    }
}

/// Alipay tells of a payment; it wants this one word, and tells again where it is another.
async fn alipay(State(back): State<Back>, headers: HeaderMap, body: Bytes) -> Response {
    match back.paid(PayWay::Alipay, &headers, &body).await {
        StatusCode::NO_CONTENT => "success".into_response(),
        status => (status, "fail").into_response(),
    }
}

/// The identity provider's word: 204 where it was taken, or is of no use any more; it tells again where it is another.
async fn proved(State(back): State<Back>, headers: HeaderMap, body: Bytes) -> StatusCode {
    let header = |name: &str| headers.get(name).and_then(|value| value.to_str().ok()).map(str::to_owned);
    let call = CallBack { header: &header, body: &body, now: back.desk.clock().now() };
    let word = match back.services.identity.notified(call) {
        Ok(word) => word,
        Err(refused) => {
            tracing::warn!(%refused, "an identity provider's call-back is not believed");
            return status(refused);
        }
    };
    let Some(order) = ProofSession::order_of(&word.session) else { return StatusCode::BAD_REQUEST };
    let happening = Happening::ProofSeen { order, session: word.session, standing: word.standing };
    match back.desk.hear(happening).await {
        Ok(()) => StatusCode::NO_CONTENT,
        Err(error) => {
            tracing::error!(%error, "an identity provider's call-back could not be written down");
            StatusCode::SERVICE_UNAVAILABLE
        }
    }
}

impl Back {
    /// What is told of a parcel is told of every order in it.
    async fn moved(&self, order: OrderNumber, which: Which, pushed: Pushed) -> Result<(), DeskError> {
        let Pushed { number, answer, ended } = pushed;
        let mut orders = self.desk.sharers(&order, which, &number).await?;
        orders.push((order.clone(), false));
        for (order, told) in orders {
            let happening = Happening::Tracked { order, which, number: number.clone(), answer: answer.clone(), told };
            self.desk.hear(happening).await?;
        }
        if ended {
            self.desk.hear(Happening::WatchEnded { order, which, number }).await?;
        }
        Ok(())
    }

    /// Believes a call-back or not, and brings in what it says.
    async fn paid(&self, way: PayWay, headers: &HeaderMap, body: &[u8]) -> StatusCode {
        let header = |name: &str| headers.get(name).and_then(|value| value.to_str().ok()).map(str::to_owned);
        let call = CallBack { header: &header, body, now: self.desk.clock().now() };
        let told =
            self.services.payments.get(&way).ok_or(Refused::NotServed).and_then(|payment| payment.notified(call));
        let notice = match told {
            Ok(notice) => notice,
            Err(refused) => {
                tracing::warn!(%refused, way = way.code(), "a payment's call-back is not believed");
                return status(refused);
            }
        };
        let happening = match notice {
            Notice::Trade { trade, standing } => {
                Order::number_of_trade(&trade).map(|order| Happening::PaymentSeen { order, trade, standing })
            }
            Notice::Refund { trade, refund } => {
                Order::number_of_trade(&trade).map(|order| Happening::RefundSeen { order, trade, refund })
            }
            Notice::Other => {
                tracing::warn!(way = way.code(), "a call-back about nothing of the desk's");
                return StatusCode::NO_CONTENT;
            }
        };
        let Some(happening) = happening else { return StatusCode::BAD_REQUEST };
        match self.desk.hear(happening).await {
            Ok(()) => StatusCode::NO_CONTENT,
            Err(error) => {
                tracing::error!(%error, "a payment's call-back could not be written down");
                StatusCode::SERVICE_UNAVAILABLE
            }
        }
    }
}

pub(super) fn status(refused: Refused) -> StatusCode {
    match refused {
        Refused::Signature | Refused::Stale => StatusCode::UNAUTHORIZED,
        Refused::Unreadable => StatusCode::BAD_REQUEST,
        Refused::NotServed => StatusCode::NOT_FOUND,
    }
}

fn courier_says(status: StatusCode, taken: bool) -> Response {
    // The provider reads the flag and the code; nobody reads the message.
    let code = if taken { "200" } else { "500" };
    let body = serde_json::json!({ "result": taken, "returnCode": code, "message": "" });
    (status, [("content-type", "application/json")], body.to_string()).into_response()
}
