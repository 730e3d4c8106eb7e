//! The staff group, in memory: three of staff at once, claims and their ends, what can be taken back, lists, replies that go astray,
//! and a race of many reviewers in which each order ends in one decision, made on what was seen, by somebody entitled.

mod beside;
mod enrolling;
mod invoice;
mod office;
mod parcels;
mod race;
mod refunds;
mod register;
mod talk;
mod timeline;

use crate::memory::{GROUP, MemoryDesk};
use crate::walk::{ANNA, FANG, MO, WEI};
use certdesk::conversation::Input;
use certdesk::domain::document::DocumentKind;
use certdesk::domain::ids::ChatId;
use certdesk::domain::order::StageKind;
use certdesk::domain::order_number::OrderNumber;
use certdesk::domain::texting::{TextKind, TextTo};
use chrono::Duration;
use office::{RUI, XIU, desk, replies, second_order, stage, stage_of, submitted, to_making, upload};

#[test]
fn three_of_staff_work_at_once_and_never_mix() {
    let mut desk = desk();
    let first = submitted(&mut desk);
    let second = second_order(&mut desk);
    // Wei has the first, Rui wants it too, and takes the second instead.
    desk.staff_says(WEI, &format!("/claim {first}"));
    desk.staff_says(RUI, &format!("/claim {first}"));
    assert!(desk.last(GROUP).text.contains("魏审"), "{}", desk.last(GROUP).text);
    desk.staff_says(RUI, &format!("/claim {second}"));
    desk.staff_says(RUI, &format!("/approve {first}"));
    assert_eq!(stage_of(&desk, &first), StageKind::PreReview, "a claim guards every action");
    desk.staff_says(RUI, &format!("/approve {second}"));
    desk.staff_says(FANG, &format!("/paid {second}"));
    desk.staff_says(WEI, &format!("/approve {first}"));
    assert_eq!(stage_of(&desk, &first), StageKind::AwaitingPayment);
    assert_eq!(stage_of(&desk, &second), StageKind::AwaitingPaper);
    // Queues: what is mine, what nobody has.
    desk.staff_says(FANG, "/queue free");
    assert!(desk.last(GROUP).text.contains("未受理 1 件"), "{}", desk.last(GROUP).text);
    desk.staff_says(FANG, &format!("/claim {first}"));
    desk.staff_says(FANG, "/queue mine");
    assert!(desk.last(GROUP).text.contains("我受理的 1 件"), "{}", desk.last(GROUP).text);
    desk.presses(FANG, GROUP, "超时");
    assert!(desk.last(GROUP).text.contains("没有待办"), "{}", desk.last(GROUP).text);
    // A colleague's list is not turned by somebody else.
    desk.presses(WEI, GROUP, "全部");
    assert!(desk.toasts.last().unwrap().contains("同事打开的列表"));
}

#[test]
fn a_claim_ends_by_itself_and_an_administrator_takes_over() {
    let mut desk = desk();
    let n = submitted(&mut desk);
    desk.staff_says(WEI, &format!("/claim {n}"));
    desk.waits(Duration::minutes(119));
    desk.staff_says(RUI, &format!("/approve {n}"));
    assert_eq!(stage(&desk), StageKind::PreReview);
    desk.waits(Duration::minutes(3));
    assert!(desk.saw(GROUP, "自动放回"), "{}", desk.last(GROUP).text);
    desk.staff_says(RUI, &format!("/claim {n}"));
    desk.staff_says(WEI, &format!("/take {n}"));
    assert!(desk.last(GROUP).text.contains("管理员"), "{}", desk.last(GROUP).text);
    desk.staff_says(XIU, &format!("/take {n}"));
    assert!(desk.saw(GROUP, "从 芮审 处接手"), "{}", desk.last(GROUP).text);
    desk.staff_says(RUI, &format!("/approve {n}"));
    assert_eq!(stage(&desk), StageKind::PreReview);
    desk.staff_says(XIU, &format!("/approve {n}"));
    assert_eq!(stage(&desk), StageKind::AwaitingPayment);
}

