//! An example for the documentation of each method. It is compiled as a doctest, so it is made of identifiers, types and
//! fixed words only; text of a document is no part of it.

use super::docs;
use crate::model::items::{AnswerPlan, Argument, Conversion, GroupItem};
use crate::model::{Group, Opening, Operation, Scalar, TypeRef};
use proc_macro2::TokenStream;

/// A call of the method, in a function that has what the call cannot make from one literal.
pub(super) fn of_call(
    library: &str,
    (group, group_item): (&Group, &GroupItem),
    operation: &Operation,
    arguments: &[&Argument],
    given: Given,
) -> TokenStream {
    let mut parameters = vec![format!("client: {library}::Client")];
    let mut passed = Vec::new();
    for argument in arguments {
        match literal(argument) {
            Some(literal) => passed.push(literal),
            None => {
                // No two arguments have one name, and the client comes first.
                let name = match argument.name.as_str() {
                    "client" => "client_",
                    name => name,
                };
                parameters.push(format!("{name}: {}", path(argument.type_ref.unboxed(), library)));
                passed.push(name.to_owned());
            }
        }
    }
    let bound: Vec<String> = group_item.arguments.iter().map(quoted).collect();
    let (begin, end) = match given {
        Given::Nothing => ("", ""),
        Given::Value => ("let value = ", "# let _ = value;\n"),
        Given::Stream => (
            "let mut stream = ",
            "while let Some(item) = stream.next().await {\n    let item = item?;\n#     let _ = item;\n}\n",
        ),
    };
    docs::lines(&format!(
        "\n# Example\n\n```no_run\n# async fn example({}) -> Result<(), {library}::Error> {{\n\
         let group = client.{}({});\n\
         {begin}group.{}({}).await?;\n{end}# Ok(())\n# }}\n```",
        parameters.join(", "),
        group.accessor,
        bound.join(", "),
        operation.name,
        passed.join(", "),
    ))
}

/// What a call gives.
#[derive(Clone, Copy)]
pub(super) enum Given {
    Nothing,
    Value,
    Stream,
}

impl Given {
    pub(super) fn of(answer: &AnswerPlan) -> Self {
        match (answer.opening, &answer.type_ref) {
            (Opening::Stream, _) => Self::Stream,
            (Opening::OneOf, _) => Self::Value,
            (_, Some(_)) => Self::Value,
            (_, None) => Self::Nothing,
        }
    }
}

/// The name of an argument as a text.
fn quoted(argument: &Argument) -> String {
    format!("\"{}\"", argument.name)
}

/// A literal that can be passed for an argument.
fn literal(argument: &Argument) -> Option<String> {
    let mut conversion = &argument.conversion;
    while let Conversion::Boxed(within) = conversion {
        conversion = within;
    }
    match (conversion, argument.type_ref.unboxed()) {
        (Conversion::Integer | Conversion::Milliseconds | Conversion::Seconds, _) => Some("1".to_owned()),
        (Conversion::Entries, _) => None,
        (_, TypeRef::Scalar(Scalar::Boolean)) => Some("true".to_owned()),
        (_, TypeRef::Scalar(Scalar::Integer(_))) => Some("1".to_owned()),
        (_, TypeRef::Scalar(Scalar::Number)) => Some("1.5".to_owned()),
        (_, TypeRef::Scalar(Scalar::String | Scalar::Formatted(_)) | TypeRef::Part) => Some(quoted(argument)),
        (_, TypeRef::Upload | TypeRef::Bytes) => Some("\"bytes\"".to_owned()),
        _ => None,
    }
}

/// A type as users of the crate write it.
fn path(type_ref: &TypeRef, library: &str) -> String {
    let inner = |inner: &TypeRef| path(inner, library);
    match type_ref {
        TypeRef::Any => format!("{library}::serde_json::Value"),
        TypeRef::AnyObject => format!("{library}::JsonObject"),
        TypeRef::Scalar(Scalar::Formatted(format)) => format!("{library}::{}", format.rust_type()),
        TypeRef::Scalar(scalar) => scalar.rust_type().to_owned(),
        TypeRef::Part => format!("{library}::Part"),
        TypeRef::Upload => format!("{library}::Upload"),
        TypeRef::Bytes => format!("{library}::bytes::Bytes"),
        TypeRef::Items(item) => format!("{library}::ItemUpload<{}>", inner(item)),
        TypeRef::Array(item) => format!("Vec<{}>", inner(item)),
        TypeRef::Tuple(tuple) => {
            let items = tuple.positions().map(|(item, is_there)| match is_there {
                true => format!("{},", inner(item)),
                false => format!("{library}::Optional<{}>,", inner(item)),
            });
            format!("{library}::Tuple<({}), {}>", items.collect::<Vec<_>>().join(" "), inner(&tuple.rest))
        }
        TypeRef::Map(value) => format!("std::collections::BTreeMap<String, {}>", inner(value)),
        TypeRef::Nullable(held) => format!("Option<{}>", inner(held)),
        TypeRef::Boxed(held) => format!("Box<{}>", inner(held)),
        TypeRef::Named(name) => format!("{library}::types::{name}"),
    }
}
