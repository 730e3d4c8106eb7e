//! How an order moves: what the applicant, the legal person and the desk do to it. Staff's moves are in `staff_moves`.
//! Every move checks the stage first; a refusal leaves the order as it was.

use super::{
    Answer, Bill, By, Consent, Decided, Decision, Event, Finding, Ground, KeptBeside, Order, Question, ServiceMove,
    Stage, StageKind, UploadState,
};
use super::{Verification, What};
use crate::domain::certificate::{Certificate, CertificateState};
use crate::domain::document::{DocumentKind, FileRef};
use crate::domain::line::{Reference, Remark};
use crate::domain::money::Fen;
use crate::domain::parcel::Waybill;
use crate::domain::rules::{Lang, Rules};
use chrono::{DateTime, Utc};

/// What can be done to an order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Move {
    Agree {
        version: String,
    },
    ChooseProject {
        project: String,
    },
    ChooseCertificates(Vec<Certificate>),
    GiveGround(Ground),
    /// Another ground, in the applicant's own words.
    ExplainGround(Remark),
    AcceptRevocation,
    Answer(Question, Answer),
    /// A question is put off until the others are answered; none: nothing is put off any more.
    Later(Option<Question>),
    /// The summary is right: the forms may be printed. `token` becomes the deep link's secret.
    Confirm {
        token: String,
    },
    /// The details are changed after the forms were printed; these are void. Back to filling in.
    Amend,
    LegalOpen {
        lang: Lang,
    },
    /// Consented in this language; a live video that says the digits is awaited.
    LegalConsent {
        digits: String,
        lang: Lang,
    },
    LegalVideo(FileRef),
    /// Consented; the identity provider is asked for a session under this name.
    LegalToProvider {
        session: String,
        lang: Lang,
    },
    LegalDecline,
    /// What was authorised is taken back.
    LegalWithdraw,
    Upload {
        document: Option<DocumentKind>,
        file: FileRef,
    },
    /// An unnamed upload is this document.
    Name {
        upload: u32,
        document: DocumentKind,
    },
    Inspected {
        upload: u32,
        document: Option<DocumentKind>,
        findings: Vec<Finding>,
        digest: Option<String>,
    },
    /// What is kept of an upload beside its original, before the verdict on it.
    Kept {
        upload: u32,
        kept: KeptBeside,
    },
    /// Warnings are overruled.
    Insist {
        upload: u32,
    },
    /// A spare upload takes the place of the one that was accepted.
    Replace {
        upload: u32,
    },
    /// The one that was accepted stays, the spare one is laid aside.
    KeepEarlier {
        upload: u32,
    },
    Submit,
    ShowReceipt(FileRef),
    PostPaper(Waybill),
    Withdraw,
    /// Reminders of this order are switched off, or on again.
    Silence(bool),
    /// Time has passed.
    FallDue,

    /// What a service outside brings.
    Service(ServiceMove),

    Claim {
        name: String,
    },
    Release,
    /// A claim passes to somebody else, whoever has it.
    TakeOver {
        name: String,
    },
    Hold(Remark),
    Resume,
    Undo,
    Note {
        name: String,
        text: Remark,
    },
    /// Unmasked personal data is looked at.
    Unmask,
    /// Uploads are looked at.
    Look,
    ReceivePaper,
    ParcelBack,
    Approve,
    /// Each document with the ids of the reasons and a free text.
    Return(Vec<(DocumentKind, Vec<String>, Option<String>)>),
    Reject(Remark),
    LegalVerified,
    LegalRefused(Remark),
    /// One more try for the legal person, after all are used up.
    LegalAgain,
    ConfirmPayment {
        amount: Fen,
        reference: Option<Reference>,
    },
    /// What was paid by this attempt is to go back.
    GiveBack {
        trade: String,
    },
    PassPaper,
    AskPaper {
        missing: Vec<DocumentKind>,
        note: Option<Remark>,
    },
    Make {
        serials: Vec<String>,
    },
    Ship(Waybill),
    Deliver,
    SendInvoice {
        number: Reference,
        file: Option<FileRef>,
    },
}

