//! How objects with known properties are read from and written to JSON: a line for each property, of which a macro of the
//! runtime makes the code.

use super::code::Code;
use super::file::Part;
use super::schema_data;
use crate::model::{AdditionalProperties, Constant, Name, Presence, StructType, Tag};
use proc_macro2::Literal;

/// How the struct is read from and written to JSON, and whether it has a default value.
pub(super) fn json(name: &Name, structure: &StructType, has_default: bool) -> Part {
    let tag = structure.tag.as_ref().map(tag).unwrap_or_default();
    let default = if has_default { ": Default" } else { "" };
    let mut code = Code::default();
    if structure.fields.is_empty() {
        code.line(0, &format!("crate::json::object!({name}{tag}{default} {{}});"));
        return code.verbatim();
    }
    code.line(0, &format!("crate::json::object!({name}{tag}{default} {{"));
    let optional = match &structure.additional {
        AdditionalProperties::Any => "optional",
        AdditionalProperties::Typed(_) => "optional_value",
    };
    let mut number = 0;
    for field in &structure.fields {
        let (property, name) = (Literal::string(&field.property), &field.name);
        let row = match field.presence {
            Presence::Required => format!("required({number}) {property} {name};"),
            Presence::Optional => format!("{optional} {property} {name};"),
        };
        number += u32::from(field.presence == Presence::Required);
        code.line(1, &row);
    }
    code.line(0, "});");
    code.verbatim()
}

/// The property that says which type it is, and its value.
fn tag(tag: &Tag) -> String {
    let property = Literal::string(&tag.property);
    let kind = if tag.open { "open_constant" } else { "constant" };
    format!("({kind} {property} = {})", tag_value(tag))
}

/// The value of a tag: text as it is, and any other as the crate knows constants.
fn tag_value(tag: &Tag) -> String {
    match &tag.value {
        Constant::String(text) => Literal::string(text).to_string(),
        other => format!("crate::{}", schema_data::constant_text(other)),
    }
}
