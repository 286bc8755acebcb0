//! Reads lists whose items are described by their position.

use super::reader::Reader;
use crate::diagnostic::Result;
use crate::document::lift::beside;
use crate::lower::graph::{Shape, TupleShape};
use openapiv3::{ReferenceOr, Schema, SchemaKind, Type};

impl Reader<'_> {
    /// The shape of such a list; `None` for any other schema.
    pub(super) fn tuple(&mut self, schema: &Schema, place: &str) -> Result<Option<Shape>> {
        let Some(count) = beside::positions(|key| schema.schema_data.extensions.get(key)) else {
            return Ok(None);
        };
        let items = match &schema.schema_kind {
            SchemaKind::Type(Type::Array(list)) => {
                list.items.as_ref().map(|items| (items, list.min_items.unwrap_or(0)))
            }
            _ => None,
        };
        if let Some((ReferenceOr::Item(items), least)) = items
            && let SchemaKind::AnyOf { any_of } = &items.schema_kind
        {
            let mut nodes = self.list(any_of, &format!("{place}/items/anyOf"))?;
            let rest = if nodes.len() > count { nodes.pop() } else { None };
            let least = least.min(nodes.len());
            return Ok(Some(Shape::Tuple(TupleShape { items: nodes, least, rest })));
        }
        // Beside other keywords the list is what they say of it.
        let reason = "an item is any of those that are described, whatever its position";
        self.omit(&format!("{place}/prefixItems"), reason);
        Ok(None)
    }
}
