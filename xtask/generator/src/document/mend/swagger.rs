//! Mends objects of Swagger 2.0 that differ from those of later versions.

use serde_json::{Map, Value, json};

use super::edit::Edit;
use super::fields;
use super::misuse::Misuse;
use super::references::nullable_beside;
use super::values::shown;
use crate::config::suggest;
use crate::document::faults::Fault;
use crate::document::places::{Kind, Place};
use crate::document::pointer::Pointer;
use crate::document::version::Version;

/// `x-nullable` beside a reference, which counts as it does in OpenAPI 3.0.
pub(super) fn beside_reference(
    place: &Place<'_>,
    object: &Map<String, Value>,
    base: &impl Fn() -> Pointer,
) -> Vec<Misuse> {
    if place.kind != Kind::Schema || object.get("x-nullable") != Some(&json!(true)) {
        return Vec::new();
    }
    let Some(reference) = object.get("$ref") else { return Vec::new() };
    let at = base();
    let schema = json!({ "x-nullable": true, "allOf": [{ "$ref": reference }] });
    vec![Misuse {
        edits: vec![Edit::Put(at.clone(), schema)],
        at: at.join("x-nullable"),
        fault: nullable_beside("x-nullable", Version::Swagger2_0),
    }]
}

/// What is wrong with an object whose fields are each of the right type.
pub(super) fn check(
    place: &Place<'_>,
    object: &Map<String, Value>,
    base: &Pointer,
    is_first: bool,
) -> Vec<Misuse> {
    match place.kind {
        Kind::Document => {
            let unknown = if is_first { unknown_fields(object, base) } else { Vec::new() };
            unknown.into_iter().chain(address(object, base)).collect()
        }
        Kind::Parameter => parameter(object, base),
        Kind::Header => values(object, base, "header", "header"),
        Kind::SecurityScheme => flow(object, base).into_iter().collect(),
        _ => Vec::new(),
    }
}

/// Fields that the document itself does not have.
fn unknown_fields(object: &Map<String, Value>, base: &Pointer) -> Vec<Misuse> {
    let known = fields::of(Version::Swagger2_0, Kind::Document).unwrap_or_default();
    let is_known = |field: &str| {
        field.starts_with("x-")
            || known.iter().any(|(known, _)| *known == field)
            || Kind::Document.holds_in(Version::Swagger2_0, field).is_some()
    };
    // Lifting takes these over, and what is made of them is looked at again.
    let lost = object.keys().filter(|field| !is_known(field) && *field == "components");
    let found = lost.map(|field| {
        let near = suggest::did_you_mean(field, known.iter().map(|(known, _)| *known));
        let (what, at) = ("document".to_owned(), base.join(field));
        Misuse { at, fault: Fault::UnknownField { what, field: field.clone(), near }, edits: Vec::new() }
    });
    found.collect()
}

/// What is wrong with the address: a scheme in the host, a path without its slash, schemes that are none of HTTP.
fn address(object: &Map<String, Value>, base: &Pointer) -> Vec<Misuse> {
    let text = |field: &str| object.get(field).and_then(Value::as_str);
    let mut found = Vec::new();
    let mut plain = |field: &str, wanted: &str, remedy: &str, read: String, edits: Vec<Edit>| {
        let fault = Fault::WrongTypeButPlain {
            field: field.to_owned(),
            wanted: wanted.to_owned(),
            found: object.get(field).map(shown).unwrap_or_default(),
            remedy: remedy.to_owned(),
            read,
        };
        found.push(Misuse { at: base.join(field), fault, edits });
    };
    if let Some((scheme, host)) = text("host").and_then(|host| host.trim().split_once("://"))
        && matches!(scheme, "http" | "https")
    {
        let (host, path) = host.split_once('/').unwrap_or((host, ""));
        let path = path.trim_end_matches('/');
        let mut edits =
            vec![Edit::Put(base.join("host"), json!(host)), Edit::Put(base.join("schemes"), json!([scheme]))];
        if !path.is_empty() {
            let below = text("basePath").unwrap_or_default().trim_start_matches('/');
            edits.push(Edit::Put(base.join("basePath"), json!(format!("/{path}/{below}"))));
        }
        let remedy = "name the scheme in `schemes`, and the path in `basePath`";
        plain("host", "a host alone", remedy, format!("the host `{host}` with the scheme `{scheme}`"), edits);
    }
    if let Some(path) = text("basePath").filter(|path| !path.is_empty() && !path.starts_with('/')) {
        let read = format!("/{path}");
        let edits = vec![Edit::Put(base.join("basePath"), json!(read))];
        plain("basePath", "a path that begins with `/`", "begin it with `/`", format!("`{read}`"), edits);
    }
    let schemes = object.get("schemes").and_then(Value::as_array);
    let is_of_http =
        |scheme: &Value| scheme.as_str().is_some_and(|scheme| scheme == "http" || scheme == "https");
    if let Some(schemes) = schemes.filter(|schemes| !schemes.is_empty() && !schemes.iter().any(is_of_http)) {
        let written = schemes.iter().map(|scheme| format!("`{scheme}`")).collect::<Vec<_>>().join(", ");
        let fault = Fault::BrokenField {
            what: "document".to_owned(),
            problem: format!("`schemes` has {written}, but neither `https` nor `http`"),
            field: "schemes".to_owned(),
        };
        let at = base.join("schemes");
        found.push(Misuse { edits: vec![Edit::Remove(at.clone())], at, fault });
    }
    found
}

