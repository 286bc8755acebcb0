//! The operations as the document has them: each with the nodes of its schemas.

use super::graph::NodeId;
use super::inline_schemas::Collector;
use crate::diagnostic::{Diagnostic, Result};
use crate::document::{Document, pointer};
use crate::model::{Docs, Omission, Place};
use openapiv3::{
    AnySchema, Components, MediaType, Operation, Parameter, ParameterData, ParameterSchemaOrContent,
    PathItem, ReferenceOr, RequestBody, SchemaKind, Type,
};

/// An operation and the nodes of its schemas.
pub(super) struct RawOperation {
    pub(super) id: String,
    pub(super) pointer: String,
    pub(super) method: String,
    pub(super) path: String,
    pub(super) docs: Docs,
    pub(super) tag: Option<String>,
    pub(super) parameters: Vec<RawParameter>,
    pub(super) body: Option<RawBody>,
    pub(super) success: RawContent,
    pub(super) errors: Vec<RawError>,
    /// Whether a body is described, and is not typed as it is described.
    pub(super) has_untyped_body: bool,
}

/// The status of a failure and the node of its body.
pub(super) type RawError = (String, Option<NodeId>);

/// A parameter and the node of its schema.
pub(super) struct RawParameter {
    pub(super) name: String,
    pub(super) docs: Docs,
    pub(super) place: Place,
    pub(super) required: bool,
    pub(super) node: Option<NodeId>,
    pub(super) pointer: String,
}

/// A request's body.
pub(super) struct RawBody {
    pub(super) content: RawContent,
    pub(super) required: bool,
}

/// What stands in a body.
pub(super) enum RawContent {
    Json(NodeId),
    Raw(String),
    Nothing,
}

/// All operations, by the number of segments of their path, then by path, then by method.
pub(super) fn collect<'d>(
    document: &'d Document,
    collector: &mut Collector<'d>,
) -> Result<Vec<RawOperation>> {
    let mut operations = Vec::new();
    for (path, item) in document.openapi.paths.iter() {
        let ReferenceOr::Item(item) = item else { continue };
        for (method, operation) in item.iter() {
            let at = format!("/paths/{}/{method}", pointer::escape(path));
            let mut reader = Reader { document, collector, operation: &at, has_untyped_body: false };
            operations.push(reader.operation(path, method, item, operation)?);
        }
    }
    operations.sort_by_key(|operation| {
        (operation.path.matches('/').count(), operation.path.clone(), operation.method.clone())
    });
    Ok(operations)
}

struct Reader<'a, 'd> {
    document: &'d Document,
    collector: &'a mut Collector<'d>,
    /// The pointer of the operation.
    operation: &'a str,
    has_untyped_body: bool,
}

