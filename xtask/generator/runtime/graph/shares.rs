//! Ways out that are chosen by chance.

use super::element::ShareRules;
use super::nodes::Node;
use super::problem::Problem;

/// The whole, in percent. Fractions such as 33.4 have no exact form in memory, so a sum may be off a little.
const WHOLE: f64 = 100.000_000_1;

/// What is wrong with the shares of an element.
pub(super) fn problems(node: &Node, id: &str, rules: &ShareRules, problems: &mut Vec<Problem>) {
    let labels =
        node.edges.iter().map(|(label, _)| label.as_str()).filter(|label| Some(*label) != rules.rest);
    let shares: Vec<(&str, Option<f64>)> = labels.map(|label| (label, share(label))).collect();
    for (label, _) in shares.iter().filter(|(_, share)| share.is_none()) {
        problems.push(Problem::NoShare { id: id.to_owned(), label: (*label).to_owned(), rest: rules.rest });
    }
    if shares.len() > rules.most {
        problems.push(Problem::TooManyShares { id: id.to_owned(), count: shares.len(), most: rules.most });
    }
    let total: f64 = shares.iter().filter_map(|(_, share)| *share).sum();
    if total > WHOLE {
        problems.push(Problem::SharesOverWhole { id: id.to_owned(), total });
    }
}

/// The number of percent in a label.
fn share(label: &str) -> Option<f64> {
    let number = label.strip_suffix('%')?;
    // Rust reads `inf`, `+1` and `1e3` as numbers, too.
    let is_plain = number.chars().all(|character| character.is_ascii_digit() || character == '.');
    number.parse().ok().filter(|_| is_plain)
}
