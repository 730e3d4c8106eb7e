//! From an HTTP request to a call and back: path, token, body, faults, envelope. What a method does is in `methods`.

use super::answer::{ApiError, Reply};
use super::args::Args;
use super::call::Call;
use super::table::{Deed, Method, find, is_known};
use super::{json, polling, render, uploads};
use crate::complaint::Complaint;
use crate::faults::Fault;
use crate::shared::{Shared, State};
use crate::spec::bot_id;
use crate::world::{Chat, ChatKey, MessageId, UserId, World};
use axum::body::Body;
use bytes::Bytes;
use http_body_util::{BodyExt, Limited};
use hyper::body::Incoming;
use hyper::header::{CONTENT_TYPE, HeaderValue, RETRY_AFTER};
use hyper::{Method as Verb, Request, Response, StatusCode};
use percent_encoding::percent_decode_str;
use std::sync::Arc;
use std::sync::atomic::Ordering;

/// A body may not be longer: a 50 MB file and its trimmings.
const BODY: usize = (50 << 20) + (1 << 20);

/// The connection is to be cut without an answer.
#[derive(Debug, thiserror::Error)]
#[error("cut on purpose")]
pub(crate) struct Cut;

/// Counts a call as under way for as long as it lives.
struct UnderWay<'a>(&'a Shared);

impl Drop for UnderWay<'_> {
    fn drop(&mut self) {
        self.0.calls.fetch_sub(1, Ordering::SeqCst);
        self.0.beat();
    }
}

/// Answers `/bot<token>/<method>`.
pub(crate) async fn handle(shared: &Arc<Shared>, request: Request<Incoming>) -> Result<Response<Body>, Cut> {
    let path = request.uri().path().to_owned();
    let Some((token, method)) = split(&path) else {
        return Ok(refuse(&ApiError::plain(404, "Not Found")));
    };
    let bot = match recognise(shared, &token) {
        Ok(bot) => bot,
        Err(error) => return Ok(refuse(&error)),
    };
    let Some(found) = find(&method) else { return Ok(unknown(shared, bot, &method)) };
    let polls = found.name == "getUpdates";
    let _under_way = (!polls).then(|| {
        shared.calls.fetch_add(1, Ordering::SeqCst);
        UnderWay(shared)
    });
    let args = match read(request).await {
        Ok(args) => args,
        Err(error) => return Ok(refuse(&error)),
    };
    perform(shared, bot, found, args).await
}

async fn perform(shared: &Arc<Shared>, bot: UserId, method: &Method, mut args: Args) -> Result<Response<Body>, Cut> {
    let chat = args.get("chat_id").and_then(|id| id.trim().parse().ok());
    let fault = shared.faults.meet(bot, method.name, chat);
    match &fault {
        Some(Fault::Error { code, description }) => return Ok(refuse(&ApiError::plain(*code, description.clone()))),
        Some(Fault::TooMany { retry_after }) => return Ok(refuse(&ApiError::too_many(*retry_after))),
        Some(Fault::CutBefore) => return Err(Cut),
        Some(Fault::CutAfter | Fault::Hold) | None => {}
    }
    let mut releases = shared.faults.releases();
    let response = match method.deed {
        Deed::Poll => polling::poll(shared, bot, &args).await.map_or_else(|error| refuse(&error), accept),
        Deed::Now(deed) => {
            uploads::prepare(method.name, &mut args, shared.settings.photo_side).await;
            now(shared, bot, method, &args, deed)
        }
    };
    match fault {
        Some(Fault::CutAfter) => Err(Cut),
        Some(Fault::Hold) => {
            // An error means that the world ends: then nobody waits for the answer any more.
            let _ended = releases.changed().await;
            Ok(response)
        }
        _ => Ok(response),
    }
}

/// Runs a method under the lock and renders its answer before anything else can change.
fn now(shared: &Shared, bot: UserId, method: &Method, args: &Args, deed: super::table::Handler) -> Response<Body> {
    let time = shared.clock.now();
    let mut guard = shared.lock();
    let state = &mut *guard;
    state.world.lapse(time);
    let Some(line) = state.lines.get_mut(&bot) else { return refuse(&ApiError::plain(401, "Unauthorized")) };
    let mut call = Call {
        world: &mut state.world,
        line,
        flood: &mut state.flood,
        args,
        bot,
        now: time,
        settings: &shared.settings,
        remarks: Vec::new(),
        sent: 0,
    };
    let outcome = deed(&mut call);
    let (remarks, sent) = (std::mem::take(&mut call.remarks), call.sent);
    let rendered = outcome.map(|reply| envelope(&state.world, bot, &reply));
    for what in remarks {
        state.complaints.push(Complaint { at: time, bot: Some(bot), method: method.name.to_owned(), what });
    }
    if matches!(method.name, "setWebhook" | "deleteWebhook") {
        wake(state, bot);
    }
    shared.pass_on(state, time);
    drop(guard);
    shared.count_sent(sent);
    match rendered {
        Ok(body) => accept(body),
        Err(error) => refuse(&error),
    }
}

fn wake(state: &State, bot: UserId) {
    if let Some(bell) = state.bells.get(&bot) {
        bell.notify_waiters();
    }
}

fn split(path: &str) -> Option<(String, String)> {
    let rest = path.strip_prefix("/bot")?;
    let (token, method) = rest.split_once('/')?;
    let method = method.strip_prefix("test/").unwrap_or(method).trim_end_matches('/');
    let decode = |text: &str| percent_decode_str(text).decode_utf8().ok().map(std::borrow::Cow::into_owned);
    Some((decode(token)?, decode(method)?)).filter(|(_, method)| !method.contains('/'))
}

