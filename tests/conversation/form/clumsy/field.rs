//! What the clumsy applicant's letters may do to the answers of an order, and nothing else.

use certdesk::conversation::{Dialogue, Input, Letter, Session};
use certdesk::domain::button::Button;
use certdesk::domain::identity::IdentityKind;
use certdesk::domain::order::{Answer, Answers, Question};

/// Each answer that changed belongs to what was asked, and none is gone.
pub(super) fn only_what_was_asked(before: &Session, letter: &Letter, old: &Answers, new: &Answers) {
    let changed: Vec<(Question, &Answer)> = Question::ALL
        .into_iter()
        .filter(|q| old.get(*q) != new.get(*q))
        .map(|q| (q, new.get(q).unwrap_or_else(|| panic!("the answer to {q:?} is gone"))))
        .collect();
    let context = || format!("{:?} in {:?} changed {changed:?}", letter.input, before.dialogue);
    match (&before.dialogue, &letter.input) {
        (Dialogue::Detail { question, identity, .. }, Input::Text(text)) => {
            assert!(!letter.forwarded && !before.talking, "{}", context());
            assert!(letter.message > before.newest || before.newest.is_none(), "{}", context());
            assert_eq!(changed, [(*question, &question.read(text, *identity).unwrap())], "{}", context());
        }
        (Dialogue::Detail { question, .. }, Input::Contact { phone, .. }) => {
            assert!(question.is_mobile(), "{}", context());
            assert_eq!(changed, [(*question, &question.read(phone, IdentityKind::ResidentCard).unwrap())]);
        }
        (Dialogue::Detail { question, .. }, Input::Pressed { data, .. }) => {
            let Some(Button::Pick { stamp, choice }) = Button::decode(data) else { panic!("{}", context()) };
            assert_eq!(stamp, before.stamp, "an old button: {}", context());
            assert!(choice == 42 || changed.iter().all(|(q, _)| q == question), "{}", context());
        }
        (Dialogue::Paste { pasting, correcting: None }, Input::Pressed { data, .. }) => {
            let Some(Button::Pick { stamp, .. }) = Button::decode(data) else { panic!("{}", context()) };
            assert_eq!(stamp, before.stamp, "an old button: {}", context());
            let known = |(q, answer): &(Question, &Answer)| {
                pasting.fields.iter().any(|(field, value)| field == q && value == *answer)
                    || (*q == pasting.question && pasting.whole.as_ref() == Some(*answer))
            };
            assert!(changed.iter().all(known), "{}", context());
        }
        _ => panic!("a wrong field: {}", context()),
    }
}
