//! How refusals, wrong answers, stages and dates are said: from values of the domain to messages by id.

use crate::domain::authority::{Act, Enrolment};
use crate::domain::calendar::{local, working_days_after};
use crate::domain::certificate::{Certificate, CertificateKind};
use crate::domain::document::DocumentKind;
use crate::domain::identity::{IdentityError, IdentityKind};
use crate::domain::input::LineError;
use crate::domain::line::PasswordError;
use crate::domain::mailing::{MailKind, MailOutcome, Mailing};
use crate::domain::mobile::MobileError;
use crate::domain::order::{Answer, Answers, Finding, Ground, Order, Question, Refusal, Section, StageKind, Wrong};
use crate::domain::parcel::{Carrier, Waybill, WaybillError};
use crate::domain::say::Say;
use crate::domain::texting::{TextOutcome, TextTo};
use crate::domain::tracking::{Alarm, Milestone, Which};
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

pub fn stage(stage: StageKind) -> Say {
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

pub(super) fn milestone(milestone: Milestone) -> Say {
    Say::id(match milestone {
        Milestone::Announced => "milestone-announced",
        Milestone::Collected => "milestone-collected",
        Milestone::OnTheWay => "milestone-on-the-way",
        Milestone::OutForDelivery => "milestone-out-for-delivery",
        Milestone::ToBeFetched => "milestone-to-be-fetched",
        Milestone::Delivered => "milestone-delivered",
        Milestone::Failed => "milestone-failed",
        Milestone::Trouble => "milestone-trouble",
        Milestone::Refused => "milestone-refused",
        Milestone::Returning => "milestone-returning",
        Milestone::Returned => "milestone-returned",
    })
}

pub(super) fn text_to(to: TextTo) -> Say {
    Say::id(match to {
        TextTo::Agent => "text-to-agent",
        TextTo::Recipient => "text-to-recipient",
    })
}

pub(super) fn text_outcome(outcome: TextOutcome) -> Say {
    Say::id(match outcome {
        TextOutcome::Sent => "text-sent",
        TextOutcome::Limited => "text-limited",
        TextOutcome::Refused => "text-refused",
        TextOutcome::GivenUp => "text-given-up",
        TextOutcome::Unknown => "text-unknown",
    })
}

pub(super) fn mail_kind(kind: MailKind) -> Say {
    Say::id(match kind {
        MailKind::Invoice => "mail-of-invoice",
        MailKind::Shipped => "mail-of-shipping",
        MailKind::Notice => "mail-of-notice",
    })
}

pub(super) fn mail_outcome(outcome: MailOutcome) -> Say {
    Say::id(match outcome {
        MailOutcome::Sent => "text-sent",
        MailOutcome::Limited => "text-limited",
        MailOutcome::Refused => "mail-refused",
        MailOutcome::GivenUp => "mail-given-up",
        MailOutcome::Unknown => "text-unknown",
    })
}

/// What the authority is told.
pub(super) fn enrolling(act: Act) -> Say {
    Say::id(match act {
        Act::Issue => "enrol-issue",
        Act::Revoke => "enrol-revoke",
    })
}

pub(super) fn enrolment(outcome: Enrolment) -> Say {
    Say::id(match outcome {
        Enrolment::Done => "enrol-done",
        Enrolment::Refused => "enrol-refused",
        Enrolment::Unknown => "text-unknown",
    })
}

/// How an invoice's last mailing came out, with its address masked.
pub(super) fn mailed(order: &Order, mailed: Mailing) -> Say {
    Say::id("invoice-mailing")
        .with("at", moment(mailed.at))
        .with("address", order.answers.invoice_email().map(crate::domain::line::Email::masked).unwrap_or_default())
        .with("outcome", mail_outcome(mailed.outcome))
}

pub(super) fn parcel(which: Which) -> Say {
    Say::id(match which {
        Which::Inbound => "parcel-of-paper",
        Which::Outbound => "parcel-of-certificate",
    })
}

pub(super) fn alarm(alarm: Alarm) -> Say {
    Say::id(match alarm {
        Alarm::NeverMoved => "alarm-never-moved",
        Alarm::Delayed => "alarm-delayed",
        Alarm::Failed => "alarm-failed",
        Alarm::Returned => "alarm-returned",
        Alarm::WrongDigits => "alarm-wrong-digits",
        Alarm::Refused => "alarm-refused",
        Alarm::GivenUp => "alarm-given-up",
        Alarm::Unanswered => "alarm-unanswered",
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

/// An order's ground, with the applicant's own words where it is another one.
pub fn ground_of(order: &Order) -> Option<Say> {
    let given = ground(order.ground?);
    Some(match order.ground_note.as_ref() {
        Some(note) => Say::id("ground-with-note").with("ground", given).with("note", note.as_str()),
        None => given,
    })
}

pub fn identity(kind: IdentityKind) -> Say {
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

pub fn certificate_kind(kind: CertificateKind) -> Say {
    Say::id(match kind {
        CertificateKind::Unit => "certificate-unit",
        CertificateKind::LegalPerson => "certificate-legal-person",
        CertificateKind::Staff => "certificate-staff",
    })
}

/// As much of a certificate as fits a key on a small phone.
pub(super) fn certificate_short(certificate: &Certificate) -> Say {
    let kind = certificate_kind(certificate.kind);
    Say::id("certificate-short").with("serial", serial(certificate)).with("kind", kind)
}

fn serial(certificate: &Certificate) -> Say {
    certificate.known_serial().map_or_else(|| Say::id("serial-unknown"), |serial| Say::verbatim(serial.as_str()))
}

pub(super) fn certificate(certificate: &Certificate) -> Say {
    let said = Say::id(if certificate.has_seal { "certificate-with-seal" } else { "certificate-plain" })
        .with("kind", certificate_kind(certificate.kind))
        .with("holder", certificate.holder.as_str())
        .with("serial", serial(certificate))
        .with("expires", certificate.expires_on.map_or_else(|| Say::id("not-known"), |day| Say::verbatim(date(day))));
    match certificate.by_hand {
        Some(_) => Say::id("certificate-by-hand").with("certificate", said),
        None => said,
    }
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

/// How long something has waited, in its largest unit.
pub(super) fn waited(time: chrono::TimeDelta) -> Say {
    match (time.num_days(), time.num_hours()) {
        (0, 0) => Say::id("waited-minutes").with("count", time.num_minutes().max(0)),
        (0, hours) => Say::id("waited-hours").with("count", hours),
        (days, _) => Say::id("waited-days").with("count", days),
    }
}

/// `11-22 16:05`, at the desk's clock.
pub(super) fn moment(at: DateTime<Utc>) -> String {
    local(at).format("%m-%d %H:%M").to_string()
}

/// A message with the day that lies so many working days ahead, said with care where a year's holidays are not known yet.
pub(super) fn due(id: &'static str, from: DateTime<Utc>, days: u32) -> Say {
    let due = working_days_after(from, days);
    let day = Say::id(if due.certain { "day-certain" } else { "day-uncertain" }).with("date", date(due.on));
    Say { id: id.into(), args: Vec::new() }.with("date", day)
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
        WaybillError::Mobile => "wrong-waybill-mobile",
        WaybillError::OrderNumber => "wrong-waybill-order",
        WaybillError::Length { carrier: by, wanted, got } => {
            return Say::id("wrong-waybill-length")
                .with("carrier", carrier(by))
                .with("wanted", wanted)
                .with("got", got);
        }
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
        Refusal::OldVideo => Say::id("legal-old-video"),
        Refusal::TooManyTries => Say::id("refused-tries"),
        Refusal::NotThere => Say::id("refused-not-there"),
        Refusal::NotOpen(kind) => Say::id("refused-not-open").with("document", document(*kind)),
        Refusal::Claimed(name) => Say::id("refused-claimed").with("name", name.as_str()),
        Refusal::Full => Say::id("refused-full"),
        Refusal::Serials { needed } => Say::id("refused-serials").with("needed", *needed),
        Refusal::Already => Say::id("refused-already"),
        Refusal::Held(reason) => Say::id("refused-held").with("reason", reason.as_str()),
        Refusal::NeedsAnother => Say::id("refused-needs-another"),
        Refusal::BuiltUpon => Say::id("refused-built-upon"),
        Refusal::TooLate { minutes } => Say::id("refused-too-late").with("minutes", *minutes),
        Refusal::ForGood => Say::id("refused-for-good"),
        Refusal::OwnPayment => Say::id("refused-own-payment"),
    }
}

/// Documents in one line, as a list is read.
pub(super) fn documents_list(documents: &[DocumentKind]) -> Say {
    listed(documents.iter().copied().map(document))
}

/// Several things in one line.
pub(super) fn listed(names: impl IntoIterator<Item = Say>) -> Say {
    let mut names = names.into_iter();
    let first = names.next().unwrap_or_else(|| Say::id("nothing"));
    names.fold(first, |list, next| Say::id("list-and").with("list", list).with("next", next))
}
