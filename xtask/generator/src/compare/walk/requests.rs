//! What a request holds: parameters and a body.

use super::{At, Side, Walk};
use crate::compare::change::Edition;
use crate::compare::finding::Cause;
use crate::compare::quote::quoted;
use crate::compare::rules::{self, Rule};
use crate::compare::subject::Subject;
use crate::lower::{Placed, RawBody, RawContent, RawParameter, Shape};
use crate::model::Place;
use serde_json::Value;

impl Walk<'_> {
    pub(super) fn parameters(&mut self, was: &Placed, is: &Placed) {
        let mut rest: Vec<&RawParameter> = is.raw.parameters.iter().collect();
        for (index, old) in was.raw.parameters.iter().enumerate() {
            let twin = rest.iter().position(|new| is_same(was, is, (index, old), new));
            match twin.map(|at| rest.remove(at)) {
                Some(new) => self.parameter(old, new),
                None => {
                    let causes = place(Edition::Old, old);
                    let message = format!("{} is no longer described", label(old));
                    self.report(&rules::REQUEST_REMOVED, (Edition::Old, &old.pointer), message, causes);
                }
            }
        }
        for new in rest {
            let causes = place(Edition::New, new);
            let (rule, what) = addition(new.required);
            self.report(rule, (Edition::New, &new.pointer), format!("{} {what}", label(new)), causes);
        }
    }

    fn parameter(&mut self, old: &RawParameter, new: &RawParameter) {
        let here = (Edition::New, new.pointer.as_str());
        let causes = [place(Edition::Old, old), place(Edition::New, new)].concat();
        if let Some((rule, what)) = presence(old.required, new.required) {
            self.report(rule, here, format!("{} {what}", label(new)), causes.clone());
        }
        let (old_style, new_style) = (style(self.old, old), style(self.new, new));
        if old_style != new_style {
            let message = format!("{} is written as {new_style}, it was as {old_style}", label(new));
            self.report(&rules::PARAMETER_STYLE_CHANGED, here, message, causes.clone());
        }
        self.deprecation_at((&old.pointer, &new.pointer), &label(new).into(), &causes);
        let is_optional = !(old.required && new.required);
        let at = At { label: label(new).into(), causes, is_optional, ..At::default() };
        match (old.node, new.node) {
            (Some(old), Some(new)) => self.schemas(old, new, Side::Request, &at),
            (None, None) => {}
            _ => {
                let message = at.label.says(" is described in another way");
                self.report(&rules::REQUEST_TYPE_CHANGED, here, message, at.causes);
            }
        }
    }

    pub(super) fn body(&mut self, was: &Placed, is: &Placed) {
        let root = |operation: &Placed| format!("{}/requestBody", operation.raw.pointer);
        let of = |subject: &Subject<'_>, operation| {
            Cause::places(subject.edition, subject.places_of_body(operation))
        };
        let causes = [of(self.old, was), of(self.new, is)].concat();
        match (&was.raw.body, &is.raw.body) {
            (None, None) => {}
            (Some(_), None) => {
                let message = "the body is no longer described".to_owned();
                self.report(&rules::REQUEST_REMOVED, (Edition::Old, &root(was)), message, causes);
            }
            (None, Some(body)) => {
                // If the properties are arguments, a body is sent when one of them is.
                let (rule, what) = addition(body.required);
                self.report(rule, (Edition::New, &root(is)), format!("the body {what}"), causes);
            }
            (Some(old), Some(new)) => {
                if let Some((rule, what)) = presence(old.required, new.required) {
                    self.report(rule, (Edition::New, &root(is)), format!("the body {what}"), causes.clone());
                }
                let is_arguments = [(self.old, was), (self.new, is)].iter().all(|(subject, operation)| {
                    let is_form =
                        matches!(operation.raw.body, Some(RawBody { content: RawContent::Form(_), .. }));
                    is_form || operation.arguments(subject.graph()).is_some()
                });
                let at = At {
                    label: "the body".into(),
                    causes,
                    is_optional: !(old.required && new.required),
                    is_arguments,
                    ..At::default()
                };
                self.bodies(&root(is), (old, new), at);
            }
        }
    }

    fn bodies(&mut self, root: &str, (old, new): (&RawBody, &RawBody), at: At) {
        let (old_type, new_type) = (media_type(&old.content), media_type(&new.content));
        if old_type != new_type {
            let message = format!("the body is sent as {}, it was as {}", quoted(new_type), quoted(old_type));
            self.report(&rules::REQUEST_MEDIA_TYPE_CHANGED, (Edition::New, root), message, at.causes.clone());
        }
        let nodes = match (&old.content, &new.content) {
            (RawContent::Json { node: old, .. }, RawContent::Json { node: new, .. }) => Some((*old, *new)),
            (RawContent::Form(old), RawContent::Form(new)) => Some((old.node, new.node)),
            (RawContent::Stream(old), RawContent::Stream(new)) => old.node.zip(new.node),
            _ => None,
        };
        if let Some((old, new)) = nodes {
            self.schemas(old, new, Side::Request, &at);
        }
    }
}

