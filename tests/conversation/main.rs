//! Conversations in memory, as transcripts of what people say and see: the whole order, the applicant's side, the form, the staff group.

mod applicant;
mod dialogue;
mod form;
mod memory;
#[path = "../support/rules.rs"]
mod rules;
mod staff;
mod uploads;
mod walk;
