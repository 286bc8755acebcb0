//! What reading and writing promise, on types made like generated ones.

#![allow(clippy::unwrap_used, clippy::panic)]

mod nested_unions;
mod numbers;
mod open_tags;
mod untagged;

use super::typed::Written;
use super::*;
use serde::de::{Deserializer, MapAccess};
use serde::ser::Serializer;
use serde_json::{Map, Value, json};

#[derive(Debug, PartialEq)]
struct Step {
    next: String,
    weight: Option<f64>,
    additional_properties: AdditionalProperties,
}

object!(Step(constant "type" = "step") {
    required(0) "next" next;
    optional "weight" weight;
});

#[derive(Debug, PartialEq)]
enum Node {
    Step(Step),
    Unknown(Value, Reason),
}

impl TaggedUnion for Node {
    const TAG: &'static str = "type";

    fn read_variant<'de, A: MapAccess<'de>>(
        tag: &str,
        fields: &mut Fields<'de, A>,
        place: &mut Self,
    ) -> Result<Reading, A::Error> {
        match tag {
            "step" => fields.variant(place, Self::Step),
            _ => fields.unknown(),
        }
    }

    fn unknown(value: Value, reason: Reason) -> Self {
        Self::Unknown(value, reason)
    }
}

impl Json for Node {
    fn placeholder() -> Self {
        Self::Unknown(Value::Null, Reason::because("nothing was read"))
    }

    fn read<'de, D: Deserializer<'de>>(deserializer: D, place: &mut Self) -> Result<Reading, D::Error> {
        read_tagged(deserializer, place)
    }

    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Step(step) => step.write(serializer),
            Self::Unknown(value, _) => value.write(serializer),
        }
    }
}

fn fits<T: Json>(value: Value) -> T {
    read(value).unwrap().unwrap_or_else(|misfit| panic!("{}", misfit.reason))
}

/// The value that is handed back, and the reason.
fn misfit<T: Json>(value: Value) -> (Value, String) {
    match read::<T, _>(value).unwrap() {
        Ok(_) => panic!("it fits"),
        Err(misfit) => (misfit.value, misfit.reason.to_string()),
    }
}

fn node(text: &str) -> Node {
    from_slice(text.as_bytes()).unwrap()
}

#[test]
fn whole_numbers_are_written_whole() {
    for (text, written) in [
        ("100", "100"),
        ("100.0", "100"),
        ("1500.5", "1500.5"),
        ("-7", "-7"),
        ("0", "0"),
        ("-0.0", "-0.0"),
        ("9007199254740992", "9007199254740992"),
        ("9223372036854775808", "9223372036854775808"),
        ("1e300", "1e+300"),
    ] {
        let number: f64 = from_slice(text.as_bytes()).unwrap();
        assert_eq!(serde_json::to_string(&Written(&number)).unwrap(), written);
    }
}

#[test]
fn a_whole_number_that_a_float_would_round_does_not_fit() {
    for text in ["9007199254740993", "18446744073709551615", "-9223372036854775807"] {
        let (kept, reason) = misfit::<f64>(serde_json::from_str(text).unwrap());
        assert_eq!(kept.to_string(), text);
        assert!(reason.contains("64 bits"), "{reason}");
    }
}

#[test]
fn integers_take_whole_numbers_of_any_spelling_and_no_others() {
    assert_eq!(fits::<i64>(json!(5.0)), 5);
    assert_eq!(fits::<i32>(json!(-5)), -5);
    misfit::<i64>(json!(5.5));
    misfit::<i64>(json!(u64::MAX));
    misfit::<i32>(json!(3_000_000_000_i64));
    misfit::<i64>(json!("5"));
}

#[test]
fn what_does_not_fit_is_handed_back_whole_with_its_place() {
    let value = json!([{"a": [1, 2]}, {"b": [3, "x", 4], "c": [5]}]);
    let (kept, reason) = misfit::<Vec<std::collections::BTreeMap<String, Vec<f64>>>>(value.clone());
    assert_eq!(kept, value);
    assert_eq!(reason, "$[1].b[1]: expected a number that 64 bits hold exactly, found a string");
}

#[test]
fn a_reason_never_repeats_the_document() {
    let (_, reason) = misfit::<Step>(json!({"type": "step", "next": ["canary"]}));
    assert_eq!(reason, "$.next: expected a string, found an array");
}

#[test]
fn properties_without_a_field_are_kept_and_written_back() {
    let value = json!({"type": "step", "next": "b", "weight": null, "more": {"deep": [null, 1.5]}});
    let step: Step = fits(value.clone());
    assert_eq!(step.weight, None);
    assert_eq!(to_value(&step).unwrap(), value);
}

