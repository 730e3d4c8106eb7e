//! The applicant's form, seen from their seat: transcripts of everything that can be done in it, and the clumsy applicant.

mod clumsy;
mod details;
mod keyboards;
mod reminders;
mod seat;
mod talk;
