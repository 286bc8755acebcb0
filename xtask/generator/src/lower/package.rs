//! The package that is generated, and the address that it calls.

use super::input::Input;
use super::naming::{Remembered, Role, Scope};
use crate::diagnostic::Result;
use crate::document::{Document, is_base_url};
use crate::model::{Name, Package};

/// The name of the document's file, without its folder.
pub(super) fn file_name(document: &Document) -> String {
    document.file.rsplit(['/', '\\']).next().unwrap_or_default().to_owned()
}

/// The package, as configured or else made from the document's title.
pub(super) fn lower(input: Input<'_>) -> Result<Package> {
    let (wanted, title) = (&input.config.package, &input.document.openapi.info.title);
    let kept = || Remembered::new(&input.config.lock).package().map(str::to_owned);
    let name = wanted.name.clone().or_else(kept).unwrap_or_else(|| derived_name(title));
    if !is_package_name(&name) {
        return Err(input.config_error(
            "/package/name",
            format!("`{name}` cannot be the name of a package"),
            "begin with a letter and use letters, digits, `-` and `_` only",
        ));
    }
    if !is_version(wanted.version()) {
        return Err(input.config_error(
            "/package/version",
            format!("`{}` cannot be the version of a package", wanted.version()),
            "write three numbers, such as `0.1.0`",
        ));
    }
    Ok(Package {
        name,
        version: wanted.version().to_owned(),
        description: wanted.description.clone().unwrap_or_else(|| one_line(title)),
        license: wanted.license.clone(),
        license_texts: wanted.license_texts.clone(),
        repository: wanted.repository.clone(),
        keywords: wanted.keywords.clone(),
        categories: wanted.categories.clone(),
        guide: wanted.guide.clone(),
    })
}

/// The longest name that crates.io allows.
const LONGEST_NAME: usize = 64;

/// A package name made from the words of the title.
fn derived_name(title: &str) -> String {
    let words = Name::new(title, Role::Value).map(|name| name.as_str().trim_matches('_').replace('_', "-"));
    let name = match words.as_deref() {
        None => "api-client".to_owned(),
        Some(name) if name.starts_with(|first: char| first.is_ascii_digit()) => format!("api-{name}"),
        Some(name)
            if Scope::Packages.reserves(name)
                || Name::new(name, Role::Value).is_some_and(|word| word.as_str().ends_with('_')) =>
        {
            format!("{name}-client")
        }
        Some(name) => name.to_owned(),
    };
    name.get(..LONGEST_NAME).unwrap_or(&name).trim_end_matches('-').to_owned()
}

fn is_package_name(name: &str) -> bool {
    name.starts_with(|first: char| first.is_ascii_alphabetic())
        && name.len() <= LONGEST_NAME
        && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
}

/// Whether this is a version as Cargo has them: three numbers, and perhaps what follows `-` and `+`.
fn is_version(version: &str) -> bool {
    let (rest, build) = version.split_once('+').map_or((version, None), |(rest, build)| (rest, Some(build)));
    let (numbers, before) = rest.split_once('-').map_or((rest, None), |(rest, before)| (rest, Some(before)));
    let is_number = |part: &str| {
        part.bytes().all(|b| b.is_ascii_digit())
            && part.parse::<u64>().is_ok()
            && (part == "0" || !part.starts_with('0'))
    };
    let is_part =
        |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
    let is_digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    numbers.split('.').count() == 3
        && numbers.split('.').all(is_number)
        && before.is_none_or(|before| {
            before.split('.').all(|part| is_part(part) && (!is_digits(part) || is_number(part)))
        })
        && build.is_none_or(|build| build.split('.').all(is_part))
}

fn one_line(text: &str) -> String {
    let visible: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    visible.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The address of the document's first server, with the defaults of its variables. A document without one was reported
/// when it was read.
pub(super) fn base_url(document: &Document) -> Option<String> {
    let server = document.openapi.servers.first()?;
    let mut address = server.url.clone();
    for (variable, values) in server.variables.iter().flatten() {
        address = address.replace(&format!("{{{variable}}}"), &values.default);
    }
    is_base_url(&address).then(|| address.trim_end_matches('/').to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_becomes_the_name_of_a_package_that_cargo_takes() {
        for (title, name) in [
            ("Pet store", "pet-store"),
            ("", "api-client"),
            ("\u{1f600}", "api-client"),
            ("1up", "api-1up"),
            ("std", "std-client"),
            ("Serde JSON", "serde-json-client"),
            ("match", "match-client"),
            ("1\"\nbuild = \"evil.rs", "api-1-build-evil-rs"),
            ("../x", "x"),
        ] {
            assert_eq!(derived_name(title), name);
        }
        let long = derived_name(&"long title ".repeat(30));
        assert!(is_package_name(&long) && long.len() <= 64, "{long}");
    }

    #[test]
    fn a_version_is_one_that_cargo_takes() {
        for version in ["0.1.0", "1.20.300", "1.0.0-alpha.1", "1.0.0-0.3.7+build.01", "1.0.0--"] {
            assert!(is_version(version), "{version}");
        }
        for version in
            ["1", "1.0", "1.0.0.0", "01.0.0", "v1.0.0", "1.0.x", "", "1.0.0-", "1.0.0-01", "1.0.0+", " 1.0.0"]
        {
            assert!(!is_version(version), "{version}");
        }
    }
}
