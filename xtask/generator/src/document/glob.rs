//! Globs over the segments of a path template: `*` stands for one segment, `**` for any number of them.
//!
//! The common crates for globs read `{account_id}` as a list of alternatives, so they cannot be used for path templates.

/// Whether a glob matches a path template. Within a segment, `*` stands for any run of characters.
pub(super) fn matches(glob: &str, path: &str) -> bool {
    let segments = |text: &'_ str| text.split('/').map(str::to_owned).collect::<Vec<_>>();
    run(&segments(glob), &segments(path), |part| part == "**", |part, segment| within(part, segment))
}

fn within(part: &str, segment: &str) -> bool {
    let (part, segment): (Vec<char>, Vec<char>) = (part.chars().collect(), segment.chars().collect());
    // A lone `*` is one segment: any, but not the empty one.
    if part == ['*'] {
        return !segment.is_empty();
    }
    run(&part, &segment, |character| *character == '*', |wanted, found| wanted == found)
}

/// Matches items against a pattern in which some parts stand for any number of items. When the rest does not match, the
/// last of these parts takes one item more. Earlier ones need not be tried again, so the time is at most the product of
/// the lengths.
fn run<T>(pattern: &[T], items: &[T], is_run: impl Fn(&T) -> bool, fits: impl Fn(&T, &T) -> bool) -> bool {
    let (mut at, mut item) = (0, 0);
    let mut retry: Option<(usize, usize)> = None;
    while let Some(found) = items.get(item) {
        match pattern.get(at) {
            Some(part) if is_run(part) => {
                retry = Some((at, item));
                at += 1;
            }
            Some(part) if fits(part, found) => {
                at += 1;
                item += 1;
            }
            _ => {
                let Some((run_at, taken)) = retry else { return false };
                retry = Some((run_at, taken + 1));
                (at, item) = (run_at + 1, taken + 1);
            }
        }
    }
    pattern.iter().skip(at).all(is_run)
}

#[cfg(test)]
mod tests {
    use super::matches;

    #[test]
    fn a_star_stands_for_one_segment() {
        assert!(matches("/accounts/*/routes", "/accounts/{account_id}/routes"));
        assert!(!matches("/accounts/*/routes", "/accounts/{a}/{b}/routes"));
        assert!(!matches("/accounts/*", "/accounts/"));
    }

    #[test]
    fn two_stars_stand_for_any_number_of_segments() {
        for path in ["/a", "/a/b", "/a/b/{c}/d"] {
            assert!(matches("/a/**", path), "{path}");
        }
        assert!(matches("/**/routes/**", "/accounts/{a}/routes"));
        assert!(matches("/**/b/**/b", "/b/a/b/c/b"));
        assert!(!matches("/a/**", "/ab"));
    }

    #[test]
    fn braces_are_ordinary_characters() {
        assert!(matches("/accounts/{account_id}/**", "/accounts/{account_id}/routes"));
        assert!(!matches("/accounts/{account_id}", "/accounts/account_id"));
    }

    #[test]
    fn a_star_within_a_segment_stands_for_any_run_of_characters() {
        assert!(matches("/ai-*/x", "/ai-gateway/x"));
        assert!(!matches("/ai-*", "/ai-gateway/x"));
    }

    #[test]
    fn many_stars_take_no_longer_than_few() {
        let glob = "/**/a".repeat(200);
        let path = "/a".repeat(2000);
        assert!(matches(&glob, &path));
        assert!(!matches(&glob, &format!("{path}/b")));
    }
}
