//! What people send instead of what was asked for: each gets a clear answer, and nothing that was entered is lost.

use crate::office::Clerk;
use crate::player::{ADDRESS, MOBILE, PASSWORD, PATIENCE, Player};
use crate::samples::{certificate, uscc_number};
use crate::seeds::{DIGITS, seed, stored};
use crate::whole::scan;
use crate::world::{BOT, FANG, STRANGER, World};
use certdesk::domain::document::DocumentKind;
use certdesk::domain::order::{StageKind, UploadState};
use certdesk::domain::order_number::OrderNumber;
use certdesk::domain::uscc::Uscc;
use telegram_sim::Seat;
use telegram_sim::world::Action;

/// The same digits and letters in their full width, as Chinese keyboards give them.
fn full_width(text: &str) -> String {
    text.chars().map(|c| char::from_u32(u32::from(c) + 0xFEE0).unwrap_or(c)).collect()
}

/// Presses a key that need not be there any more; what the bot answers to it.
async fn toast(seat: &Seat, message: i64, data: &str) -> String {
    let press = seat.press_data(message, data, true).expect("people may press");
    seat.until(PATIENCE, |world| world.callback(press)?.answer.clone()).await.expect("a press is answered").text
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_outlives_whatever_is_sent_in_place_of_an_answer() {
    let world = World::with(1).await;
    world.on_file(&[certificate("JX-0001", &uscc_number(0))]).await;
    let app = world.desk().await;
    let mut anna = Player::of(&world, 0);
    anna.registers().await;
    anna.applies().await;
    anna.sees("单位地址").await;
    let key = anna.seat.key;
    let asked = anna.seat.last_id();
    anna.sends(anna.seat.send_sticker(vec![1], "😀"), "用不上表情贴纸").await;
    anna.sends(anna.seat.send_voice(vec![1], 3), "用不上语音").await;
    anna.sends(anna.seat.send_location(28.6, 115.8), "用不上位置").await;
    anna.sends(anna.seat.send_video("a.mp4", vec![1], 3), "用不上视频").await;
    anna.sends(anna.seat.send_photo(scan(), "").await, "这一步请输入文字").await;
    anna.sends(anna.seat.send_document("scan.png", scan()), "这一步请输入文字").await;
    anna.sends(anna.seat.forward(key, asked), "转发的消息不作为答案").await;
    for (command, answer) in
        [("/orders", "我的订单"), ("/status", "建立订单"), ("/nonsense", "没有这个命令"), ("/login", "已登录")]
    {
        anna.hears(command, answer).await;
    }
    anna.hears(&"很".repeat(4_096), "太长了").await;
    anna.hears("江西省😀路", "这里不能有“😀”").await;
    let written = anna.seat.say("/help").unwrap();
    anna.sees("怎么办理").await;
    anna.looks_up();
    anna.seat.edit(written, "江西省").unwrap();
    anna.sees("修改已发出的消息不会改变答案").await;
    anna.hears("/cancel", "已填写的内容都保存了").await;
    anna.hears("/orders", "我的订单").await;
    anna.presses(
        &anna.seat.history().iter().rev().find_map(|m| m.button("2600").map(|b| b.label.clone())).expect("the order"),
    );
    anna.gives_details().await;
    anna.confirms().await;
    app.idle().await;

    let mut tx = app.desk().db().look().await.unwrap();
    let account = tx.account_by_uscc(&Uscc::parse(&anna.uscc).unwrap()).await.unwrap().unwrap();
    let orders = tx.orders_of(&[&account.id]).await.unwrap();
    assert_eq!(orders.len(), 1);
    let answers = &orders[0].order.answers;
    let given: Vec<&str> =
        answers.asked().map(|question| answers.text(question)).filter(|a| *a != "ordinary").collect();
    assert_eq!(given, anna.answers);
    assert_eq!((given[0], tx.failed_updates(7_000_001).await.unwrap().len()), (ADDRESS, 0));
    drop(tx);
    assert_eq!(world.sim.unanswered_callbacks().len(), 0);
    app.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn names_and_numbers_are_taken_as_people_type_them() {
    let world = World::with(1).await;
    let app = world.desk().await;
    let mut anna = Player::of(&world, 0);
    anna.hears("/start", "第一次来请先注册").await;
    anna.presses("注册");
    anna.sees("请输入单位名称").await;
    anna.sends(anna.seat.send_photo(scan(), "").await, "这一步请输入文字").await;
    anna.hears(&"名".repeat(4_096), "太长了").await;
    anna.hears("样例公司😀👷", "这里不能有“😀”").await;
    anna.hears("江西样例建筑有限公司", "统一社会信用代码").await;
    anna.hears("9135", "应为 18 位").await;
    let uscc = anna.uscc.clone();
    anna.hears(&full_width(&uscc.to_lowercase()), "共享您自己的手机号").await;
    anna.hears("0791-86250000", "手机号").await;
    anna.hears(&full_width(MOBILE), "请设置登录密码").await;
    anna.hears("12345678", "不能全是数字").await;
    anna.hears(&uscc, "容易被猜到").await;
    let written = anna.seat.say(PASSWORD).unwrap();
    anna.sees("注册成功").await;
    app.idle().await;
    let mut tx = app.desk().db().look().await.unwrap();
    let account = tx.account_by_uscc(&Uscc::parse(&uscc).unwrap()).await.unwrap().unwrap();
    assert_eq!((account.mobile.as_str(), account.unit.as_str()), (MOBILE, "江西样例建筑有限公司"));
    assert!(anna.seat.message(written).unwrap().deleted, "the password leaves the chat");
    drop(tx);
    app.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_old_key_a_second_press_and_a_strangers_finger_change_nothing() {
    let world = World::with(2).await;
    world.on_file(&[certificate("JX-0001", &uscc_number(0))]).await;
    let number = seed(&world, 1, StageKind::AwaitingPayment).await;
    let shown = number.to_string();
    let app = world.desk().await;
    let mut anna = Player::of(&world, 0);
    anna.registers().await;
    anna.hears("/apply", "是否同意上述协议").await;
    let agreement = anna.sees_anywhere("是否同意上述协议").await;
    let Some(Action::Callback(agree)) = agreement.button("同意").map(|b| b.action.clone()) else { panic!("no key") };
    // Twice within the same instant: the second press is of an answered question.
    let (first, second) =
        tokio::join!(toast(&anna.seat, agreement.id, &agree), toast(&anna.seat, agreement.id, &agree));
    let mut said = [first, second];
    said.sort();
    assert_eq!(said[0], "");
    assert!(said[1].contains("之前的问题"), "{said:?}");
    anna.sees("张有效证书").await;
    assert!(toast(&anna.seat, agreement.id, &agree).await.contains("之前的问题"));
    assert!(toast(&anna.seat, agreement.id, "rubbish").await.contains("不再有效"));

    // Somebody else's order: by a key that was never shown to them, and on staff's card.
    let mut bert = Player::of(&world, 1);
    bert.hears("/status", "待付款").await;
    bert.sees_anywhere("上传付款回单").await;
    let before = stored(app.desk().db(), &number).await;
    for label in ["上传付款回单", "删除订单"] {
        let seen = bert.sees_anywhere(label).await;
        let Some(Action::Callback(data)) = seen.button(label).map(|b| b.action.clone()) else { panic!("no key") };
        assert!(toast(&anna.seat, agreement.id, &data).await.contains("不属于当前登录的账号"));
    }
    let fang = Clerk::of(&world, FANG);
    fang.commands(&format!("/order@{BOT} {shown}"), &shown, "待付款").await;
    let (card, paid) = fang.key(&shown, "已收款").await;
    assert!(toast(&fang.seat, card, &paid).await.contains("您没有这个权限"));
    assert!(toast(&Clerk::of(&world, STRANGER).seat, card, &paid).await.contains("不在工作人员名册"));
    app.idle().await;
    assert_eq!(stored(app.desk().db(), &number).await, before);
    assert_eq!(world.sim.unanswered_callbacks().len(), 0);
    app.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn one_unit_has_one_account_however_many_register() {
    let world = World::with(3).await;
    let app = world.desk().await;
    let mut players: Vec<Player> = (0..3).map(|n| Player::of(&world, n)).collect();
    let uscc = players[0].uscc.clone();
    // Two have typed the code before either of them has an account, and send their passwords at once.
    for player in &mut players[..2] {
        player.uscc.clone_from(&uscc);
        player.enters().await;
    }
    for player in &mut players[..2] {
        player.says(PASSWORD);
    }
    app.idle().await;
    let [one, other, late] = &mut players[..] else { panic!("three") };
    let (came, taken) = tokio::select! {
        _ = one.sees("注册成功") => (&*one, other),
        _ = other.sees("注册成功") => (&*other, one),
    };
    taken.sees("已经注册过").await;
    assert!(!came.seat.history().iter().any(|m| m.text.contains("已经注册过")));
    // Who comes later is told when they type the code.
    late.hears("/start", "第一次来请先注册").await;
    late.presses("注册");
    late.sees("请输入单位名称").await;
    late.hears("另一家公司", "统一社会信用代码").await;
    late.hears(&uscc, "已经注册过").await;
    late.presses("登录");
    late.sees("请输入单位的 18 位").await;
    // Not letter for letter what they typed a moment ago: that would count as a finger that tapped twice.
    late.hears(&uscc.to_lowercase(), "请输入密码").await;
    late.hears("Wrong-pass-1", "密码不对").await;
    late.hears(PASSWORD, "登录成功").await;
    app.idle().await;
    let mut tx = app.desk().db().look().await.unwrap();
    assert!(tx.account_by_uscc(&Uscc::parse(&uscc).unwrap()).await.unwrap().is_some());
    assert_eq!(tx.failed_updates(7_000_001).await.unwrap(), []);
    drop(tx);
    app.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_order_number_that_is_wrong_unknown_or_somebody_elses() {
    let world = World::with(2).await;
    let theirs = seed(&world, 0, StageKind::AwaitingPaper).await;
    let _own = seed(&world, 1, StageKind::Preparing).await;
    let app = world.desk().await;
    let mut bert = Player::of(&world, 1);
    let unknown = OrderNumber::make(2026, 777);
    let mut typo = theirs.as_str().to_owned();
    let last = if typo.ends_with('9') { '0' } else { '9' };
    typo.pop();
    typo.push(last);
    bert.hears("/status 12", "这不像订单号").await;
    bert.hears(&format!("/status {typo}"), "订单号有一位不对").await;
    // Whether there is such an order is not told.
    for (number, wrong) in [(&theirs, "0000"), (&unknown, "1111")] {
        bert.hears(&format!("/status {number}"), "手机号的后四位").await;
        bert.hears(wrong, "与手机后四位不符").await;
    }
    bert.hears(&format!("/status {}", full_width(theirs.as_str())), "手机号的后四位").await;
    bert.hears(DIGITS, "待邮寄纸质资料").await;
    let shown = bert.seat.history().pop().unwrap().text;
    assert!(!shown.contains("江西省") && !shown.contains("13800138000"), "{shown}");
    let wei = Clerk::of(&world, crate::world::WEI);
    wei.commands(&format!("/order@{BOT} {typo}"), "", "订单号有一位不对").await;
    wei.commands(&format!("/approve@{BOT} {unknown}"), "", "没有这个订单").await;
    wei.commands(&format!("/approve@{BOT}"), "", "用法：/approve 订单号").await;
    wei.commands(&format!("/approve@{BOT} {theirs}"), "", "现在办不了这一步").await;
    app.idle().await;
    assert_eq!(stored(app.desk().db(), &theirs).await.order.stage.kind(), StageKind::AwaitingPaper);
    app.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn files_that_are_none_and_texts_where_a_file_is_due() {
    let world = World::with(1).await;
    let number = seed(&world, 0, StageKind::Preparing).await;
    let app = world.desk().await;
    let mut anna = Player::of(&world, 0);
    anna.hears("/status", "准备材料").await;
    anna.taps("上传营业执照").await;
    anna.sees("请发送营业执照").await;
    anna.hears("营业执照在附件里", "而不是文字").await;
    anna.sends(anna.seat.send_sticker(vec![1], "👍"), "用不上表情贴纸").await;
    anna.sends(anna.seat.send_video_note(vec![1], 3), "用不上圆形视频").await;
    anna.sends(anna.seat.send_document("执照.jpg", Vec::new()), "0 字节").await;
    anna.sends(anna.seat.send_document("执照.jpg", vec![7; 25 << 20]), "只允许我接收 20 MB").await;
    assert_eq!(stored(app.desk().db(), &number).await.order.uploads.len(), 0, "the question is still open");
    anna.sends(anna.seat.send_document("执照.jpg", b"%PDF-1.7 not a picture at all".to_vec()), "这是 PDF").await;
    anna.taps("上传营业执照").await;
    let broken = scan()[..2_000].to_vec();
    anna.sends(anna.seat.send_document("执照.png", broken), "文件不完整或已损坏").await;
    anna.taps("上传营业执照").await;
    // A good one under a wrong name is a good one.
    anna.sends(anna.seat.send_document("执照.pdf", scan()), "收到营业执照").await;
    anna.sees("营业执照可以读取").await;
    app.idle().await;
    let order = stored(app.desk().db(), &number).await.order;
    let states: Vec<&UploadState> = order.uploads.iter().map(|upload| &upload.state).collect();
    assert_eq!(states, [&UploadState::Refused, &UploadState::Refused, &UploadState::Doubtful]);
    assert_eq!(order.uploads[2].document, Some(DocumentKind::BusinessLicence));
    assert_eq!(app.desk().figures().await.unwrap().effects, []);
    app.stop().await;
}
