//! Slow work: an upload is fetched, kept and looked at, away from the tasks that answer people; the verdict comes back as a happening.

use super::Outbox;
use super::perform::Tried;
use crate::conversation::Happening;
use crate::desk::{FilePlace, inspect};
use crate::domain::document::FileRef;
use crate::domain::effect::{Keyboard, To};
use crate::domain::ids::ChatId;
use crate::domain::order::{KeptBeside, SmallCopy, StageKind};
use crate::domain::order_number::OrderNumber;
use crate::domain::say::Words;
use crate::gateway::FileError;
use crate::scan;
use crate::store::Due;
use crate::telegram::{Fetched, Wording};
use bytes::Bytes;

impl Outbox {
    pub(super) async fn inspect(&self, due: &Due, order: &OrderNumber, upload: u32, file: &FileRef) -> Tried {
        // One order's album does not stand before everybody else's page.
        let _place = self.places.take(order).await;
        // Few files are in memory at once, however many arrive.
        let Ok(_held) = self.fetches.acquire().await else { return Tried::Trouble("stopping".to_owned()) };
        let (bytes, refused) = match self.api.fetch(&file.id, self.limits.bytes as u64).await {
            Ok(Fetched::Whole(bytes)) if bytes.is_empty() => (None, Some(inspect::refusal("empty", ""))),
            Ok(Fetched::Whole(bytes)) => (Some(bytes), None),
            Ok(Fetched::TooLarge) => {
                let megabytes = file.size.div_ceil(1 << 20).to_string();
                (None, Some(inspect::refusal("too-large", &megabytes)))
            }
            Err(failure) => return Tried::Failed(failure),
        };
        let (mut seen, mut made, mut digest) = (inspect::Inspected::default(), KeptBeside::default(), None);
        if let Some(bytes) = bytes {
            seen = match self.look_at(&bytes, order, upload).await {
                Ok(seen) => seen,
                Err(trouble) => return trouble,
            };
            digest = match self.keep_original(&mut seen, order, upload).await {
                Ok(digest) => digest,
                Err(trouble) => return trouble,
            };
            made = match self.keep_made(&seen, order, bytes.len() as u64).await {
                Ok(made) => made,
                Err(trouble) => return trouble,
            };
        }
        seen.findings.extend(refused);
        let happening = Happening::Inspected {
            order: order.clone(),
            upload,
            document: seen.document,
            findings: seen.findings,
            digest,
            made,
        };
        self.brought(due, happening).await
    }

    /// A courier's slip: its barcodes, none where there is no picture. The photo is not kept.
    pub(super) async fn read_slip(&self, due: &Due, order: &OrderNumber, chat: ChatId, file: &FileRef) -> Tried {
        let Ok(_turn) = self.slow.acquire().await else { return Tried::Trouble("stopping".to_owned()) };
        let limits = self.limits;
        let codes = match self.api.fetch(&file.id, limits.bytes as u64).await {
            Ok(Fetched::Whole(bytes)) => {
                match tokio::task::spawn_blocking(move || scan::barcodes(&bytes, &limits)).await {
                    Ok(codes) => codes,
                    Err(_) => return Tried::Trouble("a slip could not be looked at".to_owned()),
                }
            }
            Ok(Fetched::TooLarge) => Vec::new(),
            Err(failure) => return Tried::Failed(failure),
        };
        let happening = Happening::SlipRead { order: order.clone(), chat, codes };
        self.brought(due, happening).await
    }

    /// Sends a small picture; where it is no longer kept, its words alone.
    pub(super) async fn picture(
        &self,
        wording: Wording<'_>,
        to: To,
        digest: &str,
        (words, keyboard): (&Words, &Keyboard),
    ) -> Tried {
        self.pace.wait(to.chat).await;
        let Ok(_turn) = self.calls.acquire().await else { return Tried::Trouble("stopping".to_owned()) };
        let sent = match self.files.read(digest).await {
            Ok(jpeg) => self.api.send_photo(wording.photo(to, words, keyboard), jpeg).await.map(drop),
            Err(error) => {
                tracing::warn!(%error, "a small picture is not there; its words go without it");
                wording.message(to, words, keyboard, None).perform(&self.api).await.map(drop)
            }
        };
        sent.map_or_else(Tried::Failed, |()| Tried::Done)
    }

