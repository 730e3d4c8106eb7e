//! From figures to findings, for one kind of document. Whether a form's code is this order's is not known here; the desk turns that into its own refusal.

use image::RgbImage;
use serde::{Deserialize, Serialize};

use super::open::Trouble;
use super::place::Region;
use super::report::Seen;
use super::seal::{Seal, SealShape};
use super::view::Plane;
use super::{Scan, Thresholds, sharp};

/// What is checked. Stable names: they are keys of texts and of statistics.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Check {
    /// Kind of file.
    Kind,
    /// The file is whole and undamaged.
    Whole,
    /// Size in megabytes.
    Bytes,
    /// Picture size, in millions of pixels.
    Pixels,
    /// Resolution in dpi of the paper.
    Resolution,
    /// Telegram's photo compression: long side in pixels.
    Photo,
    /// Quarter turns that were undone.
    Turned,
    /// Median edge width.
    Sharpness,
    /// Number of parts of the page (of 24) that are blurred while the rest is not.
    BlurredPart,
    /// Degrees askew.
    Skew,
    /// Brightness of the paper.
    Exposure,
    /// Ink against paper.
    Contrast,
    /// Unevenness of the light.
    UnevenLight,
    /// Share of the picture that the sheet takes up: below one it was photographed.
    Background,
    /// Millimetres of the page that are missing.
    Page,
    /// Long side over short side.
    Proportion,
    /// Size of the print against the page's: below one it was printed or copied smaller.
    Scale,
    /// How much more the page looks like lines when turned by a quarter.
    Sideways,
    /// Share of red ink; a picture without any colour is a grey copy.
    Colour,
    /// Codes of the desk's own forms that were read.
    Code,
    /// Round red seals.
    CompanySeal,
    /// Share of the company's seal that is in its box.
    CompanySealPlace,
    /// Share of the company seal's ring that is there.
    CompanySealWhole,
    /// Share of specks in the company seal's box.
    CompanySealGround,
    /// Edge width inside the company's seal.
    CompanySealSharp,
    /// How red the company seal's ink is.
    CompanySealInk,
    /// Square red seals.
    LegalSeal,
    /// Share of the legal person's seal that is in its box.
    LegalSealPlace,
    /// Share of the legal person's seal's frame that is there.
    LegalSealWhole,
    /// Share of specks in the legal person's box.
    LegalSealGround,
    /// Edge width inside the legal person's seal.
    LegalSealSharp,
    /// How red the legal person's seal's ink is.
    LegalSealInk,
    /// The legal person's seal or hand signature: share of ink on the line, or 1 for a seal.
    LegalMark,
    /// Share of a form's code that lies under a seal.
    SealOverCode,
}

/// What a finding leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// As it should be.
    Pass,
    /// Doubtful: the applicant can overrule it, the reviewer sees it.
    Warn,
    /// Certainly of no use.
    Refuse,
}

/// One check's outcome.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Finding {
    /// What was checked.
    pub check: Check,
    /// What was measured; see [`Check`] for its unit.
    pub figure: f64,
    /// Where it would begin to be doubtful.
    pub limit: f64,
    /// What follows.
    pub verdict: Verdict,
}

impl Finding {
    /// The gravest verdict of several.
    pub fn worst(findings: &[Self]) -> Verdict {
        findings.iter().map(|finding| finding.verdict).max().unwrap_or(Verdict::Pass)
    }
}

/// Whether something must be on a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Need {
    /// It may be there or not.
    #[default]
    Free,
    /// It must be there.
    Required,
}

