//! Figures as a picture: drawn away from the tasks that answer people; where that fails, the words go alone.

use super::Outbox;
use super::perform::Tried;
use crate::charts::{self, Drawn, DrawnBar};
use crate::domain::chart::Chart;
use crate::domain::effect::{Keyboard, To};
use crate::domain::ids::MessageId;
use crate::domain::say::{Say, Words};
use crate::telegram::{Payload, Wording, reply_parameters};

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
        let Ok(Some(picture)) = picture else {
            tracing::warn!("figures could not be drawn; their words go without a picture");
            return self.said(&wording.message(to, words, &Keyboard::None, reply_to)).await;
        };
        // As many of the words as fit stand below the picture; the rest answers it, so that nobody finds one without the other.
        let (below, rest) = wording.below_picture(words);
        let mut fields = wording.photo(to, &below, &Keyboard::None);
        fields.extend(reply_to.map(|message| ("reply_parameters", reply_parameters(message).to_string())));
        let sent = match self.api.send_photo(fields, picture).await {
            Ok(sent) => sent.id(),
            Err(failure) => return Tried::Failed(failure),
        };
        match rest {
            Some(rest) => {
                self.pace.wait(to.chat).await;
                self.said(&wording.message(to, &rest, &Keyboard::None, Some(sent))).await
            }
            None => Tried::Done,
        }
    }

    async fn said(&self, payload: &Payload) -> Tried {
        payload.perform(&self.api).await.map_or_else(Tried::Failed, |_| Tried::Done)
    }
}
