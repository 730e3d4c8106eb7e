//! Choosing certificates: ticks, pages, a search, those in other orders, and those that are not on file.

use crate::memory::{GROUP, MemoryDesk};
use crate::rules::certificate;
use crate::walk::{ANNA, desk};
use certdesk::conversation::{Dialogue, Input};
use certdesk::domain::certificate::{ByHand, CertificateKind, CertificateState};
use certdesk::domain::ids::ChatId;
use certdesk::domain::order::StageKind;
use proptest::prelude::*;

/// Anna at the choice among this many certificates on file.
fn choosing(count: usize) -> MemoryDesk {
    let mut desk = desk();
    desk.certificates = (1..=count).map(|n| certificate(&format!("JX-{n:04}"), n % 2 == 1)).collect();
    desk.registers();
    desk.says(ANNA, "/apply");
    desk.taps(&["同意", "江西建工集团"]);
    desk
}

fn ticked(desk: &MemoryDesk) -> Vec<String> {
    match desk.dialogue(ANNA) {
        Dialogue::Certificates(choosing) => choosing.chosen,
        other => panic!("{other:?}"),
    }
}

#[test]
fn many_certificates_come_in_pages_and_ticks_outlive_them() {
    let mut desk = choosing(16);
    assert!(desk.sees(ANNA).contains("第 1 页，共 2 页") && desk.sees(ANNA).contains("查找"), "{}", desk.sees(ANNA));
    assert!(desk.last(ChatId(ANNA)).keys.len() <= 14, "a keyboard fits a small phone");
    desk.taps(&["JX-0003", "下一页"]);
    assert!(desk.sees(ANNA).contains("第 2 页"));
    // Exactly two pages: there is no third one.
    assert!(desk.last(ChatId(ANNA)).keys.iter().all(|(label, _)| !label.contains("下一页")));
    desk.taps(&["JX-0016", "上一页", "JX-0003", "JX-0001"]);
    assert_eq!(ticked(&desk), ["JX-0016", "JX-0001"]);
    desk.taps(&["选好了"]);
    let chosen: Vec<&str> = desk.newest().certificates.iter().map(|c| c.serial.as_str()).collect();
    assert_eq!(chosen, ["JX-0001", "JX-0016"]);
}

#[test]
fn a_part_of_the_serial_finds_a_certificate() {
    let mut desk = choosing(40);
    desk.says(ANNA, "jx-003");
    assert!(desk.sees(ANNA).contains("含“jx-003”的：10 张"), "{}", desk.sees(ANNA));
    desk.says(ANNA, "没有的");
    assert!(desk.saw(ChatId(ANNA), "没有含“没有的”的证书"));
    desk.says(ANNA, "0038");
    desk.taps(&["JX-0038", "显示全部证书", "选好了"]);
    assert_eq!(desk.newest().certificates.len(), 1);
}

#[test]
fn a_tick_is_for_the_certificate_that_was_shown_even_when_others_are_revoked_meanwhile() {
    let mut desk = choosing(3);
    desk.certificates[0].state = CertificateState::Revoked;
    desk.taps(&["JX-0002"]);
    assert_eq!(ticked(&desk), ["JX-0002"]);
    assert!(!desk.sees(ANNA).contains("JX-0001"), "{}", desk.sees(ANNA));
}

#[test]
fn a_certificate_in_an_open_order_is_not_offered_again() {
    let mut desk = choosing(2);
    desk.taps(&["JX-0001", "选好了", "遗失", "我明白"]);
    desk.answers();
    desk.taps(&["确认无误"]);
    let first = desk.number();
    desk.says(ANNA, "/apply");
    desk.taps(&["同意", "江西建工集团"]);
    assert!(
        desk.sees(ANNA).contains(&format!("JX-0001 已在订单 {} {}", &first[..4], &first[4..])),
        "{}",
        desk.sees(ANNA)
    );
    // Only one is left: it needs no tick.
    desk.taps(&["就补办这一张"]);
    assert_eq!(desk.newest().certificates[0].serial.as_str(), "JX-0002");
}

