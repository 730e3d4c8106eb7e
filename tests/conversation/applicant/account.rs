//! Accounts: registering, logging in with a picture's digits, the account's own page, a forgotten password, a corrected name.

use crate::memory::{GROUP, MemoryDesk};
use crate::rules::USCC;
use crate::walk::{ANNA, FANG, QIN, WEI, desk};
use certdesk::conversation::{Dialogue, Input};
use certdesk::domain::account::Done;
use certdesk::domain::ids::ChatId;

/// Somebody at another Telegram account.
const BO: i64 = 9;

fn registered() -> MemoryDesk {
    let mut desk = desk();
    desk.registers();
    desk
}

/// Bo begins to log in and types these passwords.
fn tries(desk: &mut MemoryDesk, uscc: &str, passwords: &[&str]) {
    desk.says(BO, "/login");
    desk.says(BO, uscc);
    for password in passwords {
        solve(desk);
        desk.says(BO, password);
    }
}

/// Reads the digits off the newest picture, where one is waited for.
fn solve(desk: &mut MemoryDesk) {
    if matches!(desk.dialogue(BO), Dialogue::LogInRiddle { .. }) {
        let digits = desk.riddles.last().unwrap().1.clone();
        desk.says(BO, &digits);
    }
}

#[test]
fn a_picture_is_asked_for_after_the_second_wrong_password() {
    let mut desk = registered();
    tries(&mut desk, USCC, &["Wrong-pass-1"]);
    assert!(desk.riddles.is_empty(), "one slip is no reason");
    assert!(desk.sees(BO).contains("不对"));
    desk.says(BO, "Wrong-pass-2");
    assert!(matches!(desk.dialogue(BO), Dialogue::LogInRiddle { .. }));
    assert!(desk.sees(BO).contains("图中的 5 位数字"), "{}", desk.sees(BO));
    // A wrong guess and a wish for another picture give other pictures; a password here is no answer.
    let first = desk.riddles.len();
    desk.says(BO, "00000");
    desk.presses(BO, ChatId(BO), "换一张");
    desk.says(BO, "Buban-2026");
    assert_eq!(desk.riddles.len(), first + 3);
    solve(&mut desk);
    desk.says(BO, "Buban-2026");
    assert!(desk.saw(ChatId(BO), "登录成功"));
    assert!(desk.saw(ChatId(ANNA), "另一个 Telegram 账号登录"));
    assert!(desk.sessions[&(ChatId(BO), certdesk::domain::ids::UserId(BO))].wrong_passwords.is_none());
}

#[test]
fn an_old_picture_does_not_count() {
    let mut desk = registered();
    tries(&mut desk, USCC, &["Wrong-pass-1", "Wrong-pass-2"]);
    desk.now += chrono::Duration::minutes(11);
    solve(&mut desk);
    assert!(matches!(desk.dialogue(BO), Dialogue::LogInRiddle { .. }));
    assert!(desk.sees(BO).contains("已过期"));
}

#[test]
fn a_code_without_an_account_is_answered_like_one_with_a_wrong_password() {
    let answers = |uscc: &str| {
        let mut desk = registered();
        tries(&mut desk, uscc, &["Wrong-1234", "Wrong-1234x", "Wrong-1234y", "Wrong-1234z", "Wrong-1234w"]);
        let heard: Vec<String> = desk.shown.iter().filter(|m| m.chat == ChatId(BO)).map(|m| m.text.clone()).collect();
        (heard, desk.dialogue(BO) == Dialogue::LogInUscc)
    };
    let (with, locked) = answers(USCC);
    let (without, too) = answers("91360100MA000001XX");
    let without: Vec<String> = without.iter().map(|t| t.replace("91360100MA000001XX", USCC)).collect();
    assert_eq!(with, without);
    assert!(locked && too && with.last().unwrap().contains("密码错误次数过多"), "{with:#?}");
}

