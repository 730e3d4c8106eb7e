//! What goes wrong at the fingers' ends: pressed twice, an old key, the same text twice, the wrong person at the link, a question that
//! nobody needs answered any more, and more orders than one list holds.

use crate::memory::{GROUP, MemoryDesk};
use crate::walk::{ANNA, LIANG, QIN, WEI, desk};
use certdesk::conversation::{Dialogue, Input};
use certdesk::domain::document::{FileForm, FileRef};
use certdesk::domain::ids::{ChatId, MessageId, UserId};
use certdesk::domain::order::{Question, StageKind, VerificationState};
use certdesk::domain::order_number::OrderNumber;
use chrono::Duration;

const CHAT: ChatId = ChatId(ANNA);
const EVE: i64 = 9;

fn at_details() -> MemoryDesk {
    let mut desk = desk();
    desk.registers();
    desk.says(ANNA, "/apply");
    desk.taps(&["同意", "江西建工集团", "JX-0001", "选好了", "遗失", "我明白"]);
    desk
}

fn prepared() -> MemoryDesk {
    let mut desk = desk();
    desk.registers();
    desk.confirms();
    desk
}

fn count(desk: &MemoryDesk, text: &str) -> usize {
    desk.shown.iter().filter(|m| m.chat == CHAT && m.text.contains(text)).count()
}

/// So many seconds after the last step began.
fn soon(desk: &mut MemoryDesk, before: chrono::DateTime<chrono::Utc>, seconds: i64) {
    desk.now = before + Duration::seconds(seconds);
}

fn press(desk: &mut MemoryDesk, message: MessageId, data: &str) {
    let mut letter = desk.letter(ANNA, CHAT, Input::Pressed { query: "q".into(), data: data.into() });
    letter.message = Some(message);
    desk.arrive(&letter);
}

/// The message with this key, and what it carries.
fn key(desk: &MemoryDesk, label: &str) -> (MessageId, String) {
    let shown = desk.shown.iter().rev().filter(|m| m.chat == CHAT);
    let found =
        shown.filter_map(|m| m.keys.iter().find(|(text, _)| text.contains(label)).map(|(_, d)| (m.id, d.clone())));
    found.clone().next().unwrap_or_else(|| panic!("no key {label}"))
}

#[test]
fn two_quick_presses_are_one_and_an_old_key_says_that_it_is_old() {
    let mut desk = desk();
    desk.registers();
    desk.says(ANNA, "/apply");
    let (message, agree) = key(&desk, "同意");
    let now = desk.now;
    press(&mut desk, message, &agree);
    soon(&mut desk, now, 1);
    press(&mut desk, message, &agree);
    assert_eq!(count(&desk, "请选择项目"), 1, "asked once");
    assert!(desk.toasts.last().unwrap().contains("之前的问题"));
    let (message, project) = key(&desk, "江西建工集团");
    desk.taps(&["江西建工集团"]);
    // Much later, the project's key again: said in the chat, above the question that is open.
    let before = desk.dialogue(ANNA);
    press(&mut desk, message, &project);
    assert!(desk.saw(CHAT, "没有改变任何内容"));
    assert_eq!((desk.dialogue(ANNA), count(&desk, "张有效证书")), (before, 2));
    // A key of an order, too.
    let mut desk = prepared();
    let (message, link) = key(&desk, "核验链接");
    let sent = count(&desk, "start=");
    let now = desk.now;
    press(&mut desk, message, &link);
    soon(&mut desk, now, 2);
    press(&mut desk, message, &link);
    assert_eq!((count(&desk, "start="), desk.toasts.last().unwrap().as_str()), (sent + 1, "刚才已经点过了。"));
    press(&mut desk, message, &link);
    assert_eq!(count(&desk, "start="), sent + 2, "a while later it counts again");
}

