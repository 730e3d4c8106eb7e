//! Uploads on their way through an order: sent, looked at, named, taken for their document, replaced. What was found on them is decided
//! elsewhere; what it leads to is decided here.

use super::{Finding, KeptBeside, Move, Order, Refusal, Severity, Stage, StageKind, Upload, UploadState, What};
use crate::domain::document::{DocumentKind, FileRef};
use chrono::{DateTime, Utc};

/// The most uploads that one order keeps.
const MOST_UPLOADS: usize = 200;

impl Order {
    pub(super) fn upload_move(&mut self, mv: Move, now: DateTime<Utc>) -> Result<Vec<What>, Refusal> {
        match mv {
            Move::Upload { document, file } => self.upload_file(document, file, now),
            Move::Name { upload, document } => self.name_upload(upload, document),
            Move::Kept { upload, kept } => self.kept(upload, kept),
            Move::Inspected { upload, document, findings, digest } => {
                self.inspected(upload, document, findings, digest)
            }
            Move::Insist { upload } => self.insist(upload),
            Move::Replace { upload } => self.settle_spare(upload, true),
            Move::KeepEarlier { upload } => self.settle_spare(upload, false),
            _ => Err(Refusal::NotThere),
        }
    }

    /// No event: what is kept is a matter of the desk's, the verdict that follows is the order's.
    fn kept(&mut self, id: u32, kept: KeptBeside) -> Result<Vec<What>, Refusal> {
        let upload = self.upload_mut(id)?;
        if upload.state != UploadState::Checking {
            return Err(Refusal::Already);
        }
        (upload.copy, upload.likeness, upload.picture) = (kept.copy, kept.likeness, kept.picture);
        upload.page = kept.page;
        Ok(Vec::new())
    }

    fn upload_mut(&mut self, id: u32) -> Result<&mut Upload, Refusal> {
        self.uploads.iter_mut().find(|u| u.id == id).ok_or(Refusal::NotThere)
    }

    /// Whether a document may be sent now: while preparing each that a reviewer has not accepted, while correcting only those.
    fn open_for(&self, document: DocumentKind) -> Result<(), Refusal> {
        let accepted = self.current_upload(document).is_some_and(|u| u.state == UploadState::Accepted);
        if accepted { Err(Refusal::NotOpen(document)) } else { Ok(()) }
    }

    /// Whether the document has all that it needs: one more picture is not taken for it unless the applicant says so.
    fn has_enough(&self, but: u32, document: DocumentKind) -> bool {
        let page = self.upload(but);
        let others = self.uploads.iter().filter(|u| u.id != but && u.document == Some(document));
        // Another page of the same form is no second picture of this one; the same side of a card once more is not its other side.
        let others: Vec<&Upload> = others.filter(|other| !page.is_some_and(|page| page.is_beside(other))).collect();
        let ready = others.iter().filter(|other| !page.is_some_and(|page| page.is_again(other)));
        let ready = ready.filter(|other| other.state.may_be_submitted()).count();
        ready >= self.room(page, document) || others.iter().any(|other| other.state == UploadState::Accepted)
    }

    /// How many pictures a document may have that say nothing of which part of it they are.
    fn room(&self, upload: Option<&Upload>, document: DocumentKind) -> usize {
        let known = upload.is_some_and(|upload| upload.page.is_some());
        if known { 1 } else { document.sides().max(self.pages(document)) }
    }

    /// The picture that an upload repeats, where that one is said to be another document.
    fn repeats(&self, id: u32) -> bool {
        let Some(upload) = self.upload(id) else { return false };
        self.uploads.iter().any(|other| {
            other.id != id
                && other.state.counts()
                && other.document.is_some()
                && upload.document.is_some()
                && other.document != upload.document
                && other.looks_like(upload)
        })
    }

    /// Takes an upload for its document as far as its findings allow, or lays it beside what is there already.
    fn take_up(&mut self, id: u32, document: DocumentKind) -> Result<(), Refusal> {
        if self.repeats(id) {
            let doubt = Finding { check: "same-picture".into(), severity: Severity::Warning, figure: String::new() };
            self.upload_mut(id)?.findings.push(doubt);
        }
        let enough = self.has_enough(id, document);
        let upload = self.upload_mut(id)?;
        upload.state = if enough { UploadState::Spare } else { worth(&upload.findings) };
        if upload.state.counts() {
            self.replace_others(id, document);
        }
        Ok(())
    }

    fn upload_file(
        &mut self,
        document: Option<DocumentKind>,
        file: FileRef,
        now: DateTime<Utc>,
    ) -> Result<Vec<What>, Refusal> {
        self.at(&[StageKind::Preparing, StageKind::Correcting])?;
        if self.uploads.len() >= MOST_UPLOADS {
            return Err(Refusal::Full);
        }
        if let Some(document) = document {
            self.open_for(document)?;
        }
        let id = self.uploads.iter().map(|u| u.id).max().unwrap_or(0) + 1;
        // It takes an earlier one's place only once it has been looked at: a bad picture never costs a good one.
        self.uploads.push(Upload::received(id, document, file, now, self.revision));
        Ok(vec![What::Uploaded { upload: id, document }])
    }

