//! Effects become calls: words are put into their language, keyboards into Telegram's shape, and both are kept within its bounds.

use super::api::{Api, Sent};
use super::failure::Failure;
use crate::domain::document::{FileForm, FileRef};
use crate::domain::effect::{Keyboard, Press, To};
use crate::domain::ids::{ChatId, MessageId};
use crate::domain::rules::Lang;
use crate::domain::say::Words;
use crate::texts::Texts;
use teloxide::payloads::{
    AnswerCallbackQuery, AnswerCallbackQuerySetters as _, DeleteMessage, EditMessageReplyMarkup,
    EditMessageReplyMarkupSetters as _, EditMessageText, EditMessageTextSetters as _, SendMessage,
    SendMessageSetters as _,
};
use teloxide::types as wire;

/// The most characters of a message's text, and of a file's caption.
const MOST_TEXT: usize = 4096;
const MOST_CAPTION: usize = 1024;

/// Puts what is to be said into words and Telegram's shape.
#[derive(Clone, Copy)]
pub struct Wording<'a> {
    pub texts: &'a Texts,
    /// The bot's own name, for deep links.
    pub bot: &'a str,
}

/// A call that is ready to be made.
#[derive(Debug)]
pub enum Payload {
    Message(Box<SendMessage>),
    EditText(Box<EditMessageText>),
    EditButtons(Box<EditMessageReplyMarkup>),
    Answer(AnswerCallbackQuery),
    Delete(DeleteMessage),
    File { method: FileForm, fields: serde_json::Value },
}

impl Payload {
    /// A file hangs below this message; a text was told so when it was worded.
    #[must_use]
    pub fn answering(mut self, reply_to: Option<MessageId>) -> Self {
        if let (Self::File { fields, .. }, Some(message)) = (&mut self, reply_to) {
            fields["reply_parameters"] = reply_parameters(message);
        }
        self
    }

    /// Makes the call; the id of the message where one was sent.
    pub async fn perform(&self, api: &Api) -> Result<Option<MessageId>, Failure> {
        match self {
            Self::Message(payload) => api.call::<_, Sent>(&**payload).await.map(|sent| Some(sent.id())),
            Self::EditText(payload) => ignored(api.call(&**payload).await),
            Self::EditButtons(payload) => ignored(api.call(&**payload).await),
            Self::Answer(payload) => ignored(api.call(payload).await),
            Self::Delete(payload) => ignored(api.call(payload).await),
            Self::File { method, fields } => {
                let sent: Sent = match method {
                    FileForm::Photo => api.call(&Resend::<0>(fields)).await?,
                    FileForm::Document | FileForm::Clip => api.call(&Resend::<1>(fields)).await?,
                    FileForm::VideoNote => api.call(&Resend::<2>(fields)).await?,
                    FileForm::Video => api.call(&Resend::<3>(fields)).await?,
                    FileForm::Animation => api.call(&Resend::<4>(fields)).await?,
                    FileForm::Audio => api.call(&Resend::<5>(fields)).await?,
                    FileForm::Voice => api.call(&Resend::<6>(fields)).await?,
                    FileForm::Sticker => api.call(&Resend::<7>(fields)).await?,
                };
                Ok(Some(sent.id()))
            }
        }
    }
}

fn ignored(answer: Result<serde::de::IgnoredAny, Failure>) -> Result<Option<MessageId>, Failure> {
    answer.map(|_| None)
}

/// A file that Telegram knows is sent by its id in a plain JSON call; teloxide's own payload would make a form of it.
#[derive(serde::Serialize)]
#[serde(transparent)]
struct Resend<'a, const METHOD: u8>(&'a serde_json::Value);

macro_rules! resend {
    ($($method:literal $name:literal)+) => {$(
        impl teloxide::requests::Payload for Resend<'_, $method> {
            type Output = ();
            const NAME: &'static str = $name;
        }
    )+};
}
resend! {
    0 "sendPhoto" 1 "sendDocument" 2 "sendVideoNote" 3 "sendVideo" 4 "sendAnimation" 5 "sendAudio" 6 "sendVoice" 7 "sendSticker"
}

