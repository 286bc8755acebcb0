//! Objects: known properties go to their fields, everything else is kept beside them.

use super::containers::misfit_scalars;
use super::early::{Earlier, Early};
use super::{AdditionalProperties, Json, Misfit, Reading, Reason, Seed, Written, to_value};
use serde::de::value::{BorrowedStrDeserializer, SeqAccessDeserializer};
use serde::de::{
    Deserialize, DeserializeSeed, Deserializer, Error as _, IgnoredAny, MapAccess, SeqAccess, Visitor,
};
use serde::ser::{SerializeMap, Serializer};
use serde_json::{Map, Value};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;

/// A type that is read from the properties of an object.
pub trait Object: Sized {
    /// Reads the properties to the last one.
    fn read_fields<'de, A: MapAccess<'de>>(fields: &mut Fields<'de, A>) -> Result<Reading<Self>, A::Error>;
}

/// Reads an object; anything else is a misfit.
pub fn read_object<'de, T: Object, D: Deserializer<'de>>(deserializer: D) -> Result<Reading<T>, D::Error> {
    deserializer.deserialize_any(ObjectVisitor(PhantomData))
}

struct ObjectVisitor<T>(PhantomData<T>);

impl<'de, T: Object> Visitor<'de> for ObjectVisitor<T> {
    type Value = Reading<T>;

    misfit_scalars!("an object");

    fn visit_seq<A: SeqAccess<'de>>(self, items: A) -> Result<Reading<T>, A::Error> {
        Ok(Reading::misfit(Value::deserialize(SeqAccessDeserializer::new(items))?, "an object"))
    }

    fn visit_map<A: MapAccess<'de>>(self, entries: A) -> Result<Reading<T>, A::Error> {
        T::read_fields(&mut Fields::new(entries))
    }
}

/// The properties of an object while they are read.
pub struct Fields<'de, A> {
    entries: A,
    /// What came before the tag, and the tag, where there is one.
    before: Option<Before<'de>>,
    /// Properties that no field takes, and those that do not fit their field.
    rest: AdditionalProperties,
    /// Why the object does not fit, if it does not. Boxed because it is rare.
    reason: Option<Box<Reason>>,
    /// A field that could not be given back as JSON.
    broken: Option<Box<serde_json::Error>>,
}

/// What was read of an object before it was known which type it is.
struct Before<'de> {
    earlier: Earlier<'de>,
    /// The value of the earlier property that was named last.
    held: Option<Early<'de>>,
    /// The property that is the tag, and its value.
    tag: (&'static str, Cow<'de, str>),
}

