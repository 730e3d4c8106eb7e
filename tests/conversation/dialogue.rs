//! The dialogue alone, in memory: whole orders and the stupid things people do, without a network or a database.

use crate::memory::{GROUP, MemoryDesk, media};
use crate::rules::{USCC, certificate, rules, start};
use crate::walk::{ANNA, FANG, LIANG, MO, WEI};
use certdesk::conversation::{Dialogue, Input, OtherKind};
use certdesk::domain::document::{DocumentKind, FileForm, FileRef};
use certdesk::domain::ids::{ChatId, UserId};
use certdesk::domain::order::StageKind;
use certdesk::domain::staff::{Member, Role};

fn desk() -> MemoryDesk {
    let mut desk = MemoryDesk::new(rules(), start());
    desk.certificates = vec![certificate("JX-0001", true), certificate("JX-0002", false)];
    let member = |id, name: &str, role| Member { id: UserId(id), name: name.into(), roles: vec![role] };
    desk.staff =
        vec![member(WEI, "魏审", Role::Reviewer), member(FANG, "方财", Role::Finance), member(MO, "莫制", Role::Maker)];
    desk
}

/// From `/apply` to the summary, typing everything.
fn fill_in(desk: &mut MemoryDesk) {
    desk.says(ANNA, "/apply");
    desk.taps(&["同意", "江西建工集团", "JX-0001", "选好了", "遗失", "我明白"]);
    desk.answers();
}

/// A desk with an order whose summary is on the screen.
fn filled_in() -> MemoryDesk {
    let mut desk = desk();
    desk.registers();
    fill_in(&mut desk);
    desk
}

/// A desk with an order whose forms are printed.
pub(crate) fn confirmed() -> MemoryDesk {
    let mut desk = filled_in();
    desk.presses(ANNA, ChatId(ANNA), "确认无误");
    desk
}

/// From the confirmed summary to the pre-review.
fn submit(desk: &mut MemoryDesk) {
    desk.verifies();
    desk.uploads();
    desk.presses(ANNA, ChatId(ANNA), "提交预审");
    assert_eq!(stage(desk), StageKind::PreReview, "{}", desk.last(ChatId(ANNA)).text);
}

fn stage(desk: &MemoryDesk) -> StageKind {
    desk.orders.values().last().unwrap().stage.kind()
}

fn number(desk: &MemoryDesk) -> String {
    desk.orders.keys().last().unwrap().as_str().to_owned()
}

#[test]
fn the_whole_line_by_buttons() {
    let mut desk = desk();
    let anna = ChatId(ANNA);
    desk.registers();
    assert!(desk.saw(anna, "注册成功"));
    fill_in(&mut desk);
    assert_eq!(desk.dialogue(ANNA), Dialogue::Summary, "{}", desk.last(anna).text);
    desk.presses(ANNA, anna, "确认无误");
    submit(&mut desk);
    assert!(desk.saw(ChatId(LIANG), "认证成功"));
    desk.presses(WEI, GROUP, "受理");
    desk.presses(WEI, GROUP, "预审通过");
    assert_eq!(stage(&desk), StageKind::AwaitingPayment);
    desk.presses(FANG, GROUP, "已收款 130.00 元");
    desk.presses(ANNA, anna, "填写快递单号");
    desk.says(ANNA, "SF1234567890123");
    desk.presses(WEI, GROUP, "纸质通过");
    desk.presses(MO, GROUP, "已制证");
    desk.staff_says(MO, "JX-9001");
    desk.presses(MO, GROUP, "已寄出");
    desk.staff_says(MO, "SF1234567890124");
    desk.presses(MO, GROUP, "已签收");
    assert_eq!(stage(&desk), StageKind::Delivered, "{}", desk.last(GROUP).text);
    desk.staff_says(FANG, &format!("/invoice {} 26362000000012345678", number(&desk)));
    assert!(desk.saw(anna, "26362000000012345678"));
    for told in ["预审通过", "已确认收款", "纸质资料审核通过", "制作完成", "已寄出", "已签收"]
    {
        assert!(desk.saw(anna, told), "Anna was not told: {told}");
    }
    // The sealed certificate is revoked, the other one is not.
    let revoked: Vec<bool> =
        desk.certificates.iter().map(|c| c.state == certdesk::domain::certificate::CertificateState::Revoked).collect();
    assert_eq!(revoked, [true, false]);
}

