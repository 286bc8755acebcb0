//! The objects of an OpenAPI document: which values are schemas, parameters or responses, and which are plain data.
//!
//! A key means different things in different places: `default` is data in a schema and a response among responses;
//! `$ref` is a reference in a schema and the name of a property among properties. So every step that walks a document
//! uses this table.

use std::collections::HashMap;
use std::ops::Range;

use serde_json::Value;

use super::pointer::Pointer;
use super::version::Version;

pub(super) use super::kinds::{Holds, Kind, METHODS, SECTIONS_OF_SWAGGER};

/// One object of a document.
#[derive(Debug)]
pub(super) struct Place<'d> {
    /// What it is; its position decides that.
    pub(super) kind: Kind,
    /// The value at this place, which may be of the wrong type.
    pub(super) value: &'d Value,
    /// The field of the parent that holds it.
    pub(super) field: &'d str,
    member: Member<'d>,
    parent: usize,
    children: Range<usize>,
}

#[derive(Debug, Clone, Copy)]
enum Member<'d> {
    Whole,
    Key(&'d str),
    Index(usize),
}

/// All objects of a document. Parents come before their children, and the children of one parent are next to each other.
#[derive(Debug)]
pub(super) struct Places<'d> {
    document: &'d Value,
    version: Version,
    list: Vec<Place<'d>>,
    /// The number of each place by the address of its value.
    by_address: HashMap<*const Value, usize>,
}

impl<'d> Places<'d> {
    /// Finds the objects of a document of any version. Fields beside a `$ref` are ignored where they have no meaning.
    pub(super) fn of(document: &'d Value) -> Self {
        let root = Place {
            kind: Kind::Document,
            value: document,
            field: "",
            member: Member::Whole,
            parent: 0,
            children: 0..0,
        };
        let mut places = Self {
            document,
            version: Version::claimed(document),
            list: vec![root],
            by_address: HashMap::new(),
        };
        let mut at = 0;
        while at < places.list.len() {
            places.find_children(at);
            at += 1;
        }
        let by_address = |(at, place): (usize, &Place<'_>)| (std::ptr::from_ref(place.value), at);
        places.by_address = places.list.iter().enumerate().map(by_address).collect();
        places
    }

    /// All places. The number of a place is its index in this list.
    pub(super) fn list(&self) -> &[Place<'d>] {
        &self.list
    }

    /// The place with a number.
    pub(super) fn get(&self, at: usize) -> Option<&Place<'d>> {
        self.list.get(at)
    }

    /// The numbers of the objects that a place holds.
    pub(super) fn children(&self, at: usize) -> Range<usize> {
        self.get(at).map_or(0..0, |place| place.children.clone())
    }

    /// The number of the object that a pointer leads to. `None` if it leads nowhere, or to a value that is not an object
    /// of OpenAPI.
    pub(super) fn at(&self, pointer: &Pointer) -> Option<usize> {
        let value = self.value(pointer)?;
        self.by_address.get(&std::ptr::from_ref(value)).copied()
    }

    /// The value at a pointer, whether it is an object of OpenAPI or not.
    pub(super) fn value(&self, pointer: &Pointer) -> Option<&'d Value> {
        self.document.pointer(pointer.as_str())
    }

    /// The pointer to a place.
    pub(super) fn pointer(&self, at: usize) -> Pointer {
        pointer(&self.list, at)
    }

    /// The component that a place is or belongs to: its number, section and name.
    pub(super) fn component(&self, at: usize) -> Option<(usize, &'d str, &'d str)> {
        let mut at = at;
        while at != 0 {
            let place = self.get(at)?;
            let parent = self.get(place.parent)?;
            if parent.kind == Kind::Components || (parent.kind == Kind::Document && self.is_section(place)) {
                return Some((at, place.field, place.key()?));
            }
            at = place.parent;
        }
        None
    }

    /// Whether a place is the document's components object, or a component that the document itself holds.
    pub(super) fn is_components(&self, at: usize) -> bool {
        self.get(at).is_some_and(|place| {
            place.kind == Kind::Components || (place.parent == 0 && at != 0 && self.is_section(place))
        })
    }

    /// Whether an object that the document itself holds is a component, as in Swagger 2.0.
    fn is_section(&self, place: &Place<'_>) -> bool {
        self.version == Version::Swagger2_0 && SECTIONS_OF_SWAGGER.contains(&place.field)
    }

    fn find_children(&mut self, parent: usize) {
        let Some((kind, value)) = self.list.get(parent).map(|place| (place.kind, place.value)) else {
            return;
        };
        let begin = self.list.len();
        if let Value::Object(fields) = value
            && (!(kind.may_be_a_reference() && fields.contains_key("$ref"))
                || (kind == Kind::Schema && self.version.has_json_schema()))
        {
            for (field, value) in fields {
                if let Some(holds) = kind.holds_in(self.version, field) {
                    self.find_members(parent, field, value, holds);
                }
            }
        }
        let children = begin..self.list.len();
        if let Some(place) = self.list.get_mut(parent) {
            place.children = children;
        }
    }

    fn find_members(&mut self, parent: usize, field: &'d str, value: &'d Value, holds: Holds) {
        let is_later = self.version.has_json_schema();
        let mut add = |kind, value, member| {
            self.list.push(Place { kind, value, field, member, parent, children: 0..0 });
        };
        match (holds, value) {
            // `additionalProperties` is a schema or a boolean, and so is every schema in later versions.
            (Holds::One(Kind::Schema), Value::Bool(_)) if field == "additionalProperties" || is_later => {}
            (Holds::One(kind), _) => add(kind, value, Member::Whole),
            (Holds::List(kind), Value::Array(items)) => {
                for (index, item) in items.iter().enumerate() {
                    add(kind, item, Member::Index(index));
                }
            }
            (Holds::Map(kind), Value::Object(entries)) => {
                for (key, entry) in entries {
                    add(kind, entry, Member::Key(key));
                }
            }
            (Holds::Patterned(kind), Value::Object(entries)) => {
                for (key, entry) in entries.iter().filter(|(key, _)| !key.starts_with("x-")) {
                    add(kind, entry, Member::Key(key));
                }
            }
            // The field has the wrong type: `object_fields.rs` reports it.
            (Holds::List(_) | Holds::Map(_) | Holds::Patterned(_), _) => {}
        }
    }
}

/// The pointer to a place in the list of all places.
pub(super) fn pointer(list: &[Place<'_>], at: usize) -> Pointer {
    let mut ancestry = Vec::new();
    let mut at = at;
    while at != 0 {
        let Some(place) = list.get(at) else { break };
        ancestry.push(place);
        at = place.parent;
    }
    let mut pointer = Pointer::root();
    for place in ancestry.iter().rev() {
        pointer.push(place.field);
        match place.member {
            Member::Whole => {}
            Member::Key(key) => pointer.push(key),
            Member::Index(index) => pointer.push(index),
        }
    }
    pointer
}

impl<'d> Place<'d> {
    /// Its key in the parent: in a map the key of the entry, otherwise the field.
    pub(super) fn key(&self) -> Option<&'d str> {
        match self.member {
            Member::Key(key) => Some(key),
            Member::Whole => Some(self.field),
            Member::Index(_) => None,
        }
    }

    /// A field of it.
    pub(super) fn field(&self, name: &str) -> Option<&'d Value> {
        self.value.get(name)
    }

    /// A field of it that is a string.
    pub(super) fn text(&self, name: &str) -> Option<&'d str> {
        self.field(name)?.as_str()
    }
}
