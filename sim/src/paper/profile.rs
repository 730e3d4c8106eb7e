//! Where seals and signatures belong on each kind of paper: one table, in millimetres. A caller with other forms passes
//! its own marks; nothing here is read off the page.

use super::At;
use serde::{Deserialize, Serialize};

/// What is put on the paper by hand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Impression {
    /// The company's round seal.
    CompanySeal,
    /// The legal person's square seal.
    LegalSeal,
    /// The legal person's signature.
    Signature,
    /// The agent's signature.
    AgentSignature,
}

/// One impression and the place of its middle.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mark {
    /// What.
    pub what: Impression,
    /// Where its middle is.
    pub at: At,
}

/// A kind of paper, guessed from the name of the file that a bot sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FormKind {
    /// 数字证书用户申请表
    Application,
    /// 法人授权委托书
    Authorisation,
    /// 签章采集表
    Specimen,
    /// 营业执照, a copy
    Licence,
    /// 身份证, a copy of both sides
    IdentityCard,
    /// Anything else.
    Other,
}

/// Words in a file's name and the form that they mean; the first that fits decides.
const NAMES: [(&str, FormKind); 16] = [
    ("申请表", FormKind::Application),
    ("application", FormKind::Application),
    ("授权", FormKind::Authorisation),
    ("委托", FormKind::Authorisation),
    ("authoris", FormKind::Authorisation),
    ("authoriz", FormKind::Authorisation),
    ("letter", FormKind::Authorisation),
    ("采集", FormKind::Specimen),
    ("签章", FormKind::Specimen),
    ("specimen", FormKind::Specimen),
    ("seal", FormKind::Specimen),
    ("印模", FormKind::Specimen),
    ("执照", FormKind::Licence),
    ("licen", FormKind::Licence),
    ("身份证", FormKind::IdentityCard),
    ("identity", FormKind::IdentityCard),
];

const fn mark(what: Impression, x_mm: f64, y_mm: f64) -> Mark {
    Mark { what, at: At::mm(x_mm, y_mm) }
}

/// The application form: the agent signs at the left, the company's seal stands at the bottom right.
const APPLICATION: [Mark; 2] =
    [mark(Impression::CompanySeal, 162.0, 240.5), mark(Impression::AgentSignature, 84.0, 243.5)];
/// The letter: company seal at the left, the legal person's seal beside it, both signatures at the right.
const AUTHORISATION: [Mark; 4] = [
    mark(Impression::CompanySeal, 46.0, 239.0),
    mark(Impression::LegalSeal, 93.0, 239.0),
    mark(Impression::Signature, 170.0, 224.0),
    mark(Impression::AgentSignature, 170.0, 240.5),
];
/// The specimen form: a box for each.
const SPECIMEN: [Mark; 4] = [
    mark(Impression::CompanySeal, 49.0, 213.0),
    mark(Impression::LegalSeal, 105.0, 203.0),
    mark(Impression::Signature, 162.0, 203.0),
    mark(Impression::AgentSignature, 78.0, 254.0),
];
/// Copies: the seal in a blank area, clear of what the paper says.
const LICENCE: [Mark; 1] = [mark(Impression::CompanySeal, 72.0, 238.0)];
const IDENTITY_CARD: [Mark; 1] = [mark(Impression::CompanySeal, 150.0, 230.0)];
const OTHER: [Mark; 1] = [mark(Impression::CompanySeal, 150.0, 248.0)];

impl FormKind {
    /// The kind that a file's name speaks of.
    pub fn of_file(name: &str) -> Self {
        let name = name.to_lowercase();
        NAMES.iter().find(|(word, _)| name.contains(word)).map_or(Self::Other, |(_, kind)| *kind)
    }

    /// What belongs on its last page, and where.
    pub const fn marks(self) -> &'static [Mark] {
        match self {
            Self::Application => &APPLICATION,
            Self::Authorisation => &AUTHORISATION,
            Self::Specimen => &SPECIMEN,
            Self::Licence => &LICENCE,
            Self::IdentityCard => &IDENTITY_CARD,
            Self::Other => &OTHER,
        }
    }

    /// The middle of the printed code (or, on a copy, of what must stay legible) that a careless hand stamps over.
    pub const fn code(self) -> At {
        match self {
            Self::Application | Self::Authorisation | Self::Specimen | Self::Other => At::mm(177.0, 27.0),
            Self::Licence => At::mm(80.0, 120.0),
            Self::IdentityCard => At::mm(105.0, 85.0),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_is_known_by_its_file_name_in_both_languages() {
        for (name, kind) in [
            ("数字证书用户申请表-2K7F.pdf", FormKind::Application),
            ("Application-form-2K7F.pdf", FormKind::Application),
            ("法人授权委托书.pdf", FormKind::Authorisation),
            ("Letter_of_authorisation.PDF", FormKind::Authorisation),
            ("签章采集表.pdf", FormKind::Specimen),
            ("seal-specimen.pdf", FormKind::Specimen),
            ("营业执照.jpg", FormKind::Licence),
            ("readme.pdf", FormKind::Other),
        ] {
            assert_eq!(FormKind::of_file(name), kind, "{name}");
        }
    }

    #[test]
    fn every_mark_lies_on_an_a4_page() {
        let copies = [FormKind::Licence, FormKind::IdentityCard, FormKind::Other];
        for kind in [FormKind::Application, FormKind::Authorisation, FormKind::Specimen].into_iter().chain(copies) {
            for mark in kind.marks() {
                assert!((20.0..190.0).contains(&mark.at.x_mm) && (20.0..277.0).contains(&mark.at.y_mm), "{mark:?}");
            }
        }
    }
}