#[test]
fn a_decision_is_taken_back_while_nobody_has_built_on_it() {
    let mut desk = desk();
    let n = submitted(&mut desk);
    desk.staff_says(WEI, &format!("/approve {n}"));
    desk.staff_says(RUI, &format!("/undo {n}"));
    assert!(desk.last(GROUP).text.contains("作出决定的同事"), "{}", desk.last(GROUP).text);
    desk.presses(WEI, GROUP, "撤销");
    assert_eq!(stage(&desk), StageKind::PreReview);
    assert!(desk.saw(ChatId(ANNA), "撤销了刚才的“预审通过”"));
    desk.staff_says(WEI, &format!("/return {n} 2 blurred"));
    desk.staff_says(WEI, &format!("/undo {n}"));
    assert_eq!(stage(&desk), StageKind::PreReview);
    let order = desk.orders.values().last().unwrap();
    let licence = order.current_upload(DocumentKind::BusinessLicence).unwrap();
    assert!(licence.state.may_be_submitted(), "what was returned is as it was: {:?}", licence.state);
    // Too late, and built upon.
    desk.staff_says(WEI, &format!("/approve {n}"));
    desk.waits(Duration::minutes(11));
    desk.staff_says(WEI, &format!("/undo {n}"));
    assert!(desk.last(GROUP).text.contains("超过 10 分钟"), "{}", desk.last(GROUP).text);
    desk.staff_says(FANG, &format!("/paid {n}"));
    desk.presses(ANNA, ChatId(ANNA), "填写快递单号");
    desk.says(ANNA, "SF1234567890123");
    desk.staff_says(FANG, &format!("/undo {n}"));
    assert!(desk.last(GROUP).text.contains("新的操作"), "{}", desk.last(GROUP).text);
    desk.staff_says(WEI, &format!("/paper {n} ok"));
    desk.staff_says(MO, &format!("/made {n} JX-9001"));
    desk.staff_says(MO, &format!("/undo {n}"));
    assert!(desk.last(GROUP).text.contains("旧证书已吊销"), "{}", desk.last(GROUP).text);
    assert_eq!(stage(&desk), StageKind::Made);
}

#[test]
fn an_order_on_hold_is_not_decided_on() {
    let mut desk = desk();
    let n = submitted(&mut desk);
    desk.presses(WEI, GROUP, "暂停");
    desk.staff_answers(WEI, &n, "等待单位更名核实");
    assert!(desk.saw(ChatId(ANNA), "暂停办理：等待单位更名核实"));
    desk.staff_says(WEI, &format!("/approve {n}"));
    assert!(desk.last(GROUP).text.contains("暂停办理中"), "{}", desk.last(GROUP).text);
    desk.presses(RUI, GROUP, "恢复办理");
    desk.staff_says(WEI, &format!("/approve {n}"));
    assert_eq!(stage(&desk), StageKind::AwaitingPayment);
}

#[test]
fn two_approvals_and_another_eye_for_the_paper() {
    let mut desk = desk();
    desk.rules.review.approvals = 2;
    desk.rules.review.paper_by_another = true;
    let n = submitted(&mut desk);
    desk.staff_says(WEI, &format!("/approve {n}"));
    assert_eq!(stage(&desk), StageKind::PreReview);
    assert!(!desk.saw(ChatId(ANNA), "预审通过"), "half an approval is told to nobody");
    desk.staff_says(WEI, &format!("/approve {n}"));
    assert!(desk.last(GROUP).text.contains("另一位"), "{}", desk.last(GROUP).text);
    desk.staff_says(RUI, &format!("/approve {n}"));
    assert_eq!(stage(&desk), StageKind::AwaitingPayment);
    desk.staff_says(FANG, &format!("/paid {n}"));
    desk.presses(ANNA, ChatId(ANNA), "填写快递单号");
    desk.says(ANNA, "SF1234567890123");
    desk.staff_says(WEI, &format!("/paper {n} ok"));
    desk.staff_says(RUI, &format!("/paper {n} 1"));
    assert_eq!(stage(&desk), StageKind::PaperReview, "neither of the two reviews the paper");
    desk.staff_says(XIU, &format!("/paper {n} received"));
    desk.staff_says(XIU, &format!("/paper {n} ok"));
    assert_eq!(stage(&desk), StageKind::Making);
    assert!(desk.saw(ChatId(ANNA), "纸质资料已收到"));
}

