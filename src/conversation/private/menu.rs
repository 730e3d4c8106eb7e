//! The way in: greeting, menu, lists of orders, languages, help, and leaving a question.

use crate::conversation::input::Letter;
use crate::conversation::phrases;
use crate::conversation::session::Dialogue;
use crate::conversation::talk::{Talk, deed, go};
use crate::domain::button::{Button, Deed, Place};
use crate::domain::effect::{Effect, Key, Keyboard, Press};
use crate::domain::order::StageKind;
use crate::domain::rules::Lang;
use crate::domain::say::{Say, Words};

/// The most orders that one page shows.
const LISTED: usize = 8;
/// So many of the newest orders are loaded at most.
const LOADED: usize = 50;

pub(super) fn welcome(talk: &mut Talk<'_>, letter: &Letter) {
    let languages = vec![go(Say::id("key-chinese"), Place::Chinese), go(Say::id("key-english"), Place::English)];
    let desk = talk.scene.rules.desk.name.of(talk.lang).to_owned();
    if let Some(account) = &talk.scene.account {
        let lines = vec![
            Say::id("welcome-back").with("unit", account.unit.as_str()),
            Say::id("welcome-orders")
                .with("count", talk.scene.orders.iter().filter(|o| !o.stage.kind().is_final()).count()),
        ];
        let keyboard = Keyboard::Inline(vec![
            vec![go(Say::id("key-apply"), Place::Apply), go(Say::id("key-orders"), Place::Orders)],
            vec![go(Say::id("key-account"), Place::Account), go(Say::id("key-help"), Place::Help)],
            languages,
        ]);
        talk.say_with(lines, keyboard);
    } else {
        let lines = vec![
            Say::id("welcome").with("name", letter.from.name.as_str()).with("desk", desk),
            Say::id("welcome-steps"),
        ];
        let keyboard = Keyboard::Inline(vec![
            vec![go(Say::id("key-register"), Place::Register), go(Say::id("key-log-in"), Place::LogIn)],
            vec![go(Say::id("key-help"), Place::Help)],
            languages,
        ]);
        talk.say_with(lines, keyboard);
    }
    if talk.session.dialogue != Dialogue::Idle {
        talk.say(vec![Say::id("still-open")]);
        super::repeat(talk);
    }
}

/// True where the chat is bound to an account; says how to get one otherwise.
pub(super) fn bound(talk: &mut Talk<'_>) -> bool {
    if talk.scene.account.is_some() {
        return true;
    }
    let keyboard = Keyboard::Inline(vec![vec![
        go(Say::id("key-register"), Place::Register),
        go(Say::id("key-log-in"), Place::LogIn),
    ]]);
    talk.say_with(vec![Say::id("log-in-first")], keyboard);
    false
}

/// A page of one's own orders, in the message with the pressed key where there is one.
pub(super) fn orders(talk: &mut Talk<'_>, page: Option<u16>) {
    if !bound(talk) {
        return;
    }
    let mut orders: Vec<_> = talk.scene.orders.iter().filter(|o| o.stage.kind() != StageKind::Withdrawn).collect();
    // Those that go on come first, each kind newest first.
    orders.sort_by_key(|o| o.stage.kind().is_final());
    if orders.is_empty() {
        let keyboard = Keyboard::Inline(vec![vec![go(Say::id("key-apply"), Place::Apply)]]);
        talk.say_with(vec![Say::id("no-orders")], keyboard);
        return;
    }
    let pages = orders.len().div_ceil(LISTED);
    let at = usize::from(page.unwrap_or(0)).min(pages - 1);
    let mut lines = vec![Say::id("your-orders").with("count", orders.len())];
    let mut rows = Vec::new();
    for order in orders.iter().skip(at * LISTED).take(LISTED) {
        let current = talk.session.order.as_ref() == Some(&order.number);
        let id = if current { "order-line-current" } else { "order-line" };
        lines.push(
            Say::id(id).with("number", order.number.to_string()).with("stage", phrases::stage(order.stage.kind())),
        );
        rows.push(vec![deed(Say::verbatim(order.number.to_string()), order, Deed::Open, 0, 0)]);
    }
    if pages > 1 {
        lines.push(Say::id("page").with("page", at + 1).with("pages", pages));
        rows.push(turns(at, pages));
    }
    if talk.scene.orders.len() >= LOADED {
        lines.push(Say::id("orders-more"));
    }
    rows.push(vec![go(Say::id("key-apply"), Place::Apply)]);
    let keyboard = Keyboard::Inline(rows);
    match (page, talk.message) {
        (Some(_), Some(message)) => {
            let words = Words::new(talk.lang, lines);
            talk.effect(Effect::Edit { chat: talk.to.chat, message, words, keyboard });
        }
        _ => talk.say_with(lines, keyboard),
    }
}

/// To the page before this one and the one after it. The keys are no question's: the one that is open stays open.
fn turns(at: usize, pages: usize) -> Vec<Key> {
    let key = |label: &'static str, page: usize| {
        let page = u16::try_from(page).unwrap_or(u16::MAX);
        Key { label: Say::id(label), press: Press::Data(Button::Orders { page }.encode()) }
    };
    let before = at.checked_sub(1).map(|page| key("key-previous", page));
    let after = (at + 1 < pages).then(|| key("key-next", at + 1));
    before.into_iter().chain(after).collect()
}

pub(super) fn languages(talk: &mut Talk<'_>) {
    let row = vec![go(Say::id("key-chinese"), Place::Chinese), go(Say::id("key-english"), Place::English)];
    talk.say_with(vec![Say::id("choose-language")], Keyboard::Inline(vec![row]));
}

/// From now on in this language; the open question is asked again in it.
pub(super) fn speak(talk: &mut Talk<'_>, lang: Lang) {
    talk.lang = lang;
    talk.session.lang = Some(lang);
    talk.say(vec![Say::id("language-changed")]);
    super::repeat(talk);
}

/// Leaves the open question; nothing that was answered is lost.
pub(super) fn cancel(talk: &mut Talk<'_>) {
    let was = std::mem::take(&mut talk.session.dialogue);
    talk.session.stamp = talk.session.stamp.wrapping_add(1);
    match (was, talk.session.order.clone()) {
        (Dialogue::Idle, _) => talk.say(vec![Say::id("nothing-to-cancel")]),
        (_, Some(number)) if talk.order().is_some() => talk.say_with(
            vec![Say::id("cancelled-order").with("number", number.to_string())],
            Keyboard::Inline(vec![vec![go(Say::id("key-orders"), Place::Orders)]]),
        ),
        _ => talk.say(vec![Say::id("cancelled")]),
    }
}

pub(super) fn help(talk: &mut Talk<'_>) {
    let desk = &talk.scene.rules.desk;
    let telephone = desk.telephone.clone();
    let keyboard = Keyboard::Inline(vec![vec![go(Say::id("key-staff"), Place::Staff)]]);
    talk.say_with(vec![Say::id("help"), Say::id("help-telephone").with("telephone", telephone)], keyboard);
    super::repeat(talk);
}
