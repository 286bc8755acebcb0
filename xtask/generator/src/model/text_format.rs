//! The formats of texts that have types of their own: those of the table at the end. Their types stand in
//! `xtask/generator/runtime/formats`, a file for each.

use serde::Serialize;

/// Makes [`TextFormat`] from its table: the variant, which is also the type in Rust, the module, the format's name in
/// OpenAPI, the description in messages, and the crates that its type converts to.
macro_rules! text_formats {
    ($($variant:ident: $module:literal, $name:literal, $description:literal, $crates:expr;)+) => {
        /// A format of texts that has a type of its own.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
        #[serde(rename_all = "snake_case")]
        pub enum TextFormat {
            $(#[doc = concat!("`", $name, "`: ", $description, ".")] $variant,)+
        }

        impl TextFormat {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The format of that name in OpenAPI.
            #[must_use]
            pub fn named(name: &str) -> Option<Self> {
                match name {
                    $($name => Some(Self::$variant),)+
                    _ => None,
                }
            }

            /// Its name in OpenAPI.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)+ }
            }

            /// The type in Rust, with the module that it stands in.
            #[must_use]
            pub fn rust_type(self) -> &'static str {
                match self { $(Self::$variant => concat!("formats::", stringify!($variant)),)+ }
            }

            /// The name of the type in Rust.
            #[must_use]
            pub fn type_name(self) -> &'static str {
                match self { $(Self::$variant => stringify!($variant),)+ }
            }

            /// The module of the type, which is also its file.
            #[must_use]
            pub fn module(self) -> &'static str {
                match self { $(Self::$variant => $module,)+ }
            }

            /// The optional crates that its type converts to and from.
            #[must_use]
            pub fn crates(self) -> &'static [&'static str] {
                match self { $(Self::$variant => $crates,)+ }
            }

            pub(super) fn description(self) -> &'static str {
                match self { $(Self::$variant => $description,)+ }
            }
        }
    };
}

text_formats! {
    Base64: "base64", "byte", "bytes as base64", &[];
    Date: "date", "date", "a date", &["chrono", "jiff", "time"];
    DateTime: "date_time", "date-time", "a date with a time", &["chrono", "jiff", "time"];
    Duration: "duration", "duration", "a length of time", &["jiff"];
    Email: "email", "email", "an e-mail address", &[];
    Ipv4: "ipv4", "ipv4", "an IPv4 address", &[];
    Ipv6: "ipv6", "ipv6", "an IPv6 address", &[];
    Time: "time", "time", "a time of day", &["chrono", "jiff", "time"];
    Uri: "uri", "uri", "a URI", &["url"];
    Uuid: "uuid", "uuid", "a UUID", &["uuid"];
}
