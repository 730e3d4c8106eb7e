//! The legal person's side: the deep link, consent, the live round video with the digits. Stage 5.

use crate::conversation::input::{Input, Letter, PageAct};
use crate::conversation::link::Link;
use crate::conversation::phrases;
use crate::conversation::session::Dialogue;
use crate::conversation::talk::{Talk, deed};
use crate::domain::button::Deed;
use crate::domain::document::FileForm;
use crate::domain::effect::{Effect, Keyboard};
use crate::domain::order::{By, IN_BROWSER, Move, Order, Question, Refusal, StageKind, VerificationState};
use crate::domain::rules::Lang;
use crate::domain::say::{Say, Words};

pub(super) fn open(talk: &mut Talk<'_>, letter: &Letter, link: &Link) {
    let genuine = talk.order().is_some_and(|o| link.opens(o));
    if !genuine {
        return talk.say(vec![Say::id("legal-link-void")]);
    }
    match talk.act(By::LegalPerson(letter.from.id), Move::LegalOpen { lang: talk.lang }) {
        Ok(()) => {
            talk.tell_applicant(&[Say::id("legal-opened").with("name", letter.from.name.as_str())]);
            talk.show_checklist(false);
        }
        Err(Refusal::Already) => {}
        Err(refusal) => return super::say_refusal(talk, &refusal),
    }
    let Some(order) = talk.order().cloned() else { return };
    match &order.verification.state {
        VerificationState::Verified { by, .. } | VerificationState::Sent { by, .. } if *by == letter.from.id => {
            show_authorised(talk, &order);
        }
        VerificationState::Verified { .. } | VerificationState::Sent { .. } => {
            talk.say(vec![Say::id("legal-done-already")]);
        }
        _ => ask_consent(talk),
    }
}

/// Who authorised something sees what it was, and can take it back.
fn show_authorised(talk: &mut Talk<'_>, order: &Order) {
    let mut lines = vec![
        Say::id("legal-authorised")
            .with("number", order.number.to_string())
            .with("agent", order.answers.text(Question::AgentName)),
    ];
    lines.extend(order.certificates.iter().map(|c| Say::id("item").with("item", phrases::certificate(c))));
    let open = matches!(order.stage.kind(), StageKind::Preparing | StageKind::Correcting);
    lines.push(Say::id(if open { "legal-may-revoke" } else { "legal-too-late-to-revoke" }));
    let revoke = vec![vec![deed(Say::id("key-take-back"), order, Deed::Revoke, 0, 0)]];
    talk.say_with(lines, if open { Keyboard::Inline(revoke) } else { Keyboard::None });
}

fn revoked(talk: &mut Talk<'_>, by: By) {
    match talk.act(by, Move::LegalWithdraw) {
        Ok(()) => {
            talk.session.ask(Dialogue::Idle);
            talk.say(vec![Say::id("legal-revoked")]);
            withdrawn(talk);
        }
        Err(refusal) => super::say_refusal(talk, &refusal),
    }
}

fn ask_consent(talk: &mut Talk<'_>) {
    let Some(order) = talk.order().cloned() else { return };
    let unit = talk.scene.owner.as_ref().map(|a| a.unit.as_str().to_owned()).unwrap_or_default();
    talk.session.ask(Dialogue::Legal { order: order.number.clone() });
    let mut lines = vec![
        Say::id("legal-who-asks")
            .with("unit", unit)
            .with("agent", order.answers.text(Question::AgentName))
            .with("name", order.answers.text(Question::LegalName))
            .with("number", order.number.to_string()),
    ];
    lines.extend(order.certificates.iter().map(|c| Say::id("item").with("item", phrases::certificate(c))));
    let proves = talk.scene.rules.services.proves;
    lines.push(Say::id(if proves { "legal-consent-to-provider" } else { "legal-consent-question" }));
    let keyboard = Keyboard::Inline(vec![
        vec![deed(Say::id("key-consent"), &order, Deed::Consent, 0, 0)],
        vec![deed(Say::id("key-decline"), &order, Deed::Decline, 0, 0)],
    ]);
    talk.say_with(lines, keyboard);
}

