//! The forms as whole documents: what is on their pages, read back from the pages themselves.

use super::*;

pub(super) fn sample(certificates: usize, unit: &str) -> FormData {
    let certificate = |at: usize| Certificate {
        kind: "单位证书（含电子印章）".into(),
        serial: format!("3A5F{at:012X}"),
        holder: unit.into(),
        expires: "2027年5月30日".into(),
        has_seal: at.is_multiple_of(2),
    };
    FormData {
        order: "B7K2-M4QX-9".into(),
        revision: 3,
        issued: "2026年3月2日".into(),
        authority: "江西省数字证书有限公司".into(),
        project: "江西建工集团".into(),
        unit: Unit {
            name: unit.into(),
            uscc: "91360000158260068X".into(),
            address: "江西省南昌市北京西路956号".into(),
            telephone: "0791-86250000".into(),
        },
        legal_person: LegalPerson {
            name: "欧阳㛃䶮𠮷".into(),
            id_type: "居民身份证".into(),
            id_number: "36010219700101123X".into(),
        },
        agent: Agent { name: "李小芳".into(), id_number: "360102199001011234".into(), mobile: "13800138000".into() },
        certificates: (0..certificates).map(certificate).collect(),
        grounds: "证书介质遗失".into(),
        recipient: Recipient {
            name: "李小芳".into(), mobile: "13800138000".into(), address: "南昌市红谷滩区".into()
        },
        desk: DeskAddress {
            address: "南昌市火炬大街188号".into(),
            postcode: "330096".into(),
            ..DeskAddress::default()
        },
        ..FormData::default()
    }
}

const LONG: &str = "江西省南昌市建工集团㛃䶮𠮷第一建筑安装工程设计咨询监理检测及装饰园林市政公用设施投资发展股份有限责任公司九江柴桑区第九分公司筹备处";

fn key() -> FormKey {
    FormKey::derive(b"test")
}

/// What is written on each page of the form, without the fixed words' company.
fn pages(kind: FormKind, data: &FormData) -> Vec<String> {
    let mut sheets = match kind {
        FormKind::ApplicationForm => application::compose(data),
        FormKind::AuthorisationLetter => letter::compose(data, Some("https://t.me/x?start=y")).unwrap(),
        FormKind::SealSpecimen => specimen::compose(data),
        FormKind::PackingList => packing::compose(data).unwrap(),
    };
    dress::Dress { kind, data, key: &key(), deep_link: None }.on(&mut sheets).unwrap();
    sheets.iter().map(written).collect()
}

fn written(sheet: &sheet::Sheet) -> String {
    let lines = sheet.marks.iter().filter_map(|mark| match mark {
        sheet::Mark::Text { line, .. } => Some(line.text()),
        _ => None,
    });
    lines.collect()
}

#[test]
fn same_data_same_bytes_and_other_data_other_bytes() {
    for kind in FormKind::ALL {
        let data = sample(3, LONG);
        let first = render(kind, &data, &key(), Some("https://t.me/x?start=y")).unwrap();
        assert_eq!(first, render(kind, &data, &key(), Some("https://t.me/x?start=y")).unwrap());
        let changed = FormData { revision: 4, ..data };
        assert_ne!(first, render(kind, &changed, &key(), Some("https://t.me/x?start=y")).unwrap());
    }
}

#[test]
fn every_certificate_and_every_name_is_on_paper() {
    let data = sample(12, LONG);
    for kind in [FormKind::ApplicationForm, FormKind::AuthorisationLetter] {
        let all: String = pages(kind, &data).concat();
        for certificate in &data.certificates {
            assert!(all.contains(&certificate.serial), "{kind:?} {}", certificate.serial);
        }
        assert!(all.contains("欧阳㛃䶮𠮷") && all.contains(LONG), "{kind:?}");
    }
    let specimen = pages(FormKind::SealSpecimen, &data).concat();
    assert_eq!(data.certificates.iter().filter(|c| specimen.contains(&c.serial)).count(), 6);
    assert!(pages(FormKind::PackingList, &data).concat().contains("南昌市火炬大街188号"));
}

