//! Suggestions for misspelled names.

/// Longer names are not compared, and not more than [`MAX_CANDIDATES`]. The names may come from a hostile document, and
/// comparing two takes time in proportion to the product of their lengths.
const MAX_LENGTH: usize = 80;
const MAX_CANDIDATES: usize = 10_000;
/// How many names are suggested, and how many are listed.
const MAX_MEANT: usize = 3;
const MAX_LISTED: usize = 10;

/// The candidate most similar to `name`, if it is similar enough to be a misspelling.
pub(crate) fn nearest<'c>(name: &str, candidates: impl IntoIterator<Item = &'c str>) -> Option<&'c str> {
    if name.len() > MAX_LENGTH {
        return None;
    }
    let folded = name.to_lowercase();
    candidates
        .into_iter()
        .filter(|candidate| candidate.len() <= MAX_LENGTH)
        .take(MAX_CANDIDATES)
        .map(|candidate| (strsim::damerau_levenshtein(&folded, &candidate.to_lowercase()), candidate))
        // A third of the name may be wrong. Among equally similar names the first in alphabetical order is taken.
        .filter(|(distance, candidate)| *distance <= name.chars().count().max(candidate.chars().count()) / 3)
        .min()
        .map(|(_, candidate)| candidate)
}

/// The beginning of a remedy: `did you mean …? Otherwise ` with the most similar candidate, or nothing.
pub(crate) fn did_you_mean<'c>(name: &str, candidates: impl IntoIterator<Item = &'c str>) -> String {
    nearest(name, candidates).map_or_else(String::new, |near| format!("did you mean `{near}`? Otherwise "))
}

/// The beginning of a remedy: `did you mean …? ` with the names that are most similar, or nothing.
pub(crate) fn meant<'c>(name: &str, candidates: impl IntoIterator<Item = &'c str>) -> String {
    let mut rest: Vec<&str> = candidates.into_iter().collect();
    let mut near = Vec::new();
    while near.len() < MAX_MEANT
        && let Some(next) = nearest(name, rest.iter().copied())
    {
        rest.retain(|candidate| *candidate != next);
        near.push(format!("`{next}`"));
    }
    if near.is_empty() { String::new() } else { format!("did you mean {}? Otherwise ", near.join(" or ")) }
}

/// Names in a sentence: the first ten, and how many more there are.
pub(crate) fn listed<'c>(names: impl IntoIterator<Item = &'c str>) -> String {
    let mut names = names.into_iter();
    let first: Vec<String> = names.by_ref().take(MAX_LISTED).map(|name| format!("`{name}`")).collect();
    match (first.is_empty(), names.count()) {
        (true, _) => "none".to_owned(),
        (false, 0) => first.join(", "),
        (false, more) => format!("{} and {more} more", first.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_of_the_finger_is_recognised() {
        assert_eq!(nearest("nmae", ["name", "version"]), Some("name"));
        assert_eq!(nearest("Tags", ["tags", "paths"]), Some("tags"));
    }

    #[test]
    fn a_different_word_is_not_taken_for_a_slip() {
        assert_eq!(nearest("colour", ["name", "version"]), None);
    }

    #[test]
    fn of_equally_near_names_the_first_in_order_is_taken() {
        assert_eq!(nearest("name3", ["name2", "name1"]), Some("name1"));
    }
}
