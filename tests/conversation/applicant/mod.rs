//! The applicant's seat, in memory: the account, applying, paying, posting, by an invoice too, looking up, deleting; and how many inputs an order takes.

mod account;
mod apply;
mod certificates;
mod inputs;
mod invoices;
mod legal;
mod pages;
mod paper;
mod slips;
mod status;
