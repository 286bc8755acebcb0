//! Plans: what a request sends and by whom, and what an answer may be.

use super::arguments::Arguments;
use crate::lower::naming::{Scope, transport_method};
use crate::model::items::{AnswerPlan, BodyPlan, ParameterPlan, RequestPlan, Transported};
use crate::model::{
    Body, BodyKind, Group, Name, Opening, Operation, Parameter, Place, Scalar, Serialization, TypeRef,
};
use std::collections::BTreeSet;

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

/// What the answer of success may be.
pub(super) fn answer(operation: &Operation) -> AnswerPlan {
    let success = &operation.success;
    let (type_ref, is_optional) = match success.opening {
        Opening::Whole | Opening::Result | Opening::Success => {
            (Some(success.type_ref.clone().unwrap_or(TypeRef::Any)), success.may_be_empty)
        }
        Opening::Stream => (Some(success.type_ref.clone().unwrap_or(TypeRef::Scalar(Scalar::String))), false),
        Opening::Nothing => (None, false),
        Opening::Text => (Some(TypeRef::Scalar(Scalar::String)), false),
        Opening::Raw => (Some(TypeRef::Bytes), false),
    };
    AnswerPlan { opening: success.opening, type_ref, is_optional }
}

/// How the transport takes a parameter.
fn transported(parameter: &Parameter) -> Transported {
    match (parameter.place, parameter.serialization) {
        (Place::Cookie, _) | (Place::Query, Serialization::Styled { .. }) => return Transported::Not,
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

/// Whether the transport takes a body: not one that may be left out, and no form.
fn is_transported(body: &Body) -> bool {
    match &body.kind {
        BodyKind::Arguments(_) => true,
        BodyKind::Json(_) | BodyKind::Raw(_) => body.required,
        BodyKind::Form(_) => false,
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
