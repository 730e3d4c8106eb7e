//! The services outside, held to what their providers publish: stand-ins on the loopback check each signature as the provider would,
//! and answer in its recorded shapes, its errors among them.

mod attempts;
mod authority;
mod bucket;
mod bureau;
mod camera;
mod courier;
mod enrolling;
mod forgetting;
mod identity;
mod mail;
mod mailing;
mod page;
mod parcels;
mod paying;
mod payment;
mod postbox;
mod proving;
mod registry;
mod sms;
mod smtpd;
mod standin;
mod texting;
mod town;
#[path = "../support/webdriver.rs"]
mod webdriver;
