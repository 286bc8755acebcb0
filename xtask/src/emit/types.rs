//! The types of the API: a file each.

use super::ident::ident;
use super::owned::ByGroup;
use super::{File, enums, features, pages, structs, unions};
use crate::model::{Api, Definition, Name, Page};
use proc_macro2::{Ident, TokenStream};
use quote::quote;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// The responses that are pages.
type Pages<'a> = BTreeMap<&'a Name, &'a Page>;

/// The module `types`, and a file for each type in it; what one group alone uses stands in the group's module.
pub(super) fn files<'a>(api: &'a Api, owned: &Arc<ByGroup<'a>>) -> Vec<File<'a>> {
    let pages = Arc::new(pages::responses(api));
    let all = Arc::clone(owned);
    let mut files = vec![File::tokens("src/types/mod.rs", move || module(api, &all))];
    for (name, definition) in public(api).filter(|(name, _)| api.owner(name).is_none()) {
        let pages = Arc::clone(&pages);
        files.push(File::tokens(format!("src/types/{}.rs", module_name(name)), move || {
            file(api, &pages, &format!(" The type `{name}`."), &quote!(super::), &[(name, definition)])
        }));
    }
    for accessor in api.groups.iter().map(|group| &group.accessor) {
        if owned.get(accessor).is_none_or(|owned| owned.types.is_empty()) {
            continue;
        }
        let (pages, all) = (Arc::clone(&pages), Arc::clone(owned));
        files.push(File::tokens(format!("src/operations/{accessor}/types.rs"), move || {
            let own = all.get(accessor).map_or(&[][..], |owned| &owned.types);
            let says = format!(" The types that only the operations of `{accessor}` use.");
            file(api, &pages, &says, &quote!(crate::types::), own)
        }));
    }
    files
}

/// The types that are not only bodies of requests.
fn public(api: &Api) -> impl Iterator<Item = (&Name, &Definition)> {
    api.types.iter().filter(|(_, definition)| !is_arguments(definition))
}

fn file(
    api: &Api,
    pages: &Pages<'_>,
    says: &str,
    types: &TokenStream,
    definitions: &[(&Name, &Definition)],
) -> TokenStream {
    let mut code = TokenStream::new();
    let mut named = BTreeSet::new();
    for (name, definition) in definitions {
        code.extend(match definition {
            Definition::Struct(structure) => structs::definition(api, name, structure),
            Definition::Enum(enumeration) => enums::definition(name, enumeration),
            Definition::Union(union) => unions::definition(api, name, union),
        });
        names_of(api, definition, &mut named);
        if let Some(page) = pages.get(name) {
            code.extend(pages::implementation(api, name, page));
            pages::names_of(api, name, page, &mut named);
        }
    }
    for (name, _) in definitions {
        named.remove(name);
    }
    let imported: Vec<Ident> = named.into_iter().map(ident).collect();
    let imports = match &imported[..] {
        [] => TokenStream::new(),
        [one] => quote!(use #types #one;),
        several => quote!(use #types {#(#several),*};),
    };
    quote! {
        #![doc = #says]

        #imports

        #code
    }
}

/// Adds the types that the code of a definition names: what its fields or variants hold, and what the constructors of
/// a union take.
fn names_of<'a>(api: &'a Api, definition: &'a Definition, named: &mut BTreeSet<&'a Name>) {
    let mut found = |name| {
        named.insert(name);
    };
    let Definition::Union(union) = definition else { return definition.for_each_type(&mut found) };
    for variant in &union.variants {
        variant.type_ref.for_each_type(&mut found);
        for field in unions::constructed(api, union, variant).iter().flat_map(|held| held.required()) {
            field.type_ref.for_each_type(&mut found);
        }
    }
}

/// Whether a type is only the body of requests; the operations layer has those.
pub(super) fn is_arguments(definition: &Definition) -> bool {
    matches!(definition, Definition::Struct(structure) if structure.arguments_only)
}

/// The name of a type's module and file.
fn module_name(name: &Name) -> Name {
    Name::module(name.as_str()).unwrap_or_else(|| name.clone())
}

fn module(api: &Api, owned: &ByGroup<'_>) -> TokenStream {
    let shared: Vec<(Ident, Ident, TokenStream)> = public(api)
        .filter(|(name, _)| api.owner(name).is_none())
        .map(|(name, _)| (ident(&module_name(name)), ident(name), features::of_shared(api, name)))
        .collect();
    let modules = shared.iter().map(|(module, _, attribute)| quote!(#attribute mod #module;));
    let types = shared.iter().map(|(module, name, attribute)| quote!(#attribute pub use #module::#name;));
    let owned = owned.iter().filter(|(_, owned)| !owned.types.is_empty()).map(|(accessor, _)| {
        let (attribute, accessor) = (features::of_group(api, accessor), ident(accessor));
        quote!(#attribute pub use crate::operations::#accessor::types::*;)
    });
    quote! {
        #![doc = " The types of the API: what requests carry and responses bring."]

        #(#modules)*

        #(#types)*

        #(#owned)*
    }
}
