//! Parcels: a waybill's number and who carries it. What the courier says of it comes from a gateway.

use super::input::code;
use super::mobile::Mobile;
use super::order_number::OrderNumber;
use serde::{Deserialize, Serialize};

/// A courier that can be told from its numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Carrier {
    Sf,
    Ems,
    Jd,
    Zto,
    Yto,
    Sto,
    Yunda,
    Jt,
    /// Some other one.
    Other,
}

impl Carrier {
    pub const ALL: [Self; 9] =
        [Self::Sf, Self::Ems, Self::Jd, Self::Zto, Self::Yto, Self::Sto, Self::Yunda, Self::Jt, Self::Other];
}

impl Carrier {
    /// The carrier whose shape a number has; shapes overlap, so a person may correct it.
    #[must_use]
    pub fn recognise(number: &str) -> Self {
        let b = number.as_bytes();
        let digits = |from: usize| b.len() > from && b[from..].iter().all(u8::is_ascii_digit);
        match b {
            [b'S', b'F', ..] if b.len() == 15 && digits(3) => Self::Sf,
            [b'J', b'T', ..] if b.len() == 15 && digits(2) => Self::Jt,
            [b'J', b'D', ..] if b.len() == 15 && digits(4) => Self::Jd,
            [b'Y', b'T', ..] if b.len() == 15 && digits(2) => Self::Yto,
            [b'7', b'3' | b'4' | b'5' | b'6' | b'8', ..] if b.len() == 14 && digits(0) => Self::Zto,
            [b'3' | b'4', ..] if b.len() == 15 && digits(0) => Self::Yunda,
            [b'5', ..] if b.len() == 13 && digits(0) => Self::Yunda,
            [b'7', b'7', ..] | [b'4', b'3', ..] if (14..=17).contains(&b.len()) && digits(0) => Self::Sto,
            [b'9' | b'8' | b'1', ..] if b.len() == 13 && digits(0) => Self::Ems,
            [b'P', b'A'..=b'Z', ..] if b.len() == 13 && digits(2) => Self::Ems,
            [b'A'..=b'Z', b'A'..=b'Z', .., b'A'..=b'Z', b'A'..=b'Z']
                if b.len() == 13 && b[2..11].iter().all(u8::is_ascii_digit) =>
            {
                Self::Ems
            }
            _ => Self::Other,
        }
    }
}

/// A courier's number for one parcel.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Waybill {
    pub carrier: Carrier,
    pub number: String,
}

/// Why a text is no waybill's number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WaybillError {
    /// Not 8 to 20 letters and digits with at least six digits.
    Shape,
    /// An S10 number whose check digit does not fit (UPU S10).
    Check,
    /// It begins as this carrier's numbers do, and has not as many digits.
    Length { carrier: Carrier, wanted: usize, got: usize },
    /// A mobile number.
    Mobile,
    /// An order's number of the desk's own.
    OrderNumber,
}

/// Carriers whose numbers begin with their letters, and how many digits come after them.
const LETTERED: [(&str, Carrier, usize); 3] =
    [("SF", Carrier::Sf, 13), ("JT", Carrier::Jt, 13), ("YT", Carrier::Yto, 13)];

impl Waybill {
    /// Takes a number as typed and recognises its carrier; refuses what cannot be one.
    pub fn parse(typed: &str) -> Result<Self, WaybillError> {
        let number = code(typed);
        let digits = number.bytes().filter(u8::is_ascii_digit).count();
        if !(8..=20).contains(&number.len()) || digits < 6 || !number.bytes().all(|b| b.is_ascii_alphanumeric()) {
            return Err(WaybillError::Shape);
        }
        if OrderNumber::parse(&number).is_ok() {
            return Err(WaybillError::OrderNumber);
        }
        if number.len() == 11 && Mobile::parse(&number).is_ok() {
            return Err(WaybillError::Mobile);
        }
        for (letters, carrier, wanted) in LETTERED {
            let Some(rest) = number.strip_prefix(letters) else { continue };
            if rest.bytes().all(|b| b.is_ascii_digit()) && rest.len() != wanted {
                return Err(WaybillError::Length { carrier, wanted, got: rest.len() });
            }
        }
        let carrier = Carrier::recognise(&number);
        if carrier == Carrier::Ems && number.ends_with(|c: char| c.is_ascii_alphabetic()) && !s10_fits(&number) {
            return Err(WaybillError::Check);
        }
        Ok(Self { carrier, number })
    }

