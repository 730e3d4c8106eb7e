//! Nobody reads the chat: it is blocked, everybody has logged out, or a message comes back. The agent hears of each new stage once, by
//! short message and e-mail, and staff read which way it went. The same where the desk wants both.

use super::office::{desk, number, submitted, to_making};
use crate::memory::{GROUP, MemoryDesk};
use crate::walk::{ANNA, FANG, MO, WEI};
use certdesk::conversation::{Happening, Input, Unreachable};
use certdesk::domain::ids::{ChatId, UserId};
use certdesk::domain::mailing::MailKind;
use certdesk::domain::texting::{TextKind, TextTo};

/// A desk that can write both ways.
fn writing() -> MemoryDesk {
    let mut desk = desk();
    (desk.rules.services.texts_all, desk.rules.services.mails_all) = (10, 10);
    desk
}

fn blocks(desk: &mut MemoryDesk, blocked: bool) {
    let letter = desk.letter(ANNA, ChatId(ANNA), Input::Blocked(blocked));
    desk.arrive(&letter);
}

fn comes_back(desk: &mut MemoryDesk) {
    desk.happen(&Happening::Unreachable { chat: ChatId(ANNA), reason: Unreachable::Blocked });
}

/// How often the group read this.
fn read(desk: &MemoryDesk, text: &str) -> usize {
    desk.shown.iter().filter(|message| message.chat == GROUP && message.text.contains(text)).count()
}

/// To whom short messages went, and about what.
fn texts(desk: &MemoryDesk) -> Vec<(TextTo, TextKind)> {
    desk.texted.iter().map(|(_, to, kind)| (*to, *kind)).collect()
}

const NEWS: (TextTo, TextKind) = (TextTo::Agent, TextKind::Notice);

#[test]
fn who_has_blocked_the_bot_hears_of_each_stage_once_by_both_ways() {
    let mut desk = writing();
    let n = submitted(&mut desk);
    assert!(desk.texted.is_empty() && desk.mails.is_empty(), "the chat works");
    blocks(&mut desk, true);
    assert!(desk.texted.is_empty(), "there is no news yet");
    desk.staff_says(WEI, &format!("/approve {n}"));
    assert_eq!((texts(&desk), &desk.mails[..]), (vec![NEWS], &[MailKind::Notice][..]));
    assert_eq!(read(&desk, "申请人已屏蔽机器人，聊天中的通知没有人能看到；已改发短信和邮件"), 1);
    // The chat's own message comes back as well, and nothing else of this stage is news.
    comes_back(&mut desk);
    desk.staff_says(FANG, &format!("/note {n} called"));
    assert_eq!((desk.texted.len(), desk.mails.len()), (1, 1), "one stage is told of once");
    desk.staff_says(FANG, &format!("/paid {n}"));
    assert_eq!((texts(&desk), desk.mails.len()), (vec![NEWS; 2], 2), "the next one is told of, too");
    assert_eq!(read(&desk, "聊天中的通知没有人能看到"), 2);
    // Back again, they read for themselves.
    blocks(&mut desk, false);
    desk.presses(ANNA, ChatId(ANNA), "填写快递单号");
    desk.says(ANNA, "SF1234567890123");
    desk.staff_says(WEI, &format!("/paper {n} ok"));
    assert_eq!((desk.texted.len(), desk.mails.len()), (2, 2));
    assert!(!desk.saw(GROUP, "13900139000") && !desk.saw(GROUP, "caiwu@"), "nothing personal is read in the group");
}

#[test]
fn what_is_returned_and_what_is_taken_back_is_news_too() {
    let mut desk = writing();
    let n = submitted(&mut desk);
    blocks(&mut desk, true);
    desk.staff_says(WEI, &format!("/return {n} 2 blurred"));
    assert_eq!(texts(&desk), [NEWS]);
    desk.staff_says(WEI, &format!("/undo {n}"));
    desk.staff_says(WEI, &format!("/reject {n} no such unit"));
    assert_eq!((texts(&desk), desk.mails.len()), (vec![NEWS; 3], 3));
}

