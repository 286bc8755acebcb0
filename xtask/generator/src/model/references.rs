//! Which types refer to which.

use super::items::Source;
use super::{
    AdditionalProperties, Api, BodyKind, Definition, Docs, Field, Name, Operation, Scalar, StructType,
    TextFormat, TypeRef, Variant,
};
use std::collections::{BTreeMap, BTreeSet};

impl Operation {
    /// Calls `found` with every type that the operation names.
    pub fn for_each_type<'a>(&'a self, found: &mut impl FnMut(&'a Name)) {
        if let Some(BodyKind::Arguments(name)) = self.body.as_ref().map(|body| &body.kind) {
            found(name);
        }
        self.for_each_place(&mut |type_ref| type_ref.for_each_type(found));
    }

    /// Calls `found` with the type of everything that is sent and received.
    fn for_each_place<'a>(&'a self, found: &mut impl FnMut(&'a TypeRef)) {
        self.parameters.iter().map(|parameter| &parameter.type_ref).for_each(&mut *found);
        match self.body.as_ref().map(|body| &body.kind) {
            Some(BodyKind::Json(type_ref)) => found(type_ref),
            Some(BodyKind::Form(form)) => {
                form.fields.iter().map(|field| &field.field.type_ref).for_each(&mut *found);
            }
            Some(BodyKind::Arguments(_) | BodyKind::Raw(_)) | None => {}
        }
        let errors = self.errors.iter().filter_map(|error| error.type_ref.as_ref());
        let forms = self.success.forms.iter().filter_map(|form| form.type_ref.as_ref());
        self.success.type_ref.iter().chain(forms).chain(errors).for_each(found);
    }
}

impl Definition {
    /// Calls `found` with every type that the definition names.
    pub fn for_each_type<'a>(&'a self, found: &mut impl FnMut(&'a Name)) {
        self.for_each_place(&mut |type_ref| type_ref.for_each_type(found));
        if let Self::Union(union) = self {
            union.edge.iter().for_each(found);
        }
    }

    /// Calls `found` with the type of each field or variant.
    fn for_each_place<'a>(&'a self, found: &mut impl FnMut(&'a TypeRef)) {
        match self {
            Self::Struct(structure) => {
                structure.fields.iter().map(|field| &field.type_ref).for_each(&mut *found);
                if let AdditionalProperties::Typed(type_ref) = &structure.additional {
                    found(type_ref);
                }
            }
            Self::Enum(_) => {}
            Self::Union(union) => union.variants.iter().map(|variant| &variant.type_ref).for_each(found),
        }
    }
}

impl TypeRef {
    /// Calls `found` with every type that this one names.
    pub fn for_each_type<'a>(&'a self, found: &mut impl FnMut(&'a Name)) {
        self.for_each_part(&mut |part| {
            if let Self::Named(name) = part {
                found(name);
            }
        });
    }

    /// Calls `found` with the type itself, and with all that lists, tuples, maps and boxes hold.
    fn for_each_part<'a>(&'a self, found: &mut impl FnMut(&'a Self)) {
        found(self);
        match self {
            Self::Array(inner) | Self::Map(inner) | Self::Nullable(inner) | Self::Boxed(inner) => {
                inner.for_each_part(found);
            }
            Self::Tuple(tuple) => {
                tuple.items.iter().chain([&tuple.rest]).for_each(|inner| inner.for_each_part(found));
            }
            _ => {}
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
        self.for_each_part(&mut |part| {
            if let TypeRef::Scalar(Scalar::Formatted(format)) = part {
                formats.insert(*format);
            }
        });
        formats
    }

    /// Whether the items of a list are described by their position.
    #[must_use]
    pub fn has_tuples(&self) -> bool {
        let mut has_tuples = false;
        self.for_each_part(&mut |part| has_tuples |= matches!(part, TypeRef::Tuple(_)));
        has_tuples
    }

    /// Calls `found` with the type of everything in the API, and with all that it holds.
    fn for_each_part<'a>(&'a self, found: &mut impl FnMut(&'a TypeRef)) {
        let mut place = |type_ref: &'a TypeRef| type_ref.for_each_part(found);
        self.types.values().for_each(|definition| definition.for_each_place(&mut place));
        let operations = self.groups.iter().flat_map(|group| &group.operations);
        operations.for_each(|operation| operation.for_each_place(&mut place));
        self.events.listed.iter().map(|event| &event.value).for_each(place);
    }

    /// Whether a union's values lead to each other, so that lists of them are graphs.
    #[must_use]
    pub fn has_graphs(&self) -> bool {
        let mut types = self.types.values();
        types.any(|definition| matches!(definition, Definition::Union(union) if union.graph.is_some()))
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
