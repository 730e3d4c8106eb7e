//! How refusals, wrong answers, stages and dates are said: from values of the domain to messages by id.

use crate::domain::calendar::local;
use crate::domain::certificate::{Certificate, CertificateKind};
use crate::domain::document::DocumentKind;
use crate::domain::identity::{IdentityError, IdentityKind};
use crate::domain::input::LineError;
use crate::domain::line::PasswordError;
use crate::domain::mobile::MobileError;
use crate::domain::order::{Answer, Answers, Finding, Ground, Question, Refusal, Section, StageKind, Wrong};
use crate::domain::parcel::{Carrier, Waybill, WaybillError};
use crate::domain::say::Say;
use crate::domain::uscc::UsccError;
use chrono::{DateTime, NaiveDate, Utc};

pub(super) fn document(document: DocumentKind) -> Say {
    Say::id(match document {
        DocumentKind::ApplicationForm => "document-application-form",
        DocumentKind::BusinessLicence => "document-business-licence",
        DocumentKind::AgentIdentityCard => "document-agent-identity-card",
        DocumentKind::AuthorisationLetter => "document-authorisation-letter",
        DocumentKind::SealSpecimenForm => "document-seal-specimen-form",
    })
}

/// What must be on a document.
pub(super) fn document_hint(document: DocumentKind) -> Say {
    Say::id(match document {
        DocumentKind::ApplicationForm => "hint-application-form",
        DocumentKind::BusinessLicence => "hint-business-licence",
        DocumentKind::AgentIdentityCard => "hint-agent-identity-card",
        DocumentKind::AuthorisationLetter => "hint-authorisation-letter",
        DocumentKind::SealSpecimenForm => "hint-seal-specimen-form",
    })
}

pub(super) fn stage(stage: StageKind) -> Say {
    Say::id(match stage {
        StageKind::Draft => "stage-draft",
        StageKind::Preparing => "stage-preparing",
        StageKind::PreReview => "stage-pre-review",
        StageKind::Correcting => "stage-correcting",
        StageKind::AwaitingPayment => "stage-awaiting-payment",
        StageKind::AwaitingPaper => "stage-awaiting-paper",
        StageKind::PaperReview => "stage-paper-review",
        StageKind::Making => "stage-making",
        StageKind::Made => "stage-made",
        StageKind::Shipped => "stage-shipped",
        StageKind::Delivered => "stage-delivered",
        StageKind::Rejected => "stage-rejected",
        StageKind::Withdrawn => "stage-withdrawn",
    })
}

pub(super) fn section(section: Section) -> Say {
    Say::id(match section {
        Section::Unit => "section-unit",
        Section::LegalPerson => "section-legal-person",
        Section::Agent => "section-agent",
        Section::Invoice => "section-invoice",
        Section::Recipient => "section-recipient",
    })
}

pub(super) fn ground(ground: Ground) -> Say {
    Say::id(match ground {
        Ground::Lost => "ground-lost",
        Ground::Damaged => "ground-damaged",
        Ground::PasswordForgotten => "ground-password",
        Ground::Other => "ground-other",
    })
}

pub(super) fn identity(kind: IdentityKind) -> Say {
    Say::id(match kind {
        IdentityKind::ResidentCard => "identity-resident-card",
        IdentityKind::HongKongMacaoPermit => "identity-hong-kong-macao",
        IdentityKind::TaiwanPermit => "identity-taiwan",
        IdentityKind::Passport => "identity-passport",
        IdentityKind::ResidencePermit => "identity-residence-permit",
        IdentityKind::PermanentResidence => "identity-permanent-residence",
    })
}

/// A kind of identity document as a key names it.
pub(super) fn identity_key(kind: IdentityKind) -> Say {
    Say::id(match kind {
        IdentityKind::ResidentCard => "key-identity-resident-card",
        IdentityKind::HongKongMacaoPermit => "key-identity-hong-kong-macao",
        IdentityKind::TaiwanPermit => "key-identity-taiwan",
        IdentityKind::Passport => "key-identity-passport",
        IdentityKind::ResidencePermit => "key-identity-residence-permit",
        IdentityKind::PermanentResidence => "key-identity-permanent-residence",
    })
}

