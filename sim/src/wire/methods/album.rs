//! `sendMediaGroup`: two to ten files as one album.

use super::files;
use crate::wire::answer::{ApiError, Outcome, Reply};
use crate::wire::call::Call;
use crate::wire::formatted::nested_caption;
use crate::world::{Content, Draft, FileKind, Media};
use serde_json::Value;

const MOST: usize = 10;

/// `sendMediaGroup`
pub(in crate::wire) fn send(call: &mut Call<'_>) -> Outcome {
    let unreadable = || ApiError::bad("can't parse media JSON object");
    let text = call.args.text("media");
    if text.is_empty() {
        return Err(ApiError::bad("parameter \"media\" is required"));
    }
    let items: Vec<Value> = serde_json::from_str(text).map_err(|_| unreadable())?;
    if items.is_empty() {
        return Err(ApiError::bad("there are no messages to send"));
    }
    if items.len() > MOST {
        return Err(ApiError::bad("too many messages to send as an album"));
    }
    let mut contents = Vec::with_capacity(items.len());
    for (place, item) in items.iter().enumerate() {
        let content = input_media(call, item, true).map_err(|error| failed(place, items.len(), &error))?;
        contents.push(content);
    }
    check_mixture(&contents)?;
    let key = call.chat()?;
    let album = (contents.len() > 1).then(|| 10_000_000_000 + call.world.chance() % 3_000_000_000_000);
    let mut drafts = Vec::with_capacity(contents.len());
    for content in contents {
        drafts.push(call.placed(key, Draft { album, ..Draft::of(call.bot, content) })?);
    }
    call.pay_toll(key, u32::try_from(drafts.len()).unwrap_or(u32::MAX))?;
    let ids = drafts.into_iter().map(|draft| call.put(key, draft)).collect::<Result<_, _>>()?;
    Ok(Reply::Messages(key, ids))
}

fn failed(place: usize, all: usize, error: &ApiError) -> ApiError {
    let why = error.description.trim_start_matches("Bad Request: ");
    if all == 1 {
        return ApiError::bad(why);
    }
    ApiError::bad(format!("failed to send message #{} with the error message \"{why}\"", place + 1))
}

fn check_mixture(contents: &[Content]) -> Result<(), ApiError> {
    let kind = |content: &Content| match content {
        Content::Document(_) => "document",
        Content::Audio(_) => "audio",
        _ => "visual",
    };
    let kinds: Vec<&str> = contents.iter().map(kind).collect();
    let first = kinds.first().copied().unwrap_or("");
    if kinds.iter().all(|k| *k == first) {
        return Ok(());
    }
    let what = if kinds.contains(&"document") { "Document" } else { "Audio" };
    Err(ApiError::bad(format!("{what} can't be mixed with other media types")))
}

/// The content that an `InputMedia` object means.
pub(super) fn input_media(call: &mut Call<'_>, item: &Value, album: bool) -> Result<Content, ApiError> {
    let wrong = |what: &str| ApiError::bad(format!("can't parse InputMedia: {what}"));
    if !item.is_object() {
        return Err(wrong("expected an Object"));
    }
    let text = |name: &str| item.get(name).and_then(Value::as_str);
    let kind = text("type").ok_or_else(|| wrong("Can't find field \"type\""))?.to_owned();
    let value = text("media").filter(|m| !m.is_empty()).ok_or_else(|| wrong("media not found"))?;
    let caption = nested_caption(item)?;
    let spoiler = item.get("has_spoiler").and_then(Value::as_bool).unwrap_or(false);
    let kind = match kind.as_str() {
        "photo" => {
            let sizes = files::photo(call, "media", Some(value))?;
            return Ok(Content::Photo { sizes, caption, spoiler });
        }
        "document" => FileKind::Document,
        "video" => FileKind::Video,
        "audio" => FileKind::Audio,
        "animation" if album => return Err(wrong("type \"animation\" can't be used in sendMediaGroup")),
        "animation" => FileKind::Animation,
        other => return Err(wrong(&format!("type \"{other}\" is unsupported"))),
    };
    let media = files::media(call, kind, "media", Some(value))?;
    let number = |name: &str, known: u32| {
        let given = item.get(name).and_then(Value::as_u64).and_then(|n| u32::try_from(n).ok());
        given.unwrap_or(known)
    };
    let (width, height) = (number("width", media.width), number("height", media.height));
    let duration = number("duration", media.duration);
    let media = Media { width, height, duration, caption, spoiler, ..media };
    Ok(match kind {
        FileKind::Video => Content::Video(media),
        FileKind::Audio => Content::Audio(media),
        FileKind::Animation => Content::Animation(media),
        _ => Content::Document(media),
    })
}
