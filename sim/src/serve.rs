//! Sockets: accepting connections and giving each request to the page or to the Bot API.

use crate::shared::Shared;
use std::sync::Arc;
use tokio::net::TcpListener;

/// Serves until aborted.
pub(crate) async fn serve(listener: TcpListener, _shared: Arc<Shared>) {
    while listener.accept().await.is_ok() {}
}