impl<'de, A: MapAccess<'de>> Fields<'de, A> {
    pub(crate) fn new(entries: A) -> Self {
        let rest = AdditionalProperties::default();
        Self { entries, before: None, rest, reason: None, broken: None }
    }

    pub(crate) fn tagged(entries: A, earlier: Earlier<'de>, tag: &'static str, value: Cow<'de, str>) -> Self {
        let before = Before { earlier, held: None, tag: (tag, value) };
        Self { before: Some(before), ..Self::new(entries) }
    }

    /// The name of the next property. Its value must be taken before the next name is asked for.
    #[inline]
    pub fn next_name(&mut self) -> Result<Option<Cow<'de, str>>, A::Error> {
        if let Some(before) = &mut self.before
            && let Some((name, value)) = before.earlier.next()
        {
            before.held = Some(value);
            return Ok(Some(name));
        }
        self.entries.next_key_seed(NameSeed)
    }

    /// The value that was read already, where it is the next one's.
    fn held(&mut self) -> Option<Early<'de>> {
        self.before.as_mut()?.held.take()
    }

    #[inline]
    pub(crate) fn value<T: Json>(&mut self) -> Result<Reading<T>, A::Error> {
        match self.held() {
            None => self.entries.next_value_seed(Seed::new()),
            Some(Early::Text(Cow::Borrowed(text))) => T::read(BorrowedStrDeserializer::new(text)),
            Some(Early::Text(Cow::Owned(text))) => T::read(Value::String(text)).map_err(A::Error::custom),
            Some(Early::Other(value)) => T::read(value).map_err(A::Error::custom),
        }
    }

    /// Reads the value of a required property.
    pub fn required<T: Json>(&mut self, name: &'static str, field: &mut Option<T>) -> Result<(), A::Error> {
        match self.value()? {
            Reading::Fits(value) => self.fill(name, field, value),
            Reading::Misfit(misfit) => {
                *field = None;
                self.refuse(name, *misfit);
            }
        }
        Ok(())
    }

    /// Reads the value of a property that may be absent. Services write null for absent, schemas seldom say so: the
    /// null is kept beside the fields, and written back from there.
    pub fn optional<T: Json>(&mut self, name: &'static str, field: &mut Option<T>) -> Result<(), A::Error> {
        match self.value()? {
            Reading::Fits(value) => self.fill(name, field, value),
            Reading::Misfit(misfit) => {
                *field = None;
                if misfit.value.is_null() {
                    self.rest.insert(name.to_owned(), Value::Null);
                } else {
                    self.refuse(name, *misfit);
                }
            }
        }
        Ok(())
    }

    /// Reads a property whose value says which type the object is.
    pub fn constant(&mut self, name: &'static str, expected: &'static str) -> Result<(), A::Error> {
        match self.value::<Value>()? {
            Reading::Fits(Value::String(text)) if text == expected => {
                let (earlier, held, tag) = (Earlier::default(), None, (name, Cow::Borrowed(expected)));
                self.before.get_or_insert(Before { earlier, held, tag });
            }
            Reading::Fits(value) => {
                let reason = Reason::because(format!("expected the string `{expected}`"));
                self.refuse(name, Misfit { value, reason });
            }
            // Every value is one.
            Reading::Misfit(misfit) => self.refuse(name, *misfit),
        }
        Ok(())
    }

    /// Keeps the value of a property that no field takes.
    pub fn keep(&mut self, name: Cow<'de, str>) -> Result<(), A::Error> {
        if let Reading::Fits(value) = self.value()? {
            self.rest.insert(name.into_owned(), value);
        }
        Ok(())
    }

    /// Keeps the value of a property that no field takes, where all of those are of one type.
    pub fn keep_typed<T: Json>(
        &mut self,
        name: Cow<'de, str>,
        into: &mut BTreeMap<String, T>,
    ) -> Result<(), A::Error> {
        match self.value()? {
            Reading::Fits(value) => {
                into.insert(name.into_owned(), value);
            }
            Reading::Misfit(misfit) => {
                into.remove(&*name);
                self.refuse(name.into_owned(), *misfit);
            }
        }
        Ok(())
    }

    /// Reads over the value of a property.
    pub(crate) fn skip(&mut self) -> Result<(), A::Error> {
        if self.held().is_none() {
            self.entries.next_value::<IgnoredAny>()?;
        }
        Ok(())
    }

    // A property that stands twice: the last one counts, as for every reader of JSON that keeps one.
    fn fill<T>(&mut self, name: &'static str, field: &mut Option<T>, value: T) {
        if self.rest.as_map().is_some() {
            self.rest.remove(name);
        }
        *field = Some(value);
    }

    fn refuse(&mut self, name: impl Into<Cow<'static, str>>, misfit: Misfit) {
        let name = name.into();
        self.rest.insert(name.clone().into_owned(), misfit.value);
        self.reason.get_or_insert_with(|| Box::new(misfit.reason.under(name)));
    }

    /// Demands that the property that says which type the object is was there.
    pub fn demand_constant(&mut self, name: &'static str) {
        if self.before.is_none() && self.reason.is_none() {
            self.reason = Some(Box::new(Reason::missing(name)));
        }
    }

    /// Whether everything that was read so far fits.
    pub fn fits(&self) -> bool {
        self.reason.is_none()
    }

    /// The properties that no field took.
    pub fn rest(&mut self) -> AdditionalProperties {
        std::mem::take(&mut self.rest)
    }

    /// Gives back what had been read into a field, because the object as a whole does not fit.
    pub fn put_back<T: Json>(&mut self, name: &'static str, field: Option<T>) {
        // An optional property that is null is in its place already.
        if let Some(field) = field {
            self.put_value_back(name.to_owned(), &field);
        }
    }

    /// Gives back the properties that had been kept as one type.
    pub fn put_all_back<T: Json>(&mut self, kept: BTreeMap<String, T>) {
        for (name, value) in kept {
            self.put_value_back(name, &value);
        }
    }

    fn put_value_back<T: Json>(&mut self, name: String, value: &T) {
        match to_value(value) {
            Ok(value) => {
                self.rest.insert(name, value);
            }
            Err(error) => self.broken = Some(Box::new(error)),
        }
    }

    /// The whole object, as one that does not fit: for the reason found, or because one of `required` is missing.
    pub fn misfit<T>(&mut self, required: &[&'static str]) -> Result<Reading<T>, A::Error> {
        if let Some(error) = self.broken.take() {
            return Err(A::Error::custom(error));
        }
        let reason = self.reason.take().map_or_else(
            || {
                let missing = required.iter().find(|name| !self.rest.contains_key(**name));
                Reason::missing(missing.copied().unwrap_or_default())
            },
            |reason| *reason,
        );
        if let Some(Before { tag: (name, value), .. }) = self.before.take() {
            self.rest.entry(name).or_insert(Value::String(value.into_owned()));
        }
        Ok(Reading::refused(Value::Object(self.rest().into_map()), reason))
    }

    /// The whole object, as one of a kind that is not known.
    pub fn unknown<T>(&mut self) -> Result<Reading<T>, A::Error> {
        while let Some(name) = self.next_name()? {
            self.keep(name)?;
        }
        let tag = self.before.as_ref().map_or("", |before| before.tag.0);
        self.reason = Some(Box::new(Reason::because("this kind is not known").under(tag.to_owned())));
        self.misfit(&[])
    }
}

