//! The entities that Telegram finds by itself: commands, mentions, tags, links, addresses, telephone numbers.

use crate::world::{Entity, EntityKind};

/// Domains that make a link without a scheme.
const TOP_LEVEL: [&str; 48] = [
    "com", "org", "net", "edu", "gov", "int", "mil", "info", "biz", "name", "io", "me", "dev", "app", "ai", "co", "tv",
    "cn", "ru", "de", "uk", "fr", "jp", "us", "eu", "in", "br", "it", "es", "nl", "pl", "ua", "kz", "by", "ir", "tr",
    "ca", "au", "ch", "at", "se", "kr", "hk", "tw", "xyz", "site", "rs", "one",
];

/// Everything that Telegram would mark in a plain text.
pub fn automatic(text: &str) -> Vec<Entity> {
    if !text.contains(['/', '@', '#', '$', '.', ':', '+']) && !text.bytes().any(|b| b.is_ascii_digit()) {
        return Vec::new();
    }
    let mut found: Vec<(usize, usize, EntityKind)> = Vec::new();
    for scan in [links, commands, mentions, tags, cashtags, phones] {
        for (from, to, kind) in scan(text) {
            if !found.iter().any(|f| from < f.1 && f.0 < to) {
                found.push((from, to, kind));
            }
        }
    }
    found.sort_by_key(|f| f.0);
    in_units(text, found)
}

fn in_units(text: &str, found: Vec<(usize, usize, EntityKind)>) -> Vec<Entity> {
    let (mut bytes, mut units) = (0, 0);
    let mut entities = Vec::with_capacity(found.len());
    for (from, to, kind) in found {
        units += text.get(bytes..from).map_or(0, |t| t.encode_utf16().count());
        let length = text.get(from..to).map_or(0, |t| t.encode_utf16().count());
        bytes = from;
        entities.push(Entity { offset: units, length, kind });
    }
    entities
}

type Found = Vec<(usize, usize, EntityKind)>;

fn is_word(letter: char) -> bool {
    letter.is_alphanumeric() || letter == '_'
}

fn before(text: &str, place: usize) -> Option<char> {
    text.get(..place).and_then(|t| t.chars().next_back())
}

fn run(text: &str, from: usize, wanted: impl Fn(char) -> bool) -> usize {
    let rest = text.get(from..).unwrap_or("");
    from + rest.find(|c| !wanted(c)).unwrap_or(rest.len())
}

fn after(text: &str, place: usize) -> Option<char> {
    text.get(place..).and_then(|t| t.chars().next())
}

fn is_name(letter: char) -> bool {
    letter.is_ascii_alphanumeric() || letter == '_'
}

fn commands(text: &str) -> Found {
    let mut found = Vec::new();
    for (from, _) in text.match_indices('/') {
        if before(text, from).is_some_and(|c| is_word(c) || "/<>".contains(c)) {
            continue;
        }
        let name = run(text, from + 1, is_name);
        let mut end = name;
        if after(text, name) == Some('@') {
            let bot = run(text, name + 1, is_name);
            match bot - name - 1 {
                3..=32 => end = bot,
                0 => {}
                _ => continue,
            }
        }
        let bounded = after(text, end).is_none_or(|c| !is_word(c) && !"/<>".contains(c));
        if (1..=64).contains(&(name - from - 1)) && bounded {
            found.push((from, end, EntityKind::BotCommand));
        }
    }
    found
}

fn mentions(text: &str) -> Found {
    let mut found = Vec::new();
    for (from, _) in text.match_indices('@') {
        let end = run(text, from + 1, is_name);
        let inside = before(text, from).is_some_and(is_word) || after(text, end).is_some_and(is_word);
        let short =
            ["gif", "vid", "pic"].contains(&text.get(from + 1..end).unwrap_or("").to_ascii_lowercase().as_str());
        if !inside && ((4..=32).contains(&(end - from - 1)) || short) {
            found.push((from, end, EntityKind::Mention));
        }
    }
    found
}