#[test]
fn wrong_passwords_close_the_account_for_longer_and_longer() {
    let mut desk = registered();
    tries(&mut desk, USCC, &["Wrong-pass-1", "Wrong-pass-2", "Wrong-pass-3", "Wrong-pass-4", "Wrong-pass-5"]);
    assert!(desk.sees(BO).contains("密码错误次数过多"));
    // The right one does not help while it is closed, and helps afterwards.
    desk.says(BO, USCC);
    assert!(desk.sees(BO).contains("密码错误次数过多"));
    desk.now += chrono::Duration::minutes(2);
    desk.says(BO, USCC);
    solve(&mut desk);
    desk.says(BO, "Wrong-pass-6");
    let until = desk.accounts[0].locked_until.unwrap();
    assert!(until - desk.now > chrono::Duration::seconds(90), "two minutes now: {until}");
    desk.now = until;
    desk.says(BO, USCC);
    solve(&mut desk);
    desk.says(BO, "Buban-2026");
    assert!(desk.saw(ChatId(BO), "登录成功"));
    assert_eq!(desk.accounts[0].failures, 0);
}

#[test]
fn somebody_elses_contact_is_refused_and_a_typed_number_is_flagged() {
    let mut desk = desk();
    desk.says(ANNA, "/start");
    desk.presses(ANNA, ChatId(ANNA), "注册");
    desk.says(ANNA, "江西样例建筑有限公司");
    desk.says(ANNA, USCC);
    desk.shares(ANNA, BO, "13800138000");
    assert!(desk.saw(ChatId(ANNA), "这是别人的名片"));
    assert!(matches!(desk.dialogue(ANNA), Dialogue::RegisterMobile { .. }));
    desk.says(ANNA, "13800138000");
    assert!(desk.saw(ChatId(ANNA), "未经 Telegram 证实"));
    desk.says(ANNA, "Buban-2026");
    desk.confirms();
    desk.verifies();
    desk.uploads();
    desk.taps(&["提交预审"]);
    assert!(desk.sees(GROUP.0).contains("账号手机号未经 Telegram 证实"), "{}", desk.sees(GROUP.0));
    // Sharing one's own contact later proves it.
    desk.says(ANNA, "/account");
    assert!(desk.sees(ANNA).contains("138****8000（未确认）"));
    desk.taps(&["确认手机号"]);
    desk.shares(ANNA, ANNA, "+86 139 0013 9000");
    assert!(desk.accounts[0].mobile_proven && desk.accounts[0].mobile.as_str() == "13900139000");
}

#[test]
fn a_flawed_code_is_shown_to_staff_on_the_card() {
    let mut desk = desk();
    desk.says(ANNA, "/start");
    desk.presses(ANNA, ChatId(ANNA), "注册");
    for answer in ["厦门样例有限公司", "91350211M0000XUF46"] {
        desk.says(ANNA, answer);
    }
    assert!(desk.sees(ANNA).contains("校验位对不上"));
    desk.taps(&["坚持使用"]);
    desk.says(ANNA, "13800138000");
    desk.says(ANNA, "Buban-2026");
    desk.staff_says(WEI, "/account 91350211M0000XUF46");
    assert!(desk.sees(GROUP.0).contains("校验位不符"), "{}", desk.sees(GROUP.0));
    assert!(!desk.sees(GROUP.0).contains("13800138000"), "masked in the group");
    desk.says(ANNA, "/account");
    assert!(desk.sees(ANNA).contains("用正确的代码重新注册"));
}

#[test]
fn the_password_is_changed_with_the_old_one_and_others_hear_of_it() {
    let mut desk = registered();
    tries(&mut desk, USCC, &["Buban-2026"]);
    desk.says(ANNA, "/account");
    desk.taps(&["修改密码"]);
    desk.says(ANNA, "Not-the-old-1");
    assert!(desk.sees(ANNA).contains("密码不对"));
    desk.says(ANNA, "Buban-2026");
    desk.says(ANNA, "12345678");
    assert!(desk.sees(ANNA).contains("太简单"), "{}", desk.sees(ANNA));
    desk.says(ANNA, "Xin-mima-7");
    assert!(desk.sees(ANNA).contains("密码已修改"));
    assert_eq!(desk.accounts[0].password, "Xin-mima-7", "the memory desk keeps passwords as they are");
    assert!(desk.saw(ChatId(BO), "修改了本单位账号的密码"));
    assert!(!desk.shown.iter().any(|m| m.text.contains("Xin-mima-7")));
}

