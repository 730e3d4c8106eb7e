//! What passes through the group as files: copies of uploads, a word for the applicant, a table for the register, orders as a table,
//! figures as a picture; over the local Telegram, as people see it.

use crate::chats::registered;
use crate::office::Clerk;
use crate::player::PATIENCE;
use crate::samples::{certificate, uscc_number};
use crate::seeds::{InReview, seed};
use crate::whole::{DOCUMENTS, Order};
use crate::world::{BOT, WEI, World};
use certdesk::domain::order::StageKind;
use certdesk::domain::register::Cell;
use certdesk::sheets;
use telegram_sim::SeenMessage;
use telegram_sim::paper::{Dpi, Sheet, encode_png};
use telegram_sim::people::SeenKind;

#[tokio::test(flavor = "multi_thread")]
async fn copies_cannot_be_forwarded_and_are_gone_after_the_decision() {
    let world = World::with(1).await;
    world.on_file(&[certificate("JX-0001", &uscc_number(0))]).await;
    let app = world.desk().await;
    let mut order = Order::begun(&world, 0).await;
    order.is_verified().await;
    for document in DOCUMENTS {
        order.uploads(document).await;
    }
    order.is_submitted("预审中").await;
    let (number, clerk) = (order.number.clone(), &order.clerk);
    let is_copy = |m: &SeenMessage| m.text.contains("对照：") && m.text.contains(&number);
    assert!(!clerk.seat.history().iter().any(is_copy), "full images come on demand only");
    clerk.seat.say(&format!("/look@{BOT} {number}")).unwrap();
    for document in DOCUMENTS {
        let shows = |m: &SeenMessage| is_copy(m) && m.text.contains(document);
        let copy = clerk.seat.wait(shows, PATIENCE).await.unwrap_or_else(|why| panic!("{document}: {why}"));
        assert!(copy.protected, "{document} could be forwarded");
        assert!(matches!(copy.kind, SeenKind::Document { .. }), "the original, as it was: {:?}", copy.kind);
    }
    clerk.decides(&number, "预审通过", "魏审 预审通过").await;
    app.idle().await;
    let left: Vec<String> =
        clerk.seat.history().into_iter().filter(|m| is_copy(m) && !m.deleted).map(|m| m.text).collect();
    assert_eq!(left, Vec::<String>::new(), "copies stay in the group after the decision");
    app.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_word_goes_out_with_its_receipt_and_back() {
    let world = World::with(1).await;
    let InReview { app, shown: number, anna, clerk, .. } = InReview::at(&world).await;
    let said = clerk.seat.say(&format!("/talk@{BOT} {number} 执照请重拍")).unwrap();
    let told = anna.sees_anywhere("执照请重拍").await;
    let receipt = |m: &SeenMessage| m.reply_to == Some(said) && m.text.contains("已送达");
    clerk.seat.wait(receipt, PATIENCE).await.expect("the receipt");
    app.idle().await;
    let receipts = clerk.seat.history().iter().filter(|m| m.reply_to == Some(said) && !m.deleted).count();
    assert_eq!(receipts, 1, "one line, kept up to date");

    anna.seat.reply(told.id, "明天重拍").unwrap();
    let copy = clerk.sees(&number, "明天重拍").await;
    clerk.seat.edit(said, &format!("/talk@{BOT} {number} 执照不必重拍了")).unwrap();
    let corrected = anna.sees_anywhere("执照不必重拍了").await;
    assert!(!corrected.text.contains("/talk"), "{}", corrected.text);
    clerk.seat.reply(copy.id, "谢谢").unwrap();
    let thanks = anna.sees_anywhere("谢谢").await;

    // A voice and a sticker, there and back: each below what it answers, and none of them can be forwarded out of the group.
    let asked = anna.seat.answering(thanks.id).send_voice(vec![1; 64], 3).unwrap();
    let heard = clerk.seat.wait(|m: &SeenMessage| matches!(m.kind, SeenKind::Voice { .. }), PATIENCE).await.unwrap();
    assert!(heard.protected && heard.text.contains(&number) && heard.button("留言").is_some(), "{heard:?}");
    let answered = clerk.seat.answering(heard.id).send_sticker(vec![1; 64], "🐢").unwrap();
    let shown = |m: &SeenMessage| m.from.is_bot && matches!(m.kind, SeenKind::Sticker { .. });
    let sticker = anna.seat.wait(shown, PATIENCE).await.expect("the sticker");
    assert_eq!(sticker.reply_to, Some(asked));
    let receipt = |m: &SeenMessage| m.reply_to == Some(answered) && m.text.contains("已送达");
    clerk.seat.wait(receipt, PATIENCE).await.expect("the sticker's receipt");

    anna.seat.block(true);
    let said = clerk.seat.say(&format!("/talk@{BOT} {number} 还在吗")).unwrap();
    let receipt = |m: &SeenMessage| m.reply_to == Some(said) && m.text.contains("没有送达");
    clerk.seat.wait(receipt, PATIENCE).await.expect("blocked is said");
    app.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn tables_come_in_whole_and_go_out_masked_or_on_record() {
    let world = World::with(2).await;
    let number = seed(&world, 0, StageKind::PreReview).await.to_string();
    let app = world.desk().await;
    let clerk = Clerk::of(&world, WEI);
    let uscc = uscc_number(0);
    let head = "证书序列号,统一社会信用代码,证书类型,持有人,有效期至,含电子印章\r\n";
    let table = format!("{head}JX-9001,{uscc},单位证书,甲公司,２０２７年12月31日,是\r\n");
    let (gbk, _, _) = encoding_rs::GBK.encode(&table);

    // Answered with /import, as people do who forgot the caption.
    let sent = clerk.seat.send_document("登记.csv", gbk.into_owned()).unwrap();
    clerk.seat.reply(sent, &format!("/import@{BOT}")).unwrap();
    clerk.decides("新增", "确认导入", "已导入：新增 1").await;
    let kept = app.desk().db().look().await.unwrap().certificates_by_serial(&["JX-9001".to_owned()]).await.unwrap();
    assert_eq!((kept.len(), kept[0].holder.as_str(), kept[0].has_seal), (1, "甲公司", true));
    clerk.seat.send_captioned_document("x.xlsx", b"PK\x03\x04 no table".to_vec(), &format!("/import@{BOT}")).unwrap();
    clerk.sees("没有导入任何内容", "CSV 或 XLSX").await;

    // Orders go to the administrator's own chat, once it can be written to.
    let own = world.sim.person(WEI).unwrap().chat(BOT).unwrap();
    own.start("").unwrap();
    for (command, masked) in [("/export", true), ("/export 30 full", false)] {
        let before = own.last_id();
        clerk.seat.say(&command.replace("/export", &format!("/export@{BOT}"))).unwrap();
        let shows = |m: &SeenMessage| matches!(m.kind, SeenKind::Document { .. });
        let document = own.wait_after(before, shows, PATIENCE).await.expect("the table");
        assert!(document.protected);
        let SeenKind::Document { file } = document.kind else { unreachable!("as waited for") };
        let rows = sheets::rows(&world.sim.download(file.number).unwrap()).unwrap();
        let cells: Vec<String> = rows[1]
            .cells
            .iter()
            .map(|cell| match cell {
                Cell::Text(text) => text.clone(),
                other => format!("{other:?}"),
            })
            .collect();
        assert!(cells.contains(&number), "{cells:?}");
        assert_eq!(cells.iter().any(|cell| cell.contains("13800138000") || cell.contains(&uscc)), !masked, "{cells:?}");
    }
    clerk.sees("已发到您的私聊", "共 1 件").await;

    clerk.seat.say(&format!("/stats@{BOT}")).unwrap();
    let drawn = |m: &SeenMessage| matches!(m.kind, SeenKind::Photo { .. }) && m.text.contains("近 7 天");
    clerk.seat.wait(drawn, PATIENCE).await.expect("figures as a picture with their words");
    app.idle().await;
    assert_eq!(app.desk().figures().await.unwrap().effects, [], "nothing is lost");
    let checked = certdesk::audit::check(app.desk().db()).await.unwrap();
    assert_eq!((checked.orders, checked.broken.len()), (1, 0));
    let mut out = Vec::new();
    certdesk::audit::write(app.desk().db(), &mut out).await.unwrap();
    let out = String::from_utf8(out).unwrap();
    assert_eq!(out.matches("exported").count(), 2, "each table that goes out is on record: {out}");
    app.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_of_a_deleted_order_is_recognised_and_refused() {
    let (world, app, mut anna) = registered().await;
    anna.fills_in().await;
    anna.confirms().await;
    let form =
        |m: &SeenMessage| m.file().is_some_and(|f| f.name.as_deref().is_some_and(|n| n.contains("用户申请表.pdf")));
    let printed = anna.seat.wait(form, PATIENCE).await.expect("the application form");
    let pdf = world.sim.download(printed.file().unwrap().number).unwrap();
    let page = encode_png(Sheet::from_pdf(&pdf, 1, Dpi::D150).unwrap().face()).unwrap();

    anna.taps("删除订单").await;
    anna.sees("不能恢复").await;
    anna.presses("确定删除");
    anna.sees("已删除").await;
    anna.hears("/apply", "是否同意上述协议").await;
    for (label, next) in [
        ("同意", "张有效证书"),
        ("就补办这一张", "补办原因是"),
        ("遗失", "我明白"),
        ("我明白", "全部沿用"),
        ("全部沿用", "请核对订单"),
        ("确认无误", "已确认"),
    ] {
        anna.presses(label);
        anna.sees(next).await;
    }
    anna.sends(anna.seat.send_document("旧表.png", page), "这是已删除订单的表格").await;
    app.stop().await;
}
