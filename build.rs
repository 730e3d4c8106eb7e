//! Puts the Chinese font of the printed forms into `OUT_DIR`, joined from the two crates that carry it. Nothing else is built here.
//!
//! The font (霞鹜文楷 Regular, SIL OFL 1.1) is 19 MB and a registry takes at most 10 MB a crate, so it comes in two halves. The crates are declared
//! under a target that never compiles: Cargo downloads them with everything else, and we only read the files out of their folders.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, error::Error, fs};

/// Package and file of each half, in order.
const HALVES: [(&str, &str); 2] = [
    ("makepad-fonts-chinese-regular", "resources/LXGWWenKaiRegular.ttf"),
    ("makepad-fonts-chinese-regular-2", "resources/LXGWWenKaiRegular.ttf.2"),
];

/// Bytes of the whole font: another length is another font, or half of one.
const FONT_LENGTH: usize = 19_073_964;

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rerun-if-changed=Cargo.lock");
    let manifests = manifests()?;
    let mut font = Vec::with_capacity(FONT_LENGTH);
    for (package, file) in HALVES {
        let path = folder_of(&manifests, package)?.join(file);
        font.extend(fs::read(&path).map_err(|why| format!("cannot read the forms' font {}: {why}", path.display()))?);
    }
    if font.len() != FONT_LENGTH {
        return Err(format!(
            "the forms' font has {} bytes where {FONT_LENGTH} were expected: see build.rs",
            font.len()
        )
        .into());
    }
    let out = env::var_os("OUT_DIR").ok_or("cargo sets OUT_DIR for build scripts")?;
    fs::write(Path::new(&out).join("forms.ttf"), font)?;
    Ok(())
}

/// `manifest_path` of every locked package, from `cargo metadata`: without the network first, as everything is usually there already.
fn manifests() -> Result<Vec<PathBuf>, Box<dyn Error>> {
    let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut failure = String::new();
    for network in [&["--offline"][..], &[]] {
        let done =
            Command::new(&cargo).args(["metadata", "--locked", "--format-version", "1"]).args(network).output()?;
        if done.status.success() {
            return Ok(manifest_paths(&String::from_utf8(done.stdout)?));
        }
        failure = String::from_utf8_lossy(&done.stderr).into_owned();
    }
    Err(format!("cannot find the forms' font: `cargo metadata --locked` says\n{failure}\nRun `cargo fetch --locked` with network access once, then build again.").into())
}

/// The values of all `"manifest_path"` keys. Paths with escaped characters are unescaped for `\\` and `\"`, the only ones paths have in practice.
fn manifest_paths(metadata: &str) -> Vec<PathBuf> {
    metadata
        .split("\"manifest_path\":\"")
        .skip(1)
        .filter_map(|rest| rest.split_once("Cargo.toml\""))
        .map(|(folder, _)| PathBuf::from(folder.replace("\\\\", "\\").replace("\\\"", "\"")))
        .collect()
}

/// The folder `name-1.2.3` of a package among the manifests' folders.
fn folder_of<'a>(manifests: &'a [PathBuf], package: &str) -> Result<&'a Path, String> {
    manifests
        .iter()
        .map(PathBuf::as_path)
        .find(|folder| {
            folder
                .file_name()
                .and_then(|name| name.to_str())
                .and_then(|name| name.strip_prefix(package))
                .is_some_and(|rest| rest.is_empty() || is_version(rest))
        })
        .ok_or_else(|| {
            format!("the package {package}, which carries the forms' font, is not in Cargo.lock: see Cargo.toml")
        })
}

/// `-1.0.1`, but not `-2-1.0.1`, which is the other half.
fn is_version(rest: &str) -> bool {
    rest.strip_prefix('-').is_some_and(|version| {
        version.contains('.') && version.split('.').all(|part| part.bytes().all(|digit| digit.is_ascii_digit()))
    })
}
