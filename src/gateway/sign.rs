//! Digests and signatures, as the providers ask for them. One place, so that each algorithm is taken from a library once. Values in
//! and out; no request is known here.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use md5::{Digest as _, Md5};
use ring::{aead, hmac, rand, signature};
use sm3::Sm3;
use std::collections::BTreeMap;

/// Base64 with padding.
#[must_use]
pub fn base64(bytes: impl AsRef<[u8]>) -> String {
    STANDARD.encode(bytes)
}

/// Base64 with padding, read; blanks and line ends between are left out.
#[must_use]
pub fn from_base64(text: &str) -> Option<Vec<u8>> {
    let text: String = text.split_ascii_whitespace().collect();
    STANDARD.decode(text).ok()
}

#[must_use]
pub fn md5(bytes: impl AsRef<[u8]>) -> [u8; 16] {
    Md5::digest(bytes.as_ref()).into()
}

#[must_use]
pub fn sm3(bytes: impl AsRef<[u8]>) -> [u8; 32] {
    Sm3::digest(bytes.as_ref()).into()
}

#[must_use]
pub fn sha256_hex(bytes: impl AsRef<[u8]>) -> String {
    hex::encode(ring::digest::digest(&ring::digest::SHA256, bytes.as_ref()))
}

#[must_use]
pub fn hmac_sha256(key: &[u8], bytes: &[u8]) -> Vec<u8> {
    hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, key), bytes).as_ref().to_vec()
}

/// Compares in constant time.
#[must_use]
pub fn same(ours: &[u8], theirs: &[u8]) -> bool {
    use subtle::ConstantTimeEq as _;
    ours.ct_eq(theirs).into()
}

/// Percent-encoding of RFC 3986: everything but letters, digits and `-_.~`.
#[must_use]
pub fn encode(text: &str) -> String {
    kept(text, b"-_.~", "%20")
}

/// Percent-encoding as Java's `URLEncoder` does it: a blank is `+`, and `*` is kept where `~` is not.
#[must_use]
pub fn encode_as_java(text: &str) -> String {
    kept(text, b"-_.*", "+")
}

fn kept(text: &str, marks: &[u8], blank: &str) -> String {
    let mut out = String::with_capacity(text.len() * 2);
    for byte in text.bytes() {
        match byte {
            b if b.is_ascii_alphanumeric() || marks.contains(&b) => out.push(char::from(b)),
            b' ' => out.push_str(blank),
            b => {
                out.push('%');
                out.push_str(&hex::encode_upper([b]));
            }
        }
    }
    out
}

/// Pairs as the body of a form or a query.
#[must_use]
pub fn form<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> String {
    pairs.into_iter().map(|(key, value)| format!("{}={}", encode(key), encode(value))).collect::<Vec<_>>().join("&")
}

/// The pairs of a form's body, by name; `None` where a name comes twice, for then nobody can tell which one was signed.
#[must_use]
pub fn form_pairs(body: &str) -> Option<BTreeMap<String, String>> {
    let mut url = reqwest::Url::parse("http://form/").ok()?;
    url.set_query(Some(body));
    let mut pairs = BTreeMap::new();
    for (key, value) in url.query_pairs() {
        if pairs.insert(key.into_owned(), value.into_owned()).is_some() {
            return None;
        }
    }
    Some(pairs)
}

/// A private RSA key that signs with SHA-256 (PKCS #1 v1.5).
pub struct Signer(signature::RsaKeyPair);

impl std::fmt::Debug for Signer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Signer(…)")
    }
}

impl Signer {
    /// Takes PKCS #8 or PKCS #1, as PEM or as its bare Base64; `None` where it is neither.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let der = der(text)?;
        signature::RsaKeyPair::from_pkcs8(&der).or_else(|_| signature::RsaKeyPair::from_der(&der)).ok().map(Self)
    }

    /// The signature in Base64.
    #[must_use]
    pub fn sign(&self, message: &[u8]) -> String {
        let mut signed = vec![0; self.0.public().modulus_len()];
        let done = self.0.sign(&signature::RSA_PKCS1_SHA256, &rand::SystemRandom::new(), message, &mut signed);
        // It fails only where the buffer has another length than the key's.
        done.map(|()| base64(&signed)).unwrap_or_default()
    }
}

/// A public RSA key that verifies with SHA-256 (PKCS #1 v1.5); 2048 bits at least.
#[derive(Clone)]
pub struct Verifier(Vec<u8>);

