//! Figures as a picture: drawn away from the tasks that answer people; where that fails, the words go alone.

use super::Outbox;
use super::perform::Tried;
use crate::charts::{self, Drawn, DrawnBar};
use crate::domain::chart::Chart;
use crate::domain::effect::{Keyboard, To};
use crate::domain::ids::MessageId;
use crate::domain::say::{Say, Words};
use crate::telegram::Wording;

impl Outbox {
    pub(super) async fn chart(
        &self,
        wording: Wording<'_>,
        (to, reply_to): (To, Option<MessageId>),
        chart: &Chart,
        words: &Words,
    ) -> Tried {
        let to = self.where_now(to);
        let say = |say: &Say| self.texts.plain(words.lang, say);
        let groups = chart.groups.iter().map(|group| {
            let bar = |bar: &crate::domain::chart::Bar| DrawnBar {
                label: say(&bar.label),
                value: bar.value,
                mark: bar.mark,
                figure: say(&bar.figure),
            };
            (say(&group.title), group.bars.iter().map(bar).collect())
        });
        let drawn = Drawn { title: say(&chart.title), groups: groups.collect() };
        let picture = {
            let Ok(_turn) = self.slow.acquire().await else { return Tried::Trouble("stopping".to_owned()) };
            tokio::task::spawn_blocking(move || charts::png(&drawn)).await
        };
        self.pace.wait(to.chat).await;
        let Ok(_turn) = self.calls.acquire().await else { return Tried::Trouble("stopping".to_owned()) };
        // A caption is short: what does not fit goes below the picture as a message of its own.
        let short = words.lines.len() <= 12;
        let caption = if short { words.clone() } else { Words::new(words.lang, words.lines[..1].to_vec()) };
        if let Ok(Some(picture)) = picture {
            let mut fields = wording.photo(to, &caption, &Keyboard::None);
            if let Some(message) = reply_to {
                let reply = serde_json::json!({ "message_id": message, "allow_sending_without_reply": true });
                fields.push(("reply_parameters", reply.to_string()));
            }
            let sent = self.api.send_photo(fields, picture).await.map(drop);
            if short || sent.is_err() {
                return sent.map_or_else(Tried::Failed, |()| Tried::Done);
            }
        } else {
            tracing::warn!("figures could not be drawn; their words go without a picture");
        }
        let said = wording.message(to, words, &Keyboard::None, reply_to).perform(&self.api).await;
        said.map_or_else(Tried::Failed, |_| Tried::Done)
    }
}
