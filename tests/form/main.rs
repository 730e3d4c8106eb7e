//! The applicant's form, seen from their seat: transcripts of everything that can be done in it, and the clumsy applicant.

#[path = "../support/mod.rs"]
mod support;

mod reminders;
mod seat;
