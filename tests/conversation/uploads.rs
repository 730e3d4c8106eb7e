//! Sending documents, as people see it: what is asked about, explained, overruled, replaced, and what a card's two sides do.

use crate::dialogue::confirmed;
use crate::memory::MemoryDesk;
use crate::walk::ANNA;
use certdesk::conversation::Input;
use certdesk::domain::document::{DocumentKind, FileForm, FileRef};
use certdesk::domain::ids::ChatId;
use certdesk::domain::order::{CopyMarks, Finding, KeptBeside, Severity, SmallCopy, UploadState};

#[test]
fn a_bad_scan_is_explained_and_a_doubtful_one_can_be_insisted_on() {
    let mut desk = confirmed();
    let anna = ChatId(ANNA);
    desk.presses(ANNA, anna, "上传营业执照");
    desk.findings = vec![Finding { check: "empty".into(), severity: Severity::Refusal, figure: String::new() }];
    desk.sends(ANNA, "bad");
    assert!(desk.saw(anna, "不能用"));
    desk.presses(ANNA, anna, "上传营业执照");
    desk.findings = vec![Finding { check: "empty".into(), severity: Severity::Warning, figure: String::new() }];
    desk.sends(ANNA, "doubtful");
    desk.presses(ANNA, anna, "坚持使用");
    // A file without any code is asked about.
    desk.sends(ANNA, "unnamed");
    desk.presses(ANNA, anna, "经办人身份证");
    let order = desk.orders.values().last().unwrap();
    assert!(order.current_upload(DocumentKind::AgentIdentityCard).is_some());
    assert!(order.current_upload(DocumentKind::BusinessLicence).unwrap().insisted);
}

/// How the newest order's uploads stand.
fn uploads(desk: &MemoryDesk) -> Vec<UploadState> {
    desk.orders.values().last().unwrap().uploads.iter().map(|u| u.state.clone()).collect()
}

#[test]
fn a_good_document_is_replaced_only_when_the_applicant_says_so_and_each_version_is_kept() {
    let mut desk = confirmed();
    for name in ["licence-1", "licence-2", "licence-3"] {
        desk.read = Some(DocumentKind::BusinessLicence);
        desk.sends(ANNA, name);
        if name == "licence-2" {
            assert!(desk.saw(ChatId(ANNA), "营业执照已经有一份合格的了"), "{:#?}", desk.shown);
            desk.presses(ANNA, ChatId(ANNA), "保留原来的");
            assert_eq!(uploads(&desk), [UploadState::Ready, UploadState::Replaced]);
        }
    }
    desk.presses(ANNA, ChatId(ANNA), "用新的替换");
    assert_eq!(uploads(&desk), [UploadState::Replaced, UploadState::Replaced, UploadState::Ready]);
    assert!(desk.saw(ChatId(ANNA), "原来的仍存档"));
}

#[test]
fn a_card_has_two_sides_and_a_third_picture_asks() {
    let mut desk = confirmed();
    for name in ["front", "back", "front-again"] {
        desk.read = Some(DocumentKind::AgentIdentityCard);
        desk.sends(ANNA, name);
    }
    assert_eq!(uploads(&desk), [UploadState::Ready, UploadState::Ready, UploadState::Spare]);
    let order = desk.orders.values().last().unwrap();
    assert_eq!(order.current_uploads(DocumentKind::AgentIdentityCard).len(), 2);
}

#[test]
fn an_album_is_acknowledged_once_and_closed_by_its_key() {
    let mut desk = confirmed();
    let before = desk.shown.len();
    for (name, document) in [("a", Some(DocumentKind::BusinessLicence)), ("b", None)] {
        desk.read = document;
        let file = FileRef { id: name.into(), unique_id: name.into(), name: None, size: 9, form: FileForm::Document };
        let mut letter = desk.letter(ANNA, ChatId(ANNA), Input::File { file, caption: None });
        letter.album = Some("77".into());
        desk.arrive(&letter);
    }
    let said = desk.shown[before..].iter().filter(|m| m.text.contains("收到一组图片")).count();
    assert_eq!(said, 1);
    desk.presses(ANNA, ChatId(ANNA), "发完了");
    assert!(desk.saw(ChatId(ANNA), "有 1 张要请您告诉我是哪种材料") && desk.saw(ChatId(ANNA), "还缺：法人授权委托书"));
}

#[test]
fn the_verdict_is_a_picture_with_its_legend_and_says_what_was_made_smaller() {
    let mut desk = confirmed();
    desk.read = Some(DocumentKind::BusinessLicence);
    desk.findings = vec![Finding { check: "blurred".into(), severity: Severity::Warning, figure: "4.9".into() }];
    let copy = SmallCopy { digest: "c".into(), bytes: 934_000, from: 6_210_000, ..SmallCopy::default() };
    desk.made = Some(KeptBeside { copy: Some(copy), picture: Some("p".into()), ..KeptBeside::default() });
    desk.sends(ANNA, "large");
    let verdict = desk.shown.iter().rev().find(|m| m.text.contains("蓝框是纸边")).unwrap();
    assert!(
        verdict.text.contains("画面模糊") && verdict.text.contains("文件有 6.3 MB，已替您压缩成 1.0 MB 的副本"),
        "{}",
        verdict.text
    );
    assert!(verdict.keys.iter().any(|(label, _)| label.contains("坚持使用这份")));
}

