//! Unions: one of several types, told apart by a property or by trying.

use super::fields::Fields;
use super::judge::{Judge, Judgement, Named, discriminated};
use super::misfit::{Reading, misfit_scalars};
use super::reason::Reason;
use super::schema::{Described, Schema};
use super::typed::{Json, to_value};
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
        place: &mut Self,
    ) -> Result<Reading, A::Error>;

    /// The variant that keeps what no other variant can hold.
    fn unknown(value: Value, reason: Reason) -> Self;
}

/// Reads a tagged union. Every JSON value fits: what fits no known variant is kept whole in the unknown one.
#[inline]
pub fn read_tagged<'de, T: TaggedUnion, D: Deserializer<'de>>(
    deserializer: D,
    place: &mut T,
) -> Result<Reading, D::Error> {
    if let Reading::Misfit(misfit) = deserializer.deserialize_any(TaggedVisitor(place))? {
        *place = T::unknown(misfit.value, misfit.reason);
    }
    Ok(Reading::Fits)
}

struct TaggedVisitor<'s, T>(&'s mut T);

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
        if let Some(number) = fields.number()? {
            return Ok(Reading::misfit(number, "an object"));
        }
        match fields.find_tag(T::TAG, T::TAG_IS_FIELD)? {
            Some(tag) => T::read_variant(&tag, &mut fields, self.0),
            None => Ok(fields.without_tag(T::TAG)),
        }
    }
}

/// How a value is read as a variant of a union without a tag. What takes the value is put into the slot, also where the
/// value may be another variant.
pub type UntaggedVariant<T> = fn(Value, &mut Option<T>) -> serde_json::Result<Reading>;

/// Reads a union without a tag. `variants` has a way to read each alternative of its schema. Every JSON value fits: what
/// fits no variant is kept whole in the one that `unknown` makes.
///
/// The schema decides in two rounds. A value that is valid by the schemas of some variants is read as the one of them
/// that knows most of it. Only a value that is valid by none is read as the variant that it departs from least, which
/// takes it all the same: with a value that its enum does not list, or with an object of an unknown kind inside. Where
/// two are as close, nothing says which of them it is, and it is unknown.
pub fn read_untagged<'de, T: Described, D: Deserializer<'de>>(
    deserializer: D,
    place: &mut T,
    variants: &[UntaggedVariant<T>],
    unknown: fn(Value, Reason) -> T,
) -> Result<Reading, D::Error> {
    let mut value = Value::deserialize(deserializer)?;
    let mut found: Option<(Judgement, T)> = None;
    // How close the value is to another variant, or to a union among the variants that does not know it.
    let mut also_close = None;
    let mut reason = Reason::because("it fits none of the known variants");
    for (judgement, index) in ranked(T::schema(), &value) {
        let is_worse = |(best, _): &(Judgement, T)| best.is_valid() || best.rank() != judgement.rank();
        if found.as_ref().is_some_and(is_worse) {
            break;
        }
        let Some(variant) = variants.get(index) else { continue };
        // Of a valid value no second reading is needed.
        let given = if judgement.is_valid() { value.take() } else { value.clone() };
        let mut read = None;
        match (variant(given, &mut read).map_err(D::Error::custom)?, read) {
            (Reading::Misfit(misfit), read) => {
                value = misfit.value;
                also_close = read.map(|_| judgement.rank()).or(also_close);
            }
            (Reading::Fits, Some(read))
                if found.as_ref().is_none_or(|(_, best)| !is_another(best, &read)) =>
            {
                found.get_or_insert((judgement, read));
            }
            (Reading::Fits, _) => {
                also_close = Some(judgement.rank());
                break;
            }
        }
    }
    let is_undecided = |(best, _): &mut (Judgement, T)| !best.is_valid() && Some(best.rank()) == also_close;
    if found.take_if(is_undecided).is_some() {
        reason = Reason::because("it fits several of the known variants as little");
    }
    *place = found.map_or_else(|| unknown(value, reason), |(_, read)| read);
    Ok(Reading::Fits)
}

/// Whether two values of a union are of different variants. Several alternatives of a schema may be one variant.
fn is_another<T>(one: &T, other: &T) -> bool {
    std::mem::discriminant(one) != std::mem::discriminant(other)
}

/// The variants that a value can be, the best first, and how well it is each.
fn ranked(schema: &'static Schema, value: &Value) -> Vec<(Judgement, usize)> {
    let mut judge = Judge::default();
    let all = |variants: &'static [Schema], judge: &mut Judge| -> Vec<(Judgement, usize)> {
        let judged = variants.iter().enumerate().map(|(index, variant)| (judge.judge(variant, value), index));
        judged.filter(|(judgement, _)| !judgement.is_other_kind()).collect()
    };
    // What the union demands beside its variants tells none of them from others.
    let variants = std::iter::successors(Some(schema), |schema| match schema {
        Schema::With(inner, _) => Some(inner),
        _ => None,
    });
    let mut ranked = match variants.last().unwrap_or(schema) {
        Schema::Union(variants) | Schema::OneOf(variants) => all(variants, &mut judge),
        Schema::Discriminated(property, names, variants) => match discriminated(property, names, value) {
            Named::Nothing => all(variants, &mut judge),
            Named::Variant(index) => {
                all(variants, &mut judge).into_iter().filter(|(_, of)| *of == index).collect()
            }
            Named::Unknown => Vec::new(),
        },
        _ => Vec::new(),
    };
    ranked.sort_by_key(|(judgement, index)| (judgement.rank(), *index));
    ranked
}

/// A variant of a union without a tag, for [`read_untagged`].
pub fn variant<T: Json, U>(
    value: Value,
    slot: &mut Option<U>,
    wrap: fn(T) -> U,
) -> serde_json::Result<Reading> {
    let mut held = T::placeholder();
    let reading = T::read(value, &mut held)?;
    if matches!(reading, Reading::Misfit(_)) {
        return Ok(reading);
    }
    // A union within a union takes everything, but what it does not know may be another variant. What it took is in the
    // slot all the same, which tells it from a type that takes nothing.
    let refused = held.is_unknown().then(|| to_value(&held)).transpose()?;
    *slot = Some(wrap(held));
    Ok(match refused {
        Some(value) => Reading::refused(value, Reason::because("it fits none of the known variants")),
        None => reading,
    })
}