pub(crate) struct NameSeed;

impl<'de> DeserializeSeed<'de> for NameSeed {
    type Value = Cow<'de, str>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Cow<'de, str>, D::Error> {
        deserializer.deserialize_str(NameVisitor)
    }
}

struct NameVisitor;

impl<'de> Visitor<'de> for NameVisitor {
    type Value = Cow<'de, str>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a property name")
    }

    fn visit_borrowed_str<E>(self, name: &'de str) -> Result<Cow<'de, str>, E> {
        Ok(Cow::Borrowed(name))
    }

    fn visit_str<E>(self, name: &str) -> Result<Cow<'de, str>, E> {
        Ok(Cow::Owned(name.to_owned()))
    }

    fn visit_string<E>(self, name: String) -> Result<Cow<'de, str>, E> {
        Ok(Cow::Owned(name))
    }
}

/// Writes an object: its fields, then what was kept beside them.
pub struct ObjectWriter<'a, M> {
    map: M,
    rest: Option<&'a Map<String, Value>>,
}

impl<'a, M: SerializeMap> ObjectWriter<'a, M> {
    /// Begins an object; `rest` is what was kept beside its fields.
    pub fn new<S: Serializer<SerializeMap = M>>(
        serializer: S,
        rest: Option<&'a AdditionalProperties>,
    ) -> Result<Self, S::Error>
    where
        M: SerializeMap<Error = S::Error>,
    {
        Ok(Self { map: serializer.serialize_map(None)?, rest: rest.and_then(AdditionalProperties::as_map) })
    }

    /// Writes a property whose value is fixed.
    pub fn constant(&mut self, name: &'static str, value: &'static str) -> Result<(), M::Error> {
        self.map.serialize_entry(name, value)
    }

    /// Writes a property that is always there.
    pub fn required<T: Json>(&mut self, name: &'static str, value: &T) -> Result<(), M::Error> {
        self.map.serialize_entry(name, &Written(value))
    }

    /// Writes a property that may be absent.
    pub fn optional<T: Json>(&mut self, name: &'static str, value: &Option<T>) -> Result<(), M::Error> {
        match value {
            Some(value) => self.map.serialize_entry(name, &Written(value)),
            None => match self.rest.and_then(|rest| rest.get(name)) {
                Some(kept) => self.map.serialize_entry(name, kept),
                None => Ok(()),
            },
        }
    }

    /// Writes what was kept beside the fields, and ends the object. A field's name among it is passed over: the field
    /// itself has been written.
    pub fn finish(mut self, fields: &[&str]) -> Result<M::Ok, M::Error> {
        for (name, value) in self.rest.into_iter().flatten() {
            if !fields.contains(&name.as_str()) {
                self.map.serialize_entry(name, value)?;
            }
        }
        self.map.end()
    }

    /// Writes what was kept beside the fields as one type, and ends the object.
    pub fn finish_typed<T: Json>(
        mut self,
        fields: &[&str],
        kept: &BTreeMap<String, T>,
    ) -> Result<M::Ok, M::Error> {
        for (name, value) in kept {
            if !fields.contains(&name.as_str()) {
                self.map.serialize_entry(name, &Written(value))?;
            }
        }
        self.map.end()
    }
}
