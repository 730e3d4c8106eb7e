//! What several test files share. Each file uses its own part of it.
#![expect(dead_code, reason = "each test binary uses its own part of the support")]

pub mod postgres;
pub mod samples;
