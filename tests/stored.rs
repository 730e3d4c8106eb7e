//! What was saved outlives the release that saved it: a stored sample of each kind of effect, of events and of an order, as the first
//! release wrote them, is read for ever. Samples are added; none is ever changed.

use certdesk::domain::effect::{CardKind, Effect};
use certdesk::domain::office::OfficeEvent;
use certdesk::domain::order::{Event, Order, Payment, StageKind, UploadState};
use certdesk::domain::outage::LastCall;
use certdesk::domain::payment::Attempt;
use std::collections::BTreeSet;

const EFFECTS: [&str; 34] = [
    r#"{"kind":"say","to":{"chat":10002,"topic":7},"words":{"lang":"zh-CN","lines":[{"id":"registered","args":[["unit","甲"],["uscc","91350100M000100Y43"]]}]},"keyboard":{"inline":[[{"label":{"id":"key-apply"},"press":{"data":"g:apply"}}]]},"reply_to":5}"#,
    r#"{"kind":"card","to":{"chat":-1002000000001},"order":"26000010","card":"desk","words":{"lang":"en","lines":[]},"anew":true}"#,
    r#"{"kind":"edit","chat":10002,"message":9,"words":{"lang":"en","lines":[{"id":"verbatim","args":[["text","x"]]}]}}"#,
    r#"{"kind":"buttons","chat":10002,"message":9,"lang":"zh-CN","keyboard":"none"}"#,
    r#"{"kind":"answer","query":"77","words":{"lang":"zh-CN","lines":[{"id":"old-button"}]},"alert":true}"#,
    r#"{"kind":"delete","chat":10002,"message":3}"#,
    r#"{"kind":"send_file","to":{"chat":10002},"file":{"id":"f","unique_id":"u","name":"a.pdf","size":9,"form":"document"},"words":{"lang":"en","lines":[]},"keyboard":"force_reply","protect":true}"#,
    r#"{"kind":"picture","to":{"chat":10002},"digest":"00ff","words":{"lang":"zh-CN","lines":[{"id":"verdict-refused"}]},"keyboard":{"inline":[]}}"#,
    r#"{"kind":"print","to":{"chat":10002},"order":"26000010","print":"authorisation_letter","revision":2,"words":{"lang":"zh-CN","lines":[{"id":"form-authorisation"}]}}"#,
    r#"{"kind":"pass","to":{"chat":-1002000000001},"words":{"lang":"zh-CN","lines":[{"id":"staff-talk-hint"}]},"reply_to":4,"passage":{"chat":10002,"message":9,"order":"26000010","lang":"zh-CN","name":"安"}}"#,
    r#"{"kind":"receipt","to":{"chat":-1002000000001,"topic":4},"message":9,"words":{"lang":"zh-CN","lines":[{"id":"staff-talk-queued"}]}}"#,
    r#"{"kind":"read_register","to":{"chat":-1002000000001},"message":9,"by":503,"file":{"id":"f","unique_id":"u","name":"a.csv","size":9,"form":"document"},"confirmed":"00112233445566ff"}"#,
    r#"{"kind":"export","to":503,"asked":{"chat":-1002000000001},"message":9,"lang":"zh-CN","from":"2026-11-01","until":"2026-11-22","unmasked":true}"#,
    r#"{"kind":"chart","to":{"chat":-1002000000001},"reply_to":9,"chart":{"title":{"id":"chart-title","args":[["days",7]]},"groups":[{"title":{"id":"chart-volume"},"bars":[{"label":{"id":"chart-submitted"},"value":3,"mark":5,"figure":{"id":"verbatim","args":[["text","3"]]}}]}]},"words":{"lang":"zh-CN","lines":[]}}"#,
    r#"{"kind":"menu","chat":10002,"lang":"en","bound":true}"#,
    r#"{"kind":"line","to":{"chat":-1002000000001},"order":"26000010","words":{"lang":"zh-CN","lines":[{"id":"staff-approved","args":[["number","2600 0010"],["name","魏审"]]}]},"urgent":true}"#,
    r#"{"kind":"copy","to":{"chat":-1002000000001},"order":"26000010","file":{"id":"f","unique_id":"u","name":"a.jpg","size":9,"form":"document"},"words":{"lang":"en","lines":[]}}"#,
    r#"{"kind":"clear_copies","chat":-1002000000001,"order":"26000010"}"#,
    r#"{"kind":"take_down","chat":-1002000000001,"order":"26000010","card":"question"}"#,
    r#"{"kind":"riddle","to":{"chat":10002},"riddle":"23456","seed":18446744073709551615,"words":{"lang":"zh-CN","lines":[{"id":"log-in-riddle"}]},"keyboard":{"inline":[[{"label":{"id":"key-other-picture"},"press":{"data":"p:3:0"}}]]}}"#,
    r#"{"kind":"read_slip","order":"26000010","chat":10002,"file":{"id":"f","unique_id":"u","name":null,"size":9,"form":"photo"}}"#,
    r#"{"kind":"inspect","order":"26000010","upload":4,"file":{"id":"f","unique_id":"u","name":null,"size":9,"form":"photo"}}"#,
    r#"{"kind":"pay_code","to":{"chat":10002},"order":"26000010","trade":"26000010_1","words":{"lang":"zh-CN","lines":[]}}"#,
    r#"{"kind":"pay_invoice","to":{"chat":10002},"order":"26000010","trade":"26000010_1","words":{"lang":"zh-CN","lines":[{"id":"pay-invoice","args":[["amount","130.00"]]}]}}"#,
    r#"{"kind":"pay_look","order":"26000010","trade":"26000010_1","close":true}"#,
    r#"{"kind":"pay_back","order":"26000010","trade":"26000010_1"}"#,
    r#"{"kind":"prove","order":"26000010","session":"26000010-00ff"}"#,
    r#"{"kind":"proof_look","order":"26000010","session":"26000010-00ff"}"#,
    r#"{"kind":"text","order":"26000010","to":"recipient","about":"shipped"}"#,
    r#"{"kind":"enrol","order":"26000010","act":"issue","place":1}"#,
    r#"{"kind":"ask_register","order":"26000010"}"#,
    r#"{"kind":"mail","order":"26000010","about":"invoice"}"#,
    r#"{"kind":"read_invoice","order":"26000010","to":{"chat":-1002000000001},"reply_to":9,"by":501,"number":"26362000000012345678","file":{"id":"f","unique_id":"u","name":"a.pdf","size":9,"form":"document"}}"#,
    r#"{"kind":"track","order":"26000010","which":"outbound","number":"SF1234567890123"}"#,
];

