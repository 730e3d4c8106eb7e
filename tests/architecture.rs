//! Holds the code to the plan of the house in `ARCHITECTURE.md`: which room may import which, which outside crates mean I/O and
//! where they may be named, and that every file says what it is for.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// A room: its folder, the rooms it may import beside itself, and the guarded outside crates it may name.
struct Room {
    name: &'static str,
    imports: &'static [&'static str],
    outside: &'static [&'static str],
}

const fn room(name: &'static str, imports: &'static [&'static str], outside: &'static [&'static str]) -> Room {
    Room { name, imports, outside }
}

const ROOMS: [Room; 15] = [
    room("domain", &[], &["chrono"]),
    room("forms", &["domain"], &["krilla", "image"]),
    room("pdf", &[], &["hayro_interpret", "hayro_syntax"]),
    room("riddle", &[], &["image"]),
    room("charts", &["domain", "forms"], &["image"]),
    room("sheets", &["domain"], &[]),
    room("conversation", &["domain"], &["chrono"]),
    room("texts", &["domain", "conversation"], &["fluent_bundle"]),
    room("store", &["domain", "conversation"], &["sqlx", "chrono"]),
    room("gateway", &["clock", "domain"], &["chrono", "lettre", "object_store", "reqwest", "tokio", "tracing"]),
    room("telegram", &["domain", "conversation", "texts"], &["teloxide", "tokio", "reqwest", "tracing", "chrono"]),
    room("desk", &["clock", "domain", "conversation", "forms", "scan", "store"], &["tracing", "chrono", "tokio"]),
    room(
        "outbox",
        &[
            "charts",
            "clock",
            "domain",
            "desk",
            "forms",
            "gateway",
            "pdf",
            "riddle",
            "scan",
            "sheets",
            "store",
            "telegram",
            "texts",
            "conversation",
        ],
        &["tokio", "tracing", "chrono", "reqwest"],
    ),
    room(
        "intake",
        &["domain", "desk", "telegram", "conversation"],
        &["teloxide", "tokio", "axum", "tracing", "chrono", "reqwest"],
    ),
    room("web", &["domain", "conversation", "desk", "gateway", "intake", "texts"], &["axum", "tokio", "tracing"]),
];

/// The wiring: may import everything.
const WIRING: [&str; 13] =
    ["app", "audit", "check", "cli", "clock", "config", "demo", "inspect", "lib", "local", "main", "telemetry", "tour"];

/// Crates that mean I/O, a framework or a clock: named only where the table allows it.
const GUARDED: [&str; 15] = [
    "axum",
    "chrono",
    "fluent_bundle",
    "hayro_interpret",
    "hayro_syntax",
    "image",
    "krilla",
    "lettre",
    "object_store",
    "reqwest",
    "sqlx",
    "teloxide",
    "telegram_sim",
    "tokio",
    "tracing",
];

/// Lines of production code past which a file wants to be two.
const CEILING: usize = 500;

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(rust_files(&path));
        } else if path.extension().is_some_and(|e| e == "rs") {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// The files of all the workspace's crates.
fn every_rust_file() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    ["src", "scan/src", "sim/src"].iter().flat_map(|folder| rust_files(&root.join(folder))).collect()
}

fn source_root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

/// The production part of a file: without its test tail and without comments.
fn production(text: &str) -> String {
    let code = text.split("#[cfg(test)]").next().unwrap_or_default();
    code.lines().filter(|l| !l.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

/// The room that a file stands in: its folder's name, or its own for a file at the top.
fn room_of(path: &Path) -> String {
    let inside = path.strip_prefix(source_root()).unwrap();
    let first = inside.components().next().unwrap().as_os_str().to_string_lossy().into_owned();
    first.trim_end_matches(".rs").to_owned()
}

/// The crate's own modules that a file names: after `crate::`, in lists as well.
fn own_imports(code: &str) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for piece in code.split("crate::").skip(1) {
        let heads: Vec<&str> = match piece.strip_prefix('{') {
            Some(list) => list.split('}').next().unwrap_or_default().split(',').collect(),
            None => vec![piece],
        };
        for head in heads {
            let name: String = head.trim().chars().take_while(|c| c.is_ascii_lowercase() || *c == '_').collect();
            if !name.is_empty() {
                names.insert(name);
            }
        }
    }
    names
}

/// True where the code names the outside crate as the head of a path.
fn names_crate(code: &str, name: &str) -> bool {
    code.match_indices(&format!("{name}::")).any(|(at, _)| {
        let before = code[..at].chars().next_back();
        !before.is_some_and(|c| c.is_alphanumeric() || c == '_' || c == ':')
    })
}

#[test]
fn rooms_import_only_what_the_plan_allows() {
    let mut wrong = Vec::new();
    for path in rust_files(&source_root()) {
        let place = room_of(&path);
        let Some(room) = ROOMS.iter().find(|r| r.name == place) else { continue };
        let code = production(&fs::read_to_string(&path).unwrap());
        for import in own_imports(&code) {
            if import != room.name && !room.imports.contains(&import.as_str()) {
                wrong.push(format!("{}: crate::{import}", path.display()));
            }
        }
        for name in GUARDED {
            if names_crate(&code, name) && !room.outside.contains(&name) {
                wrong.push(format!("{}: {name}", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "not in the plan: {wrong:#?}");
}

#[test]
fn every_room_is_in_the_plan_and_there_are_no_circles() {
    let known: BTreeSet<&str> = ROOMS.iter().map(|r| r.name).chain(WIRING).collect();
    for path in rust_files(&source_root()) {
        assert!(known.contains(room_of(&path).as_str()), "{} stands in no room of the plan", path.display());
    }
    for room in &ROOMS {
        let mut reached: BTreeSet<&str> = room.imports.iter().copied().collect();
        loop {
            let more: BTreeSet<&str> =
                ROOMS.iter().filter(|r| reached.contains(r.name)).flat_map(|r| r.imports.iter().copied()).collect();
            if more.is_subset(&reached) {
                break;
            }
            reached.extend(more);
        }
        assert!(!reached.contains(room.name), "{} imports itself in a circle", room.name);
    }
}

#[test]
fn the_crates_beside_know_nothing_of_the_desk_and_the_eyes_do_no_io() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for folder in ["scan", "sim"] {
        let manifest = fs::read_to_string(root.join(folder).join("Cargo.toml")).unwrap();
        assert!(!manifest.contains("path = \"..\""), "{folder} depends on the desk");
    }
    for path in rust_files(&root.join("scan/src")) {
        let code = production(&fs::read_to_string(&path).unwrap());
        for name in GUARDED.iter().filter(|name| **name != "image") {
            assert!(!names_crate(&code, name), "{}: {name}", path.display());
        }
        for io in ["std::fs", "std::net", "std::time", "std::env", "async fn"] {
            assert!(!code.contains(io), "{}: {io}", path.display());
        }
    }
}

#[test]
fn every_file_opens_with_its_charter() {
    for path in every_rust_file() {
        let text = fs::read_to_string(&path).unwrap();
        assert!(text.starts_with("//! "), "{} does not say what it is for", path.display());
    }
}

#[test]
fn no_file_outgrows_its_screen() {
    for path in every_rust_file() {
        let lines = production(&fs::read_to_string(&path).unwrap()).lines().count();
        assert!(lines <= CEILING, "{} has {lines} lines of production code", path.display());
    }
}

#[test]
fn words_for_people_live_in_locales_only() {
    for path in rust_files(&source_root()) {
        let place = room_of(&path);
        if !matches!(place.as_str(), "domain" | "conversation" | "desk" | "outbox" | "intake" | "telegram" | "texts") {
            continue;
        }
        for (line, text) in production(&fs::read_to_string(&path).unwrap()).lines().enumerate() {
            let inside_quotes = text.split('"').skip(1).step_by(2);
            let chinese = inside_quotes.flat_map(str::chars).filter(|c| ('\u{4e00}'..='\u{9fff}').contains(c)).count();
            // Two characters at most: the yes and no that staff may type, and units of money.
            assert!(chinese <= 2, "{}: words in Rust near line {line}: {text}", path.display());
        }
    }
}

#[test]
fn the_table_of_the_plan_is_the_one_that_is_held() {
    let plan = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("ARCHITECTURE.md")).unwrap();
    for room in &ROOMS {
        let row = plan.lines().find(|l| l.starts_with(&format!("| `{}/`", room.name)));
        let row = row.unwrap_or_else(|| panic!("ARCHITECTURE.md has no row for {}", room.name));
        let allowed = row.split('|').nth(3).unwrap_or_default();
        for import in room.imports {
            assert!(allowed.contains(import), "ARCHITECTURE.md does not say that {} may import {import}", room.name);
        }
    }
}
