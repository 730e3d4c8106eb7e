//! The authority's own system, in conversation: who hears what of it, and what its word changes in the register.

use super::office::{desk, number, to_making};
use crate::memory::{GROUP, MemoryDesk};
use crate::rules::certificate;
use crate::walk::{ANNA, MO};
use certdesk::conversation::Happening;
use certdesk::domain::authority::{Act, Enrolment};
use certdesk::domain::certificate::{ByHand, Certificate, CertificateState};
use certdesk::domain::ids::ChatId;
use certdesk::domain::order_number::OrderNumber;
use certdesk::domain::uscc::Uscc;

fn order(desk: &MemoryDesk) -> OrderNumber {
    OrderNumber::parse(&number(desk)).unwrap()
}

/// A desk with an authority, and an order that was made in so many certificates.
fn made(certificates: usize) -> MemoryDesk {
    let mut desk = desk();
    desk.rules.services.authority = true;
    let n = to_making(&mut desk);
    let own = desk.orders.values_mut().last().unwrap();
    let one = own.certificates[0].clone();
    own.certificates = vec![one; certificates];
    let serials: Vec<String> = (0..certificates).map(|place| format!("JX-900{place}")).collect();
    desk.staff_says(MO, &format!("/made {n} {}", serials.join(" ")));
    desk
}

fn came_out(desk: &mut MemoryDesk, act: Act, place: u16, outcome: Enrolment) {
    let order = order(desk);
    desk.happen(&Happening::Enrolled { order, act, place, outcome });
}

fn heard(desk: &MemoryDesk, text: &str) -> usize {
    desk.shown.iter().filter(|m| m.chat == ChatId(ANNA) && m.text.contains(text)).count()
}

#[test]
fn the_applicant_hears_of_the_revocation_once_and_when_it_is_true_of_all() {
    let mut desk = made(2);
    assert!(desk.saw(ChatId(ANNA), "旧证书正在吊销") && heard(&desk, "旧证书已吊销") == 0);
    came_out(&mut desk, Act::Issue, 0, Enrolment::Done);
    came_out(&mut desk, Act::Revoke, 0, Enrolment::Done);
    came_out(&mut desk, Act::Revoke, 0, Enrolment::Done);
    assert_eq!(heard(&desk, "旧证书已吊销"), 0, "the other one still counts");
    came_out(&mut desk, Act::Revoke, 1, Enrolment::Done);
    came_out(&mut desk, Act::Revoke, 1, Enrolment::Done);
    assert_eq!(heard(&desk, "旧证书已吊销"), 1);
    assert!(!desk.saw(GROUP, "证书机构接口吊销旧证书"), "nobody is alarmed");
}

#[test]
fn what_did_not_come_out_is_the_makers_to_try_again() {
    let mut desk = made(1);
    came_out(&mut desk, Act::Issue, 0, Enrolment::Unknown);
    assert!(desk.saw(GROUP, "签发新证书（第 1 张）结果不明"));
    let key = desk.last(GROUP).clone();
    assert!(key.keys.iter().any(|(label, _)| label == "再试一次"), "{:?}", key.keys);
    desk.presses(MO, GROUP, "再试一次");
    came_out(&mut desk, Act::Issue, 0, Enrolment::Done);
    came_out(&mut desk, Act::Revoke, 0, Enrolment::Refused);
    assert!(desk.saw(GROUP, "吊销旧证书（第 1 张）被拒绝，未执行") && heard(&desk, "旧证书已吊销") == 0);
}

#[test]
fn an_old_certificate_without_a_serial_is_revoked_by_hand() {
    let mut desk = made(1);
    desk.orders.values_mut().last().unwrap().certificates[0].by_hand = Some(ByHand::WithoutSerial);
    came_out(&mut desk, Act::Issue, 0, Enrolment::Done);
    assert!(desk.saw(GROUP, "没有序列号") && desk.saw(GROUP, "人工吊销"));
}

#[test]
fn the_authoritys_register_adds_but_neither_revives_nor_takes_away() {
    let mut desk = made(1);
    let uscc = Uscc::parse("91110000600037341L").unwrap();
    desk.certificates = vec![
        Certificate { state: CertificateState::Revoked, ..certificate("JX-0001", true) },
        Certificate { uscc, ..certificate("JX-0003", true) },
    ];
    let found = ["JX-0001", "JX-0003", "JX-0007"].map(|serial| certificate(serial, false)).to_vec();
    let n = order(&desk);
    desk.happen(&Happening::RegisterAsked { order: n.clone(), found: Some(found) });
    let kept = |serial: &str| desk.certificates.iter().find(|c| c.serial.as_str() == serial).unwrap();
    assert_eq!(kept("JX-0001").state, CertificateState::Revoked, "the authority may not have heard of it yet");
    assert_eq!(kept("JX-0003").uscc.as_str(), "91110000600037341L", "another unit's stays theirs");
    assert_eq!(kept("JX-0007").state, CertificateState::Valid);
    let before = desk.certificates.clone();
    desk.happen(&Happening::RegisterAsked { order: n, found: None });
    assert_eq!(desk.certificates, before);
    desk.staff_says(MO, &format!("/status {}", number(&desk)));
    assert!(desk.saw(GROUP, "查到本单位证书 3 张") && desk.saw(GROUP, "没有得到答复"), "{}", desk.last(GROUP).text);
}