impl<'d> Reader<'_, 'd> {
    fn operation(
        &mut self,
        path: &str,
        method: &str,
        item: &'d PathItem,
        operation: &'d Operation,
    ) -> Result<RawOperation> {
        let id = operation.operation_id.clone().unwrap_or_else(|| format!("{method} {path}"));
        let text = match (&operation.summary, &operation.description) {
            (Some(summary), Some(description)) if summary != description => {
                format!("{summary}\n\n{description}")
            }
            (Some(text), _) | (None, Some(text)) => text.clone(),
            (None, None) => String::new(),
        };
        let body = match &operation.request_body {
            Some(body) => Some(self.body(body)?),
            None => None,
        };
        let (success, errors) = self.responses(operation)?;
        Ok(RawOperation {
            id,
            pointer: self.operation.to_owned(),
            method: method.to_ascii_uppercase(),
            path: path.to_owned(),
            docs: Docs { text, deprecated: operation.deprecated },
            tag: operation.tags.first().cloned(),
            parameters: self.parameters(path, item, operation)?,
            body,
            success,
            errors,
            has_untyped_body: self.has_untyped_body,
        })
    }

    /// The parameters of the path item and of the operation, which overrides them; those of the path in its order.
    fn parameters(
        &mut self,
        path: &str,
        item: &'d PathItem,
        operation: &'d Operation,
    ) -> Result<Vec<RawParameter>> {
        let item_at = self.operation.rsplit_once('/').map_or("", |(item, _)| item).to_owned();
        let own_at = self.operation.to_owned();
        let mut parameters: Vec<RawParameter> = Vec::new();
        for (list, at) in [(&operation.parameters, own_at), (&item.parameters, item_at)] {
            for (index, parameter) in list.iter().enumerate() {
                let place = format!("{at}/parameters/{index}");
                let (parameter, place) =
                    self.resolve(parameter, &place, |components, key| components.parameters.get(key))?;
                let Some(read) = self.parameter(parameter, &place)? else { continue };
                let known = |other: &RawParameter| other.name == read.name && other.place == read.place;
                if !parameters.iter().any(known) {
                    parameters.push(read);
                }
            }
        }
        parameters.sort_by_key(|parameter| match parameter.place {
            Place::Path => path.find(&format!("{{{}}}", parameter.name)).unwrap_or(usize::MAX - 1),
            Place::Query | Place::Header => usize::MAX,
        });
        Ok(parameters)
    }

    fn parameter(&mut self, parameter: &'d Parameter, place: &str) -> Result<Option<RawParameter>> {
        let (data, kind): (&ParameterData, Place) = match parameter {
            Parameter::Path { parameter_data, .. } => (parameter_data, Place::Path),
            Parameter::Query { parameter_data, .. } => (parameter_data, Place::Query),
            Parameter::Header { parameter_data, .. } => (parameter_data, Place::Header),
            Parameter::Cookie { .. } => {
                self.omit(place, "parameters in cookies are not sent");
                return Ok(None);
            }
        };
        if kind == Place::Header && !super::security::is_header_name(&data.name) {
            return Err(Diagnostic::at(
                &self.document.file,
                format!("{place}/name"),
                "HTTP allows no header of this name",
                "correct the name in the document, or with an overlay",
            ));
        }
        let node = match &data.format {
            ParameterSchemaOrContent::Schema(schema) => {
                Some(self.collector.schema(schema, &format!("{place}/schema"))?)
            }
            ParameterSchemaOrContent::Content(_) => {
                self.omit(place, "the parameter is described by a media type: it is passed as text");
                None
            }
        };
        let docs = Docs {
            text: data.description.clone().unwrap_or_default(),
            deprecated: data.deprecated.unwrap_or_default(),
        };
        Ok(Some(RawParameter {
            name: data.name.clone(),
            docs,
            place: kind,
            required: data.required,
            node,
            pointer: place.to_owned(),
        }))
    }

    fn body(&mut self, body: &'d ReferenceOr<RequestBody>) -> Result<RawBody> {
        let place = format!("{}/requestBody", self.operation);
        let (body, place) =
            self.resolve(body, &place, |components, key| components.request_bodies.get(key))?;
        let content = self.content(&body.content, &place)?;
        Ok(RawBody { content, required: body.required })
    }

    /// What success answers, and what failure does. Of several successes the first with JSON counts.
    fn responses(&mut self, operation: &'d Operation) -> Result<(RawContent, Vec<RawError>)> {
        let mut success: Option<RawContent> = None;
        let mut errors = Vec::new();
        let listed =
            operation.responses.responses.iter().map(|(status, response)| (status.to_string(), response));
        let default = operation.responses.default.iter().map(|response| ("default".to_owned(), response));
        for (status, response) in listed.chain(default) {
            let place = format!("{}/responses/{status}", self.operation);
            let (response, place) =
                self.resolve(response, &place, |components, key| components.responses.get(key))?;
            let content = self.content(&response.content, &place)?;
            if status.starts_with('2') || (status == "default" && success.is_none()) {
                success = Some(self.better(success, content, &place));
            } else {
                let node = if let RawContent::Json(node) = content { Some(node) } else { None };
                errors.push((status, node));
            }
        }
        Ok((success.unwrap_or(RawContent::Nothing), errors))
    }

    fn better(&mut self, known: Option<RawContent>, new: RawContent, place: &str) -> RawContent {
        match (known, new) {
            (None | Some(RawContent::Nothing), new) => new,
            (Some(known), RawContent::Nothing) => known,
            (Some(RawContent::Raw(_)), new @ RawContent::Json(_)) => new,
            (Some(known), _) => {
                self.omit(
                    place,
                    "the operation has several answers of success: this one is read as the first",
                );
                known
            }
        }
    }

    /// The schema of the JSON among a body's media types, or else the first of them.
    fn content(&mut self, content: &'d openapiv3::Content, place: &str) -> Result<RawContent> {
        let media_type_at = |key: &str| format!("{place}/content/{}", pointer::escape(key));
        let found = content
            .iter()
            .find(|(key, _)| is_json(key))
            .or_else(|| content.iter().find(|(key, _)| key.ends_with("+json")));
        for (key, _) in content.iter().filter(|(key, _)| found.is_some_and(|(known, _)| known != *key)) {
            self.omit(&media_type_at(key), "the operation also has JSON, which is what is sent and read");
        }
        match (found, content.first()) {
            (Some((key, MediaType { schema: Some(schema), .. })), _) => Ok(RawContent::Json(
                self.collector.schema(schema, &format!("{}/schema", media_type_at(key)))?,
            )),
            // JSON of which nothing is said is any JSON value.
            (Some((key, _)), _) => {
                Ok(RawContent::Json(self.collector.any(&format!("{}/schema", media_type_at(key)))))
            }
            (None, Some((key, media_type))) => {
                if !self.is_bytes(media_type, &media_type_at(key))? {
                    self.omit(&media_type_at(key), "the body is passed as bytes");
                    self.has_untyped_body = true;
                }
                Ok(RawContent::Raw(key.clone()))
            }
            (None, None) => Ok(RawContent::Nothing),
        }
    }

    /// Whether bytes are all that a body of a media type other than JSON is said to be: text, or a file.
    fn is_bytes(&self, media_type: &'d MediaType, place: &str) -> Result<bool> {
        let Some(schema) = &media_type.schema else { return Ok(true) };
        let (schema, _) = self.resolve(schema, place, |components, key| components.schemas.get(key))?;
        Ok(match &schema.schema_kind {
            SchemaKind::Type(Type::String(_)) => true,
            SchemaKind::Any(any) => *any == AnySchema::default(),
            _ => false,
        })
    }

    /// What a reference leads to, and its place.
    fn resolve<T>(
        &self,
        reference: &'d ReferenceOr<T>,
        place: &str,
        lookup: impl Fn(&'d Components, &str) -> Option<&'d ReferenceOr<T>>,
    ) -> Result<(&'d T, String)> {
        let (mut at, mut next) = (place.to_owned(), reference);
        // As many steps as anyone writes; the document's references were checked when it was read.
        for _ in 0..64 {
            match next {
                ReferenceOr::Item(item) => return Ok((item, at)),
                ReferenceOr::Reference { reference } => {
                    let components = self.document.openapi.components.as_ref();
                    let key = reference.rsplit('/').next().map(pointer::unescape).unwrap_or_default();
                    let Some(target) = components.and_then(|components| lookup(components, &key)) else {
                        break;
                    };
                    at = reference.trim_start_matches('#').to_owned();
                    next = target;
                }
            }
        }
        Err(Diagnostic::at(
            &self.document.file,
            place,
            "the reference leads nowhere",
            "point it at a component of the document of the kind that belongs here",
        ))
    }

    fn omit(&mut self, pointer: &str, reason: &str) {
        self.collector.omissions.push(Omission { pointer: pointer.to_owned(), reason: reason.to_owned() });
    }
}

fn is_json(media_type: &str) -> bool {
    let essence = media_type.split(';').next().unwrap_or_default().trim();
    essence.eq_ignore_ascii_case("application/json")
}
