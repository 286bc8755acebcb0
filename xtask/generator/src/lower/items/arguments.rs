//! The arguments of an operation: which the accessor of the group takes, which the method, and which are set afterwards.

use super::construction::{Unset, unset};
use crate::lower::media_types::essence;
use crate::lower::naming::{self, Remembered};
use crate::model::items::{Argument, Passed, Setter, Source};
use crate::model::{
    Api, Body, BodyKind, Field, Form, FormEncoding, Group, JsonPointer, Name, Operation, Parameter, Place,
    Scalar, TypeRef,
};

/// The property by which services that answer in two forms are asked for a stream.
const SWITCH: &str = "stream";

/// The arguments of an operation.
pub(super) struct Arguments<'a> {
    api: &'a Api,
    remembered: Remembered<'a>,
    group: &'a Group,
    operation: &'a Operation,
    /// The properties of the body that are arguments: of an object, or the fields of a form.
    fields: Vec<&'a Field>,
}

impl<'a> Arguments<'a> {
    pub(super) fn of(
        (api, remembered): (&'a Api, Remembered<'a>),
        group: &'a Group,
        operation: &'a Operation,
    ) -> Self {
        let fields = match operation.body.as_ref().map(|body| &body.kind) {
            Some(BodyKind::Arguments(name)) => {
                api.structure(name).map(|structure| structure.fields.iter().collect()).unwrap_or_default()
            }
            Some(BodyKind::Form(form)) => form.fields.iter().map(|field| &field.field).collect(),
            Some(BodyKind::Json(_) | BodyKind::Raw(_) | BodyKind::Items(_)) | None => Vec::new(),
        };
        Self { api, remembered, group, operation, fields }
    }

    /// An argument of the accessor, which takes text.
    pub(super) fn of_accessor(parameter: &Parameter) -> Argument {
        let text = TypeRef::Scalar(Scalar::String);
        Argument::new(parameter.name.clone(), text, None, parameter.pointer.clone())
    }

    /// Where the value of a parameter comes from.
    pub(super) fn passed(&self, parameter: &Parameter) -> Passed {
        let is_it = |bound: &&Parameter| bound.parameter == parameter.parameter;
        match self.group.parameters.iter().find(is_it).filter(|_| parameter.place == Place::Path) {
            Some(bound) => Passed::ByAccessor(bound.name.clone()),
            None if parameter.is_required() => Passed::ByMethod,
            None => Passed::BySetter,
        }
    }

    /// A body of one piece, and whether it must be given.
    fn whole_body(&self) -> Option<(&'a Body, TypeRef)> {
        let body = self.operation.body.as_ref()?;
        match &body.kind {
            BodyKind::Json(type_ref) => Some((body, type_ref.clone())),
            BodyKind::Raw(_) => Some((body, TypeRef::Upload)),
            BodyKind::Items(items) => Some((body, TypeRef::Items(Box::new(items.type_ref.clone())))),
            BodyKind::Arguments(_) | BodyKind::Form(_) => None,
        }
    }

    /// The property of the body that says which of the two forms of its answer a caller wants; where there are two, the
    /// method that reads a stream writes it.
    pub(super) fn switch(&self) -> Option<&'a Field> {
        let is_alternative =
            self.operation.success.streamed.as_ref().is_some_and(|streamed| streamed.is_alternative);
        let is_boolean = |field: &Field| match &field.type_ref {
            TypeRef::Nullable(inner) => **inner == TypeRef::Scalar(Scalar::Boolean),
            other => *other == TypeRef::Scalar(Scalar::Boolean),
        };
        let body = self.operation.body.as_ref().filter(|_| is_alternative);
        body.filter(|body| matches!(body.kind, BodyKind::Arguments(_)))?;
        self.fields.iter().find(|field| field.property == SWITCH && is_boolean(field)).copied()
    }

    /// The properties of the body that are written empty unless they are set.
    pub(super) fn empty(&self) -> Vec<Name> {
        let is_empty = |field: &&&Field| unset(self.api, field) == Unset::Empty;
        self.fields.iter().filter(is_empty).map(|field| field.name.clone()).collect()
    }

    /// Whether the body is set as a whole, or left out.
    pub(super) fn has_optional_body(&self) -> bool {
        self.whole_body().is_some_and(|(body, _)| !body.required)
    }

    /// Whether a caller can add parts that the document does not name.
    pub(super) fn takes_more_parts(&self) -> bool {
        let is_multipart = |form: &Form| form.encoding == FormEncoding::Multipart;
        let body = self.operation.body.as_ref();
        body.is_some_and(|body| matches!(&body.kind, BodyKind::Form(form) if is_multipart(form)))
    }

    /// Whether anything can be set after the method has been called.
    pub(super) fn has_options(&self) -> bool {
        self.takes_more_parts() || !self.optional().is_empty()
    }

    /// The arguments of the method: parameters, then properties of the body, or the body as a whole. Those that the method
    /// had before keep their order, and stand before new ones.
    pub(super) fn required(&self) -> Vec<(Argument, Source)> {
        let mut all = self.all(&Passed::ByMethod, true);
        let key = self.key();
        let fields: Vec<&str> = self.fields.iter().map(|field| field.property.as_str()).collect();
        let part = |setter: &Setter| naming::part(self.operation, &fields, setter.source);
        all.sort_by_cached_key(|setter| {
            part(setter).map_or(usize::MAX, |part| self.remembered.position(&key, &part))
        });
        all.into_iter().map(|setter| (setter.argument, setter.source)).collect()
    }

    /// What the lock of names calls the operation with this body.
    fn key(&self) -> String {
        let Operation { method, path, query, request_type, .. } = self.operation;
        let query = query.as_ref().map(|query| format!("?{query}")).unwrap_or_default();
        let form = request_type.as_ref().map(|media_type| format!(" as {}", essence(media_type)));
        format!("{method} {path}{query}{}", form.unwrap_or_default())
    }

    /// What is set afterwards, in the same order, by methods that are called like the arguments.
    pub(super) fn optional(&self) -> Vec<Setter> {
        self.all(&Passed::BySetter, false)
    }

    fn all(&self, passed: &Passed, is_required: bool) -> Vec<Setter> {
        let mut all = Vec::new();
        let mut add =
            |name: &Name, (type_ref, unit): (&TypeRef, Option<&str>), pointer: JsonPointer, source| {
                let argument = Argument::new(name.clone(), type_ref.clone(), unit, pointer);
                all.push(Setter { method: name.clone(), argument, source });
            };
        for (index, parameter) in self.operation.parameters.iter().enumerate() {
            if self.passed(parameter) == *passed {
                let Parameter { name, type_ref, unit, pointer, .. } = parameter;
                add(name, (type_ref, unit.as_deref()), pointer.clone(), Source::Parameter(index));
            }
        }
        let switch = self.switch();
        let is_wanted =
            |field: &Field| switch != Some(field) && (unset(self.api, field) == Unset::Taken) == is_required;
        for (index, field) in self.fields.iter().enumerate().filter(|(_, field)| is_wanted(field)) {
            let typed = (&field.type_ref, field.unit.as_deref());
            add(&field.name, typed, field.pointer.clone(), Source::Field(index));
        }
        if let Some((_, type_ref)) = self.whole_body().filter(|(body, _)| body.required == is_required) {
            add(&naming::body(), (&type_ref, None), self.operation.body_pointer(), Source::Body);
        }
        all
    }
}
