//! A word with staff: from any point and back to the same question, replies find their way, and nothing is passed on by accident.

use super::seat::{CHAT, at_details, newest};
use crate::memory::{GROUP, MemoryDesk, Shown, media};
use crate::walk::{ANNA, WEI};
use certdesk::conversation::{Dialogue, Input, OtherKind};
use certdesk::domain::document::{FileForm, FileRef};
use certdesk::domain::ids::{ChatId, MessageId};
use certdesk::domain::order::Question;

/// What Anna last wrote to staff, as the group has it.
fn in_group(desk: &MemoryDesk) -> Shown {
    desk.last(GROUP).clone()
}

/// One of the staff replies to a message of the group, as message `id`.
fn reply(desk: &mut MemoryDesk, to: MessageId, id: i64, text: &str) {
    let mut letter = desk.letter(WEI, GROUP, Input::Text(text.into()));
    letter.reply_to = Some(to);
    letter.message = Some(MessageId(id));
    desk.arrive(&letter);
}

/// Anna writes with a message number of its own.
fn writes(desk: &mut MemoryDesk, id: i64, text: &str) {
    let mut letter = desk.letter(ANNA, CHAT, Input::Text(text.into()));
    letter.message = Some(MessageId(id));
    desk.arrive(&letter);
}

fn asked(desk: &mut MemoryDesk) -> Shown {
    desk.says(ANNA, "/staff");
    writes(desk, 9_001, "我的手机 13800138000 换了，怎么改？");
    in_group(desk)
}

#[test]
fn a_word_with_staff_leads_back_to_the_same_question_and_the_answer_comes_here() {
    let mut desk = at_details();
    let before = desk.dialogue(ANNA);
    let copy = asked(&mut desk);
    let number = newest(&desk).number.to_string();
    assert!(copy.text.contains(&number) && copy.text.contains("江西样例建筑有限公司"), "{}", copy.text);
    assert!(
        copy.text.contains("138****8000") && !copy.text.contains("13800138000"),
        "masked in the group: {}",
        copy.text
    );
    assert_eq!(desk.dialogue(ANNA), before, "the same question is open");
    assert!(desk.last(CHAT).text.contains("单位<b>地址</b>"), "and asked again: {}", desk.last(CHAT).text);
    assert!(newest(&desk).answers.get(Question::UnitAddress).is_none());

    reply(&mut desk, copy.id, 5_001, "请在汇总里点“修改”。");
    let answer = desk.last(CHAT).text.clone();
    assert!(answer.contains("魏审") && answer.contains("请在汇总里点") && answer.contains(&number), "{answer}");
    assert!(desk.last(GROUP).text.contains("已送达"), "{}", desk.last(GROUP).text);

    // One tap answers the answer, and it is told apart from the form.
    desk.presses(ANNA, CHAT, "回复工作人员");
    writes(&mut desk, 9_002, "好的谢谢");
    assert!(in_group(&desk).text.contains("好的谢谢"));
    writes(&mut desk, 9_003, "江西省南昌市一号路");
    assert_eq!(newest(&desk).answers.text(Question::UnitAddress), "江西省南昌市一号路");
}

#[test]
fn nothing_is_passed_on_by_accident() {
    let mut desk = at_details();
    let said = desk.passages.len();
    // Asked for and then left by a command, a button, a change of mind.
    desk.says(ANNA, "/staff");
    desk.says(ANNA, "/orders");
    desk.says(ANNA, "江西省南昌市一号路");
    desk.says(ANNA, "/staff");
    desk.presses(ANNA, CHAT, "稍后再填");
    desk.says(ANNA, "梁法人");
    desk.says(ANNA, "/staff");
    desk.presses(ANNA, CHAT, "不发了");
    desk.says(ANNA, "11010519491231002X");
    assert_eq!(desk.passages.len(), said);
    assert_eq!(newest(&desk).answers.text(Question::LegalIdentity), "11010519491231002X");
    // Sent twice by a nervous finger: the second is no answer to the question that waits.
    desk.says(ANNA, "/staff");
    let now = desk.now;
    desk.says(ANNA, "请问要多久");
    desk.now = now + chrono::Duration::seconds(1);
    desk.says(ANNA, "请问要多久");
    assert_eq!(desk.passages.len(), said + 1);
    assert_eq!(newest(&desk).answers.text(Question::AgentName), "");
}

