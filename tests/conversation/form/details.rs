//! Filling in: pasted once, jumped about in, put off, taken up elsewhere, several orders at a time; and never a wrong field.

use super::seat::{CHAT, apply_for, at_details, at_summary, newest, preparing};
use crate::memory::MemoryDesk;
use crate::rules::USCC;
use crate::walk::{AFTER_KIND, ANNA, BEFORE_KIND};
use certdesk::conversation::{Dialogue, Input};
use certdesk::domain::identity::IdentityKind;
use certdesk::domain::ids::{ChatId, MessageId, UserId};
use certdesk::domain::order::{Answer, Question, StageKind};

fn answer(desk: &MemoryDesk, question: Question) -> &str {
    newest(desk).answers.text(question)
}

/// The question that Anna has open.
fn open(desk: &MemoryDesk) -> Question {
    match desk.dialogue(ANNA) {
        Dialogue::Detail { question, .. } => question,
        other => panic!("no question is open: {other:?}"),
    }
}

/// At the recipient's name.
fn at_recipient() -> MemoryDesk {
    let mut desk = at_details();
    for text in BEFORE_KIND {
        desk.says(ANNA, text);
    }
    desk.presses(ANNA, CHAT, "普通发票");
    for text in &AFTER_KIND[..3] {
        desk.says(ANNA, text);
    }
    assert_eq!(open(&desk), Question::RecipientName);
    desk
}

#[test]
fn a_recipient_in_one_line_is_shown_and_taken_with_one_tap() {
    let mut desk = at_recipient();
    desk.says(ANNA, "收件人甲，13700137000，江西省南昌市东湖区一号");
    assert_eq!(answer(&desk, Question::RecipientName), "", "nothing is taken before it is confirmed");
    let text = &desk.last(CHAT).text;
    assert!(text.contains("收件人手机号：13700137000") && text.contains("收件地址：江西省南昌市东湖区一号"), "{text}");
    desk.presses(ANNA, CHAT, "全部正确");
    assert_eq!(answer(&desk, Question::RecipientAddress), "江西省南昌市东湖区一号");
    assert_eq!(desk.dialogue(ANNA), Dialogue::Summary);
}

#[test]
fn a_pasted_field_is_corrected_by_itself() {
    let mut desk = at_recipient();
    desk.says(ANNA, "收件人甲 13700137000 江西省南昌市东湖区一号");
    desk.presses(ANNA, CHAT, "更正收件人手机号");
    desk.says(ANNA, "137");
    assert!(desk.saw(CHAT, "手机号应为 11 位"));
    desk.says(ANNA, "13700137001");
    desk.presses(ANNA, CHAT, "全部正确");
    assert_eq!(answer(&desk, Question::RecipientMobile), "13700137001");
}

#[test]
fn a_paste_may_be_one_answer_after_all_or_none() {
    let mut desk = at_recipient();
    desk.says(ANNA, "收件人甲 13700137000");
    desk.presses(ANNA, CHAT, "都不要");
    assert_eq!(open(&desk), Question::RecipientName);
    desk.says(ANNA, "收件人甲");
    desk.says(ANNA, "13700137000");
    desk.says(ANNA, "江西省南昌市东湖区一号 13700137009 收件人乙");
    desk.presses(ANNA, CHAT, "整条作为收件地址");
    assert_eq!(answer(&desk, Question::RecipientAddress), "江西省南昌市东湖区一号 13700137009 收件人乙");
    assert_eq!(answer(&desk, Question::RecipientMobile), "13700137000");
}

#[test]
fn an_invoice_header_may_come_at_any_time_and_what_is_not_asked_is_given_back() {
    let mut desk = at_details();
    desk.says(
        ANNA,
        &format!("名称：江西样例建筑有限公司\n税号：{USCC}\n开户行及账号：工商银行南昌支行 1502000000000000001\n地址、电话：江西省南昌市红谷滩区会展路88号 0791-86666666"),
    );
    let text = desk.last(CHAT).text.clone();
    assert!(text.contains("没有用上的内容") && text.contains("1502000000000000001"), "{text}");
    desk.presses(ANNA, CHAT, "全部正确");
    assert_eq!(answer(&desk, Question::InvoiceTaxNumber), USCC);
    assert_eq!(open(&desk), Question::UnitAddress, "back to the question that was open");
    assert_eq!(answer(&desk, Question::UnitAddress), "", "an address of an invoice is none of the unit's");
}

#[test]
fn a_contact_brings_the_name_and_the_number() {
    let mut desk = at_recipient();
    let contact = Input::Contact { phone: "+8613700137000".into(), user: None, name: "王收件".into() };
    let letter = desk.letter(ANNA, CHAT, contact.clone());
    desk.arrive(&letter);
    desk.presses(ANNA, CHAT, "全部正确");
    assert_eq!(
        (answer(&desk, Question::RecipientName), answer(&desk, Question::RecipientMobile)),
        ("王收件", "13700137000")
    );
    // Where neither is asked for, it is no answer.
    let letter = desk.letter(ANNA, CHAT, contact);
    desk.arrive(&letter);
    assert_eq!(open(&desk), Question::RecipientAddress);
}

