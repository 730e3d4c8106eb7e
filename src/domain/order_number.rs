//! The number an order is known by: written on paper by hand, read out on the telephone, typed on a phone. Never reused.

use super::input::code;
use serde::{Deserialize, Serialize};

/// Two digits of the year, a sequence of at least five digits, and a check digit (Damm, which notices every single wrong
/// digit and every swap of neighbours). Shown in groups of four from the left: `2600 0017`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct OrderNumber(String);

/// Why a text is not an order number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OrderNumberError {
    /// Not 8 to 10 digits.
    Shape,
    /// The check digit does not fit: a digit was misread or two were swapped.
    Check,
}

impl OrderNumber {
    /// The number of the `sequence`th order (from 1) of a year; years count in their last two digits.
    #[must_use]
    pub fn make(year: i32, sequence: u64) -> Self {
        let body = format!("{:02}{sequence:05}", year.rem_euclid(100));
        let check = damm(&body);
        Self(format!("{body}{check}"))
    }

    /// Takes a number as typed, with blanks, hyphens, full-width digits or a leading `#` or `No.`.
    pub fn parse(typed: &str) -> Result<Self, OrderNumberError> {
        let folded = code(typed);
        let text = folded.trim_start_matches(['#', '№']).trim_start_matches("NO");
        if !(8..=10).contains(&text.len()) || !text.bytes().all(|b| b.is_ascii_digit()) {
            return Err(OrderNumberError::Shape);
        }
        if damm(text) != 0 {
            return Err(OrderNumberError::Check);
        }
        Ok(Self(text.to_owned()))
    }

    /// The one order that a text names, written as it is shown (`2600 0010`); `None` where it names none or several.
    #[must_use]
    pub fn only_in(text: &str) -> Option<Self> {
        let mut found = text.match_indices(' ').filter_map(|(blank, _)| {
            let (head, tail) = (&text[..blank], &text[blank + 1..]);
            let head = &head[head.trim_end_matches(|c: char| c.is_ascii_alphanumeric()).len()..];
            let tail = &tail[..tail.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(tail.len())];
            let shaped = head.len() == 4 && (4..=6).contains(&tail.len());
            Self::parse(&format!("{head}{tail}")).ok().filter(|_| shaped)
        });
        let first = found.next()?;
        found.all(|other| other == first).then_some(first)
    }

    /// The digits without blanks, as stored and as printed in codes.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Every number that one slip of the pen away from `typed` would be: for "did you mean".
    #[must_use]
    pub fn near(typed: &str) -> Vec<Self> {
        let digits: Vec<char> = code(typed).chars().filter(char::is_ascii_digit).collect();
        if !(8..=10).contains(&digits.len()) {
            return Vec::new();
        }
        let mut found = Vec::new();
        for place in 0..digits.len() {
            for digit in '0'..='9' {
                let mut other = digits.clone();
                other[place] = digit;
                found.extend(Self::parse(&other.iter().collect::<String>()));
            }
            if place + 1 < digits.len() {
                let mut other = digits.clone();
                other.swap(place, place + 1);
                found.extend(Self::parse(&other.iter().collect::<String>()));
            }
        }
        found.sort();
        found.dedup();
        found
    }
}

/// H. M. Damm's quasigroup of order 10 (2004), totally anti-symmetric.
fn damm(digits: &str) -> u8 {
    const TABLE: [[u8; 10]; 10] = [
        [0, 3, 1, 7, 5, 9, 8, 6, 4, 2],
        [7, 0, 9, 2, 1, 5, 4, 8, 6, 3],
        [4, 2, 0, 6, 8, 7, 1, 3, 5, 9],
        [1, 7, 5, 0, 9, 8, 3, 4, 2, 6],
        [6, 1, 2, 3, 0, 4, 5, 9, 7, 8],
        [3, 6, 7, 4, 2, 0, 9, 5, 8, 1],
        [5, 8, 6, 9, 7, 2, 0, 1, 3, 4],
        [8, 9, 4, 5, 3, 6, 2, 0, 1, 7],
        [9, 4, 3, 8, 6, 1, 7, 2, 0, 5],
        [2, 5, 8, 1, 4, 3, 6, 7, 9, 0],
    ];
    digits.bytes().fold(0, |state, b| TABLE[usize::from(state)][usize::from(b - b'0')])
}

impl std::fmt::Display for OrderNumber {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (head, tail) = self.0.split_at(4);
        write!(f, "{head} {tail}")
    }
}

impl TryFrom<String> for OrderNumber {
    type Error = String;
    fn try_from(text: String) -> Result<Self, String> {
        Self::parse(&text).map_err(|e| format!("order number: {e:?}"))
    }
}

impl From<OrderNumber> for String {
    fn from(value: OrderNumber) -> Self {
        value.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_number_reads_back_however_it_is_written() {
        let number = OrderNumber::make(2026, 1);
        assert_eq!(number.as_str().len(), 8);
        let shown = number.to_string();
        for typed in [shown.clone(), format!("#{shown}"), shown.replace(' ', "-"), format!("No. {shown}")] {
            assert_eq!(OrderNumber::parse(&typed), Ok(number.clone()), "{typed}");
        }
    }

    #[test]
    fn a_text_names_one_order_or_none() {
        let (one, two) = (OrderNumber::make(2026, 1), OrderNumber::make(2026, 2));
        let named = |text: String| OrderNumber::only_in(&text);
        assert_eq!(named(format!("Mo 莫，请回复本条：{one} 的新证书序列号")), Some(one.clone()));
        assert_eq!(named(format!("{one}：Mo 莫 已制证\n{one}")), Some(one.clone()));
        assert_eq!(named(format!("{one}, {two}")), None);
        assert_eq!(named(format!("SF{one}1234567")), None);
        assert_eq!(named("13800 138000 2600 00171234567 SF1234 567".to_owned()), None);
        assert_eq!(named(one.as_str().to_owned()), None);
    }

    proptest! {
        #[test]
        fn a_text_names_the_number_it_shows(sequence in 1u64..9_999_999, before in "[^0-9A-Za-z]*", after in "([^0-9A-Za-z].*)?") {
            let number = OrderNumber::make(2026, sequence);
            let found = OrderNumber::only_in(&format!("{before}{number}{after}"));
            prop_assert!(found.is_none_or(|found| found == number) );
            prop_assert_eq!(OrderNumber::only_in(&number.to_string()), Some(number));
        }

        #[test]
        fn a_wrong_digit_or_a_swap_is_noticed_and_suggested(sequence in 1u64..9_999_999, place in 0usize..8, digit in 0u8..10) {
            let number = OrderNumber::make(2026, sequence);
            let mut wrong = number.as_str().as_bytes().to_vec();
            wrong[place] = b'0' + digit;
            let wrong = String::from_utf8(wrong).unwrap();
            if wrong != number.as_str() {
                prop_assert_eq!(OrderNumber::parse(&wrong), Err(OrderNumberError::Check));
                prop_assert!(OrderNumber::near(&wrong).contains(&number));
            }
        }
    }
}