fn certificate_kind(certificate: &Certificate) -> Say {
    Say::id(match certificate.kind {
        CertificateKind::Unit => "certificate-unit",
        CertificateKind::LegalPerson => "certificate-legal-person",
        CertificateKind::Staff => "certificate-staff",
    })
}

/// As much of a certificate as fits a key on a small phone.
pub(super) fn certificate_short(certificate: &Certificate) -> Say {
    Say::id("certificate-short").with("serial", certificate.serial.as_str()).with("kind", certificate_kind(certificate))
}

pub(super) fn certificate(certificate: &Certificate) -> Say {
    let kind = certificate_kind(certificate);
    Say::id(if certificate.has_seal { "certificate-with-seal" } else { "certificate-plain" })
        .with("kind", kind)
        .with("holder", certificate.holder.as_str())
        .with("serial", certificate.serial.as_str())
        .with("expires", date(certificate.expires_on))
}

/// The short name of a question, as in the summary.
pub(super) fn field(question: Question) -> Say {
    Say { id: format!("field-{}", question.code()).into(), args: Vec::new() }
}

/// The question itself.
pub(super) fn question(question: Question) -> Say {
    Say { id: format!("ask-{}", question.code()).into(), args: Vec::new() }
}

/// What an answer reads like to the person who gave it.
pub(super) fn answer(answer: &Answer) -> Say {
    match answer {
        Answer::InvoiceKind(crate::domain::order::InvoiceChoice::Ordinary) => Say::id("invoice-ordinary"),
        Answer::InvoiceKind(crate::domain::order::InvoiceChoice::Special) => Say::id("invoice-special"),
        other => Say::verbatim(other.text()),
    }
}

/// True where a text was read as this answer.
pub(super) fn says(text: &str, answer: &Answer) -> bool {
    let plain = |text: &str| crate::domain::input::code(text);
    plain(text) == plain(answer.text())
}

/// The same where others may look over the shoulder: identity numbers are masked.
pub(super) fn answer_masked(answers: &Answers, question: Question) -> Say {
    match answers.get(question) {
        Some(Answer::Identity(identity)) => Say::verbatim(identity.masked()),
        Some(other) => answer(other),
        None => Say::id("not-given"),
    }
}

pub(super) fn carrier(carrier: Carrier) -> Say {
    Say::id(match carrier {
        Carrier::Sf => "carrier-sf",
        Carrier::Ems => "carrier-ems",
        Carrier::Jd => "carrier-jd",
        Carrier::Zto => "carrier-zto",
        Carrier::Yto => "carrier-yto",
        Carrier::Sto => "carrier-sto",
        Carrier::Yunda => "carrier-yunda",
        Carrier::Jt => "carrier-jt",
        Carrier::Other => "carrier-other",
    })
}

pub(super) fn waybill(waybill: &Waybill) -> Say {
    Say::id("waybill").with("carrier", carrier(waybill.carrier)).with("number", waybill.number.as_str())
}

pub(super) fn finding(finding: &Finding) -> Say {
    Say { id: format!("finding-{}", finding.check).into(), args: Vec::new() }
}

/// `2026-11-22`
pub(super) fn date(date: NaiveDate) -> String {
    date.format("%Y-%m-%d").to_string()
}

/// `11-22 16:05`, at the desk's clock.
pub(super) fn moment(at: DateTime<Utc>) -> String {
    local(at).format("%m-%d %H:%M").to_string()
}

pub(super) fn wrong(wrong: &Wrong) -> Say {
    match wrong {
        Wrong::Line(error) => line(error),
        Wrong::Mobile(error) => mobile(error),
        Wrong::Identity(error) => identity_error(error),
        Wrong::Uscc(error) => uscc(error),
        Wrong::Email => Say::id("wrong-email"),
        Wrong::Telephone => Say::id("wrong-telephone"),
        Wrong::BankAccount => Say::id("wrong-bank-account"),
        Wrong::Choice => Say::id("wrong-choice"),
    }
}