#[test]
fn an_effect_of_the_first_release_is_carried_out_for_ever() {
    let mut kinds = BTreeSet::new();
    for stored in EFFECTS {
        let effect: Effect = serde_json::from_str(stored).unwrap_or_else(|e| panic!("{e}: {stored}"));
        kinds.insert(effect.kind());
        let again: Effect = serde_json::from_str(&serde_json::to_string(&effect).unwrap()).unwrap();
        assert_eq!(again, effect);
    }
    assert_eq!(kinds.len(), EFFECTS.len(), "each kind has a sample: {kinds:?}");
}

#[test]
fn a_journal_entry_of_the_first_release_is_read_for_ever() {
    for stored in [
        r#"{"at":"2026-11-22T08:00:00Z","by":{"who":"applicant","id":10002},"version":1,"event":"opened"}"#,
        r#"{"at":"2026-11-22T08:00:00Z","by":{"who":"desk"},"version":9,"event":"inspected","upload":3,"findings":["grey"]}"#,
        r#"{"at":"2026-11-22T08:00:00Z","by":{"who":"applicant","id":10002},"version":10,"event":"chosen","upload":4,"replaces":true}"#,
        r#"{"at":"2026-11-22T08:00:00Z","by":{"who":"staff","id":501},"version":12,"event":"returned","documents":["business_licence"]}"#,
        r#"{"at":"2026-11-22T08:00:00Z","by":{"who":"staff","id":502},"version":14,"event":"paid","amount":13000,"due":13000}"#,
        r#"{"at":"2026-11-22T08:00:00Z","by":{"who":"staff","id":503},"version":15,"event":"taken_over","from":502}"#,
        r#"{"at":"2026-11-22T08:00:00Z","by":{"who":"desk"},"version":16,"event":"claim_expired"}"#,
        r#"{"at":"2026-11-22T08:00:00Z","by":{"who":"staff","id":503},"version":17,"event":"undone","decision":"paper_pass"}"#,
        r#"{"at":"2026-11-22T08:00:00Z","by":{"who":"staff","id":503},"version":18,"event":"unmasked"}"#,
        r#"{"at":"2026-11-24T02:00:00Z","by":{"who":"desk"},"version":15,"event":"reminded"}"#,
        r#"{"at":"2026-11-24T02:00:00Z","by":{"who":"applicant","id":10002},"version":16,"event":"silenced","silent":true}"#,
        r#"{"at":"2026-11-24T02:00:00Z","by":{"who":"desk"},"version":17,"event":"closing_announced"}"#,
        r#"{"at":"2026-11-24T02:00:00Z","by":{"who":"desk"},"version":18,"event":"closed"}"#,
        r#"{"at":"2026-11-25T02:00:00Z","by":{"who":"desk"},"version":19,"event":"tracked","which":"inbound","milestone":"out_for_delivery"}"#,
        r#"{"at":"2026-11-25T02:00:00Z","by":{"who":"desk"},"version":20,"event":"parcel_alarm","which":"outbound","alarm":"never_moved"}"#,
        r#"{"at":"2026-11-25T02:00:00Z","by":{"who":"desk"},"version":21,"event":"texted","to":"recipient","kind":"shipped","outcome":"limited"}"#,
        r#"{"at":"2026-11-25T02:00:00Z","by":{"who":"desk"},"version":21,"event":"mailed","kind":"invoice","outcome":"given_up"}"#,
        r#"{"at":"2026-11-25T02:00:00Z","by":{"who":"desk"},"version":21,"event":"enrolled","act":"revoke","place":1,"outcome":"unknown"}"#,
        r#"{"at":"2026-11-25T02:00:00Z","by":{"who":"desk"},"version":21,"event":"register_asked","found":2}"#,
        r#"{"at":"2026-11-25T02:00:00Z","by":{"who":"desk"},"version":21,"event":"invoice_doubted","number":"2636","differs":["amount","title"]}"#,
        r#"{"at":"2026-11-25T02:00:00Z","by":{"who":"applicant","id":10002},"version":22,"event":"code_made","trade":"26000010_1","way":"wechat"}"#,
        r#"{"at":"2026-11-25T02:00:00Z","by":{"who":"desk"},"version":23,"event":"paid_oddly","trade":"26000010_1","amount":1,"due":13000,"oddity":"late"}"#,
        r#"{"at":"2026-11-25T02:00:00Z","by":{"who":"desk"},"version":24,"event":"refunded","trade":"26000010_1"}"#,
        r#"{"at":"2026-11-25T02:00:00Z","by":{"who":"desk"},"version":25,"event":"payment_unclear","trade":"26000010_1"}"#,
    ] {
        let event: Event = serde_json::from_str(stored).unwrap_or_else(|e| panic!("{e}: {stored}"));
        assert_eq!(serde_json::from_str::<Event>(&serde_json::to_string(&event).unwrap()).unwrap(), event);
    }
}