#[test]
fn the_whole_line_by_commands() {
    let mut desk = confirmed();
    submit(&mut desk);
    let n = number(&desk);
    desk.staff_says(WEI, &format!("/return {n} 2 blurred 请重扫"));
    assert_eq!(stage(&desk), StageKind::Correcting);
    assert!(desk.last(ChatId(ANNA)).text.contains("扫描件不清晰"), "{}", desk.last(ChatId(ANNA)).text);
    desk.read = Some(DocumentKind::BusinessLicence);
    desk.sends(ANNA, "scan-2b");
    desk.presses(ANNA, ChatId(ANNA), "提交预审");
    for (who, command, wanted) in [
        (WEI, format!("/approve {n}"), StageKind::AwaitingPayment),
        (FANG, format!("/paid {n} 130 回单9"), StageKind::AwaitingPaper),
    ] {
        desk.staff_says(who, &command);
        assert_eq!(stage(&desk), wanted, "{command}: {}", desk.last(GROUP).text);
    }
    desk.presses(ANNA, ChatId(ANNA), "填写快递单号");
    desk.says(ANNA, "sf 1234 5678 90123");
    desk.staff_says(WEI, &format!("/paper {n} 1,4 请补盖公章"));
    assert_eq!(stage(&desk), StageKind::AwaitingPaper, "{}", desk.last(GROUP).text);
    desk.presses(ANNA, ChatId(ANNA), "填写快递单号");
    desk.says(ANNA, "SF1234567890125");
    for (who, command, wanted) in [
        (WEI, format!("/paper {n} ok"), StageKind::Making),
        (MO, format!("/made {n} JX-9001"), StageKind::Made),
        (MO, format!("/ship {n} SF1234567890124"), StageKind::Shipped),
        (MO, format!("/delivered {n}"), StageKind::Delivered),
    ] {
        desk.staff_says(who, &command);
        assert_eq!(stage(&desk), wanted, "{command}: {}", desk.last(GROUP).text);
    }
    desk.staff_says(WEI, &format!("/status {n}"));
    desk.says(ANNA, &format!("/status {n}"));
    assert!(desk.saw(ChatId(ANNA), "证书签收"));
}

#[test]
fn wrong_answers_are_explained_and_asked_again() {
    let mut desk = desk();
    let anna = ChatId(ANNA);
    desk.says(ANNA, "/start");
    desk.presses(ANNA, anna, "注册");
    desk.says(ANNA, &"名".repeat(4096));
    assert!(desk.last(anna).text.contains("太长了"));
    desk.says(ANNA, "公司😀");
    assert!(desk.last(anna).text.contains("😀"));
    desk.says(ANNA, "江西样例建筑有限公司");
    desk.says(ANNA, "9135");
    assert!(desk.last(anna).text.contains("18 位"));
    desk.says(ANNA, "９１３５０１００Ｍ０００１００Ｙ４３");
    assert!(matches!(desk.dialogue(ANNA), Dialogue::RegisterMobile { .. }));
    desk.says(ANNA, "010-62345678");
    assert!(desk.last(anna).text.contains("手机号"));
    desk.says(ANNA, "１３８００１３８０００");
    desk.says(ANNA, "12345678");
    assert!(desk.last(anna).text.contains("密码"));
    desk.says(ANNA, "Buban-2026");
    assert!(desk.saw(anna, "注册成功"));
    assert_eq!(desk.accounts.len(), 1);
}

