//! `parse_mode` `MarkdownV2`: nested, and every reserved character escaped. Offsets in errors are bytes of the source.

use super::link;
use super::markdown::block_language;
use super::output::{Output, at};
use crate::world::{EntityKind, Rich};

const RESERVED: &str = "_*[]()~`>#+-=|{}.!\n";

#[derive(Clone, Debug, Eq, PartialEq)]
enum Style {
    Bold,
    Italic,
    Underline,
    Strikethrough,
    Spoiler,
    Code,
    Pre(Option<String>),
    Link,
    Emoji,
    Quote,
}

impl Style {
    fn name(&self) -> &'static str {
        match self {
            Self::Bold => "Bold",
            Self::Italic => "Italic",
            Self::Underline => "Underline",
            Self::Strikethrough => "Strikethrough",
            Self::Spoiler => "Spoiler",
            Self::Code => "Code",
            Self::Pre(None) => "Pre",
            Self::Pre(Some(_)) => "PreCode",
            Self::Link => "TextUrl",
            Self::Emoji => "CustomEmoji",
            Self::Quote => "BlockQuote",
        }
    }

    /// How many bytes of the source end it here, if it ends here.
    fn ends(&self, rest: &str) -> Option<usize> {
        let mark = match self {
            Self::Italic if rest.starts_with("__") => return None,
            Self::Bold => "*",
            Self::Italic => "_",
            Self::Underline => "__",
            Self::Strikethrough => "~",
            Self::Spoiler => "||",
            Self::Code => "`",
            Self::Pre(_) => "```",
            Self::Link | Self::Emoji => "]",
            Self::Quote if rest.starts_with("||") && matches!(rest.as_bytes().get(2), None | Some(b'\n')) => "||",
            Self::Quote => return (rest.starts_with('\n') && !rest.starts_with("\n>")).then_some(1),
        };
        rest.starts_with(mark).then_some(mark.len())
    }
}

struct Open {
    style: Style,
    begin: usize,
    units: usize,
    bytes: usize,
}

struct Parser<'a> {
    source: &'a str,
    place: usize,
    out: Output,
    open: Vec<Open>,
    /// A quote may begin here: nothing but line breaks since the last line.
    line_start: bool,
}

/// Reads `MarkdownV2`.
pub(super) fn parse(source: &str) -> Result<Rich, String> {
    let mut parser = Parser { source, place: 0, out: Output::default(), open: Vec::new(), line_start: true };
    while let Some(letter) = at(source, parser.place) {
        parser.step(letter)?;
    }
    parser.finish()
}

