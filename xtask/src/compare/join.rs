//! Findings and changes of the public API become one list: each finding with what it does to the crate, and each
//! change of the crate that no finding explains on its own.

use super::api::{Aspect, Difference};
use super::change::{ApiChange, Change, Edition, Spot};
use super::finding::{Claim, Finding};
use super::rules::{self, Rule};
use super::subject::Subject;
use super::verdict::Step;
use indexmap::IndexMap;
use std::collections::{BTreeMap, BTreeSet};

/// What is said once, wherever it was found.
#[derive(Default)]
struct Said {
    spots: Vec<Spot>,
    /// The differences that it explains, by their place in the list.
    explained: BTreeSet<usize>,
}

/// Joins what was found. The changes that break come first.
pub(super) fn join(
    old: &Subject<'_>,
    new: &Subject<'_>,
    findings: Vec<Finding>,
    differences: &[Difference],
) -> Vec<Change> {
    let claims = Claims::new(&findings, differences);
    let mut said: IndexMap<(&str, String), (&'static Rule, Said)> = IndexMap::new();
    for finding in findings {
        let explained =
            finding.claims.iter().flat_map(|claim| claims.explained_by(claim)).collect::<Vec<_>>();
        let (_, entry) =
            said.entry((finding.rule.id, finding.message)).or_insert((finding.rule, Said::default()));
        entry.explained.extend(explained);
        if !entry.spots.contains(&finding.spot) {
            entry.spots.push(finding.spot);
        }
    }
    let explained: BTreeSet<usize> =
        said.values().flat_map(|(_, said)| said.explained.iter().copied()).collect();
    for (rule, message, spot, indices) in unexplained(old, new, differences, &explained) {
        said.insert((rule.id, message), (rule, Said { spots: vec![spot], explained: indices }));
    }
    let mut changes: Vec<Change> = said
        .into_iter()
        .map(|((_, message), (rule, said))| {
            let api: Vec<ApiChange> = said
                .explained
                .iter()
                .filter_map(|index| differences.get(*index))
                .map(|difference| difference.change.clone())
                .collect();
            let source = api.iter().map(|change| change.step).max().unwrap_or(Step::Patch);
            Change { rule, message, wire: rule.wire, source, spots: said.spots, api }
        })
        .collect();
    changes.sort_by_key(|change| (std::cmp::Reverse(change.level()), std::cmp::Reverse(change.wire)));
    changes
}

/// The differences, found by what claims them.
struct Claims<'d> {
    differences: &'d [Difference],
    by_item: BTreeMap<&'d str, Vec<usize>>,
    /// The differences that are nothing but new names, by the old name.
    by_name: BTreeMap<String, Vec<usize>>,
}

impl<'d> Claims<'d> {
    fn new(findings: &[Finding], differences: &'d [Difference]) -> Self {
        let mut by_item: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (index, difference) in differences.iter().enumerate() {
            by_item.entry(&difference.change.item).or_default().push(index);
        }
        let mut names: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for claim in findings.iter().flat_map(|finding| &finding.claims) {
            if let Claim::Renamed { old, new } = claim {
                names.entry(old).or_default().insert(new);
            }
        }
        let mut by_name: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (index, difference) in differences.iter().enumerate() {
            let (Some(was), Some(is)) = (&difference.change.old, &difference.change.new) else { continue };
            for name in replaced(was, is, &names).into_iter().flatten() {
                by_name.entry(name.to_owned()).or_default().push(index);
            }
        }
        Self { differences, by_item, by_name }
    }