fn parameter(object: &Map<String, Value>, base: &Pointer) -> Vec<Misuse> {
    for field in ["name", "in"] {
        if !object.contains_key(field) {
            let (what, problem) = ("parameter".to_owned(), format!("missing field `{field}`"));
            let fault = Fault::BrokenObject { what, problem };
            return vec![Misuse { at: base.clone(), fault, edits: vec![Edit::Remove(base.clone())] }];
        }
    }
    let written = object.get("in").and_then(Value::as_str).unwrap_or_default();
    let places = ["query", "header", "path", "formData", "body"];
    let other = places.into_iter().find(|place| *place != written && place.eq_ignore_ascii_case(written));
    if let Some(meant) = other {
        let fault = Fault::WrongTypeButPlain {
            field: "in".to_owned(),
            wanted: "`query`, `header`, `path`, `formData` or `body`".to_owned(),
            found: format!("`{written}`"),
            remedy: format!("write `{meant}`"),
            read: format!("`{meant}`"),
        };
        let at = base.join("in");
        return vec![Misuse { edits: vec![Edit::Put(at.clone(), json!(meant))], at, fault }];
    }
    if written == "body" {
        let schema = Edit::Put(base.join("schema"), json!({}));
        let is_described = object.contains_key("schema");
        let missing =
            (!is_described).then(|| missing(base, "parameter for the body", "schema", "any value", schema));
        return missing.into_iter().collect();
    }
    let mut found = Vec::new();
    // Written as it is, it is the one of OpenAPI 3.0.
    for (is_there, field, instead, read) in [
        (written == "cookie", "in", "another place", "in OpenAPI 3.0"),
        (object.contains_key("schema"), "schema", "`type` and what belongs to it", "in OpenAPI 3.0"),
    ] {
        if is_there {
            let fault = Fault::KeywordOfAnotherVersion {
                field: if field == "in" { "in: cookie".to_owned() } else { field.to_owned() },
                version: Version::Swagger2_0.full_name().to_owned(),
                instead: instead.to_owned(),
                read: read.to_owned(),
            };
            found.push(Misuse { at: base.join(field), fault, edits: Vec::new() });
        }
    }
    found.extend(values(object, base, "parameter", written));
    found
}

