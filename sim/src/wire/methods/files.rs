//! Files by their identifiers: what a parameter means, and what can be downloaded.

use crate::people::mime_of;
use crate::wire::answer::{ApiError, Outcome, Reply};
use crate::wire::call::Call;
use crate::wire::render;
use crate::wire::uploads::PHOTO_BYTES;
use crate::world::{Content, FileKind, Media, PhotoSize, Rich, StoredFile, UserId, World};
use std::sync::Arc;

/// Larger files cannot be downloaded by bots.
const DOWNLOAD: usize = 20 << 20;
const UPLOAD: usize = 50 << 20;

/// `getFile`
pub(in crate::wire) fn get(call: &mut Call<'_>) -> Outcome {
    let id = call.args.text("file_id");
    if id.is_empty() {
        return Err(ApiError::bad("file_id not specified"));
    }
    let wrong = || {
        ApiError::bad(if id.len() < 20 {
            "invalid file_id"
        } else {
            "wrong file_id or the file is temporarily unavailable"
        })
    };
    let file = call.world.files.by_id(call.bot, id).ok_or_else(wrong)?;
    if file.bytes.len() > DOWNLOAD {
        return Err(ApiError::bad("file is too big"));
    }
    let mut out = Vec::new();
    render::file(&mut out, call.bot, file);
    Ok(Reply::Json(out))
}

/// `getUserProfilePhotos`: nobody in this world has a picture.
pub(in crate::wire) fn no_profile_photos(call: &mut Call<'_>) -> Outcome {
    call.user()?;
    Ok(Reply::Json(br#"{"total_count":0,"photos":[]}"#.to_vec()))
}

/// The photo that a parameter means: an upload, or a photo sent before.
pub(super) fn photo(call: &mut Call<'_>, field: &str, value: Option<&str>) -> Result<Vec<PhotoSize>, ApiError> {
    if let Some(upload) = call.args.upload(field, value) {
        if upload.bytes.is_empty() {
            return Err(ApiError::bad("file must be non-empty"));
        }
        let size = upload.bytes.len();
        if size > PHOTO_BYTES {
            let what = "is too big for a photo; the maximum size is 10485760 bytes";
            return Err(ApiError::bad(format!("file of size {size} bytes {what}")));
        }
        let steps = match &upload.photo {
            Some(Ok(steps)) => steps.clone(),
            Some(Err(error)) => return Err(ApiError::bad(error.to_string())),
            None => return Err(ApiError::bad("IMAGE_PROCESS_FAILED")),
        };
        return match crate::people::photo(call.world, steps, Rich::default()) {
            Content::Photo { sizes, .. } => Ok(sizes),
            _ => Err(ApiError::bad("IMAGE_PROCESS_FAILED")),
        };
    }
    let id = value.filter(|v| !v.is_empty()).ok_or_else(|| ApiError::bad("there is no photo in the request"))?;
    let file = by_id(call, id, FileKind::Photo)?;
    Ok(call.world.shapes.photo(&file))
}

/// The file that a parameter means, of a kind, with nothing said about its shape yet.
pub(super) fn media(call: &mut Call<'_>, kind: FileKind, field: &str, value: Option<&str>) -> Result<Media, ApiError> {
    if let Some(upload) = call.args.upload(field, value) {
        if upload.bytes.is_empty() {
            return Err(ApiError::bad("file must be non-empty"));
        }
        if upload.bytes.len() > UPLOAD {
            return Err(ApiError::plain(413, "Request Entity Too Large"));
        }
        let (name, bytes) = (upload.name.clone(), upload.bytes.clone());
        let mime = mime_of(kind, name.as_deref());
        let file = call.world.files.store(kind, bytes, name, mime);
        return Ok(Media { file: Some(file), ..Media::default() });
    }
    let missing = || ApiError::bad(format!("there is no {} in the request", field.replace('_', " ")));
    let id = value.filter(|v| !v.is_empty()).ok_or_else(missing)?;
    let file = by_id(call, id, kind)?;
    let known = call.world.shapes.media(&file);
    Ok(Media { file: Some(file), ..known })
}

fn by_id(call: &mut Call<'_>, id: &str, kind: FileKind) -> Result<Arc<StoredFile>, ApiError> {
    if id.starts_with("http://") || id.starts_with("https://") {
        call.remarks.push(format!("the local Telegram fetches nothing from the network: {id}"));
        return Err(ApiError::bad("failed to get HTTP URL content"));
    }
    let file = find(call.world, call.bot, id)?;
    if !fits(file.kind, kind) {
        let (is, wanted) = (file.kind.title(), kind.title());
        return Err(ApiError::bad(format!("can't use file of type {is} as {wanted}")));
    }
    Ok(file)
}

fn find(world: &World, bot: UserId, id: &str) -> Result<Arc<StoredFile>, ApiError> {
    let plausible = id.len() >= 20 && id.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_' || b == b'-');
    if !plausible {
        return Err(ApiError::bad("wrong file identifier/HTTP URL specified"));
    }
    let wrong = || ApiError::bad("wrong remote file identifier specified: Wrong string length");
    world.files.by_id(bot, id).map(Arc::clone).ok_or_else(wrong)
}

/// Documents, videos and animations are as good as each other when sent again as a document.
fn fits(is: FileKind, wanted: FileKind) -> bool {
    let loose = [FileKind::Document, FileKind::Video, FileKind::Animation, FileKind::Audio];
    is == wanted || (loose.contains(&is) && loose.contains(&wanted))
}
