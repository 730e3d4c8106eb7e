//! What lies on a person's own desk beside the page: sample answers to put into the text box with one tap, and the names
//! on their papers. Told by the world file; what is asked for is the bot's business.

use crate::spec::WorldSpec;
use crate::world::UserId;
use serde::{Deserialize, Serialize};

/// The notes of some people.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct NoteSpec {
    /// Whose.
    pub people: Vec<UserId>,
    /// What they are: a word of the page (`reviewer`, `finance` …), or any label. Shown where one chooses a person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<String>,
    /// Answers in the order in which they are likely to be asked for.
    #[serde(default)]
    pub answers: Vec<NoteAnswer>,
    /// Names on seals, licences and cards.
    #[serde(default)]
    pub papers: PaperNames,
}

/// One thing to answer with.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct NoteAnswer {
    /// What it is: a word of the page (`unit_name`, `uscc`, `mobile` …), or any label.
    pub what: String,
    /// The answer.
    pub value: String,
}

/// What is written on papers; left out, the page makes something up.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub struct PaperNames {
    /// The company on the seal and the licence.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub company: Option<String>,
    /// Its legal person.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub legal: Option<String>,
    /// Its credit code.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub uscc: Option<String>,
    /// The agent, on the identity card and as a signature.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub agent: Option<String>,
    /// The agent's identity number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub identity: Option<String>,
}

impl NoteSpec {
    /// What contradicts the rest of the world file, if anything does.
    pub(crate) fn contradiction(&self, spec: &WorldSpec) -> Option<String> {
        let stranger = self.people.iter().find(|id| !spec.people.iter().any(|person| person.id == **id));
        stranger.map(|id| format!("notes: there is no person with the id {id}"))
    }
}
