//! A word for the applicant from the group: by command, by template, with a file; its receipt; what is corrected; and what never goes out.

use super::office::{desk, replies, submitted};
use crate::memory::{GROUP, MemoryDesk, media};
use crate::walk::{ANNA, WEI};
use certdesk::conversation::{Happening, Input, OtherKind, Unreachable};
use certdesk::domain::document::{FileForm, FileRef};
use certdesk::domain::ids::{ChatId, MessageId};
use certdesk::domain::order_number::OrderNumber;
use certdesk::domain::passage::Passage;
use certdesk::domain::review::Template;
use certdesk::domain::rules::{Bilingual, Lang};

const CHAT: ChatId = ChatId(ANNA);

fn with_templates(desk: &mut MemoryDesk) {
    let text = Bilingual { zh: "请保持手机畅通".into(), en: "Please keep your mobile at hand".into() };
    desk.rules.review.templates = vec![Template { id: "call".into(), text }];
}

/// Wei writes in the group, as message `id`.
fn writes(desk: &mut MemoryDesk, id: i64, input: Input, reply_to: Option<MessageId>) {
    let mut letter = desk.letter(WEI, GROUP, input);
    letter.message = Some(MessageId(id));
    letter.reply_to = reply_to;
    letter.reply_to_bot = reply_to.is_some();
    desk.arrive(&letter);
}

fn command(desk: &mut MemoryDesk, id: i64, name: &str, rest: &str) {
    writes(desk, id, Input::Command { name: name.into(), rest: rest.into() }, None);
}

fn photo(caption: &str) -> Input {
    let file = FileRef { id: "p".into(), unique_id: "p".into(), name: None, size: 9, form: FileForm::Photo };
    Input::File { file, caption: Some(caption.into()) }
}

#[test]
fn a_word_goes_out_by_command_and_its_receipt_says_what_became_of_it() {
    let mut desk = desk();
    let n = submitted(&mut desk);
    command(&mut desk, 7_001, "talk", &format!("{n} 营业执照请重拍一张"));
    let told = desk.last(CHAT).clone();
    assert!(told.text.contains("魏审") && told.text.contains("营业执照请重拍一张"), "{}", told.text);
    assert!(desk.last(GROUP).text.contains("已送达"), "{}", desk.last(GROUP).text);
    let receipts = desk.shown.iter().filter(|m| m.chat == GROUP && m.text.contains("送达")).count();
    assert_eq!(receipts, 1, "one line, kept up to date");

    // The applicant answers it, and the answer comes to the group with a key for a word back.
    let mut letter = desk.letter(ANNA, CHAT, Input::Text("好的，马上".into()));
    letter.message = Some(MessageId(8_001));
    letter.reply_to = Some(told.id);
    desk.arrive(&letter);
    let copy = desk.last(GROUP).clone();
    assert!(copy.text.contains("好的，马上") && copy.keys.iter().any(|(label, _)| label == "留言…"), "{copy:?}");
    // What the applicant corrects is passed on below what it was.
    let mut letter = desk.letter(ANNA, CHAT, Input::Edited { text: Some("好的，明天".into()) });
    letter.message = Some(MessageId(8_001));
    desk.arrive(&letter);
    assert!(desk.saw(GROUP, "好的，明天"));

    // And what is corrected in the group is corrected for the applicant: the command itself never goes out.
    let edited = Input::Edited { text: Some(format!("/talk {n} 营业执照请重新扫描")) };
    writes(&mut desk, 7_001, edited, None);
    let told = desk.last(CHAT).text.clone();
    assert!(told.contains("更正") && told.contains("营业执照请重新扫描") && !told.contains("/talk"), "{told}");

    // Who has stopped the bot does not get it, and the receipt says so.
    desk.blocked.push(CHAT);
    command(&mut desk, 7_002, "talk", &format!("{n} 在吗"));
    assert!(desk.last(GROUP).text.contains("没有送达"), "{}", desk.last(GROUP).text);
}

#[test]
fn a_template_goes_out_by_name_and_by_key() {
    let mut desk = desk();
    let n = submitted(&mut desk);
    with_templates(&mut desk);
    command(&mut desk, 7_001, "talk", &format!("{n} #call"));
    assert!(desk.last(CHAT).text.contains("请保持手机畅通"), "{}", desk.last(CHAT).text);
    command(&mut desk, 7_002, "talk", &format!("{n} #nothing"));
    assert!(desk.last(GROUP).text.contains("#call"), "{}", desk.last(GROUP).text);

    let before = desk.passages.len();
    desk.presses(WEI, GROUP, "留言…");
    assert!(desk.last(GROUP).text.contains("请回复本条"), "{}", desk.last(GROUP).text);
    desk.presses(WEI, GROUP, "请保持手机畅通");
    assert_eq!(desk.passages.len(), before + 1);

    // Or in words of one's own, in answer to the question.
    command(&mut desk, 7_003, "talk", &n);
    let question = desk.last(GROUP).id;
    let mut letter = desk.letter(WEI, GROUP, Input::Text("资料齐全，下周一寄出".into()));
    letter.message = Some(MessageId(7_004));
    letter.reply_to = Some(question);
    letter.reply_to_bot = true;
    desk.arrive(&letter);
    assert!(desk.last(CHAT).text.contains("资料齐全，下周一寄出"), "{}", desk.last(CHAT).text);
}

