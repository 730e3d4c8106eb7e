//! The desk's words and rules: identifiers, accounts, orders and their stages, documents, fees, parcels, staff.
//! Pure values and functions; never async, never I/O, never a clock, never a word that a person reads.

pub mod account;
pub mod authority;
pub mod button;
pub mod calendar;
pub mod certificate;
pub mod chart;
pub mod document;
pub mod effect;
pub mod identity;
pub mod ids;
pub mod input;
pub mod invoice;
pub mod journal;
pub mod line;
pub mod mailing;
pub mod mobile;
pub mod money;
pub mod office;
pub mod order;
pub mod order_number;
pub mod parcel;
pub mod passage;
pub mod paste;
pub mod payment;
pub mod proof;
pub mod recovery;
pub mod register;
pub mod review;
pub mod riddle;
pub mod rules;
pub mod say;
pub mod staff;
pub mod texting;
pub mod tracking;
pub mod uscc;
