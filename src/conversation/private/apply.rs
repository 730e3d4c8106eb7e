//! Opening an order: agreement, project, certificates, ground, the warning that revocation is for good. Stage 3's first half.

use crate::conversation::input::Letter;
use crate::conversation::phrases;
use crate::conversation::session::Dialogue;
use crate::conversation::talk::{Talk, applicant};
use crate::domain::certificate::{Certificate, CertificateState};
use crate::domain::effect::{Effect, PrintKind};
use crate::domain::money::Fen;
use crate::domain::order::{Answers, Bill, By, Ground, Move, Order, StageKind};
use crate::domain::say::{Say, Words};

/// Certificates on one page of the choice.
const PAGE: usize = 8;
/// Choices beside the certificates' own numbers.
const PREVIOUS: u16 = 900;
const NEXT: u16 = 901;
const ALL: u16 = 902;
const DONE: u16 = 903;

pub(super) fn begin(talk: &mut Talk<'_>, letter: &Letter) {
    if !super::menu::bound(talk) {
        return;
    }
    if on_file(talk).is_empty() {
        let telephone = talk.scene.rules.desk.telephone.clone();
        return talk.say(vec![Say::id("no-certificates-on-file").with("telephone", telephone)]);
    }
    // An order that was opened and left before anything was chosen is used, not another number.
    let untouched =
        talk.scene.orders.iter().find(|o| o.stage.kind() == StageKind::Draft && o.certificates.is_empty()).cloned();
    if let Some(order) = untouched {
        talk.session.order = Some(order.number.clone());
        talk.open(order);
        return ask_agreement(talk);
    }
    let (Some(number), Some(account)) = (talk.scene.fresh_number.clone(), talk.session.account.clone()) else { return };
    let mut order = Order::draft(number.clone(), account, talk.scene.now);
    order.offered = Answers::newest(talk.scene.orders.iter().map(|o| &o.answers));
    let (order, events) = order.opened(applicant(&letter.from));
    talk.take(order, events);
    talk.session.order = Some(number.clone());
    talk.say(vec![Say::id("order-opened").with("number", number.to_string())]);
    talk.effect(Effect::Print {
        to: talk.to,
        order: number,
        print: PrintKind::Agreement,
        revision: 0,
        words: Words::new(talk.lang, vec![Say::id("agreement-file")]),
    });
    ask_agreement(talk);
}

pub(super) fn ask_agreement(talk: &mut Talk<'_>) {
    let rules = talk.scene.rules;
    let mut lines = vec![Say::id("agreement").with("version", rules.agreement_version.as_str())];
    // The first line is the title, which the message has already; headings are marked for the printed one only.
    let text = rules.agreement.of(talk.lang).lines().map(|line| line.trim().trim_start_matches(['#', ' '])).skip(1);
    lines.extend(text.filter(|line| !line.is_empty()).map(Say::verbatim));
    lines.push(Say::id("agreement-question"));
    talk.ask(Dialogue::Agreement, lines, vec![vec![(Say::id("key-agree"), 1), (Say::id("key-disagree"), 0)]]);
}

pub(super) fn agreed(talk: &mut Talk<'_>, letter: &Letter, choice: u16) {
    if choice != 1 {
        talk.session.ask(Dialogue::Idle);
        return talk.say(vec![Say::id("disagreed")]);
    }
    let version = talk.scene.rules.agreement_version.clone();
    if moved(talk, applicant(&letter.from), Move::Agree { version }) {
        ask_project(talk);
    }
}

pub(super) fn ask_project(talk: &mut Talk<'_>) {
    let rules = talk.scene.rules;
    let key = |(index, project): (usize, &crate::domain::rules::Project)| {
        vec![(Say::verbatim(project.name.of(talk.lang)), u16::try_from(index).unwrap_or(u16::MAX))]
    };
    let keys = rules.projects.iter().enumerate().map(key).collect();
    talk.ask(Dialogue::Project, vec![Say::id("choose-project")], keys);
}

pub(super) fn project(talk: &mut Talk<'_>, letter: &Letter, choice: u16) {
    let Some(project) = talk.scene.rules.projects.get(usize::from(choice)) else { return ask_project(talk) };
    if moved(talk, applicant(&letter.from), Move::ChooseProject { project: project.id.clone() }) {
        ask_certificates(talk, Vec::new(), 0);
    }
}

/// The unit's certificates that still count.
fn on_file(talk: &Talk<'_>) -> Vec<Certificate> {
    talk.scene.certificates.iter().filter(|c| c.state == CertificateState::Valid).cloned().collect()
}

pub(super) fn ask_certificates(talk: &mut Talk<'_>, chosen: Vec<String>, page: u16) {
    let (lines, keys) = certificate_choice(talk, &chosen, page);
    talk.ask(Dialogue::Certificates { chosen, page }, lines, keys);
}

type Keys = Vec<Vec<(Say, u16)>>;