/// The same number for the agent and for the recipient, by quick fingers: never dropped without a word, never in a field unasked.
#[test]
fn the_same_text_at_once_is_offered_where_it_fits_and_said_where_it_does_not() {
    let mut desk = at_details();
    let now = desk.now;
    desk.says(ANNA, "江西省南昌市红谷滩区会展路88号");
    // The next question is for a mobile number: an address is none.
    soon(&mut desk, now, 1);
    desk.says(ANNA, "江西省南昌市红谷滩区会展路88号");
    assert!(desk.sees(ANNA).contains("第二条没有采用"), "{}", desk.sees(ANNA));
    desk.says(ANNA, "13800138000");
    desk.says(ANNA, "梁法人");
    desk.says(ANNA, "11010519491231002X");
    desk.taps(&["同法人"]);
    assert!(matches!(desk.dialogue(ANNA), Dialogue::Detail { question: Question::AgentIdentity, .. }));
    desk.taps(&["同法人"]);
    // A name at the agent's mobile is no number; then by the summary to two fields that take the same words.
    desk.says(ANNA, "13900139000");
    desk.taps(&["普通发票"]);
    for answer in ["江西样例建筑有限公司", crate::rules::USCC, "caiwu@example.cn"] {
        desk.says(ANNA, answer);
    }
    let now = desk.now;
    desk.says(ANNA, "收件人甲");
    desk.taps(&["上一步"]);
    soon(&mut desk, now, 2);
    desk.says(ANNA, "收件人甲");
    assert!(desk.saw(CHAT, "第二条没有直接填入"), "{}", desk.sees(ANNA));
    assert!(matches!(desk.dialogue(ANNA), Dialogue::Detail { question: Question::RecipientName, .. }));
    desk.taps(&["刚才发的"]);
    assert_eq!(desk.newest().answers.text(Question::RecipientName), "收件人甲");
    assert!(matches!(desk.dialogue(ANNA), Dialogue::Detail { question: Question::RecipientMobile, .. }));
}

/// The mobile of the unit typed again at once for the agent, over in the agent's section.
#[test]
fn a_second_field_with_the_same_number_takes_one_tap() {
    let mut desk = at_details();
    desk.says(ANNA, "江西省南昌市红谷滩区会展路88号");
    let now = desk.now;
    desk.says(ANNA, "13711112222");
    desk.taps(&["跳到其他部分", "收件人"]);
    desk.says(ANNA, "收件人甲");
    soon(&mut desk, now, 3);
    desk.says(ANNA, "13711112222");
    // Another answer came between: it is no repeat.
    assert_eq!(desk.newest().answers.text(Question::RecipientMobile), "13711112222");
}

#[test]
fn a_password_sent_twice_leaves_the_chat_twice_and_is_no_second_try() {
    let mut desk = desk();
    desk.registers();
    desk.says(ANNA, "/logout");
    desk.says(ANNA, "/login");
    desk.says(ANNA, crate::rules::USCC);
    let now = desk.now;
    desk.says(ANNA, "Wrong-pass-9");
    soon(&mut desk, now, 1);
    desk.says(ANNA, "Wrong-pass-9");
    assert!(desk.sees(ANNA).contains("第二条没有采用"));
    assert_eq!(desk.accounts[0].failures, 1);
    let now = desk.now;
    desk.says(ANNA, "Buban-2026");
    assert!(desk.saw(CHAT, "登录成功"));
    let deleted = desk.deleted.len();
    soon(&mut desk, now, 1);
    desk.says(ANNA, "Buban-2026");
    assert_eq!(desk.deleted.len(), deleted + 1, "with no question open, too");
}

/// Whoever is told that the code cannot be right types the right one, and presses nothing first.
#[test]
fn a_doubtful_code_is_corrected_by_typing_it() {
    let mut desk = desk();
    desk.says(ANNA, "/register");
    desk.says(ANNA, "江西样例建筑有限公司");
    let wrong = format!("{}{}", &crate::rules::USCC[..17], if crate::rules::USCC.ends_with('A') { 'B' } else { 'A' });
    desk.says(ANNA, &wrong);
    assert!(desk.sees(ANNA).contains("校验位对不上"), "{}", desk.sees(ANNA));
    desk.says(ANNA, crate::rules::USCC);
    assert!(
        matches!(desk.dialogue(ANNA), Dialogue::RegisterMobile { ref uscc, .. } if uscc.as_str() == crate::rules::USCC)
    );
}

fn link(desk: &MemoryDesk) -> String {
    let link = desk.shown.iter().rev().find_map(|m| m.text.split("start=").nth(1)).unwrap();
    link.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '-').collect()
}