    /// What was probably meant by a number that cannot be right, or whose carrier is not told: letters read as digits
    /// (O for 0, I and L for 1, S, Z, B for 5, 2, 8) put right. One guess at most, and never the number itself.
    #[must_use]
    pub fn meant(typed: &str) -> Option<Self> {
        let number = code(typed);
        let known = |text: &str| Self::parse(text).ok().filter(|w| w.carrier != Carrier::Other);
        if known(&number).is_some() {
            return None;
        }
        let digit = |c: char| match c {
            'O' | 'Q' | 'D' => '0',
            'I' | 'L' => '1',
            'Z' => '2',
            'S' => '5',
            'B' => '8',
            c => c,
        };
        let heads = LETTERED.into_iter().map(|(letters, ..)| letters).chain(["JD", ""]);
        heads.into_iter().find_map(|letters| {
            let head = number.get(..letters.len())?;
            // A five may have been read for the S of SF.
            let fits = head == letters || (letters == "SF" && head == "5F");
            let put_right: String = number.get(letters.len()..)?.chars().map(digit).collect();
            known(&format!("{letters}{put_right}")).filter(|w| fits && w.number != number)
        })
    }
}

fn s10_fits(number: &str) -> bool {
    const WEIGHTS: [u32; 8] = [8, 6, 4, 2, 3, 5, 9, 7];
    let digits: Vec<u32> = number.chars().filter_map(|c| c.to_digit(10)).collect();
    let sum: u32 = digits.iter().zip(WEIGHTS).map(|(d, weight)| d * weight).sum();
    let check = match 11 - sum % 11 {
        10 => 0,
        11 => 5,
        n => n,
    };
    digits.get(8) == Some(&check)
}

#[cfg(test)]
mod tests {
    use super::*;

    use proptest::prelude::*;

    proptest! {
        #[test]
        fn whatever_is_typed_is_taken_or_refused(typed in any::<String>()) {
            if let Ok(waybill) = Waybill::parse(&typed) {
                prop_assert_eq!(Waybill::parse(&waybill.number), Ok(waybill));
            }
            if let Some(meant) = Waybill::meant(&typed) {
                prop_assert_ne!(&meant.number, &code(&typed));
                prop_assert_eq!(Waybill::parse(&meant.number), Ok(meant));
            }
        }

        /// One letter read for a digit, anywhere in the last twelve of a number of 顺丰.
        #[test]
        fn a_misread_digit_is_put_right(number in "SF[0-9]{13}", place in 3usize..15) {
            let misread: String = number.chars().enumerate().map(|(at, c)| match c {
                '0' if at == place => 'O',
                '1' if at == place => 'l',
                '8' if at == place => 'B',
                c => c,
            }).collect();
            if misread != number {
                prop_assert_eq!(Waybill::meant(&misread).map(|w| w.number), Some(number));
            }
        }
    }

    #[test]
    fn what_cannot_be_a_waybill_is_named() {
        let short = WaybillError::Length { carrier: Carrier::Sf, wanted: 13, got: 12 };
        assert_eq!(Waybill::parse("SF123456789012"), Err(short));
        assert_eq!(Waybill::parse("138 0013 8000"), Err(WaybillError::Mobile));
        assert_eq!(Waybill::parse(&OrderNumber::make(2026, 17).to_string()), Err(WaybillError::OrderNumber));
    }

    #[test]
    fn carriers_are_told_from_their_numbers() {
        for (number, carrier) in [
            ("SF1234567890123", Carrier::Sf),
            ("JT1234567890123", Carrier::Jt),
            ("YT1234567890123", Carrier::Yto),
            ("JDVB12345678901", Carrier::Jd),
            ("73123456789012", Carrier::Zto),
            ("312345678901234", Carrier::Yunda),
            ("5123456789012", Carrier::Yunda),
            ("77123456789012", Carrier::Sto),
            ("43123456789012345", Carrier::Sto),
            ("9123456789012", Carrier::Ems),
            ("8123456789012", Carrier::Ems),
            ("1123456789012", Carrier::Ems),
            ("PA12345678901", Carrier::Ems),
            ("RB123456785GB", Carrier::Ems),
            ("ABC123456789", Carrier::Other),
        ] {
            assert_eq!(Waybill::parse(number).map(|w| w.carrier), Ok(carrier), "{number}");
        }
        assert_eq!(Waybill::parse("sf 1234-5678-90123").unwrap().number, "SF1234567890123");
        assert_eq!(Waybill::parse("RB123456786US"), Err(WaybillError::Check));
        for bad in ["", "hello", "12345", "顺丰快递已经寄出了请查收谢谢", "SF1234567890123456789012"] {
            assert_eq!(Waybill::parse(bad), Err(WaybillError::Shape), "{bad}");
        }
    }
}
