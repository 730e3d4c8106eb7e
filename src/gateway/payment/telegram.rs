//! Telegram Payments (the provider's token of @`BotFather`): nothing but the token. The invoice, the question before a payment and the word
//! after it are messages between Telegram and the bot; the provider itself is never spoken to from here.

use crate::gateway::{Kept, NotReady};
use serde::Deserialize;

/// `[payment.telegram]`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TelegramAt {
    /// What @`BotFather` gave for the provider that was chosen there.
    #[serde(default)]
    pub provider_token: Kept,
}

/// The way, ready to be used.
#[derive(Clone, Debug)]
pub struct Telegram {
    provider_token: Kept,
}

const KEY: &str = "payment.telegram.provider_token";

impl Telegram {
    pub(super) fn open(at: &TelegramAt) -> Result<Self, NotReady> {
        let token = at.provider_token.read(KEY)?;
        if token.chars().any(|c| c.is_whitespace() || c.is_control()) {
            return Err(NotReady::wrong(KEY, "it is one word, as @BotFather gave it"));
        }
        Ok(Self { provider_token: at.provider_token.clone() })
    }

    /// The token, for a call to Telegram and nothing else.
    pub fn token(&self) -> Result<String, NotReady> {
        self.provider_token.read(KEY)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> TelegramAt {
        toml::from_str(text).unwrap()
    }

    #[test]
    fn a_token_is_needed_and_never_shown() {
        assert_eq!(Telegram::open(&at("")).unwrap_err(), NotReady::Missing(KEY));
        let two = Telegram::open(&at("provider_token = \"1:TEST:a 2:LIVE:b\"")).unwrap_err();
        assert!(matches!(&two, NotReady::Wrong { key: KEY, .. }) && !two.to_string().contains("TEST"), "{two}");
        let telegram = Telegram::open(&at("provider_token = \" 284685063:TEST:abc \"")).unwrap();
        assert_eq!(telegram.token().unwrap(), "284685063:TEST:abc");
        assert!(!format!("{telegram:?}").contains("TEST"));
    }
}