#[test]
fn a_chat_is_let_go_and_answers_no_question_any_more() {
    let mut desk = registered();
    tries(&mut desk, USCC, &["Buban-2026"]);
    // Bo is in the middle of the form.
    desk.says(BO, "/apply");
    for label in ["同意", "江西建工集团", "JX-0001", "选好了", "遗失", "我明白"] {
        desk.presses(BO, ChatId(BO), label);
    }
    assert!(matches!(desk.dialogue(BO), Dialogue::Detail { .. }));
    let before = desk.newest().clone();
    desk.says(ANNA, "/account");
    assert!(desk.sees(ANNA).contains("2 个"));
    desk.taps(&["已登录的聊天"]);
    assert!(desk.sees(ANNA).contains("Person 9") && desk.sees(ANNA).contains("本聊天"), "{}", desk.sees(ANNA));
    desk.taps(&["解除：Person 9"]);
    assert!(desk.sees(BO).contains("已被解除"));
    desk.says(BO, "江西省南昌市一号路");
    assert_eq!(*desk.newest(), before, "no answer of a chat that was let go lands anywhere");
    desk.says(BO, "/orders");
    assert!(desk.sees(BO).contains("请先注册或登录"));
    // The button is gone with its question.
    desk.says(ANNA, "/account");
    desk.taps(&["已登录的聊天"]);
    assert!(desk.sees(ANNA).contains("没有可解除的"));
    assert!(desk.accounts[0].record.iter().any(|e| matches!(e.what, Done::Unbound { chat } if chat == ChatId(BO))));
}

#[test]
fn a_forgotten_password_takes_two_of_the_staff_and_works_once() {
    let mut desk = registered();
    tries(&mut desk, USCC, &["Wrong-pass-1"]);
    desk.presses(BO, ChatId(BO), "忘记密码");
    let digits = desk.sees(BO).split("<b>").nth(1).unwrap()[..4].to_owned();
    assert!(desk.saw(GROUP, &format!("核对码：<b>{digits}</b>")));
    assert!(desk.saw(ChatId(ANNA), "申请重设"), "who is bound hears of it");
    // Nobody may agree before it was checked, finance may not check, and who checked may not agree.
    desk.presses(FANG, GROUP, "已电话核实");
    assert!(desk.toasts.last().unwrap().contains("审核人员"));
    desk.presses(WEI, GROUP, "已电话核实");
    assert!(desk.sees(GROUP.0).contains("等待另一位同事"));
    desk.presses(WEI, GROUP, "我也同意");
    assert!(desk.toasts.last().unwrap().contains("另一位同事"), "{:?}", desk.toasts);
    assert!(!desk.saw(ChatId(BO), "可以重设"));
    desk.presses(QIN, GROUP, "我也同意");
    desk.presses(BO, ChatId(BO), "设置新密码");
    desk.says(BO, "Xin-mima-7");
    assert!(desk.saw(ChatId(BO), "新密码已生效"));
    assert!(desk.saw(ChatId(ANNA), "修改了本单位账号的密码"));
    assert_eq!(desk.accounts[0].password, "Xin-mima-7");
    // Once only.
    desk.presses(BO, ChatId(BO), "设置新密码");
    assert!(desk.sees(BO).contains("已失效"), "{}", desk.sees(BO));
    let done: Vec<&Done> = desk.accounts[0].record.iter().map(|e| &e.what).collect();
    assert_eq!(done, [&Done::Opened, &Done::RecoveryChecked, &Done::RecoveryGranted, &Done::PasswordReset]);
    desk.staff_says(WEI, &format!("/account {USCC}"));
    assert!(desk.sees(GROUP.0).contains("秦审 忘记密码：同意"), "{}", desk.sees(GROUP.0));
}

#[test]
fn asking_for_a_password_that_nobody_has_sounds_the_same_and_troubles_nobody() {
    let mut desk = registered();
    desk.says(BO, "/login");
    desk.presses(BO, ChatId(BO), "忘记密码");
    let group = desk.shown.iter().filter(|m| m.chat == GROUP).count();
    desk.says(BO, "91360100MA000001XX");
    assert!(desk.sees(BO).contains("已转给工作人员"));
    assert_eq!(desk.shown.iter().filter(|m| m.chat == GROUP).count(), group);
    // Another code within ten minutes waits.
    desk.says(BO, "/login");
    desk.presses(BO, ChatId(BO), "忘记密码");
    desk.says(BO, USCC);
    assert!(desk.sees(BO).contains("十分钟后"));
    assert!(desk.accounts[0].recovery.is_none());
}