#[test]
fn every_page_says_its_number_and_its_order() {
    let data = sample(30, LONG);
    for kind in FormKind::ALL {
        let pages = pages(kind, &data);
        for (at, page) in pages.iter().enumerate() {
            assert!(page.contains("B7K2-M4QX-9"));
            assert!(page.contains(&format!("第 {} 页　共 {} 页", at + 1, pages.len())), "{page}");
        }
    }
}

#[test]
fn nothing_leaves_the_page_however_long_the_words_are() {
    for unit in ["甲", LONG, &"长".repeat(MAX_FIELD), &"x".repeat(MAX_FIELD)] {
        let mut data = sample(5, unit);
        data.unit.address = unit.to_owned();
        data.legal_page = "https://certificates.example.com.cn/legal/v26000011-0123456789abcdef".into();
        let letter = letter::compose(&data, Some("https://t.me/x?start=y")).unwrap();
        let list = packing::compose(&data).unwrap();
        for sheet in [application::compose(&data), letter, specimen::compose(&data), list].concat() {
            for mark in &sheet.marks {
                if let sheet::Mark::Text { x, y, style, line } = mark {
                    assert!(*x >= 10.0 && x + line.width * style.em() <= 200.0, "{}", line.text());
                    assert!(*y >= 10.0 && *y <= 290.0, "{}", line.text());
                }
            }
        }
    }
}

#[test]
fn the_labels_addresses_stay_clear_of_its_barcode_however_long_they_are() {
    for words in ["甲", LONG, &LONG.repeat(4), &"长".repeat(MAX_FIELD)] {
        let mut data = sample(5, words);
        data.unit.address = words.to_owned();
        data.desk.address = words.to_owned();
        data.desk.recipient = words.to_owned();
        let sheet = packing::compose(&data).unwrap().pop().unwrap();
        let bars = sheet.marks.iter().filter_map(|mark| match mark {
            sheet::Mark::Black { areas } => areas.iter().map(|area| area.y).reduce(f32::min),
            _ => None,
        });
        let barcode = bars.fold(f32::INFINITY, f32::min);
        for mark in &sheet.marks {
            if let sheet::Mark::Text { y, line, .. } = mark
                && *y > 194.0
            {
                assert!(*y < barcode || line.text().contains("B7K2-M4QX-9"), "{y} {barcode}: {}", line.text());
            }
        }
        let written = written(&sheet);
        assert!(words.len() > LONG.len() || written.contains(&words[..30.min(words.len())]), "{written}");
    }
}

#[test]
fn what_the_font_lacks_is_marked_and_explained() {
    let data = FormData { agent: Agent { name: "王\u{31350}明".into(), ..Agent::default() }, ..sample(1, "甲") };
    let page = pages(FormKind::ApplicationForm, &data).concat();
    assert!(page.contains("王〓明") && page.contains("U+31350"), "{page}");
    assert!(!pages(FormKind::ApplicationForm, &sample(1, "甲")).concat().contains("〓"));
}

#[test]
fn forms_longer_than_any_honest_one_are_refused() {
    let tooth = FormData { grounds: "遗".repeat(MAX_FIELD + 1), ..sample(1, "甲") };
    assert_eq!(render(FormKind::ApplicationForm, &tooth, &key(), None), Err(FormError::TooLong));
    assert_eq!(render(FormKind::ApplicationForm, &sample(201, "甲"), &key(), None), Err(FormError::TooLong));
    let lower = FormData { order: "b7".into(), ..sample(1, "甲") };
    assert!(matches!(render(FormKind::PackingList, &lower, &key(), None), Err(FormError::Order(_))));
}

#[test]
fn an_agreement_flows_over_pages() {
    let paragraph = "申请单位应当提交真实、完整、准确的申请资料，并对其真实性负责。".repeat(6);
    let text = vec![paragraph.as_str(); 40];
    assert!(render_text("电子认证服务协议", &text).unwrap().starts_with(b"%PDF"));
    assert_eq!(render_text("甲", &["x".repeat(300_000).as_str()]), Err(FormError::TooLong));
}
