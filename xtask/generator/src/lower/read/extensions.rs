//! Reads the schemas that extend others by `allOf`: nothing may refer to them, but a value can be one of them where a
//! schema that they extend has a discriminator.

use super::reader::Reader;
use crate::diagnostic::Result;
use crate::document::lift::beside;
use crate::document::{Document, pointer};
use crate::lower::graph::{NodeId, Shape};
use crate::lower::inheritance::Base;
use openapiv3::{Discriminator, ReferenceOr, Schema, SchemaKind};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

/// The most schemas that may extend one. A base of more is read as itself.
const MOST_EXTENSIONS: usize = 200;

/// What stands before the key in the pointer of a component schema.
const SCHEMAS: &str = "/components/schemas/";

/// The keys of the components that extend each component.
type Extending = BTreeMap<String, Vec<String>>;

impl Reader<'_> {
    /// The bases that something refers to, with the schemas that extend them, which are read for it.
    pub(super) fn read_extensions(&mut self) -> Result<Vec<Base>> {
        if self.bases.is_empty() {
            return Ok(Vec::new());
        }
        let extending = extending(self.document);
        let mut done: HashSet<NodeId> = HashSet::new();
        let mut bases = Vec::new();
        // What is read may refer to further bases.
        loop {
            let used = self.used_bases();
            let new: Vec<(NodeId, Discriminator)> =
                self.bases.iter().filter(|(id, _)| used.contains(id) && done.insert(*id)).cloned().collect();
            if new.is_empty() {
                return Ok(bases);
            }
            for (node, declared) in new {
                bases.extend(self.base(node, declared, &extending)?);
            }
        }
    }

    /// A base with all that extend it; `None` if nothing does, or too much.
    fn base(&mut self, node: NodeId, declared: Discriminator, extending: &Extending) -> Result<Option<Base>> {
        let place = self.graph.node(node).pointer.to_string();
        let Some(key) = component(&place) else { return Ok(None) };
        let kin = kin(extending, &key);
        if kin.len().max(declared.mapping.len()) > MOST_EXTENSIONS {
            return Ok(None);
        }
        let mut claimed = HashMap::new();
        for key in &kin {
            let at = format!("{SCHEMAS}{}", pointer::escape(key));
            let extension = self.target(&format!("#{at}"), &place)?;
            let value = self.document.json.pointer(&format!("{at}/x-ms-discriminator-value"));
            claimed.extend(value.and_then(|value| value.as_str()).map(|value| (extension, value.to_owned())));
        }
        let mut mapping = Vec::new();
        for (value, reference) in declared.mapping {
            if value == beside::ANY_OTHER_TAG {
                let at = format!("{}/discriminator/defaultMapping", self.graph.node(node).pointer);
                self.omit(&at, "values that are not mapped are read as an unknown variant");
                continue;
            }
            // What leads nowhere was reported when the document was mended.
            mapping.extend(self.target(&reference, &place).ok().map(|target| (value, target)));
        }
        Ok(Some(Base { node, property: declared.property_name, mapping, claimed }))
    }

    /// The bases that something other than an extension refers to.
    fn used_bases(&self) -> HashSet<NodeId> {
        let graph = &self.graph;
        let mut extended: HashSet<NodeId> = HashSet::new();
        for id in graph.ids().filter(|id| graph.node(*id).component.is_some()) {
            if let Shape::AllOf(members) = &graph.node(id).shape {
                extended.extend(members);
            }
        }
        let bases: HashSet<NodeId> = self.bases.iter().map(|(id, _)| *id).collect();
        let references = graph.ids().filter(|id| matches!(graph.node(*id).shape, Shape::Alias(_)));
        references
            .filter(|id| !extended.contains(id))
            .map(|id| graph.resolve(id))
            .filter(|id| bases.contains(id))
            .collect()
    }
}

/// The key of the component that stands at a place.
fn component(place: &str) -> Option<String> {
    place.strip_prefix(SCHEMAS).filter(|key| !key.contains('/')).map(pointer::unescape)
}

/// The keys of the components that extend each component.
fn extending(document: &Document) -> Extending {
    let mut extending = Extending::new();
    let schemas = document.openapi.components.iter().flat_map(|components| &components.schemas);
    for (key, schema) in schemas {
        let ReferenceOr::Item(Schema { schema_kind, .. }) = schema else { continue };
        let members = match schema_kind {
            SchemaKind::AllOf { all_of } => all_of,
            SchemaKind::Any(any) => &any.all_of,
            _ => continue,
        };
        for member in members {
            let ReferenceOr::Reference { reference } = member else { continue };
            if let Some(extended) = reference.strip_prefix('#').and_then(component) {
                extending.entry(extended).or_default().push(key.clone());
            }
        }
    }
    extending
}

/// The keys of all that extend a component, and of those that extend these.
fn kin(extending: &Extending, of: &str) -> BTreeSet<String> {
    let mut kin = BTreeSet::new();
    let mut open = vec![of.to_owned()];
    while let Some(key) = open.pop() {
        for child in extending.get(&key).into_iter().flatten() {
            if child != of && kin.insert(child.clone()) {
                open.push(child.clone());
            }
        }
    }
    kin
}
