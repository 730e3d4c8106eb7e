//! Invoices from a whole desk: read before they are sent, e-mailed once, sent again when the applicant asks; and a mail server that is
//! down, silent or refuses stops nothing, and nobody is told that a letter went out which did not.

use super::mail::mail_at;
use super::postbox::{Manner, Postbox, Way};
use super::town::{NUMBER, Town, noon};
use certdesk::config::Config;
use certdesk::domain::invoice::{Difference, InvoiceLook, compare};
use certdesk::domain::mailing::MailOutcome;
use certdesk::domain::money::Fen;
use certdesk::forms::{FormData, FormKey, FormKind, render};
use certdesk::gateway::mail::{Mail, Provider, Security};
use serde_json::{Value, json};
use std::time::Duration;
use telegram_sim::{Seat, SeenMessage};

pub(crate) const INVOICE: &str = "26362000000012345678";
pub(crate) const TITLE: &str = "Yangli Construction Co.";

pub(crate) fn made() -> Value {
    json!({
        "stage": { "stage": "made", "since": noon() }, "version": 9, "changed": 9,
        "answers": {
            "agent_mobile": { "mobile": "13900139000" }, "recipient_mobile": { "mobile": "13700137000" },
            "invoice_title": { "unit": TITLE }, "invoice_email": { "email": "caiwu@example.cn" },
        },
    })
}

pub(crate) fn mailing(postbox: &Postbox) -> impl FnOnce(&mut Config) {
    let mut at = Config::shipped().unwrap().mail;
    mail_at(&mut at, postbox, Security::Plain);
    move |config| config.mail = at
}

/// A page of one line, as small as a PDF can be.
pub(crate) fn pdf(line: &str) -> Vec<u8> {
    let content = format!("BT /F1 12 Tf 20 700 Td ({line}) Tj ET");
    let objects = [
        "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
        "<</Type/Pages/Kids[3 0 R]/Count 1>>".to_owned(),
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 5 0 R/Resources<</Font<</F1 4 0 R>>>>>>".to_owned(),
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>".to_owned(),
        format!("<</Length {}>>stream\n{content}\nendstream", content.len()),
    ];
    let bodies: Vec<String> = (1..).zip(&objects).map(|(n, body)| format!("{n} 0 obj\n{body}\nendobj\n")).collect();
    let bodies = bodies.concat();
    format!("%PDF-1.4\n{bodies}trailer<</Root 1 0 R/Size 6>>\n%%EOF").into_bytes()
}

fn attach(town: &Town, bytes: Vec<u8>) {
    town.staff().send_captioned_document("fapiao.pdf", bytes, &format!("/invoice {NUMBER} {INVOICE}")).unwrap();
}

/// The applicant has the invoice mailed once more, from the order's card.
pub(crate) async fn asks_for_the_letter_again(town: &Town) {
    let applicant = town.applicant();
    applicant.say(&format!("/status {NUMBER}")).unwrap();
    hears(&applicant, "发票邮件：").await;
    town.quiet().await;
    applicant.press("再发到邮箱").await.unwrap();
    hears(&applicant, "正在把发票发送到").await;
    town.quiet().await;
}

pub(crate) async fn hears(seat: &Seat, text: &str) -> SeenMessage {
    let fits = |message: &SeenMessage| message.from.is_bot && message.text.contains(text);
    match seat.wait_after(0, fits, Duration::from_secs(90)).await {
        Ok(message) => message,
        Err(late) => {
            panic!("{late}: no “{text}” in {:#?}", seat.history().iter().map(|m| m.text.clone()).collect::<Vec<_>>())
        }
    }
}

async fn outcome(town: &Town) -> Option<MailOutcome> {
    town.order().await.invoice.and_then(|invoice| invoice.mailed).map(|mailed| mailed.outcome)
}

#[tokio::test]
async fn an_invoice_is_read_sent_in_the_chat_and_mailed_once() {
    let postbox = Postbox::open(Way::Plain, [Manner::Takes]).await;
    let town = Town::with(made(), mailing(&postbox)).await;
    attach(&town, pdf(&format!("{TITLE} 130.00")));
    hears(&town.applicant(), "已发送到邮箱 caiwu@example.cn").await;
    town.quiet().await;
    let taken = postbox.taken();
    assert_eq!(taken.len(), 1);
    assert!(taken[0].contains("application/pdf") && taken[0].contains(&format!("{NUMBER}.pdf")), "{}", taken[0]);
    let files = town.applicant().history().iter().filter(|m| m.file().is_some()).count();
    assert_eq!((files, outcome(&town).await), (1, Some(MailOutcome::Sent)));
    let group: String = town.staff().history().iter().map(|m| m.text.clone()).collect();
    assert!(!group.contains("caiwu@"), "the address is masked in the group");

    asks_for_the_letter_again(&town).await;
    let taken = postbox.taken();
    let id = |message: &str| message.lines().find(|line| line.starts_with("Message-ID")).map(str::to_owned);
    assert_eq!(taken.len(), 2);
    assert_ne!(id(&taken[0]), id(&taken[1]), "asked for again, it is another letter");
    town.app.stop().await;
}

