//! Uploads as people send them: an album in any order, two offices at once, and a word of thanks before anything is looked at. The papers
//! are the forms that came through the chat, stamped and scanned as an office does it.

use crate::player::{PATIENCE, Player};
use crate::seeds::{seed, stored};
use crate::whole::scan;
use crate::world::World;
use bytes::Bytes;
use certdesk::domain::document::DocumentKind;
use certdesk::domain::order::{StageKind, Upload, UploadState};
use certdesk::forms;
use certdesk::gateway::FilesKey;
use std::time::{Duration, Instant};
use telegram_sim::paper::{Dpi, Finish, FormKind, IdentityCard, Scan, Sheet, Stamping, Typeface, encode_jpeg};
use telegram_sim::world::Action;
use telegram_sim::{CallFault, Fault, SeenMessage};

/// How long one look at a chat lasts before what holds a file is let go again.
const SOON: Duration = Duration::from_secs(1);

/// What an office has on its desk: the forms as the chat brought them, by the names of their files.
struct Office {
    forms: Vec<(FormKind, Bytes)>,
    stamping: Stamping,
}

impl Office {
    /// Asks for the forms anew and waits for the three of them.
    async fn of(world: &World, player: &mut Player, seed: u64) -> Self {
        player.hears("/status", "准备材料").await;
        player.taps("重新下载表格").await;
        let mut forms = Vec::new();
        for name in ["申请表.pdf", "委托书.pdf", "采集表.pdf"] {
            let is_it = |m: &SeenMessage| m.file().and_then(|f| f.name.as_deref()).is_some_and(|n| n.ends_with(name));
            let form = player.seat.wait(is_it, PATIENCE).await.unwrap_or_else(|why| panic!("{name}: {why}"));
            let file = form.file().expect("a document has a file");
            let pdf = world.sim.download(file.number).expect("the file is there");
            forms.push((FormKind::of_file(name), pdf));
        }
        let typeface = Typeface::from_bytes(forms::typeface()).unwrap();
        let (company, legal_person, agent) =
            ("江西某某建工有限公司".to_owned(), "熊大明".to_owned(), "李小芳".to_owned());
        Self { forms, stamping: Stamping { company, legal_person, agent, typeface, marks: None, seed } }
    }

    /// The last page of a form, stamped and scanned well.
    fn scanned(&self, kind: FormKind) -> Bytes {
        let (_, pdf) = self.forms.iter().find(|(form, _)| *form == kind).expect("the form has come");
        let sheet = Sheet::from_pdf(pdf, Sheet::pages(pdf).unwrap(), Dpi::D150).unwrap();
        encode_jpeg(&self.stamping.scan(sheet, kind, Finish::Good), 85).unwrap().into()
    }

    /// A copy of the agent's card that nobody has stamped, scanned well.
    fn bare_card(&self) -> Bytes {
        let card = IdentityCard { name: self.stamping.agent.clone(), number: "11010519491231002X".to_owned() };
        let sheet = card.print(&self.stamping.typeface, Dpi::D150);
        encode_jpeg(&Scan::good(self.stamping.seed).apply(&sheet), 85).unwrap().into()
    }
}

fn document(upload: &Upload) -> (Option<DocumentKind>, &UploadState) {
    (upload.document, &upload.state)
}

/// The messages of the bot that hold this text.
fn said(player: &Player, text: &str) -> usize {
    player.seat.history().iter().filter(|m| m.from.is_bot && m.text.contains(text)).count()
}

/// Keeps the desk from fetching any of the next files.
fn hold_files(world: &World, files: u32) {
    let hold =
        CallFault { method: Some("getFile".to_owned()), bot: None, chat: None, times: files, fault: Fault::Hold };
    world.sim.faults().arm(hold);
}

