//! Types as items: where each stands, which traits it has, and which functions make and change its values.

use super::construction::{self, argument, is_from_text, only_argument};
use super::features::Features;
use super::pages;
use crate::lower::naming::{self, Prefix, Remembered, Role, Scope, private_module};
use crate::model::items::{
    Argument, Constructor, ConvertedFrom, Function, Home, KindSource, PageItem, Setter, Source, StructItem,
    TypeItem, TypeKind, UnionConstructor, UnionItem, VariantAccessors,
};
use crate::model::{Api, Definition, Name, Presence, Scalar, StructType, TypeRef, UnionType, Variant};
use std::collections::{BTreeMap, BTreeSet};

pub(super) fn items(
    api: &Api,
    features: &Features<'_>,
    remembered: Remembered<'_>,
) -> BTreeMap<Name, TypeItem> {
    let mut pages = pages::pages(api);
    let (mut modules, mut names) = (BTreeSet::new(), BTreeSet::new());
    let mut constructible = BTreeMap::new();
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
                let page = pages.remove(name);
                let made = struct_item((api, remembered), (name, structure), page, &mut names);
                constructible.extend(made.constructor.clone().map(|constructor| (name.clone(), constructor)));
                TypeKind::Struct(made)
            }
            Definition::Enum(_) => TypeKind::Enum,
            // What variants hold comes first.
            Definition::Union(_) => TypeKind::Union(UnionItem::default()),
        };
        items.insert(name.clone(), TypeItem { home, condition, derives: derives(definition, &kind), kind });
    }
    for (name, item) in &mut items {
        if let (Some(Definition::Union(union)), TypeKind::Union(made)) = (api.types.get(name), &mut item.kind)
        {
            *made = union_item(api, union, &constructible);
        }
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
        // All of them, so that nothing that is added takes it away.
        (Definition::Struct(_), _) => vec!["Clone", "Debug", "Default", "PartialEq"],
        (Definition::Union(_), _) => vec!["Clone", "Debug", "PartialEq"],
        (Definition::Enum(_), _) => vec!["Clone", "Debug", "PartialEq", "Eq", "PartialOrd", "Ord", "Hash"],
    }
}

fn struct_item(
    (api, remembered): (&Api, Remembered<'_>),
    (name, structure): (&Name, &StructType),
    page: Option<PageItem>,
    names: &mut BTreeSet<Name>,
) -> StructItem {
    let constructor = construction::constructor((api, remembered), name, structure, names);
    let fields = structure.fields.iter().enumerate().filter(|_| constructor.is_some());
    let optional = fields.filter(|(_, field)| field.presence == Presence::Optional);
    let setters = optional.map(|(index, field)| Setter {
        method: Prefix::With.of(&field.name),
        argument: argument(field),
        source: Source::Field(index),
    });
    StructItem { setters: setters.collect(), conversions: conversions(api, structure), page, constructor }
}

/// Conversions from the one thing that is needed, so that `"next".into()` is an edge and what holds just an edge.
fn conversions(api: &Api, structure: &StructType) -> Vec<ConvertedFrom> {
    let Some(only) = only_argument(api, structure) else { return Vec::new() };
    let mut conversions = Vec::new();
    if let TypeRef::Named(_) | TypeRef::Scalar(Scalar::Formatted(_)) = only {
        conversions.push(ConvertedFrom::Value(only.clone()));
    }
    if is_from_text(api, only) {
        conversions.extend([ConvertedFrom::Str, ConvertedFrom::Value(TypeRef::Scalar(Scalar::String))]);
    }
    conversions
}

fn union_item(api: &Api, union: &UnionType, constructible: &BTreeMap<Name, Constructor>) -> UnionItem {
    let mut taken: BTreeSet<Name> = BTreeSet::new();
    let mut constructors = Vec::new();
    for (index, variant) in union.variants.iter().enumerate() {
        let (Some(_), TypeRef::Named(holds)) = (&union.tag, &variant.type_ref) else { continue };
        let (Some(constructor), Some(plain)) =
            (constructible.get(holds), Name::new(variant.name.as_str(), Role::Value))
        else {
            continue;
        };
        let is_free = |name: &Name| !Scope::UnionFunctions.reserves(name.as_str()) && !taken.contains(name);
        let name = Prefix::New.where_taken(&plain, is_free);
        taken.insert(name.clone());
        constructors.push(union_constructor(index, (holds, variant), name, constructor));
    }
    let kind = union
        .tag
        .as_ref()
        .and_then(|tag| union.variants.iter().map(|variant| kind_source(api, variant, tag)).collect());
    let holds_alone = |variant: &Variant| {
        union.variants.iter().filter(|other| other.type_ref == variant.type_ref).count() == 1
    };
    let convertible = union.variants.iter().enumerate().filter(|(_, variant)| holds_alone(variant));
    let conversions = convertible.map(|(index, _)| index).collect();
    UnionItem { constructors, accessors: accessors(union, taken), kind, conversions }
}

/// The function that makes a variant. It takes what the constructor of the struct takes, or the struct where that takes
/// its arguments by name.
fn union_constructor(
    variant: usize,
    (holds, held): (&Name, &Variant),
    name: Name,
    constructor: &Constructor,
) -> UnionConstructor {
    let takes_value = constructor.named.is_some();
    let arguments = match takes_value {
        true => vec![Argument::new(naming::value(), held.type_ref.clone(), None, held.pointer.clone())],
        false => constructor.function.arguments.clone(),
    };
    UnionConstructor { variant, holds: holds.clone(), function: Function { name, arguments }, takes_value }
}

/// The methods that give the value of a variant, for each variant of a union with a tag. None is called like a function
/// in `taken`.
fn accessors(union: &UnionType, mut taken: BTreeSet<Name>) -> Vec<VariantAccessors> {
    let known = union.variants.iter().enumerate().map(|(index, variant)| (Some(index), &variant.name));
    let all = known.chain([(None, &union.unknown)]).filter(|_| union.tag.is_some());
    let named = all.filter_map(|(variant, name)| {
        let is_free = |name: &Name| !Scope::UnionFunctions.reserves(name.as_str()) && !taken.contains(name);
        let [by_reference, by_mutable_reference, by_value] = naming::accessors(name, is_free)?;
        taken.extend([&by_reference, &by_mutable_reference, &by_value].map(Name::clone));
        Some(VariantAccessors { variant, by_reference, by_mutable_reference, by_value })
    });
    named.collect()
}

/// Where the value of the tag is found; `None` where it is of a type that has a name: whoever wants it takes it from there.
fn kind_source(api: &Api, variant: &Variant, tag: &str) -> Option<KindSource> {
    let value = variant.tags.first()?;
    match api.tag_field(variant, tag) {
        None => Some(KindSource::Constant(value.clone())),
        Some(field) if matches!(field.type_ref, TypeRef::Scalar(scalar) if scalar.is_text()) => {
            Some(KindSource::Field(field.name.clone(), field.presence))
        }
        Some(_) => None,
    }
}
