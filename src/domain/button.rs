//! What an inline button carries: a compact typed payload of at most 64 bytes, with the version of what it was drawn from.
//! One enum, one codec; nobody else reads or writes callback data.

use super::order_number::OrderNumber;
use super::uscc::Uscc;

/// A pressed button.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Button {
    /// The `choice`th answer to the question that the session stamped with `stamp`.
    Pick { stamp: u32, choice: u16 },
    /// A place of the main menu.
    Go(Place),
    /// A page of the list of one's own orders, from 0.
    Orders { page: u16 },
    /// An act on an order, drawn when the order had this version.
    Act { order: OrderNumber, version: i64, act: Act },
    /// A table for the register, by how its digest begins: taken in, or left.
    Import { digest: String, go: bool },
    /// A deed on the unit's account, about the request that has these digits.
    Unit { uscc: Uscc, digits: u16, deed: UnitDeed },
}

/// Declares an enum whose variants have a stable text each.
macro_rules! coded {
    ($(#[$meta:meta])* $name:ident { $($(#[$doc:meta])* $variant:ident = $code:literal,)+ }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum $name { $($(#[$doc])* $variant,)+ }

        impl $name {
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            #[must_use]
            pub fn code(self) -> &'static str {
                match self { $(Self::$variant => $code,)+ }
            }

            #[must_use]
            pub fn from_code(code: &str) -> Option<Self> {
                match code { $($code => Some(Self::$variant),)+ _ => None }
            }
        }
    };
}

coded! {
    /// Where the main menu leads.
    Place {
        Register = "reg",
        LogIn = "login",
        Apply = "apply",
        Orders = "orders",
        Account = "account",
        ChangePassword = "pw",
        ProveMobile = "prove",
        Chats = "chats",
        Forgot = "forgot",
        SetPassword = "setpw",
        Help = "help",
        Chinese = "zh",
        English = "en",
        LogOut = "logout",
        Menu = "menu",
        /// A word with staff, and not after all.
        Staff = "staff",
        NotStaff = "nostaff",
    }
}

coded! {
    /// What can be done with an order; each is checked against the actor's rights and the order's stage when it arrives.
    Deed {
        // The applicant's.
        Open = "open",
        Continue = "cont",
        Summary = "sum",
        Confirm = "conf",
        Forms = "forms",
        Upload = "up",
        Choose = "choose",
        Overrule = "over",
        Replace = "repl",
        KeepEarlier = "keep",
        AlbumDone = "album",
        Submit = "submit",
        Verification = "verify",
        Receipt = "receipt",
        Scan = "scan",
        Waybill = "waybill",
        Carrier = "carrier",
        InvoiceFile = "invfile",
        InvoiceMail = "invmail",
        Packing = "pack",
        Withdraw = "del",
        WithdrawSure = "del2",
        /// The order stays.
        Keep = "stay",
        Amend = "amend",
        Timeline = "time",
        Silence = "quiet",
        Unsilence = "loud",
        Staff = "talk",
        // The legal person's.
        Consent = "yes",
        Decline = "no",
        Revoke = "revoke",
        // Staff's.
        Claim = "claim",
        Release = "rel",
        Look = "look",
        Approve = "ok",
        Return = "ret",
        Toggle = "tog",
        ReturnSend = "rets",
        Reject = "rej",
        Verified = "vok",
        NotVerified = "vno",
        LegalAgain = "vagain",
        Paid = "paid",
        PaperPass = "ppass",
        PaperMissing = "pmiss",
        PaperToggle = "ptog",
        PaperSend = "pmsend",
        Made = "made",
        Ship = "ship",
        Delivered = "dlv",
        Invoice = "inv",
        InvoiceInsist = "invok",
        Refresh = "ref",
        ReturnNote = "retn",
        Hold = "hold",
        Resume = "resume",
        Undo = "undo",
        Unmask = "unmask",
        PaperReceived = "precv",
        CameBack = "back",
        TakeOver = "take",
        Word = "word",
        Template = "tmpl",
        Enrol = "enrol",
        GiveBack = "refund",
    }
}

