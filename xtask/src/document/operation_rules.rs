//! Checks operations as a whole: identifiers, paths, parameters, responses, security, and the names of HTTP headers.

use std::collections::BTreeMap;

use serde_json::Value;

use super::path_template;
use super::places::{Kind, Place, Places};
use super::pointer::Pointer;
use super::resolve::References;
use crate::config::suggest;
use crate::diagnostic::{Diagnostic, Result};

/// How many parameters an operation or a path may declare. Each becomes an argument of a method.
const MAX_PARAMETERS: usize = 500;

/// Checks a document whose objects all have the right shape.
pub(super) fn check(file: &str, references: &References<'_>) -> Result<()> {
    let checks = Checks { file, references };
    let mut identifiers = BTreeMap::new();
    for at in 0..checks.places().list().len() {
        let Some(place) = checks.places().get(at) else { continue };
        match place.kind {
            Kind::PathItem => checks.path_item(at, place)?,
            Kind::Operation => {
                checks.identifier(at, place, &mut identifiers)?;
                checks.responses(at, place)?;
                checks.security(at, place)?;
            }
            Kind::Document => checks.security(at, place)?,
            Kind::Parameter | Kind::SecurityScheme => checks.header_name(at, place)?,
            Kind::MediaType => checks.media_type(at, place)?,
            Kind::Header => checks.response_header(at, place)?,
            _ => {}
        }
    }
    Ok(())
}

struct Checks<'c, 'd> {
    file: &'c str,
    references: &'c References<'d>,
}

/// The number of a parameter's place, and the parameter itself with references followed.
type Declared<'c, 'd> = (usize, &'c Place<'d>);

impl<'c, 'd> Checks<'c, 'd> {
    fn places(&self) -> &'c Places<'d> {
        &self.references.places
    }

    fn refuse<T>(&self, at: Pointer, problem: impl Into<String>, remedy: impl Into<String>) -> Result<T> {
        Err(Diagnostic::at(self.file, at, problem, remedy))
    }

    fn identifier(&self, at: usize, place: &Place<'d>, seen: &mut BTreeMap<&'d str, usize>) -> Result<()> {
        let Some(id) = place.text("operationId") else { return Ok(()) };
        let Some(first) = seen.insert(id, at) else { return Ok(()) };
        let (first, second) = (self.places().pointer(first), self.places().pointer(at));
        self.refuse(
            second.join("operationId"),
            format!("the operationId `{id}` is also used by {first}"),
            "give each operation a different operationId",
        )
    }

    fn responses(&self, at: usize, place: &Place<'d>) -> Result<()> {
        let here = || self.places().pointer(at).join("responses");
        let Some(Value::Object(responses)) = place.field("responses") else {
            return self.refuse(
                self.places().pointer(at),
                "the operation has no `responses`",
                "add at least one",
            );
        };
        let mut statuses = responses.keys().filter(|status| !status.starts_with("x-")).peekable();
        if statuses.peek().is_none() {
            return self.refuse(here(), "the operation has no responses", "add at least one");
        }
        for status in statuses {
            if !is_status(status) {
                return self.refuse(
                    here().join(status),
                    format!("`{status}` is not a status"),
                    "write three digits from 100 to 599, `1XX` to `5XX`, or `default`",
                );
            }
        }
        Ok(())
    }

    /// Without this check, a requirement that names an unknown scheme would silently be ignored.
    fn security(&self, at: usize, place: &Place<'d>) -> Result<()> {
        let requirements = place.field("security").and_then(Value::as_array).into_iter().flatten();
        let schemes = self.places().value(&Pointer::root().join("components").join("securitySchemes"));
        let declared = schemes.and_then(Value::as_object);
        for (index, requirement) in requirements.enumerate() {
            for scheme in requirement.as_object().into_iter().flatten().map(|(scheme, _)| scheme) {
                if declared.is_some_and(|declared| declared.contains_key(scheme)) {
                    continue;
                }
                let known = declared.into_iter().flatten().map(|(name, _)| name.as_str());
                let near = suggest::did_you_mean(scheme, known);
                return self.refuse(
                    self.places().pointer(at).join("security").join(index).join(scheme),
                    format!("there is no security scheme `{scheme}`"),
                    format!("{near}declare it in `components`, or remove it here"),
                );
            }
        }
        Ok(())
    }

    fn path_item(&self, at: usize, place: &Place<'d>) -> Result<()> {
        let shared = self.parameters(at)?;
        let operations: Vec<usize> =
            self.places().children(at).filter(|child| self.is(*child, Kind::Operation)).collect();
        let own: Vec<_> =
            operations.iter().map(|operation| self.parameters(*operation)).collect::<Result<_>>()?;
        // In `paths` the key is a path template; in a callback it is an expression.
        let Some(path) = place.key().filter(|_| place.field == "paths") else { return Ok(()) };
        let wanted = path_template::parameters(path).or_else(|problem| {
            self.refuse(
                self.places().pointer(at),
                problem,
                "correct the path; a parameter is written `{name}`",
            )
        })?;
        for (operation, own) in operations.iter().zip(&own) {
            self.path_parameters(*operation, &wanted, &shared, own)?;
        }
        Ok(())
    }

