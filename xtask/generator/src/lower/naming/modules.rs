//! The names of modules, and with them of files: of types, and of groups of operations.

use super::case::{Role, cut};
use super::reserved::Scope;
use crate::model::Name;

/// What Windows keeps for devices, whatever the extension of the file.
const DEVICES: &[&str] = &["aux", "con", "nul", "prn"];
/// And these, followed by one digit.
const NUMBERED_DEVICES: &[&str] = &["com", "lpt"];

/// The longest name of a module; some file systems allow paths of no more than 260 characters.
const LONGEST_MODULE: usize = 100;

/// The accessor and the type of the group of operations with a tag. The accessor is its module as well. `None` where
/// nothing of the tag can stand in an identifier.
pub(in crate::lower) fn group(tag: &str) -> Option<(Name, Name)> {
    let with_suffix = format!("{tag} group");
    let accessor = module(tag)?;
    let accessor = match Scope::Accessors.reserves(accessor.as_str()) {
        true => module(&with_suffix)?,
        false => accessor,
    };
    let type_name = Name::new(tag, Role::Type)?;
    let type_name = match Scope::GroupTypes.reserves(type_name.as_str()) {
        true => Name::new(&with_suffix, Role::Type)?,
        false => type_name,
    };
    Some((accessor, type_name))
}

/// The private module, and with it the file, of a type.
pub(in crate::lower) fn private_module(type_name: &Name, is_free: impl Fn(&Name) -> bool) -> Name {
    let mut module = module(type_name.as_str()).unwrap_or_else(|| type_name.clone());
    while !is_free(&module) {
        module = Name::checked(format!("{}_type", module.as_str().trim_end_matches('_')));
    }
    module
}

/// The name of a module, whose file bears it: no device of Windows, and shorter than others.
fn module(raw: &str) -> Option<Name> {
    let name = Name::new(raw, Role::Value)?;
    let name = cut(name.as_str().to_owned(), LONGEST_MODULE, Role::Value);
    Some(Name::checked(if is_device(&name) { format!("{name}_") } else { name }))
}

fn is_device(name: &str) -> bool {
    let mut numbered = NUMBERED_DEVICES.iter().filter_map(|device| name.strip_prefix(device));
    DEVICES.contains(&name)
        || numbered.any(|rest| matches!(rest.as_bytes(), [digit] if digit.is_ascii_digit()))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn a_module_is_called_like_no_device_and_not_too_long() {
        let module = |raw: &str| module(raw).unwrap().to_string();
        assert_eq!(["CON", "nul", "com1", "LPT9"].map(module), ["con_", "nul_", "com1_", "lpt9_"]);
        assert_eq!(["con2", "com", "com10", "icon"].map(module), ["con2", "com", "com10", "icon"]);
        let (long, other) = (module(&"a".repeat(300)), module(&"a".repeat(301)));
        assert!(long.len() <= 110 && long != other, "{long} and {other}");
        let type_name =
            Name::new(&"a".repeat(300), Role::Type).map(|name| name.followed_by("b").followed_by("c"));
        assert!(type_name.is_some_and(|name| name.as_str().len() <= 210));
    }

    #[test]
    fn a_group_is_called_like_its_tag_unless_rust_or_the_client_has_the_name() {
        let group = |tag| group(tag).map(|(accessor, type_name)| format!("{accessor} {type_name}"));
        assert_eq!(group("DNS records").as_deref(), Some("dns_records DnsRecords"));
        assert_eq!(group("option").as_deref(), Some("option OptionGroup"));
        assert_eq!(group("clone").as_deref(), Some("clone_group Clone"));
        assert_eq!(group("/"), None);
    }
}
