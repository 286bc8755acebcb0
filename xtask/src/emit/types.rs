//! The types of the API: a file each.

use super::ident::ident;
use super::{File, enums, structs, unions};
use crate::model::{Api, Definition, Name, Role};
use proc_macro2::TokenStream;
use quote::quote;
use sha2::{Digest, Sha256};

/// The module `types`, and a file for each type in it.
pub(super) fn files(api: &Api) -> Vec<File<'_>> {
    let public = || api.types.iter().filter(|(_, definition)| !is_arguments(definition));
    let each = public().map(|(name, definition)| {
        File::tokens(format!("src/types/{}.rs", module_name(name)), move || file(api, name, definition))
    });
    let module =
        File::tokens("src/types/mod.rs", move || module(&public().map(|(name, _)| name).collect::<Vec<_>>()));
    [module].into_iter().chain(each).collect()
}

fn file(api: &Api, name: &Name, definition: &Definition) -> TokenStream {
    let code = match definition {
        Definition::Struct(structure) => structs::definition(api, name, structure),
        Definition::Enum(enumeration) => enums::definition(name, enumeration),
        Definition::Union(union) => unions::definition(api, name, union),
    };
    let says = format!(" The type `{name}`.");
    quote! {
        #![doc = #says]

        #[allow(unused_imports)]
        use super::*;

        #code
    }
}

/// Whether a type is only the body of requests; the operations layer has those.
pub(super) fn is_arguments(definition: &Definition) -> bool {
    matches!(definition, Definition::Struct(structure) if structure.arguments_only)
}

/// The longest name of a module; some file systems allow paths of no more than 260 characters.
const LONGEST_MODULE: usize = 100;

/// The name of a type's module and file. A long one is cut, and told from others by its hash.
fn module_name(name: &Name) -> Name {
    let whole = Name::new(name.as_str(), Role::Value).unwrap_or_else(|| name.clone());
    match whole.as_str().get(..LONGEST_MODULE) {
        Some(cut) if whole.as_str().len() > LONGEST_MODULE => {
            let hash: String =
                Sha256::digest(name.as_str()).iter().take(4).map(|b| format!("{b:02x}")).collect();
            Name::new(&format!("{cut} x{hash}"), Role::Value).unwrap_or(whole)
        }
        _ => whole,
    }
}

fn module(public: &[&Name]) -> TokenStream {
    let modules: Vec<_> = public.iter().map(|name| ident(&module_name(name))).collect();
    let names = public.iter().map(|name| ident(name));
    quote! {
        #![doc = " The types of the API: what requests carry and responses bring."]

        #(mod #modules;)*

        #(pub use #modules::#names;)*
    }
}
