//! Keys that fit a small phone and are read without sight of their colour: every keyboard of a whole order, in every language.

use super::seat::{CHAT, apply_for, at_details, newest, submitted};
use crate::memory::{GROUP, MemoryDesk};
use crate::walk::{ANNA, MO, WEI};
use certdesk::conversation::Input;
use certdesk::domain::effect::Keyboard;
use certdesk::domain::input::{is_pictograph, width};
use certdesk::domain::rules::Lang;
use certdesk::texts::Texts;

/// How wide a key may be in a row of one, two, three or more, in half-width characters: a phone of 360 points shows so much.
fn room(keys: usize) -> usize {
    match keys {
        1 => 36,
        2 => 17,
        3 => 11,
        _ => 7,
    }
}

fn check(desk: &MemoryDesk) {
    let texts = Texts::load().unwrap();
    let mut wrong = std::collections::BTreeSet::new();
    for keyboard in &desk.keyboards {
        let Keyboard::Inline(rows) = keyboard else { continue };
        for (row, lang) in rows.iter().flat_map(|row| Lang::ALL.map(|lang| (row, lang))) {
            for key in row {
                let label = texts.plain(lang, &key.label);
                let wide = width(&label);
                if wide > room(row.len()) {
                    wrong.insert(format!("“{label}” is {wide} wide, {} to a row", row.len()));
                }
                let bare: String = label.chars().filter(|c| !is_pictograph(*c) && !c.is_whitespace()).collect();
                if bare.is_empty() {
                    wrong.insert(format!("“{label}” says nothing but a picture"));
                }
            }
        }
        assert!(rows.len() <= 14, "{} rows are too many to scroll through", rows.len());
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert!(desk.keyboards.len() > 10, "only {} keyboards were seen", desk.keyboards.len());
}

#[test]
fn the_keys_of_the_form_fit_a_small_phone() {
    let mut desk = at_details();
    for _ in 0..4 {
        desk.presses(ANNA, CHAT, "稍后再填");
    }
    for label in ["跳到其他部分", "发票"] {
        desk.presses(ANNA, CHAT, label);
    }
    desk.presses(ANNA, CHAT, "专用发票");
    desk.says(ANNA, "收件人：欧阳娜娜 电话：13700137000 地址：江西省南昌市东湖区八一大道一百二十三号世纪大厦A座");
    desk.presses(ANNA, CHAT, "更正收件地址");
    desk.says(ANNA, "江西省南昌市东湖区八一大道一百二十三号世纪大厦B座2001室");
    desk.presses(ANNA, CHAT, "全部正确");
    desk.says(ANNA, "/staff");
    desk.says(ANNA, "你好");
    desk.presses(ANNA, CHAT, "跳到其他部分");
    desk.presses(ANNA, CHAT, "去核对汇总");
    desk.presses(ANNA, CHAT, "修改");
    desk.presses(ANNA, CHAT, "收件地址");
    desk.waits(chrono::Duration::days(2));
    check(&desk);
}

#[test]
fn the_keys_of_an_orders_whole_life_fit_a_small_phone() {
    let mut desk = submitted();
    let n = newest(&desk).number.to_string();
    desk.staff_says(WEI, &format!("/approve {n}"));
    desk.waits(chrono::Duration::days(2));
    desk.staff_says(crate::walk::FANG, &format!("/paid {n}"));
    desk.presses(ANNA, CHAT, "填写快递单号");
    desk.says(ANNA, "SF1234567890123");
    desk.staff_says(WEI, &format!("/paper {n} ok"));
    desk.staff_says(MO, &format!("/made {n} JX-9001"));
    assert!(desk.shown.iter().any(|m| m.chat == GROUP));
    // Offers of the last order, with answers of any length.
    apply_for(&mut desk, "JX-0002");
    for question in 0..8 {
        let offer = desk.last(CHAT).keys.iter().find(|(label, _)| label.contains('：')).map(|(_, data)| data.clone());
        let data = offer.unwrap_or_else(|| panic!("no offer for question {question}"));
        let press = desk.letter(ANNA, CHAT, Input::Pressed { query: "q".into(), data });
        desk.arrive(&press);
    }
    check(&desk);
}

#[test]
fn no_line_means_something_by_a_sign_alone() {
    // A sign stands beside the words that say the same, never for them.
    let texts = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/locales/zh-CN/applicant.ftl")).unwrap();
    for line in texts.lines().filter(|line| line.contains(['✓', '✗', '○', '！', '▶'])) {
        let said = line.split_once(" = ").map_or(line, |(_, said)| said);
        let words: String = said.split(['{', '}']).step_by(2).collect();
        let han = words.chars().filter(|c| matches!(u32::from(*c), 0x4e00..=0x9fff)).count();
        let whole = line.starts_with("finding-line-");
        assert!(han >= 2 || whole, "nothing but a sign: {line}");
    }
}