#[tokio::test]
async fn what_differs_is_shown_to_staff_who_may_insist() {
    let postbox = Postbox::open(Way::Plain, [Manner::Takes]).await;
    let town = Town::with(made(), mailing(&postbox)).await;
    attach(&town, pdf("Somebody Else Ltd. 1130.00"));
    let doubt = hears(&town.staff(), "与订单不一致").await;
    assert!(doubt.text.contains("130.00") && doubt.text.contains(TITLE), "{}", doubt.text);
    town.quiet().await;
    assert!(town.order().await.invoice.is_none() && postbox.taken().is_empty());
    assert_eq!(Town::said(&town.applicant(), INVOICE), 0, "nobody else has heard of it");
    town.staff().press_on(doubt.id, "仍然发送").await.unwrap();
    hears(&town.applicant(), "已发送到邮箱").await;
    town.quiet().await;
    assert_eq!(postbox.taken().len(), 1);
    town.app.stop().await;
}

#[tokio::test]
async fn what_is_no_invoice_is_refused_with_a_reason() {
    let postbox = Postbox::open(Way::Plain, [Manner::Takes]).await;
    let town = Town::with(made(), mailing(&postbox)).await;
    for bytes in [b"\xff\xd8\xff\xe0 a picture".to_vec(), b"%PDF-1.7 and nothing after it".to_vec()] {
        let before = town.staff().last_id();
        attach(&town, bytes);
        let fits = |message: &SeenMessage| message.from.is_bot && message.text.contains("发票请发 PDF 文件");
        assert!(town.staff().wait_after(before, fits, Duration::from_secs(90)).await.is_ok());
    }
    attach(&town, pdf(""));
    hears(&town.staff(), "没有可读的文字").await;
    town.quiet().await;
    assert!(town.order().await.invoice.is_some(), "a picture is taken, and staff are told to look at it");
    town.app.stop().await;
}

#[tokio::test]
async fn a_server_that_refuses_or_says_nothing_is_told_as_it_is() {
    for (manner, outcome_then, applicant, staff) in [
        (Manner::Says("RCPT", "550 nobody"), MailOutcome::Refused, "没有发出", "邮件服务器拒收"),
        (Manner::HangsUp, MailOutcome::Unknown, "没有收到确认", "结果不明"),
    ] {
        let postbox = Postbox::open(Way::Plain, [manner]).await;
        let town = Town::with(made(), mailing(&postbox)).await;
        attach(&town, pdf(&format!("{TITLE} 130.00")));
        hears(&town.applicant(), applicant).await;
        hears(&town.staff(), staff).await;
        town.quiet().await;
        assert_eq!(outcome(&town).await, Some(outcome_then));
        assert_eq!(Town::said(&town.applicant(), "已发送到邮箱"), 0, "nothing false is said");
        assert!(postbox.taken().len() <= 1, "what may have arrived is not repeated");
        // The conversation goes on.
        town.staff().say(&format!("/ship {NUMBER} {}", super::town::WAYBILL)).unwrap();
        hears(&town.applicant(), super::town::WAYBILL).await;
        town.app.stop().await;
    }
}

#[tokio::test]
async fn limits_hold_and_the_day_is_not_spent_by_tries() {
    let postbox = Postbox::open(Way::Plain, [Manner::Takes]).await;
    let change = mailing(&postbox);
    let town = Town::with(made(), |config| {
        change(config);
        config.mail.daily_each = 1;
    })
    .await;
    attach(&town, pdf(&format!("{TITLE} 130.00")));
    hears(&town.applicant(), "已发送到邮箱").await;
    let applicant = town.applicant();
    applicant.say(&format!("/status {NUMBER}")).unwrap();
    hears(&applicant, "发票邮件：").await;
    town.quiet().await;
    applicant.press("再发到邮箱").await.unwrap();
    hears(&town.staff(), "已达当日上限").await;
    town.quiet().await;
    assert_eq!(postbox.taken().len(), 1);
    town.app.stop().await;
}

/// Chinese in a PDF is numbers of glyphs in a font of its own; the desk's own form is one.
#[test]
fn chinese_is_read_however_it_is_embedded() {
    let title = "江西样例建筑有限公司（南昌）";
    let mut data = FormData { order: NUMBER.to_owned(), ..FormData::default() };
    title.clone_into(&mut data.invoice.title);
    let pdf = render(FormKind::ApplicationForm, &data, &FormKey::derive(b"a key"), None).unwrap();
    let text = certdesk::pdf::text(&pdf).unwrap();
    assert_eq!(compare(&text, Fen(0), title), InvoiceLook::Read(Vec::new()), "{text}");
    let other = compare(&text, Fen(13_000), "另一家公司");
    assert_eq!(other, InvoiceLook::Read(vec![Difference::Amount, Difference::Title]));
}

#[tokio::test]
async fn the_demo_sends_nothing_and_is_content() {
    let mut at = Config::shipped().unwrap().mail;
    at.provider = Provider::Demo;
    let demo = Mail::open(&at, certdesk::clock::Clock::System, super::standin::brisk()).unwrap();
    assert!(demo.sends() && demo.count().is_none());
    demo.try_out().await.unwrap();
}
