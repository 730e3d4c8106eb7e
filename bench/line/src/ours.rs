//! Our side: the conversation as two pure functions, plugged into the desk's line where its own dialogue stands. Intake,
//! transactions, outbox, store and wiring are the desk's as shipped; only Telegram's pace is switched off, and logs go nowhere.

use crate::script::{QUESTIONS, SAVED, START, UNCLEAR, YES, summary};
use anyhow::Context as _;
use certdesk::app::App;
use certdesk::clock::Clock;
use certdesk::config::{Config, Secret};
use certdesk::conversation::{Choosing, Dialogue, Happening, Input, Letter, Needs, Scene, Session, Turn};
use certdesk::desk::Steps;
use certdesk::domain::effect::{Effect, Keyboard};
use certdesk::domain::say::{Say, Words};
use std::path::Path;

/// The benchmark's dialogue.
const STEPS: Steps = Steps { needs, step, happening_needs, happened };

/// Serves the conversation until the process ends. Everything lies in `folder`.
pub(crate) async fn run(api: &str, folder: &Path) -> anyhow::Result<()> {
    let mut config = Config::shipped()?;
    config.telegram.token = Secret::of("1:bench");
    config.telegram.api_url = api.to_owned();
    config.telegram.pace.enabled = false;
    config.web.listen = None;
    config.database.url = format!("sqlite://{}", folder.join("desk.sqlite").display());
    config.files.folder = folder.join("files");
    config.forms.key = Secret::of("bench");
    let mut app = App::start_with(config, Clock::System, STEPS).await?;
    Err(app.failed().await).context("the desk ended")
}

fn needs(_: &Session, _: &Letter) -> Needs {
    Needs::default()
}

fn happening_needs(_: &Happening) -> Needs {
    Needs::default()
}

fn happened(_: &Happening, _: &Scene<'_>) -> Turn {
    Turn::default()
}

/// One letter.
fn step(session: &Session, letter: &Letter, _: &Scene<'_>) -> Turn {
    let text = match &letter.input {
        Input::Command { name, .. } if *name == START[1..] => return ask(session, letter, Vec::new()),
        Input::Text(text) => text,
        _ => return Turn::default(),
    };
    let Dialogue::Certificates(Choosing { chosen, .. }) = &session.dialogue else {
        return Turn { effects: vec![say(letter, UNCLEAR.to_owned())], ..Turn::default() };
    };
    let mut answers = chosen.clone();
    if answers.len() < QUESTIONS.len() {
        answers.push(text.clone());
        return ask(session, letter, answers);
    }
    if text != YES {
        return Turn { effects: vec![say(letter, UNCLEAR.to_owned())], ..Turn::default() };
    }
    let mut ended = session.clone();
    ended.ask(Dialogue::Idle);
    Turn { session: Some(ended), effects: vec![say(letter, SAVED.to_owned())], ..Turn::default() }
}

/// Asks what comes after these answers. They are kept in the session's one list of texts, stored as every dialogue is.
fn ask(session: &Session, letter: &Letter, answers: Vec<String>) -> Turn {
    let text = QUESTIONS.get(answers.len()).map_or_else(|| summary(&answers), |question| (*question).to_owned());
    let mut next = session.clone();
    next.ask(Dialogue::Certificates(Choosing { chosen: answers, ..Choosing::default() }));
    Turn { session: Some(next), effects: vec![say(letter, text)], ..Turn::default() }
}

fn say(letter: &Letter, text: String) -> Effect {
    let words = Words::new(letter.from.lang, vec![Say::verbatim(text)]);
    Effect::Say { to: letter.chat.into(), words, keyboard: Keyboard::None, reply_to: None }
}
