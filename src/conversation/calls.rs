//! Calls to the services outside, on the order's timeline: the first of each kind, and each that came out otherwise than the last.
//! What else must be said of either is for who made the call.

use super::talk::Talk;
use super::{paying, phrases};
use crate::domain::order::{By, Move, ServiceMove, What};
use crate::domain::outage::{Call, Outage};
use crate::domain::payment::{Hindrance, Oddity};
use crate::domain::say::Say;
use crate::domain::tracking::{Sighting, Silence, Which};

/// How a call came out.
pub(super) fn called(talk: &mut Talk<'_>, call: Call, outcome: Result<(), Outage>) {
    // One that came out as the last of its kind did is no news, and refused for that.
    let _news = talk.act(By::Desk, Move::Service(ServiceMove::Called { call, outcome }));
}

/// What a courier said of a parcel, or did not; of a number that is not the order's, or not any more, it is of no interest.
pub(super) fn courier(talk: &mut Talk<'_>, which: Which, number: &str, answer: &Result<Sighting, Silence>) {
    let ours = talk.order().and_then(|order| order.parcel(which)).is_some_and(|parcel| parcel.waybill.number == number);
    if !ours {
        return;
    }
    let call = match which {
        Which::Inbound => Call::InboundParcel,
        Which::Outbound => Call::OutboundParcel,
    };
    match answer {
        // The desk itself held back.
        Err(Silence::TooSoon) => {}
        Err(Silence::NoAnswer) => called(talk, call, Err(Outage::Unknown)),
        Err(Silence::Refused) => called(talk, call, Err(Outage::Refused)),
        Err(Silence::NotFollowed) => called(talk, call, Err(Outage::NotServed)),
        Ok(_) | Err(Silence::NoRecord | Silence::WrongDigits) => called(talk, call, Ok(())),
    }
}

/// What a service outside did to an order, as its timeline says it; nothing where it was another's doing.
pub(super) fn did(what: &What) -> Option<Say> {
    Some(match what {
        What::CallDone { call } => Say::id("did-call").with("call", call_name(*call)),
        What::CalledInVain { call, why } => {
            Say::id("did-call-in-vain").with("call", call_name(*call)).with("why", outage(*why))
        }
        What::CallAnswered { call } => Say::id("did-call-answered").with("call", call_name(*call)),
        What::InvoiceCame { number } => Say::id("did-invoice-came").with("number", number.as_str()),
        What::OtherInvoice { number } => Say::id("did-other-invoice").with("number", number.as_str()),
        What::InvoiceUnreadable { number } => Say::id("did-invoice-unreadable").with("number", number.as_str()),
        What::CodeMade { trade, way } => {
            Say::id("did-ask-code").with("way", paying::way_name(*way)).with("trade", trade.as_str())
        }
        What::NotLetPay { trade, why } => {
            Say::id("did-not-let-pay").with("trade", trade.as_str()).with("why", hindrance(*why))
        }
        What::PaidOddly { trade, due, oddity: Oddity::Currency, .. } => {
            Say::id("did-paid-currency").with("due", due.to_string()).with("trade", trade.as_str())
        }
        What::PaidOddly { trade, amount, due, oddity } => {
            let id = match oddity {
                Oddity::Differs => "did-paid-differs",
                Oddity::Late => "did-paid-late",
                Oddity::Double | Oddity::Currency => "did-paid-double",
            };
            Say::id("did-paid-oddly")
                .with("what", Say::id(id))
                .with("amount", amount.to_string())
                .with("due", due.to_string())
                .with("trade", trade.as_str())
        }
        What::Refunded { trade } => Say::id("did-refunded").with("trade", trade.as_str()),
        What::GiveBackAsked { trade, amount } => {
            Say::id("did-give-back").with("amount", amount.to_string()).with("trade", trade.as_str())
        }
        What::RefundUnderway { trade, amount } => {
            Say::id("did-refund-underway").with("amount", amount.to_string()).with("trade", trade.as_str())
        }
        What::NotRefunded { trade, refused } => {
            let id = if *refused { "did-not-refunded" } else { "did-refund-unknown" };
            Say::id(id).with("trade", trade.as_str())
        }
        What::RefundUnclear { trade } => Say::id("did-refund-unclear").with("trade", trade.as_str()),
        What::PaymentUnclear { trade } => Say::id("did-payment-unclear").with("trade", trade.as_str()),
        What::Tracked { which, milestone } => {
            Say::id("did-tracked").with("parcel", phrases::parcel(*which)).with("what", phrases::milestone(*milestone))
        }
        What::ParcelAlarm { which, alarm } => {
            Say::id("did-parcel-alarm").with("parcel", phrases::parcel(*which)).with("alarm", phrases::alarm(*alarm))
        }
        _ => return None,
    })
}

fn call_name(call: Call) -> Say {
    Say::id(match call {
        Call::InboundParcel => "call-inbound-parcel",
        Call::OutboundParcel => "call-outbound-parcel",
        Call::InboundSteps => "call-inbound-steps",
        Call::OutboundSteps => "call-outbound-steps",
        Call::PayCode => "call-pay-code",
        Call::PayLook => "call-pay-look",
        Call::PayBack => "call-pay-back",
        Call::RefundLook => "call-refund-look",
        Call::ProofStart => "call-proof-start",
        Call::ProofLook => "call-proof-look",
        Call::Text => "call-text",
        Call::Mail => "call-mail",
        Call::Enrol => "call-enrol",
    })
}

fn hindrance(why: Hindrance) -> Say {
    Say::id(match why {
        Hindrance::Stranger => "hindrance-stranger",
        Hindrance::NotThere => "hindrance-not-there",
        Hindrance::Paid => "hindrance-paid",
        Hindrance::NotAwaited => "hindrance-not-awaited",
        Hindrance::Expired => "hindrance-expired",
        Hindrance::Changed => "hindrance-changed",
        Hindrance::Busy => "hindrance-busy",
        Hindrance::Unchecked => "hindrance-unchecked",
        Hindrance::Unanswered => "hindrance-unanswered",
    })
}

fn outage(why: Outage) -> Say {
    Say::id(match why {
        Outage::Refused => "outage-refused",
        Outage::Busy => "outage-busy",
        Outage::Away => "outage-away",
        Outage::Unknown => "outage-unknown",
        Outage::NotServed => "outage-not-served",
    })
}
