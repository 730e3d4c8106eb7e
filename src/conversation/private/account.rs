//! The unit's own account: what is on it, another password, the number proven, the chats that are bound to it.

use super::log_in::{hide_password, tell_bound};
use crate::conversation::charging;
use crate::conversation::input::Letter;
use crate::conversation::phrases;
use crate::conversation::scene::BoundChat;
use crate::conversation::session::Dialogue;
use crate::conversation::talk::{Talk, applicant, go};
use crate::conversation::turn::Write;
use crate::domain::account::{Account, Done};
use crate::domain::button::Place;
use crate::domain::effect::{Effect, Keyboard};
use crate::domain::ids::ChatId;
use crate::domain::line::Password;
use crate::domain::mobile::Mobile;
use crate::domain::say::{Say, Words};
use crate::domain::uscc::Uscc;

/// The choice that lets every other chat go.
const ALL_OTHERS: u16 = 900;
/// The most chats that are offered one by one.
const LISTED: usize = 20;

pub(super) fn show(talk: &mut Talk<'_>) {
    if !super::menu::bound(talk) {
        return;
    }
    let Some(account) = talk.scene.account.clone() else { return };
    let proven = if account.mobile_proven { "account-mobile-proven" } else { "account-mobile-unproven" };
    let mut lines = vec![
        Say::id("account-card").with("unit", account.unit.as_str()),
        Say::id("account-uscc").with("uscc", account.uscc.as_str()),
        Say::id(proven).with("mobile", account.mobile.masked()),
        Say::id("account-chats").with("count", talk.scene.chats.len()),
    ];
    if account.uscc.is_flawed() {
        lines.push(Say::id("account-doubtful"));
    }
    lines.push(Say::id("account-corrections").with("telephone", talk.scene.rules.desk.telephone.as_str()));
    let mut rows = vec![
        vec![go(Say::id("key-change-password"), Place::ChangePassword)],
        vec![go(Say::id("key-chats"), Place::Chats)],
    ];
    if !account.mobile_proven {
        rows.push(vec![go(Say::id("key-prove-mobile"), Place::ProveMobile)]);
    }
    rows.push(vec![go(Say::id("key-log-out"), Place::LogOut)]);
    talk.say_with(lines, Keyboard::Inline(rows));
}

pub(super) fn change_password(talk: &mut Talk<'_>) {
    if !super::menu::bound(talk) {
        return;
    }
    let Some(account) = talk.scene.account.clone() else { return };
    if let Some(until) = account.locked(talk.scene.now) {
        return talk.say(vec![Say::id("log-in-locked").with("until", phrases::moment(until))]);
    }
    ask_old(talk, account.uscc, Vec::new());
}

pub(super) fn ask_old(talk: &mut Talk<'_>, uscc: Uscc, mut lines: Vec<Say>) {
    lines.push(Say::id("old-password"));
    talk.session.ask(Dialogue::OldPassword { uscc });
    talk.say_with(lines, Keyboard::Inline(vec![vec![go(Say::id("key-forgot"), Place::Forgot)]]));
}

pub(super) fn old_password(talk: &mut Talk<'_>, letter: &Letter, uscc: Uscc) {
    hide_password(talk, letter);
    let Some(mut account) = talk.scene.by_uscc.clone() else { return super::menu::cancel(talk) };
    let now = talk.scene.now;
    if account.locked(now).is_none() && talk.scene.password_fits == Some(true) {
        let mobile = account.mobile.clone();
        account.succeed();
        talk.write(Write::SaveAccount(account));
        return ask_new(talk, uscc, mobile, Vec::new());
    }
    if account.locked(now).is_none() {
        account.fail(now);
        talk.write(Write::SaveAccount(account.clone()));
    }
    match account.locked(now) {
        Some(until) => {
            talk.session.ask(Dialogue::Idle);
            talk.say(vec![
                Say::id("old-password-wrong"),
                Say::id("log-in-locked").with("until", phrases::moment(until)),
            ]);
        }
        None => ask_old(talk, uscc, vec![Say::id("old-password-wrong")]),
    }
}

pub(super) fn ask_new(talk: &mut Talk<'_>, uscc: Uscc, mobile: Mobile, mut lines: Vec<Say>) {
    lines.push(Say::id("new-password").with("min", Password::MIN));
    talk.ask(Dialogue::NewPassword { uscc, mobile }, lines, Vec::new());
}

