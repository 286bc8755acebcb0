//! What a request holds: parameters and a body.

use super::{At, Side, Walk};
use crate::compare::change::Edition;
use crate::compare::finding::Claim;
use crate::compare::quote::quoted;
use crate::compare::rules::{self, Rule};
use crate::compare::subject::Subject;
use crate::lower::trace::{Content, TracedBody, TracedOperation, TracedParameter};
use crate::model::Place;
use serde_json::Value;

impl Walk<'_> {
    pub(super) fn parameters(&mut self, was: &TracedOperation, is: &TracedOperation) {
        let mut rest: Vec<&TracedParameter> = is.parameters.iter().collect();
        for (index, old) in was.parameters.iter().enumerate() {
            let twin = rest.iter().position(|new| is_same(was, is, (index, old), new));
            match twin.map(|at| rest.remove(at)) {
                Some(new) => self.parameter((was, old), (is, new)),
                None => {
                    let mut claims = Claim::items(self.old.parameter_items(was, old));
                    claims.extend(self.builder_claims(was, is));
                    let message = format!("{} is no longer described", label(old));
                    self.report(&rules::REQUEST_REMOVED, (Edition::Old, &old.pointer), message, claims);
                }
            }
        }
        for new in rest {
            let mut claims = Claim::items(self.new.parameter_items(is, new));
            claims.extend(self.builder_claims(was, is));
            let (rule, what) = addition(new.required);
            self.report(rule, (Edition::New, &new.pointer), format!("{} {what}", label(new)), claims);
        }
    }

    fn parameter(
        &mut self,
        (was, old): (&TracedOperation, &TracedParameter),
        (is, new): (&TracedOperation, &TracedParameter),
    ) {
        let here = (Edition::New, new.pointer.as_str());
        let mut items = self.old.parameter_items(was, old);
        items.extend(self.new.parameter_items(is, new));
        let claims = Claim::items(items);
        if let Some((rule, what)) = presence(old.required, new.required) {
            let claims = claims.iter().cloned().chain(self.builder_claims(was, is)).collect();
            self.report(rule, here, format!("{} {what}", label(new)), claims);
        }
        let (old_style, new_style) = (style(self.old, old), style(self.new, new));
        if old_style != new_style {
            let message = format!("{} is written as {new_style}, it was as {old_style}", label(new));
            self.report(&rules::PARAMETER_STYLE_CHANGED, here, message, claims.clone());
        }
        self.deprecation_at((&old.pointer, &new.pointer), &label(new), &claims);
        let is_optional = !(old.required && new.required);
        let at = At { label: label(new), claims, is_optional, ..At::default() };
        match (old.schema, new.schema) {
            (Some(old), Some(new)) => self.schemas(old, new, Side::Request, &at),
            (None, None) => {}
            _ => {
                let message = format!("{} is described in another way", at.label);
                self.report(&rules::REQUEST_TYPE_CHANGED, here, message, at.claims);
            }
        }
    }

    pub(super) fn body(&mut self, was: &TracedOperation, is: &TracedOperation) {
        let root = |operation: &TracedOperation| format!("{}/requestBody", operation.pointer);
        let mut claims = self.call_claims(was, is);
        match (&was.body, &is.body) {
            (None, None) => {}
            (Some(_), None) => {
                let message = "the body is no longer described".to_owned();
                self.report(&rules::REQUEST_REMOVED, (Edition::Old, &root(was)), message, claims);
            }
            (None, Some(body)) => {
                // Where the properties are arguments, a body is sent when one of them is.
                let (rule, what) = addition(body.required);
                self.report(rule, (Edition::New, &root(is)), format!("the body {what}"), claims);
            }
            (Some(old), Some(new)) => {
                if let Some((rule, what)) = presence(old.required, new.required) {
                    // A body of one piece is an argument where it must be sent, and a setter where it may be.
                    let claims = claims.iter().cloned().chain(self.builder_claims(was, is)).collect();
                    self.report(rule, (Edition::New, &root(is)), format!("the body {what}"), claims);
                }
                claims.retain(|claim| !matches!(claim, Claim::Deprecation(_)));
                self.bodies(is, (old, new), claims);
            }
        }
    }

    fn bodies(&mut self, is: &TracedOperation, (old, new): (&TracedBody, &TracedBody), claims: Vec<Claim>) {
        let (old_type, new_type) = (sent_as(&old.content), sent_as(&new.content));
        let here = format!("{}/requestBody", is.pointer);
        if old_type != new_type {
            let message = format!("the body is sent as {}, it was as {}", quoted(new_type), quoted(old_type));
            self.report(&rules::REQUEST_MEDIA_TYPE_CHANGED, (Edition::New, &here), message, claims.clone());
        }
        if let (Content::Json { schema: old_schema, .. }, Content::Json { schema: new_schema, .. })
        | (Content::Form { schema: old_schema, .. }, Content::Form { schema: new_schema, .. }) =
            (&old.content, &new.content)
        {
            let at = At {
                label: "the body".to_owned(),
                claims,
                is_optional: !(old.required && new.required),
                is_arguments: old.is_arguments && new.is_arguments,
                ..At::default()
            };
            self.schemas(*old_schema, *new_schema, Side::Request, &at);
        }
    }

    /// The first optional argument of an operation brings the type that it is set in, and the last one takes it along.
    pub(super) fn builder_claims(&self, was: &TracedOperation, is: &TracedOperation) -> Vec<Claim> {
        match (self.old.builder(was), self.new.builder(is)) {
            (None, Some(builder)) => vec![Claim::Item(Subject::method(is)), Claim::All(builder)],
            (Some(builder), None) => vec![Claim::Item(Subject::method(was)), Claim::All(builder)],
            _ => Vec::new(),
        }
    }

    /// The items that show what a call takes and returns.
    pub(super) fn call_claims(&self, was: &TracedOperation, is: &TracedOperation) -> Vec<Claim> {
        let mut items = Vec::new();
        for (subject, operation) in [(self.old, was), (self.new, is)] {
            items.push(Subject::method(operation));
            items.extend(subject.builder(operation).map(|builder| format!("{builder}::send")));
        }
        Claim::items(items)
    }
}

