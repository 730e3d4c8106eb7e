//! The staff group becomes a supergroup in the middle of an order: noticed by Telegram's message, or by the refusal of the next call.

use crate::chats::until;
use crate::office::Clerk;
use crate::player::Player;
use crate::seeds::{InReview, seed, stored};
use crate::world::{BOT, TOKEN, WEI, World};
use certdesk::domain::ids::ChatId;
use certdesk::domain::order::StageKind;

const SUPERGROUP: i64 = -1_001_000_000_777;

#[tokio::test(flavor = "multi_thread")]
async fn a_group_that_says_that_it_moved_takes_its_orders_along() {
    let world = World::with_basic_group(1).await;
    let InReview { app, number, shown, anna, clerk } = InReview::at(&world).await;
    let clerk = Clerk { seat: clerk.seat.upgrade_group(SUPERGROUP).unwrap() };
    until(&async || app.desk().group() == Some(ChatId(SUPERGROUP))).await;
    clerk.commands(&format!("/order@{BOT} {shown}"), &shown, "预审中").await;
    clerk.decides(&shown, "预审通过", "魏审 预审通过").await;
    anna.sees_anywhere("预审通过，请付款").await;
    app.idle().await;
    assert_eq!(stored(app.desk().db(), &number).await.order.stage.kind(), StageKind::AwaitingPayment);
    assert_eq!(app.desk().figures().await.unwrap().effects, [], "nothing is lost on the way");
    app.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_group_that_moved_in_silence_is_found_by_the_next_message() {
    let world = World::with_basic_group(1).await;
    let number = seed(&world, 0, StageKind::AwaitingPaper).await;
    let shown = number.to_string();
    let app = world.desk().await;
    let mut anna = Player::of(&world, 0);
    anna.hears(&format!("/status {shown}"), "填写快递单号").await;
    app.stop().await;
    // While the desk was closed, somebody threw away what Telegram had to say.
    let clerk = Clerk { seat: Clerk::of(&world, WEI).seat.upgrade_group(SUPERGROUP).unwrap() };
    let dropping = format!("{}/bot{TOKEN}/deleteWebhook?drop_pending_updates=true", world.sim.api_url());
    let http = reqwest::Client::builder().no_proxy().build().unwrap();
    assert!(http.get(dropping).send().await.unwrap().status().is_success());
    let app = world.desk().await;
    assert_eq!(app.desk().group(), Some(ChatId(world.group)), "it knows nothing of it");
    anna.posts_paper().await;
    clerk.decides(&shown, "纸质通过", "纸质审核通过").await;
    app.idle().await;
    assert_eq!(app.desk().group(), Some(ChatId(SUPERGROUP)));
    assert_eq!(stored(app.desk().db(), &number).await.order.stage.kind(), StageKind::Making);
    assert_eq!(app.desk().figures().await.unwrap().effects, []);
    app.stop().await;
    let app = world.desk().await;
    assert_eq!(app.desk().group(), Some(ChatId(SUPERGROUP)), "after a restart, too");
    app.stop().await;
}
