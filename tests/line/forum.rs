//! The staff group is a forum: each order has its own topic, which is made anew where somebody deletes it, and what is written in it
//! needs no number.

use crate::player::PATIENCE;
use crate::seeds::{InReview, stored};
use crate::world::{BOT, World};
use certdesk::domain::order::StageKind;
use telegram_sim::SeenMessage;

#[tokio::test(flavor = "multi_thread")]
async fn an_order_has_its_topic_and_gets_another_where_it_is_deleted() {
    let world = World::with_forum(1).await;
    let InReview { app, number, shown, clerk, .. } = InReview::at(&world).await;
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

#[tokio::test(flavor = "multi_thread")]
async fn what_applicants_say_and_do_stands_in_their_orders_topic() {
    let world = World::with_forum(1).await;
    let InReview { app, shown, mut anna, clerk, .. } = InReview::at(&world).await;
    let topic = clerk.sees(&shown, "预审通过").await.topic;
    assert!(topic.is_some(), "the card hangs in a topic of its own");

    // What she tells staff, and staff's receipt.
    anna.hears("/staff", "请把要对工作人员说的话发来").await;
    anna.hears("还要多久？", "已转给工作人员").await;
    let asked = clerk.sees(&shown, "还要多久").await;
    assert_eq!(asked.topic, topic);
    clerk.seat.in_topic(topic.unwrap()).answering(asked.id).say("明天").unwrap();
    anna.sees_anywhere("明天").await;
    let told = |m: &SeenMessage| m.text.contains("已送达");
    assert_eq!(clerk.seat.wait(told, PATIENCE).await.expect("the receipt").topic, topic);

    // What she does.
    clerk.decides(&shown, "预审通过", "魏审 预审通过").await;
    clerk.decides(&shown, "已收款", "确认收款").await;
    anna.hears("SF1234567890123", "已登记").await;
    let line = clerk.sees(&shown, "申请人寄出纸质资料 SF1234567890123").await;
    assert_eq!(line.topic, topic);

    // Somebody deletes the topic, and the next word opens another.
    clerk.seat.delete_topic(topic.unwrap()).unwrap();
    anna.hears("/staff", "请把要对工作人员说的话发来").await;
    anna.hears("收到了吗？", "已转给工作人员").await;
    let again = |m: &SeenMessage| !m.deleted && m.text.contains("收到了吗") && m.topic.is_some() && m.topic != topic;
    clerk.seat.wait(again, PATIENCE).await.expect("in a topic made anew");
    app.idle().await;
    assert_eq!(app.desk().figures().await.unwrap().effects, [], "nothing is lost");
    app.stop().await;
}
