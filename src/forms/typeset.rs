//! Breaking text into lines as Chinese is broken: anywhere between characters, never before a closing mark or after an opening one, Latin words and
//! numbers whole. Knows widths; knows nothing of pages.

use super::font::{Face, GETA, printable};

/// Marks that may not begin a line.
const NOT_FIRST: &str = "，。、；：？！）》」』】〕〉”’…—～·％%,.;:?!)]}℃";
/// Marks that may not end a line.
const NOT_LAST: &str = "（《「『【〔〈“‘([{￥$№";
/// Marks after which an address of mail or of a page is broken, where it is too long for a line.
const JOINTS: &str = "@.-_/";
/// Space between Chinese and Latin or digits, in ems: an eighth, as careful printers set it.
const AUTOSPACE: f32 = 0.125;

/// A line ready to be drawn at any size: characters with their places, in ems from the line's left end.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Line {
    pub(super) glyphs: Vec<Placed>,
    /// Width in ems.
    pub(super) width: f32,
    /// It ends its paragraph, so it is not stretched.
    pub(super) ends: bool,
}

/// A character and its left edge.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Placed {
    pub(super) character: char,
    pub(super) x: f32,
}

impl Line {
    /// The line spread out to `width` ems, if it lacks at most a few characters of it and is not the last.
    pub(super) fn justified(mut self, width: f32) -> Self {
        let lacking = width - self.width;
        #[expect(clippy::cast_precision_loss, reason = "a line has less than a thousand characters")]
        let gaps = self.glyphs.len().saturating_sub(1) as f32;
        if self.ends || gaps < 1.0 || !(0.0..=2.5).contains(&lacking) {
            return self;
        }
        let mut shift = 0.0;
        for glyph in &mut self.glyphs {
            glyph.x += shift;
            shift += lacking / gaps;
        }
        self.width = width;
        self
    }

    /// The characters, for tests and for the PDF's text layer.
    pub(super) fn text(&self) -> String {
        self.glyphs.iter().map(|glyph| glyph.character).collect()
    }
}

/// `text` in lines of at most `width` ems; the first is indented by `indent` ems. There is always at least one line.
pub(super) fn lines(text: &str, width: f32, indent: f32) -> Vec<Line> {
    let face = Face::open();
    let visible: String =
        printable(text).map(|c| if c == '\n' || face.glyph(c).is_some() { c } else { GETA }).collect();
    let mut all = Vec::new();
    for paragraph in visible.split('\n') {
        let mut setter = Setter { face, width, lines: vec![Line { width: indent, ..Line::default() }] };
        for unit in units(paragraph) {
            setter.put(unit);
        }
        let mut set = setter.lines;
        if let Some(last) = set.last_mut() {
            last.ends = true;
        }
        all.append(&mut set);
    }
    all
}

/// One line without breaking, however wide.
pub(super) fn single(text: &str) -> Line {
    lines(&text.replace('\n', " "), f32::INFINITY, 0.0).into_iter().next().unwrap_or_default()
}

struct Setter {
    face: &'static Face,
    width: f32,
    lines: Vec<Line>,
}

impl Setter {
    /// Puts characters that belong together on the current line, or on the next.
    fn put(&mut self, unit: &str) {
        let Some(line) = self.lines.last_mut() else { return };
        let fresh = line.glyphs.is_empty();
        if fresh && self.lines.len() > 1 && unit == " " {
            return; // the space at a break is the break
        }
        let Some(line) = self.lines.last_mut() else { return };
        let trial = appended(self.face, line, unit);
        if trial.width <= self.width || unit == " " {
            *line = trial;
            return;
        }
        let alone = appended(self.face, &Line::default(), unit);
        if alone.width <= self.width && !fresh {
            self.lines.push(alone);
        } else {
            self.split(unit);
        }
    }

    /// A unit wider than a line (a long address without spaces) is broken after one of its joints.
    fn split(&mut self, unit: &str) {
        for limb in limbs(unit) {
            let Some(line) = self.lines.last_mut() else { return };
            let (trial, alone) = (appended(self.face, line, limb), appended(self.face, &Line::default(), limb));
            if trial.width <= self.width {
                *line = trial;
            } else if alone.width <= self.width {
                self.lines.push(alone);
            } else {
                self.cut(limb);
            }
        }
    }

    /// What has no joint is broken wherever the line is full.
    fn cut(&mut self, limb: &str) {
        for character in limb.chars() {
            let mut buffer = [0; 4];
            let one: &str = character.encode_utf8(&mut buffer);
            let Some(line) = self.lines.last_mut() else { return };
            let trial = appended(self.face, line, one);
            if trial.width <= self.width || line.glyphs.is_empty() {
                *line = trial;
            } else {
                self.lines.push(appended(self.face, &Line::default(), one));
            }
        }
    }
}

