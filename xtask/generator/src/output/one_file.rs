//! Replaces one file that stands outside of the output folder, at once or not at all.

use super::disk;
use crate::diagnostic::{self, Diagnostic, Result};
use std::io;
use std::path::Path;

/// Writes a text over a file, unless it holds the text already. Returns whether it was written.
///
/// # Errors
///
/// When the folder or the file cannot be written. The file is as it was then.
pub fn replace_file(path: &Path, text: &str) -> Result<bool> {
    if std::fs::read(path).is_ok_and(|bytes| bytes == text.as_bytes()) {
        return Ok(false);
    }
    put(path, text).map(|()| true).map_err(|error| {
        let remedy = "allow writing to its folder, then run it again";
        Diagnostic::file(diagnostic::display(path), format!("the file cannot be written: {error}"), remedy)
    })
}

fn put(path: &Path, text: &str) -> io::Result<()> {
    let mut staged = path.as_os_str().to_owned();
    staged.push(".staged");
    let staged = Path::new(&staged);
    // A run that was killed may have left it.
    match disk::remove_file(staged) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => disk::write_new(staged, text)?,
    }
    disk::rename(staged, path)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_written_where_its_text_is_new_only() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("names.lock");
        assert_eq!(["a", "a", "b"].map(|text| replace_file(&path, text).unwrap()), [true, false, true]);
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "b");
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn a_folder_that_is_not_there_is_named() {
        let error = replace_file(Path::new("does/not/exist/names.lock"), "a").unwrap_err();
        assert!(
            error.to_string().starts_with("does/not/exist/names.lock: the file cannot be written"),
            "{error}"
        );
    }
}