#[test]
fn a_certificate_that_is_not_on_file_is_described_and_flagged() {
    let mut desk = choosing(0);
    assert!(desk.sees(ANNA).contains("不在名单上"), "{}", desk.sees(ANNA));
    desk.taps(&["不在名单上"]);
    desk.says(ANNA, "单位证书");
    assert!(desk.saw(ChatId(ANNA), "请点消息下面的按钮"));
    desk.taps(&["法人证书"]);
    desk.says(ANNA, "X");
    assert!(desk.saw(ChatId(ANNA), "太短了"));
    desk.says(ANNA, "OLD-2019-77");
    desk.says(ANNA, "明年");
    assert!(desk.saw(ChatId(ANNA), "这不像日期"));
    desk.says(ANNA, "2026年12月31日");
    desk.taps(&["带电子印章"]);
    assert!(desk.sees(ANNA).contains("自行描述，待核实"), "{}", desk.sees(ANNA));
    // A second one of which little is known.
    desk.taps(&["不在名单上", "单位证书", "不知道序列号", "不清楚", "不带"]);
    assert!(desk.sees(ANNA).contains("序列号不详") && !desk.sees(ANNA).contains("HAND-"), "{}", desk.sees(ANNA));
    desk.taps(&["选好了（2）", "遗失", "我明白"]);
    desk.answers();
    desk.taps(&["确认无误"]);
    let by_hand: Vec<_> = desk.newest().certificates.iter().map(|c| (c.kind, c.by_hand, c.has_seal)).collect();
    assert_eq!(
        by_hand,
        [
            (CertificateKind::LegalPerson, Some(ByHand::WithSerial), true),
            (CertificateKind::Unit, Some(ByHand::WithoutSerial), false)
        ]
    );
    desk.verifies();
    desk.uploads();
    desk.taps(&["提交预审"]);
    assert_eq!(desk.stage(), StageKind::PreReview);
    assert_eq!(desk.sees(GROUP.0).matches("自行描述，请核实").count(), 2, "{}", desk.sees(GROUP.0));
}

#[test]
fn a_serial_that_is_on_file_after_all_is_ticked_there() {
    let mut desk = choosing(2);
    desk.certificates[1].state = CertificateState::Revoked;
    desk.taps(&["不在名单上", "单位证书"]);
    desk.says(ANNA, "jx-0002");
    assert!(desk.saw(ChatId(ANNA), "已经吊销"));
    desk.says(ANNA, "jx-0001");
    assert!(desk.saw(ChatId(ANNA), "就在名单上"));
    assert_eq!(ticked(&desk), ["JX-0001"]);
}

#[test]
fn describing_is_left_and_taken_back() {
    let mut desk = choosing(2);
    desk.taps(&["JX-0001", "不在名单上", "单位证书", "回到证书选择"]);
    assert_eq!(ticked(&desk), ["JX-0001"], "what was ticked before is ticked still");
    desk.taps(&["不在名单上", "单位证书", "不知道序列号", "不清楚", "不带", "序列号不详"]);
    assert!(matches!(desk.dialogue(ANNA), Dialogue::Certificates(c) if c.by_hand.is_empty()));
    desk.says(ANNA, "/language");
    desk.taps(&["English"]);
    assert!(desk.sees(ANNA).contains("valid certificate"), "{}", desk.sees(ANNA));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    /// Whatever is pressed and typed at the choice: never a panic, never a certificate that does not count, always a way on.
    #[test]
    fn any_presses_at_the_choice_leave_a_way_on(count in 0usize..20, steps in prop::collection::vec((0usize..40, any::<bool>()), 1..60)) {
        let mut desk = choosing(count);
        for (step, text) in steps {
            let chat = ChatId(ANNA);
            if text {
                desk.says(ANNA, ["jx", "9", "", "2027-01-01", "OLD-1234", "/language"][step % 6]);
            } else {
                let keys = desk.shown.iter().rev().find(|m| m.chat == chat && !m.keys.is_empty()).unwrap().clone();
                let (_, data) = keys.keys[step % keys.keys.len()].clone();
                let mut letter = desk.letter(ANNA, chat, Input::Pressed { query: "q".into(), data });
                letter.message = Some(keys.id);
                desk.arrive(&letter);
            }
            let order = desk.newest();
            let known = |serial: &str| desk.certificates.iter().any(|c| c.serial.as_str() == serial);
            prop_assert!(order.certificates.iter().all(|c| c.by_hand.is_some() || known(c.serial.as_str())));
            prop_assert!(desk.shown.iter().rev().any(|m| m.chat == chat && !m.keys.is_empty()));
        }
    }
}
