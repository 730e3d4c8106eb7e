//! The details of an order, question by question: which there are, in which order, and what is a right answer to each.
//! Adding a question is fine for ever; its stable name is what is stored.

use crate::domain::identity::{Identity, IdentityError, IdentityKind};
use crate::domain::input::LineError;
use crate::domain::line::{Address, BankLine, Email, PersonName, UnitName};
use crate::domain::mobile::{Mobile, MobileError};
use crate::domain::uscc::{Uscc, UsccError};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A part of the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Section {
    Unit,
    LegalPerson,
    Agent,
    Invoice,
    Recipient,
}

impl Section {
    pub const ALL: [Self; 5] = [Self::Unit, Self::LegalPerson, Self::Agent, Self::Invoice, Self::Recipient];
}

/// One question of the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Question {
    UnitAddress,
    UnitMobile,
    LegalName,
    LegalIdentity,
    AgentName,
    AgentIdentity,
    AgentMobile,
    InvoiceKind,
    InvoiceTitle,
    InvoiceTaxNumber,
    InvoiceEmail,
    InvoiceBank,
    InvoiceBankAccount,
    InvoiceAddress,
    InvoiceTelephone,
    RecipientName,
    RecipientMobile,
    RecipientAddress,
}

impl Question {
    /// In the order in which they are asked.
    pub const ALL: [Self; 18] = [
        Self::UnitAddress,
        Self::UnitMobile,
        Self::LegalName,
        Self::LegalIdentity,
        Self::AgentName,
        Self::AgentIdentity,
        Self::AgentMobile,
        Self::InvoiceKind,
        Self::InvoiceTitle,
        Self::InvoiceTaxNumber,
        Self::InvoiceEmail,
        Self::InvoiceBank,
        Self::InvoiceBankAccount,
        Self::InvoiceAddress,
        Self::InvoiceTelephone,
        Self::RecipientName,
        Self::RecipientMobile,
        Self::RecipientAddress,
    ];

    #[must_use]
    pub fn section(self) -> Section {
        match self {
            Self::UnitAddress | Self::UnitMobile => Section::Unit,
            Self::LegalName | Self::LegalIdentity => Section::LegalPerson,
            Self::AgentName | Self::AgentIdentity | Self::AgentMobile => Section::Agent,
            Self::RecipientName | Self::RecipientMobile | Self::RecipientAddress => Section::Recipient,
            _ => Section::Invoice,
        }
    }

    /// The end of the Fluent ids that ask it and name it.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::UnitAddress => "unit-address",
            Self::UnitMobile => "unit-mobile",
            Self::LegalName => "legal-name",
            Self::LegalIdentity => "legal-identity",
            Self::AgentName => "agent-name",
            Self::AgentIdentity => "agent-identity",
            Self::AgentMobile => "agent-mobile",
            Self::InvoiceKind => "invoice-kind",
            Self::InvoiceTitle => "invoice-title",
            Self::InvoiceTaxNumber => "invoice-tax-number",
            Self::InvoiceEmail => "invoice-email",
            Self::InvoiceBank => "invoice-bank",
            Self::InvoiceBankAccount => "invoice-bank-account",
            Self::InvoiceAddress => "invoice-address",
            Self::InvoiceTelephone => "invoice-telephone",
            Self::RecipientName => "recipient-name",
            Self::RecipientMobile => "recipient-mobile",
            Self::RecipientAddress => "recipient-address",
        }
    }

    /// True for what only a special VAT invoice needs (SAT notice 2017 No. 16 and practice).
    #[must_use]
    pub fn is_for_special_invoice(self) -> bool {
        matches!(self, Self::InvoiceBank | Self::InvoiceBankAccount | Self::InvoiceAddress | Self::InvoiceTelephone)
    }

    /// True for what says who the legal person is.
    #[must_use]
    pub fn is_of_legal_person(self) -> bool {
        matches!(self, Self::LegalName | Self::LegalIdentity)
    }

    /// True where a mobile number is asked for.
    #[must_use]
    pub fn is_mobile(self) -> bool {
        matches!(self, Self::UnitMobile | Self::AgentMobile | Self::RecipientMobile)
    }

    /// Reads an answer as typed; `identity` is the kind of document that the number is said to be of.
    pub fn read(self, typed: &str, identity: IdentityKind) -> Result<Answer, Wrong> {
        Ok(match self {
            Self::UnitAddress | Self::InvoiceAddress | Self::RecipientAddress => {
                Answer::Address(Address::parse(typed).map_err(Wrong::Line)?)
            }
            Self::UnitMobile | Self::AgentMobile | Self::RecipientMobile => {
                Answer::Mobile(Mobile::parse(typed).map_err(Wrong::Mobile)?)
            }
            Self::InvoiceTelephone => Answer::Line(telephone(typed)?),
            Self::LegalName | Self::AgentName | Self::RecipientName => Answer::Person(person(typed)?),
            Self::LegalIdentity | Self::AgentIdentity => {
                Answer::Identity(Identity::parse(identity, typed).map_err(Wrong::Identity)?)
            }
            Self::InvoiceKind => return Err(Wrong::Choice),
            Self::InvoiceTitle => Answer::Unit(UnitName::parse(typed).map_err(Wrong::Line)?),
            Self::InvoiceTaxNumber => Answer::Uscc(Uscc::parse(typed).map_err(Wrong::Uscc)?),
            Self::InvoiceEmail => Answer::Email(Email::parse(typed).ok_or(Wrong::Email)?),
            Self::InvoiceBank => Answer::Line(BankLine::parse(typed).map_err(Wrong::Line)?),
            Self::InvoiceBankAccount => Answer::Line(bank_account(typed)?),
        })
    }
}

