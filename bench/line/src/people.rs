//! The people of a round and the updates that they cause: each says one thing, waits for the bot's reply, and says the next at
//! once. Checks every reply. Knows nothing of HTTP.

use crate::script::Place;
use serde_json::value::RawValue;
use std::collections::VecDeque;
use std::time::{Duration, Instant};

/// A person's chat id is this plus their place in the row.
const FIRST_CHAT: i64 = 7_000_000;

/// One who talks to the bot.
#[derive(Debug, Default)]
struct Person {
    place: Place,
    /// Where the last right reply belonged.
    before: Option<Place>,
    /// Since when the update that awaits a reply could be fetched.
    since: Option<Instant>,
}

/// What went wrong, counted.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub(crate) struct Faults {
    /// Replies that were not what had to be said.
    pub(crate) wrong: u64,
    /// Replies that came once more, or when nobody had asked.
    pub(crate) repeated: u64,
    /// Letters without a reply when the round had ended and the bot had been given time.
    pub(crate) missing: u64,
    /// Calls that could not be read.
    pub(crate) unreadable: u64,
}

impl Faults {
    pub(crate) fn total(&self) -> u64 {
        self.wrong + self.repeated + self.missing + self.unreadable
    }

    pub(crate) fn add(&mut self, other: &Self) {
        self.wrong += other.wrong;
        self.repeated += other.repeated;
        self.missing += other.missing;
        self.unreadable += other.unreadable;
    }
}

/// All people of a round, and what the bot has not fetched yet.
#[derive(Debug)]
pub(crate) struct People {
    row: Vec<Person>,
    /// Updates that the bot has not confirmed, with their ids, oldest first.
    waiting: VecDeque<(i64, String)>,
    next_update: i64,
    next_message: i64,
    /// Seconds since 1970 that every message carries; a round is short.
    date: i64,
    /// False: who gets a reply says nothing more.
    talking: bool,
    measuring: bool,
    /// Microseconds from update to reply, of the replies that fell into the measured window.
    pub(crate) latencies: Vec<u32>,
    pub(crate) replies: u64,
    /// When the first right reply arrived.
    pub(crate) first_reply: Option<Instant>,
    pub(crate) faults: Faults,
    /// The first wrong reply: what was said, and what had to be.
    pub(crate) first_wrong: Option<(String, String)>,
}

impl People {
    /// `count` people, none of whom has said anything; `date` is what their messages carry.
    pub(crate) fn gather(count: usize, date: i64) -> Self {
        Self {
            row: (0..count).map(|_| Person::default()).collect(),
            waiting: VecDeque::new(),
            next_update: 300_000_001,
            next_message: 1,
            date,
            talking: true,
            measuring: false,
            latencies: Vec::with_capacity(1 << 19),
            replies: 0,
            first_reply: None,
            faults: Faults::default(),
            first_wrong: None,
        }
    }

    /// The first person begins, alone.
    pub(crate) fn first_speaks(&mut self) {
        self.speak(0);
    }

    /// Everybody else begins.
    pub(crate) fn others_speak(&mut self) {
        for person in 1..self.row.len() {
            self.speak(person);
        }
    }

    /// Replies count from now on, or no more.
    pub(crate) fn measure(&mut self, on: bool) {
        self.measuring = on;
    }

    /// Nobody says anything more; replies that are due are still taken.
    pub(crate) fn hush(&mut self) {
        self.talking = false;
    }

    /// How many wait for a reply.
    pub(crate) fn awaiting(&self) -> usize {
        self.row.iter().filter(|person| person.since.is_some()).count()
    }

    /// Who still waits will not be answered.
    pub(crate) fn close(&mut self) {
        self.faults.missing = self.awaiting() as u64;
    }

    /// Takes a message of the bot's to a chat; the id it gets.
    pub(crate) fn hear(&mut self, chat: i64, text: &str) -> i64 {
        let now = Instant::now();
        self.next_message += 1;
        let message = self.next_message;
        let index = usize::try_from(chat - FIRST_CHAT).unwrap_or(usize::MAX);
        let Some(person) = self.row.get_mut(index) else {
            self.faults.wrong += 1;
            return message;
        };
        let Some(since) = person.since else {
            self.faults.repeated += 1;
            return message;
        };
        let due = person.place.reply(index);
        if text != due {
            if person.before.is_some_and(|place| text == place.reply(index)) {
                self.faults.repeated += 1;
                return message;
            }
            self.faults.wrong += 1;
            self.first_wrong.get_or_insert_with(|| (text.to_owned(), due));
            return message;
        }
        person.since = None;
        person.before = Some(person.place);
        person.place = person.place.next();
        self.replies += 1;
        self.first_reply.get_or_insert(now);
        if self.measuring {
            self.latencies.push(micros(now - since));
        }
        if self.talking {
            self.speak(index);
        }
        message
    }

