//! The types of the API: a file each, or one for all types that a group alone uses.

use super::file::{File, Part};
use super::ident::ident;
use super::{conditions, enums, pages, schema_data, structs, unions};
use crate::model::items::{Constructor, Crate, Home, StructItem, TypeItem, TypeKind};
use crate::model::{Definition, Name};
use proc_macro2::{Ident, TokenStream};
use quote::quote;
use std::collections::{BTreeMap, BTreeSet};

/// A type: its name, its definition and its item.
type Typed<'a> = (&'a Name, &'a Definition, &'a TypeItem);

/// The module `types`, and a file for each type in it; types that one group alone uses are in the group's module, which
/// exports the others that the group uses.
pub(super) fn files(made: &Crate) -> Vec<File<'_>> {
    let mut files = vec![File::tokens("src/types/mod.rs", move || module(made))];
    let mut of_groups: BTreeMap<&Name, Vec<Typed<'_>>> = BTreeMap::new();
    for (name, item) in &made.types {
        let Some(definition) = made.api.types.get(name) else { continue };
        match &item.home {
            Home::Types(module) => files.push(File::parts(format!("src/types/{module}.rs"), move || {
                let docs = format!(" The type `{name}`.");
                file(made, &docs, &quote!(super::), (&[(name, definition, item)], &[]))
            })),
            Home::Group(group) => of_groups.entry(group).or_default().push((name, definition, item)),
            Home::Arguments | Home::GroupArguments(_) => {}
        }
    }
    for (group, item) in made.api.groups.iter().zip(&made.groups).filter(|(_, item)| item.has_types) {
        let (group, shared) = (&group.accessor, &item.shared_types);
        let types = of_groups.remove(group).unwrap_or_default();
        files.push(File::parts(format!("src/operations/{group}/types.rs"), move || {
            let docs = format!(" The types that the operations of `{group}` use.");
            file(made, &docs, &quote!(crate::types::), (&types, shared))
        }));
    }
    files
}

/// The file of some types. Those in `shared` are declared elsewhere, and exported here.
fn file(made: &Crate, docs: &str, path: &TokenStream, (types, shared): (&[Typed<'_>], &[Name])) -> Vec<Part> {
    let mut code = Vec::new();
    let mut named = BTreeSet::new();
    for (name, definition, item) in types {
        code.extend(match (definition, &item.kind) {
            (Definition::Struct(structure), TypeKind::Struct(offered)) => {
                structs::definition(name, structure, (item, offered))
            }
            (Definition::Enum(enumeration), _) => enums::definition(name, enumeration, &item.derives),
            (Definition::Union(union), TypeKind::Union(offered)) => {
                vec![Part::Tokens(unions::definition(made, name, union, (item, offered)))]
            }
            _ => Vec::new(),
        });
        code.extend(schema_data::of_type(&made.api, name).map(Part::Tokens));
        names_of(definition, item, &mut named);
        if let Some(described) = made.api.schemas.get(name) {
            described.schema.for_each_type(&mut |name| {
                named.insert(name);
            });
        }
        if let TypeKind::Struct(StructItem { page: Some(page), .. }) = &item.kind {
            code.push(Part::Tokens(pages::implementation(name, page)));
            page.entry.for_each_type(&mut |name| {
                named.insert(name);
            });
        }
    }
    for name in types.iter().map(|(name, ..)| *name).chain(shared) {
        named.remove(name);
    }
    let exports = shared.iter().filter_map(|name| Some(exported(name, made.types.get(name)?)));
    let imported: Vec<Ident> = named.into_iter().map(ident).collect();
    let imports = match &imported[..] {
        [] => TokenStream::new(),
        [one] => quote!(use #path #one;),
        several => quote!(use #path {#(#several),*};),
    };
    let head = quote! {
        #![doc = #docs]

        #imports
        #(pub use crate::types::#exports;)*
    };
    std::iter::once(Part::Tokens(head)).chain(code).collect()
}

/// Adds the types that the code of a definition names: those of its fields or variants, and those that a union's
/// constructors take.
fn names_of<'a>(definition: &'a Definition, item: &'a TypeItem, named: &mut BTreeSet<&'a Name>) {
    let mut found = |name| {
        named.insert(name);
    };
    let (Definition::Union(union), TypeKind::Union(offered)) = (definition, &item.kind) else {
        return definition.for_each_type(&mut found);
    };
    let held = union.variants.iter().map(|variant| &variant.type_ref);
    let taken = offered.constructors.iter().flat_map(|made| &made.function.arguments);
    for type_ref in held.chain(taken.map(|argument| &argument.type_ref)) {
        type_ref.for_each_type(&mut found);
    }
}

/// What the module of a type exports: the type, and the struct by which its constructor takes its arguments.
fn exported(name: &Name, item: &TypeItem) -> TokenStream {
    let type_name = ident(name);
    match &item.kind {
        TypeKind::Struct(StructItem {
            constructor: Some(Constructor { named: Some(named), .. }), ..
        }) => {
            let named = ident(&named.name);
            quote!({#type_name, #named})
        }
        _ => quote!(#type_name),
    }
}

fn module(made: &Crate) -> TokenStream {
    let shared: Vec<(Ident, TokenStream, TokenStream)> = made
        .types
        .iter()
        .filter_map(|(name, item)| match &item.home {
            Home::Types(module) => {
                Some((ident(module), exported(name, item), conditions::attribute(&item.condition)))
            }
            _ => None,
        })
        .collect();
    let modules = shared.iter().map(|(module, _, attribute)| quote!(#attribute mod #module;));
    let types = shared.iter().map(|(module, names, attribute)| quote!(#attribute pub use #module::#names;));
    let groups = made.api.groups.iter().zip(&made.groups).filter(|(group, _)| {
        let home = Home::Group(group.accessor.clone());
        made.types.values().any(|item| item.home == home)
    });
    let mut owned: Vec<(&Name, TokenStream)> =
        groups.map(|(group, item)| (&group.accessor, conditions::attribute(&item.condition))).collect();
    owned.sort_by_key(|(accessor, _)| *accessor);
    let owned = owned.into_iter().map(|(accessor, attribute)| {
        let accessor = ident(accessor);
        quote!(#attribute pub use crate::operations::#accessor::types::*;)
    });
    quote! {
        #![doc = " The types of the API: what requests carry and responses bring."]

        #(#modules)*

        #(#types)*

        #(#owned)*
    }
}