    /// Keeps the original. What is no picture is of no use, and nothing of what is in it could be taken out: it is not kept.
    async fn keep_original(
        &self,
        seen: &mut inspect::Inspected,
        order: &OrderNumber,
        upload: u32,
    ) -> Result<Option<String>, Tried> {
        let Some(original) = seen.original.take() else { return Ok(None) };
        let digest = self.keep(order, FilePlace::Upload(upload), &original).await?;
        if self.desk.is_file_of_others(&digest, order).await? {
            seen.findings.push(inspect::warning("same-picture-elsewhere", ""));
        }
        Ok(Some(digest))
    }

    /// Keeps what was made of an upload beside its original.
    async fn keep_made(&self, seen: &inspect::Inspected, order: &OrderNumber, from: u64) -> Result<KeptBeside, Tried> {
        let mut made = KeptBeside { likeness: seen.likeness, page: seen.page, ..KeptBeside::default() };
        if let Some(copy) = &seen.copy {
            let digest = self.keep(order, FilePlace::Beside, &copy.jpeg).await?;
            let (bytes, turned, marks) = (copy.jpeg.len() as u64, copy.turned, copy.marks);
            made.copy = Some(SmallCopy { digest, bytes, from, turned, marks });
        }
        if let Some(jpeg) = &seen.picture {
            made.picture = Some(self.keep(order, FilePlace::Beside, jpeg).await?);
        }
        Ok(made)
    }

    /// Notes a file and keeps it, in this order: what is kept is always known, and goes when the order's files do.
    async fn keep(&self, order: &OrderNumber, place: FilePlace, bytes: &Bytes) -> Result<String, Tried> {
        let trouble = |error: FileError| Tried::Trouble(error.to_string());
        let digest = self.files.digest(bytes).await.map_err(trouble)?;
        self.desk.note_file(order, place, (&digest, bytes.len() as u64)).await?;
        self.files.keep(bytes).await.map_err(trouble)
    }

    /// Looks at an upload on a thread of its own; only this waits for a processor, so that a slow download holds nobody up.
    async fn look_at(&self, bytes: &Bytes, number: &OrderNumber, upload: u32) -> Result<inspect::Inspected, Tried> {
        let Some((order, _)) = self.desk.order(number).await? else {
            return Err(Tried::Trouble("the order is not there".to_owned()));
        };
        let Ok(_turn) = self.slow.acquire().await else { return Err(Tried::Trouble("stopping".to_owned())) };
        let (bytes, thresholds, limits) = (bytes.clone(), self.thresholds.clone(), self.limits);
        let ours = inspect::Ours { order, upload, key: self.key.clone(), thresholds, limits };
        let seen = tokio::task::spawn_blocking(move || inspect::look(&bytes, &ours)).await;
        let mut seen = seen.unwrap_or_else(|error| {
            // The next look would end as this one did; the file cannot be read, and that is what is said.
            tracing::error!(order.id = number.as_str(), upload, %error, "looking at an upload came to grief");
            inspect::Inspected { findings: vec![inspect::refusal("corrupt", "")], ..inspect::Inspected::default() }
        });
        for finding in seen.findings.iter_mut().filter(|finding| finding.check == "other-order") {
            // A form of an order that was deleted is told from one of another order that goes on.
            let Ok(other) = OrderNumber::parse(&finding.figure) else { continue };
            let other = self.desk.order(&other).await?;
            if other.is_some_and(|(other, _)| other.stage.kind() == StageKind::Withdrawn) {
                "deleted-order".clone_into(&mut finding.check);
            }
        }
        Ok(seen)
    }
}
