//! What is known of files that are in some message: all sizes of a photo, a video's shape and length. Kept by the file's
//! number, so that sending one again asks no history.

use super::file::StoredFile;
use super::message::{Content, Media, PhotoSize, Rich};
use std::collections::HashMap;
use std::sync::Arc;

/// Files' shapes, learned from the first message that holds them.
#[derive(Debug, Default)]
pub struct Shapes {
    photos: HashMap<usize, Arc<[PhotoSize]>>,
    media: HashMap<usize, Media>,
}

impl Shapes {
    /// Learns from a message's content.
    pub(super) fn learn(&mut self, content: &Content) {
        if let Content::Photo { sizes, .. } = content {
            let Some(first) = sizes.first().filter(|size| !self.photos.contains_key(&size.file.number)) else { return };
            let (first, sizes) = (first.file.number, Arc::<[PhotoSize]>::from(sizes.as_slice()));
            self.photos.insert(first, Arc::clone(&sizes));
            for size in sizes.iter() {
                self.photos.entry(size.file.number).or_insert_with(|| Arc::clone(&sizes));
            }
        } else if let Some(media) = content.media()
            && let Some(file) = &media.file
        {
            self.media.entry(file.number).or_insert_with(|| Media { caption: Rich::default(), ..media.clone() });
        }
    }

    /// All sizes of the photo that a file is one of; a photo never sent is taken for a small one.
    pub fn photo(&self, file: &Arc<StoredFile>) -> Vec<PhotoSize> {
        let lone = || vec![PhotoSize { width: 90, height: 90, file: Arc::clone(file) }];
        self.photos.get(&file.number).map_or_else(lone, |sizes| sizes.to_vec())
    }

    /// What was said about a file, without the caption.
    pub fn media(&self, file: &StoredFile) -> Media {
        self.media.get(&file.number).cloned().unwrap_or_default()
    }
}
