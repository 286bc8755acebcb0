//! Unions: one of several types, told apart by a property or by trying.

use super::containers::misfit_scalars;
use super::early::{Earlier, Early, EarlySeed};
use super::object::{Fields, NameSeed};
use super::{Json, Reading, Reason};
use serde::de::value::SeqAccessDeserializer;
use serde::de::{Deserialize, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};
use serde_json::Value;
use std::fmt;
use std::marker::PhantomData;

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
    ) -> Result<Reading<Self>, A::Error>;

    /// The variant that keeps what no other variant can hold.
    fn unknown(value: Value, reason: Reason) -> Self;
}

/// Reads a tagged union. Every JSON value fits: what fits no known variant is kept whole in the unknown one.
pub fn read_tagged<'de, T: TaggedUnion, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Reading<T>, D::Error> {
    match deserializer.deserialize_any(TaggedVisitor(PhantomData)) {
        Ok(Reading::Misfit(misfit)) => Ok(Reading::Fits(T::unknown(misfit.value, misfit.reason))),
        // Handed on as it is, so that a large value is not moved once more.
        fits => fits,
    }
}

struct TaggedVisitor<T>(PhantomData<T>);

impl<'de, T: TaggedUnion> Visitor<'de> for TaggedVisitor<T> {
    type Value = Reading<T>;

    misfit_scalars!("an object");

    fn visit_seq<A: SeqAccess<'de>>(self, items: A) -> Result<Reading<T>, A::Error> {
        Ok(Reading::misfit(Value::deserialize(SeqAccessDeserializer::new(items))?, "an object"))
    }

    // The tag is used as soon as it is seen; only what stands before it is kept aside.
    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Reading<T>, A::Error> {
        let mut earlier = Earlier::default();
        let mut is_known_otherwise = false;
        while let Some(name) = entries.next_key_seed(NameSeed)? {
            match entries.next_value_seed(EarlySeed)? {
                Early::Text(tag) if name == T::TAG => {
                    if is_known_otherwise {
                        earlier.forget(T::TAG);
                    }
                    if T::TAG_IS_FIELD {
                        earlier.push(name, Early::Text(tag.clone()));
                    }
                    let mut fields = Fields::tagged(entries, earlier, T::TAG, tag.clone());
                    return T::read_variant(&tag, &mut fields);
                }
                value => {
                    is_known_otherwise |= name == T::TAG;
                    earlier.push(name, value);
                }
            }
        }
        let value = earlier.into_object();
        let reason = match value.get(T::TAG) {
            Some(tag) => Reason::expected("a string", tag).under(T::TAG),
            None => Reason::missing(T::TAG),
        };
        Ok(Reading::refused(value, reason))
    }
}

/// Reads a value as one variant of a union without a tag.
pub type ReadVariant<T> = fn(Value) -> serde_json::Result<Reading<T>>;

/// Reads a union without a tag: the first of `variants` that the value fits. Every JSON value fits: what fits no
/// variant is kept whole in the one that `unknown` makes.
pub fn read_untagged<'de, T, D: Deserializer<'de>>(
    deserializer: D,
    variants: &[ReadVariant<T>],
    unknown: fn(Value, Reason) -> T,
) -> Result<Reading<T>, D::Error> {
    let mut value = Value::deserialize(deserializer)?;
    for variant in variants {
        match variant(value).map_err(D::Error::custom)? {
            Reading::Fits(read) => return Ok(Reading::Fits(read)),
            Reading::Misfit(misfit) => value = misfit.value,
        }
    }
    Ok(Reading::Fits(unknown(value, Reason::because("it fits none of the known variants"))))
}

/// A variant of a union without a tag, for [`read_untagged`].
pub fn variant<T: Json, U>(value: Value, wrap: fn(T) -> U) -> serde_json::Result<Reading<U>> {
    T::read(value).map(|reading| reading.map(wrap))
}