#[test]
fn colleagues_among_themselves_are_never_heard_outside() {
    let mut desk = at_details();
    let copy = asked(&mut desk);
    let heard = desk.shown.iter().filter(|m| m.chat == CHAT).count();
    reply(&mut desk, copy.id, 5_001, "// 这个人上周也来过");
    assert!(desk.last(GROUP).text.contains("内部备注"));
    // A plain message, and a reply to a colleague's.
    let plain = desk.letter(WEI, GROUP, Input::Text("谁来处理一下".into()));
    desk.arrive(&plain);
    reply(&mut desk, MessageId(5_001), 5_002, "我来");
    // Somebody who is not in the register.
    let mut stranger = desk.letter(77, GROUP, Input::Text("你好".into()));
    stranger.reply_to = Some(copy.id);
    desk.arrive(&stranger);
    assert_eq!(desk.shown.iter().filter(|m| m.chat == CHAT).count(), heard);
}

#[test]
fn corrections_follow_on_both_sides() {
    let mut desk = at_details();
    let copy = asked(&mut desk);
    let mut edited = desk.letter(ANNA, CHAT, Input::Edited { text: Some("我的手机换了，怎么改？急".into()) });
    edited.message = Some(MessageId(9_001));
    desk.arrive(&edited);
    assert!(in_group(&desk).text.contains("急") && in_group(&desk).text.contains("修改后"), "{}", in_group(&desk).text);
    reply(&mut desk, copy.id, 5_001, "三天");
    let mut edited = desk.letter(WEI, GROUP, Input::Edited { text: Some("三个工作日".into()) });
    edited.message = Some(MessageId(5_001));
    desk.arrive(&edited);
    assert!(desk.last(CHAT).text.contains("三个工作日") && desk.last(CHAT).text.contains("更正"));
    // An edited answer of the form changes nothing, as before.
    let mut edited = desk.letter(ANNA, CHAT, Input::Edited { text: Some("x".into()) });
    edited.message = Some(MessageId(8_000));
    desk.arrive(&edited);
    assert!(desk.last(CHAT).text.contains("不会改变答案"));
}

#[test]
fn pictures_and_files_go_to_staff_and_an_album_whole() {
    let mut desk = at_details();
    desk.says(ANNA, "/staff");
    for (id, unique) in [(9_001, "a"), (9_002, "b")] {
        let file = FileRef { id: unique.into(), unique_id: unique.into(), name: None, size: 9, form: FileForm::Photo };
        let mut letter = desk.letter(ANNA, CHAT, Input::File { file, caption: Some("看这里".into()) });
        letter.message = Some(MessageId(id));
        letter.album = Some("album".into());
        desk.arrive(&letter);
    }
    assert_eq!(desk.passages.len(), 2);
    assert_eq!(desk.shown.iter().filter(|m| m.text.contains("已转给工作人员")).count(), 1, "told once");
}

const HEARD: [FileForm; 6] =
    [FileForm::Voice, FileForm::Video, FileForm::VideoNote, FileForm::Audio, FileForm::Animation, FileForm::Sticker];

