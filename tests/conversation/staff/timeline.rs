//! The timeline that staff read: every kind of entry in words of its own, in either language; and what the services outside did stands on
//! it, each change once.

use super::office::{desk, submitted};
use crate::memory::{GROUP, MemoryDesk};
use crate::walk::WEI;
use certdesk::conversation::Happening;
use certdesk::domain::order::{By, Event, What};
use certdesk::domain::order_number::OrderNumber;
use certdesk::domain::outage::{Call, Outage};
use certdesk::domain::rules::Lang;
use serde_json::{Value, json};

/// One entry of each kind.
fn entries() -> Vec<Value> {
    vec![
        json!({ "event": "opened" }),
        json!({ "event": "agreed", "agreement": "2026-01" }),
        json!({ "event": "project_chosen", "project": "seal" }),
        json!({ "event": "certificates_chosen", "serials": ["JX-1"] }),
        json!({ "event": "ground_given" }),
        json!({ "event": "revocation_accepted" }),
        json!({ "event": "confirmed", "revision": 1, "total": 13_000 }),
        json!({ "event": "amended", "revision": 2 }),
        json!({ "event": "legal_person_opened" }),
        json!({ "event": "legal_person_consented" }),
        json!({ "event": "legal_person_sent" }),
        json!({ "event": "legal_person_verified" }),
        json!({ "event": "legal_person_refused" }),
        json!({ "event": "legal_person_declined" }),
        json!({ "event": "legal_person_may_try_again" }),
        json!({ "event": "uploaded", "upload": 3, "document": "business_licence" }),
        json!({ "event": "inspected", "upload": 3, "findings": ["grey"] }),
        json!({ "event": "insisted", "upload": 3 }),
        json!({ "event": "chosen", "upload": 4, "replaces": true }),
        json!({ "event": "submitted", "round": 1 }),
        json!({ "event": "claimed" }),
        json!({ "event": "released" }),
        json!({ "event": "taken_over", "from": 502 }),
        json!({ "event": "claim_expired" }),
        json!({ "event": "approved" }),
        json!({ "event": "approved_once" }),
        json!({ "event": "returned", "documents": ["business_licence"] }),
        json!({ "event": "rejected" }),
        json!({ "event": "receipt_shown" }),
        json!({ "event": "paid", "amount": 13_000, "due": 13_000 }),
        json!({ "event": "paper_posted", "waybill": "SF1234567890123" }),
        json!({ "event": "paper_passed" }),
        json!({ "event": "paper_missing", "documents": ["business_licence"] }),
        json!({ "event": "made", "serials": ["JX-9001"] }),
        json!({ "event": "shipped", "waybill": "SF1234567890124" }),
        json!({ "event": "delivered" }),
        json!({ "event": "invoice_sent", "number": "2636" }),
        json!({ "event": "invoice_came", "number": "2636" }),
        json!({ "event": "invoice_unreadable", "number": "2636" }),
        json!({ "event": "other_invoice", "number": "2637" }),
        json!({ "event": "not_let_pay", "trade": "26000010_1", "why": "stranger" }),
        json!({ "event": "withdrawn" }),
        json!({ "event": "texted", "to": "recipient", "kind": "shipped", "outcome": "limited" }),
        json!({ "event": "mailed", "kind": "invoice", "outcome": "given_up" }),
        json!({ "event": "invoice_doubted", "number": "2636", "differs": ["amount"] }),
        json!({ "event": "enrolled", "act": "revoke", "place": 1, "outcome": "unknown" }),
        json!({ "event": "register_asked", "found": null }),
        json!({ "event": "code_made", "trade": "26000010_1", "way": "wechat" }),
        json!({ "event": "paid_oddly", "trade": "26000010_1", "amount": 1, "due": 13_000, "oddity": "late" }),
        json!({ "event": "refunded", "trade": "26000010_1" }),
        json!({ "event": "give_back_asked", "trade": "26000010_1", "amount": 13_000 }),
        json!({ "event": "refund_underway", "trade": "26000010_1", "amount": 13_000 }),
        json!({ "event": "not_refunded", "trade": "26000010_1", "refused": true }),
        json!({ "event": "refund_unclear", "trade": "26000010_1" }),
        json!({ "event": "payment_unclear", "trade": "26000010_1" }),
        json!({ "event": "tracked", "which": "inbound", "milestone": "out_for_delivery" }),
        json!({ "event": "parcel_alarm", "which": "outbound", "alarm": "never_moved" }),
        json!({ "event": "call_done", "call": "outbound_steps" }),
        json!({ "event": "called_in_vain", "call": "pay_back", "why": "refused" }),
        json!({ "event": "call_answered", "call": "inbound_parcel" }),
        json!({ "event": "legal_person_may_try_again" }),
        json!({ "event": "held" }),
        json!({ "event": "resumed" }),
        json!({ "event": "undone", "decision": "paper_pass" }),
        json!({ "event": "noted" }),
        json!({ "event": "unmasked" }),
        json!({ "event": "looked" }),
        json!({ "event": "paper_received" }),
        json!({ "event": "came_back" }),
        json!({ "event": "raised" }),
        json!({ "event": "reminded" }),
        json!({ "event": "closing_announced" }),
        json!({ "event": "closed" }),
        json!({ "event": "silenced", "silent": true }),
    ]
}

