//! The page on which people of this world chat, and the JSON API under `/_sim/` that drives it: the same verbs that
//! `people` has for Rust, over HTTP. Loopback only. Documented in `docs/page.md`; the Bot API is not here.

mod answer;
mod assets;
mod desk;
mod events;
mod files;
mod guard;
mod message;
mod notes;
mod panes;
mod read;
mod uploads;
mod verbs;
mod view;
mod wrong;

pub(crate) use guard::loopback_only;
pub use notes::{NoteAnswer, NoteSpec, PaperNames};
pub use panes::{PaneChat, PaneSpec};

use crate::shared::Shared;
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::from_fn_with_state;
use axum::routing::{get, post};
use std::sync::Arc;

/// Largest body that is read, in bytes: what a Telegram client may upload to a bot (50 MB) and some room for words.
const LARGEST_BODY: usize = 51 << 20;

/// What every request of the page can reach.
#[derive(Debug)]
struct Page {
    shared: Arc<Shared>,
    journal: Arc<events::Journal>,
    uploads: uploads::Uploads,
}

/// The page and its API over a world. Must be called inside a Tokio runtime: it starts to listen for changes.
pub fn router(shared: Arc<Shared>) -> Router {
    let journal = events::Journal::following(&shared);
    let guarded = Arc::clone(&shared);
    let page = Arc::new(Page { shared, journal, uploads: uploads::Uploads::default() });
    let chat = "/_sim/people/{person}/chats/{chat}";
    Router::new()
        .route("/", get(assets::index))
        .route("/_sim/assets/{name}", get(assets::asset))
        .route("/_sim/state", get(read::state))
        .route("/_sim/events", get(events::stream))
        .route("/_sim/files/{number}/{name}", get(files::file))
        .route("/_sim/uploads", post(uploads::stage))
        .route("/_sim/uploads/{id}", get(uploads::whole))
        .route("/_sim/uploads/{id}/preview", get(uploads::preview))
        .route("/_sim/callbacks/{id}", get(read::callback))
        .route("/_sim/people/{person}/chats", get(read::chats))
        .route(chat, get(read::chat))
        .route(&format!("{chat}/messages"), get(read::messages))
        .route(&format!("{chat}/{{verb}}"), post(verbs::act))
        .route("/_sim/paper/{what}", post(desk::act))
        .layer(DefaultBodyLimit::max(LARGEST_BODY))
        .layer(from_fn_with_state(guarded, loopback_only))
        .with_state(page)
}
