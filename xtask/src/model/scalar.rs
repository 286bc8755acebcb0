//! Booleans, numbers and text. What the generator knows of the width of an integer is in the table at the end; how one is
//! read and written stands in `xtask/runtime/src/json/scalar.rs`.

use serde::Serialize;
use std::ops::RangeInclusive;

/// A kind of scalar value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Scalar {
    /// `true` or `false`.
    Boolean,
    /// A whole number.
    Integer(IntegerFormat),
    /// A number.
    Number,
    /// Text.
    String,
}

impl Scalar {
    /// A description for messages.
    #[must_use]
    pub fn description(self) -> &'static str {
        match self {
            Self::Boolean => "true or false",
            Self::Integer(format) => format.description(),
            Self::Number => "a number",
            Self::String => "text",
        }
    }

    /// The type in Rust.
    #[must_use]
    pub fn rust_type(self) -> &'static str {
        match self {
            Self::Boolean => "bool",
            Self::Integer(format) => format.rust_type(),
            Self::Number => "f64",
            Self::String => "String",
        }
    }

    /// Whether every value of this kind is also a value of the other kind.
    #[must_use]
    pub fn is_within(self, other: Self) -> bool {
        match (self, other) {
            (Self::Integer(inner), Self::Integer(outer)) => contains(&outer.values(), &inner.values()),
            (Self::Integer(_), Self::Number) => true,
            _ => self == other,
        }
    }
}

impl IntegerFormat {
    /// Whether an `i64` holds every value.
    #[must_use]
    pub fn fits_i64(self) -> bool {
        contains(&(i64::MIN.into()..=i64::MAX.into()), &self.values())
    }

    /// Whether an `f64` holds every value exactly, so that `f64::from` exists.
    #[must_use]
    pub fn fits_f64(self) -> bool {
        contains(&(i32::MIN.into()..=u32::MAX.into()), &self.values())
    }
}

fn contains(outer: &RangeInclusive<i128>, inner: &RangeInclusive<i128>) -> bool {
    outer.contains(inner.start()) && outer.contains(inner.end())
}

/// Makes [`IntegerFormat`] from its table: the variant, the format's name in OpenAPI, the type in Rust, and the
/// description in messages.
macro_rules! integer_formats {
    ($($variant:ident: $name:literal, $rust:ident, $description:literal;)+) => {
        /// Which whole numbers an integer can be.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
        #[serde(rename_all = "snake_case")]
        pub enum IntegerFormat {
            $(#[doc = concat!("`", $name, "`: ", $description, ".")] $variant,)+
        }

        impl IntegerFormat {
            /// The format of that name in OpenAPI; for other names 64 bits, which hold most numbers.
            #[must_use]
            pub fn named(name: Option<&str>) -> Self {
                match name {
                    $(Some($name) => Self::$variant,)+
                    _ => Self::Int64,
                }
            }

            /// The type in Rust.
            #[must_use]
            pub fn rust_type(self) -> &'static str {
                match self { $(Self::$variant => stringify!($rust),)+ }
            }

            fn values(self) -> RangeInclusive<i128> {
                match self { $(Self::$variant => $rust::MIN.into()..=$rust::MAX.into(),)+ }
            }

            fn description(self) -> &'static str {
                match self { $(Self::$variant => $description,)+ }
            }
        }
    };
}

integer_formats! {
    Int32: "int32", i32, "a whole number of 32 bits";
    Int64: "int64", i64, "a whole number of 64 bits";
}
