//! Choosing which certificates are re-issued: those on file with ticks, pages and a search, and those that are described by hand.

use super::describe;
use crate::conversation::input::Letter;
use crate::conversation::phrases;
use crate::conversation::session::{Choosing, Dialogue};
use crate::conversation::talk::{Talk, applicant};
use crate::domain::certificate::{Certificate, CertificateState};
use crate::domain::effect::Effect;
use crate::domain::order::{Move, Order, StageKind};
use crate::domain::say::{Say, Words};

/// Certificates on one page of the choice.
const PAGE: usize = 8;
/// From so many on, a search is offered.
const MANY: usize = 9;
/// Choices beside the certificates' own places.
const PREVIOUS: u16 = 900;
const NEXT: u16 = 901;
const ALL: u16 = 902;
const DONE: u16 = 903;
const NONE: u16 = 904;
const BY_HAND: u16 = 905;
const EVERY: u16 = 906;
/// Choices that take a certificate described by hand out again, by its place.
const DROP: u16 = 950;
/// The most that one order takes by hand.
const MOST_BY_HAND: usize = 20;

/// A certificate that can be ticked, with its place among all of the unit's: a place stays the same while others are revoked.
type Placed<'a> = (u16, &'a Certificate);

/// The unit's certificates that still count and are in no other open order.
fn free<'a>(talk: &'a Talk<'_>) -> Vec<Placed<'a>> {
    let valid = |c: &&Certificate| c.state == CertificateState::Valid && taken_by(talk, c).is_none();
    (0u16..).zip(&talk.scene.certificates).filter(|(_, c)| valid(c)).collect()
}

/// The open order of this unit that has the certificate already.
fn taken_by<'a>(talk: &'a Talk<'_>, certificate: &Certificate) -> Option<&'a Order> {
    let mine = talk.order().map(|o| &o.number);
    talk.scene.orders.iter().filter(|o| Some(&o.number) != mine).find(|o| {
        let open = !o.stage.kind().is_final() && o.stage.kind() != StageKind::Draft;
        open && o.certificates.iter().any(|c| c.serial == certificate.serial)
    })
}

/// Those that a search leaves.
fn found<'a>(talk: &'a Talk<'_>, find: &str) -> Vec<Placed<'a>> {
    free(talk).into_iter().filter(|(_, c)| c.is_found_by(find)).collect()
}

pub(super) fn ask(talk: &mut Talk<'_>, choosing: Choosing) {
    let (lines, keys) = choice(talk, &choosing);
    talk.ask(Dialogue::Certificates(choosing), lines, keys);
}

/// The choice as the order has it so far, to be changed.
pub(super) fn ask_again(talk: &mut Talk<'_>) {
    let chosen = talk.order().map(|o| o.certificates.clone()).unwrap_or_default();
    let (by_hand, on_file): (Vec<_>, Vec<_>) = chosen.into_iter().partition(|c| c.by_hand.is_some());
    let chosen = on_file.into_iter().map(|c| c.serial.as_str().to_owned()).collect();
    ask(talk, Choosing { chosen, by_hand, ..Choosing::default() });
}

type Keys = Vec<Vec<(Say, u16)>>;

fn choice(talk: &Talk<'_>, choosing: &Choosing) -> (Vec<Say>, Keys) {
    let shown = found(talk, &choosing.find);
    let pages = shown.len().div_ceil(PAGE).max(1);
    let page = usize::from(choosing.page).min(pages - 1);
    let on_page = || shown.iter().skip(page * PAGE).take(PAGE);
    let ticked = |c: &Certificate| choosing.chosen.iter().any(|serial| serial == c.serial.as_str());
    let mut keys: Keys = Vec::new();
    for (place, certificate) in on_page() {
        let id = if ticked(certificate) { "key-ticked" } else { "key-unticked" };
        keys.push(vec![(Say::id(id).with("label", phrases::certificate_short(certificate)), *place)]);
    }
    for (place, certificate) in (DROP..).zip(&choosing.by_hand) {
        keys.push(vec![(Say::id("key-ticked").with("label", phrases::certificate_short(certificate)), place)]);
    }
    let mut row = Vec::new();
    if page > 0 {
        row.push((Say::id("key-previous"), PREVIOUS));
    }
    if page + 1 < pages {
        row.push((Say::id("key-next"), NEXT));
    }
    if shown.len() > 1 {
        let all = shown.iter().all(|(_, c)| ticked(c));
        row.push(if all { (Say::id("key-none"), NONE) } else { (Say::id("key-all"), ALL) });
    }
    keys.extend((!row.is_empty()).then_some(row));
    if !choosing.find.is_empty() {
        keys.push(vec![(Say::id("key-every"), EVERY)]);
    }
    keys.push(vec![(Say::id("key-by-hand"), BY_HAND)]);
    let count = choosing.chosen.len() + choosing.by_hand.len();
    keys.push(vec![match the_only(talk, choosing) {
        Some(_) => (Say::id("key-only-one"), DONE),
        None => (Say::id("key-chosen").with("count", count), DONE),
    }]);
    (lines(talk, choosing, (shown.len(), page, pages), on_page().map(|(_, c)| *c)), keys)
}