fn recognise(shared: &Shared, token: &str) -> Result<UserId, ApiError> {
    if bot_id(token).is_none() {
        return Err(if shared.settings.malformed_token_is_404 {
            ApiError::plain(404, "Not Found")
        } else {
            ApiError::plain(401, "Unauthorized: invalid token specified")
        });
    }
    shared.look(|state| state.tokens.get(token).copied()).ok_or_else(|| ApiError::plain(401, "Unauthorized"))
}

fn unknown(shared: &Shared, bot: UserId, method: &str) -> Response<Body> {
    let known = is_known(method);
    let what = if known { "a method that this local Telegram does not have" } else { "no method of the Bot API" };
    let complaint =
        Complaint { at: shared.clock.now(), bot: Some(bot), method: method.to_owned(), what: what.to_owned() };
    shared.complain(complaint);
    refuse(&if known {
        ApiError::plain(501, format!("Not Implemented: the local Telegram has no {method}"))
    } else {
        ApiError::plain(404, "Not Found: method not found")
    })
}

async fn read(request: Request<Incoming>) -> Result<Args, ApiError> {
    let mut args = Args::default();
    if let Some(query) = request.uri().query() {
        args.add_encoded(query.as_bytes());
    }
    if request.method() != Verb::GET {
        let kind = request.headers().get(CONTENT_TYPE).and_then(|v| v.to_str().ok()).unwrap_or("").to_owned();
        let too_large = |_| ApiError::plain(413, "Request Entity Too Large");
        let body = Limited::new(request.into_body(), BODY).collect().await.map_err(too_large)?.to_bytes();
        read_body(&mut args, &kind, body).await?;
    }
    args.check_size()?;
    Ok(args)
}

async fn read_body(args: &mut Args, kind: &str, body: Bytes) -> Result<(), ApiError> {
    let plain = kind.split(';').next().unwrap_or("").trim().to_ascii_lowercase();
    match plain.as_str() {
        "application/json" => args.add_json(&body),
        "application/x-www-form-urlencoded" => {
            if std::str::from_utf8(&percent_encoding::percent_decode(&body).collect::<Vec<u8>>()).is_err() {
                return Err(ApiError::bad("strings must be encoded in UTF-8"));
            }
            args.add_encoded(&body);
        }
        "multipart/form-data" => {
            let boundary = multer::parse_boundary(kind);
            let boundary = boundary.map_err(|_| ApiError::bad("can't parse multipart/form-data"))?;
            args.add_multipart(body, boundary).await?;
        }
        _ => {}
    }
    Ok(())
}

fn envelope(world: &World, bot: UserId, reply: &Reply) -> Vec<u8> {
    let mut out = Vec::with_capacity(512);
    json::object(&mut out, |o| {
        o.put("ok", &true);
        o.with("result", |out| result(out, world, bot, reply));
        if let Reply::Told(what) = reply {
            o.put("description", what);
        }
    });
    out
}

fn result(out: &mut Vec<u8>, world: &World, bot: UserId, reply: &Reply) {
    match reply {
        Reply::True | Reply::Told(_) => out.extend_from_slice(b"true"),
        Reply::Json(body) => out.extend_from_slice(body),
        Reply::Message(chat, id) => posted(out, world, bot, *chat, *id),
        Reply::Messages(chat, ids) => json::array(out, ids, |out, id| posted(out, world, bot, *chat, *id)),
        Reply::Id(id) => json::object(out, |o| o.put("message_id", id)),
        Reply::Ids(ids) => json::array(out, ids, |out, id| json::object(out, |o| o.put("message_id", id))),
    }
}

fn posted(out: &mut Vec<u8>, world: &World, bot: UserId, chat: ChatKey, id: MessageId) {
    let found: Option<(&Chat, _)> = world.chats.get(&chat).and_then(|c| Some((c, c.log.get(id)?)));
    match found {
        Some((chat, found)) => render::message(out, world, bot, chat, found),
        None => out.extend_from_slice(b"null"),
    }
}

fn accept(body: Vec<u8>) -> Response<Body> {
    respond(StatusCode::OK, body)
}

fn refuse(error: &ApiError) -> Response<Body> {
    let status = StatusCode::from_u16(error.code).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let mut response = respond(status, error.body());
    if let Some(seconds) = error.retry_after {
        response.headers_mut().insert(RETRY_AFTER, HeaderValue::from(seconds));
    }
    response
}

fn respond(status: StatusCode, body: Vec<u8>) -> Response<Body> {
    let mut response = Response::new(Body::from(body));
    *response.status_mut() = status;
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    response
}

/// Performs a call that came as the answer to a webhook; its result is thrown away.
pub(super) async fn perform_inline(shared: &Arc<Shared>, bot: UserId, kind: &str, body: Bytes) {
    let mut args = Args::default();
    if read_body(&mut args, kind, body).await.is_err() {
        return;
    }
    let method = args.text("method").to_owned();
    let barred = ["setwebhook", "deletewebhook", "close", "logout"].contains(&method.to_ascii_lowercase().as_str());
    let Some(found) = find(&method).filter(|m| !barred && !m.name.starts_with("get")) else { return };
    // The answer goes nowhere, as on Telegram; a cut on purpose has nothing left to cut.
    let _thrown_away = Box::pin(perform(shared, bot, found, args)).await;
}