#[test]
fn an_order_of_the_first_release_is_read_for_ever() {
    // As little as an order can be: whatever was added since has a default.
    let stored = r#"{"number":"26000010","account":"01931c3a2b7c7000800000000000abcd","version":31,
        "stage":{"stage":"correcting","since":"2026-11-22T08:00:00Z","round":1},
        "created_at":"2026-11-22T07:00:00Z","updated_at":"2026-11-22T08:00:00Z","revision":1,
        "answers":{"agent_name":{"person":"安经办"},"legal_identity":{"identity":{"kind":"resident_card","number":"11010519491231002X"}}},
        "verification":{"token":"0123456789abcdef","tries":1,"state":"verified","by":10003,"at":"2026-11-22T07:30:00Z"},
        "uploads":[{"id":1,"document":"business_licence","file":{"id":"f","unique_id":"u","name":null,"size":9,"form":"document"},
            "at":"2026-11-22T07:40:00Z","revision":1,"state":"returned","reasons":["unclear"],"note":null}]}"#;
    let order: Order = serde_json::from_str(stored).unwrap();
    assert_eq!(order.stage.kind(), StageKind::Correcting);
    assert!(order.verification.is_verified());
    assert!(matches!(&order.uploads[0].state, UploadState::Returned { reasons, .. } if reasons == &["unclear"]));
    assert_eq!(serde_json::from_str::<Order>(&serde_json::to_string(&order).unwrap()).unwrap(), order);
}

