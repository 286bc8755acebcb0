//! Types that are objects: how they are read from and written to their properties.

use super::fields::Fields;
use super::misfit::{Reading, misfit_scalars};
use super::typed::{Json, to_value};
use serde::de::value::SeqAccessDeserializer;
use serde::de::{Deserialize, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};
use serde_json::Value;
use std::fmt;

/// A type that is read from the properties of an object.
pub trait Object: Json {
    /// The properties that it has fields for, and the one that says which type it is.
    const PROPERTIES: &'static [&'static str];

    /// The properties that must be there, each with its number among them.
    const REQUIRED: &'static [(u32, &'static str)];

    /// The property that says which type it is, where the type has no field for that.
    const TAG: Option<&'static str> = None;

    /// Reads the properties, to the last one, into the fields.
    fn read_fields<'de, A: MapAccess<'de>>(&mut self, fields: &mut Fields<'de, A>) -> Result<(), A::Error>;
}

/// Reads an object; anything else is a misfit.
#[inline]
pub fn read_object<'de, T: Object, D: Deserializer<'de>>(
    deserializer: D,
    place: &mut T,
) -> Result<Reading, D::Error> {
    deserializer.deserialize_any(ObjectVisitor(place))
}

struct ObjectVisitor<'s, T>(&'s mut T);

impl<'de, T: Object> Visitor<'de> for ObjectVisitor<'_, T> {
    type Value = Reading;

    misfit_scalars!("an object");

    fn visit_seq<A: SeqAccess<'de>>(self, items: A) -> Result<Reading, A::Error> {
        Ok(Reading::misfit(Value::deserialize(SeqAccessDeserializer::new(items))?, "an object"))
    }

    #[inline]
    fn visit_map<A: MapAccess<'de>>(self, entries: A) -> Result<Reading, A::Error> {
        let mut fields = Fields::new(entries);
        match fields.number()? {
            Some(number) => Ok(Reading::misfit(number, "an object")),
            None => fields.read(self.0),
        }
    }
}

impl<'de, A: MapAccess<'de>> Fields<'de, A> {
    /// Reads the rest of the object into a place.
    #[inline]
    fn read<T: Object>(&mut self, object: &mut T) -> Result<Reading, A::Error> {
        object.read_fields(self)?;
        if self.fits(T::REQUIRED.len()) {
            return Ok(Reading::Fits);
        }
        let Value::Object(written) = to_value(object).map_err(A::Error::custom)? else {
            return Err(A::Error::custom("an object was not written as one"));
        };
        Ok(self.misfit(written, T::REQUIRED, T::TAG))
    }

    /// Reads the rest of the object as the variant of a union that it is.
    #[inline]
    pub fn variant<T: Object, U>(
        &mut self,
        place: &mut U,
        wrap: impl FnOnce(T) -> U,
    ) -> Result<Reading, A::Error> {
        let mut held = T::placeholder();
        let reading = self.read(&mut held)?;
        *place = wrap(held);
        Ok(reading)
    }
}

/// Implements [`Json`], serde's traits and, where it is named, `Default` for a struct, of which it is said for each
/// property how it is read, what it is called and which field holds it. Required ones are numbered.
// An API need not have objects.
#[allow(unused_macros)]
macro_rules! object {
    (
        $object:ident $(($fixed:ident $tag:literal = $value:expr))? $(: $default:ident)? {
            $($kind:ident $(($number:literal))? $property:literal $field:ident;)*
        }
    ) => {
        impl crate::json::Object for $object {
            const PROPERTIES: &'static [&'static str] = &[$($property,)* $($tag)?];
            const REQUIRED: &'static [(u32, &'static str)] = &[$($(($number, $property),)?)*];
            $(const TAG: Option<&'static str> = Some($tag);)?

            #[inline]
            fn read_fields<'de, A: ::serde::de::MapAccess<'de>>(
                &mut self,
                fields: &mut crate::json::Fields<'de, A>,
            ) -> Result<(), A::Error> {
                while let Some(name) = fields.next_name()? {
                    match &*name {
                        $($property => fields.$kind($($number,)? $property, &mut self.$field),)*
                        $($tag => fields.$fixed($tag, $value),)?
                        _ => crate::json::Others::keep(&mut self.additional_properties, name, fields),
                    }?;
                }
                $(fields.demand_constant($tag);)?
                crate::json::Others::close(&mut self.additional_properties, fields);
                Ok(())
            }
        }

        // Objects are nested: lists of small ones are read and written about a tenth faster where these are inlined.
        impl crate::json::Json for $object {
            #[inline]
            fn placeholder() -> Self {
                Self { $($field: crate::json::Json::placeholder(),)* additional_properties: Default::default() }
            }

            #[inline]
            fn read<'de, D: ::serde::Deserializer<'de>>(
                deserializer: D,
                place: &mut Self,
            ) -> Result<crate::json::Reading, D::Error> {
                crate::json::read_object(deserializer, place)
            }

            #[inline]
            fn write<S: ::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                #[allow(unused_mut)]
                let mut object = crate::json::ObjectWriter::new(
                    serializer,
                    crate::json::Others::kept(&self.additional_properties),
                )?;
                $(object.$fixed($tag, $value)?;)?
                $(object.$kind($property, &self.$field)?;)*
                object.finish(<Self as crate::json::Object>::PROPERTIES, &self.additional_properties)
            }
        }

        $(
            impl $default for $object {
                fn default() -> Self {
                    crate::json::Json::placeholder()
                }
            }
        )?

        crate::json::implement_serde!($object);
    };
}

#[allow(unused_imports)]
pub(crate) use object;
