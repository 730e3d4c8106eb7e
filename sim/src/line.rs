//! A bot's line of updates with the semantics of `getUpdates`: what is confirmed, what is offered again, what expires.
//! Pure; waiting, HTTP and webhooks are elsewhere.

use crate::clock::Millis;
use crate::world::Update;
use bytes::Bytes;
use std::collections::VecDeque;

/// The kinds of update that this model makes, as `allowed_updates` names them.
pub(crate) const KINDS: [&str; 9] = [
    "message",
    "edited_message",
    "channel_post",
    "edited_channel_post",
    "callback_query",
    "my_chat_member",
    "chat_member",
    "message_reaction",
    "pre_checkout_query",
];
/// Every other kind that the Bot API knows: they may be asked for.
pub(crate) const OTHER_KINDS: [&str; 13] = [
    "inline_query",
    "chosen_inline_result",
    "shipping_query",
    "poll",
    "poll_answer",
    "chat_join_request",
    "chat_boost",
    "removed_chat_boost",
    "message_reaction_count",
    "business_connection",
    "business_message",
    "edited_business_message",
    "deleted_business_messages",
];
const ON_REQUEST: [&str; 3] = ["chat_member", "message_reaction", "message_reaction_count"];
const FULL: usize = 100_000;
const FULL_BYTES: usize = 128 << 20;
const ANSWER_BYTES: usize = 4 << 20;
const UPDATE_BYTES: usize = 64 << 10;
const DAY: Millis = 24 * 3_600 * 1_000;
const QUERY_LIFE: Millis = 150_000;

/// An update in the line.
#[derive(Clone, Debug, Default)]
pub(crate) struct Queued {
    /// `update_id`.
    pub(crate) id: i64,
    /// The whole `Update` object.
    pub(crate) json: Bytes,
    /// Updates with the same key reach a webhook one after the other.
    pub(crate) key: i64,
    /// When it is given up.
    pub(crate) expires: Millis,
    /// Not offered before this moment.
    pub(crate) visible: Millis,
    /// How often it comes again although it was confirmed.
    pub(crate) repeats: u32,
}

/// What a bot has not confirmed yet.
#[derive(Debug)]
pub(crate) struct Line {
    queue: VecDeque<Queued>,
    next_id: i64,
    bytes: usize,
    /// Nothing in the queue expires before this moment.
    soonest: Millis,
    allowed: Option<Vec<String>>,
    /// An update held back so that a younger one overtakes it.
    pub(crate) held: Option<(Queued, Vec<u8>)>,
    /// Grows with each `getUpdates` call, so that an older one knows it has been replaced.
    pub(crate) poll: u64,
    /// Why the running poll must end.
    pub(crate) ended: Option<&'static str>,
    /// Where updates are sent to, if not fetched.
    pub(crate) webhook: Option<crate::wire::Webhook>,
    /// Calls of `getUpdates` that are too alike: offset and time of the last.
    pub(crate) last_call: (i64, Millis),
    /// When the last conflict was answered.
    pub(crate) last_conflict: Millis,
    /// When `setWebhook` was last called.
    pub(crate) last_set: Millis,
}

impl Line {
    /// An empty line.
    pub(crate) fn starting_at(first: i64) -> Self {
        Self {
            queue: VecDeque::new(),
            next_id: first,
            bytes: 0,
            soonest: Millis::MAX,
            allowed: None,
            held: None,
            poll: 0,
            ended: None,
            webhook: None,
            last_call: (i64::MIN, 0),
            last_conflict: 0,
            last_set: 0,
        }
    }

    /// Takes a new choice of kinds: an empty one, or one with unknown names only, means the default.
    pub(crate) fn allow(&mut self, kinds: Vec<String>) {
        let known: Vec<String> =
            kinds.into_iter().filter(|k| KINDS.contains(&k.as_str()) || OTHER_KINDS.contains(&k.as_str())).collect();
        self.allowed = (!known.is_empty()).then_some(known);
    }

    /// The choice of kinds; `None` is the default.
    pub(crate) fn allowed(&self) -> Option<&[String]> {
        self.allowed.as_deref()
    }

    /// Whether the bot asked for this kind. Decided when an update is queued, not when it is fetched.
    pub(crate) fn wants(&self, update: &Update) -> bool {
        let kind = kind(update);
        self.allowed.as_ref().map_or(!ON_REQUEST.contains(&kind), |kinds| kinds.iter().any(|k| k == kind))
    }

    /// Webhook deliveries with the same key wait for each other.
    pub(crate) fn key(update: &Update) -> i64 {
        match update {
            Update::Message(chat, _)
            | Update::EditedMessage(chat, _)
            | Update::ChannelPost(chat, _)
            | Update::EditedChannelPost(chat, _) => chat.id(),
            Update::MessageReaction(change) => change.chat.id(),
            Update::CallbackQuery(callback) => callback.from + (3 << 33),
            Update::PreCheckoutQuery(checkout) => checkout.from + (4 << 33),
            Update::MyChatMember(change) => i64::MIN / 2 + change.chat.id(),
            Update::ChatMember(change) => i64::MIN / 4 + change.chat.id(),
        }
    }

    /// Messages live a day, queries two and a half minutes.
    pub(crate) fn expiry(update: &Update, now: Millis) -> Millis {
        now + if matches!(update, Update::CallbackQuery(_) | Update::PreCheckoutQuery(_)) { QUERY_LIFE } else { DAY }
    }

