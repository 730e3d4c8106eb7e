//! A certificate that is not on file, described by hand: kind, serial where it is known, expiry, seal. Staff see that nobody has
//! checked it.

use super::certificates;
use crate::conversation::input::Letter;
use crate::conversation::phrases;
use crate::conversation::session::{Choosing, Dialogue};
use crate::conversation::talk::Talk;
use crate::domain::certificate::{ByHand, Certificate, CertificateKind, CertificateState};
use crate::domain::input::date;
use crate::domain::line::Serial;
use crate::domain::say::Say;
use chrono::NaiveDate;

/// The choice beside those of a question: back to all certificates.
const BACK: u16 = 90;
/// Nobody knows.
const UNKNOWN: u16 = 91;

fn back() -> Vec<(Say, u16)> {
    vec![(Say::id("key-back-to-choice"), BACK)]
}

pub(super) fn ask_kind(talk: &mut Talk<'_>, choosing: Choosing) {
    let kinds = CertificateKind::ALL.into_iter().zip(0u16..);
    let mut keys: Vec<Vec<(Say, u16)>> = kinds.map(|(kind, n)| vec![(phrases::certificate_kind(kind), n)]).collect();
    keys.push(back());
    talk.ask(Dialogue::DescribeKind(choosing), vec![Say::id("describe-kind")], keys);
}

pub(super) fn ask_serial(talk: &mut Talk<'_>, choosing: Choosing, kind: CertificateKind) {
    let keys = vec![vec![(Say::id("key-serial-unknown"), UNKNOWN)], back()];
    talk.ask(Dialogue::DescribeSerial { choosing, kind }, vec![Say::id("describe-serial")], keys);
}

pub(super) fn ask_expiry(talk: &mut Talk<'_>, choosing: Choosing, kind: CertificateKind, serial: Option<Serial>) {
    let keys = vec![vec![(Say::id("key-expiry-unknown"), UNKNOWN)], back()];
    talk.ask(Dialogue::DescribeExpiry { choosing, kind, serial }, vec![Say::id("describe-expiry")], keys);
}

/// Everything but the seal.
type Described = (CertificateKind, Option<Serial>, Option<NaiveDate>);

pub(super) fn ask_seal(talk: &mut Talk<'_>, choosing: Choosing, (kind, serial, expires_on): Described) {
    let keys = vec![vec![(Say::id("key-with-seal"), 1), (Say::id("key-without-seal"), 0)], back()];
    talk.ask(Dialogue::DescribeSeal { choosing, kind, serial, expires_on }, vec![Say::id("describe-seal")], keys);
}

pub(super) fn picked(talk: &mut Talk<'_>, choice: u16) {
    match talk.session.dialogue.clone() {
        Dialogue::DescribeKind(choosing)
        | Dialogue::DescribeSerial { choosing, .. }
        | Dialogue::DescribeExpiry { choosing, .. }
        | Dialogue::DescribeSeal { choosing, .. }
            if choice == BACK =>
        {
            certificates::ask(talk, choosing);
        }
        Dialogue::DescribeKind(choosing) => match CertificateKind::ALL.get(usize::from(choice)) {
            Some(kind) => ask_serial(talk, choosing, *kind),
            None => ask_kind(talk, choosing),
        },
        Dialogue::DescribeSerial { choosing, kind } => ask_expiry(talk, choosing, kind, None),
        Dialogue::DescribeExpiry { choosing, kind, serial } => ask_seal(talk, choosing, (kind, serial, None)),
        Dialogue::DescribeSeal { choosing, kind, serial, expires_on } => {
            add(talk, choosing, (kind, serial, expires_on), choice == 1);
        }
        _ => {}
    }
}

pub(super) fn wrote(talk: &mut Talk<'_>, _letter: &Letter, text: &str) {
    talk.session.taken = None;
    match talk.session.dialogue.clone() {
        Dialogue::DescribeSerial { choosing, kind } => serial(talk, choosing, kind, text),
        Dialogue::DescribeExpiry { choosing, kind, serial } => match date(text) {
            Some(day) => ask_seal(talk, choosing, (kind, serial, Some(day))),
            None => {
                talk.say(vec![Say::id("wrong-date")]);
                ask_expiry(talk, choosing, kind, serial);
            }
        },
        _ => {
            talk.say(vec![Say::id("press-a-button")]);
            super::repeat(talk);
        }
    }
}

fn serial(talk: &mut Talk<'_>, mut choosing: Choosing, kind: CertificateKind, text: &str) {
    let serial = match Serial::parse(text) {
        Ok(serial) => serial,
        Err(error) => {
            talk.say(vec![phrases::line(&error)]);
            return ask_serial(talk, choosing, kind);
        }
    };
    // It is on file after all: that one is ticked.
    let on_file = talk.scene.certificates.iter().find(|c| c.serial.as_str().eq_ignore_ascii_case(serial.as_str()));
    if let Some(known) = on_file {
        let known = known.clone();
        if known.state == CertificateState::Revoked {
            talk.say(vec![Say::id("serial-revoked")]);
            return ask_serial(talk, choosing, kind);
        }
        if !choosing.chosen.iter().any(|s| s == known.serial.as_str()) {
            choosing.chosen.push(known.serial.as_str().to_owned());
        }
        talk.say(vec![Say::id("serial-on-file").with("serial", known.serial.as_str())]);
        return certificates::ask(talk, choosing);
    }
    if choosing.by_hand.iter().any(|c| c.serial == serial) {
        talk.say(vec![Say::id("serial-twice")]);
        return ask_serial(talk, choosing, kind);
    }
    ask_expiry(talk, choosing, kind, Some(serial));
}

fn add(talk: &mut Talk<'_>, mut choosing: Choosing, (kind, serial, expires_on): Described, has_seal: bool) {
    let Some(account) = talk.scene.account.clone() else { return super::menu::cancel(talk) };
    let by_hand = Some(if serial.is_some() { ByHand::WithSerial } else { ByHand::WithoutSerial });
    let Some(serial) = serial.or_else(|| stand_in(&choosing)) else { return certificates::ask(talk, choosing) };
    choosing.by_hand.push(Certificate {
        serial,
        uscc: account.uscc,
        kind,
        holder: account.unit.as_str().to_owned(),
        expires_on,
        has_seal,
        state: CertificateState::Valid,
        by_hand,
    });
    talk.say(vec![Say::id("described")]);
    certificates::ask(talk, choosing);
}

/// A serial for one that nobody knows: told apart within the order, never shown.
fn stand_in(choosing: &Choosing) -> Option<Serial> {
    let free = |n: &usize| choosing.by_hand.iter().all(|c| c.serial.as_str() != format!("HAND-{n}"));
    (1..=choosing.by_hand.len() + 1).find(free).and_then(|n| Serial::parse(&format!("HAND-{n}")).ok())
}
