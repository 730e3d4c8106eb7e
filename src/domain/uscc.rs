//! The unified social credit code of a unit (GB 32100-2015) with the organisation code in it (GB 11714). Its login name.

use super::input::code;
use serde::{Deserialize, Serialize};

const ALPHABET: &[u8; 31] = b"0123456789ABCDEFGHJKLMNPQRTUWXY";
const WEIGHTS: [usize; 17] = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];
const ORGANISATION_WEIGHTS: [usize; 8] = [3, 7, 9, 10, 5, 8, 4, 2];

/// An 18-character code whose shape is right; `is_flawed` where a check character is not.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Uscc(String);

/// Why a text is not a code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum UsccError {
    /// Not 18 characters.
    Length { got: usize },
    /// A character outside the alphabet, at its place counted from 1; `I O S V Z` are never used.
    Character { found: char, place: usize },
    /// A check character does not fit the rest. Such codes were really issued, so a person may insist: `Doubtful::accept`.
    Check(Doubtful),
}

/// A code of the right shape with a check character that does not fit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Doubtful(String);

impl Doubtful {
    /// Takes the code as it stands, on its owner's word.
    #[must_use]
    pub fn accept(self) -> Uscc {
        Uscc(self.0)
    }
}

impl Uscc {
    /// Takes a code as typed: blanks and hyphens dropped, full-width folded, letters upper-cased.
    pub fn parse(typed: &str) -> Result<Self, UsccError> {
        let shaped = Self::shape(typed)?;
        if shaped.is_flawed() { Err(UsccError::Check(Doubtful(shaped.0))) } else { Ok(shaped) }
    }

    /// A code as typed, one with flawed check characters included: for looking an account up. `None` where it has not the shape.
    #[must_use]
    pub fn insisted(typed: &str) -> Option<Self> {
        Self::shape(typed).ok()
    }

    fn shape(typed: &str) -> Result<Self, UsccError> {
        let text = code(typed);
        let length = text.chars().count();
        if length != 18 {
            return Err(UsccError::Length { got: length });
        }
        for (index, found) in text.chars().enumerate() {
            let taken = if (2..8).contains(&index) { found.is_ascii_digit() } else { value(found).is_some() };
            if !taken {
                return Err(UsccError::Character { found, place: index + 1 });
            }
        }
        Ok(Self(text))
    }

    /// The code that begins with these 16 characters, both check characters worked out: for samples and for "did you mean".
    #[must_use]
    pub fn complete(head: &str) -> Option<Self> {
        let mut text = Self::shape(&format!("{head}00")).ok()?.0;
        text.truncate(16);
        let organisation = Self(format!("{text}00")).organisation_check()?;
        text.push(organisation);
        let check = Self(format!("{text}0")).check();
        text.push(check);
        Some(Self(text))
    }

    /// True where either check character contradicts the rest.
    #[must_use]
    pub fn is_flawed(&self) -> bool {
        !self.0.ends_with(self.check()) || self.organisation_check() != self.0.chars().nth(16)
    }

    fn check(&self) -> char {
        let sum: usize = self.0.chars().zip(WEIGHTS).filter_map(|(c, weight)| Some(value(c)? * weight)).sum();
        char::from(ALPHABET[(31 - sum % 31) % 31])
    }

    /// GB 11714: letters count 10 to 35 by their place in the full alphabet.
    fn organisation_check(&self) -> Option<char> {
        let digits = self.0.chars().skip(8).zip(ORGANISATION_WEIGHTS);
        let sum: usize = digits.filter_map(|(c, weight)| Some(c.to_digit(36)? as usize * weight)).sum();
        Some(match 11 - sum % 11 {
            10 => 'X',
            11 => '0',
            n => char::from(b'0' + u8::try_from(n).ok()?),
        })
    }

    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// For the staff group: the first four and the last four characters.
    #[must_use]
    pub fn masked(&self) -> String {
        format!("{}**********{}", &self.0[..4], &self.0[14..])
    }
}

fn value(c: char) -> Option<usize> {
    let byte = u8::try_from(c).ok()?;
    ALPHABET.iter().position(|&b| b == byte)
}

impl TryFrom<String> for Uscc {
    type Error = String;
    fn try_from(text: String) -> Result<Self, String> {
        Self::shape(&text).map_err(|e| format!("USCC: {e:?}"))
    }
}

impl From<Uscc> for String {
    fn from(value: Uscc) -> Self {
        value.0
    }
}

impl std::fmt::Display for Uscc {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn issued_codes_are_taken() {
        for good in [
            "91110000600037341L",
            "91230184MA1BUFLT44",
            "92371000MA3MXH0E3W",
            "91350100M000100Y43",
            "９１１１００００６０００３７３４１ｌ",
        ] {
            assert!(Uscc::parse(good).is_ok(), "{good}: {:?}", Uscc::parse(good));
        }
    }

    #[test]
    fn a_code_that_was_issued_wrong_can_be_insisted_on() {
        let Err(UsccError::Check(doubtful)) = Uscc::parse("91350211M0000XUF46") else { panic!("check should fail") };
        let accepted = doubtful.accept();
        assert!(accepted.is_flawed());
        let json = serde_json::to_string(&accepted).unwrap();
        assert_eq!(serde_json::from_str::<Uscc>(&json).unwrap(), accepted);
    }

    #[test]
    fn a_code_is_completed_from_its_head() {
        for good in ["91110000600037341L", "91230184MA1BUFLT44"] {
            assert_eq!(Uscc::complete(&good[..16]).unwrap().as_str(), good);
        }
        assert_eq!(Uscc::complete("short"), None);
    }

    #[test]
    fn the_reason_names_the_place() {
        assert_eq!(Uscc::parse("9111"), Err(UsccError::Length { got: 4 }));
        assert_eq!(Uscc::parse("91110000600O37341L"), Err(UsccError::Character { found: 'O', place: 12 }));
        assert_eq!(Uscc::parse("91A10000600037341L"), Err(UsccError::Character { found: 'A', place: 3 }));
    }

    proptest! {
        #[test]
        fn any_single_wrong_character_is_noticed(place in 0usize..18, wrong in 0usize..31) {
            let good = "91230184MA1BUFLT44";
            let replaced: String = good.chars().enumerate().map(|(i, c)| if i == place { char::from(ALPHABET[wrong]) } else { c }).collect();
            prop_assert_eq!(Uscc::parse(&replaced).is_ok(), replaced == good);
        }

        #[test]
        fn no_text_panics(text in any::<String>()) {
            let parsed = Uscc::parse(&text);
            if let Ok(code) = parsed {
                prop_assert_eq!(code.as_str().len(), 18);
            }
        }
    }
}
