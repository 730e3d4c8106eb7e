//! Both sides of an identity card, copied at true size on an A4 page. The card is made up and marked as a sample.

use super::canvas::{Canvas, Paint};
use super::licence::{emblem, sample};
use super::{A4_HEIGHT_MM, A4_WIDTH_MM, Dpi, Sheet, Typeface};
use hayro::kurbo::{BezPath, Circle, Ellipse, Rect, RoundedRect};

/// A card's width and height in millimetres (GA 450, as ISO/IEC 7810 ID-1).
const CARD_MM: (f64, f64) = (85.6, 54.0);
const LABEL: Paint = Paint(60, 110, 170, 255);
const BLACK: Paint = Paint(26, 26, 30, 255);
const WAVE: Paint = Paint(150, 200, 220, 110);
/// Characters of the address on a line.
const ADDRESS_LINE: usize = 12;

/// What an identity card says.
#[derive(Clone, Debug)]
pub struct IdentityCard {
    /// The person's name.
    pub name: String,
    /// The 18 characters of the identity number; birth date and sex are read from it.
    pub number: String,
}

impl IdentityCard {
    /// Copies both sides onto a page, one above the other, with room for a seal beside them.
    pub fn print(&self, typeface: &Typeface, dpi: Dpi) -> Sheet {
        let mut canvas = Canvas::sized(A4_WIDTH_MM, A4_HEIGHT_MM, dpi);
        canvas.block(0.0, 0.0, (A4_WIDTH_MM, A4_HEIGHT_MM), Paint(255, 255, 255, 255));
        let left = (A4_WIDTH_MM - CARD_MM.0) / 2.0;
        ground(&mut canvas, left, 50.0);
        self.front(&mut canvas, typeface, (left, 50.0));
        ground(&mut canvas, left, 130.0);
        back(&mut canvas, typeface, (left, 130.0));
        sample(&mut canvas, typeface, (A4_WIDTH_MM / 2.0, 77.0), 20.0);
        sample(&mut canvas, typeface, (A4_WIDTH_MM / 2.0, 157.0), 20.0);
        Sheet::drawn(canvas.on_white(), dpi)
    }

    fn front(&self, canvas: &mut Canvas, typeface: &Typeface, (x, y): (f64, f64)) {
        let digits = |from: usize, count: usize| self.number.chars().skip(from).take(count).collect::<String>();
        let odd = self.number.chars().nth(16).and_then(|digit| digit.to_digit(10)).is_some_and(|digit| digit % 2 == 1);
        let mut field = |label: &str, value: &str, place: (f64, f64)| {
            let width = canvas.text(label, typeface, (x + place.0, y + place.1), 2.6, LABEL);
            canvas.text(value, typeface, (x + place.0 + width + 2.0, y + place.1), 3.1, BLACK);
        };
        field("姓名", &self.name, (5.5, 10.0));
        field("性别", if odd { "男" } else { "女" }, (5.5, 16.5));
        field("民族", "汉", (23.0, 16.5));
        field("出生", &format!("{} 年 {} 月 {} 日", digits(6, 4), digits(10, 2), digits(12, 2)), (5.5, 23.0));
        let address: Vec<char> = "江西省南昌市示例区样本路一号二栋三〇三室".chars().collect();
        for (line, row) in address.chunks(ADDRESS_LINE).zip(0_u8..) {
            let label = if row == 0 { "住址" } else { "　　" };
            field(label, &line.iter().collect::<String>(), (5.5, 30.0 + 4.6 * f64::from(row)));
        }
        field("公民身份号码", &self.number, (5.5, 48.0));
        portrait(canvas, (x + 66.0, y + 8.0));
    }
}

/// The card's ground: a rounded edge, a pale blue field, fine waves.
fn ground(canvas: &mut Canvas, x: f64, y: f64) {
    let edge = RoundedRect::from_rect(Rect::new(x, y, x + CARD_MM.0, y + CARD_MM.1), 3.2);
    canvas.fill_shape(&edge, Paint(232, 243, 247, 255));
    for row in 0..12 {
        let base = y + 4.0 + 4.1 * f64::from(row);
        let mut wave = BezPath::new();
        wave.move_to((x + 1.5, base));
        for hump in 0..8 {
            let start = x + 1.5 + 10.3 * f64::from(hump);
            let lift = if (hump + row) % 2 == 0 { 2.2 } else { -2.2 };
            wave.quad_to((start + 5.15, base + lift), (start + 10.3, base));
        }
        canvas.stroke(&wave, 0.12, WAVE);
    }
    canvas.stroke(&edge, 0.2, Paint(150, 160, 165, 255));
}

/// Head and shoulders, nobody's.
fn portrait(canvas: &mut Canvas, (x, y): (f64, f64)) {
    canvas.block(x - 6.0, y, (22.0, 28.0), Paint(214, 226, 234, 255));
    canvas.fill_shape(&Ellipse::new((x + 5.0, y + 27.5), (10.0, 8.5), 0.0), Paint(52, 58, 72, 255));
    canvas.block(x - 6.0, y + 28.0, (22.0, 8.6), Paint(232, 243, 247, 255));
    canvas.fill_shape(&Ellipse::new((x + 5.0, y + 10.2), (6.1, 7.4), 0.0), Paint(40, 34, 32, 255));
    canvas.fill_shape(&Ellipse::new((x + 5.0, y + 12.4), (5.0, 6.4), 0.0), Paint(226, 188, 164, 255));
    for side in [-2.0, 2.0] {
        canvas.fill_shape(&Circle::new((x + 5.0 + side, y + 11.8), 0.55), BLACK);
    }
    canvas.line((x + 3.6, y + 16.0), (x + 6.4, y + 16.0), 0.4, Paint(170, 90, 84, 255));
}

fn back(canvas: &mut Canvas, typeface: &Typeface, (x, y): (f64, f64)) {
    emblem(canvas, (x + 14.0, y + 15.0), 8.5);
    canvas.centred("中华人民共和国", typeface, (x + 52.0, y + 13.5), 5.0, BLACK);
    canvas.centred("居 民 身 份 证", typeface, (x + 52.0, y + 22.5), 6.2, BLACK);
    for (label, value, row) in [("签发机关", "示例市公安局样本分局", 41.0), ("有效期限", "2019.05.20-2039.05.20", 48.0)]
    {
        canvas.text(label, typeface, (x + 16.0, y + row), 2.7, BLACK);
        canvas.text(value, typeface, (x + 31.0, y + row), 3.0, BLACK);
    }
}
