//! Files and their identifiers. A `file_id` belongs to one bot and says what it is good for; a `file_unique_id` is the
//! same for everybody and opens nothing.

use super::people::UserId;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64;
use bytes::Bytes;
use std::sync::Arc;

/// What a file was sent as.
#[derive(Clone, Copy, Debug, Eq, PartialEq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names are the Bot API's own")]
pub enum FileKind {
    Photo,
    Document,
    Video,
    Animation,
    Audio,
    Voice,
    VideoNote,
    Sticker,
}

impl FileKind {
    const ALL: [(Self, &'static str, &'static str); 8] = [
        (Self::Photo, "AgACAgIAAx", "photos"),
        (Self::Document, "BQACAgIAAx", "documents"),
        (Self::Video, "BAACAgIAAx", "videos"),
        (Self::Animation, "CgACAgIAAx", "animations"),
        (Self::Audio, "CQACAgIAAx", "music"),
        (Self::Voice, "AwACAgIAAx", "voice"),
        (Self::VideoNote, "DQACAgIAAx", "video_notes"),
        (Self::Sticker, "CAACAgIAAx", "stickers"),
    ];

    fn row(self) -> (&'static str, &'static str) {
        Self::ALL.iter().find(|row| row.0 == self).map_or(("", ""), |row| (row.1, row.2))
    }

    /// As the official server names it in its errors.
    pub fn title(self) -> &'static str {
        match self {
            Self::Photo => "Photo",
            Self::Document => "Document",
            Self::Video => "Video",
            Self::Animation => "Animation",
            Self::Audio => "Audio",
            Self::Voice => "VoiceNote",
            Self::VideoNote => "VideoNote",
            Self::Sticker => "Sticker",
        }
    }
}

/// The text that a bot uses for a file.
pub type FileId = String;

/// One file of this world, byte for byte as it was stored.
#[derive(Debug)]
pub struct StoredFile {
    /// Its number in this world.
    pub number: usize,
    /// What it was sent as.
    pub kind: FileKind,
    /// Its content.
    pub bytes: Bytes,
    /// The name it was sent with; photos have none.
    pub name: Option<String>,
    /// Its media type.
    pub mime: Option<String>,
}

impl StoredFile {
    /// `file_unique_id`.
    pub fn unique_id(&self) -> String {
        format!("AQAD{}", BASE64.encode(scramble(self.number as u64).to_be_bytes()))
    }

    /// `file_id` for one bot.
    pub fn id_for(&self, bot: UserId) -> FileId {
        let mut raw = [0_u8; 24];
        let number = self.number as u64;
        raw[..8].copy_from_slice(&number.to_be_bytes());
        raw[8..16].copy_from_slice(&bot.to_be_bytes());
        raw[16..].copy_from_slice(&scramble(number ^ bot.cast_unsigned()).to_be_bytes());
        format!("{}{}", self.kind.row().0, BASE64.encode(raw))
    }

    /// `file_path`, as in a download link.
    pub fn path(&self) -> String {
        let extension = self.name.as_deref().and_then(|name| name.rsplit_once('.')).map(|(_, end)| end);
        let extension = extension.filter(|e| e.len() <= 8 && e.bytes().all(|b| b.is_ascii_alphanumeric()));
        let extension = match (self.kind, extension) {
            (FileKind::Photo, _) => ".jpg".to_owned(),
            (FileKind::Voice, _) => ".oga".to_owned(),
            (FileKind::VideoNote, _) => ".mp4".to_owned(),
            (FileKind::Sticker, None) => ".webp".to_owned(),
            (_, Some(end)) => format!(".{end}"),
            (_, None) => String::new(),
        };
        format!("{}/file_{}{extension}", self.kind.row().1, self.number)
    }
}

fn scramble(number: u64) -> u64 {
    (number ^ 0x5DEE_CE66_D1CE_4E5B).wrapping_mul(0x9E37_79B9_7F4A_7C15).rotate_left(23)
}

/// Every file ever sent.
#[derive(Debug, Default)]
pub struct Files(Vec<Arc<StoredFile>>);

impl Files {
    /// Keeps a file.
    pub fn store(
        &mut self,
        kind: FileKind,
        bytes: Bytes,
        name: Option<String>,
        mime: Option<String>,
    ) -> Arc<StoredFile> {
        let file = Arc::new(StoredFile { number: self.0.len(), kind, bytes, name, mime });
        self.0.push(Arc::clone(&file));
        file
    }

    /// The file that this bot means by this `file_id`; nobody else's id will do.
    pub fn by_id(&self, bot: UserId, id: &str) -> Option<&Arc<StoredFile>> {
        let (_, prefix, _) = FileKind::ALL.iter().find(|row| id.starts_with(row.1))?;
        let raw: [u8; 24] = BASE64.decode(id.strip_prefix(prefix)?).ok()?.try_into().ok()?;
        let number = u64::from_be_bytes(raw[..8].try_into().ok()?);
        let file = self.0.get(usize::try_from(number).ok()?)?;
        (file.id_for(bot) == id).then_some(file)
    }

    /// The file with this number.
    pub fn numbered(&self, number: usize) -> Option<&Arc<StoredFile>> {
        self.0.get(number)
    }

    /// The file at a `file_path`.
    pub fn by_path(&self, path: &str) -> Option<&Arc<StoredFile>> {
        let number = path.split_once("/file_")?.1;
        let number = number.split_once('.').map_or(number, |(n, _)| n);
        self.0.get(number.parse::<usize>().ok()?).filter(|file| file.path() == path)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_id_is_good_for_its_own_bot_only() {
        let mut files = Files::default();
        let file = files.store(FileKind::Document, Bytes::from_static(b"x"), Some("a.pdf".to_owned()), None);
        let id = file.id_for(7);
        assert!(files.by_id(7, &id).is_some());
        assert!(files.by_id(8, &id).is_none());
        assert!(files.by_id(7, &file.unique_id()).is_none());
        assert!(files.by_path(&file.path()).is_some());
        assert_eq!(file.path(), "documents/file_0.pdf");
    }
}
