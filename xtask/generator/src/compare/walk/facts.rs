//! What schemas say beyond their type: bounds, defaults, formats, and whether they are deprecated. The model does not
//! hold most of it, so it is read from the document.

use super::{At, Side, Walk};
use crate::compare::change::Edition;
use crate::compare::finding::Cause;
use crate::compare::label::Label;
use crate::compare::quote::quoted;
use crate::compare::rules;
use crate::compare::subject::Subject;
use crate::lower::{NodeId, Shape};
use serde_json::Value;
use std::cmp::Ordering;
use std::collections::BTreeMap;

/// How a keyword bounds values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Bound {
    /// A smaller value is narrower.
    Upper,
    /// A larger value is narrower.
    Lower,
    /// True is narrower than false.
    Flag,
    /// `false` forbids additional properties; a schema is compared as a type.
    Closed,
    /// A list of all values that are not strings; strings make an enum.
    Values,
    /// A change is neither narrower nor wider.
    Opaque,
}

const BOUNDS: &[(&str, Bound)] = &[
    ("additionalProperties", Bound::Closed),
    ("enum", Bound::Values),
    ("exclusiveMaximum", Bound::Flag),
    ("exclusiveMinimum", Bound::Flag),
    ("maxItems", Bound::Upper),
    ("maxLength", Bound::Upper),
    ("maxProperties", Bound::Upper),
    ("maximum", Bound::Upper),
    ("minItems", Bound::Lower),
    ("minLength", Bound::Lower),
    ("minProperties", Bound::Lower),
    ("minimum", Bound::Lower),
    ("multipleOf", Bound::Opaque),
    ("pattern", Bound::Opaque),
    ("uniqueItems", Bound::Flag),
];

/// The longest chain of references and `allOf`s that is followed.
const LONGEST_CHAIN: usize = 32;

/// What a schema says beyond its type.
#[derive(Debug, Default)]
struct Facts<'d> {
    bounds: BTreeMap<&'static str, &'d Value>,
    default: Option<&'d Value>,
    format: Option<&'d Value>,
    deprecated: bool,
}

impl Walk<'_> {
    /// Compares what two places say beyond their types.
    pub(super) fn facts(&mut self, old: NodeId, new: NodeId, side: Side, at: &At) {
        let was = Facts::of(self.old, self.old.pointer(old));
        let is = Facts::of(self.new, self.new.pointer(new));
        for (keyword, bound) in BOUNDS {
            self.bound(new, side, at, keyword, *bound, (was.bounds.get(keyword), is.bounds.get(keyword)));
        }
        if was.default != is.default {
            let rule = side.rule(&rules::REQUEST_DEFAULT_CHANGED, &rules::RESPONSE_DEFAULT_CHANGED);
            let message = at.label.says(format!(": the default {}", became(was.default, is.default)));
            self.report_at(rule, new, message, &[]);
        }
        // Integers of 32 and 64 bits have different shapes, which are compared elsewhere.
        let same_shape = match (self.old.shape(old), self.new.shape(new)) {
            (Shape::Scalar(was), Shape::Scalar(is)) if was.is_text() => is.is_text(),
            (was, is) => was == is,
        };
        if was.format != is.format && same_shape {
            let message = at.label.says(format!(": the format {}", became(was.format, is.format)));
            self.report_at(&rules::FORMAT_CHANGED, new, message, &at.causes);
        }
        if was.deprecated != is.deprecated {
            let mut causes = Cause::deprecations(&at.causes);
            causes.push(Cause::Deprecation(Edition::New, self.new.place_of_type(new).clone()));
            let pointer = self.new.pointer(new).clone();
            self.deprecation(is.deprecated, &pointer, &at.label, causes);
        }
    }

    /// Compares whether an operation or a parameter is deprecated.
    pub(super) fn deprecation_at(&mut self, (old, new): (&str, &str), label: &Label, causes: &[Cause]) {
        let read = |subject: &Subject<'_>, pointer: &str| {
            subject.value(pointer).and_then(|value| value.get("deprecated")) == Some(&Value::Bool(true))
        };
        let (was, is) = (read(self.old, old), read(self.new, new));
        if was != is {
            let deprecations = Cause::deprecations(causes);
            self.deprecation(is, new, label, deprecations);
        }
    }

    fn deprecation(&mut self, is: bool, pointer: &str, label: &Label, causes: Vec<Cause>) {
        let (rule, what) = if is {
            (&rules::DEPRECATED, "is deprecated now")
        } else {
            (&rules::UNDEPRECATED, "is no longer deprecated")
        };
        self.report(rule, (Edition::New, pointer), label.says(format!(" {what}")), causes);
    }

    fn bound(
        &mut self,
        new: NodeId,
        side: Side,
        at: &At,
        keyword: &str,
        bound: Bound,
        (was, is): (Option<&&Value>, Option<&&Value>),
    ) {
        let (was, is) = (was.copied(), is.copied());
        if was == is {
            return;
        }
        let rule = if is_tighter(bound, was, is) {
            side.rule(&rules::REQUEST_CONSTRAINT_TIGHTENED, &rules::RESPONSE_CONSTRAINT_TIGHTENED)
        } else {
            side.rule(&rules::REQUEST_CONSTRAINT_LOOSENED, &rules::RESPONSE_CONSTRAINT_LOOSENED)
        };
        // A change that is neither counts as the worse one on each side.
        let rule = match (side, bound, was, is) {
            (Side::Response, Bound::Opaque, Some(_), Some(_)) => &rules::RESPONSE_CONSTRAINT_LOOSENED,
            (Side::Response, Bound::Values, Some(was), Some(is)) if are_disjoint(was, is) => {
                &rules::RESPONSE_VALUES_REPLACED
            }
            _ => rule,
        };
        let message = at.label.says(format!(": `{keyword}` {}", became(was, is)));
        self.report_at(rule, new, message, &[]);
    }
}

