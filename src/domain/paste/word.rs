//! The words of a message, and what each looks like. A word is what stands between blanks and commas; numbers written in groups are
//! one word, and a number that is glued to a name or an address is a word of its own.

use crate::domain::identity::{Identity, IdentityKind};
use crate::domain::line::Email;
use crate::domain::mobile::Mobile;
use crate::domain::uscc::Uscc;
use std::ops::Range;
use std::sync::OnceLock;

/// What a word looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Mobile,
    Identity,
    Uscc,
    Email,
    Telephone,
    Account,
    Bank,
    Unit,
    Address,
    Person,
    Other,
}

impl Kind {
    pub(super) fn is_number(self) -> bool {
        matches!(self, Self::Mobile | Self::Telephone | Self::Account)
    }

    /// True where it cannot be a part of a name or an address.
    pub(super) fn is_strong(self) -> bool {
        self.is_number() || matches!(self, Self::Identity | Self::Uscc | Self::Email)
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Word {
    pub(super) span: Range<usize>,
    pub(super) kind: Kind,
}

/// True for what stands between words.
pub(super) fn is_separator(c: char) -> bool {
    c.is_whitespace() || matches!(c, ',' | ';' | ':' | '、' | '。' | '|' | '【' | '】' | '[' | ']' | '"' | '“' | '”')
}

pub(super) fn is_han(c: char) -> bool {
    matches!(u32::from(c), 0x4e00..=0x9fff | 0x3400..=0x4dbf)
}

/// The words of a part of a text.
pub(super) fn split(text: &str, part: Range<usize>) -> Vec<Word> {
    let mut spans: Vec<Range<usize>> = Vec::new();
    let mut start = None;
    for (at, c) in text[part.clone()].char_indices().map(|(at, c)| (at + part.start, c)) {
        match (is_separator(c), start) {
            (true, Some(from)) => {
                carve(text, from..at, &mut spans);
                start = None;
            }
            (false, None) => start = Some(at),
            _ => {}
        }
    }
    if let Some(from) = start {
        carve(text, from..part.end, &mut spans);
    }
    grouped(text, &spans).into_iter().map(|span| Word { kind: kind(&text[span.clone()]), span }).collect()
}

/// Cuts a mobile or identity number out of what it is glued to.
fn carve(text: &str, word: Range<usize>, spans: &mut Vec<Range<usize>>) {
    let body = &text[word.clone()];
    if body.contains('@') || body.is_ascii() {
        return spans.push(word);
    }
    let mut at = 0;
    while let Some(from) = body[at..].find(|c: char| c.is_ascii_digit()).map(|found| found + at) {
        let run = body[from..].find(|c: char| !c.is_ascii_alphanumeric() && c != '-').map_or(body.len(), |n| n + from);
        let number = &body[from..run];
        let known = Mobile::parse(number).is_ok() && !number.starts_with("00")
            || Identity::parse(IdentityKind::ResidentCard, number).is_ok();
        if known {
            if from > 0 {
                spans.push(word.start..word.start + from);
            }
            spans.push(word.start + from..word.start + run);
            if run < body.len() {
                carve(text, word.start + run..word.end, spans);
            }
            return;
        }
        at = run.max(from + 1);
        if at >= body.len() {
            break;
        }
    }
    spans.push(word);
}

/// Numbers written in groups are one: `138 0013 8000`, `1502 0000 0000 0000 001`.
fn grouped(text: &str, spans: &[Range<usize>]) -> Vec<Range<usize>> {
    let digits = |span: &Range<usize>| {
        let word = &text[span.clone()];
        word.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'-' | b'+' | b'(' | b')')) && !word.is_empty()
    };
    let mut joined: Vec<Range<usize>> = Vec::new();
    let mut at = 0;
    while at < spans.len() {
        let mut end = at + 1;
        let whole = |span: &Range<usize>| Mobile::parse(&text[span.clone()]).is_ok();
        let code = matches!(&text[spans[at].clone()], "+86" | "86" | "0086");
        if code && spans.get(end).is_some_and(|next| whole(next) && &text[spans[at].end..next.start] == " ") {
            end += 1;
        } else if digits(&spans[at]) && !whole(&spans[at]) {
            while end < spans.len()
                && digits(&spans[end])
                && !whole(&spans[end])
                && &text[spans[end - 1].end..spans[end].start] == " "
                && !whole(&(spans[at].start..spans[end - 1].end))
            {
                end += 1;
            }
        }
        joined.push(spans[at].start..spans[end - 1].end);
        at = end;
    }
    joined
}

