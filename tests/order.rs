//! The order as a machine: whatever moves come in whatever order, it stays in a stage that the process knows, loses nothing
//! that was entered, and only counts forwards.

#[path = "support/orders.rs"]
mod orders;
#[path = "support/rules.rs"]
mod rules;

use certdesk::domain::document::DocumentKind;
use certdesk::domain::ids::{AccountId, UserId};
use certdesk::domain::line::Remark;
use certdesk::domain::money::Fen;
use certdesk::domain::order::{
    Bill, By, Finding, Move, Order, Question, Refusal, Severity, StageKind, UploadState, VerificationState,
};
use certdesk::domain::order_number::OrderNumber;
use certdesk::domain::rules::Lang;
use chrono::Duration;
use orders::{ANNA, LIANG, WEI, file, led_to, walked, whole_line};
use proptest::prelude::*;
use rules::{rules, start};

/// The order after the first `count` moves of the whole line.
fn after(count: usize) -> Order {
    walked(draft(), count).0
}

/// The order when it has just come into a stage.
fn at(stage: StageKind) -> Order {
    led_to(&draft(), stage).0
}

fn draft() -> Order {
    Order::draft(OrderNumber::make(2026, 1), AccountId::make(1, [0; 10]), start())
}

#[test]
fn the_whole_line_leads_to_the_parcel() {
    let order = after(whole_line().len());
    assert_eq!(order.stage.kind(), StageKind::Delivered);
    assert_eq!(order.bill.as_ref().map(Bill::total), Some(Fen(13_000)));
    assert!(order.invoice.is_some());
}

#[test]
fn nothing_is_submitted_before_the_legal_person_is_verified() {
    let rules = rules();
    let mut order = at(StageKind::Preparing);
    assert_eq!(order.apply(ANNA, Move::Submit, &rules, start()).unwrap_err(), Refusal::NotVerified);
    for (document, id) in DocumentKind::ALL.into_iter().zip(1..) {
        order =
            order.apply(ANNA, Move::Upload { document: Some(document), file: file("x") }, &rules, start()).unwrap().0;
        let verdict = Move::Inspected { upload: id, document: None, findings: Vec::new(), digest: None };
        order = order.apply(By::Desk, verdict, &rules, start()).unwrap().0;
    }
    assert_eq!(order.apply(ANNA, Move::Submit, &rules, start()).unwrap_err(), Refusal::NotVerified);
}

#[test]
fn changed_details_void_the_forms_and_the_verification() {
    let rules = rules();
    let ready = at(StageKind::PreReview);
    assert_eq!(ready.apply(ANNA, Move::Amend, &rules, start()).unwrap_err(), Refusal::Stage(StageKind::PreReview));
    let returned = ready
        .apply(WEI, Move::Return(vec![(DocumentKind::BusinessLicence, vec!["blurred".into()], None)]), &rules, start())
        .unwrap()
        .0;
    let amended = returned.apply(ANNA, Move::Amend, &rules, start()).unwrap().0;
    let again = amended.apply(ANNA, Move::Confirm { token: "f".repeat(16) }, &rules, start()).unwrap().0;
    assert_eq!(again.revision, 2);
    assert_eq!(again.verification.state, VerificationState::Waiting);
    assert!(again.current_upload(DocumentKind::ApplicationForm).is_none(), "the old form counts no more");
    assert!(
        again.current_upload(DocumentKind::AgentIdentityCard).is_some(),
        "the identity card was not printed by the desk"
    );
    assert_eq!(again.answers, ready.answers);
}

#[test]
fn only_what_was_returned_is_open_again() {
    let rules = rules();
    let items = vec![(DocumentKind::BusinessLicence, vec!["blurred".to_owned()], None)];
    let returned = at(StageKind::PreReview).apply(WEI, Move::Return(items), &rules, start()).unwrap().0;
    assert_eq!(returned.stage.kind(), StageKind::Correcting);
    assert_eq!(returned.missing(&rules), vec![DocumentKind::BusinessLicence]);
    let accepted = returned.apply(
        ANNA,
        Move::Upload { document: Some(DocumentKind::ApplicationForm), file: file("y") },
        &rules,
        start(),
    );
    assert_eq!(accepted.unwrap_err(), Refusal::NotOpen(DocumentKind::ApplicationForm));
    let sent = returned
        .apply(ANNA, Move::Upload { document: Some(DocumentKind::BusinessLicence), file: file("z") }, &rules, start())
        .unwrap()
        .0;
    let id = sent.uploads.last().unwrap().id;
    let seen = sent
        .apply(
            By::Desk,
            Move::Inspected { upload: id, document: None, findings: Vec::new(), digest: None },
            &rules,
            start(),
        )
        .unwrap()
        .0;
    let again = seen.apply(ANNA, Move::Submit, &rules, start()).unwrap().0;
    assert_eq!(again.stage.kind(), StageKind::PreReview);
    assert_eq!(again.uploads.len(), 6, "the returned version is kept");
}