/// Something that is new in a request.
pub(super) fn addition(required: bool) -> (&'static Rule, &'static str) {
    if required {
        (&rules::REQUEST_REQUIRED_ADDED, "is new and must be sent")
    } else {
        (&rules::REQUEST_OPTIONAL_ADDED, "is new and can be sent")
    }
}

/// Something in a request that must or need not be sent any more.
pub(super) fn presence(was: bool, is: bool) -> Option<(&'static Rule, &'static str)> {
    match (was, is) {
        (false, true) => Some((&rules::REQUEST_BECAME_REQUIRED, "must be sent, it could be left out")),
        (true, false) => Some((&rules::REQUEST_BECAME_OPTIONAL, "can be left out, it had to be sent")),
        _ => None,
    }
}

fn label(parameter: &TracedParameter) -> String {
    let place = match parameter.place {
        Place::Path => "path",
        Place::Query => "query",
        Place::Header => "header",
        Place::Cookie => "cookie",
    };
    format!("the {place} parameter {}", quoted(&parameter.name))
}

/// Whether two parameters are the same on the wire. In a path it is the position that counts, not the name.
fn is_same(
    was: &TracedOperation,
    is: &TracedOperation,
    (index, old): (usize, &TracedParameter),
    new: &TracedParameter,
) -> bool {
    if old.place != new.place {
        return false;
    }
    if old.place == Place::Path && was.path.matches('{').count() == is.path.matches('{').count() {
        // Those in the path come first, in its order.
        return is.parameters.iter().position(|parameter| parameter == new) == Some(index);
    }
    match old.place {
        Place::Header => old.name.eq_ignore_ascii_case(&new.name),
        Place::Path | Place::Query | Place::Cookie => old.name == new.name,
    }
}

/// How a parameter is written: its style, and whether lists are taken apart.
fn style(subject: &Subject<'_>, parameter: &TracedParameter) -> String {
    let field = |name: &str| subject.value(&parameter.pointer).and_then(|value| value.get(name));
    let usual = if matches!(parameter.place, Place::Query | Place::Cookie) { "form" } else { "simple" };
    let style = field("style").and_then(Value::as_str).unwrap_or(usual);
    let explode = field("explode").and_then(Value::as_bool).unwrap_or(style == "form");
    let reserved = field("allowReserved").and_then(Value::as_bool).unwrap_or_default();
    let exploded = if explode { ", exploded" } else { "" };
    format!("{}{exploded}{}", quoted(style), if reserved { ", reserved characters as they are" } else { "" })
}

/// The media type of a body.
pub(super) fn sent_as(content: &Content) -> &str {
    match content {
        Content::Json { media_type, .. } | Content::Form { media_type, .. } | Content::Raw(media_type) => {
            media_type
        }
        Content::Nothing => "nothing",
    }
}
