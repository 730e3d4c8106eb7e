//! The page of a legal person without Telegram: who asks, consent, the digits, the browser's camera. Looking changes nothing; what is
//! done is brought to the desk, and the page shows what came of it. Nothing is fetched from elsewhere, nothing is kept in the browser,
//! and the link's secret leaves with no referrer.

mod drawn;
mod video;

use super::Services;
use crate::conversation::page::{self, Page};
use crate::conversation::{Link, PageAct};
use crate::desk::{Desk, DeskError};
use crate::domain::order::{Order, VerificationState};
use crate::domain::rules::Lang;
use axum::Router;
use axum::extract::{FromRequestParts, Path, Query};
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use serde::Deserialize;
use std::sync::Arc;
use tokio::sync::Semaphore;

/// The most videos that are taken in at once.
const AT_ONCE: usize = 4;

#[derive(Clone)]
struct Counter {
    desk: Arc<Desk>,
    services: Services,
    videos: Arc<Semaphore>,
}

/// The page's query.
#[derive(Debug, Default, Deserialize)]
struct Asked {
    lang: Option<Lang>,
}

/// `/legal/…`, where the web server is reached from outside.
pub(super) fn routes(desk: Arc<Desk>, services: Services) -> Router {
    if desk.setting().rules.services.address.is_none() {
        return Router::new();
    }
    Router::new()
        .route("/legal/page.css", get(async || drawn::STYLE))
        .route("/legal/page.js", get(async || drawn::SCRIPT))
        .route("/legal/{link}", get(show))
        .route("/legal/{link}/consent", post(consent))
        .route("/legal/{link}/decline", post(decline))
        .route("/legal/{link}/withdraw", post(withdraw))
        .route("/legal/{link}/video", post(video::taken))
        .with_state(Counter { desk, services, videos: Arc::new(Semaphore::new(AT_ONCE)) })
}

/// Somebody at the page: by which link, in which language.
struct Visit {
    counter: Counter,
    link: String,
    lang: Lang,
}

impl FromRequestParts<Counter> for Visit {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, counter: &Counter) -> Result<Self, Response> {
        let link = Path::<String>::from_request_parts(parts, counter).await.map_err(IntoResponse::into_response)?;
        let asked = Query::<Asked>::from_request_parts(parts, counter).await.map_err(IntoResponse::into_response)?;
        Ok(Self { counter: counter.clone(), link: link.0, lang: spoken(&asked.0, &parts.headers) })
    }
}

async fn show(Visit { counter, link, lang }: Visit) -> Response {
    match counter.opened(&link).await {
        Ok(Some((order, shown))) => {
            let until = order.verification.state.until();
            let left = until.map(|until| (until - counter.desk.clock().now()).num_seconds().max(0));
            counter.drawn(StatusCode::OK, &shown, (lang, &link), left)
        }
        Ok(None) => counter.drawn(StatusCode::NOT_FOUND, &page::void(), (lang, &link), None),
        Err(error) => unwell(&error),
    }
}

async fn consent(Visit { counter, link, lang }: Visit) -> Response {
    counter.done((&link, lang), PageAct::Consent(lang)).await
}

async fn decline(Visit { counter, link, lang }: Visit) -> Response {
    counter.done((&link, lang), PageAct::Decline).await
}

async fn withdraw(Visit { counter, link, lang }: Visit) -> Response {
    counter.done((&link, lang), PageAct::Withdraw).await
}

impl Counter {
    /// The order that a link opens, and its page; none where it opens nothing.
    async fn opened(&self, link: &str) -> Result<Option<(Order, Page)>, DeskError> {
        let Some(link) = Link::parse(link) else { return Ok(None) };
        let Some((order, owner)) = self.desk.order(&link.order).await? else { return Ok(None) };
        if !link.opens(&order) {
            return Ok(None);
        }
        let shown = page::page(&order, &owner, &self.desk.setting().rules, self.desk.clock().now());
        Ok(Some((order, shown)))
    }

    /// Does something, where the page offers it, and leads back to the page.
    async fn done(&self, (link, lang): (&str, Lang), act: PageAct) -> Response {
        let order = match self.opened(link).await {
            Ok(Some((order, _))) => order,
            Ok(None) => return self.drawn(StatusCode::NOT_FOUND, &page::void(), (lang, link), None),
            Err(error) => return unwell(&error),
        };
        // The digits that are shown stay good: who presses twice is not given others.
        let asked = matches!(act, PageAct::Consent(_))
            && matches!(order.verification.state, VerificationState::Asked { until, .. } if until >= self.desk.clock().now());
        if !asked && let Err(error) = self.desk.act_on_page(&order.number, act).await {
            return unwell(&error);
        }
        Redirect::to(&format!("/legal/{link}?lang={}", lang.tag())).into_response()
    }

    fn drawn(&self, status: StatusCode, shown: &Page, (lang, link): (Lang, &str), left: Option<i64>) -> Response {
        let html = drawn::html(&self.services.texts, shown, &drawn::Frame { lang, link, left });
        (status, drawn::HEADERS, html).into_response()
    }
}

/// As asked for, else as the browser is set to.
fn spoken(asked: &Asked, headers: &HeaderMap) -> Lang {
    asked.lang.unwrap_or_else(|| {
        let tag = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
        Lang::of_client(tag)
    })
}

fn unwell(error: &DeskError) -> Response {
    tracing::error!(%error, "the legal person's page");
    StatusCode::SERVICE_UNAVAILABLE.into_response()
}
