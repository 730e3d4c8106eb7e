//! `parse_mode` HTML: a little markup, strictly. Offsets in errors are bytes of the source.

use super::link;
use super::output::{Output, at, is_space};
use crate::world::{EntityKind, Rich};

const TAGS: [&str; 17] = [
    "a",
    "b",
    "strong",
    "i",
    "em",
    "s",
    "strike",
    "del",
    "u",
    "ins",
    "tg-spoiler",
    "tg-emoji",
    "span",
    "pre",
    "code",
    "blockquote",
    "tg-time",
];

struct Open {
    tag: String,
    argument: String,
    units: usize,
    bytes: usize,
}

struct Parser<'a> {
    source: &'a str,
    place: usize,
    out: Output,
    open: Vec<Open>,
    /// Languages of code entities, by their place in `out.entities`: `pre` takes them over.
    languages: Vec<(usize, String)>,
}

/// Reads HTML.
pub(super) fn parse(source: &str) -> Result<Rich, String> {
    let mut parser = Parser { source, place: 0, out: Output::default(), open: Vec::new(), languages: Vec::new() };
    while let Some(letter) = parser.peek() {
        match letter {
            '&' => {
                let decoded = parser.entity();
                parser.out.push(decoded);
            }
            '<' => parser.tag()?,
            _ => {
                parser.place += letter.len_utf8();
                parser.out.push(letter);
            }
        }
    }
    match parser.open.last() {
        Some(open) => Err(format!("Can't find end tag corresponding to start tag \"{}\"", open.tag)),
        None => Ok(parser.out.rich()),
    }
}

