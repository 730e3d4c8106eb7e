//! The labels that people write before what they fill in, and which field each means.

use super::word::words;
use crate::domain::order::{Question, Section};
use std::ops::Range;
use std::sync::OnceLock;

/// What a value is, before it is known whose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Field {
    Name,
    Identity,
    Mobile,
    Address,
    Title,
    Tax,
    Email,
    Bank,
    Account,
    Telephone,
}

impl Field {
    /// The question that it answers in a section, where there is one.
    pub(super) fn question(self, section: Section) -> Option<Question> {
        Some(match (section, self) {
            (Section::Unit, Self::Address) => Question::UnitAddress,
            (Section::Unit, Self::Mobile | Self::Telephone) => Question::UnitMobile,
            (Section::LegalPerson, Self::Name) => Question::LegalName,
            (Section::LegalPerson, Self::Identity) => Question::LegalIdentity,
            (Section::Agent, Self::Name) => Question::AgentName,
            (Section::Agent, Self::Identity) => Question::AgentIdentity,
            (Section::Agent, Self::Mobile | Self::Telephone) => Question::AgentMobile,
            (Section::Invoice, Self::Title | Self::Name) => Question::InvoiceTitle,
            (Section::Invoice, Self::Tax) => Question::InvoiceTaxNumber,
            (Section::Invoice, Self::Email) => Question::InvoiceEmail,
            (Section::Invoice, Self::Bank) => Question::InvoiceBank,
            (Section::Invoice, Self::Account) => Question::InvoiceBankAccount,
            (Section::Invoice, Self::Address) => Question::InvoiceAddress,
            (Section::Invoice, Self::Telephone | Self::Mobile) => Question::InvoiceTelephone,
            (Section::Recipient, Self::Name) => Question::RecipientName,
            (Section::Recipient, Self::Mobile | Self::Telephone) => Question::RecipientMobile,
            (Section::Recipient, Self::Address) => Question::RecipientAddress,
            _ => return None,
        })
    }
}

/// What a label announces: a value, or two with the number last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Label {
    pub(super) first: Field,
    pub(super) second: Option<Field>,
    section: Option<Section>,
}

impl Label {
    /// The section that this label alone gives away.
    pub(super) fn section(self) -> Option<Section> {
        let of_invoice =
            self.second.is_some() || matches!(self.first, Field::Tax | Field::Title | Field::Bank | Field::Account);
        self.section.or(of_invoice.then_some(Section::Invoice))
    }
}

/// The labels, the longest of those that begin alike first; in lower case, each with the section that it gives away.
fn labels() -> &'static [(String, Label)] {
    static LABELS: OnceLock<Vec<(String, Label)>> = OnceLock::new();
    LABELS.get_or_init(|| {
        let mut labels: Vec<(String, Label)> = words("label")
            .filter_map(|(of, name)| {
                let mut of = of.split_whitespace();
                let (fields, section) = (of.next()?, of.next().and_then(section_named));
                let label = match fields.split_once('+') {
                    Some((first, second)) => Label { first: field_named(first)?, second: field_named(second), section },
                    None => Label { first: field_named(fields)?, second: None, section },
                };
                Some((name.to_owned(), label))
            })
            .collect();
        labels.sort_by_key(|(name, _)| std::cmp::Reverse(name.len()));
        labels
    })
}

fn field_named(name: &str) -> Option<Field> {
    Some(match name {
        "name" => Field::Name,
        "identity" => Field::Identity,
        "mobile" => Field::Mobile,
        "address" => Field::Address,
        "title" => Field::Title,
        "tax" => Field::Tax,
        "email" => Field::Email,
        "bank" => Field::Bank,
        "account" => Field::Account,
        "telephone" => Field::Telephone,
        _ => return None,
    })
}

fn section_named(name: &str) -> Option<Section> {
    Some(match name {
        "recipient" => Section::Recipient,
        "legal-person" => Section::LegalPerson,
        "agent" => Section::Agent,
        _ => return None,
    })
}

/// The labels in a text, in their order, each with the colon or blank behind it.
pub(super) fn find(text: &str) -> Vec<(Range<usize>, Label)> {
    let mut found: Vec<(Range<usize>, Label)> = Vec::new();
    let mut at = 0;
    let mut boundary = true;
    while at < text.len() {
        let rest = &text[at..];
        if let Some((length, label)) = label_at(rest, boundary) {
            found.push((at..at + length, label));
            at += length;
            boundary = true;
            continue;
        }
        let Some(c) = rest.chars().next() else { break };
        boundary = super::word::is_separator(c);
        at += c.len_utf8();
    }
    found
}

/// The label that a text begins with, and its length with what sets it off. A colon makes one anywhere; elsewhere it must stand at
/// the beginning of a word and be followed by a blank or by something that no label goes on with.
fn label_at(rest: &str, boundary: bool) -> Option<(usize, Label)> {
    labels().iter().find_map(|(name, label)| {
        let head = rest.get(..name.len())?;
        if !head.eq_ignore_ascii_case(name) {
            return None;
        }
        let after = &rest[name.len()..];
        let blanks = after.len() - after.trim_start_matches([' ', '*']).len();
        let next = after[blanks..].chars().next();
        let latin = name.is_ascii();
        match next {
            Some(':') if boundary || !latin => Some((name.len() + blanks + 1, *label)),
            _ if !boundary => None,
            Some(c) if (blanks > 0 || c.is_ascii_digit()) && !latin => {
                (c != '\n').then_some((name.len() + blanks, *label))
            }
            _ => None,
        }
    })
}
