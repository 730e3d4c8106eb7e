//! Where originals are kept: under their SHA-256, so that the same file is kept once and none is ever changed. A folder on this
//! machine; nothing here knows what a file is of.

use bytes::Bytes;
use sha2::{Digest as _, Sha256};
use std::path::PathBuf;
use tokio::io::AsyncWriteExt as _;

/// The place where files are kept.
#[derive(Clone, Debug)]
pub enum Files {
    Folder(PathBuf),
}

/// Why a file was not kept or found.
#[derive(Debug, thiserror::Error)]
pub enum FileError {
    #[error("a file cannot be kept or read: {0}")]
    Io(#[from] std::io::Error),
    /// The kept bytes are not those that were put there.
    #[error("the file {0} is damaged")]
    Damaged(String),
    #[error("not a file's digest")]
    Digest,
}

impl Files {
    /// A folder, made where it is missing.
    pub fn folder(path: PathBuf) -> Result<Self, FileError> {
        std::fs::create_dir_all(&path)?;
        Ok(Self::Folder(path))
    }

    /// Keeps bytes and gives their SHA-256 in hexadecimal; they are on the disk when this returns. Keeping them twice is keeping
    /// them once.
    pub async fn keep(&self, bytes: &Bytes) -> Result<String, FileError> {
        let digest = sha256(bytes);
        let path = self.path(&digest)?;
        if tokio::fs::try_exists(&path).await? {
            return Ok(digest);
        }
        let folder = path.parent().ok_or(FileError::Digest)?;
        tokio::fs::create_dir_all(folder).await?;
        // Written beside its place and then moved, so that no half of a file is ever taken for one.
        let beside = folder.join(format!("{digest}.{:016x}.part", crate::clock::random() >> 64));
        let mut file = tokio::fs::File::create(&beside).await?;
        file.write_all(bytes).await?;
        file.sync_all().await?;
        tokio::fs::rename(&beside, &path).await?;
        Ok(digest)
    }

    /// The bytes under a digest, checked against it.
    pub async fn read(&self, digest: &str) -> Result<Bytes, FileError> {
        let bytes = Bytes::from(tokio::fs::read(self.path(digest)?).await?);
        if sha256(&bytes) == digest { Ok(bytes) } else { Err(FileError::Damaged(digest.to_owned())) }
    }

    fn path(&self, digest: &str) -> Result<PathBuf, FileError> {
        let shaped = digest.len() == 64 && digest.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b));
        match self {
            Self::Folder(folder) if shaped => Ok(folder.join(&digest[..2]).join(digest)),
            Self::Folder(_) => Err(FileError::Digest),
        }
    }
}

fn sha256(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    Sha256::digest(bytes).iter().fold(String::with_capacity(64), |mut text, byte| {
        // Writing to a string cannot fail.
        let _written = write!(text, "{byte:02x}");
        text
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn what_is_kept_is_found_unchanged() {
        let folder = tempfile::tempdir().unwrap();
        let files = Files::folder(folder.path().join("kept")).unwrap();
        let bytes = Bytes::from_static("公章原章".as_bytes());
        let digest = files.keep(&bytes).await.unwrap();
        assert_eq!(files.keep(&bytes).await.unwrap(), digest);
        assert_eq!(files.read(&digest).await.unwrap(), bytes);
        let kept = folder.path().join("kept").join(&digest[..2]);
        assert_eq!(std::fs::read_dir(&kept).unwrap().count(), 1, "nothing half is left");
        std::fs::write(kept.join(&digest), "changed").unwrap();
        assert!(matches!(files.read(&digest).await, Err(FileError::Damaged(_))));
        for bad in ["", "../../etc/passwd", &"A".repeat(64)] {
            assert!(matches!(files.read(bad).await, Err(FileError::Digest)), "{bad}");
        }
    }
}
