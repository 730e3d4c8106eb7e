//! Sending files: photos as an app compresses them, everything else byte for byte.

use super::seat::{Seat, words};
use super::trouble::Trouble;
use crate::photo::{Sender, Step, compress};
use crate::world::{Content, Draft, FileKind, Media, MessageId, PhotoSize, Rich, World};
use bytes::Bytes;

impl Seat {
    /// Sends a picture as a photo: made smaller and encoded anew, as apps and Telegram do.
    pub async fn send_photo(&self, picture: impl Into<Bytes>, caption: &str) -> Result<MessageId, Trouble> {
        let steps = self.compressed(picture.into()).await?;
        let caption = words(caption);
        let content = self.shared.act(|world, _| photo(world, steps, caption));
        self.send(self.draft(content))
    }

    /// Sends a file as it is.
    pub fn send_document(&self, name: &str, bytes: impl Into<Bytes>) -> Result<MessageId, Trouble> {
        self.send_captioned_document(name, bytes, "")
    }

    /// Sends a file as it is, with a caption.
    pub fn send_captioned_document(
        &self,
        name: &str,
        bytes: impl Into<Bytes>,
        caption: &str,
    ) -> Result<MessageId, Trouble> {
        let media = self.stored(FileKind::Document, bytes.into(), Some(name), Media::default());
        self.send(self.draft(Content::Document(Media { caption: words(caption), ..media })))
    }

    /// Sends a round video of so many seconds.
    pub fn send_video_note(&self, bytes: impl Into<Bytes>, seconds: u32) -> Result<MessageId, Trouble> {
        let round = Media { width: 384, height: 384, duration: seconds, ..Media::default() };
        let media = self.stored(FileKind::VideoNote, bytes.into(), None, round);
        self.send(self.draft(Content::VideoNote(media)))
    }

    /// Sends a video.
    pub fn send_video(&self, name: &str, bytes: impl Into<Bytes>, seconds: u32) -> Result<MessageId, Trouble> {
        let shape = Media { width: 640, height: 360, duration: seconds, ..Media::default() };
        let media = self.stored(FileKind::Video, bytes.into(), Some(name), shape);
        self.send(self.draft(Content::Video(media)))
    }

    /// Sends a voice message of so many seconds.
    pub fn send_voice(&self, bytes: impl Into<Bytes>, seconds: u32) -> Result<MessageId, Trouble> {
        let shape = Media { duration: seconds, ..Media::default() };
        let media = self.stored(FileKind::Voice, bytes.into(), None, shape);
        self.send(self.draft(Content::Voice(media)))
    }

    /// Sends a sticker that stands for an emoji.
    pub fn send_sticker(&self, bytes: impl Into<Bytes>, emoji: &str) -> Result<MessageId, Trouble> {
        let shape = Media { width: 512, height: 512, label: Some(emoji.to_owned()), ..Media::default() };
        let media = self.stored(FileKind::Sticker, bytes.into(), None, shape);
        self.send(self.draft(Content::Sticker(media)))
    }

    /// Sends pictures as one album of photos, the caption on the first. The bot gets one update for each.
    pub async fn send_album(&self, pictures: Vec<Bytes>, caption: &str) -> Result<Vec<MessageId>, Trouble> {
        let mut photos = Vec::with_capacity(pictures.len());
        for picture in pictures {
            photos.push(self.compressed(picture).await?);
        }
        self.post_album(caption, |world, caption| {
            photos.into_iter().enumerate().map(|(n, steps)| photo(world, steps, first(n, caption))).collect()
        })
    }

    /// Sends files as one album of documents, the caption on the first.
    pub fn send_document_album(&self, files: Vec<(String, Bytes)>, caption: &str) -> Result<Vec<MessageId>, Trouble> {
        let files: Vec<Media> = files
            .into_iter()
            .map(|(name, bytes)| self.stored(FileKind::Document, bytes, Some(&name), Media::default()))
            .collect();
        self.post_album(caption, |_, caption| {
            let captioned = |(n, media)| Content::Document(Media { caption: first(n, caption), ..media });
            files.into_iter().enumerate().map(captioned).collect()
        })
    }

    fn post_album(
        &self,
        caption: &str,
        contents: impl FnOnce(&mut World, &Rich) -> Vec<Content>,
    ) -> Result<Vec<MessageId>, Trouble> {
        let caption = words(caption);
        self.shared.act(|world, now| {
            let album = Some(10_000_000_000 + world.chance() % 3_000_000_000_000);
            let contents = contents(world, &caption);
            let drafts = contents.into_iter().map(|content| Draft { album, ..self.draft(content) });
            drafts.map(|draft| world.say(self.key, draft, now)).collect::<Result<_, _>>().map_err(Trouble::from)
        })
    }

    async fn compressed(&self, picture: Bytes) -> Result<Vec<Step>, Trouble> {
        let side = self.shared.settings.photo_side;
        let work = tokio::task::spawn_blocking(move || compress(&picture, side, Sender::Person));
        work.await.map_err(|_| Trouble::Ended)?.map_err(Trouble::from)
    }

    fn stored(&self, kind: FileKind, bytes: Bytes, name: Option<&str>, shape: Media) -> Media {
        let mime = mime_of(kind, name);
        let file = self.shared.act(|world, _| world.files.store(kind, bytes, name.map(str::to_owned), mime));
        Media { file: Some(file), ..shape }
    }
}

fn first(place: usize, caption: &Rich) -> Rich {
    if place == 0 { caption.clone() } else { Rich::default() }
}

/// Stores the sizes of a photo and makes it a message's content.
pub(crate) fn photo(world: &mut World, steps: Vec<Step>, caption: Rich) -> Content {
    let sizes = steps.into_iter().map(|step| PhotoSize {
        width: step.width,
        height: step.height,
        file: world.files.store(FileKind::Photo, step.jpeg.into(), None, Some("image/jpeg".to_owned())),
    });
    Content::Photo { sizes: sizes.collect(), caption, spoiler: false }
}

/// The media type that Telegram gives a file, by its kind and name.
pub(crate) fn mime_of(kind: FileKind, name: Option<&str>) -> Option<String> {
    let extension = name.and_then(|n| n.rsplit_once('.')).map(|(_, end)| end.to_ascii_lowercase());
    let mime = match (kind, extension.as_deref()) {
        (FileKind::Photo, _) | (_, Some("jpg" | "jpeg")) => "image/jpeg",
        (FileKind::Video | FileKind::VideoNote, _) | (_, Some("mp4")) => "video/mp4",
        (FileKind::Voice, _) | (_, Some("oga" | "ogg")) => "audio/ogg",
        (FileKind::Sticker, _) | (_, Some("webp")) => "image/webp",
        (_, Some("png")) => "image/png",
        (_, Some("bmp")) => "image/bmp",
        (_, Some("gif")) => "image/gif",
        (_, Some("pdf")) => "application/pdf",
        (_, Some("txt")) => "text/plain",
        (_, Some("csv")) => "text/csv",
        (_, Some("json")) => "application/json",
        (_, Some("zip")) => "application/zip",
        (_, Some("mp3")) => "audio/mpeg",
        (_, Some("doc")) => "application/msword",
        (_, Some("docx")) => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        (_, Some("xlsx")) => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        _ => return None,
    };
    Some(mime.to_owned())
}