#[test]
fn who_has_logged_out_everywhere_is_told_and_staff_read_it_without_any_service() {
    let mut desk = writing();
    let n = submitted(&mut desk);
    desk.says(ANNA, "/logout");
    for session in desk.sessions.values_mut() {
        session.account = None;
    }
    desk.staff_says(WEI, &format!("/approve {n}"));
    assert_eq!((texts(&desk), &desk.mails[..]), (vec![NEWS], &[MailKind::Notice][..]));
    assert_eq!(read(&desk, "申请人已在所有聊天中退出登录"), 1);
    (desk.rules.services.texts_all, desk.rules.services.mails_all) = (0, 0);
    desk.staff_says(FANG, &format!("/paid {n}"));
    assert_eq!((desk.texted.len(), desk.mails.len()), (1, 1), "nobody can be written to");
    assert_eq!(read(&desk, "请致电经办人"), 1, "{}", desk.last(GROUP).text);
}

#[test]
fn a_message_that_comes_back_is_made_good_unless_somebody_else_has_read_it() {
    let mut desk = writing();
    let n = submitted(&mut desk);
    desk.staff_says(WEI, &format!("/approve {n}"));
    assert!(desk.texted.is_empty(), "nobody knows yet that the chat is blocked");
    // A colleague is logged in to the same account.
    let key = (ChatId(ANNA), UserId(ANNA));
    let colleague = (ChatId(77), UserId(77));
    desk.sessions.insert(colleague, desk.sessions[&key].clone());
    comes_back(&mut desk);
    assert!(desk.texted.is_empty() && desk.saw(GROUP, "联系不上"), "the colleague has it");
    desk.staff_says(FANG, &format!("/paid {n}"));
    assert!(desk.texted.is_empty() && desk.mails.is_empty(), "and reads what comes");
    desk.sessions.remove(&colleague);
    desk.blocked.clear();
    comes_back(&mut desk);
    assert_eq!((texts(&desk), desk.mails.len()), (vec![NEWS], 1));
    comes_back(&mut desk);
    assert_eq!((desk.texted.len(), desk.mails.len()), (1, 1));
}

#[test]
fn where_the_desk_wants_both_each_stage_goes_out_beside_the_chat() {
    let mut desk = writing();
    (desk.rules.services.texts_also, desk.rules.services.mails_also) = (true, true);
    let n = to_making(&mut desk);
    // Approved, paid, passed; what the applicant did is no news to them.
    assert_eq!((texts(&desk), &desk.mails[..]), (vec![NEWS; 3], &[MailKind::Notice; 3][..]));
    desk.staff_says(MO, &format!("/made {n} JX-9001"));
    // As a list, too: what follows from a step follows from each of them.
    desk.staff_says(MO, &format!("/ship {n} SF1234567890124\nnothing"));
    assert_eq!(desk.mails[3..], [MailKind::Notice, MailKind::Shipped], "{}", desk.last(GROUP).text);
    assert_eq!(texts(&desk)[3..], [NEWS, (TextTo::Recipient, TextKind::Shipped), NEWS]);
    assert_eq!(read(&desk, "聊天中的通知没有人能看到"), 0, "the chat works");
    assert_eq!(number(&desk), n);
}

#[test]
fn one_way_alone_is_wanted_alone() {
    let mut desk = writing();
    desk.rules.services.texts_also = true;
    let n = submitted(&mut desk);
    desk.staff_says(WEI, &format!("/approve {n}"));
    assert_eq!((desk.texted.len(), desk.mails.len()), (1, 0));
    let mut desk = writing();
    desk.rules.services.mails_also = true;
    let n = submitted(&mut desk);
    desk.staff_says(WEI, &format!("/approve {n}"));
    assert_eq!((desk.texted.len(), desk.mails.len()), (0, 1));
}