/// Kinds that came later, beside the samples above.
#[test]
fn what_later_releases_wrote_is_read_for_ever() {
    let voice = r#"{"kind":"pass","to":{"chat":10002},"words":{"lang":"en","lines":[]},"file":{"id":"f","unique_id":"u","name":null,"size":9,"form":"voice"},"passage":{"chat":-1002000000001,"message":9,"lang":"en","name":"W"}}"#;
    let line = r#"{"kind":"line","to":{"chat":-1002000000001},"order":"26000010","words":{"lang":"zh-CN","lines":[]},"topic_only":true}"#;
    for stored in [voice, &voice.replace("voice", "sticker"), &voice.replace("voice", "animation"), line] {
        let effect: Effect = serde_json::from_str(stored).unwrap_or_else(|e| panic!("{e}: {stored}"));
        assert_eq!(serde_json::from_str::<Effect>(&serde_json::to_string(&effect).unwrap()).unwrap(), effect);
    }
    let gone = r#"{"kind":"take_down","chat":10002,"order":"26000010","card":"invoice"}"#;
    assert!(matches!(serde_json::from_str(gone), Ok(Effect::TakeDown { card: CardKind::Invoice, .. })));
    for stored in [
        r#"{"at":"2026-11-25T02:00:00Z","by":{"who":"applicant","id":10002},"version":22,"event":"code_made","trade":"26000010_1","way":"telegram"}"#,
        r#"{"at":"2026-11-25T02:00:00Z","by":{"who":"desk"},"version":23,"event":"paid_oddly","trade":"26000010_1","amount":1,"due":13000,"oddity":"currency"}"#,
    ] {
        let event: Event = serde_json::from_str(stored).unwrap();
        assert_eq!(serde_json::to_string(&event).unwrap(), stored);
    }
    // An attempt as it was before invoices, and one of an invoice that was paid twice.
    let code = r#"{"trade":"26000010_1","way":"wechat","amount":13000,"opened":"2026-11-25T02:00:00Z","expires":"2026-11-25T03:00:00Z","standing":{"standing":"open"},"next_at":"2026-11-25T02:00:20Z"}"#;
    assert_eq!(serde_json::from_str::<Attempt>(code).unwrap().charges, Vec::<String>::new());
    let invoice = r#"{"trade":"26000010_2","way":"telegram","amount":13000,"opened":"2026-11-25T02:00:00Z","expires":"2026-11-25T03:00:00Z","standing":{"standing":"paid","amount":13000,"transaction":"p1"},"asked":0,"next_at":"2026-11-25T02:00:20Z","closing":false,"unclear":false,"charges":["t1","t2"]}"#;
    let attempt: Attempt = serde_json::from_str(invoice).unwrap();
    assert_eq!((serde_json::to_string(&attempt).unwrap().as_str(), attempt.charges.len()), (invoice, 2));
    for stored in [
        r#"{"at":"2026-11-25T02:00:00Z","by":{"who":"desk"},"version":27,"event":"called_in_vain","call":"pay_look","why":"away"}"#,
        r#"{"at":"2026-11-25T02:00:00Z","by":{"who":"desk"},"version":27,"event":"invoice_came","number":"26362000000012345678"}"#,
        r#"{"at":"2026-11-25T02:00:00Z","by":{"who":"desk"},"version":27,"event":"invoice_unreadable","number":"26362000000012345678"}"#,
        r#"{"at":"2026-11-25T02:00:00Z","by":{"who":"desk"},"version":28,"event":"call_answered","call":"inbound_parcel"}"#,
        r#"{"at":"2026-11-25T02:00:00Z","by":{"who":"desk"},"version":29,"event":"parcel_alarm","which":"inbound","alarm":"unanswered"}"#,
        r#"{"at":"2026-11-25T02:00:00Z","by":{"who":"desk"},"version":30,"event":"call_done","call":"outbound_steps"}"#,
        r#"{"at":"2026-11-25T02:00:00Z","by":{"who":"desk"},"version":31,"event":"called_in_vain","call":"inbound_steps","why":"not_served"}"#,
        r#"{"at":"2026-11-25T02:00:00Z","by":{"who":"desk"},"version":32,"event":"other_invoice","number":"26362000000012345679"}"#,
        r#"{"at":"2026-11-25T02:00:00Z","by":{"who":"desk"},"version":33,"event":"not_let_pay","trade":"26000010_1","why":"unanswered"}"#,
    ] {
        let event: Event = serde_json::from_str(stored).unwrap_or_else(|e| panic!("{e}: {stored}"));
        assert_eq!(serde_json::to_string(&event).unwrap(), stored);
    }
    // What goes back, as the journal, an attempt and the payment beside it keep it.
    for stored in [
        r#"{"at":"2026-11-25T02:00:00Z","by":{"who":"staff","id":501},"version":32,"event":"give_back_asked","trade":"26000010_2","amount":13000}"#,
        r#"{"at":"2026-11-25T02:00:00Z","by":{"who":"desk"},"version":33,"event":"refund_underway","trade":"26000010_2","amount":13000}"#,
        r#"{"at":"2026-11-25T02:00:00Z","by":{"who":"desk"},"version":34,"event":"not_refunded","trade":"26000010_2","refused":false}"#,
        r#"{"at":"2026-11-25T02:00:00Z","by":{"who":"desk"},"version":35,"event":"refund_unclear","trade":"26000010_2"}"#,
        r#"{"at":"2026-11-25T02:00:00Z","by":{"who":"desk"},"version":36,"event":"called_in_vain","call":"refund_look","why":"away"}"#,
        r#"{"at":"2026-11-25T02:00:00Z","by":{"who":"desk"},"version":37,"event":"texted","to":"recipient","kind":"shipped","outcome":"given_up"}"#,
    ] {
        let event: Event = serde_json::from_str(stored).unwrap_or_else(|e| panic!("{e}: {stored}"));
        assert_eq!(serde_json::to_string(&event).unwrap(), stored);
    }
    let refunding = r#"{"trade":"26000010_2","way":"wechat","amount":13000,"opened":"2026-11-25T02:00:00Z","expires":"2026-11-25T03:00:00Z","standing":{"standing":"refunding","amount":13000,"transaction":"p1","since":"2026-11-25T02:10:00Z"},"asked":0,"next_at":"2026-11-25T02:11:00Z","closing":true,"unclear":false,"returning":true,"stuck":true}"#;
    let attempt: Attempt = serde_json::from_str(refunding).unwrap();
    assert_eq!((serde_json::to_string(&attempt).unwrap().as_str(), attempt.is_refunding()), (refunding, true));
    let paid = r#"{"amount":13000,"reference":"p1","at":"2026-11-25T02:00:00Z","by":0}"#;
    assert_eq!(serde_json::from_str::<Payment>(paid).unwrap().trade, None);
    let asked: Order = serde_json::from_str(
        r#"{"number":"26000010","account":"01931c3a2b7c7000800000000000abcd","version":9,"stage":{"stage":"draft"},
            "created_at":"2026-11-22T07:00:00Z","updated_at":"2026-11-22T07:00:00Z",
            "told_beside":["awaiting_payment","2026-11-22T08:00:00Z"],"not_let_pay":[["26000010_1","stranger"]],
            "other_invoices":["26362000000012345679"],
            "tracked":[{"which":"outbound","number":"SF1234567890123","watch":{"asked":2,"lapsed_at":"2026-11-22T08:00:00Z"}}],
            "register_asked":"2026-11-22T08:00:00Z","calls":[{"call":"pay_look","why":"away"},{"call":"text"}]}"#,
    )
    .unwrap();
    assert_eq!(serde_json::from_str::<Order>(&serde_json::to_string(&asked).unwrap()).unwrap(), asked);
    let looked = r#"{"at":"2026-11-25T02:00:00Z","by":{"who":"staff","id":501},"version":26,"event":"looked"}"#;
    let event: Event = serde_json::from_str(looked).unwrap();
    assert_eq!(serde_json::to_string(&event).unwrap(), looked);
    let last = r#"{"call":"pay_look","why":"away"}"#;
    let call: LastCall = serde_json::from_str(last).unwrap();
    assert_eq!(serde_json::to_string(&call).unwrap(), last);
    for kind in ["export_asked", "exported"] {
        let noted = format!(
            r#"{{"at":"2026-11-25T02:00:00Z","by":503,"event":"{kind}","from":"2026-11-01","until":"2026-11-22","unmasked":true}}"#
        );
        let event: OfficeEvent = serde_json::from_str(&noted).unwrap();
        assert_eq!(serde_json::to_string(&event).unwrap(), noted);
    }
}

