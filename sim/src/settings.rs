//! What can be chosen when a local Telegram starts. Numbers that Telegram does not publish are settings, not facts.
//! The people and chats of a world are not here: they are in `spec`.

use crate::paper::Typeface;
use std::net::SocketAddr;
use std::time::Duration;

/// How one local Telegram behaves.
#[derive(Clone, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "switches that are independent of each other")]
pub struct Settings {
    /// Where to listen; port 0 lets the system choose.
    pub listen: SocketAddr,
    /// Whether the page and the people's HTTP API are served.
    pub page: bool,
    /// Token buckets; `None` switches rate limits off.
    pub limits: Option<Limits>,
    /// The longest side of a photo after compression, in pixels (1280, or 2560 for "HD").
    pub photo_side: u32,
    /// For how long a button press can be answered.
    pub callback_life: Duration,
    /// Plain HTTP, any port and loopback addresses are fine for a webhook (the official server's `--local`).
    pub local_webhooks: bool,
    /// The first pause after a failed webhook delivery; it doubles with each failure (2 s on Telegram).
    pub webhook_pause: Duration,
    /// How long an answer of a webhook is awaited (60 s on Telegram).
    pub webhook_patience: Duration,
    /// Two `setWebhook` calls within a second are refused with 429.
    pub webhook_pace: bool,
    /// Two quick `getUpdates` calls with the same offset are slowed down, as Telegram does.
    pub slow_repeats: bool,
    /// A malformed token answers 404 like the public front end (true) or 401 like the open-source server (false).
    pub malformed_token_is_404: bool,
    /// How many messages a chat remembers; older ones are forgotten.
    pub history: usize,
    /// The letters of seals and cards that the page's desk draws; without a font, strokes that look like writing.
    pub typeface: Typeface,
    /// The seed of file identifiers, update ids and the like: the same seed, the same ids.
    pub seed: u64,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            listen: SocketAddr::from(([127, 0, 0, 1], 0)),
            page: false,
            limits: Some(Limits::default()),
            photo_side: 1280,
            callback_life: Duration::from_secs(150),
            local_webhooks: true,
            webhook_pause: Duration::from_secs(2),
            webhook_patience: Duration::from_mins(1),
            webhook_pace: true,
            slow_repeats: true,
            malformed_token_is_404: false,
            history: 20_000,
            typeface: Typeface::strokes(),
            seed: 1,
        }
    }
}

impl Settings {
    /// Settings for tests and benchmarks that measure something else than patience.
    #[must_use]
    pub fn without_limits() -> Self {
        Self { limits: None, slow_repeats: false, webhook_pace: false, ..Self::default() }
    }
}

/// Rate limits as token buckets. Telegram publishes about 1/s to a chat, 20/min to a group and 30/s overall, and no
/// thresholds: the bursts are this model's own.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Messages to one private chat.
    pub chat: Rate,
    /// Messages and edits in one group or channel.
    pub group: Rate,
    /// Messages of one bot to all chats together.
    pub overall: Rate,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            chat: Rate { per_minute: 60, burst: 20 },
            group: Rate { per_minute: 20, burst: 20 },
            overall: Rate { per_minute: 1_800, burst: 30 },
        }
    }
}

/// A steady flow with a burst on top.
#[derive(Clone, Copy, Debug)]
pub struct Rate {
    /// Refill.
    pub per_minute: u32,
    /// How many may go at once after a silence.
    pub burst: u32,
}
