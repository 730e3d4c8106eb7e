//! Webhook delivery: each update is posted until somebody takes it, one after the other where they belong together.

use super::gate::perform_inline;
use super::webhook::Webhook;
use crate::clock::Millis;
use crate::line::Queued;
use crate::shared::Shared;
use crate::world::UserId;
use bytes::Bytes;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Notify;
use tokio::task::JoinSet;
use tokio::time::timeout;

const PATIENCE: Duration = Duration::from_mins(1);
const LONGEST_PAUSE: Millis = 90_000;
const OBEYED: i64 = 3_600;

/// What is known about deliveries that failed.
#[derive(Clone, Copy, Default)]
struct Setback {
    failures: u32,
    not_before: Millis,
}

/// A call in the body of the answer: its content type and itself.
type Inline = (String, Bytes);
/// What went wrong, and after how many seconds the other side wants to be asked again.
type Failure = (String, Option<i64>);

struct Delivery {
    id: i64,
    key: i64,
    edition: u64,
    outcome: Result<Option<Inline>, Failure>,
}

/// Delivers one bot's updates for as long as the world lives.
pub(crate) async fn deliver(shared: Arc<Shared>, bot: UserId, bell: Arc<Notify>) {
    let Ok(client) = reqwest::Client::builder().timeout(PATIENCE).no_proxy().build() else { return };
    let mut running: JoinSet<Delivery> = JoinSet::new();
    let mut busy: HashSet<i64> = HashSet::new();
    let mut setbacks: HashMap<i64, Setback> = HashMap::new();
    loop {
        let ringing = bell.notified();
        tokio::pin!(ringing);
        ringing.as_mut().enable();
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
        if !taken.insert(queued.key) {
            continue;
        }
        let not_before = setbacks.get(&queued.id).map_or(0, |s| s.not_before).max(queued.visible);
        if not_before > now {
            next = Some(next.map_or(not_before, |n: Millis| n.min(not_before)));
        } else if busy.len() + found.len() < webhook.connections {
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
        Err(error) if error.is_timeout() => Err(("Read timeout expired".to_owned(), None)),
        Err(error) if error.is_connect() => Err(("Connection refused".to_owned(), None)),
        Err(_) => Err(("Connection closed".to_owned(), None)),
        Ok(response) if response.status().is_success() => {
            let header = response.headers().get("content-type").and_then(|v| v.to_str().ok());
            let kind = header.unwrap_or("").to_owned();
            Ok(response.bytes().await.ok().filter(|body| !body.is_empty()).map(|body| (kind, body)))
        }
        Ok(response) => {
            let asked = response.headers().get("retry-after").and_then(|v| v.to_str().ok()?.parse().ok());
            Err((format!("Wrong response from the webhook: {}", response.status()), asked))
        }
    };
    Delivery { id: queued.id, key: queued.key, edition: webhook.edition, outcome }
}

async fn settle(shared: &Arc<Shared>, bot: UserId, delivery: Delivery, setbacks: &mut HashMap<i64, Setback>) {
    let now = shared.clock.now();
    match delivery.outcome {
        Ok(inline) => {
            setbacks.remove(&delivery.id);
            if let Some(line) = shared.lock().lines.get_mut(&bot) {
                line.delivered(delivery.id);
            }
            if let Some((kind, body)) = inline {
                perform_inline(shared, bot, &kind, body).await;
            }
            shared.beat();
        }
        Err((what, asked)) => {
            let setback = setbacks.entry(delivery.id).or_default();
            // The first failure is tried again at once, then pauses double.
            let first = Millis::try_from(shared.settings.webhook_pause.as_millis()).unwrap_or(2_000);
            let doubled = first.saturating_mul(1 << setback.failures.saturating_sub(1).min(16)).min(LONGEST_PAUSE);
            let pause = asked.map_or(doubled, |seconds: i64| seconds.clamp(0, OBEYED) * 1_000);
            let at_once = setback.failures == 0 && asked.is_none();
            setback.failures += 1;
            setback.not_before = if at_once { now } else { now + pause };
            let mut state = shared.lock();
            let webhook = state.lines.get_mut(&bot).and_then(|line| line.webhook.as_mut());
            if let Some(webhook) = webhook.filter(|w| w.edition == delivery.edition) {
                webhook.trouble = Some((now, what));
            }
        }
    }
}
