//! The conversation that both bots hold: six questions, a summary, a confirmation; and what each person answers. Never how
//! a bot keeps it in mind.

/// What begins a conversation.
pub(crate) const START: &str = "/start";

/// What confirms the summary.
pub(crate) const YES: &str = "yes";

/// The questions, in their order.
pub(crate) const QUESTIONS: [&str; 6] = [
    "What is your full name?",
    "Which code is printed on your certificate?",
    "At which mobile number do we reach you?",
    "To which address shall the parcel go?",
    "To which e-mail address shall the invoice go?",
    "Is there anything else that we should know?",
];

/// What answers the confirmation.
pub(crate) const SAVED: &str = "Saved. Your request is on its way.";

/// What answers anything but `yes` to the summary.
pub(crate) const UNCLEAR: &str = "Please answer yes, or begin again with /start.";

/// Letters of a whole conversation: the start, six answers, the confirmation. Each is answered by one message.
pub(crate) const LETTERS: usize = QUESTIONS.len() + 2;

/// The summary that is to be confirmed: every answer on its line.
pub(crate) fn summary<S: AsRef<str>>(answers: &[S]) -> String {
    let mut text = String::from("Please check your answers:");
    for answer in answers {
        text.push('\n');
        text.push_str(answer.as_ref());
    }
    text.push_str("\nIs this right? Answer yes to confirm.");
    text
}

/// Where a person stands: which conversation of theirs, and which letter of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Place {
    pub(crate) round: u32,
    pub(crate) letter: usize,
}

impl Place {
    /// The place after the reply to this letter.
    pub(crate) fn next(self) -> Self {
        if self.letter + 1 == LETTERS {
            Self { round: self.round + 1, letter: 0 }
        } else {
            Self { letter: self.letter + 1, ..self }
        }
    }

    /// What `person` says here.
    pub(crate) fn letter(self, person: usize) -> String {
        match self.letter {
            0 => START.to_owned(),
            n if n <= QUESTIONS.len() => answer(person, self.round, n - 1),
            _ => YES.to_owned(),
        }
    }

    /// What the bot must say to that.
    pub(crate) fn reply(self, person: usize) -> String {
        match self.letter {
            n if n < QUESTIONS.len() => QUESTIONS[n].to_owned(),
            n if n == QUESTIONS.len() => {
                let answers: Vec<String> = (0..QUESTIONS.len()).map(|q| answer(person, self.round, q)).collect();
                summary(&answers)
            }
            _ => SAVED.to_owned(),
        }
    }
}

/// A person's answer to a question; no two persons, rounds or questions share one.
fn answer(person: usize, round: u32, question: usize) -> String {
    match question {
        0 => format!("Person {person} the {round}th"),
        1 => format!("C-{person:05}-{round:06}"),
        2 => format!("1{person:04}{round:06}"),
        3 => format!("{round} Garden Lane, house {person}"),
        4 => format!("p{person}r{round}@example.org"),
        _ => format!("note {round} of {person}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_conversation_asks_everything_and_repeats_the_answers() {
        let mut place = Place::default();
        let mut replies = Vec::new();
        for _ in 0..LETTERS {
            replies.push(place.reply(3));
            place = place.next();
        }
        assert_eq!(replies[..6], QUESTIONS);
        assert!(replies[6].contains("Person 3 the 0th\nC-00003-000000\n"), "{}", replies[6]);
        assert_eq!(replies[7], SAVED);
        assert_eq!(place, Place { round: 1, letter: 0 });
        assert_eq!(place.letter(3), START);
    }
}
