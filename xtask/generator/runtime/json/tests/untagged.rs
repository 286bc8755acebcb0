//! What decides which variant of a union without a tag a value is read as.

use super::super::typed::Json;
use super::*;

const TEXT: Schema = Schema::String;
const STEP: Schema = Schema::Object(
    &[
        ("type", true, Schema::Tag(Constant::String("step"))),
        ("next", true, TEXT),
        ("weight", false, Schema::Number),
    ],
    &Schema::Any,
);

#[derive(Debug, PartialEq)]
enum Either {
    Number(f64),
    Texts(Vec<String>),
    Any(Map<String, Value>),
    Step(Step),
    Level(Level),
    Unknown(Value),
}

/// An open enum, as generated ones are.
#[derive(Debug, PartialEq)]
struct Level(String);

impl Scalar for Level {
    const EXPECTED: &'static str = "a string";

    fn from_text(value: &str) -> Option<Self> {
        Some(Self(value.to_owned()))
    }
}

impl Json for Level {
    fn placeholder() -> Self {
        Self(String::new())
    }

    fn read<'de, D: Deserializer<'de>>(deserializer: D, place: &mut Self) -> Result<Reading, D::Error> {
        read_scalar(deserializer, place)
    }

    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.write(serializer)
    }
}

impl Described for Either {
    fn schema() -> &'static Schema {
        static SCHEMA: Schema = Schema::Union(&[
            Schema::Number,
            Schema::Array(&Schema::String),
            Schema::Map(&Schema::Any),
            STEP,
            Schema::With(&TEXT, &[Keyword::Enum(&[Constant::String("l1"), Constant::String("l2")])]),
        ]);
        &SCHEMA
    }
}

impl Json for Either {
    fn placeholder() -> Self {
        Self::Unknown(Value::Null)
    }

    fn read<'de, D: Deserializer<'de>>(deserializer: D, place: &mut Self) -> Result<Reading, D::Error> {
        read_untagged(
            deserializer,
            place,
            &[
                |value, slot| variant(value, slot, Self::Number),
                |value, slot| variant(value, slot, Self::Texts),
                |value, slot| variant(value, slot, Self::Any),
                |value, slot| variant(value, slot, Self::Step),
                |value, slot| variant(value, slot, Self::Level),
            ],
            |value, _| Self::Unknown(value),
        )
    }

    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Number(value) => value.write(serializer),
            Self::Texts(value) => value.write(serializer),
            Self::Any(value) => value.write(serializer),
            Self::Step(value) => value.write(serializer),
            Self::Level(value) => value.write(serializer),
            Self::Unknown(value) => value.write(serializer),
        }
    }

    fn is_unknown(&self) -> bool {
        matches!(self, Self::Unknown(_))
    }
}

/// A union within a union.
#[derive(Debug, PartialEq)]
enum Outer {
    Inner(Either),
    Text(String),
    Flag(bool),
    Unknown(Value),
}

impl Described for Outer {
    fn schema() -> &'static Schema {
        static SCHEMA: Schema =
            Schema::Union(&[Schema::Of(<Either as Described>::schema), Schema::String, Schema::Boolean]);
        &SCHEMA
    }
}

impl Json for Outer {
    fn placeholder() -> Self {
        Self::Unknown(Value::Null)
    }

    fn read<'de, D: Deserializer<'de>>(deserializer: D, place: &mut Self) -> Result<Reading, D::Error> {
        read_untagged(
            deserializer,
            place,
            &[
                |value, slot| variant(value, slot, Self::Inner),
                |value, slot| variant(value, slot, Self::Text),
                |value, slot| variant(value, slot, Self::Flag),
            ],
            |value, _| Self::Unknown(value),
        )
    }

    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Inner(value) => value.write(serializer),
            Self::Text(value) => value.write(serializer),
            Self::Flag(value) => value.write(serializer),
            Self::Unknown(value) => value.write(serializer),
        }
    }
}

#[test]
fn a_value_is_read_as_the_variant_that_the_document_says_it_is() {
    assert_eq!(fits::<Either>(json!(1)), Either::Number(1.0));
    assert_eq!(fits::<Either>(json!(["a"])), Either::Texts(vec!["a".to_owned()]));
    assert_eq!(fits::<Either>(json!(["a", 1])), Either::Unknown(json!(["a", 1])));
    // Of two that an object is, the one that knows more of it.
    assert!(matches!(fits(json!({"type": "step", "next": "b", "more": 1})), Either::Step(_)));
    assert!(matches!(fits(json!({"type": "step", "more": 1})), Either::Any(_)));
}

#[test]
fn values_that_are_not_listed_are_asked_last() {
    assert_eq!(fits::<Either>(json!("l1")), Either::Level(Level("l1".to_owned())));
    assert_eq!(fits::<Either>(json!("new")), Either::Level(Level("new".to_owned())));
    assert_eq!(fits::<Outer>(json!("l1")), Outer::Inner(Either::Level(Level("l1".to_owned()))));
    assert_eq!(fits::<Outer>(json!("new")), Outer::Text("new".to_owned()));
}

#[test]
fn a_union_within_a_union_leaves_the_others_what_it_does_not_know() {
    assert_eq!(fits::<Outer>(json!(true)), Outer::Flag(true));
    assert_eq!(fits::<Outer>(json!(2)), Outer::Inner(Either::Number(2.0)));
    assert_eq!(fits::<Outer>(json!([1])), Outer::Unknown(json!([1])));
    assert_eq!(fits::<Outer>(json!(null)), Outer::Unknown(json!(null)));
}

#[test]
fn every_value_is_written_back_as_it_came() {
    for value in [
        json!({"type": "step", "next": "b", "weight": "heavy"}),
        json!({"type": "other", "next": null}),
        json!([["a"], 1.5]),
        json!("new"),
        json!(false),
        json!(null),
    ] {
        assert_eq!(to_value(&fits::<Outer>(value.clone())).unwrap(), value);
        assert_eq!(to_value(&fits::<Either>(value.clone())).unwrap(), value);
    }
}
