//! Formatting of text: the three parse modes with Telegram's own errors, the entities that Telegram finds by itself, and
//! the last touches (trimming, order). Text in, text out; limits on length are `wire`'s.

mod automatic;
mod html;
mod link;
mod markdown;
mod markdown_v2;
mod output;

pub use automatic::automatic;

use crate::world::{Entity, EntityKind, Rich};

/// `parse_mode`.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum ParseMode {
    /// A little HTML.
    Html,
    /// The strict Markdown.
    MarkdownV2,
    /// The old Markdown.
    Markdown,
}

/// Reads formatted text; an error is what follows `can't parse entities: `.
pub fn parse(text: &str, mode: ParseMode) -> Result<Rich, String> {
    let mut rich = match mode {
        ParseMode::Html => html::parse(text),
        ParseMode::MarkdownV2 => markdown_v2::parse(text),
        ParseMode::Markdown => markdown::parse(text),
    }?;
    sort(&mut rich.entities);
    Ok(rich)
}

/// Finds what Telegram finds by itself, trims the text, puts the entities in order.
pub fn finish(mut rich: Rich) -> Rich {
    let length = rich.text.encode_utf16().count();
    rich.entities.retain(|e| e.offset < length && e.length > 0);
    for entity in &mut rich.entities {
        entity.length = entity.length.min(length - entity.offset);
    }
    let taken: Vec<(usize, usize)> =
        rich.entities.iter().filter(|e| is_closed(&e.kind)).map(|e| (e.offset, e.offset + e.length)).collect();
    let free = |e: &Entity| !taken.iter().any(|(from, to)| e.offset < *to && *from < e.offset + e.length);
    rich.entities.extend(automatic(&rich.text).into_iter().filter(free));
    rich.entities = without_inner_code(std::mem::take(&mut rich.entities));
    sort(&mut rich.entities);
    trim(rich)
}

/// Nothing else is found inside these.
fn is_closed(kind: &EntityKind) -> bool {
    use EntityKind::{Code, CustomEmoji, Pre, TextLink, TextMention};
    matches!(kind, Code | Pre { .. } | TextLink { .. } | TextMention { .. } | CustomEmoji { .. })
}

/// Code holds no formatting but the quote around it.
fn without_inner_code(entities: Vec<Entity>) -> Vec<Entity> {
    let is_code = |e: &&Entity| matches!(e.kind, EntityKind::Code | EntityKind::Pre { .. });
    let code: Vec<(usize, usize)> = entities.iter().filter(is_code).map(|e| (e.offset, e.offset + e.length)).collect();
    let outside = |e: &Entity| {
        let quote = matches!(e.kind, EntityKind::Blockquote | EntityKind::ExpandableBlockquote);
        is_code(&e) || quote || !code.iter().any(|(from, to)| *from <= e.offset && e.offset + e.length <= *to)
    };
    entities.into_iter().filter(outside).collect()
}

fn trim(rich: Rich) -> Rich {
    let trimmed = rich.text.trim_matches(is_blank);
    let lead = rich.text.len() - rich.text.trim_start_matches(is_blank).len();
    let shift = rich.text.get(..lead).map_or(0, |blank| blank.encode_utf16().count());
    let length = trimmed.encode_utf16().count();
    let place = |mut e: Entity| {
        let end = (e.offset + e.length).saturating_sub(shift).min(length);
        e.offset = e.offset.saturating_sub(shift);
        e.length = end.saturating_sub(e.offset);
        (e.length > 0).then_some(e)
    };
    Rich { text: trimmed.to_owned(), entities: rich.entities.into_iter().filter_map(place).collect() }
}

fn is_blank(letter: char) -> bool {
    matches!(letter, ' ' | '\t' | '\r' | '\n' | '\0' | '\u{b}' | '\u{a0}' | '\u{2800}' | '\u{feff}')
        || ('\u{2000}'..='\u{200b}').contains(&letter)
}

fn sort(entities: &mut [Entity]) {
    entities.sort_by_key(|e| (e.offset, std::cmp::Reverse(e.length), rank(&e.kind)));
}

fn rank(kind: &EntityKind) -> u8 {
    match kind {
        EntityKind::Blockquote | EntityKind::ExpandableBlockquote => 0,
        EntityKind::Pre { .. } => 10,
        EntityKind::Code => 20,
        EntityKind::TextLink { .. } | EntityKind::TextMention { .. } => 49,
        EntityKind::Bold => 90,
        EntityKind::Italic => 91,
        EntityKind::Underline => 92,
        EntityKind::Strikethrough => 93,
        EntityKind::Spoiler => 94,
        EntityKind::CustomEmoji { .. } => 99,
        _ => 50,
    }
}
