//! Types as items: where each stands, which traits it has, and which functions make and change its values.

use super::features::Features;
use crate::lower::naming::{self, Prefix, Role, Scope, private_module};
use crate::model::items::{
    Argument, ConvertedFrom, Function, Home, KindSource, PageItem, Setter, Source, StructItem, TypeItem,
    TypeKind, UnionConstructor, UnionItem,
};
use crate::model::{
    Api, Definition, Field, Name, Page, Presence, Scalar, StructType, TypeRef, UnionType, Variant,
};
use std::collections::{BTreeMap, BTreeSet};

/// The longest chain of structs that a text is converted through: no chain that a person would convert is this long.
const LONGEST_CHAIN: usize = 8;

pub(super) fn items(api: &Api, features: &Features<'_>) -> BTreeMap<Name, TypeItem> {
    let pages = pages(api);
    let mut modules = BTreeSet::new();
    let mut items = BTreeMap::new();
    for (name, definition) in &api.types {
        let home = home(api, name, definition, &mut modules);
        let condition = match home {
            Home::Types(_) | Home::Arguments => features.of_type(name),
            Home::Group(_) | Home::GroupArguments(_) => Default::default(),
        };
        let kind = match definition {
            Definition::Struct(_) if !home.is_public() => TypeKind::Body,
            Definition::Struct(structure) => {
                TypeKind::Struct(struct_item(api, structure, pages.get(name).copied()))
            }
            Definition::Enum(_) => TypeKind::Enum,
            Definition::Union(union) => TypeKind::Union(union_item(api, union)),
        };
        items.insert(name.clone(), TypeItem { home, condition, derives: derives(definition, &kind), kind });
    }
    items
}

fn home(api: &Api, name: &Name, definition: &Definition, modules: &mut BTreeSet<Name>) -> Home {
    let is_body = matches!(definition, Definition::Struct(structure) if structure.arguments_only);
    match (api.owner(name), is_body) {
        (Some(group), true) => Home::GroupArguments(group.clone()),
        (None, true) => Home::Arguments,
        (Some(group), false) => Home::Group(group.clone()),
        (None, false) => {
            let module = private_module(name, |module| !modules.contains(module));
            modules.insert(module.clone());
            Home::Types(module)
        }
    }
}

fn derives(definition: &Definition, kind: &TypeKind) -> Vec<&'static str> {
    match (definition, kind) {
        (_, TypeKind::Body) => vec!["Clone", "Debug"],
        (Definition::Struct(structure), _) if structure.required().next().is_none() => {
            vec!["Clone", "Debug", "Default", "PartialEq"]
        }
        (Definition::Struct(_) | Definition::Union(_), _) => vec!["Clone", "Debug", "PartialEq"],
        (Definition::Enum(_), _) => vec!["Clone", "Debug", "PartialEq", "Eq", "PartialOrd", "Ord", "Hash"],
    }
}

fn argument(field: &Field) -> Argument {
    Argument::new(field.name.clone(), field.type_ref.clone(), field.pointer.clone())
}

fn struct_item(api: &Api, structure: &StructType, page: Option<&Page>) -> StructItem {
    let optional =
        structure.fields.iter().enumerate().filter(|(_, field)| field.presence == Presence::Optional);
    let setters = optional.map(|(index, field)| Setter {
        method: Prefix::With.of(&field.name),
        argument: argument(field),
        source: Source::Field(index),
    });
    StructItem {
        constructor: function(naming::constructor(), structure),
        setters: setters.collect(),
        conversions: conversions(api, structure),
        page: page.and_then(|page| page_item(api, structure, page)),
    }
}

/// The function that makes a value from what is required.
fn function(name: Name, structure: &StructType) -> Function {
    Function { name, arguments: structure.required().map(argument).collect() }
}

