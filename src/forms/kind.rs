//! Which printed form a page belongs to. The desk's own document kinds are not known here.

use serde::{Deserialize, Serialize};

/// A form that the desk prints for an order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FormKind {
    /// 数字证书用户申请表
    ApplicationForm,
    /// 法人授权委托书
    AuthorisationLetter,
    /// 签章采集表
    SealSpecimen,
    /// 邮寄清单, with the address label
    PackingList,
}

impl FormKind {
    /// Every form, in the order in which they are sent and packed.
    pub const ALL: [Self; 4] =
        [Self::ApplicationForm, Self::AuthorisationLetter, Self::SealSpecimen, Self::PackingList];

    /// The letter in the page's QR code. Printed on paper: never change one, never use one again.
    pub const fn letter(self) -> char {
        match self {
            Self::ApplicationForm => 'A',
            Self::AuthorisationLetter => 'L',
            Self::SealSpecimen => 'S',
            Self::PackingList => 'P',
        }
    }

    /// The form with this letter.
    pub fn from_letter(letter: char) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.letter() == letter)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_stable_because_they_are_on_paper() {
        assert_eq!(FormKind::ALL.map(FormKind::letter), ['A', 'L', 'S', 'P']);
        for kind in FormKind::ALL {
            assert_eq!(FormKind::from_letter(kind.letter()), Some(kind));
        }
        assert_eq!(FormKind::from_letter('a'), None);
    }
}