pub(super) fn new_password(talk: &mut Talk<'_>, letter: &Letter, (uscc, mobile): (Uscc, Mobile), text: &str) {
    hide_password(talk, letter);
    if let Err(error) = Password::parse(text, &[uscc.as_str(), mobile.as_str()]) {
        return ask_new(talk, uscc, mobile, vec![phrases::password(&error)]);
    }
    let (Some(mut account), Some(hash)) = (talk.scene.by_uscc.clone(), talk.scene.password_hash.clone()) else {
        return ask_new(talk, uscc, mobile, Vec::new());
    };
    account.password = hash;
    account.note(talk.scene.now, applicant(&letter.from), Done::PasswordChanged);
    talk.write(Write::SaveAccount(account));
    talk.session.ask(Dialogue::Idle);
    let keyboard = Keyboard::Inline(vec![vec![go(Say::id("key-chats"), Place::Chats)]]);
    talk.say_with(vec![Say::id("password-changed")], keyboard);
    tell_bound(talk, letter, &Say::id("password-changed-elsewhere").with("name", letter.from.name.as_str()));
}

pub(super) fn ask_proof(talk: &mut Talk<'_>) {
    if super::menu::bound(talk) {
        talk.session.ask(Dialogue::ProveMobile);
        talk.say_with(vec![Say::id("prove-mobile")], Keyboard::Contact(Say::id("key-share-contact")));
    }
}

/// The person's own number is the account's from now on, and proven.
pub(super) fn prove(talk: &mut Talk<'_>, letter: &Letter) {
    let Some(mobile) = super::register::own_number(talk, letter) else { return ask_proof(talk) };
    let Some(mut account) = talk.scene.account.clone() else { return super::menu::cancel(talk) };
    account.mobile = mobile;
    account.mobile_proven = true;
    account.note(talk.scene.now, applicant(&letter.from), Done::MobileProven);
    talk.write(Write::SaveAccount(account));
    talk.session.ask(Dialogue::Idle);
}

pub(super) fn chats(talk: &mut Talk<'_>, letter: &Letter) {
    if !super::menu::bound(talk) {
        return;
    }
    let mut lines = vec![Say::id("bound-chats").with("count", talk.scene.chats.len())];
    for chat in talk.scene.chats.iter().take(LISTED) {
        let at = chat.bound.as_ref().map(|b| phrases::moment(b.at)).unwrap_or_default();
        let id = if chat.chat == letter.chat { "bound-chat-this" } else { "bound-chat" };
        lines.push(Say::id(id).with("name", name(chat)).with("at", at));
    }
    let others: Vec<BoundChat> =
        talk.scene.chats.iter().filter(|c| c.chat != letter.chat).take(LISTED).cloned().collect();
    let mut keys: Vec<Vec<(Say, u16)>> = others
        .iter()
        .zip(0u16..)
        .map(|(chat, place)| vec![(Say::id("key-unbind").with("name", name(chat)), place)])
        .collect();
    if others.len() > 1 {
        keys.push(vec![(Say::id("key-unbind-others"), ALL_OTHERS)]);
    }
    if keys.is_empty() {
        lines.push(Say::id("bound-chats-only"));
        return talk.say(lines);
    }
    let listed = others.iter().map(|c| c.chat).collect();
    talk.ask(Dialogue::Chats { listed }, lines, keys);
}

fn name(chat: &BoundChat) -> Say {
    match &chat.bound {
        Some(bound) => Say::verbatim(bound.name.chars().take(30).collect::<String>()),
        None => Say::id("chat-number").with("number", chat.user.0.to_string()),
    }
}

pub(super) fn unbind(talk: &mut Talk<'_>, letter: &Letter, listed: &[ChatId], choice: u16) {
    let Some(mut account) = talk.scene.account.clone() else { return super::menu::cancel(talk) };
    let wanted: Vec<ChatId> = match choice {
        ALL_OTHERS => talk.scene.chats.iter().map(|c| c.chat).filter(|c| *c != letter.chat).collect(),
        one => listed.get(usize::from(one)).copied().into_iter().collect(),
    };
    let gone: Vec<BoundChat> = talk.scene.chats.iter().filter(|c| wanted.contains(&c.chat)).cloned().collect();
    talk.session.ask(Dialogue::Idle);
    if gone.is_empty() {
        return talk.say(vec![Say::id("chat-gone-already")]);
    }
    for chat in &gone {
        account.note(talk.scene.now, applicant(&letter.from), Done::Unbound { chat: chat.chat });
        talk.write(Write::UnbindChat { account: account.id.clone(), chat: chat.chat });
        talk.say(vec![Say::id("chat-unbound").with("name", name(chat))]);
        charging::left_behind(talk, chat.chat);
        tell_unbound(talk, chat, &account);
    }
    talk.say(vec![Say::id("chat-unbound-advice")]);
    talk.write(Write::SaveAccount(account));
}

/// The chat that was let go learns it there.
fn tell_unbound(talk: &mut Talk<'_>, chat: &BoundChat, account: &Account) {
    talk.effect(Effect::Say {
        to: chat.chat.into(),
        words: Words::new(chat.lang, vec![Say::id("chat-let-go").with("unit", account.unit.as_str())]),
        keyboard: Keyboard::Inline(vec![vec![go(Say::id("key-log-in"), Place::LogIn)]]),
        reply_to: None,
    });
}