    fn explained_by(&self, claim: &Claim) -> Vec<usize> {
        let of = |item: &str, is_wanted: &dyn Fn(Aspect) -> bool| -> Vec<usize> {
            let known = self.by_item.get(item).into_iter().flatten().copied();
            let aspect = |index: &usize| self.differences.get(*index).map(|difference| difference.aspect);
            known.filter(|index| aspect(index).is_some_and(is_wanted)).collect()
        };
        match claim {
            Claim::Item(item) => of(item, &|aspect| aspect != Aspect::Deprecation),
            Claim::Deprecation(item) => of(item, &|aspect| aspect == Aspect::Deprecation),
            Claim::All(owner) => self.below(owner),
            Claim::Renamed { old, new } => {
                let mut all = self.by_name.get(old).cloned().unwrap_or_default();
                // What the old one had and what the new one has, where it came or went as a whole.
                for name in [old, new] {
                    let owner = format!("types::{name}");
                    if self.by_item.contains_key(owner.as_str()) {
                        all.extend(self.below(&owner));
                    }
                }
                all
            }
        }
    }

    /// The differences of an item and of what belongs to it.
    fn below(&self, owner: &str) -> Vec<usize> {
        let begins = self.by_item.range(owner..).take_while(|(item, _)| item.starts_with(owner));
        begins.filter(|(item, _)| belongs(item, owner)).flat_map(|(_, indices)| indices.clone()).collect()
    }
}

/// Whether an item is another one, or a part of it.
fn belongs(item: &str, owner: &str) -> bool {
    item.strip_prefix(owner).is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', ':']))
}

/// The names that were replaced in a text, where it did not change otherwise.
fn replaced<'n>(was: &str, is: &str, names: &BTreeMap<&'n str, BTreeSet<&str>>) -> Option<Vec<&'n str>> {
    let (was, is) = (words(was), words(is));
    if was.len() != is.len() {
        return None;
    }
    let mut found = Vec::new();
    for (was, is) in was.into_iter().zip(is) {
        if was == is {
            continue;
        }
        let (name, new) = names.get_key_value(was)?;
        if !new.contains(is) {
            return None;
        }
        found.push(*name);
    }
    Some(found)
}

/// The words of a text, and what stands between them.
fn words(text: &str) -> Vec<&str> {
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    let mut words = Vec::new();
    let mut begin = 0;
    let mut last = None;
    for (at, character) in text.char_indices() {
        if last.is_some_and(|last| last != is_word(character)) {
            words.extend(text.get(begin..at));
            begin = at;
        }
        last = Some(is_word(character));
    }
    words.extend(text.get(begin..));
    words
}

