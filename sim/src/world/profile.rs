//! A bot's own card: name and descriptions by language, menu button.

use std::collections::BTreeMap;

/// A text by language; the empty language is everybody else's.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Localized(BTreeMap<String, String>);

impl Localized {
    /// The same for everybody.
    pub fn starting_as(text: &str) -> Self {
        Self(BTreeMap::from([(String::new(), text.to_owned())]))
    }

    /// The text for a language, or else the one for everybody.
    pub fn get(&self, language: &str) -> &str {
        self.0.get(language).or_else(|| self.0.get("")).map_or("", String::as_str)
    }

    /// Sets the text for a language; empty takes it away.
    pub fn set(&mut self, language: &str, text: &str) {
        if text.is_empty() {
            self.0.remove(language);
        } else {
            self.0.insert(language.to_owned(), text.to_owned());
        }
    }
}

/// The button beside the text box.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum MenuButton {
    /// Telegram's choice.
    Default,
    /// Opens the commands.
    Commands,
    /// Opens a Web App.
    WebApp {
        /// Its label.
        text: String,
        /// Its address.
        url: String,
    },
}