fn tags(text: &str) -> Found {
    let mut found = Vec::new();
    for (from, _) in text.match_indices('#') {
        let end = run(text, from + 1, |c| is_word(c) || "\u{200c}\u{b7}".contains(c));
        let body = text.get(from + 1..end).unwrap_or("");
        let inside = before(text, from).is_some_and(is_word) || after(text, end) == Some('#');
        if !inside && body.chars().any(char::is_alphabetic) && body.chars().count() <= 256 {
            found.push((from, end, EntityKind::Hashtag));
        }
    }
    found
}

fn cashtags(text: &str) -> Found {
    let mut found = Vec::new();
    for (from, _) in text.match_indices('$') {
        let end = run(text, from + 1, |c| c.is_ascii_uppercase());
        let inside = before(text, from).is_some_and(|c| is_word(c) || c == '$')
            || after(text, end).is_some_and(|c| is_word(c) || c == '$');
        if !inside && (1..=8).contains(&(end - from - 1)) {
            found.push((from, end, EntityKind::Cashtag));
        }
    }
    found
}

/// Links with and without a scheme, and e-mail addresses: whatever stands between blanks and has a domain in it.
fn links(text: &str) -> Found {
    let mut found = Vec::new();
    let mut place = 0;
    while place < text.len() {
        let from = run(text, place, is_gap);
        let to = run(text, from, |c| !is_gap(c));
        place = to;
        if from == to {
            break;
        }
        let Some(token) = text.get(from..to) else { continue };
        let opening = token.len() - token.trim_start_matches(['(', '[', '{', ',', ';', '!', ':', '\'']).len();
        let token = token.get(opening..).unwrap_or("");
        for (start, piece) in pieces(token) {
            if let Some((length, kind)) = link(piece) {
                let from = from + opening + start;
                found.push((from, from + length, kind));
            }
        }
    }
    found
}

/// A scheme may follow other letters at once; an address with a plus in its name begins after it.
fn pieces(token: &str) -> Vec<(usize, &str)> {
    if let Some(at) = token.find("://") {
        let scheme = token.get(..at).unwrap_or("");
        let letters = scheme.char_indices().rev().take_while(|(_, c)| c.is_ascii_alphanumeric());
        let start = letters.last().map_or(at, |(place, _)| place);
        return vec![(start, token.get(start..).unwrap_or(""))];
    }
    if !token.contains('@') {
        return vec![(0, token)];
    }
    let cuts = token.match_indices('+').map(|(at, _)| at).filter(|at| *at > 0);
    let starts: Vec<usize> = std::iter::once(0).chain(cuts).collect();
    let ends = starts.iter().skip(1).copied().chain([token.len()]);
    starts.iter().copied().zip(ends).map(|(from, to)| (from, token.get(from..to).unwrap_or(""))).collect()
}

fn is_gap(letter: char) -> bool {
    letter.is_whitespace() || "<>\"«»".contains(letter) || ('\u{2000}'..='\u{206f}').contains(&letter)
}

fn link(token: &str) -> Option<(usize, EntityKind)> {
    let (scheme, rest) = match token.find("://") {
        Some(at) => (token.get(..at)?, token.get(at + 3..)?),
        None => ("", token),
    };
    let schemed = matches!(scheme.to_ascii_lowercase().as_str(), "http" | "https" | "ftp" | "tg" | "ton" | "tonsite");
    if !schemed && !scheme.is_empty() {
        return None;
    }
    let host_letter = |c: char| c.is_alphanumeric() || ".-_:@%+".contains(c);
    let authority_end = rest.find(|c| !host_letter(c)).unwrap_or(rest.len());
    let authority = rest.get(..authority_end)?;
    let goes_on = rest.get(authority_end..).is_some_and(|r| r.starts_with(['/', '?', '#']));
    let whole = if goes_on { token } else { token.get(..token.len() - rest.len() + authority_end)? };
    let length = address_length(whole, token.len() - rest.len());
    if scheme.is_empty() && authority.contains('@') {
        return email(token);
    }
    let host = authority.split(':').next()?.trim_end_matches(['.', ',', ';', '!', '?', ')', ']', '\'', ':']);
    if matches!(scheme, "tg" | "ton" | "tonsite") {
        return Some((length, EntityKind::Url)).filter(|_| !host.is_empty());
    }
    (domain(host) || numeric(host)).then_some((length, EntityKind::Url))
}

