# What CI does, and its parts. `just ci` is what `.ci/run` runs once the tools are there.

set shell := ["bash", "-euo", "pipefail", "-c"]

# The local Telegram, the desk in it, and a page to play every part: open the address it prints.
demo:
    cargo run --release -- demo

# Every test, on SQLite and on a throw-away PostgreSQL.
test:
    cargo test --workspace

# Everything that must hold before a change lands; ends with the test runner's own summary.
ci: format lint docs licences smoke test

# The labelled set of scans: what is read, caught, refused wrongly and let pass, beside other decoders (zbarimg, and zxing-cpp for python3)
# where this machine has them. Some minutes.
eyes:
    cargo test --test eyes -- --ignored --nocapture

# The forms with the hardest data, as PDF files to look at (pdftoppm -r 80 -png FILE page).
forms:
    cargo test --test forms_and_scans -- --ignored --nocapture

# Throws broken files at the eyes, without end; needs cargo-fuzz and a nightly compiler.
fuzz:
    cd fuzz && cargo +nightly fuzz run upload -- -max_len=200000 -rss_limit_mb=2048

format:
    cargo fmt --all --check

lint:
    cargo clippy --workspace --all-targets -- -D warnings

docs:
    RUSTDOCFLAGS="-D warnings" cargo doc --workspace --no-deps --document-private-items

licences:
    cargo deny check licenses bans sources

# The demo's smoke run: one whole order by itself, over real HTTP, against the local Telegram that the demo serves. With the tests' own
# build of the program: `cargo run` would build every dependency once more, for features that only tests ask for.
smoke:
    cargo test --workspace --no-run
    "${CARGO_TARGET_DIR:-target}/debug/certdesk" tour
    "${CARGO_TARGET_DIR:-target}/debug/certdesk" tour --orders 4 --parallel 4 --identity --json

# Words that are spelt wrong, where the tool is at hand.
spelling:
    typos