fn kind(word: &str) -> Kind {
    if Email::parse(word).is_some() {
        return Kind::Email;
    }
    if Identity::parse(IdentityKind::ResidentCard, word).is_ok() {
        return Kind::Identity;
    }
    if Mobile::parse(word).is_ok() {
        return Kind::Mobile;
    }
    if word.is_ascii() && Uscc::parse(word).is_ok() {
        return Kind::Uscc;
    }
    let digits = word.bytes().filter(u8::is_ascii_digit).count();
    let numeric = word.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'-' | b'+' | b'(' | b')' | b' '));
    if numeric && digits >= 7 {
        let telephone = digits <= 8 || (digits <= 13 && (word.starts_with(['0', '+', '(']) || word.contains('-')));
        return if telephone { Kind::Telephone } else { Kind::Account };
    }
    words_of_han(word)
}

/// The vocabulary: what stands behind a key, with the rest of the key where it has more words.
pub(super) fn words(key: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    const VOCABULARY: &str = include_str!("../../../locales/paste.txt");
    let lines = VOCABULARY.lines().filter_map(move |line| line.strip_prefix(key)?.split_once(':'));
    lines.flat_map(|(of, listed)| listed.split('|').map(move |word| (of, word.trim())))
}

/// One list of the vocabulary, read once.
struct List(&'static str, OnceLock<Vec<&'static str>>);

impl List {
    const fn of(key: &'static str) -> Self {
        Self(key, OnceLock::new())
    }

    fn any(&self, fits: impl Fn(&str) -> bool) -> Option<&'static str> {
        self.1.get_or_init(|| words(self.0).map(|(_, word)| word).collect()).iter().copied().find(|word| fits(word))
    }
}

static BANKS: List = List::of("bank");
static UNITS: List = List::of("unit");
static PLACES: List = List::of("place");
static DOORS: List = List::of("door");
static PROVINCES: List = List::of("province");
static HONORIFICS: List = List::of("honorific");

fn words_of_han(word: &str) -> Kind {
    if BANKS.any(|mark| word.contains(mark)).is_some() {
        Kind::Bank
    } else if UNITS.any(|end| word.ends_with(end)).is_some() && word.chars().count() >= 4 {
        Kind::Unit
    } else if is_address(word) {
        Kind::Address
    } else if is_person(word) {
        Kind::Person
    } else {
        Kind::Other
    }
}

/// True for a province alone, or for something with a place's mark in it.
pub(super) fn is_address(word: &str) -> bool {
    let han = word.chars().filter(|c| is_han(*c)).count();
    let long = han >= 3 || han >= 1 && word.chars().any(|c| c.is_ascii_digit());
    PROVINCES.any(|province| province == word).is_some() || long && PLACES.any(|mark| word.contains(mark)).is_some()
}

/// True for what may stand apart at the end of an address: a short number, or the mark that belongs to one (`1 号 3 栋 B-501`).
fn is_door(word: &str) -> bool {
    let short = word.len() <= 5 && word.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'#'));
    let numbered = short && word.bytes().any(|b| b.is_ascii_digit());
    numbered || PLACES.any(|mark| mark == word).is_some() || DOORS.any(|mark| mark == word).is_some()
}

/// True for what a person's name looks like: two to four characters, more with a dot or a form of address; or Latin letters.
pub(super) fn is_person(word: &str) -> bool {
    let count = word.chars().count();
    if word.is_ascii() {
        let letters = word.chars().all(|c| c.is_ascii_alphabetic() || matches!(c, ' ' | '.' | '\'' | '-'));
        return letters && (2..=40).contains(&count);
    }
    if word.contains(['·', '•']) {
        return count <= 20 && word.chars().all(|c| is_han(c) || matches!(c, '·' | '•'));
    }
    let plain = HONORIFICS.any(|end| word.ends_with(end)).and_then(|end| word.strip_suffix(end)).unwrap_or(word);
    let plain = plain.chars().count();
    word.chars().all(is_han) && ((2..=4).contains(&plain) || plain == 1 && count == 3)
}

/// An address in several words is one: from the first word that looks like a part of one to the last, with what is between.
pub(super) fn join_addresses(text: &str, words: &[Word]) -> Vec<Word> {
    let mut joined: Vec<Word> = Vec::new();
    let mut at = 0;
    while at < words.len() {
        if words[at].kind != Kind::Address {
            joined.push(words[at].clone());
            at += 1;
            continue;
        }
        let reach = words[at..].iter().take_while(|w| !w.kind.is_strong()).count() + at;
        let near = |end: usize| {
            let between = &text[words[at].span.start..words[end].span.end];
            !between.contains(['\n', ';', ':'])
        };
        let mut last = (at..reach).rev().find(|end| words[*end].kind == Kind::Address && near(*end)).unwrap_or(at);
        while last + 1 < reach && is_door(&text[words[last + 1].span.clone()]) && near(last + 1) {
            last += 1;
        }
        joined.push(Word { span: words[at].span.start..words[last].span.end, kind: Kind::Address });
        at = last + 1;
    }
    joined
}