/// What is waited for, once more: consent, the video with the digits, or the provider's page.
pub(super) fn again(talk: &mut Talk<'_>) {
    let of_link =
        |order: &&Order| matches!(&talk.session.dialogue, Dialogue::Legal { order: at } if *at == order.number);
    let Some(order) = talk.order().filter(of_link).cloned() else {
        return talk.say(vec![Say::id("legal-unfinished")]);
    };
    let here = order.verification.chat() == Some(talk.to.chat);
    match &order.verification.state {
        VerificationState::Asked { until, .. } if here && talk.scene.now <= *until => {
            let lines = [Some(Say::id("legal-video-please")), digits_line(talk, &order)];
            talk.say(lines.into_iter().flatten().collect());
        }
        VerificationState::Verified { .. } | VerificationState::Sent { .. } => {
            talk.say(vec![Say::id("legal-done-already")]);
        }
        VerificationState::AtProvider { .. } if here => crate::conversation::proving::show_page(talk, &order),
        _ => ask_consent(talk),
    }
}

pub(super) fn decided(talk: &mut Talk<'_>, letter: &Letter, deed: Deed) {
    let by = By::LegalPerson(letter.from.id);
    // Of several who opened the link, the one who consents is bound to it.
    let opened = matches!((&talk.session.dialogue, talk.order()),
        (Dialogue::Legal { order }, Some(at)) if deed == Deed::Consent && *order == at.number);
    if !opened && talk.order().and_then(|o| o.verification.person()) != Some(letter.from.id) {
        return super::say_refusal(talk, &Refusal::OtherPerson);
    }
    if deed == Deed::Revoke {
        return revoked(talk, by);
    }
    if deed == Deed::Decline {
        match talk.act(by, Move::LegalDecline) {
            Ok(()) => {
                talk.session.ask(Dialogue::Idle);
                talk.say(vec![Say::id("legal-declined")]);
                talk.tell_applicant(&[Say::id("legal-declined-applicant")]);
                talk.show_checklist(false);
            }
            Err(refusal) => super::say_refusal(talk, &refusal),
        }
        return;
    }
    let lang = talk.lang;
    if let Err(refusal) = consented(talk, by, lang) {
        return super::say_refusal(talk, &refusal);
    }
    let Some(order) = talk.order().cloned() else { return };
    talk.session.ask(Dialogue::Legal { order: order.number.clone() });
    if let Some(line) = digits_line(talk, &order) {
        talk.say(vec![line]);
    }
}

/// To the identity provider where there is one; else the digits for the live video.
fn consented(talk: &mut Talk<'_>, by: By, lang: Lang) -> Result<(), Refusal> {
    if talk.scene.rules.services.proves {
        return crate::conversation::proving::start(talk, by, lang);
    }
    let digits = talk.digits(4);
    talk.act(by, Move::LegalConsent { digits, lang })?;
    talk.show_checklist(false);
    Ok(())
}

/// What is to be said into the camera, where it is.
fn digits_line(talk: &Talk<'_>, order: &Order) -> Option<Say> {
    let VerificationState::Asked { digits, .. } = &order.verification.state else { return None };
    let spaced: Vec<String> = digits.chars().map(String::from).collect();
    let minutes = talk.scene.rules.code_minutes;
    Some(Say::id("legal-say-digits").with("digits", spaced.join(" ")).with("minutes", minutes))
}

/// The identity provider opens no session: the person who consented is shown the digits for a video.
pub(in crate::conversation) fn video_instead(talk: &mut Talk<'_>) {
    let consented = talk.order().and_then(|order| Some((order.verification.person()?, order.verification.lang)));
    let Some((person, lang)) = consented else { return };
    let digits = talk.digits(4);
    if talk.act(By::LegalPerson(person), Move::LegalConsent { digits, lang }).is_err() {
        return;
    }
    let Some(order) = talk.order().cloned() else { return };
    if let (Some(chat), Some(line)) = (order.verification.chat(), digits_line(talk, &order)) {
        let words = Words::new(order.verification.lang, vec![Say::id("legal-video-instead"), line]);
        talk.effect(Effect::Say { to: chat.into(), words, keyboard: Keyboard::None, reply_to: None });
    }
    talk.show_checklist(false);
}

