//! Holds what a crate made of values against what the validator says of them.

use super::checker::{Checker, Outcome};
use super::random::Random;
use super::raw;
use super::validator::Document;
use super::values::Maker;
use openapi_to_crate::model::items::{Crate, TypeKind};
use openapi_to_crate::model::{Definition, JsonPointer, UnionType};
use serde_json::Value;
use std::collections::{BTreeMap, HashSet};

/// What came of trying a crate.
#[derive(Debug, Default)]
pub struct Verdict {
    /// The types that were tried, and those for which no valid value was found.
    pub types: usize,
    pub without_values: Vec<String>,
    /// The values that are valid, and those that are not.
    pub valid: usize,
    pub invalid: usize,
    /// The valid values that are several variants at once, of unions that the report names.
    pub ambiguous: usize,
    /// What is wrong, by the type.
    pub failures: BTreeMap<String, Vec<String>>,
}

impl Verdict {
    fn fail(&mut self, name: &str, problem: String) {
        self.failures.entry(name.to_owned()).or_default().push(problem);
    }
}

/// Tries all public types of a crate with some valid values each, and as many that are changed at one place.
pub fn try_all(made: &Crate, document: &Document, checker: &Checker, wanted: usize, seed: u64) -> Verdict {
    let mut verdict = Verdict::default();
    let mut maker = Maker { document, random: Random::new(seed) };
    let mut values = Vec::new();
    let mut judged = Vec::new();
    let public = made.types.iter().filter(|(_, item)| !matches!(item.kind, TypeKind::Body));
    for (name, definition) in public.filter_map(|(name, _)| Some((name, made.api.types.get(name)?))) {
        // Types that `allOf` or several answers make have no schema of their own.
        let pointer = definition.pointer().as_str();
        if document.schema(pointer).is_none() || pointer.ends_with("/responses") {
            continue;
        }
        verdict.types += 1;
        if document.is_valid(pointer, &Value::Null).is_none() {
            verdict.fail(name.as_str(), "the validator cannot read the schema".to_owned());
            continue;
        }
        let of_type = values_of(&mut maker, document, definition.pointer(), wanted);
        if !of_type.iter().any(|(_, is_valid)| *is_valid) {
            verdict.without_values.push(name.to_string());
        }
        for (value, is_valid) in of_type {
            values.push((name.to_string(), value.to_string()));
            judged.push((definition, value, is_valid));
        }
    }
    for place in raw::unreported(made, document) {
        verdict.fail(&place, "is read as raw JSON, which the report does not say".to_owned());
    }
    let reported: HashSet<&str> = made.api.ambiguities.iter().map(|found| found.union.as_str()).collect();
    for (((name, text), (definition, value, is_valid)), outcome) in
        values.iter().zip(judged).zip(checker.read(&values))
    {
        if is_valid {
            verdict.valid += 1
        } else {
            verdict.invalid += 1
        }
        match (outcome, is_valid) {
            (Outcome::Changed(into), _) => verdict.fail(name, format!("{text} is written back as {into}")),
            (Outcome::Refused(reason), true) => verdict.fail(name, format!("{text} is refused: {reason}")),
            (Outcome::Refused(_) | Outcome::Read(_) | Outcome::ReadInPart(_), false) => {}
            (Outcome::ReadInPart(_), true) => {
                verdict.fail(name, format!("{text} is read in part as an unknown value"));
            }
            (Outcome::Read(variant), true) => {
                let Definition::Union(union) = definition else { continue };
                match judge(document, union, &variant, &value) {
                    Ok(1) => {}
                    Ok(_) if union.tag.is_some() || reported.contains(union.pointer.as_str()) => {
                        verdict.ambiguous += 1
                    }
                    Ok(_) => verdict
                        .fail(name, format!("{text} is several variants, which the report does not say")),
                    Err(problem) => verdict.fail(name, format!("{text} {problem}")),
                }
            }
        }
    }
    verdict
}

fn values_of(
    maker: &mut Maker<'_>,
    document: &Document,
    pointer: &JsonPointer,
    wanted: usize,
) -> Vec<(Value, bool)> {
    let mut found: Vec<(Value, bool)> = Vec::new();
    let (mut valid, mut invalid) = (0, 0);
    for attempt in 0..wanted * 6 {
        let value = match found.get(attempt % (found.len() + 1)) {
            Some((known, true)) if attempt % 3 == 2 => {
                let known = known.clone();
                maker.mutated(&known)
            }
            _ => maker.value(pointer.as_str()),
        };
        // What is null as a whole is for the place where a type stands.
        if value.is_null() || found.iter().any(|(known, _)| *known == value) {
            continue;
        }
        let Some(is_valid) = document.is_valid(pointer.as_str(), &value) else { break };
        let count = if is_valid { &mut valid } else { &mut invalid };
        if *count < wanted {
            *count += 1;
            found.push((value, is_valid));
        }
        if valid >= wanted {
            break;
        }
    }
    found
}

/// How many variants a value is, where it was read as one of them.
fn judge(document: &Document, union: &UnionType, variant: &str, value: &Value) -> Result<usize, String> {
    if variant == union.unknown.as_str() {
        return Err("is read as unknown".to_owned());
    }
    let Some(read) = union.variants.iter().find(|known| known.name.as_str() == variant) else {
        return Err(format!("is read as {variant}, which is no variant"));
    };
    let fits = |pointer: &str| document.is_valid(pointer, value).unwrap_or(true);
    let places: Vec<String> = ["oneOf", "anyOf"]
        .iter()
        .filter_map(|keyword| {
            let at = format!("{}/{keyword}", union.pointer);
            let count = document.schema(&at)?.as_array()?.len();
            Some((0..count).map(move |index| format!("{at}/{index}")))
        })
        .flatten()
        .collect();
    let of = |place: &String| raw::end(document, place);
    let named: HashSet<&str> = union.variants.iter().map(|variant| variant.pointer.as_str()).collect();
    // A variant stands for several places where these are of one type; only the first is named.
    let others = places.iter().filter(|place| !named.contains(of(place).as_str()));
    let known = document.schema(read.pointer.as_str()).is_some();
    let is_read = !known || fits(read.pointer.as_str());
    if !is_read && !others.clone().any(|place| fits(place)) {
        let right: Vec<String> = places.iter().filter(|place| fits(place)).map(of).collect();
        return Err(format!("is read as {variant}, but is {}", right.join(" and ")));
    }
    Ok(union
        .variants
        .iter()
        .filter(|variant| {
            document.schema(variant.pointer.as_str()).is_some() && fits(variant.pointer.as_str())
        })
        .count()
        .max(1))
}
