//! Printing: a form is filled in from the order as it stands, written as a PDF, and sent. Forms are in Chinese, whatever language the
//! chat is in; the agreement is in the chat's.

use super::Outbox;
use super::perform::Tried;
use crate::conversation::{self, Link};
use crate::domain::account::Account;
use crate::domain::calendar;
use crate::domain::certificate::Certificate;
use crate::domain::effect::{Effect, PrintKind, To};
use crate::domain::order::{Answer, Bill, Order, Question, Stage};
use crate::domain::rules::{Lang, Rules};
use crate::domain::say::{Say, Words};
use crate::forms::{self, FormData, FormError, FormKind};
use crate::store::Due;
use crate::telegram::Wording;
use crate::texts::Texts;
use chrono::{DateTime, Datelike as _, Utc};

impl Outbox {
    pub(super) async fn print(&self, due: &Due) -> Tried {
        let Effect::Print { to, order, print, revision, words } = &due.effect else { return Tried::Done };
        let found = match self.desk.order(order).await {
            Ok(found) => found,
            Err(error) => return error.into(),
        };
        let Some((order, account)) = found else { return Tried::Done };
        if *print != PrintKind::Agreement && order.revision != *revision {
            return Tried::Done;
        }
        let job = self.job(*print, &order, &account, words.lang);
        let name = self.file_name(*print, &order, words.lang);
        let printed = {
            let Ok(_turn) = self.slow.acquire().await else { return Tried::Trouble("stopping".to_owned()) };
            tokio::task::spawn_blocking(job).await
        };
        match printed {
            Ok(Ok(pdf)) => self.send(*to, words, name, pdf).await,
            Ok(Err(error)) => Tried::Trouble(error.to_string()),
            Err(_) => Tried::Trouble("a form could not be printed".to_owned()),
        }
    }

    /// The work of printing, ready for a thread of its own.
    fn job(
        &self,
        print: PrintKind,
        order: &Order,
        account: &Account,
        lang: Lang,
    ) -> impl FnOnce() -> Result<Vec<u8>, FormError> + Send + use<> {
        let rules = &self.desk.setting().rules;
        let agreement = rules.agreement.of(lang).to_owned();
        let data = form_data(order, account, rules, &self.texts, self.desk.clock().now());
        let link = Link::of(order).address(&self.desk.setting().bot_name);
        let key = self.key.clone();
        move || {
            let Some(kind) = form(print) else {
                let mut lines = agreement.lines().map(str::trim).filter(|line| !line.is_empty());
                let title = lines.next().unwrap_or_default();
                return forms::render_text(title, &lines.collect::<Vec<_>>());
            };
            forms::render(kind, &data, &key, (kind == FormKind::AuthorisationLetter).then_some(link.as_str()))
        }
    }

    async fn send(&self, to: To, words: &Words, name: String, pdf: Vec<u8>) -> Tried {
        let to = self.where_now(to);
        let wording = Wording { texts: &self.texts, bot: &self.desk.setting().bot_name };
        self.pace.wait(to.chat).await;
        let Ok(_turn) = self.calls.acquire().await else { return Tried::Trouble("stopping".to_owned()) };
        match self.api.send_document(wording.document(to, words), name, pdf).await {
            Ok(_) => Tried::Done,
            Err(failure) => Tried::Failed(failure),
        }
    }

    fn file_name(&self, print: PrintKind, order: &Order, lang: Lang) -> String {
        let what = self.texts.plain(
            lang,
            &Say::id(match print {
                PrintKind::ApplicationForm => "document-application-form",
                PrintKind::AuthorisationLetter => "document-authorisation-letter",
                PrintKind::SealSpecimenForm => "document-seal-specimen-form",
                PrintKind::PackingList => "print-packing-list",
                PrintKind::Agreement => "agreement-file",
            }),
        );
        if print == PrintKind::Agreement {
            format!("{what}.pdf")
        } else {
            format!("{} {what}.pdf", order.number.as_str())
        }
    }
}

fn form(print: PrintKind) -> Option<FormKind> {
    match print {
        PrintKind::ApplicationForm => Some(FormKind::ApplicationForm),
        PrintKind::AuthorisationLetter => Some(FormKind::AuthorisationLetter),
        PrintKind::SealSpecimenForm => Some(FormKind::SealSpecimen),
        PrintKind::PackingList => Some(FormKind::PackingList),
        PrintKind::Agreement => None,
    }
}

