//! The `certdesk` binary: hands the command line to the library, and nothing else.
fn main() {}