impl Wording<'_> {
    /// A message.
    #[must_use]
    pub fn message(&self, to: To, words: &Words, keyboard: &Keyboard, reply_to: Option<MessageId>) -> Payload {
        let text = cut(&self.texts.html(words), MOST_TEXT);
        let mut payload = SendMessage::new(chat(to.chat), text).parse_mode(wire::ParseMode::Html);
        payload = payload.link_preview_options(no_preview());
        if let Some(topic) = to.topic {
            payload = payload.message_thread_id(wire::ThreadId(message(topic)));
        }
        if let Some(markup) = self.markup(keyboard, words.lang) {
            payload = payload.reply_markup(markup);
        }
        if let Some(reply_to) = reply_to {
            payload =
                payload.reply_parameters(wire::ReplyParameters::new(message(reply_to)).allow_sending_without_reply());
        }
        Payload::Message(Box::new(payload))
    }

    /// Other words and buttons for a message of our own.
    #[must_use]
    pub fn edit(&self, of: ChatId, id: MessageId, words: &Words, keyboard: &Keyboard) -> Payload {
        let text = cut(&self.texts.html(words), MOST_TEXT);
        let mut payload = EditMessageText::new(chat(of), message(id), text).parse_mode(wire::ParseMode::Html);
        payload = payload.link_preview_options(no_preview());
        if let Some(markup) = self.inline(keyboard, words.lang) {
            payload = payload.reply_markup(markup);
        }
        Payload::EditText(Box::new(payload))
    }

    /// Other buttons, or none.
    #[must_use]
    pub fn buttons(&self, of: ChatId, id: MessageId, keyboard: &Keyboard, lang: Lang) -> Payload {
        let markup = self.inline(keyboard, lang).unwrap_or_default();
        Payload::EditButtons(Box::new(EditMessageReplyMarkup::new(chat(of), message(id)).reply_markup(markup)))
    }

    /// The answer to a pressed button.
    #[must_use]
    pub fn answer(&self, query: &str, words: Option<&Words>, alert: bool) -> Payload {
        let mut payload = AnswerCallbackQuery::new(wire::CallbackQueryId(query.to_owned())).show_alert(alert);
        if let Some(words) = words {
            payload = payload.text(self.texts.plain_words(words).chars().take(200).collect::<String>());
        }
        Payload::Answer(payload)
    }

    #[must_use]
    pub fn delete(of: ChatId, id: MessageId) -> Payload {
        Payload::Delete(DeleteMessage::new(chat(of), message(id)))
    }

    /// A file that Telegram knows, sent again.
    #[must_use]
    pub fn file(&self, to: To, file: &FileRef, words: &Words, keyboard: &Keyboard, protect: bool) -> Payload {
        let mut fields = serde_json::json!({ "chat_id": to.chat, "protect_content": protect });
        let kind = match file.form {
            FileForm::Photo => "photo",
            FileForm::Document | FileForm::Clip => "document",
            FileForm::VideoNote => "video_note",
            FileForm::Video => "video",
            FileForm::Animation => "animation",
            FileForm::Audio => "audio",
            FileForm::Voice => "voice",
            FileForm::Sticker => "sticker",
        };
        fields[kind] = file.id.as_str().into();
        if let Some(topic) = to.topic {
            fields["message_thread_id"] = topic.0.into();
        }
        if file.form.bears_words() && !words.lines.is_empty() {
            fields["caption"] = cut(&self.texts.html(words), MOST_CAPTION).into();
            fields["parse_mode"] = "HTML".into();
        }
        if let Some(markup) = self.markup(keyboard, words.lang).and_then(|markup| serde_json::to_value(markup).ok()) {
            fields["reply_markup"] = markup;
        }
        Payload::File { method: file.form, fields }
    }

    /// The fields of a document that is sent as bytes.
    #[must_use]
    pub fn document(&self, to: To, words: &Words) -> Vec<(&'static str, String)> {
        let mut fields = vec![("chat_id", to.chat.to_string())];
        if let Some(topic) = to.topic {
            fields.push(("message_thread_id", topic.to_string()));
        }
        if !words.lines.is_empty() {
            fields.push(("caption", cut(&self.texts.html(words), MOST_CAPTION)));
            fields.push(("parse_mode", "HTML".to_owned()));
        }
        fields
    }

    /// The lines that fit below a picture, and those that do not.
    #[must_use]
    pub fn below_picture(&self, words: &Words) -> (Words, Option<Words>) {
        let fits = |count: &usize| {
            visible(&self.texts.html(&Words::new(words.lang, words.lines[..*count].to_vec()))) <= MOST_CAPTION
        };
        let count = (1..=words.lines.len()).rev().find(fits).unwrap_or(0);
        let (below, rest) = words.lines.split_at(count);
        let rest = (!rest.is_empty()).then(|| Words::new(words.lang, rest.to_vec()));
        (Words::new(words.lang, below.to_vec()), rest)
    }

    /// The fields of a picture that is sent as bytes: a document's, and the keys below it.
    #[must_use]
    pub fn photo(&self, to: To, words: &Words, keyboard: &Keyboard) -> Vec<(&'static str, String)> {
        let mut fields = self.document(to, words);
        let markup = self.markup(keyboard, words.lang).and_then(|markup| serde_json::to_string(&markup).ok());
        fields.extend(markup.map(|markup| ("reply_markup", markup)));
        fields
    }

    fn markup(&self, keyboard: &Keyboard, lang: Lang) -> Option<wire::ReplyMarkup> {
        Some(match keyboard {
            Keyboard::None => return None,
            Keyboard::Inline(_) => wire::ReplyMarkup::InlineKeyboard(self.inline(keyboard, lang)?),
            Keyboard::Contact(label) => {
                let share =
                    wire::KeyboardButton::new(self.texts.plain(lang, label)).request(wire::ButtonRequest::Contact);
                wire::ReplyMarkup::Keyboard(wire::KeyboardMarkup::new([[share]]).resize_keyboard().one_time_keyboard())
            }
            Keyboard::ForceReply => wire::ReplyMarkup::ForceReply(wire::ForceReply::new().selective()),
            Keyboard::Remove => wire::ReplyMarkup::KeyboardRemove(wire::KeyboardRemove::new()),
        })
    }

    fn inline(&self, keyboard: &Keyboard, lang: Lang) -> Option<wire::InlineKeyboardMarkup> {
        let Keyboard::Inline(rows) = keyboard else { return None };
        let key = |key: &crate::domain::effect::Key| {
            let label = self.texts.plain(lang, &key.label);
            let url = |address: &str| reqwest::Url::parse(address).ok();
            Some(match &key.press {
                Press::Data(data) => wire::InlineKeyboardButton::callback(label, data),
                Press::Url(address) => wire::InlineKeyboardButton::url(label, url(address)?),
                Press::DeepLink(payload) => {
                    wire::InlineKeyboardButton::url(label, url(&format!("https://t.me/{}?start={payload}", self.bot))?)
                }
            })
        };
        let rows = rows.iter().map(|row| row.iter().filter_map(key).collect::<Vec<_>>());
        Some(wire::InlineKeyboardMarkup::new(rows.filter(|row| !row.is_empty())))
    }
}

