//! References to files.

use percent_encoding::percent_decode_str;
use serde_json::Value;

use crate::document::pointer::Pointer;
use crate::document::resolve::local;

/// Whether a reference is one to a file: a relative path to JSON or YAML.
pub(super) fn is_file(reference: &str) -> bool {
    // Nearly all references are to places in the document itself.
    if reference.starts_with('#') {
        return false;
    }
    let path = reference.split('#').next().unwrap_or_default();
    let is_address = path.contains("://") || path.starts_with("//") || has_scheme(path);
    let decoded = percent_decode_str(path).decode_utf8_lossy().to_ascii_lowercase();
    !is_address && [".json", ".yaml", ".yml"].iter().any(|extension| decoded.ends_with(extension))
}

fn has_scheme(path: &str) -> bool {
    path.split_once(':')
        .is_some_and(|(scheme, _)| scheme.len() > 1 && scheme.bytes().all(|b| b.is_ascii_alphanumeric()))
}

/// What a reference leads to.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Target {
    /// The path of the file from the document's folder, with `/`; empty for the document itself.
    pub(super) file: String,
    /// The pointer in the file; of an anchor, its name behind `#`.
    pub(super) pointer: String,
}

/// The place of the schema that has an anchor.
pub(super) fn anchored(value: &Value, name: &str) -> Option<Pointer> {
    let mut open = vec![(Pointer::root(), value)];
    while let Some((at, value)) = open.pop() {
        match value {
            Value::Object(fields) => {
                let is = |keyword: &str| fields.get(keyword).and_then(Value::as_str) == Some(name);
                if is("$anchor") || is("$dynamicAnchor") {
                    return Some(at);
                }
                open.extend(fields.iter().rev().map(|(field, value)| (at.join(field), value)));
            }
            Value::Array(items) => {
                open.extend(items.iter().enumerate().rev().map(|(index, value)| (at.join(index), value)));
            }
            _ => {}
        }
    }
    None
}

impl Target {
    /// What a reference in a file leads to; `main` is the name of the document's own file. `None`: it leads out of the
    /// folder, or to nothing that is a path.
    pub(super) fn of(reference: &str, file: &str, main: &str) -> Option<Self> {
        let (path, fragment) = reference.split_once('#').unwrap_or((reference, ""));
        let pointer = local(&format!("#{fragment}"))
            .map_or_else(|| format!("#{fragment}"), |pointer| pointer.as_str().to_owned());
        if path.is_empty() {
            return Some(Self { file: file.to_owned(), pointer });
        }
        let path = percent_decode_str(path).decode_utf8().ok()?;
        if path.starts_with('/') || path.contains(['\\', ':']) || path.chars().any(char::is_control) {
            return None;
        }
        let mut steps: Vec<&str> = file.split('/').collect();
        steps.pop();
        for step in path.split('/') {
            match step {
                "" | "." => {}
                ".." => drop(steps.pop()?),
                step => steps.push(step),
            }
        }
        let file = steps.join("/");
        let file = if file == main { String::new() } else { file };
        Some(Self { file, pointer })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reference_leads_to_a_file_from_the_one_that_it_stands_in() {
        for (reference, file, found) in [
            ("a.yaml", "", Some(("a.yaml", ""))),
            ("./a.yaml#/X", "", Some(("a.yaml", "/X"))),
            ("b/../a.json#/X", "c/d.yaml", Some(("c/a.json", "/X"))),
            ("../main.yaml#/X", "c/d.yaml", Some(("", "/X"))),
            ("#/Y", "c/d.yaml", Some(("c/d.yaml", "/Y"))),
            ("a%20b.yaml", "", Some(("a b.yaml", ""))),
            ("../a.yaml", "", None),
            ("%2e%2e/a.yaml", "", None),
            ("c/%2E%2E/%2e%2E/a.yaml", "", None),
            ("/etc/a.yaml", "", None),
            ("c\\..\\..\\a.yaml", "", None),
            ("a.yaml#Name", "", Some(("a.yaml", "#Name"))),
            ("a%00.yaml", "", None),
        ] {
            let target = Target::of(reference, file, "main.yaml");
            let found =
                found.map(|(file, pointer)| Target { file: file.to_owned(), pointer: pointer.to_owned() });
            assert_eq!(target, found, "{reference}");
        }
    }

    #[test]
    fn addresses_and_names_are_no_files() {
        for reference in
            ["#/a.json", "https://a.example/b.json", "//a.example/b.json", "file:b.json", "Pet", "urn:x.json"]
        {
            assert!(!is_file(reference), "{reference}");
        }
        assert!(is_file("Pet.JSON") && is_file("a/b.yml#/c"));
    }
}