#[test]
fn a_section_is_jumped_to_and_what_is_put_off_is_asked_last() {
    let mut desk = at_details();
    desk.presses(ANNA, CHAT, "稍后再填");
    assert_eq!(open(&desk), Question::UnitMobile);
    desk.presses(ANNA, CHAT, "跳到其他部分");
    assert!(desk.last(CHAT).text.contains("单位信息：已填 0/2"), "{}", desk.last(CHAT).text);
    desk.presses(ANNA, CHAT, "收件人");
    assert_eq!(open(&desk), Question::RecipientName);
    for text in &AFTER_KIND[3..] {
        desk.says(ANNA, text);
    }
    assert_eq!(open(&desk), Question::UnitMobile, "back to the first that is open and not put off");
    for text in &BEFORE_KIND[1..] {
        desk.says(ANNA, text);
    }
    desk.presses(ANNA, CHAT, "普通发票");
    for text in &AFTER_KIND[..3] {
        desk.says(ANNA, text);
    }
    assert_eq!(desk.dialogue(ANNA), Dialogue::Summary);
    assert!(desk.last(CHAT).text.contains("还有 1 项没填"), "{}", desk.last(CHAT).text);
    desk.presses(ANNA, CHAT, "补填");
    assert_eq!(open(&desk), Question::UnitAddress);
    desk.says(ANNA, BEFORE_KIND[0]);
    desk.presses(ANNA, CHAT, "确认无误");
    assert_eq!(newest(&desk).stage.kind(), StageKind::Preparing);
}

#[test]
fn a_finished_section_shows_its_answers_and_any_is_changed() {
    let mut desk = at_summary();
    desk.presses(ANNA, CHAT, "跳到其他部分");
    desk.presses(ANNA, CHAT, "经办人");
    assert!(desk.last(CHAT).text.contains("经办人手机号：13900139000"));
    desk.presses(ANNA, CHAT, "经办人手机");
    desk.says(ANNA, "13900139009");
    assert_eq!(desk.dialogue(ANNA), Dialogue::Summary);
    // The ground and the certificates are changed from the summary, too.
    desk.presses(ANNA, CHAT, "修改");
    desk.presses(ANNA, CHAT, "补办原因");
    desk.presses(ANNA, CHAT, "损坏");
    assert_eq!(desk.dialogue(ANNA), Dialogue::Summary);
    desk.presses(ANNA, CHAT, "修改");
    desk.presses(ANNA, CHAT, "证书");
    desk.presses(ANNA, CHAT, "JX-0002");
    desk.presses(ANNA, CHAT, "选好了");
    assert_eq!(newest(&desk).certificates.len(), 2);
    desk.presses(ANNA, CHAT, "我明白");
    assert_eq!(desk.dialogue(ANNA), Dialogue::Summary);
}

#[test]
fn next_week_on_another_phone_it_is_the_same_question() {
    let mut desk = at_details();
    for text in &BEFORE_KIND[..3] {
        desk.says(ANNA, text);
    }
    desk.waits(chrono::Duration::days(7));
    let phone = 9;
    desk.says(phone, "/login");
    desk.says(phone, USCC);
    desk.says(phone, "Buban-2026");
    desk.says(phone, "/orders");
    let number = newest(&desk).number.to_string();
    desk.presses(phone, ChatId(phone), &number);
    assert!(matches!(desk.dialogue(phone), Dialogue::Detail { question: Question::LegalIdentity, .. }));
    desk.says(phone, BEFORE_KIND[3]);
    // The first phone's question is answered by now; what is typed there still goes into the field that it shows.
    desk.says(ANNA, "11010519491231002X");
    assert_eq!(answer(&desk, Question::LegalIdentity), "11010519491231002X");
    assert_eq!(answer(&desk, Question::AgentName), "");
}

#[test]
fn an_orders_number_switches_and_one_tap_leads_back() {
    let mut desk = preparing();
    let first = newest(&desk).number.clone();
    apply_for(&mut desk, "JX-0002");
    let second = newest(&desk).number.clone();
    desk.says(ANNA, "江西省南昌市一号路");
    assert_eq!(open(&desk), Question::UnitMobile);
    desk.says(ANNA, &first.to_string());
    assert!(desk.last(CHAT).text.contains(&first.to_string()), "{}", desk.last(CHAT).text);
    assert_eq!(desk.sessions[&(CHAT, UserId(ANNA))].order, Some(first));
    desk.presses(ANNA, CHAT, &format!("回到订单 {second}"));
    assert_eq!(open(&desk), Question::UnitMobile);
    assert!(desk.last(CHAT).text.contains(&second.to_string()), "the current order is always shown");
    assert_eq!(desk.orders[&second].answers.text(Question::UnitMobile), "", "a number of an order is no answer");
}

