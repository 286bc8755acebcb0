//! Lists whose items are described by their position.

use crate::json::{Json, Misfit, Reading, Reason, Seed, Written, to_value};
use serde::de::{Deserialize, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};
use serde::ser::{SerializeSeq, Serializer};
use serde_json::Value;
use std::fmt;
use std::ops::{Deref, DerefMut};

/// A list whose first items are described by their position, and the items that follow them.
///
/// It is used as the tuple that it derefs to: `point.0` is the first item. It is made from a tuple by `into`.
///
/// ```ignore
/// let point: Tuple<(f64, f64)> = (13.4, 52.5).into();
/// ```
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Tuple<T, R = Value> {
    /// The items that are described by their position.
    pub items: T,
    /// All further items. Those that the document does not describe, or does not allow, are kept as they came.
    pub rest: Vec<R>,
}

impl<T, R> Deref for Tuple<T, R> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.items
    }
}

impl<T, R> DerefMut for Tuple<T, R> {
    fn deref_mut(&mut self) -> &mut T {
        &mut self.items
    }
}

/// An item of a [`Tuple`] that shorter lists do not have. It is used as the [`Option`] that it derefs to.
///
/// One that is missing before one that is there is written as null.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Optional<T>(pub Option<T>);

impl<T> Deref for Optional<T> {
    type Target = Option<T>;

    fn deref(&self) -> &Option<T> {
        &self.0
    }
}

impl<T> DerefMut for Optional<T> {
    fn deref_mut(&mut self) -> &mut Option<T> {
        &mut self.0
    }
}

impl<T> From<Option<T>> for Optional<T> {
    fn from(item: Option<T>) -> Self {
        Self(item)
    }
}

impl<T> From<T> for Optional<T> {
    fn from(item: T) -> Self {
        Self(Some(item))
    }
}

/// A type that can stand at a position.
pub trait Position: Sized {
    /// The item before it is read.
    fn placeholder() -> Self;

    /// Reads the next item of a list, if there is one, into a place that holds a placeholder.
    fn next<'de, A: SeqAccess<'de>>(items: &mut A, place: &mut Self)
    -> Result<Option<Box<Misfit>>, A::Error>;

    /// Whether there is no item.
    fn is_absent(&self) -> bool {
        false
    }

    /// Writes the item.
    fn write_item<S: SerializeSeq>(&self, items: &mut S) -> Result<(), S::Error>;

    /// The item as plain JSON, if there is one.
    fn value(&self) -> serde_json::Result<Option<Value>>;
}

impl<T: Json> Position for T {
    fn placeholder() -> Self {
        Json::placeholder()
    }

    fn next<'de, A: SeqAccess<'de>>(
        items: &mut A,
        place: &mut Self,
    ) -> Result<Option<Box<Misfit>>, A::Error> {
        match items.next_element_seed(Seed(place))? {
            Some(Reading::Fits) => Ok(None),
            Some(Reading::Misfit(misfit)) => Ok(Some(misfit)),
            // Nothing stands there, so nothing is put back.
            None => Ok(Some(Box::new(Misfit { value: Value::Null, reason: Reason::because(TOO_SHORT) }))),
        }
    }

    fn write_item<S: SerializeSeq>(&self, items: &mut S) -> Result<(), S::Error> {
        items.serialize_element(&Written(self))
    }

    fn value(&self) -> serde_json::Result<Option<Value>> {
        to_value(self).map(Some)
    }
}

const TOO_SHORT: &str = "the list has fewer items than it must have";

impl<T: Json> Position for Optional<T> {
    fn placeholder() -> Self {
        Self(None)
    }

    fn next<'de, A: SeqAccess<'de>>(
        items: &mut A,
        place: &mut Self,
    ) -> Result<Option<Box<Misfit>>, A::Error> {
        match items.next_element_seed(Seed(place.0.insert(T::placeholder())))? {
            Some(Reading::Misfit(misfit)) => return Ok(Some(misfit)),
            Some(Reading::Fits) => {}
            None => place.0 = None,
        }
        Ok(None)
    }

    fn is_absent(&self) -> bool {
        self.0.is_none()
    }

