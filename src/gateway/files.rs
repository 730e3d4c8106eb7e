//! Where files are kept: in a folder of this machine or in a bucket that speaks S3, each under a name made of its SHA-256, so that the same
//! file is kept once and none is ever changed; and sealed, so that who reads the disk reads nothing. Nothing here knows what a file is of.

use super::sealing::{FilesKey, SealError};
use super::secret::{Kept, NotReady};
use bytes::Bytes;
use object_store::aws::AmazonS3Builder;
use object_store::local::LocalFileSystem;
use object_store::path::Path as Place;
use object_store::{ClientOptions, ObjectStore, PutPayload, RetryConfig};
use serde::Deserialize;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

/// How long a bucket may take to be reached, and to take or give a file. Who waits for it tries again later.
const CONNECT: Duration = Duration::from_secs(10);
const WHOLE: Duration = Duration::from_mins(1);

/// The place where files are kept.
#[derive(Clone)]
pub struct Files {
    store: Arc<dyn ObjectStore>,
    key: FilesKey,
    /// The folder, where it is one: what is put there is brought to the disk before it counts as kept.
    folder: Option<PathBuf>,
}

/// A bucket that speaks S3.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bucket {
    pub bucket: String,
    pub region: String,
    /// Of a server that is not Amazon's; `http://` is taken for one on this machine only.
    pub endpoint: Option<String>,
    #[serde(default)]
    pub access_key: String,
    #[serde(default)]
    pub secret_key: Kept,
    /// The bucket is part of the endpoint's host, as some providers want it, and not of the path.
    #[serde(default)]
    pub virtual_hosted: bool,
}

impl std::fmt::Debug for Bucket {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Bucket").field("bucket", &self.bucket).field("endpoint", &self.endpoint).finish_non_exhaustive()
    }
}

/// Why a file was not kept or found.
#[derive(Debug, thiserror::Error)]
pub enum FileError {
    #[error("a file cannot be kept or read: {0}")]
    Io(#[from] std::io::Error),
    #[error("a file cannot be kept or read: {}", told(.0))]
    Store(#[from] object_store::Error),
    /// The kept bytes are not those that were put there, or another key sealed them.
    #[error("the file {0} is damaged, or sealed with another key")]
    Damaged(String),
    #[error("a file could not be sealed")]
    Sealing,
    #[error(transparent)]
    NotReady(#[from] NotReady),
    #[error("not a file's digest")]
    Digest,
}

/// What a store says is wrong. A bucket's own code for it, and not the whole page that it stands on.
fn told(error: &object_store::Error) -> String {
    let whole = error.to_string();
    let code = whole.split_once("<Code>").and_then(|(_, rest)| rest.split_once("</Code>")).map(|(code, _)| code);
    match (code, error) {
        (None, _) => whole,
        (Some(code), object_store::Error::PermissionDenied { .. } | object_store::Error::Unauthenticated { .. }) => {
            format!("the bucket refuses these keys: {code}")
        }
        (Some(code @ "NoSuchBucket"), _) => format!("there is no such bucket: {code}"),
        (Some(code), _) => format!("the bucket says {code}"),
    }
}

impl Files {
    /// A folder, made where it is missing.
    pub fn folder(path: PathBuf, key: FilesKey) -> Result<Self, FileError> {
        std::fs::create_dir_all(&path)?;
        let store = Arc::new(LocalFileSystem::new_with_prefix(&path)?);
        Ok(Self { store, key, folder: Some(path) })
    }

    /// What stands for a text where it must be known again and not be read: nobody without the key can tell which text it is.
    #[must_use]
    pub fn alias(&self, text: &str) -> String {
        self.key.name_of(&format!("alias {text}"))
    }

    /// A bucket. Nothing is asked of it before the first file.
    pub fn bucket(bucket: &Bucket, key: FilesKey) -> Result<Self, FileError> {
        let patience = ClientOptions::new().with_connect_timeout(CONNECT).with_timeout(WHOLE);
        let retry = RetryConfig { max_retries: 3, retry_timeout: WHOLE, ..RetryConfig::default() };
        let mut builder = AmazonS3Builder::new()
            .with_client_options(patience)
            .with_retry(retry)
            .with_bucket_name(&bucket.bucket)
            .with_region(&bucket.region);
        if let Some(endpoint) = &bucket.endpoint {
            let local = endpoint.starts_with("http://127.0.0.1") || endpoint.starts_with("http://localhost");
            builder = builder.with_endpoint(endpoint).with_allow_http(local);
        }
        if !bucket.access_key.is_empty() {
            let secret = bucket.secret_key.read("files.bucket.secret_key")?;
            builder = builder.with_access_key_id(&bucket.access_key).with_secret_access_key(secret);
        }
        builder = builder.with_virtual_hosted_style_request(bucket.virtual_hosted);
        Ok(Self { store: Arc::new(builder.build()?), key, folder: None })
    }

    /// Keeps bytes and gives their SHA-256 in hexadecimal; they are safe when this returns. Keeping them twice is keeping them once.
    pub async fn keep(&self, bytes: &Bytes) -> Result<String, FileError> {
        let digest = self.digest(bytes).await?;
        let place = self.place(&digest)?;
        // A bucket may refuse to say that a file is not there; to put it there again is to change nothing.
        if self.store.head(&place).await.is_ok() {
            return Ok(digest);
        }
        let about = digest.clone();
        let sealed = self.on_a_thread(bytes, move |key, bytes| key.seal(&about, bytes)).await??;
        self.store.put(&place, PutPayload::from(sealed)).await?;
        if let Some(folder) = &self.folder {
            // The file, its name in its folder, and that folder's in the whole.
            let file = folder.join(place.as_ref());
            for part in file.ancestors().take(3) {
                tokio::fs::File::open(part).await?.sync_all().await?;
            }
        }
        Ok(digest)
    }

    /// Under which bytes would be kept.
    pub async fn digest(&self, bytes: &Bytes) -> Result<String, FileError> {
        self.on_a_thread(bytes, |_, bytes| FilesKey::digest(bytes)).await
    }

    /// Keeps something, reads it back and forgets it: whether the place does what is asked of it.
    pub async fn try_out(&self) -> Result<(), FileError> {
        let bytes = Bytes::from(crate::clock::random().to_be_bytes().to_vec());
        let digest = self.keep(&bytes).await?;
        let read = self.read(&digest).await;
        self.forget(&digest).await?;
        if read? == bytes { Ok(()) } else { Err(FileError::Damaged(digest)) }
    }

    /// The bytes under a digest, checked against it.
    pub async fn read(&self, digest: &str) -> Result<Bytes, FileError> {
        let place = self.place(digest)?;
        let sealed = self.store.get(&place).await?.bytes().await?;
        let about = digest.to_owned();
        let opened = self.on_a_thread(&sealed, move |key, sealed| key.open(&about, sealed)).await?;
        opened.map(Bytes::from).map_err(|_| FileError::Damaged(digest.to_owned()))
    }

    /// Forgets a file for good; one that is not there is forgotten already.
    pub async fn forget(&self, digest: &str) -> Result<(), FileError> {
        match self.store.delete(&self.place(digest)?).await {
            Ok(()) | Err(object_store::Error::NotFound { .. }) => Ok(()),
            Err(error) => Err(error.into()),
        }
    }

    /// Hashing and sealing twenty megabytes takes a while: not on a task that answers people.
    async fn on_a_thread<T: Send + 'static>(
        &self,
        bytes: &Bytes,
        work: impl FnOnce(&FilesKey, &[u8]) -> T + Send + 'static,
    ) -> Result<T, FileError> {
        let (key, bytes) = (self.key.clone(), bytes.clone());
        tokio::task::spawn_blocking(move || work(&key, &bytes)).await.map_err(|_| FileError::Sealing)
    }

    /// The name under which it lies tells nothing of the file: who holds a copy of a scan cannot find out whether the desk has it.
    fn place(&self, digest: &str) -> Result<Place, FileError> {
        let shaped = digest.len() == 64 && digest.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b));
        if !shaped {
            return Err(FileError::Digest);
        }
        let name = self.key.name_of(digest);
        Ok(Place::from(format!("{}/{name}", &name[..2])))
    }
}

