//! An invoice of Telegram's, from the key to the payment: over HTTP, with Telegram and the desk at their slowest, and with whoever pays at
//! the wrong moment.

use crate::chats::until;
use crate::office::Clerk;
use crate::player::{PATIENCE, Player};
use crate::postgres::Cluster;
use crate::samples::{account, uscc_number};
use crate::seeds::{seed, stored};
use crate::world::{BOT, FIRST, PROVIDER_TOKEN, WEI, World};
use certdesk::app::App;
use certdesk::clock::Clock;
use certdesk::config::{Config, Mode};
use certdesk::conversation::Session;
use certdesk::desk::Update;
use certdesk::domain::ids::{ChatId, UserId};
use certdesk::domain::order::StageKind;
use certdesk::domain::order_number::OrderNumber;
use certdesk::domain::payment::{Checkout, Hindrance, PayWay, Sum};
use certdesk::domain::rules::Lang;
use certdesk::gateway::Kept;
use certdesk::store::Db;
use certdesk::telegram::{BotName, read_one};
use chrono::TimeDelta;
use serde_json::json;
use std::net::{SocketAddr, TcpListener};
use telegram_sim::{CallFault, Fault, Seat, SeenKind, SeenMessage, UpdateFault, UpdateTrouble};

const KEY: &str = "Telegram 支付";

fn with_invoices(world: &World) -> Config {
    let mut config = world.config();
    config.payment.ways = vec![PayWay::Telegram];
    config.payment.telegram.provider_token = Kept::Here(PROVIDER_TOKEN.to_owned());
    config
}

/// A desk with an unpaid order of the first applicant's, and the applicant.
async fn unpaid(world: &World, config: Config) -> (App, OrderNumber, Player) {
    let number = seed(world, 0, StageKind::AwaitingPayment).await;
    let clock = Clock::set_to(Clock::System.now());
    let app = App::start(config, clock).await.expect("the desk opens");
    let mut anna = Player::of(world, 0);
    anna.hears("/status", "待付款").await;
    (app, number, anna)
}

/// Presses the key, and waits for the invoice.
async fn invoice(player: &mut Player) -> SeenMessage {
    player.taps(KEY).await;
    let is_invoice = |m: &SeenMessage| matches!(m.kind, SeenKind::Invoice { .. });
    player.seat.wait(is_invoice, PATIENCE).await.expect("the invoice comes")
}

/// Pays, and gives the bot's word.
async fn pays(seat: &Seat, invoice: i64) -> Result<(), String> {
    let checkout = seat.pay(invoice).expect("there is a Pay button");
    seat.verdict_on(checkout).await.expect("the bot answers within ten seconds")
}

fn count(seat: &Seat, text: &str) -> usize {
    seat.history().iter().filter(|m| m.from.is_bot && m.text.contains(text)).count()
}

fn gone(seat: &Seat, message: i64) -> bool {
    seat.message(message).is_none_or(|m| m.deleted)
}

