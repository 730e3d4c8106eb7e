//! `certdesk inspect` from outside: what it prints for a stamped form, for a file that is no picture, and for one that is not there.
#![expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss,
    reason = "pages have a few thousand pixels"
)]

#[expect(dead_code, reason = "the printer and stamps are shared; not every test signs")]
mod paper_support;

use certdesk::forms::FormKind;
use certdesk::forms::layout::{Item, area_of};
use paper_support::{jpeg, printed, stamp_company};
use serde_json::Value;
use std::path::Path;
use std::process::{Command, Output};

fn inspect(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_certdesk"));
    command.current_dir(folder).arg("inspect").args(arguments).output().unwrap()
}

#[test]
fn everything_that_the_eyes_see_is_printed_as_json() {
    let folder = tempfile::tempdir().unwrap();
    let kind = FormKind::ApplicationForm;
    let mut page = printed(kind, 1, 150.0).pop().unwrap();
    stamp_company(&mut page, area_of(kind, Item::CompanySeal).unwrap().centre(), 150.0);
    std::fs::write(folder.path().join("form.jpg"), jpeg(&page, 88)).unwrap();
    std::fs::write(folder.path().join("form.pdf"), b"%PDF-1.7 and so on").unwrap();
    let first = printed(kind, 12, 150.0).swap_remove(0);
    std::fs::write(folder.path().join("first.jpg"), jpeg(&first, 88)).unwrap();
    let said = inspect(folder.path(), &["--json", "form.jpg", "form.pdf", "gone.jpg", "first.jpg"]);
    assert!(!said.status.success(), "a file was not there");
    let all: Value = serde_json::from_slice(&said.stdout).unwrap();

    let form = &all[0];
    assert_eq!((&form["verdict"], &form["document"]), (&"pass".into(), &"application_form".into()), "{form:#}");
    assert!(form["milliseconds"].is_u64());
    let code = &form["report"]["seen"]["codes"][0];
    assert!(code["text"].as_str().unwrap().starts_with("CD1:"), "{code}");
    let seal = &form["report"]["seen"]["seals"][0];
    assert!(seal["shape"] == "round" && seal["region"]["width"].as_f64().unwrap() > 200.0, "{seal}");
    let sharp = form["findings"].as_array().unwrap().iter().find(|finding| finding["check"] == "blurred").unwrap();
    assert!(sharp["figure"].as_f64().unwrap() < sharp["limit"].as_f64().unwrap() && sharp["verdict"] == "pass");

    assert_eq!(all[1]["verdict"], "refuse");
    assert_eq!(all[1]["report"]["file"]["kind"], "pdf");
    assert_eq!(all[1]["findings"][0]["check"], "is-pdf", "the name under which the desk says it");
    assert!(all[2]["error"].is_string());
    assert_eq!((&all[3]["verdict"], &all[3]["document"]), (&"pass".into(), &"application_form".into()), "{:#}", all[3]);
    let sealed = all[3]["findings"].as_array().unwrap().iter().any(|finding| finding["check"] == "no-seal");
    assert!(!sealed, "the first of two pages carries no seal, and none is looked for");
}

#[test]
fn a_person_can_read_it_too() {
    let folder = tempfile::tempdir().unwrap();
    let page = printed(FormKind::SealSpecimen, 1, 150.0).pop().unwrap();
    std::fs::write(folder.path().join("specimen.jpg"), jpeg(&page, 88)).unwrap();
    let said = inspect(folder.path(), &["specimen.jpg", "--document", "seal_specimen_form"]);
    let text = String::from_utf8(said.stdout).unwrap();
    assert!(said.status.success() && text.contains("no-seal") && text.contains("CD1:"), "{text}");
    assert!(!inspect(folder.path(), &["specimen.jpg", "--document", "passport"]).status.success());
}