fn chat(id: ChatId) -> wire::Recipient {
    wire::Recipient::Id(wire::ChatId(id.0))
}

/// A message that is gone meanwhile is no reason to say nothing.
#[must_use]
pub fn reply_parameters(message: MessageId) -> serde_json::Value {
    serde_json::json!({ "message_id": message, "allow_sending_without_reply": true })
}

/// Telegram's message ids fit 32 bits; one that does not is none of its own and finds nothing.
fn message(id: MessageId) -> wire::MessageId {
    wire::MessageId(i32::try_from(id.0).unwrap_or(0))
}

fn no_preview() -> wire::LinkPreviewOptions {
    wire::LinkPreviewOptions {
        is_disabled: true,
        url: None,
        prefer_small_media: false,
        prefer_large_media: false,
        show_above_text: false,
    }
}

/// The characters that a reader of this HTML sees: tags are none, an entity is one.
fn visible(html: &str) -> usize {
    let (mut count, mut inside) = (0, false);
    let mut rest = html.chars();
    while let Some(c) = rest.next() {
        match c {
            '<' => inside = true,
            '>' if inside => inside = false,
            _ if inside => {}
            '&' => {
                count += 1;
                rest.by_ref().find(|c| *c == ';');
            }
            _ => count += 1,
        }
    }
    count
}

