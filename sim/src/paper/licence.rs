//! A business licence's copy, drawn: border, emblem, title, fields. Made up, and marked as a sample.

use super::canvas::{Canvas, Paint};
use super::{A4_HEIGHT_MM, A4_WIDTH_MM, Dpi, Sheet, Typeface};
use hayro::kurbo::{Affine, BezPath, Circle, Rect};
use std::f64::consts::TAU;

const BLACK: Paint = Paint(28, 26, 26, 255);
const GOLD: Paint = Paint(196, 158, 84, 255);
const PALE_GOLD: Paint = Paint(238, 224, 190, 255);
const RED: Paint = Paint(200, 40, 38, 255);
const SAMPLE: Paint = Paint(120, 120, 120, 60);
/// Characters on a line of a field before it breaks.
const LINE_LENGTH: usize = 26;

/// What a licence says.
#[derive(Clone, Debug)]
pub struct Licence {
    /// The company's name.
    pub company: String,
    /// Its unified social credit code.
    pub uscc: String,
    /// Its legal person.
    pub legal_person: String,
}

impl Licence {
    /// Prints the copy on a page.
    pub fn print(&self, typeface: &Typeface, dpi: Dpi) -> Sheet {
        let mut canvas = Canvas::sized(A4_WIDTH_MM, A4_HEIGHT_MM, dpi);
        canvas.block(0.0, 0.0, (A4_WIDTH_MM, A4_HEIGHT_MM), Paint(255, 254, 250, 255));
        border(&mut canvas);
        emblem(&mut canvas, (A4_WIDTH_MM / 2.0, 42.0), 13.0);
        canvas.centred("营业执照", typeface, (A4_WIDTH_MM / 2.0, 76.0), 16.0, BLACK);
        canvas.centred("（副  本）", typeface, (A4_WIDTH_MM / 2.0, 85.0), 5.0, BLACK);
        canvas.text("统一社会信用代码", typeface, (28.0, 96.0), 3.6, BLACK);
        canvas.text(&self.uscc, typeface, (28.0, 102.5), 4.6, BLACK);
        self.fields(&mut canvas, typeface);
        canvas.text("登记机关", typeface, (128.0, 258.0), 4.4, BLACK);
        canvas.text("2021 年 03 月 18 日", typeface, (128.0, 267.0), 4.2, BLACK);
        sample(&mut canvas, typeface, (A4_WIDTH_MM / 2.0, 160.0), 34.0);
        Sheet::drawn(canvas.on_white(), dpi)
    }

    fn fields(&self, canvas: &mut Canvas, typeface: &Typeface) {
        let scope = "建筑工程施工；市政公用工程施工；机电设备安装；建筑材料销售；工程技术咨询服务。（依法须经批准的项目，经相关部门批准后方可开展经营活动）";
        let fields = [
            ("名　　称", self.company.as_str()),
            ("类　　型", "有限责任公司（自然人投资或控股）"),
            ("法定代表人", self.legal_person.as_str()),
            ("注册资本", "伍仟万元整"),
            ("成立日期", "2011 年 06 月 09 日"),
            ("住　　所", "江西省南昌市示例区样本路 1 号"),
            ("经营范围", scope),
        ];
        let mut y = 116.0;
        for (label, value) in fields {
            canvas.text(label, typeface, (28.0, y), 4.2, GOLD);
            let letters: Vec<char> = value.chars().collect();
            for line in letters.chunks(LINE_LENGTH) {
                canvas.text(&line.iter().collect::<String>(), typeface, (56.0, y), 4.4, BLACK);
                y += 7.2;
            }
            y += 4.4;
        }
    }
}

/// The mark that keeps a made-up paper from being taken for a real one.
pub(super) fn sample(canvas: &mut Canvas, typeface: &Typeface, (x, y): (f64, f64), size: f64) {
    let words = "样本";
    let mut path = BezPath::new();
    let mut pen = -typeface.width(words) / 2.0;
    for letter in words.chars() {
        let glyph = typeface.glyph(letter);
        path.extend(Affine::translate((pen, 0.35)) * glyph.outline);
        pen += glyph.advance;
    }
    canvas.fill(&(Affine::translate((x, y)) * Affine::rotate(-0.45) * Affine::scale(size) * path), SAMPLE);
}

/// A frame of many small rosettes between two lines.
fn border(canvas: &mut Canvas) {
    canvas.stroke(&Rect::new(11.0, 11.0, 199.0, 286.0), 0.9, GOLD);
    canvas.stroke(&Rect::new(17.5, 17.5, 192.5, 279.5), 0.35, GOLD);
    let mut rosette = |x: f64, y: f64| {
        canvas.stroke(&Circle::new((x, y), 2.2), 0.28, GOLD);
        canvas.fill_shape(&Circle::new((x, y), 1.0), PALE_GOLD);
        canvas.stroke(&Circle::new((x, y), 1.0), 0.2, GOLD);
    };
    for step in 0..=40 {
        let x = 14.25 + 181.5 * f64::from(step) / 40.0;
        rosette(x, 14.25);
        rosette(x, 282.75);
    }
    for step in 1..60 {
        let y = 14.25 + 268.5 * f64::from(step) / 60.0;
        rosette(14.25, y);
        rosette(195.75, y);
    }
}

/// A disc that reminds of an emblem from afar: a rim of grain, a field, five stars. Not the emblem.
pub(super) fn emblem(canvas: &mut Canvas, (x, y): (f64, f64), radius: f64) {
    canvas.fill_shape(&Circle::new((x, y), radius), GOLD);
    canvas.fill_shape(&Circle::new((x, y), radius * 0.82), RED);
    for grain in 0..36 {
        let angle = TAU * f64::from(grain) / 36.0;
        let middle = (x + radius * 0.91 * angle.cos(), y + radius * 0.91 * angle.sin());
        canvas.fill_shape(&Circle::new(middle, radius * 0.05), PALE_GOLD);
    }
    star(canvas, (x, y - radius * 0.32), radius * 0.26);
    for (dx, dy) in [(-0.45, -0.02), (-0.2, 0.16), (0.2, 0.16), (0.45, -0.02)] {
        star(canvas, (x + radius * dx, y + radius * dy), radius * 0.12);
    }
    canvas.block(x - radius * 0.5, y + radius * 0.42, (radius, radius * 0.1), GOLD);
    canvas.block(x - radius * 0.36, y + radius * 0.3, (radius * 0.72, radius * 0.1), GOLD);
}

fn star(canvas: &mut Canvas, (x, y): (f64, f64), radius: f64) {
    let point = |corner: u32| {
        let reach = if corner.is_multiple_of(2) { radius } else { radius * 0.4 };
        let angle = TAU * f64::from(corner) / 10.0;
        (x + reach * angle.sin(), y - reach * angle.cos())
    };
    let mut path = BezPath::new();
    path.move_to(point(0));
    (1..10).for_each(|corner| path.line_to(point(corner)));
    path.close_path();
    canvas.fill(&path, PALE_GOLD);
}
