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

/// One certificate.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Certificate {
    pub serial: Serial,
    pub uscc: Uscc,
    pub kind: CertificateKind,
    /// Whose name it carries.
    pub holder: String,
    pub expires_on: NaiveDate,
    /// True where it carries an electronic seal, which is made again with it.
    pub has_seal: bool,
    pub state: CertificateState,
}