fn certificate_choice(talk: &Talk<'_>, chosen: &[String], page: u16) -> (Vec<Say>, Keys) {
    let certificates = on_file(talk);
    let pages = certificates.len().div_ceil(PAGE).max(1);
    let mut keys: Keys = Vec::new();
    for (index, certificate) in certificates.iter().enumerate().skip(usize::from(page) * PAGE).take(PAGE) {
        let ticked = chosen.iter().any(|serial| serial == certificate.serial.as_str());
        let id = if ticked { "key-ticked" } else { "key-unticked" };
        keys.push(vec![(
            Say::id(id).with("label", phrases::certificate_short(certificate)),
            u16::try_from(index).unwrap_or(PREVIOUS),
        )]);
    }
    let mut row = Vec::new();
    if page > 0 {
        row.push((Say::id("key-previous"), PREVIOUS));
    }
    if usize::from(page) + 1 < pages {
        row.push((Say::id("key-next"), NEXT));
    }
    if certificates.len() > 1 {
        row.push((Say::id("key-all"), ALL));
    }
    if !row.is_empty() {
        keys.push(row);
    }
    keys.push(vec![(Say::id("key-chosen").with("count", chosen.len()), DONE)]);
    let mut lines = vec![Say::id("choose-certificates").with("count", certificates.len())];
    let shown = certificates.iter().skip(usize::from(page) * PAGE).take(PAGE);
    lines.extend(shown.map(|c| Say::id("item").with("item", phrases::certificate(c))));
    if pages > 1 {
        lines.push(Say::id("page").with("page", page + 1).with("pages", pages));
    }
    (lines, keys)
}

pub(super) fn certificate(
    talk: &mut Talk<'_>,
    letter: &Letter,
    query: &str,
    (mut chosen, mut page): (Vec<String>, u16),
    choice: u16,
) {
    let certificates = on_file(talk);
    match choice {
        PREVIOUS => page = page.saturating_sub(1),
        NEXT => page = (page + 1).min(u16::try_from(certificates.len() / PAGE).unwrap_or(u16::MAX)),
        ALL => chosen = certificates.iter().map(|c| c.serial.as_str().to_owned()).collect(),
        DONE if chosen.is_empty() => return talk.toast(query, Say::id("refused-no-certificates"), true),
        DONE => {
            let wanted = certificates.into_iter().filter(|c| chosen.iter().any(|s| s == c.serial.as_str())).collect();
            if moved(talk, applicant(&letter.from), Move::ChooseCertificates(wanted)) {
                ask_ground(talk);
            }
            return;
        }
        index => {
            if let Some(certificate) = certificates.get(usize::from(index)) {
                let serial = certificate.serial.as_str().to_owned();
                match chosen.iter().position(|s| *s == serial) {
                    Some(place) => drop(chosen.remove(place)),
                    None => chosen.push(serial),
                }
            }
        }
    }
    // The same message shows the ticks: no new one for each tap. The stamp stays, the keys are the same question's.
    let (lines, keys) = certificate_choice(talk, &chosen, page);
    talk.session.dialogue = Dialogue::Certificates { chosen, page };
    if let Some(message) = talk.message {
        let keyboard = talk.picks(keys);
        talk.effect(Effect::Edit { chat: talk.to.chat, message, words: Words::new(talk.lang, lines), keyboard });
    }
}

pub(super) fn ask_ground(talk: &mut Talk<'_>) {
    let keys = Ground::ALL.into_iter().zip(0u16..).map(|(ground, n)| vec![(phrases::ground(ground), n)]).collect();
    talk.ask(Dialogue::Ground, vec![Say::id("ask-ground")], keys);
}

pub(super) fn ground(talk: &mut Talk<'_>, letter: &Letter, choice: u16) {
    let Some(ground) = Ground::ALL.get(usize::from(choice)) else { return ask_ground(talk) };
    if moved(talk, applicant(&letter.from), Move::GiveGround(*ground)) {
        // Changed from the summary, it leads back there.
        if talk.order().is_some_and(|o| o.warned_at.is_some()) {
            return super::details::proceed(talk);
        }
        ask_warning(talk);
    }
}

/// What it costs, item by item.
pub(in crate::conversation) fn bill_lines(bill: &Bill) -> Vec<Say> {
    let mut lines = vec![Say::id("bill")];
    if bill.certificate_fee != Fen(0) {
        lines.push(
            Say::id("bill-certificates")
                .with("count", bill.certificates)
                .with("each", bill.certificate_fee.to_string()),
        );
    }
    if bill.seals > 0 {
        lines.push(Say::id("bill-seals").with("count", bill.seals).with("each", bill.seal_fee.to_string()));
    }
    lines.push(Say::id("bill-total").with("total", bill.total().to_string()));
    lines
}

pub(super) fn ask_warning(talk: &mut Talk<'_>) {
    let Some(order) = talk.order() else { return };
    let mut lines = order.bill.as_ref().map(bill_lines).unwrap_or_default();
    lines.push(Say::id("revocation-warning").with("count", order.certificates.len()));
    lines.extend(order.certificates.iter().map(|c| Say::id("item").with("item", phrases::certificate(c))));
    let keys = vec![
        vec![(Say::id("key-revoke"), 1)],
        vec![(Say::id("key-other-certificates"), 2)],
        vec![(Say::id("key-not-now"), 0)],
    ];
    talk.ask(Dialogue::Warning, lines, keys);
}

pub(super) fn warned(talk: &mut Talk<'_>, letter: &Letter, choice: u16) {
    match choice {
        1 => {
            if moved(talk, applicant(&letter.from), Move::AcceptRevocation) {
                super::details::proceed(talk);
            }
        }
        2 => ask_certificates(talk, Vec::new(), 0),
        _ => super::menu::cancel(talk),
    }
}

/// Makes a move and says so where it is refused.
pub(super) fn moved(talk: &mut Talk<'_>, by: By, mv: Move) -> bool {
    match talk.act(by, mv) {
        Ok(()) => true,
        Err(refusal) => {
            talk.session.ask(Dialogue::Idle);
            super::say_refusal(talk, &refusal);
            false
        }
    }
}
