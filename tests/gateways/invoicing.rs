//! Invoices that a provider sends by itself, through a whole desk: held against the order as staff's are, sent once however often they
//! come, stated to finance where they differ; and what is not believed or does not fit leaves nothing behind.

use super::bureau::SECRET;
use super::mailing::{INVOICE, TITLE, asks_for_the_letter_again, hears, made, mailing, pdf};
use super::postbox::{Manner, Postbox, Way};
use super::town::{NUMBER, Town, noon};
use certdesk::config::Config;
use certdesk::gateway::identity::signature;
use certdesk::gateway::invoice::Provider;
use certdesk::gateway::{Kept, sign};
use serde_json::{Value, json};

fn by_provider(postbox: &Postbox) -> impl FnOnce(&mut Config) {
    let mails = mailing(postbox);
    move |config| {
        mails(config);
        config.invoice.provider = Provider::Remote;
        "desk-7".clone_into(&mut config.invoice.remote.client);
        config.invoice.remote.secret = Kept::Here(SECRET.to_owned());
    }
}

fn right() -> Vec<u8> {
    pdf(&format!("{TITLE} 130.00"))
}

/// A call that is as it should be, with these bytes as its PDF.
fn call(bytes: &[u8]) -> Value {
    json!({
        "client": "desk-7", "order": NUMBER, "invoice": INVOICE, "amount": 13_000, "title": TITLE, "pdf": sign::base64(bytes),
    })
}

fn with(field: &str, value: Value) -> Value {
    let mut call = call(&right());
    call[field] = value;
    call
}

/// The provider calls, signed with this secret so many seconds ago; the status, and what became of it where that is said.
async fn signed(town: &Town, call: &Value, secret: &str, ago: i64) -> (u16, String) {
    let body = call.to_string();
    let timestamp = (town.clock.now().timestamp() - ago).to_string();
    let request = reqwest::Client::new()
        .post(town.address("/callbacks/invoice"))
        .header("x-signature", signature(secret, &timestamp, body.as_bytes()))
        .header("x-timestamp", timestamp);
    let answer = request.body(body).send().await.unwrap();
    let status = answer.status().as_u16();
    let header = |name: &str| answer.headers().get(name).map(|value| value.to_str().unwrap().to_owned());
    let Some((at, by)) = header("x-timestamp").zip(header("x-signature")) else { return (status, String::new()) };
    let text = answer.text().await.unwrap();
    assert_eq!(by, signature(SECRET, &at, text.as_bytes()), "the answer is signed");
    let said: Value = serde_json::from_str(&text).unwrap();
    assert_eq!((&said["order"], &said["invoice"]), (&call["order"], &call["invoice"]));
    (status, said["result"].as_str().unwrap().to_owned())
}

async fn calls(town: &Town, call: &Value) -> (u16, String) {
    signed(town, call, SECRET, 0).await
}

fn said(status: u16, result: &str) -> (u16, String) {
    (status, result.to_owned())
}

#[tokio::test]
async fn an_invoice_goes_out_once_however_often_it_comes() {
    let postbox = Postbox::open(Way::Plain, [Manner::Takes]).await;
    let town = Town::with(made(), by_provider(&postbox)).await;
    let good = call(&right());
    let (one, two, three) = tokio::join!(calls(&town, &good), calls(&town, &good), calls(&town, &good));
    assert_eq!([one, two, three], [(); 3].map(|()| said(200, "taken")), "all at once");
    hears(&town.applicant(), "已发送到邮箱").await;
    town.quiet().await;
    let town = Box::pin(town.restarted()).await;
    assert_eq!(calls(&town, &good).await, said(200, "taken"));
    let other = with("pdf", json!(sign::base64(pdf(&format!("{TITLE} 130.00 again")))));
    assert_eq!(calls(&town, &other).await, said(409, "other_pdf"));
    for _ in 0..2 {
        assert_eq!(calls(&town, &with("invoice", json!("26362000000012345679"))).await, said(409, "other_invoice"));
    }
    town.quiet().await;
    let (applicant, staff) = (town.applicant(), town.staff());
    let files = applicant.history().iter().filter(|message| message.file().is_some()).count();
    assert_eq!((files, Town::said(&applicant, "发票已开具"), postbox.taken().len()), (1, 1, 1));
    assert!(postbox.taken()[0].contains("application/pdf") && postbox.taken()[0].contains(&format!("{NUMBER}.pdf")));
    assert_eq!((Town::said(&staff, "开票系统送来发票"), Town::said(&staff, "⚠️")), (1, 1));
    assert_eq!(Town::said(&staff, "又送来另一张发票 26362000000012345679"), 1, "finance hear of one too many, once");
    assert_eq!(town.order().await.invoice.map(|invoice| invoice.number.as_str().to_owned()), Some(INVOICE.to_owned()));

    // It is sent again from the desk's own files.
    asks_for_the_letter_again(&town).await;
    assert_eq!(postbox.taken().len(), 2);
    town.app.stop().await;
}

