//! A video that the browser recorded: bounded in size and time, told by its content, kept sealed, and bound to the digits it was recorded
//! for. What it shows is a reviewer's to judge.

use super::Counter;
use crate::conversation::PageAct;
use crate::desk::FilePlace;
use crate::domain::document::{FileForm, FileRef};
use crate::domain::order::VerificationState;
use axum::body::{Body, to_bytes};
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use bytes::Bytes;
use serde::Deserialize;
use std::time::Duration;

/// The most bytes of a video: some seconds as browsers record them, or as a telephone's own camera does.
const MOST: usize = 16 << 20;

/// The fewest bytes that can be a video of somebody.
const LEAST: usize = 1 << 10;

/// How long it may take to arrive.
const PATIENCE: Duration = Duration::from_mins(2);

/// Which digits it was recorded for: those that are good until then.
#[derive(Debug, Deserialize)]
pub(super) struct Recorded {
    until: i64,
}

pub(super) async fn taken(
    State(counter): State<Counter>,
    Path(link): Path<String>,
    Query(recorded): Query<Recorded>,
    body: Body,
) -> StatusCode {
    // The link and the digits first: nothing is read for who has neither.
    match is_wanted(&counter, &link, &recorded).await {
        StatusCode::OK => {}
        status => return status,
    }
    let Ok(_turn) = counter.videos.try_acquire() else { return StatusCode::SERVICE_UNAVAILABLE };
    let video = match tokio::time::timeout(PATIENCE, to_bytes(body, MOST)).await {
        Err(_) => return StatusCode::REQUEST_TIMEOUT,
        Ok(Err(_)) => return StatusCode::PAYLOAD_TOO_LARGE,
        Ok(Ok(video)) => video,
    };
    let Some(name) = name_of(&video) else { return StatusCode::UNSUPPORTED_MEDIA_TYPE };
    // It took a while to arrive.
    match is_wanted(&counter, &link, &recorded).await {
        StatusCode::OK => {}
        status => return status,
    }
    match kept(&counter, &link, name, video).await {
        Ok(true) => StatusCode::NO_CONTENT,
        Ok(false) => StatusCode::CONFLICT,
        Err(error) => {
            tracing::error!(error, "a video from the page");
            StatusCode::SERVICE_UNAVAILABLE
        }
    }
}

/// OK where the order waits for a video to these digits, from a browser.
async fn is_wanted(counter: &Counter, link: &str, recorded: &Recorded) -> StatusCode {
    let order = match counter.opened(link).await {
        Ok(Some((order, _))) => order,
        Ok(None) => return StatusCode::NOT_FOUND,
        Err(_) => return StatusCode::SERVICE_UNAVAILABLE,
    };
    let now = counter.desk.clock().now();
    match order.verification.state {
        VerificationState::Asked { until, .. } if order.verification.chat().is_none() => {
            if until.timestamp() == recorded.until && now <= until { StatusCode::OK } else { StatusCode::GONE }
        }
        _ => StatusCode::CONFLICT,
    }
}

/// Keeps it and hands it in. False where the order does not take it: it was sent before, or another was quicker.
async fn kept(counter: &Counter, link: &str, name: &str, video: Bytes) -> Result<bool, String> {
    let Some((order, _)) = counter.opened(link).await.map_err(|error| error.to_string())? else { return Ok(false) };
    let size = video.len() as u64;
    let files = &counter.services.files;
    let digest = files.digest(&video).await.map_err(|error| error.to_string())?;
    let noted = counter.desk.note_file(&order.number, FilePlace::Beside, (&digest, size)).await;
    noted.map_err(|error| error.to_string())?;
    files.keep(&video).await.map_err(|error| error.to_string())?;
    let file = FileRef {
        id: String::new(),
        unique_id: digest.clone(),
        name: Some(name.to_owned()),
        size,
        form: FileForm::Clip,
    };
    counter.desk.act_on_page(&order.number, PageAct::Video(file)).await.map_err(|error| error.to_string())?;
    let Some((order, _)) = counter.opened(link).await.map_err(|error| error.to_string())? else { return Ok(false) };
    let taken = matches!(order.verification.state, VerificationState::Sent { video, .. } if video.unique_id == digest);
    Ok(taken)
}

/// What the content says it is: MPEG-4, Apple's variety of it, or Matroska for the web.
fn name_of(video: &[u8]) -> Option<&'static str> {
    if video.len() < LEAST {
        return None;
    }
    match (video.get(4..8), video.get(8..12)) {
        (Some(b"ftyp"), Some(b"qt  ")) => Some("video.mov"),
        (Some(b"ftyp"), _) => Some("video.mp4"),
        _ => video.starts_with(&[0x1a, 0x45, 0xdf, 0xa3]).then_some("video.webm"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_video_is_told_by_its_content() {
        let made = |head: &[u8]| head.iter().copied().chain(std::iter::repeat_n(0, LEAST)).collect::<Vec<_>>();
        assert_eq!(name_of(&made(b"\0\0\0\x18ftypmp42")), Some("video.mp4"));
        assert_eq!(name_of(&made(b"\0\0\0\x14ftypqt  ")), Some("video.mov"));
        assert_eq!(name_of(&made(b"\x1a\x45\xdf\xa3")), Some("video.webm"));
        assert_eq!(name_of(&made(b"<html>")), None);
        assert_eq!(name_of(b"\x1a\x45\xdf\xa3"), None, "nothing follows");
        assert_eq!(name_of(&[]), None);
    }
}
