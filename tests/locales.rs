//! Every message in every language: none missing, none unused, the same arguments everywhere, and each can be spoken.

use certdesk::domain::order::Question;
use certdesk::domain::rules::Lang;
use certdesk::domain::say::{Arg, Say, Words};
use certdesk::texts::Texts;
use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

type Catalogue = BTreeMap<String, BTreeSet<String>>;

fn files_under(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files_under(&path, ending));
        } else if path.extension().is_some_and(|e| e == ending) {
            found.push(path);
        }
    }
    found.sort();
    found
}

fn root(folder: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)
}

/// Each message of a language with the names of its arguments.
fn catalogue(lang: Lang) -> Catalogue {
    let mut messages = Catalogue::new();
    for file in files_under(&root("locales").join(lang.tag()), "ftl") {
        let text = fs::read_to_string(&file).unwrap();
        let resource =
            fluent_syntax::parser::parse(text.as_str()).unwrap_or_else(|(_, e)| panic!("{}: {e:?}", file.display()));
        for entry in resource.body {
            match entry {
                Entry::Message(message) => {
                    let mut names = BTreeSet::new();
                    let pattern = message.value.unwrap_or_else(|| panic!("{} says nothing", message.id.name));
                    collect(&pattern, &mut names);
                    let twice = messages.insert(message.id.name.to_owned(), names);
                    assert!(twice.is_none(), "{} stands twice in {}", message.id.name, lang.tag());
                }
                Entry::Junk { content } => panic!("{}: not Fluent: {content}", file.display()),
                _ => {}
            }
        }
    }
    messages
}

/// The arguments of a pattern, in each of its variants.
fn collect(pattern: &Pattern<&str>, names: &mut BTreeSet<String>) {
    for element in &pattern.elements {
        let PatternElement::Placeable { expression } = element else { continue };
        let (Expression::Inline(inline) | Expression::Select { selector: inline, .. }) = expression;
        if let InlineExpression::VariableReference { id } = inline {
            names.insert(id.name.to_owned());
        }
        if let Expression::Select { variants, .. } = expression {
            for variant in variants {
                collect(&variant.value, names);
            }
        }
    }
}

/// The production part of every source file.
fn sources() -> Vec<(PathBuf, String)> {
    let read = |path: PathBuf| {
        let text = fs::read_to_string(&path).unwrap();
        let code = text.split("#[cfg(test)]").next().unwrap_or_default().to_owned();
        (path, code)
    };
    files_under(&root("src"), "rs").into_iter().map(read).collect()
}

/// Every string literal that could be an id.
fn literals(code: &str) -> impl Iterator<Item = &str> {
    let shaped =
        |s: &&str| !s.is_empty() && s.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
    code.split('"').skip(1).step_by(2).filter(shaped)
}

#[test]
fn both_languages_have_the_same_messages_with_the_same_arguments() {
    let (zh, en) = (catalogue(Lang::Zh), catalogue(Lang::En));
    let ids = |c: &Catalogue| c.keys().cloned().collect::<BTreeSet<_>>();
    assert_eq!(ids(&zh).difference(&ids(&en)).collect::<Vec<_>>(), Vec::<&String>::new(), "only in zh-CN");
    assert_eq!(ids(&en).difference(&ids(&zh)).collect::<Vec<_>>(), Vec::<&String>::new(), "only in en");
    for (id, names) in &zh {
        assert_eq!(names, &en[id], "arguments of {id}");
    }
}

#[test]
fn whatever_the_code_says_has_words() {
    let known = catalogue(Lang::Zh);
    let mut missing = BTreeSet::new();
    for (path, code) in sources() {
        for piece in code.split("Say::id(").skip(1) {
            let piece = piece.trim_start();
            if let Some(id) = piece.strip_prefix('"').and_then(|rest| rest.split('"').next())
                && id != "verbatim"
                && !known.contains_key(id)
            {
                missing.insert(format!("{id} ({})", path.display()));
            }
        }
    }
    for question in Question::ALL {
        for id in [format!("ask-{}", question.code()), format!("field-{}", question.code())] {
            if !known.contains_key(&id) {
                missing.insert(id);
            }
        }
    }
    assert!(missing.is_empty(), "said, but without words: {missing:#?}");
}