pub(super) fn line(error: &LineError) -> Say {
    match *error {
        LineError::Empty => Say::id("wrong-empty"),
        LineError::TooShort { min } => Say::id("wrong-short").with("min", min),
        LineError::TooLong { max, got } => Say::id("wrong-long").with("max", max).with("got", got),
        LineError::Character(c) => Say::id("wrong-character").with("character", c),
    }
}

pub(super) fn mobile(error: &MobileError) -> Say {
    match *error {
        MobileError::Character(c) => Say::id("wrong-mobile-character").with("character", c),
        MobileError::Length { got } => Say::id("wrong-mobile-length").with("got", got),
        MobileError::Prefix => Say::id("wrong-mobile-prefix"),
    }
}

fn identity_error(error: &IdentityError) -> Say {
    match *error {
        IdentityError::Length { got } => Say::id("wrong-identity-length").with("got", got),
        IdentityError::Character(c) => Say::id("wrong-identity-character").with("character", c),
        IdentityError::BirthDate => Say::id("wrong-identity-birth"),
        IdentityError::Check => Say::id("wrong-identity-check"),
        IdentityError::Shape => Say::id("wrong-identity-shape"),
    }
}

pub(super) fn uscc(error: &UsccError) -> Say {
    match error {
        UsccError::Length { got } => Say::id("wrong-uscc-length").with("got", *got),
        UsccError::Character { found, place } => {
            Say::id("wrong-uscc-character").with("character", *found).with("place", *place)
        }
        UsccError::Check(_) => Say::id("wrong-uscc-check"),
    }
}

pub(super) fn password(error: &PasswordError) -> Say {
    match *error {
        PasswordError::TooShort { min } => Say::id("wrong-password-short").with("min", min),
        PasswordError::TooLong { max } => Say::id("wrong-password-long").with("max", max),
        PasswordError::TooSimple => Say::id("wrong-password-simple"),
        PasswordError::Guessable => Say::id("wrong-password-guessable"),
    }
}

pub(super) fn waybill_error(error: WaybillError) -> Say {
    Say::id(match error {
        WaybillError::Shape => "wrong-waybill-shape",
        WaybillError::Check => "wrong-waybill-check",
    })
}

/// Why a move was not made, and what to do about it.
pub(super) fn refusal(refusal: &Refusal) -> Say {
    match refusal {
        Refusal::Stage(here) => Say::id("refused-stage").with("stage", stage(*here)),
        Refusal::NoCertificates => Say::id("refused-no-certificates"),
        Refusal::Revoked => Say::id("refused-revoked"),
        Refusal::UnknownProject => Say::id("refused-project"),
        Refusal::Unfinished => Say::id("refused-unfinished"),
        Refusal::Unanswered(question) => Say::id("refused-unanswered").with("field", field(*question)),
        Refusal::NotVerified => Say::id("refused-not-verified"),
        Refusal::Missing(documents) => Say::id("refused-missing").with("documents", documents_list(documents)),
        Refusal::OtherPerson => Say::id("refused-other-person"),
        Refusal::Expired => Say::id("refused-expired"),
        Refusal::TooManyTries => Say::id("refused-tries"),
        Refusal::NotThere => Say::id("refused-not-there"),
        Refusal::NotOpen(kind) => Say::id("refused-not-open").with("document", document(*kind)),
        Refusal::Claimed(name) => Say::id("refused-claimed").with("name", name.as_str()),
        Refusal::Full => Say::id("refused-full"),
        Refusal::Serials { needed } => Say::id("refused-serials").with("needed", *needed),
        Refusal::Already => Say::id("refused-already"),
    }
}

/// Documents in one line, as a list is read.
pub(super) fn documents_list(documents: &[DocumentKind]) -> Say {
    let mut kinds = documents.iter().copied();
    let first = kinds.next().map_or_else(|| Say::id("nothing"), document);
    kinds.fold(first, |list, next| Say::id("list-and").with("list", list).with("next", document(next)))
}
