//! Answers that have one of several forms, by status and media type.

#[cfg(all(feature = "mock", not(target_arch = "wasm32")))]
use crate::answer::Head;
use crate::response::Answer;
use reqwest::header::CONTENT_TYPE;

/// What the document says of a form.
pub(crate) struct AnswerForm {
    /// Statuses, ranges of statuses such as `2XX`, or `default`.
    pub(crate) statuses: &'static [&'static str],
    pub(crate) media_types: &'static [&'static str],
}

/// Which form an answer has: of those that suit its status best, the one that suits its media type best. What suits none
/// is read like the first, as services do not always name what they send.
pub(crate) fn index_of(forms: &[AnswerForm], answer: &Answer) -> usize {
    let status = answer.status.as_str();
    let named = answer.headers.get(CONTENT_TYPE).and_then(|named| named.to_str().ok());
    let named = named.map(|named| essence(named).to_ascii_lowercase());
    let fit = |form: &AnswerForm| {
        let statuses = form.statuses.iter().map(|described| fit_of_status(described, status));
        let media_types = form.media_types.iter().map(|described| fit_of_type(described, named.as_deref()));
        (statuses.max().unwrap_or(0), media_types.max().unwrap_or(0))
    };
    let mut best = (0, (0, 0));
    for (index, form) in forms.iter().enumerate() {
        let fit = fit(form);
        if index == 0 || fit > best.1 {
            best = (index, fit);
        }
    }
    best.0
}

/// The status and the media type of a form.
#[cfg(all(feature = "mock", not(target_arch = "wasm32")))]
pub(crate) fn head_of(forms: &[AnswerForm], index: usize) -> Head {
    let Some(form) = forms.get(index) else { return Head::JSON };
    let first = |of: &[&'static str]| of.first().copied().unwrap_or_default();
    let media_type = first(form.media_types);
    Head {
        status: first(form.statuses).parse().unwrap_or(200),
        media_type: if media_type.contains('*') { "application/octet-stream" } else { media_type },
    }
}

fn essence(media_type: &str) -> &str {
    media_type.split(';').next().unwrap_or_default().trim()
}

fn fit_of_status(described: &str, status: &str) -> u8 {
    match described {
        exact if exact == status => 3,
        range if range.ends_with("XX") && range.get(..1) == status.get(..1) => 2,
        "default" => 1,
        _ => 0,
    }
}

fn fit_of_type(described: &str, named: Option<&str>) -> u8 {
    let described = essence(described).to_ascii_lowercase();
    let Some(named) = named else { return 0 };
    let is_json = |media_type: &str| media_type.ends_with("/json") || media_type.ends_with("+json");
    match described.split_once('*') {
        None if described == named => 4,
        // JSON goes by many names.
        None if is_json(&described) && is_json(named) => 2,
        None => 0,
        Some(("", _)) => 1,
        Some((begin, end)) if named.starts_with(begin) && named.ends_with(end) => 3,
        Some(_) => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use bytes::Bytes;
    use reqwest::StatusCode;
    use reqwest::header::{HeaderMap, HeaderValue};

    fn answer(status: u16, media_type: &'static str) -> Answer {
        let mut headers = HeaderMap::new();
        if !media_type.is_empty() {
            headers.insert(CONTENT_TYPE, HeaderValue::from_static(media_type));
        }
        let status = StatusCode::from_u16(status).unwrap_or_default();
        Answer { status, headers, body: Bytes::new(), tries: 1 }
    }

    const FORMS: &[AnswerForm] = &[
        AnswerForm { statuses: &["200"], media_types: &["application/json; charset=utf-8"] },
        AnswerForm { statuses: &["200", "206"], media_types: &["text/csv"] },
        AnswerForm { statuses: &["200"], media_types: &["image/*"] },
        AnswerForm { statuses: &["202"], media_types: &["application/json"] },
        AnswerForm { statuses: &["2XX"], media_types: &["application/json"] },
        AnswerForm { statuses: &["default"], media_types: &["*/*"] },
    ];

    #[test]
    fn the_status_counts_first_and_then_the_media_type() {
        for (status, media_type, form) in [
            (200, "application/json", 0),
            (200, "Text/CSV; header=present", 1),
            (206, "text/csv", 1),
            (200, "image/png", 2),
            (200, "application/hal+json", 0),
            (200, "", 0),
            (200, "text/html", 0),
            (202, "application/json", 3),
            (202, "text/plain", 3),
            (201, "application/json", 4),
            (302, "application/pdf", 5),
        ] {
            assert_eq!(index_of(FORMS, &answer(status, media_type)), form, "{status} {media_type}");
        }
    }
}
