//! A word with staff through the whole desk and the local Telegram: from the middle of the form into the group and back, corrected, with
//! a picture, and to somebody who has stopped the bot.

use crate::chats::registered;
use crate::office::Clerk;
use crate::player::{ADDRESS, MOBILE, PATIENCE, Player};
use crate::world::{FIRST, WEI, World};
use certdesk::app::App;
use certdesk::conversation::Dialogue;
use certdesk::domain::ids::{ChatId, UserId};
use certdesk::domain::order::Question;
use image::{DynamicImage, ImageFormat, RgbImage};
use std::io::Cursor;
use telegram_sim::{CallFault, Fault, SeenMessage};

/// Waits for a message in the group, oldest first after `after`, that the bot sent and that fits.
async fn group_sees(clerk: &Clerk, after: i64, fits: impl Fn(&SeenMessage) -> bool) -> SeenMessage {
    match clerk.seat.wait_after(after, |m| m.from.is_bot && fits(m), PATIENCE).await {
        Ok(message) => message,
        Err(trouble) => {
            let told: Vec<String> = clerk.seat.history().iter().rev().take(6).map(|m| m.text.clone()).collect();
            panic!("it never came to the group ({trouble}): {told:#?}")
        }
    }
}

/// The desk, one of its reviewers, and an applicant who has registered.
async fn counter() -> (World, App, Clerk, Player) {
    let (world, app, anna) = registered().await;
    let clerk = Clerk::of(&world, WEI);
    (world, app, clerk, anna)
}

fn picture() -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    let image = DynamicImage::ImageRgb8(RgbImage::from_pixel(320, 240, image::Rgb([200, 220, 240])));
    image.write_to(&mut bytes, ImageFormat::Jpeg).unwrap();
    bytes.into_inner()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_word_with_staff_goes_there_and_back_from_the_middle_of_the_form() {
    let (_world, app, clerk, mut anna) = counter().await;
    anna.applies().await;
    let asked = anna.sees("单位地址").await;
    let number: String = asked.text.split("订单 ").nth(1).unwrap().chars().take(9).collect();
    anna.hears(ADDRESS, "单位联系手机").await;

    // Into the group, with the order and without the number in full; the same question is asked again.
    anna.hears("/staff", "请把要对工作人员说的话发来").await;
    let written = anna.seat.say(&format!("我的手机 {MOBILE} 换了，怎么改？")).unwrap();
    let copy = group_sees(&clerk, 0, |m| m.text.contains("怎么改")).await;
    assert!(copy.text.contains(&number) && copy.text.contains("138****8000"), "{}", copy.text);
    assert!(!copy.text.contains(MOBILE), "masked in the group: {}", copy.text);
    anna.sends(Ok(written), "已转给工作人员").await;
    anna.sees("单位联系手机").await;

    // And back, below what was written, with a receipt for staff.
    let answered = clerk.seat.reply(copy.id, "请在汇总里点“修改”。").unwrap();
    let answer = anna.sees("请在汇总里点").await;
    assert!(answer.text.contains("魏审") && answer.text.contains(&number), "{}", answer.text);
    assert_eq!(answer.reply_to, Some(written));
    assert!(answer.button("回复工作人员").is_some());
    let receipt = group_sees(&clerk, answered, |m| m.text.contains("已送达")).await;
    assert_eq!(receipt.reply_to, Some(answered));

    // Corrected on both sides.
    clerk.seat.edit(answered, "请在汇总里点“修改”，再选单位手机。").unwrap();
    let corrected = anna.sees("再选单位手机").await;
    assert!(corrected.text.contains("更正"), "{}", corrected.text);
    anna.seat.edit(written, "我的手机换了，怎么改？比较急。").unwrap();
    let corrected = group_sees(&clerk, copy.id, |m| m.text.contains("比较急")).await;
    assert_eq!(corrected.reply_to, Some(copy.id));
    anna.sees("修改后的内容也已转给工作人员").await;

    // A photo, from the applicant and from staff.
    anna.presses("回复工作人员");
    anna.sees("请把要对工作人员说的话发来").await;
    let photo = anna.seat.send_photo(picture(), "是这一页吗").await.unwrap();
    let copy = group_sees(&clerk, 0, |m| m.text.contains("是这一页吗")).await;
    assert!(copy.file().is_some() && copy.text.contains(&number), "{copy:?}");
    anna.sends(Ok(photo), "单位联系手机").await;
    let shown = clerk.seat.answering(copy.id).send_photo(picture(), "要这一页").await.unwrap();
    let answer = anna.sees("要这一页").await;
    assert!(answer.file().is_some());
    group_sees(&clerk, shown, |m| m.text.contains("已送达") && m.reply_to == Some(shown)).await;

    // On with the same question: nothing of all this went into the form.
    anna.hears(MOBILE, "法定代表人姓名").await;
    app.idle().await;
    let person = (ChatId(FIRST), UserId(FIRST));
    let look = async || app.desk().db().look().await.unwrap();
    let session = look().await.sessions(&[person]).await.unwrap().remove(&person).unwrap();
    assert!(matches!(session.dialogue, Dialogue::Detail { question: Question::LegalName, .. }));
    let order = look().await.orders(&[&session.order.unwrap()]).await.unwrap().remove(0).order;
    assert_eq!(order.answers.text(Question::UnitAddress), ADDRESS);
    assert_eq!(order.answers.text(Question::UnitMobile), MOBILE);

    // Whoever has stopped the bot is not reached, and staff see it.
    anna.seat.block(true);
    let last = clerk.seat.reply(copy.id, "还在吗？").unwrap();
    let told = group_sees(&clerk, last, |m| m.reply_to == Some(last) && m.text.contains("没有送达")).await;
    assert!(told.text.contains("电话"), "{}", told.text);
    app.stop().await;
}

/// The next message to the group is shown there, and its call is answered only when it is released.
fn holds_the_next_answer(world: &World) {
    let (method, chat) = (Some("sendMessage".to_owned()), Some(world.group));
    world.sim.faults().arm(CallFault { method, bot: None, chat, times: 1, fault: Fault::Hold });
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_that_comes_in_the_same_instant_is_an_answer() {
    let (world, app, clerk, mut anna) = counter().await;
    anna.hears("/staff", "请把要对工作人员说的话发来").await;

    // The group shows the copy, and the desk has not heard yet which message it became.
    holds_the_next_answer(&world);
    anna.says("几点下班？");
    let copy = group_sees(&clerk, 0, |m| m.text.contains("几点下班")).await;
    let answered = clerk.seat.reply(copy.id, "五点半。").unwrap();
    world.sim.faults().release();
    anna.sees("五点半").await;
    group_sees(&clerk, answered, |m| m.text.contains("已送达")).await;

    // The same with a word that is put right at once.
    holds_the_next_answer(&world);
    anna.hears("/staff", "请把要对工作人员说的话发来").await;
    let written = anna.seat.say("周六开吗？").unwrap();
    group_sees(&clerk, 0, |m| m.text.contains("周六开吗")).await;
    anna.seat.edit(written, "周日开吗？").unwrap();
    world.sim.faults().release();
    group_sees(&clerk, 0, |m| m.text.contains("周日开吗")).await;
    app.stop().await;
}
