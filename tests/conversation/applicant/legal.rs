//! The legal person in the chat: only a live round video to the digits that are shown counts, three tries and then staff, the applicant
//! follows each step, and what was authorised for one printing of the forms is void with it.

use crate::memory::{GROUP, MemoryDesk, media};
use crate::walk::{ANNA, FANG, LIANG, WEI, desk};
use certdesk::conversation::Input;
use certdesk::domain::document::{FileForm, FileRef};
use certdesk::domain::ids::ChatId;
use certdesk::domain::order::{StageKind, VerificationState};
use chrono::Duration;

const CHAT: ChatId = ChatId(ANNA);
const HERS: ChatId = ChatId(LIANG);

/// The order is confirmed, its forms are out.
fn prepared() -> MemoryDesk {
    let mut desk = desk();
    desk.registers();
    desk.confirms();
    desk
}

/// What the newest link says after `/start`.
fn link(desk: &MemoryDesk) -> String {
    let link = desk.shown.iter().rev().find_map(|m| m.text.split("start=").nth(1)).unwrap();
    link.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '-').collect()
}

/// Liang opens the newest link and consents.
fn consents(desk: &mut MemoryDesk) {
    let start = format!("/start {}", link(desk));
    desk.says(LIANG, &start);
    desk.presses(LIANG, HERS, "我是本人");
}

fn note(unique: &str) -> Input {
    let file = FileRef { id: unique.into(), unique_id: unique.into(), name: None, size: 9, form: FileForm::VideoNote };
    Input::VideoNote { file, seconds: 5 }
}

fn records(desk: &mut MemoryDesk, unique: &str) {
    let letter = desk.letter(LIANG, HERS, note(unique));
    desk.arrive(&letter);
}

fn state(desk: &MemoryDesk) -> &VerificationState {
    &desk.newest().verification.state
}

#[test]
fn only_a_live_round_video_to_the_digits_counts() {
    let mut desk = prepared();
    consents(&mut desk);
    let VerificationState::Asked { digits, .. } = state(&desk).clone() else { panic!("{:?}", state(&desk)) };
    let shown: String = desk.sees(LIANG).chars().filter(char::is_ascii_digit).collect();
    assert!(shown.contains(&digits), "{}", desk.sees(LIANG));

    let mut forwarded = desk.letter(LIANG, HERS, note("forwarded"));
    forwarded.forwarded = true;
    let mut earlier = desk.letter(LIANG, HERS, note("earlier"));
    earlier.at = desk.now - Duration::minutes(1);
    for (letter, told) in [(forwarded, "转发的视频不能用"), (earlier, "这段视频是之前录的")] {
        desk.arrive(&letter);
        assert!(desk.sees(LIANG).contains(told), "{}", desk.sees(LIANG));
    }
    for input in [media(FileForm::Video), media(FileForm::Voice), Input::Text(digits.clone())] {
        let letter = desk.letter(LIANG, HERS, input);
        desk.arrive(&letter);
        assert!(desk.sees(LIANG).contains("圆形视频"), "{}", desk.sees(LIANG));
    }
    desk.sends(LIANG, "a photo");
    assert!(desk.sees(LIANG).contains("圆形视频"), "{}", desk.sees(LIANG));
    assert!(matches!(state(&desk), VerificationState::Asked { .. }), "none of it was a try");
    assert_eq!(desk.newest().verification.tries, 0);

    // Too late: the digits are worth nothing any more, and new ones are a tap away.
    desk.now += Duration::minutes(desk.rules.code_minutes) + Duration::seconds(1);
    records(&mut desk, "late");
    assert!(desk.saw(HERS, "数字已过期"), "{}", desk.sees(LIANG));
    desk.presses(LIANG, HERS, "我是本人");
    let VerificationState::Asked { digits: fresh, .. } = state(&desk).clone() else { panic!("{:?}", state(&desk)) };
    assert!(desk.sees(LIANG).chars().filter(char::is_ascii_digit).collect::<String>().contains(&fresh));
    records(&mut desk, "live");
    assert!(matches!(state(&desk), VerificationState::Sent { digits, .. } if *digits == fresh));
}