/// The same on the desk's own page, where there is no chat: what comes of it is seen there.
pub(in crate::conversation) fn on_page(talk: &mut Talk<'_>, act: &PageAct) {
    let by = By::LegalPerson(IN_BROWSER);
    match act {
        PageAct::Consent(lang) => {
            let opened = talk.act(by, Move::LegalOpen { lang: *lang });
            let known = matches!(opened, Ok(()) | Err(Refusal::Already));
            if known && consented(talk, by, *lang).is_ok() && opened.is_ok() {
                talk.tell_applicant(&[Say::id("legal-opened-on-page")]);
            }
        }
        PageAct::Video(file) => {
            if talk.act(by, Move::LegalVideo(file.clone())).is_ok() {
                sent(talk);
            }
        }
        PageAct::Decline => {
            // Whoever says no to it has opened it, even where somebody else did before.
            let lang = talk.order().map(|order| order.verification.lang).unwrap_or_default();
            let opened = talk.act(by, Move::LegalOpen { lang });
            let opened = matches!(opened, Ok(()) | Err(Refusal::Already));
            if opened && talk.act(by, Move::LegalDecline).is_ok() {
                talk.tell_applicant(&[Say::id("legal-declined-applicant")]);
                talk.show_checklist(false);
            }
        }
        PageAct::Withdraw => {
            if talk.act(by, Move::LegalWithdraw).is_ok() {
                withdrawn(talk);
            }
        }
    }
}

/// The video is on its way to a reviewer.
fn sent(talk: &mut Talk<'_>) {
    talk.tell_applicant(&[Say::id("legal-sent-applicant")]);
    talk.show_checklist(false);
    show_to_staff(talk);
}

/// What was authorised is taken back: the applicant and staff are told.
fn withdrawn(talk: &mut Talk<'_>) {
    talk.tell_applicant(&[Say::id("legal-revoked-applicant")]);
    talk.show_checklist(false);
    let number = talk.order().map(|o| o.number.to_string()).unwrap_or_default();
    talk.take_question_down();
    talk.tell_staff_of_order(vec![Say::id("staff-legal-revoked").with("number", number)], Keyboard::None, false);
}

pub(super) fn video(talk: &mut Talk<'_>, letter: &Letter) {
    let Input::VideoNote { file, .. } = &letter.input else { return };
    if !matches!(talk.session.dialogue, Dialogue::Legal { .. }) {
        return super::unwanted(talk, "kind-video-note");
    }
    // Recorded before the digits were shown, whenever it arrives.
    let minutes = chrono::Duration::minutes(talk.scene.rules.code_minutes);
    let asked = talk.order().and_then(|order| match order.verification.state {
        VerificationState::Asked { until, .. } => Some(until - minutes),
        _ => None,
    });
    if asked.is_some_and(|asked| letter.at < asked - chrono::Duration::seconds(2)) {
        return talk.say(vec![Say::id("legal-old-video")]);
    }
    if letter.forwarded || file.form != FileForm::VideoNote {
        return talk.say(vec![Say::id("legal-forwarded")]);
    }
    match talk.act(By::LegalPerson(letter.from.id), Move::LegalVideo(file.clone())) {
        Ok(()) => {
            talk.session.ask(Dialogue::Idle);
            talk.say(vec![Say::id("legal-sent")]);
            sent(talk);
        }
        Err(Refusal::Expired) => {
            super::say_refusal(talk, &Refusal::Expired);
            ask_consent(talk);
        }
        Err(refusal) => super::say_refusal(talk, &refusal),
    }
}

/// Staff compare the video with the identity card and the digits.
fn show_to_staff(talk: &mut Talk<'_>) {
    let (Some(order), Some(group)) = (talk.order().cloned(), talk.scene.group) else { return };
    let VerificationState::Sent { video, digits, .. } = &order.verification.state else { return };
    let lang: Lang = talk.scene.group_lang;
    talk.effect(Effect::Copy {
        to: group.into(),
        order: order.number.clone(),
        file: video.clone(),
        words: Words::new(lang, Vec::new()),
        keyboard: Keyboard::None,
    });
    let lines = vec![
        Say::id("staff-verification")
            .with("number", order.number.to_string())
            .with("name", order.answers.text(Question::LegalName))
            .with("digits", digits.as_str())
            .with("identity", phrases::answer_masked(&order.answers, Question::LegalIdentity)),
    ];
    let keyboard = Keyboard::Inline(vec![vec![
        deed(Say::id("key-verified"), &order, Deed::Verified, 0, 0),
        deed(Say::id("key-not-verified"), &order, Deed::NotVerified, 0, 0),
    ]]);
    // The digits expire, and somebody stands before a camera.
    talk.tell_staff_of_order(lines, keyboard, true);
}
