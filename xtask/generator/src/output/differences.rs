//! Finds how a folder differs from a tree. This only reads, so it works where nothing may be written.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use super::location::Location;
use super::survey::{Entry, Survey, unreadable};
use super::tree::Tree;
use crate::diagnostic::Result;

/// Larger files are not read to be shown. Generated files are much smaller.
const LARGEST_SHOWN: u64 = 16 << 20;
/// How many bytes are read to be shown, in all, so that a wrong `--out` does not fill the memory.
const READ_TO_SHOW: u64 = 128 << 20;

/// A difference between a folder and a tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Difference<'t> {
    /// A file of the tree that is not in the folder.
    Missing {
        /// Its path in the folder.
        path: &'t str,
        /// What it should hold.
        new: &'t str,
    },
    /// A file or an empty folder that is not in the tree.
    Extra {
        /// Its path in the folder.
        path: String,
        /// What it is.
        old: Found,
    },
    /// A file of the tree that has another content in the folder.
    Changed {
        /// Its path in the folder.
        path: &'t str,
        /// What it holds.
        old: Found,
        /// What it should hold.
        new: &'t str,
    },
}

/// What was found on the disk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    /// A text.
    Text(String),
    /// A file that is not UTF-8, or too large to show.
    Opaque {
        /// Its size.
        bytes: u64,
    },
    /// An empty folder.
    EmptyFolder,
}

impl Difference<'_> {
    /// The path in the folder, with forward slashes.
    pub fn path(&self) -> &str {
        match self {
            Self::Missing { path, .. } | Self::Changed { path, .. } => path,
            Self::Extra { path, .. } => path,
        }
    }
}

/// The differences between `dir` and `tree`, sorted by path.
///
/// Every file in the folder counts, whether git tracks it or not, except for [`KEPT`](super::KEPT). In a folder that does
/// not exist, every file is missing.
///
/// # Errors
///
/// When `dir` is not a folder, or something in it is a symlink or a device, or cannot be read.
pub fn differences<'t>(dir: &Path, tree: &'t Tree) -> Result<Vec<Difference<'t>>> {
    let location = Location::of(dir)?;
    of_survey(&location, &Survey::of(&location)?, tree)
}

/// The differences between a folder that was surveyed and the tree.
pub(super) fn of_survey<'t>(
    location: &Location,
    survey: &Survey,
    tree: &'t Tree,
) -> Result<Vec<Difference<'t>>> {
    let mut reader = Reader { location, left: READ_TO_SHOW };
    let mut differences = Vec::new();
    let mut found = BTreeSet::new();
    for file in &survey.files {
        match tree.entry(&file.path) {
            Some((path, new)) => {
                found.insert(path);
                if let Some(old) = reader.read_unless(file, new)? {
                    differences.push(Difference::Changed { path, old, new });
                }
            }
            None => differences.push(Difference::Extra { path: file.path.clone(), old: reader.read(file)? }),
        }
    }
    for folder in survey.empty_folders() {
        differences.push(Difference::Extra { path: folder.path.clone(), old: Found::EmptyFolder });
    }
    let missing = tree.iter().filter(|(path, _)| !found.contains(path));
    differences.extend(missing.map(|(path, new)| Difference::Missing { path, new }));
    differences.sort_by(|one, other| one.path().cmp(other.path()));
    Ok(differences)
}

/// Reads files to be shown, up to a limit in all.
struct Reader<'a> {
    location: &'a Location,
    left: u64,
}

impl Reader<'_> {
    /// The content of a file, unless it is the expected one.
    fn read_unless(&mut self, file: &Entry, expected: &str) -> Result<Option<Found>> {
        if file.bytes != expected.len() as u64 {
            return self.read(file).map(Some);
        }
        let bytes = self.bytes(file)?;
        Ok((bytes != expected.as_bytes()).then(|| text(bytes)))
    }

    fn read(&mut self, file: &Entry) -> Result<Found> {
        if file.bytes > LARGEST_SHOWN.min(self.left) {
            return Ok(Found::Opaque { bytes: file.bytes });
        }
        self.left -= file.bytes;
        Ok(text(self.bytes(file)?))
    }

    fn bytes(&self, file: &Entry) -> Result<Vec<u8>> {
        fs::read(&file.at).map_err(|error| unreadable(&self.location.named(&file.path), &error))
    }
}

