//! Updates in, words out: the whole line in one process, with the faults that Telegram has.

use crate::player::Player;
use crate::samples::{certificate, uscc_number};
use crate::world::{FIRST, World};
use certdesk::app::App;
use certdesk::domain::ids::ChatId;
use certdesk::domain::uscc::Uscc;
use std::time::Duration;
use telegram_sim::{CallFault, Fault, UpdateFault, UpdateTrouble};

fn once(method: &str, fault: Fault) -> CallFault {
    CallFault { method: Some(method.to_owned()), bot: None, chat: None, times: 1, fault }
}

/// A town with a desk in it, and Anna, who has registered; her unit has a certificate on file.
pub(crate) async fn registered() -> (World, App, Player) {
    let world = World::with(1).await;
    world.on_file(&[certificate("JX-0001", &uscc_number(0))]).await;
    let app = world.desk().await;
    let mut anna = Player::of(&world, 0);
    anna.registers().await;
    (world, app, anna)
}

#[tokio::test(flavor = "multi_thread")]
async fn an_order_is_filled_in_and_its_forms_arrive() {
    let (world, app, mut anna) = registered().await;
    anna.fills_in().await;
    anna.confirms().await;
    app.idle().await;
    let forms = anna
        .seat
        .history()
        .into_iter()
        .filter(|m| m.file().is_some_and(|f| f.mime.as_deref() == Some("application/pdf")));
    assert!(forms.count() >= 4, "the agreement and three forms");
    assert_eq!(world.sim.unanswered_callbacks().len(), 0);
    let complaints = world.sim.complaints();
    assert!(complaints.is_empty(), "{complaints:#?}");

    let mut tx = app.desk().db().look().await.unwrap();
    let account = tx.account_by_uscc(&Uscc::parse(&anna.uscc).unwrap()).await.unwrap().unwrap();
    let order = tx.orders_of(&[&account.id]).await.unwrap().remove(0).order;
    assert_eq!(tx.verify_journal(&order.number).await.unwrap(), None);
    assert_eq!(tx.effects_by_state().await.unwrap(), []);
    assert_eq!(tx.failed_updates(7_000_001).await.unwrap(), []);
    drop(tx);
    app.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn faults_cost_patience_and_no_message() {
    let world = World::with(1).await;
    let app = world.desk().await;
    let mut anna = Player::of(&world, 0);
    let error = |code: u16, description: &str| Fault::Error { code, description: description.to_owned() };
    world.sim.faults().arm(once("sendMessage", error(502, "Bad Gateway")));
    world.sim.faults().arm(once("sendMessage", Fault::CutBefore));
    world.sim.faults().arm(once("sendMessage", Fault::TooMany { retry_after: 1 }));
    world.sim.faults().arm(once("getUpdates", error(502, "Bad Gateway")));
    world.sim.faults().arm(once("getUpdates", Fault::CutAfter));
    world.sim.faults().arm_updates(UpdateFault { bot: None, times: 2, trouble: UpdateTrouble::Repeated(2) });
    anna.registers().await;
    app.idle().await;
    let registered = anna.seat.history().into_iter().filter(|m| m.text.contains("注册成功")).count();
    assert_eq!(registered, 1, "a repeated update is a no-op");
    app.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_blocks_the_bot_is_out_of_reach_until_they_come_back() {
    let (world, app, mut anna) = registered().await;
    world.sim.faults().arm(once(
        "sendMessage",
        Fault::Error { code: 403, description: "Forbidden: bot was blocked by the user".to_owned() },
    ));
    anna.says("/help");
    let unreachable = async || !app.desk().db().look().await.unwrap().is_reachable(ChatId(FIRST)).await.unwrap();
    until(&unreachable).await;
    app.idle().await;
    let states = app.desk().db().look().await.unwrap().effects_by_state().await.unwrap();
    assert_eq!(states, [("undeliverable".to_owned(), 1)]);
    anna.seat.block(true);
    anna.seat.block(false);
    until(&async || !unreachable().await).await;
    app.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_telegram_refuses_for_good_is_given_up_where_staff_see_it() {
    let (world, app, mut anna) = registered().await;
    world.sim.faults().arm(once(
        "sendMessage",
        Fault::Error { code: 400, description: "Bad Request: BUTTON_DATA_INVALID".to_owned() },
    ));
    anna.says("/help");
    until(&async || {
        let states = app.desk().db().look().await.unwrap().effects_by_state().await.unwrap();
        states.contains(&("given_up".to_owned(), 1))
    })
    .await;
    let stuck = app.desk().db().look().await.unwrap().stuck_effects().await.unwrap();
    assert!(stuck[0].error.as_deref().unwrap().contains("BUTTON_DATA_INVALID"));
    anna.says("/help");
    anna.sees("/status").await;
    app.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_that_is_taken_back_ends_the_run_with_the_reason() {
    let (world, mut app, mut anna) = registered().await;
    app.idle().await;
    world.sim.faults().arm(once("getUpdates", Fault::Error { code: 401, description: "Unauthorized".to_owned() }));
    anna.says("/help");
    let failed = format!("{:#}", app.failed().await);
    assert!(failed.contains("refuses the bot's token"), "{failed}");
    app.stop().await;
}

/// Waits for something that can be looked at, a minute at the most.
pub(crate) async fn until(seen: &impl AsyncFn() -> bool) {
    let waited = tokio::time::timeout(Duration::from_mins(1), async {
        while !seen().await {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    });
    waited.await.expect("it was to be seen within a minute");
}
