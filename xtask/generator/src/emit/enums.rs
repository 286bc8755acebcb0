//! Strings from a known set, which may grow.

use super::code::Code;
use super::file::Part;
use super::ident::ident;
use super::{docs, sentences};
use crate::model::{EnumType, EnumValue, Name};
use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

/// What is said of a value: how it is written, and what the document says.
fn value_docs(value: &EnumValue) -> String {
    let written = format!("The string `{}`.", docs::code(&value.value));
    match value.description.is_empty() {
        true => written,
        false => format!("{written}\n\n{}", docs::escape(&value.description)),
    }
}

/// An enum with a variant for any other string, and its conversions from and to text and JSON.
pub(super) fn definition(name: &Name, enumeration: &EnumType, derives: &[&str]) -> Vec<Part> {
    let other = &enumeration.other;
    let mut parts =
        vec![declaration(name, enumeration, derives), as_str(name, enumeration), from_str(name, enumeration)];
    parts.extend(enumeration.booleans().map(|both| Part::Tokens(booleans(&ident(name), both))));
    parts.push(Part::Text(format!("crate::json::open_enum!({name}, {other});\n")));
    parts
}

fn declaration(name: &Name, enumeration: &EnumType, derives: &[&str]) -> Part {
    let mut code = Code::default();
    code.comment(0, &docs::text(&enumeration.docs, &sentences::of_enum(enumeration), &[]));
    code.deprecated(0, &enumeration.docs);
    code.line(0, &format!("#[derive({})]", derives.join(", ")));
    code.line(0, "#[non_exhaustive]");
    code.line(0, &format!("pub enum {name} {{"));
    for value in &enumeration.values {
        code.comment(1, &value_docs(value));
        code.line(1, &format!("{},", value.name));
    }
    code.comment(1, "Any other string: services add values at any time.");
    code.line(1, &format!("{}(String),", enumeration.other));
    code.line(0, "}");
    code.part()
}

fn as_str(name: &Name, enumeration: &EnumType) -> Part {
    let mut code = Code::default();
    code.line(0, &format!("impl {name} {{"));
    code.comment(1, "The string on the wire.");
    code.line(1, "#[must_use]");
    let arms = enumeration
        .values
        .iter()
        .map(|EnumValue { name, value, .. }| format!("Self::{name} => {}", Literal::string(value)))
        .chain([format!("Self::{}(other) => other", enumeration.other)]);
    only_matches(code, "pub fn as_str(&self) -> &str", "self", arms)
}

fn from_str(name: &Name, enumeration: &EnumType) -> Part {
    let mut code = Code::default();
    code.line(0, &format!("impl From<&str> for {name} {{"));
    let arms = enumeration
        .values
        .iter()
        .map(|EnumValue { name, value, .. }| format!("{} => Self::{name}", Literal::string(value)))
        .chain([format!("other => Self::{}(other.to_owned())", enumeration.other)]);
    only_matches(code, "fn from(value: &str) -> Self", "value", arms)
}

/// The rest of an `impl` block whose only function matches one value.
fn only_matches(mut code: Code, signature: &str, on: &str, arms: impl Iterator<Item = String>) -> Part {
    code.line(1, &format!("{signature} {{"));
    code.line(2, &format!("match {on} {{"));
    arms.for_each(|arm| code.line(3, &format!("{arm},")));
    for (depth, line) in [(2, "}"), (1, "}"), (0, "}")] {
        code.line(depth, line);
    }
    code.part()
}

/// What an enum has whose values are a boolean as text.
fn booleans(type_name: &Ident, [is, is_not]: [&EnumValue; 2]) -> TokenStream {
    let (is, is_not) = (ident(&is.name), ident(&is_not.name));
    quote! {
        impl #type_name {
            /// The boolean that the string stands for; `None` for another string.
            #[must_use]
            pub fn as_bool(&self) -> Option<bool> {
                match self {
                    Self::#is => Some(true),
                    Self::#is_not => Some(false),
                    _ => None,
                }
            }
        }

        impl From<bool> for #type_name {
            fn from(value: bool) -> Self {
                if value { Self::#is } else { Self::#is_not }
            }
        }
    }
}
