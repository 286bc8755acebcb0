//! How well a value is what a schema says. It decides which variant of a union a value is read as.

use super::schema::{Keyword, Property, Schema};
use serde_json::{Map, Value};
use std::cmp::Reverse;
use std::collections::HashMap;

/// How well a value is what a schema says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Judgement {
    /// How often it is not what the schema says; zero: it is valid.
    pub(super) faults: u32,
    /// How much of it the schema names: properties, types, listed values.
    pub(super) known: u32,
}

/// The faults of a value that is of another kind than the schema.
const OTHER_KIND: u32 = u32::MAX;

impl Judgement {
    const fn valid(known: u32) -> Self {
        Self { faults: 0, known }
    }

    const FAULT: Self = Self { faults: 1, known: 0 };

    pub(super) fn is_valid(self) -> bool {
        self.faults == 0
    }

    /// Whether the value says itself that it is of another kind.
    pub(super) fn is_other_kind(self) -> bool {
        self.faults == OTHER_KIND
    }

    /// The best is the smallest.
    pub(super) fn rank(self) -> (u32, Reverse<u32>) {
        (self.faults, Reverse(self.known))
    }

    /// With what is said of a part of the value. What is wrong is not known.
    fn and(self, part: Self) -> Self {
        let known = if part.is_valid() { part.known } else { 0 };
        Self { faults: self.faults.saturating_add(part.faults), known: self.known.saturating_add(known) }
    }
}

/// Judges values. Each pair of a value and a named type is judged once, however often unions lead to it.
#[derive(Default)]
pub(super) struct Judge {
    known: HashMap<(usize, usize), Judgement>,
}

impl Judge {
    /// How well a value is what a schema says.
    pub(super) fn judge(&mut self, schema: &'static Schema, value: &Value) -> Judgement {
        match (schema, value) {
            (Schema::Any, _) => Judgement::valid(0),
            (Schema::Nullable(_) | Schema::Null, Value::Null) => Judgement::valid(1),
            (Schema::Nullable(inner), _) => self.judge(inner, value),
            (Schema::Of(named), _) => self.named(named(), value),
            (Schema::With(inner, keywords), _) => keywords
                .iter()
                .map(|keyword| demanded(keyword, value))
                .fold(self.judge(inner, value), Judgement::and),
            (Schema::Tag(constant), _) if constant.is(value) => Judgement::valid(2),
            (Schema::Tag(_), _) => Judgement { faults: OTHER_KIND, known: 0 },
            (Schema::Boolean, Value::Bool(_)) | (Schema::String, Value::String(_)) => Judgement::valid(1),
            (Schema::Number, Value::Number(_)) => Judgement::valid(1),
            (Schema::Integer, Value::Number(number)) if is_whole(number) => Judgement::valid(2),
            (Schema::Array(item), Value::Array(items)) => {
                items.iter().map(|value| self.judge(item, value)).fold(Judgement::valid(1), Judgement::and)
            }
            (Schema::Map(schema), Value::Object(object)) => object
                .values()
                .map(|value| self.judge(schema, value))
                .fold(Judgement::valid(1), Judgement::and),
            (Schema::Object(properties, others), Value::Object(object)) => {
                self.object(properties, others, object)
            }
            (Schema::Union(variants), _) => self.best(variants, value).0,
            (Schema::OneOf(variants), _) => match self.best(variants, value) {
                (best, 0 | 1) => best,
                (best, _) => best.and(Judgement::FAULT),
            },
            (Schema::Discriminated(property, names, variants), _) => {
                self.discriminated(property, names, variants, value)
            }
            _ => Judgement::FAULT,
        }
    }

    fn named(&mut self, schema: &'static Schema, value: &Value) -> Judgement {
        if !matches!(value, Value::Array(_) | Value::Object(_)) {
            return self.judge(schema, value);
        }
        let key = (std::ptr::from_ref(schema).addr(), std::ptr::from_ref(value).addr());
        if let Some(known) = self.known.get(&key) {
            return *known;
        }
        let judged = self.judge(schema, value);
        self.known.insert(key, judged);
        judged
    }

    fn object(
        &mut self,
        properties: &'static [Property],
        others: &'static Schema,
        object: &Map<String, Value>,
    ) -> Judgement {
        let mut judgement = Judgement::valid(1);
        for (name, is_required, schema) in properties {
            let part = match object.get(*name) {
                Some(value) => {
                    let judged = self.judge(schema, value);
                    Judgement { known: judged.known.saturating_add(1), ..judged }
                }
                None if *is_required => Judgement::FAULT,
                None => continue,
            };
            judgement = judgement.and(part);
        }
        if matches!(others, Schema::Any) {
            return judgement;
        }
        let is_named = |name: &str| properties.iter().any(|(known, ..)| *known == name);
        object
            .iter()
            .filter(|(name, _)| !is_named(name))
            .map(|(_, value)| self.judge(others, value))
            .fold(judgement, Judgement::and)
    }

