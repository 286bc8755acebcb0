//! Which types lead to which.

use super::{AdditionalProperties, Api, BodyKind, Definition, Name, Operation, StructType, TypeRef};
use std::collections::{BTreeMap, BTreeSet};

impl Operation {
    /// Calls `found` with every type that the operation names.
    pub fn for_each_type<'a>(&'a self, found: &mut impl FnMut(&'a Name)) {
        for parameter in &self.parameters {
            parameter.type_ref.for_each_type(found);
        }
        match self.body.as_ref().map(|body| &body.kind) {
            Some(BodyKind::Arguments(name)) => found(name),
            Some(BodyKind::Json(type_ref)) => type_ref.for_each_type(found),
            Some(BodyKind::Form(form)) => {
                form.fields.iter().for_each(|field| field.field.type_ref.for_each_type(found));
            }
            Some(BodyKind::Raw(_)) | None => {}
        }
        let errors = self.errors.iter().filter_map(|error| error.type_ref.as_ref());
        for type_ref in self.success.type_ref.iter().chain(errors) {
            type_ref.for_each_type(found);
        }
    }
}

impl Definition {
    /// Calls `found` with every type that the definition names.
    pub fn for_each_type<'a>(&'a self, found: &mut impl FnMut(&'a Name)) {
        match self {
            Self::Struct(structure) => {
                for field in &structure.fields {
                    field.type_ref.for_each_type(found);
                }
                if let AdditionalProperties::Typed(type_ref) = &structure.additional {
                    type_ref.for_each_type(found);
                }
            }
            Self::Enum(_) => {}
            Self::Union(union) => {
                for variant in &union.variants {
                    variant.type_ref.for_each_type(found);
                }
                union.edge.iter().for_each(found);
            }
        }
    }
}

impl TypeRef {
    /// Calls `found` with every type that this one names.
    pub fn for_each_type<'a>(&'a self, found: &mut impl FnMut(&'a Name)) {
        match self {
            Self::Array(inner) | Self::Map(inner) | Self::Nullable(inner) | Self::Boxed(inner) => {
                inner.for_each_type(found);
            }
            Self::Named(name) => found(name),
            _ => {}
        }
    }
}

/// Adds a type and all that it leads to.
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
    /// The struct of a name; `None` where the name is of another kind of type.
    #[must_use]
    pub fn structure(&self, name: &Name) -> Option<&StructType> {
        match self.types.get(name)? {
            Definition::Struct(structure) => Some(structure),
            Definition::Enum(_) | Definition::Union(_) => None,
        }
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