/// What is wrong with the keywords that describe the values of a parameter or a header.
fn values(object: &Map<String, Value>, base: &Pointer, what: &str, place: &str) -> Vec<Misuse> {
    if object.contains_key("schema") {
        return Vec::new();
    }
    let Some(named) = object.get("type") else {
        let text = vec![Edit::Put(base.join("type"), json!("string"))];
        let fault = Fault::ParameterWithoutType { what: what.to_owned() };
        return vec![Misuse { at: base.clone(), fault, edits: text }];
    };
    let mut found = Vec::new();
    let plain = |field: &str, wanted: &str, meant: &str| {
        let fault = Fault::WrongTypeButPlain {
            field: field.to_owned(),
            wanted: wanted.to_owned(),
            found: object.get(field).map(shown).unwrap_or_default(),
            remedy: format!("write `{meant}`"),
            read: format!("`{meant}`"),
        };
        let at = base.join(field);
        Misuse { edits: vec![Edit::Put(at.clone(), json!(meant))], at, fault }
    };
    if named == "file" && place != "formData" {
        found.push(plain("type", "a type of values that are sent there", "string"));
    }
    if named == "array" && !object.contains_key("items") {
        found.push(missing(base, what, "items", "any value", Edit::Put(base.join("items"), json!({}))));
    }
    const FORMATS: [(&str, &str); 5] =
        [("csv", "comma"), ("ssv", "space"), ("tsv", "tab"), ("pipes", "pipe"), ("multi", "multiple")];
    if let Some(written) = object.get("collectionFormat").and_then(Value::as_str)
        && !FORMATS.iter().any(|(format, _)| *format == written)
    {
        let is = |other: &str| written.trim().eq_ignore_ascii_case(other);
        let meant = FORMATS.iter().find(|(format, other)| is(format) || is(other));
        let wanted = "one of `csv`, `ssv`, `tsv`, `pipes`, `multi`";
        found.push(match meant {
            Some((meant, _)) => plain("collectionFormat", wanted, meant),
            None => {
                let at = base.join("collectionFormat");
                let (field, remedy) = ("collectionFormat".to_owned(), "correct or remove it".to_owned());
                let (wanted, found) = (wanted.to_owned(), format!("`{written}`"));
                let fault = Fault::WrongType { field, wanted, found, remedy };
                Misuse { edits: vec![Edit::Remove(at.clone())], at, fault }
            }
        });
    }
    found
}

fn missing(base: &Pointer, what: &str, field: &str, read: &str, edit: Edit) -> Misuse {
    let (what, field, read) = (what.to_owned(), field.to_owned(), read.to_owned());
    Misuse { at: base.clone(), fault: Fault::MissingField { what, field, read }, edits: vec![edit] }
}

/// The flow of OAuth, which has other names in later versions.
fn flow(object: &Map<String, Value>, base: &Pointer) -> Option<Misuse> {
    const FLOWS: [(&str, &str); 4] = [
        ("implicit", "implicit"),
        ("password", "password"),
        ("application", "clientCredentials"),
        ("accessCode", "authorizationCode"),
    ];
    if object.get("type").and_then(Value::as_str) != Some("oauth2") {
        return None;
    }
    let at = base.join("flow");
    let Some(written) = object.get("flow").and_then(Value::as_str) else {
        let edit = Edit::Put(at, json!("implicit"));
        return Some(missing(base, "security scheme", "flow", "`implicit`", edit));
    };
    if FLOWS.iter().any(|(flow, _)| *flow == written) {
        let needs_tokens = written != "implicit" && !object.contains_key("tokenUrl");
        return needs_tokens.then(|| {
            let (what, problem) = ("security scheme".to_owned(), "missing field `tokenUrl`".to_owned());
            let fault = Fault::BrokenField { what, problem, field: "flow".to_owned() };
            Misuse { at: base.clone(), fault, edits: vec![Edit::Put(at, json!("implicit"))] }
        });
    }
    let word: String = written.chars().filter(char::is_ascii_alphanumeric).collect();
    let is = |name: &str| word.eq_ignore_ascii_case(name);
    let wanted = "`implicit`, `password`, `application` or `accessCode`".to_owned();
    let (field, found) = ("flow".to_owned(), format!("`{written}`"));
    Some(match FLOWS.iter().find(|(flow, later)| is(flow) || is(later)) {
        Some((meant, _)) => {
            let (remedy, read) = (format!("write `{meant}`"), format!("`{meant}`"));
            let fault = Fault::WrongTypeButPlain { field, wanted, found, remedy, read };
            Misuse { edits: vec![Edit::Put(at.clone(), json!(meant))], at, fault }
        }
        None => {
            let remedy = "name one of them".to_owned();
            let fault = Fault::WrongType { field, wanted, found, remedy };
            Misuse { edits: vec![Edit::Put(at.clone(), json!("implicit"))], at, fault }
        }
    })
}