/// An upload with all that is noted of it, and each state of it and of the legal person's verification.
#[test]
fn every_state_of_uploads_and_of_the_legal_person_is_read_for_ever() {
    let file = r#"{"id":"f","unique_id":"u","name":null,"size":9,"form":"video_note"}"#;
    let (at, later) = ("2026-11-22T07:30:00Z", "2026-11-22T07:40:00Z");
    let uploads = [
        r#""state":"checking""#,
        r#""state":"refused","findings":[{"check":"blurred","severity":"refusal","figure":"4.9"}]"#,
        r#""state":"unnamed""#,
        r#""state":"doubtful","findings":[{"check":"no-seal","severity":"warning","figure":""}]"#,
        r#""state":"ready","digest":"00","copy":{"digest":"01","bytes":900000,"from":6200000},"picture":"02","likeness":[1,2,3,18446744073709551615],"page":{"number":1,"of":2},"insisted":true"#,
        r#""state":"accepted""#,
        r#""state":"returned","reasons":["unclear"],"note":"x""#,
        r#""state":"replaced""#,
        r#""state":"spare""#,
        r#""state":"void""#,
    ];
    let uploads: Vec<String> = (1..)
        .zip(uploads)
        .map(|(id, state)| {
            format!(r#"{{"id":{id},"document":"application_form","file":{file},"at":"{at}","revision":1,{state}}}"#)
        })
        .collect();
    let verifications = [
        r#""state":"waiting""#.to_owned(),
        format!(r#""state":"opened","by":10003,"at":"{at}""#),
        format!(r#""lang":"en","state":"asked","by":10003,"digits":"1234","until":"{later}""#),
        format!(
            r#""state":"at_provider","by":0,"session":{{"id":"26000010-00ff","page":"https://p.example/1","until":"{later}","asked":2,"next_at":"{at}"}}"#
        ),
        format!(r#""tries":3,"state":"unproven","by":10003,"at":"{at}""#),
        format!(r#""tries":1,"videos":["u"],"state":"sent","by":10003,"video":{file},"digits":"1234","at":"{at}""#),
        format!(r#""state":"verified","by":10003,"at":"{at}""#),
        format!(r#""state":"refused","by":10003,"reason":"看不清","at":"{at}""#),
        format!(r#""state":"declined","by":10003,"at":"{at}""#),
    ];
    for verification in verifications {
        let tries = if verification.contains("tries") { "" } else { r#""tries":0,"# };
        let stored = format!(
            r#"{{"number":"26000010","account":"01931c3a2b7c7000800000000000abcd","version":31,
            "stage":{{"stage":"preparing","since":"{at}"}},"created_at":"{at}","updated_at":"{at}","revision":1,"answers":{{}},
            "verification":{{"token":"0123456789abcdef",{tries}{verification}}},"uploads":[{}]}}"#,
            uploads.join(",")
        );
        let order: Order = serde_json::from_str(&stored).unwrap_or_else(|e| panic!("{e}: {stored}"));
        assert!(order.uploads[4].page.is_some() && order.uploads[4].copy.is_some() && order.uploads[4].insisted);
        assert_eq!(serde_json::from_str::<Order>(&serde_json::to_string(&order).unwrap()).unwrap(), order);
    }
    let again = r#"{"at":"2026-11-25T02:00:00Z","by":{"who":"staff","id":501},"version":26,"event":"legal_person_may_try_again"}"#;
    let event: Event = serde_json::from_str(again).unwrap();
    assert_eq!(serde_json::to_string(&event).unwrap(), again);
}