    /// Checks that each parameter in the path is declared, and that each declared path parameter is in the path.
    fn path_parameters(
        &self,
        operation: usize,
        wanted: &[&str],
        shared: &[Declared<'c, 'd>],
        own: &[Declared<'c, 'd>],
    ) -> Result<()> {
        let declared = || own.iter().chain(shared).filter(|(_, place)| place.text("in") == Some("path"));
        let names = || declared().filter_map(|(_, place)| place.text("name"));
        for name in wanted {
            if !names().any(|declared| declared == *name) {
                let near = suggest::did_you_mean(name, names().filter(|declared| !wanted.contains(declared)));
                return self.refuse(
                    self.places().pointer(operation),
                    format!("the path has the parameter `{name}`, which the operation does not declare"),
                    format!("{near}add a parameter with `name: {name}`, `in: path` and `required: true`"),
                );
            }
        }
        for (at, place) in declared() {
            let name = place.text("name").unwrap_or_default();
            if !wanted.contains(&name) {
                return self.refuse(
                    self.places().pointer(*at),
                    format!("the path parameter `{name}` is not in the path"),
                    format!("write `{{{name}}}` in the path, or remove the parameter"),
                );
            }
        }
        Ok(())
    }

    /// The parameters that an operation or a path item declares, each checked.
    fn parameters(&self, at: usize) -> Result<Vec<Declared<'c, 'd>>> {
        let mut seen: BTreeMap<(&str, &str), usize> = BTreeMap::new();
        let mut declared = Vec::new();
        for at in self.places().children(at).filter(|child| self.is(*child, Kind::Parameter)) {
            let Some(place) = self.references.object(at) else { continue };
            let (Some(name), Some(location)) = (place.text("name"), place.text("in")) else { continue };
            if let Some(first) = seen.insert((name, location), at) {
                return self.refuse(
                    self.places().pointer(at),
                    format!(
                        "the {location} parameter `{name}` is also declared at {}",
                        self.places().pointer(first)
                    ),
                    "remove one of the two",
                );
            }
            if name.is_empty() {
                return self.refuse(
                    self.places().pointer(at),
                    "the parameter's name is empty",
                    "give it a name",
                );
            }
            if location == "path" && place.field("required") != Some(&Value::Bool(true)) {
                return self.refuse(
                    self.places().pointer(at),
                    format!("the path parameter `{name}` is not required"),
                    "add `required: true`; no segment of a path can be left out",
                );
            }
            declared.push((at, place));
        }
        if let Some((at, _)) = declared.get(MAX_PARAMETERS) {
            return self.refuse(
                self.places().pointer(*at),
                format!("more than {MAX_PARAMETERS} parameters are declared here"),
                "leave the operation out with `[selection]`",
            );
        }
        Ok(declared)
    }

    fn header_name(&self, at: usize, place: &Place<'d>) -> Result<()> {
        match (place.text("in"), place.text("name")) {
            // A cookie is sent in a header.
            (Some("header" | "cookie"), Some(name)) if !is_token(name) => {
                self.refuse(self.places().pointer(at).join("name"), not_a_header(name), HEADER_REMEDY)
            }
            _ => Ok(()),
        }
    }

    fn response_header(&self, at: usize, place: &Place<'d>) -> Result<()> {
        let is_component = self.places().component(at).is_some_and(|(component, ..)| component == at);
        match place.key().filter(|name| !is_component && !is_token(name)) {
            Some(name) => self.refuse(self.places().pointer(at), not_a_header(name), HEADER_REMEDY),
            None => Ok(()),
        }
    }

    fn media_type(&self, at: usize, place: &Place<'d>) -> Result<()> {
        match place.key().filter(|name| !is_media_type(name)) {
            Some(name) => self.refuse(
                self.places().pointer(at),
                format!("{name:?} is not a media type"),
                "write a type and a subtype, such as `application/json`",
            ),
            None => Ok(()),
        }
    }

    fn is(&self, at: usize, kind: Kind) -> bool {
        self.places().get(at).is_some_and(|place| place.kind == kind)
    }
}

const HEADER_REMEDY: &str = "use only letters, digits and hyphens";

fn not_a_header(name: &str) -> String {
    format!("{name:?} cannot be the name of a header")
}

/// Whether this is a status code, a range of them as `normalise.rs` spells it, or `default`.
fn is_status(status: &str) -> bool {
    match status.as_bytes() {
        b"default" => true,
        [b'1'..=b'5', rest @ ..] => rest == b"XX" || (rest.len() == 2 && rest.iter().all(u8::is_ascii_digit)),
        _ => false,
    }
}

/// Whether this is a token (RFC 9110, 5.6.2): header names and the parts of media types are tokens.
fn is_token(text: &str) -> bool {
    let is_good = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
    !text.is_empty() && text.bytes().all(is_good)
}

/// Whether this is a media type or a range of them, with or without parameters: `text/plain; charset=utf-8`, `image/*`.
/// A word without a slash is accepted, because Cloudflare's document has a response of type `string`.
fn is_media_type(text: &str) -> bool {
    let mut parts = text.split(';');
    let essence = parts.next().unwrap_or_default().trim();
    let is_type = match essence.split_once('/') {
        Some((kind, subtype)) => is_token(kind) && is_token(subtype),
        None => is_token(essence),
    };
    let is_parameter = |part: &str| {
        part.trim().split_once('=').is_some_and(|(name, value)| {
            let quoted = value.strip_prefix('"').and_then(|value| value.strip_suffix('"'));
            is_token(name) && is_token(quoted.unwrap_or(value))
        })
    };
    is_type && parts.all(is_parameter)
}