    /// The best of several, and how many are valid. A value of no known variant is kept as an unknown one, so that counts
    /// as one fault.
    fn best(&mut self, variants: &'static [Schema], value: &Value) -> (Judgement, usize) {
        let (mut best, mut valid) = (Judgement::FAULT, 0);
        for variant in variants {
            let judgement = self.judge(variant, value);
            valid += usize::from(judgement.is_valid());
            if judgement.rank() < best.rank() {
                best = judgement;
            }
        }
        (best, valid)
    }

    fn discriminated(
        &mut self,
        property: &str,
        names: &[(&str, usize)],
        variants: &'static [Schema],
        value: &Value,
    ) -> Judgement {
        match discriminated(property, names, value) {
            Named::Nothing => self.best(variants, value).0,
            Named::Variant(index) => match variants.get(index) {
                Some(variant) => self.judge(variant, value),
                None => Judgement::FAULT,
            },
            Named::Unknown => Judgement::FAULT,
        }
    }
}

/// What a discriminator says.
pub(super) enum Named {
    /// The property is absent, or is no text.
    Nothing,
    /// Which variant the value is.
    Variant(usize),
    /// The value is of a kind that the document does not name.
    Unknown,
}

/// What the text of a property says about which variant a value is.
pub(super) fn discriminated(property: &str, names: &[(&str, usize)], value: &Value) -> Named {
    let text = match value.get(property) {
        Some(Value::String(text)) => text.as_str(),
        Some(Value::Bool(true)) => "true",
        Some(Value::Bool(false)) => "false",
        _ => return Named::Nothing,
    };
    let named = names.iter().find(|(name, _)| *name == text);
    named.map_or(Named::Unknown, |(_, index)| Named::Variant(*index))
}

/// Whether a number is whole, however it is written and however large it is.
fn is_whole(number: &serde_json::Number) -> bool {
    !number.is_f64() || number.as_f64().is_some_and(|value| value.fract() == 0.0)
}

fn demanded(keyword: &Keyword, value: &Value) -> Judgement {
    match keyword {
        Keyword::Enum(values) => match values.iter().any(|constant| constant.is(value)) {
            true => Judgement::valid(1),
            false => Judgement::FAULT,
        },
        _ if meets(keyword, value) => Judgement::valid(0),
        _ => Judgement::FAULT,
    }
}

/// Whether a value meets a demand; one that is not made of its type is met.
fn meets(keyword: &Keyword, value: &Value) -> bool {
    match value {
        Value::Number(number) => number.as_f64().is_none_or(|number| number_meets(keyword, number)),
        Value::String(text) => match keyword {
            Keyword::MinLength(least) => text.chars().count() >= *least,
            Keyword::MaxLength(most) => text.chars().count() <= *most,
            _ => true,
        },
        Value::Array(items) => match keyword {
            Keyword::MinItems(least) => items.len() >= *least,
            Keyword::MaxItems(most) => items.len() <= *most,
            Keyword::UniqueItems => items
                .iter()
                .enumerate()
                .all(|(index, item)| !items.iter().take(index).any(|other| other == item)),
            _ => true,
        },
        Value::Object(object) => object_meets(keyword, object),
        Value::Null | Value::Bool(_) => true,
    }
}

fn number_meets(keyword: &Keyword, number: f64) -> bool {
    match keyword {
        Keyword::Minimum(least) => number >= *least,
        Keyword::Maximum(most) => number <= *most,
        Keyword::ExclusiveMinimum(bound) => number > *bound,
        Keyword::ExclusiveMaximum(bound) => number < *bound,
        Keyword::MultipleOf(of) => {
            let times = number / of;
            (times - times.round()).abs() <= f64::EPSILON * times.abs().max(1.0)
        }
        _ => true,
    }
}

