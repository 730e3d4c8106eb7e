//! What several tests share. Each test file uses a part of it.
#![expect(unreachable_pub, reason = "every test file uses a part of what is here")]

pub mod memory;
pub mod rules;