#[test]
fn no_more_is_said_of_a_copy_than_was_looked_at() {
    let large = SmallCopy { digest: "c".into(), bytes: 934_000, from: 6_210_000, ..SmallCopy::default() };
    let small = SmallCopy { from: 700_000, turned: true, ..large.clone() };
    let told = |copy: SmallCopy| {
        let mut desk = confirmed();
        desk.read = Some(DocumentKind::BusinessLicence);
        desk.made = Some(KeptBeside { copy: Some(copy), ..KeptBeside::default() });
        desk.sends(ANNA, "licence");
        desk.shown.iter().rev().find(|m| m.text.contains("检查通过。")).unwrap().text.clone()
    };
    let of = |marks| told(SmallCopy { marks, ..large.clone() });
    assert!(!of(CopyMarks::None).contains("副本已核对"), "{}", of(CopyMarks::None));
    let codes = of(CopyMarks::Codes);
    assert!(codes.contains("二维码仍能读出") && !codes.contains("印章"), "{codes}");
    let seals = of(CopyMarks::Seals);
    assert!(seals.contains("仍是红色") && !seals.contains("二维码"), "{seals}");
    assert!(of(CopyMarks::Both).contains("二维码仍能读出，印章仍是红色"));
    let lost = of(CopyMarks::Lost);
    assert!(lost.contains("以原件为准") && !lost.contains("仍"), "{lost}");
    let turned = told(small);
    assert!(turned.contains("已替您转正") && !turned.contains("压缩"), "{turned}");
}

#[test]
fn the_same_picture_for_two_documents_is_noticed() {
    let mut desk = confirmed();
    for (name, document) in [("one", DocumentKind::BusinessLicence), ("other", DocumentKind::AgentIdentityCard)] {
        desk.read = Some(document);
        // nine of 256 bits differ: encoded anew
        let likeness = if name == "one" { [7, 7, 7, 7] } else { [7, 7, 7, 7 ^ 0x1ff] };
        desk.made = Some(KeptBeside { likeness: Some(likeness), ..KeptBeside::default() });
        desk.sends(ANNA, name);
    }
    assert!(desk.saw(ChatId(ANNA), "这张图和另一份材料是同一张"));
    assert_eq!(uploads(&desk), [UploadState::Ready, UploadState::Doubtful]);
}

#[test]
fn what_a_button_names_is_looked_at_as_that_document() {
    let mut desk = confirmed();
    desk.sends(ANNA, "unnamed");
    assert_eq!(uploads(&desk), [UploadState::Unnamed]);
    // Nobody asked for a seal while nobody knew that it is a card.
    desk.findings = vec![Finding { check: "no-seal".into(), severity: Severity::Warning, figure: String::new() }];
    desk.presses(ANNA, ChatId(ANNA), "经办人身份证");
    assert!(desk.saw(ChatId(ANNA), "按经办人身份证核对") && desk.saw(ChatId(ANNA), "没有找到红色的公章"));
    assert_eq!(uploads(&desk), [UploadState::Doubtful]);
}

#[test]
fn each_answer_shows_the_picture_that_it_is_about() {
    let mut desk = confirmed();
    for (read, name) in [
        (None, "which"),
        (Some(DocumentKind::BusinessLicence), "licence"),
        (Some(DocumentKind::BusinessLicence), "spare"),
    ] {
        desk.read = read;
        desk.made = Some(KeptBeside { picture: Some(name.into()), ..KeptBeside::default() });
        desk.sends(ANNA, name);
        assert_eq!(desk.pictures.last().map(String::as_str), Some(name));
    }
    assert!(!desk.saw(ChatId(ANNA), "蓝框是纸边"), "what is in order needs no explaining");
}

#[test]
fn the_same_side_of_a_card_once_more_is_not_its_other_side() {
    let mut desk = confirmed();
    let (front, again, back) = ([7, 7, 7, 7], [7, 7, 7, 6], [u64::MAX; 4]);
    for (name, likeness) in [("front", front), ("front-again", again), ("back", back)] {
        desk.read = Some(DocumentKind::AgentIdentityCard);
        desk.made = Some(KeptBeside { likeness: Some(likeness), ..KeptBeside::default() });
        desk.sends(ANNA, name);
        if name == "front-again" {
            assert_eq!(uploads(&desk), [UploadState::Replaced, UploadState::Ready]);
        }
    }
    assert_eq!(uploads(&desk), [UploadState::Replaced, UploadState::Ready, UploadState::Ready]);
    // A third takes the place of the one that it looks like, and the other side stays.
    desk.read = Some(DocumentKind::AgentIdentityCard);
    desk.made = Some(KeptBeside { likeness: Some([u64::MAX, u64::MAX, u64::MAX, 0xffff]), ..KeptBeside::default() });
    desk.sends(ANNA, "back-better");
    desk.presses(ANNA, ChatId(ANNA), "用新的替换");
    let states = [UploadState::Replaced, UploadState::Ready, UploadState::Replaced, UploadState::Ready];
    assert_eq!(uploads(&desk), states);
}