#[test]
fn a_field_that_is_set_replaces_the_null_that_was_read() {
    let mut step: Step = fits(json!({"type": "step", "next": "b", "weight": null}));
    step.weight = Some(2.0);
    let text = serde_json::to_string(&Written(&step)).unwrap();
    assert_eq!(text, r#"{"type":"step","next":"b","weight":2}"#);
}

#[test]
fn the_last_of_two_equal_properties_counts() {
    let Node::Step(step) = node(r#"{"next":"a","type":"step","next":"b","weight":null,"weight":1}"#) else {
        panic!("not a step");
    };
    assert_eq!((step.next.as_str(), step.weight), ("b", Some(1.0)));
    assert!(step.additional_properties.is_empty());
}

#[test]
fn the_tag_may_stand_anywhere() {
    for text in [
        r#"{"type":"step","next":"b","x":1}"#,
        r#"{"x":1,"type":"step","next":"b"}"#,
        r#"{"x":1,"next":"b","type":"step"}"#,
    ] {
        let node = node(text);
        assert!(matches!(&node, Node::Step(step) if step.next == "b"), "{node:?}");
        assert_eq!(to_value(&node).unwrap(), serde_json::from_str::<Value>(text).unwrap());
    }
}

#[test]
fn the_last_of_two_tags_counts() {
    assert!(matches!(node(r#"{"type":5,"next":"b","type":"step"}"#), Node::Step(_)));
    let Node::Unknown(value, _) = node(r#"{"type":"step","next":"b","type":5}"#) else { panic!("known") };
    assert_eq!(value, json!({"type": 5, "next": "b"}));
}

#[test]
fn every_value_fits_a_union_and_keeps_its_json() {
    for value in [
        json!({"type": "other", "a": 1}),
        json!({"a": 1}),
        json!({"type": 5, "next": "b"}),
        json!({"type": "step"}),
        json!({"next": "b", "type": "step", "weight": "heavy", "more": [1]}),
        json!(null),
        json!(true),
        json!(-1),
        json!(1.5),
        json!("text"),
        json!([1, [2]]),
    ] {
        let node: Node = fits(value.clone());
        assert!(matches!(node, Node::Unknown(..)), "{node:?}");
        assert_eq!(to_value(&node).unwrap(), value);
    }
}

#[test]
fn an_unknown_value_says_why_it_is_one() {
    let reason = |value: Value| match fits(value) {
        Node::Unknown(_, reason) => reason.to_string(),
        Node::Step(_) => panic!("known"),
    };
    assert_eq!(reason(json!({"type": "other"})), "$.type: this kind is not known");
    assert_eq!(reason(json!({"a": 1})), "$: the required property `type` is missing");
    assert_eq!(reason(json!({"type": 1})), "$.type: expected a string, found a number");
    assert_eq!(reason(json!({"type": "step"})), "$: the required property `next` is missing");
}

#[test]
fn a_variant_by_itself_demands_its_tag() {
    let (kept, reason) = misfit::<Step>(json!({"next": "b"}));
    assert_eq!((kept, reason.as_str()), (json!({"next": "b"}), "$: the required property `type` is missing"));
    let (_, reason) = misfit::<Step>(json!({"type": "other", "next": "b"}));
    assert_eq!(reason, "$.type: expected the string `step`");
}

#[test]
fn what_is_no_json_is_told_by_line_and_column() {
    let reason = from_slice::<Step>(b"{\"next\": \"canary").unwrap_err().to_string();
    assert!(reason.contains("line 1") && !reason.contains("canary"), "{reason}");
    assert!(from_slice::<f64>(b"1 2").is_err());
}

#[test]
fn bytes_that_are_no_text_are_refused_with_their_place() {
    let reason = from_slice::<Value>(b"{\"a\":\"\xff\"}").unwrap_err();
    assert_eq!(reason.to_string(), "$: not the JSON that was expected: no UTF-8 at byte 6");
}

/// A property that may be null, in a variant of a union.
#[derive(Debug, PartialEq)]
struct Named {
    name: Option<String>,
    additional_properties: AdditionalProperties,
}

object!(Named(constant "type" = "named") {
    required(0) "name" name;
});

impl TaggedUnion for Named {
    const TAG: &'static str = "type";

    fn read_variant<'de, A: MapAccess<'de>>(
        _: &str,
        fields: &mut Fields<'de, A>,
        place: &mut Self,
    ) -> Result<Reading, A::Error> {
        fields.variant(place, |named: Self| named)
    }

    fn unknown(_: Value, reason: Reason) -> Self {
        panic!("{reason}")
    }
}

#[test]
fn a_property_that_may_be_null_may_stand_before_the_tag() {
    for (text, name) in [
        (r#"{"name":"a","type":"named"}"#, Some("a")),
        (r#"{"name":"\u0061","type":"named"}"#, Some("a")),
        (r#"{"name":null,"type":"named"}"#, None),
        (r#"{"type":"named","name":"a"}"#, Some("a")),
    ] {
        let mut named = Named::placeholder();
        let reading = read_tagged(&mut deserializer(text.as_bytes()).unwrap(), &mut named);
        assert!(matches!(reading, Ok(Reading::Fits)), "{text}: {reading:?}");
        assert_eq!(named.name.as_deref(), name);
    }
}

/// An object whose property is an object.
struct Outer {
    inner: Inner,
    additional_properties: AdditionalProperties,
}

object!(Outer {
    required(0) "inner" inner;
});

struct Inner {
    list: Vec<i64>,
    word: Option<String>,
    additional_properties: AdditionalProperties,
}

object!(Inner {
    required(0) "list" list;
    optional "word" word;
});

#[test]
fn of_an_object_that_stands_twice_nothing_is_left_of_the_first() {
    let text = r#"{"inner":{"list":[1],"word":"a","more":1},"inner":{"list":[2],"list":[3]}}"#;
    let read: Outer = from_slice(text.as_bytes()).unwrap();
    assert_eq!(to_value(&read).unwrap(), json!({"inner": {"list": [3]}}));
    let text = r#"{"inner":{"list":[3]},"inner":{"list":[1,"b"],"word":"a"}}"#;
    assert!(from_slice::<Outer>(text.as_bytes()).is_err());
}
