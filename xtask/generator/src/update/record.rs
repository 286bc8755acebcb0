//! Records in `generator.toml` where `spec/openapi.json` was taken from: the table `[source]`.
//!
//! This is the only part of the file that the generator writes. Everything else stays as it is, comments included.

use toml_edit::{DocumentMut, Item, Table, value};

use super::upstream::Upstream;
use crate::diagnostic::{Diagnostic, Result};

/// The text of `generator.toml` with the source recorded. Diagnostics name it `file`.
pub(super) fn with_source(text: &str, file: &str, upstream: &Upstream) -> Result<String> {
    let mut document: DocumentMut = text
        .parse()
        .map_err(|error| Diagnostic::file(file, format!("not TOML: {error}"), "correct the TOML"))?;
    let source = document.entry("source").or_insert_with(|| Item::Table(Table::new()));
    let Some(source) = source.as_table_like_mut() else {
        return Err(Diagnostic::at(file, "/source", "`source` is not a table", "remove it"));
    };
    for (key, text) in [("from", &upstream.record), ("sha256", &upstream.source.sha256)] {
        // Only the value is replaced, so that comments beside the key stay.
        *source.entry(key).or_insert(Item::None) = value(text);
    }
    Ok(document.to_string())
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::document::Source;

    fn recorded(text: &str) -> String {
        let source = Source {
            file: "/a/b.json".to_owned(),
            sha256: "1f".to_owned(),
            json: true.into(),
            faults: Vec::new(),
            origins: Default::default(),
        };
        let upstream = Upstream { source, record: "b.json".to_owned() };
        with_source(text, "generator.toml", &upstream).unwrap()
    }

    #[test]
    fn a_record_is_replaced_and_the_rest_of_the_file_stays_as_it_is() {
        let old = "# one\n[package] # two\nname='a'\n\n# three\n[source]\n# four\nfrom = \"x\"\nsha256 = \"00\"\n\n[client]\n";
        let new = old.replace("\"x\"", "\"b.json\"").replace("\"00\"", "\"1f\"");
        assert_eq!(recorded(old), new);
        assert_eq!(recorded(&new), new);
    }

    #[test]
    fn a_first_record_is_added() {
        assert_eq!(recorded("[client]\n"), "[client]\n\n[source]\nfrom = \"b.json\"\nsha256 = \"1f\"\n");
        assert_eq!(recorded(""), "[source]\nfrom = \"b.json\"\nsha256 = \"1f\"\n");
    }
}
