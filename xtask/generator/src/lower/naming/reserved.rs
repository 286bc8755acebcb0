//! The identifiers that are taken before a document is read: by Rust, by the runtime, and by the code around a name.

use super::case::Role;
use crate::model::exports;

/// Where a name stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::lower) enum Scope {
    /// Types of the API.
    Types,
    /// Fields of structs.
    Fields,
    /// Variants of enums and unions.
    Variants,
    /// Functions of unions.
    UnionFunctions,
    /// Types that are exported from the crate's root.
    Root,
    /// Methods of `Client` that lead to groups, which are modules as well.
    Accessors,
    /// Types of groups.
    GroupTypes,
    /// Methods of a group.
    Methods,
    /// Arguments of a method.
    Arguments,
    /// Fields of a form, which are arguments of a method.
    FormFields,
    /// Setters of a request type.
    RequestSetters,
    /// Setters of the type of a request whose answer is a stream, beside those of all requests.
    StreamSetters,
    /// Setters of the type of a request whose answer can be read as a file, beside those of all requests.
    DownloadSetters,
    /// Fields of the struct for an answer's headers.
    Headers,
    /// Methods of `ClientBuilder` by which secrets are set.
    Secrets,
    /// Arguments of the methods that progenitor makes.
    TransportArguments,
    /// Packages, by the names under which code would reach them.
    Packages,
}

impl Scope {
    /// What is named in a scope.
    pub(in crate::lower) fn role(self) -> Role {
        match self {
            Self::Types | Self::Root | Self::GroupTypes => Role::Type,
            Self::Variants => Role::Variant,
            Self::Fields
            | Self::UnionFunctions
            | Self::Accessors
            | Self::Methods
            | Self::Arguments
            | Self::FormFields
            | Self::RequestSetters
            | Self::StreamSetters
            | Self::DownloadSetters
            | Self::Headers
            | Self::Secrets
            | Self::TransportArguments
            | Self::Packages => Role::Value,
        }
    }

    /// The names that are taken in a scope.
    fn reserved(self) -> &'static [&'static str] {
        match self {
            Self::Types => PRELUDE,
            Self::Root => exports::EXPORTED,
            Self::Fields => &["additional_properties"],
            Self::Variants | Self::Methods | Self::Headers => &[],
            Self::UnionFunctions => &["edges", "id", "kind"],
            Self::Accessors => {
                &["arguments", "base_url", "builder", "clone", "connection", "from_env", "prepare"]
            }
            Self::GroupTypes => NAMED_BY_GROUPS,
            Self::Arguments => &["body", "client", "options"],
            Self::FormFields => &["body"],
            Self::RequestSetters => REQUEST_METHODS,
            Self::StreamSetters => &["idle_timeout", "reconnect"],
            Self::DownloadSetters => &["download"],
            Self::Secrets => BUILDER_METHODS,
            Self::TransportArguments => PROGENITORS_VARIABLES,
            Self::Packages => PACKAGES,
        }
    }

    /// Whether a name is taken in a scope.
    pub(in crate::lower) fn reserves(self, name: &str) -> bool {
        self.reserved().contains(&name)
    }
}

/// What the prelude of every Rust module holds.
const PRELUDE: &[&str] = &[
    "Box",
    "Clone",
    "Copy",
    "Default",
    "Drop",
    "Eq",
    "Err",
    "From",
    "Into",
    "Iterator",
    "None",
    "Ok",
    "Option",
    "Ord",
    "PartialEq",
    "PartialOrd",
    "Result",
    "Send",
    "Some",
    "String",
    "Sync",
    "ToString",
    "Vec",
];

/// What the code of a group names of the prelude.
const NAMED_BY_GROUPS: &[&str] =
    &["AsRef", "From", "Into", "IntoFuture", "IntoIterator", "Option", "Result", "String", "Vec"];

/// The methods of every request.
const REQUEST_METHODS: &[&str] = &[
    "add_part",
    "blocking",
    "deadline",
    "header",
    "into_future",
    "into_request",
    "items",
    "pages",
    "query",
    "retry",
    "send",
    "send_blocking",
    "send_raw",
    "send_raw_blocking",
    "timeout",
];

/// The methods of `ClientBuilder`.
const BUILDER_METHODS: &[&str] = &[
    "base_url",
    "build",
    "connect_timeout",
    "credentials",
    "deadline",
    "environment",
    "http_client",
    "max_response_size",
    "only_secrets",
    "operation_server",
    "retry",
    "secret",
    "server",
    "timeout",
    "token_source",
    "tokens",
    "variables",
];

/// The variables of the methods that progenitor makes.
const PROGENITORS_VARIABLES: &[&str] =
    &["body", "header_map", "info", "request", "response", "result", "url", "value"];

/// The crates of Rust itself, and those that the generated crate depends on.
const PACKAGES: &[&str] = &[
    "alloc",
    "backon",
    "bytes",
    "core",
    "crate",
    "fastrand",
    "futures-core",
    "httpdate",
    "percent-encoding",
    "proc-macro",
    "progenitor-client",
    "reqwest",
    "secrecy",
    "self",
    "serde",
    "serde-json",
    "std",
    "super",
    "test",
    "tokio",
    "tracing",
    "uuid",
    "web-time",
    "wiremock",
];

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    /// The functions that a text of the runtime declares after a mark.
    fn functions<'t>(code: &'t str, mark: &str, end: &str) -> Vec<&'t str> {
        let body = code.split(mark).nth(1).unwrap().split(end).next().unwrap();
        body.split(" fn ").skip(1).filter_map(|rest| rest.split(['(', '<']).next()).collect()
    }

    #[test]
    fn no_method_of_the_builder_is_forgotten() {
        let code = include_str!("../../../runtime/builder.rs");
        let names = functions(code, "impl ClientBuilder {", "\n}\n");
        assert!(names.len() >= 12, "{names:?}");
        for name in names {
            assert!(Scope::Secrets.reserves(name), "{name}");
        }
    }

    #[test]
    fn no_export_of_the_root_is_forgotten() {
        let exports = include_str!("../../../runtime/lib.rs").split("pub use ").skip(1);
        let words = exports
            .flat_map(|export| export.split(';').next().unwrap().split(|c: char| !c.is_alphanumeric()));
        let names: Vec<&str> = words.filter(|word| word.starts_with(char::is_uppercase)).collect();
        assert!(names.len() >= 20, "{names:?}");
        for name in names {
            assert!(Scope::Root.reserves(name), "{name}");
        }
    }

    #[test]
    fn no_method_of_requests_is_forgotten() {
        let of_options = functions(include_str!("../../../runtime/options.rs"), "macro_rules!", "\n}\n");
        let of_ends = functions(include_str!("../../../runtime/request.rs"), "macro_rules!", "\n}\n");
        let names: Vec<&str> = of_options.into_iter().chain(of_ends).filter(|name| *name != "from").collect();
        assert!(names.len() >= 10, "{names:?}");
        for name in names {
            assert!(Scope::RequestSetters.reserves(name), "{name}");
        }
    }
}