fn text(bytes: Vec<u8>) -> Found {
    String::from_utf8(bytes)
        .map_or_else(|error| Found::Opaque { bytes: error.as_bytes().len() as u64 }, Found::Text)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::output::fixture::{Room, file, new_tree, old_tree};

    #[test]
    fn a_folder_that_is_the_tree_does_not_differ() {
        let tree = old_tree();
        assert_eq!(differences(&Room::with(&tree).out(), &tree).unwrap(), []);
    }

    #[test]
    fn missing_extra_and_changed_files_are_told_in_the_order_of_their_paths() {
        let (room, tree) = (Room::with(&old_tree()), new_tree());
        let found = differences(&room.out(), &tree).unwrap();
        let readme = file("README.md", "new");
        assert_eq!(
            found,
            [
                Difference::Changed {
                    path: "README.md",
                    old: Found::Text(file("README.md", "old")),
                    new: &readme
                },
                Difference::Missing {
                    path: "src/operations/fresh.rs",
                    new: &file("src/operations/fresh.rs", "new")
                },
                Difference::Extra {
                    path: "src/types/gone.rs".to_owned(),
                    old: Found::Text(file("src/types/gone.rs", "old"))
                },
                Difference::Changed {
                    path: "src/types/kept.rs",
                    old: Found::Text(file("src/types/kept.rs", "old")),
                    new: &file("src/types/kept.rs", "new")
                },
            ]
        );
    }

    #[test]
    fn a_folder_that_does_not_exist_misses_everything() {
        let tree = old_tree();
        let found = differences(&Room::empty().out(), &tree).unwrap();
        assert_eq!(found.len(), tree.len());
        assert!(found.iter().all(|one| matches!(one, Difference::Missing { .. })));
    }

    #[test]
    fn whatever_stands_in_the_folder_is_seen() {
        let (tree, room) = (old_tree(), Room::with(&old_tree()));
        room.put(".hidden", "x");
        room.put("src/bytes.rs", [0xff, 0xfe]);
        room.put("README.md", b"\xff".repeat(tree.get("README.md").unwrap().len()));
        room.put("nested/target/x", "x");
        fs::create_dir_all(room.out().join("a/b")).unwrap();
        let found: Vec<_> = differences(&room.out(), &tree)
            .unwrap()
            .into_iter()
            .map(|one| match one {
                Difference::Extra { path, old } => (path, old),
                Difference::Changed { path, old, .. } => (path.to_owned(), old),
                Difference::Missing { path, .. } => (path.to_owned(), Found::EmptyFolder),
            })
            .collect();
        let readme = tree.get("README.md").unwrap().len() as u64;
        assert_eq!(
            found,
            [
                (".hidden".to_owned(), Found::Text("x".to_owned())),
                ("README.md".to_owned(), Found::Opaque { bytes: readme }),
                ("a/b".to_owned(), Found::EmptyFolder),
                ("nested/target/x".to_owned(), Found::Text("x".to_owned())),
                ("src/bytes.rs".to_owned(), Found::Opaque { bytes: 2 }),
            ]
        );
    }

    #[test]
    fn what_cargo_makes_at_the_top_is_no_difference() {
        let (tree, room) = (old_tree(), Room::with(&old_tree()));
        room.put("Cargo.lock", "locked");
        room.put("target/debug/x", "built");
        assert_eq!(differences(&room.out(), &tree).unwrap(), []);
    }

    #[test]
    fn a_file_too_large_to_show_is_not_read() {
        let (tree, room) = (old_tree(), Room::with(&old_tree()));
        room.put("huge", "");
        fs::File::options().write(true).open(room.out().join("huge")).unwrap().set_len(1 << 40).unwrap();
        let old = Found::Opaque { bytes: 1 << 40 };
        assert_eq!(
            differences(&room.out(), &tree).unwrap(),
            [Difference::Extra { path: "huge".to_owned(), old }]
        );
    }

    #[cfg(unix)]
    #[test]
    fn a_tree_that_may_only_be_read_is_compared() {
        use std::os::unix::fs::PermissionsExt;
        let (tree, room) = (old_tree(), Room::with(&old_tree()));
        let mode = |mode| {
            let room = room.root.path();
            for dir in [room.join("generated/src"), room.join("generated"), room.to_owned()] {
                fs::set_permissions(dir, fs::Permissions::from_mode(mode)).unwrap();
            }
        };
        mode(0o555);
        let same = differences(&room.out(), &tree);
        let differing = differences(&room.out(), &new_tree()).map(|differences| differences.len());
        mode(0o755);
        assert_eq!(same.unwrap(), []);
        assert_eq!(differing.unwrap(), 4);
    }

    #[cfg(unix)]
    #[test]
    fn symlinks_and_other_things_are_refused() {
        use std::os::unix::fs::symlink;
        let tree = old_tree();
        let room = Room::with(&tree);
        symlink("lib.rs", room.out().join("src/link.rs")).unwrap();
        let error = differences(&room.out(), &tree).unwrap_err();
        assert!(error.file.ends_with("generated/src/link.rs"), "{error}");
        assert!(error.problem.contains("symlink"), "{error}");

        let room = Room::with(&tree);
        fs::rename(room.out(), room.root.path().join("elsewhere")).unwrap();
        symlink("elsewhere", room.out()).unwrap();
        assert!(differences(&room.out(), &tree).unwrap_err().problem.contains("the output is a symlink"));
        let slash = format!("{}/", room.out().display());
        assert!(
            differences(Path::new(&slash), &tree).unwrap_err().problem.contains("the output is a symlink")
        );

        fs::remove_file(room.out()).unwrap();
        fs::write(room.out(), "").unwrap();
        assert!(differences(&room.out(), &tree).unwrap_err().problem.contains("not a folder"));
    }
}