/// The names of all kinds: what is unknown is answered with the list of what is known.
fn kinds() -> Vec<String> {
    let error = serde_json::from_value::<What>(json!({ "event": "" })).unwrap_err().to_string();
    let (_, known) = error.split_once("expected").unwrap();
    known.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

#[test]
fn every_kind_of_entry_has_words_of_its_own() {
    let entries = entries();
    let shown: Vec<&str> = entries.iter().map(|entry| entry["event"].as_str().unwrap()).collect();
    for kind in kinds() {
        assert!(shown.contains(&kind.as_str()), "{kind} is not shown");
    }
    for (lang, other) in [(Lang::Zh, "其他"), (Lang::En, "something else")] {
        let mut desk = desk();
        let n = submitted(&mut desk);
        desk.group_lang = lang;
        let order = OrderNumber::parse(&n).unwrap();
        for entry in &entries {
            let what: What = serde_json::from_value(entry.clone()).unwrap_or_else(|error| panic!("{error}: {entry}"));
            desk.journal.insert(order.clone(), vec![Event { at: desk.now, by: By::Desk, version: 1, what }]);
            desk.staff_says(WEI, &format!("/audit {n}"));
            let line = desk.last(GROUP).text.lines().nth(1).unwrap_or_default().to_owned();
            assert!(line.contains("2026") || line.contains(':'), "{entry}: {line}");
            assert!(!line.contains(other), "{entry}: {line}");
        }
    }
}

fn called(desk: &mut MemoryDesk, order: &str, outcome: Result<(), Outage>) {
    let order = OrderNumber::parse(order).unwrap();
    desk.happen(&Happening::Called { order, call: Call::PayBack, outcome });
}

#[test]
fn each_change_of_how_a_call_comes_out_stands_on_the_timeline_once() {
    let mut desk = desk();
    let n = submitted(&mut desk);
    let outages = [Outage::Away, Outage::Unknown, Outage::Busy, Outage::Refused, Outage::Refused];
    for outcome in [Ok(()), Ok(())].into_iter().chain(outages.map(Err)).chain([Ok(()), Ok(())]) {
        called(&mut desk, &n, outcome);
    }
    desk.staff_says(WEI, &format!("/audit {n}"));
    let history = &desk.last(GROUP).text;
    let lines: Vec<&str> =
        history.lines().filter_map(|line| line.split_once("退款：").map(|(_, outcome)| outcome)).collect();
    assert_eq!(lines, ["成功", "连接不上", "对方拒绝", "已恢复"], "{history}");
}
