//! Sockets: accepting connections and giving each request to the Bot API, to the switches or to the page.

use crate::shared::Shared;
use crate::world::UserId;
use crate::{control, page, wire};
use axum::Router;
use axum::body::Body;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Request, Response};
use hyper_util::rt::{TokioIo, TokioTimer};
use std::sync::Arc;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Notify;
use tokio::task::JoinSet;
use tower_service::Service;

/// Serves until aborted; everything it started ends with it.
pub(crate) async fn serve(listener: TcpListener, shared: Arc<Shared>) {
    let pages = pages(&shared);
    let mut tasks: JoinSet<()> = JoinSet::new();
    let bells: Vec<(UserId, Arc<Notify>)> =
        shared.look(|state| state.bells.iter().map(|(bot, bell)| (*bot, Arc::clone(bell))).collect());
    for (bot, bell) in bells {
        tasks.spawn(wire::deliver(Arc::clone(&shared), bot, bell));
    }
    loop {
        tokio::select! {
            accepted = listener.accept() => {
                if let Ok((stream, _)) = accepted {
                    tasks.spawn(converse(stream, Arc::clone(&shared), pages.clone()));
                }
            }
            Some(_) = tasks.join_next() => {}
        }
    }
}

fn pages(shared: &Arc<Shared>) -> Router {
    let switches = control::router(Arc::clone(shared));
    if shared.settings.page { switches.merge(page::router(Arc::clone(shared))) } else { switches }
}

async fn converse(stream: TcpStream, shared: Arc<Shared>, pages: Router) {
    // Without it small answers would wait for the next packet; if it cannot be had, they wait.
    let _slower = stream.set_nodelay(true);
    let service = service_fn(move |request| answer(Arc::clone(&shared), pages.clone(), request));
    let connection = http1::Builder::new().timer(TokioTimer::new()).serve_connection(TokioIo::new(stream), service);
    if let Err(error) = connection.await {
        tracing::debug!(%error, "connection ended");
    }
}

async fn answer(
    shared: Arc<Shared>,
    mut pages: Router,
    request: Request<Incoming>,
) -> Result<Response<Body>, wire::Cut> {
    let path = request.uri().path();
    if path.starts_with("/file/bot") {
        return Ok(wire::download(&shared, path));
    }
    if path.strip_prefix("/bot").is_some_and(|rest| rest.contains('/')) {
        return wire::handle(&shared, request).await;
    }
    match pages.call(request).await {
        Ok(response) => Ok(response),
        Err(never) => match never {},
    }
}