fn video(desk: &mut MemoryDesk, person: i64, unique: &str) {
    let file = FileRef { id: unique.into(), unique_id: unique.into(), name: None, size: 9, form: FileForm::VideoNote };
    let letter = desk.letter(person, ChatId(person), Input::VideoNote { file, seconds: 5 });
    desk.arrive(&letter);
}

#[test]
fn a_stranger_who_opens_the_link_first_takes_it_from_nobody() {
    let mut desk = prepared();
    let start = format!("/start {}", link(&desk));
    desk.says(EVE, &start);
    assert!(desk.saw(CHAT, "Person 9") && desk.saw(CHAT, "若不是法定代表人"), "the applicant sees who it was");
    desk.says(LIANG, &start);
    desk.says(EVE, &start);
    // Whoever consents is bound, whoever looked last.
    desk.presses(LIANG, ChatId(LIANG), "我是本人");
    let by = desk.newest().verification.person();
    assert_eq!(by, Some(UserId(LIANG)));
    desk.presses(EVE, ChatId(EVE), "我是本人");
    assert!(desk.sees(EVE).contains("另一个 Telegram 账号"), "{}", desk.sees(EVE));
    desk.presses(EVE, ChatId(EVE), "拒绝");
    video(&mut desk, EVE, "eve");
    assert!(matches!(desk.newest().verification.state, VerificationState::Asked { by, .. } if by == UserId(LIANG)));
    video(&mut desk, LIANG, "liang");
    desk.presses(WEI, GROUP, "认证成功");
    assert!(desk.newest().verification.is_verified());
}

#[test]
fn a_stranger_who_consents_has_the_link_only_for_as_long_as_the_digits_count() {
    let mut desk = prepared();
    let start = format!("/start {}", link(&desk));
    desk.says(EVE, &start);
    desk.presses(EVE, ChatId(EVE), "我是本人");
    desk.says(LIANG, &start);
    assert!(desk.sees(LIANG).contains("另一个 Telegram 账号"));
    desk.now += Duration::minutes(desk.rules.code_minutes);
    desk.says(LIANG, &start);
    desk.presses(LIANG, ChatId(LIANG), "我是本人");
    // A video of the stranger's that staff do not believe bars nobody either.
    desk.now += Duration::minutes(desk.rules.code_minutes);
    desk.says(EVE, &start);
    desk.presses(EVE, ChatId(EVE), "我是本人");
    video(&mut desk, EVE, "eve");
    desk.presses(WEI, GROUP, "不通过");
    desk.staff_says(WEI, "不是本人");
    desk.says(LIANG, &start);
    desk.presses(LIANG, ChatId(LIANG), "我是本人");
    video(&mut desk, LIANG, "liang");
    desk.presses(WEI, GROUP, "认证成功");
    assert!(desk.newest().verification.is_verified());
    // A stranger's no is nobody else's.
    let mut desk = prepared();
    let start = format!("/start {}", link(&desk));
    desk.says(LIANG, &start);
    desk.says(EVE, &start);
    desk.presses(EVE, ChatId(EVE), "拒绝");
    desk.presses(LIANG, ChatId(LIANG), "我是本人");
    assert!(matches!(desk.newest().verification.state, VerificationState::Asked { by, .. } if by == UserId(LIANG)));
    // Somebody who never opened the link consents to nothing.
    let mut desk = prepared();
    desk.says(LIANG, &format!("/start {}", link(&desk)));
    let data = desk.last(ChatId(LIANG)).keys[0].1.clone();
    let letter = desk.letter(77, ChatId(77), Input::Pressed { query: "q".into(), data });
    desk.arrive(&letter);
    assert_eq!(desk.newest().verification.person(), Some(UserId(LIANG)));
}

