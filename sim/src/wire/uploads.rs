//! What must happen to uploaded files before the lock is taken: pictures that are sent as photos are compressed, away
//! from the async threads.

use super::args::{Args, Upload};
use crate::photo::{NotAPhoto, Sender, compress};
use serde_json::Value;

/// A photo may not be larger, in bytes; the method itself refuses it.
pub(super) const PHOTO_BYTES: usize = 10 << 20;

/// Compresses the uploads of a call that are to become photos.
pub(super) async fn prepare(method: &str, args: &mut Args, side: u32) {
    if args.uploads.is_empty() {
        return;
    }
    let wanted: Vec<String> = match method {
        "sendPhoto" => vec![attached(args.text("photo")).unwrap_or("photo").to_owned()],
        "sendMediaGroup" | "editMessageMedia" => photo_fields(args.text("media")),
        _ => return,
    };
    let fits = |upload: &&mut Upload| {
        wanted.contains(&upload.field) && !upload.bytes.is_empty() && upload.bytes.len() <= PHOTO_BYTES
    };
    for upload in args.uploads.iter_mut().filter(fits) {
        let bytes = upload.bytes.clone();
        let work = tokio::task::spawn_blocking(move || compress(&bytes, side, Sender::Bot)).await;
        upload.photo = Some(work.unwrap_or(Err(NotAPhoto::Unreadable)));
    }
}

fn attached(value: &str) -> Option<&str> {
    value.strip_prefix("attach://")
}

fn photo_fields(media: &str) -> Vec<String> {
    let items = match serde_json::from_str(media) {
        Ok(Value::Array(items)) => items,
        Ok(item) => vec![item],
        Err(_) => Vec::new(),
    };
    let photos = items.iter().filter(|item| item.get("type").and_then(Value::as_str) == Some("photo"));
    let names = photos.filter_map(|item| attached(item.get("media")?.as_str()?));
    names.map(str::to_owned).collect()
}
