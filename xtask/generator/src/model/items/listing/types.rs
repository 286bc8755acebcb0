//! The items of types: the types themselves, their fields and variants, functions and traits.

use super::item::{Item, ItemKind, Piece};
use crate::model::items::{
    Argument, Constructor, ConvertedFrom, Crate, Function, NamedArguments, StructItem, TypeItem, TypeKind,
    TypeText, UnionItem,
};
use crate::model::{
    AdditionalProperties, Definition, EnumType, JsonPointer, Name, Presence, StructType, UnionType,
};
use std::collections::BTreeMap;

/// The path of types in the modules of types: none.
const HERE: &str = "";

pub(super) fn items(made: &Crate) -> impl Iterator<Item = Item> {
    let mut operations: BTreeMap<&Name, Vec<&JsonPointer>> = BTreeMap::new();
    for group in &made.api.groups {
        let places = group.operations.iter().map(|operation| &operation.pointer);
        operations.insert(&group.accessor, places.collect());
    }
    let public = made.types.iter().filter(|(_, item)| item.home.is_public());
    public.flat_map(move |(name, item)| {
        let mut items = Vec::new();
        let Some(definition) = made.api.types.get(name) else { return items };
        let users = made.api.users.get(name).map_or(&[][..], Vec::as_slice);
        Owner {
            name,
            path: format!("types::{name}"),
            pointer: definition.pointer(),
            users,
            operations: &operations,
        }
        .list(item, definition, &mut items);
        for listed in &mut items {
            listed.owner = Some(name.clone());
        }
        items
    })
}

/// The type whose items are listed.
struct Owner<'a> {
    name: &'a Name,
    path: String,
    pointer: &'a JsonPointer,
    /// The groups that use it, where groups have modules for types.
    users: &'a [Name],
    /// The places of the operations of each group.
    operations: &'a BTreeMap<&'a Name, Vec<&'a JsonPointer>>,
}

