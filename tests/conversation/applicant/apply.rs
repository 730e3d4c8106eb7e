//! Opening an order: the agreement on record, the ground in one's own words, the bill, the warning.

use crate::memory::{GROUP, MemoryDesk};
use crate::walk::{ANNA, WEI, desk};
use certdesk::conversation::Dialogue;
use certdesk::domain::ids::ChatId;
use certdesk::domain::money::Fen;
use certdesk::domain::order::{Ground, StageKind};

fn registered() -> MemoryDesk {
    let mut desk = desk();
    desk.registers();
    desk
}

#[test]
fn consent_is_on_record_with_its_version_and_time() {
    let mut desk = registered();
    desk.says(ANNA, "/apply");
    desk.taps(&["同意"]);
    let consent = desk.newest().consent.clone().unwrap();
    assert_eq!((consent.version.as_str(), consent.by.0), ("2026-01", ANNA));
    assert!(desk.saw(ChatId(ANNA), "同意协议版本 2026-01"));
}

#[test]
fn another_version_of_the_agreement_is_asked_about_again_before_the_forms_are_printed() {
    let mut desk = registered();
    desk.says(ANNA, "/apply");
    desk.taps(&["同意", "江西建工集团", "JX-0001", "选好了", "遗失", "我明白"]);
    desk.answers();
    assert_eq!(desk.dialogue(ANNA), Dialogue::Summary);
    desk.rules.agreement_version = "2026-02".to_owned();
    desk.taps(&["确认无误"]);
    assert_eq!(desk.dialogue(ANNA), Dialogue::Agreement, "{}", desk.sees(ANNA));
    desk.taps(&["同意"]);
    // Nothing else is asked again.
    assert_eq!(desk.dialogue(ANNA), Dialogue::Summary);
    desk.taps(&["确认无误"]);
    assert_eq!(desk.stage(), StageKind::Preparing);
    assert_eq!(desk.newest().consent.as_ref().unwrap().version, "2026-02");
}

#[test]
fn another_ground_is_given_in_ones_own_words() {
    let mut desk = registered();
    desk.says(ANNA, "/apply");
    desk.taps(&["同意", "江西建工集团", "JX-0001", "选好了", "其他"]);
    assert_eq!(desk.dialogue(ANNA), Dialogue::GroundNote);
    desk.says(ANNA, "😀");
    assert!(desk.sees(ANNA).contains("不能有"), "{}", desk.sees(ANNA));
    desk.says(ANNA, &"长".repeat(501));
    assert!(desk.sees(ANNA).contains("太长"));
    desk.says(ANNA, "介质被门夹断 <b>了</b>");
    assert_eq!(desk.dialogue(ANNA), Dialogue::Warning);
    desk.taps(&["我明白"]);
    desk.answers();
    assert!(desk.sees(ANNA).contains("其他：介质被门夹断 &lt;b&gt;了"), "{}", desk.sees(ANNA));
    desk.taps(&["确认无误"]);
    desk.verifies();
    desk.uploads();
    desk.taps(&["提交预审"]);
    assert!(desk.sees(GROUP.0).contains("介质被门夹断"), "{}", desk.sees(GROUP.0));
}

#[test]
fn a_ground_can_be_changed_before_it_is_explained() {
    let mut desk = registered();
    desk.says(ANNA, "/apply");
    desk.taps(&["同意", "江西建工集团", "JX-0001", "选好了", "其他", "选择其他原因", "损坏"]);
    assert_eq!(desk.dialogue(ANNA), Dialogue::Warning);
    assert_eq!((desk.newest().ground, desk.newest().ground_note.clone()), (Some(Ground::Damaged), None));
}

#[test]
fn the_bill_is_itemised_before_anything_is_revoked() {
    let mut desk = registered();
    desk.rules.projects[0].certificate_fee = Fen(2_000);
    desk.rules.projects[0].order_fee = Fen(1_550);
    desk.says(ANNA, "/apply");
    desk.taps(&["同意", "江西建工集团", "全选", "选好了", "遗失"]);
    let shown = desk.sees(ANNA).to_owned();
    for item in ["证书 2 张 × 20.00 元", "印章 1 枚 × 130.00 元", "项目服务费 15.50 元", "185.50 元", "永远不能恢复"]
    {
        assert!(shown.contains(item), "{item}: {shown}");
    }
    assert_eq!(desk.newest().warned_at, None);
    // Other certificates are another warning.
    desk.taps(&["重新选择证书", "JX-0001", "选好了"]);
    assert!(desk.sees(ANNA).contains("合计 <b>35.50 元"), "{}", desk.sees(ANNA));
    desk.taps(&["我明白"]);
    assert!(desk.newest().warned_at.is_some());
}

#[test]
fn where_nothing_is_due_nobody_waits_for_money() {
    let mut desk = registered();
    desk.says(ANNA, "/apply");
    desk.taps(&["同意", "江西建工集团", "JX-0002", "选好了", "遗失", "我明白"]);
    desk.answers();
    desk.taps(&["确认无误"]);
    desk.comes_to_payment();
    assert_eq!(desk.stage(), StageKind::AwaitingPaper);
    assert!(desk.saw(ChatId(ANNA), "无需付款"));
}

#[test]
fn an_order_that_was_left_is_gone_on_with_where_it_stopped() {
    let mut desk = registered();
    desk.says(ANNA, "/apply");
    desk.taps(&["同意", "江西建工集团"]);
    let number = desk.number();
    desk.says(ANNA, "/cancel");
    desk.says(ANNA, "/orders");
    desk.presses(ANNA, ChatId(ANNA), &format!("{} {}", &number[..4], &number[4..]));
    assert!(matches!(desk.dialogue(ANNA), Dialogue::Certificates(_)), "{}", desk.sees(ANNA));
    assert!(desk.sees(ANNA).contains("2 张有效证书"), "{}", desk.sees(ANNA));
    desk.says(ANNA, "/apply");
    assert!(matches!(desk.dialogue(ANNA), Dialogue::Certificates(_)));
    assert_eq!(desk.orders.len(), 1, "no second number for an untouched order");
}

#[test]
fn whoever_disagrees_is_told_the_way_back() {
    let mut desk = registered();
    desk.says(ANNA, "/language");
    desk.taps(&["English"]);
    desk.says(ANNA, "/apply");
    desk.taps(&["I do not"]);
    assert!(desk.sees(ANNA).contains("/apply"));
    assert!(desk.newest().consent.is_none());
    desk.staff_says(WEI, "/queue");
    assert!(desk.sees(GROUP.0).contains("没有待办"));
}

#[test]
fn the_only_project_is_taken_and_named() {
    let mut desk = registered();
    desk.rules.projects.truncate(1);
    desk.says(ANNA, "/apply");
    desk.taps(&["同意"]);
    assert!(desk.saw(ChatId(ANNA), "项目：江西建工集团") && !desk.saw(ChatId(ANNA), "请选择项目"));
    assert!(matches!(desk.dialogue(ANNA), Dialogue::Certificates(_)), "{}", desk.sees(ANNA));
    assert_eq!(desk.newest().project.as_deref(), Some("jxjg"));
}