/// Whether fewer values are allowed than before.
fn is_tighter(bound: Bound, was: Option<&Value>, is: Option<&Value>) -> bool {
    let (Some(was), Some(is)) = (was, is) else { return is.is_some() };
    match bound {
        Bound::Upper => ordering(is, was) == Some(Ordering::Less),
        Bound::Lower => ordering(is, was) == Some(Ordering::Greater),
        Bound::Values => match (was.as_array(), is.as_array()) {
            (Some(was), Some(is)) => was.iter().any(|value| !is.contains(value)),
            _ => true,
        },
        Bound::Flag | Bound::Closed | Bound::Opaque => true,
    }
}

/// Whether two lists of values have none in common.
fn are_disjoint(one: &Value, other: &Value) -> bool {
    let (Some(one), Some(other)) = (one.as_array(), other.as_array()) else { return false };
    !one.iter().any(|value| other.contains(value))
}

fn ordering(one: &Value, other: &Value) -> Option<Ordering> {
    match (one.as_i64(), other.as_i64()) {
        (Some(one), Some(other)) => Some(one.cmp(&other)),
        _ => one.as_f64()?.partial_cmp(&other.as_f64()?),
    }
}

fn became(was: Option<&Value>, is: Option<&Value>) -> String {
    match (was, is) {
        (None, Some(is)) => format!("is {}, there was none", quoted(is)),
        (Some(was), None) => format!("is gone, it was {}", quoted(was)),
        (Some(was), Some(is)) => format!("is {}, it was {}", quoted(is), quoted(was)),
        (None, None) => String::new(),
    }
}

impl<'d> Facts<'d> {
    fn of(subject: &Subject<'d>, pointer: &str) -> Self {
        let mut facts = Self::default();
        facts.read(subject, pointer, LONGEST_CHAIN);
        facts
    }

    /// Reads a schema, the schemas that it refers to, and those that it combines with `allOf`.
    fn read(&mut self, subject: &Subject<'d>, pointer: &str, left: usize) {
        let (Some(Value::Object(schema)), Some(left)) = (subject.value(pointer), left.checked_sub(1)) else {
            return;
        };
        if let Some(Value::String(reference)) = schema.get("$ref") {
            return self.read(subject, reference.trim_start_matches('#'), left);
        }
        for (keyword, bound) in BOUNDS {
            if let Some(value) = schema.get(*keyword).filter(|value| is_bound(*bound, value)) {
                let narrowest = self.bounds.entry(keyword).or_insert(value);
                if is_tighter(*bound, Some(narrowest), Some(value)) {
                    *narrowest = value;
                }
            }
        }
        self.default = self.default.or(schema.get("default"));
        self.format = self.format.or(schema.get("format"));
        self.deprecated |= schema.get("deprecated") == Some(&Value::Bool(true));
        for index in 0..schema.get("allOf").and_then(Value::as_array).map_or(0, Vec::len) {
            self.read(subject, &format!("{pointer}/allOf/{index}"), left);
        }
    }
}

/// Whether a keyword's value bounds anything.
fn is_bound(bound: Bound, value: &Value) -> bool {
    match bound {
        Bound::Flag => *value == Value::Bool(true),
        Bound::Closed => *value == Value::Bool(false),
        Bound::Values => value.as_array().is_some_and(|values| !values.iter().any(Value::is_string)),
        Bound::Upper | Bound::Lower | Bound::Opaque => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_bound_is_tighter_where_it_allows_less() {
        let (none, one, two, half) = (None, Some(json!(1)), Some(json!(2)), Some(json!(1.5)));
        for (bound, was, is, tighter) in [
            (Bound::Upper, &two, &one, true),
            (Bound::Upper, &one, &half, false),
            (Bound::Lower, &one, &half, true),
            (Bound::Lower, &two, &one, false),
            (Bound::Upper, &none, &one, true),
            (Bound::Upper, &one, &none, false),
            (Bound::Opaque, &one, &two, true),
        ] {
            assert_eq!(is_tighter(bound, was.as_ref(), is.as_ref()), tighter, "{bound:?} {was:?} {is:?}");
        }
        let (few, many) = (json!([1, 2]), json!([1, 2, 3]));
        assert!(is_tighter(Bound::Values, Some(&many), Some(&few)));
        assert!(!is_tighter(Bound::Values, Some(&few), Some(&many)));
    }

    #[test]
    fn keywords_that_bound_nothing_are_no_bounds() {
        assert!(!is_bound(Bound::Flag, &json!(false)));
        assert!(!is_bound(Bound::Closed, &json!(true)) && !is_bound(Bound::Closed, &json!({})));
        assert!(!is_bound(Bound::Values, &json!(["a"])) && is_bound(Bound::Values, &json!([1])));
    }
}