/// What is filled into an order's forms, in Chinese.
#[must_use]
pub fn form_data(order: &Order, account: &Account, rules: &Rules, texts: &Texts, now: DateTime<Utc>) -> FormData {
    let say = |said: Say| texts.plain(Lang::Zh, &said);
    let answer = |question: Question| order.answers.text(question).to_owned();
    let day = calendar::local(now).date_naive();
    let issued = Say::id("print-date")
        .with("year", day.year().to_string())
        .with("month", day.month().to_string())
        .with("day", day.day().to_string());
    let project = order.project.as_deref().and_then(|id| rules.project(id));
    let total = order.bill.clone().or_else(|| project.map(|project| Bill::of(&order.certificates, project)));
    let fee = total.map(|bill| say(Say::id("print-fee").with("total", bill.total().to_string())));
    let identity = match order.answers.get(Question::LegalIdentity) {
        Some(Answer::Identity(identity)) => say(conversation::identity_name(identity.kind())),
        _ => String::new(),
    };
    FormData {
        order: order.number.as_str().to_owned(),
        revision: u16::try_from(order.revision).unwrap_or(u16::MAX),
        issued: say(issued),
        authority: rules.desk.name.of(Lang::Zh).to_owned(),
        project: project.map(|project| project.name.of(Lang::Zh).to_owned()).unwrap_or_default(),
        unit: forms::Unit {
            name: account.unit.as_str().to_owned(),
            uscc: account.uscc.as_str().to_owned(),
            address: answer(Question::UnitAddress),
            telephone: answer(Question::UnitMobile),
        },
        legal_person: forms::LegalPerson {
            name: answer(Question::LegalName),
            id_type: identity,
            id_number: answer(Question::LegalIdentity),
        },
        agent: forms::Agent {
            name: answer(Question::AgentName),
            id_number: answer(Question::AgentIdentity),
            mobile: answer(Question::AgentMobile),
        },
        certificates: order.certificates.iter().map(|certificate| certificate_row(certificate, &say)).collect(),
        grounds: conversation::ground_name(order).map(say).unwrap_or_default(),
        fee: fee.unwrap_or_default(),
        invoice: forms::Invoice {
            kind: say(Say::id(if order.answers.is_special_invoice() { "invoice-special" } else { "invoice-ordinary" })),
            title: answer(Question::InvoiceTitle),
            tax_number: answer(Question::InvoiceTaxNumber),
            address: answer(Question::InvoiceAddress),
            telephone: answer(Question::InvoiceTelephone),
            bank: answer(Question::InvoiceBank),
            account: answer(Question::InvoiceBankAccount),
            email: answer(Question::InvoiceEmail),
        },
        recipient: forms::Recipient {
            name: answer(Question::RecipientName),
            mobile: answer(Question::RecipientMobile),
            address: answer(Question::RecipientAddress),
        },
        desk: forms::DeskAddress {
            recipient: rules.desk.recipient.clone(),
            telephone: rules.desk.telephone.clone(),
            address: rules.desk.address.clone(),
            postcode: String::new(),
        },
        legal_page: rules.services.address.as_deref().map(|desk| Link::of(order).page(desk)).unwrap_or_default(),
        papers: papers(order),
    }
}

fn certificate_row(certificate: &Certificate, say: &impl Fn(Say) -> String) -> forms::Certificate {
    let unknown = || say(Say::id("serial-unknown"));
    forms::Certificate {
        kind: say(conversation::certificate_kind_name(certificate.kind)),
        serial: certificate.known_serial().map_or_else(unknown, |serial| serial.as_str().to_owned()),
        holder: certificate.holder.clone(),
        expires: certificate.expires_on.map_or_else(|| say(Say::id("not-known")), |day| day.to_string()),
        has_seal: certificate.has_seal,
    }
}

/// The rows of the packing list: where a paper review asked for some again, those alone.
fn papers(order: &Order) -> Vec<usize> {
    match &order.stage {
        Stage::AwaitingPaper { missing, .. } => missing.iter().map(|d| usize::from(d.number()) - 1).collect(),
        _ => Vec::new(),
    }
}