#[test]
fn three_tries_and_then_staff() {
    let mut desk = prepared();
    for (unique, reason) in [("one", "看不清面部"), ("two", "没有念数字"), ("three", "不是本人")] {
        consents(&mut desk);
        records(&mut desk, unique);
        desk.presses(WEI, GROUP, "不通过");
        desk.staff_says(WEI, reason);
        assert!(desk.saw(HERS, reason) && desk.saw(CHAT, reason), "both are told why: {reason}");
        assert!(matches!(state(&desk), VerificationState::Refused { .. }));
        let again = desk.last(HERS).keys.iter().any(|(label, _)| label.contains("重新核验"));
        assert_eq!(again, unique != "three", "no key that leads nowhere");
    }
    assert!(desk.saw(HERS, "几次机会都已用完") && desk.saw(GROUP, "法人核验几次机会都已用完"));
    consents(&mut desk);
    assert!(desk.sees(LIANG).contains("尝试次数已用完，请联系工作人员"), "{}", desk.sees(LIANG));
    records(&mut desk, "four");
    assert!(matches!(state(&desk), VerificationState::Opened { .. }), "no digits, no fourth video");
    // New forms are no new tries for the same person.
    desk.taps(&["修改信息", "收件人"]);
    desk.says(ANNA, "陈收件");
    desk.taps(&["确认无误"]);
    consents(&mut desk);
    assert!(desk.sees(LIANG).contains("尝试次数已用完"), "{}", desk.sees(LIANG));

    // Staff have spoken to them; whatever has changed since, one more try is one more try, once.
    desk.presses(FANG, GROUP, "再给一次核验机会");
    assert!(desk.toasts.last().unwrap().contains("审核人员"), "{:?}", desk.toasts);
    desk.presses(WEI, GROUP, "再给一次核验机会");
    assert!(desk.saw(CHAT, "工作人员又给了一次核验机会") && desk.saw(GROUP, "魏审 又给了一次法人核验机会"));
    desk.presses(LIANG, HERS, "重新核验");
    records(&mut desk, "three");
    assert!(desk.sees(LIANG).contains("之前"), "an old video stays old: {}", desk.sees(LIANG));
    records(&mut desk, "five");
    desk.presses(WEI, GROUP, "认证成功");
    assert!(desk.newest().verification.is_verified());
}

#[test]
fn the_applicant_follows_each_step_and_cannot_submit_before_the_last() {
    let mut desk = prepared();
    desk.uploads();
    let card = |desk: &MemoryDesk| desk.sees(ANNA).to_owned();
    assert!(!desk.last(CHAT).keys.iter().any(|(label, _)| label.contains("提交预审")), "{}", card(&desk));
    let start = format!("/start {}", link(&desk));
    desk.says(LIANG, &start);
    assert!(desk.saw(CHAT, "核验链接已由 Telegram 用户“Person 2”打开"));
    let asked = desk.sees(LIANG).to_owned();
    for said in ["江西样例建筑有限公司", "安经办", "梁法人", "JX-0001"] {
        assert!(asked.contains(said), "who asks, for what, in whose name: {asked}");
    }
    desk.presses(LIANG, HERS, "拒绝");
    assert!(desk.saw(CHAT, "法定代表人拒绝了授权"));
    consents(&mut desk);
    records(&mut desk, "live");
    assert!(desk.saw(CHAT, "法定代表人已提交核验视频"));
    assert_eq!(desk.stage(), StageKind::Preparing);
    desk.presses(WEI, GROUP, "认证成功");
    assert!(desk.saw(CHAT, "认证成功") && desk.saw(HERS, "认证成功"));
    desk.taps(&["提交预审"]);
    assert_eq!(desk.stage(), StageKind::PreReview);
}

#[test]
fn changed_details_and_a_deleted_order_void_the_link_and_what_it_proved() {
    let mut desk = prepared();
    desk.verifies();
    let old = link(&desk);
    desk.taps(&["修改信息", "法人姓名"]);
    desk.says(ANNA, "陈新任");
    desk.taps(&["确认无误"]);
    assert_eq!(state(&desk), &VerificationState::Waiting, "it is proved anew");
    assert_ne!(link(&desk), old);
    desk.says(LIANG, &format!("/start {old}"));
    assert!(desk.sees(LIANG).contains("这个核验链接已失效"), "{}", desk.sees(LIANG));
    consents(&mut desk);
    assert!(desk.saw(HERS, "需要法定代表人 <b>陈新任</b>"));
    records(&mut desk, "anew");
    desk.presses(WEI, GROUP, "认证成功");
    assert!(desk.newest().verification.is_verified());

    let current = link(&desk);
    desk.taps(&["删除订单", "确定删除"]);
    desk.says(LIANG, &format!("/start {current}"));
    assert!(!desk.sees(LIANG).contains("您已授权"), "{}", desk.sees(LIANG));
    let said = desk.sees(LIANG).to_owned();
    assert!(said.contains("已失效") || said.contains("办不了"), "{said}");
}