#[test]
fn people_without_a_resident_card_choose_their_document_or_just_type() {
    let mut desk = at_details();
    for text in &BEFORE_KIND[..3] {
        desk.says(ANNA, text);
    }
    // Typed without choosing: the kinds that fit are one tap away.
    desk.says(ANNA, "H12345678");
    assert!(desk.saw(CHAT, "如果是其他证件的号码"));
    desk.presses(ANNA, CHAT, "港澳通行证：");
    let Some(Answer::Identity(identity)) = newest(&desk).answers.get(Question::LegalIdentity) else { panic!() };
    assert_eq!((identity.kind(), identity.number()), (IdentityKind::HongKongMacaoPermit, "H12345678"));
    // Chosen first: the number is read as one of that kind.
    desk.says(ANNA, "安经办");
    desk.presses(ANNA, CHAT, "台胞证");
    desk.says(ANNA, "12345678");
    let Some(Answer::Identity(identity)) = newest(&desk).answers.get(Question::AgentIdentity) else { panic!() };
    assert_eq!(identity.kind(), IdentityKind::TaiwanPermit);
}

/// Letters that arrive at one moment: none of them could have seen the answer to the one before.
fn at_once(desk: &mut MemoryDesk, texts: &[&str]) {
    let now = desk.now;
    for text in texts {
        desk.now = now;
        desk.says(ANNA, text);
    }
}

#[test]
fn what_is_typed_ahead_goes_into_no_field_and_is_one_tap_away() {
    let mut desk = at_details();
    at_once(&mut desk, &["江西省南昌市一号路", "13800138009"]);
    assert_eq!(answer(&desk, Question::UnitAddress), "江西省南昌市一号路");
    assert_eq!(answer(&desk, Question::UnitMobile), "", "it came before the question was seen");
    assert!(desk.saw(CHAT, "“13800138009”发得比问题早"));
    desk.presses(ANNA, CHAT, "刚才发的：13800138009");
    assert_eq!(answer(&desk, Question::UnitMobile), "13800138009");
    assert!(desk.sessions[&(CHAT, UserId(ANNA))].at_hand.is_empty());
}

#[test]
fn an_older_message_that_arrives_late_answers_nothing() {
    let mut desk = at_details();
    let write = |desk: &mut MemoryDesk, id: i64, text: &str| {
        let mut letter = desk.letter(ANNA, CHAT, Input::Text(text.into()));
        letter.message = Some(MessageId(id));
        desk.arrive(&letter);
    };
    write(&mut desk, 20, "江西省南昌市一号路");
    write(&mut desk, 30, "13800138000");
    write(&mut desk, 25, "张三");
    assert_eq!(open(&desk), Question::LegalName);
    assert_eq!(answer(&desk, Question::LegalName), "");
    desk.presses(ANNA, CHAT, "刚才发的：张三");
    assert_eq!(answer(&desk, Question::LegalName), "张三");
}

#[test]
fn language_changes_in_the_middle_of_a_paste() {
    let mut desk = at_recipient();
    desk.says(ANNA, "收件人甲 13700137000 江西省南昌市东湖区一号");
    desk.says(ANNA, "/language");
    desk.presses(ANNA, CHAT, "English");
    assert!(desk.last(CHAT).text.contains("Nothing is filled in yet"), "{}", desk.last(CHAT).text);
    desk.presses(ANNA, CHAT, "All right");
    assert!(desk.last(CHAT).text.contains("Please check order"), "{}", desk.last(CHAT).text);
}

#[test]
fn who_was_let_go_of_the_account_goes_on_with_none_of_its_orders() {
    let mut desk = at_details();
    // Logged out from elsewhere, in the middle of a question.
    desk.sessions.get_mut(&(CHAT, UserId(ANNA))).unwrap().account = None;
    desk.says(ANNA, "江西省南昌市一号路");
    assert_eq!(answer(&desk, Question::UnitAddress), "");
    assert_eq!(desk.dialogue(ANNA), Dialogue::Idle);
    assert_eq!(desk.sessions[&(CHAT, UserId(ANNA))].order, None);
}

#[test]
fn a_first_order_takes_at_most_45_inputs_and_a_second_one_15() {
    let mut desk = super::seat::desk();
    desk.says(ANNA, "/start");
    desk.presses(ANNA, CHAT, "注册");
    for text in ["江西样例建筑有限公司", USCC, "138 0013 8000", "Buban-2026"] {
        desk.says(ANNA, text);
    }
    apply_for(&mut desk, "JX-0001");
    desk.answers();
    desk.presses(ANNA, CHAT, "确认无误");
    // 2 + 4 to register, 7 to apply, 7 + 1 + 6 details, 1 to confirm.
    let first = 6 + 7 + BEFORE_KIND.len() + 1 + AFTER_KIND.len() + 1;
    apply_for(&mut desk, "JX-0002");
    desk.presses(ANNA, CHAT, "全部沿用");
    desk.presses(ANNA, CHAT, "确认无误");
    assert_eq!(newest(&desk).stage.kind(), StageKind::Preparing);
    let second = 7 + 2;
    println!("up to the printed forms: {first} inputs for a first order, {second} for a second one");
    assert!(first <= 45 && second <= 15);
}