    fn write_item<S: SerializeSeq>(&self, items: &mut S) -> Result<(), S::Error> {
        match &self.0 {
            Some(item) => items.serialize_element(&Written(item)),
            None => items.serialize_element(&()),
        }
    }

    fn value(&self) -> serde_json::Result<Option<Value>> {
        self.0.as_ref().map(to_value).transpose()
    }
}

/// The items before one that does not fit, and that one; `None`: all fit.
type Read<E> = Result<Option<(Vec<Value>, Box<Misfit>)>, E>;

/// A tuple whose parts can stand at positions.
pub trait Items: Sized {
    /// The items before they are read.
    fn placeholder() -> Self;

    /// Reads the items, or gives back those that fit, and the one that does not.
    fn read<'de, A: SeqAccess<'de>>(&mut self, items: &mut A) -> Read<A::Error>;

    /// How many items are there: all up to the last that is not missing.
    fn count(&self) -> usize;

    /// Writes as many items.
    fn write<S: SerializeSeq>(&self, count: usize, items: &mut S) -> Result<(), S::Error>;

    /// The items that are there, as plain JSON.
    fn values(&self) -> serde_json::Result<Vec<Value>>;
}

macro_rules! implement_items {
    ($($part:ident $index:tt),+) => {
        impl<$($part: Position),+> Items for ($($part,)+) {
            fn placeholder() -> Self {
                ($($part::placeholder(),)+)
            }

            fn read<'de, Access: SeqAccess<'de>>(
                &mut self,
                items: &mut Access,
            ) -> Read<Access::Error> {
                let (misfit, read) = 'read: {
                    $(
                        if let Some(misfit) = $part::next(items, &mut self.$index)? {
                            break 'read (misfit, $index);
                        }
                    )+
                    return Ok(None);
                };
                let mut before = Vec::new();
                $(
                    if $index < read {
                        before.extend(self.$index.value().map_err(Access::Error::custom)?);
                    }
                )+
                Ok(Some((before, misfit)))
            }

            fn count(&self) -> usize {
                let mut count = 0;
                $(
                    if !self.$index.is_absent() {
                        count = $index + 1;
                    }
                )+
                count
            }

            fn write<S: SerializeSeq>(&self, count: usize, items: &mut S) -> Result<(), S::Error> {
                $(
                    if $index < count {
                        self.$index.write_item(items)?;
                    }
                )+
                Ok(())
            }

            fn values(&self) -> serde_json::Result<Vec<Value>> {
                let mut values = Vec::new();
                $(values.extend(self.$index.value()?);)+
                Ok(values)
            }
        }

        impl<$($part,)+ R> From<($($part,)+)> for Tuple<($($part,)+), R> {
            fn from(items: ($($part,)+)) -> Self {
                Self { items, rest: Vec::new() }
            }
        }
    };
}

implement_items!(A 0);
implement_items!(A 0, B 1);
implement_items!(A 0, B 1, C 2);
implement_items!(A 0, B 1, C 2, D 3);
implement_items!(A 0, B 1, C 2, D 3, E 4);
implement_items!(A 0, B 1, C 2, D 3, E 4, F 5);
implement_items!(A 0, B 1, C 2, D 3, E 4, F 5, G 6);
implement_items!(A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7);
implement_items!(A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8);
implement_items!(A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8, J 9);
implement_items!(A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8, J 9, K 10);
// The standard library's traits end here, too.
implement_items!(A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8, J 9, K 10, L 11);

struct TupleVisitor<'s, T, R>(&'s mut Tuple<T, R>);

impl<T: Items, R: Json> TupleVisitor<'_, T, R> {
    /// What is read so far does not fit: all of it, with what follows.
    fn refused<'de, A: SeqAccess<'de>>(
        mut items: A,
        mut whole: Vec<Value>,
        misfit: Misfit,
    ) -> Result<Reading, A::Error> {
        let Misfit { value, reason } = misfit;
        let reason = if reason.message() == TOO_SHORT {
            reason
        } else {
            let reason = reason.at(whole.len());
            whole.push(value);
            reason
        };
        while let Some(item) = items.next_element()? {
            whole.push(item);
        }
        Ok(Reading::Misfit(Box::new(Misfit { value: Value::Array(whole), reason })))
    }
}

