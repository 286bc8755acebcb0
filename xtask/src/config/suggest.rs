//! What somebody may have meant.

/// Names longer than this are not compared, and not more than [`MAX_CANDIDATES`]: the names may come from a hostile
/// document, and a comparison takes the product of the lengths.
const MAX_LENGTH: usize = 80;
const MAX_CANDIDATES: usize = 10_000;

/// The candidate nearest to `name`, if any is near enough to be what was meant.
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
        // A third of the name may be wrong; of equally near ones the first in order, whatever order they come in.
        .filter(|(distance, candidate)| *distance <= name.chars().count().max(candidate.chars().count()) / 3)
        .min()
        .map(|(_, candidate)| candidate)
}

/// `did you mean …? Otherwise ` with the nearest candidate, or nothing: the beginning of a remedy.
pub(crate) fn did_you_mean<'c>(name: &str, candidates: impl IntoIterator<Item = &'c str>) -> String {
    nearest(name, candidates).map_or_else(String::new, |near| format!("did you mean `{near}`? Otherwise "))
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