/// What is expected of a document. Boxes are in millimetres of the paper, and are looked at only where the paper's place is known from a form's code.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Expectation {
    /// It is a form of ours, with its code.
    pub code: Need,
    /// In colour.
    pub colour: Need,
    /// A company's round red seal.
    pub company_seal: Need,
    /// The legal person's square red seal.
    pub legal_seal: Need,
    /// The legal person's seal or hand signature.
    pub legal_mark: Need,
    /// The company seal's box.
    pub company_box: Option<Region>,
    /// The legal person's seal's box.
    pub legal_box: Option<Region>,
    /// The legal person's line to sign on.
    pub signature_box: Option<Region>,
    /// It is copied upright, and neither a code nor a ruled frame tells how it lies: its lines do.
    pub upright: Need,
    /// The impressions are specimens: whole, sharp, inside their boxes, on clean ground.
    pub specimens: bool,
}

/// Every finding on a document, passes too.
pub fn judge(scan: &Scan, expected: &Expectation, limits: &Thresholds) -> Vec<Finding> {
    let mut bench = Bench { findings: Vec::new(), limits };
    bench.file(scan);
    if let Some(seen) = &scan.report.seen {
        bench.picture(scan, seen, expected);
        bench.page(seen, expected);
        bench.seals(scan, seen, expected);
    }
    bench.findings
}

struct Bench<'a> {
    findings: Vec<Finding>,
    limits: &'a Thresholds,
}

