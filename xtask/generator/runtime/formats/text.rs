//! What all formats have: the text as it came, and all that a text can do.

/// Implements what a newtype of a text has: it reads any text, keeps it as it is, and is used as the `str` that it holds.
macro_rules! text {
    ($name:ident) => {
        impl $name {
            /// The text, as it came.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }

            /// The text by itself.
            #[must_use]
            pub fn into_string(self) -> String {
                self.0
            }
        }

        impl ::std::ops::Deref for $name {
            type Target = str;

            fn deref(&self) -> &str {
                &self.0
            }
        }

        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                &self.0
            }
        }

        impl ::std::borrow::Borrow<str> for $name {
            fn borrow(&self) -> &str {
                &self.0
            }
        }

        /// The text, as it came.
        impl ::std::fmt::Display for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.pad(&self.0)
            }
        }

        /// The text in quotes, like that of a `str`.
        impl ::std::fmt::Debug for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                ::std::fmt::Debug::fmt(&self.0, f)
            }
        }

        /// Any text will do.
        impl ::std::str::FromStr for $name {
            type Err = ::std::convert::Infallible;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Ok(Self(text.to_owned()))
            }
        }

        impl From<String> for $name {
            fn from(text: String) -> Self {
                Self(text)
            }
        }

        impl From<$name> for String {
            fn from(value: $name) -> Self {
                value.0
            }
        }

        impl From<&$name> for $name {
            fn from(value: &$name) -> Self {
                value.clone()
            }
        }

        impl From<&$name> for String {
            fn from(value: &$name) -> Self {
                value.0.clone()
            }
        }

        $crate::formats::text::from_text!($name: &str, &mut str, &String, Box<str>, ::std::borrow::Cow<'_, str>, char);
        $crate::formats::text::compared!($name: str, &str, String);

        impl $crate::json::Scalar for $name {
            const EXPECTED: &'static str = "a string";

            #[inline]
            fn from_text(text: &str) -> Option<Self> {
                Some(Self(text.to_owned()))
            }
        }

        impl $crate::json::Json for $name {
            #[inline]
            fn placeholder() -> Self {
                Self(String::new())
            }

            fn read<'de, D: ::serde::Deserializer<'de>>(
                deserializer: D,
                place: &mut Self,
            ) -> Result<$crate::json::Reading, D::Error> {
                $crate::json::read_scalar(deserializer, place)
            }

            #[inline]
            fn write<S: ::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(&self.0)
            }
        }

        $crate::json::implement_serde!($name);
    };
}

/// Implements the conversions from what a `String` is made of.
macro_rules! from_text {
    ($name:ident: $($text:ty),*) => {$(
        impl From<$text> for $name {
            fn from(text: $text) -> Self {
                Self(text.into())
            }
        }
    )*};
}

/// Implements the comparisons with texts, both ways.
macro_rules! compared {
    ($name:ident: $($text:ty),*) => {$(
        impl PartialEq<$text> for $name {
            fn eq(&self, other: &$text) -> bool {
                let other: &str = other.as_ref();
                self.0 == other
            }
        }

        impl PartialEq<$name> for $text {
            fn eq(&self, other: &$name) -> bool {
                let text: &str = self.as_ref();
                text == other.0
            }
        }
    )*};
}

pub(super) use {compared, from_text, text};