impl Parser<'_> {
    fn rest(&self) -> &str {
        self.source.get(self.place..).unwrap_or("")
    }

    fn take(&mut self, letter: char) {
        self.out.push(letter);
        self.place += letter.len_utf8();
        self.line_start = false;
    }

    fn step(&mut self, letter: char) -> Result<(), String> {
        if letter == '\\' && at(self.source, self.place + 1).is_some_and(|c| ('\u{1}'..='\u{7e}').contains(&c)) {
            self.place += 1;
            let escaped = at(self.source, self.place).unwrap_or('\\');
            self.take(escaped);
            return Ok(());
        }
        let in_code = self.open.last().is_some_and(|o| matches!(o.style, Style::Code | Style::Pre(_)));
        let reserved = if in_code { letter == '`' } else { RESERVED.contains(letter) };
        if !reserved {
            self.take(letter);
            return Ok(());
        }
        let ends = self.open.last().and_then(|open| open.style.ends(self.rest()));
        match ends {
            Some(length) => self.close(length),
            None if in_code => {
                self.take(letter);
                Ok(())
            }
            None => self.open(letter),
        }
    }

    fn open(&mut self, letter: char) -> Result<(), String> {
        if letter == '\n' {
            self.take(letter);
            if self.open.last().is_some_and(|o| o.style == Style::Quote) && self.rest().starts_with('>') {
                self.place += 1;
            } else {
                self.line_start = true;
            }
            return Ok(());
        }
        let begin = self.place;
        let rest = self.rest();
        let (style, length) = match letter {
            '*' if rest.starts_with("**>") && self.line_start && self.open.is_empty() => (Style::Quote, 3),
            '_' if rest.starts_with("__") => (Style::Underline, 2),
            '_' => (Style::Italic, 1),
            '*' => (Style::Bold, 1),
            '~' => (Style::Strikethrough, 1),
            '|' if rest.starts_with("||") => (Style::Spoiler, 2),
            '[' => (Style::Link, 1),
            '!' if rest.starts_with("![") => (Style::Emoji, 2),
            '`' if rest.starts_with("```") => {
                let (after, language) = block_language(self.source, begin + 3);
                (Style::Pre(language), after - begin)
            }
            '`' => (Style::Code, 1),
            '>' if self.line_start && self.open.is_empty() => (Style::Quote, 1),
            _ => {
                return Err(format!("Character '{letter}' is reserved and must be escaped with the preceding '\\'"));
            }
        };
        self.place += length;
        if style != Style::Quote {
            self.line_start = false;
        }
        self.open.push(Open { style, begin, units: self.out.units, bytes: self.out.text.len() });
        Ok(())
    }

    fn close(&mut self, length: usize) -> Result<(), String> {
        let Some(open) = self.open.pop() else { return Ok(()) };
        self.place += length;
        let kind = match open.style {
            Style::Bold => Some(EntityKind::Bold),
            Style::Italic => Some(EntityKind::Italic),
            Style::Underline => Some(EntityKind::Underline),
            Style::Strikethrough => Some(EntityKind::Strikethrough),
            Style::Spoiler => Some(EntityKind::Spoiler),
            Style::Code => Some(EntityKind::Code),
            Style::Pre(language) => Some(EntityKind::Pre { language }),
            Style::Quote if length == 2 => Some(EntityKind::ExpandableBlockquote),
            Style::Quote => {
                self.out.push('\n');
                self.line_start = true;
                Some(EntityKind::Blockquote)
            }
            Style::Link => {
                let own = self.out.text.get(open.bytes..).unwrap_or("").to_owned();
                let address = self.address()?.unwrap_or(own);
                link::target(&address)
            }
            Style::Emoji => {
                let address = self.address()?.ok_or("Custom emoji entity must contain a tg://emoji URL")?;
                let id = address.rsplit_once("id=").map(|(_, id)| id.to_owned());
                Some(EntityKind::CustomEmoji { custom_emoji_id: id.ok_or("Invalid custom emoji URL specified")? })
            }
        };
        if let Some(kind) = kind {
            self.out.mark(open.units, kind);
        }
        Ok(())
    }

    /// The address in parentheses after a link's text, if there is one.
    fn address(&mut self) -> Result<Option<String>, String> {
        if !self.rest().starts_with('(') {
            return Ok(None);
        }
        self.place += 1;
        let begin = self.place;
        let mut address = String::new();
        loop {
            match at(self.source, self.place) {
                None => return Err(format!("Can't find end of a URL at byte offset {begin}")),
                Some(')') => {
                    self.place += 1;
                    return Ok(Some(address));
                }
                Some('\\') if at(self.source, self.place + 1).is_some_and(|c| ('\u{1}'..='\u{7e}').contains(&c)) => {
                    address.extend(at(self.source, self.place + 1));
                    self.place += 2;
                }
                Some(letter) => {
                    address.push(letter);
                    self.place += letter.len_utf8();
                }
            }
        }
    }

    fn finish(mut self) -> Result<Rich, String> {
        if self.open.last().is_some_and(|o| o.style == Style::Quote) {
            let units = self.open.pop().map_or(0, |o| o.units);
            self.out.mark(units, EntityKind::Blockquote);
        }
        match self.open.last() {
            Some(open) => Err(format!("Can't find end of {} entity at byte offset {}", open.style.name(), open.begin)),
            None => Ok(self.out.rich()),
        }
    }
}
