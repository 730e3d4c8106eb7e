//! What only the whole desk shows of an applicant's account and parcel: pictures that arrive, chats that are let go, slips that are read.

use crate::player::Player;
use crate::samples::{noon, order, row_of};
use crate::world::{FIRST, World};
use certdesk::conversation::Dialogue;
use certdesk::domain::ids::{ChatId, UserId};
use certdesk::domain::order::Stage;
use certdesk::domain::uscc::Uscc;
use certdesk::store::SessionKey;
use image::{DynamicImage, GrayImage, ImageFormat, Luma};
use std::io::Cursor;

fn key(nth: i64) -> SessionKey {
    (ChatId(FIRST + nth), UserId(FIRST + nth))
}

#[tokio::test(flavor = "multi_thread")]
async fn guessing_costs_pictures_and_a_chat_is_let_go() {
    let world = World::with(2).await;
    let app = world.desk().await;
    let mut anna = Player::of(&world, 0);
    anna.registers().await;
    let mut bo = Player::of(&world, 1);
    bo.says("/login");
    bo.sees("信用代码").await;
    bo.says(&anna.uscc);
    bo.sees("请输入密码").await;
    bo.says("Wrong-pass-1");
    bo.sees("不对").await;
    bo.says("Wrong-pass-2");
    let picture = bo.sees("图中的 5 位数字").await;
    assert!(picture.file().is_some(), "the digits come as a picture: {picture:?}");
    // A person reads the digits off the picture; this one looks them up where the desk remembers them.
    let sessions = app.desk().db().look().await.unwrap().sessions(&[key(1)]).await.unwrap();
    let Dialogue::LogInRiddle { riddle, .. } = &sessions[&key(1)].dialogue else { panic!("no picture is waited for") };
    assert!(!format!("{sessions:?}").contains(riddle.expose()), "no log can show the digits");
    bo.says(riddle.expose());
    bo.sees("请输入密码").await;
    bo.says("Buban-2026");
    bo.sees("登录成功").await;
    let gone = |m: &telegram_sim::SeenMessage| !m.deleted && (m.text == "Wrong-pass-1" || m.text == "Buban-2026");
    app.idle().await;
    assert!(!bo.seat.history().iter().any(gone), "passwords leave the chat");
    anna.sees_anywhere("另一个 Telegram 账号登录").await;
    anna.presses("已登录的聊天");
    anna.sees_anywhere("解除：申请人1").await;
    anna.presses("解除：申请人1");
    bo.sees("已被解除").await;
    let sessions = app.desk().db().look().await.unwrap().sessions(&[key(0), key(1)]).await.unwrap();
    assert!(sessions[&key(0)].account.is_some() && sessions[&key(1)].account.is_none());
    bo.says("/orders");
    bo.sees("请先注册或登录").await;
    app.stop().await;
}

/// A photo of a courier's slip with this number in its barcode.
fn slip(number: &str) -> Vec<u8> {
    let bars = barcoders::sym::code128::Code128::new(format!("\u{0181}{number}")).unwrap().encode();
    let width = u32::try_from(bars.len()).unwrap() * 3 + 120;
    let mut picture = GrayImage::from_pixel(width, 300, Luma([240]));
    for (place, _) in (0u32..).zip(&bars).filter(|(_, bar)| **bar == 1) {
        for (x, y) in (0..3).flat_map(|x| (90..210).map(move |y| (x, y))) {
            picture.put_pixel(60 + place * 3 + x, y, Luma([25]));
        }
    }
    let mut bytes = Cursor::new(Vec::new());
    DynamicImage::ImageLuma8(picture).to_rgb8().write_to(&mut bytes, ImageFormat::Jpeg).unwrap();
    bytes.into_inner()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_waybill_is_read_from_a_photo_of_the_slip() {
    let world = World::with(1).await;
    let app = world.desk().await;
    let mut anna = Player::of(&world, 0);
    anna.registers().await;
    // An order of hers that waits for its paper.
    let db = app.desk().db();
    let uscc = Uscc::parse(&anna.uscc).unwrap();
    let account = db.look().await.unwrap().account_by_uscc(&uscc).await.unwrap().unwrap();
    let mut waiting = order(1, &account);
    waiting.stage = Stage::AwaitingPaper { since: noon(), missing: Vec::new(), note: None };
    let mut tx = db.begin().await.unwrap();
    tx.save_orders([row_of(waiting.clone())].iter()).await.unwrap();
    tx.commit().await.unwrap();
    anna.says(waiting.number.as_str());
    anna.sees("填写快递单号").await;
    anna.seat.send_document("wall.jpg", b"not a picture at all".to_vec()).unwrap();
    anna.sees("没有读到").await;
    anna.seat.send_document("slip.jpg", slip("SF1234567890123")).unwrap();
    anna.sees("从面单上读到：顺丰速运 SF1234567890123").await;
    anna.presses("快递公司不对");
    anna.sees("是哪家快递的").await;
    anna.presses("邮政 EMS");
    anna.sees("邮政 EMS SF1234567890123").await;
    app.idle().await;
    let stored = db.look().await.unwrap().orders(&[&waiting.number]).await.unwrap().remove(0).order;
    assert_eq!(stored.inbound.len(), 1);
    assert_eq!(db.look().await.unwrap().verify_journal(&waiting.number).await.unwrap(), None);
    app.stop().await;
}
