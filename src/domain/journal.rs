//! The hash chain of the journal: each entry holds the digest of the one before, so that none can be changed or taken out
//! unseen. What is written into it belongs to `order`; the rows belong to the store.

use chrono::{DateTime, SecondsFormat, Utc};
use sha2::{Digest, Sha256};

/// A SHA-256 digest in lower-case hexadecimal digits.
pub type Link = String;

/// The link before an order's first entry.
#[must_use]
pub fn origin(order: &str) -> Link {
    hex(&Sha256::digest(format!("certdesk journal\n{order}").as_bytes()))
}

/// The link of an entry: over the link before, the order, its place, its time and its body, each ended by a line feed.
#[must_use]
pub fn link(before: &str, order: &str, place: i64, at: DateTime<Utc>, body: &str) -> Link {
    let mut hash = Sha256::new();
    for part in [before, order, &place.to_string(), &at.to_rfc3339_opts(SecondsFormat::Micros, true), body] {
        hash.update(part.as_bytes());
        hash.update(b"\n");
    }
    hex(&hash.finalize())
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(64), |mut text, byte| {
        text.push(char::from_digit(u32::from(byte >> 4), 16).unwrap_or('0'));
        text.push(char::from_digit(u32::from(byte & 15), 16).unwrap_or('0'));
        text
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::TimeZone;

    #[test]
    fn any_change_breaks_the_link() {
        let at = Utc.with_ymd_and_hms(2026, 11, 22, 8, 0, 0).unwrap();
        let first = link(&origin("26000017"), "26000017", 1, at, "{}");
        assert_eq!(first.len(), 64);
        assert_ne!(first, link(&origin("26000017"), "26000017", 1, at, "{ }"));
        assert_ne!(first, link(&origin("26000017"), "26000017", 2, at, "{}"));
        assert_ne!(first, link(&origin("26000025"), "26000017", 1, at, "{}"));
        assert_ne!(first, link(&origin("26000017"), "26000017", 1, at + chrono::Duration::microseconds(1), "{}"));
    }
}
