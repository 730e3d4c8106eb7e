//! Reading a JPEG file's skeleton: its markers, without decoding a pixel. Also takes out what is not picture: notes, EXIF, whatever is glued to its end.

use serde::Serialize;

/// What the markers say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[expect(clippy::struct_excessive_bools, reason = "independent facts, each a key in `inspect --json`")]
pub struct JpegFacts {
    /// Width in pixels, before any turning.
    pub width: u32,
    /// Height in pixels, before any turning.
    pub height: u32,
    /// 1 is a grey picture, 3 a colour one.
    pub components: u8,
    /// Progressive files have many scans by nature.
    pub progressive: bool,
    /// A baseline file whose components come one after the other: some decoders make garbage of it.
    pub separate_scans: bool,
    /// Quality from 1 to 100, from the luminance table as the usual encoders scale it.
    pub quality: u8,
    /// The end marker is there.
    pub whole: bool,
    /// Bytes after the end marker: a camera's preview, or something smuggled.
    pub trailing: usize,
    /// It carries EXIF.
    pub exif: bool,
}

/// A marker segment: where it begins, its marker, where its data is.
struct Segment {
    start: usize,
    marker: u8,
    data: std::ops::Range<usize>,
    /// End of the segment, with the entropy-coded data of a scan.
    end: usize,
}

/// The skeleton, or nothing where the file has no frame header before it breaks off.
pub(super) fn facts(bytes: &[u8]) -> Option<JpegFacts> {
    let mut facts = JpegFacts::default();
    let mut framed = false;
    for segment in Segments::of(bytes) {
        let data = &bytes[segment.data.clone()];
        match segment.marker {
            0xc0..=0xc2 if !framed => {
                facts.height = u32::from(u16::from_be_bytes([*data.get(1)?, *data.get(2)?]));
                facts.width = u32::from(u16::from_be_bytes([*data.get(3)?, *data.get(4)?]));
                facts.components = *data.get(5)?;
                facts.progressive = segment.marker == 0xc2;
                framed = true;
            }
            0xda if framed && !facts.progressive && data.first().is_some_and(|in_scan| *in_scan < facts.components) => {
                facts.separate_scans = true;
            }
            0xdb if facts.quality == 0 => facts.quality = quality(data),
            0xe1 if data.starts_with(b"Exif\0") => facts.exif = true,
            0xd9 => {
                facts.whole = true;
                facts.trailing = bytes.len() - segment.end;
            }
            _ => {}
        }
    }
    framed.then_some(facts)
}

/// The same picture without EXIF, comments, previews, colour profiles and trailing bytes; nothing where the file is not whole. Of the EXIF
/// nothing stays but the orientation, where that is not upright.
pub(super) fn stripped(bytes: &[u8], orientation: u8) -> Option<Vec<u8>> {
    let mut kept = Vec::with_capacity(bytes.len());
    kept.extend_from_slice(&[0xff, 0xd8]);
    if orientation != 1 {
        kept.extend_from_slice(&turned_by(orientation));
    }
    for segment in Segments::of(bytes) {
        let data = &bytes[segment.data.clone()];
        // JFIF and Adobe say how to read the colours; a preview makes the first of them longer
        let wanted = match segment.marker {
            0xe0 => data.len() == 14 && data.starts_with(b"JFIF\0"),
            0xee => data.len() == 12 && data.starts_with(b"Adobe"),
            // frame, tables, restarts, scans, end: whatever else stands between them is no picture
            0xc0..=0xc2 | 0xc4 | 0xd9 | 0xda | 0xdb | 0xdd => true,
            _ => false,
        };
        if wanted {
            kept.extend_from_slice(&bytes[segment.start..segment.end]);
        }
        if segment.marker == 0xd9 {
            return Some(kept);
        }
    }
    None
}

/// An EXIF segment that says the orientation and nothing else.
fn turned_by(orientation: u8) -> Vec<u8> {
    let entry = [0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0];
    let tiff = [b"MM\0*\0\0\0\x08\0\x01".as_slice(), &entry, &[0; 4]].concat();
    [b"\xff\xe1\0\x22Exif\0\0".as_slice(), &tiff].concat()
}