/// Why a move is not made. No text: `conversation` says it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// Not at this stage.
    Stage(StageKind),
    NoCertificates,
    /// It was revoked already.
    Revoked,
    UnknownProject,
    /// Something that must come before is open: consent, project, certificates, ground, the warning, or a question.
    Unfinished,
    Unanswered(Question),
    /// The legal person is not verified.
    NotVerified,
    /// These documents are missing, refused or still being checked.
    Missing(Vec<DocumentKind>),
    /// Another Telegram account took the legal person's part.
    OtherPerson,
    /// The digits are too old.
    Expired,
    TooManyTries,
    /// There is nothing of the kind to act on.
    NotThere,
    /// This document was accepted, or the desk waits for others.
    NotOpen(DocumentKind),
    /// Someone else has it.
    Claimed(String),
    /// A video that was sent before.
    OldVideo,
    /// Too many uploads.
    Full,
    /// A certificate's serial for each certificate is needed.
    Serials {
        needed: usize,
    },
    /// Already so.
    Already,
    /// The order is on hold, for this reason.
    Held(String),
    /// It takes somebody else: who approved cannot approve again, nor review the paper.
    NeedsAnother,
    /// What is to be taken back was built upon meanwhile.
    BuiltUpon,
    /// What is to be taken back was decided too long ago.
    TooLate {
        minutes: i64,
    },
    /// It cannot be taken back at all.
    ForGood,
    /// It is what the order was paid with.
    OwnPayment,
}

impl Order {
    /// Makes a move: the order as it is then, with its events, or why not. The order itself is left alone.
    pub fn apply(&self, by: By, mv: Move, rules: &Rules, now: DateTime<Utc>) -> Result<(Self, Vec<Event>), Refusal> {
        let mut next = self.clone();
        let claims = matches!(mv, Move::Claim { .. } | Move::Release | Move::TakeOver { .. })
            || matches!(mv, Move::Note { .. } | Move::Unmask | Move::Look);
        let decided = match (by, Decision::of(&mv)) {
            (By::Staff(user), Some(decision)) => Some(self.before(decision, user, now)),
            _ => None,
        };
        let before = self.stage.kind();
        let aside = matches!(mv, Move::FallDue | Move::Silence(_) | Move::Service(_) | Move::GiveBack { .. });
        let whats = next.make(by, mv, rules, now)?;
        // What changes nothing that is decided on does not make a decision out of date, nor an order look fresh.
        let aside = aside && next.stage.kind() == before;
        if !aside {
            next.updated_at = now;
        }
        next.reckon(matches!(by, By::Applicant(_) | By::LegalPerson(_)), before, rules, now);
        let events = whats
            .into_iter()
            .map(|what| {
                next.version += 1;
                Event { at: now, by, version: next.version, what }
            })
            .collect();
        if !claims && !aside {
            next.changed = next.version;
        }
        if let Some(decided) = decided {
            next.handling.last = Some(Decided { changed: next.changed, ..decided });
        }
        Ok((next, events))
    }

    /// The event that opens an order, before any move.
    #[must_use]
    pub fn opened(mut self, by: By) -> (Self, Vec<Event>) {
        self.version = 1;
        self.changed = 1;
        let event = Event { at: self.created_at, by, version: 1, what: What::Opened };
        (self, vec![event])
    }

    fn make(&mut self, by: By, mv: Move, rules: &Rules, now: DateTime<Utc>) -> Result<Vec<What>, Refusal> {
        match mv {
            Move::Agree { version } => {
                let By::Applicant(user) = by else { return Err(Refusal::NotThere) };
                self.at(&[StageKind::Draft])?;
                self.consent = Some(Consent { version: version.clone(), at: now, by: user });
                Ok(vec![What::Agreed { version }])
            }
            Move::ChooseProject { project } => {
                self.at(&[StageKind::Draft])?;
                rules.project(&project).ok_or(Refusal::UnknownProject)?;
                self.project = Some(project.clone());
                self.price(rules);
                Ok(vec![What::ProjectChosen { project }])
            }
            Move::ChooseCertificates(certificates) => self.choose(certificates, rules),
            Move::GiveGround(ground) => {
                self.at(&[StageKind::Draft])?;
                self.ground = Some(ground);
                self.ground_note = None;
                Ok(vec![What::GroundGiven])
            }
            Move::ExplainGround(note) => {
                self.at(&[StageKind::Draft])?;
                self.ground = Some(Ground::Other);
                self.ground_note = Some(note);
                Ok(vec![What::GroundGiven])
            }
            Move::AcceptRevocation => {
                self.at(&[StageKind::Draft])?;
                self.warned_at = Some(now);
                Ok(vec![What::RevocationAccepted])
            }
            Move::Answer(question, answer) => {
                self.at(&[StageKind::Draft])?;
                if question.is_of_legal_person() && self.answers.get(question).is_some_and(|said| *said != answer) {
                    self.verification = Verification::default();
                }
                self.answers.put(question, answer);
                self.later.retain(|later| *later != question);
                // Answers are no events: the journal keeps what was decided, and the order keeps what was said.
                self.version += 1;
                Ok(Vec::new())
            }
            Move::Later(question) => {
                self.at(&[StageKind::Draft])?;
                match question {
                    Some(question) if !self.later.contains(&question) => self.later.push(question),
                    Some(_) => {}
                    None => self.later.clear(),
                }
                self.version += 1;
                Ok(Vec::new())
            }
            Move::Confirm { token } => self.confirm(token, rules, now),
            Move::Amend => {
                self.at(&[StageKind::Preparing, StageKind::Correcting])?;
                self.stage = Stage::Draft;
                self.void_forms();
                self.verification = self.verification.for_new_forms(String::new());
                Ok(vec![What::Amended { revision: self.revision }])
            }
            Move::LegalOpen { .. }
            | Move::LegalConsent { .. }
            | Move::LegalVideo(_)
            | Move::LegalToProvider { .. }
            | Move::LegalDecline
            | Move::LegalWithdraw => self.legal(by, mv, rules, now),
            Move::Upload { .. }
            | Move::Name { .. }
            | Move::Kept { .. }
            | Move::Inspected { .. }
            | Move::Insist { .. }
            | Move::Replace { .. }
            | Move::KeepEarlier { .. } => self.upload_move(mv, now),
            Move::Submit => self.submit(rules, now),
            Move::ShowReceipt(file) => {
                self.at(&[StageKind::AwaitingPayment])?;
                self.receipt = Some(file);
                Ok(vec![What::ReceiptShown])
            }
            Move::PostPaper(waybill) => {
                self.at(&[StageKind::AwaitingPaper, StageKind::PaperReview])?;
                self.post_paper(waybill, now)
            }
            Move::Withdraw => {
                if !self.stage.kind().may_be_withdrawn() {
                    return Err(Refusal::Stage(self.stage.kind()));
                }
                self.stage = Stage::Withdrawn { at: now };
                self.claim = None;
                Ok(vec![What::Withdrawn])
            }
            Move::Silence(silent) => {
                self.reminders.silenced = silent;
                Ok(vec![What::Silenced { silent }])
            }
            Move::FallDue => self.fall_due(rules, now),
            Move::Service(mv) => self.service_move(mv, rules, now),
            staff => self.staff_move(by, staff, rules, now),
        }
    }

