//! The register of certificates and what goes out of the desk: a table taken in whole or not at all, a correction on record, orders as a
//! table, figures as a picture.

use super::office::{XIU, desk, submitted};
use crate::memory::{GROUP, MemoryDesk};
use crate::walk::WEI;
use certdesk::conversation::Input;
use certdesk::domain::certificate::CertificateState;
use certdesk::domain::document::{FileForm, FileRef};
use certdesk::domain::ids::ChatId;
use certdesk::domain::office::Office;

const HEAD: &str = "证书序列号,统一社会信用代码,证书类型,持有人,有效期至,含电子印章\n";

fn sends(desk: &mut MemoryDesk, user: i64, table: &str) {
    desk.table = table.as_bytes().to_vec();
    let file = FileRef {
        id: "table".into(),
        unique_id: "table".into(),
        name: Some("登记.csv".into()),
        size: 9,
        form: FileForm::Document,
    };
    let letter = desk.letter(user, GROUP, Input::File { file, caption: Some("/import".into()) });
    desk.arrive(&letter);
}

#[test]
fn a_table_is_looked_through_first_and_taken_in_whole() {
    let mut desk = desk();
    let before = desk.certificates.clone();
    let good = format!(
        "{HEAD}JX-9001,91350100M000100Y43,单位证书,甲公司,2027-12-31,是\nJX-9002,91350100M000100Y43,法人,李四,,否\n"
    );
    sends(&mut desk, WEI, &good);
    assert!(desk.last(GROUP).text.contains("管理员"), "{}", desk.last(GROUP).text);
    assert_eq!(desk.certificates, before);

    // One bad cell and nothing of it is taken; the cell is named.
    let bad = good.replace("2027-12-31", "2027-13-31");
    sends(&mut desk, XIU, &bad);
    let said = desk.last(GROUP).clone();
    assert!(said.text.contains("第 2 行 E 列") && said.text.contains("2027-13-31") && said.keys.is_empty(), "{said:?}");
    assert_eq!(desk.certificates, before);

    sends(&mut desk, XIU, &good);
    assert!(desk.last(GROUP).text.contains("新增 2"), "{}", desk.last(GROUP).text);
    assert_eq!(desk.certificates, before, "a look writes nothing");
    // Another administrator's tap, or a table that was changed meanwhile, takes nothing in.
    desk.presses(WEI, GROUP, "确认导入");
    assert_eq!(desk.certificates, before);
    desk.table.push(b'\n');
    desk.presses(XIU, GROUP, "确认导入");
    assert!(desk.last(GROUP).text.contains("与预览的不同"), "{}", desk.last(GROUP).text);
    assert_eq!(desk.certificates, before);

    sends(&mut desk, XIU, &good);
    let (_, confirm) = desk.last(GROUP).keys[0].clone();
    desk.presses(XIU, GROUP, "确认导入");
    assert!(desk.last(GROUP).text.contains("已导入：新增 2"), "{}", desk.last(GROUP).text);
    assert_eq!(desk.certificates.len(), before.len() + 2);
    assert!(
        matches!(&desk.office[..], [event] if matches!(event.what, Office::Imported { fresh: 2, .. }) && event.by.0 == XIU)
    );
    let again = desk.letter(XIU, GROUP, Input::Pressed { query: "q".into(), data: confirm });
    desk.arrive(&again);
    assert!(desk.toasts.last().unwrap().contains("已处理过"), "{:?}", desk.toasts.last());
    sends(&mut desk, XIU, &good);
    assert!(desk.last(GROUP).text.contains("无需导入"), "{}", desk.last(GROUP).text);

    sends(&mut desk, XIU, "a,b\n1,2\n");
    assert!(desk.last(GROUP).text.contains("缺少这些列"), "{}", desk.last(GROUP).text);
}

#[test]
fn a_certificate_is_found_and_corrected_on_record() {
    let mut desk = desk();
    desk.staff_says(WEI, "/cert jx-0001");
    assert!(desk.last(GROUP).text.contains("找到 1 张"), "{}", desk.last(GROUP).text);
    desk.staff_says(WEI, "/cert JX-0001 状态 已吊销");
    assert!(desk.last(GROUP).text.contains("管理员"), "{}", desk.last(GROUP).text);
    desk.staff_says(XIU, "/cert JX-0001 状态 可能");
    assert!(desk.last(GROUP).text.contains("须为 有效 或 已吊销"), "{}", desk.last(GROUP).text);
    assert!(desk.office.is_empty());
    desk.staff_says(XIU, "/cert JX-0001 状态 已吊销");
    assert!(desk.last(GROUP).text.contains("已更正登记"), "{}", desk.last(GROUP).text);
    let now = desk.certificates.iter().find(|c| c.serial.as_str() == "JX-0001").unwrap();
    assert_eq!(now.state, CertificateState::Revoked);
    assert!(matches!(&desk.office[..], [event] if matches!(&event.what, Office::Corrected { before, after }
        if before.state == CertificateState::Valid && after.state == CertificateState::Revoked)));
    for (command, said) in [("/cert", "用法：/cert"), ("/cert NOTHING-1", "没有这张证书"), ("/import", "用法：把 CSV")]
    {
        desk.staff_says(XIU, command);
        assert!(desk.last(GROUP).text.contains(said), "{command}: {}", desk.last(GROUP).text);
    }
}

#[test]
fn orders_go_out_to_administrators_and_on_record() {
    let mut desk = desk();
    submitted(&mut desk);
    desk.staff_says(WEI, "/export");
    assert!(desk.last(GROUP).text.contains("管理员") && desk.office.is_empty(), "{}", desk.last(GROUP).text);
    desk.staff_says(XIU, "/export 7");
    assert!(desk.saw(GROUP, "个人信息打码") && desk.last(GROUP).text.contains("共 1 件"), "{}", desk.last(GROUP).text);
    desk.staff_says(XIU, "/export 7 完整");
    assert!(desk.saw(GROUP, "不打码"));
    // That it was asked for, and that it was given out.
    let noted: Vec<(bool, bool)> = desk
        .office
        .iter()
        .map(|event| match event.what {
            Office::ExportAsked { unmasked, .. } => (false, unmasked),
            Office::Exported { unmasked, .. } => (true, unmasked),
            ref other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(noted, [(false, false), (true, false), (false, true), (true, true)]);
    assert!(desk.office.iter().all(|event| event.by.0 == XIU));
    // What never arrived was asked for, and not given out.
    desk.blocked.push(ChatId(XIU));
    desk.staff_says(XIU, "/export 7 完整");
    assert!(desk.last(GROUP).text.contains("发不到您的私聊"), "{}", desk.last(GROUP).text);
    assert!(matches!(&desk.office[4..], [event] if matches!(event.what, Office::ExportAsked { unmasked: true, .. })));
    desk.staff_says(XIU, "/export soon");
    assert!(desk.last(GROUP).text.contains("用法：/export"), "{}", desk.last(GROUP).text);
}

#[test]
fn figures_are_drawn_and_said() {
    let mut desk = desk();
    let n = submitted(&mut desk);
    desk.staff_says(WEI, &format!("/return {n} 2 blurred"));
    desk.staff_says(WEI, "/stats 7");
    let said = &desk.last(GROUP).text;
    assert!(said.contains("退回 1") && said.contains("扫描件不清晰") && said.contains("魏审"), "{said}");
    let chart = desk.charts.last().unwrap();
    assert_eq!(chart.groups.len(), 4, "volume, waiting times, reasons, by whom");
    let wait = &chart.groups[1].bars[0];
    assert!(wait.mark.is_some_and(|late| late >= wait.value));
}