fn appended(face: &Face, line: &Line, unit: &str) -> Line {
    let mut line = line.clone();
    for character in unit.chars() {
        let before = line.glyphs.last().map(|glyph| glyph.character);
        if before.is_some_and(|before| spaced(before, character)) {
            line.width += AUTOSPACE;
        }
        line.glyphs.push(Placed { character, x: line.width });
        line.width += face.width(character);
    }
    line
}

fn spaced(before: char, after: char) -> bool {
    let latin = |c: char| c.is_ascii_alphanumeric();
    (han(before) && latin(after)) || (latin(before) && han(after))
}

fn han(character: char) -> bool {
    matches!(u32::from(character), 0x3400..=0x9fff | 0xf900..=0xfaff | 0x2_0000..=0x3_ffff)
}

/// The text in pieces that stay together: a character with the marks that lean on it, a Latin word, a space.
fn units(text: &str) -> Vec<&str> {
    let mut cuts = vec![0];
    let mut before: Option<char> = None;
    for (at, character) in text.char_indices() {
        if before.is_some_and(|before| may_break(before, character)) {
            cuts.push(at);
        }
        before = Some(character);
    }
    cuts.push(text.len());
    cuts.windows(2).map(|pair| &text[pair[0]..pair[1]]).filter(|piece| !piece.is_empty()).collect()
}

/// A long word in pieces that each end with its joints.
fn limbs(word: &str) -> Vec<&str> {
    let mut limbs = Vec::new();
    let mut from = 0;
    for ((_, before), (at, after)) in word.char_indices().zip(word.char_indices().skip(1)) {
        if JOINTS.contains(before) && !JOINTS.contains(after) {
            limbs.push(&word[from..at]);
            from = at;
        }
    }
    limbs.push(&word[from..]);
    limbs
}

fn may_break(before: char, after: char) -> bool {
    if before == ' ' || after == ' ' {
        return true;
    }
    if NOT_FIRST.contains(after) || NOT_LAST.contains(before) {
        return false;
    }
    // Latin words, numbers, addresses of mail stay whole
    !(before.is_ascii() && after.is_ascii())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(text: &str, width: f32) -> Vec<String> {
        lines(text, width, 0.0).iter().map(Line::text).collect()
    }

    #[test]
    fn no_line_begins_with_a_closing_mark_or_ends_with_an_opening_one() {
        let text = "申请单位（盖章）：南昌市、上饶市，“旧证书”立即吊销；不可恢复！——说明《协议》。".repeat(4);
        for width in 4_u8..30 {
            for line in lines(&text, f32::from(width), 0.0) {
                let line = line.text();
                assert!(!NOT_FIRST.contains(line.chars().next().unwrap()), "{width}: {line}");
                assert!(!NOT_LAST.contains(line.chars().last().unwrap()), "{width}: {line}");
            }
        }
    }

    #[test]
    fn no_line_is_wider_than_the_column_and_nothing_is_lost() {
        let text = "江西省ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789@example.com㛃䶮𠮷有限公司（第9分公司）";
        for width in 5_u8..40 {
            let all = lines(text, f32::from(width), 0.0);
            assert!(all.iter().all(|line| line.width <= f32::from(width) + 0.001), "{width}");
            assert_eq!(all.iter().map(Line::text).collect::<String>(), text);
        }
    }

    #[test]
    fn latin_words_stay_whole_and_the_space_at_a_break_goes() {
        assert_eq!(set("甲乙丙 certificate", 7.0), ["甲乙丙 ", "certificate"]);
    }

    #[test]
    fn an_address_too_long_for_a_line_is_broken_after_its_marks() {
        let mail = "accounts-department@subsidiary.example.com.cn";
        let broken = set(mail, 9.0);
        assert_eq!(broken.concat(), mail);
        assert!(
            broken.len() > 2 && broken[..broken.len() - 1].iter().all(|line| line.ends_with(['@', '.', '-'])),
            "{broken:?}"
        );
        // a word without any is cut where it must be
        let broken = set("abcdefghijklmnopqrstuvwxyz", 5.0);
        assert_eq!(broken.concat(), "abcdefghijklmnopqrstuvwxyz");
    }

    #[test]
    fn what_the_font_lacks_is_a_geta_mark() {
        assert_eq!(set("王😀明", 9.0), ["王〓明"]);
    }

    #[test]
    fn a_full_line_is_spread_to_the_edge_and_the_last_is_not() {
        let all = lines("一二三四五六七八九十ABC一二三四", 7.5, 0.0);
        let first = all[0].clone().justified(7.5);
        assert!((first.width - 7.5).abs() < 0.001 && first.glyphs[1].x > 1.0);
        let last = all.last().unwrap().clone();
        assert_eq!(last.clone().justified(7.5), last);
    }

    #[test]
    fn empty_text_is_one_empty_line() {
        assert_eq!(set("", 10.0), [""]);
        assert_eq!(set("甲\n\n乙", 10.0), ["甲", "", "乙"]);
    }
}