impl std::fmt::Debug for Verifier {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Verifier(…)")
    }
}

impl Verifier {
    /// Takes a `SubjectPublicKeyInfo`, as PEM or as its bare Base64; `None` where it is none.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let der = der(text)?;
        let outer = element(&der, 0x30)?.0;
        let (_algorithm, rest) = element(outer, 0x30)?;
        let (bits, _) = element(rest, 0x03)?;
        // The first byte counts unused bits: none.
        bits.strip_prefix(&[0]).filter(|key| element(key, 0x30).is_some()).map(|key| Self(key.to_vec()))
    }

    /// True where the signature (in Base64) is this key's for the message.
    #[must_use]
    pub fn verifies(&self, message: &[u8], signed: &str) -> bool {
        let key = signature::UnparsedPublicKey::new(&signature::RSA_PKCS1_2048_8192_SHA256, &self.0);
        from_base64(signed).is_some_and(|signed| key.verify(message, &signed).is_ok())
    }
}

/// The bytes of a PEM, or of its bare Base64.
fn der(text: &str) -> Option<Vec<u8>> {
    let bare: String = text.lines().map(str::trim).filter(|line| !line.starts_with("-----")).collect();
    from_base64(&bare).filter(|der| !der.is_empty())
}

/// The content of the first DER element where it has this tag, and what comes after it.
fn element(der: &[u8], tag: u8) -> Option<(&[u8], &[u8])> {
    let (&first, rest) = der.split_first()?;
    let (&length, rest) = rest.split_first()?;
    // Short lengths stand for themselves; longer ones follow in one to four bytes.
    let (length, rest) = match length.checked_sub(0x80) {
        None => (usize::from(length), rest),
        Some(count @ 1..=4) => {
            let (bytes, rest) = rest.split_at_checked(usize::from(count))?;
            (bytes.iter().fold(0, |whole, b| whole << 8 | usize::from(*b)), rest)
        }
        Some(_) => return None,
    };
    (first == tag).then_some(())?;
    rest.split_at_checked(length)
}

/// Opens what AES-256-GCM closed: the tag stands at its end. `None` where anything does not fit.
#[must_use]
pub fn open_aes_256_gcm(key: &[u8], nonce: &[u8], associated: &[u8], closed: &[u8]) -> Option<Vec<u8>> {
    open(&aead::AES_256_GCM, key, nonce, associated, closed)
}

fn open(
    algorithm: &'static aead::Algorithm,
    key: &[u8],
    nonce: &[u8],
    associated: &[u8],
    closed: &[u8],
) -> Option<Vec<u8>> {
    let key = aead::LessSafeKey::new(aead::UnboundKey::new(algorithm, key).ok()?);
    let nonce = aead::Nonce::try_assume_unique_for_key(nonce).ok()?;
    let mut bytes = closed.to_vec();
    let clear = key.open_in_place(nonce, aead::Aad::from(associated), &mut bytes).ok()?;
    Some(clear.to_vec())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_published_aes_vector_opens() {
        let closed = from_base64("FsdXzxryWfKwvLJKf8LG/ToRPTRh8RN9wROC").unwrap();
        let (key, nonce, aad) = (b"testAPIv3Key0000", b"wCq51qZv4Yfg", b"Dl56FrqWQJF1t9LtC3vEUsniZKvbqdR8");
        assert_eq!(open(&aead::AES_128_GCM, key, nonce, aad, &closed).unwrap(), b"Hello World");
        assert_eq!(open(&aead::AES_128_GCM, key, nonce, b"other", &closed), None);
        assert_eq!(open_aes_256_gcm(key, nonce, aad, &closed), None, "a key of another length");
    }

    #[test]
    fn encodings_differ_where_they_should() {
        assert_eq!(encode("a b*~/中"), "a%20b%2A~%2F%E4%B8%AD");
        assert_eq!(encode_as_java("a b*~/"), "a+b*%7E%2F");
    }

    proptest! {
        #[test]
        fn no_bytes_make_a_key_reader_stumble(bytes in proptest::collection::vec(any::<u8>(), 0..200), text in any::<String>()) {
            prop_assert!(Signer::read(&base64(&bytes)).is_none());
            let _read = (Verifier::read(&base64(&bytes)), Verifier::read(&text), element(&bytes, 0x30));
        }
    }
}
