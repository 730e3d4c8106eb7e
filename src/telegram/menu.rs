//! The menu of commands: set at the start, for private chats and for the staff group, in every language.

use super::api::Api;
use super::failure::Failure;
use crate::conversation::commands::{Command, PRIVATE, STAFF};
use crate::domain::ids::ChatId;
use crate::domain::rules::Lang;
use crate::domain::say::Say;
use crate::texts::Texts;
use teloxide::payloads::{SetMyCommands, SetMyCommandsSetters as _};
use teloxide::types::{BotCommand, BotCommandScope, Recipient};

/// Tells Telegram the commands. The default language is Chinese; clients in English get English.
pub async fn set_menu(api: &Api, texts: &Texts, group: Option<ChatId>, group_lang: Lang) -> Result<(), Failure> {
    let listed = |commands: &[Command], lang| {
        let described = commands.iter().map(|command| {
            let description = texts.plain(lang, &Say::id(command.described_by));
            BotCommand::new(command.name, description.chars().take(256).collect::<String>())
        });
        described.filter(|command| !command.description.is_empty()).collect::<Vec<_>>()
    };
    let mut wanted = vec![
        (SetMyCommands::new(listed(&PRIVATE, Lang::Zh)).scope(BotCommandScope::AllPrivateChats), None),
        (SetMyCommands::new(listed(&PRIVATE, Lang::En)).scope(BotCommandScope::AllPrivateChats), Some("en")),
    ];
    if let Some(group) = group {
        let scope = BotCommandScope::Chat { chat_id: Recipient::Id(teloxide::types::ChatId(group.0)) };
        wanted.push((SetMyCommands::new(listed(&STAFF, group_lang)).scope(scope), None));
    }
    for (commands, language) in wanted {
        if commands.commands.is_empty() {
            continue;
        }
        let commands = match language {
            Some(language) => commands.language_code(language),
            None => commands,
        };
        let _: serde::de::IgnoredAny = api.call(&commands).await?;
    }
    Ok(())
}