impl Bench<'_> {
    fn put(&mut self, check: Check, figure: f32, limit: f32, verdict: Verdict) {
        self.findings.push(Finding { check, figure: f64::from(figure), limit: f64::from(limit), verdict });
    }

    fn warn_if(&mut self, doubtful: bool, check: Check, figure: f32, limit: f32) {
        self.put(check, figure, limit, if doubtful { Verdict::Warn } else { Verdict::Pass });
    }

    fn above(&mut self, check: Check, figure: f32, limit: f32) {
        self.warn_if(figure > limit, check, figure, limit);
    }

    fn below(&mut self, check: Check, figure: f32, limit: f32) {
        self.warn_if(figure < limit, check, figure, limit);
    }

    fn file(&mut self, scan: &Scan) {
        let (file, trouble) = (&scan.report.file, scan.report.trouble);
        let refuse_if = |bad: bool| if bad { Verdict::Refuse } else { Verdict::Pass };
        self.put(Check::Kind, 0.0, 0.0, refuse_if(!file.kind.accepted()));
        if !file.kind.accepted() {
            return;
        }
        #[expect(clippy::cast_precision_loss, reason = "megabytes to show")]
        let (megabytes, megapixels) = (file.bytes as f32 / 1e6, file.width as f32 * file.height as f32 / 1e6);
        self.put(Check::Bytes, megabytes, 0.0, refuse_if(trouble == Some(Trouble::TooManyBytes)));
        self.put(Check::Pixels, megapixels, 0.0, refuse_if(trouble == Some(Trouble::TooLarge)));
        let broken = !file.whole || matches!(trouble, Some(Trouble::CutOff | Trouble::Damaged));
        self.put(
            Check::Whole,
            f32::from(u8::from(!broken)),
            1.0,
            refuse_if(broken && trouble != Some(Trouble::TooManyBytes)),
        );
    }

    fn picture(&mut self, scan: &Scan, seen: &Seen, expected: &Expectation) {
        let limits = self.limits;
        let resolution = match seen.dpi {
            dpi if dpi < limits.dpi_refuse => Verdict::Refuse,
            dpi if dpi < limits.dpi_warn => Verdict::Warn,
            _ => Verdict::Pass,
        };
        self.put(Check::Resolution, seen.dpi, limits.dpi_warn, resolution);
        let photo = scan.report.file.jpeg.is_some_and(|jpeg| !jpeg.exif);
        #[expect(clippy::cast_precision_loss, reason = "pixels")]
        let (side, limit) = (seen.width.max(seen.height) as f32, limits.photo_side as f32);
        self.warn_if(photo && side <= limit, Check::Photo, side, limit);
        if seen.quarter_turns > 0 {
            self.put(Check::Turned, f32::from(seen.quarter_turns), 0.0, Verdict::Pass);
        }
        if let Some(width) = seen.edge_width {
            let verdict = match width {
                width if width > limits.edge_refuse => Verdict::Refuse,
                width if width > limits.edge_warn => Verdict::Warn,
                _ => Verdict::Pass,
            };
            self.put(Check::Sharpness, width, limits.edge_warn, verdict);
            let blurred = seen.tiles.iter().filter(|(_, width)| *width > limits.edge_warn).count();
            if verdict == Verdict::Pass {
                #[expect(clippy::cast_precision_loss, reason = "a few parts")]
                self.above(Check::BlurredPart, blurred as f32, f32::from(limits.blurred_parts));
            }
        }
        self.below(Check::Exposure, seen.white, limits.white_warn);
        self.below(Check::Contrast, seen.contrast, limits.contrast_warn);
        self.above(Check::UnevenLight, seen.uneven, limits.uneven_warn);
        if expected.colour == Need::Required {
            let verdict = match seen.red {
                _ if seen.grey => Verdict::Refuse,
                red if red < limits.red_warn => Verdict::Warn,
                _ => Verdict::Pass,
            };
            self.put(Check::Colour, seen.red, limits.red_warn, verdict);
        }
    }

    fn page(&mut self, seen: &Seen, expected: &Expectation) {
        let limits = self.limits;
        if let Some(skew) = seen.skew {
            self.warn_if(skew.abs() > limits.skew_warn, Check::Skew, skew, limits.skew_warn);
        }
        if let Some(sheet) = seen.sheet {
            let region = Region::around(&sheet);
            #[expect(clippy::cast_precision_loss, reason = "pixels")]
            let view = seen.view[0] as f32 * seen.view[1] as f32;
            self.warn_if(true, Check::Background, region.width * region.height / view, 1.0);
        }
        match seen.cut_mm {
            Some(cut) => self.above(Check::Page, cut, limits.cut_warn_mm),
            None => self.warn_if(
                (seen.aspect - std::f32::consts::SQRT_2).abs() > limits.aspect_warn,
                Check::Proportion,
                seen.aspect,
                limits.aspect_warn,
            ),
        }
        if let Some(scale) = seen.scale {
            self.below(Check::Scale, scale, limits.scale_warn);
        }
        if let Some(ratio) = seen.sideways.filter(|_| expected.upright == Need::Required) {
            self.above(Check::Sideways, ratio, limits.sideways_warn);
        }
        if expected.code == Need::Required {
            self.below(Check::Code, f32::from(u8::from(seen.anchor.is_some())), 1.0);
        }
    }

    fn seals(&mut self, scan: &Scan, seen: &Seen, expected: &Expectation) {
        let known = seen.anchor.is_some();
        let find = |shape, area: Option<Region>| best(seen, shape, area.filter(|_| known));
        let company = find(SealShape::Round, expected.company_box);
        let legal = find(SealShape::Square, expected.legal_box);
        let due = |need: Need, seal| if need == Need::Required { seal } else { None };
        let inks = [
            (due(expected.company_seal, company), Check::CompanySealInk),
            (due(expected.legal_seal, legal), Check::LegalSealInk),
        ];
        for (seal, check) in inks {
            if let Some(seal) = seal {
                self.below(check, seal.ink, self.limits.seal_ink);
            }
        }
        let there = |seal: Option<&Seal>| f32::from(u8::from(seal.is_some()));
        if expected.company_seal == Need::Required {
            self.below(Check::CompanySeal, there(company), 1.0);
        }
        if expected.legal_seal == Need::Required {
            self.below(Check::LegalSeal, there(legal), 1.0);
        }
        if expected.legal_mark == Need::Required {
            let ink = expected.signature_box.filter(|_| known).and_then(|area| scan.ink(area)).unwrap_or(0.0);
            let mark = if legal.is_some() { 1.0 } else { ink };
            self.below(Check::LegalMark, mark, self.limits.signature_ink);
        }
        if expected.specimens && known {
            self.specimen(scan, seen, (company, expected.company_box), COMPANY);
            self.specimen(scan, seen, (legal, expected.legal_box), LEGAL);
        }
        self.over_code(seen);
    }

    fn specimen(
        &mut self,
        scan: &Scan,
        seen: &Seen,
        (seal, area): (Option<&Seal>, Option<Region>),
        checks: [Check; 4],
    ) {
        let (Some(seal), Some(area), Some((_, view))) = (seal, area, scan.pictures.as_ref()) else { return };
        let [place, whole, ground, sharp] = checks;
        let region = seen.paper.region(area);
        self.below(place, seal.region.share_in(&region), self.limits.seal_inside);
        self.below(whole, seal.score, self.limits.seal_whole);
        // clear of the box's own dashed line
        let inside = region.grown(-1.5 * seen.paper.scale());
        self.above(ground, specks(view, inside, seen.white), self.limits.seal_specks);
        let green = Plane::of(view, |[_, green, _]| green);
        if let Some(width) = sharp::edge_width(&green, seal.region) {
            self.above(sharp, width, self.limits.seal_edge);
        }
    }

    fn over_code(&mut self, seen: &Seen) {
        let Some(code) = seen.anchor.and_then(|at| seen.codes.get(at)) else { return };
        let code = Region::around(&code.corners);
        let covered = seen.seals.iter().map(|seal| code.share_in(&seal.region)).fold(0.0, f32::max);
        if covered > 0.0 {
            self.above(Check::SealOverCode, covered, 0.0);
        }
    }
}

