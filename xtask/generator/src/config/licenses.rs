//! Reads the texts of the licences that the configuration names.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use crate::diagnostic::{Diagnostic, Result};

/// How the name of a licence file begins. The generator writes no other file with such a name.
const NAMES: [&str; 4] = ["LICENSE", "LICENCE", "COPYING", "NOTICE"];
/// The longest text that is read, in bytes. The longest licences in use have some 40,000.
const MAX_BYTES: u64 = 1 << 20;

/// The names and texts of the licence files, whose paths are relative to `folder`.
///
/// # Errors
///
/// When a file has another name, stands in the list twice, cannot be read, is no text, or is too long.
pub(super) fn read(config: &str, folder: &Path, files: &[String]) -> Result<Vec<(String, String)>> {
    let mut texts: Vec<(String, String)> = Vec::new();
    for (index, path) in files.iter().enumerate() {
        let refuse = |problem: String, remedy: &str| {
            Diagnostic::at(config, format!("/package/license-files/{index}"), problem, remedy)
        };
        let name = Path::new(path).file_name().map(|name| name.to_string_lossy().into_owned());
        let Some(name) = name.filter(|name| is_license_name(name)) else {
            return Err(refuse(
                format!("`{path}` is not the name of a licence file"),
                "give it a name of letters, digits, `-`, `_` and `.` that begins with LICENSE, LICENCE, COPYING or \
                 NOTICE, and without an ending or with `.txt` or `.md`",
            ));
        };
        if texts.iter().any(|(other, _)| other.eq_ignore_ascii_case(&name)) {
            return Err(refuse(
                format!("two licence files are called `{name}`"),
                "rename or remove one of them",
            ));
        }
        let text = read_text(&folder.join(path)).map_err(|problem| {
            refuse(format!("`{path}` {problem}"), "correct the path, which is relative to this file")
        })?;
        texts.push((name, text));
    }
    Ok(texts)
}

fn is_license_name(name: &str) -> bool {
    let (stem, ending) = name.split_once('.').unwrap_or((name, "txt"));
    NAMES.iter().any(|begin| stem.starts_with(begin))
        && matches!(ending, "txt" | "md")
        && stem.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_".contains(&b))
}

fn read_text(path: &Path) -> std::result::Result<String, String> {
    let file = File::open(path).map_err(|error| format!("cannot be read: {error}"))?;
    let mut bytes = Vec::new();
    file.take(MAX_BYTES + 1).read_to_end(&mut bytes).map_err(|error| format!("cannot be read: {error}"))?;
    if bytes.len() as u64 > MAX_BYTES {
        return Err(format!("has more than {MAX_BYTES} bytes"));
    }
    let text = String::from_utf8(bytes).map_err(|_| "is not text in UTF-8".to_owned())?;
    Ok(text.replace("\r\n", "\n"))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn the_texts_are_read_from_beside_the_configuration() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("spec")).unwrap();
        std::fs::write(folder.path().join("LICENSE-MIT"), "Permission\r\nis granted\n").unwrap();
        let read = read("spec/generator.toml", &folder.path().join("spec"), &["../LICENSE-MIT".to_owned()]);
        assert_eq!(read.unwrap(), [("LICENSE-MIT".to_owned(), "Permission\nis granted\n".to_owned())]);
    }

    #[test]
    fn what_is_no_licence_file_is_refused_with_its_place() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("LICENSE"), "text").unwrap();
        std::fs::write(folder.path().join("LICENSE.txt"), b"\xff").unwrap();
        std::fs::write(folder.path().join("NOTICE"), "n".repeat(MAX_BYTES as usize + 1)).unwrap();
        for (files, problem) in [
            (vec!["Cargo.toml"], "/package/license-files/0: `Cargo.toml` is not the name of a licence file"),
            (vec!["LICENSE.rs"], "/package/license-files/0: `LICENSE.rs` is not the name of a licence file"),
            (vec![".."], "/package/license-files/0: `..` is not the name of a licence file"),
            (
                vec!["LICENSE", "./LICENSE"],
                "/package/license-files/1: two licence files are called `LICENSE`",
            ),
            (vec!["LICENSE-MIT"], "/package/license-files/0: `LICENSE-MIT` cannot be read"),
            (vec!["LICENSE.txt"], "/package/license-files/0: `LICENSE.txt` is not text in UTF-8"),
            (vec!["NOTICE"], "/package/license-files/0: `NOTICE` has more than 1048576 bytes"),
        ] {
            let files: Vec<String> = files.into_iter().map(str::to_owned).collect();
            let message = read("generator.toml", folder.path(), &files).unwrap_err().to_string();
            assert!(message.starts_with(&format!("generator.toml#{problem}")), "{message}");
        }
    }
}
