//! Ready-made files: those that go wrong on purpose, and the canned clip, sound and sticker of people without a camera.

use super::answer::Refused;
use bytes::Bytes;

/// A round video of three seconds, drawn and recorded by the page itself.
static ROUND_VIDEO: &[u8] = include_bytes!("../../assets/round-video.webm");

/// A file that goes wrong: its name and bytes.
pub(super) fn file(kind: &str) -> Result<(&'static str, Bytes), Refused> {
    Ok(match kind {
        "empty" => ("empty.pdf", Bytes::new()),
        "huge" => ("huge.bmp", huge()),
        "lying" => ("scan.jpg", Bytes::from_static("This is a text, whatever its name says.\n".as_bytes())),
        "tall" => ("tall.png", Bytes::from(tall())),
        "video_note" => ("note.webm", round_video()),
        other => return Err(Refused::bad(format!("nothing goes wrong like {other:?}"))),
    })
}

/// The canned round video.
pub(super) fn round_video() -> Bytes {
    Bytes::from_static(ROUND_VIDEO)
}

/// The canned sticker: one transparent dot, which is enough for a bot to see that it is one.
pub(super) fn sticker() -> Bytes {
    // RIFF, WEBP, a lossless image of 1 × 1.
    Bytes::from_static(
        b"RIFF\x1a\x00\x00\x00WEBPVP8L\x0d\x00\x00\x00\x2f\x00\x00\x00\x10\x07\x10\x11\x11\x88\x88\xfe\x07\x00",
    )
}

/// The canned voice message: a second of a quiet hum as a WAV file.
pub(super) fn hum() -> Bytes {
    const RATE: u32 = 8_000;
    let samples = (0..RATE).map(|at| {
        let wave = (f64::from(at) * 220.0 * std::f64::consts::TAU / f64::from(RATE)).sin();
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 108 and 148")]
        let sample = (128.0 + 20.0 * wave) as u8;
        sample
    });
    let mut file = Vec::with_capacity(44 + RATE as usize);
    file.extend_from_slice(b"RIFF");
    file.extend_from_slice(&(36 + RATE).to_le_bytes());
    file.extend_from_slice(b"WAVEfmt \x10\x00\x00\x00\x01\x00\x01\x00");
    file.extend_from_slice(&RATE.to_le_bytes());
    file.extend_from_slice(&RATE.to_le_bytes());
    file.extend_from_slice(b"\x01\x00\x08\x00data");
    file.extend_from_slice(&RATE.to_le_bytes());
    file.extend(samples);
    file.into()
}

/// 25 MB: a white bitmap, larger than a bot may download.
fn huge() -> Bytes {
    const SIDE: u32 = 2_954;
    let row = (SIDE * 3).next_multiple_of(4);
    let size = 54 + row * SIDE;
    let mut file = vec![255; size as usize];
    let mut head = Vec::with_capacity(54);
    head.extend_from_slice(b"BM");
    head.extend_from_slice(&size.to_le_bytes());
    head.extend_from_slice(&[0, 0, 0, 0, 54, 0, 0, 0, 40, 0, 0, 0]);
    head.extend_from_slice(&SIDE.to_le_bytes());
    head.extend_from_slice(&SIDE.to_le_bytes());
    head.extend_from_slice(&[1, 0, 24, 0]);
    head.resize(54, 0);
    file[..54].copy_from_slice(&head);
    file.into()
}

/// A PNG whose header speaks of 65,535 × 65,535 dots and whose body holds next to none.
fn tall() -> Vec<u8> {
    let mut file = b"\x89PNG\r\n\x1a\n".to_vec();
    let mut header = 65_535_u32.to_be_bytes().to_vec();
    header.extend_from_slice(&65_535_u32.to_be_bytes());
    header.extend_from_slice(&[8, 2, 0, 0, 0]);
    for (name, data) in
        [(b"IHDR", header.as_slice()), (b"IDAT", b"\x78\x9c\x03\x00\x00\x00\x00\x01".as_slice()), (b"IEND", &[])]
    {
        file.extend_from_slice(&u32::try_from(data.len()).unwrap_or(0).to_be_bytes());
        file.extend_from_slice(name);
        file.extend_from_slice(data);
        file.extend_from_slice(&crc(name, data).to_be_bytes());
    }
    file
}

/// PNG's check sum: CRC-32 of a chunk's name and data (ISO 3309).
fn crc(name: &[u8], data: &[u8]) -> u32 {
    let step = |sum: u32, byte: &u8| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| if sum & 1 == 1 { (sum >> 1) ^ 0xEDB8_8320 } else { sum >> 1 })
    };
    !name.iter().chain(data).fold(u32::MAX, step)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_huge_file_is_beyond_what_a_bot_may_download() {
        let (_, bytes) = file("huge").unwrap();
        assert!(bytes.len() > 20 << 20 && bytes.len() < 50 << 20, "{}", bytes.len());
    }

    #[test]
    fn the_tall_picture_says_what_it_is_and_nobody_has_to_believe_it() {
        let (_, bytes) = file("tall").unwrap();
        let size =
            image::ImageReader::new(std::io::Cursor::new(&bytes)).with_guessed_format().unwrap().into_dimensions();
        assert_eq!(size.unwrap(), (65_535, 65_535));
    }

    #[test]
    fn what_is_not_on_the_list_is_refused() {
        assert!(file("../../etc/passwd").is_err());
    }
}
