//! Files of this world to look at or keep. What a browser could run is offered for keeping only.

use super::Page;
use super::answer::Refused;
use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{HeaderName, header};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use std::sync::Arc;

/// Types that a browser only shows, never runs.
const HARMLESS: [&str; 12] = [
    "image/jpeg",
    "image/png",
    "image/gif",
    "image/webp",
    "image/bmp",
    "video/mp4",
    "video/webm",
    "audio/ogg",
    "audio/mpeg",
    "audio/wav",
    "application/pdf",
    "text/plain",
];

/// `GET /_sim/files/{number}/{name}`: a file by its number; the name is only for the browser.
pub(super) async fn file(
    State(page): State<Arc<Page>>,
    Path((number, _name)): Path<(usize, String)>,
) -> Result<Response, Refused> {
    let found = page.shared.look(|state| {
        state.world.files.numbered(number).map(|file| (file.bytes.clone(), file.mime.clone(), file.name.clone()))
    });
    let (bytes, mime, name) = found.ok_or_else(|| Refused::missing(format!("there is no file {number}")))?;
    Ok(served(bytes, mime.as_deref().unwrap_or(""), name.as_deref().unwrap_or("file")))
}

/// The bytes with the headers that keep them harmless.
pub(super) fn served(bytes: Bytes, mime: &str, name: &str) -> Response {
    const SNIFF: HeaderName = HeaderName::from_static("x-content-type-options");
    let shown = HARMLESS.iter().find(|known| **known == mime);
    let kind = match shown {
        Some(&"text/plain") => "text/plain; charset=utf-8",
        Some(kind) => kind,
        None => "application/octet-stream",
    };
    let way = if shown.is_some() { "inline" } else { "attachment" };
    let name = percent_encoding::utf8_percent_encode(name, percent_encoding::NON_ALPHANUMERIC);
    let headers = [
        (header::CONTENT_TYPE, kind.to_owned()),
        (header::CONTENT_DISPOSITION, format!("{way}; filename*=UTF-8''{name}")),
        (header::CONTENT_SECURITY_POLICY, "default-src 'none'; style-src 'unsafe-inline'".to_owned()),
        (header::CACHE_CONTROL, "no-store".to_owned()),
        (SNIFF, "nosniff".to_owned()),
    ];
    (headers, Body::from(bytes)).into_response()
}

/// What a browser calls a file of that name.
pub(super) fn mime_of(name: &str) -> &'static str {
    let ending = name.rsplit('.').next().unwrap_or("").to_ascii_lowercase();
    match ending.as_str() {
        "jpg" | "jpeg" => "image/jpeg",
        "png" => "image/png",
        "gif" => "image/gif",
        "webp" => "image/webp",
        "bmp" => "image/bmp",
        "mp4" => "video/mp4",
        "webm" => "video/webm",
        "pdf" => "application/pdf",
        "txt" => "text/plain",
        _ => "application/octet-stream",
    }
}
