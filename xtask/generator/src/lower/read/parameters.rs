//! Reads parameters.

use super::annotations;
use super::reader::Reader;
use crate::diagnostic::Result;
use crate::document::lift::beside;
use crate::document::pointer;
use crate::lower::graph::NodeId;
use crate::lower::header_names::is_header_name;
use crate::lower::media_types::is_json;
use crate::lower::raw_operation::RawParameter;

use crate::model::{Docs, Place, Style};
use openapiv3::{
    Content, MediaType, Parameter, ParameterData, ParameterSchemaOrContent, PathStyle, QueryStyle,
    ReferenceOr,
};

impl<'d> Reader<'d> {
    /// The parameters of an operation and of its path item; each list comes with the pointer of what it belongs to. The
    /// operation's come first, as they override the others. Parameters of the path are put in the order of the path.
    pub(super) fn parameters(
        &mut self,
        path: &str,
        lists: [(&'d [ReferenceOr<Parameter>], &str); 2],
    ) -> Result<Vec<RawParameter>> {
        let mut parameters: Vec<RawParameter> = Vec::new();
        for (list, at) in lists {
            for (index, parameter) in list.iter().enumerate() {
                let place = format!("{at}/parameters/{index}");
                let (parameter, place) =
                    self.resolve(parameter, &place, |components, key| components.parameters.get(key))?;
                if is_of_the_client(parameter) {
                    self.omit(&place, "OpenAPI ignores such a header: the client writes it itself");
                    continue;
                }
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
                    let at = format!("{place}/allowReserved");
                    self.omit(&at, "reserved characters are encoded like all others");
                }
                (parameter_data, Place::Query, query_style(style))
            }
            Parameter::Header { parameter_data, .. } => (parameter_data, Place::Header, Style::Simple),
            Parameter::Cookie { parameter_data, .. } => (parameter_data, Place::Cookie, Style::Form),
        };
        if kind == Place::Header && !is_header_name(&data.name) {
            return Err(self.document.error(
                &format!("{place}/name"),
                "HTTP allows no header of this name",
                "correct the name in the document, or with an overlay",
            ));
        }
        let (node, is_json) = match &data.format {
            ParameterSchemaOrContent::Schema(schema) => {
                (Some(self.schema(schema, &format!("{place}/schema"))?), false)
            }
            ParameterSchemaOrContent::Content(content) => self.parameter_content(content, place)?,
        };
        let facts = match &data.format {
            ParameterSchemaOrContent::Schema(ReferenceOr::Item(schema)) => annotations::facts(schema),
            _ => String::new(),
        };
        let text = data.description.clone().unwrap_or_default();
        let docs = Docs { text, facts, deprecated: data.deprecated.unwrap_or_default() };
        Ok(RawParameter {
            name: data.name.clone(),
            docs,
            place: kind,
            required: data.required,
            node,
            pointer: place.into(),
            style,
            // The default of the specification.
            explode: data.explode.unwrap_or(style == Style::Form),
            is_json,
            is_whole_query: beside::is_whole_query(|key| data.extensions.get(key)),
        })
    }

    /// The schema of a parameter that is described by a media type, and whether that is JSON. Others are sent as text.
    fn parameter_content(&mut self, content: &'d Content, place: &str) -> Result<(Option<NodeId>, bool)> {
        match content.first() {
            Some((key, MediaType { schema: Some(schema), .. })) if is_json(key) => {
                let place = format!("{place}/content/{}/schema", pointer::escape(key));
                Ok((Some(self.schema(schema, &place)?), true))
            }
            _ => {
                self.omit(place, "the parameter is described by a media type: it is passed as text");
                Ok((None, false))
            }
        }
    }
}

/// Whether a parameter is a header that the security schemes and the media types decide. OpenAPI ignores what is declared
/// of it.
fn is_of_the_client(parameter: &Parameter) -> bool {
    let Parameter::Header { parameter_data, .. } = parameter else { return false };
    ["accept", "authorization", "content-type"]
        .iter()
        .any(|name| parameter_data.name.eq_ignore_ascii_case(name))
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