#[test]
fn a_flawed_code_needs_a_second_word() {
    let mut desk = desk();
    let anna = ChatId(ANNA);
    desk.says(ANNA, "/start");
    desk.presses(ANNA, anna, "注册");
    desk.says(ANNA, "厦门样例有限公司");
    desk.says(ANNA, "91350211M0000XUF46");
    desk.presses(ANNA, anna, "坚持使用");
    desk.says(ANNA, "13800138000");
    desk.says(ANNA, "Buban-2026");
    assert!(desk.accounts[0].uscc.is_flawed());
}

#[test]
fn two_accounts_for_one_code_cannot_be() {
    let mut desk = desk();
    desk.registers();
    desk.says(9, "/start");
    desk.presses(9, ChatId(9), "注册");
    desk.says(9, "另一家公司");
    desk.says(9, USCC);
    assert!(desk.last(ChatId(9)).text.contains("已经注册过"));
    desk.presses(9, ChatId(9), "登录");
    desk.says(9, USCC);
    desk.says(9, "Wrong-pass-1");
    assert!(desk.last(ChatId(9)).text.contains("不对"));
    desk.says(9, "Buban-2026");
    assert!(desk.saw(ChatId(9), "登录成功"));
    assert!(desk.saw(ChatId(ANNA), "另一个 Telegram 账号"));
}

#[test]
fn the_stupid_things_lose_nothing() {
    let mut desk = desk();
    let anna = ChatId(ANNA);
    desk.registers();
    desk.says(ANNA, "/apply");
    let agree = desk.last(anna).keys[0].1.clone();
    desk.presses(ANNA, anna, "同意");
    // The same button twice: the second press is of an old question.
    let again = desk.letter(ANNA, anna, Input::Pressed { query: "q".into(), data: agree });
    desk.arrive(&again);
    assert!(desk.toasts.last().unwrap().contains("之前的问题"));
    assert_eq!(desk.dialogue(ANNA), Dialogue::Project);
    for label in ["江西建工集团", "JX-0001", "选好了", "遗失", "我明白"] {
        desk.presses(ANNA, anna, label);
    }
    let asked = desk.dialogue(ANNA);
    for input in [
        media(FileForm::Sticker),
        media(FileForm::Voice),
        media(FileForm::VideoNote),
        Input::Other(OtherKind::Location),
        Input::Edited { text: Some("x".into()) },
        Input::Pressed { query: "q".into(), data: "rubbish".into() },
    ] {
        let letter = desk.letter(ANNA, anna, input);
        desk.arrive(&letter);
        assert_eq!(desk.dialogue(ANNA), asked);
    }
    desk.sends(ANNA, "photo-too-early");
    assert_eq!(desk.dialogue(ANNA), asked);
    desk.says(ANNA, "/help");
    desk.says(ANNA, "/orders");
    assert_eq!(desk.dialogue(ANNA), asked, "commands in the middle of the form keep the question");
    let mut forwarded = desk.letter(ANNA, anna, Input::Text("江西省南昌市一号路".into()));
    forwarded.forwarded = true;
    desk.arrive(&forwarded);
    assert_eq!(desk.dialogue(ANNA), asked);
    desk.says(ANNA, "江西省南昌市一号路");
    // Sent twice by a nervous finger within the same second: the second one is no answer to the next question.
    desk.now -= chrono::Duration::seconds(20);
    desk.says(ANNA, "江西省南昌市一号路");
    assert!(desk.saw(anna, "第二条没有采用"));
}