/// Lets go what is held until the person has been told this so many times after a message.
async fn let_go(world: &World, player: &Player, (mut after, text, times): (i64, &str, usize)) {
    let begun = Instant::now();
    for _ in 0..times {
        loop {
            world.sim.faults().clear();
            world.sim.faults().release();
            let says = |m: &SeenMessage| m.from.is_bot && m.text.contains(text);
            if let Ok(told) = player.seat.wait_after(after, says, SOON).await {
                after = told.id;
                break;
            }
            assert!(begun.elapsed() < PATIENCE, "“{text}” was said {} times", said(player, text));
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_album_in_any_order_is_sorted_by_its_codes_and_closed_by_its_key() {
    let world = World::with(1).await;
    let number = seed(&world, 0, StageKind::Preparing).await;
    let app = world.desk().await;
    let mut anna = Player::of(&world, 0);
    let office = Office::of(&world, &mut anna, 3).await;
    let album = vec![
        ("IMG_3.jpg".to_owned(), office.scanned(FormKind::Authorisation)),
        ("IMG_1.jpg".to_owned(), office.bare_card()),
        ("IMG_2.jpg".to_owned(), office.scanned(FormKind::Application)),
    ];
    anna.looks_up();
    anna.seat.send_document_album(album, "").unwrap();
    // The codes say which form it is; what has none is asked about, with a key for each document.
    for verdict in ["法人授权委托书检查通过", "数字证书用户申请表检查通过", "看不出是哪种材料"]
    {
        anna.sees(verdict).await;
    }
    assert_eq!(said(&anna, "收到一组图片"), 1, "an album is acknowledged once");
    assert_eq!(said(&anna, "都检查完了"), 0, "nothing but the key says that it is whole");
    anna.taps("发完了").await;
    let closed = anna.sees_anywhere("这组图片都检查完了").await.text;
    assert!(closed.contains("有 1 张要请您告诉我是哪种材料"), "{closed}");
    let missing: Vec<&str> = closed.lines().filter_map(|line| line.split("还缺：").nth(1)).collect();
    assert_eq!(missing, ["营业执照", "经办人身份证", "签章采集表"], "{closed}");

    let asked = anna.sees_anywhere("看不出是哪种材料").await;
    let Some(Action::Callback(data)) = asked.button("经办人身份证").map(|key| key.action.clone()) else {
        panic!("no key for the card: {asked:?}")
    };
    anna.seat.press_data(asked.id, &data, true).unwrap();
    // Now that it is known to be a card, it is looked at as one.
    anna.sees_anywhere("按经办人身份证核对").await;
    let verdict = anna.sees_anywhere("经办人身份证可以读取").await.text;
    assert!(verdict.contains("没有找到红色的公章"), "{verdict}");
    app.idle().await;
    let order = stored(app.desk().db(), &number).await.order;
    let mut sorted: Vec<_> = order.uploads.iter().map(document).collect();
    sorted.sort_by_key(|(document, _)| *document);
    let (application, card, letter) =
        (DocumentKind::ApplicationForm, DocumentKind::AgentIdentityCard, DocumentKind::AuthorisationLetter);
    let expected = [
        (Some(application), &UploadState::Ready),
        (Some(card), &UploadState::Doubtful),
        (Some(letter), &UploadState::Ready),
    ];
    assert_eq!(sorted, expected);
    assert_eq!(app.desk().figures().await.unwrap().effects, [], "nothing is lost");
    app.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_came_is_acknowledged_before_it_is_looked_at() {
    let world = World::with(1).await;
    let number = seed(&world, 0, StageKind::Preparing).await;
    let app = world.desk().await;
    let mut anna = Player::of(&world, 0);
    anna.hears("/status", "准备材料").await;
    hold_files(&world, 3);
    anna.taps("上传营业执照").await;
    anna.sees("请发送营业执照").await;
    anna.sends(anna.seat.send_document("执照.png", scan()), "收到营业执照，正在检查").await;
    anna.looks_up();
    let album = (1..=2).map(|n| (format!("{n}.png"), Bytes::from(scan()))).collect();
    anna.seat.send_document_album(album, "").unwrap();
    anna.sees("收到一组图片").await;
    // The bot is all there meanwhile, and the key does not wait for what is still being fetched.
    anna.hears("/status", "准备材料").await;
    anna.taps("发完了").await;
    let closed = anna.sees_anywhere("结果马上发来").await;
    assert!(closed.text.contains("还有 3 张正在检查"), "{}", closed.text);
    assert_eq!(said(&anna, "可以读取") + said(&anna, "看不出"), 0, "nothing was looked at yet");
    let order = stored(app.desk().db(), &number).await.order;
    assert!(order.uploads.iter().all(|upload| upload.state == UploadState::Checking), "{:?}", order.uploads);

    let_go(&world, &anna, (closed.id, "看不出是哪种材料", 2)).await;
    let_go(&world, &anna, (closed.id, "营业执照可以读取", 1)).await;
    app.idle().await;
    assert_eq!(app.desk().figures().await.unwrap().effects, [], "nothing is lost");
    app.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn two_offices_at_once_are_never_mixed() {
    let world = World::with(2).await;
    let numbers = [seed(&world, 0, StageKind::Preparing).await, seed(&world, 1, StageKind::Preparing).await];
    let app = world.desk().await;
    let mut people = [Player::of(&world, 0), Player::of(&world, 1)];
    let mut sent: [Vec<Bytes>; 2] = [Vec::new(), Vec::new()];
    for (at, player) in people.iter_mut().enumerate() {
        let office = Office::of(&world, player, at as u64).await;
        sent[at] = [FormKind::Specimen, FormKind::Application].map(|kind| office.scanned(kind)).into();
        player.looks_up();
    }
    // Neither chose a document first; their files come in turns.
    for (one, other) in sent[0].iter().zip(&sent[1]) {
        people[0].seat.send_document("scan.jpg", one.clone()).unwrap();
        people[1].seat.send_document("scan.jpg", other.clone()).unwrap();
    }
    for player in &people {
        for verdict in ["签章采集表检查通过", "数字证书用户申请表检查通过"] {
            player.sees(verdict).await;
        }
    }
    // Then one of them sends the other's form.
    people[0].sends(people[0].seat.send_document("scan.jpg", sent[1][1].clone()), "这是另一个订单的表格").await;
    app.idle().await;
    for (at, number) in numbers.iter().enumerate() {
        let order = stored(app.desk().db(), number).await.order;
        let own: Vec<_> =
            order.uploads.iter().take(2).map(|upload| (document(upload), upload.digest.clone())).collect();
        let digest = |n: usize| Some(FilesKey::digest(&sent[at][n]));
        let ready = &UploadState::Ready;
        let expected = [
            ((Some(DocumentKind::SealSpecimenForm), ready), digest(0)),
            ((Some(DocumentKind::ApplicationForm), ready), digest(1)),
        ];
        assert_eq!(own, expected, "applicant {at}");
        let other = numbers[1 - at].to_string();
        assert_eq!(said(&people[at], &other), 0, "nothing of the other order is said");
    }
    let strange = stored(app.desk().db(), &numbers[0]).await.order.uploads.remove(2);
    assert_eq!((strange.state, strange.findings[0].check.as_str()), (UploadState::Refused, "other-order"));
    assert!(strange.findings.iter().any(|finding| finding.check == "same-picture-elsewhere"), "{:?}", strange.findings);
    app.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn one_office_s_album_leaves_room_for_another_s_page() {
    let world = World::with(2).await;
    for nth in 0..2 {
        seed(&world, nth, StageKind::Preparing).await;
    }
    let app = world.desk().await;
    let (mut anna, mut ben) = (Player::of(&world, 0), Player::of(&world, 1));
    anna.hears("/status", "准备材料").await;
    ben.hears("/status", "准备材料").await;
    // None of Anna's files comes, as many as the desk takes in at once.
    hold_files(&world, 8);
    let album = (1..=10).map(|n| (format!("{n}.png"), Bytes::from(scan()))).collect();
    anna.looks_up();
    anna.seat.send_document_album(album, "").unwrap();
    anna.sees("收到一组图片").await;
    let begun = Instant::now();
    while world.sim.faults().armed().0.iter().map(|fault| fault.times).sum::<u32>() > 6 {
        assert!(begun.elapsed() < PATIENCE, "none of them was asked for");
        tokio::task::yield_now().await;
    }
    world.sim.faults().clear();
    let begun = anna.seat.history().last().map_or(0, |last| last.id);
    ben.sends(ben.seat.send_document("执照.png", scan()), "看不出是哪种材料").await;
    assert_eq!(said(&anna, "看不出是哪种材料"), 0, "hers are not there yet");
    let_go(&world, &anna, (begun, "看不出是哪种材料", 10)).await;
    app.idle().await;
    assert_eq!(app.desk().figures().await.unwrap().effects, [], "nothing is lost");
    app.stop().await;
}
