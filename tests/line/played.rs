//! A whole order through the real thing: with PostgreSQL behind it, and with a log that is read afterwards for what must not be in it.

use crate::killer::Binary;
use crate::player::{ADDRESS, PASSWORD, PERSONAL};
use crate::postgres::Cluster;
use crate::samples::{certificate, uscc_number};
use crate::whole::Order;
use crate::world::{TOKEN, World};
use certdesk::domain::certificate::CertificateState;
use certdesk::domain::order::StageKind;
use certdesk::domain::order_number::OrderNumber;
use certdesk::domain::uscc::Uscc;
use std::process::Stdio;
use std::time::Duration;

#[tokio::test(flavor = "multi_thread")]
async fn a_whole_order_on_postgresql() {
    let cluster = Cluster::start();
    let mut world = World::with(1).await;
    world.database = cluster.database();
    let code = uscc_number(0);
    world.on_file(&[certificate("JX-0001", &code)]).await;
    let app = world.desk().await;
    let mut order = Order::begun(&world, 0).await;
    order.goes_to_the_end().await;
    app.idle().await;

    let mut tx = app.desk().db().look().await.unwrap();
    let number = OrderNumber::parse(&order.number).unwrap();
    let kept = tx.orders(&[&number]).await.unwrap().remove(0).order;
    assert_eq!((kept.stage.kind(), kept.uploads.len()), (StageKind::Delivered, 6));
    assert!(kept.invoice.is_some());
    assert_eq!(tx.verify_journal(&number).await.unwrap(), None);
    assert_eq!(tx.certificates(&Uscc::parse(&code).unwrap()).await.unwrap()[0].state, CertificateState::Revoked);
    assert!(tx.file_digest(&number, 6).await.unwrap().is_some());
    assert_eq!(tx.effects_by_state().await.unwrap(), []);
    assert_eq!(tx.failed_updates(7_000_001).await.unwrap(), []);
    drop(tx);
    let complaints = world.sim.complaints();
    assert!(complaints.is_empty(), "{complaints:#?}");
    app.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_personal_is_ever_logged() {
    let world = World::with(1).await;
    world.on_file(&[certificate("JX-0001", &uscc_number(0))]).await;
    let path = world.folder.path().join("log");
    let binary = Binary::start(&world, "debug", Stdio::from(std::fs::File::create(&path).unwrap()));
    let mut order = Order::begun(&world, 0).await;
    let agent = &mut order.agent;
    // Nor what is said in vain: a wrong password, a wrong answer, a stranger's number.
    agent.hears("/logout", "已退出").await;
    agent.hears("/login", "统一社会信用代码").await;
    let uscc = agent.uscc.clone();
    agent.hears(&uscc, "请输入密码").await;
    agent.hears("Wrong-Password-1", "密码不对").await;
    agent.hears(PASSWORD, "登录成功").await;
    let number = order.number.clone();
    order.agent.hears(&number, "准备材料").await;
    order.goes_to_the_end().await;
    assert!(world.sim.quiet(Duration::from_mins(1)).await, "updates are left unconfirmed");
    assert_eq!(binary.ends(), Some(0));

    let log = std::fs::read_to_string(&path).unwrap();
    assert!(log.contains("the desk is open") && log.lines().count() > 100, "the log is there to be read: {log}");
    let unit = format!("江西样例{}", &uscc[13..]);
    let spaced: String = order.number.split_whitespace().collect();
    assert!(log.contains(&spaced), "the order is named by its number");
    let others = [PASSWORD, "Wrong-Password-1", ADDRESS, "caiwu@example.cn", "申请人0", "法人0", &unit, &uscc, TOKEN];
    for personal in PERSONAL.into_iter().chain(others) {
        let said: Vec<&str> = log.lines().filter(|line| line.contains(personal)).take(3).collect();
        assert!(said.is_empty(), "{personal} is in the log: {said:#?}");
    }
}
