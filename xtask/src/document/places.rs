//! What stands where in an OpenAPI 3.0 document: which values are schemas, parameters, responses, and which are data.
//!
//! The same key means different things in different places: `default` is data in a schema and a response among
//! responses; `$ref` is a reference in a schema and a property's name among properties. So every step that walks a
//! document walks it through this table.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::OnceLock;

use serde_json::Value;

use super::pointer::Pointer;

/// The objects of OpenAPI 3.0 that hold references, or hold objects that do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Kind {
    Document,
    Components,
    PathItem,
    Operation,
    Parameter,
    RequestBody,
    MediaType,
    Encoding,
    Response,
    Header,
    Schema,
    Example,
    Link,
    Callback,
    SecurityScheme,
}

/// How a field of an object holds further objects.
#[derive(Clone, Copy)]
enum Holds {
    /// The field is one.
    One(Kind),
    /// The field is a list of them.
    List(Kind),
    /// The field is a map of them, under any keys.
    Map(Kind),
    /// The field is a map of them in which keys with `x-` are extensions.
    Patterned(Kind),
}

/// The fields of a path item that hold an operation.
pub(super) const METHODS: [&str; 8] = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

impl Kind {
    /// What the specification calls it.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Document => "document",
            Self::Components => "components object",
            Self::PathItem => "path item",
            Self::Operation => "operation",
            Self::Parameter => "parameter",
            Self::RequestBody => "request body",
            Self::MediaType => "media type",
            Self::Encoding => "encoding",
            Self::Response => "response",
            Self::Header => "header",
            Self::Schema => "schema",
            Self::Example => "example",
            Self::Link => "link",
            Self::Callback => "callback",
            Self::SecurityScheme => "security scheme",
        }
    }

    /// Whether a reference may stand in its place. A path item's `$ref` is left out: the specification leaves its
    /// meaning undefined beside other fields, and what it points at would be an operation with two paths.
    pub(super) fn may_be_a_reference(self) -> bool {
        !matches!(
            self,
            Self::Document
                | Self::Components
                | Self::PathItem
                | Self::Operation
                | Self::MediaType
                | Self::Encoding
        )
    }

    /// What a field must be in JSON so that it can hold the objects that it holds; `None` for a field that holds
    /// none, and for `additionalProperties`, which has a choice.
    pub(super) fn container(self, field: &str) -> Option<&'static str> {
        match self.holds(field)? {
            Holds::One(_) if field == "additionalProperties" => None,
            Holds::One(_) | Holds::Map(_) | Holds::Patterned(_) => Some("an object"),
            Holds::List(_) => Some("an array"),
        }
    }

    /// Whether a field is itself an object of OpenAPI.
    pub(super) fn holds_one(self, field: &str) -> bool {
        matches!(self.holds(field), Some(Holds::One(_)))
    }

    fn holds(self, field: &str) -> Option<Holds> {
        use Holds::{List, Map, One, Patterned};
        use Kind::*;
        Some(match (self, field) {
            (Document, "paths") => Patterned(PathItem),
            (Document, "components") => One(Components),
            (Components, "schemas") => Map(Schema),
            (Components, "responses") => Map(Response),
            (Components, "parameters") => Map(Parameter),
            (Components | Parameter | Header | MediaType, "examples") => Map(Example),
            (Components, "requestBodies") => Map(RequestBody),
            (Components | Response | Encoding, "headers") => Map(Header),
            (Components, "securitySchemes") => Map(SecurityScheme),
            (Components | Response, "links") => Map(Link),
            (Components | Operation, "callbacks") => Map(Callback),
            (PathItem | Operation, "parameters") => List(Parameter),
            (PathItem, method) if METHODS.contains(&method) => One(Operation),
            (Operation, "requestBody") => One(RequestBody),
            (Operation, "responses") => Patterned(Response),
            (Parameter | Header | RequestBody | Response, "content") => Map(MediaType),
            (Parameter | Header | MediaType, "schema") => One(Schema),
            (MediaType, "encoding") => Map(Encoding),
            (Callback, expression) if !expression.starts_with("x-") => One(PathItem),
            (Schema, "properties") => Map(Schema),
            (Schema, "items" | "additionalProperties" | "not") => One(Schema),
            (Schema, "allOf" | "oneOf" | "anyOf") => List(Schema),
            _ => return None,
        })
    }
}

