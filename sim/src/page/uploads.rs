//! Files on their way into a chat: put here first, posted by a verb later. Bounded; the oldest make room.

use super::answer::Refused;
use super::{Page, files};
use axum::Json;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use bytes::Bytes;
use serde::{Deserialize, Serialize};
use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Most bytes kept in all.
const MOST_BYTES: usize = 256 << 20;
/// Most files kept.
const MOST_FILES: usize = 512;

/// A file that is not in any chat yet.
#[derive(Clone, Debug)]
pub(super) struct Upload {
    pub(super) id: u64,
    pub(super) name: String,
    pub(super) bytes: Bytes,
    /// A small picture of it, where one was made.
    pub(super) preview: Option<Bytes>,
}

/// Everything uploaded lately.
#[derive(Debug, Default)]
pub(super) struct Uploads(Mutex<Kept>);

#[derive(Debug, Default)]
struct Kept {
    files: VecDeque<Upload>,
    bytes: usize,
    last: u64,
}

/// What is known of a file after it was put here.
#[derive(Serialize)]
pub(super) struct Staged {
    pub(super) upload: u64,
    pub(super) name: String,
    pub(super) size: usize,
    pub(super) url: String,
}

impl Uploads {
    /// Keeps a file.
    pub(super) fn keep(&self, name: &str, bytes: Bytes, preview: Option<Bytes>) -> Staged {
        let name: String = name.chars().filter(|letter| !letter.is_control()).take(200).collect();
        let size = bytes.len();
        let mut kept = self.kept();
        kept.last += 1;
        let id = kept.last;
        kept.bytes += size;
        kept.files.push_back(Upload { id, name: name.clone(), bytes, preview });
        while kept.files.len() > MOST_FILES || (kept.bytes > MOST_BYTES && kept.files.len() > 1) {
            let Some(gone) = kept.files.pop_front() else { break };
            kept.bytes -= gone.bytes.len();
        }
        Staged { upload: id, name, size, url: format!("/_sim/uploads/{id}") }
    }

    /// A file that is still here.
    pub(super) fn find(&self, id: u64) -> Result<Upload, Refused> {
        let found = self.kept().files.iter().find(|file| file.id == id).cloned();
        found.ok_or_else(|| Refused::missing(format!("there is no upload {id}, or it made room for others")))
    }

    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// How the file is called.
#[derive(Deserialize)]
pub(super) struct Named {
    name: Option<String>,
}

/// `POST /_sim/uploads?name=…` with the bytes as the body.
pub(super) async fn stage(State(page): State<Arc<Page>>, Query(named): Query<Named>, body: Bytes) -> Json<Staged> {
    Json(page.uploads.keep(named.name.as_deref().unwrap_or("file"), body, None))
}

/// `GET /_sim/uploads/{id}`
pub(super) async fn whole(State(page): State<Arc<Page>>, Path(id): Path<u64>) -> Result<Response, Refused> {
    let found = page.uploads.find(id)?;
    Ok(files::served(found.bytes, files::mime_of(&found.name), &found.name))
}

/// `GET /_sim/uploads/{id}/preview`: a small JPEG, where one was made.
pub(super) async fn preview(State(page): State<Arc<Page>>, Path(id): Path<u64>) -> Result<Response, Refused> {
    let found = page.uploads.find(id)?;
    let picture = found.preview.ok_or_else(|| Refused::missing(format!("upload {id} has no preview")))?;
    Ok(files::served(picture, "image/jpeg", "preview.jpg"))
}