/// A person's name has no digits: a number that was typed into the wrong field is none.
fn person(typed: &str) -> Result<PersonName, Wrong> {
    let name = PersonName::parse(typed).map_err(Wrong::Line)?;
    match name.as_str().chars().find(char::is_ascii_digit) {
        Some(digit) => Err(Wrong::Line(LineError::Character(digit))),
        None => Ok(name),
    }
}

/// A fixed or mobile telephone of 7 to 13 digits, with an extension perhaps.
fn telephone(typed: &str) -> Result<BankLine, Wrong> {
    let line = BankLine::parse(typed).map_err(Wrong::Line)?;
    let digits = line.as_str().chars().filter(char::is_ascii_digit).count();
    let shaped = line.as_str().chars().all(|c| c.is_ascii_digit() || matches!(c, '-' | ' ' | '+' | '(' | ')' | '转'));
    if shaped && (7..=18).contains(&digits) { Ok(line) } else { Err(Wrong::Telephone) }
}

fn bank_account(typed: &str) -> Result<BankLine, Wrong> {
    let digits = crate::domain::input::code(typed);
    if (8..=32).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit()) {
        BankLine::parse(&digits).map_err(Wrong::Line)
    } else {
        Err(Wrong::BankAccount)
    }
}

/// Which invoice is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum InvoiceChoice {
    /// 增值税普通发票
    Ordinary,
    /// 增值税专用发票
    Special,
}

/// A right answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    Address(Address),
    Mobile(Mobile),
    Person(PersonName),
    Identity(Identity),
    Unit(UnitName),
    Uscc(Uscc),
    Email(Email),
    Line(BankLine),
    InvoiceKind(InvoiceChoice),
}

impl Answer {
    /// In full, for forms and for who gave it.
    #[must_use]
    pub fn text(&self) -> &str {
        match self {
            Self::Address(a) => a.as_str(),
            Self::Mobile(m) => m.as_str(),
            Self::Person(p) => p.as_str(),
            Self::Identity(i) => i.number(),
            Self::Unit(u) => u.as_str(),
            Self::Uscc(u) => u.as_str(),
            Self::Email(e) => e.as_str(),
            Self::Line(l) => l.as_str(),
            Self::InvoiceKind(InvoiceChoice::Ordinary) => "ordinary",
            Self::InvoiceKind(InvoiceChoice::Special) => "special",
        }
    }
}

/// Why an answer is not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wrong {
    Line(LineError),
    Mobile(MobileError),
    Identity(IdentityError),
    Uscc(UsccError),
    Email,
    Telephone,
    BankAccount,
    /// It is answered by a button.
    Choice,
}

