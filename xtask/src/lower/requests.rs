//! The operations as the document has them: each with the nodes of its schemas.

use super::annotations;
use super::bodies::{Answers, is_json};
use super::graph::{FieldShape, NodeId};
use super::inline_schemas::Collector;
use crate::diagnostic::{Diagnostic, Result};
use crate::document::{Document, pointer};
use crate::model::{Docs, FormEncoding, Omission, Place, Style};
use openapiv3::{
    Components, Content, MediaType, Operation, Parameter, ParameterData, ParameterSchemaOrContent, PathItem,
    PathStyle, QueryStyle, ReferenceOr, Server,
};
use std::collections::{BTreeMap, BTreeSet};

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
    /// The media types of success, where they are not just JSON.
    pub(super) accept: Option<String>,
    /// Whether there is an answer of success that holds nothing, beside the one that holds something.
    pub(super) success_may_be_empty: bool,
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
    pub(super) style: Style,
    pub(super) explode: bool,
    /// Whether it is described by a media type, which is JSON.
    pub(super) is_json: bool,
}

/// A request's body.
pub(super) struct RawBody {
    pub(super) content: RawContent,
    pub(super) required: bool,
    /// Whether the document says in so many words that it is not required.
    pub(super) may_be_left_out: bool,
}

/// What stands in a body.
pub(super) enum RawContent {
    /// JSON of a schema, and its media type as the document spells it.
    Json {
        node: NodeId,
        media_type: String,
    },
    Form(RawForm),
    /// Bytes of a media type.
    Raw(String),
    Nothing,
}

/// A form: its schema, its fields once they are found, and how they are written where the document says so.
pub(super) struct RawForm {
    /// Its media type, as the document spells it.
    pub(super) media_type: String,
    pub(super) encoding: FormEncoding,
    pub(super) node: NodeId,
    pub(super) fields: Vec<FieldShape>,
    pub(super) encodings: BTreeMap<String, FieldEncoding>,
    /// The fields that the caller writes: what is described as objects, and is sent as something else than JSON.
    pub(super) written: BTreeSet<String>,
}

/// How a field of a form is written.
pub(super) struct FieldEncoding {
    pub(super) content_type: Option<String>,
    pub(super) style: Style,
    pub(super) explode: bool,
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
            let of_item = format!("/paths/{}", pointer::escape(path));
            let at = format!("{of_item}/{method}");
            let mut reader = Reader { document, collector, operation: &at, has_untyped_body: false };
            reader.report_servers(&item.servers, &of_item);
            reader.report_servers(&operation.servers, &at);
            operations.push(reader.operation(path, method, item, operation)?);
        }
    }
    operations.sort_by_key(|operation| {
        (operation.path.matches('/').count(), operation.path.clone(), operation.method.clone())
    });
    Ok(operations)
}

/// Reads one operation.
pub(super) struct Reader<'a, 'd> {
    pub(super) document: &'d Document,
    pub(super) collector: &'a mut Collector<'d>,
    /// The pointer of the operation.
    pub(super) operation: &'a str,
    pub(super) has_untyped_body: bool,
}

impl<'d> Reader<'_, 'd> {
    /// The address is the client's, which has one for all operations.
    fn report_servers(&mut self, servers: &[Server], at: &str) {
        let called = self.document.openapi.servers.first();
        if servers.first().is_some_and(|server| called.is_none_or(|called| called.url != server.url)) {
            self.omit(&format!("{at}/servers"), "the address of the client is called, as for all operations");
        }
    }

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
        let Answers { success, accept, may_be_empty: success_may_be_empty, errors } =
            self.responses(operation)?;
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
            accept,
            success_may_be_empty,
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
                let read = self.parameter(parameter, &place)?;
                let known = |other: &RawParameter| other.name == read.name && other.place == read.place;
                if !parameters.iter().any(known) {
                    parameters.push(read);
                }
            }
        }
        parameters.sort_by_key(|parameter| match parameter.place {
            Place::Path => path.find(&format!("{{{}}}", parameter.name)).unwrap_or(usize::MAX - 1),
            Place::Query | Place::Header | Place::Cookie => usize::MAX,
        });
        Ok(parameters)
    }

    fn parameter(&mut self, parameter: &'d Parameter, place: &str) -> Result<RawParameter> {
        let (data, kind, style): (&ParameterData, Place, Style) = match parameter {
            Parameter::Path { parameter_data, style } => (parameter_data, Place::Path, path_style(style)),
            Parameter::Query { parameter_data, style, allow_reserved, .. } => {
                if *allow_reserved {
                    self.omit(
                        &format!("{place}/allowReserved"),
                        "reserved characters are encoded like all others",
                    );
                }
                (parameter_data, Place::Query, query_style(style))
            }
            Parameter::Header { parameter_data, .. } => (parameter_data, Place::Header, Style::Simple),
            Parameter::Cookie { parameter_data, .. } => (parameter_data, Place::Cookie, Style::Form),
        };
        if kind == Place::Header && !super::security::is_header_name(&data.name) {
            return Err(Diagnostic::at(
                &self.document.file,
                format!("{place}/name"),
                "HTTP allows no header of this name",
                "correct the name in the document, or with an overlay",
            ));
        }
        let (node, is_json) = match &data.format {
            ParameterSchemaOrContent::Schema(schema) => {
                (Some(self.collector.schema(schema, &format!("{place}/schema"))?), false)
            }
            ParameterSchemaOrContent::Content(content) => self.parameter_content(content, place)?,
        };
        let default = match &data.format {
            ParameterSchemaOrContent::Schema(ReferenceOr::Item(schema)) => annotations::default(schema),
            _ => None,
        };
        let text = annotations::paragraphs([data.description.clone(), default]);
        let docs = Docs { text, deprecated: data.deprecated.unwrap_or_default() };
        Ok(RawParameter {
            name: data.name.clone(),
            docs,
            place: kind,
            required: data.required,
            node,
            pointer: place.to_owned(),
            style,
            // Whoever says nothing means this, by the specification.
            explode: data.explode.unwrap_or(style == Style::Form),
            is_json,
        })
    }

    /// The schema of a parameter that is described by a media type, which only JSON can be sent as.
    fn parameter_content(&mut self, content: &'d Content, place: &str) -> Result<(Option<NodeId>, bool)> {
        match content.first() {
            Some((key, MediaType { schema: Some(schema), .. })) if is_json(key) => {
                let place = format!("{place}/content/{}/schema", pointer::escape(key));
                Ok((Some(self.collector.schema(schema, &place)?), true))
            }
            _ => {
                self.omit(place, "the parameter is described by a media type: it is passed as text");
                Ok((None, false))
            }
        }
    }

    /// What a reference leads to, and its place.
    pub(super) fn resolve<T>(
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

    pub(super) fn omit(&mut self, pointer: &str, reason: &str) {
        self.collector.omissions.push(Omission { pointer: pointer.to_owned(), reason: reason.to_owned() });
    }
}

fn path_style(style: &PathStyle) -> Style {
    match style {
        PathStyle::Matrix => Style::Matrix,
        PathStyle::Label => Style::Label,
        PathStyle::Simple => Style::Simple,
    }
}

/// The style of a query parameter, or of a field of a form.
pub(super) fn query_style(style: &QueryStyle) -> Style {
    match style {
        QueryStyle::Form => Style::Form,
        QueryStyle::SpaceDelimited => Style::SpaceDelimited,
        QueryStyle::PipeDelimited => Style::PipeDelimited,
        QueryStyle::DeepObject => Style::DeepObject,
    }
}