impl Parser<'_> {
    fn peek(&self) -> Option<char> {
        at(self.source, self.place)
    }

    fn skip(&mut self, wanted: impl Fn(char) -> bool) -> &str {
        let from = self.place;
        while let Some(letter) = self.peek().filter(|c| wanted(*c)) {
            self.place += letter.len_utf8();
        }
        self.source.get(from..self.place).unwrap_or("")
    }

    /// A character reference, or just the ampersand.
    fn entity(&mut self) -> char {
        let rest = self.source.get(self.place + 1..).unwrap_or("");
        let (found, length) = decode(rest).unwrap_or(('&', 0));
        self.place += 1 + length;
        found
    }

    fn tag(&mut self) -> Result<(), String> {
        let begin = self.place;
        self.place += 1;
        if self.peek() == Some('/') {
            self.place += 1;
            return self.end_tag(begin);
        }
        let tag = self.skip(|c| !is_space(c) && c != '>').to_ascii_lowercase();
        if self.peek().is_none() {
            return Err(format!("Unclosed start tag at byte offset {begin}"));
        }
        if !TAGS.contains(&tag.as_str()) {
            return Err(format!("Unsupported start tag \"{tag}\" at byte offset {begin}"));
        }
        let mut argument = String::new();
        while self.peek() != Some('>') {
            self.skip(is_space);
            if self.peek() == Some('>') {
                break;
            }
            self.attribute(begin, &tag, &mut argument)?;
        }
        self.place += 1;
        if tag == "span" && argument != "spoiler" {
            return Err(format!("Tag \"span\" must have class \"tg-spoiler\" at byte offset {begin}"));
        }
        self.open.push(Open { tag, argument, units: self.out.units, bytes: self.out.text.len() });
        Ok(())
    }

    fn attribute(&mut self, begin: usize, tag: &str, argument: &mut String) -> Result<(), String> {
        let name = self.skip(|c| !is_space(c) && !"=>/\"'".contains(c)).to_ascii_lowercase();
        if name.is_empty() {
            return Err(format!("Empty attribute name in the tag \"{tag}\" at byte offset {begin}"));
        }
        self.skip(is_space);
        let mut value = String::new();
        if self.peek() == Some('=') {
            self.place += 1;
            self.skip(is_space);
            value = self.attribute_value()?;
        }
        if self.peek().is_none() {
            return Err(format!("Unclosed start tag at byte offset {begin}"));
        }
        match (tag, name.as_str()) {
            ("a", "href") | ("tg-emoji", "emoji-id") => *argument = value,
            ("code", "class") => value.strip_prefix("language-").unwrap_or("").clone_into(argument),
            ("span", "class") => value.strip_prefix("tg-").unwrap_or("").clone_into(argument),
            ("blockquote", "expandable") => "1".clone_into(argument),
            _ => {}
        }
        Ok(())
    }

    fn attribute_value(&mut self) -> Result<String, String> {
        let Some(quote) = self.peek().filter(|c| "\"'".contains(*c)) else {
            let begin = self.place;
            let token = self.skip(|c| c.is_ascii_alphanumeric() || ".-".contains(c)).to_ascii_lowercase();
            return match self.peek() {
                Some(letter) if is_space(letter) || letter == '>' => Ok(token),
                _ => Err(format!("Unexpected end of name token at byte offset {begin}")),
            };
        };
        self.place += 1;
        let mut value = String::new();
        while let Some(letter) = self.peek().filter(|c| *c != quote) {
            if letter == '&' {
                value.push(self.entity());
            } else {
                self.place += letter.len_utf8();
                value.push(letter);
            }
        }
        if self.peek().is_some() {
            self.place += 1;
        }
        Ok(value)
    }

    fn end_tag(&mut self, begin: usize) -> Result<(), String> {
        let open = self.open.pop().ok_or_else(|| format!("Unexpected end tag at byte offset {begin}"))?;
        let name = self.skip(|c| !is_space(c) && c != '>').to_ascii_lowercase();
        self.skip(is_space);
        if self.peek() != Some('>') {
            return Err(format!("Unclosed end tag at byte offset {begin}"));
        }
        if !name.is_empty() && name != open.tag {
            let expected = open.tag;
            return Err(format!(
                "Unmatched end tag at byte offset {begin}, expected \"</{expected}>\", found \"</{name}>\""
            ));
        }
        self.place += 1;
        if self.out.units > open.units {
            self.mark(&open);
        }
        Ok(())
    }

    fn mark(&mut self, open: &Open) {
        let kind = match open.tag.as_str() {
            "b" | "strong" => Some(EntityKind::Bold),
            "i" | "em" => Some(EntityKind::Italic),
            "s" | "strike" | "del" => Some(EntityKind::Strikethrough),
            "u" | "ins" => Some(EntityKind::Underline),
            "tg-spoiler" | "span" => Some(EntityKind::Spoiler),
            "blockquote" if open.argument.is_empty() => Some(EntityKind::Blockquote),
            "blockquote" => Some(EntityKind::ExpandableBlockquote),
            "tg-emoji" => Some(EntityKind::CustomEmoji { custom_emoji_id: open.argument.clone() }),
            "a" => self.link(open),
            "pre" => return self.pre(open),
            "code" => return self.code(open),
            _ => None,
        };
        if let Some(kind) = kind {
            self.out.mark(open.units, kind);
        }
    }

    fn link(&self, open: &Open) -> Option<EntityKind> {
        let own_text = || self.out.text.get(open.bytes..).unwrap_or("");
        link::target(if open.argument.is_empty() { own_text() } else { &open.argument })
    }

    fn pre(&mut self, open: &Open) {
        let length = self.out.units - open.units;
        let inner = self.out.entities.len().checked_sub(1);
        let taken = inner.filter(|at| {
            let e = &self.out.entities[*at];
            e.kind == EntityKind::Code && e.offset == open.units && e.length == length
        });
        let language = taken.and_then(|at| self.languages.iter().find(|l| l.0 == at)).map(|l| l.1.clone());
        match (taken, language) {
            (Some(at), Some(language)) => self.out.entities[at].kind = EntityKind::Pre { language: Some(language) },
            _ => self.out.mark(open.units, EntityKind::Pre { language: None }),
        }
    }

    fn code(&mut self, open: &Open) {
        let length = self.out.units - open.units;
        let last = self.out.entities.last_mut();
        let inner = last
            .filter(|e| e.kind == EntityKind::Pre { language: None } && e.offset == open.units && e.length == length);
        let language = open.argument.clone();
        match inner {
            Some(pre) if !language.is_empty() => pre.kind = EntityKind::Pre { language: Some(language) },
            _ => {
                if !language.is_empty() {
                    self.languages.push((self.out.entities.len(), language));
                }
                self.out.mark(open.units, EntityKind::Code);
            }
        }
    }
}

/// The character of a reference and how many bytes after the ampersand it takes.
fn decode(rest: &str) -> Option<(char, usize)> {
    if let Some(number) = rest.strip_prefix('#') {
        let (digits, radix, skipped) = match number.strip_prefix('x') {
            Some(hex) => (hex, 16, 2),
            None => (number, 10, 1),
        };
        let length = digits.find(|c: char| !c.is_digit(radix)).unwrap_or(digits.len());
        let code = u32::from_str_radix(digits.get(..length)?, radix).ok().filter(|code| *code != 0)?;
        let semicolon = usize::from(digits.get(length..)?.starts_with(';'));
        return Some((char::from_u32(code)?, skipped + length + semicolon));
    }
    let length = rest.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(rest.len());
    let found = match rest.get(..length)? {
        "lt" => '<',
        "gt" => '>',
        "amp" => '&',
        "quot" => '"',
        _ => return None,
    };
    let semicolon = usize::from(rest.get(length..)?.starts_with(';'));
    Some((found, length + semicolon))
}
