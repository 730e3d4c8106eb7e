//! `parse_mode` Markdown: the old one, without nesting. Offsets in errors are bytes of the source.

use super::link;
use super::output::{Output, at, is_space};
use crate::world::{EntityKind, Rich};

/// Reads old Markdown.
pub(super) fn parse(source: &str) -> Result<Rich, String> {
    let mut out = Output::default();
    let mut place = 0;
    while let Some(letter) = at(source, place) {
        if letter == '\\' && at(source, place + 1).is_some_and(|c| "_*`[".contains(c)) {
            out.push(at(source, place + 1).unwrap_or('\\'));
            place += 2;
        } else if "_*`[".contains(letter) {
            place = entity(source, place, letter, &mut out)?;
        } else {
            out.push(letter);
            place += letter.len_utf8();
        }
    }
    Ok(out.rich())
}

fn entity(source: &str, begin: usize, letter: char, out: &mut Output) -> Result<usize, String> {
    let rest = |from: usize| source.get(from..).unwrap_or("");
    let block = rest(begin).starts_with("```");
    let (mut place, mut language) = (begin + 1, None);
    if block {
        place = begin + 3;
        let (after, found) = block_language(source, place);
        (place, language) = (after, found);
    }
    let end = match (block, letter) {
        (true, _) => "```",
        (_, '[') => "]",
        (_, '_') => "_",
        (_, '*') => "*",
        _ => "`",
    };
    let missing = || format!("Can't find end of the entity starting at byte offset {begin}");
    let length = rest(place).find(end).ok_or_else(missing)?;
    let (units, bytes) = (out.units, out.text.len());
    rest(place).get(..length).unwrap_or("").chars().for_each(|c| out.push(c));
    place += length + end.len();
    let kind = match (block, letter) {
        (true, _) => Some(EntityKind::Pre { language }),
        (_, '_') => Some(EntityKind::Italic),
        (_, '*') => Some(EntityKind::Bold),
        (_, '`') => Some(EntityKind::Code),
        _ => {
            let mut address = out.text.get(bytes..).unwrap_or("").to_owned();
            if rest(place).starts_with('(') {
                let target = rest(place + 1);
                let length = target.find(')').unwrap_or(target.len());
                target.get(..length).unwrap_or("").clone_into(&mut address);
                place = (place + 1 + length + 1).min(source.len());
            }
            link::target(&address)
        }
    };
    if let Some(kind) = kind {
        out.mark(units, kind);
    }
    Ok(place)
}

/// The language after three backticks, and where the code begins: one line break is skipped.
pub(super) fn block_language(source: &str, place: usize) -> (usize, Option<String>) {
    let rest = source.get(place..).unwrap_or("");
    let length = rest.find(|c| is_space(c) || c == '`').unwrap_or(rest.len());
    let named = length > 0 && rest.get(length..).is_some_and(|r| !r.is_empty() && !r.starts_with('`'));
    let language = rest.get(..length).filter(|_| named).map(str::to_owned);
    let mut place = if named { place + length } else { place };
    let first = at(source, place).filter(|c| "\r\n".contains(*c));
    if let Some(first) = first {
        place += 1;
        let second = at(source, place).filter(|c| "\r\n".contains(*c) && *c != first);
        place += usize::from(second.is_some());
    }
    (place, language)
}
