//! The services outside, held to what their providers publish: stand-ins on the loopback check each signature as the provider would,
//! and answer in its recorded shapes, its errors among them.

mod attempts;
mod authority;
mod beside;
mod bucket;
mod bureau;
mod camera;
mod checking;
mod counting;
mod courier;
mod enrolling;
mod figures;
mod forgetting;
mod identity;
mod invoicing;
mod logs;
mod mail;
mod mailing;
mod moods;
#[path = "../line/office.rs"]
mod office;
mod outages;
mod page;
mod parcels;
mod paying;
mod payment;
#[path = "../line/player.rs"]
mod player;
mod postbox;
mod proving;
mod refunds;
mod registry;
#[path = "../line/samples.rs"]
#[expect(dead_code, reason = "there is more to take samples of in the line")]
mod samples;
mod sf;
mod sms;
mod smtpd;
mod standin;
mod subscribing;
mod texting;
mod town;
#[path = "../support/webdriver.rs"]
mod webdriver;
mod wechat;
#[path = "../line/whole.rs"]
#[expect(dead_code, reason = "some of the line goes another way here")]
mod whole;
#[path = "../line/world.rs"]
#[expect(dead_code, reason = "there is more to a town in the line")]
mod world;