#[tokio::test(flavor = "multi_thread")]
async fn an_order_is_paid_by_an_invoice_once_however_often_telegram_tells() {
    let world = World::with(1).await;
    let (app, number, mut anna) = unpaid(&world, with_invoices(&world)).await;
    let bill = invoice(&mut anna).await;
    let SeenKind::Invoice { title, description, total, currency } = &bill.kind else { unreachable!() };
    assert_eq!((*total, currency.as_str(), title.as_str()), (13_000, "CNY", &*format!("数字证书补办 {number}")));
    assert!(description.contains("应付 130.00 元"), "{description}");
    let shown = format!("{title}{description}");
    assert!(!shown.contains("安经办") && !shown.contains("13800138000"), "nothing of a person's: {shown}");
    // The same invoice again takes the place of the one above it.
    // Pressed twice at once it would be one finger's.
    app.desk().clock().advance(TimeDelta::seconds(5));
    anna.taps(KEY).await;
    let again = anna.seat.wait_after(bill.id, |m| matches!(m.kind, SeenKind::Invoice { .. }), PATIENCE).await.unwrap();
    until(&async || gone(&anna.seat, bill.id)).await;

    let trouble = UpdateTrouble::Repeated(3);
    world.sim.faults().arm_updates(UpdateFault { bot: None, times: 2, trouble });
    assert_eq!(pays(&anna.seat, again.id).await, Ok(()));
    anna.sees_anywhere("已确认收款 130.00 元").await;
    Clerk::of(&world, WEI).sees(&number.to_string(), "已自动确认").await;
    until(&async || gone(&anna.seat, again.id)).await;
    let order = stored(app.desk().db(), &number).await.order;
    // The same payment in updates of other numbers, as no Telegram should send it.
    for update in 900_000_001..=900_000_003 {
        let told = json!({ "update_id": update, "message": {
            "message_id": 900, "date": 1, "chat": { "id": FIRST, "type": "private" }, "from": { "id": FIRST, "first_name": "a" },
            "successful_payment": { "currency": "CNY", "total_amount": 13_000, "invoice_payload": order.attempts[0].trade,
                "telegram_payment_charge_id": order.attempts[0].charges[0], "provider_payment_charge_id": "p" } } });
        let arrival = read_one(told.to_string().as_bytes(), &BotName::of(BOT)).unwrap();
        let update = Update { number: arrival.update, letter: arrival.letter.as_ref() };
        app.desk().arrive(&[update]).await.unwrap();
    }
    app.idle().await;
    assert_eq!(stored(app.desk().db(), &number).await.order, order);
    assert_eq!((order.stage.kind(), order.attempts.len()), (StageKind::AwaitingPaper, 1));
    let reference = order.payment.unwrap().reference.unwrap();
    assert_eq!(order.attempts[0].charges, [reference.as_str()], "the local provider has Telegram's own numbers");
    let group = Clerk::of(&world, WEI).seat;
    assert_eq!((count(&anna.seat, "已确认收款"), count(&group, "已自动确认"), count(&group, "⚠️")), (1, 1, 0));
    anna.sees_anywhere("填写快递单号").await;
    assert!(world.sim.complaints().is_empty(), "{:?}", world.sim.complaints());
    app.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_pays_after_deleting_the_order_is_refused_and_keeps_the_money() {
    let world = World::with(1).await;
    let (app, number, mut anna) = unpaid(&world, with_invoices(&world)).await;
    let bill = invoice(&mut anna).await;
    // Telegram deletes nothing that is too old, so the invoice stays where it is.
    let fault =
        Fault::Error { code: 400, description: "Bad Request: message can't be deleted for everyone".to_owned() };
    let method = Some("deleteMessage".to_owned());
    world.sim.faults().arm(CallFault { method, bot: None, chat: None, times: 1_000, fault });
    anna.taps("删除订单").await;
    anna.taps("确定删除").await;
    until(&async || stored(app.desk().db(), &number).await.order.stage.kind() == StageKind::Withdrawn).await;
    let refusal = pays(&anna.seat, bill.id).await.unwrap_err();
    assert!(refusal.contains("现在不收款，没有扣款"), "{refusal}");
    app.idle().await;
    assert_eq!(count(&Clerk::of(&world, WEI).seat, "⚠️"), 0);
    app.stop().await;
}

/// Another applicant is a colleague of the first: logged in to the same account.
async fn colleague(world: &World) -> Player {
    let session = Session { account: Some(account(0, &uscc_number(0)).id), lang: Some(Lang::En), ..Session::default() };
    let db = Db::open(&world.database).await.unwrap();
    let mut tx = db.begin().await.unwrap();
    let user = FIRST + 1;
    tx.save_sessions([(&(ChatId(user), UserId(user)), &session)], Clock::System.now()).await.unwrap();
    tx.commit().await.unwrap();
    db.close().await;
    Player::of(world, 1)
}

#[tokio::test(flavor = "multi_thread")]
async fn two_colleagues_do_not_pay_the_same_invoice() {
    let world = World::with(2).await;
    let (app, number, mut anna) = unpaid(&world, with_invoices(&world)).await;
    let bill = invoice(&mut anna).await;
    let mut bert = colleague(&world).await;
    bert.hears(&format!("/status {number}"), "to be paid").await;
    bert.taps("Pay by Telegram Payments").await;
    let his = bert.seat.wait(|m| matches!(m.kind, SeenKind::Invoice { .. }), PATIENCE).await.unwrap();
    // The word that Anna has paid cannot be written down yet: until it is, the colleague is kept from paying.
    app.idle().await;
    let writing = app.desk().db().begin().await.unwrap();
    assert_eq!(pays(&anna.seat, bill.id).await, Ok(()));
    let refusal = pays(&bert.seat, his.id).await.unwrap_err();
    assert!(refusal.contains("A colleague of yours is paying"), "{refusal}");
    drop(writing);
    bert.sees_anywhere("130.00 yuan confirmed").await;
    until(&async || gone(&bert.seat, his.id) && gone(&anna.seat, bill.id)).await;
    let order = stored(app.desk().db(), &number).await.order;
    assert_eq!((order.stage.kind(), order.attempts.len()), (StageKind::AwaitingPaper, 1));
    // Staff find on the timeline who was not let pay, and the figures count both.
    until(&async || stored(app.desk().db(), &number).await.order.not_let_pay.len() == 1).await;
    let clerk = Clerk::of(&world, WEI);
    clerk.commands(&format!("/status@{BOT} {number}"), "", "账单付款未放行：同事正在付款").await;
    let counted = app.desk().tally().counted().checkouts;
    assert_eq!((counted.get(&None), counted.get(&Some(Hindrance::Busy))), (Some(&1), Some(&1)));
    app.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn two_instances_let_one_at_a_time_pay() {
    let cluster = Cluster::start();
    let mut world = World::with(2).await;
    world.database = cluster.database();
    let (app, number, mut anna) = unpaid(&world, with_invoices(&world)).await;
    invoice(&mut anna).await;
    colleague(&world).await;
    app.idle().await;
    // Another instance on the same database; Telegram gives updates to one of them, which is none of the till's business.
    let clock = Clock::set_to(Clock::System.now());
    let other = App::start(with_invoices(&world), clock.clone()).await.unwrap();
    let trade = stored(app.desk().db(), &number).await.order.attempts[0].trade.clone();
    let sum = Sum { units: 13_000, currency: "CNY".to_owned() };
    let asks = async |app: &App, user: i64, sum: &Sum| {
        let (trade, sum) = (trade.clone(), sum.clone());
        let checkout = Checkout { query: "1".to_owned(), payer: UserId(user), lang: Lang::Zh, trade, sum };
        let (_, verdict) = app.desk().check_out(&checkout, false).await.unwrap();
        verdict.err().map(|(why, _)| why)
    };
    let wrong = Sum { units: 1, ..sum.clone() };
    assert_eq!(asks(&other, FIRST + 1, &wrong).await, Some(Hindrance::Changed), "who is refused holds nobody up");
    assert_eq!(asks(&app, FIRST, &sum).await, None);
    assert_eq!(asks(&app, FIRST, &sum).await, None, "asked twice, answered alike");
    assert_eq!(asks(&other, FIRST + 1, &sum).await, Some(Hindrance::Busy));
    clock.advance(TimeDelta::seconds(90));
    assert_eq!(asks(&other, FIRST + 1, &sum).await, None, "a minute and a half later");
    other.stop().await;
    app.stop().await;
}

/// How updates come in, and where from.
fn by(mode: Mode, mut config: Config) -> Config {
    config.telegram.mode = mode;
    if mode == Mode::Webhook {
        let free: SocketAddr = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
        config.telegram.webhook.url = format!("http://{free}/from-telegram");
        config.web.listen = Some(free);
    }
    config
}

/// So many calls as the desk makes at once, and none of them is answered.
const CALLS: u32 = 64;

async fn paid_while_telegram_and_the_database_stand_still(mode: Mode) {
    let world = World::with(1 + CALLS as usize).await;
    let (app, number, mut anna) = unpaid(&world, by(mode, with_invoices(&world))).await;
    let bill = invoice(&mut anna).await;
    app.idle().await;
    // Every call that the outbox can make hangs; whatever else is sent is told to wait for ten minutes.
    let faults = world.sim.faults();
    let send = |times, fault| CallFault { method: Some("sendMessage".to_owned()), bot: None, chat: None, times, fault };
    faults.arm(send(CALLS, Fault::Hold));
    faults.arm(send(100_000, Fault::TooMany { retry_after: 600 }));
    for n in 1..=CALLS as usize {
        Player::of(&world, n).seat.start("").unwrap();
    }
    until(&async || faults.armed().0.len() == 1).await;
    // And nothing can be committed: somebody writes, and does not come to an end.
    let writing = app.desk().db().begin().await.unwrap();
    Player::of(&world, 1).seat.say("/help").unwrap();
    assert_eq!(pays(&anna.seat, bill.id).await, Ok(()), "{mode:?}: behind a letter that cannot be taken in");
    assert_eq!(stored(app.desk().db(), &number).await.order.stage.kind(), StageKind::AwaitingPayment);
    drop(writing);
    until(&async || stored(app.desk().db(), &number).await.order.stage.kind() == StageKind::AwaitingPaper).await;
    faults.clear();
    faults.release();
    app.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_pays_is_answered_in_time_whatever_stands_still_by_polling() {
    paid_while_telegram_and_the_database_stand_still(Mode::Polling).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_pays_is_answered_in_time_whatever_stands_still_by_webhook() {
    paid_while_telegram_and_the_database_stand_still(Mode::Webhook).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_that_is_lost_on_the_way_is_given_again() {
    let world = World::with(1).await;
    let (app, number, mut anna) = unpaid(&world, with_invoices(&world)).await;
    let bill = invoice(&mut anna).await;
    let method = || Some("answerPreCheckoutQuery".to_owned());
    for fault in [Fault::CutBefore, Fault::TooMany { retry_after: 1 }, Fault::CutAfter] {
        world.sim.faults().arm(CallFault { method: method(), bot: None, chat: None, times: 1, fault });
    }
    assert_eq!(pays(&anna.seat, bill.id).await, Ok(()));
    anna.sees_anywhere("已确认收款 130.00 元").await;
    app.idle().await;
    assert_eq!(stored(app.desk().db(), &number).await.order.stage.kind(), StageKind::AwaitingPaper);
    app.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_provider_that_telegram_does_not_know_leaves_the_bank_transfer() {
    let world = World::with(1).await;
    let mut config = with_invoices(&world);
    config.payment.telegram.provider_token = Kept::Here("1:LIVE:somebody-elses".to_owned());
    let (app, _, mut anna) = unpaid(&world, config).await;
    anna.taps(KEY).await;
    anna.sees_anywhere("暂时无法生成Telegram 支付账单").await;
    app.stop().await;

    let mut config = with_invoices(&world);
    config.payment.telegram.provider_token = Kept::default();
    let refused = App::start(config, Clock::System).await.err().expect("it does not open").to_string();
    assert_eq!(refused, "payment.telegram.provider_token is not set");
}
