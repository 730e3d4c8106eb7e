//! Typed identifiers, so that no chat can be taken for a person. What they identify lives elsewhere.

use serde::{Deserialize, Serialize};

/// Declares a newtype over `i64` as Telegram numbers its things.
macro_rules! telegram_id {
    ($(#[$meta:meta] $name:ident;)+) => {$(
        #[$meta]
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub i64);

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }
    )+};
}

telegram_id! {
    /// A chat, group or channel, as the Bot API numbers it (negative for groups).
    ChatId;
    /// A person.
    UserId;
    /// A message within its chat.
    MessageId;
}

/// Declares a newtype over a UUIDv7 in its 32 lower-case hexadecimal digits.
macro_rules! own_id {
    ($(#[$meta:meta] $name:ident;)+) => {$(
        #[$meta]
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(String);

        impl $name {
            /// Makes an id from the time in milliseconds since 1970 and 80 random bits; ids sort by time.
            #[must_use]
            pub fn make(unix_millis: u64, random: [u8; 10]) -> Self {
                let id = uuid::Builder::from_unix_timestamp_millis(unix_millis, &random).into_uuid();
                Self(id.simple().to_string())
            }

            /// Takes an id as it was stored; anything but 32 hexadecimal digits is `None`.
            #[must_use]
            pub fn parse(text: &str) -> Option<Self> {
                (text.len() == 32 && text.bytes().all(|b| b.is_ascii_hexdigit())).then(|| Self(text.to_ascii_lowercase()))
            }

            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.0)
            }
        }
    )+};
}

own_id! {
    /// An applicant unit's account.
    AccountId;
    /// One thing owed to the outside, in the outbox.
    EffectId;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_sort_by_the_time_they_were_made() {
        let early = AccountId::make(1_700_000_000_000, [255; 10]);
        let late = AccountId::make(1_700_000_000_001, [0; 10]);
        assert!(early < late);
        assert_eq!(AccountId::parse(early.as_str()), Some(early));
        assert_eq!(AccountId::parse("not an id"), None);
    }
}