#[test]
fn no_words_are_there_for_nothing() {
    let mut used: BTreeSet<String> = BTreeSet::new();
    for (_, code) in sources() {
        used.extend(literals(&code).map(str::to_owned));
    }
    for question in Question::ALL {
        used.insert(format!("ask-{}", question.code()));
        used.insert(format!("field-{}", question.code()));
    }
    let checks: Vec<String> = used.iter().map(|check| format!("finding-{check}")).collect();
    used.extend(checks);
    let unused: Vec<String> = catalogue(Lang::Zh).into_keys().filter(|id| !used.contains(id)).collect();
    assert!(unused.is_empty(), "never said: {unused:#?}");
}

#[test]
fn the_code_gives_each_message_its_arguments() {
    let known = catalogue(Lang::Zh);
    let mut wrong = Vec::new();
    for (path, code) in sources() {
        for (at, call) in code.match_indices("Say::id(") {
            let piece = &code[at + call.len()..];
            let Some(id) = piece.trim_start().strip_prefix('"').and_then(|rest| rest.split('"').next()) else {
                continue;
            };
            let Some(names) = known.get(id) else { continue };
            let chain = chained(piece);
            if &chain != names {
                wrong.push(format!("{id} in {}: given {chain:?}, wanted {names:?}", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// The names in the `.with("name", …)` chain that follows `Say::id(`; what stands inside arguments does not count.
fn chained(piece: &str) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    let close = piece.find(')').map_or(piece.len(), |at| at + 1);
    let mut rest = piece[close..].trim_start();
    while let Some(after) = rest.strip_prefix(".with(") {
        let after = after.trim_start();
        if let Some(name) = after.strip_prefix('"').and_then(|r| r.split('"').next()) {
            names.insert(name.to_owned());
        }
        let mut depth = 1;
        let end = after.char_indices().find_map(|(at, c)| {
            match c {
                '(' => depth += 1,
                ')' => depth -= 1,
                _ => {}
            }
            (depth == 0).then_some(at + 1)
        });
        let Some(end) = end else { break };
        rest = after[end..].trim_start();
    }
    names
}

#[test]
fn every_message_can_be_spoken_in_every_language() {
    let texts = Texts::load().unwrap();
    for lang in Lang::ALL {
        for (id, names) in catalogue(lang) {
            let args = names.iter().map(|name| (name.clone().into(), Arg::Text(format!("<{name}>")))).collect();
            let say = Say { id: id.clone().into(), args };
            let spoken = texts.html(&Words::new(lang, vec![say]));
            assert!(!spoken.trim().is_empty(), "{id} says nothing in {}", lang.tag());
            for name in names {
                assert!(spoken.contains(&format!("&lt;{name}&gt;")), "{id} loses {name} in {}: {spoken}", lang.tag());
            }
            let opened = spoken.matches("<b>").count() + spoken.matches("<code>").count();
            let closed = spoken.matches("</b>").count() + spoken.matches("</code>").count();
            assert_eq!(opened, closed, "{id} leaves a tag open in {}", lang.tag());
            let label = id.starts_with("key-") || id.starts_with("command-");
            assert!(!(label && spoken.contains('<')), "{id} is a label and cannot have tags");
            assert!(!(label && spoken.chars().count() > 64), "{id} is too long for a small phone in {}", lang.tag());
        }
    }
}

/// One of a thing is one, and nothing is “thing(s)”.
#[test]
fn english_counts_like_english() {
    let texts = Texts::load().unwrap();
    for (id, names) in catalogue(Lang::En) {
        let spoken = |count: i64| {
            let args = names.iter().map(|name| (name.clone().into(), Arg::Number(count))).collect();
            texts.plain(Lang::En, &Say { id: id.clone().into(), args })
        };
        let (one, two) = (spoken(1), spoken(2));
        assert!(!one.contains("(s)"), "{id}: {one}");
        for thing in ["certificate", "seal", "order", "day", "hour", "minute", "document", "row", "line", "entry"] {
            assert!(!two.contains(&format!("2 {thing} ")), "{id}: {two}");
        }
        for things in
            [" certificates", " seals", " orders", " days", " hours", " documents", " rows", " lines", " entries"]
        {
            assert!(!one.starts_with(&format!("1{things}")) && !one.contains(&format!(" 1{things}")), "{id}: {one}");
        }
    }
}
