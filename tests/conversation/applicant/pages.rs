//! A form of several pages: each is sent by itself, in any order; the form is there when all of them are, and a page takes the place of
//! that page only.

use crate::memory::{GROUP, MemoryDesk};
use crate::walk::{ANNA, WEI, desk};
use certdesk::domain::document::DocumentKind;
use certdesk::domain::ids::ChatId;
use certdesk::domain::order::{FormPage, KeptBeside, StageKind, UploadState};

const FORM: DocumentKind = DocumentKind::ApplicationForm;

/// Anna sends this page of a form of two.
fn sends_page(desk: &mut MemoryDesk, number: u8, name: &str) {
    desk.read = Some(FORM);
    desk.made = Some(KeptBeside { page: Some(FormPage { number, of: 2 }), ..KeptBeside::default() });
    desk.sends(ANNA, name);
    desk.made = None;
}

/// Everything is there but the form.
fn prepared() -> MemoryDesk {
    let mut desk = desk();
    desk.registers();
    desk.confirms();
    desk.verifies();
    for document in DocumentKind::ALL.into_iter().filter(|document| *document != FORM) {
        desk.read = Some(document);
        desk.sends(ANNA, &format!("scan-{}", document.number()));
    }
    desk
}

fn pages(desk: &MemoryDesk) -> Vec<(u8, UploadState)> {
    let current = desk.newest().current_uploads(FORM);
    current.into_iter().map(|upload| (upload.page.unwrap().number, upload.state.clone())).collect()
}

fn may_submit(desk: &MemoryDesk) -> bool {
    desk.last(ChatId(ANNA)).keys.iter().any(|(label, _)| label.contains("提交预审"))
}

#[test]
fn a_form_is_there_when_all_its_pages_are() {
    let mut desk = prepared();
    sends_page(&mut desk, 2, "b");
    assert!(desk.saw(ChatId(ANNA), "这是第 2 页，共 2 页"));
    desk.says(ANNA, "/status");
    assert!(desk.sees(ANNA).contains("数字证书用户申请表：还缺第 1 页"), "{}", desk.sees(ANNA));
    assert!(!may_submit(&desk), "{}", desk.sees(ANNA));
    sends_page(&mut desk, 1, "a");
    desk.says(ANNA, "/status");
    assert!(desk.sees(ANNA).contains("数字证书用户申请表：检查通过") && may_submit(&desk), "{}", desk.sees(ANNA));
    assert_eq!(pages(&desk), [(2, UploadState::Ready), (1, UploadState::Ready)]);
    // The same page again asks; its neighbour stays whatever is answered.
    sends_page(&mut desk, 1, "a again");
    desk.taps(&["用新的替换"]);
    assert_eq!(pages(&desk), [(2, UploadState::Ready), (1, UploadState::Ready)]);
    assert_eq!(desk.newest().current_uploads(FORM)[1].file.unique_id, "a again");
    desk.taps(&["提交预审"]);
    assert_eq!(desk.stage(), StageKind::PreReview);
    let number = desk.number();
    desk.staff_says(WEI, &format!("/look {number}"));
    assert!(desk.saw(GROUP, "第 1 页，共 2 页") && desk.saw(GROUP, "第 2 页，共 2 页"));
}

#[test]
fn a_returned_form_is_open_until_each_page_came_anew() {
    let mut desk = prepared();
    sends_page(&mut desk, 1, "a");
    sends_page(&mut desk, 2, "b");
    desk.taps(&["提交预审"]);
    let number = desk.number();
    desk.staff_says(WEI, &format!("/return {number} 1 blurred"));
    assert_eq!(desk.stage(), StageKind::Correcting);
    sends_page(&mut desk, 1, "a2");
    desk.says(ANNA, "/status");
    assert!(!may_submit(&desk) && desk.sees(ANNA).contains("退回"), "{}", desk.sees(ANNA));
    sends_page(&mut desk, 2, "b2");
    desk.says(ANNA, "/status");
    assert!(may_submit(&desk), "{}", desk.sees(ANNA));
    assert_eq!(pages(&desk), [(1, UploadState::Ready), (2, UploadState::Ready)]);
}