/// The answers given so far.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Answers(BTreeMap<Question, Answer>);

impl Answers {
    #[must_use]
    pub fn get(&self, question: Question) -> Option<&Answer> {
        self.0.get(&question)
    }

    /// The answer in full; empty where there is none.
    #[must_use]
    pub fn text(&self, question: Question) -> &str {
        self.get(question).map_or("", Answer::text)
    }

    /// Puts an answer in the place of an earlier one.
    pub fn put(&mut self, question: Question, answer: Answer) {
        self.0.insert(question, answer);
    }

    /// What may be offered again: to each question the newest answer, of orders that are given newest first.
    #[must_use]
    pub fn newest<'a>(orders: impl IntoIterator<Item = &'a Self>) -> Self {
        let mut newest = BTreeMap::new();
        for answers in orders {
            for (question, answer) in &answers.0 {
                newest.entry(*question).or_insert_with(|| answer.clone());
            }
        }
        Self(newest)
    }

    #[must_use]
    pub fn is_special_invoice(&self) -> bool {
        self.get(Question::InvoiceKind) == Some(&Answer::InvoiceKind(InvoiceChoice::Special))
    }

    /// The questions that this order must answer, in order.
    pub fn asked(&self) -> impl Iterator<Item = Question> + '_ {
        let special = self.is_special_invoice();
        Question::ALL.into_iter().filter(move |q| special || !q.is_for_special_invoice())
    }

    /// The first question without an answer.
    #[must_use]
    pub fn next_open(&self) -> Option<Question> {
        self.asked().find(|q| !self.0.contains_key(q))
    }

    /// The agent's mobile, which every notice goes to.
    #[must_use]
    pub fn agent_mobile(&self) -> Option<&Mobile> {
        self.mobile(Question::AgentMobile)
    }

    #[must_use]
    pub fn recipient_mobile(&self) -> Option<&Mobile> {
        self.mobile(Question::RecipientMobile)
    }

    /// Where the invoice is mailed to.
    #[must_use]
    pub fn invoice_email(&self) -> Option<&Email> {
        match self.get(Question::InvoiceEmail) {
            Some(Answer::Email(email)) => Some(email),
            _ => None,
        }
    }

    fn mobile(&self, question: Question) -> Option<&Mobile> {
        match self.get(question) {
            Some(Answer::Mobile(mobile)) => Some(mobile),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_special_invoice_asks_for_more() {
        let mut answers = Answers::default();
        assert_eq!(answers.asked().count(), 14);
        answers.put(Question::InvoiceKind, Answer::InvoiceKind(InvoiceChoice::Special));
        assert_eq!(answers.asked().count(), 18);
        assert_eq!(answers.next_open(), Some(Question::UnitAddress));
    }

    #[test]
    fn each_question_reads_its_own_kind() {
        let card = IdentityKind::ResidentCard;
        assert!(Question::AgentMobile.read("138 0013 8000", card).is_ok());
        assert_eq!(Question::AgentMobile.read("138", card), Err(Wrong::Mobile(MobileError::Length { got: 3 })));
        assert_eq!(Question::InvoiceTelephone.read("电话", card), Err(Wrong::Line(LineError::TooShort { min: 4 })));
        assert!(Question::InvoiceTelephone.read("0791-8888 6666", card).is_ok());
        assert_eq!(Question::InvoiceBankAccount.read("12ab", card), Err(Wrong::BankAccount));
        assert_eq!(Question::InvoiceKind.read("x", card), Err(Wrong::Choice));
        // Found by the clumsy applicant: a mobile number became a name.
        assert_eq!(Question::AgentName.read("13800138000", card), Err(Wrong::Line(LineError::Character('1'))));
    }

    #[test]
    fn stored_answers_are_read_for_ever() {
        let stored = r#"{"agent_mobile":{"mobile":"13800138000"},"invoice_kind":{"invoice_kind":"special"}}"#;
        let answers: Answers = serde_json::from_str(stored).unwrap();
        assert_eq!(answers.agent_mobile().map(Mobile::as_str), Some("13800138000"));
        assert_eq!(serde_json::to_string(&answers).unwrap(), stored);
    }
}
