//! The parts of an operation that the configuration can name: its request, its answers and its parameters.

use serde_json::Value;

use super::refusal::{Found, Refusal};
use super::steps;
use crate::config::suggest;
use crate::document::pointer::Pointer;

const PARTS: [&str; 3] = ["request", "response", "parameter"];

/// Whether what follows an operationId begins with the name of a part.
pub(super) fn is_part(rest: &str) -> bool {
    PARTS.contains(&split(rest).0)
}

/// The part, the status that it is of, and the steps.
fn split(rest: &str) -> (&str, Option<&str>, &str) {
    let (part, steps) = rest.split_once('/').unwrap_or((rest, ""));
    match part.split_once(':') {
        Some((part, status)) => (part, Some(status), steps),
        None => (part, None, steps),
    }
}

/// The places in a part of the operation at `at`.
pub(super) fn places(document: &Value, name: &str, at: &Pointer, rest: &str) -> Found<Vec<String>> {
    let (part, status, path) = split(rest);
    let (begun, path) = match (part, status) {
        ("request", None) => {
            let body = steps::followed(document, at.join("requestBody"));
            (schemas(document, &body), path)
        }
        ("response", _) => (answered(document, at, status)?, path),
        ("parameter", None) => return parameter(document, name, at, path),
        _ => {
            let written = rest.split('/').next().unwrap_or(rest);
            let problem = format!("`{written}` in `{name}` is no part of an operation");
            let remedy = "write `request`, `response`, `response:STATUS` or `parameter`";
            let near = suggest::meant(part, PARTS);
            return Err(Refusal::malformed(problem, &format!("{near}{remedy}")));
        }
    };
    if begun.is_empty() {
        let problem = format!("`{name}` leads to no schema: the operation describes no such {part}");
        return Err(Refusal::absent(problem, "correct the name, or remove the entry".to_owned()));
    }
    steps::walk(document, name, begun, path)
}

/// The schemas of an answer: of those of success, if no status is given.
fn answered(document: &Value, at: &Pointer, status: Option<&str>) -> Found<Vec<Pointer>> {
    let answers = at.join("responses");
    let listed = document.pointer(answers.as_str()).and_then(Value::as_object);
    let known: Vec<&str> = listed.into_iter().flat_map(|listed| listed.keys().map(String::as_str)).collect();
    let success: Vec<&str> = known.iter().copied().filter(|known| known.starts_with('2')).collect();
    let wanted = match status {
        Some(status) => vec![status],
        None if success.is_empty() => vec!["default"],
        None => success,
    };
    if let Some(status) = status
        && !known.contains(&status)
    {
        let problem = format!("the operation describes no answer `{status}`");
        return Err(Refusal::absent(problem, format!("it describes {}", suggest::listed(known))));
    }
    let answers = wanted.iter().map(|status| steps::followed(document, answers.join(status)));
    Ok(answers.flat_map(|answer| schemas(document, &answer)).collect())
}

/// The places in a parameter, which the first step names.
fn parameter(document: &Value, name: &str, at: &Pointer, path: &str) -> Found<Vec<String>> {
    let (wanted, path) = steps::first(name, path)?;
    let item = at.split_last().map(|(item, _)| item);
    let lists = std::iter::once(at).chain(&item).map(|owner| owner.join("parameters"));
    let listed = lists.flat_map(|list| {
        let count = document.pointer(list.as_str()).and_then(Value::as_array).map_or(0, Vec::len);
        (0..count).map(move |index| list.join(index))
    });
    let listed: Vec<Pointer> = listed.map(|parameter| steps::followed(document, parameter)).collect();
    let name_of = |at: &&Pointer| document.pointer(at.join("name").as_str()).and_then(Value::as_str);
    let Some(found) = listed.iter().find(|at| name_of(at) == Some(wanted.as_str())) else {
        let known: Vec<&str> = listed.iter().filter_map(|at| name_of(&at)).collect();
        let problem = format!("the operation has no parameter `{wanted}`");
        let near = suggest::meant(&wanted, known.iter().copied());
        return Err(Refusal::absent(problem, format!("{near}it has {}", suggest::listed(known))));
    };
    let mut begun = schemas(document, found);
    let own = found.join("schema");
    if document.pointer(own.as_str()).is_some() {
        begun.push(steps::followed(document, own));
    }
    steps::walk(document, name, begun, path)
}

/// The schemas of the content of a body, an answer or a parameter.
fn schemas(document: &Value, at: &Pointer) -> Vec<Pointer> {
    let content = at.join("content");
    let media_types = document.pointer(content.as_str()).and_then(Value::as_object).into_iter().flatten();
    let schemas = media_types.map(|(media_type, _)| content.join(media_type).join("schema"));
    let schemas = schemas.filter(|schema| document.pointer(schema.as_str()).is_some());
    schemas.map(|schema| steps::followed(document, schema)).collect()
}