/// The quality that the usual formula turns into this table, from the table's mean.
fn quality(table: &[u8]) -> u8 {
    let Some(values) = table.get(1..65).filter(|_| table[0] >> 4 == 0) else { return 0 };
    let mean = values.iter().map(|value| f64::from(*value)).sum::<f64>() / 64.0;
    // the standard's table has a mean of 57.6; scale in percent is 5000/q below 50 and 200-2q above
    let scale = mean / 57.6 * 100.0;
    let quality = if scale > 100.0 { 5000.0 / scale } else { (200.0 - scale) / 2.0 };
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to 1..=100")]
    let quality = quality.round().clamp(1.0, 100.0) as u8;
    quality
}

struct Segments<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Segments<'a> {
    fn of(bytes: &'a [u8]) -> Self {
        Self { bytes, at: 2 }
    }

    /// Where the entropy-coded data that begins at `from` ends: at a marker that is neither stuffing nor a restart.
    fn scan_end(&self, from: usize) -> usize {
        let mut at = from;
        while let Some(found) = self.bytes.get(at..).and_then(|rest| rest.iter().position(|byte| *byte == 0xff)) {
            at += found;
            match self.bytes.get(at + 1) {
                Some(0x00 | 0xd0..=0xd7 | 0xff) => at += 1,
                Some(_) => return at,
                None => break,
            }
        }
        self.bytes.len()
    }
}

impl Iterator for Segments<'_> {
    type Item = Segment;

    fn next(&mut self) -> Option<Segment> {
        let start = self.at;
        if *self.bytes.get(start)? != 0xff {
            return None;
        }
        let fill = self.bytes[start..].iter().take_while(|byte| **byte == 0xff).count();
        let marker = *self.bytes.get(start + fill)?;
        let after = start + fill + 1;
        if marker == 0xd9 {
            self.at = self.bytes.len();
            return Some(Segment { start, marker, data: after..after, end: after });
        }
        let length = usize::from(u16::from_be_bytes([*self.bytes.get(after)?, *self.bytes.get(after + 1)?]));
        let data = after + 2..after + length;
        if length < 2 || data.end > self.bytes.len() {
            return None;
        }
        let end = if marker == 0xda { self.scan_end(data.end) } else { data.end };
        self.at = end;
        Some(Segment { start, marker, data, end })
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::{jpeg, page};
    use super::*;

    #[test]
    fn the_skeleton_is_read_without_decoding() {
        let bytes = jpeg(&page(300, 400), 80);
        let facts = facts(&bytes).unwrap();
        assert_eq!((facts.width, facts.height, facts.components), (300, 400, 3));
        assert!(facts.whole && !facts.separate_scans && !facts.progressive && facts.trailing == 0);
        assert!((75..=85).contains(&facts.quality), "{}", facts.quality);
    }

    #[test]
    fn a_file_cut_off_anywhere_is_not_whole() {
        let bytes = jpeg(&page(120, 160), 80);
        for length in 0..bytes.len() - 1 {
            assert!(!facts(&bytes[..length]).is_some_and(|facts| facts.whole), "{length}");
        }
    }

    #[test]
    fn what_is_glued_on_is_counted_and_taken_off() {
        let mut bytes = jpeg(&page(120, 160), 80);
        let clean = bytes.len();
        bytes.extend_from_slice(b"PK\x03\x04 a zip archive");
        bytes.splice(2..2, b"\xff\xe1\x00\x0cExif\0\0GPS\xff".iter().copied());
        let facts = facts(&bytes).unwrap();
        assert!(facts.exif && facts.trailing == 18, "{facts:?}");
        assert_eq!(stripped(&bytes, 1).unwrap().len(), clean);
    }

    #[test]
    fn previews_and_segments_that_nobody_knows_go_and_the_colours_stay() {
        let mut bytes = jpeg(&page(120, 160), 80);
        let clean = bytes.len();
        let preview = [b"\xff\xe0\x00\x14JFXX\0\x10".as_slice(), b"hidden words"].concat();
        bytes.splice(20..20, preview);
        for marker in [0x02, 0xbf, 0xc8, 0xcc, 0xde, 0xdf, 0xe1, 0xf0, 0xf5, 0xfd, 0xfe] {
            let note = [b"\xff".as_slice(), &[marker], b"\x00\x0ehidden words"].concat();
            bytes.splice(20..20, note);
        }
        let stripped = stripped(&bytes, 1).unwrap();
        assert_eq!(stripped.len(), clean);
        assert!(!stripped.windows(6).any(|part| part == b"hidden"));
        assert_eq!(&stripped[6..10], b"JFIF");
    }
}
