//! Objects with known properties.

use super::code::Code;
use super::file::Part;
use super::type_ref::{HERE, type_text};
use super::{constructors, docs, sentences, struct_json};
use crate::model::items::{StructItem, TypeItem};
use crate::model::{AdditionalProperties, Field, Name, Presence, StructType};

/// A struct with its constructor, setters, conversions and JSON code.
pub(super) fn definition(
    name: &Name,
    structure: &StructType,
    (item, offered): (&TypeItem, &StructItem),
) -> Vec<Part> {
    let mut parts = vec![declaration(name, structure, &item.derives)];
    parts.extend(constructors::of_struct(name, structure, offered));
    parts.push(struct_json::json(name, structure, item.derives.contains(&DEFAULT)));
    parts
}

/// The type of a field: an `Option` if it may be absent.
fn field_type(field: &Field) -> String {
    let plain = type_text(&field.type_ref, HERE);
    match field.presence {
        Presence::Required => plain,
        Presence::Optional => format!("Option<{plain}>"),
    }
}

fn additional_type(structure: &StructType) -> String {
    match &structure.additional {
        AdditionalProperties::Any => "crate::AdditionalProperties".to_owned(),
        AdditionalProperties::Typed(type_ref) => {
            format!("::std::collections::BTreeMap<String, {}>", type_text(type_ref, HERE))
        }
    }
}

fn declaration(name: &Name, structure: &StructType, derives: &[&str]) -> Part {
    let mut code = Code::default();
    code.comment(0, &docs::text(&structure.docs, &sentences::of_struct(structure), &[]));
    code.deprecated(0, &structure.docs);
    let derives: Vec<&str> = derives.iter().copied().filter(|name| *name != DEFAULT).collect();
    code.line(0, &format!("#[derive({})]", derives.join(", ")));
    code.line(0, "#[non_exhaustive]");
    code.line(0, &format!("pub struct {name} {{"));
    for field in &structure.fields {
        code.comment(1, &sentences::of_field(field));
        code.deprecated(1, &field.docs);
        code.line(1, &format!("pub {}: {},", field.name, field_type(field)));
    }
    code.comment(1, ADDITIONAL);
    code.line(1, &format!("pub additional_properties: {},", additional_type(structure)));
    code.line(0, "}");
    code.part()
}

/// The trait that the macro of the JSON code implements, as not all types of fields have it.
const DEFAULT: &str = "Default";

const ADDITIONAL: &str = "Properties that the schema does not name, or that are null where it does not allow it. They are written back.";
