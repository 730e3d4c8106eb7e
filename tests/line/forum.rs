//! The staff group is a forum: each order has its own topic, which is made anew where somebody deletes it, and what is written in it
//! needs no number.

use crate::office::Clerk;
use crate::player::PATIENCE;
use crate::seeds::{seed, stored};
use crate::world::{BOT, WEI, World};
use certdesk::domain::order::StageKind;
use telegram_sim::SeenMessage;

#[tokio::test(flavor = "multi_thread")]
async fn an_order_has_its_topic_and_gets_another_where_it_is_deleted() {
    let world = World::with_forum(1).await;
    let number = seed(&world, 0, StageKind::PreReview).await;
    let shown = number.to_string();
    let app = world.desk().await;
    let clerk = Clerk::of(&world, WEI);
    clerk.commands(&format!("/order@{BOT} {shown}"), &shown, "预审中").await;
    let card = clerk.sees(&shown, "预审通过").await;
    let topic = card.topic.expect("the card hangs in a topic of its own");

    // In the topic no number is needed.
    let inside = clerk.seat.in_topic(topic);
    inside.say(&format!("/note@{BOT} 已电话核实")).unwrap();
    let noted = clerk.sees(&shown, "已记内部备注").await;
    assert_eq!(noted.topic, Some(topic));
    app.idle().await;

    clerk.seat.delete_topic(topic).unwrap();
    clerk.seat.say(&format!("/order@{BOT} {shown}")).unwrap();
    let again = |m: &SeenMessage| !m.deleted && m.topic.is_some_and(|t| t != topic) && m.button("预审通过").is_some();
    let card = clerk.seat.wait(again, PATIENCE).await.expect("the topic is made anew, with the card in it");
    clerk.decides(&shown, "预审通过", "魏审 预审通过").await;
    let line = clerk.sees(&shown, "魏审 预审通过").await;
    assert_eq!(line.topic, card.topic, "every change leaves its line in the topic");
    app.idle().await;
    assert_eq!(stored(app.desk().db(), &number).await.order.stage.kind(), StageKind::AwaitingPayment);
    assert_eq!(app.desk().figures().await.unwrap().effects, [], "nothing is lost");
    app.stop().await;
}
