//! What is filled into the forms: plain words, already put as they are to be printed. No rules about them live here, and no layout.

use serde::Serialize;

/// Everything the four forms say about one order. All strings are printed as they are; an empty one is printed as `/`, as a clerk would.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct FormData {
    /// Order number, `A`–`Z`, `0`–`9` and `-`, at most 20 characters.
    pub order: String,
    /// Counts the order's changes of details since the first forms; printed as 版本.
    pub revision: u16,
    /// Day on which the forms were made, put in words (`2026年3月2日`).
    pub issued: String,
    /// Name of the certificate authority, the letter's addressee.
    pub authority: String,
    /// Project whose certificates are re-issued.
    pub project: String,
    /// Applicant unit (申请单位).
    pub unit: Unit,
    /// Legal person (法定代表人).
    pub legal_person: LegalPerson,
    /// Agent (经办人).
    pub agent: Agent,
    /// Certificates to re-issue.
    pub certificates: Vec<Certificate>,
    /// Why they are re-issued.
    pub grounds: String,
    /// Fee in words, `合计 260.00 元` or the like.
    pub fee: String,
    /// Invoice (发票).
    pub invoice: Invoice,
    /// To whom the new certificates are sent.
    pub recipient: Recipient,
    /// Where the paper originals are posted to.
    pub desk: DeskAddress,
    /// Address of the legal person's page, printed on the authorisation letter for who has no Telegram; empty for none.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub legal_page: String,
    /// The rows of the packing list that are to be posted, from 0; all of them where none is named.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub papers: Vec<usize>,
}

/// The company that owns the certificates.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
#[expect(missing_docs, reason = "the names are the labels on the form")]
pub struct Unit {
    pub name: String,
    pub uscc: String,
    pub address: String,
    pub telephone: String,
}

/// The legal person and what they identify themselves with.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
#[expect(missing_docs, reason = "the names are the labels on the form")]
pub struct LegalPerson {
    pub name: String,
    pub id_type: String,
    pub id_number: String,
}

/// The person who runs the errand.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
#[expect(missing_docs, reason = "the names are the labels on the form")]
pub struct Agent {
    pub name: String,
    pub id_number: String,
    pub mobile: String,
}

/// A certificate to re-issue.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
#[expect(missing_docs, reason = "the names are the column heads on the form")]
pub struct Certificate {
    pub kind: String,
    pub serial: String,
    pub holder: String,
    pub expires: String,
    /// It carries an electronic seal, which is made again.
    pub has_seal: bool,
}

/// The invoice's fields.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
#[expect(missing_docs, reason = "the names are the labels on the form")]
pub struct Invoice {
    pub kind: String,
    pub title: String,
    pub tax_number: String,
    pub address: String,
    pub telephone: String,
    pub bank: String,
    pub account: String,
    pub email: String,
}

/// Who receives the new certificates.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
#[expect(missing_docs, reason = "the names are the labels on the form")]
pub struct Recipient {
    pub name: String,
    pub mobile: String,
    pub address: String,
}

/// The desk's postal address.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
#[expect(missing_docs, reason = "the names are the labels on the form")]
pub struct DeskAddress {
    pub recipient: String,
    pub telephone: String,
    pub address: String,
    pub postcode: String,
}
