//! How callers say who they are: the builder's methods, and an enum of what suffices.

use super::docs;
use super::ident::ident;
use crate::model::{Api, Name, Role, SecretPlace, Security, SecurityScheme};
use proc_macro2::TokenStream;
use quote::quote;

/// The module with both.
pub(super) fn module(api: &Api) -> TokenStream {
    let security = &api.security;
    if security.schemes.is_empty() {
        return quote! { #![doc = " The API knows no secrets."] };
    }
    let setters = security.schemes.iter().enumerate().map(setter);
    let credentials = (!security.requirements.is_empty()).then(|| credentials(security));
    quote! {
        #![doc = " The secrets that the API knows."]

        use crate::ClientBuilder;
        #[allow(unused_imports)]
        use secrecy::SecretString;

        impl ClientBuilder {
            #(#setters)*
        }

        #credentials
    }
}

fn place(scheme: &SecurityScheme) -> String {
    let environment = match &scheme.environment {
        Some(variable) => format!("; `{variable}` in the environment"),
        None => String::new(),
    };
    match &scheme.place {
        SecretPlace::Bearer => format!("`Authorization: Bearer`{environment}"),
        SecretPlace::Header(header) => format!("the header `{header}`{environment}"),
    }
}

fn setter((index, scheme): (usize, &SecurityScheme)) -> TokenStream {
    let name = ident(&scheme.name);
    let says = docs::lines(&format!("Sets the secret that goes into {}.", place(scheme)));
    quote! {
        #says
        pub fn #name(self, #name: impl Into<String>) -> Self {
            self.secret(#index, SecretString::from(#name.into()))
        }
    }
}

/// A set of schemes that suffices, with its name as a variant and as a function.
struct Set<'a> {
    variant: Name,
    function: Name,
    schemes: Vec<(usize, &'a SecurityScheme)>,
}

/// The sets, without those that Rust has no name of their own for; they can still be set one by one.
fn sets(security: &Security) -> Vec<Set<'_>> {
    let mut sets: Vec<Set<'_>> = Vec::new();
    for requirement in &security.requirements {
        let schemes: Vec<(usize, &SecurityScheme)> = requirement
            .iter()
            .filter_map(|index| security.schemes.get(*index).map(|scheme| (*index, scheme)))
            .collect();
        let words: Vec<&str> = schemes.iter().map(|(_, scheme)| scheme.name.as_str()).collect();
        let words = words.join(" and ");
        if let Some((variant, function)) = Name::new(&words, Role::Type).zip(Name::new(&words, Role::Value))
            && !sets.iter().any(|other| other.variant == variant || other.function == function)
            && !schemes.is_empty()
        {
            sets.push(Set { variant, function, schemes });
        }
    }
    sets
}

fn credentials(security: &Security) -> TokenStream {
    let sets = sets(security);
    let variants = sets.iter().map(|set| {
        let variant = ident(&set.variant);
        let fields = set.schemes.iter().map(|(_, scheme)| {
            let (name, says) = (ident(&scheme.name), docs::lines(&format!("Goes into {}.", place(scheme))));
            quote!(#says #name: SecretString)
        });
        let says = docs::lines(&format!("What [`{0}`](Credentials::{0}) makes.", set.function));
        quote!(#says #variant { #(#fields),* })
    });
    let functions = sets.iter().map(|set| {
        let (variant, function) = (ident(&set.variant), ident(&set.function));
        let names: Vec<_> = set.schemes.iter().map(|(_, scheme)| ident(&scheme.name)).collect();
        let places: Vec<String> =
            set.schemes.iter().map(|(_, scheme)| format!("- `{}`: {}", scheme.name, place(scheme))).collect();
        let says = docs::lines(&format!("Secrets that suffice:\n\n{}", places.join("\n")));
        quote! {
            #says
            pub fn #function(#(#names: impl Into<String>),*) -> Self {
                Self::#variant { #(#names: SecretString::from(#names.into())),* }
            }
        }
    });
    let arms = sets.iter().map(|set| {
        let variant = ident(&set.variant);
        let names: Vec<_> = set.schemes.iter().map(|(_, scheme)| ident(&scheme.name)).collect();
        let indices = set.schemes.iter().map(|(index, _)| index);
        quote!(Credentials::#variant { #(#names),* } => vec![#((#indices, #names)),*])
    });
    quote! {
        /// Who is calling: one variant for each set of secrets that the API takes.
        ///
        /// Its `Debug` output shows no secret.
        #[derive(Clone, Debug)]
        #[non_exhaustive]
        pub enum Credentials {
            #(#variants),*
        }

        impl Credentials {
            #(#functions)*
        }

        impl ClientBuilder {
            /// Sets who is calling, in place of all secrets that were set before or that the environment holds.
            pub fn credentials(self, credentials: Credentials) -> Self {
                self.only_secrets(match credentials {
                    #(#arms),*
                })
            }
        }
    }
}
