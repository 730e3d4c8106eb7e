//! Money in whole fen, never a float.

use super::input::normalise;
use serde::{Deserialize, Serialize};

/// An amount in fen (1/100 yuan), not negative.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Fen(pub u64);

impl Fen {
    /// Takes yuan as typed: `130`, `130.5`, `￥1,300.00`, `130元`. `None` where it is no amount or over 100 million.
    #[must_use]
    pub fn parse_yuan(typed: &str) -> Option<Self> {
        let text = normalise(typed).replace(',', "");
        let text = text.trim_start_matches(['￥', '¥']).trim_end_matches('元').trim();
        let (whole, part) = text.split_once('.').unwrap_or((text, ""));
        if whole.is_empty()
            || whole.len() > 9
            || part.len() > 2
            || !whole.bytes().chain(part.bytes()).all(|b| b.is_ascii_digit())
        {
            return None;
        }
        let fen: u64 = format!("{part:0<2}").parse().ok()?;
        whole.parse::<u64>().ok().map(|yuan| Self(yuan * 100 + fen))
    }
}

impl std::fmt::Display for Fen {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}.{:02}", self.0 / 100, self.0 % 100)
    }
}

impl std::iter::Sum for Fen {
    fn sum<I: Iterator<Item = Self>>(amounts: I) -> Self {
        Self(amounts.map(|a| a.0).sum())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn yuan_is_read_and_written() {
        for (typed, fen) in [("130", 13_000), ("￥1,300.5", 130_050), ("0.07", 7), ("２６０元", 26_000)] {
            assert_eq!(Fen::parse_yuan(typed), Some(Fen(fen)), "{typed}");
        }
        for bad in ["", "-1", "1.234", "十", "1e3", "9999999999"] {
            assert_eq!(Fen::parse_yuan(bad), None, "{bad}");
        }
        assert_eq!(Fen(130_007).to_string(), "1300.07");
    }
}
