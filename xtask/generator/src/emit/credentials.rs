//! Authentication: the builder's methods, and the enum of sufficient sets of secrets.

use super::docs;
use super::ident::ident;
use crate::model::items::{Crate, CredentialSet};
use crate::model::{SecretPlace, Security, SecurityScheme};
use proc_macro2::TokenStream;
use quote::quote;

/// The module with both.
pub(super) fn module(made: &Crate) -> TokenStream {
    let security = &made.api.security;
    if security.schemes.is_empty() {
        return quote! { #![doc = " The API knows no secrets."] };
    }
    let setters = security.schemes.iter().enumerate().map(setter);
    let credentials = security.has_credentials().then(|| credentials(&made.credentials, security));
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
        SecretPlace::Basic => {
            format!("`Authorization: Basic`, as `user:password` before it is encoded{environment}")
        }
        SecretPlace::Header(header) => format!("the header `{header}`{environment}"),
        SecretPlace::Query(name) => format!("the query parameter `{name}`{environment}"),
        SecretPlace::Cookie(name) => format!("the cookie `{name}`{environment}"),
    }
}

fn setter((index, scheme): (usize, &SecurityScheme)) -> TokenStream {
    let name = ident(&scheme.name);
    let docs = docs::lines(&format!("Sets the secret that goes into {}.", place(scheme)));
    quote! {
        #docs
        pub fn #name(self, #name: impl Into<String>) -> Self {
            self.secret(#index, SecretString::from(#name.into()))
        }
    }
}

fn credentials(sets: &[CredentialSet], security: &Security) -> TokenStream {
    let schemes = |set: &CredentialSet| {
        let indices = set.schemes.iter();
        indices.filter_map(|index| Some((*index, security.schemes.get(*index)?))).collect::<Vec<_>>()
    };
    let variants = sets.iter().map(|set| {
        let variant = ident(&set.variant);
        let fields = schemes(set).into_iter().map(|(_, scheme)| {
            let (name, docs) = (ident(&scheme.name), docs::lines(&format!("Goes into {}.", place(scheme))));
            quote!(#docs #name: SecretString)
        });
        let docs = docs::lines(&format!("What [`{0}`](Credentials::{0}) makes.", set.function));
        quote!(#docs #variant { #(#fields),* })
    });
    let functions = sets.iter().map(|set| {
        let (variant, function) = (ident(&set.variant), ident(&set.function));
        let names: Vec<_> = schemes(set).into_iter().map(|(_, scheme)| ident(&scheme.name)).collect();
        let places: Vec<String> = schemes(set)
            .into_iter()
            .map(|(_, scheme)| format!("- `{}`: {}", scheme.name, place(scheme)))
            .collect();
        let docs = docs::lines(&format!("Secrets that suffice:\n\n{}", places.join("\n")));
        quote! {
            #docs
            pub fn #function(#(#names: impl Into<String>),*) -> Self {
                Self::#variant { #(#names: SecretString::from(#names.into())),* }
            }
        }
    });
    let arms = sets.iter().map(|set| {
        let variant = ident(&set.variant);
        let names: Vec<_> = schemes(set).into_iter().map(|(_, scheme)| ident(&scheme.name)).collect();
        let indices = &set.schemes;
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
