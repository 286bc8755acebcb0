//! Enums of texts, which keep any other text too.

/// Implements the conversions of an enum of texts, [`Json`](super::Json) and serde's traits. It has `as_str`, `From<&str>`
/// and a variant for any other text.
// An API need not have enums.
#[allow(unused_macros)]
macro_rules! open_enum {
    ($name:ident, $other:ident) => {
        impl From<String> for $name {
            fn from(value: String) -> Self {
                Self::from(value.as_str())
            }
        }

        impl ::std::fmt::Display for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl crate::json::Scalar for $name {
            const EXPECTED: &'static str = "a string";

            fn from_text(value: &str) -> Option<Self> {
                Some(Self::from(value))
            }
        }

        impl crate::json::Json for $name {
            fn placeholder() -> Self {
                Self::$other(String::new())
            }

            #[inline]
            fn read<'de, D: ::serde::Deserializer<'de>>(
                deserializer: D,
                place: &mut Self,
            ) -> Result<crate::json::Reading, D::Error> {
                crate::json::read_scalar(deserializer, place)
            }

            #[inline]
            fn write<S: ::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        crate::json::implement_serde!($name);
    };
}

#[allow(unused_imports)]
pub(crate) use open_enum;
