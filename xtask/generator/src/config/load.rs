//! Reads `generator.toml`.

use std::path::Path;

use super::names_lock::{self, NamesLock};
use super::{Config, licenses, suggest};
use crate::diagnostic::{self, Diagnostic, Result};

/// Reads a configuration.
///
/// # Errors
///
/// When the file cannot be read, is not TOML, has a key that is not known, or a value of the wrong type. The
/// diagnostic names the key and its line.
pub fn load(path: &Path) -> Result<Config> {
    let file = diagnostic::display(path);
    let text = std::fs::read_to_string(path).map_err(|error| {
        Diagnostic::file(
            file.as_str(),
            format!("the configuration cannot be read: {error}"),
            "give a TOML file that exists, or leave the option out to take the whole document",
        )
    })?;
    let mut config = parse(&file, &text)?;
    config.package.license_texts =
        licenses::read(&file, path.parent().unwrap_or(Path::new("")), &config.package.license_files)?;
    config.selection.file = Some(file);
    config.lock = NamesLock::load(&path.with_file_name(names_lock::FILE))?;
    Ok(config)
}

/// Reads a configuration from text. Diagnostics name it `file`.
fn parse(file: &str, text: &str) -> Result<Config> {
    let document = toml::Deserializer::parse(text).map_err(|error| malformed(file, text, "", &error))?;
    serde_path_to_error::deserialize(document)
        .map_err(|error| malformed(file, text, &diagnostic::pointer(error.path()), error.inner()))
}

fn malformed(file: &str, text: &str, key: &str, error: &toml::de::Error) -> Diagnostic {
    let line =
        error.span().and_then(|span| text.get(..span.start)).map(|before| 1 + before.matches('\n').count());
    let place = line.map_or_else(String::new, |line| format!("line {line}: "));
    let message = error.message();
    if let Some((unknown, known)) = unknown_key(message) {
        let list = known.iter().map(|key| format!("`{key}`")).collect::<Vec<_>>().join(", ");
        let near = suggest::nearest(unknown, known).map(|near| format!("did you mean `{near}`? "));
        return Diagnostic::at(
            file,
            key,
            format!("{place}unknown key `{unknown}`"),
            format!("{}The keys that are allowed here are {list}", near.unwrap_or_default()),
        );
    }
    let remedy = if message.starts_with("missing field") {
        "add the key"
    } else if key.is_empty() {
        "correct the TOML"
    } else {
        "correct the value; the README describes each key"
    };
    Diagnostic::at(file, key, format!("{place}{}", message.replace('\n', ", ")), remedy)
}

/// The unknown key in a message of serde, and the known ones that it lists.
fn unknown_key(message: &str) -> Option<(&str, Vec<&str>)> {
    let mut quoted = message.strip_prefix("unknown field `")?.split('`').step_by(2);
    let unknown = quoted.next()?;
    Some((unknown, quoted.filter(|known| !known.is_empty()).collect()))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn refusal(text: &str) -> String {
        parse("generator.toml", text).unwrap_err().to_string()
    }

    #[test]
    fn every_section_is_read() {
        let config = parse(
            "generator.toml",
            r#"
            [package]
            name = "a"
            [client]
            base-url-environment = "A_URL"
            [selection]
            tags = ["T"]
            paths = ["/a/**"]
            [security.token]
            environment = "A_TOKEN"
            [groups.g]
            type = "G"
            [operations.op]
            name = "list"
            [[types]]
            name = "Element"
            at = "$.components"
            edge = "Edge"
            [types.graph]
            start = ["start"]
            summary.model = ["/name"]
            [types.graph.shares]
            kind = "percentage"
            most = 5
            "#,
        )
        .unwrap();
        assert_eq!(config.package.name.as_deref(), Some("a"));
        assert_eq!(config.selection.paths, ["/a/**"]);
        assert_eq!(config.groups.get("g").unwrap().type_name, "G");
        assert_eq!(config.types.len(), 1);
        let graph = config.types.first().and_then(|entry| entry.graph.as_ref()).unwrap();
        assert_eq!((graph.start.as_slice(), graph.end.len()), (&["start".to_owned()][..], 0));
        assert_eq!(graph.shares.as_ref().map(|shares| (shares.most, shares.rest.is_none())), Some((5, true)));
    }

    #[test]
    fn an_empty_file_is_the_default() {
        assert_eq!(parse("generator.toml", "").unwrap(), Config::default());
    }

    #[test]
    fn an_unknown_key_is_named_with_its_line_and_what_was_meant() {
        let message = refusal("[package]\nname = \"a\"\nverzion = \"1\"\n");
        assert!(
            message.starts_with("generator.toml#/package/verzion: line 3: unknown key `verzion`"),
            "{message}"
        );
        assert!(message.contains("did you mean `version`?"), "{message}");
    }

    #[test]
    fn an_unknown_section_is_named_with_its_line_and_what_was_meant() {
        let message = refusal("\n[selektion]\ntags = []\n");
        assert!(message.contains("line 2: unknown key `selektion`"), "{message}");
        assert!(message.contains("did you mean `selection`?"), "{message}");
    }

    #[test]
    fn an_unknown_key_in_a_list_of_tables_is_named_with_its_line() {
        let message =
            refusal("[[types]]\nname = \"A\"\nat = \"$\"\n\n[[types]]\nname = \"B\"\npath = \"$\"\n");
        assert!(message.contains("line 7: unknown key `path`"), "{message}");
    }

    #[test]
    fn a_wrong_type_is_named_with_its_line() {
        let message = refusal("[selection]\ntags = \"T\"\n");
        assert!(message.starts_with("generator.toml#/selection/tags: line 2: "), "{message}");
        assert!(message.contains("expected a sequence"), "{message}");
    }

    #[test]
    fn a_missing_key_is_named_with_its_line() {
        let message = refusal("[security.a]\n");
        assert!(message.contains("line 1: missing field `environment`"), "{message}");
    }

    #[test]
    fn what_is_not_toml_is_named_with_its_line() {
        let message = refusal("[package]\nname = \n");
        assert!(message.starts_with("generator.toml: line 2: "), "{message}");
        let message = refusal("a = 1\na = 2\n");
        assert!(message.contains("line 2: "), "{message}");
    }

    #[test]
    fn a_missing_file_is_named() {
        let message = load(Path::new("does/not/exist.toml")).unwrap_err().to_string();
        assert!(message.starts_with("does/not/exist.toml: the configuration cannot be read"), "{message}");
    }
}