    fn name_upload(&mut self, id: u32, document: DocumentKind) -> Result<Vec<What>, Refusal> {
        self.at(&[StageKind::Preparing, StageKind::Correcting])?;
        self.open_for(document)?;
        let upload = self.upload_mut(id)?;
        if upload.state != UploadState::Unnamed {
            return Err(Refusal::Already);
        }
        upload.document = Some(document);
        // It was looked at without knowing what must be on it.
        upload.state = UploadState::Checking;
        Ok(vec![What::Uploaded { upload: id, document: Some(document) }])
    }

    fn inspected(
        &mut self,
        id: u32,
        document: Option<DocumentKind>,
        findings: Vec<Finding>,
        digest: Option<String>,
    ) -> Result<Vec<What>, Refusal> {
        let gathering = self.at(&[StageKind::Preparing, StageKind::Correcting]).is_ok();
        let amending = self.stage == Stage::Draft;
        let revision = self.revision;
        let upload = self.upload_mut(id)?;
        if upload.state != UploadState::Checking {
            return Err(Refusal::Already);
        }
        let names = findings.iter().map(|f| f.check.clone()).collect();
        let named = document.or(upload.document);
        upload.document = named;
        upload.digest = digest;
        upload.findings = findings;
        // Changed details void what was printed from them, and nothing else.
        let open = if named.is_none_or(DocumentKind::is_form) {
            gathering && upload.revision == revision
        } else {
            gathering || amending
        };
        match (worth(&upload.findings), named) {
            (UploadState::Refused, _) => upload.state = UploadState::Refused,
            _ if !open => upload.state = UploadState::Void,
            (_, Some(document)) => self.take_up(id, document)?,
            (_, None) => upload.state = UploadState::Unnamed,
        }
        Ok(vec![What::Inspected { upload: id, findings: names }])
    }

    /// What is there already makes room: of a card one good picture stays, for it is the other side; of a form the other pages.
    fn replace_others(&mut self, id: u32, document: DocumentKind) {
        let Some(upload) = self.upload(id).cloned() else { return };
        let mut stay = self.room(Some(&upload), document) - 1;
        for other in self.uploads.iter_mut().rev() {
            if other.id >= id || !upload.may_replace(other, document) {
                continue;
            }
            if stay > 0 && other.state == UploadState::Ready && !upload.is_again(other) {
                stay -= 1;
            } else {
                other.state = UploadState::Replaced;
            }
        }
    }

    fn insist(&mut self, id: u32) -> Result<Vec<What>, Refusal> {
        self.at(&[StageKind::Preparing, StageKind::Correcting])?;
        let found = self.upload_mut(id)?;
        if found.state != UploadState::Doubtful {
            return Err(Refusal::NotThere);
        }
        found.state = UploadState::Ready;
        found.insisted = true;
        Ok(vec![What::Insisted { upload: id }])
    }

    /// The applicant says which of two good pictures counts.
    fn settle_spare(&mut self, id: u32, replace: bool) -> Result<Vec<What>, Refusal> {
        self.at(&[StageKind::Preparing, StageKind::Correcting])?;
        let found = self.upload_mut(id)?;
        if found.state != UploadState::Spare {
            return Err(Refusal::NotThere);
        }
        let Some(document) = found.document else { return Err(Refusal::NotThere) };
        if replace {
            found.state = worth(&found.findings);
            let chosen = found.clone();
            self.make_room(&chosen, document);
        } else {
            found.state = UploadState::Replaced;
        }
        Ok(vec![What::Chosen { upload: id, replaces: replace }])
    }

    /// The picture that looks most like the chosen one goes, the oldest where none does, until there is room: of a card the other side
    /// stays.
    fn make_room(&mut self, chosen: &Upload, document: DocumentKind) {
        let room = self.room(Some(chosen), document);
        let others = self.uploads.iter_mut().filter(|other| chosen.may_replace(other, document));
        let mut others: Vec<&mut Upload> = others.collect();
        others.sort_by_key(|other| (chosen.unlike(other), other.id));
        let surplus = (others.len() + 1).saturating_sub(room);
        for other in others.into_iter().take(surplus) {
            other.state = UploadState::Replaced;
        }
    }
}

/// What findings make of an upload.
fn worth(findings: &[Finding]) -> UploadState {
    match findings.iter().map(|f| f.severity).max() {
        None => UploadState::Ready,
        Some(Severity::Warning) => UploadState::Doubtful,
        Some(Severity::Refusal) => UploadState::Refused,
    }
}