/// Conversions from the one thing that is required, so that `"next".into()` is an edge and what holds just an edge.
fn conversions(api: &Api, structure: &StructType) -> Vec<ConvertedFrom> {
    let Some(only) = structure.only_required() else { return Vec::new() };
    let mut conversions = Vec::new();
    if let TypeRef::Named(_) = &only.type_ref {
        conversions.push(ConvertedFrom::Value(only.type_ref.clone()));
    }
    if is_from_text(api, &only.type_ref, LONGEST_CHAIN) {
        conversions.extend([ConvertedFrom::Str, ConvertedFrom::Value(TypeRef::Scalar(Scalar::String))]);
    }
    conversions
}

/// Whether a text can be converted into the type.
fn is_from_text(api: &Api, type_ref: &TypeRef, left: usize) -> bool {
    match (type_ref, left.checked_sub(1)) {
        (TypeRef::Scalar(Scalar::String), _) => true,
        (TypeRef::Named(name), Some(left)) => match api.types.get(name) {
            Some(Definition::Struct(inner)) => {
                inner.only_required().is_some_and(|only| is_from_text(api, &only.type_ref, left))
            }
            Some(Definition::Enum(_)) => true,
            Some(Definition::Union(_)) | None => false,
        },
        _ => false,
    }
}

fn union_item(api: &Api, union: &UnionType) -> UnionItem {
    let mut taken: BTreeSet<Name> = BTreeSet::new();
    let mut constructors = Vec::new();
    for (index, variant) in union.variants.iter().enumerate() {
        let (Some(_), TypeRef::Named(holds)) = (&union.tag, &variant.type_ref) else { continue };
        let (Some(structure), Some(plain)) =
            (api.structure(holds), Name::new(variant.name.as_str(), Role::Value))
        else {
            continue;
        };
        let is_free = |name: &Name| !Scope::UnionFunctions.reserves(name.as_str()) && !taken.contains(name);
        let name = Prefix::New.where_taken(&plain, is_free);
        taken.insert(name.clone());
        constructors.push(UnionConstructor {
            variant: index,
            holds: holds.clone(),
            function: function(name, structure),
        });
    }
    let kind = union
        .tag
        .as_ref()
        .and_then(|tag| union.variants.iter().map(|variant| kind_source(api, variant, tag)).collect());
    let holds_alone = |variant: &Variant| {
        union.variants.iter().filter(|other| other.type_ref == variant.type_ref).count() == 1
    };
    let convertible = union.variants.iter().enumerate().filter(|(_, variant)| holds_alone(variant));
    UnionItem { constructors, kind, conversions: convertible.map(|(index, _)| index).collect() }
}

/// Where the value of the tag is found; `None` where it is of a type that has a name: whoever wants it takes it from there.
fn kind_source(api: &Api, variant: &Variant, tag: &str) -> Option<KindSource> {
    let value = variant.tags.first()?;
    match api.tag_field(variant, tag) {
        None => Some(KindSource::Constant(value.clone())),
        Some(field) if field.type_ref == TypeRef::Scalar(Scalar::String) => {
            Some(KindSource::Field(field.name.clone(), field.presence))
        }
        Some(_) => None,
    }
}

/// The responses that are pages of a list, each once, however many operations return it.
fn pages(api: &Api) -> BTreeMap<&Name, &Page> {
    let operations = api.groups.iter().flat_map(|group| &group.operations);
    operations
        .filter_map(|operation| match (&operation.success.type_ref, &operation.page) {
            (Some(TypeRef::Named(response)), Some(page)) => Some((response, page)),
            _ => None,
        })
        .collect()
}

fn page_item(api: &Api, response: &StructType, page: &Page) -> Option<PageItem> {
    let container = response.field(&page.container)?;
    let TypeRef::Named(container_type) = &container.type_ref else { return None };
    let inside = api.structure(container_type)?;
    let entries = inside.field(&page.items)?;
    let TypeRef::Array(entry) = &entries.type_ref else { return None };
    let counter =
        |property: &str| inside.field(property).map(|field| (field.name.clone(), field.type_ref.clone()));
    Some(PageItem {
        container: container.name.clone(),
        entries: entries.name.clone(),
        entry: (**entry).clone(),
        number: counter(&page.number)?,
        size: counter(&page.size)?,
    })
}
