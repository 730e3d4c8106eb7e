//! Names, addresses, passwords: single lines of text with bounds. What belongs to a number has a file of its own.

use super::input::{LineError, line, normalise};
use serde::{Deserialize, Serialize};

/// Declares a newtype over one line of `min..=max` characters.
macro_rules! line_type {
    ($($(#[$meta:meta])+ $name:ident($min:expr, $max:expr);)+) => {$(
        $(#[$meta])+
        #[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(String);

        impl $name {
            /// Takes the text as typed: full-width characters folded, ends trimmed.
            pub fn parse(typed: &str) -> Result<Self, LineError> {
                line(typed, $min, $max).map(Self)
            }

            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl TryFrom<String> for $name {
            type Error = String;
            fn try_from(text: String) -> Result<Self, String> {
                Self::parse(&text).map_err(|e| format!("{}: {e:?}", stringify!($name)))
            }
        }

        impl From<$name> for String {
            fn from(value: $name) -> Self {
                value.0
            }
        }
    )+};
}

line_type! {
    /// A unit's full registered name, 2 to 100 characters.
    UnitName(2, 100);
    /// A natural person's name, 2 to 40 characters.
    PersonName(2, 40);
    /// A postal address, 6 to 120 characters.
    Address(6, 120);
    /// The name of a bank branch or an account number as printed, 4 to 80 characters.
    BankLine(4, 80);
    /// A free remark, 1 to 500 characters.
    Remark(1, 500);
    /// A payment's reference or an invoice's number, 1 to 60 characters.
    Reference(1, 60);
    /// A certificate's serial as printed, 4 to 60 characters.
    Serial(4, 60);
}

/// An e-mail address: one `@`, something before it, a dotted host after it, at most 254 characters (RFC 5321).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Email(String);

impl Email {
    /// `None` where the text is not of that shape.
    #[must_use]
    pub fn parse(typed: &str) -> Option<Self> {
        let text = normalise(typed);
        let (local, host) = text.split_once('@')?;
        let local_ok = !local.is_empty()
            && local.len() <= 64
            && local.bytes().all(|b| b.is_ascii_alphanumeric() || b"!#$%&'*+/=?^_`{|}~.-".contains(&b))
            && !local.starts_with('.')
            && !local.ends_with('.')
            && !local.contains("..");
        let host_ok = host.contains('.')
            && host.split('.').all(|label| {
                !label.is_empty()
                    && label.len() <= 63
                    && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
                    && !label.starts_with('-')
                    && !label.ends_with('-')
            });
        (local_ok && host_ok && text.len() <= 254).then(|| Self(format!("{local}@{}", host.to_ascii_lowercase())))
    }

    /// As the group may see it: `c***＠example.cn`, with a wide mark: behind a narrow one Telegram would take what follows for somebody's
    /// name, and lead whoever taps on it to a stranger.
    #[must_use]
    pub fn masked(&self) -> String {
        let (local, host) = self.0.split_once('@').unwrap_or((&self.0, ""));
        format!("{}***＠{host}", &local[..local.len().min(1)])
    }

    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Why a password is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PasswordError {
    TooShort {
        min: usize,
    },
    TooLong {
        max: usize,
    },
    /// Only digits, or one character over and over.
    TooSimple,
    /// It holds the USCC or is the unit's mobile number.
    Guessable,
}

/// A password as typed, not yet hashed; kept out of `Debug` so that no log shows it.
#[derive(Clone, PartialEq, Eq)]
pub struct Password(String);

impl Password {
    pub const MIN: usize = 8;
    pub const MAX: usize = 64;

    /// Takes 8 to 64 characters with at least one that is no digit; `known` are words that it may not contain.
    pub fn parse(typed: &str, known: &[&str]) -> Result<Self, PasswordError> {
        let text = typed.trim();
        let length = text.chars().count();
        if length < Self::MIN {
            return Err(PasswordError::TooShort { min: Self::MIN });
        }
        if length > Self::MAX {
            return Err(PasswordError::TooLong { max: Self::MAX });
        }
        let first = text.chars().next();
        if text.chars().all(|c| c.is_ascii_digit()) || text.chars().all(|c| Some(c) == first) {
            return Err(PasswordError::TooSimple);
        }
        let upper = text.to_uppercase();
        if known.iter().any(|word| !word.is_empty() && upper.contains(&word.to_uppercase())) {
            return Err(PasswordError::Guessable);
        }
        Ok(Self(text.to_owned()))
    }

    /// The characters, for the hash function only.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Debug for Password {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Password(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_of_mail_has_a_host() {
        for good in ["a@b.cn", "li.lei+x@mail.example.com", "ｌｉ＠b.cn"] {
            assert!(Email::parse(good).is_some(), "{good}");
        }
        for bad in ["", "a", "a@b", "@b.cn", "a@b..cn", "a b@c.cn", "a@-b.cn", ".a@b.cn", "a@b.cn@c.cn"] {
            assert!(Email::parse(bad).is_none(), "{bad}");
        }
    }

    #[test]
    fn weak_passwords_are_named() {
        assert_eq!(Password::parse("abc", &[]), Err(PasswordError::TooShort { min: 8 }));
        assert_eq!(Password::parse("1234567890", &[]), Err(PasswordError::TooSimple));
        assert_eq!(Password::parse("aaaaaaaaaa", &[]), Err(PasswordError::TooSimple));
        assert_eq!(Password::parse("x13800138000", &["13800138000"]), Err(PasswordError::Guessable));
        let good = Password::parse("Cert-2026!", &["13800138000"]).unwrap();
        assert_eq!(format!("{good:?}"), "Password(…)");
    }
}
