//! Bars drawn as a picture, with their words in the forms' own font. CPU only: same words and lengths, same picture; no clock, no
//! randomness, no words of its own.

mod ink;

use image::codecs::png::PngEncoder;
use image::{ExtendedColorType, ImageEncoder as _};
use ink::Sheet;

/// What is drawn, in words already.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drawn {
    pub title: String,
    /// Bars with a heading, each group to its own scale.
    pub groups: Vec<(String, Vec<DrawnBar>)>,
}

/// A bar in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DrawnBar {
    pub label: String,
    pub value: u32,
    /// A second, paler length behind the first.
    pub mark: Option<u32>,
    pub figure: String,
}

const WIDTH: u32 = 960;
const MARGIN: f32 = 36.0;
const LINE: f32 = 40.0;
/// Where bars begin, and how long the longest is.
const BARS: f32 = 260.0;
const LONGEST: f32 = 400.0;
/// The most bars of a picture that can still be read.
const MOST: usize = 40;

const INK: [u8; 3] = [38, 42, 51];
const BAR: [u8; 3] = [46, 111, 187];
const PALE: [u8; 3] = [190, 211, 236];

/// The picture as a PNG; `None` where it could not be written.
#[must_use]
pub fn png(drawn: &Drawn) -> Option<Vec<u8>> {
    let bars: usize = drawn.groups.iter().map(|(_, bars)| bars.len()).sum::<usize>().min(MOST);
    let lines = u32::try_from(bars + drawn.groups.len() * 2 + 3).ok()?;
    let height = lines * 40;
    let mut sheet = Sheet::blank(WIDTH, height);
    let mut y = MARGIN + 30.0;
    sheet.write((MARGIN, y), 30.0, &drawn.title, INK);
    let mut left = MOST;
    for (title, bars) in &drawn.groups {
        y += LINE * 1.6;
        sheet.write((MARGIN, y), 24.0, title, INK);
        let longest = bars.iter().map(|bar| bar.value.max(bar.mark.unwrap_or(0))).max().unwrap_or(0).max(1);
        for bar in bars.iter().take(left) {
            y += LINE;
            row(&mut sheet, y, bar, longest);
        }
        left = left.saturating_sub(bars.len());
    }
    let mut bytes = Vec::new();
    let written = PngEncoder::new(&mut bytes).write_image(&sheet.pixels, WIDTH, height, ExtendedColorType::Rgb8);
    written.ok().map(|()| bytes)
}

fn row(sheet: &mut Sheet, y: f32, bar: &DrawnBar, longest: u32) {
    sheet.write((MARGIN, y), 20.0, &crate::domain::input::clipped(&bar.label, 20), INK);
    #[expect(clippy::cast_precision_loss, reason = "a length in pixels")]
    let length = |value: u32| LONGEST * (value as f32 / longest as f32);
    if let Some(mark) = bar.mark {
        sheet.fill((BARS, y - 18.0), (length(mark).max(2.0), 24.0), PALE);
    }
    if bar.value > 0 {
        sheet.fill((BARS, y - 18.0), (length(bar.value).max(2.0), 24.0), BAR);
    }
    let end = BARS + length(bar.value.max(bar.mark.unwrap_or(0))) + 12.0;
    sheet.write((end, y), 20.0, &bar.figure, INK);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(value: u32) -> Drawn {
        let bar = DrawnBar { label: "预审".into(), value, mark: Some(90), figure: "30 分钟".into() };
        Drawn { title: "近 7 天".into(), groups: vec![("等待".into(), vec![bar])] }
    }

    /// Pixels of a colour.
    fn count(png: &[u8], colour: [u8; 3]) -> usize {
        let picture = image::load_from_memory(png).unwrap().to_rgb8();
        picture.pixels().filter(|pixel| pixel.0 == colour).count()
    }

    #[test]
    fn a_longer_bar_is_longer_and_words_leave_ink() {
        let (short, long) = (png(&drawn(30)).unwrap(), png(&drawn(60)).unwrap());
        let (few, many) = (count(&short, BAR), count(&long, BAR));
        assert!(few > 0 && many.abs_diff(few * 2) * 10 < many, "{few} {many}");
        assert!(count(&short, INK) > 100, "{}", count(&short, INK));
        assert_eq!(png(&drawn(30)), Some(short));
    }

    #[test]
    fn nothing_and_too_much_can_be_drawn() {
        let empty = Drawn { title: String::new(), groups: vec![("x".into(), Vec::new())] };
        assert!(png(&empty).is_some());
        let bar = DrawnBar { label: "很".repeat(500), value: u32::MAX, mark: None, figure: "长".repeat(500) };
        assert!(png(&Drawn { title: "t".into(), groups: vec![("g".into(), vec![bar; 500])] }).is_some());
    }
}
