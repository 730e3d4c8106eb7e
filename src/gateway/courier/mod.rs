//! Couriers: where a parcel is, asked or pushed. An enum of the real providers and one for the demo; which, `bot.toml` says. When to
//! ask and whom to tell is not decided here.

mod demo;
mod kuaidi;
mod sf;

pub use demo::{Demo, Pace};
pub use kuaidi::{Kuaidi, KuaidiAt};
pub use sf::{DigestMode, Sf, SfAt};

use super::line::{Count, Failure, Manners};
use super::{NotReady, Refused, Trial};
use crate::clock::Clock;
use crate::domain::calendar;
use crate::domain::order_number::OrderNumber;
use crate::domain::parcel::{Carrier, Waybill};
use crate::domain::tracking::{Sighting, Silence, Which};
use chrono::{DateTime, NaiveDateTime, TimeDelta, Utc};
use serde::Deserialize;

/// `[courier]` of the configuration.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CourierAt {
    pub provider: Provider,
    /// Minutes between two questions about a number, at least; 30 or more for real couriers.
    pub least_minutes: u32,
    pub kuaidi100: KuaidiAt,
    pub sf: SfAt,
    /// How fast the demo's day passes; no file names it.
    #[serde(skip)]
    pub demo: Pace,
}

/// Who is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Provider {
    /// Nobody: staff and applicants follow parcels themselves.
    None,
    Kuaidi100,
    Sf,
    Demo,
}

/// The courier's interface that was chosen.
#[derive(Debug)]
pub enum Courier {
    None,
    Kuaidi(Box<Kuaidi>),
    Sf(Box<Sf>),
    Demo(Demo),
}

/// A question about a parcel.
#[derive(Clone, Copy, Debug)]
pub struct Question<'a> {
    pub waybill: &'a Waybill,
    /// The last four digits of the mobile, for couriers that ask for them.
    pub digits: Option<&'a str>,
    /// When the parcel was given to the courier, as far as the desk knows.
    pub posted: DateTime<Utc>,
    pub now: DateTime<Utc>,
}

/// What a call-back says: the number it is about, and what the courier knows of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pushed {
    pub number: String,
    pub answer: Result<Sighting, Silence>,
    /// It is the last one, unless it is asked for more.
    pub ended: bool,
}

/// Whether a provider tells of each step from now on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Following {
    Followed,
    /// It does not do that, or was not set up for it.
    NotOffered,
    /// Not for this carrier.
    NotThisCarrier,
}

impl Courier {
    /// Opens what the configuration chose.
    pub fn open(at: &CourierAt, clock: Clock, manners: Manners) -> Result<Self, NotReady> {
        if at.least_minutes < 30 && !matches!(at.provider, Provider::Demo | Provider::None) {
            return Err(NotReady::wrong(
                "courier.least_minutes",
                "couriers lock a number that is asked for within 30 minutes",
            ));
        }
        Ok(match at.provider {
            Provider::None => Self::None,
            Provider::Kuaidi100 => Self::Kuaidi(Box::new(Kuaidi::open(&at.kuaidi100, clock, manners)?)),
            Provider::Sf => Self::Sf(Box::new(Sf::open(&at.sf, clock, manners)?)),
            Provider::Demo => Self::Demo(Demo { pace: at.demo }),
        })
    }

    /// True where parcels are followed at all.
    #[must_use]
    pub fn follows(&self) -> bool {
        !matches!(self, Self::None)
    }

    /// Asks where a parcel is.
    pub async fn ask(&self, question: Question<'_>) -> Result<Sighting, Silence> {
        match self {
            Self::None => Err(Silence::NotFollowed),
            Self::Kuaidi(kuaidi) => kuaidi.ask(question).await,
            Self::Sf(sf) => sf.ask(question).await,
            Self::Demo(demo) => Ok(demo.sighting(question.posted, question.now)),
        }
    }

