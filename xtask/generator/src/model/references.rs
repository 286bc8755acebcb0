//! Which types refer to which.

use super::items::Source;
use super::{
    AdditionalProperties, Api, BodyKind, Definition, Docs, Field, Name, Operation, Scalar, StructType,
    TextFormat, TypeRef, Variant,
};
use std::collections::{BTreeMap, BTreeSet};

impl Operation {
    /// The types of its parameters, its body and its answers.
    #[must_use]
    pub fn type_refs(&self) -> Vec<&TypeRef> {
        let parameters = self.parameters.iter().map(|parameter| &parameter.type_ref);
        let body: Vec<&TypeRef> = match self.body.as_ref().map(|body| &body.kind) {
            Some(BodyKind::Json(type_ref)) => vec![type_ref],
            Some(BodyKind::Form(form)) => form.fields.iter().map(|field| &field.field.type_ref).collect(),
            Some(BodyKind::Items(items)) => vec![&items.type_ref],
            Some(BodyKind::Arguments(_) | BodyKind::Raw(_)) | None => Vec::new(),
        };
        let errors = self.errors.iter().filter_map(|error| error.type_ref.as_ref());
        let forms = self.success.forms.iter().filter_map(|form| form.type_ref.as_ref());
        let headers = self.headers.iter().map(|header| &header.type_ref);
        let answers = self.success.type_ref.iter().chain(forms).chain(errors).chain(headers);
        parameters.chain(body).chain(answers).collect()
    }

    /// Calls `found` with every type that the operation names.
    pub fn for_each_type<'a>(&'a self, found: &mut impl FnMut(&'a Name)) {
        if let Some(BodyKind::Arguments(name)) = self.body.as_ref().map(|body| &body.kind) {
            found(name);
        }
        self.type_refs().into_iter().for_each(|type_ref| type_ref.for_each_type(found));
    }
}

impl Definition {
    /// The types of its properties or variants.
    #[must_use]
    pub fn type_refs(&self) -> Vec<&TypeRef> {
        match self {
            Self::Struct(structure) => {
                let fields = structure.fields.iter().map(|field| &field.type_ref);
                let additional = match &structure.additional {
                    AdditionalProperties::Typed(type_ref) => Some(type_ref),
                    AdditionalProperties::Any => None,
                };
                fields.chain(additional).collect()
            }
            Self::Enum(_) => Vec::new(),
            Self::Union(union) => union.variants.iter().map(|variant| &variant.type_ref).collect(),
        }
    }

    /// Calls `found` with every type that the definition names.
    pub fn for_each_type<'a>(&'a self, found: &mut impl FnMut(&'a Name)) {
        self.type_refs().into_iter().for_each(|type_ref| type_ref.for_each_type(found));
        if let Self::Union(union) = self {
            union.edge.iter().for_each(found);
        }
    }
}

impl TypeRef {
    /// Calls `found` with every type that this one names.
    pub fn for_each_type<'a>(&'a self, found: &mut impl FnMut(&'a Name)) {
        self.for_each_innermost(&mut |type_ref| {
            if let Self::Named(name) = type_ref {
                found(name);
            }
        });
    }

    /// Whether it is a tuple, or holds one.
    fn holds_tuple(&self) -> bool {
        match self {
            Self::Array(inner) | Self::Map(inner) | Self::Nullable(inner) | Self::Boxed(inner) => {
                inner.holds_tuple()
            }
            Self::Tuple(_) => true,
            _ => false,
        }
    }

    /// Calls `found` with what lists, maps, tuples and boxes hold in the end.
    fn for_each_innermost<'a>(&'a self, found: &mut impl FnMut(&'a Self)) {
        let mut open = vec![self];
        while let Some(type_ref) = open.pop() {
            match type_ref {
                Self::Array(inner) | Self::Map(inner) | Self::Nullable(inner) | Self::Boxed(inner) => {
                    open.push(inner);
                }
                Self::Tuple(tuple) => open.extend(tuple.items.iter().chain([&tuple.rest])),
                other => found(other),
            }
        }
    }
}

