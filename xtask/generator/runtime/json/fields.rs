//! The properties of an object while they are read: known ones go to their fields, everything else is kept beside them.

use super::additional::AdditionalProperties;
use super::early::{Earlier, Early, EarlySeed};
use super::found::Found;
use super::misfit::{Misfit, Reading};
use super::number;
use super::property_name::NameSeed;
use super::reason::Reason;
use super::schema::Constant;
use super::typed::{Json, Seed};
use serde::de::{Error as _, MapAccess};
use serde_json::{Map, Value};
use std::borrow::Cow;

/// The properties of an object while they are read.
pub struct Fields<'de, A> {
    entries: A,
    /// The name of the first property, where it was asked for already.
    first: Option<Cow<'de, str>>,
    /// Whether properties that came before the tag are still to be read, which most objects are asked in vain.
    replays: bool,
    /// The required properties that were there and fit.
    found: Found,
    /// What came before the tag, and the tag, where there is one.
    before: Option<Before<'de>>,
    /// Boxed because it is rare.
    unplaced: Option<Box<Unplaced>>,
}

/// What does not go to the fields of an object.
#[derive(Default)]
struct Unplaced {
    /// Properties that no field takes, and those that are null for absent.
    rest: AdditionalProperties,
    /// Properties that do not fit their field.
    refused: Map<String, Value>,
    /// Why the object does not fit, if it does not.
    reason: Option<Reason>,
}

/// What was read of an object before it was known which type it is.
struct Before<'de> {
    earlier: Earlier<'de>,
    /// The value of the earlier property that was named last.
    held: Option<Early<'de>>,
    /// The property that is the tag, and its value.
    tag: (&'static str, Early<'de>),
}

/// The name of the next property that the input has, where the first was perhaps asked for already.
#[inline]
fn next<'de, A: MapAccess<'de>>(
    entries: &mut A,
    first: &mut Option<Cow<'de, str>>,
) -> Result<Option<Cow<'de, str>>, A::Error> {
    match first.take() {
        None => entries.next_key_seed(NameSeed),
        first => Ok(first),
    }
}