#[test]
fn who_is_bound_to_the_account_decides_nothing_and_sees_no_keys() {
    let mut desk = desk();
    let n = submitted(&mut desk);
    // Anna is made a reviewer; the order is her own.
    let mut anna = desk.staff[0].clone();
    anna.id = certdesk::domain::ids::UserId(ANNA);
    desk.staff.push(anna);
    for command in ["claim", "approve", "look", "undo", "return", "hold"] {
        let words = if command == "return" { " 2 blurred" } else { " x" };
        desk.staff_says(
            ANNA,
            &format!("/{command} {n}{}", if matches!(command, "return" | "hold") { words } else { "" }),
        );
        assert_eq!(stage(&desk), StageKind::PreReview, "{command}");
    }
    assert!(desk.orders.values().all(|order| order.claim.is_none() && order.handling.held.is_none()));
    desk.staff_says(ANNA, &format!("/order {n}"));
    assert!(desk.last(GROUP).keys.is_empty() && desk.last(GROUP).text.contains("您本人的订单"));
}

#[test]
fn documents_are_returned_one_by_one_with_words_of_ones_own() {
    let mut desk = desk();
    let n = submitted(&mut desk);
    desk.staff_says(WEI, &format!("/look {n}"));
    assert!(desk.saw(GROUP, "对照：江西样例建筑有限公司"));
    let below =
        desk.shown.iter().rev().filter(|m| m.chat == GROUP && m.keys.iter().any(|(l, _)| l == "退回这项…")).count();
    assert_eq!(below, 5, "each document can be returned from below its picture");
    desk.presses(WEI, GROUP, "退回这项…");
    desk.presses(WEI, GROUP, "扫描件不清晰");
    desk.presses(WEI, GROUP, "附言");
    desk.staff_says(WEI, "印模右下角缺字");
    assert!(desk.last(GROUP).text.contains("印模右下角缺字"), "{}", desk.last(GROUP).text);
    desk.presses(WEI, GROUP, "退回");
    assert_eq!(stage(&desk), StageKind::Correcting, "{:?}", desk.toasts);
    let told = &desk.last(ChatId(ANNA)).text;
    assert!(told.contains("扫描件不清晰") && told.contains("印模右下角缺字"), "{told}");
    upload(&mut desk, DocumentKind::SealSpecimenForm, "specimen-again");
    desk.presses(ANNA, ChatId(ANNA), "提交预审");
    let card = &desk.last(GROUP).text;
    assert!(card.contains("第 2 次提交") && card.contains("本次重新提交") && card.contains("印模右下角缺字"), "{card}");
}

#[test]
fn a_reply_that_goes_astray_is_told_what_is_open() {
    let mut desk = desk();
    let first = to_making(&mut desk);
    desk.presses(MO, GROUP, "已制证");
    let second = second_order(&mut desk);
    // A reply to a line of an order that asks Mo nothing: said, and nothing is applied anywhere.
    let line = desk.shown.iter().rev().find(|m| m.chat == GROUP && m.text.contains("预审")).unwrap().id;
    replies(&mut desk, MO, line, "JX-9001");
    let said = desk.last(GROUP).text.clone();
    assert!(said.contains("等您回复的有") && said.contains(&first[..4]) && said.contains("新证书序列号"), "{said}");
    assert!(desk.orders.values().all(|o| o.serials.is_empty()));
    // A reply to something that is of no order.
    desk.staff_says(MO, "/help");
    let help = desk.last(GROUP).id;
    replies(&mut desk, MO, help, "JX-9001");
    assert!(desk.last(GROUP).text.contains("不属于任何订单"), "{}", desk.last(GROUP).text);
    assert_eq!(desk.dialogue(MO), certdesk::conversation::Dialogue::Idle);
    // A reply to the order's own card answers its open question.
    let digits = desk.orders[&OrderNumber::parse(&first).unwrap()].number.to_string();
    let card =
        desk.shown.iter().rev().find(|m| m.chat == GROUP && m.text.starts_with(&format!("<b>{digits}"))).unwrap().id;
    replies(&mut desk, MO, card, "JX-9001");
    assert_eq!(stage_of(&desk, &first), StageKind::Made, "{}", desk.last(GROUP).text);
    assert_eq!(stage_of(&desk, &second), StageKind::PreReview);
}