/// Adds a type and all types that it refers to.
pub fn reach<'a>(types: &'a BTreeMap<Name, Definition>, name: &'a Name, reached: &mut BTreeSet<&'a Name>) {
    let mut open = vec![name];
    while let Some(name) = open.pop() {
        if reached.insert(name)
            && let Some(definition) = types.get(name)
        {
            definition.for_each_type(&mut |next| open.push(next));
        }
    }
}

impl Api {
    /// The struct of that name; `None` for another kind of type.
    #[must_use]
    pub fn structure(&self, name: &Name) -> Option<&StructType> {
        match self.types.get(name)? {
            Definition::Struct(structure) => Some(structure),
            Definition::Enum(_) | Definition::Union(_) => None,
        }
    }

    /// The formats of texts that have a type of their own, where anything is of one.
    #[must_use]
    pub fn formats(&self) -> BTreeSet<TextFormat> {
        let mut formats = BTreeSet::new();
        for type_ref in self.type_refs() {
            type_ref.for_each_innermost(&mut |innermost| {
                if let TypeRef::Scalar(Scalar::Formatted(format)) = innermost {
                    formats.insert(*format);
                }
            });
        }
        formats
    }

    /// Whether callers can choose a server.
    #[must_use]
    pub fn has_server_choices(&self) -> bool {
        !self.servers.is_empty() || !self.operation_servers.is_empty()
    }

    /// Whether a union's values lead to each other, so that lists of them are graphs.
    #[must_use]
    pub fn has_graphs(&self) -> bool {
        let mut types = self.types.values();
        types.any(|definition| matches!(definition, Definition::Union(union) if union.graph.is_some()))
    }

    /// Whether the items of a list are described by their position.
    #[must_use]
    pub fn has_tuples(&self) -> bool {
        self.type_refs().any(TypeRef::holds_tuple)
    }

    /// The types of everything that is sent, received and held.
    fn type_refs(&self) -> impl Iterator<Item = &TypeRef> {
        let operations = self.groups.iter().flat_map(|group| &group.operations);
        let events = self.events.listed.iter().map(|event| &event.value);
        let held = self.types.values().flat_map(Definition::type_refs);
        held.chain(operations.flat_map(Operation::type_refs)).chain(events)
    }

    /// The wire name and documentation of a part of an operation's request; `None` for the body as a whole.
    #[must_use]
    pub fn described<'a>(&'a self, operation: &'a Operation, source: Source) -> Option<(&'a str, &'a Docs)> {
        let of_field = |field: &'a Field| (field.property.as_str(), &field.docs);
        match (source, operation.body.as_ref().map(|body| &body.kind)) {
            (Source::Parameter(index), _) => {
                let parameter = operation.parameters.get(index)?;
                Some((&parameter.parameter, &parameter.docs))
            }
            (Source::Field(index), Some(BodyKind::Form(form))) => {
                Some(of_field(&form.fields.get(index)?.field))
            }
            (Source::Field(index), Some(BodyKind::Arguments(name))) => {
                Some(of_field(self.structure(name)?.fields.get(index)?))
            }
            (Source::Field(_) | Source::Body, _) => None,
        }
    }

    /// The field of a variant's value that holds the tag of the union, if the variant does not fix the tag to one value.
    #[must_use]
    pub fn tag_field(&self, variant: &Variant, tag: &str) -> Option<&Field> {
        let TypeRef::Named(held) = variant.type_ref.unboxed() else { return None };
        self.structure(held)?.field(tag)
    }

    /// The accessor of the only group that uses a type, where groups are features.
    #[must_use]
    pub fn owner(&self, name: &Name) -> Option<&Name> {
        match &self.users.get(name)?[..] {
            [only] => Some(only),
            _ => None,
        }
    }
}
