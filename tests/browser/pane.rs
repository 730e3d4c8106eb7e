//! One pane of the demo page, as a person sees and uses it: reads bubbles, writes, presses buttons. Knows no step of the process.

use crate::webdriver::{Browser, until};
use anyhow::{Context as _, anyhow, bail};
use serde::Deserialize;

/// Every message of a pane, oldest first. The time that is drawn inside the words is no part of them.
const MESSAGES: &str = r#"
return [...document.querySelectorAll(`[data-pane="${arguments[0]}"] article[data-message-id]`)].map((bubble) => {
  const words = bubble.querySelector(".words")?.cloneNode(true);
  words?.querySelector(".meta")?.remove();
  return {
    id: Number(bubble.dataset.messageId),
    out: bubble.dataset.out === "true",
    text: words?.textContent ?? "",
    buttons: [...bubble.querySelectorAll("[data-button]")].map((key) => key.dataset.button),
    document: bubble.querySelector("[data-document]")?.dataset.document ?? null,
  };
});"#;
/// What the page complains about, if anything: a refusal, or an alert of the bot.
const COMPLAINT: &str = r#"
return [...document.querySelectorAll("[data-toast=bad], [data-alert-text]")].map((one) => one.textContent).join("; ");"#;

/// Types into an element.
pub(crate) async fn write(browser: &Browser, css: &str, text: &str) -> anyhow::Result<()> {
    browser.hand(css, "value", &serde_json::json!({"text": text})).await
}

/// A bubble.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Bubble {
    pub(crate) id: i64,
    pub(crate) out: bool,
    pub(crate) text: String,
    pub(crate) buttons: Vec<String>,
    pub(crate) document: Option<String>,
}

impl Bubble {
    /// The whole label of the button that reads like this, or has this in it.
    pub(crate) fn button(&self, label: &str) -> Option<&str> {
        let exact = self.buttons.iter().find(|button| *button == label);
        exact.or_else(|| self.buttons.iter().find(|button| button.contains(label))).map(String::as_str)
    }
}

/// The pane with this index.
pub(crate) struct Pane<'a> {
    pub(crate) browser: &'a Browser,
    pub(crate) index: usize,
}

impl Pane<'_> {
    /// The selector of something in this pane.
    pub(crate) fn css(&self, inner: &str) -> String {
        format!("[data-pane=\"{}\"] {inner}", self.index)
    }

    pub(crate) async fn messages(&self) -> anyhow::Result<Vec<Bubble>> {
        Ok(serde_json::from_value(self.browser.look(MESSAGES, &[self.index.into()]).await?)?)
    }

    /// The youngest message's id; 0 in an empty chat.
    pub(crate) async fn last(&self) -> anyhow::Result<i64> {
        Ok(self.messages().await?.last().map_or(0, |bubble| bubble.id))
    }

    /// Waits for a message of somebody else after `after` that fits; with 0 the youngest one counts, else the first.
    pub(crate) async fn sees(&self, after: i64, what: &str, fits: impl Fn(&Bubble) -> bool) -> anyhow::Result<Bubble> {
        let fits = |bubble: &Bubble| !bubble.out && bubble.id > after && fits(bubble);
        let found = until(what, async || {
            let messages = self.messages().await?;
            Ok(if after == 0 { messages.into_iter().rfind(fits) } else { messages.into_iter().find(fits) })
        });
        match found.await {
            Ok(bubble) => Ok(bubble),
            Err(error) => Err(anyhow!("{error:#}\npane {} ends with {:#?}", self.index, self.tail().await)),
        }
    }

    /// The last few messages, for the report of a failure.
    async fn tail(&self) -> Vec<Bubble> {
        let messages = self.messages().await.unwrap_or_default();
        messages[messages.len().saturating_sub(4)..].to_vec()
    }

    /// Types, sends, and waits for the next message of somebody else.
    pub(crate) async fn say(&self, text: &str) -> anyhow::Result<Bubble> {
        let mark = self.send(text).await?;
        let sent = self.posted(mark).await?;
        self.sees(sent, &format!("an answer to {text:?}"), |_| true).await
    }

    /// Types and sends; the id of the last message before. A bot may delete what was sent, so nothing waits to see it.
    pub(crate) async fn send(&self, text: &str) -> anyhow::Result<i64> {
        let mark = self.last().await?;
        let composer = self.css("[data-composer]");
        write(self.browser, &composer, text).await?;
        self.browser.click(&self.css("[data-send]")).await?;
        let empty = "return document.querySelector(arguments[0]).value === ''";
        let sent = async || Ok((self.browser.look(empty, &[composer.as_str().into()]).await? == true).then_some(()));
        until("an empty composer", sent).await?;
        Ok(mark)
    }

    /// Waits for an own message after this one.
    pub(crate) async fn posted(&self, after: i64) -> anyhow::Result<i64> {
        let own = async || {
            let mut messages = self.messages().await?.into_iter();
            Ok(messages.find(|bubble| bubble.out && bubble.id > after).map(|bubble| bubble.id))
        };
        match until("one's own message", own).await {
            Ok(id) => Ok(id),
            Err(error) => Err(anyhow!("{error:#}\npane {} ends with {:#?}", self.index, self.tail().await)),
        }
    }

    /// Waits for a message with this button, presses it, waits until the bot has taken it; gives the message.
    pub(crate) async fn press(&self, after: i64, label: &str) -> anyhow::Result<Bubble> {
        self.press_where(after, label, |_| true).await
    }

    /// `press` on a message that fits.
    pub(crate) async fn press_where(
        &self,
        after: i64,
        label: &str,
        fits: impl Fn(&Bubble) -> bool,
    ) -> anyhow::Result<Bubble> {
        let message = self.sees(after, label, |bubble| bubble.button(label).is_some() && fits(bubble)).await?;
        let whole = message.button(label).unwrap_or(label);
        let button = self.css(&format!("[data-message-id=\"{}\"] [data-button=\"{whole}\"]", message.id));
        self.browser.click(&button).await.with_context(|| format!("pressing {label}"))?;
        self.browser.misses(&self.css(".key.waiting")).await?;
        let complaint = self.browser.look(COMPLAINT, &[]).await?;
        match complaint.as_str() {
            Some("") => Ok(message),
            words => bail!("{label}: the page says {words:?}"),
        }
    }

    /// Takes another person's place at this chat.
    pub(crate) async fn become_person(&self, id: i64) -> anyhow::Result<()> {
        self.browser.click(&self.css(&format!("[data-person-id=\"{id}\"]"))).await?;
        self.browser.sees(&self.css(&format!("[data-person-id=\"{id}\"][aria-pressed=true]"))).await
    }
}
