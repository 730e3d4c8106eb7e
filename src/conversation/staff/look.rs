//! The documents on demand: each original with what the machine found on it, and beside it the order's own data to compare.

use super::decide::Tried;
use super::{Bar, bar_line, barred};
use crate::conversation::phrases;
use crate::conversation::talk::{Talk, deed};
use crate::domain::button::Deed;
use crate::domain::document::DocumentKind;
use crate::domain::effect::{Effect, Keyboard};
use crate::domain::order::{By, CopyMarks, Move, Order, Question, StageKind, Upload, UploadState};
use crate::domain::say::{Say, Words};
use crate::domain::staff::{Member, Role};

/// Shows every document that counts, in the group, protected from forwarding.
pub(super) fn all(talk: &mut Talk<'_>, member: &Member) -> Tried {
    some(talk, member, None)
}

/// Shows one of them, or all.
pub(super) fn some(talk: &mut Talk<'_>, member: &Member, only: Option<DocumentKind>) -> Tried {
    let order: Order = talk.order().cloned().ok_or_else(|| Say::id("staff-no-order"))?;
    if let Some(bar @ (Bar::Role(_) | Bar::Own)) = barred(talk, &order, member, Role::Reviewer) {
        return Err(bar_line(&bar));
    }
    let wanted = order.documents(talk.scene.rules).iter().filter(|d| only.is_none_or(|only| only == **d));
    let uploads: Vec<_> = wanted.flat_map(|d| order.current_uploads(*d)).cloned().collect();
    if uploads.is_empty() {
        return Err(Say::id("staff-no-uploads"));
    }
    // A scan shows what the card masks: whoever looks at it is on record.
    talk.act(By::Staff(member.id), Move::Look).map_err(|refusal| phrases::refusal(&refusal))?;
    for upload in uploads {
        let lines = caption(talk, &order, &upload);
        let open = order.stage.kind() == StageKind::PreReview && upload.state != UploadState::Accepted;
        let keyboard = match upload.document.filter(|_| open) {
            Some(document) => {
                let number = u16::from(document.number());
                Keyboard::Inline(vec![vec![deed(Say::id("key-return-this"), &order, Deed::Return, number, 0)]])
            }
            None => Keyboard::None,
        };
        let words = Words::new(talk.lang, lines);
        talk.effect(Effect::Copy { to: talk.to, order: order.number.clone(), file: upload.file, words, keyboard });
    }
    Ok(())
}

fn caption(talk: &Talk<'_>, order: &Order, upload: &Upload) -> Vec<Say> {
    let name = upload.document.map_or_else(|| Say::id("document-unknown"), phrases::document);
    let mut lines = vec![
        Say::id("staff-upload")
            .with("number", order.number.to_string())
            .with("document", name)
            .with("upload", upload.id),
    ];
    lines.extend(
        upload
            .page
            .map(|page| Say::id("upload-page").with("page", u32::from(page.number)).with("of", u32::from(page.of))),
    );
    lines.extend(
        upload
            .findings
            .iter()
            .map(|f| Say::id("card-finding").with("finding", phrases::finding(f)).with("figure", f.figure.as_str())),
    );
    if upload.findings.is_empty() {
        lines.push(Say::id("staff-upload-clean"));
    }
    if upload.copy.as_ref().is_some_and(|copy| copy.marks == CopyMarks::Lost) {
        lines.push(Say::id("staff-upload-copy-lost"));
    }
    if upload.insisted {
        lines.push(Say::id("staff-upload-insisted"));
    }
    if let Some(document) = upload.document {
        lines.extend(compare(talk, order, document));
    }
    lines
}

/// What must agree with the order on this document; numbers masked, the rest in full.
fn compare(talk: &Talk<'_>, order: &Order, document: DocumentKind) -> Vec<Say> {
    let owner = talk.scene.owner.as_ref();
    let unit = owner.map(|account| account.unit.as_str().to_owned()).unwrap_or_default();
    let uscc = owner.map(|account| account.uscc.masked()).unwrap_or_default();
    let person = |name, number| {
        Say::id("compare-person")
            .with("name", order.answers.text(name))
            .with("number", phrases::answer_masked(&order.answers, number))
    };
    let seals = order.certificates.iter().filter(|c| c.has_seal).count();
    let unit = Say::id("compare-unit").with("unit", unit).with("uscc", uscc);
    match document {
        DocumentKind::BusinessLicence => {
            vec![unit, Say::id("compare-legal").with("name", order.answers.text(Question::LegalName))]
        }
        DocumentKind::AgentIdentityCard => vec![person(Question::AgentName, Question::AgentIdentity)],
        DocumentKind::ApplicationForm => {
            let serials: Vec<&str> = order.certificates.iter().map(|c| c.serial.as_str()).collect();
            vec![unit, Say::id("compare-certificates").with("serials", serials.join(", "))]
        }
        DocumentKind::AuthorisationLetter => vec![
            person(Question::LegalName, Question::LegalIdentity),
            person(Question::AgentName, Question::AgentIdentity),
        ],
        DocumentKind::SealSpecimenForm => vec![unit, Say::id("compare-seals").with("seals", seals)],
    }
}