#[test]
fn pictures_go_out_and_notes_never_do() {
    let mut desk = desk();
    let n = submitted(&mut desk);
    writes(&mut desk, 7_001, photo(&format!("/talk {n} 请照这个样子盖章")), None);
    assert!(desk.last(CHAT).text.contains("请照这个样子盖章"), "{}", desk.last(CHAT).text);

    let said = desk.passages.len();
    for (id, name, rest) in
        [(7_010, "talk", format!("{n} // 这家单位要多留意")), (7_011, "note", format!("{n} 这家单位要多留意"))]
    {
        command(&mut desk, id, name, &rest);
    }
    // Asked for a word, and then noted something down instead.
    command(&mut desk, 7_012, "talk", &n);
    let question = desk.last(GROUP).id;
    replies(&mut desk, WEI, question, "// 先问问财务，多留意");
    assert_eq!(desk.passages.len(), said);
    assert!(!desk.saw(CHAT, "多留意"));

    // A reply to what the applicant wrote may hold what cannot be passed on: said, and nothing is lost silently.
    desk.says(ANNA, "/staff");
    let mut letter = desk.letter(ANNA, CHAT, Input::Text("请问进度".into()));
    letter.message = Some(MessageId(8_002));
    desk.arrive(&letter);
    let copy = desk.last(GROUP).id;
    writes(&mut desk, 7_020, Input::Other(OtherKind::Location), Some(copy));
    assert!(desk.last(GROUP).text.contains("不能转交"), "{}", desk.last(GROUP).text);
    // A correction that turns a word into a note stays here.
    writes(&mut desk, 7_021, Input::Text("预审中".into()), Some(copy));
    let said = desk.passages.len();
    writes(&mut desk, 7_021, Input::Edited { text: Some("// 预审中".into()) }, None);
    assert_eq!(desk.passages.len(), said);

    // Colleagues who are not in the register say nothing to anybody.
    let mut letter = desk.letter(99, GROUP, Input::Command { name: "talk".into(), rest: format!("{n} hello") });
    letter.message = Some(MessageId(7_030));
    desk.arrive(&letter);
    assert!(desk.last(GROUP).text.contains("名册") && !desk.saw(CHAT, "hello"));
}

#[test]
fn a_voice_goes_out_in_answer_to_the_question_and_a_video_by_its_caption() {
    let mut desk = desk();
    let n = submitted(&mut desk);
    command(&mut desk, 7_001, "talk", &n);
    let question = desk.last(GROUP).id;
    writes(&mut desk, 7_002, media(FileForm::Voice), Some(question));
    assert_eq!(std::mem::take(&mut desk.carried), [(CHAT, FileForm::Voice)]);
    assert!(
        desk.last(CHAT).text.contains("魏审") && desk.last(CHAT).text.contains(&n[..4]),
        "{}",
        desk.last(CHAT).text
    );
    let Input::Media { file, .. } = media(FileForm::Video) else { panic!("a video is media") };
    writes(&mut desk, 7_003, Input::Media { file, caption: Some(format!("/talk {n} 请照这样盖章")) }, None);
    assert_eq!(std::mem::take(&mut desk.carried), [(CHAT, FileForm::Video)]);
    assert!(desk.last(CHAT).text.contains("请照这样盖章"), "{}", desk.last(CHAT).text);
    // Among colleagues, nothing of the kind goes anywhere.
    writes(&mut desk, 7_004, media(FileForm::Voice), None);
    assert_eq!(desk.carried, []);
}

#[test]
fn a_receipt_says_queued_until_it_knows_better_and_given_up_where_it_was() {
    let mut desk = desk();
    let n = submitted(&mut desk);
    desk.offline = true;
    command(&mut desk, 7_001, "talk", &format!("{n} 请补一张"));
    assert!(desk.last(GROUP).text.contains("已排队"), "{}", desk.last(GROUP).text);
    let passage = Passage {
        chat: GROUP,
        message: MessageId(7_001),
        order: Some(OrderNumber::parse(&n).unwrap()),
        lang: Lang::Zh,
        name: "魏审".into(),
    };
    let shown = desk.shown.len();
    desk.happen(&Happening::Passed { passage: passage.clone(), copy: Err(Unreachable::GaveUp) });
    let receipt = desk.last(GROUP).text.clone();
    assert!(receipt.contains("没有送达") && receipt.contains("电话"), "{receipt}");
    assert_eq!(desk.shown.len(), shown, "the same line says it");
    // The applicant's own word that did not arrive is said to them.
    let passage = Passage { chat: CHAT, message: MessageId(8_001), name: "安".into(), ..passage };
    desk.happen(&Happening::Passed { passage, copy: Err(Unreachable::GaveUp) });
    assert!(desk.last(CHAT).text.contains("没能转给工作人员"), "{}", desk.last(CHAT).text);
}
