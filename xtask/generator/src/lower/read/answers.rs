//! Reads the answers of operations: what success can be, by status and media type, and what failures say.

use super::bodies::Direction;
use super::reader::Reader;
use crate::diagnostic::Result;
use crate::document::pointer;
use crate::lower::media_types::{
    essence, framing, is_any_json, is_json, is_range, is_sendable, is_spelling_of_json, is_text,
};
use crate::lower::raw_operation::{RawAlternative, RawAnswers, RawContent};
use indexmap::IndexSet;
use openapiv3::{Content, MediaType, Response, Responses};

/// The status which says that what the caller has is still right.
const NOT_MODIFIED: &str = "304";

/// One form of an answer of success.
struct Form<'d> {
    read: RawAlternative,
    described: &'d MediaType,
}

/// The forms of success that have been read.
#[derive(Default)]
struct Forms<'d> {
    forms: Vec<Form<'d>>,
    /// Whether some status has no body.
    may_be_empty: bool,
}

impl<'d> Reader<'d> {
    /// The answers of success and of failure.
    pub(super) fn answers(&mut self, responses: &'d Responses, at: &str) -> Result<RawAnswers> {
        let mut success = Forms::default();
        let (mut errors, mut streams, mut headers) = (Vec::new(), Vec::new(), Vec::new());
        let mut has_success = false;
        let listed = responses.responses.iter().map(|(status, response)| (status.to_string(), response));
        let default = responses.default.iter().map(|response| ("default".to_owned(), response));
        for (status, response) in listed.chain(default) {
            let place = format!("{at}/{status}");
            let (response, place) =
                self.resolve(response, &place, |components, key| components.responses.get(key))?;
            self.headers(response, &place, &mut headers)?;
            if status.starts_with('2') || (status == "default" && !has_success) {
                has_success = true;
                self.streams(&response.content, &place, &mut streams)?;
                self.success(&status, response, &place, &mut success)?;
            } else {
                errors.push((status, self.error(&response.content, &place)?.json()));
            }
        }
        let accept = accepted(&success.forms);
        let may_be_empty = success.may_be_empty && !success.forms.is_empty();
        let mut forms = success.forms.into_iter().map(|form| form.read);
        let success = match (forms.next(), forms.next()) {
            (None, _) => RawContent::Nothing,
            (Some(only), None) => only.content,
            (Some(first), Some(second)) => {
                RawContent::OneOf([first, second].into_iter().chain(forms).collect())
            }
        };
        let has_no_other = !has_success && errors.iter().any(|(status, _)| is_redirect(status));
        errors.retain(|(status, _)| !has_no_other || !is_redirect(status));
        let may_be_unchanged = errors.iter().any(|(status, _)| status == NOT_MODIFIED);
        errors.retain(|(status, _)| status != NOT_MODIFIED);
        Ok(RawAnswers {
            success,
            streams,
            accept,
            may_be_empty,
            may_be_unchanged,
            is_redirect: has_no_other,
            headers,
            errors,
        })
    }

    /// Adds the forms of success that a status has.
    fn success(
        &mut self,
        status: &str,
        response: &'d Response,
        place: &str,
        success: &mut Forms<'d>,
    ) -> Result<()> {
        let whole = preferred(&response.content);
        // What is a stream alone is read by a method of its own.
        success.may_be_empty |= response.content.is_empty();
        for (index, (key, described)) in whole.iter().enumerate() {
            let place = format!("{place}/content/{}", pointer::escape(key));
            let earlier = whole.get(..index).unwrap_or_default();
            if let Some((known, _)) = earlier.iter().find(|(_, other)| other == described) {
                // Beside JSON with the same schema, there is nothing more to know.
                let says_the_same = is_any_json(known) || is_range(key);
                if says_the_same && !is_spelling_of_json(key) && !is_range(key) {
                    self.omit(&place, &format!("the same is asked for as `{known}`"));
                }
                if says_the_same {
                    continue;
                }
            }
            if let Some(known) = success.forms.iter_mut().find(|known| is_same(known, key, described)) {
                known.read.add(status, key);
                continue;
            }
            let content = self.content_of((key, described), &place, Direction::Received)?;
            let (statuses, media_types) = (vec![status.to_owned()], vec![(*key).clone()]);
            success.forms.push(Form { read: RawAlternative { statuses, media_types, content }, described });
        }
        Ok(())
    }

    /// What a failure says: JSON where there is any.
    fn error(&mut self, content: &'d Content, place: &str) -> Result<RawContent> {
        let whole = preferred(content);
        let Some((key, described)) = whole.first() else { return Ok(RawContent::Nothing) };
        for (other, _) in whole.iter().skip(1).filter(|(_, other)| other != described) {
            let reason = format!("the answer is always read as `{key}`");
            self.omit(&format!("{place}/content/{}", pointer::escape(other)), &reason);
        }
        let place = format!("{place}/content/{}", pointer::escape(key));
        self.content_of((key, described), &place, Direction::Received)
    }
}

/// Whether a status sends the caller elsewhere.
fn is_redirect(status: &str) -> bool {
    status.starts_with('3') && status != NOT_MODIFIED
}

/// The media types that are no streams, JSON first.
fn preferred(content: &Content) -> Vec<(&String, &MediaType)> {
    let mut whole: Vec<_> = content.iter().filter(|(key, _)| framing(key).is_none()).collect();
    whole.sort_by_key(|(key, _)| match () {
        () if is_json(key) => 0,
        () if is_any_json(key) => 1,
        () => 2,
    });
    whole
}

/// Whether a media type gives the same as a form that is known: JSON of one schema, text of one type, or bytes.
fn is_same(known: &Form<'_>, key: &str, described: &MediaType) -> bool {
    match &known.read.content {
        RawContent::Json { .. } => is_any_json(key) && known.described == described,
        RawContent::Raw { media_type, is_text: true } => {
            essence(media_type).eq_ignore_ascii_case(essence(key))
        }
        RawContent::Raw { is_text: false, .. } => !is_any_json(key) && !is_text(key),
        RawContent::Form(_) | RawContent::Stream(_) | RawContent::OneOf(_) | RawContent::Nothing => false,
    }
}

/// The value of the header `Accept`; `None` for JSON. Where a key is no media type, anything is accepted.
fn accepted(forms: &[Form<'_>]) -> Option<String> {
    let keys: IndexSet<&str> =
        forms.iter().flat_map(|form| &form.read.media_types).map(String::as_str).collect();
    if keys.iter().all(|key| is_json(key)) {
        return None;
    }
    let keys: Vec<&str> = keys.into_iter().collect();
    Some(if keys.iter().all(|key| is_sendable(key)) { keys.join(", ") } else { "*/*".to_owned() })
}
