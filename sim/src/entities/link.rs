//! Targets of text links: addresses that Telegram accepts, and mentions of people by id.

use crate::world::EntityKind;

/// The entity for a link, or `None` where the address is no good and the text stays plain.
pub(super) fn target(address: &str) -> Option<EntityKind> {
    if let Some(user) = person(address) {
        return Some(EntityKind::TextMention { user });
    }
    checked(address).map(|url| EntityKind::TextLink { url })
}

fn person(address: &str) -> Option<i64> {
    let lower = address.to_ascii_lowercase();
    let rest = lower.strip_prefix("tg:")?;
    let query = rest.trim_start_matches("//").strip_prefix("user?")?;
    let id = query.split('&').find_map(|pair| pair.strip_prefix("id="))?;
    id.parse().ok().filter(|id| *id > 0)
}

/// The address as Telegram keeps it: with scheme, small host, and at least a slash for a path.
fn checked(address: &str) -> Option<String> {
    let address = address.trim();
    let (scheme, rest) = match address.split_once("://") {
        Some((scheme, rest)) => (scheme.to_ascii_lowercase(), rest),
        None if address.starts_with("tg:") => ("tg".to_owned(), address.get(3..)?),
        None => ("http".to_owned(), address),
    };
    if matches!(scheme.as_str(), "tg" | "ton" | "tonsite") {
        return Some(format!("{scheme}://{rest}")).filter(|_| !rest.is_empty());
    }
    if scheme != "http" && scheme != "https" {
        return None;
    }
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let (authority, path) = rest.split_at(end);
    let host = authority.rsplit('@').next()?;
    let name = host.split(':').next()?;
    let readable = name.contains('.') && !name.starts_with('.') && !name.ends_with('.');
    if !readable || name.contains(|c: char| c.is_whitespace() || "<>\"'`".contains(c)) {
        return None;
    }
    let slash = if path.starts_with('/') { "" } else { "/" };
    Some(format!("{scheme}://{}{slash}{path}", authority.to_lowercase()))
}
