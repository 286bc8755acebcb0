//! Media types and statuses in words, for the names of what differs by them.

use super::case::Role;
use crate::lower::media_types::essence;
use crate::model::{Name, SuccessForm};

/// A media type in a word or two: `json` for `application/json`, `merge-patch` for `application/merge-patch+json`.
pub(super) fn media_word(media_type: &str) -> String {
    let lower = essence(media_type).to_ascii_lowercase();
    match lower.as_str() {
        "multipart/form-data" => return "multipart".to_owned(),
        "application/x-www-form-urlencoded" => return "form".to_owned(),
        "text/plain" => return "text".to_owned(),
        "application/octet-stream" | "*/*" => return "bytes".to_owned(),
        _ => {}
    }
    let (kind, subtype) = lower.split_once('/').unwrap_or(("", &lower));
    let plain = subtype.split_once('+').map_or(subtype, |(before, _)| before);
    let plain = ["x-", "vnd.", "prs."].iter().find_map(|prefix| plain.strip_prefix(prefix)).unwrap_or(plain);
    match plain {
        // A range, such as `image/*`, and JSON of any kind.
        "*" if subtype == plain => kind.to_owned(),
        "*" => subtype.trim_start_matches("*+").to_owned(),
        _ => plain.to_owned(),
    }
}

/// The status of a success in a word or two.
pub(in crate::lower) fn status_word(status: &str) -> String {
    let word = match status {
        "200" => "ok",
        "201" => "created",
        "202" => "accepted",
        "203" => "non authoritative",
        "204" => "no content",
        "205" => "reset content",
        "206" => "partial content",
        "207" => "multi status",
        "208" => "already reported",
        "226" => "im used",
        "default" => "other",
        range if range.bytes().all(|byte| byte.is_ascii_digit()) => return format!("status {range}"),
        _ => "success",
    };
    word.to_owned()
}

/// The variants of an answer that has several forms: called after their media types if they differ in nothing else,
/// otherwise after their statuses, and the media type where that is not JSON or several have the status.
pub(in crate::lower) fn variants_of_forms(forms: &[SuccessForm]) -> Vec<Name> {
    let statuses = |form: &SuccessForm| form.statuses.first().cloned().unwrap_or_default();
    let media_type = |form: &SuccessForm| form.media_types.first().cloned().unwrap_or_default();
    let first = forms.first().map(statuses);
    let is_one_status = forms.iter().all(|form| Some(statuses(form)) == first);
    let word = |form: &SuccessForm| {
        let (status, media) = (status_word(&statuses(form)), media_word(&media_type(form)));
        let twins = forms.iter().filter(|other| statuses(other) == statuses(form));
        match (is_one_status, twins.count()) {
            (true, _) => media,
            (false, 1) => status,
            (false, _) if media == "json" => status,
            (false, _) => format!("{status} {media}"),
        }
    };
    let mut names: Vec<Name> = Vec::new();
    for form in forms {
        let whole = format!("{} {}", status_word(&statuses(form)), media_type(form));
        let spellings = [word(form), whole];
        let made = spellings.iter().filter_map(|words| Name::new(words, Role::Variant));
        let mut name = made.clone().find(|name| !names.contains(name)).or_else(|| made.clone().next_back());
        while name.as_ref().is_none_or(|name| names.contains(name)) {
            name = Name::new(&format!("{} form", name.as_ref().map_or("", Name::as_str)), Role::Variant);
        }
        names.extend(name);
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    fn variants(forms: &[(&str, &str)]) -> Vec<String> {
        let form = |(status, media_type): &(&str, &str)| SuccessForm {
            statuses: vec![(*status).to_owned()],
            media_types: vec![(*media_type).to_owned()],
            opening: crate::model::Opening::Raw,
            type_ref: None,
        };
        let forms: Vec<SuccessForm> = forms.iter().map(form).collect();
        variants_of_forms(&forms).iter().map(Name::to_string).collect()
    }

    #[test]
    fn media_types_are_named_by_what_is_particular_to_them() {
        for (media_type, word) in [
            ("application/json; charset=utf-8", "json"),
            ("application/merge-patch+json", "merge-patch"),
            ("application/vnd.github.v3+json", "github.v3"),
            ("application/x-yaml", "yaml"),
            ("image/svg+xml", "svg"),
            ("image/*", "image"),
            ("application/*+json", "json"),
            ("nonsense", "nonsense"),
        ] {
            assert_eq!(media_word(media_type), word);
        }
    }

    #[test]
    fn forms_are_named_by_what_they_differ_in() {
        let (json, csv) = ("application/json", "text/csv");
        assert_eq!(variants(&[("200", json), ("200", csv)]), ["Json", "Csv"]);
        assert_eq!(variants(&[("200", json), ("202", json)]), ["Ok", "Accepted"]);
        assert_eq!(variants(&[("200", json), ("200", csv), ("2XX", json)]), ["Ok", "OkCsv", "Success"]);
    }

    #[test]
    fn no_two_forms_have_one_name() {
        let names = variants(&[("200", "a/b"), ("200", "x/b"), ("200", "a-b"), ("200", "a.b"), ("200", "")]);
        let distinct: std::collections::BTreeSet<&String> = names.iter().collect();
        assert_eq!(distinct.len(), 5, "{names:?}");
    }
}