    /// Asks to be told of each step, where the provider does that; `mark` comes back in the call-back's address. Where it
    /// does not, the parcel is only asked after.
    pub async fn follow(&self, question: Question<'_>, mark: &str) -> Result<Following, Failure> {
        match self {
            Self::Kuaidi(kuaidi) => kuaidi.subscribe(question, mark).await,
            Self::None | Self::Sf(_) | Self::Demo(_) => Ok(Following::NotOffered),
        }
    }

    /// Reads a call-back; nothing of it is believed before its signature is.
    pub fn pushed(&self, mark: &str, body: &[u8]) -> Result<Pushed, Refused> {
        match self {
            Self::Kuaidi(kuaidi) => kuaidi.pushed(mark, body),
            Self::None | Self::Sf(_) | Self::Demo(_) => Err(Refused::NotServed),
        }
    }

    /// How often it was called, and how that went.
    #[must_use]
    pub fn count(&self) -> Option<Count> {
        match self {
            Self::Kuaidi(kuaidi) => Some(kuaidi.count()),
            Self::Sf(sf) => Some(sf.count()),
            Self::None | Self::Demo(_) => None,
        }
    }

    /// Whether the provider can be spoken to with these credentials, found out by asking after a number that nobody has.
    pub async fn try_out(&self, now: DateTime<Utc>) -> Result<Trial, Failure> {
        let waybill = Waybill { carrier: Carrier::Sf, number: "SF0000000000000".to_owned() };
        let question = Question { waybill: &waybill, digits: Some("0000"), posted: now, now };
        match self {
            Self::None => Ok(Trial::NotChosen),
            Self::Kuaidi(kuaidi) => kuaidi.try_out(question).await,
            Self::Sf(sf) => sf.try_out(question).await,
            Self::Demo(_) => Ok(Trial::DEMO),
        }
    }
}

impl CourierAt {
    /// The least interval between two questions about a number.
    #[must_use]
    pub fn least(&self) -> TimeDelta {
        if self.provider == Provider::Demo {
            self.demo.least()
        } else {
            TimeDelta::minutes(i64::from(self.least_minutes))
        }
    }
}

/// What a call-back's address says: the order and which of its parcels.
#[must_use]
pub fn mark(order: &OrderNumber, which: Which) -> String {
    let side = match which {
        Which::Inbound => "in",
        Which::Outbound => "out",
    };
    format!("{}-{side}", order.as_str())
}

/// Reads what `mark` wrote.
#[must_use]
pub fn marked(mark: &str) -> Option<(OrderNumber, Which)> {
    let (order, side) = mark.split_once('-')?;
    let which = match side {
        "in" => Which::Inbound,
        "out" => Which::Outbound,
        _ => return None,
    };
    OrderNumber::parse(order).ok().map(|order| (order, which))
}

/// What a failed call means for who waits.
fn silence(failure: &Failure) -> Silence {
    match failure {
        Failure::Refused(_) => Silence::Refused,
        Failure::Busy(_) | Failure::Away(_) | Failure::Unknown(_) => Silence::NoAnswer,
    }
}

/// `2026-11-22 14:05:09`, on Chinese clocks.
fn instant(text: &str) -> Option<DateTime<Utc>> {
    NaiveDateTime::parse_from_str(text.trim(), "%Y-%m-%d %H:%M:%S").ok().and_then(calendar::from_local)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_time_at_the_edge_of_the_calendar_is_none() {
        assert_eq!(instant("-262143-01-01 00:00:00"), None);
        assert_eq!(
            instant("2026-11-22 14:05:09").map(|at| at.to_rfc3339()).as_deref(),
            Some("2026-11-22T06:05:09+00:00")
        );
    }

    proptest! {
        #[test]
        fn whatever_a_courier_writes_is_a_time_or_none(
            wild in any::<String>(),
            like in "[+-]?[0-9]{1,6}-[0-9]{1,2}-[0-9]{1,2} [0-9]{1,2}:[0-9]{2}:[0-9]{2}",
        ) {
            let _read = (instant(&wild), instant(&like));
        }
    }
}
