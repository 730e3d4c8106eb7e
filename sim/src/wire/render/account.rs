//! `User` objects.

use crate::wire::json::{Object, object};
use crate::world::{ANONYMOUS, Bot, CHANNEL_BOT, TELEGRAM, UserId, World};

/// A `User`.
pub(crate) fn user(out: &mut Vec<u8>, world: &World, id: UserId) {
    object(out, |o| {
        o.put("id", &id);
        if let Some(person) = world.people.get(&id) {
            o.put("is_bot", &false);
            o.put("first_name", &person.first_name);
            o.maybe("last_name", person.last_name.as_ref());
            o.maybe("username", person.username.as_ref());
            o.maybe("language_code", person.language_code.as_ref());
        } else if let Some(bot) = world.bots.get(&id) {
            named_bot(o, bot);
        } else {
            let (is_bot, first_name, username) = match id {
                ANONYMOUS => (true, "Group", "GroupAnonymousBot"),
                CHANNEL_BOT => (true, "Channel", "Channel_Bot"),
                TELEGRAM => (false, "Telegram", ""),
                _ => (false, "", ""),
            };
            o.put("is_bot", &is_bot);
            o.put("first_name", first_name);
            o.maybe("username", Some(username).filter(|name| !name.is_empty()));
        }
    });
}

fn named_bot(o: &mut Object<'_>, bot: &Bot) {
    o.put("is_bot", &true);
    o.put("first_name", bot.name.get(""));
    o.put("username", &bot.username);
}

/// What `getMe` answers.
pub(crate) fn me(out: &mut Vec<u8>, bot: &Bot) {
    object(out, |o| {
        o.put("id", &bot.id);
        named_bot(o, bot);
        o.put("can_join_groups", &bot.can_join_groups);
        o.put("can_read_all_group_messages", &!bot.privacy);
        o.put("supports_inline_queries", &false);
        o.put("can_connect_to_business", &false);
        o.put("has_main_web_app", &false);
    });
}
