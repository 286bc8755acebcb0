//! Unions: one of several types, told apart by a property or by trying.

use super::fields::Fields;
use super::misfit::{Reading, misfit_scalars};
use super::reason::Reason;
use super::typed::Json;
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

/// A variant of a union without a tag: how a value is read as it, and the properties that it has a place for.
pub type UntaggedVariant<T> =
    (fn(Value, &mut Option<T>) -> serde_json::Result<Reading>, &'static [&'static str]);

/// Reads a union without a tag: the first of `variants` that the value fits. Every JSON value fits: what fits no
/// variant is kept whole in the one that `unknown` makes.
///
/// An object fits any type that requires nothing of what it lacks, so the variants that have a place for most of its
/// properties are tried first.
pub fn read_untagged<'de, T, D: Deserializer<'de>>(
    deserializer: D,
    slot: &mut Option<T>,
    variants: &[UntaggedVariant<T>],
    unknown: fn(Value, Reason) -> T,
) -> Result<Reading, D::Error> {
    let mut value = Value::deserialize(deserializer)?;
    let mut tried: Vec<&UntaggedVariant<T>> = variants.iter().collect();
    if let Value::Object(object) = &value {
        tried.sort_by_cached_key(|(_, properties)| {
            object.keys().filter(|name| !properties.contains(&name.as_str())).count()
        });
    }
    for (variant, _) in tried {
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
