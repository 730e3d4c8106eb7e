//! Following both parcels: what the courier says is told once to whoever waits, trouble is raised with staff, and a signature on the
//! certificate's parcel ends the order. When to ask is the domain's; asking is the outbox's.

use super::phrases;
use super::talk::Talk;
use crate::domain::calendar::local;
use crate::domain::effect::{Effect, Keyboard};
use crate::domain::order::{By, Move, ServiceMove};
use crate::domain::outage::{Call, Outage};
use crate::domain::say::Say;
use crate::domain::tracking::{Alarm, Milestone, News, Sighting, Silence, Step, Which};

/// The most steps of one answer that are told one by one; of more, the latest.
const MOST_TOLD: usize = 5;

/// Asks the courier after the parcel that is due, where one is.
pub(super) fn due(talk: &mut Talk<'_>) {
    let Some(order) = talk.order().cloned() else { return };
    let Some((which, parcel, at)) = order.parcel_due(talk.scene.rules) else { return };
    if at > talk.scene.now {
        return;
    }
    let number = parcel.waybill.number.clone();
    if talk.act(By::Desk, Move::Service(ServiceMove::AskCourier { which })).is_ok() {
        talk.effect(Effect::Track { order: order.number, which, number });
    }
}

/// The courier was asked to tell of each step by itself.
pub(super) fn watched(talk: &mut Talk<'_>, call: Call, outcome: Result<(), Outage>) {
    if let Some(which) = call.steps_of() {
        // Of a parcel that is not there any more there is nothing to note.
        let _noted = talk.act(By::Desk, Move::Service(ServiceMove::Watch { which, outcome }));
    }
}

/// It tells no more: it gave the parcel up, or thinks it has arrived.
pub(super) fn watch_ended(talk: &mut Talk<'_>, which: Which, number: &str) {
    let _noted = talk.act(By::Desk, Move::Service(ServiceMove::WatchEnded { which, number: number.to_owned() }));
}

/// What the courier answered, asked or of its own accord. Whose people were told for another order in the parcel are not told again.
pub(super) fn heard(
    talk: &mut Talk<'_>,
    (which, number): (Which, &str),
    answer: &Result<Sighting, Silence>,
    told: bool,
) {
    let (Some(order), Some(least)) = (talk.order().cloned(), talk.scene.rules.least()) else { return };
    // Another number was given meanwhile: what was said of the old one is of no interest.
    let Some(parcel) = order.parcel(which).filter(|parcel| parcel.waybill.number == number) else { return };
    let mut tracking = order.tracking(which);
    let now = talk.scene.now;
    let news = match answer {
        Ok(sighting) => tracking.heard(sighting, parcel.at, now, least),
        Err(why) => tracking.unheard(*why, parcel.at, now, least),
    };
    if talk
        .act(
            By::Desk,
            Move::Service(ServiceMove::Track { which, number: number.to_owned(), tracking: Box::new(tracking) }),
        )
        .is_err()
    {
        return;
    }
    if !told {
        tell_applicant(talk, which, number, &news);
    }
    if which == Which::Inbound && !news.steps.is_empty() {
        tell_staff(talk, number, latest(&news));
    }
    for alarm in &news.alarms {
        raise(talk, which, number, *alarm);
    }
    // Said by the courier, so nobody needs to say it; staff's own word may have come first.
    if news.delivered && which == Which::Outbound && talk.act(By::Desk, Move::Deliver).is_ok() {
        talk.tell_applicant(&[Say::id("delivered").with("number", order.number.to_string())]);
        talk.show_checklist(true);
        let line = Say::id("staff-delivered-by-courier").with("number", order.number.to_string());
        talk.tell_staff_of_order(vec![line], Keyboard::None, false);
        talk.show_desk_card(false);
    }
}

/// The steps that are told one by one.
fn latest(news: &News) -> &[Step] {
    &news.steps[news.steps.len().saturating_sub(MOST_TOLD)..]
}

/// Each new step, once; and that nothing moves, where it is the applicant's to mend.
fn tell_applicant(talk: &mut Talk<'_>, which: Which, number: &str, news: &News) {
    if which == Which::Inbound && news.alarms.contains(&Alarm::NeverMoved) {
        talk.tell_applicant(&[Say::id("parcel-never-moved").with("waybill", number)]);
    }
    if news.steps.is_empty() {
        return;
    }
    let headline = match which {
        Which::Inbound => "parcel-inbound",
        Which::Outbound => "parcel-outbound",
    };
    let mut lines = vec![Say::id(headline).with("waybill", number)];
    lines.extend(latest(news).iter().map(step_line));
    talk.tell_applicant(&lines);
}

/// Of the paper's parcel: steps on the way leave a line in the order's topic and stand on its card. Only what was delivered has arrived: what the courier brings
/// back to its sender has not.
fn tell_staff(talk: &mut Talk<'_>, waybill: &str, steps: &[Step]) {
    let Some(order) = talk.order().map(|order| order.number.to_string()) else { return };
    let head = |id| Say::id(id).with("number", order.as_str()).with("waybill", waybill);
    let (arrived, on_the_way): (Vec<&Step>, Vec<&Step>) =
        steps.iter().partition(|step| step.milestone == Milestone::Delivered);
    if !on_the_way.is_empty() {
        let steps = on_the_way.into_iter().map(step_line);
        talk.note_in_topic(std::iter::once(head("staff-parcel-moved")).chain(steps).collect());
    }
    if let Some(arrived) = arrived.last() {
        talk.tell_staff_of_order(vec![head("staff-parcel-arrived"), step_line(arrived)], Keyboard::None, false);
    }
    talk.show_desk_card(false);
}

/// When, what it means, and the courier's own words.
pub(super) fn step_line(step: &Step) -> Say {
    Say::id("parcel-step")
        .with("at", local(step.at).format("%m-%d %H:%M").to_string())
        .with("what", phrases::milestone(step.milestone))
        .with("text", step.text.as_str())
}

/// Raises trouble with staff.
fn raise(talk: &mut Talk<'_>, which: Which, number: &str, alarm: Alarm) {
    let Some(order) = talk.order() else { return };
    let line = Say::id("staff-parcel-alarm")
        .with("number", order.number.to_string())
        .with("parcel", phrases::parcel(which))
        .with("waybill", number)
        .with("alarm", phrases::alarm(alarm));
    talk.tell_staff_of_order(vec![line], Keyboard::None, false);
}
