//! One of what a plural property holds: `routes` holds a `route`.

/// Words that look like plurals and are none, or whose plural looks like that of another word.
const AS_THEY_ARE: &[&str] = &[
    "alias",
    "always",
    "atlas",
    "aws",
    "bias",
    "canvas",
    "chaos",
    "cors",
    "cosmos",
    "dos",
    "ethos",
    "gas",
    "ios",
    "kubernetes",
    "kudos",
    "lens",
    "macos",
    "news",
    "os",
    "series",
    "species",
    "tvos",
];

/// Plurals in `is` and `us`. Other words with these endings are no plurals: `axis`, `status`.
const PLURALS: &[&str] =
    &["apis", "clis", "cpus", "emojis", "gpus", "guis", "menus", "mtus", "skis", "taxis", "uris", "vcpus"];

/// Plurals in `ches` of words in `che`. Most are of words in `ch`: `branches`.
const OF_CHE: &[&str] = &["aches", "avalanches", "caches", "cliches", "headaches", "niches"];

/// The singular of a property's last word; the property itself, where that is no plural of a word.
pub(super) fn singular(property: &str) -> String {
    let (before, word) = property.split_at(last_word(property));
    format!("{before}{}", of_word(word).unwrap_or_else(|| word.to_owned()))
}

fn of_word(word: &str) -> Option<String> {
    let lower = word.to_ascii_lowercase();
    let is_plural = |lower: &str| PLURALS.contains(&lower);
    let ends_otherwise = ["is", "us", "ss"].iter().any(|end| lower.ends_with(end));
    if lower.len() <= 2 || AS_THEY_ARE.contains(&&*lower) {
        return None;
    }
    if is_plural(&lower) || OF_CHE.contains(&&*lower) {
        return word.get(..word.len() - 1).map(str::to_owned);
    }
    if ends_otherwise {
        return None;
    }
    let singular = pluralizer::pluralize(word, 1, false);
    // Without a vowel it is an abbreviation, as in `dns` and `tls`.
    let is_word = singular.contains(|c: char| "aeiouyAEIOUY".contains(c)) || !lower.ends_with('s');
    is_word.then_some(singular)
}

/// Where the last word begins: after a sign, or at a capital after a small letter.
fn last_word(property: &str) -> usize {
    let mut begin = 0;
    let mut before = ' ';
    for (at, character) in property.char_indices() {
        if !before.is_ascii_alphanumeric() || (before.is_ascii_lowercase() && character.is_ascii_uppercase())
        {
            begin = at;
        }
        before = character;
    }
    begin
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plural_gives_its_singular() {
        for (plural, one) in [
            ("routes", "route"),
            ("caches", "cache"),
            ("branches", "branch"),
            ("matches", "match"),
            ("hashes", "hash"),
            ("boxes", "box"),
            ("addresses", "address"),
            ("statuses", "status"),
            ("aliases", "alias"),
            ("responses", "response"),
            ("databases", "database"),
            ("policies", "policy"),
            ("entries", "entry"),
            ("indices", "index"),
            ("people", "person"),
            ("children", "child"),
            ("apis", "api"),
            ("cpus", "cpu"),
            ("ids", "id"),
            ("urls", "url"),
            ("dns_records", "dns_record"),
            ("dnsRecords", "dnsRecord"),
            ("cacheKeys", "cacheKey"),
            ("schemas", "schema"),
            ("videos", "video"),
            ("licenses", "license"),
            ("edge_caches", "edge_cache"),
            ("keys", "key"),
            ("types", "type"),
            ("criteria", "criterion"),
            ("leaves", "leaf"),
            ("sizes", "size"),
            ("niches", "niche"),
        ] {
            assert_eq!(singular(plural), one);
        }
    }

    #[test]
    fn what_is_no_plural_stays_as_it_is() {
        for word in [
            "axis",
            "us",
            "dns",
            "tls",
            "status",
            "alias",
            "class",
            "access",
            "bus",
            "analysis",
            "lens",
            "news",
            "series",
            "https",
            "redis",
            "os",
            "canvas",
            "aws",
            "css",
            "X-Axis",
            "config_dns",
            "campus",
            "as",
            "",
        ] {
            assert_eq!(singular(word), word);
        }
    }
}
