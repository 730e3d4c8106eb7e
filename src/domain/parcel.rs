//! Parcels: a waybill's number and who carries it. What the courier says of it comes from a gateway.

use super::input::code;
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
            [b'7', b'7', ..] | [b'4', b'3', ..] if (14..=17).contains(&b.len()) && digits(0) => Self::Sto,
            [b'9' | b'8' | b'1', ..] if b.len() == 13 && digits(0) => Self::Ems,
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
}

impl Waybill {
    /// Takes a number as typed and recognises its carrier.
    pub fn parse(typed: &str) -> Result<Self, WaybillError> {
        let number = code(typed);
        let digits = number.bytes().filter(u8::is_ascii_digit).count();
        if !(8..=20).contains(&number.len()) || digits < 6 || !number.bytes().all(|b| b.is_ascii_alphanumeric()) {
            return Err(WaybillError::Shape);
        }
        let carrier = Carrier::recognise(&number);
        if carrier == Carrier::Ems && number.starts_with(|c: char| c.is_ascii_alphabetic()) && !s10_fits(&number) {
            return Err(WaybillError::Check);
        }
        Ok(Self { carrier, number })
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

    #[test]
    fn carriers_are_told_from_their_numbers() {
        for (number, carrier) in [
            ("SF1234567890123", Carrier::Sf),
            ("JT1234567890123", Carrier::Jt),
            ("YT1234567890123", Carrier::Yto),
            ("JDVB12345678901", Carrier::Jd),
            ("73123456789012", Carrier::Zto),
            ("RB123456785GB", Carrier::Ems),
            ("ABC123456789", Carrier::Other),
        ] {
            assert_eq!(Waybill::parse(number).map(|w| w.carrier), Ok(carrier), "{number}");
        }
        assert_eq!(Waybill::parse("sf 1234-5678-90123").unwrap().number, "SF1234567890123");
        assert_eq!(Waybill::parse("RB123456786US"), Err(WaybillError::Check));
        for bad in ["", "hello", "12345", "顺丰快递已经寄出了请查收谢谢", "SF12345678901234567890"] {
            assert_eq!(Waybill::parse(bad), Err(WaybillError::Shape), "{bad}");
        }
    }
}
