//! The code that binds a printed page to its order: writing it, and reading it back strictly. What an order says about it is the desk's business.
//!
//! `CD1:<order>:<letter>:<revision>:<page>/<pages>:<fingerprint><seal>`, all of it in the QR code's alphanumeric set, so that a version 3 symbol at
//! level M (61 characters) holds it: modules of a millimetre on a 30 mm code. The fingerprint is 40 bits of a keyed digest of all that the form says,
//! the seal 60 bits of one over everything before it.

use hmac::{Hmac, Mac};
use serde::Serialize;
use sha2::Sha256;
use thiserror::Error;

use super::{FormData, FormKind};

/// Longest order number that a code carries.
pub const MAX_ORDER: usize = 20;
const PREFIX: &str = "CD1";
const FINGERPRINT: usize = 8;
const SEAL: usize = 12;
/// Base 32 without the letters that are mistaken for others (Crockford).
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// The desk's secret for binding forms. `Debug` does not show it.
#[derive(Clone)]
pub struct FormKey(Vec<u8>);

impl FormKey {
    /// A key derived from the desk's secret of any length, for this one purpose.
    pub fn derive(secret: &[u8]) -> Self {
        Self(digest(secret, &[b"certdesk forms 1"]))
    }
}

impl std::fmt::Debug for FormKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("FormKey(…)")
    }
}

/// What a page's code says: which order, which form, which version of its details, which page of how many.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Binding {
    /// Order number.
    pub order: String,
    /// Form.
    pub kind: FormKind,
    /// Revision of the order's details that the form was made from.
    pub revision: u16,
    /// Page, from 1.
    pub page: u8,
    /// Pages of the form.
    pub pages: u8,
    /// Keyed digest of everything the form says: see [`fingerprint`].
    pub fingerprint: String,
}

/// Why a code is not one of ours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum BindingError {
    /// Any other QR code in the world.
    #[error("not a form's code")]
    NotOurs,
    /// Begins like ours, and is not written as we write it.
    #[error("a damaged or unknown form's code")]
    Malformed,
    /// Written as we write it, and not by us.
    #[error("a forged form's code")]
    Forged,
}

impl Binding {
    /// Reads a code. Only the exact text that [`Binding::payload`] writes is accepted.
    pub fn parse(text: &str, key: &FormKey) -> Result<Self, BindingError> {
        let rest = text.strip_prefix(PREFIX).and_then(|rest| rest.strip_prefix(':')).ok_or(BindingError::NotOurs)?;
        let binding = Self::read(rest).ok_or(BindingError::Malformed)?;
        let written = binding.payload(key).map_err(|_| BindingError::Malformed)?;
        let unsealed = text.len().checked_sub(SEAL).ok_or(BindingError::Malformed)?;
        if text.get(..unsealed) != written.get(..unsealed) {
            return Err(BindingError::Malformed); // leading zeros, small letters: not our hand
        }
        if same(text.as_bytes(), written.as_bytes()) { Ok(binding) } else { Err(BindingError::Forged) }
    }

    /// The text of the page's code.
    pub fn payload(&self, key: &FormKey) -> Result<String, OrderNumberError> {
        check_order(&self.order)?;
        let body = format!(
            "{PREFIX}:{}:{}:{}:{}/{}:{}",
            self.order,
            self.kind.letter(),
            self.revision,
            self.page,
            self.pages,
            self.fingerprint
        );
        let seal = base32(&digest(&key.0, &[b"page", body.as_bytes()]), SEAL);
        Ok(body + &seal)
    }

    /// What a code states, whoever wrote it: for looking at, never for deciding.
    pub fn stated(text: &str) -> Option<Self> {
        Self::read(text.strip_prefix(PREFIX)?.strip_prefix(':')?)
    }

    fn read(rest: &str) -> Option<Self> {
        let mut fields = rest.split(':');
        let order = fields.next()?.to_owned();
        let mut letters = fields.next()?.chars();
        let kind = FormKind::from_letter(letters.next()?).filter(|_| letters.next().is_none())?;
        let revision = fields.next()?.parse().ok()?;
        let (page, pages) = fields.next()?.split_once('/')?;
        let (page, pages) = (page.parse().ok()?, pages.parse().ok()?);
        let last = fields.next().filter(|last| last.len() == FINGERPRINT + SEAL && last.is_ascii())?;
        let whole = fields.next().is_none() && (1..=pages).contains(&page);
        whole.then(|| Self { order, kind, revision, page, pages, fingerprint: last[..FINGERPRINT].to_owned() })
    }
}

/// An order number that cannot stand in a code.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("an order number has 1 to 20 of A–Z, 0–9 and -, not {0:?}")]
pub struct OrderNumberError(pub String);

