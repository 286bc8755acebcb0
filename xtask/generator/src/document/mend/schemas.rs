//! Mends the keywords of schemas.
//!
//! `openapiv3` would refuse them too. But when schemas are nested, the time in which it finds an error in an inner one
//! doubles with each level, and its message does not name the place. So no such error may reach it.

use std::collections::HashSet;

use serde_json::{Map, Value, json};

use super::edit::Edit;
use super::json_schema;
use super::misuse::{Misuse, Plain};
use super::patterns;
use super::type_names::{self, TYPES};
use super::values::{Form, is_of, meant, shown};
use crate::document::faults::{Fault, is_attack};
use crate::document::places::Place;
use crate::document::pointer::Pointer;
use crate::document::version::{Version, kind};

/// What a keyword with a value of the wrong type means.
pub(super) fn plain_keyword(
    version: Version,
    place: &Place<'_>,
    base: &Pointer,
    field: &str,
    value: &Value,
) -> Plain {
    let at = base.join(field);
    match (field, value) {
        ("type", Value::String(name)) if is_attack(name) => Plain::Code,
        _ if version.has_json_schema() && (field == "type" || field.starts_with("exclusive")) => {
            json_schema::plain_keyword(place, base, field, value)
        }
        ("type", Value::String(name)) => match type_names::meant(name) {
            Some(schema) => {
                let read = Value::Object(schema.clone()).to_string();
                let is_there = |keyword: &str| place.field(keyword).is_some();
                let added = schema.into_iter().filter(|(keyword, _)| keyword == "type" || !is_there(keyword));
                Plain::Means(
                    format!("`{read}`"),
                    added.map(|(key, value)| Edit::Put(base.join(key), value)).collect(),
                )
            }
            None if name.eq_ignore_ascii_case("null") => {
                let edits = vec![Edit::Put(base.join("nullable"), json!(true)), Edit::Remove(at)];
                Plain::Means("`nullable: true`".to_owned(), edits)
            }
            None => Plain::No,
        },
        ("type", Value::Array(names)) => types(base, names),
        ("exclusiveMinimum", Value::Number(limit)) => exclusive(base, "minimum", "exclusiveMinimum", limit),
        ("exclusiveMaximum", Value::Number(limit)) => exclusive(base, "maximum", "exclusiveMaximum", limit),
        // `required` of a property, as in old drafts of JSON Schema.
        ("required", _) if Form::Flag.holds(value) || Form::Flag.meant(value).is_some() => {
            let is_required = value == &json!(true) || Form::Flag.meant(value) == Some(json!(true));
            let mut edits = vec![Edit::Remove(at)];
            if let (true, "properties", Some(name)) = (is_required, place.field, place.key())
                && let Some((properties, _)) = base.split_last()
                && let Some((parent, _)) = properties.split_last()
            {
                edits.push(Edit::Append(parent.join("required"), json!(name)));
                return Plain::Means("a property that is required".to_owned(), edits);
            }
            if is_required { Plain::No } else { Plain::Means("not required".to_owned(), edits) }
        }
        _ => Plain::No,
    }
}

/// A list of types, as in later versions of OpenAPI: one, perhaps beside null.
fn types(base: &Pointer, names: &[Value]) -> Plain {
    let is_null = |name: &&Value| name.as_str() == Some("null");
    let others: Vec<&Value> = names.iter().filter(|name| !is_null(name)).collect();
    let [name] = others.as_slice() else { return Plain::No };
    if !name.as_str().is_some_and(|name| TYPES.contains(&name)) {
        return Plain::No;
    }
    let mut edits = vec![Edit::Put(base.join("type"), (*name).clone())];
    let mut read = format!("`{name}`");
    if names.iter().any(|name| is_null(&name)) {
        edits.push(Edit::Put(base.join("nullable"), json!(true)));
        read += " that may be null";
    }
    Plain::Means(read, edits)
}

