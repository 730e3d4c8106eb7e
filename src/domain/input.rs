//! What people type, brought into one form before any rule looks at it. Knows characters, not fields.

use chrono::NaiveDate;

/// Half-width form of what was typed: full-width letters, digits, punctuation and spaces become their ASCII twins,
/// invisible characters vanish, runs of blanks become one, and the ends are trimmed.
#[must_use]
pub fn normalise(typed: &str) -> String {
    let mut out = String::with_capacity(typed.len());
    for c in typed.chars().filter_map(half_width) {
        if c == ' ' && (out.is_empty() || out.ends_with([' ', '\n'])) {
            continue;
        }
        if c == '\n' {
            while out.ends_with(' ') {
                out.pop();
            }
        }
        out.push(c);
    }
    out.trim().to_owned()
}

/// `normalise`, and then every blank, hyphen and dot is dropped and letters are upper-cased: for codes and numbers.
#[must_use]
pub fn code(typed: &str) -> String {
    normalise(typed)
        .chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '-' | '.' | '\u{2013}' | '\u{2014}' | '_' | '\u{b7}'))
        .map(|c| c.to_ascii_uppercase())
        .collect()
}

/// `None` for characters that nobody sees; controls other than the line feed are among them.
fn half_width(c: char) -> Option<char> {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0),
        '\u{3000}' | '\u{a0}' | '\u{2000}'..='\u{200a}' | '\t' | '\r' => Some(' '),
        '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}'
        | '\u{feff}'
        | '\u{fe0e}'
        | '\u{fe0f}' => None,
        '\n' => Some('\n'),
        c if c.is_control() => None,
        c => Some(c),
    }
}

/// How wide a text is on a screen, in half-width characters: a Chinese character is two.
#[must_use]
pub fn width(text: &str) -> usize {
    text.chars().map(char_width).sum()
}

fn char_width(c: char) -> usize {
    match u32::from(c) {
        0x1100..=0x115f
        | 0x2e80..=0xa4cf
        | 0xac00..=0xd7a3
        | 0xf900..=0xfaff
        | 0xfe30..=0xfe6f
        | 0xff00..=0xff60
        | 0x1f000..=0x1faff
        | 0x20000..=0x3fffd => 2,
        _ => 1,
    }
}

/// As much of a text as is so wide, with an ellipsis where something is left out.
#[must_use]
pub fn clipped(text: &str, most: usize) -> String {
    if width(text) <= most {
        return text.to_owned();
    }
    let mut kept = String::new();
    let mut wide = 1;
    for c in text.chars() {
        wide += char_width(c);
        if wide > most {
            break;
        }
        kept.push(c);
    }
    kept + "…"
}

/// True for pictographs and symbols that no official name holds.
#[must_use]
pub fn is_pictograph(c: char) -> bool {
    matches!(u32::from(c), 0x1f000..=0x1faff | 0x2600..=0x27bf | 0x2b00..=0x2bff | 0xe0000..=0xe007f | 0x2190..=0x21ff)
}

/// A day as people type one: `2027-01-31`, `2027年1月31日`, `2027/1/31`, `20270131`. `None` where there is no such day.
#[must_use]
pub fn date(typed: &str) -> Option<NaiveDate> {
    let text = normalise(typed);
    let numbers: Vec<&str> = text.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty()).collect();
    let (year, month, day) = match numbers[..] {
        [year, month, day] if year.len() == 4 => (year, month, day),
        [packed] if packed.len() == 8 => (&packed[..4], &packed[4..6], &packed[6..]),
        _ => return None,
    };
    NaiveDate::from_ymd_opt(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
}

/// A single line of a person's words with a length in characters; the kinds of it are told apart by `Line`'s users.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineError {
    Empty,
    /// Fewer characters than `min`.
    TooShort {
        min: usize,
    },
    /// More characters than `max`.
    TooLong {
        max: usize,
        got: usize,
    },
    /// A character that the field does not take.
    Character(char),
}

/// One trimmed line of `min..=max` characters without pictographs; line feeds become blanks.
pub fn line(typed: &str, min: usize, max: usize) -> Result<String, LineError> {
    let text = normalise(typed).replace('\n', " ");
    let length = text.chars().count();
    if length == 0 {
        return Err(LineError::Empty);
    }
    if let Some(c) = text.chars().find(|&c| is_pictograph(c)) {
        return Err(LineError::Character(c));
    }
    if length < min {
        return Err(LineError::TooShort { min });
    }
    if length > max {
        return Err(LineError::TooLong { max, got: length });
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn full_width_is_half_width() {
        assert_eq!(normalise("　１３８　００１３\u{200b}８０００ "), "138 00138000");
        assert_eq!(code("ｄ 9-1"), "D91");
    }

    #[test]
    fn a_day_is_taken_however_it_is_typed() {
        let day = NaiveDate::from_ymd_opt(2027, 1, 31);
        for typed in ["2027-01-31", "2027年1月31日", "２０２７／１／３１", "20270131", "2027.1.31"] {
            assert_eq!(date(typed), day, "{typed}");
        }
        for bad in ["", "2027-02-30", "31-01-2027", "2027", "明天", "1 2 3 4"] {
            assert_eq!(date(bad), None, "{bad}");
        }
    }

    #[test]
    fn an_emoji_is_not_a_name() {
        assert_eq!(line("江西😀公司", 2, 60), Err(LineError::Character('😀')));
        assert_eq!(line(&"名".repeat(4096), 2, 60), Err(LineError::TooLong { max: 60, got: 4096 }));
        assert_eq!(line("  \u{200b} ", 1, 60), Err(LineError::Empty));
    }

    #[test]
    fn what_is_too_wide_is_clipped() {
        assert_eq!((width("南昌a"), clipped("南昌a", 5).as_str()), (5, "南昌a"));
        assert_eq!(clipped("江西省南昌市", 8), "江西省…");
        assert_eq!(clipped("abcdef", 4), "abc…");
    }

    proptest! {
        #[test]
        fn normalising_twice_changes_nothing(text in any::<String>()) {
            let once = normalise(&text);
            prop_assert_eq!(normalise(&once), once);
        }
    }
}
