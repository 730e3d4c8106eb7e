//! E-mails, carried out: within the day's limits, the same message however often it is tried, and told to the desk however they came
//! out. And the invoices that staff send, read.

use super::Outbox;
use super::perform::Tried;
use crate::conversation::Happening;
use crate::domain::document::{FileForm, FileRef};
use crate::domain::effect::{Effect, To};
use crate::domain::invoice::{self, InvoiceLook, MOST_BYTES};
use crate::domain::mailing::{MailKind, MailOutcome};
use crate::domain::order::{Order, Question};
use crate::domain::order_number::OrderNumber;
use crate::domain::rules::Lang;
use crate::domain::say::{Say, Words};
use crate::gateway::Failure;
use crate::gateway::mail::{Attached, Message};
use crate::pdf;
use crate::store::Due;
use crate::telegram::{Fetched, Wording};
use bytes::Bytes;
use std::time::Duration;

/// The longest that a PDF is read.
const READING: Duration = Duration::from_secs(20);

impl Outbox {
    pub(super) async fn mail(&self, due: &Due, number: &OrderNumber, kind: MailKind) -> Tried {
        let found = match self.desk.order(number).await {
            Ok(found) => found,
            Err(error) => return error.into(),
        };
        let Some((order, _)) = found else { return Tried::Done };
        let Some(to) = order.answers.invoice_email() else { return Tried::Done };
        let attached = match (kind, order.invoice.as_ref().and_then(|invoice| invoice.file.as_ref())) {
            (MailKind::Invoice, None) => return Tried::Done,
            (MailKind::Invoice, Some(file)) => match self.fetch_invoice(file).await {
                Ok(Fetched::Whole(pdf)) => Some(Attached { name: format!("{}.pdf", order.number.as_str()), pdf }),
                Ok(Fetched::TooLarge) => return self.mailed(due, number, kind, MailOutcome::Refused).await,
                Err(tried) => return tried,
            },
            _ => None,
        };
        match self.is_within_limits(due, to.as_str()).await {
            Ok(true) => {}
            Ok(false) => return self.mailed(due, number, kind, MailOutcome::Limited).await,
            Err(tried) => return tried,
        }
        let words = self.mail_words(&order, kind);
        let message = Message {
            to,
            mark: due.id.as_str(),
            sender: self.desk.setting().rules.desk.name.of(Lang::Zh),
            subject: words.subject,
            text: words.text,
            html: words.html,
            attached,
        };
        let outcome = match self.mail.send(&message).await {
            Ok(()) => MailOutcome::Sent,
            Err(Failure::Refused(why)) => {
                tracing::warn!(why, "an e-mail is refused");
                MailOutcome::Refused
            }
            // It may have arrived: staff or the applicant may have it sent again, the desk does not by itself.
            Err(Failure::Unknown(_)) => MailOutcome::Unknown,
            Err(failure) => return Tried::Outside(failure),
        };
        self.mailed(due, number, kind, outcome).await
    }

    async fn mailed(&self, due: &Due, number: &OrderNumber, kind: MailKind, outcome: MailOutcome) -> Tried {
        self.brought(due, Happening::Mailed { order: number.clone(), kind, outcome }).await
    }

    /// Counts a message once, however often it is tried.
    async fn is_within_limits(&self, due: &Due, address: &str) -> Result<bool, Tried> {
        if self.desk.count(&format!("mail try {}", due.id.as_str())).await? > 1 {
            return Ok(true);
        }
        let services = &self.desk.setting().rules.services;
        self.within_limits("mail", address, (services.mails_each, services.mails_all)).await
    }

