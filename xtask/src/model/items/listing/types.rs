//! The items of types: the types themselves, their fields and variants, functions and traits.

use super::item::{Item, Piece};
use crate::model::items::{
    ConvertedFrom, Crate, Function, Home, StructItem, TypeItem, TypeKind, TypeText, UnionItem,
};
use crate::model::{
    AdditionalProperties, Definition, EnumType, JsonPointer, Name, Presence, StructType, UnionType,
};

/// The path of types in the modules of types: none.
const HERE: &str = "";

pub(super) fn items(made: &Crate) -> Vec<Item> {
    let mut items = Vec::new();
    for (name, item) in made.types.iter().filter(|(_, item)| item.home.is_public()) {
        let Some(definition) = made.api.types.get(name) else { continue };
        let begin = items.len();
        Owner { name, path: format!("types::{name}"), pointer: definition.pointer() }
            .list(item, definition, &mut items);
        for listed in items.iter_mut().skip(begin) {
            listed.owner = Some(name.clone());
        }
    }
    items
}

/// The type whose items are listed.
struct Owner<'a> {
    name: &'a Name,
    path: String,
    pointer: &'a JsonPointer,
}

impl Owner<'_> {
    fn list(&self, item: &TypeItem, definition: &Definition, items: &mut Vec<Item>) {
        let word = if matches!(definition, Definition::Struct(_)) { "struct" } else { "enum" };
        let docs = definition.docs();
        items.push(Item::word(self.path.clone(), word, self.pointer).deprecated(docs.deprecated).open());
        if let Home::Group(group) = &item.home {
            let path = format!("operations::{group}::types::{}", self.name);
            items.push(Item::word(path, "the same type", self.pointer));
        }
        items.extend(
            item.derives.iter().chain(&["Serialize", "Deserialize"]).map(|name| self.implements(name)),
        );
        match (definition, &item.kind) {
            (Definition::Struct(structure), TypeKind::Struct(offered)) => {
                self.structure(structure, offered, items)
            }
            (Definition::Enum(enumeration), _) => self.enumeration(enumeration, items),
            (Definition::Union(union), TypeKind::Union(offered)) => self.union(union, offered, items),
            _ => {}
        }
    }

    fn implements(&self, implemented: &str) -> Item {
        Item::word(format!("{}: {implemented}", self.path), "impl", self.pointer)
    }

    fn converts(&self, from: &ConvertedFrom) -> Item {
        let from = match from {
            ConvertedFrom::Str => "&str".to_owned(),
            ConvertedFrom::Value(type_ref) => TypeText::of(type_ref, HERE).to_string(),
        };
        self.implements(&format!("From<{from}>"))
    }

    /// A function that makes a value of the type.
    fn constructor(&self, function: &Function, pointer: &JsonPointer) -> Item {
        let arguments = function.arguments.iter().map(|argument| Piece::argument(argument, HERE)).collect();
        let path = format!("{}::{}", self.path, function.name);
        Item::function(path, None, arguments, Piece::fixed("Self"), pointer)
    }

    /// A method that looks the same for every type.
    fn method(&self, name: &str, returns: &str) -> Item {
        let path = format!("{}::{name}", self.path);
        Item::function(path, Some("&self"), Vec::new(), Piece::fixed(returns), self.pointer)
    }

    fn structure(&self, structure: &StructType, offered: &StructItem, items: &mut Vec<Item>) {
        for field in &structure.fields {
            let plain = TypeText::of(&field.type_ref, HERE);
            let text = match field.presence {
                Presence::Required => plain,
                Presence::Optional => plain.within("Option<", ">"),
            };
            let path = format!("{}.{}", self.path, field.name);
            items.push(Item::value(path, text, &field.pointer).deprecated(field.docs.deprecated));
        }
        let additional = match &structure.additional {
            AdditionalProperties::Any => TypeText::fixed("AdditionalProperties"),
            AdditionalProperties::Typed(type_ref) => {
                TypeText::of(type_ref, HERE).within("BTreeMap<String, ", ">")
            }
        };
        let pointer = structure.additional_pointer();
        items.push(Item::value(format!("{}.additional_properties", self.path), additional, &pointer));
        items.push(self.constructor(&offered.constructor, self.pointer));
        for setter in &offered.setters {
            let path = format!("{}::{}", self.path, setter.method);
            let arguments = vec![Piece::argument(&setter.argument, HERE)];
            let pointer = &setter.argument.pointer;
            let item = Item::function(path, Some("self"), arguments, Piece::fixed("Self"), pointer);
            items.push(item.because([pointer]));
        }
        items.extend(offered.conversions.iter().map(|from| self.converts(from)));
        items.extend(offered.page.iter().map(|_| self.implements("Paginated")));
    }

    fn enumeration(&self, enumeration: &EnumType, items: &mut Vec<Item>) {
        for value in &enumeration.values {
            let path = format!("{}::{}", self.path, value.name);
            let pointer = enumeration.value_pointer(value);
            items.push(Item::word(path, "variant", &pointer).because([&pointer]));
        }
        let other = format!("{}::{}", self.path, enumeration.other);
        items.push(Item::value(other, TypeText::fixed("(String)"), self.pointer));
        items.push(self.method("as_str", "&str"));
        items.extend(
            ["From<&str>", "From<String>", "Display"].map(|implemented| self.implements(implemented)),
        );
    }

    fn union(&self, union: &UnionType, offered: &UnionItem, items: &mut Vec<Item>) {
        for variant in &union.variants {
            let path = format!("{}::{}", self.path, variant.name);
            items.push(Item::value(
                path,
                TypeText::of(&variant.type_ref, HERE).within("(", ")"),
                &variant.pointer,
            ));
        }
        let unknown = format!("{}::{}", self.path, union.unknown);
        items.push(Item::value(unknown, TypeText::fixed("(Unknown)"), self.pointer));
        let variant = |index: usize| union.variants.get(index);
        for made in &offered.constructors {
            let Some(variant) = variant(made.variant) else { continue };
            items.push(self.constructor(&made.function, &variant.pointer).because([&variant.pointer]));
        }
        for variant in offered.conversions.iter().filter_map(|index| variant(*index)) {
            let item = self.converts(&ConvertedFrom::Value(variant.type_ref.clone()));
            items.push(Item { pointer: variant.pointer.clone(), ..item }.because([&variant.pointer]));
        }
        items.extend(union.id.iter().map(|_| self.method("id", "Option<&str>")));
        items.extend(offered.kind.iter().map(|_| self.method("kind", "Option<&str>")));
        items.extend(union.edge.iter().map(|_| self.method("edges", "Vec<(&str, &str)>")));
        items.extend(union.graph.iter().map(|_| self.implements("graph::GraphElement")));
    }
}