/// An exclusive limit that is a number, as in later versions of OpenAPI.
fn exclusive(base: &Pointer, limit: &str, flag: &str, value: &serde_json::Number) -> Plain {
    let edits = vec![
        Edit::Put(base.join(limit), Value::Number(value.clone())),
        Edit::Put(base.join(flag), json!(true)),
    ];
    Plain::Means(format!("`{limit}: {value}` and `{flag}: true`"), edits)
}

/// What is wrong with the keywords of a schema that are each of the right type.
pub(super) fn check(schema: &Map<String, Value>, base: &Pointer) -> Vec<Misuse> {
    let mut found = Vec::new();
    found.extend(discriminator(schema, base));
    found.extend(external_docs(schema, base));
    found.extend(xml(schema, base));
    found.extend(additional_properties(schema, base));
    found.extend(alternatives(schema, base));
    found.extend(limits(schema, base));
    found.extend(multiple(schema, base));
    found.extend(pattern(schema, base));
    found.extend(enumeration(schema, base));
    found.extend(default(schema, base));
    found
}

fn discriminator(schema: &Map<String, Value>, base: &Pointer) -> Option<Misuse> {
    let value = schema.get("discriminator")?;
    let at = base.join("discriminator");
    let ignored = |at: Pointer, problem: String| {
        let (what, edits) = ("discriminator".to_owned(), vec![Edit::Remove(at.clone())]);
        Some(Misuse { at, fault: Fault::BrokenObject { what, problem }, edits })
    };
    match value.get("propertyName") {
        // As in Swagger 2.0.
        None if value.is_string() => Some(Misuse {
            edits: vec![Edit::Put(at.clone(), json!({ "propertyName": value }))],
            at,
            fault: Fault::WrongTypeButPlain {
                field: "discriminator".to_owned(),
                wanted: "an object with `propertyName`".to_owned(),
                found: shown(value),
                remedy: "write `propertyName` within `discriminator`".to_owned(),
                read: "the name of the property".to_owned(),
            },
        }),
        Some(Value::String(_)) => {
            let mapping = value.get("mapping")?;
            let is_good = mapping.as_object().is_some_and(|entries| entries.values().all(Value::is_string));
            let problem = "`mapping` must be an object that holds strings".to_owned();
            if is_good { None } else { ignored(at.join("mapping"), problem) }
        }
        found => {
            let found = found.map_or_else(|| format!("{} without it", kind(value)), shown);
            ignored(at, format!("`discriminator` must be an object with `propertyName`, here it is {found}"))
        }
    }
}

fn external_docs(schema: &Map<String, Value>, base: &Pointer) -> Option<Misuse> {
    let docs = schema.get("externalDocs")?;
    let is_text = |field: &str| docs.get(field).is_none_or(Value::is_string);
    if docs.get("url").is_some() && is_text("url") && is_text("description") {
        return None;
    }
    let (at, what) = (base.join("externalDocs"), "documentation elsewhere".to_owned());
    let problem = format!("`externalDocs` must be an object with `url`, here it is {}", kind(docs));
    Some(Misuse { edits: vec![Edit::Remove(at.clone())], at, fault: Fault::BrokenObject { what, problem } })
}

/// What a schema says of XML means nothing for JSON.
fn xml(schema: &Map<String, Value>, base: &Pointer) -> Option<Misuse> {
    schema.get("xml").filter(|xml| !xml.is_object())?;
    let at = base.join("xml");
    let (what, problem) = ("xml".to_owned(), "`xml` must be an object".to_owned());
    Some(Misuse { edits: vec![Edit::Remove(at.clone())], at, fault: Fault::BrokenObject { what, problem } })
}