#[test]
fn a_refused_request_opens_nothing() {
    let mut desk = registered();
    tries(&mut desk, USCC, &["Wrong-pass-1"]);
    desk.presses(BO, ChatId(BO), "忘记密码");
    desk.presses(WEI, GROUP, "拒绝");
    assert!(desk.sees(BO).contains("未获同意"));
    desk.staff_says(WEI, &format!("/reset {USCC}"));
    assert!(desk.sees(GROUP.0).contains("没有等待处理"));
    assert_eq!(desk.accounts[0].recovery, None);
}

#[test]
fn only_staff_correct_the_units_name_and_it_is_on_record() {
    let mut desk = registered();
    desk.staff_says(FANG, &format!("/rename {USCC} 江西样板建筑有限公司"));
    assert!(desk.sees(GROUP.0).contains("没有这个权限"));
    desk.staff_says(WEI, "/rename");
    assert!(desk.sees(GROUP.0).contains("用法：/rename"));
    desk.staff_says(WEI, &format!("/rename {USCC} 名"));
    assert!(desk.sees(GROUP.0).contains("太短"));
    desk.staff_says(WEI, &format!("/rename {USCC} 江西样板建筑有限公司"));
    assert_eq!(desk.accounts[0].unit.as_str(), "江西样板建筑有限公司");
    assert!(desk.sees(ANNA).contains("更正单位名称"));
    assert!(matches!(desk.accounts[0].record.last().unwrap().what, Done::Renamed { .. }));
    // By an order's number as well; and not by who is bound to the account.
    desk.confirms();
    let number = desk.number();
    desk.staff_says(QIN, &format!("/rename {number} 江西样例建筑有限公司"));
    assert_eq!(desk.accounts[0].unit.as_str(), "江西样例建筑有限公司");
    desk.says(WEI, "/login");
    desk.says(WEI, USCC);
    desk.says(WEI, "Buban-2026");
    desk.staff_says(WEI, &format!("/rename {USCC} 另一个名字"));
    assert!(desk.sees(GROUP.0).contains("您本人的账号"), "{}", desk.sees(GROUP.0));
}

#[test]
fn all_of_it_in_english() {
    let mut desk = registered();
    desk.says(BO, "/language");
    desk.presses(BO, ChatId(BO), "English");
    tries(&mut desk, USCC, &["Wrong-pass-1", "Wrong-pass-2"]);
    assert!(desk.sees(BO).contains("5 digits in the picture"));
    solve(&mut desk);
    desk.says(BO, "Buban-2026");
    desk.says(BO, "/account");
    assert!(desk.sees(BO).contains("Login name"));
    desk.presses(BO, ChatId(BO), "Chats logged in");
    assert!(desk.sees(BO).contains("(this chat)"));
    desk.presses(BO, ChatId(BO), "Disconnect: Person 1");
    assert!(desk.sees(ANNA).contains("已被解除"), "the chat that is let go hears it in its own language");
}

#[test]
fn old_buttons_and_strange_letters_at_the_account_do_no_harm() {
    let mut desk = registered();
    tries(&mut desk, USCC, &["Buban-2026"]);
    desk.says(ANNA, "/account");
    desk.taps(&["已登录的聊天"]);
    let stale = desk.last(ChatId(ANNA)).keys[0].1.clone();
    desk.says(ANNA, "随便说一句");
    desk.says(ANNA, "/cancel");
    let letter = desk.letter(ANNA, ChatId(ANNA), Input::Pressed { query: "q".into(), data: stale });
    desk.arrive(&letter);
    assert!(desk.toasts.last().unwrap().contains("之前的问题"));
    assert!(desk.sessions[&(ChatId(BO), certdesk::domain::ids::UserId(BO))].account.is_some());
    // A staff key that finds its way into a private chat.
    let data = format!("u:{USCC}:1234:grant");
    let letter = desk.letter(ANNA, ChatId(ANNA), Input::Pressed { query: "q".into(), data });
    desk.arrive(&letter);
    assert!(desk.toasts.last().unwrap().contains("不再有效"));
}
