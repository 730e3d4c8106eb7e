//! An invoice that a provider sent by itself: what it is to the order, and what waits until it has been read. What staff send is
//! `staff_moves`'s.

use super::{Order, Refusal, StageKind, What};
use crate::domain::document::FileRef;
use crate::domain::invoice::{Arrival, Difference, InvoiceDraft};
use crate::domain::line::Reference;

/// So many invoices too many are told of; a provider that makes more has more than one order's trouble.
const MOST_OTHERS: usize = 10;

impl Order {
    /// What an invoice with this number and this digest is to the order.
    #[must_use]
    pub fn arrival(&self, number: &Reference, digest: &str) -> Arrival {
        if !matches!(self.stage.kind(), StageKind::Made | StageKind::Shipped | StageKind::Delivered) {
            return Arrival::NotNow;
        }
        let same = |file: Option<&FileRef>| file.is_some_and(|file| file.unique_id == digest);
        match (&self.invoice, &self.invoice_draft) {
            (Some(sent), _) if sent.number == *number && same(sent.file.as_ref()) => Arrival::Known { differs: false },
            (Some(sent), _) if sent.number != *number => Arrival::OtherInvoice,
            (None, Some(draft)) if draft.number == *number && same(Some(&draft.file)) => {
                Arrival::Known { differs: !draft.differs.is_empty() }
            }
            (None, Some(draft)) if draft.number != *number => Arrival::Fresh,
            (None, None) => Arrival::Fresh,
            _ => Arrival::OtherPdf,
        }
    }

    /// A provider sent the invoice: kept until it is read, or, where what it states does not agree, until staff say so.
    pub(super) fn invoice_came(
        &mut self,
        number: Reference,
        file: FileRef,
        states: Vec<Difference>,
    ) -> Result<Vec<What>, Refusal> {
        if self.arrival(&number, &file.unique_id) != Arrival::Fresh {
            return Err(Refusal::Already);
        }
        let mut whats = vec![What::InvoiceCame { number: number.as_str().to_owned() }];
        if !states.is_empty() {
            whats.push(What::InvoiceDoubted { number: number.as_str().to_owned(), differs: states.clone() });
        }
        self.draft_invoice(number, file, states);
        Ok(whats)
    }

    /// It is mailed: one letter at a time, however often it is wanted.
    pub(super) fn mail_invoice(&mut self) -> Result<Vec<What>, Refusal> {
        let invoice = self.invoice.as_mut().filter(|invoice| invoice.file.is_some()).ok_or(Refusal::NotThere)?;
        if std::mem::replace(&mut invoice.mailing, true) {
            return Err(Refusal::Already);
        }
        self.version += 1;
        Ok(Vec::new())
    }

    /// Another one, for an order that has its invoice: each is noted once.
    pub(super) fn other_invoice(&mut self, number: &Reference) -> Result<Vec<What>, Refusal> {
        let sent = self.invoice.as_ref().ok_or(Refusal::NotThere)?;
        let known = self.other_invoices.iter().any(|other| other == number);
        if sent.number == *number || known || self.other_invoices.len() >= MOST_OTHERS {
            return Err(Refusal::Already);
        }
        self.other_invoices.push(number.clone());
        Ok(vec![What::OtherInvoice { number: number.as_str().to_owned() }])
    }

    /// It cannot be read: nothing waits any more.
    pub(super) fn invoice_unreadable(&mut self, number: &Reference) -> Result<Vec<What>, Refusal> {
        self.invoice_draft.take_if(|draft| draft.number == *number).ok_or(Refusal::NotThere)?;
        Ok(vec![What::InvoiceUnreadable { number: number.as_str().to_owned() }])
    }

    /// What waits for a word, told apart from what waited before.
    pub(super) fn draft_invoice(&mut self, number: Reference, file: FileRef, differs: Vec<Difference>) {
        let id = u16::try_from(self.version.rem_euclid(1 << 16)).unwrap_or_default();
        self.invoice_draft = Some(InvoiceDraft { id, number, file, differs });
    }
}
