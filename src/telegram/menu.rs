//! The menu of commands and the profile's texts: set at the start, for private chats and for the staff group, in every language; and
//! the menu of one chat, whenever its person changes the language, logs in or out.

use super::api::Api;
use super::failure::Failure;
use crate::conversation::commands::{APPLICANT, Command, PRIVATE, STAFF, STRANGER};
use crate::domain::ids::ChatId;
use crate::domain::rules::Lang;
use crate::domain::say::Say;
use crate::texts::Texts;
use teloxide::payloads::{
    SetMyCommands, SetMyCommandsSetters as _, SetMyDescription, SetMyDescriptionSetters as _, SetMyShortDescription,
    SetMyShortDescriptionSetters as _,
};
use teloxide::types::{BotCommand, BotCommandScope, Recipient};

/// The most characters that Telegram takes of a profile's texts.
const MOST_DESCRIPTION: usize = 512;
const MOST_SHORT: usize = 120;

/// Commands with their descriptions in a language.
fn listed(texts: &Texts, commands: &[Command], lang: Lang) -> Vec<BotCommand> {
    let described = commands.iter().map(|command| {
        let description = texts.plain(lang, &Say::id(command.described_by));
        BotCommand::new(command.name, description.chars().take(256).collect::<String>())
    });
    described.filter(|command| !command.description.is_empty()).collect()
}

fn of_chat(chat: ChatId) -> BotCommandScope {
    BotCommandScope::Chat { chat_id: Recipient::Id(teloxide::types::ChatId(chat.0)) }
}

/// Tells Telegram the commands and what the bot's profile says. The default language is Chinese; clients in English get English.
pub async fn set_menu(api: &Api, texts: &Texts, group: Option<ChatId>, group_lang: Lang) -> Result<(), Failure> {
    let private = |lang| SetMyCommands::new(listed(texts, &PRIVATE, lang)).scope(BotCommandScope::AllPrivateChats);
    let mut wanted = vec![private(Lang::Zh), private(Lang::En).language_code("en")];
    if let Some(group) = group {
        wanted.push(SetMyCommands::new(listed(texts, &STAFF, group_lang)).scope(of_chat(group)));
    }
    for commands in wanted {
        let _: serde::de::IgnoredAny = api.call(&commands).await?;
    }
    for (lang, code) in [(Lang::Zh, None), (Lang::En, Some("en"))] {
        let said = |id: &'static str, most| texts.plain(lang, &Say::id(id)).chars().take(most).collect::<String>();
        let mut long = SetMyDescription::new().description(said("profile-description", MOST_DESCRIPTION));
        let mut short = SetMyShortDescription::new().short_description(said("profile-short", MOST_SHORT));
        if let Some(code) = code {
            long = long.language_code(code);
            short = short.language_code(code);
        }
        let _: serde::de::IgnoredAny = api.call(&long).await?;
        let _: serde::de::IgnoredAny = api.call(&short).await?;
    }
    Ok(())
}

/// The commands of one private chat, in the language that its person has chosen.
pub async fn set_chat_menu(api: &Api, texts: &Texts, chat: ChatId, lang: Lang, bound: bool) -> Result<(), Failure> {
    let commands = if bound { listed(texts, &APPLICANT, lang) } else { listed(texts, &STRANGER, lang) };
    let _: serde::de::IgnoredAny = api.call(&SetMyCommands::new(commands).scope(of_chat(chat))).await?;
    Ok(())
}
