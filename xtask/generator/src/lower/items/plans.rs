//! Plans: what a request sends and by whom, and what an answer may be.

use super::arguments::Arguments;
use crate::lower::naming::{Scope, answer_type, transport_method, variants_of_forms};
use crate::model::items::{AnswerPlan, AnswerType, BodyPlan, ParameterPlan, RequestPlan, Transported};
use crate::model::{
    Body, BodyKind, Group, ItemReading, JsonPointer, Name, Opening, Operation, Parameter, Place, Scalar,
    Serialization, TypeRef,
};
use std::collections::{BTreeMap, BTreeSet};

/// What the request of an operation sends. `methods` are those of the transport that have a name already.
pub(super) fn request(
    group: &Group,
    operation: &Operation,
    arguments: &Arguments<'_>,
    methods: &mut BTreeSet<Name>,
) -> RequestPlan {
    let method = transport_method(&group.accessor, &operation.name, |name| !methods.contains(name));
    methods.insert(method.clone());
    let parameters = operation.parameters.iter().enumerate().map(|(index, parameter)| ParameterPlan {
        passed: arguments.passed(parameter),
        transported: transported(parameter),
        transport_name: transport_name(index, parameter),
    });
    RequestPlan {
        transport_method: method,
        parameters: parameters.collect(),
        body: operation.body.as_ref().map(|body| BodyPlan {
            is_transported: is_transported(body),
            is_optional: arguments.has_optional_body(),
            empty: arguments.empty(),
            switched_on: arguments.switch().map(|field| field.name.clone()),
        }),
    }
}

/// What the answer of success may be. `types` are those that the module of the group has already, and `made` the types
/// of answers of the methods before this one, by their operations.
pub(super) fn answer(
    operation: &Operation,
    types: &mut BTreeSet<Name>,
    made: &mut BTreeMap<JsonPointer, AnswerType>,
) -> AnswerPlan {
    let success = &operation.success;
    let is_of_bytes =
        success.streamed.as_ref().is_some_and(|streamed| streamed.reading == ItemReading::Bytes);
    let described = success.type_ref.as_ref().or(is_of_bytes.then_some(&TypeRef::Bytes));
    let type_ref = value(success.opening, described);
    let may_be_nothing =
        matches!(success.opening, Opening::Whole | Opening::Result | Opening::Success | Opening::OneOf);
    let has_value = !matches!(success.opening, Opening::Nothing | Opening::Stream);
    let is_optional = (may_be_nothing && success.may_be_empty) || (has_value && success.may_be_unchanged);
    let one_of = (success.opening == Opening::OneOf).then(|| match made.get(&operation.pointer) {
        Some(known) => AnswerType { is_of_another: true, ..known.clone() },
        None => {
            let answer = answer_type_of(operation, types);
            made.insert(operation.pointer.clone(), answer.clone());
            answer
        }
    });
    AnswerPlan { opening: success.opening, type_ref, is_optional, one_of }
}

fn answer_type_of(operation: &Operation, types: &mut BTreeSet<Name>) -> AnswerType {
    let forms = &operation.success.forms;
    let name = answer_type(&operation.name, |name| !types.contains(name));
    types.insert(name.clone());
    let held = forms.iter().map(|form| value(form.opening, form.type_ref.as_ref()).unwrap_or(TypeRef::Bytes));
    let variants = variants_of_forms(forms).into_iter().zip(held).collect();
    AnswerType { name, variants, is_of_another: false }
}

/// The type of the value that an answer holds.
fn value(opening: Opening, described: Option<&TypeRef>) -> Option<TypeRef> {
    match opening {
        Opening::Whole | Opening::Result | Opening::Success => {
            Some(described.cloned().unwrap_or(TypeRef::Any))
        }
        Opening::Stream => Some(described.cloned().unwrap_or(TypeRef::Scalar(Scalar::String))),
        Opening::Nothing | Opening::OneOf => None,
        Opening::Text => Some(TypeRef::Scalar(Scalar::String)),
        Opening::Raw => Some(TypeRef::Bytes),
    }
}

/// How the transport takes a parameter.
fn transported(parameter: &Parameter) -> Transported {
    match (parameter.place, parameter.serialization) {
        (Place::Cookie, _) | (Place::Query, Serialization::Styled { .. }) => return Transported::Not,
        (_, Serialization::WholeQuery { .. }) => return Transported::Not,
        (Place::Path, Serialization::Styled { .. }) => return Transported::Encoded,
        (_, Serialization::Styled { .. } | Serialization::Json) => return Transported::Text,
        (_, Serialization::Plain) => {}
    }
    match (parameter.place, &parameter.type_ref) {
        (Place::Query, TypeRef::Scalar(Scalar::Integer(format))) if format.fits_i64() => Transported::Integer,
        (Place::Query, TypeRef::Scalar(Scalar::Boolean)) => Transported::Boolean,
        (Place::Query, TypeRef::Array(_)) => Transported::Texts,
        _ => Transported::Text,
    }
}

/// Whether the transport takes a body: not one that may be left out, no form, and no bytes.
fn is_transported(body: &Body) -> bool {
    match &body.kind {
        BodyKind::Arguments(_) => true,
        BodyKind::Json(_) => body.required,
        BodyKind::Form(_) | BodyKind::Raw(_) | BodyKind::Items(_) => false,
    }
}

/// What progenitor calls a parameter: its name in Rust where progenitor leaves that alone.
fn transport_name(index: usize, parameter: &Parameter) -> String {
    let name = parameter.name.as_str();
    // Names of several words, or with digits, come out of progenitor otherwise than they went in.
    let is_kept =
        name.split('_').all(|word| !word.is_empty() && word.bytes().all(|b| b.is_ascii_lowercase()));
    match is_kept && !Scope::TransportArguments.reserves(name) {
        true => name.to_owned(),
        false => format!("parameter{index}"),
    }
}
