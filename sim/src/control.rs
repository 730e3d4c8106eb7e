//! Switches over HTTP, for tests in other languages: faults, held answers, complaints, this world's clock.
//! Loopback only, as the page is. People's deeds over HTTP belong to the page.

use crate::faults::{CallFault, UpdateFault};
use crate::page::loopback_only;
use crate::shared::Shared;
use axum::Json;
use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::middleware::from_fn_with_state;
use axum::routing::{get, post};
use serde::Deserialize;
use serde_json::{Value, json};
use std::sync::Arc;

#[derive(Deserialize)]
#[serde(untagged)]
enum Order {
    Call(CallFault),
    Update(UpdateFault),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Ahead {
    advance_millis: i64,
}

/// The routes under `/_sim/` that are not a page's.
pub(crate) fn router(shared: Arc<Shared>) -> Router {
    Router::new()
        .route("/_sim/faults", get(armed).post(arm).delete(disarm))
        .route("/_sim/release", post(release))
        .route("/_sim/complaints", get(complaints))
        .route("/_sim/time", post(advance))
        .layer(from_fn_with_state(Arc::clone(&shared), loopback_only))
        .with_state(shared)
}

async fn armed(State(shared): State<Arc<Shared>>) -> Json<Value> {
    let (calls, updates) = shared.faults.armed();
    Json(json!({ "calls": calls, "updates": updates }))
}

async fn arm(State(shared): State<Arc<Shared>>, body: String) -> (StatusCode, Json<Value>) {
    match serde_json::from_str(&body) {
        Ok(Order::Call(fault)) => shared.faults.arm(fault),
        Ok(Order::Update(fault)) => shared.faults.arm_updates(fault),
        Err(_) => {
            let help = "expected {\"method\":…,\"bot\":…,\"chat\":…,\"times\":N,\"fault\":{\"kind\":…}} or \
                        {\"bot\":…,\"times\":N,\"trouble\":…}: see the README";
            return (StatusCode::BAD_REQUEST, Json(json!({ "error": help })));
        }
    }
    (StatusCode::OK, Json(json!({ "ok": true })))
}

async fn disarm(State(shared): State<Arc<Shared>>) -> Json<Value> {
    shared.faults.clear();
    Json(json!({ "ok": true }))
}

async fn release(State(shared): State<Arc<Shared>>) -> Json<Value> {
    shared.faults.release();
    Json(json!({ "ok": true }))
}

async fn complaints(State(shared): State<Arc<Shared>>) -> Json<Value> {
    let (complaints, unanswered) = shared.look(|state| {
        let unanswered = state.world.unanswered();
        let pressed = |c: &crate::world::Callback| json!({ "chat": c.chat, "message": c.message, "data": c.data });
        (json!(state.complaints), unanswered.map(pressed).collect::<Vec<_>>())
    });
    Json(json!({ "complaints": complaints, "unanswered_callbacks": unanswered }))
}

async fn advance(State(shared): State<Arc<Shared>>, Json(ahead): Json<Ahead>) -> Json<Value> {
    shared.advance(ahead.advance_millis.max(0));
    Json(json!({ "ok": true }))
}
