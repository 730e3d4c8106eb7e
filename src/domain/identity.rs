//! Identity documents of natural persons: the resident card (GB 11643) and what others carry instead.

use super::input::code;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// The kind of document a person proves themself with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum IdentityKind {
    /// 居民身份证
    ResidentCard,
    /// 港澳居民来往内地通行证
    HongKongMacaoPermit,
    /// 台湾居民来往大陆通行证
    TaiwanPermit,
    /// 护照
    Passport,
    /// 港澳台居民居住证: a number of the resident card's kind that begins with 81, 82 or 83
    ResidencePermit,
    /// 外国人永久居留身份证: 18 digits that begin with 9, or 15 characters on cards of before 2023
    PermanentResidence,
}

impl IdentityKind {
    pub const ALL: [Self; 6] = [
        Self::ResidentCard,
        Self::HongKongMacaoPermit,
        Self::TaiwanPermit,
        Self::Passport,
        Self::ResidencePermit,
        Self::PermanentResidence,
    ];
}

/// A document's number, right for its kind.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Stored")]
pub struct Identity {
    kind: IdentityKind,
    number: String,
}

#[derive(Deserialize)]
struct Stored {
    kind: IdentityKind,
    number: String,
}

impl TryFrom<Stored> for Identity {
    type Error = String;
    fn try_from(stored: Stored) -> Result<Self, String> {
        Self::parse(stored.kind, &stored.number).map_err(|e| format!("identity number: {e:?}"))
    }
}

/// Why a number is not one of its kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IdentityError {
    Length {
        got: usize,
    },
    Character(char),
    /// The eight digits of the birth date are no date.
    BirthDate,
    /// The check character does not fit.
    Check,
    /// Not of the kind's shape.
    Shape,
}

impl Identity {
    /// Takes a number as typed.
    pub fn parse(kind: IdentityKind, typed: &str) -> Result<Self, IdentityError> {
        let number = code(typed);
        match kind {
            IdentityKind::ResidentCard => resident(&number)?,
            IdentityKind::HongKongMacaoPermit => shaped(
                &number,
                |n| matches!(n.as_bytes(), [b'H' | b'M', rest @ ..] if (rest.len() == 8 || rest.len() == 10) && rest.iter().all(u8::is_ascii_digit)),
            )?,
            IdentityKind::TaiwanPermit => shaped(&number, |n| n.len() == 8 && n.bytes().all(|b| b.is_ascii_digit()))?,
            IdentityKind::ResidencePermit => {
                resident(&number)?;
                shaped(&number, |n| ["81", "82", "83"].iter().any(|head| n.starts_with(head)))?;
            }
            IdentityKind::PermanentResidence => match number.len() {
                18 => {
                    resident(&number)?;
                    shaped(&number, |n| n.starts_with('9'))?;
                }
                _ => shaped(&number, |n| {
                    let bytes = n.as_bytes();
                    bytes.len() == 15
                        && bytes[..3].iter().all(u8::is_ascii_uppercase)
                        && bytes[3..].iter().all(u8::is_ascii_digit)
                })?,
            },
            IdentityKind::Passport => {
                shaped(&number, |n| (6..=12).contains(&n.len()) && n.bytes().all(|b| b.is_ascii_alphanumeric()))?;
            }
        }
        Ok(Self { kind, number })
    }

    #[must_use]
    pub fn kind(&self) -> IdentityKind {
        self.kind
    }

    #[must_use]
    pub fn number(&self) -> &str {
        &self.number
    }

    /// The first six and the last four characters of a resident card; two and two of the shorter ones.
    #[must_use]
    pub fn masked(&self) -> String {
        let (head, tail) = if self.number.len() == 18 { (6, 4) } else { (2, 2) };
        let stars = "*".repeat(self.number.len() - head - tail);
        format!("{}{stars}{}", &self.number[..head], &self.number[self.number.len() - tail..])
    }
}

fn shaped(number: &str, fits: impl Fn(&str) -> bool) -> Result<(), IdentityError> {
    if fits(number) { Ok(()) } else { Err(IdentityError::Shape) }
}

/// ISO 7064 MOD 11-2 over the first 17 digits.
fn resident(number: &str) -> Result<(), IdentityError> {
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let length = number.chars().count();
    if length != 18 {
        return Err(IdentityError::Length { got: length });
    }
    if let Some((_, c)) = number.chars().enumerate().find(|&(i, c)| !(c.is_ascii_digit() || i == 17 && c == 'X')) {
        return Err(IdentityError::Character(c));
    }
    NaiveDate::parse_from_str(&number[6..14], "%Y%m%d").map_err(|_| IdentityError::BirthDate)?;
    let sum: u32 = number.bytes().zip(WEIGHTS).map(|(b, weight)| u32::from(b - b'0') * weight).sum();
    let check = b"10X98765432"[(sum % 11) as usize];
    if number.as_bytes()[17] == check { Ok(()) } else { Err(IdentityError::Check) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn card(typed: &str) -> Result<Identity, IdentityError> {
        Identity::parse(IdentityKind::ResidentCard, typed)
    }

    /// Seventeen digits with the one check character that fits.
    fn with_check(body: &str) -> String {
        let fits = |check: &char| resident(&format!("{body}{check}")).is_ok();
        format!("{body}{}", "0123456789X".chars().find(fits).unwrap())
    }

    #[test]
    fn the_standards_samples_are_taken() {
        assert_eq!(card("11010519491231002x").unwrap().number(), "11010519491231002X");
        assert_eq!(card("440524 188001 01 0014").unwrap().masked(), "440524********0014");
    }

    #[test]
    fn the_reason_is_named() {
        assert_eq!(card("110105194912310021"), Err(IdentityError::Check));
        assert_eq!(card("11010519490231002X"), Err(IdentityError::BirthDate));
        assert_eq!(card("1101051949"), Err(IdentityError::Length { got: 10 }));
        assert_eq!(card("11010519491231OO2X"), Err(IdentityError::Character('O')));
    }

    #[test]
    fn others_carry_other_documents() {
        assert!(Identity::parse(IdentityKind::HongKongMacaoPermit, "H12345678").is_ok());
        assert!(Identity::parse(IdentityKind::TaiwanPermit, "12345678").is_ok());
        assert!(Identity::parse(IdentityKind::Passport, "e12345678").is_ok());
        assert_eq!(Identity::parse(IdentityKind::TaiwanPermit, "H1"), Err(IdentityError::Shape));
        let permit = with_check("81000019900307123");
        assert_eq!(Identity::parse(IdentityKind::ResidencePermit, &permit).map(|i| i.number().len()), Ok(18));
        assert_eq!(Identity::parse(IdentityKind::ResidencePermit, "11010519491231002X"), Err(IdentityError::Shape));
        let permanent = with_check("91101019800101999");
        assert!(Identity::parse(IdentityKind::PermanentResidence, &permanent).is_ok());
        assert!(Identity::parse(IdentityKind::PermanentResidence, "usa310080010101").is_ok());
        assert_eq!(Identity::parse(IdentityKind::PermanentResidence, "310080010101USA"), Err(IdentityError::Shape));
    }

    proptest! {
        #[test]
        fn no_text_panics(text in any::<String>(), kind in 0usize..6) {
            if let Ok(identity) = Identity::parse(IdentityKind::ALL[kind], &text) {
                prop_assert!(identity.masked().contains('*'));
            }
        }
    }
}