/// `additionalProperties` as a word for a boolean.
fn additional_properties(schema: &Map<String, Value>, base: &Pointer) -> Option<Misuse> {
    let value = schema.get("additionalProperties")?;
    let read = Form::Flag.meant(value)?;
    let at = base.join("additionalProperties");
    let fault = Fault::WrongTypeButPlain {
        field: "additionalProperties".to_owned(),
        wanted: "a schema or a boolean".to_owned(),
        found: shown(value),
        remedy: "write a schema or a boolean".to_owned(),
        read: format!("`{read}`"),
    };
    Some(Misuse { edits: vec![Edit::Put(at.clone(), read)], at, fault })
}

/// Lists of schemas that are empty.
fn alternatives(schema: &Map<String, Value>, base: &Pointer) -> Vec<Misuse> {
    let is_empty = |field: &&str| schema.get(*field).and_then(Value::as_array).is_some_and(Vec::is_empty);
    let empty = ["allOf", "anyOf", "oneOf"].into_iter().filter(is_empty);
    let found = empty.map(|field| {
        let at = base.join(field);
        Misuse {
            edits: vec![Edit::Remove(at.clone())],
            at,
            fault: Fault::NoSchemas { field: field.to_owned() },
        }
    });
    found.collect()
}

/// What every value is a multiple of, which is more than zero.
fn multiple(schema: &Map<String, Value>, base: &Pointer) -> Option<Misuse> {
    let value = schema.get("multipleOf").filter(|value| value.as_f64().is_some_and(|value| value <= 0.0))?;
    let at = base.join("multipleOf");
    let fault = Fault::WrongType {
        field: "multipleOf".to_owned(),
        wanted: "a number above zero".to_owned(),
        found: shown(value),
        remedy: "correct or remove `multipleOf`".to_owned(),
    };
    Some(Misuse { edits: vec![Edit::Remove(at.clone())], at, fault })
}

/// A pattern, which has to be a regular expression.
fn pattern(schema: &Map<String, Value>, base: &Pointer) -> Option<Misuse> {
    let problem = patterns::problem(schema.get("pattern")?.as_str()?)?;
    let at = base.join("pattern");
    let (what, field) = ("schema".to_owned(), "pattern".to_owned());
    let problem = format!("`pattern` is no regular expression: {problem}");
    Some(Misuse {
        edits: vec![Edit::Remove(at.clone())],
        at,
        fault: Fault::BrokenField { what, problem, field },
    })
}

/// Pairs of limits that no value keeps.
fn limits(schema: &Map<String, Value>, base: &Pointer) -> Vec<Misuse> {
    const PAIRS: [(&str, &str); 4] = [
        ("minimum", "maximum"),
        ("minLength", "maxLength"),
        ("minItems", "maxItems"),
        ("minProperties", "maxProperties"),
    ];
    let limit = |field: &str| schema.get(field).and_then(Value::as_f64);
    let is_broken =
        |(low, high): &(&str, &str)| limit(low).zip(limit(high)).is_some_and(|(low, high)| low > high);
    let broken = PAIRS.into_iter().filter(is_broken);
    broken
        .map(|(low, high)| Misuse {
            at: base.join(low),
            fault: Fault::ContradictingLimits { low: low.to_owned(), high: high.to_owned() },
            edits: vec![Edit::Remove(base.join(low)), Edit::Remove(base.join(high))],
        })
        .collect()
}

