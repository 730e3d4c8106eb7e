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

format:
    cargo fmt --all --check

lint:
    cargo clippy --workspace --all-targets -- -D warnings

docs:
    RUSTDOCFLAGS="-D warnings" cargo doc --workspace --no-deps --document-private-items

licences:
    cargo deny check licenses bans sources

# The demo's smoke run: one whole order by itself, over real HTTP, in the optimised build that the README starts.
smoke:
    cargo run --release -- tour
    cargo run --release -- tour --orders 20 --parallel 10 --json

# Words that are spelt wrong, where the tool is at hand.
spelling:
    typos