#[test]
fn a_bad_picture_never_costs_a_good_one() {
    let rules = rules();
    let order = at(StageKind::PreReview);
    let returned = order
        .apply(WEI, Move::Return(vec![(DocumentKind::BusinessLicence, Vec::new(), None)]), &rules, start())
        .unwrap()
        .0;
    let mut order = returned;
    for (id, severity) in [(6, None), (7, Some(Severity::Refusal))] {
        let upload = Move::Upload { document: Some(DocumentKind::BusinessLicence), file: file("w") };
        order = order.apply(ANNA, upload, &rules, start()).unwrap().0;
        let findings = severity
            .into_iter()
            .map(|severity| Finding { check: "blurred".into(), severity, figure: String::new() })
            .collect();
        order = order
            .apply(By::Desk, Move::Inspected { upload: id, document: None, findings, digest: None }, &rules, start())
            .unwrap()
            .0;
    }
    let current = order.current_upload(DocumentKind::BusinessLicence).unwrap();
    assert_eq!((current.id, &current.state), (6, &UploadState::Ready));
}

#[test]
fn an_old_code_is_refused_and_the_link_belongs_to_who_consents() {
    let rules = rules();
    let order = at(StageKind::Preparing);
    let opened = order.apply(LIANG, Move::LegalOpen { lang: Lang::Zh }, &rules, start()).unwrap().0;
    let other = By::LegalPerson(UserId(99));
    let open = Move::LegalOpen { lang: Lang::Zh };
    // To look at the link takes it from nobody; to consent does, until the digits have run out.
    let looked = opened.apply(other, open.clone(), &rules, start()).unwrap().0;
    assert_eq!(looked.apply(LIANG, Move::LegalDecline, &rules, start()).unwrap_err(), Refusal::OtherPerson);
    let asked =
        looked.apply(LIANG, Move::LegalConsent { digits: "1".into(), lang: Lang::Zh }, &rules, start()).unwrap().0;
    let late = start() + Duration::minutes(11);
    for mv in [
        open.clone(),
        Move::LegalConsent { digits: "2".into(), lang: Lang::Zh },
        Move::LegalVideo(file("v")),
        Move::LegalDecline,
    ] {
        assert_eq!(asked.apply(other, mv, &rules, start()).unwrap_err(), Refusal::OtherPerson);
    }
    assert!(asked.apply(other, open, &rules, late).is_ok());
    assert_eq!(asked.apply(LIANG, Move::LegalVideo(file("v")), &rules, late).unwrap_err(), Refusal::Expired);
}

#[test]
fn changed_details_void_only_what_was_printed_from_them() {
    let rules = rules();
    let mut order = at(StageKind::Preparing);
    for (document, id) in [(DocumentKind::BusinessLicence, 1), (DocumentKind::ApplicationForm, 2)] {
        let upload = Move::Upload { document: Some(document), file: file("x") };
        order = order.apply(ANNA, upload, &rules, start()).unwrap().0;
        // Still being looked at while the details change.
        let amended = order.apply(ANNA, Move::Amend, &rules, start()).unwrap().0;
        let verdict = Move::Inspected { upload: id, document: None, findings: Vec::new(), digest: None };
        let seen = amended.apply(By::Desk, verdict, &rules, start()).map(|(seen, _)| seen);
        if document.is_form() {
            assert_eq!(seen.unwrap_err(), Refusal::Already);
            assert_eq!(amended.upload(id).unwrap().state, UploadState::Void);
        } else {
            assert_eq!(seen.unwrap().upload(id).unwrap().state, UploadState::Ready);
        }
    }
}

