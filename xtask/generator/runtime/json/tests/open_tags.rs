//! A type that is a variant of a union and also stands alone: its tag may have another value there.

use super::super::*;
use super::{fits, misfit};
use serde::de::MapAccess;
use serde::ser::Serializer;
use serde_json::{Value, json};

#[derive(Debug, PartialEq)]
struct Dog {
    name: Option<String>,
    additional_properties: AdditionalProperties,
}

object!(Dog(open_constant "kind" = "dog") {
    optional "name" name;
});

fn written(dog: &Dog) -> Value {
    to_value(dog).unwrap()
}

#[test]
fn another_value_of_its_type_is_kept_and_written_back() {
    for value in [
        json!({"kind": "dog", "name": "a"}),
        json!({"name": "a", "kind": "wolf"}),
        json!({"kind": "", "x": 1}),
    ] {
        assert_eq!(written(&fits::<Dog>(value.clone())), value);
    }
    let made = Dog { name: None, additional_properties: AdditionalProperties::default() };
    assert_eq!(written(&made), json!({"kind": "dog"}));
}

#[test]
fn a_value_of_another_type_and_none_do_not_fit() {
    for value in [json!({"kind": 1, "name": "a"}), json!({"kind": null}), json!({"name": "a"})] {
        assert_eq!(misfit::<Dog>(value.clone()).0, value);
    }
}

#[test]
fn of_a_tag_that_stands_twice_the_last_counts() {
    for (text, kind) in
        [("{\"kind\":\"wolf\",\"kind\":\"dog\"}", "dog"), ("{\"kind\":\"dog\",\"kind\":\"wolf\"}", "wolf")]
    {
        let mut dog = Dog::placeholder();
        let _ = Dog::read(&mut serde_json::Deserializer::from_str(text), &mut dog).unwrap();
        assert_eq!(written(&dog), json!({"kind": kind}), "{text}");
    }
}