#[test]
fn whatever_can_be_heard_or_watched_is_carried_over_on_both_sides() {
    let mut desk = at_details();
    let question = desk.dialogue(ANNA);
    for (id, form) in (9_100..).zip(HEARD) {
        // No answer of the form, and for staff once it is meant for them.
        let letter = desk.letter(ANNA, CHAT, media(form));
        desk.arrive(&letter);
        assert!(desk.saw(CHAT, "用不上") && desk.carried.is_empty(), "{form:?}");
        desk.says(ANNA, "/staff");
        let mut letter = desk.letter(ANNA, CHAT, media(form));
        letter.message = Some(MessageId(id));
        desk.arrive(&letter);
        assert_eq!(std::mem::take(&mut desk.carried), [(GROUP, form)]);
        assert_eq!(desk.dialogue(ANNA), question, "and the same question is open");
        // Whatever bears no words stands below the words that say whose it is; a reply to either goes back.
        let copies: Vec<_> = desk.passages.iter().filter(|p| p.passage.message == MessageId(id)).cloned().collect();
        assert_eq!(copies.len(), if form.bears_words() { 1 } else { 2 });
        let mut reply = desk.letter(WEI, GROUP, media(form));
        (reply.message, reply.reply_to, reply.reply_to_bot) =
            (Some(MessageId(id)), Some(copies.last().unwrap().message), true);
        desk.arrive(&reply);
        assert_eq!(std::mem::take(&mut desk.carried), [(CHAT, form)]);
        assert!(desk.last(GROUP).text.contains("已送达"), "{}", desk.last(GROUP).text);
        // The applicant answers the answer with the same.
        let told = desk.passages.iter().rev().find(|p| p.chat == CHAT).unwrap().message;
        let mut letter = desk.letter(ANNA, CHAT, media(form));
        (letter.message, letter.reply_to) = (Some(MessageId(id + 100)), Some(told));
        desk.arrive(&letter);
        assert_eq!(std::mem::take(&mut desk.carried), [(GROUP, form)]);
    }
    desk.says(ANNA, "/staff");
    let place = desk.letter(ANNA, CHAT, Input::Other(OtherKind::Location));
    desk.arrive(&place);
    assert!(desk.last(CHAT).text.contains("不能转交"), "{}", desk.last(CHAT).text);
}

#[test]
fn a_stranger_is_heard_and_answered_and_one_out_of_reach_is_reported() {
    let mut desk = at_details();
    desk.says(9, "/staff");
    desk.says(9, "你们几点上班？");
    let copy = in_group(&desk);
    assert!(copy.text.contains("未登录"), "{}", copy.text);
    reply(&mut desk, copy.id, 5_001, "九点");
    assert!(desk.last(ChatId(9)).text.contains("九点"));
    desk.blocked.push(ChatId(9));
    reply(&mut desk, copy.id, 5_002, "九点到五点");
    assert!(desk.last(GROUP).text.contains("没有送达"), "{}", desk.last(GROUP).text);
}

#[test]
fn staff_are_reached_before_there_is_an_order_and_in_a_password_question() {
    let mut desk = super::seat::desk();
    desk.says(ANNA, "/login");
    desk.says(ANNA, crate::rules::USCC);
    assert!(matches!(desk.dialogue(ANNA), Dialogue::LogInPassword { .. }));
    desk.says(ANNA, "/help");
    desk.presses(ANNA, CHAT, "联系工作人员");
    desk.says(ANNA, "忘记密码了");
    assert!(in_group(&desk).text.contains("忘记密码了"));
    assert!(matches!(desk.dialogue(ANNA), Dialogue::LogInPassword { .. }), "and the question waits");
}

/// The clumsy applicant's: 4,096 characters and the words around them are more than a message holds.
#[test]
fn the_longest_message_is_passed_on_whole() {
    let mut desk = at_details();
    desk.says(ANNA, "/staff");
    desk.says(ANNA, &"长".repeat(4_096));
    let heard: usize = desk.shown.iter().filter(|m| m.chat == GROUP).map(|m| m.text.matches('长').count()).sum();
    assert_eq!(heard, 4_096);
    assert_eq!(desk.passages.len(), 2, "each of the two can be replied to");
}

#[test]
fn one_person_cannot_flood_the_group() {
    let mut desk = at_details();
    for n in 0..40 {
        desk.says(ANNA, "/staff");
        desk.says(ANNA, &format!("第 {n} 条"));
    }
    assert_eq!(desk.passages.len(), 30);
    assert!(desk.saw(CHAT, "这一小时的留言已经很多了"));
}