#[test]
fn a_pasted_list_is_shipped_line_by_line() {
    let mut desk = desk();
    let first = to_making(&mut desk);
    desk.staff_says(MO, &format!("/made {first} JX-9001"));
    let second = second_order(&mut desk);
    desk.rules.services.texts_all = 9;
    desk.staff_says(
        MO,
        &format!("/ship {first} SF1234567890124\n{second} SF1234567890125\nhello\n2600 9999 SF1234567890126"),
    );
    let report = desk.last(GROUP).text.clone();
    assert!(report.contains("成功 1 件") && report.contains("hello") && report.matches('✗').count() == 3, "{report}");
    assert_eq!(stage_of(&desk, &first), StageKind::Shipped);
    assert_eq!(stage_of(&desk, &second), StageKind::PreReview);
    assert!(desk.saw(ChatId(ANNA), "SF1234567890124"));
    assert_eq!(
        desk.texted,
        [(OrderNumber::parse(&first).unwrap(), TextTo::Recipient, TextKind::Shipped)],
        "the recipient is written to"
    );
    // The courier brings it back, and it is shipped again.
    desk.presses(MO, GROUP, "退件");
    assert_eq!(stage_of(&desk, &first), StageKind::Made);
    assert!(desk.saw(ChatId(ANNA), "被退回"));
    desk.staff_says(MO, &format!("/ship {first} SF1234567890127"));
    assert_eq!(stage_of(&desk, &first), StageKind::Shipped);
}

#[test]
fn a_difference_in_payment_is_stated_to_both_sides() {
    let mut desk = desk();
    let n = submitted(&mut desk);
    desk.staff_says(WEI, &format!("/approve {n}"));
    desk.staff_says(FANG, &format!("/paid {n} 100 回单9"));
    assert!(desk.saw(GROUP, "实收 100.00 元，应收 130.00 元"));
    assert!(desk.saw(ChatId(ANNA), "还差 30.00 元"));
}

#[test]
fn a_mistyped_number_is_guessed() {
    let mut desk = desk();
    let n = submitted(&mut desk);
    let wrong = format!("{}{}", &n[..7], (n[7..].parse::<u8>().unwrap() + 1) % 10);
    desk.staff_says(WEI, &format!("/order {wrong}"));
    let shown = desk.last(GROUP);
    assert!(shown.text.contains("您要找的是不是") && !shown.keys.is_empty(), "{}", shown.text);
    desk.staff_says(WEI, "/find JX-0001");
    assert!(desk.last(GROUP).text.contains("找到 1 件"), "{}", desk.last(GROUP).text);
    for (command, usage) in [
        ("/order", "用法：/order"),
        ("/paid hello", "用法：/paid"),
        ("/queue nothing", "用法：/queue"),
        ("/stats soon", "用法：/stats"),
        ("/nonsense", "没有这个命令"),
    ] {
        desk.staff_says(WEI, command);
        assert!(desk.last(GROUP).text.contains(usage), "{command}: {}", desk.last(GROUP).text);
    }
}