fn object_meets(keyword: &Keyword, object: &Map<String, Value>) -> bool {
    let has_all = |names: &&[&str]| names.iter().all(|name| object.contains_key(*name));
    match keyword {
        Keyword::MinProperties(least) => object.len() >= *least,
        Keyword::MaxProperties(most) => object.len() <= *most,
        Keyword::Only(names) => object.keys().all(|name| names.contains(&name.as_str())),
        Keyword::NotAll(names) => !has_all(names),
        Keyword::AnyRequired(lists) => lists.iter().any(has_all),
        Keyword::OneRequired(lists) => lists.iter().filter(|names| has_all(names)).count() == 1,
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::super::schema::Constant;
    use super::*;
    use serde_json::json;

    static TEXT: Schema = Schema::String;
    static ANY: Schema = Schema::Any;
    static LEVEL: Schema =
        Schema::With(&TEXT, &[Keyword::Enum(&[Constant::String("l1"), Constant::String("l2")])]);

    fn judge(schema: &'static Schema, value: &Value) -> Judgement {
        Judge::default().judge(schema, value)
    }

    #[test]
    fn a_listed_value_is_known_better_than_any_text() {
        assert_eq!(judge(&LEVEL, &json!("l1")), Judgement { faults: 0, known: 2 });
        assert_eq!(judge(&TEXT, &json!("l1")), Judgement { faults: 0, known: 1 });
        assert_eq!(judge(&LEVEL, &json!("h1")).faults, 1);
    }

    #[test]
    fn booleans_and_numbers_are_told_apart_by_their_values() {
        static VERSIONS: Schema = Schema::With(
            &Schema::Number,
            &[Keyword::Enum(&[
                Constant::Integer(1),
                Constant::Number(2.5),
                Constant::Integer(18_446_744_073_709_551_615),
            ])],
        );
        static SUCCESS: Schema =
            Schema::Object(&[("success", true, Schema::Tag(Constant::Boolean(true)))], &ANY);
        for valid in [json!(1), json!(1.0), json!(2.5), json!(u64::MAX)] {
            assert!(judge(&VERSIONS, &valid).is_valid(), "{valid}");
        }
        for invalid in [json!(2), json!(true), json!("1"), json!(null)] {
            assert!(!judge(&VERSIONS, &invalid).is_valid(), "{invalid}");
        }
        assert!(judge(&SUCCESS, &json!({"success": true})).is_valid());
        assert!(judge(&SUCCESS, &json!({"success": false})).is_other_kind());
        assert!(!judge(&SUCCESS, &json!({})).is_valid());
    }

    #[test]
    fn keywords_decide_like_a_validator() {
        for (keyword, valid, invalid) in [
            (Keyword::Minimum(2.0), json!(2), json!(1.5)),
            (Keyword::Maximum(2.0), json!(2), json!(3)),
            (Keyword::ExclusiveMinimum(2.0), json!(2.5), json!(2)),
            (Keyword::ExclusiveMaximum(2.0), json!(1), json!(2)),
            (Keyword::MultipleOf(0.1), json!(0.3), json!(0.35)),
            (Keyword::MinLength(2), json!("äö"), json!("ä")),
            (Keyword::MaxLength(2), json!("äö"), json!("abc")),
            (Keyword::MinItems(1), json!([1]), json!([])),
            (Keyword::MaxItems(1), json!([1]), json!([1, 2])),
            (Keyword::UniqueItems, json!([1, "1"]), json!([1, 1])),
            (Keyword::MinProperties(1), json!({"a": 1}), json!({})),
            (Keyword::MaxProperties(1), json!({"a": 1}), json!({"a": 1, "b": 1})),
            (Keyword::Only(&["a"]), json!({"a": 1}), json!({"b": 1})),
            (Keyword::NotAll(&["a", "b"]), json!({"a": 1}), json!({"a": 1, "b": 1})),
            (Keyword::AnyRequired(&[&["a"], &["b"]]), json!({"a": 1, "b": 1}), json!({"c": 1})),
            (Keyword::OneRequired(&[&["a"], &["b"]]), json!({"b": 1}), json!({"a": 1, "b": 1})),
        ] {
            assert!(meets(&keyword, &valid), "{keyword:?}: {valid}");
            assert!(!meets(&keyword, &invalid), "{keyword:?}: {invalid}");
            assert!(meets(&keyword, &json!(null)), "{keyword:?} says nothing of null");
        }
    }

    #[test]
    fn a_schema_that_holds_itself_is_judged_in_time_that_does_not_multiply() {
        fn either() -> &'static Schema {
            static EITHER: Schema = Schema::Union(&[
                Schema::Object(
                    &[("a", false, Schema::Of(either)), ("b", false, Schema::String)],
                    &Schema::Any,
                ),
                Schema::Object(
                    &[("a", false, Schema::Of(either)), ("b", false, Schema::Number)],
                    &Schema::Any,
                ),
                Schema::Object(
                    &[("a", false, Schema::Of(either)), ("b", false, Schema::Boolean)],
                    &Schema::Any,
                ),
            ]);
            &EITHER
        }
        let deep = (0..100).fold(json!({"b": 1}), |inner, _| json!({"a": inner, "b": true}));
        assert!(judge(either(), &deep).is_valid());
    }

    #[test]
    fn what_must_be_exactly_one_is_invalid_where_it_is_two() {
        static VARIANTS: &[Schema] = &[
            Schema::Object(&[("a", false, Schema::String)], &ANY),
            Schema::Object(&[("b", true, Schema::String)], &ANY),
        ];
        static ONE: Schema = Schema::OneOf(VARIANTS);
        static ANY_OF: Schema = Schema::Union(VARIANTS);
        let both = json!({"a": "x", "b": "x"});
        assert!(judge(&ANY_OF, &both).is_valid() && !judge(&ONE, &both).is_valid());
        assert!(judge(&ONE, &json!({"a": 1, "b": "x"})).is_valid());
    }

    #[test]
    fn a_discriminator_is_used_where_it_is_there() {
        static PETS: Schema = Schema::Discriminated(
            "petType",
            &[("dog", 0), ("cat", 1)],
            &[
                Schema::Object(&[("n", true, Schema::Integer)], &Schema::Any),
                Schema::Object(&[("c", true, Schema::Integer)], &Schema::Any),
            ],
        );
        assert!(judge(&PETS, &json!({"petType": "dog", "n": 1})).is_valid());
        assert!(!judge(&PETS, &json!({"petType": "cat", "n": 1})).is_valid());
        assert!(!judge(&PETS, &json!({"petType": "fish", "n": 1})).is_valid());
        assert!(judge(&PETS, &json!({"c": 1})).is_valid());
    }
}
