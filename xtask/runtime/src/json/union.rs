//! Unions: one of several types, told apart by a property or by trying.

use super::containers::misfit_scalars;
use super::object::Fields;
use super::{Json, Reading, Reason};
use serde::de::value::SeqAccessDeserializer;
use serde::de::{Deserialize, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};
use serde_json::Value;
use std::fmt;

/// A union whose variants are objects that say in one property which of them they are.
pub trait TaggedUnion: Sized {
    /// The property.
    const TAG: &'static str;

    /// Whether the property is also a field of the variants, because it can have several values in one of them.
    const TAG_IS_FIELD: bool = false;

    /// Reads the properties as those of the variant that the tag names.
    fn read_variant<'de, A: MapAccess<'de>>(
        tag: &str,
        fields: &mut Fields<'de, A>,
        slot: &mut Option<Self>,
    ) -> Result<Reading, A::Error>;

    /// The variant that keeps what no other variant can hold.
    fn unknown(value: Value, reason: Reason) -> Self;
}

/// Reads a tagged union. Every JSON value fits: what fits no known variant is kept whole in the unknown one.
#[inline]
pub fn read_tagged<'de, T: TaggedUnion, D: Deserializer<'de>>(
    deserializer: D,
    slot: &mut Option<T>,
) -> Result<Reading, D::Error> {
    if let Reading::Misfit(misfit) = deserializer.deserialize_any(TaggedVisitor(slot))? {
        *slot = Some(T::unknown(misfit.value, misfit.reason));
    }
    Ok(Reading::Fits)
}

struct TaggedVisitor<'s, T>(&'s mut Option<T>);

impl<'de, T: TaggedUnion> Visitor<'de> for TaggedVisitor<'_, T> {
    type Value = Reading;

    misfit_scalars!("an object");

    fn visit_seq<A: SeqAccess<'de>>(self, items: A) -> Result<Reading, A::Error> {
        Ok(Reading::misfit(Value::deserialize(SeqAccessDeserializer::new(items))?, "an object"))
    }

    // The tag is used as soon as it is seen; only what stands before it is kept aside.
    #[inline]
    fn visit_map<A: MapAccess<'de>>(self, entries: A) -> Result<Reading, A::Error> {
        let mut fields = Fields::new(entries);
        match fields.find_tag(T::TAG, T::TAG_IS_FIELD)? {
            Some(tag) => T::read_variant(&tag, &mut fields, self.0),
            None => Ok(fields.without_tag(T::TAG)),
        }
    }
}

/// Reads a value as one variant of a union without a tag.
pub type ReadVariant<T> = fn(Value, &mut Option<T>) -> serde_json::Result<Reading>;

/// Reads a union without a tag: the first of `variants` that the value fits. Every JSON value fits: what fits no
/// variant is kept whole in the one that `unknown` makes.
pub fn read_untagged<'de, T, D: Deserializer<'de>>(
    deserializer: D,
    slot: &mut Option<T>,
    variants: &[ReadVariant<T>],
    unknown: fn(Value, Reason) -> T,
) -> Result<Reading, D::Error> {
    let mut value = Value::deserialize(deserializer)?;
    for variant in variants {
        match variant(value, slot).map_err(D::Error::custom)? {
            Reading::Fits => return Ok(Reading::Fits),
            Reading::Misfit(misfit) => value = misfit.value,
        }
    }
    *slot = Some(unknown(value, Reason::because("it fits none of the known variants")));
    Ok(Reading::Fits)
}

/// A variant of a union without a tag, for [`read_untagged`].
pub fn variant<T: Json, U>(
    value: Value,
    slot: &mut Option<U>,
    wrap: fn(T) -> U,
) -> serde_json::Result<Reading> {
    let mut held = None;
    let reading = T::read(value, &mut held)?;
    *slot = held.map(wrap);
    Ok(reading)
}
