//! Orders at any stage, made by the moves that lead there: from a draft to the parcel.

use super::rules::{USCC, certificate, rules};
use certdesk::domain::document::{DocumentKind, FileForm, FileRef};
use certdesk::domain::identity::IdentityKind;
use certdesk::domain::ids::UserId;
use certdesk::domain::line::Reference;
use certdesk::domain::money::Fen;
use certdesk::domain::order::{Answer, By, Event, Ground, InvoiceChoice, Move, Order, Question, StageKind};
use certdesk::domain::parcel::Waybill;
use certdesk::domain::rules::Lang;

pub(crate) const ANNA: By = By::Applicant(UserId(1));
pub(crate) const LIANG: By = By::LegalPerson(UserId(2));
pub(crate) const WEI: By = By::Staff(UserId(3));

pub(crate) fn file(id: &str) -> FileRef {
    FileRef { id: id.into(), unique_id: id.into(), name: None, size: 9, form: FileForm::Document }
}

fn answer_to(question: Question) -> Answer {
    let typed = match question {
        Question::InvoiceKind => return Answer::InvoiceKind(InvoiceChoice::Ordinary),
        Question::LegalIdentity | Question::AgentIdentity => "11010519491231002X",
        Question::UnitMobile | Question::AgentMobile | Question::RecipientMobile => "13800138000",
        Question::InvoiceTaxNumber => USCC,
        Question::InvoiceEmail => "a@example.cn",
        Question::InvoiceTelephone => "0791-88886666",
        Question::InvoiceBankAccount => "6222000011112222",
        _ => "南昌市红谷滩区会展路",
    };
    question.read(typed, IdentityKind::ResidentCard).unwrap()
}

/// The moves that lead from a draft to the parcel, in order.
pub(crate) fn whole_line() -> Vec<(By, Move)> {
    let mut moves = vec![
        (ANNA, Move::Agree { version: rules().agreement_version }),
        (ANNA, Move::ChooseProject { project: "jxjg".into() }),
        (ANNA, Move::ChooseCertificates(vec![certificate("AAAA1", true), certificate("AAAA2", false)])),
        (ANNA, Move::GiveGround(Ground::Lost)),
        (ANNA, Move::AcceptRevocation),
    ];
    let asked = Question::ALL.into_iter().filter(|q| !q.is_for_special_invoice());
    moves.extend(asked.map(|q| (ANNA, Move::Answer(q, answer_to(q)))));
    moves.push((ANNA, Move::Confirm { token: "0123456789abcdef".into() }));
    moves.push((LIANG, Move::LegalOpen { lang: Lang::Zh }));
    moves.push((LIANG, Move::LegalConsent { digits: "1234".into(), lang: Lang::Zh }));
    moves.push((LIANG, Move::LegalVideo(file("video"))));
    moves.push((WEI, Move::LegalVerified));
    for (document, id) in DocumentKind::ALL.into_iter().zip(1..) {
        moves.push((ANNA, Move::Upload { document: Some(document), file: file(&format!("f{id}")) }));
        moves.push((By::Desk, Move::Inspected { upload: id, document: None, findings: Vec::new(), digest: None }));
    }
    moves.push((ANNA, Move::Submit));
    moves.push((WEI, Move::Approve));
    moves.push((WEI, Move::ConfirmPayment { amount: Fen(13_000), reference: None }));
    moves.push((ANNA, Move::PostPaper(Waybill::parse("SF1234567890123").unwrap())));
    moves.push((WEI, Move::PassPaper));
    moves.push((WEI, Move::Make { serials: vec!["B1".into(), "B2".into()] }));
    moves.push((WEI, Move::Ship(Waybill::parse("SF1234567890124").unwrap())));
    moves.push((WEI, Move::Deliver));
    moves.push((WEI, Move::SendInvoice { number: Reference::parse("26362000000012345678").unwrap(), file: None }));
    moves
}

/// A draft after the first `count` moves of the whole line, all in the instant of its creation, with what its journal holds.
pub(crate) fn walked(draft: Order, count: usize) -> (Order, Vec<Event>) {
    let (rules, now) = (rules(), draft.created_at);
    whole_line().into_iter().take(count).fold(draft.opened(ANNA), |(order, mut events), (by, mv)| {
        let named = format!("{mv:?}");
        let (next, more) = order.apply(by, mv, &rules, now).unwrap_or_else(|refusal| panic!("{named}: {refusal:?}"));
        events.extend(more);
        (next, events)
    })
}

/// A draft led to where it has just come into a stage.
pub(crate) fn led_to(draft: &Order, stage: StageKind) -> (Order, Vec<Event>) {
    let steps = (0..=whole_line().len()).map(|count| walked(draft.clone(), count));
    steps.into_iter().find(|(order, _)| order.stage.kind() == stage).unwrap()
}
