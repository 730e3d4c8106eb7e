//! Messages with one file.

use super::files;
use crate::wire::answer::{ApiError, Outcome};
use crate::wire::call::Call;
use crate::wire::formatted::{Role, words};
use crate::world::{Content, FileKind, Media};

/// `sendPhoto`
pub(in crate::wire) fn photo(call: &mut Call<'_>) -> Outcome {
    let caption = words(call.args, Role::Caption)?;
    let value = call.args.get("photo");
    let sizes = files::photo(call, "photo", value)?;
    call.send(Content::Photo { sizes, caption, spoiler: call.args.flag("has_spoiler") })
}

/// `sendDocument`
pub(in crate::wire) fn document(call: &mut Call<'_>) -> Outcome {
    let media = one(call, FileKind::Document, "document")?;
    call.send(Content::Document(media))
}

/// `sendVideo`
pub(in crate::wire) fn video(call: &mut Call<'_>) -> Outcome {
    let media = one(call, FileKind::Video, "video")?;
    call.send(Content::Video(media))
}

/// `sendAnimation`
pub(in crate::wire) fn animation(call: &mut Call<'_>) -> Outcome {
    let media = one(call, FileKind::Animation, "animation")?;
    call.send(Content::Animation(media))
}

/// `sendAudio`
pub(in crate::wire) fn audio(call: &mut Call<'_>) -> Outcome {
    let mut media = one(call, FileKind::Audio, "audio")?;
    media.label = call.args.get("title").map(str::to_owned).or(media.label);
    call.send(Content::Audio(media))
}

/// `sendVoice`
pub(in crate::wire) fn voice(call: &mut Call<'_>) -> Outcome {
    let media = one(call, FileKind::Voice, "voice")?;
    call.send(Content::Voice(media))
}

/// `sendVideoNote`
pub(in crate::wire) fn video_note(call: &mut Call<'_>) -> Outcome {
    let mut media = one(call, FileKind::VideoNote, "video_note")?;
    media.caption = crate::world::Rich::default();
    let side = dimension(call, "length");
    media.width = if side > 0 { side } else { media.width.max(240) };
    media.height = media.width;
    call.send(Content::VideoNote(media))
}

/// `sendSticker`
pub(in crate::wire) fn sticker(call: &mut Call<'_>) -> Outcome {
    let mut media = one(call, FileKind::Sticker, "sticker")?;
    media.caption = crate::world::Rich::default();
    media.label = call.args.get("emoji").map(str::to_owned).or(media.label);
    (media.width, media.height) = (512, 512);
    call.send(Content::Sticker(media))
}

fn one(call: &mut Call<'_>, kind: FileKind, field: &str) -> Result<Media, ApiError> {
    let caption = words(call.args, Role::Caption)?;
    let value = call.args.get(field);
    let known = files::media(call, kind, field, value)?;
    let given = |name: &str, known: u32| Some(dimension(call, name)).filter(|n| *n > 0).unwrap_or(known);
    Ok(Media {
        duration: given("duration", known.duration),
        width: given("width", known.width),
        height: given("height", known.height),
        spoiler: call.args.flag("has_spoiler"),
        caption,
        ..known
    })
}

fn dimension(call: &Call<'_>, name: &str) -> u32 {
    u32::try_from(call.args.int(name).clamp(0, 100_000)).unwrap_or(0)
}
