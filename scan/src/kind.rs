//! What a file is, by its first bytes and never by its name.

use serde::Serialize;

/// Kinds of files that people send where a scan is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum FileKind {
    /// Accepted.
    Jpeg,
    /// Accepted.
    Png,
    /// Accepted.
    Bmp,
    /// Apple's photos.
    Heic,
    /// The newer kind of it.
    Avif,
    /// A document: its pages have to be sent as pictures.
    Pdf,
    /// Pictures of web pages and stickers.
    Webp,
    /// Moving pictures.
    Gif,
    /// What some scanners write.
    Tiff,
    /// Word, Excel, zip and other archives.
    Archive,
    /// A film.
    Video,
    /// Letters.
    Text,
    /// No bytes at all.
    Empty,
    /// None of these.
    Unknown,
}

impl FileKind {
    /// Looks at the first bytes.
    pub fn of(bytes: &[u8]) -> Self {
        const STARTS: [(&[u8], FileKind); 15] = [
            (b"\xff\xd8\xff", FileKind::Jpeg),
            (b"\x89PNG\r\n\x1a\n", FileKind::Png),
            (b"BM", FileKind::Bmp),
            (b"%PDF", FileKind::Pdf),
            (b"GIF8", FileKind::Gif),
            (b"II*\0", FileKind::Tiff),
            (b"MM\0*", FileKind::Tiff),
            (b"PK\x03\x04", FileKind::Archive),
            (b"PK\x05\x06", FileKind::Archive),
            (b"\xd0\xcf\x11\xe0", FileKind::Archive),
            (b"Rar!", FileKind::Archive),
            (b"7z\xbc\xaf", FileKind::Archive),
            (b"\x1f\x8b", FileKind::Archive),
            (b"\x1a\x45\xdf\xa3", FileKind::Video),
            (b"\0\0\x01\xba", FileKind::Video),
        ];
        if bytes.is_empty() {
            return Self::Empty;
        }
        if bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") {
            return Self::Webp;
        }
        if bytes.get(4..8) == Some(b"ftyp") {
            return Self::of_brand(bytes.get(8..12).unwrap_or_default());
        }
        let known = STARTS.iter().find(|(start, _)| bytes.starts_with(start));
        known.map_or_else(|| Self::of_letters(bytes), |(_, kind)| *kind)
    }

    /// Whether it is one of those that the desk takes.
    pub const fn accepted(self) -> bool {
        matches!(self, Self::Jpeg | Self::Png | Self::Bmp)
    }

    fn of_brand(brand: &[u8]) -> Self {
        match brand {
            b"avif" | b"avis" => Self::Avif,
            b"heic" | b"heix" | b"heim" | b"heis" | b"hevc" | b"hevx" | b"mif1" | b"msf1" => Self::Heic,
            _ => Self::Video,
        }
    }

    fn of_letters(bytes: &[u8]) -> Self {
        let start = &bytes[..bytes.len().min(512)];
        // a character may be cut in two at the end of what is looked at
        let whole = match std::str::from_utf8(start) {
            Ok(_) => true,
            Err(why) => why.error_len().is_none(),
        };
        let control = start.iter().any(|byte| *byte < 0x20 && !b"\t\r\n\x0c\x1b".contains(byte));
        if whole && !control { Self::Text } else { Self::Unknown }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_content_decides() {
        let cases: [(&[u8], FileKind); 14] = [
            (b"", FileKind::Empty),
            (b"\xff\xd8\xff\xe0", FileKind::Jpeg),
            (b"\x89PNG\r\n\x1a\n....", FileKind::Png),
            (b"BM6\0\0\0", FileKind::Bmp),
            (b"\0\0\0\x18ftypheic", FileKind::Heic),
            (b"\0\0\0\x18ftypavif", FileKind::Avif),
            (b"\0\0\0\x18ftypisom", FileKind::Video),
            (b"%PDF-1.7", FileKind::Pdf),
            (b"RIFF\x01\x02\x03\x04WEBPVP8 ", FileKind::Webp),
            (b"GIF89a", FileKind::Gif),
            (b"II*\0", FileKind::Tiff),
            (b"PK\x03\x04", FileKind::Archive),
            ("营业执照".as_bytes(), FileKind::Text),
            (b"\x01\x02\x03", FileKind::Unknown),
        ];
        for (bytes, kind) in cases {
            assert_eq!(FileKind::of(bytes), kind, "{bytes:?}");
        }
        assert_eq!(FileKind::of(&"字".as_bytes()[..2]), FileKind::Text);
    }
}