#[test]
fn notes_stay_among_colleagues_and_looking_is_on_record() {
    let mut desk = desk();
    let n = submitted(&mut desk);
    desk.staff_says(WEI, &format!("/note {n} 已电话核实法人"));
    assert!(desk.saw(GROUP, "已电话核实法人") && !desk.saw(ChatId(ANNA), "已电话核实法人"));
    desk.presses(WEI, GROUP, "完整号码");
    assert!(desk.toasts.last().unwrap().contains("440524188001010014"), "{:?}", desk.toasts.last());
    assert!(!desk.saw(GROUP, "440524188001010014"), "only who pressed sees it");
    desk.presses(WEI, GROUP, "看材料");
    desk.presses(WEI, GROUP, "预审通过");
    assert_eq!(stage(&desk), StageKind::AwaitingPayment, "neither note nor look makes a card out of date");
    desk.staff_says(WEI, &format!("/audit {n}"));
    let history = &desk.last(GROUP).text;
    assert!(history.contains("魏审 查看完整号码") && history.contains("记录链完整"), "{history}");
    assert!(history.contains("魏审 查看材料原图"), "scans show what the card masks: {history}");
    desk.staff_says(WEI, "/stats");
    assert!(desk.last(GROUP).text.contains("通过 1"), "{}", desk.last(GROUP).text);
}

#[test]
fn what_is_late_is_raised_each_working_day_until_it_is_dealt_with() {
    let mut desk = desk();
    submitted(&mut desk);
    // Sunday; the first working day is Monday, and Tuesday morning it is late.
    desk.waits(Duration::hours(24 + 16));
    let raised = |desk: &MemoryDesk| desk.shown.iter().filter(|m| m.text.contains("超时：")).count();
    assert_eq!(raised(&desk), 0);
    desk.waits(Duration::hours(12));
    assert_eq!(raised(&desk), 1, "{}", desk.last(GROUP).text);
    desk.waits(Duration::hours(24));
    assert_eq!(raised(&desk), 2);
    desk.happen(&certdesk::conversation::Happening::Morning);
    assert!(desk.last(GROUP).text.contains("待办 1 件") && desk.last(GROUP).text.contains("超时 1 件"));
    desk.presses(WEI, GROUP, "打开卡片");
    desk.presses(WEI, GROUP, "预审通过");
    desk.waits(Duration::days(3));
    assert_eq!(raised(&desk), 2, "an unpaid order is the applicant's to move");
}

#[test]
fn colleagues_join_by_a_link_that_works_once() {
    let mut desk = desk();
    desk.staff_says(WEI, "/staff invite reviewer");
    assert!(desk.last(GROUP).text.contains("管理员"));
    desk.staff_says(XIU, "/staff invite reviewer,finance");
    let payload = desk.last(GROUP).keys[0].1.clone();
    desk.says(88, &format!("/start {payload}"));
    assert!(desk.last(ChatId(88)).text.contains("已加入"), "{}", desk.last(ChatId(88)).text);
    desk.says(89, &format!("/start {payload}"));
    assert!(desk.last(ChatId(89)).text.contains("已失效"));
    desk.staff_says(88, "/queue");
    assert!(!desk.last(GROUP).text.contains("名册"));
    desk.staff_says(XIU, "/staff remove 88");
    desk.staff_says(88, "/queue");
    assert!(desk.last(GROUP).text.contains("名册"));
    let xiu = XIU.to_string();
    desk.staff_says(XIU, &format!("/staff remove {xiu}"));
    assert!(desk.last(GROUP).text.contains("至少要留一位"));
}

/// A desk whose staff's taps and answers are counted.
struct Counted {
    desk: MemoryDesk,
    taps: usize,
}

impl Counted {
    fn submitted() -> Self {
        let mut desk = desk();
        submitted(&mut desk);
        Self { desk, taps: 0 }
    }

    fn tap(&mut self, who: i64, keys: &[&str]) {
        self.taps += keys.len();
        for key in keys {
            self.desk.presses(who, GROUP, key);
        }
    }

    fn answer(&mut self, who: i64, text: &str) {
        self.taps += 1;
        self.desk.staff_says(who, text);
    }