/// The values of `enum`: each once, and of the type.
fn enumeration(schema: &Map<String, Value>, base: &Pointer) -> Vec<Misuse> {
    let Some(Value::Array(values)) = schema.get("enum") else { return Vec::new() };
    let at = base.join("enum");
    if values.is_empty() {
        return vec![Misuse { edits: vec![Edit::Remove(at.clone())], at, fault: Fault::EmptyEnum {} }];
    }
    let typed = schema.get("type").and_then(Value::as_str);
    let mut kept: Vec<Value> = Vec::new();
    let mut known: HashSet<String> = HashSet::new();
    let mut found = Vec::new();
    for (index, value) in values.iter().enumerate() {
        let is_good = value.is_null() || typed.is_none_or(|typed| is_of(typed, value));
        let read = if is_good { Some(value.clone()) } else { typed.and_then(|typed| meant(typed, value)) };
        let words = || ("enum".to_owned(), shown(value), typed.unwrap_or_default().to_owned());
        let fault = match &read {
            Some(read) if known.contains(&read.to_string()) => {
                Some(Fault::EnumValueTwice { found: shown(value) })
            }
            Some(_) if is_good => None,
            Some(read) => {
                let (field, found, wanted) = words();
                Some(Fault::ValueOfAnotherTypeButPlain { field, found, wanted, read: format!("`{read}`") })
            }
            None => {
                let (field, found, wanted) = words();
                Some(Fault::ValueOfAnotherType { field, found, wanted })
            }
        };
        kept.extend(read.filter(|read| known.insert(read.to_string())));
        found.extend(fault.map(|fault| Misuse { at: at.join(index), fault, edits: Vec::new() }));
    }
    let edit = if kept.is_empty() { Edit::Remove(at) } else { Edit::Put(at, Value::Array(kept)) };
    if let Some(last) = found.last_mut() {
        last.edits.push(edit);
    }
    found
}

/// The default, which has to be a value of the type.
fn default(schema: &Map<String, Value>, base: &Pointer) -> Option<Misuse> {
    let value = schema.get("default").filter(|value| !value.is_null())?;
    let typed = schema.get("type").and_then(Value::as_str).unwrap_or_default();
    if is_of(typed, value) {
        let (wanted, at) = (past_limits(schema, value)?, base.join("default"));
        let (field, found) = ("default".to_owned(), shown(value));
        let fault = Fault::ValueOfAnotherType { field, found, wanted: wanted.to_owned() };
        return Some(Misuse { edits: vec![Edit::Remove(at.clone())], at, fault });
    }
    let at = base.join("default");
    let (field, found, wanted) = ("default".to_owned(), shown(value), typed.to_owned());
    let (fault, edit) = match meant(typed, value) {
        Some(meant) => {
            let read = format!("`{meant}`");
            let fault = Fault::ValueOfAnotherTypeButPlain { field, found, wanted, read };
            (fault, Edit::Put(at.clone(), meant))
        }
        None => (Fault::ValueOfAnotherType { field, found, wanted }, Edit::Remove(at.clone())),
    };
    Some(Misuse { at, fault, edits: vec![edit] })
}

/// What a value of the right type should be and is not: one of those that are listed, or one within the limits.
fn past_limits(schema: &Map<String, Value>, value: &Value) -> Option<&'static str> {
    // The lists of enum and of other keywords are mended first.
    let listed = schema.get("enum").and_then(Value::as_array);
    let is =
        |other: &Value| other == value || other.as_f64().is_some_and(|other| value.as_f64() == Some(other));
    if listed.is_some_and(|listed| !listed.iter().any(is)) {
        return Some("one of the values of `enum`");
    }
    let limit = |field: &str| schema.get(field).and_then(Value::as_f64);
    let is_flag = |field: &str| schema.get(field) == Some(&json!(true));
    #[allow(clippy::cast_precision_loss)]
    let (size, least, most, words) = match value {
        Value::Number(number) => (number.as_f64()?, "minimum", "maximum", "within `minimum` and `maximum`"),
        Value::String(text) => (
            text.chars().count() as f64,
            "minLength",
            "maxLength",
            "as long as `minLength` and `maxLength` say",
        ),
        Value::Array(items) => {
            (items.len() as f64, "minItems", "maxItems", "as long as `minItems` and `maxItems` say")
        }
        _ => return None,
    };
    let is_number = value.is_number();
    let is_below = limit(least)
        .is_some_and(|least| size < least || (is_number && size == least && is_flag("exclusiveMinimum")));
    let is_above = limit(most)
        .is_some_and(|most| size > most || (is_number && size == most && is_flag("exclusiveMaximum")));
    (is_below || is_above).then_some(words)
}
