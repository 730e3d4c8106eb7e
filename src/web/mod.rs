//! The desk's own web server: its health, the services' call-backs, the webhook where there is one, and one page for people: the legal
//! person's who has no Telegram.

mod callbacks;
mod invoices;
mod legal;
mod metrics;

pub use metrics::Services;

use crate::desk::Desk;
use crate::intake::{Door, Refusal};
use axum::Router;
use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::IntoResponse;
use axum::routing::{get, post};
use std::sync::Arc;

/// The most bytes of an update.
const MOST: usize = 1 << 20;

/// `/healthz`, `/readyz`, `/metrics`, `/callbacks/…`, and `path` for Telegram's updates where there is a door.
pub fn routes(desk: Arc<Desk>, services: Services, webhook: Option<(&str, Door)>) -> Router {
    let figures = Router::new().route("/metrics", get(metrics::page)).with_state((Arc::clone(&desk), services.clone()));
    let back = callbacks::routes(Arc::clone(&desk), services.clone());
    let legal = legal::routes(Arc::clone(&desk), services);
    let health = Router::new().route("/healthz", get(health)).route("/readyz", get(ready)).with_state(desk);
    let health = health.merge(figures).merge(back).merge(legal);
    match webhook {
        None => health,
        Some((path, door)) => {
            health.merge(Router::new().route(path, post(update)).layer(DefaultBodyLimit::max(MOST)).with_state(door))
        }
    }
}

/// 200 where the database answers, with the version and what is owed; 503 where it does not.
async fn health(State(desk): State<Arc<Desk>>) -> impl IntoResponse {
    match desk.figures().await {
        Ok(figures) => {
            let effects: serde_json::Map<_, _> = figures.effects.into_iter().map(|(k, v)| (k, v.into())).collect();
            let body = serde_json::json!({
                "version": env!("CARGO_PKG_VERSION"), "in_hand": desk.in_hand(), "effects": effects,
                "failed_updates": figures.failed_updates,
            });
            (StatusCode::OK, body.to_string())
        }
        Err(error) => {
            tracing::error!(%error, "not healthy");
            (StatusCode::SERVICE_UNAVAILABLE, serde_json::json!({ "version": env!("CARGO_PKG_VERSION") }).to_string())
        }
    }
}

/// 200 where updates are taken in: somebody asks or listens for them, and the database answers.
async fn ready(State(desk): State<Arc<Desk>>) -> StatusCode {
    match desk.figures().await {
        Ok(_) if desk.is_taking_in() => StatusCode::OK,
        _ => StatusCode::SERVICE_UNAVAILABLE,
    }
}

async fn update(State(door): State<Door>, headers: HeaderMap, body: Bytes) -> StatusCode {
    let secret = headers.get("x-telegram-bot-api-secret-token").map(axum::http::HeaderValue::as_bytes);
    match door.knock(secret, &body).await {
        Ok(()) => StatusCode::OK,
        Err(Refusal::Secret) => StatusCode::UNAUTHORIZED,
        Err(Refusal::Unreadable) => StatusCode::BAD_REQUEST,
        Err(Refusal::NotNow) => StatusCode::SERVICE_UNAVAILABLE,
    }
}