    /// From the submission that is fine to the shipped certificate.
    fn goes_through(&mut self) -> usize {
        self.tap(WEI, &["受理", "看材料", "预审通过"]);
        self.tap(FANG, &["已收款 130.00 元"]);
        self.desk.presses(ANNA, ChatId(ANNA), "填写快递单号");
        self.desk.says(ANNA, "SF1234567890123");
        self.tap(WEI, &["纸质通过"]);
        for (key, text) in [("已制证", "JX-9001"), ("已寄出", "SF1234567890124")] {
            self.tap(MO, &[key]);
            self.answer(MO, text);
        }
        assert_eq!(stage(&self.desk), StageKind::Shipped, "{}", self.desk.last(GROUP).text);
        self.taps
    }
}

#[test]
fn an_uneventful_order_takes_few_taps_and_returned_documents_few_more() {
    let taps = Counted::submitted().goes_through();
    println!("an uneventful order, from submission to shipped: {taps} taps and answers of staff's");
    assert!(taps <= 12, "{taps}");

    let mut returned = Counted::submitted();
    let ticked = ["退回补正…", "营业执照", "扫描件不清晰", "← 上一步", "授权", "未盖公章", "退回"];
    returned.tap(WEI, &["受理", "看材料"]);
    returned.tap(WEI, &ticked);
    assert_eq!(stage(&returned.desk), StageKind::Correcting, "{:?}", returned.desk.toasts);
    upload(&mut returned.desk, DocumentKind::BusinessLicence, "licence-2");
    upload(&mut returned.desk, DocumentKind::AuthorisationLetter, "letter-2");
    returned.desk.presses(ANNA, ChatId(ANNA), "提交预审");
    let taps = returned.goes_through();
    println!("with two returned documents: {taps} taps and answers of staff's");
    assert!(taps <= 20, "{taps}");
}

#[test]
fn a_tap_on_what_has_changed_is_refused_and_says_what_changed() {
    let mut desk = desk();
    let n = submitted(&mut desk);
    let card = desk.last(GROUP).clone();
    let (_, approve) = card.keys.iter().find(|(label, _)| label == "预审通过").unwrap().clone();
    desk.staff_says(RUI, &format!("/return {n} 2 blurred"));
    upload(&mut desk, DocumentKind::BusinessLicence, "licence-2");
    desk.presses(ANNA, ChatId(ANNA), "提交预审");
    let mut letter = desk.letter(WEI, GROUP, Input::Pressed { query: "q".into(), data: approve });
    letter.message = Some(card.id);
    desk.arrive(&letter);
    assert_eq!(stage(&desk), StageKind::PreReview, "nothing is decided on what was not seen");
    let told = desk.toasts.last().unwrap().clone();
    assert!(told.contains("有变化") && told.contains("申请人第 2 次提交"), "{told}");
    assert!(told.chars().count() <= 200, "it fits a box: {told}");
    // So is a text that was asked for before.
    desk.presses(WEI, GROUP, "终止…");
    let asked = desk.last(GROUP).id;
    desk.staff_says(RUI, &format!("/hold {n} 等待补充说明"));
    let mut letter = desk.letter(WEI, GROUP, Input::Text("资料不实".into()));
    (letter.reply_to, letter.reply_to_bot, letter.reply_names) = (Some(asked), true, OrderNumber::parse(&n).ok());
    desk.arrive(&letter);
    assert_eq!(stage(&desk), StageKind::PreReview);
    assert!(desk.saw(GROUP, "芮审暂停办理"), "{}", desk.last(GROUP).text);
}

#[test]
fn what_applicants_do_leaves_its_line_in_the_topic() {
    let mut desk = desk();
    let n = submitted(&mut desk);
    let shown = format!("{} {}", &n[..4], &n[4..]);
    assert_eq!(desk.topic, [format!("{shown}：申请人第 1 次提交")]);
    desk.staff_says(WEI, &format!("/approve {n}"));
    desk.staff_says(FANG, &format!("/paid {n}"));
    desk.says(ANNA, "SF1234567890123");
    assert_eq!(desk.topic.len(), 2, "staff's own decisions have their lines already: {:?}", desk.topic);
    assert!(desk.topic[1].contains("申请人寄出纸质资料 SF1234567890123"), "{:?}", desk.topic);
    assert!(!desk.saw(GROUP, "申请人第 1 次提交"), "where there is no topic, the card says it");
}
