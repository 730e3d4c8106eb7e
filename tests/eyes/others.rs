//! Other decoders, where this machine has them: the same files, the same run. They are no part of the desk; where one is missing the report
//! says so.

use crate::papers::Page;
use std::collections::BTreeSet;
use std::fmt;
use std::fs;
use std::path::PathBuf;
use std::process::Command;
use std::sync::Mutex;

/// The scans of pages whose code ought to be read, as files.
pub(crate) struct Folder {
    folder: tempfile::TempDir,
    files: Mutex<Vec<PathBuf>>,
}

/// How one decoder did.
#[derive(Debug)]
pub(crate) struct Others {
    name: &'static str,
    /// Files read of all; nothing where it is not on this machine.
    read: Option<(usize, usize)>,
}

/// Prints the names of the files in which a form's code was read.
const ZXING: &str = "
import sys, zxingcpp
from PIL import Image
for path in sys.argv[1:]:
    if any(code.text.startswith('CD1:') for code in zxingcpp.read_barcodes(Image.open(path).convert('RGB'))):
        print(path)
";

impl Folder {
    pub(crate) fn make() -> Self {
        Self { folder: tempfile::tempdir().unwrap(), files: Mutex::default() }
    }

    pub(crate) fn put(&self, page: &Page, bytes: &[u8]) {
        if !page.bound() {
            return;
        }
        let mut files = self.files.lock().unwrap();
        let path = self.folder.path().join(format!("{:04}.jpg", files.len()));
        fs::write(&path, bytes).unwrap();
        files.push(path);
    }

    /// Lets the other decoders read them.
    pub(crate) fn read(&self) -> Vec<Others> {
        let files = self.files.lock().unwrap();
        let zbar = || {
            let read = |path: &&PathBuf| {
                let said =
                    Command::new("zbarimg").args(["-q", "--raw", "-Sdisable", "-Sqrcode.enable"]).arg(path).output();
                said.is_ok_and(|said| String::from_utf8_lossy(&said.stdout).contains("CD1:"))
            };
            Command::new("zbarimg").arg("--version").output().ok()?;
            Some(files.iter().filter(read).count())
        };
        let zxing = || {
            let said = Command::new("python3").args(["-c", ZXING]).args(files.iter()).output().ok()?;
            let read: BTreeSet<_> = said.stdout.split(|byte| *byte == b'\n').filter(|line| !line.is_empty()).collect();
            said.status.success().then_some(read.len())
        };
        let result = |name, read: Option<usize>| Others { name, read: read.map(|read| (read, files.len())) };
        vec![result("zbar", zbar()), result("zxing-cpp", zxing())]
    }
}

impl fmt::Display for Others {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.read {
            #[expect(clippy::cast_precision_loss, reason = "some hundreds of files")]
            Some((read, all)) => {
                write!(f, "{:12} {read}/{all} ({:.1} %)", self.name, read as f64 / all.max(1) as f64 * 100.0)
            }
            None => write!(f, "{:12} not on this machine", self.name),
        }
    }
}