/// The HTML, cut at the end of a line where it is too long: tags never cross lines, so none is left open.
fn cut(html: &str, most: usize) -> String {
    if html.len() <= most || visible(html) <= most {
        return html.to_owned();
    }
    let (mut kept, mut count) = (String::new(), 0);
    for line in html.split('\n') {
        let length = visible(line) + 1;
        if count + length + 1 > most {
            break;
        }
        kept.push_str(line);
        kept.push('\n');
        count += length;
    }
    if kept.is_empty() {
        // One line longer than a whole message: its tags are given up for its words.
        let plain: String = html.chars().filter(|c| !matches!(c, '<' | '>' | '&')).take(most - 1).collect();
        return plain + "…";
    }
    kept + "…"
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::effect::Key;
    use crate::domain::say::Say;

    #[test]
    fn what_is_too_long_is_cut_at_a_line() {
        let line = format!("<b>{}</b> &amp;", "名".repeat(98));
        assert_eq!(visible(&line), 100);
        let text = vec![line.clone(); 60].join("\n");
        let short = cut(&text, MOST_TEXT);
        assert!(
            visible(&short) <= MOST_TEXT && short.ends_with("\n…") && short.matches("<b>").count() == 40,
            "{short}"
        );
        assert_eq!(cut(&line, 100), line);
        assert_eq!(cut(&"x".repeat(5000), MOST_TEXT).chars().count(), MOST_TEXT);
    }

    #[test]
    fn what_fits_stands_below_the_picture_and_nothing_is_lost() {
        let texts = Texts::load().unwrap();
        let wording = Wording { texts: &texts, bot: "desk_bot" };
        let words = |count: usize| Words::new(Lang::Zh, vec![Say::verbatim("数".repeat(99)); count]);
        assert_eq!(wording.below_picture(&words(10)), (words(10), None));
        assert_eq!(wording.below_picture(&words(14)), (words(10), Some(words(4))));
    }

    #[test]
    fn a_file_hangs_below_what_it_answers() {
        let texts = Texts::load().unwrap();
        let wording = Wording { texts: &texts, bot: "desk_bot" };
        let words = Words::new(Lang::Zh, vec![Say::verbatim("x")]);
        for (form, method, told) in [(FileForm::Voice, "voice", true), (FileForm::Sticker, "sticker", false)] {
            let file = FileRef { id: "f".into(), unique_id: "u".into(), name: None, size: 9, form };
            let made = wording.file(ChatId(5).into(), &file, &words, &Keyboard::None, true);
            let Payload::File { fields, .. } = made.answering(Some(MessageId(3))) else { panic!("{form:?}") };
            assert_eq!(
                (fields[method].as_str(), fields["reply_parameters"]["message_id"].as_i64()),
                (Some("f"), Some(3))
            );
            assert_eq!(fields.get("caption").is_some(), told, "{form:?}");
        }
    }

    #[test]
    fn a_message_has_telegrams_shape() {
        let texts = Texts::load().unwrap();
        let wording = Wording { texts: &texts, bot: "desk_bot" };
        let key = |press| Key { label: Say::verbatim("键"), press };
        let keyboard = Keyboard::Inline(vec![
            vec![key(Press::Data("g:menu".into())), key(Press::DeepLink("v1".into()))],
            vec![key(Press::Url("not an address".into()))],
        ]);
        let words = Words::new(Lang::Zh, vec![Say::verbatim("1 < 2")]);
        let to = To { chat: ChatId(-5), topic: Some(MessageId(9)) };
        let Payload::Message(payload) = wording.message(to, &words, &keyboard, Some(MessageId(3))) else { panic!() };
        let json = serde_json::to_value(&*payload).unwrap();
        let wanted = serde_json::json!({
            "chat_id": -5, "message_thread_id": 9, "text": "1 &lt; 2", "parse_mode": "HTML",
            "link_preview_options": { "is_disabled": true },
            "reply_parameters": { "message_id": 3, "allow_sending_without_reply": true },
            "reply_markup": { "inline_keyboard": [[
                { "text": "键", "callback_data": "g:menu" },
                { "text": "键", "url": "https://t.me/desk_bot?start=v1" },
            ]] },
        });
        assert_eq!(json, wanted);
    }
}
