//! How many messages and taps an order takes of the applicant, from `/start` to the posted paper: counted, printed, held to the aims.

use crate::memory::{GROUP, MemoryDesk};
use crate::rules::USCC;
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

    fn finishes(&mut self) {
        for (user, command) in
            [(WEI, "/paper # ok"), (MO, "/made # JX-9001"), (MO, "/ship # SF9999999999999"), (MO, "/delivered #")]
        {
            self.staff(user, command);
        }
        assert_eq!(self.desk.stage(), StageKind::Delivered, "{}", self.desk.sees(GROUP.0));
    }
}

#[test]
fn orders_take_no_more_inputs_than_they_should() {
    let mut anna = Counted { desk: desk(), inputs: 0 };
    anna.says("/start");
    anna.taps(&["注册"]);
    for answer in ["江西样例建筑有限公司", USCC, "138 0013 8000", "Buban-2026"] {
        anna.says(answer);
    }
    anna.taps(&["申请补办", "同意", "江西建工集团", "JX-0001", "选好了", "遗失", "我明白"]);
    for answer in BEFORE_KIND {
        anna.says(answer);
    }
    anna.taps(&["普通发票"]);
    for answer in AFTER_KIND {
        anna.says(answer);
    }
    anna.taps(&["确认无误"]);
    anna.desk.verifies();
    anna.uploads();
    anna.taps(&["提交预审"]);
    anna.staff(WEI, "/approve #");
    anna.inputs += 1;
    anna.desk.sends(ANNA, "receipt");
    anna.staff(FANG, "/paid #");
    anna.says("SF1234567890123");
    anna.finishes();
    let first = std::mem::take(&mut anna.inputs);

    // The same unit's other certificate, which has no seal and so nothing to pay: no receipt.
    anna.taps(&["申请补办", "同意", "江西建工集团", "就补办这一张", "遗失", "我明白", "全部沿用", "确认无误"]);
    anna.desk.verifies();
    anna.uploads();
    anna.taps(&["提交预审"]);
    anna.staff(WEI, "/approve #");
    anna.says("SF1234567890125");
    anna.finishes();
    let second = anna.inputs;
    println!("inputs of the first order: {first} (at most {FIRST}); of the second: {second} (at most {SECOND})");
    assert!(anna.desk.saw(ChatId(ANNA), "感谢您的配合"));
    assert!(first <= FIRST, "{first}");
    assert!(second <= SECOND, "{second}");
}
