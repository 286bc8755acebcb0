//! One of the two documents, with the model and the public API of the crate made from it.

use super::change::Edition;
use super::names;
use super::surface::{self, Surface};
use crate::config::Config;
use crate::diagnostic::Result;
use crate::document::Document;
use crate::lower;
use crate::lower::trace::{Object, SchemaId, Shape, Trace, TracedOperation, TracedParameter};
use crate::model::{Definition, Name, Operation, Parameter, Place, Role, TypeRef};
use serde_json::Value;
use std::collections::HashSet;

/// One of the two documents.
pub(super) struct Subject<'d> {
    pub(super) edition: Edition,
    pub(super) document: &'d Document,
    pub(super) trace: Trace,
    pub(super) surface: Surface,
}

/// The model under the names that fit the document. A name for places that no longer are of one shape fits nothing:
/// without it they get names of their own, and that is what is reported.
fn traced(document: &Document, mut config: Config, file: &str) -> Result<Trace> {
    loop {
        let diagnostic = match lower::trace(document, &config, file) {
            Ok(trace) => return Ok(trace),
            Err(diagnostic) => diagnostic,
        };
        let at = diagnostic.pointer.strip_prefix("/types/").filter(|_| diagnostic.file == file);
        match at.and_then(|index| index.parse().ok()) {
            Some(index) if index < config.types.len() => config.types.remove(index),
            _ => return Err(diagnostic),
        };
    }
}

impl<'d> Subject<'d> {
    /// Both documents under one configuration.
    pub(super) fn both(
        old: &'d Document,
        new: &'d Document,
        config: &Config,
        file: &str,
    ) -> Result<(Self, Self)> {
        let (of_old, of_new) = (names::known(config, old), names::known(config, new));
        let mut old_trace = traced(old, of_old.clone(), file)?;
        let mut new_trace = traced(new, of_new.clone(), file)?;
        let of_old = (names::elsewhere(config, &of_old, old, &new_trace), of_old);
        let of_new = (names::elsewhere(config, &of_new, new, &old_trace), of_new);
        for (document, (elsewhere, known), trace) in
            [(old, of_old, &mut old_trace), (new, of_new, &mut new_trace)]
        {
            if !elsewhere.is_empty() {
                let types = known.types.into_iter().chain(elsewhere).collect();
                *trace = traced(document, Config { types, ..known }, file)?;
            }
        }
        Ok((Self::new(Edition::Old, old, old_trace)?, Self::new(Edition::New, new, new_trace)?))
    }

    fn new(edition: Edition, document: &'d Document, trace: Trace) -> Result<Self> {
        let surface = surface::of(&trace.api)?;
        Ok(Self { edition, document, trace, surface })
    }

    /// The nearest place upwards that is in the document. Where members of `allOf` were merged, what came out of it has
    /// no place of its own.
    pub(super) fn existing(&self, pointer: &str) -> String {
        let mut at = pointer;
        while self.value(at).is_none() {
            at = at.rsplit_once('/').map_or("", |(parent, _)| parent);
        }
        at.to_owned()
    }

