//! Opening an order: agreement, project, ground, bill, the warning that revocation is for good. Stage 3's first half.

use super::certificates;
use crate::conversation::enrolling;
use crate::conversation::input::Letter;
use crate::conversation::phrases;
use crate::conversation::session::{Choosing, Dialogue};
use crate::conversation::talk::{Talk, applicant};
use crate::domain::effect::{Effect, PrintKind};
use crate::domain::line::Remark;
use crate::domain::money::Fen;
use crate::domain::order::{Answers, Bill, By, Ground, Move, Order, StageKind, Step};
use crate::domain::say::{Say, Words};

pub(super) fn begin(talk: &mut Talk<'_>, letter: &Letter) {
    if !super::menu::bound(talk) {
        return;
    }
    // An order that was opened and left before anything was chosen is used, not another number.
    let untouched =
        talk.scene.orders.iter().find(|o| o.stage.kind() == StageKind::Draft && o.certificates.is_empty()).cloned();
    if let Some(order) = untouched {
        talk.session.order = Some(order.number.clone());
        talk.open(order);
        return next(talk);
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

/// On to the first thing that is open: of the choices first, then of the details.
pub(super) fn next(talk: &mut Talk<'_>) {
    enrolling::refresh(talk);
    let Some(order) = talk.order() else { return super::menu::orders(talk, None) };
    match order.first_open(talk.scene.rules) {
        Some(Step::Agreement) => ask_agreement(talk),
        Some(Step::Project) => ask_project(talk),
        Some(Step::Certificates) => certificates::ask(talk, Choosing::default()),
        Some(Step::Ground) => ask_ground(talk),
        Some(Step::GroundNote) => ask_ground_note(talk),
        Some(Step::Warning) => ask_warning(talk),
        None => super::details::proceed(talk),
    }
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
    if moved(talk, applicant(&letter.from), Move::Agree { version: version.clone() }) {
        let at = phrases::moment(talk.scene.now);
        let mut lines = vec![Say::id("agreed").with("version", version).with("at", at)];
        lines.extend(the_only_project(talk, letter));
        talk.say(lines);
        next(talk);
    }
}

/// Where there is one project only there is nothing to choose: it is taken, and named.
fn the_only_project(talk: &mut Talk<'_>, letter: &Letter) -> Option<Say> {
    let [only] = &talk.scene.rules.projects[..] else { return None };
    let open = talk.order().is_some_and(|order| order.project.is_none());
    let mv = Move::ChooseProject { project: only.id.clone() };
    let taken = open && talk.act(applicant(&letter.from), mv).is_ok();
    taken.then(|| Say::id("summary-project").with("project", only.name.of(talk.lang)))
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
        next(talk);
    }
}

pub(super) fn ask_ground(talk: &mut Talk<'_>) {
    let keys = Ground::ALL.into_iter().zip(0u16..).map(|(ground, n)| vec![(phrases::ground(ground), n)]).collect();
    talk.ask(Dialogue::Ground, vec![Say::id("ask-ground")], keys);
}

pub(super) fn ground(talk: &mut Talk<'_>, letter: &Letter, choice: u16) {
    let Some(ground) = Ground::ALL.get(usize::from(choice)) else { return ask_ground(talk) };
    if moved(talk, applicant(&letter.from), Move::GiveGround(*ground)) {
        next(talk);
    }
}

pub(super) fn ask_ground_note(talk: &mut Talk<'_>) {
    talk.ask(Dialogue::GroundNote, vec![Say::id("ask-ground-note")], vec![vec![(Say::id("key-other-ground"), 0)]]);
}

pub(super) fn ground_note(talk: &mut Talk<'_>, letter: &Letter, text: &str) {
    match Remark::parse(text) {
        Ok(note) => {
            if moved(talk, applicant(&letter.from), Move::ExplainGround(note)) {
                next(talk);
            }
        }
        Err(error) => {
            talk.session.taken = None;
            talk.say(vec![phrases::line(&error), Say::id("ask-ground-note")]);
        }
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
    if bill.order_fee != Fen(0) {
        lines.push(Say::id("bill-project").with("fee", bill.order_fee.to_string()));
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
        2 => certificates::ask_again(talk),
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
