//! Unions: their variants, and how those are distinguished.

use super::schemas::word;
use super::{At, Side, Walk};
use crate::compare::change::Edition;
use crate::compare::finding::Cause;
use crate::compare::fits::{Of, fits};
use crate::compare::label::Label;
use crate::compare::quote::quoted;
use crate::compare::rules;
use crate::compare::subject::Subject;
use crate::lower::{NodeId, Shape, UnionShape};

/// A variant in both documents.
type Pair = (NodeId, NodeId);

impl Walk<'_> {
    pub(super) fn unions(&mut self, old: NodeId, new: NodeId, side: Side, at: &At) {
        let (was, is) = (self.old, self.new);
        let (Shape::Union(old_union), Shape::Union(new_union)) = (was.shape(old), is.shape(new)) else {
            return;
        };
        let label = self.label(new, at);
        if old_union.tag != new_union.tag {
            let tag = |union: &UnionShape| union.tag.as_ref().map_or("nothing".to_owned(), quoted);
            let message = label.says(format!(
                ": {} tells the variants apart, it was {}",
                tag(new_union),
                tag(old_union)
            ));
            self.report_at(&rules::TAG_CHANGED, new, message, &at.causes);
        }
        let Matched { pairs, removed, added, retagged } = self.matched(old_union, new_union);
        for (old_variant, new_variant) in &retagged {
            let (before, after) = (self.old.tag_value(*old_variant), self.new.tag_value(*new_variant));
            let (before, after) = (before.unwrap_or_default(), after.unwrap_or_default());
            let message =
                label.says(format!(": the variant {} is told by {}", quoted(before), quoted(after)));
            let mut causes = self.variant_causes(self.old, old, *old_variant);
            causes.extend(self.variant_causes(self.new, new, *new_variant));
            self.report_at(&rules::TAG_VALUE_CHANGED, *new_variant, message, &causes);
        }
        for variant in removed {
            let causes = self.variant_causes(self.old, old, variant);
            let rule = side.rule(&rules::REQUEST_VARIANT_REMOVED, &rules::RESPONSE_VARIANT_REMOVED);
            let message =
                label.says(format!(" no longer has the variant {}", variant_word(self.old, variant)));
            let pointer = self.old.pointer(variant).clone();
            self.report(rule, (Edition::Old, &pointer), message, causes);
        }
        for variant in added {
            let causes = self.variant_causes(self.new, new, variant);
            let rule = side.rule(&rules::REQUEST_VARIANT_ADDED, &rules::RESPONSE_VARIANT_ADDED);
            let message = label.says(format!(" has the new variant {}", variant_word(self.new, variant)));
            self.report_at(rule, variant, message, &causes);
        }
        for pair in &pairs {
            self.mapping((old, new), (old_union, new_union), *pair, side, &label);
        }
        if old_union.tag.is_none() && new_union.tag.is_none() {
            self.order((old_union, new_union), new, &label, &pairs);
        }
        for (old_variant, new_variant) in pairs.into_iter().chain(retagged) {
            let mut causes = self.variant_causes(self.old, old, old_variant);
            causes.extend(self.variant_causes(self.new, new, new_variant));
            let label = label.part(&format!("the variant {} of ", variant_word(self.new, new_variant)));
            let within = At { label, causes, is_variant: true, ..At::default() };
            self.schemas(old_variant, new_variant, side, &within);
        }
    }

    /// Compares the values that the mapping of a discriminator has for a variant.
    fn mapping(
        &mut self,
        (old, new): (NodeId, NodeId),
        (old_union, new_union): (&UnionShape, &UnionShape),
        (old_variant, new_variant): Pair,
        side: Side,
        label: &Label,
    ) {
        let (was, is) = (old_union.mapped(old_variant), new_union.mapped(new_variant));
        let list = |values: &[String]| values.iter().map(quoted).collect::<Vec<_>>().join(", ");
        let word = variant_word(self.new, new_variant);
        let mut causes = self.variant_causes(self.old, old, old_variant);
        causes.extend(self.variant_causes(self.new, new, new_variant));
        let only = |values: &[String], others: &[String]| -> Vec<String> {
            values.iter().filter(|value| !others.contains(value)).cloned().collect()
        };
        let (rule, what) = match (only(was, is).as_slice(), only(is, was).as_slice()) {
            ([], []) => return,
            ([], added) => {
                let rule = side.rule(&rules::REQUEST_VARIANT_ADDED, &rules::RESPONSE_VARIANT_ADDED);
                (rule, format!("is also told by {}", list(added)))
            }
            (removed, []) => {
                let rule = side.rule(&rules::REQUEST_VARIANT_REMOVED, &rules::RESPONSE_VARIANT_REMOVED);
                (rule, format!("is no longer told by {}", list(removed)))
            }
            _ => (&rules::TAG_VALUE_CHANGED, format!("is told by {}, it was {}", list(is), list(was))),
        };
        self.report_at(rule, new_variant, label.says(format!(": the variant {word} {what}")), &causes);
    }

    fn variant_causes(&self, subject: &Subject<'_>, union: NodeId, variant: NodeId) -> Vec<Cause> {
        Cause::places(subject.edition, subject.place_of_variant(union, variant))
    }

    /// Compares variants that are tried in order: reports another order, and variants that newly hide others.
    fn order(
        &mut self,
        (old, new): (&UnionShape, &UnionShape),
        place: NodeId,
        label: &Label,
        pairs: &[Pair],
    ) {
        let rank =
            |union: &UnionShape, variant: NodeId| union.variants.iter().position(|other| *other == variant);
        let mut by_new = pairs.to_vec();
        by_new.sort_by_key(|(_, variant)| rank(new, *variant));
        if !by_new.is_sorted_by_key(|(variant, _)| rank(old, *variant)) {
            let words: Vec<String> =
                new.variants.iter().map(|variant| variant_word(self.new, *variant)).collect();
            let message =
                label.says(format!(": the variants are tried in another order: {}", words.join(", ")));
            self.report_at(&rules::UNION_REORDERED, place, message, &[]);
        }
        let before = |variant: NodeId| pairs.iter().find(|(_, new)| *new == variant).map(|(old, _)| *old);
        for (index, first) in new.variants.iter().enumerate() {
            for second in new.variants.iter().skip(index + 1) {
                let overlapped = before(*first)
                    .zip(before(*second))
                    .is_some_and(|(first, second)| hides(self.old, first, second));
                if !overlapped && hides(self.new, *first, *second) {
                    let (first, second) = (variant_word(self.new, *first), variant_word(self.new, *second));
                    let message = label
                        .says(format!(": {first} is tried before {second}, and takes every value of it"));
                    self.report_at(&rules::UNION_OVERLAPS, place, message, &[]);
                }
            }
        }
    }

    /// Matches variants by tag, by name, or by what they allow.
    fn matched(&self, old: &UnionShape, new: &UnionShape) -> Matched {
        let mut matched =
            Matched { removed: old.variants.clone(), added: new.variants.clone(), ..Matched::default() };
        let tag = |subject: &Subject<'_>, variant| subject.tag_value(variant);
        matched.pair(|old, new| {
            let known = tag(self.old, old);
            known.is_some() && known == tag(self.new, new)
        });
        // A variant that is told apart by the mapping of a discriminator alone has no value in its schema.
        let is_untagged = |old_variant, new_variant| {
            let both_tagged = old.tag.is_some() && new.tag.is_some();
            !both_tagged || (tag(self.old, old_variant).is_none() && tag(self.new, new_variant).is_none())
        };
        matched.pair(|old, new| is_untagged(old, new) && word(self.old, old) == word(self.new, new));
        let is_equal = |old, new| {
            let (was, is) =
                (Of { graph: self.old.graph(), schema: old }, Of { graph: self.new.graph(), schema: new });
            fits(was, is) && fits(is, was)
        };
        if old.tag.is_some() && new.tag.is_some() {
            // The tags differ, so only the rest is compared.
            let known = matched.pairs.len();
            matched.pair(|old, new| !is_untagged(old, new) && self.is_equal_but_for_the_tag(old, new));
            matched.retagged = matched.pairs.split_off(known);
        } else {
            matched.pair(is_equal);
        }
        matched
    }

    fn is_equal_but_for_the_tag(&self, old: NodeId, new: NodeId) -> bool {
        let (Shape::Object(was), Shape::Object(is)) = (self.old.shape(old), self.new.shape(new)) else {
            return false;
        };
        was.fields.len() == is.fields.len()
            && was.fields.iter().zip(&is.fields).all(|(was, is)| {
                let (old, new) = (
                    Of { graph: self.old.graph(), schema: was.node },
                    Of { graph: self.new.graph(), schema: is.node },
                );
                was.property == is.property && was.required == is.required && fits(old, new) && fits(new, old)
            })
    }
}

/// Which variants are in both documents, and which in one.
#[derive(Default)]
struct Matched {
    pairs: Vec<Pair>,
    /// Variants that differ only in the value of the tag.
    retagged: Vec<Pair>,
    removed: Vec<NodeId>,
    added: Vec<NodeId>,
}

impl Matched {
    /// Pairs the variants that belong together; the first one if several do.
    fn pair(&mut self, belong: impl Fn(NodeId, NodeId) -> bool) {
        let mut left = Vec::new();
        for old in std::mem::take(&mut self.removed) {
            match self.added.iter().position(|new| belong(old, *new)) {
                Some(at) => self.pairs.push((old, self.added.remove(at))),
                None => left.push(old),
            }
        }
        self.removed = left;
    }
}

/// Whether a variant takes every value of one that is tried after it.
fn hides(subject: &Subject<'_>, first: NodeId, second: NodeId) -> bool {
    let of = |schema| Of { graph: subject.graph(), schema };
    fits(of(second), of(first))
}

fn variant_word(subject: &Subject<'_>, variant: NodeId) -> String {
    subject.tag_value(variant).map_or_else(|| word(subject, variant), quoted)
}
