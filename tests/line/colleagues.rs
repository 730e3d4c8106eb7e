//! Colleagues in the staff group: rights end with membership, nobody acts unnamed, and nobody waits for another's slow work.

use crate::office::Clerk;
use crate::player::PATIENCE;
use crate::seeds::{InReview, stored};
use crate::world::{BOT, FANG, WEI, World};
use certdesk::domain::order::StageKind;
use telegram_sim::{CallFault, Fault, SeenMessage};

#[tokio::test(flavor = "multi_thread")]
async fn rights_end_with_membership_and_nobody_acts_unnamed() {
    let world = World::with(1).await;
    let InReview { app, number, shown, clerk, .. } = InReview::at(&world).await;
    let fang = Clerk::of(&world, FANG);
    fang.commands(&format!("/claim@{BOT} {shown}"), &shown, "受理人：方审").await;

    // Whoever leaves is no staff any more, and does not become it again by coming back.
    fang.seat.leave().unwrap();
    clerk.seat.add(FANG).unwrap();
    let (card, approve) = fang.key(&shown, "预审通过").await;
    fang.seat.press_data(card, &approve, true).unwrap();
    let told = fang.seat.say(&format!("/approve@{BOT} {shown}")).unwrap();
    let refused = |m: &SeenMessage| m.reply_to == Some(told) && m.text.contains("不在工作人员名册");
    fang.seat.wait(refused, PATIENCE).await.expect("the refusal");
    assert!(
        app.desk().db().look().await.unwrap().staff(&[certdesk::domain::ids::UserId(FANG)]).await.unwrap().is_empty()
    );

    // An anonymous administrator is told to act under their own name.
    clerk.seat.stay_anonymous(true).unwrap();
    let told = clerk.seat.say(&format!("/approve@{BOT} {shown}")).unwrap();
    let refused = |m: &SeenMessage| m.reply_to == Some(told) && m.text.contains("请以本人身份操作");
    clerk.seat.wait(refused, PATIENCE).await.expect("the advice");
    clerk.seat.stay_anonymous(false).unwrap();
    app.idle().await;
    assert_eq!(stored(app.desk().db(), &number).await.order.stage.kind(), StageKind::PreReview, "nobody decided");
    app.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_waits_for_another_ones_slow_work() {
    let world = World::with(1).await;
    let InReview { app, shown, clerk, .. } = InReview::at(&world).await;
    world.sim.faults().arm(CallFault {
        method: Some("getFile".to_owned()),
        bot: None,
        chat: None,
        times: 1,
        fault: Fault::Hold,
    });
    // Wei's table does not come out of Telegram; Fang works on meanwhile, and so does Wei.
    let table = "证书序列号,统一社会信用代码,证书类型,持有人,有效期至,含电子印章\n";
    clerk.seat.send_captioned_document("登记.csv", table.as_bytes().to_vec(), &format!("/import@{BOT}")).unwrap();
    let fang = Clerk::of(&world, FANG);
    fang.commands(&format!("/note@{BOT} {shown} 已电话核实"), &shown, "已记内部备注").await;
    Clerk::of(&world, WEI).commands(&format!("/claim@{BOT} {shown}"), &shown, "受理人：魏审").await;
    let imported = |m: &SeenMessage| m.text.contains("表格里没有内容");
    assert!(!clerk.seat.history().iter().any(imported), "the table is still on its way");
    world.sim.faults().release();
    clerk.seat.wait(imported, PATIENCE).await.expect("the table's turn comes");
    app.stop().await;
}
