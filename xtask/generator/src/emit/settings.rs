//! The constants that tell the runtime about the API.

use crate::model::{Api, SecretPlace};
use proc_macro2::TokenStream;
use quote::quote;

/// The constants that the runtime reads.
pub(super) fn settings(api: &Api) -> TokenStream {
    let schemes = api.security.schemes.iter().map(|scheme| {
        let (name, environment) = (&scheme.scheme, option(scheme.environment.as_deref()));
        let place = match &scheme.place {
            SecretPlace::Bearer => quote!(security_scheme::SecretPlace::Bearer),
            SecretPlace::Basic => {
                quote!(security_scheme::SecretPlace::Authorization(crate::basic::authorization))
            }
            SecretPlace::Header(header) => quote!(security_scheme::SecretPlace::Header(#header)),
            SecretPlace::Query(name) => quote!(security_scheme::SecretPlace::Query(#name)),
            SecretPlace::Cookie(name) => quote!(security_scheme::SecretPlace::Cookie(#name)),
        };
        quote!(security_scheme::SecurityScheme { name: #name, environment: #environment, place: #place })
    });
    let requirements = requirements(&api.security.requirements);
    let of_some = match &api.security.of_some {
        Some(sets) => {
            let sets = self::requirements(sets);
            quote!(Some(#sets))
        }
        None => quote!(None),
    };
    let envelope = match &api.envelope {
        Some(names) => {
            let (success, result, errors) = (&names.success, &names.result, &names.errors);
            quote!(Some(envelope::EnvelopeNames { success: #success, result: #result, errors: #errors }))
        }
        None => quote!(None),
    };
    let base_url = option(api.base_url.as_deref());
    let base_url_environment = option(api.base_url_environment.as_deref());
    let empty_body_content_type = option(api.empty_body_content_type.as_deref());
    let request_id_header = option(api.request_id_header.as_deref());
    quote! {
        #![doc = " What the runtime is told of the API."]

        use crate::{envelope, security_scheme};

        pub(crate) const BASE_URL: Option<&str> = #base_url;
        pub(crate) const BASE_URL_ENVIRONMENT: Option<&str> = #base_url_environment;
        pub(crate) const USER_AGENT: &str = concat!(env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION"));
        pub(crate) const EMPTY_BODY_CONTENT_TYPE: Option<&str> = #empty_body_content_type;
        pub(crate) const REQUEST_ID_HEADER: Option<&str> = #request_id_header;
        pub(crate) const SECURITY_SCHEMES: &[security_scheme::SecurityScheme] = &[#(#schemes),*];
        pub(crate) const SECURITY_REQUIREMENTS: &[&[usize]] = #requirements;
        pub(crate) const CLIENT_REQUIREMENTS: Option<&[&[usize]]> = #of_some;
        pub(crate) const ENVELOPE: Option<envelope::EnvelopeNames> = #envelope;
    }
}

/// Sets of security schemes.
pub(super) fn requirements(sets: &[Vec<usize>]) -> TokenStream {
    let sets = sets.iter().map(|set| quote!(&[#(#set),*]));
    quote!(&[#(#sets),*])
}

fn option(value: Option<&str>) -> TokenStream {
    value.map_or_else(|| quote!(None), |value| quote!(Some(#value)))
}