#[test]
fn someone_elses_order_is_shown_for_the_right_digits_only() {
    let mut desk = confirmed();
    let n = number(&desk);
    desk.says(9, &format!("/status {n}"));
    let asked = desk.last(ChatId(9)).text.clone();
    desk.says(9, "0000");
    let wrong = desk.last(ChatId(9)).text.clone();
    desk.says(9, &format!("/status {n}"));
    desk.says(9, "9000");
    assert!(desk.last(ChatId(9)).text.contains("准备材料"));
    // A number that nobody has is answered in the very same words.
    let nobody = certdesk::domain::order_number::OrderNumber::make(2026, 777);
    desk.says(9, &format!("/status {}", nobody.as_str()));
    assert_eq!(desk.last(ChatId(9)).text, asked);
    desk.says(9, "9000");
    assert_eq!(desk.last(ChatId(9)).text, wrong);
}

#[test]
fn rights_are_checked_at_every_tap() {
    let mut desk = confirmed();
    submit(&mut desk);
    desk.presses(FANG, GROUP, "预审通过");
    assert!(desk.toasts.last().unwrap().contains("审核人员"));
    desk.presses(77, GROUP, "预审通过");
    assert!(desk.toasts.last().unwrap().contains("名册"));
    assert_eq!(stage(&desk), StageKind::PreReview);
    // A decision is made on what was seen: the card of before the applicant's change decides nothing; a claim is no change.
    let card = |desk: &MemoryDesk| {
        desk.shown
            .iter()
            .rev()
            .find(|m| m.chat == GROUP && m.keys.iter().any(|(l, _)| l == "预审通过"))
            .unwrap()
            .clone()
    };
    let old = card(&desk);
    desk.presses(WEI, GROUP, "退回补正");
    desk.presses(WEI, GROUP, "营业执照");
    desk.presses(WEI, GROUP, "扫描件不清晰");
    desk.presses(WEI, GROUP, "← 上一步");
    desk.presses(WEI, GROUP, "退回");
    assert_eq!(stage(&desk), StageKind::Correcting);
    desk.read = Some(DocumentKind::BusinessLicence);
    desk.sends(ANNA, "scan-2b");
    desk.presses(ANNA, ChatId(ANNA), "提交预审");
    let data = old.keys.iter().find(|(label, _)| label == "预审通过").unwrap().1.clone();
    let stale = desk.letter(WEI, GROUP, Input::Pressed { query: "q".into(), data });
    desk.arrive(&stale);
    assert!(desk.toasts.last().unwrap().contains("有变化"));
    assert_eq!(stage(&desk), StageKind::PreReview);
    desk.presses(WEI, GROUP, "受理");
    desk.presses(WEI, GROUP, "预审通过");
    assert_eq!(stage(&desk), StageKind::AwaitingPayment);
}

#[test]
fn english_works_in_the_middle_of_the_form() {
    let mut desk = desk();
    let anna = ChatId(ANNA);
    desk.registers();
    desk.says(ANNA, "/apply");
    desk.says(ANNA, "/language");
    desk.presses(ANNA, anna, "English");
    desk.presses(ANNA, anna, "I agree");
    assert!(desk.last(anna).text.contains("choose the project"));
}

#[test]
fn deleting_voids_and_is_confirmed() {
    let mut desk = confirmed();
    let anna = ChatId(ANNA);
    desk.presses(ANNA, anna, "删除订单");
    assert_eq!(stage(&desk), StageKind::Preparing);
    desk.presses(ANNA, anna, "确定删除");
    assert_eq!(stage(&desk), StageKind::Withdrawn);
    assert!(desk.saw(anna, "已作废"));
}

#[test]
fn a_second_order_needs_few_inputs() {
    let mut desk = confirmed();
    let anna = ChatId(ANNA);
    desk.says(ANNA, "/apply");
    for label in ["同意", "江西建工集团", "JX-0002", "选好了", "损坏", "我明白", "全部沿用", "确认无误"]
    {
        desk.presses(ANNA, anna, label);
    }
    assert_eq!(desk.orders.len(), 2);
    assert_eq!(stage(&desk), StageKind::Preparing);
}