    /// Appends at most `most` waiting updates to a JSON array's inside; how many. Those before `offset` are confirmed, and gone.
    pub(crate) fn fetch(&mut self, offset: i64, most: usize, out: &mut String) -> usize {
        if offset > 0 {
            while self.waiting.front().is_some_and(|(id, _)| *id < offset) {
                self.waiting.pop_front();
            }
        } else if offset < 0 {
            let keep = usize::try_from(offset.unsigned_abs()).unwrap_or(usize::MAX);
            while self.waiting.len() > keep {
                self.waiting.pop_front();
            }
        }
        for (index, (_, update)) in self.waiting.iter().take(most).enumerate() {
            if index > 0 {
                out.push(',');
            }
            out.push_str(update);
        }
        self.waiting.len().min(most)
    }

    /// The message that the bot sent, as Telegram gives it back; `text` is JSON.
    pub(crate) fn sent(&self, chat: i64, message: i64, text: &RawValue) -> String {
        let (date, text) = (self.date, text.get());
        format!(
            r#"{{"ok":true,"result":{{"message_id":{message},"from":{{"id":1,"is_bot":true,"first_name":"Bench","username":"bench_bot"}},"chat":{{"id":{chat},"first_name":"P","type":"private"}},"date":{date},"text":{text}}}}}"#
        )
    }

    fn speak(&mut self, index: usize) {
        let person = &mut self.row[index];
        let text = person.place.letter(index);
        person.since = Some(Instant::now());
        let (update, message, date) = (self.next_update, self.next_message + 1, self.date);
        self.next_update += 1;
        self.next_message += 1;
        let chat = FIRST_CHAT + i64::try_from(index).unwrap_or(0);
        let entities = match text.strip_prefix('/') {
            Some(_) => format!(r#","entities":[{{"offset":0,"length":{},"type":"bot_command"}}]"#, text.len()),
            None => String::new(),
        };
        self.waiting.push_back((
            update,
            // Nothing that a person says here needs escaping.
            format!(
                r#"{{"update_id":{update},"message":{{"message_id":{message},"from":{{"id":{chat},"is_bot":false,"first_name":"P","language_code":"en"}},"chat":{{"id":{chat},"first_name":"P","type":"private"}},"date":{date},"text":"{text}"{entities}}}}}"#
            ),
        ));
    }
}

fn micros(time: Duration) -> u32 {
    u32::try_from(time.as_micros()).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::script::QUESTIONS;

    fn fetched(people: &mut People, offset: i64) -> String {
        let mut out = String::new();
        people.fetch(offset, 100, &mut out);
        out
    }

    #[test]
    fn a_right_reply_brings_the_next_letter() {
        let mut people = People::gather(2, 5);
        people.first_speaks();
        assert!(fetched(&mut people, 0).contains(r#""text":"/start","entities""#));
        people.hear(FIRST_CHAT, QUESTIONS[0]);
        let next = fetched(&mut people, 300_000_002);
        assert!(next.contains("Person 0 the 0th") && !next.contains("/start"), "{next}");
        assert_eq!((people.replies, people.faults.total()), (1, 0));
    }

    #[test]
    fn every_fault_is_counted() {
        let mut people = People::gather(2, 5);
        people.first_speaks();
        people.hear(FIRST_CHAT, "Hello");
        people.hear(FIRST_CHAT + 1, "Anybody?");
        people.hear(FIRST_CHAT + 2, "Who is it?");
        people.close();
        assert_eq!(people.faults, Faults { wrong: 2, repeated: 1, missing: 1, unreadable: 0 });
        assert_eq!(people.first_wrong, Some(("Hello".to_owned(), QUESTIONS[0].to_owned())));
    }

    #[test]
    fn what_is_not_confirmed_comes_again() {
        let mut people = People::gather(3, 5);
        people.first_speaks();
        people.others_speak();
        assert_eq!(fetched(&mut people, 0), fetched(&mut people, 300_000_001));
        assert_eq!(fetched(&mut people, 300_000_003).matches("update_id").count(), 1);
        assert_eq!(fetched(&mut people, 300_000_004), "");
    }
}
