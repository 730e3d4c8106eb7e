//! Who blocks the bot in the middle of an order: staff are told, and who comes back is told what they missed, once.

use crate::chats::until;
use crate::office::Clerk;
use crate::player::Player;
use crate::seeds::{InReview, seed, stored};
use crate::world::{FIRST, WEI, World};
use certdesk::app::App;
use certdesk::domain::ids::ChatId;
use certdesk::domain::order::StageKind;
use telegram_sim::{CallFault, Fault};

async fn effects(app: &App) -> Vec<(String, i64)> {
    app.desk().figures().await.unwrap().effects
}

fn count(player: &Player, text: &str) -> usize {
    player.seat.history().iter().filter(|m| m.from.is_bot && m.text.contains(text)).count()
}

#[tokio::test(flavor = "multi_thread")]
async fn who_comes_back_is_told_what_they_missed_once() {
    let world = World::with(1).await;
    let InReview { app, number, shown, mut anna, clerk } = InReview::at(&world).await;
    anna.seat.block(true);
    until(&async || !app.desk().db().look().await.unwrap().is_reachable(ChatId(FIRST)).await.unwrap()).await;
    clerk.decides(&shown, "预审通过", "魏审 预审通过").await;
    clerk.decides(&shown, "已收款", "确认收款").await;
    // Four things went wrong: a notice and a card, twice.
    until(&async || effects(&app).await == [("undeliverable".to_owned(), 4)]).await;
    assert_eq!(stored(app.desk().db(), &number).await.order.stage.kind(), StageKind::AwaitingPaper);

    // After a restart, too.
    app.stop().await;
    let app = world.desk().await;
    anna.looks_up();
    anna.seat.start("").unwrap();
    for missed in ["预审通过，请付款", "已确认收款", "填写快递单号"] {
        anna.sees(missed).await;
    }
    until(&async || effects(&app).await.is_empty()).await;
    anna.hears("/start", "您好").await;
    anna.posts_paper().await;
    app.idle().await;
    assert_eq!((count(&anna, "预审通过，请付款"), count(&anna, "已确认收款")), (1, 1), "told once");
    let cards = anna.seat.history().iter().filter(|m| !m.deleted && m.text.contains("下一步：邮寄纸质资料")).count();
    assert!(cards <= 1, "the card is there once, as it is now");
    app.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn staff_hear_of_it_and_the_forms_come_after_all() {
    let world = World::with(1).await;
    let number = seed(&world, 0, StageKind::Preparing).await;
    let app = world.desk().await;
    let mut anna = Player::of(&world, 0);
    anna.hears("/status", "准备材料").await;
    let blocked = Fault::Error { code: 403, description: "Forbidden: bot was blocked by the user".to_owned() };
    world.sim.faults().arm(CallFault {
        method: Some("sendDocument".to_owned()),
        bot: None,
        chat: None,
        times: 3,
        fault: blocked,
    });
    anna.taps("重新下载表格").await;
    until(&async || effects(&app).await == [("undeliverable".to_owned(), 3)]).await;
    let told = Clerk::of(&world, WEI).sees(&number.to_string(), "联系不上").await;
    assert!(told.text.contains("请改用电话"), "{}", told.text);
    let forms = |player: &Player| player.seat.history().iter().filter(|m| m.file().is_some()).count();
    assert_eq!(forms(&anna), 0);
    // Nothing tells that they are back but that they write.
    anna.says("/help");
    until(&async || forms(&anna) == 3).await;
    anna.hears("/help", "怎么办理").await;
    app.idle().await;
    assert_eq!((forms(&anna), effects(&app).await), (3, Vec::new()));
    assert!(app.desk().db().look().await.unwrap().is_reachable(ChatId(FIRST)).await.unwrap());
    app.stop().await;
}
