//! What an upload is and what is wrong with it: what `scan` sees, and what the printed code says of the order it belongs to. CPU only; who
//! fetches the bytes and who tells the applicant are others.
//!
//! The printed code carries a digest of the form's words, too. It is not compared: a changed address of the desk would void every form
//! that is out, while what the applicant changes raises the revision, which is.

use crate::domain::document::{DOCUMENT_LIMIT, DocumentKind, FileForm};
use crate::domain::order::{CopyMarks, Finding, FormPage, Order, Severity};
use crate::forms::layout::{Area, Item, area_of};
use crate::forms::{Binding, BindingError, FormKey, FormKind};
use crate::scan::{self, Check, Expectation, FileKind, Limits, Need, Region, Scan, Step, Thresholds, Verdict};
use bytes::Bytes;

/// What an upload is held against.
#[derive(Clone, Debug)]
pub struct Ours {
    pub order: Order,
    /// Which of the order's uploads it is.
    pub upload: u32,
    pub key: FormKey,
    pub thresholds: Thresholds,
    pub limits: Limits,
}

/// What was found.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Inspected {
    /// The document that the printed code says it is, where it is this order's.
    pub document: Option<DocumentKind>,
    pub findings: Vec<Finding>,
    /// The upload with every pixel as it came and without whatever else was in the file; nothing where it is no picture.
    pub original: Option<Bytes>,
    /// The copy to hand on, where the original is too large or not upright.
    pub copy: Option<Copied>,
    /// A small picture with what was found marked on it; nothing where it is no picture.
    pub picture: Option<Bytes>,
    /// The picture's looks.
    pub likeness: Option<[u64; 4]>,
    /// Which page of a form it is, where that has several.
    pub page: Option<FormPage>,
}

/// The copy that is handed on.
#[derive(Clone, Debug, PartialEq)]
pub struct Copied {
    pub jpeg: Bytes,
    /// True where the page was turned upright for it.
    pub turned: bool,
    /// What of the original's codes and seals is on it.
    pub marks: CopyMarks,
}

/// A finding that makes a file useless.
#[must_use]
pub fn refusal(check: &str, figure: &str) -> Finding {
    Finding { check: check.to_owned(), severity: Severity::Refusal, figure: figure.to_owned() }
}

/// A doubtful finding, which the applicant may overrule.
#[must_use]
pub fn warning(check: &str, figure: &str) -> Finding {
    Finding { check: check.to_owned(), severity: Severity::Warning, figure: figure.to_owned() }
}

/// Looks at an upload. Never fails and never panics, whatever the bytes.
#[must_use]
pub fn look(bytes: &[u8], ours: &Ours) -> Inspected {
    if bytes.is_empty() {
        return Inspected { findings: vec![refusal("empty", "")], ..Inspected::default() };
    }
    let scan = scan::inspect(bytes, &ours.limits, &ours.thresholds.sought());
    let mut findings = Vec::new();
    let bound = bound(&scan, ours, &mut findings);
    let document = bound.as_ref().and_then(|bound| form_document(bound.kind));
    let upload = ours.order.upload(ours.upload);
    let named = upload.and_then(|upload| upload.document);
    let expected = document.or(named).map_or_else(Expectation::default, |kind| expected(kind, bound.as_ref()));
    let judged = scan::judge(&scan, &expected, &ours.thresholds);
    for seen in &judged {
        let severity = match seen.verdict {
            Verdict::Pass => continue,
            Verdict::Warn => Severity::Warning,
            Verdict::Refuse => Severity::Refusal,
        };
        findings.push(Finding {
            check: name_on(&scan, seen.check).to_owned(),
            severity,
            figure: figure(&scan, seen.check, seen.figure),
        });
    }
    put_right(&mut findings, &scan, upload.map(|upload| upload.file.form));
    let picture = scan.annotate(&judged, &ours.thresholds);
    Inspected {
        document,
        findings,
        original: scan.bare(bytes).map(Bytes::from),
        copy: copied(&scan, bytes),
        picture: picture.map(Bytes::from),
        likeness: scan.report.seen.as_ref().map(|seen| seen.likeness),
        page: bound.filter(|bound| bound.pages > 1).map(|bound| FormPage { number: bound.page, of: bound.pages }),
    }
}

