//! The invoice as a file, in conversation: what staff are told of it, what the applicant is told, and who may send it.

use super::office::{desk, number, to_making};
use crate::memory::{GROUP, MemoryDesk};
use crate::walk::{ANNA, FANG, MO, WEI};
use certdesk::conversation::{Happening, Input};
use certdesk::domain::document::{FileForm, FileRef};
use certdesk::domain::ids::ChatId;
use certdesk::domain::invoice::{Difference, InvoiceLook};
use certdesk::domain::mailing::{MailKind, MailOutcome};
use certdesk::domain::order::{Order, What};
use certdesk::domain::order_number::OrderNumber;

const INVOICE: &str = "26362000000012345678";

fn posted() -> MemoryDesk {
    let mut desk = desk();
    desk.rules.services.mails_all = 10;
    let n = to_making(&mut desk);
    desk.staff_says(MO, &format!("/made {n} JX-9001"));
    desk
}

/// Somebody of the staff sends a file with this caption.
fn sends(desk: &mut MemoryDesk, user: i64, (name, size): (&str, u64), caption: &str) {
    let file =
        FileRef { id: name.into(), unique_id: name.into(), name: Some(name.into()), size, form: FileForm::Document };
    let letter = desk.letter(user, GROUP, Input::File { file, caption: Some(caption.to_owned()) });
    desk.arrive(&letter);
}

fn order(desk: &MemoryDesk) -> &Order {
    desk.orders.values().last().unwrap()
}

fn mailed(desk: &mut MemoryDesk, outcome: MailOutcome) {
    let order = OrderNumber::parse(&number(desk)).unwrap();
    desk.happen(&Happening::Mailed { order, kind: MailKind::Invoice, outcome });
}

#[test]
fn an_invoice_that_agrees_is_sent_at_once_and_mailed() {
    let mut desk = posted();
    let caption = format!("/invoice@desk_bot {} {INVOICE}", number(&desk));
    sends(&mut desk, FANG, ("fapiao.pdf", 90_000), &caption);
    assert!(desk.saw(GROUP, "方财 已发送发票") && desk.saw(ChatId(ANNA), INVOICE));
    assert_eq!(desk.mails, [MailKind::Invoice]);
    mailed(&mut desk, MailOutcome::Sent);
    assert!(desk.saw(ChatId(ANNA), "已发送到邮箱 caiwu@example.cn"));
    assert!(!desk.saw(GROUP, "caiwu@example.cn"), "masked in the group");
    desk.staff_says(FANG, &format!("/status {}", number(&desk)));
    assert!(desk.saw(GROUP, "发票邮件：已发出"), "{}", desk.last(GROUP).text);
    desk.says(ANNA, "/status");
    assert!(desk.saw(ChatId(ANNA), "c***＠example.cn 已发出"));
    desk.presses(ANNA, ChatId(ANNA), "再发到邮箱");
    assert_eq!(desk.mails, [MailKind::Invoice; 2]);
    desk.presses(ANNA, ChatId(ANNA), "再发到邮箱");
    assert_eq!(desk.mails.len(), 2, "the letter that is under way is the one that is wanted");
    assert_eq!(desk.shown.iter().filter(|m| m.text.contains("正在把发票发送到")).count(), 2, "and that is said");
    mailed(&mut desk, MailOutcome::GivenUp);
    desk.presses(ANNA, ChatId(ANNA), "再发到邮箱");
    assert_eq!(desk.mails.len(), 3);
}

#[test]
fn what_differs_waits_for_a_word_and_only_the_newest_draft_counts() {
    let mut desk = posted();
    let caption = format!("/invoice {} {INVOICE}", number(&desk));
    desk.invoice = InvoiceLook::Read(vec![Difference::Amount, Difference::Title]);
    sends(&mut desk, FANG, ("first.pdf", 90_000), &caption);
    let doubt = desk.shown.last().unwrap().clone();
    assert!(
        doubt.text.contains("没有找到应开金额 130.00 元") && doubt.text.contains("江西样例建筑有限公司"),
        "{}",
        doubt.text
    );
    assert!(order(&desk).invoice.is_none() && desk.mails.is_empty() && !desk.saw(ChatId(ANNA), INVOICE));
    let first = doubt.keys[0].1.clone();
    sends(&mut desk, FANG, ("second.pdf", 90_000), &caption);
    let mut press = desk.letter(FANG, GROUP, Input::Pressed { query: "q".into(), data: first });
    press.message = Some(doubt.id);
    desk.arrive(&press);
    assert!(order(&desk).invoice.is_none(), "an earlier draft's key sends nothing");
    desk.presses(WEI, GROUP, "仍然发送");
    assert!(order(&desk).invoice.is_none(), "a reviewer sends no invoices");
    desk.presses(FANG, GROUP, "仍然发送");
    let sent = order(&desk).invoice.as_ref().unwrap();
    assert_eq!(sent.file.as_ref().unwrap().id, "second.pdf");
    assert!(order(&desk).invoice_draft.is_none() && desk.saw(ChatId(ANNA), INVOICE));
    let doubted = |what: &What| matches!(what, What::InvoiceDoubted { .. });
    let journal = desk.journal.values().last().unwrap();
    assert_eq!(journal.iter().filter(|event| doubted(&event.what)).count(), 2);
}

#[test]
fn what_cannot_be_sent_is_said_and_nothing_is_lost() {
    let mut desk = posted();
    let caption = format!("/invoice {} {INVOICE}", number(&desk));
    sends(&mut desk, FANG, ("huge.pdf", 9 << 20), &caption);
    assert!(desk.last(GROUP).text.contains("不能超过 8 MB"));
    for (look, told) in [
        (InvoiceLook::NoPdf, "发票请发 PDF 文件"),
        (InvoiceLook::NotFetched, "无法从 Telegram 取得"),
        (InvoiceLook::TooLarge, "不能超过 8 MB"),
    ] {
        desk.invoice = look;
        sends(&mut desk, FANG, ("fapiao.pdf", 90_000), &caption);
        assert!(desk.last(GROUP).text.contains(told), "{}", desk.last(GROUP).text);
        assert!(order(&desk).invoice.is_none());
    }
    desk.invoice = InvoiceLook::NoText;
    sends(&mut desk, FANG, ("picture.pdf", 90_000), &caption);
    assert!(desk.saw(GROUP, "没有可读的文字") && order(&desk).invoice.is_some());
}

#[test]
fn nobody_is_told_of_a_letter_that_did_not_go_out() {
    for (outcome, applicant, staff) in [
        (MailOutcome::Refused, "没有发出", "邮件服务器拒收"),
        (MailOutcome::GivenUp, "没有发出", "一直无法连接"),
        (MailOutcome::Limited, "没有发出", "已达当日上限"),
        (MailOutcome::Unknown, "没有收到确认", "结果不明"),
    ] {
        let mut desk = posted();
        let caption = format!("/invoice {} {INVOICE}", number(&desk));
        sends(&mut desk, FANG, ("fapiao.pdf", 90_000), &caption);
        mailed(&mut desk, outcome);
        assert!(desk.saw(ChatId(ANNA), applicant) && desk.saw(GROUP, staff), "{outcome:?}");
        assert!(!desk.saw(ChatId(ANNA), "已发送到邮箱"), "{outcome:?}");
    }
}
