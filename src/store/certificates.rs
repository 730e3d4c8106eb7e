//! Certificates on file.

use super::error::StoreError;
use super::open::Tx;
use super::sql::{Row, statements};
use super::{document, read};
use crate::domain::certificate::{Certificate, CertificateState};
use crate::domain::uscc::Uscc;

statements! {
    OF_UNIT = sql("SELECT serial, data FROM certificates WHERE uscc = $1 ORDER BY serial LIMIT 200");
    BY_SERIAL = sql("SELECT serial, data FROM certificates WHERE serial = $1");
    SAVE = sql(
        "INSERT INTO certificates (serial, uscc, data) VALUES ($1, $2, $3) \
         ON CONFLICT (serial) DO UPDATE SET uscc = excluded.uscc, data = excluded.data"
    );
}

fn certificate(row: &Row) -> Result<Certificate, StoreError> {
    read(&row.text(1)?, "certificates", &row.text(0)?)
}

impl Tx {
    /// A unit's certificates, by serial, at most 200.
    pub async fn certificates(&mut self, uscc: &Uscc) -> Result<Vec<Certificate>, StoreError> {
        self.rows(OF_UNIT, &[uscc.as_str().into()]).await?.iter().map(certificate).collect()
    }

    /// Puts a certificate on file, or writes it as it is now.
    pub async fn save_certificate(&mut self, certificate: &Certificate) -> Result<(), StoreError> {
        let values =
            [certificate.serial.as_str().into(), certificate.uscc.as_str().into(), document(certificate)?.into()];
        self.run(SAVE, &values).await.map(drop)
    }

    /// A certificate no longer counts; one that is not on file is none of ours.
    pub async fn revoke(&mut self, serial: &str) -> Result<(), StoreError> {
        if let Some(row) = self.row(BY_SERIAL, &[serial.into()]).await? {
            let mut found = certificate(&row)?;
            found.state = CertificateState::Revoked;
            self.save_certificate(&found).await?;
        }
        Ok(())
    }
}