    pub(super) fn value(&self, pointer: &str) -> Option<&'d Value> {
        self.document.json.pointer(pointer)
    }

    /// The items that a property of a type becomes.
    pub(super) fn field_items(&self, name: &Name, property: &str) -> Vec<String> {
        let Some(structure) = self.trace.api.structure(name) else { return Vec::new() };
        let field = structure.fields.iter().find(|field| field.property == property);
        field
            .map(|field| {
                vec![format!("types::{name}.{}", field.name), format!("types::{name}::with_{}", field.name)]
            })
            .unwrap_or_default()
    }

    /// The item that a value of an enum becomes.
    pub(super) fn value_item(&self, name: &Name, value: &str) -> Option<String> {
        let Some(Definition::Enum(enumeration)) = self.trace.api.types.get(name) else { return None };
        let (_, variant) = enumeration.values.iter().find(|(other, _)| other == value)?;
        Some(format!("types::{name}::{variant}"))
    }

    /// The items that a variant of a union becomes: the variant itself, the function that makes it, and the conversion
    /// from what it holds.
    pub(super) fn variant_items(&self, name: &Name, variant: SchemaId) -> Vec<String> {
        let Some(Definition::Union(union)) = self.trace.api.types.get(name) else { return Vec::new() };
        let tag = self.tag_value(variant);
        let held = self.trace.schema(variant).name.as_ref();
        let found = union.variants.iter().find(|other| match (tag, &other.type_ref) {
            (Some(tag), _) => other.tags.iter().any(|value| value == tag),
            (None, TypeRef::Named(other)) => Some(other) == held,
            (None, _) => false,
        });
        let Some(variant) = found else { return Vec::new() };
        let function = Name::new(variant.name.as_str(), Role::Value);
        let function = function.map(|function| format!("types::{name}::{function}"));
        let conversion = held.map(|held| format!("types::{name}: From<{held}>"));
        [Some(format!("types::{name}::{}", variant.name)), function, conversion]
            .into_iter()
            .flatten()
            .collect()
    }

    /// The value of the tag that tells a variant of a union from the others.
    pub(super) fn tag_value(&self, variant: SchemaId) -> Option<&str> {
        match self.trace.shape(variant) {
            Shape::Object(Object { tag: Some((_, value)), .. }) => Some(value),
            _ => None,
        }
    }

    /// The item that an operation's method is.
    pub(super) fn method(operation: &TracedOperation) -> String {
        let TracedOperation { group, group_type, name, .. } = operation;
        format!("operations::{group}::{group_type}::{name}")
    }

    /// The type in which optional arguments of an operation are set, where it has any.
    pub(super) fn builder(&self, operation: &TracedOperation) -> Option<String> {
        let method = self.surface.get(&Self::method(operation))?;
        let (_, returned) = method.text.rsplit_once("-> ")?;
        let builder = format!("operations::{}::{returned}", operation.group);
        self.surface.contains_key(&builder).then_some(builder)
    }

    /// The items that an optional property of a request's body becomes where the properties are arguments.
    pub(super) fn body_setter(
        &self,
        operation: &TracedOperation,
        name: &Name,
        property: &str,
    ) -> Option<String> {
        let structure = self.trace.api.structure(name)?;
        let field = structure.fields.iter().find(|field| field.property == property)?;
        Some(format!("{}::{}", self.builder(operation)?, field.name))
    }

    /// The items that a parameter becomes.
    pub(super) fn parameter_items(
        &self,
        operation: &TracedOperation,
        parameter: &TracedParameter,
    ) -> Vec<String> {
        let mut items = vec![Self::method(operation)];
        if parameter.place == Place::Path {
            items.push(format!("Client::{}", operation.group));
        }
        let lowered = self.lowered(operation).and_then(|lowered| {
            let is_it =
                |other: &&Parameter| other.parameter == parameter.name && other.place == parameter.place;
            lowered.parameters.iter().find(is_it)
        });
        if let Some((lowered, builder)) = lowered.zip(self.builder(operation)).filter(|_| !parameter.required)
        {
            // The method takes required arguments only.
            items.clear();
            items.push(format!("{builder}::{}", lowered.name));
        }
        items
    }

    /// The operation that leads to a type first, and the type's JSON pointer.
    pub(super) fn place_of_type(&self, name: &str) -> Option<(Option<String>, String)> {
        self.trace.operations.iter().find_map(|operation| {
            let pointer = self.find_type(operation, name)?;
            Some((Some(operation.id.clone()), pointer))
        })
    }

    fn find_type(&self, operation: &TracedOperation, name: &str) -> Option<String> {
        let mut open = operation.schemas();
        let mut seen = HashSet::new();
        while let Some(schema) = open.pop() {
            if !seen.insert(self.trace.target(schema)) {
                continue;
            }
            let place = self.trace.schema(schema);
            if place.name.as_ref().is_some_and(|other| other.as_str() == name) {
                return Some(self.trace.schema(self.trace.target(schema)).pointer.clone());
            }
            open.extend(self.trace.parts(schema));
        }
        None
    }

    /// The operation that an item of the operations layer belongs to, and its JSON pointer.
    pub(super) fn place_of_item(&self, item: &str) -> Option<(Option<String>, String)> {
        let is_it = |operation: &&TracedOperation| {
            let builder = self.builder(operation);
            item == Self::method(operation) || builder.is_some_and(|builder| item.starts_with(&builder))
        };
        let operation = self.trace.operations.iter().find(is_it)?;
        Some((Some(operation.id.clone()), operation.pointer.clone()))
    }

    fn lowered(&self, operation: &TracedOperation) -> Option<&Operation> {
        let group = self.trace.api.groups.iter().find(|group| group.accessor == operation.group)?;
        group.operations.iter().find(|lowered| lowered.id == operation.id)
    }
}