/// One object of a document.
#[derive(Debug)]
pub(super) struct Place<'d> {
    /// What it is, judged by where it stands.
    pub(super) kind: Kind,
    /// It itself, or whatever stands in its place.
    pub(super) value: &'d Value,
    /// The field of the object around it that holds it.
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

/// All objects of a document, outer ones before inner ones, those of one object side by side.
#[derive(Debug)]
pub(super) struct Places<'d> {
    document: &'d Value,
    list: Vec<Place<'d>>,
    /// Numbers, so that threads can share them; made when they are asked for.
    by_address: OnceLock<HashMap<usize, usize>>,
}

impl<'d> Places<'d> {
    /// Finds the objects of a document. Behind a reference nothing is looked for: its siblings mean nothing.
    pub(super) fn of(document: &'d Value) -> Self {
        let root = Place {
            kind: Kind::Document,
            value: document,
            field: "",
            member: Member::Whole,
            parent: 0,
            children: 0..0,
        };
        let mut places = Self { document, list: vec![root], by_address: OnceLock::new() };
        let mut at = 0;
        while at < places.list.len() {
            places.find_children(at);
            at += 1;
        }
        places
    }

    /// The number of a place is its position here.
    pub(super) fn list(&self) -> &[Place<'d>] {
        &self.list
    }

    /// The place with a number; the document itself if there is no such number.
    pub(super) fn get(&self, at: usize) -> Option<&Place<'d>> {
        self.list.get(at)
    }

    /// The objects that a place holds.
    pub(super) fn children(&self, at: usize) -> Range<usize> {
        self.get(at).map_or(0..0, |place| place.children.clone())
    }

    /// The object that a pointer leads to; `None` if it leads nowhere, or to something that is no object of OpenAPI.
    pub(super) fn at(&self, pointer: &Pointer) -> Option<usize> {
        let value = self.value(pointer)?;
        self.by_address().get(&std::ptr::from_ref(value).addr()).copied()
    }

    fn by_address(&self) -> &HashMap<usize, usize> {
        let numbered = || self.list.iter().enumerate();
        let address = |place: &Place<'_>| std::ptr::from_ref(place.value).addr();
        self.by_address.get_or_init(|| numbered().map(|(at, place)| (address(place), at)).collect())
    }

    /// Whatever stands at a pointer, object of OpenAPI or not.
    pub(super) fn value(&self, pointer: &Pointer) -> Option<&'d Value> {
        self.document.pointer(pointer.as_str())
    }

    /// Where a place stands.
    pub(super) fn pointer(&self, at: usize) -> Pointer {
        let mut line = Vec::new();
        let mut at = at;
        while at != 0 {
            let Some(place) = self.get(at) else { break };
            line.push(place);
            at = place.parent;
        }
        let mut pointer = Pointer::root();
        for place in line.iter().rev() {
            pointer.push(place.field);
            match place.member {
                Member::Whole => {}
                Member::Key(key) => pointer.push(key),
                Member::Index(index) => pointer.push(index),
            }
        }
        pointer
    }

    /// The component that a place is, or belongs to: its number, its section and its name.
    pub(super) fn component(&self, at: usize) -> Option<(usize, &'d str, &'d str)> {
        let mut at = at;
        while at != 0 {
            let place = self.get(at)?;
            if self.get(place.parent)?.kind == Kind::Components {
                return Some((at, place.field, place.key()?));
            }
            at = place.parent;
        }
        None
    }

    /// Whether a place is the document's components object.
    pub(super) fn is_components(&self, at: usize) -> bool {
        self.get(at).is_some_and(|place| place.kind == Kind::Components)
    }

    fn find_children(&mut self, parent: usize) {
        let Some((kind, value)) = self.list.get(parent).map(|place| (place.kind, place.value)) else {
            return;
        };
        let begin = self.list.len();
        if let Value::Object(fields) = value
            && !(kind.may_be_a_reference() && fields.contains_key("$ref"))
        {
            for (field, value) in fields {
                if let Some(holds) = kind.holds(field) {
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
        let mut add = |kind, value, member| {
            self.list.push(Place { kind, value, field, member, parent, children: 0..0 });
        };
        match (holds, value) {
            // `additionalProperties` is a schema or a boolean.
            (Holds::One(Kind::Schema), Value::Bool(_)) if field == "additionalProperties" => {}
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
            // Not what the field must hold: `shape.rs` says so.
            (Holds::List(_) | Holds::Map(_) | Holds::Patterned(_), _) => {}
        }
    }
}

impl<'d> Place<'d> {
    /// The key under which it stands in a map.
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