    /// Both languages in one message, Chinese first: who reads the mailbox may be nobody that the chat knows.
    fn mail_words(&self, order: &Order, kind: MailKind) -> MailWords {
        let (subject, body) = match kind {
            MailKind::Invoice => ("mail-invoice-subject", "mail-invoice"),
            MailKind::Shipped => ("mail-shipped-subject", "mail-shipped"),
            MailKind::Notice => ("mail-notice-subject", "mail-notice"),
        };
        let rules = &self.desk.setting().rules;
        let said = |id: &'static str, lang: Lang| {
            let invoice = order.invoice.as_ref().map(|invoice| invoice.number.as_str().to_owned()).unwrap_or_default();
            let waybill = order.outbound.as_ref().map(|parcel| parcel.waybill.number.clone()).unwrap_or_default();
            Say::id(id)
                .with("desk", rules.desk.name.of(lang))
                .with("number", order.number.to_string())
                .with("invoice", invoice)
                .with("waybill", waybill)
                .with("bot", self.desk.setting().bot_name.as_str())
                .with("title", order.answers.text(Question::InvoiceTitle))
                .with("telephone", rules.desk.telephone.as_str())
        };
        let subject = self.texts.plain(Lang::Zh, &said(subject, Lang::Zh));
        let text = Lang::ALL.map(|lang| self.texts.plain(lang, &said(body, lang))).join("\n\n");
        let html = Lang::ALL
            .map(|lang| {
                let lines = self.texts.html(&Words::new(lang, vec![said(body, lang)])).replace('\n', "<br>");
                format!("<p lang=\"{}\">{lines}</p>", lang.tag())
            })
            .concat();
        MailWords { subject, text, html: format!("<!doctype html><meta charset=\"utf-8\">{html}") }
    }

    /// An invoice's file: from Telegram where staff sent it, from the desk's own files where a provider did.
    async fn fetch_invoice(&self, file: &FileRef) -> Result<Fetched, Tried> {
        if file.form != FileForm::Clip {
            return self.api.fetch(&file.id, MOST_BYTES).await.map_err(Tried::Failed);
        }
        let kept = self.files.read(&file.unique_id).await.map_err(|error| Tried::Trouble(error.to_string()))?;
        Ok(Fetched::Whole(kept))
    }

    /// Sends a file that Telegram does not know.
    pub(super) async fn send_kept(&self, to: To, file: &FileRef, words: &Words) -> Tried {
        let bytes = match self.files.read(&file.unique_id).await {
            Ok(bytes) => bytes,
            Err(error) => return Tried::Trouble(error.to_string()),
        };
        let fields = Wording { texts: &self.texts, bot: &self.desk.setting().bot_name }.document(to, words);
        let name = file.name.clone().unwrap_or_else(|| "file".to_owned());
        self.pace.wait(to.chat).await;
        let Ok(_turn) = self.calls.acquire().await else { return Tried::Trouble("stopping".to_owned()) };
        match self.api.send_document(fields, name, bytes.to_vec()).await {
            Ok(_) => Tried::Done,
            Err(failure) => Tried::Failed(failure),
        }
    }

    /// A PDF that was sent as the invoice: fetched, read, held against the order. Staff's is kept by Telegram, not here.
    pub(super) async fn read_invoice(&self, due: &Due) -> Tried {
        let Effect::ReadInvoice { order, file, .. } = &due.effect else { return Tried::Done };
        let Ok(_held) = self.fetches.acquire().await else { return Tried::Trouble("stopping".to_owned()) };
        let look = match self.fetch_invoice(file).await {
            Ok(Fetched::TooLarge) => InvoiceLook::TooLarge,
            Ok(Fetched::Whole(bytes)) => match self.look_into(bytes, order).await {
                Ok(look) => look,
                Err(tried) => return tried,
            },
            Err(tried) => return tried,
        };
        match invoice_read(&due.effect, look) {
            Some(happening) => self.brought(due, happening).await,
            None => Tried::Done,
        }
    }

    async fn look_into(&self, bytes: Bytes, number: &OrderNumber) -> Result<InvoiceLook, Tried> {
        let Some((order, _)) = self.desk.order(number).await? else {
            return Err(Tried::Trouble("the order is not there".to_owned()));
        };
        let Ok(_turn) = self.slow.acquire().await else { return Err(Tried::Trouble("stopping".to_owned())) };
        let reading = tokio::task::spawn_blocking(move || pdf::text(&bytes));
        // Whatever the reader cannot cope with, in time or at all, is no invoice.
        let Ok(Ok(Some(text))) = tokio::time::timeout(READING, reading).await else { return Ok(InvoiceLook::NoPdf) };
        let due = order.bill.as_ref().map(crate::domain::order::Bill::total).unwrap_or_default();
        Ok(invoice::compare(&text, due, order.answers.text(Question::InvoiceTitle)))
    }
}

struct MailWords {
    subject: String,
    text: String,
    html: String,
}

/// The happening that ends the reading of an invoice.
pub(super) fn invoice_read(effect: &Effect, look: InvoiceLook) -> Option<Happening> {
    let Effect::ReadInvoice { order, to, reply_to, by, number, file } = effect.clone() else { return None };
    Some(Happening::InvoiceRead { order, to, reply_to, by, number, file, look })
}