/// The cause of a parameter's items: its place.
fn place(edition: Edition, parameter: &RawParameter) -> Vec<Cause> {
    vec![Cause::Place(edition, parameter.pointer.clone())]
}

/// The rule and the words for a new part of a request.
pub(super) fn addition(required: bool) -> (&'static Rule, &'static str) {
    if required {
        (&rules::REQUEST_REQUIRED_ADDED, "is new and must be sent")
    } else {
        (&rules::REQUEST_OPTIONAL_ADDED, "is new and can be sent")
    }
}

/// The rule and the words for a part of a request that became required or optional.
pub(super) fn presence(was: bool, is: bool) -> Option<(&'static Rule, &'static str)> {
    match (was, is) {
        (false, true) => Some((&rules::REQUEST_BECAME_REQUIRED, "must be sent, it could be left out")),
        (true, false) => Some((&rules::REQUEST_BECAME_OPTIONAL, "can be left out, it had to be sent")),
        _ => None,
    }
}

fn label(parameter: &RawParameter) -> String {
    let place = match parameter.place {
        Place::Path => "path",
        Place::Query => "query",
        Place::Header => "header",
        Place::Cookie => "cookie",
    };
    format!("the {place} parameter {}", quoted(&parameter.name))
}

/// Whether two parameters are the same on the wire. In a path it is the position that counts, not the name.
fn is_same(was: &Placed, is: &Placed, (index, old): (usize, &RawParameter), new: &RawParameter) -> bool {
    if old.place != new.place {
        return false;
    }
    if old.place == Place::Path && was.raw.path.matches('{').count() == is.raw.path.matches('{').count() {
        // Those in the path come first, in its order.
        return is.raw.parameters.iter().position(|parameter| std::ptr::eq(parameter, new)) == Some(index);
    }
    match old.place {
        Place::Header => old.name.eq_ignore_ascii_case(&new.name),
        Place::Path | Place::Query | Place::Cookie => old.name == new.name,
    }
}

/// How a parameter is written: its style, and whether lists are exploded.
fn style(subject: &Subject<'_>, parameter: &RawParameter) -> String {
    let field = |name: &str| subject.value(&parameter.pointer).and_then(|value| value.get(name));
    if parameter.is_whole_query {
        let media_type = field("content").and_then(|content| content.as_object()?.keys().next().cloned());
        return format!("the whole query in {}", quoted(media_type.unwrap_or_default()));
    }
    let usual = if matches!(parameter.place, Place::Query | Place::Cookie) { "form" } else { "simple" };
    let style = field("style").and_then(Value::as_str).unwrap_or(usual);
    let explode = field("explode").and_then(Value::as_bool).unwrap_or(style == "form");
    let reserved = field("allowReserved").and_then(Value::as_bool).unwrap_or_default();
    let shape = parameter.node.map(|node| subject.shape(node));
    let is_single = matches!(shape, Some(Shape::Scalar(_) | Shape::Enum(_)));
    let exploded = if explode && !is_single { ", exploded" } else { "" };
    format!("{}{exploded}{}", quoted(style), if reserved { ", reserved characters as they are" } else { "" })
}

/// The media type of a body, or `nothing` if there is none. Two of one meaning are equal: they are in lower case, and
/// without a charset that says what holds anyway.
pub(super) fn media_type(content: &RawContent) -> String {
    let Some(written) = content.media_type() else { return "nothing".to_owned() };
    let lower = written.to_ascii_lowercase();
    let mut parts = lower.split(';').map(str::trim);
    let essence = parts.next().unwrap_or_default().to_owned();
    let parameters = parts.map(|parameter| parameter.replace(['"', ' '], ""));
    let kept = parameters.filter(|parameter| {
        let is_redundant = match content {
            // JSON is UTF-8, whatever a charset says (RFC 8259, section 8.1).
            RawContent::Json { .. } => parameter.starts_with("charset="),
            _ => parameter == "charset=utf-8",
        };
        !is_redundant && !parameter.is_empty()
    });
    std::iter::once(essence).chain(kept).collect::<Vec<_>>().join("; ")
}