impl std::fmt::Debug for Files {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Files({})", self.store)
    }
}

impl From<SealError> for FileError {
    fn from(_: SealError) -> Self {
        Self::Sealing
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all_files(folder: &std::path::Path) -> Vec<PathBuf> {
        let inside = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
        inside.flat_map(|path| if path.is_dir() { all_files(&path) } else { vec![path] }).collect()
    }

    #[tokio::test]
    async fn what_is_kept_is_sealed_found_unchanged_and_forgotten() {
        let folder = tempfile::tempdir().unwrap();
        let kept = folder.path().join("kept");
        let files = Files::folder(kept.clone(), FilesKey::derive(b"a")).unwrap();
        let bytes = Bytes::from_static("公章原章，公章原章".as_bytes());
        let digest = files.keep(&bytes).await.unwrap();
        assert_eq!(files.keep(&bytes).await.unwrap(), digest);
        assert_eq!(files.read(&digest).await.unwrap(), bytes);

        let there = all_files(&kept);
        assert_eq!(there.len(), 1, "nothing half is left: {there:?}");
        let sealed = std::fs::read(&there[0]).unwrap();
        assert!(!sealed.windows(6).any(|part| bytes.windows(6).any(|plain| plain == part)));
        assert!(!there[0].to_string_lossy().contains(&digest[..16]));

        let other = Files::folder(kept.clone(), FilesKey::derive(b"b")).unwrap();
        assert!(matches!(other.read(&digest).await, Err(FileError::Store(_))), "another key finds nothing");
        let mut changed = sealed.clone();
        changed[30] ^= 1;
        std::fs::write(&there[0], changed).unwrap();
        assert!(matches!(files.read(&digest).await, Err(FileError::Damaged(_))));

        files.forget(&digest).await.unwrap();
        files.forget(&digest).await.unwrap();
        assert!(all_files(&kept).is_empty());
        for bad in ["", "../../etc/passwd", &"A".repeat(64)] {
            assert!(matches!(files.read(bad).await, Err(FileError::Digest)), "{bad}");
        }
    }

    #[test]
    fn a_bucket_shows_no_secret() {
        let text = r#"{"bucket":"scans","region":"cn-north-1","endpoint":"https://s3.example.cn","access_key":"AK","secret_key":"hush"}"#;
        let bucket: Bucket = serde_json::from_str(text).unwrap();
        let files = Files::bucket(&bucket, FilesKey::derive(b"a")).unwrap();
        let shown = format!("{bucket:?} {files:?}");
        assert!(!shown.contains("hush") && shown.contains("scans"), "{shown}");
    }
}
