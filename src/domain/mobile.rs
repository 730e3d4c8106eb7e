//! Mainland mobile numbers: 11 digits, `1[3-9]` and nine more. Landlines and foreign numbers are not among them.

use super::input::code;
use serde::{Deserialize, Serialize};

/// A mobile number in its 11 digits.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Mobile(String);

/// Why a text is not a mobile number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MobileError {
    /// Something that is no digit.
    Character(char),
    /// Not 11 digits after the country code.
    Length { got: usize },
    /// 11 digits that begin with no mobile prefix.
    Prefix,
}

impl Mobile {
    /// Takes a number as typed; `+86`, `0086`, `86`, blanks and hyphens are dropped.
    pub fn parse(typed: &str) -> Result<Self, MobileError> {
        let text = code(typed);
        let mut digits = text.strip_prefix('+').unwrap_or(&text);
        if digits.len() > 11 {
            digits = digits.strip_prefix("0086").or_else(|| digits.strip_prefix("86")).unwrap_or(digits);
        }
        if let Some(c) = digits.chars().find(|c| !c.is_ascii_digit()) {
            return Err(MobileError::Character(c));
        }
        if digits.len() != 11 {
            return Err(MobileError::Length { got: digits.len() });
        }
        if !digits.starts_with('1') || !(b'3'..=b'9').contains(&digits.as_bytes()[1]) {
            return Err(MobileError::Prefix);
        }
        Ok(Self(digits.to_owned()))
    }

    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The first three and the last four digits.
    #[must_use]
    pub fn masked(&self) -> String {
        format!("{}****{}", &self.0[..3], &self.0[7..])
    }

    /// The last four digits: what a stranger must know beside an order's number.
    #[must_use]
    pub fn last_four(&self) -> &str {
        &self.0[7..]
    }
}

impl TryFrom<String> for Mobile {
    type Error = String;
    fn try_from(text: String) -> Result<Self, String> {
        Self::parse(&text).map_err(|e| format!("mobile: {e:?}"))
    }
}

impl From<Mobile> for String {
    fn from(value: Mobile) -> Self {
        value.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_taken_however_it_is_typed() {
        for typed in ["13800138000", "+86 138-0013-8000", "0086 13800138000", "8613800138000", "１３８００１３８０００"]
        {
            assert_eq!(Mobile::parse(typed).unwrap().as_str(), "13800138000");
        }
        assert_eq!(Mobile::parse("13800138000").unwrap().masked(), "138****8000");
    }

    #[test]
    fn the_reason_is_named() {
        assert_eq!(Mobile::parse("1380013800"), Err(MobileError::Length { got: 10 }));
        assert_eq!(Mobile::parse("12800138000"), Err(MobileError::Prefix));
        assert_eq!(Mobile::parse("1380013800x"), Err(MobileError::Character('X')));
        assert_eq!(Mobile::parse(""), Err(MobileError::Length { got: 0 }));
    }
}
