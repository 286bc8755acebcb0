//! Booleans, numbers and text. What the generator knows of the width of an integer is in the table at the end; how one is
//! read and written stands in `xtask/generator/runtime/json/scalar.rs`.

use super::TextFormat;
use serde::Serialize;
use serde_json::Number;
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
    /// Text of a form that has a type of its own, which holds any text all the same.
    Formatted(TextFormat),
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
            Self::Formatted(format) => format.description(),
        }
    }

    /// The type in Rust; of a format with the module of the crate that it stands in.
    #[must_use]
    pub fn rust_type(self) -> &'static str {
        match self {
            Self::Boolean => "bool",
            Self::Integer(format) => format.rust_type(),
            Self::Number => "f64",
            Self::String => "String",
            Self::Formatted(format) => format.rust_type(),
        }
    }

    /// Whether it is text, of whatever format.
    #[must_use]
    pub fn is_text(self) -> bool {
        matches!(self, Self::String | Self::Formatted(_))
    }

    /// Whether every value of this kind is also a value of the other kind.
    #[must_use]
    pub fn is_within(self, other: Self) -> bool {
        match (self, other) {
            (Self::Integer(inner), Self::Integer(outer)) => contains(&outer.values(), &inner.values()),
            (Self::Integer(_), Self::Number) => true,
            // A format holds any text.
            _ if self.is_text() => other.is_text(),
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

    /// The smallest and the largest value.
    #[must_use]
    pub fn bounds(self) -> (Number, Number) {
        let number = |value: i128| match (u64::try_from(value), i64::try_from(value)) {
            (Ok(value), _) => Number::from(value),
            (_, Ok(value)) => Number::from(value),
            _ => Number::from(0),
        };
        let values = self.values();
        (number(*values.start()), number(*values.end()))
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
    Int8: "int8", i8, "a whole number of 8 bits";
    Int16: "int16", i16, "a whole number of 16 bits";
    Int32: "int32", i32, "a whole number of 32 bits";
    Int64: "int64", i64, "a whole number of 64 bits";
    Uint8: "uint8", u8, "a whole number of 8 bits that is not negative";
    Uint16: "uint16", u16, "a whole number of 16 bits that is not negative";
    Uint32: "uint32", u32, "a whole number of 32 bits that is not negative";
    Uint64: "uint64", u64, "a whole number of 64 bits that is not negative";
}