/// What is known better than by the figures, and what would be said twice.
fn put_right(findings: &mut Vec<Finding>, scan: &Scan, form: Option<FileForm>) {
    let found = |findings: &[Finding], check: &str| findings.iter().any(|finding| finding.check == check);
    // A page whose code is damaged needs no second word on its code.
    if found(findings, "code-damaged") {
        findings.retain(|finding| finding.check != "no-code");
    }
    let Some(seen) = &scan.report.seen else { return };
    // A page in colour that nobody has sealed lacks red for that reason, and is no grey copy.
    if found(findings, "no-seal") && !seen.grey {
        findings.retain(|finding| finding.check != "grey");
    }
    // Whether Telegram compressed it, Telegram says: small files are files, and some clients send large photos.
    match form {
        Some(FileForm::Photo) if !found(findings, "telegram-photo") => {
            findings.push(warning("telegram-photo", &seen.width.max(seen.height).to_string()));
        }
        Some(FileForm::Document) => findings.retain(|finding| finding.check != "telegram-photo"),
        _ => {}
    }
}

/// The copy under the limit and upright, held against the original. One that lacks its notes and nothing else is the original as it is kept.
fn copied(scan: &Scan, bytes: &[u8]) -> Option<Copied> {
    let copy = scan.shrink(bytes, usize::try_from(DOCUMENT_LIMIT).unwrap_or(usize::MAX))?;
    if copy.steps.iter().all(|step| *step == Step::Stripped) {
        return None;
    }
    let marks = match (copy.code_readable, copy.seals_red) {
        (Some(false), _) | (_, Some(false)) => CopyMarks::Lost,
        (Some(true), Some(true)) => CopyMarks::Both,
        (Some(true), None) => CopyMarks::Codes,
        (None, Some(true)) => CopyMarks::Seals,
        (None, None) => CopyMarks::None,
    };
    let turned = scan.report.seen.as_ref().is_some_and(|seen| seen.quarter_turns > 0);
    Some(Copied { jpeg: copy.jpeg.into(), turned, marks })
}

/// The name of a finding on this scan: what is no picture is named by its kind, for each kind has its own way out.
#[must_use]
pub fn name_on(scan: &Scan, check: Check) -> &'static str {
    match (check, scan.report.file.kind) {
        (Check::Kind, FileKind::Heic | FileKind::Avif) => "is-heic",
        (Check::Kind, FileKind::Pdf) => "is-pdf",
        (Check::Kind, FileKind::Webp) => "is-webp",
        (Check::Kind, FileKind::Gif) => "is-gif",
        (Check::Kind, FileKind::Tiff) => "is-tiff",
        (Check::Kind, FileKind::Archive) => "is-archive",
        (Check::Kind, FileKind::Video) => "is-video",
        _ => name(check),
    }
}

/// The binding that the page's code states, where it is one of this order's present forms.
fn bound(scan: &Scan, ours: &Ours, findings: &mut Vec<Finding>) -> Option<Binding> {
    let seen = scan.report.seen.as_ref()?;
    let code = seen.codes.get(seen.anchor?)?;
    match Binding::parse(&code.text, &ours.key) {
        Err(BindingError::NotOurs) => None,
        Err(BindingError::Malformed) => {
            findings.push(warning("code-damaged", ""));
            None
        }
        Err(BindingError::Forged) => {
            findings.push(refusal("forged", ""));
            None
        }
        Ok(binding) if binding.order != ours.order.number.as_str() => {
            findings.push(refusal("other-order", &binding.order));
            None
        }
        Ok(binding) if u32::from(binding.revision) != ours.order.revision => {
            findings.push(refusal("old-form", &binding.revision.to_string()));
            None
        }
        Ok(binding) if binding.kind == FormKind::PackingList => {
            findings.push(refusal("packing-list", ""));
            None
        }
        Ok(binding) => Some(binding),
    }
}

/// The document that a form is.
#[must_use]
pub fn form_document(form: FormKind) -> Option<DocumentKind> {
    match form {
        FormKind::ApplicationForm => Some(DocumentKind::ApplicationForm),
        FormKind::AuthorisationLetter => Some(DocumentKind::AuthorisationLetter),
        FormKind::SealSpecimen => Some(DocumentKind::SealSpecimenForm),
        FormKind::PackingList => None,
    }
}