impl<'de, A: MapAccess<'de>> Fields<'de, A> {
    pub(crate) fn new(entries: A) -> Self {
        Self { entries, first: None, replays: false, found: Found::default(), before: None, unplaced: None }
    }

    /// The number that stands where an object is expected, where serde_json hands over numbers as maps.
    #[inline]
    pub(crate) fn number(&mut self) -> Result<Option<Value>, A::Error> {
        self.first = self.entries.next_key_seed(NameSeed)?;
        if self.first.as_deref() != Some(number::AS_MAP) {
            return Ok(None);
        }
        let text: String = self.entries.next_value()?;
        Ok(Some(text.parse().map_or(Value::String(text), Value::Number)))
    }

    /// Reads up to the property that says which type the object is. What stands before it is kept aside, and so is the
    /// property itself where it is a field as well.
    pub(crate) fn find_tag(
        &mut self,
        tag: &'static str,
        is_field: bool,
    ) -> Result<Option<Cow<'de, str>>, A::Error> {
        let Self { entries, first, before, .. } = self;
        let (earlier, held, no_text) = (Earlier::default(), None, Early::Text(Cow::Borrowed("")));
        let before = before.insert(Before { earlier, held, tag: (tag, no_text) });
        self.replays = true;
        let mut is_known_otherwise = false;
        while let Some(name) = next(entries, first)? {
            match entries.next_value_seed(EarlySeed)? {
                Early::Text(text) if name == tag => {
                    if is_known_otherwise {
                        before.earlier.forget(tag);
                    }
                    if is_field {
                        before.earlier.push(name, Early::Text(text.clone()));
                    }
                    before.tag.1 = Early::Text(text.clone());
                    return Ok(Some(text));
                }
                value => {
                    is_known_otherwise |= name == tag;
                    before.earlier.push(name, value);
                }
            }
        }
        Ok(None)
    }

    /// The whole object, as one in which no text says which type it is.
    pub(crate) fn without_tag(&mut self, tag: &'static str) -> Reading {
        let earlier = self.before.take().map(|before| before.earlier).unwrap_or_default();
        let value = earlier.into_object();
        let reason = match value.get(tag) {
            Some(found) => Reason::expected("a string", found).under(tag),
            None => Reason::missing(tag),
        };
        Reading::refused(value, reason)
    }

    /// The name of the next property. Its value must be taken before the next name is asked for.
    #[inline]
    pub fn next_name(&mut self) -> Result<Option<Cow<'de, str>>, A::Error> {
        if self.replays
            && let Some(name) = self.replayed()
        {
            return Ok(Some(name));
        }
        next(&mut self.entries, &mut self.first)
    }

    #[inline(never)]
    fn replayed(&mut self) -> Option<Cow<'de, str>> {
        self.replays = false;
        let before = self.before.as_mut()?;
        let (name, value) = before.earlier.next()?;
        self.replays = !before.earlier.is_empty();
        before.held = Some(value);
        Some(name)
    }

    fn unplaced(&mut self) -> &mut Unplaced {
        self.unplaced.get_or_insert_default()
    }

    /// Keeps the value of a property that no field takes.
    pub(super) fn keep(&mut self, name: Cow<'de, str>) -> Result<(), A::Error> {
        let value = self.any_value()?;
        self.unplaced().rest.insert(name.into_owned(), value);
        Ok(())
    }

    /// The properties that no field took.
    #[inline]
    pub(super) fn rest(&mut self) -> AdditionalProperties {
        self.unplaced.as_mut().map(|unplaced| std::mem::take(&mut unplaced.rest)).unwrap_or_default()
    }

    /// The value that was read already, where it is the next one's.
    #[inline]
    fn held(&mut self) -> Option<Early<'de>> {
        self.before.as_mut()?.held.take()
    }

    /// Reads the value of a property into a place that holds a placeholder.
    #[inline]
    pub(super) fn value<T: Json>(&mut self, place: &mut T) -> Result<Reading, A::Error> {
        match self.held() {
            None => self.entries.next_value_seed(Seed(place)),
            Some(early) => early.read(place),
        }
    }

    /// Reads the value of a required property.
    #[inline]
    pub fn required<T: Json>(
        &mut self,
        number: u32,
        name: &'static str,
        field: &mut T,
    ) -> Result<(), A::Error> {
        // It stands twice.
        if self.found.remove(number) {
            *field = T::placeholder();
        }
        match self.value(field)? {
            Reading::Fits => {
                self.found.insert(number);
                self.supersede(name);
            }
            Reading::Misfit(misfit) => {
                *field = T::placeholder();
                self.refuse(name, *misfit);
            }
        }
        Ok(())
    }

    /// Reads the value of a property that may be absent. Services write null for absent, schemas seldom say so: the
    /// null is kept beside the fields, and written back from there.
    #[inline]
    pub fn optional<T: Json>(&mut self, name: &'static str, field: &mut Option<T>) -> Result<(), A::Error> {
        match self.value(field.insert(T::placeholder()))? {
            Reading::Fits => self.supersede(name),
            Reading::Misfit(misfit) => {
                *field = None;
                if misfit.value.is_null() {
                    self.unplaced().rest.insert(name.to_owned(), Value::Null);
                } else {
                    self.refuse(name, *misfit);
                }
            }
        }
        Ok(())
    }

    /// Reads the value of a property that may be absent, in an object whose further properties are all of one type: a
    /// null would have no place beside them, so it does not fit.
    pub fn optional_value<T: Json>(
        &mut self,
        name: &'static str,
        field: &mut Option<T>,
    ) -> Result<(), A::Error> {
        match self.value(field.insert(T::placeholder()))? {
            Reading::Fits => self.supersede(name),
            Reading::Misfit(misfit) => {
                *field = None;
                self.refuse(name, *misfit);
            }
        }
        Ok(())
    }

    /// Reads a property whose value says which type the object is.
    pub fn constant(&mut self, name: &'static str, expected: impl Into<Constant>) -> Result<(), A::Error> {
        let value = self.any_value()?;
        self.fixed(name, expected.into(), value);
        Ok(())
    }

    fn fixed(&mut self, name: &'static str, expected: Constant, value: Value) {
        if expected.is(&value) {
            let (earlier, held, tag) = (Earlier::default(), None, (name, Early::from(value)));
            self.before.get_or_insert(Before { earlier, held, tag });
        } else {
            let reason = Reason::because(format!("expected {expected}"));
            self.refuse(name, Misfit { value, reason });
        }
    }

    /// Reads a property whose value says which type the object is, of a type that also stands alone. Another value is kept
    /// beside the fields, as an enum keeps one that it does not list.
    pub fn open_constant(
        &mut self,
        name: &'static str,
        expected: impl Into<Constant>,
    ) -> Result<(), A::Error> {
        let (expected, value) = (expected.into(), self.any_value()?);
        if !expected.is(&value) && expected.is_like(&value) {
            self.unplaced().rest.insert(name.to_owned(), value.clone());
            let (earlier, held, tag) = (Earlier::default(), None, (name, Early::from(value)));
            self.before.get_or_insert(Before { earlier, held, tag });
            return Ok(());
        }
        self.supersede(name);
        self.fixed(name, expected, value);
        Ok(())
    }

    /// The value of a property, whatever it is.
    pub(super) fn any_value(&mut self) -> Result<Value, A::Error> {
        match self.held() {
            None => self.entries.next_value(),
            Some(early) => Ok(early.into_value()),
        }
    }

    // A property that stands twice: the last one counts, as for every reader of JSON that keeps one.
    #[inline]
    fn supersede(&mut self, name: &'static str) {
        if let Some(unplaced) = &mut self.unplaced {
            unplaced.rest.remove(name);
            unplaced.refused.remove(name);
        }
    }

    pub(super) fn refuse(&mut self, name: impl Into<Cow<'static, str>>, misfit: Misfit) {
        let (name, unplaced) = (name.into(), self.unplaced());
        unplaced.refused.insert(name.clone().into_owned(), misfit.value);
        unplaced.reason.get_or_insert_with(|| misfit.reason.under(name));
    }

    /// Demands that the property that says which type the object is was there.
    #[inline]
    pub fn demand_constant(&mut self, name: &'static str) {
        if self.before.is_none() {
            self.unplaced().reason.get_or_insert_with(|| Reason::missing(name));
        }
    }

    /// Whether everything that was read fits, and as many required properties as there are were found.
    #[inline]
    pub(super) fn fits(&self, required: usize) -> bool {
        self.found.len() == required
            && self.unplaced.as_ref().is_none_or(|unplaced| unplaced.reason.is_none())
    }

    /// The whole object, as one that does not fit: for the reason found, or because a required property is missing.
    /// `whole` is what the type writes, which may be more than there was.
    #[inline(never)]
    pub(super) fn misfit(
        &mut self,
        mut whole: Map<String, Value>,
        required: &[(u32, &str)],
        own_tag: Option<&str>,
    ) -> Reading {
        let absent = |(number, _): &&(u32, &str)| !self.found.contains(*number);
        let mut missing = None;
        for (_, name) in required.iter().filter(absent) {
            whole.remove(*name);
            missing.get_or_insert(*name);
        }
        let Unplaced { refused, reason, .. } = *self.unplaced.take().unwrap_or_default();
        // The type writes what it is, whatever was there.
        if let Some(tag) = own_tag {
            whole.remove(tag);
        }
        if let Some(Before { tag: (name, value), .. }) = self.before.take() {
            whole.entry(name).or_insert(value.into_value());
        }
        whole.extend(refused);
        let reason = reason.unwrap_or_else(|| Reason::missing(missing.unwrap_or_default()));
        Reading::refused(Value::Object(whole), reason)
    }

    /// The whole object, as one of a kind that is not known.
    pub fn unknown(&mut self) -> Result<Reading, A::Error> {
        let mut whole = Map::new();
        while let Some(name) = self.next_name()? {
            let value = self.any_value()?;
            whole.insert(name.into_owned(), value);
        }
        let mut tag = "";
        if let Some(Before { tag: (name, value), .. }) = self.before.take() {
            tag = name;
            whole.entry(name).or_insert(value.into_value());
        }
        let reason = Reason::because("this kind is not known").under(tag);
        Ok(Reading::refused(Value::Object(whole), reason))
    }
}
