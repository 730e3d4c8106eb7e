//! Digital certificates on file for a unit. The authority's own register is the source; this is what an order needs of it.

use super::line::Serial;
use super::uscc::Uscc;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// Whether a certificate still counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CertificateState {
    Valid,
    Revoked,
}

/// What a certificate is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CertificateKind {
    /// 单位证书
    Unit,
    /// 法人证书
    LegalPerson,
    /// 经办人 or 业务证书
    Staff,
}

impl CertificateKind {
    pub const ALL: [Self; 3] = [Self::Unit, Self::LegalPerson, Self::Staff];
}

/// One certificate.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Certificate {
    pub serial: Serial,
    pub uscc: Uscc,
    pub kind: CertificateKind,
    /// Whose name it carries.
    pub holder: String,
    /// `None` where the applicant described it by hand and does not know.
    #[serde(default)]
    pub expires_on: Option<NaiveDate>,
    /// True where it carries an electronic seal, which is made again with it.
    pub has_seal: bool,
    pub state: CertificateState,
    /// Present where it is not on file: the applicant described it by hand, and staff look into it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by_hand: Option<ByHand>,
}

/// How far a certificate that was described by hand is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ByHand {
    /// The serial is the certificate's own, as the applicant has it.
    WithSerial,
    /// The serial is a stand-in: nobody knows it.
    WithoutSerial,
}

impl Certificate {
    /// The serial as printed on the certificate, where it is known.
    #[must_use]
    pub fn known_serial(&self) -> Option<&Serial> {
        (self.by_hand != Some(ByHand::WithoutSerial)).then_some(&self.serial)
    }

    /// True where the serial or the holder's name holds this part, whatever the case of its letters.
    #[must_use]
    pub fn is_found_by(&self, part: &str) -> bool {
        let part = part.trim().to_uppercase();
        self.serial.as_str().to_uppercase().contains(&part) || self.holder.to_uppercase().contains(&part)
    }
}
