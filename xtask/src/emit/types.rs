//! The types of the API: a file each.

use super::ident::ident;
use super::{File, enums, features, pages, structs, unions};
use crate::model::{Api, Definition, Group, Name, reach};
use proc_macro2::{Ident, TokenStream, TokenTree};
use quote::quote;
use std::collections::BTreeSet;

/// The module `types`, and a file for each type in it; what one group alone uses stands in the group's module.
pub(super) fn files(api: &Api) -> Vec<File<'_>> {
    let mut files = vec![File::tokens("src/types/mod.rs", || module(api))];
    for (name, definition) in public(api).filter(|(name, _)| api.owner(name).is_none()) {
        files.push(File::tokens(format!("src/types/{}.rs", module_name(name)), move || {
            file(api, &format!(" The type `{name}`."), &quote!(super::), &[(name, definition)])
        }));
    }
    for group in api.groups.iter().filter(|group| owns_types(api, group)) {
        let accessor = &group.accessor;
        files.push(File::tokens(format!("src/operations/{accessor}/types.rs"), move || {
            let owned: Vec<_> = public(api).filter(|(name, _)| api.owner(name) == Some(accessor)).collect();
            let says = format!(" The types that only the operations of `{accessor}` use.");
            file(api, &says, &quote!(crate::types::), &owned)
        }));
    }
    files
}

/// The types that are not only bodies of requests.
fn public(api: &Api) -> impl Iterator<Item = (&Name, &Definition)> {
    api.types.iter().filter(|(_, definition)| !is_arguments(definition))
}

/// Whether there are types that a group alone uses.
pub(super) fn owns_types(api: &Api, group: &Group) -> bool {
    public(api).any(|(name, _)| api.owner(name) == Some(&group.accessor))
}

fn file(api: &Api, says: &str, types: &TokenStream, definitions: &[(&Name, &Definition)]) -> TokenStream {
    let pages = pages::responses(api);
    let mut code = TokenStream::new();
    for (name, definition) in definitions {
        code.extend(match definition {
            Definition::Struct(structure) => structs::definition(api, name, structure),
            Definition::Enum(enumeration) => enums::definition(name, enumeration),
            Definition::Union(union) => unions::definition(api, name, union),
        });
        code.extend(pages.get(name).and_then(|page| pages::implementation(api, name, page)));
    }
    let imported = imported(api, &code, definitions);
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

/// The types that the code of some definitions names and that stand elsewhere. A word of the code that is called like
/// a type which the definitions do not lead to is something else, such as a variant.
fn imported(api: &Api, code: &TokenStream, definitions: &[(&Name, &Definition)]) -> Vec<Ident> {
    let mut reached = BTreeSet::new();
    for (name, _) in definitions {
        reach(&api.types, name, &mut reached);
    }
    for (name, _) in definitions {
        reached.remove(name);
    }
    let mut words = BTreeSet::new();
    collect_words(code.clone(), &mut words);
    reached.into_iter().map(ident).filter(|name| words.contains(name)).collect()
}

/// The words of some code, but for those that follow `::`: a type that is imported stands alone or leads a path.
fn collect_words(code: TokenStream, words: &mut BTreeSet<Ident>) {
    let mut colons = 0;
    for token in code {
        let is_colon = matches!(&token, TokenTree::Punct(punct) if punct.as_char() == ':');
        match token {
            TokenTree::Ident(word) if colons < 2 => {
                words.insert(word);
            }
            TokenTree::Group(group) => collect_words(group.stream(), words),
            _ => {}
        }
        colons = if is_colon { colons + 1 } else { 0 };
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

fn module(api: &Api) -> TokenStream {
    let shared: Vec<(Ident, Ident, TokenStream)> = public(api)
        .filter(|(name, _)| api.owner(name).is_none())
        .map(|(name, _)| (ident(&module_name(name)), ident(name), features::of_shared(api, name)))
        .collect();
    let modules = shared.iter().map(|(module, _, attribute)| quote!(#attribute mod #module;));
    let types = shared.iter().map(|(module, name, attribute)| quote!(#attribute pub use #module::#name;));
    let owned = api.groups.iter().filter(|group| owns_types(api, group)).map(|group| {
        let (attribute, accessor) = (features::of_group(api, &group.accessor), ident(&group.accessor));
        quote!(#attribute pub use crate::operations::#accessor::types::*;)
    });
    quote! {
        #![doc = " The types of the API: what requests carry and responses bring."]

        #(#modules)*

        #(#types)*

        #(#owned)*
    }
}