#[test]
fn a_reason_that_nobody_needs_any_more_is_not_waited_for() {
    let mut desk = prepared();
    let start = format!("/start {}", link(&desk));
    desk.says(LIANG, &start);
    desk.presses(LIANG, ChatId(LIANG), "我是本人");
    video(&mut desk, LIANG, "liang");
    desk.presses(WEI, GROUP, "不通过");
    let asked = desk.last(GROUP).clone();
    assert!(asked.text.contains("魏审"), "{}", asked.text);
    desk.presses(QIN, GROUP, "认证成功");
    assert!(desk.newest().verification.is_verified());
    assert!(desk.shown.iter().all(|m| m.id != asked.id), "the question is taken away");
    // An answer that was on its way already is told so, and changes nothing.
    let mut letter = desk.letter(WEI, GROUP, Input::Text("看不清".into()));
    (letter.reply_to, letter.reply_to_bot) = (Some(asked.id), true);
    let number = desk.number();
    letter.reply_names = OrderNumber::parse(&number).ok();
    desk.arrive(&letter);
    assert!(desk.newest().verification.is_verified());
    // A question that was answered stays, to be read.
    desk.uploads();
    desk.taps(&["提交预审"]);
    desk.staff_says(WEI, &format!("/order {number}"));
    desk.presses(WEI, GROUP, "终止");
    let asked = desk.last(GROUP).id;
    desk.staff_says(WEI, "资料不实");
    assert_eq!(desk.stage(), StageKind::Rejected);
    assert!(desk.shown.iter().any(|m| m.id == asked));
}

#[test]
fn many_orders_are_turned_over_page_by_page_and_the_open_question_waits() {
    let mut desk = at_details();
    let first = desk.newest().clone();
    for n in 0..18 {
        let mut order = first.clone();
        order.number = OrderNumber::make(2026, 500 + n);
        desk.orders.insert(order.number.clone(), order);
    }
    let open = desk.dialogue(ANNA);
    desk.says(ANNA, "/orders");
    assert!(desk.sees(ANNA).contains("（19）") && desk.sees(ANNA).contains("第 1 页，共 3 页"), "{}", desk.sees(ANNA));
    let shown = desk.shown.len();
    let mut seen = Vec::new();
    let list = |desk: &MemoryDesk| desk.last(CHAT).keys.iter().filter(|(_, d)| d.contains(":open:")).count();
    seen.push(list(&desk));
    desk.taps(&["下一页"]);
    seen.push(list(&desk));
    desk.taps(&["下一页"]);
    seen.push(list(&desk));
    assert_eq!((seen, desk.shown.len()), (vec![8, 8, 3], shown), "the same message shows them");
    assert!(desk.sees(ANNA).contains("当前"), "the oldest is the current one: {}", desk.sees(ANNA));
    desk.taps(&["上一页", "上一页"]);
    assert!(desk.sees(ANNA).contains("第 1 页"));
    assert_eq!(desk.dialogue(ANNA), open);
    desk.says(ANNA, "江西省南昌市红谷滩区会展路88号");
    assert_eq!(desk.orders[&first.number].answers.text(Question::UnitAddress), "江西省南昌市红谷滩区会展路88号");
}

#[test]
fn who_keeps_an_order_leaves_no_key_behind_that_deletes_it() {
    let mut desk = prepared();
    desk.taps(&["删除订单"]);
    let (question, sure) = key(&desk, "确定删除");
    desk.taps(&["保留订单"]);
    assert!(desk.saw(CHAT, "保留不变"));
    let old = desk.shown.iter().find(|m| m.id == question).unwrap();
    assert_eq!(old.keys, [], "the question keeps no keys");
    assert_eq!(desk.stage(), StageKind::Preparing);
    assert!(!desk.last(CHAT).keys.is_empty(), "and the order's card is there to go on with");

    // A question that was left open is asked again where the order has changed since.
    desk.taps(&["删除订单"]);
    let (question, fresh) = key(&desk, "确定删除");
    assert_eq!(fresh, sure, "nothing has changed yet");
    desk.read = Some(certdesk::domain::document::DocumentKind::BusinessLicence);
    desk.sends(ANNA, "licence");
    press(&mut desk, question, &fresh);
    assert_eq!(desk.stage(), StageKind::Preparing);
    assert!(desk.saw(CHAT, "提问之后订单有了变化") && desk.sees(ANNA).contains("1 份材料作废"), "{}", desk.sees(ANNA));
    assert_eq!(desk.shown.iter().find(|m| m.id == question).unwrap().keys, []);
    let (question, sure) = key(&desk, "确定删除");
    press(&mut desk, question, &sure);
    assert_eq!(desk.stage(), StageKind::Withdrawn);
    // Staff were never shown it, and are not shown that it is gone.
    assert!(desk.shown.iter().all(|m| m.chat != GROUP) && desk.topic.is_empty());
}