impl<'de, T: Items, R: Json> Visitor<'de> for TupleVisitor<'_, T, R> {
    type Value = Reading;

    crate::json::misfit_scalars!("an array");

    fn visit_map<A: MapAccess<'de>>(self, entries: A) -> Result<Reading, A::Error> {
        let value = Value::deserialize(serde::de::value::MapAccessDeserializer::new(entries))?;
        Ok(Reading::misfit(value, "an array"))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Reading, A::Error> {
        let Tuple { items: described, rest } = self.0;
        if let Some((before, misfit)) = described.read(&mut items)? {
            return Self::refused(items, before, *misfit);
        }
        loop {
            let mut item = R::placeholder();
            match items.next_element_seed(Seed(&mut item))? {
                Some(Reading::Fits) => rest.push(item),
                Some(Reading::Misfit(misfit)) => {
                    let mut whole = described.values().map_err(A::Error::custom)?;
                    for item in &*rest {
                        whole.push(to_value(item).map_err(A::Error::custom)?);
                    }
                    return Self::refused(items, whole, *misfit);
                }
                None => return Ok(Reading::Fits),
            }
        }
    }
}

impl<T: Items, R: Json> Json for Tuple<T, R> {
    fn placeholder() -> Self {
        Self { items: T::placeholder(), rest: Vec::new() }
    }

    fn read<'de, D: Deserializer<'de>>(deserializer: D, place: &mut Self) -> Result<Reading, D::Error> {
        deserializer.deserialize_any(TupleVisitor(place))
    }

    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let described = if self.rest.is_empty() { self.items.count() } else { usize::MAX };
        let mut items = serializer.serialize_seq(None)?;
        self.items.write(described, &mut items)?;
        for item in &self.rest {
            items.serialize_element(&Written(item))?;
        }
        items.end()
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::json::read;
    use serde_json::json;

    type Range = Tuple<(i64, Optional<String>)>;

    fn back<T: Json>(value: &Value) -> Value {
        match read::<T, _>(value).unwrap() {
            Ok(read) => to_value(&read).unwrap(),
            Err(misfit) => misfit.value,
        }
    }

    #[test]
    fn every_list_is_written_back_as_it_was_read() {
        for value in [
            json!([1]),
            json!([1, "a"]),
            json!([1, "a", {"b": 2}, null]),
            json!([]),
            json!(["a", "b"]),
            json!([1, 2]),
            json!([1, null]),
            json!({"0": 1}),
            json!(null),
            json!("a"),
        ] {
            assert_eq!(back::<Range>(&value), value);
            assert_eq!(back::<Tuple<(i64,), i64>>(&value), value);
            assert_eq!(back::<Option<Tuple<(Optional<Option<i64>>, Optional<i64>), bool>>>(&value), value);
        }
    }

    #[test]
    fn items_are_found_by_their_position_and_further_ones_are_kept() {
        let range: Range = read(&json!([1, "a", true])).unwrap().unwrap();
        assert_eq!((range.0, range.1.as_deref(), range.rest.as_slice()), (1, Some("a"), &[json!(true)][..]));
        let short: Range = read(&json!([1])).unwrap().unwrap();
        assert_eq!(short, (1, None.into()).into());
    }

    #[test]
    fn the_reason_names_the_item_that_does_not_fit() {
        let reason = |value: Value| read::<Range, _>(&value).unwrap().unwrap_err().reason.to_string();
        assert_eq!(reason(json!([])), format!("$: {TOO_SHORT}"));
        assert_eq!(reason(json!([1, 2, 3])), "$[1]: expected a string, found a number");
        assert_eq!(reason(json!({})), "$: expected an array, found an object");
    }

    #[test]
    fn an_item_that_is_missing_before_another_is_null() {
        let some: Tuple<(Optional<i64>, Optional<i64>)> = (None.into(), 2.into()).into();
        assert_eq!(to_value(&some).unwrap(), json!([null, 2]));
    }
}
