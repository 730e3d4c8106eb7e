//! Broken files without end, down the whole path of an upload.
#![no_main]

#[path = "../path.rs"]
mod path;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    path::walk(bytes);
});