/// What must be on a document (the process: colour scans, original seals, the legal person's seal or signature). Seals close a form, so
/// they are looked for on its last page.
#[must_use]
pub fn expected(document: DocumentKind, bound: Option<&Binding>) -> Expectation {
    let colour = Expectation { colour: Need::Required, ..Expectation::default() };
    let sealed = Expectation { company_seal: Need::Required, ..colour };
    let last = bound.is_none_or(|bound| bound.page == bound.pages);
    let form = |kind: FormKind| Expectation {
        code: Need::Required,
        company_box: area_of(kind, Item::CompanySeal).map(region),
        legal_box: area_of(kind, Item::LegalSeal).map(region),
        signature_box: area_of(kind, Item::LegalSignature).map(region),
        ..if last { sealed } else { Expectation::default() }
    };
    match document {
        // The electronic licence carries no seal of the company's own. It has a code of its own, by which it is turned.
        DocumentKind::BusinessLicence => colour,
        DocumentKind::AgentIdentityCard => Expectation { upright: Need::Required, ..sealed },
        DocumentKind::ApplicationForm => form(FormKind::ApplicationForm),
        DocumentKind::AuthorisationLetter => Expectation {
            legal_mark: if last { Need::Required } else { Need::Free },
            ..form(FormKind::AuthorisationLetter)
        },
        DocumentKind::SealSpecimenForm => Expectation {
            legal_seal: if last { Need::Required } else { Need::Free },
            specimens: last,
            ..form(FormKind::SealSpecimen)
        },
    }
}

fn region(area: Area) -> Region {
    Region { x: area.x, y: area.y, width: area.width, height: area.height }
}

/// The stable name under which a check is stored and said.
#[must_use]
pub fn name(check: Check) -> &'static str {
    match check {
        Check::Kind => "not-an-image",
        Check::Whole => "corrupt",
        Check::Bytes => "too-large",
        Check::Pixels => "too-many-pixels",
        Check::Resolution => "small",
        Check::Photo => "telegram-photo",
        Check::Turned => "turned",
        Check::Sharpness => "blurred",
        Check::BlurredPart => "blurred-part",
        Check::Skew => "skewed",
        Check::Exposure => "dark",
        Check::Contrast => "faint",
        Check::UnevenLight => "uneven-light",
        Check::Background => "photographed",
        Check::Page => "cut-off",
        Check::Proportion => "proportion",
        Check::Scale => "reduced",
        Check::Sideways => "sideways",
        Check::Colour => "grey",
        Check::Code => "no-code",
        Check::CompanySeal => "no-seal",
        Check::CompanySealPlace => "seal-outside-box",
        Check::CompanySealWhole => "seal-incomplete",
        Check::CompanySealGround => "seal-specks",
        Check::CompanySealSharp => "seal-blurred",
        Check::CompanySealInk => "faint-seal",
        Check::LegalSeal => "no-legal-seal",
        Check::LegalSealPlace => "legal-seal-outside-box",
        Check::LegalSealWhole => "legal-seal-incomplete",
        Check::LegalSealGround => "legal-seal-specks",
        Check::LegalSealSharp => "legal-seal-blurred",
        Check::LegalSealInk => "faint-legal-seal",
        Check::LegalMark => "no-legal-mark",
        Check::SealOverCode => "seal-over-code",
    }
}