/// From the confirmed summary to the making of the certificate.
fn to_making(desk: &mut MemoryDesk) -> String {
    desk.presses(ANNA, ChatId(ANNA), "确认无误");
    submit(desk);
    let n = number(desk);
    desk.staff_says(WEI, &format!("/approve {n}"));
    desk.staff_says(FANG, &format!("/paid {n}"));
    desk.presses(ANNA, ChatId(ANNA), "填写快递单号");
    desk.says(ANNA, "SF1234567890123");
    desk.staff_says(WEI, &format!("/paper {n} ok"));
    assert_eq!(stage(desk), StageKind::Making, "{}", desk.last(GROUP).text);
    n
}

#[test]
fn an_answer_belongs_to_the_question_it_replies_to() {
    let mut desk = filled_in();
    let first = to_making(&mut desk);
    desk.presses(MO, GROUP, "已制证");
    desk.says(ANNA, "/apply");
    for label in ["同意", "江西建工集团", "JX-0002", "选好了", "损坏", "我明白", "全部沿用"] {
        desk.presses(ANNA, ChatId(ANNA), label);
    }
    let second = to_making(&mut desk);
    desk.presses(MO, GROUP, "已制证");
    // Both questions are open; the earlier one is answered last but one, the way clerks do.
    desk.staff_answers(MO, &first, "JX-9001");
    desk.staff_answers(MO, &second, "JX-9002");
    let serials: Vec<Vec<String>> = desk.orders.values().map(|o| o.serials.clone()).collect();
    assert_eq!(serials, [["JX-9001"], ["JX-9002"]]);
}

#[test]
fn the_legal_person_sees_what_they_authorised_and_takes_it_back() {
    let mut desk = confirmed();
    desk.verifies();
    let (anna, liang) = (ChatId(ANNA), ChatId(LIANG));
    let link = desk.shown.iter().rev().find_map(|m| m.text.split("start=").nth(1)).unwrap();
    let payload: String = link.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '-').collect();
    desk.says(LIANG, &format!("/start {payload}"));
    assert!(desk.last(liang).text.contains("您已授权经办人 安经办"), "{}", desk.last(liang).text);
    desk.presses(LIANG, liang, "撤回授权");
    assert!(
        desk.saw(liang, "授权已撤回")
            && desk.saw(anna, "法定代表人撤回了授权")
            && desk.saw(GROUP, "法定代表人撤回了授权")
    );
    assert!(!desk.orders.values().last().unwrap().verification.is_verified());

    // Whatever is written in place of an answer, what is waited for is said again: consent first, then the digits.
    desk.says(LIANG, &format!("/start {payload}"));
    desk.says(LIANG, "这是什么？");
    assert!(desk.last(liang).text.contains("您是法定代表人本人"), "{}", desk.last(liang).text);
    desk.presses(LIANG, liang, "我是本人");
    desk.says(LIANG, "怎么录？");
    let told = &desk.last(liang).text;
    assert!(told.contains("请发送圆形视频") && told.contains("分钟内有效"), "{told}");
    desk.says(LIANG, "/help");
    assert!(desk.last(liang).text.contains("法人核验还没有完成"), "{}", desk.last(liang).text);

    // The same round video again is an old one; a new one is not. Whoever consents in another language is told in it.
    desk.says(LIANG, "/language");
    desk.presses(LIANG, liang, "English");
    desk.says(LIANG, &format!("/start {payload}"));
    desk.presses(LIANG, liang, "I am, and I authorise it");
    for (name, told) in [("note", "recorded earlier"), ("another", "Your video is with the reviewers")] {
        let file = FileRef { id: name.into(), unique_id: name.into(), name: None, size: 9, form: FileForm::VideoNote };
        let letter = desk.letter(LIANG, liang, Input::VideoNote { file, seconds: 5 });
        desk.arrive(&letter);
        assert!(desk.last(liang).text.contains(told), "{}", desk.last(liang).text);
    }
    desk.presses(WEI, GROUP, "认证成功");
    assert_eq!(desk.last(liang).text, "Legal person: <b>verified</b>.");
}
