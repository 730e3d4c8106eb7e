//! Certificates on file.

use super::error::StoreError;
use super::open::Tx;
use super::orders::pattern;
use super::sql::{Row, Value, statements};
use super::{document, read};
use crate::domain::certificate::{Certificate, CertificateState};
use crate::domain::uscc::Uscc;

statements! {
    OF_UNIT = sql("SELECT serial, data FROM certificates WHERE uscc = $1 ORDER BY serial LIMIT 200");
    BY_SERIAL = sql("SELECT serial, data FROM certificates WHERE serial = $1");
    BY_SERIALS = among("SELECT serial, data FROM certificates WHERE serial IN", "ORDER BY serial");
    LIKE = sql("SELECT serial, data FROM certificates WHERE LOWER(data) LIKE $1 ESCAPE '!' ORDER BY serial LIMIT 20");
    PUT = many(
        "INSERT INTO certificates (serial, uscc, data) VALUES", 3,
        "ON CONFLICT (serial) DO UPDATE SET uscc = excluded.uscc, data = excluded.data"
    );
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

    /// Certificates by their serials.
    pub async fn certificates_by_serial(&mut self, serials: &[String]) -> Result<Vec<Certificate>, StoreError> {
        let values: Vec<Value<'_>> = serials.iter().map(|serial| serial.as_str().into()).collect();
        BY_SERIALS.rows(self, &values).await?.iter().map(certificate).collect()
    }

    /// Certificates that this is a part of, whatever the case of its letters: serial, code or holder; at most 20.
    pub async fn certificates_like(&mut self, part: &str) -> Result<Vec<Certificate>, StoreError> {
        let found = self.rows(LIKE, &[pattern(part).into()]).await?;
        let mut certificates: Vec<Certificate> = found.iter().map(certificate).collect::<Result<_, _>>()?;
        // The document holds other words, too.
        certificates.retain(|c| c.is_found_by(part) || c.uscc.as_str().contains(&part.to_uppercase()));
        Ok(certificates)
    }

    /// Puts certificates on file, each once.
    pub async fn put_certificates(&mut self, certificates: &[Certificate]) -> Result<(), StoreError> {
        let mut values = Vec::with_capacity(certificates.len() * 3);
        for certificate in certificates {
            values.push(Value::from(certificate.serial.as_str()));
            values.push(certificate.uscc.as_str().into());
            values.push(document(certificate)?.into());
        }
        PUT.rows(self, &values).await.map(drop)
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