/// The figure for the reviewer, rounded as far as it means something.
fn figure(scan: &Scan, check: Check, figure: f64) -> String {
    match check {
        Check::Kind => serde_json::to_value(scan.report.file.kind)
            .ok()
            .and_then(|kind| kind.as_str().map(str::to_owned))
            .unwrap_or_default(),
        Check::Whole | Check::Code | Check::CompanySeal | Check::LegalSeal => String::new(),
        Check::Resolution | Check::Photo | Check::Exposure | Check::Contrast | Check::BlurredPart => {
            format!("{figure:.0}")
        }
        _ => format!("{figure:.2}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::document::FileRef;
    use crate::domain::ids::AccountId;
    use crate::domain::order::Upload;
    use crate::domain::order_number::OrderNumber;
    use chrono::DateTime;

    fn ours() -> Ours {
        let account = AccountId::make(0, [1; 10]);
        let mut order = Order::draft(OrderNumber::make(2026, 1), account, DateTime::UNIX_EPOCH);
        order.revision = 2;
        let key = FormKey::derive(b"secret");
        Ours { order, upload: 1, key, thresholds: Thresholds::default(), limits: Limits::default() }
    }

    fn checks(bytes: &[u8]) -> Vec<(String, Severity)> {
        look(bytes, &ours()).findings.into_iter().map(|finding| (finding.check, finding.severity)).collect()
    }

    #[test]
    fn what_is_no_picture_is_refused_by_name() {
        let refused = |check: &str| vec![(check.to_owned(), Severity::Refusal)];
        assert_eq!(checks(b""), refused("empty"));
        assert_eq!(checks(b"%PDF-1.7 ..."), refused("is-pdf"));
        assert_eq!(checks(b"\0\0\0\x18ftypheic...."), refused("is-heic"));
        assert_eq!(checks(b"RIFF\x01\x02\x03\x04WEBPVP8 "), refused("is-webp"));
        assert_eq!(checks(b"GIF89a...."), refused("is-gif"));
        assert_eq!(checks(b"II*\0...."), refused("is-tiff"));
        assert_eq!(checks(b"PK\x03\x04...."), refused("is-archive"));
        assert_eq!(checks(b"\0\0\0\x18ftypisom...."), refused("is-video"));
        assert_eq!(checks(b"\0\0\0\x18ftypavif...."), refused("is-heic"));
        assert_eq!(checks("一份文件".as_bytes()), refused("not-an-image"));
        assert_eq!(checks(b"\xff\xd8\xff\xe0 cut off"), refused("corrupt"));
        assert_eq!(look(b"%PDF-1.7", &ours()).findings[0].figure, "pdf");
    }

    fn png(width: u32, height: u32) -> Vec<u8> {
        let mut bytes = std::io::Cursor::new(Vec::new());
        image::RgbImage::from_pixel(width, height, image::Rgb([240; 3]))
            .write_to(&mut bytes, image::ImageFormat::Png)
            .unwrap();
        bytes.into_inner()
    }

    #[test]
    fn what_is_too_large_is_refused_by_what_is_too_much_of_it() {
        let picture = png(300, 400);
        let small = |limits| Ours { limits, ..ours() };
        let found = |limits| look(&picture, &small(limits)).findings.into_iter().map(|f| f.check).collect::<Vec<_>>();
        assert_eq!(found(Limits { pixels: 100_000, ..Limits::default() }), ["too-many-pixels"]);
        assert_eq!(found(Limits { side: 399, ..Limits::default() }), ["too-many-pixels"]);
        assert_eq!(found(Limits { bytes: picture.len() - 1, ..Limits::default() }), ["too-large"]);
    }

    #[test]
    fn whether_telegram_compressed_it_telegram_says() {
        let told = |form: FileForm, side: u32| {
            let mut ours = ours();
            let file = FileRef { id: String::new(), unique_id: String::new(), name: None, size: 1, form };
            ours.order.uploads.push(Upload::received(1, None, file, DateTime::UNIX_EPOCH, 2));
            let picture = image::RgbImage::from_pixel(side * 7 / 10, side, image::Rgb([240; 3]));
            let mut bytes = Vec::new();
            image::codecs::jpeg::JpegEncoder::new(&mut bytes).encode_image(&picture).unwrap();
            look(&bytes, &ours).findings.iter().any(|finding| finding.check == "telegram-photo")
        };
        assert!(told(FileForm::Photo, 2560) && told(FileForm::Photo, 1280));
        assert!(!told(FileForm::Document, 1280) && !told(FileForm::Document, 2560));
    }

    #[test]
    fn each_form_expects_its_own_marks() {
        let letter = expected(DocumentKind::AuthorisationLetter, None);
        assert_eq!(
            (letter.code, letter.company_seal, letter.legal_mark),
            (Need::Required, Need::Required, Need::Required)
        );
        assert!(letter.signature_box.is_some() && !letter.specimens);
        assert!(expected(DocumentKind::SealSpecimenForm, None).specimens);
        assert_eq!(expected(DocumentKind::BusinessLicence, None).company_seal, Need::Free);
        let first = Binding {
            order: "1".to_owned(),
            kind: FormKind::ApplicationForm,
            revision: 2,
            page: 1,
            pages: 2,
            fingerprint: String::new(),
        };
        assert_eq!(expected(DocumentKind::ApplicationForm, Some(&first)).company_seal, Need::Free);
    }
}