fn check_order(order: &str) -> Result<(), OrderNumberError> {
    let allowed = |byte: u8| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'-';
    if (1..=MAX_ORDER).contains(&order.len()) && order.bytes().all(allowed) {
        Ok(())
    } else {
        Err(OrderNumberError(order.chars().take(2 * MAX_ORDER).collect()))
    }
}

/// Digest of all that a form says, 40 bits in 8 characters: kept with the order, it tells a form of details changed since from the current one.
/// Keyed, so that nobody can try names against it.
pub fn fingerprint(kind: FormKind, data: &FormData, deep_link: Option<&str>, key: &FormKey) -> String {
    // Serialising plain strings, numbers and lists to memory cannot fail; an empty digest would only make forms look outdated.
    let said = serde_json::to_vec(&(kind, data, deep_link)).unwrap_or_default();
    base32(&digest(&key.0, &[b"said", &said]), FINGERPRINT)
}

fn digest(key: &[u8], parts: &[&[u8]]) -> Vec<u8> {
    let mut mac =
        <Hmac<Sha256> as Mac>::new_from_slice(key).unwrap_or_else(|_| unreachable!("HMAC takes keys of any length"));
    for part in parts {
        mac.update(&(part.len() as u64).to_be_bytes());
        mac.update(part);
    }
    mac.finalize().into_bytes().to_vec()
}

/// The first `characters` × 5 bits of `bytes`.
fn base32(bytes: &[u8], characters: usize) -> String {
    let bit = |index: usize| (bytes[index / 8] >> (7 - index % 8)) & 1;
    (0..characters)
        .map(|at| (0..5).fold(0_u8, |value, offset| value << 1 | bit(at * 5 + offset)))
        .map(|value| char::from(ALPHABET[usize::from(value)]))
        .collect()
}

/// Compares without telling by its time where the difference is.
fn same(left: &[u8], right: &[u8]) -> bool {
    left.len() == right.len() && left.iter().zip(right).fold(0, |seen, (l, r)| seen | (l ^ r)) == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key() -> FormKey {
        FormKey::derive(b"a secret")
    }

    fn sample() -> Binding {
        let fingerprint = fingerprint(FormKind::SealSpecimen, &FormData::default(), None, &key());
        Binding {
            order: "B7K2M-4QX9-1".into(),
            kind: FormKind::SealSpecimen,
            revision: 12,
            page: 2,
            pages: 13,
            fingerprint,
        }
    }

    #[test]
    fn a_code_is_read_as_it_was_written_and_fits_a_version_3_symbol() {
        let text = sample().payload(&key()).unwrap();
        assert_eq!(Binding::parse(&text, &key()), Ok(sample()));
        assert!(text.len() <= 61, "{text}");
        assert!(text.bytes().all(|byte| b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:".contains(&byte)));
    }

    #[test]
    fn every_changed_character_is_noticed() {
        let text = sample().payload(&key()).unwrap();
        for at in 4..text.len() {
            for other in ['0', '7', 'A', 'Z', ':', '/'] {
                let changed: String = text.chars().enumerate().map(|(i, c)| if i == at { other } else { c }).collect();
                if changed != text {
                    assert!(Binding::parse(&changed, &key()).is_err(), "{changed}");
                }
            }
        }
    }

    #[test]
    fn another_key_is_a_forgery_and_another_code_is_not_ours() {
        let text = sample().payload(&key()).unwrap();
        assert_eq!(Binding::parse(&text, &FormKey::derive(b"other")), Err(BindingError::Forged));
        assert_eq!(Binding::parse("https://t.me/somebody?start=x", &key()), Err(BindingError::NotOurs));
        for text in ["CD1:", "CD1:::::", "CD1:A-1:A:1:2/1:00000000000000000000", "CD1:甲:A:1:1/1:00000000000000000000"]
        {
            assert_eq!(Binding::parse(text, &key()), Err(BindingError::Malformed), "{text}");
        }
    }

    #[test]
    fn leading_zeros_are_not_our_hand() {
        let text = sample().payload(&key()).unwrap().replace(":12:", ":012:");
        assert_eq!(Binding::parse(&text, &key()), Err(BindingError::Malformed));
    }

    #[test]
    fn the_fingerprint_follows_every_detail_and_the_key() {
        let data = FormData::default();
        let mut moved = data.clone();
        moved.recipient.address = "南昌市".into();
        let of = |data| fingerprint(FormKind::PackingList, data, None, &key());
        assert_ne!(of(&data), of(&moved));
        assert_ne!(of(&data), fingerprint(FormKind::ApplicationForm, &data, None, &key()));
        assert_ne!(of(&data), fingerprint(FormKind::PackingList, &data, None, &FormKey::derive(b"other")));
    }

    #[test]
    fn an_order_number_that_no_code_can_carry_is_refused() {
        for order in ["", "b7", "甲", "A:B", &"A".repeat(21)] {
            let binding = Binding { order: order.into(), ..sample() };
            assert!(binding.payload(&key()).is_err(), "{order}");
        }
    }
}
