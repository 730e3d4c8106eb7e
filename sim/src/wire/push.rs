//! Webhook delivery: each update is posted until somebody takes it, one after the other where they belong together.

use super::gate::perform_inline;
use super::webhook::Webhook;
use crate::clock::Millis;
use crate::line::Queued;
use crate::shared::Shared;
use crate::world::UserId;
use bytes::Bytes;
use reqwest::StatusCode;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Notify;
use tokio::task::JoinSet;
use tokio::time::timeout;

const LONGEST_PAUSE: Millis = 90_000;
const OBEYED: i64 = 3_600;
/// A webhook that has answered 410 for so long is taken away.
const GONE: Millis = 23 * 3_600 * 1_000;

/// What is known about deliveries that failed.
#[derive(Clone, Copy, Default)]
struct Setback {
    failures: u32,
    not_before: Millis,
}

/// A call in the body of the answer: its content type and itself.
type Inline = (String, Bytes);

/// A delivery that nobody took.
struct Failure {
    /// What went wrong.
    what: String,
    /// After how many seconds the other side wants to be asked again.
    retry_after: Option<i64>,
    /// It answered 410: nobody is there any more.
    gone: bool,
}

impl Failure {
    fn of(what: &str) -> Self {
        Self { what: what.to_owned(), retry_after: None, gone: false }
    }
}

struct Delivery {
    id: i64,
    key: i64,
    edition: u64,
    outcome: Result<Option<Inline>, Failure>,
}

/// Delivers one bot's updates for as long as the world lives.
pub(crate) async fn deliver(shared: Arc<Shared>, bot: UserId, bell: Arc<Notify>) {
    // A redirection is a wrong answer like any other: it is not followed.
    let client = reqwest::Client::builder().timeout(shared.settings.webhook_patience).no_proxy();
    let Ok(client) = client.redirect(reqwest::redirect::Policy::none()).build() else { return };
    let mut running: JoinSet<Delivery> = JoinSet::new();
    let mut busy: HashSet<i64> = HashSet::new();
    let mut setbacks: HashMap<i64, Setback> = HashMap::new();
    let mut edition = 0;
    loop {
        let ringing = bell.notified();
        tokio::pin!(ringing);
        ringing.as_mut().enable();
        forget(&shared, bot, &mut edition, &mut setbacks);
        let (due, next) = due(&shared, bot, &busy, &setbacks);
        for (webhook, queued) in due {
            busy.insert(queued.key);
            running.spawn(post(client.clone(), webhook, queued));
        }
        let pause = Duration::from_millis(next.map_or(3_600_000, |at| (at - shared.clock.now()).max(1)).unsigned_abs());
        tokio::select! {
            Some(Ok(delivery)) = running.join_next() => {
                busy.remove(&delivery.key);
                settle(&shared, bot, delivery, &mut setbacks).await;
            }
            _ = timeout(pause, ringing) => {}
        }
    }
}

/// Drops what is known about updates that are not in the line any more, and about a webhook that was set anew.
fn forget(shared: &Shared, bot: UserId, edition: &mut u64, setbacks: &mut HashMap<i64, Setback>) {
    shared.look(|state| {
        let line = state.lines.get(&bot);
        let current = line.and_then(|line| line.webhook.as_ref()).map_or(0, |webhook| webhook.edition);
        if std::mem::replace(edition, current) != current {
            setbacks.clear();
        }
        setbacks.retain(|id, _| line.is_some_and(|line| line.holds(*id)));
    });
}

/// What can be posted now, and when to look again.
fn due(
    shared: &Shared,
    bot: UserId,
    busy: &HashSet<i64>,
    setbacks: &HashMap<i64, Setback>,
) -> (Vec<(Webhook, Queued)>, Option<Millis>) {
    let now = shared.clock.now();
    let mut state = shared.lock();
    let Some(line) = state.lines.get_mut(&bot) else { return (Vec::new(), None) };
    let Some(webhook) = line.webhook.clone() else { return (Vec::new(), None) };
    let mut taken = busy.clone();
    let (mut found, mut next) = (Vec::new(), line.held.is_some().then_some(now + 500));
    for queued in line.waiting(now) {
        if busy.len() + found.len() >= webhook.connections {
            break;
        }
        if !taken.insert(queued.key) {
            continue;
        }
        let not_before = setbacks.get(&queued.id).map_or(0, |s| s.not_before).max(queued.visible);
        if not_before > now {
            next = Some(next.map_or(not_before, |n: Millis| n.min(not_before)));
        } else {
            found.push((webhook.clone(), queued.clone()));
        }
    }
    if found.is_empty() && busy.is_empty() && line.held.is_some() && line.pending() == 1 {
        line.reveal();
        next = Some(now);
    }
    (found, next)
}