#[test]
fn of_two_sides_named_at_once_neither_is_lost() {
    let rules = rules();
    let mut order = at(StageKind::Preparing);
    let card = Some(DocumentKind::AgentIdentityCard);
    for side in ["front", "back"] {
        order = order.apply(ANNA, Move::Upload { document: card, file: file(side) }, &rules, start()).unwrap().0;
    }
    // The second one's verdict comes first.
    for id in [2, 1] {
        let verdict = Move::Inspected { upload: id, document: None, findings: Vec::new(), digest: None };
        order = order.apply(By::Desk, verdict, &rules, start()).unwrap().0;
    }
    assert!(order.uploads.iter().all(|upload| upload.state == UploadState::Ready), "{:?}", order.uploads);
}

/// Any move, with small numbers so that some of them fit.
fn any_move() -> impl Strategy<Value = (By, Move)> {
    let line = whole_line();
    let others = vec![
        (ANNA, Move::Amend),
        (ANNA, Move::Withdraw),
        (ANNA, Move::Submit),
        (ANNA, Move::Confirm { token: "a".repeat(16) }),
        (ANNA, Move::Insist { upload: 1 }),
        (ANNA, Move::Name { upload: 2, document: DocumentKind::BusinessLicence }),
        (ANNA, Move::Upload { document: None, file: file("n") }),
        (ANNA, Move::ShowReceipt(file("r"))),
        (
            By::Desk,
            Move::Inspected {
                upload: 1,
                document: Some(DocumentKind::SealSpecimenForm),
                findings: Vec::new(),
                digest: None,
            },
        ),
        (LIANG, Move::LegalDecline),
        (WEI, Move::LegalRefused(Remark::parse("no").unwrap())),
        (WEI, Move::Claim { name: "Wei".into() }),
        (WEI, Move::Release),
        (WEI, Move::Return(vec![(DocumentKind::AuthorisationLetter, Vec::new(), Some("x".into()))])),
        (WEI, Move::Reject(Remark::parse("bad").unwrap())),
        (WEI, Move::AskPaper { missing: vec![DocumentKind::ApplicationForm], note: None }),
        (WEI, Move::Make { serials: Vec::new() }),
    ];
    let all: Vec<(By, Move)> = line.into_iter().chain(others).collect();
    proptest::sample::select(all)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn no_sequence_of_moves_loses_what_was_entered(begin in 0usize..40, moves in proptest::collection::vec(any_move(), 0..60)) {
        let rules = rules();
        let mut order = after(begin.min(whole_line().len()));
        for (by, mv) in moves {
            let before = order.clone();
            let named = format!("{mv:?}");
            if let Ok((next, events)) = order.apply(by, mv, &rules, start()) {
                prop_assert!(next.version > before.version, "{named}");
                prop_assert_eq!(events.last().map_or(next.version, |e| e.version), next.version);
                for question in Question::ALL {
                    prop_assert!(before.answers.get(question).is_none() || next.answers.get(question).is_some(), "{named} lost {question:?}");
                }
                prop_assert!(next.uploads.len() >= before.uploads.len(), "{named} forgot an upload");
                prop_assert!(next.revision >= before.revision);
                prop_assert!(next.inbound.len() >= before.inbound.len());
                prop_assert!(before.payment.is_none() || next.payment.is_some());
                prop_assert!(!before.stage.kind().is_final() || before.stage == next.stage, "{named} moved a finished order");
                let paid = matches!(next.stage.kind(), StageKind::AwaitingPaper | StageKind::PaperReview | StageKind::Making | StageKind::Made | StageKind::Shipped | StageKind::Delivered);
                prop_assert!(!paid || next.payment.is_some(), "{named} went on unpaid");
                let submitted = matches!(next.stage.kind(), StageKind::PreReview | StageKind::AwaitingPayment) || paid;
                prop_assert!(!submitted || next.verification.is_verified(), "{named} went on unverified");
                for document in DocumentKind::ALL {
                    let current = next.uploads.iter().filter(|u| u.document == Some(document) && u.state == UploadState::Accepted).count();
                    prop_assert!(current <= 1, "{named} accepted {document:?} twice");
                }
                let stored = serde_json::to_string(&next).unwrap();
                prop_assert_eq!(&serde_json::from_str::<Order>(&stored).unwrap(), &next, "survives storage");
                order = next;
            } else { prop_assert_eq!(&order, &before) }
        }
    }
}