coded! {
    /// What staff do about a forgotten password.
    UnitDeed {
        Check = "check",
        Grant = "grant",
        Refuse = "refuse",
    }
}

/// A deed with up to two small numbers (a document's, a reason's, an upload's).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Act {
    pub deed: Deed,
    pub first: u16,
    pub second: u16,
}

impl From<Deed> for Act {
    fn from(deed: Deed) -> Self {
        Self { deed, first: 0, second: 0 }
    }
}

impl Button {
    /// A deed on an order as it stands.
    #[must_use]
    pub fn deed(order: &OrderNumber, version: i64, deed: Deed, first: u16, second: u16) -> Self {
        Self::Act { order: order.clone(), version, act: Act { deed, first, second } }
    }

    /// At most 64 bytes of ASCII.
    #[must_use]
    pub fn encode(&self) -> String {
        match self {
            Self::Pick { stamp, choice } => format!("p:{stamp}:{choice}"),
            Self::Go(place) => format!("g:{}", place.code()),
            Self::Orders { page } => format!("o:{page}"),
            Self::Act { order, version, act } => {
                format!("a:{}:{version}:{}:{}:{}", order.as_str(), act.deed.code(), act.first, act.second)
            }
            Self::Import { digest, go } => format!("i:{digest}:{}", if *go { "y" } else { "n" }),
            Self::Unit { uscc, digits, deed } => format!("u:{}:{digits}:{}", uscc.as_str(), deed.code()),
        }
    }

    /// `None` for anything this release did not write.
    #[must_use]
    pub fn decode(data: &str) -> Option<Self> {
        let mut parts = data.split(':');
        let button = match parts.next()? {
            "p" => Self::Pick { stamp: parts.next()?.parse().ok()?, choice: parts.next()?.parse().ok()? },
            "g" => Self::Go(Place::from_code(parts.next()?)?),
            "o" => Self::Orders { page: parts.next()?.parse().ok()? },
            "a" => Self::Act {
                order: OrderNumber::parse(parts.next()?).ok()?,
                version: parts.next()?.parse().ok()?,
                act: Act {
                    deed: Deed::from_code(parts.next()?)?,
                    first: parts.next()?.parse().ok()?,
                    second: parts.next()?.parse().ok()?,
                },
            },
            "u" => Self::Unit {
                uscc: Uscc::insisted(parts.next()?)?,
                digits: parts.next()?.parse().ok()?,
                deed: UnitDeed::from_code(parts.next()?)?,
            },
            "i" => {
                let digest = parts.next().filter(|d| d.len() == 16 && d.bytes().all(|b| b.is_ascii_hexdigit()))?;
                let go = match parts.next()? {
                    "y" => true,
                    "n" => false,
                    _ => return None,
                };
                Self::Import { digest: digest.to_owned(), go }
            }
            _ => return None,
        };
        parts.next().is_none().then_some(button)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn every_button_reads_back_within_64_bytes(
            stamp in any::<u32>(), version in 0i64..i64::MAX, deed in 0..Deed::ALL.len(), place in 0..Place::ALL.len(),
            first in any::<u16>(), second in any::<u16>(), sequence in 1u64..9_999_999,
        ) {
            let order = OrderNumber::make(2026, sequence);
            for button in [
                Button::Pick { stamp, choice: first },
                Button::Go(Place::ALL[place]),
                Button::Orders { page: first },
                Button::Unit {
                    uscc: Uscc::complete("91350100M000100Y").unwrap(),
                    digits: first,
                    deed: UnitDeed::ALL[deed % UnitDeed::ALL.len()],
                },
                Button::Import { digest: format!("{:016x}", u64::from(stamp)), go: stamp % 2 == 0 },
                Button::deed(&order, version, Deed::ALL[deed], first, second),
            ] {
                let data = button.encode();
                prop_assert!(data.len() <= 64, "{}", data);
                prop_assert_eq!(Button::decode(&data), Some(button));
            }
        }

        #[test]
        fn rubbish_is_no_button(data in any::<String>()) {
            if let Some(button) = Button::decode(&data) {
                prop_assert!(Button::decode(&button.encode()) == Some(button));
            }
        }
    }
}