async fn post(client: reqwest::Client, webhook: Webhook, queued: Queued) -> Delivery {
    let mut request = client.post(&webhook.url).header("content-type", "application/json").body(queued.json.clone());
    if !webhook.secret.is_empty() {
        request = request.header("X-Telegram-Bot-Api-Secret-Token", &webhook.secret);
    }
    let outcome = match request.send().await {
        Err(error) if error.is_timeout() => Err(Failure::of("Read timeout expired")),
        Err(error) if error.is_connect() => Err(Failure::of("Connection refused")),
        Err(_) => Err(Failure::of("Connection closed")),
        Ok(response) if response.status().is_success() => {
            let header = response.headers().get("content-type").and_then(|v| v.to_str().ok());
            let kind = header.unwrap_or("").to_owned();
            Ok(response.bytes().await.ok().filter(|body| !body.is_empty()).map(|body| (kind, body)))
        }
        Ok(response) => {
            let retry_after = response.headers().get("retry-after").and_then(|v| v.to_str().ok()?.parse().ok());
            let what = format!("Wrong response from the webhook: {}", response.status());
            Err(Failure { what, retry_after, gone: response.status() == StatusCode::GONE })
        }
    };
    Delivery { id: queued.id, key: queued.key, edition: webhook.edition, outcome }
}

async fn settle(shared: &Arc<Shared>, bot: UserId, delivery: Delivery, setbacks: &mut HashMap<i64, Setback>) {
    match delivery.outcome {
        Ok(inline) => {
            setbacks.remove(&delivery.id);
            if let Some(line) = shared.lock().lines.get_mut(&bot) {
                line.delivered(delivery.id);
                if let Some(webhook) = line.webhook.as_mut() {
                    webhook.gone = None;
                }
            }
            if let Some((kind, body)) = inline {
                perform_inline(shared, bot, &kind, body).await;
            }
            shared.beat();
        }
        Err(failure) => {
            let now = shared.clock.now();
            put_off(shared, setbacks.entry(delivery.id).or_default(), failure.retry_after, now);
            note(shared, bot, delivery.edition, failure, now);
        }
    }
}

/// The first failure is tried again at once, then pauses double; what the other side asks for goes before both.
fn put_off(shared: &Shared, setback: &mut Setback, retry_after: Option<i64>, now: Millis) {
    let first = Millis::try_from(shared.settings.webhook_pause.as_millis()).unwrap_or(2_000);
    let doubled = first.saturating_mul(1 << setback.failures.saturating_sub(1).min(16)).min(LONGEST_PAUSE);
    let pause = retry_after.map_or(doubled, |seconds| seconds.clamp(0, OBEYED) * 1_000);
    let at_once = setback.failures == 0 && retry_after.is_none();
    setback.failures += 1;
    setback.not_before = if at_once { now } else { now + pause };
}

/// Writes down what `getWebhookInfo` tells, and takes a webhook away that has said 410 for a day.
fn note(shared: &Shared, bot: UserId, edition: u64, failure: Failure, now: Millis) {
    let mut state = shared.lock();
    let Some(line) = state.lines.get_mut(&bot) else { return };
    let Some(webhook) = line.webhook.as_mut().filter(|webhook| webhook.edition == edition) else { return };
    webhook.trouble = Some((now, failure.what));
    webhook.gone = failure.gone.then(|| webhook.gone.unwrap_or(now));
    if webhook.gone.is_some_and(|since| now - since >= GONE) {
        line.webhook = None;
    }
}