const COMPANY: [Check; 4] =
    [Check::CompanySealPlace, Check::CompanySealWhole, Check::CompanySealGround, Check::CompanySealSharp];
const LEGAL: [Check; 4] = [Check::LegalSealPlace, Check::LegalSealWhole, Check::LegalSealGround, Check::LegalSealSharp];

/// The seal of this shape that lies most in the box, or the best one of all.
fn best(seen: &Seen, shape: SealShape, area: Option<Region>) -> Option<&Seal> {
    let region = area.map(|area| seen.paper.region(area));
    let rank = |seal: &Seal| region.map_or(0.0, |region| seal.region.share_in(&region)) + seal.score / 10.0;
    let shaped = seen.seals.iter().filter(|seal| seal.shape == shape);
    shaped.max_by(|one, other| rank(one).total_cmp(&rank(other)))
}

/// Share of dark pixels that are not red.
fn specks(view: &RgbImage, region: Region, white: f32) -> f32 {
    share(view, region, |[red, green, blue]| {
        let dark = f32::from(red.max(green).max(blue)) < white * 0.62;
        dark && red < green.max(blue).saturating_add(40)
    })
    .unwrap_or(0.0)
}

/// Share of ink on a line to sign on, without the line itself at its foot and without seals' red.
pub(super) fn ink(view: &RgbImage, region: Region) -> Option<f32> {
    let above = Region { height: region.height * 0.82, ..region };
    share(view, above, |[red, green, blue]| red.min(green) < 150 && red < green.max(blue).saturating_add(40))
}

fn share(view: &RgbImage, region: Region, wanted: impl Fn([u8; 3]) -> bool) -> Option<f32> {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to the view")]
    let clamp = |value: f32, most: u32| (value.max(0.0) as u32).min(most);
    let (left, right) = (clamp(region.x, view.width()), clamp(region.x + region.width, view.width()));
    let (top, bottom) = (clamp(region.y, view.height()), clamp(region.y + region.height, view.height()));
    let all = (right - left) * (bottom - top);
    let hits = (top..bottom).flat_map(|y| (left..right).map(move |x| (x, y)));
    let hits = hits.filter(|(x, y)| wanted(view.get_pixel(*x, *y).0)).count();
    #[expect(clippy::cast_precision_loss, reason = "pixels of a view")]
    (all > 0).then(|| hits as f32 / all as f32)
}
