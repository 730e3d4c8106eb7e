//! The font of the forms: what it can write, and how wide. Drawing with it is `paint`'s.

use std::sync::OnceLock;

use skrifa::instance::{LocationRef, Size};
use skrifa::metrics::GlyphMetrics;
use skrifa::{FontRef, GlyphId, MetadataProvider};

static BYTES: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/forms.ttf"));

/// The font that the forms are set in, as a TrueType file (霞鹜文楷 LXGW WenKai, SIL OFL 1.1).
#[must_use]
pub fn typeface() -> &'static [u8] {
    BYTES
}

/// Printed where the font has no glyph: the geta mark, which every Chinese printer knows for it.
pub(super) const GETA: char = '〓';

/// The font, opened once.
pub(super) struct Face {
    charmap: skrifa::charmap::Charmap<'static>,
    metrics: GlyphMetrics<'static>,
    /// The same font for the PDF's writer.
    pub(super) pdf: krilla::text::Font,
}

/// A glyph of the font and its width in ems.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Glyph {
    pub(super) id: u32,
    pub(super) width: f32,
}

impl Face {
    /// The one font. Opening it digests its 19 MB, some milliseconds, once in a process.
    pub(super) fn open() -> &'static Self {
        static FACE: OnceLock<Face> = OnceLock::new();
        FACE.get_or_init(|| {
            // build.rs has checked the file to the byte, so neither can fail once the program runs at all.
            let font = FontRef::new(BYTES).unwrap_or_else(|why| unreachable!("the embedded font opens: {why}"));
            let pdf =
                krilla::text::Font::new(BYTES.into(), 0).unwrap_or_else(|| unreachable!("the embedded font opens"));
            Self { charmap: font.charmap(), metrics: font.glyph_metrics(Size::new(1.0), LocationRef::default()), pdf }
        })
    }

    /// The character's glyph, if the font has one.
    pub(super) fn glyph(&self, character: char) -> Option<Glyph> {
        let id = self.charmap.map(character).filter(|id| *id != GlyphId::NOTDEF)?;
        Some(Glyph { id: id.to_u32(), width: self.metrics.advance_width(id)? })
    }

    /// Width in ems, of the replacement where the font has no glyph.
    pub(super) fn width(&self, character: char) -> f32 {
        self.glyph(character).map_or(1.0, |glyph| glyph.width)
    }
}

/// Characters of `text` that the forms' font cannot write, each once, in order. They are printed as 〓 with a note; `check` names them.
pub fn missing_glyphs(text: &str) -> Vec<char> {
    let face = Face::open();
    let mut missing = Vec::new();
    for character in printable(text) {
        if character != '\n' && face.glyph(character).is_none() && !missing.contains(&character) {
            missing.push(character);
        }
    }
    missing
}

/// `text` without what has no shape: control characters, direction marks, variation selectors, joiners. Tabs become spaces, line ends `\n`.
pub(super) fn printable(text: &str) -> impl Iterator<Item = char> + '_ {
    text.chars().filter_map(|character| match character {
        '\n' => Some('\n'),
        '\t' | '\u{a0}' => Some(' '),
        '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' => None,
        other if other.is_control() || selector(other) => None,
        other => Some(other),
    })
}

/// Selects a shape of the character before it, or is a byte order mark or a soft hyphen: nothing to see by itself.
fn selector(character: char) -> bool {
    matches!(character, '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}' | '\u{feff}' | '\u{ad}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rare_names_are_written_and_what_is_missing_is_named_once() {
        assert_eq!(missing_glyphs("㛃䶮𠮷喆犇赟翀𬀩𬍛𫍯𫖮·—“”（）①"), Vec::<char>::new());
        assert_eq!(missing_glyphs("王\u{31350}小😀明😀\u{200d}"), vec!['\u{31350}', '😀']);
    }

    #[test]
    fn the_locale_is_written_in_full() {
        assert_eq!(missing_glyphs(include_str!("../../locales/forms/zh-CN.toml")), Vec::<char>::new());
    }
}