/// The only certificate that there is to choose, while nothing else is chosen: it needs no tick.
fn the_only(talk: &Talk<'_>, choosing: &Choosing) -> Option<Certificate> {
    let nothing = choosing.chosen.is_empty() && choosing.by_hand.is_empty();
    match free(talk)[..] {
        [(_, only)] if nothing => Some(only.clone()),
        _ => None,
    }
}

fn lines<'a>(
    talk: &Talk<'_>,
    choosing: &Choosing,
    (count, page, pages): (usize, usize, usize),
    on_page: impl Iterator<Item = &'a Certificate>,
) -> Vec<Say> {
    let all = free(talk).len();
    let mut lines = vec![if all == 0 {
        Say::id("no-certificates-on-file").with("telephone", talk.scene.rules.desk.telephone.as_str())
    } else {
        Say::id("choose-certificates").with("count", all)
    }];
    if !choosing.find.is_empty() {
        lines.push(Say::id("certificates-found").with("find", choosing.find.as_str()).with("count", count));
    } else if all >= MANY {
        lines.push(Say::id("certificates-search"));
    }
    let item = |c: &Certificate| Say::id("item").with("item", phrases::certificate(c));
    lines.extend(on_page.map(item));
    lines.extend(choosing.by_hand.iter().map(item));
    let busy = talk.scene.certificates.iter().filter_map(|c| Some((c, taken_by(talk, c)?))).take(PAGE);
    lines.extend(busy.map(|(c, o)| {
        Say::id("certificate-taken").with("serial", c.serial.as_str()).with("number", o.number.to_string())
    }));
    if pages > 1 {
        lines.push(Say::id("page").with("page", page + 1).with("pages", pages));
    }
    lines
}

pub(super) fn picked(talk: &mut Talk<'_>, letter: &Letter, query: &str, mut choosing: Choosing, choice: u16) {
    let last = found(talk, &choosing.find).len().saturating_sub(1) / PAGE;
    match choice {
        PREVIOUS => choosing.page = choosing.page.saturating_sub(1),
        NEXT => choosing.page = choosing.page.saturating_add(1).min(u16::try_from(last).unwrap_or(u16::MAX)),
        ALL | NONE => tick_found(talk, &mut choosing, choice == ALL),
        EVERY => {
            choosing.find.clear();
            choosing.page = 0;
        }
        BY_HAND if choosing.by_hand.len() >= MOST_BY_HAND => {
            return talk.toast(query, Say::id("by-hand-full").with("most", MOST_BY_HAND), true);
        }
        BY_HAND => return describe::ask_kind(talk, choosing),
        DONE => return done(talk, letter, query, choosing),
        drop if drop >= DROP => {
            let place = usize::from(drop - DROP);
            if place < choosing.by_hand.len() {
                choosing.by_hand.remove(place);
            }
        }
        place => tick(talk, &mut choosing, place),
    }
    redraw(talk, choosing);
}

fn tick_found(talk: &Talk<'_>, choosing: &mut Choosing, on: bool) {
    let shown: Vec<String> =
        found(talk, &choosing.find).into_iter().map(|(_, c)| c.serial.as_str().to_owned()).collect();
    choosing.chosen.retain(|serial| !shown.contains(serial));
    if on {
        choosing.chosen.extend(shown);
    }
}

fn tick(talk: &Talk<'_>, choosing: &mut Choosing, place: u16) {
    let Some((_, certificate)) = free(talk).into_iter().find(|(at, _)| *at == place) else { return };
    let serial = certificate.serial.as_str().to_owned();
    match choosing.chosen.iter().position(|s| *s == serial) {
        Some(at) => drop(choosing.chosen.remove(at)),
        None => choosing.chosen.push(serial),
    }
}

fn done(talk: &mut Talk<'_>, letter: &Letter, query: &str, choosing: Choosing) {
    let only = the_only(talk, &choosing);
    let on_file = free(talk).into_iter().map(|(_, c)| c.clone());
    let mut wanted: Vec<Certificate> =
        on_file.filter(|c| choosing.chosen.iter().any(|s| s == c.serial.as_str())).collect();
    wanted.extend(only);
    wanted.extend(choosing.by_hand);
    if wanted.is_empty() {
        return talk.toast(query, Say::id("refused-no-certificates"), true);
    }
    if super::apply::moved(talk, applicant(&letter.from), Move::ChooseCertificates(wanted)) {
        super::apply::next(talk);
    }
}

/// The same message shows the ticks: no new one for each tap. The stamp stays, the keys are the same question's.
fn redraw(talk: &mut Talk<'_>, choosing: Choosing) {
    let (lines, keys) = choice(talk, &choosing);
    talk.session.dialogue = Dialogue::Certificates(choosing);
    if let Some(message) = talk.message {
        let keyboard = talk.picks(keys);
        talk.effect(Effect::Edit { chat: talk.to.chat, message, words: Words::new(talk.lang, lines), keyboard });
    }
}

/// A text while choosing is looked for; nothing found is said, and all are shown again.
pub(super) fn search(talk: &mut Talk<'_>, mut choosing: Choosing, text: &str) {
    let wanted: String = crate::domain::input::normalise(text).chars().take(60).collect();
    choosing.page = 0;
    talk.session.taken = None;
    if found(talk, &wanted).is_empty() {
        choosing.find.clear();
        talk.say(vec![Say::id("certificates-not-found").with("find", wanted)]);
    } else {
        choosing.find = wanted;
    }
    ask(talk, choosing);
}