#[tokio::test]
async fn what_is_not_believed_or_does_not_fit_leaves_nothing_behind() {
    let postbox = Postbox::open(Way::Plain, [Manner::Takes]).await;
    let town = Town::with(made(), by_provider(&postbox)).await;
    let (before, good) = (town.order().await, call(&right()));
    assert_eq!(signed(&town, &good, "a forger's secret of thirty-two letters", 0).await.0, 401);
    assert_eq!((signed(&town, &good, SECRET, 400).await.0, signed(&town, &good, SECRET, -400).await.0), (401, 401));
    assert_eq!(calls(&town, &with("client", json!("desk-8"))).await.0, 401, "another desk's");
    for (field, value) in [
        ("order", json!("26000011")),
        ("invoice", json!("2636200000001234567")),
        ("invoice", json!("2636200000001234567x")),
        ("amount", json!("130.00")),
        ("amount", json!(-1)),
        ("title", json!("x".repeat(201))),
        ("pdf", json!("not Base64!")),
        ("pdf", Value::Null),
    ] {
        assert_eq!(calls(&town, &with(field, value.clone())).await.0, 400, "{field} {value:.40}");
    }
    assert_eq!(calls(&town, &json!([])).await.0, 400);
    assert_eq!(calls(&town, &with("pdf", json!("A".repeat(5 << 20)))).await.0, 413);
    assert_eq!(calls(&town, &call(b"\xff\xd8\xff\xe0 a picture")).await, said(422, "no_pdf"));
    let unknown = certdesk::domain::order_number::OrderNumber::make(2026, 77);
    assert_eq!(calls(&town, &with("order", json!(unknown.as_str()))).await, said(404, "unknown_order"));
    town.quiet().await;
    assert_eq!(town.order().await, before);
    assert!(town.files_kept().is_empty(), "nothing is kept");
    assert_eq!(Town::said(&town.staff(), "发票"), 0);
    town.app.stop().await;

    let early = json!({ "stage": { "stage": "making", "since": noon() } });
    let town = Town::with(early, by_provider(&postbox)).await;
    assert_eq!(calls(&town, &good).await, said(409, "not_now"));
    assert!(town.order().await.invoice_draft.is_none());
    town.app.stop().await;

    let town = Town::with(made(), mailing(&postbox)).await;
    assert_eq!(calls(&town, &good).await.0, 404, "nobody is configured");
    town.app.stop().await;
}

#[tokio::test]
async fn what_differs_is_stated_to_finance_who_may_send_it_all_the_same() {
    for (field, value, told) in [
        ("amount", json!(13_001), "开票系统填报的金额不是应开金额 130.00 元"),
        ("title", json!("Somebody Else Ltd."), "开票系统填报的抬头不是"),
        ("pdf", json!(sign::base64(pdf("Somebody Else Ltd. 1130.00"))), "PDF 中没有找到应开金额 130.00 元"),
    ] {
        let postbox = Postbox::open(Way::Plain, [Manner::Takes]).await;
        let town = Town::with(made(), by_provider(&postbox)).await;
        let odd = with(field, value);
        let first = if field == "pdf" { "taken" } else { "differs" };
        assert_eq!(calls(&town, &odd).await, said(200, first));
        let doubt = hears(&town.staff(), told).await;
        town.quiet().await;
        assert_eq!(calls(&town, &odd).await, said(200, "differs"), "as it stands by now");
        town.quiet().await;
        assert_eq!(Town::said(&town.staff(), told), 1);
        assert!(town.order().await.invoice.is_none() && postbox.taken().is_empty());
        assert_eq!(Town::said(&town.applicant(), INVOICE), 0, "nobody else has heard of it");
        town.staff().press_on(doubt.id, "仍然发送").await.unwrap();
        hears(&town.applicant(), "已发送到邮箱").await;
        town.quiet().await;
        assert_eq!((postbox.taken().len(), calls(&town, &odd).await), (1, said(200, "taken")));
        town.app.stop().await;
    }
}

#[tokio::test]
async fn what_cannot_be_opened_is_told_and_a_better_one_taken() {
    let postbox = Postbox::open(Way::Plain, [Manner::Takes]).await;
    let town = Town::with(made(), by_provider(&postbox)).await;
    let broken = call(b"%PDF-1.7 and nothing after it");
    let (status, _) = calls(&town, &broken).await;
    assert!([200, 422].contains(&status), "taken to be read, or read already");
    hears(&town.staff(), "无法打开，没有发送").await;
    town.quiet().await;
    assert!(town.order().await.invoice_draft.is_none());
    assert_eq!(calls(&town, &call(&right())).await, said(200, "taken"));
    hears(&town.applicant(), "已发送到邮箱").await;
    // A picture has nothing to be read: it goes out, and staff look at it.
    assert_eq!(Town::said(&town.staff(), "没有可读的文字"), 0);
    town.app.stop().await;
}
