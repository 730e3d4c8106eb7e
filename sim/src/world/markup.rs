//! Keyboards as plain structs. Telegram's limits on them are checked where they arrive, in `wire`.

use serde::Serialize;

/// What `reply_markup` can be.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Markup {
    /// Buttons under the message.
    Inline(Vec<Vec<InlineButton>>),
    /// Buttons in place of the letters.
    Reply(Keyboard),
    /// Takes the reply keyboard away.
    Remove {
        /// Only from the people addressed.
        selective: bool,
    },
    /// Opens the reply box.
    ForceReply {
        /// Shown in the empty reply box.
        placeholder: Option<String>,
        /// Only for the people addressed.
        selective: bool,
    },
}

impl Markup {
    /// The inline buttons, if it is an inline keyboard.
    pub fn inline(&self) -> Option<&[Vec<InlineButton>]> {
        if let Self::Inline(rows) = self { Some(rows) } else { None }
    }
}

/// A button under a message.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
pub struct InlineButton {
    /// Its label.
    pub text: String,
    /// What a press does.
    pub action: Action,
}

/// What pressing an inline button does.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    /// Tells the bot, with these 1-64 bytes.
    Callback(String),
    /// Opens a link.
    Url(String),
    /// Opens a Web App.
    WebApp(String),
    /// Logs in to a site.
    LoginUrl(String),
    /// Offers an inline query in another chat.
    SwitchInline(String),
    /// Offers an inline query in this chat.
    SwitchInlineHere(String),
    /// Copies a text.
    CopyText(String),
    /// Pays the invoice above.
    Pay,
}

/// A reply keyboard.
#[derive(Clone, Debug, Default, Eq, PartialEq, Serialize)]
#[expect(clippy::struct_excessive_bools, reason = "the Bot API has these as separate flags")]
pub struct Keyboard {
    /// Buttons in rows.
    pub rows: Vec<Vec<ReplyButton>>,
    /// Fits its height to its buttons.
    pub resize: bool,
    /// Goes away after a press.
    pub one_time: bool,
    /// Cannot be hidden.
    pub persistent: bool,
    /// Only for the people addressed.
    pub selective: bool,
    /// Shown in the empty text box.
    pub placeholder: Option<String>,
}

/// A button of a reply keyboard: a press says its label, or gives what is requested.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
pub struct ReplyButton {
    /// Its label.
    pub text: String,
    /// What it asks for instead of saying its label.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub request: Option<Request>,
}

/// What a reply button asks for.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Request {
    /// The person's own telephone number.
    Contact,
    /// Where the person is.
    Location,
    /// A poll.
    Poll,
    /// Some people.
    Users,
    /// A chat.
    Chat,
    /// A Web App at this address.
    WebApp(String),
}
