//! Texts and captions from parameters: parse mode or given entities, automatic ones, trimming, limits.

use super::answer::ApiError;
use super::args::Args;
use crate::entities::{self, ParseMode};
use crate::world::{Entity, EntityKind, Rich};
use serde::Deserialize;

/// The raw text may not be longer, in bytes.
const RAW_BYTES: usize = 32_768;
/// After parsing, in code points.
const TEXT: usize = 4_096;
const CAPTION: usize = 1_024;
/// More entities are dropped silently.
const ENTITIES: usize = 100;

/// What the words are for: it decides limit and complaint.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Role {
    Text,
    Caption,
    EditedText,
    EditedCaption,
}

#[derive(Deserialize)]
struct GivenEntity {
    offset: usize,
    length: usize,
    #[serde(rename = "type")]
    kind: String,
    url: Option<String>,
    user: Option<GivenUser>,
    language: Option<String>,
    custom_emoji_id: Option<String>,
}

#[derive(Deserialize)]
struct GivenUser {
    id: i64,
}

/// The words of a call.
pub(super) fn words(args: &Args, role: Role) -> Result<Rich, ApiError> {
    let (field, entities) = match role {
        Role::Text | Role::EditedText => ("text", "entities"),
        Role::Caption | Role::EditedCaption => ("caption", "caption_entities"),
    };
    let given = args.nested(entities, "entities")?.unwrap_or_default();
    from_parts(args.text(field), args.text("parse_mode"), given, role)
}

/// The words of a nested object such as `InputMedia`.
pub(super) fn nested_caption(object: &serde_json::Value) -> Result<Rich, ApiError> {
    let text = object.get("caption").and_then(|v| v.as_str()).unwrap_or("");
    let mode = object.get("parse_mode").and_then(|v| v.as_str()).unwrap_or("");
    let given = object.get("caption_entities").cloned().map(serde_json::from_value).transpose();
    let given = given.map_err(|_| ApiError::bad("can't parse entities JSON object"))?.unwrap_or_default();
    from_parts(text, mode, given, Role::Caption)
}

fn from_parts(text: &str, mode: &str, given: Vec<serde_json::Value>, role: Role) -> Result<Rich, ApiError> {
    if text.is_empty() {
        let needed = matches!(role, Role::Text | Role::EditedText);
        return if needed { Err(ApiError::bad("message text is empty")) } else { Ok(Rich::default()) };
    }
    if text.len() > RAW_BYTES {
        return Err(ApiError::bad("text is too long"));
    }
    let rich = match parse_mode(mode)? {
        Some(mode) => entities::parse(text, mode).map_err(|e| ApiError::bad(format!("can't parse entities: {e}")))?,
        None => Rich { text: text.to_owned(), entities: given.into_iter().filter_map(read).collect() },
    };
    let mut rich = entities::finish(rich);
    rich.entities.truncate(ENTITIES);
    check_length(&rich.text, role)?;
    Ok(rich)
}

fn parse_mode(mode: &str) -> Result<Option<ParseMode>, ApiError> {
    match mode.to_ascii_lowercase().as_str() {
        "" | "none" => Ok(None),
        "html" => Ok(Some(ParseMode::Html)),
        "markdownv2" => Ok(Some(ParseMode::MarkdownV2)),
        "markdown" => Ok(Some(ParseMode::Markdown)),
        _ => Err(ApiError::bad("unsupported parse_mode")),
    }
}

fn check_length(text: &str, role: Role) -> Result<(), ApiError> {
    let length = text.chars().count();
    let complaint = match role {
        Role::Text | Role::EditedText if length == 0 => "text must be non-empty",
        Role::Text if length > TEXT => "message is too long",
        Role::EditedText if length > TEXT => "MESSAGE_TOO_LONG",
        Role::Caption if length > CAPTION => "message caption is too long",
        Role::EditedCaption if length > CAPTION => "MEDIA_CAPTION_TOO_LONG",
        _ => return Ok(()),
    };
    Err(ApiError::bad(complaint))
}

/// A given entity, if its kind is one that a bot may give.
fn read(value: serde_json::Value) -> Option<Entity> {
    let given: GivenEntity = serde_json::from_value(value).ok()?;
    let kind = match given.kind.as_str() {
        "bold" => EntityKind::Bold,
        "italic" => EntityKind::Italic,
        "underline" => EntityKind::Underline,
        "strikethrough" => EntityKind::Strikethrough,
        "spoiler" => EntityKind::Spoiler,
        "blockquote" => EntityKind::Blockquote,
        "expandable_blockquote" => EntityKind::ExpandableBlockquote,
        "code" => EntityKind::Code,
        "pre" => EntityKind::Pre { language: given.language.filter(|l| !l.is_empty()) },
        "text_link" => EntityKind::TextLink { url: given.url? },
        "text_mention" => EntityKind::TextMention { user: given.user?.id },
        "custom_emoji" => EntityKind::CustomEmoji { custom_emoji_id: given.custom_emoji_id? },
        _ => return None,
    };
    Some(Entity { offset: given.offset, length: given.length, kind })
}