type Alone = (&'static Rule, String, Spot, BTreeSet<usize>);

/// Changes of the public API that no finding explains: of types that come and go, of traits, and of what else there is.
fn unexplained(
    old: &Subject<'_>,
    new: &Subject<'_>,
    differences: &[Difference],
    explained: &BTreeSet<usize>,
) -> Vec<Alone> {
    let mut owners: BTreeMap<&str, (&'static Rule, BTreeSet<usize>)> = BTreeMap::new();
    for (index, Difference { change, .. }) in differences.iter().enumerate() {
        let is_type = change.item.strip_prefix("types::").is_some_and(|name| !name.contains([':', '.']));
        let rule = match (&change.old, &change.new) {
            (Some(_), None) if is_type => &rules::TYPE_REMOVED,
            (None, Some(_)) if is_type => &rules::TYPE_ADDED,
            _ => continue,
        };
        if !explained.contains(&index) {
            owners.insert(&change.item, (rule, BTreeSet::new()));
        }
    }
    let mut rest: Vec<(&'static Rule, usize)> = Vec::new();
    for (index, Difference { aspect, change }) in differences.iter().enumerate() {
        let owner = owners.range_mut(..=change.item.as_str()).next_back();
        if let Some((_, (_, indices))) = owner.filter(|(owner, _)| belongs(&change.item, owner)) {
            indices.insert(index);
        } else if !explained.contains(&index) {
            rest.push((rule(*aspect, change), index));
        }
    }
    let mut alone: Vec<Alone> = Vec::new();
    for (owner, (rule, indices)) in owners {
        let is_new = std::ptr::eq(rule, &raw const rules::TYPE_ADDED);
        let (subject, what) = if is_new { (new, "new") } else { (old, "gone") };
        let message = format!("the type `{}` is {what}", owner.trim_start_matches("types::"));
        alone.push((rule, message, subject.spot(owner), indices));
    }
    for (rule, index) in rest {
        let Some(Difference { change, .. }) = differences.get(index) else { continue };
        let subject = if change.new.is_some() { new } else { old };
        alone.push((rule, sentence(rule, change), subject.spot(&change.item), BTreeSet::from([index])));
    }
    alone
}

fn rule(aspect: Aspect, change: &ApiChange) -> &'static Rule {
    let is_trait = change.item.contains(": ");
    match (aspect, &change.old, &change.new) {
        (Aspect::Order, ..) => &rules::ARGUMENTS_REORDERED,
        (Aspect::Deprecation, _, Some(_)) => &rules::DEPRECATED,
        (Aspect::Deprecation, ..) => &rules::UNDEPRECATED,
        (Aspect::Shape, Some(_), None) if is_trait => &rules::TRAIT_LOST,
        (Aspect::Shape, None, Some(_)) if is_trait => &rules::TRAIT_GAINED,
        (Aspect::Shape, ..) => &rules::API_CHANGED,
    }
}

fn sentence(rule: &Rule, change: &ApiChange) -> String {
    let item = &change.item;
    match (item.split_once(": "), &change.old, &change.new) {
        (Some((owner, name)), Some(_), None) => format!("`{owner}` no longer implements `{name}`"),
        (Some((owner, name)), None, Some(_)) => format!("`{owner}` implements `{name}`"),
        (_, Some(was), Some(is)) => format!("`{item}` is `{is}`, it was `{was}`"),
        (_, None, Some(_)) if *rule == rules::DEPRECATED => format!("`{item}` is deprecated now"),
        (_, Some(_), None) if *rule == rules::UNDEPRECATED => format!("`{item}` is no longer deprecated"),
        (_, None, _) => format!("`{item}` is new"),
        (_, Some(_), None) => format!("`{item}` is gone"),
    }
}

impl Subject<'_> {
    /// The place that an item of the public API comes from.
    fn spot(&self, item: &str) -> Spot {
        let place = match item.strip_prefix("types::") {
            Some(rest) => {
                let name = rest.split([':', '.']).next().unwrap_or_default();
                self.place_of_type(name)
            }
            None => self.place_of_item(item),
        };
        let (operation, pointer) = place.unwrap_or_default();
        Spot { operation, document: self.edition, pointer: self.existing(&pointer) }
    }
}

/// That the documents differ, where nothing else is to be said.
pub(super) fn text_only(old: &Subject<'_>, new: &Subject<'_>) -> Option<Change> {
    let pointer = first_difference(&old.document.json, &new.document.json)?;
    let spot = Spot { operation: None, document: Edition::New, pointer: new.existing(&pointer) };
    Some(Change {
        rule: &rules::TEXT_ONLY,
        message: "only text and the like is different".to_owned(),
        wire: rules::TEXT_ONLY.wire,
        source: Step::Patch,
        spots: vec![spot],
        api: Vec::new(),
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
    fn a_text_that_differs_in_replaced_names_only_is_explained_by_them() {
        let names = BTreeMap::from([("Old", BTreeSet::from(["New"])), ("A", BTreeSet::from(["B"]))]);
        assert_eq!(replaced("Vec<Old>", "Vec<New>", &names), Some(vec!["Old"]));
        assert_eq!(replaced("fn(Old) -> A", "fn(New) -> B", &names), Some(vec!["Old", "A"]));
        for (was, is) in
            [("Vec<Old>", "Option<New>"), ("Vec<Old>", "Vec<B>"), ("Older", "Newer"), ("Old", "Old, New")]
        {
            assert_eq!(replaced(was, is, &names), None, "{was} {is}");
        }
    }

    #[test]
    fn an_item_belongs_to_what_it_is_a_part_of_and_to_nothing_with_a_longer_name() {
        for part in ["types::Route", "types::Route.id", "types::Route::new", "types::Route: Clone"] {
            assert!(belongs(part, "types::Route"), "{part}");
        }
        assert!(!belongs("types::RouteVersion", "types::Route"));
    }

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
