//! How many messages and taps an order takes of the applicant, from `/start` to the posted paper: counted, printed, held to the aims.

use crate::memory::{GROUP, MemoryDesk};
use crate::rules::{USCC, certificate};
use crate::walk::{AFTER_KIND, ANNA, BEFORE_KIND, FANG, MO, WEI, desk};
use certdesk::domain::document::DocumentKind;
use certdesk::domain::ids::ChatId;
use certdesk::domain::order::StageKind;

/// With nothing prefilled, registration and five uploads among them.
const FIRST: usize = 45;
/// For the same unit.
const SECOND: usize = 15;

/// Anna, every input of hers counted.
struct Counted {
    desk: MemoryDesk,
    inputs: usize,
}

impl Counted {
    fn says(&mut self, text: &str) {
        self.inputs += 1;
        self.desk.says(ANNA, text);
    }

    fn taps(&mut self, labels: &[&str]) {
        self.inputs += labels.len();
        self.desk.taps(labels);
    }

    /// Five scans, the forms told by their codes, the other two named by one tap each where no code tells them.
    fn uploads(&mut self) {
        for document in DocumentKind::ALL {
            self.inputs += 1;
            self.desk.read = Some(document);
            self.desk.sends(ANNA, &format!("{}-{}", self.desk.number(), document.number()));
        }
    }

    fn staff(&mut self, user: i64, command: &str) {
        let number = self.desk.number();
        self.desk.staff_says(user, &command.replace('#', &number));
    }

    /// From the printed forms to the delivered certificate.
    fn brings_in(&mut self, waybill: &str, pays: bool) {
        self.desk.verifies();
        self.uploads();
        self.taps(&["提交预审"]);
        self.staff(WEI, "/approve #");
        if pays {
            self.inputs += 1;
            let receipt = format!("receipt-{waybill}");
            self.desk.sends(ANNA, &receipt);
            self.staff(FANG, "/paid #");
        }
        self.says(waybill);
        self.finishes();
    }

    fn finishes(&mut self) {
        for (user, command) in
            [(WEI, "/paper # ok"), (MO, "/made # JX-9001"), (MO, "/ship # SF9999999999999"), (MO, "/delivered #")]
        {
            self.staff(user, command);
        }
        assert_eq!(self.desk.stage(), StageKind::Delivered, "{}", self.desk.sees(GROUP.0));
    }
}

/// Two orders of one unit, each to the delivered certificate; how many inputs each took. `project` is what is tapped to choose it.
fn two_orders(desk: MemoryDesk, project: &[&str], second_is_sealed: bool) -> (usize, usize) {
    let mut anna = Counted { desk, inputs: 0 };
    anna.says("/start");
    anna.taps(&["注册"]);
    for answer in ["江西样例建筑有限公司", USCC, "138 0013 8000", "Buban-2026"] {
        anna.says(answer);
    }
    anna.taps(&["申请补办", "同意"]);
    anna.taps(project);
    anna.taps(&["JX-0001", "选好了", "遗失", "我明白"]);
    for answer in BEFORE_KIND {
        anna.says(answer);
    }
    anna.taps(&["普通发票"]);
    for answer in AFTER_KIND {
        anna.says(answer);
    }
    anna.taps(&["确认无误"]);
    anna.brings_in("SF1234567890123", true);
    let first = std::mem::take(&mut anna.inputs);

    anna.taps(&["申请补办", "同意"]);
    anna.taps(project);
    anna.taps(&["就补办这一张", "遗失", "我明白", "全部沿用", "确认无误"]);
    anna.brings_in("SF1234567890125", second_is_sealed);
    assert!(anna.desk.saw(ChatId(ANNA), "感谢您的配合"));
    (first, anna.inputs)
}

#[test]
fn orders_take_no_more_inputs_than_they_should() {
    // The unit's other certificate has no seal, so that nothing is to be paid; and there are projects to choose from.
    let (first, second) = two_orders(desk(), &["江西建工集团"], false);
    println!(
        "inputs of the first order: {first} (at most {FIRST}); of the second, with nothing to pay: {second} (at most {SECOND})"
    );
    assert!(first <= FIRST && second <= SECOND, "{first}, {second}");

    // It has one, which is paid for; and there is one project, as in the configuration that is shipped.
    let mut desk = desk();
    desk.certificates = vec![certificate("JX-0001", true), certificate("JX-0003", true)];
    desk.rules.projects.truncate(1);
    let (first, second) = two_orders(desk, &[], true);
    println!(
        "with one project: {first} (at most {FIRST}); of the second, with its receipt: {second} (at most {SECOND})"
    );
    assert!(first <= FIRST && second <= SECOND, "{first}, {second}");
}