    pub(super) fn at(&self, stages: &[StageKind]) -> Result<(), Refusal> {
        let here = self.stage.kind();
        if stages.contains(&here) { Ok(()) } else { Err(Refusal::Stage(here)) }
    }

    fn price(&mut self, rules: &Rules) {
        let project = self.project.as_deref().and_then(|id| rules.project(id));
        self.bill = project.filter(|_| !self.certificates.is_empty()).map(|p| Bill::of(&self.certificates, p));
    }

    fn choose(&mut self, certificates: Vec<Certificate>, rules: &Rules) -> Result<Vec<What>, Refusal> {
        self.at(&[StageKind::Draft])?;
        if certificates.is_empty() {
            return Err(Refusal::NoCertificates);
        }
        if certificates.iter().any(|c| c.state == CertificateState::Revoked) {
            return Err(Refusal::Revoked);
        }
        // Other certificates are other ones to be revoked: the warning is confirmed anew.
        if self.certificates != certificates {
            self.warned_at = None;
        }
        let serials = certificates.iter().map(|c| c.serial.as_str().to_owned()).collect();
        self.certificates = certificates;
        self.price(rules);
        Ok(vec![What::CertificatesChosen { serials }])
    }

    fn confirm(&mut self, token: String, rules: &Rules, now: DateTime<Utc>) -> Result<Vec<What>, Refusal> {
        self.at(&[StageKind::Draft])?;
        if self.first_open(rules).is_some() {
            return Err(Refusal::Unfinished);
        }
        if let Some(open) = self.answers.next_open() {
            return Err(Refusal::Unanswered(open));
        }
        self.price(rules);
        let total = self.bill.as_ref().ok_or(Refusal::Unfinished)?.total();
        self.revision += 1;
        self.verification = self.verification.for_new_forms(token);
        self.stage = Stage::Preparing { since: now };
        Ok(vec![What::Confirmed { revision: self.revision, total }])
    }

    /// Forms that were uploaded were printed from other details: they count no more.
    fn void_forms(&mut self) {
        for upload in &mut self.uploads {
            if upload.document.is_some_and(DocumentKind::is_form)
                && upload.state != UploadState::Refused
                && upload.state != UploadState::Replaced
            {
                upload.state = UploadState::Void;
            }
        }
    }

    fn submit(&mut self, rules: &Rules, now: DateTime<Utc>) -> Result<Vec<What>, Refusal> {
        let round = match self.stage {
            Stage::Preparing { .. } => 1,
            Stage::Correcting { round, .. } => round + 1,
            _ => return Err(Refusal::Stage(self.stage.kind())),
        };
        if !self.verification.is_verified() {
            return Err(Refusal::NotVerified);
        }
        let missing = self.missing(rules);
        if !missing.is_empty() {
            return Err(Refusal::Missing(missing));
        }
        self.stage = Stage::PreReview { since: now, round };
        self.handling.approvals.clear();
        self.claim = None;
        Ok(vec![What::Submitted { round }])
    }
}