impl Owner<'_> {
    fn list(&self, item: &TypeItem, definition: &Definition, items: &mut Vec<Item>) {
        let word = if matches!(definition, Definition::Struct(_)) { "struct" } else { "enum" };
        let docs = definition.docs();
        items.push(Item::word(self.path.clone(), word, self.pointer).deprecated(docs.deprecated).open());
        self.also_at(self.name, items);
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

    /// The other paths of a type: in the modules of the groups that use it.
    fn also_at(&self, name: &Name, items: &mut Vec<Item>) {
        for group in self.users {
            let path = format!("operations::{group}::types::{name}");
            let operations = self.operations.get(group).into_iter().flatten().copied();
            let item = Item::word(path, "the same type", self.pointer);
            // The path is there because an operation of the group uses the type.
            items.push(Item { reasons: operations.chain([self.pointer]).cloned().collect(), ..item });
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
        Item::function(path, None, arguments, made(function.is_fallible()), pointer)
    }

    /// A constructor that takes its arguments by name, the struct that has them, and the conversion from that.
    fn named_constructor(
        &self,
        structure: &StructType,
        (function, named): (&Function, &NamedArguments),
        items: &mut Vec<Item>,
    ) {
        // Any of the fields can be what makes two arguments be of one type, or what adds one to them.
        let pointers: Vec<JsonPointer> = structure.fields.iter().map(|field| field.pointer.clone()).collect();
        let NamedArguments { name, parameters } = named;
        let by_name = NamedListing { function, parameters };
        let begin = items.len();
        let path = format!("types::{name}");
        let declared = TypeText::fixed(&format!("struct{}", by_name.parameters()));
        let declared = Piece { name: String::new(), text: declared, pointers: pointers.clone() };
        items.push(Item {
            kind: ItemKind::Value(declared),
            ..Item::word(path.clone(), "struct", self.pointer)
        });
        self.also_at(name, items);
        let derived = NAMED_DERIVES.map(|name| Item::word(format!("{path}: {name}"), "impl", self.pointer));
        items.extend(derived);
        items.extend(by_name.fields(&path));
        let taken = Piece {
            name: "values".to_owned(),
            text: TypeText::fixed(&format!("{name}{}", by_name.taken())),
            pointers: pointers.clone(),
        };
        let new = format!("{}::{}", self.path, function.name);
        items.push(Item::function(new, None, vec![taken], made(function.is_fallible()), self.pointer));
        if !function.is_fallible() {
            let from = format!("From<{name}{}>{}", by_name.parameters(), by_name.bounds());
            items.push(self.implements(&from));
        }
        for item in items.iter_mut().skip(begin) {
            item.reasons.clone_from(&pointers);
        }
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
        match &offered.constructor {
            Some(Constructor { function, named: Some(named), .. }) => {
                self.named_constructor(structure, (function, named), items);
            }
            Some(Constructor { function, .. }) => items.push(self.constructor(function, self.pointer)),
            None => {}
        }
        for setter in &offered.setters {
            let path = format!("{}::{}", self.path, setter.method);
            let arguments = vec![Piece::argument(&setter.argument, HERE)];
            let pointer = &setter.argument.pointer;
            let returns = made(setter.argument.conversion.is_fallible());
            let item = Item::function(path, Some("self"), arguments, returns, pointer);
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
        if enumeration.booleans().is_some() {
            items.extend([self.method("as_bool", "Option<bool>"), self.implements("From<bool>")]);
        }
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
        self.accessors(union, offered, items);
        for variant in offered.conversions.iter().filter_map(|index| variant(*index)) {
            let item = self.converts(&ConvertedFrom::Value(variant.type_ref.clone()));
            items.push(Item { pointer: variant.pointer.clone(), ..item }.because([&variant.pointer]));
        }
        items.extend(union.id.iter().map(|_| self.method("id", "Option<&str>")));
        items.extend(offered.kind.iter().map(|_| self.method("kind", "Option<&str>")));
        items.extend(union.edge.iter().map(|_| self.method("edges", "Vec<(&str, &str)>")));
        items.extend(union.graph.iter().map(|_| self.implements("graph::GraphElement")));
    }
    /// The methods that give the value of a variant.
    fn accessors(&self, union: &UnionType, offered: &UnionItem, items: &mut Vec<Item>) {
        for accessors in &offered.accessors {
            let variant = accessors.variant.and_then(|index| union.variants.get(index));
            let (held, pointer) = match variant {
                Some(variant) => (TypeText::of(variant.type_ref.unboxed(), HERE), &variant.pointer),
                None => (TypeText::fixed("Unknown"), self.pointer),
            };
            for (receiver, name, before) in [
                ("&self", &accessors.by_reference, "Option<&"),
                ("&mut self", &accessors.by_mutable_reference, "Option<&mut "),
                ("self", &accessors.by_value, "Option<"),
            ] {
                let returns = Piece::new(held.clone().within(before, ">"), pointer);
                let path = format!("{}::{name}", self.path);
                let item = Item::function(path, Some(receiver), Vec::new(), returns, pointer);
                items.push(if variant.is_some() { item.because([pointer]) } else { item });
            }
        }
    }
}

/// What a function returns that makes a value of the type, or changes one.
fn made(is_fallible: bool) -> Piece {
    Piece::fixed(if is_fallible { "Result<Self, Error>" } else { "Self" })
}

/// The traits that a struct of named arguments derives.
const NAMED_DERIVES: [&str; 2] = ["Clone", "Debug"];

/// The text of a struct of named arguments.
struct NamedListing<'a> {
    function: &'a Function,
    parameters: &'a [Option<Name>],
}

impl NamedListing<'_> {
    /// Each argument that is converted, with its type parameter.
    fn converted(&self) -> impl Iterator<Item = (&Argument, &Name)> {
        let all = self.function.arguments.iter().zip(self.parameters);
        all.filter_map(|(argument, parameter)| Some((argument, parameter.as_ref()?)))
    }

    fn parameters(&self) -> String {
        generics(self.converted().map(|(_, name)| name.to_string()))
    }

    /// What each type parameter stands for where the constructor takes the struct.
    fn taken(&self) -> String {
        generics(self.converted().map(|(argument, _)| Piece::argument(argument, HERE).text.to_string()))
    }

    /// What is demanded of the type parameters where the struct is converted.
    fn bounds(&self) -> String {
        let demanded = self.converted().map(|(argument, name)| {
            let taken = Piece::argument(argument, HERE).text.to_string();
            format!("{name}: {}", taken.trim_start_matches("impl "))
        });
        let demanded: Vec<String> = demanded.collect();
        if demanded.is_empty() { String::new() } else { format!(" where {}", demanded.join(", ")) }
    }

    fn fields(&self, path: &str) -> Vec<Item> {
        let field = |(argument, parameter): (&Argument, &Option<Name>)| {
            let text = match parameter {
                Some(parameter) => TypeText::fixed(parameter.as_str()),
                None => TypeText::of(&argument.type_ref, HERE),
            };
            Item::value(format!("{path}.{}", argument.name), text, &argument.pointer)
        };
        self.function.arguments.iter().zip(self.parameters).map(field).collect()
    }
}

fn generics(arguments: impl Iterator<Item = String>) -> String {
    let arguments: Vec<String> = arguments.collect();
    if arguments.is_empty() { String::new() } else { format!("<{}>", arguments.join(", ")) }
}