    /// Numbers an update and puts it at the end; too large a one, or one too many, is dropped as Telegram does.
    pub(crate) fn push(&mut self, mut queued: Queued, body: &[u8]) {
        if self.queue.len() >= FULL || self.bytes + body.len() > FULL_BYTES || body.len() > UPDATE_BYTES {
            return;
        }
        queued.id = self.next_id;
        self.next_id += 1;
        let mut json = Vec::with_capacity(body.len() + 32);
        json.extend_from_slice(b"{\"update_id\":");
        json.extend_from_slice(queued.id.to_string().as_bytes());
        json.push(b',');
        json.extend_from_slice(body);
        json.push(b'}');
        self.bytes += json.len();
        self.soonest = self.soonest.min(queued.expires);
        queued.json = json.into();
        self.queue.push_back(queued);
    }

    /// What arrives with a call: everything before a positive offset is confirmed, a negative one keeps the last few.
    pub(crate) fn confirm(&mut self, offset: i64, now: Millis) {
        self.expire(now);
        let head = self.queue.front().map_or(self.next_id, |q| q.id);
        if offset > self.next_id + 10 || (offset > 0 && offset < head - 100_000) {
            return;
        }
        let before = if offset < 0 { self.next_id.saturating_add(offset) } else { offset };
        while let Some(first) = self.queue.front_mut().filter(|q| q.id < before) {
            if first.repeats > 0 {
                first.repeats -= 1;
                return;
            }
            self.bytes -= first.json.len();
            self.queue.pop_front();
        }
    }

    fn expire(&mut self, now: Millis) {
        if now < self.soonest {
            return;
        }
        self.queue.retain(|q| q.expires > now);
        self.bytes = self.queue.iter().map(|q| q.json.len()).sum();
        self.soonest = self.queue.iter().map(|q| q.expires).min().unwrap_or(Millis::MAX);
    }

    /// The first updates from `offset` on, as many as fit an answer.
    pub(crate) fn offer(&self, offset: i64, limit: usize, now: Millis) -> Vec<Bytes> {
        let plausible = offset > 0 && offset <= self.next_id + 10;
        let from = if plausible { offset } else { i64::MIN };
        let mut size = 0;
        let fits = |q: &&Queued| {
            size += q.json.len();
            q.visible <= now && size <= ANSWER_BYTES
        };
        self.queue.iter().filter(|q| q.id >= from).take(limit).take_while(fits).map(|q| q.json.clone()).collect()
    }

    /// Forgets everything.
    pub(crate) fn clear(&mut self) {
        self.queue.clear();
        self.held = None;
        self.bytes = 0;
    }

    /// How many updates wait, one held back included.
    pub(crate) fn pending(&self) -> usize {
        self.queue.len() + usize::from(self.held.is_some())
    }

    /// Updates in order, for a webhook.
    pub(crate) fn waiting(&mut self, now: Millis) -> &VecDeque<Queued> {
        self.expire(now);
        &self.queue
    }

    /// Whether this one still waits.
    pub(crate) fn holds(&self, id: i64) -> bool {
        self.queue.binary_search_by_key(&id, |q| q.id).is_ok()
    }

    /// A webhook took this one.
    pub(crate) fn delivered(&mut self, id: i64) {
        let Ok(at) = self.queue.binary_search_by_key(&id, |q| q.id) else { return };
        if let Some(queued) = self.queue.get_mut(at).filter(|q| q.repeats > 0) {
            queued.repeats -= 1;
            return;
        }
        if let Some(gone) = self.queue.remove(at) {
            self.bytes -= gone.json.len();
        }
    }

    /// Makes everything visible now.
    pub(crate) fn reveal(&mut self) {
        self.queue.iter_mut().for_each(|q| q.visible = 0);
        if let Some((queued, body)) = self.held.take() {
            self.push(queued, &body);
        }
    }
}

/// Bot API's name of an update's kind.
pub(crate) fn kind(update: &Update) -> &'static str {
    match update {
        Update::Message(..) => "message",
        Update::EditedMessage(..) => "edited_message",
        Update::ChannelPost(..) => "channel_post",
        Update::EditedChannelPost(..) => "edited_channel_post",
        Update::CallbackQuery(_) => "callback_query",
        Update::MyChatMember(_) => "my_chat_member",
        Update::ChatMember(_) => "chat_member",
        Update::MessageReaction(_) => "message_reaction",
        Update::PreCheckoutQuery(_) => "pre_checkout_query",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(updates: usize) -> Line {
        let mut line = Line::starting_at(100);
        for _ in 0..updates {
            line.push(Queued { expires: DAY, ..Queued::default() }, b"\"message\":{}");
        }
        line
    }

    #[test]
    fn an_answer_confirms_nothing_and_the_next_offset_does() {
        let mut line = line(3);
        line.confirm(0, 0);
        assert_eq!(line.offer(0, 100, 0).len(), 3);
        assert_eq!(line.offer(0, 2, 0).len(), 2);
        line.confirm(102, 0);
        assert_eq!(line.offer(102, 100, 0).len(), 1);
        line.confirm(103, 0);
        assert_eq!(line.pending(), 0);
    }

    #[test]
    fn a_negative_offset_keeps_the_last_ones() {
        let mut line = line(5);
        line.confirm(-2, 0);
        assert_eq!(line.pending(), 2);
    }

    #[test]
    fn an_offset_far_beyond_is_ignored() {
        let mut line = line(2);
        line.confirm(500, 0);
        assert_eq!(line.offer(500, 100, 0).len(), 2);
    }

    #[test]
    fn what_is_too_old_is_dropped() {
        let mut line = line(2);
        line.confirm(0, DAY + 1);
        assert_eq!(line.pending(), 0);
    }
}
