//! Joins findings and changes of the public API into one list: each finding with its effect on the crate, then the
//! changes of the crate that no finding explains.

use super::change::{ApiChange, Change, Edition, Spot};
use super::finding::{Cause, Finding};
use super::label::{Label, Message};
use super::public_api::{Aspect, Difference};
use super::rules::{self, Rule};
use super::subject::Subject;
use super::verdict::Step;
use crate::model::Name;
use indexmap::IndexMap;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// A change that is reported once, with all places where it was found.
#[derive(Default)]
struct Entry {
    spots: Vec<Spot>,
    /// The differences that it explains, by their index.
    explained: BTreeSet<usize>,
}

/// Joins findings and differences. Breaking changes come first.
pub(super) fn join(
    old: &Subject<'_>,
    new: &Subject<'_>,
    findings: Vec<Finding>,
    differences: &[Difference],
) -> Vec<Change> {
    let causes = Causes::new(differences);
    let mut entries: IndexMap<(&str, Message), (&'static Rule, Entry)> = IndexMap::new();
    for finding in findings {
        let explained: Vec<usize> =
            finding.causes.iter().flat_map(|cause| causes.explained_by(cause)).collect();
        let (_, entry) =
            entries.entry((finding.rule.id, finding.message)).or_insert((finding.rule, Entry::default()));
        entry.explained.extend(explained);
        if !entry.spots.contains(&finding.spot) {
            entry.spots.push(finding.spot);
        }
    }
    types_of_operations(old, new, &causes, &mut entries);
    implementations(differences, &mut entries);
    let explained = explained(&entries);
    for Unexplained { rule, message, spot, differences } in unexplained(old, new, differences, &explained) {
        entries.insert((rule.id, message), (rule, Entry { spots: vec![spot], explained: differences }));
    }
    let mut changes: Vec<Change> = entries
        .into_iter()
        .map(|((_, message), (rule, entry))| {
            let api: Vec<ApiChange> = entry
                .explained
                .iter()
                .filter_map(|index| differences.get(*index))
                .map(|difference| ApiChange {
                    is_part: causes.is_part(difference),
                    ..difference.change.clone()
                })
                .collect();
            let source = api.iter().map(|change| change.step).max().unwrap_or(Step::Patch);
            Change { rule, message, wire: rule.wire, source, spots: entry.spots, api, is_accepted: false }
        })
        .collect();
    changes.sort_by_key(|change| (std::cmp::Reverse(change.level()), std::cmp::Reverse(change.wire)));
    changes
}

/// The rules of what comes as a method of its own, and of what goes with one.
static OF_METHODS: [[&Rule; 3]; 2] = [
    [&rules::OPERATION_REMOVED, &rules::REQUEST_MEDIA_TYPE_REMOVED, &rules::RESPONSE_STREAM_REMOVED],
    [&rules::OPERATION_ADDED, &rules::REQUEST_MEDIA_TYPE_ADDED, &rules::RESPONSE_STREAM_ADDED],
];

/// Lets a method that is new or gone explain the types that come and go with it: those that no other operation uses.
fn types_of_operations(
    old: &Subject<'_>,
    new: &Subject<'_>,
    causes: &Causes<'_>,
    entries: &mut IndexMap<(&str, Message), (&'static Rule, Entry)>,
) {
    for (subject, rules) in [old, new].into_iter().zip(OF_METHODS) {
        let alone: HashMap<String, usize> = (entries.values().enumerate())
            .filter(|(_, (rule, _))| rules.contains(rule))
            .flat_map(|(at, (_, entry))| entry.spots.iter().map(move |spot| (spot, at)))
            .filter_map(|(spot, at)| Some((spot.operation.clone()?, at)))
            .collect();
        if alone.is_empty() {
            continue;
        }
        for owner in &causes.whole {
            let users: Option<Vec<usize>> =
                subject.users().of_type(owner).map(|id| alone.get(id).copied()).collect();
            let first = users.into_iter().flatten().next();
            if let Some((_, (_, entry))) = first.and_then(|at| entries.get_index_mut(at)) {
                entry.explained.extend(causes.by_owner.get(owner).into_iter().flatten());
            }
        }
    }
}

fn explained(entries: &IndexMap<(&str, Message), (&'static Rule, Entry)>) -> BTreeSet<usize> {
    entries.values().flat_map(|(_, entry)| entry.explained.iter().copied()).collect()
}

/// Lets a change of a type explain the traits that the type gains or loses with it, where this makes it no worse. Which
/// of several changes brings a trait is not known.
fn implementations(
    differences: &[Difference],
    entries: &mut IndexMap<(&str, Message), (&'static Rule, Entry)>,
) {
    let explained = explained(entries);
    let mut of_owner: HashMap<&Name, Vec<(usize, Step)>> = HashMap::new();
    for (at, (_, entry)) in entries.values().enumerate() {
        for difference in entry.explained.iter().filter_map(|index| differences.get(*index)) {
            // What a type implements does not follow from the paths that it has.
            if let Some(owner) = difference.owner.as_ref().filter(|_| !difference.is_path) {
                of_owner.entry(owner).or_default().push((at, difference.change.step));
            }
        }
    }
    for (index, difference) in differences.iter().enumerate() {
        let is_open = difference.is_implementation && !explained.contains(&index);
        let causes = difference.owner.as_ref().filter(|_| is_open).and_then(|owner| of_owner.get(owner));
        let cause = causes.into_iter().flatten().find(|(_, step)| *step >= difference.change.step);
        if let Some((_, (_, entry))) = cause.and_then(|(at, _)| entries.get_index_mut(*at)) {
            entry.explained.insert(index);
        }
    }
}

/// The differences, found by their causes and by the types that they belong to.
struct Causes<'d> {
    by_cause: HashMap<&'d Cause, Vec<usize>>,
    by_owner: BTreeMap<&'d Name, Vec<usize>>,
    /// The types that were added or removed as a whole.
    whole: BTreeSet<&'d Name>,
}

impl<'d> Causes<'d> {
    fn new(differences: &'d [Difference]) -> Self {
        let mut causes = Self { by_cause: HashMap::new(), by_owner: BTreeMap::new(), whole: BTreeSet::new() };
        for (index, difference) in differences.iter().enumerate() {
            for cause in &difference.causes {
                causes.by_cause.entry(cause).or_default().push(index);
            }
            if let Some(owner) = &difference.owner {
                causes.by_owner.entry(owner).or_default().push(index);
                if difference.is_type {
                    causes.whole.insert(owner);
                }
            }
        }
        causes
    }

    /// Whether an item belongs to a type that was added or removed as a whole.
    fn is_part(&self, difference: &Difference) -> bool {
        !difference.is_type && difference.owner.as_ref().is_some_and(|owner| self.whole.contains(owner))
    }

    fn explained_by(&self, cause: &Cause) -> Vec<usize> {
        let mut explained = self.by_cause.get(cause).cloned().unwrap_or_default();
        if let Cause::Renamed(old, new) = cause {
            // All items of the old type and of the new one, if it was added or removed as a whole.
            let whole = [old, new].into_iter().filter(|name| self.whole.contains(name));
            explained.extend(whole.filter_map(|name| self.by_owner.get(name)).flatten());
        }
        explained
    }
}

/// A change of the public API that no finding explains, or several that belong to one type.
struct Unexplained {
    rule: &'static Rule,
    message: Message,
    spot: Spot,
    differences: BTreeSet<usize>,
}

/// Changes of the public API that no finding explains: added and removed types, traits, and all others.
fn unexplained(
    old: &Subject<'_>,
    new: &Subject<'_>,
    differences: &[Difference],
    explained: &BTreeSet<usize>,
) -> Vec<Unexplained> {
    let mut types: BTreeMap<&Name, Unexplained> = BTreeMap::new();
    let open = || differences.iter().enumerate().filter(|(index, _)| !explained.contains(index));
    for (_, difference) in open().filter(|(_, difference)| difference.is_type) {
        let (rule, what) = match (&difference.change.old, &difference.change.new) {
            (Some(_), None) => (&rules::TYPE_REMOVED, "gone"),
            (None, Some(_)) => (&rules::TYPE_ADDED, "new"),
            _ => continue,
        };
        if let Some(owner) = &difference.owner {
            let label = Label::one_of_many("the type `", owner.to_string(), "`");
            let (message, spot) = (label.says(format!(" is {what}")), difference.spot(old, new));
            types.insert(owner, Unexplained { rule, message, spot, differences: BTreeSet::new() });
        }
    }
    let mut rest: Vec<Unexplained> = Vec::new();
    for (index, difference) in differences.iter().enumerate() {
        if let Some(of_type) = difference.owner.as_ref().and_then(|owner| types.get_mut(owner)) {
            of_type.differences.insert(index);
        } else if !explained.contains(&index) {
            let rule = rule(difference);
            rest.push(Unexplained {
                rule,
                message: message(rule, &difference.change),
                spot: difference.spot(old, new),
                differences: BTreeSet::from([index]),
            });
        }
    }
    types.into_values().chain(rest).collect()
}

fn rule(difference: &Difference) -> &'static Rule {
    match (difference.aspect, &difference.change.old, &difference.change.new) {
        (Aspect::Order, ..) => &rules::ARGUMENTS_REORDERED,
        (Aspect::Deprecation, _, Some(_)) => &rules::DEPRECATED,
        (Aspect::Deprecation, ..) => &rules::UNDEPRECATED,
        (Aspect::Shape, Some(_), None) if difference.is_implementation => &rules::TRAIT_LOST,
        (Aspect::Shape, None, Some(_)) if difference.is_implementation => &rules::TRAIT_GAINED,
        (Aspect::Shape, ..) => &rules::API_CHANGED,
    }
}

fn message(rule: &Rule, change: &ApiChange) -> Message {
    let item = change.item.as_str();
    let (subject, says) = match (item.split_once(": "), &change.old, &change.new) {
        (Some((owner, name)), Some(_), None) => (owner, format!(" no longer implements `{name}`")),
        (Some((owner, name)), None, Some(_)) => (owner, format!(" implements `{name}`")),
        (_, Some(was), Some(is)) => (item, format!(" is `{is}`, it was `{was}`")),
        (_, None, Some(_)) if *rule == rules::DEPRECATED => (item, " is deprecated now".to_owned()),
        (_, Some(_), None) if *rule == rules::UNDEPRECATED => (item, " is no longer deprecated".to_owned()),
        (_, None, _) => (item, " is new".to_owned()),
        (_, Some(_), None) => (item, " is gone".to_owned()),
    };
    Label::one_of_many("`", subject.to_owned(), "`").says(says)
}

/// The change that is reported if the documents differ only in text and the like.
pub(super) fn text_only(old: &Subject<'_>, new: &Subject<'_>) -> Option<Change> {
    let pointer = first_difference(&old.document.json, &new.document.json)?;
    let spot = Spot { operation: None, document: Edition::New, pointer: new.existing(&pointer) };
    Some(Change {
        rule: &rules::TEXT_ONLY,
        message: "only text and the like is different".to_owned().into(),
        wire: rules::TEXT_ONLY.wire,
        source: Step::Patch,
        spots: vec![spot],
        api: Vec::new(),
        is_accepted: false,
    })
}

/// The JSON pointer of the first place at which two values differ.
fn first_difference(old: &serde_json::Value, new: &serde_json::Value) -> Option<String> {
    use crate::document::pointer::escape;
    use serde_json::Value::{Array, Object};
    match (old, new) {
        _ if old == new => None,
        (Object(was), Object(is)) => {
            let keys: BTreeSet<&String> = was.keys().chain(is.keys()).collect();
            keys.into_iter().find_map(|key| match (was.get(key), is.get(key)) {
                (Some(was), Some(is)) => {
                    first_difference(was, is).map(|rest| format!("/{}{rest}", escape(key)))
                }
                _ => Some(format!("/{}", escape(key))),
            })
        }
        (Array(was), Array(is)) => {
            let differs =
                |(index, (was, is))| first_difference(was, is).map(|rest| format!("/{index}{rest}"));
            let within = was.iter().zip(is).enumerate().find_map(differs);
            within.or_else(|| Some(format!("/{}", was.len().min(is.len()))))
        }
        _ => Some(String::new()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn the_first_difference_is_found_by_its_pointer() {
        let old = json!({ "a": { "b/c": [1, 2] }, "d": 1 });
        for (new, pointer) in [
            (json!({ "a": { "b/c": [1, 3] }, "d": 2 }), Some("/a/b~1c/1")),
            (json!({ "a": { "b/c": [1] }, "d": 1 }), Some("/a/b~1c/1")),
            (json!({ "a": { "b/c": [1, 2] } }), Some("/d")),
            (old.clone(), None),
        ] {
            assert_eq!(first_difference(&old, &new).as_deref(), pointer);
        }
    }
}
