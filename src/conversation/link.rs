//! The legal person's deep link: written on the authorisation letter, opened on their own phone. What follows is `private::legal`'s.

use crate::domain::order::Order;
use crate::domain::order_number::OrderNumber;

/// The link that is printed on the authorisation letter: which order, and the secret that proves it was seen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    pub order: OrderNumber,
    pub token: String,
}

impl Link {
    #[must_use]
    pub fn of(order: &Order) -> Self {
        Self { order: order.number.clone(), token: order.verification.token.clone() }
    }

    /// Reads the payload of `/start`: `v`, the number, `-`, 16 hexadecimal digits.
    #[must_use]
    pub fn parse(payload: &str) -> Option<Self> {
        let (number, token) = payload.trim().strip_prefix('v')?.split_once('-')?;
        let order = OrderNumber::parse(number).ok()?;
        let shaped = token.len() == 16 && token.bytes().all(|b| b.is_ascii_hexdigit());
        shaped.then(|| Self { order, token: token.to_owned() })
    }

    /// At most 64 characters of the set that Telegram takes.
    #[must_use]
    pub fn payload(&self) -> String {
        format!("v{}-{}", self.order.as_str(), self.token)
    }

    /// True where it is the link of the order's present forms.
    #[must_use]
    pub fn opens(&self, order: &Order) -> bool {
        self.order == order.number && same_secret(&self.token, &order.verification.token)
    }

    /// The desk's own page for who has no Telegram; `desk` is where its web server is reached from outside.
    #[must_use]
    pub fn page(&self, desk: &str) -> String {
        format!("{desk}/legal/{}", self.payload())
    }

    /// As a web address.
    #[must_use]
    pub fn address(&self, bot: &str) -> String {
        format!("https://t.me/{bot}?start={}", self.payload())
    }
}

/// Equal in a time that does not tell how much of it is.
fn same_secret(a: &str, b: &str) -> bool {
    a.len() == b.len() && a.bytes().zip(b.bytes()).fold(0, |all, (x, y)| all | (x ^ y)) == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_reads_back_and_fits_telegram() {
        let link = Link { order: OrderNumber::make(2026, 9_999_999), token: "0123456789abcdef".into() };
        assert!(link.payload().len() <= 64);
        assert!(link.payload().bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_'));
        assert_eq!(Link::parse(&link.payload()), Some(link));
        for bad in ["", "v", "v26000017", "v123-0123456789abcdef", "x26000017-0123456789abcdef"] {
            assert_eq!(Link::parse(bad), None, "{bad}");
        }
    }
}