/// Closing punctuation does not belong to a link.
fn address_length(token: &str, least: usize) -> usize {
    let mut address = token;
    loop {
        let trimmed = address.trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', '`', '*', '~']);
        let closes = |open: char, close: char| {
            trimmed.ends_with(close) && trimmed.matches(close).count() > trimmed.matches(open).count()
        };
        let next = if closes('(', ')') || closes('[', ']') || closes('{', '}') {
            trimmed.get(..trimmed.len() - 1).unwrap_or("")
        } else {
            trimmed
        };
        if next.len() == address.len() || next.len() <= least {
            return next.len().max(least);
        }
        address = next;
    }
}

fn domain(host: &str) -> bool {
    let mut labels = host.rsplit('.');
    let top = labels.next().unwrap_or("").to_ascii_lowercase();
    let rest: Vec<&str> = labels.collect();
    let label = |l: &&str| !l.is_empty() && l.chars().all(|c| c.is_alphanumeric() || c == '-');
    TOP_LEVEL.contains(&top.as_str()) && !rest.is_empty() && rest.iter().all(label)
}

fn numeric(host: &str) -> bool {
    host.parse::<std::net::Ipv4Addr>().is_ok()
}

fn email(token: &str) -> Option<(usize, EntityKind)> {
    let (name, host) = token.split_once('@')?;
    let host_end = run(host, 0, |c| c.is_alphanumeric() || ".-".contains(c));
    let host = host.get(..host_end)?.trim_end_matches(['.', '-']);
    let named = !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || "._%+-".contains(c));
    (named && domain(host)).then_some((name.len() + 1 + host.len(), EntityKind::Email))
}

/// International numbers: a plus and 7 to 15 digits, with blanks, hyphens and parentheses between them.
fn phones(text: &str) -> Found {
    let mut found = Vec::new();
    for (from, _) in text.match_indices('+') {
        let end = run(text, from + 1, |c| c.is_ascii_digit() || " -()".contains(c));
        let body = text.get(from + 1..end).unwrap_or("").trim_end_matches([' ', '-', '(', ')']);
        let digits = body.bytes().filter(u8::is_ascii_digit).count();
        let starts = body.starts_with(|c: char| c.is_ascii_digit());
        let inside = before(text, from).is_some_and(is_word) || after(text, end).is_some_and(is_word);
        if starts && !inside && (7..=15).contains(&digits) {
            found.push((from, from + 1 + body.len(), EntityKind::PhoneNumber));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<(usize, usize, &'static str)> {
        let name = |kind: &EntityKind| match kind {
            EntityKind::BotCommand => "command",
            EntityKind::Mention => "mention",
            EntityKind::Url => "url",
            EntityKind::Email => "email",
            EntityKind::Hashtag => "hashtag",
            EntityKind::PhoneNumber => "phone",
            _ => "other",
        };
        automatic(text).iter().map(|e| (e.offset, e.length, name(&e.kind))).collect()
    }

    #[test]
    fn a_command_ends_where_latin_letters_end() {
        assert_eq!(found("/start abc"), [(0, 6, "command")]);
        assert_eq!(found("/a-b"), [(0, 2, "command")]);
        assert_eq!(found("/中文"), []);
        assert_eq!(found("see /help@desk_bot, please"), [(4, 14, "command")]);
    }

    #[test]
    fn places_are_counted_in_utf16() {
        assert_eq!(found("😀 @anna_k"), [(3, 7, "mention")]);
    }

    #[test]
    fn addresses_and_numbers_are_found() {
        assert_eq!(found("mail a@b.com or https://e.org/x?y=1."), [(5, 7, "email"), (16, 19, "url")]);
        assert_eq!(found("call +86 138 1234 5678 #now"), [(5, 17, "phone"), (23, 4, "hashtag")]);
    }
}
