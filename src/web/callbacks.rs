//! Where the services outside call back: a bounded body, its signature checked by the gateway, one happening for the desk, and an
//! answer in the provider's own form. What is not believed changes nothing, and what is repeated changes nothing again.

use crate::conversation::Happening;
use crate::desk::{Brought, Desk};
use crate::gateway::Refused;
use crate::gateway::courier::{Courier, marked};
use axum::Router;
use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use std::sync::Arc;

/// The most bytes of a call-back.
const MOST: usize = 256 << 10;

#[derive(Clone)]
struct Back {
    desk: Arc<Desk>,
    courier: Arc<Courier>,
}

/// `/callbacks/…`
pub(super) fn routes(desk: Arc<Desk>, courier: Arc<Courier>) -> Router {
    Router::new()
        .route("/callbacks/courier/{mark}", post(parcel))
        .layer(DefaultBodyLimit::max(MOST))
        .with_state(Back { desk, courier })
}

/// Kuaidi100 tells of a parcel. What is answered otherwise than with success it sends again, three times at most.
async fn parcel(State(back): State<Back>, Path(mark): Path<String>, body: Bytes) -> Response {
    let told = match back.courier.pushed(&mark, &body) {
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
    let happening = Happening::Tracked { order, which, number: pushed.number, answer: Ok(pushed.sighting) };
    match back.desk.bring(&Brought { happening, settles: None, ends: None, keeps: None }).await {
        Ok(()) => courier_says(StatusCode::OK, true),
        Err(error) => {
            tracing::error!(%error, "a courier's call-back could not be written down");
            courier_says(StatusCode::SERVICE_UNAVAILABLE, false)
        }
    }
}

fn status(refused: Refused) -> StatusCode {
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
