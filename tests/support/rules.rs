//! The operator's rules that tests run under: two projects, all five documents, two reasons.

use certdesk::domain::certificate::{Certificate, CertificateKind, CertificateState};
use certdesk::domain::document::DocumentKind;
use certdesk::domain::line::Serial;
use certdesk::domain::money::Fen;
use certdesk::domain::rules::{Bilingual, Desk, Project, Promises, Reason, Reminding, Rules, Services};
use certdesk::domain::uscc::Uscc;
use chrono::{DateTime, NaiveDate, TimeZone, Utc};

/// A company's credit code whose check characters fit.
pub(crate) const USCC: &str = "91350100M000100Y43";

pub(crate) fn both(text: &str) -> Bilingual {
    Bilingual { zh: text.to_owned(), en: text.to_owned() }
}

pub(crate) fn rules() -> Rules {
    let desk = Desk {
        name: Bilingual { zh: "江西CA".into(), en: "Jiangxi CA".into() },
        recipient: "补办受理处".into(),
        telephone: "0791-12345678".into(),
        address: "江西省南昌市高新区".into(),
        bank_name: "建设银行南昌支行".into(),
        bank_account: "3600".into(),
        bank_holder: "江西CA".into(),
    };
    let project = Project {
        id: "jxjg".into(),
        name: both("江西建工集团"),
        certificate_fee: Fen(0),
        seal_fee: Fen(13_000),
        order_fee: Fen(0),
        documents: DocumentKind::ALL.to_vec(),
    };
    let other = Project { id: "other".into(), name: both("其他项目"), ..project.clone() };
    Rules {
        desk,
        agreement_version: "2026-01".into(),
        agreement: both("协议正文"),
        projects: vec![project, other],
        reasons: vec![
            Reason { id: "blurred".into(), text: both("扫描件不清晰"), documents: Vec::new() },
            Reason { id: "no-seal".into(), text: both("未盖公章"), documents: Vec::new() },
        ],
        code_minutes: 10,
        verification_tries: 3,
        reminders: Reminding {
            hour: 10,
            unfinished_days: vec![1, 3],
            payment_days: vec![1, 3],
            paper_days: vec![3, 7],
            close_days: 90,
            notice_days: 7,
        },
        promises: Promises { pre_review_days: 1, ..Promises::default() },
        services: Services::default(),
        review: certdesk::domain::review::Review::default(),
    }
}

pub(crate) fn certificate(serial: &str, has_seal: bool) -> Certificate {
    Certificate {
        serial: Serial::parse(serial).unwrap(),
        uscc: Uscc::parse(USCC).unwrap(),
        kind: CertificateKind::Unit,
        holder: "江西样例建筑有限公司".into(),
        expires_on: NaiveDate::from_ymd_opt(2027, 1, 1),
        has_seal,
        state: CertificateState::Valid,
        by_hand: None,
    }
}

/// A Sunday morning in Nanchang.
pub(crate) fn start() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 11, 22, 2, 0, 0).unwrap()
}
