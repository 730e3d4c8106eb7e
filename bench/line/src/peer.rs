//! The other side: the conversation with teloxide's own dialogue and its SQLite storage, written the way its examples are. Its
//! states, its dispatcher and its long polling are teloxide's with their defaults.

use crate::script::{QUESTIONS, SAVED, UNCLEAR, YES, summary};
use std::path::Path;
use std::sync::Arc;
use teloxide::dispatching::dialogue::serializer::Json;
use teloxide::dispatching::dialogue::{self, SqliteStorage};
use teloxide::prelude::*;
use teloxide::utils::command::BotCommands;

type Talk = Dialogue<State, SqliteStorage<Json>>;
type Handled = Result<(), Box<dyn std::error::Error + Send + Sync>>;

#[derive(Clone, Default, serde::Serialize, serde::Deserialize)]
enum State {
    #[default]
    Idle,
    Name,
    Code {
        name: String,
    },
    Mobile {
        name: String,
        code: String,
    },
    Address {
        name: String,
        code: String,
        mobile: String,
    },
    Mail {
        name: String,
        code: String,
        mobile: String,
        address: String,
    },
    Note {
        name: String,
        code: String,
        mobile: String,
        address: String,
        mail: String,
    },
    Summary {
        answers: Vec<String>,
    },
}

#[derive(Clone, BotCommands)]
#[command(rename_rule = "lowercase")]
enum Command {
    /// Begin.
    Start,
}

/// Serves the conversation until the process ends. The dialogues lie in `folder`.
pub(crate) async fn run(api: url::Url, folder: &Path) -> anyhow::Result<()> {
    let bot = Bot::new("1:bench").set_api_url(api);
    let storage: Arc<SqliteStorage<Json>> =
        SqliteStorage::open(&folder.join("dialogues.sqlite").to_string_lossy(), Json).await?;

    let messages = Update::filter_message()
        .branch(dptree::entry().filter_command::<Command>().endpoint(start))
        .branch(dptree::case![State::Name].endpoint(name))
        .branch(dptree::case![State::Code { name }].endpoint(code))
        .branch(dptree::case![State::Mobile { name, code }].endpoint(mobile))
        .branch(dptree::case![State::Address { name, code, mobile }].endpoint(address))
        .branch(dptree::case![State::Mail { name, code, mobile, address }].endpoint(mail))
        .branch(dptree::case![State::Note { name, code, mobile, address, mail }].endpoint(note))
        .branch(dptree::case![State::Summary { answers }].endpoint(confirm));

    Dispatcher::builder(bot, dialogue::enter::<Update, SqliteStorage<Json>, State, _>().branch(messages))
        .dependencies(dptree::deps![storage])
        .build()
        .dispatch()
        .await;
    Ok(())
}

async fn start(bot: Bot, talk: Talk, msg: Message) -> Handled {
    bot.send_message(msg.chat.id, QUESTIONS[0]).await?;
    talk.update(State::Name).await?;
    Ok(())
}

async fn name(bot: Bot, talk: Talk, msg: Message) -> Handled {
    let Some(name) = msg.text().map(str::to_owned) else { return again(bot, msg, 0).await };
    bot.send_message(msg.chat.id, QUESTIONS[1]).await?;
    talk.update(State::Code { name }).await?;
    Ok(())
}

async fn code(bot: Bot, talk: Talk, name: String, msg: Message) -> Handled {
    let Some(code) = msg.text().map(str::to_owned) else { return again(bot, msg, 1).await };
    bot.send_message(msg.chat.id, QUESTIONS[2]).await?;
    talk.update(State::Mobile { name, code }).await?;
    Ok(())
}

async fn mobile(bot: Bot, talk: Talk, (name, code): (String, String), msg: Message) -> Handled {
    let Some(mobile) = msg.text().map(str::to_owned) else { return again(bot, msg, 2).await };
    bot.send_message(msg.chat.id, QUESTIONS[3]).await?;
    talk.update(State::Address { name, code, mobile }).await?;
    Ok(())
}

async fn address(bot: Bot, talk: Talk, (name, code, mobile): (String, String, String), msg: Message) -> Handled {
    let Some(address) = msg.text().map(str::to_owned) else { return again(bot, msg, 3).await };
    bot.send_message(msg.chat.id, QUESTIONS[4]).await?;
    talk.update(State::Mail { name, code, mobile, address }).await?;
    Ok(())
}

async fn mail(
    bot: Bot,
    talk: Talk,
    (name, code, mobile, address): (String, String, String, String),
    msg: Message,
) -> Handled {
    let Some(mail) = msg.text().map(str::to_owned) else { return again(bot, msg, 4).await };
    bot.send_message(msg.chat.id, QUESTIONS[5]).await?;
    talk.update(State::Note { name, code, mobile, address, mail }).await?;
    Ok(())
}

async fn note(
    bot: Bot,
    talk: Talk,
    (name, code, mobile, address, mail): (String, String, String, String, String),
    msg: Message,
) -> Handled {
    let Some(note) = msg.text().map(str::to_owned) else { return again(bot, msg, 5).await };
    let answers = vec![name, code, mobile, address, mail, note];
    bot.send_message(msg.chat.id, summary(&answers)).await?;
    talk.update(State::Summary { answers }).await?;
    Ok(())
}

async fn confirm(bot: Bot, talk: Talk, msg: Message) -> Handled {
    if msg.text() == Some(YES) {
        bot.send_message(msg.chat.id, SAVED).await?;
        talk.exit().await?;
    } else {
        bot.send_message(msg.chat.id, UNCLEAR).await?;
    }
    Ok(())
}

/// What is no text answers nothing: the question comes again.
async fn again(bot: Bot, msg: Message, question: usize) -> Handled {
    bot.send_message(msg.chat.id, QUESTIONS[question]).await?;
    Ok(())
}
