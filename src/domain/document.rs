//! The documents of an order: which there are, which of them are forms of the desk's own, and their printed codes.

use serde::{Deserialize, Serialize};

/// The most bytes of a document that the desk hands on; what is larger is made smaller, the original is kept.
pub const DOCUMENT_LIMIT: u64 = 1_000_000;

/// A document that the applicant uploads and posts, in the order in which they lie in the envelope.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DocumentKind {
    /// 数字证书用户申请表
    ApplicationForm,
    /// 营业执照
    BusinessLicence,
    /// 经办人身份证
    AgentIdentityCard,
    /// 法人授权委托书
    AuthorisationLetter,
    /// 签章采集表
    SealSpecimenForm,
}

impl DocumentKind {
    pub const ALL: [Self; 5] = [
        Self::ApplicationForm,
        Self::BusinessLicence,
        Self::AgentIdentityCard,
        Self::AuthorisationLetter,
        Self::SealSpecimenForm,
    ];

    /// True where the desk prints it, bound to the order.
    #[must_use]
    pub fn is_form(self) -> bool {
        matches!(self, Self::ApplicationForm | Self::AuthorisationLetter | Self::SealSpecimenForm)
    }

    /// How many pictures may make it up: a card has two sides.
    #[must_use]
    pub fn sides(self) -> usize {
        if self == Self::AgentIdentityCard { 2 } else { 1 }
    }

    /// Its number from 1, for commands and buttons.
    #[must_use]
    pub fn number(self) -> u8 {
        match self {
            Self::ApplicationForm => 1,
            Self::BusinessLicence => 2,
            Self::AgentIdentityCard => 3,
            Self::AuthorisationLetter => 4,
            Self::SealSpecimenForm => 5,
        }
    }

    #[must_use]
    pub fn from_number(number: u8) -> Option<Self> {
        Self::ALL.into_iter().find(|d| d.number() == number)
    }
}

/// A file at Telegram, as the bot was given it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileRef {
    /// For download and sending, by this bot only.
    pub id: String,
    /// The same for the same file everywhere; for telling repeats.
    pub unique_id: String,
    /// As the sender named it; photos have none.
    pub name: Option<String>,
    /// In bytes, as Telegram states it.
    pub size: u64,
    pub form: FileForm,
}

/// How a file travelled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FileForm {
    /// Compressed by Telegram.
    Photo,
    /// As it was.
    Document,
    /// A round video.
    VideoNote,
    Video,
    /// A short film without sound, as clients make of a GIF.
    Animation,
    /// Music, or any other sound file.
    Audio,
    /// A recorded voice message.
    Voice,
    Sticker,
    /// What came to the desk's own web server, a video or an invoice: kept by the desk under the digest in `unique_id`, unknown to
    /// Telegram.
    Clip,
}

impl FileForm {
    /// True where words stand below it; a round video and a sticker carry none.
    #[must_use]
    pub fn bears_words(self) -> bool {
        !matches!(self, Self::VideoNote | Self::Sticker)
    }
}
