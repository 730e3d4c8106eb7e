//! What is kept of an upload: original, copy and marked picture, each noted before it is there, and deleted with the last order that has it.

use super::town::{NUMBER, Town, noon, preparing};
use certdesk::domain::order::{Order, Stage};
use certdesk::domain::order_number::OrderNumber;
use certdesk::store::{Kept, OrderRow};
use std::io::Cursor;
use std::path::PathBuf;

/// A page that nobody would call sharp, larger than what is handed on.
fn page() -> Vec<u8> {
    let grain = |x: u32, y: u32| {
        image::Rgb([0, 1, 2].map(|plane| ((x * 31 + y * 17 + plane * 7).wrapping_mul(2_654_435_761) >> 24) as u8))
    };
    let mut png = Cursor::new(Vec::new());
    image::RgbImage::from_fn(827, 1169, grain).write_to(&mut png, image::ImageFormat::Png).unwrap();
    png.into_inner()
}

/// Another order that is withdrawn now and has all the files of this one.
async fn shares(town: &Town, order: &Order, nth: u64) {
    let number = OrderNumber::make(2026, nth);
    let other =
        Order { number: number.clone(), stage: Stage::Withdrawn { at: noon() }, uploads: Vec::new(), ..order.clone() };
    let other = OrderRow { link: certdesk::domain::journal::origin(number.as_str()), order: other, place: 0, base: 0 };
    let upload = &order.uploads[0];
    let digests = [upload.digest.clone(), upload.picture.clone(), upload.copy.as_ref().map(|copy| copy.digest.clone())];
    let mut tx = town.app.desk().db().begin().await.unwrap();
    tx.save_orders([&other].into_iter()).await.unwrap();
    for (place, digest) in (1..).zip(digests.into_iter().flatten()) {
        tx.keep_file(&number, place, &Kept { digest, size: 1 }, noon()).await.unwrap();
    }
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn what_is_kept_of_an_upload_goes_with_the_last_order_that_has_it() {
    let town = Town::with(preparing(), |_| {}).await;
    let anna = town.applicant();
    let asked = anna.say(NUMBER).unwrap();
    Town::hears(&anna, asked, "准备材料").await;
    let sent = anna.send_document("执照.png", page()).unwrap();
    Town::hears(&anna, sent, "看不出是哪种材料").await;
    town.quiet().await;
    let kept = town.files_kept();
    assert_eq!(kept.len(), 3, "the original, the copy that is handed on, the marked picture: {kept:?}");
    // Two more orders have the same files, and both fall due with this one.
    let order = town.order().await;
    shares(&town, &order, 2).await;
    shares(&town, &order, 3).await;
    town.pass(60 * 24 * 31).await;
    assert_eq!(town.clears_out().await, 2);
    assert_eq!(town.files_kept(), kept, "this order goes on and has them still");
    shares(&town, &order, 4).await;
    town.withdraws().await;
    town.pass(60 * 24 * 31).await;
    assert_eq!(town.clears_out().await, 2);
    assert_eq!(town.files_kept(), Vec::<PathBuf>::new(), "nothing of it is left");
    town.app.stop().await;
}
