//! Slow work: an upload is fetched, kept and looked at, away from the tasks that answer people; the verdict comes back as a happening.

use super::Outbox;
use super::perform::Tried;
use crate::conversation::Happening;
use crate::desk::{Brought, inspect};
use crate::domain::document::FileRef;
use crate::domain::ids::ChatId;
use crate::domain::order::StageKind;
use crate::domain::order_number::OrderNumber;
use crate::scan;
use crate::store::{Due, Kept};
use crate::telegram::Fetched;
use bytes::Bytes;

impl Outbox {
    pub(super) async fn inspect(&self, due: &Due, order: &OrderNumber, upload: u32, file: &FileRef) -> Tried {
        let Ok(_turn) = self.slow.acquire().await else { return Tried::Trouble("stopping".to_owned()) };
        let (bytes, refused) = match self.api.fetch(&file.id, self.limits.bytes as u64).await {
            Ok(Fetched::Whole(bytes)) if bytes.is_empty() => (None, Some(inspect::refusal("empty", ""))),
            Ok(Fetched::Whole(bytes)) => (Some(bytes), None),
            Ok(Fetched::TooLarge) => {
                let megabytes = file.size.div_ceil(1 << 20).to_string();
                (None, Some(inspect::refusal("too-large", &megabytes)))
            }
            Err(failure) => return Tried::Failed(failure),
        };
        let mut seen = inspect::Inspected::default();
        let mut keeps = None;
        if let Some(bytes) = bytes {
            let digest = match self.files.keep(&bytes).await {
                Ok(digest) => digest,
                Err(error) => return Tried::Trouble(error.to_string()),
            };
            keeps = Some((order.clone(), upload, Kept { digest, size: bytes.len() as u64 }));
            seen = match self.look_at(bytes, order, upload).await {
                Ok(seen) => seen,
                Err(trouble) => return trouble,
            };
        }
        seen.findings.extend(refused);
        let brought = Brought {
            happening: Happening::Inspected {
                order: order.clone(),
                upload,
                document: seen.document,
                findings: seen.findings,
                digest: keeps.as_ref().map(|(_, _, kept)| kept.digest.clone()),
            },
            settles: Some(due.id.clone()),
            ends: None,
            keeps,
        };
        match self.desk.bring_and_let_fall(&brought).await {
            Ok(()) => Tried::Settled,
            Err(error) => error.into(),
        }
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
        let brought = Brought { happening, settles: Some(due.id.clone()), ends: None, keeps: None };
        match self.desk.bring_and_let_fall(&brought).await {
            Ok(()) => Tried::Settled,
            Err(error) => error.into(),
        }
    }

    async fn look_at(&self, bytes: Bytes, number: &OrderNumber, upload: u32) -> Result<inspect::Inspected, Tried> {
        let Some((order, _)) = self.desk.order(number).await? else {
            return Err(Tried::Trouble("the order is not there".to_owned()));
        };
        let (thresholds, limits) = (self.thresholds.clone(), self.limits);
        let ours = inspect::Ours { order, upload, key: self.key.clone(), thresholds, limits };
        let mut seen = tokio::task::spawn_blocking(move || inspect::look(&bytes, &ours))
            .await
            .map_err(|_| Tried::Trouble("an upload could not be looked at".to_owned()))?;
        for finding in seen.findings.iter_mut().filter(|finding| finding.check == "other-order") {
            // A form of an order that was deleted is told from one of another order that goes on.
            let Ok(other) = OrderNumber::parse(&finding.figure) else { continue };
            let other = self.desk.order(&other).await?;
            if other.is_some_and(|(other, _)| other.stage.kind() == StageKind::Withdrawn) {
                finding.check = "deleted-order".to_owned();
            }
        }
        Ok(seen)
    }
}
