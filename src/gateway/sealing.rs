//! Sealing files at rest: XChaCha20-Poly1305 under a key derived from the operator's secret. What is sealed, and where it lies, is for others.

use chacha20poly1305::aead::{Aead as _, KeyInit as _, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use hmac::{Hmac, Mac as _};
use sha2::{Digest as _, Sha256};

/// How sealed files begin, so that another way of sealing can be told apart some day.
const MARK: &[u8; 4] = b"CDF1";
const NONCE: usize = 24;

/// The key that seals files and hides their names.
#[derive(Clone)]
pub struct FilesKey {
    sealing: [u8; 32],
    naming: [u8; 32],
}

/// A file that was not sealed with this key, or is damaged.
#[derive(Debug, thiserror::Error)]
#[error("not sealed with this key, or damaged")]
pub struct SealError;

impl FilesKey {
    /// Keys derived from a secret of any length, for these two purposes.
    #[must_use]
    pub fn derive(secret: &[u8]) -> Self {
        Self { sealing: mac(secret, b"certdesk files 1: sealing"), naming: mac(secret, b"certdesk files 1: naming") }
    }

    /// SHA-256 in lower-case hexadecimal.
    #[must_use]
    pub fn digest(bytes: &[u8]) -> String {
        hex(&Sha256::digest(bytes))
    }

    /// The name of a file, which only who has the key can find.
    #[must_use]
    pub fn name_of(&self, digest: &str) -> String {
        hex(&mac(&self.naming, digest.as_bytes()))
    }

    /// Seals bytes so that they open only as `digest`.
    pub fn seal(&self, digest: &str, bytes: &[u8]) -> Result<Vec<u8>, SealError> {
        let random = [crate::clock::random().to_le_bytes(), crate::clock::random().to_le_bytes()].concat();
        let nonce = XNonce::clone_from_slice(&random[..NONCE]);
        let payload = Payload { msg: bytes, aad: digest.as_bytes() };
        let sealed = self.cipher()?.encrypt(&nonce, payload).map_err(|_| SealError)?;
        Ok([MARK.as_slice(), nonce.as_slice(), &sealed].concat())
    }

    /// Opens what was sealed as `digest`.
    pub fn open(&self, digest: &str, sealed: &[u8]) -> Result<Vec<u8>, SealError> {
        let rest = sealed.strip_prefix(MARK).ok_or(SealError)?;
        let (nonce, rest) = rest.split_at_checked(NONCE).ok_or(SealError)?;
        let payload = Payload { msg: rest, aad: digest.as_bytes() };
        self.cipher()?.decrypt(XNonce::from_slice(nonce), payload).map_err(|_| SealError)
    }

    fn cipher(&self) -> Result<XChaCha20Poly1305, SealError> {
        XChaCha20Poly1305::new_from_slice(&self.sealing).map_err(|_| SealError)
    }
}

impl std::fmt::Debug for FilesKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("FilesKey(…)")
    }
}

fn mac(secret: &[u8], about: &[u8]) -> [u8; 32] {
    // HMAC takes a key of any length
    let mut mac = <Hmac<Sha256> as hmac::Mac>::new_from_slice(secret).unwrap_or_else(|_| unreachable!());
    mac.update(about);
    mac.finalize().into_bytes().into()
}

fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        // Writing to a string cannot fail.
        let _written = write!(text, "{byte:02x}");
        text
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_sealed_opens_with_its_key_and_as_itself_only() {
        let key = FilesKey::derive(b"secret");
        let digest = FilesKey::digest(b"scan");
        let sealed = key.seal(&digest, b"scan").unwrap();
        assert_eq!(key.open(&digest, &sealed).unwrap(), b"scan");
        assert_ne!(sealed, key.seal(&digest, b"scan").unwrap(), "never twice the same nonce");
        assert!(FilesKey::derive(b"other").open(&digest, &sealed).is_err());
        assert!(key.open(&FilesKey::digest(b"licence"), &sealed).is_err());
        for cut in 0..sealed.len() {
            assert!(key.open(&digest, &sealed[..cut]).is_err());
        }
    }
}
