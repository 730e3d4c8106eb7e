//! The original as it is kept: the upload with every pixel as it came, and nothing else that was in the file.

use image::{ImageFormat, RgbImage};
use std::io::Cursor;

use super::report::Report;
use super::{FileKind, jpeg};

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n";
/// The chunks of a PNG file that make its picture.
const PICTURE: [&[u8]; 5] = [b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND"];

/// See [`super::Scan::bare`].
pub(super) fn bare(bytes: &[u8], report: &Report, picture: &RgbImage) -> Option<Vec<u8>> {
    let file = &report.file;
    let as_it_came = match file.kind {
        FileKind::Jpeg => jpeg::stripped(bytes, file.orientation),
        FileKind::Png if !file.exif_turned => png(bytes),
        // A BMP file has room for anything between its parts; a turned PNG would lie on its side without its EXIF.
        _ => None,
    };
    as_it_came.or_else(|| anew(picture))
}

/// The chunks of the picture, up to the end of it.
fn png(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut rest = bytes.strip_prefix(PNG)?;
    let mut kept = PNG.to_vec();
    loop {
        let length = usize::try_from(u32::from_be_bytes(*rest.first_chunk()?)).ok()?;
        let (chunk, after) = rest.split_at_checked(length.checked_add(12)?)?;
        let kind = &chunk[4..8];
        if PICTURE.contains(&kind) {
            kept.extend_from_slice(chunk);
        }
        if kind == b"IEND" {
            return Some(kept);
        }
        rest = after;
    }
}

/// The picture without loss, in a file of our own.
fn anew(picture: &RgbImage) -> Option<Vec<u8>> {
    let mut bytes = Cursor::new(Vec::new());
    picture.write_to(&mut bytes, ImageFormat::Png).ok()?;
    Some(bytes.into_inner())
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::{jpeg, page, png};
    use super::super::{Limits, Sought, inspect};
    use super::*;

    fn kept(bytes: &[u8]) -> Vec<u8> {
        inspect(bytes, &Limits::default(), &Sought::default()).bare(bytes).unwrap()
    }

    fn upright(bytes: &[u8]) -> RgbImage {
        super::super::open::open(bytes, &Limits::default()).1.unwrap()
    }

    /// A JPEG with an EXIF block that says this orientation, and where it was taken.
    fn noted(jpeg: &[u8], orientation: u8) -> Vec<u8> {
        let tiff =
            [b"II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0".as_slice(), &[orientation, 0], &[0; 6], b"GPS here"];
        let tiff = tiff.concat();
        let length = u16::try_from(tiff.len() + 8).unwrap().to_be_bytes();
        [&jpeg[..2], b"\xff\xe1", &length, b"Exif\0\0", &tiff, &jpeg[2..], b"PK\x03\x04 glued"].concat()
    }

    #[test]
    fn a_jpeg_keeps_its_pixels_and_its_turn_and_nothing_else() {
        let clean = jpeg(&page(300, 420), 80);
        assert_eq!(kept(&clean), clean);
        for orientation in 1..=8 {
            let bytes = noted(&clean, orientation);
            let kept = kept(&bytes);
            assert_eq!(upright(&kept), upright(&bytes), "{orientation}");
            for gone in [b"GPS here".as_slice(), b"glued"] {
                assert!(!kept.windows(gone.len()).any(|part| part == gone), "{orientation}");
            }
            assert_eq!(kept.len(), clean.len() + if orientation == 1 { 0 } else { 36 });
        }
    }

    #[test]
    fn a_png_keeps_the_chunks_of_its_picture() {
        let clean = png(&page(120, 90));
        assert_eq!(kept(&clean), clean);
        // a note with a checksum that nobody has to believe, and an archive behind the end
        let note = [b"\0\0\0\x0btEXt".as_slice(), b"GPS\0hereIam", &[0; 4]].concat();
        let bytes = [&clean[..33], &note, &clean[33..], b"PK\x03\x04 glued"].concat();
        let scan = inspect(&bytes, &Limits::default(), &Sought::default());
        if scan.report.seen.is_some() {
            assert_eq!(scan.bare(&bytes).unwrap(), clean);
        }
        let glued = [clean.as_slice(), b"PK\x03\x04 glued"].concat();
        assert_eq!(kept(&glued), clean);
    }

    #[test]
    fn another_kind_of_file_becomes_a_png_of_the_same_pixels() {
        let picture = page(120, 90);
        let mut bytes = Cursor::new(Vec::new());
        picture.write_to(&mut bytes, ImageFormat::Bmp).unwrap();
        let mut bytes = bytes.into_inner();
        bytes.extend_from_slice(b"PK\x03\x04 glued");
        let kept = kept(&bytes);
        assert!(kept.starts_with(PNG));
        assert_eq!(upright(&kept), picture);
    }

    #[test]
    fn what_is_no_picture_leaves_nothing() {
        for bytes in [b"%PDF-1.7".as_slice(), b"", b"\xff\xd8\xff"] {
            assert_eq!(inspect(bytes, &Limits::default(), &Sought::default()).bare(bytes), None);
        }
    }
}
