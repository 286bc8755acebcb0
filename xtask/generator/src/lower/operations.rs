//! The groups of operations, with their arguments and answers.

use super::answer_headers;
use super::forms;
use super::group_docs;
use super::input::Input;
use super::media_types::{is_json, is_sendable};
use super::next_pages;
use super::pages;
use super::parameters::parameters;
use super::placed_operation::Placed;
use super::raw_operation::{RawAlternative, RawBody, RawContent};
use super::security::OwnSets;
use super::stream_items;
use super::types::Types;
use crate::config::GroupConfig;
use crate::diagnostic::Result;
use crate::document::path_template;
use crate::model::{
    Body, BodyKind, Docs, ErrorAnswer, Group, Opening, Operation, Parameter, Place, SentItems, Streamed,
    Success, SuccessForm, TypeRef,
};

/// The groups with their operations. `placed` is ordered by group, and `security` is what each of it needs.
pub(super) fn groups(
    input: Input<'_>,
    types: Types<'_>,
    placed: &[Placed],
    security: Vec<OwnSets>,
) -> Result<Vec<Group>> {
    let (mut groups, mut security) = (Vec::new(), security.into_iter());
    for of_group in placed.chunk_by(|one, other| one.group == other.group) {
        let Some(first) = of_group.first() else { continue };
        let operations: Vec<Operation> = of_group
            .iter()
            .map(|placed| operation(input, types, placed, security.next().flatten()))
            .collect::<Result<_>>()?;
        let configured = input.config.groups.get(first.group.as_str());
        let parameters = match configured {
            Some(configured) => bound_parameters(input, first, configured, &operations)?,
            None => Vec::new(),
        };
        let docs = match configured.and_then(|group| group.description.clone()) {
            Some(text) => Docs { text, ..Docs::default() },
            None => first.raw.tag.as_deref().map(|tag| group_docs::of_tag(input, tag)).unwrap_or_default(),
        };
        groups.push(Group {
            accessor: first.group.clone(),
            type_name: first.group_type.clone(),
            docs,
            parameters,
            operations,
        });
    }
    Ok(groups)
}

/// The path parameters that the accessor of a group takes.
fn bound_parameters(
    input: Input<'_>,
    placed: &Placed,
    configured: &GroupConfig,
    operations: &[Operation],
) -> Result<Vec<Parameter>> {
    let mut parameters = Vec::new();
    for wanted in &configured.parameters {
        let is_wanted =
            |parameter: &&Parameter| parameter.place == Place::Path && parameter.parameter == *wanted;
        let mut bound = None;
        for operation in operations {
            bound = operation.parameters.iter().find(is_wanted);
            if bound.is_none() {
                return Err(input.config_error(
                    format!("/groups/{}/parameters", placed.group),
                    format!("the path of the operation `{}` has no parameter `{wanted}`", operation.id),
                    "list only parameters that the paths of all operations of the group have",
                ));
            }
        }
        parameters.extend(bound.cloned());
    }
    Ok(parameters)
}

fn operation(input: Input<'_>, types: Types<'_>, placed: &Placed, security: OwnSets) -> Result<Operation> {
    let Placed { raw, value, .. } = placed;
    // A fragment only tells operations apart.
    let (path, query, _) = path_template::split(&raw.path);
    let type_ref = |node: &Option<_>| node.map(|node| types.type_ref(node));
    let pages = input.config.pages.as_ref();
    let streamed = streamed(input, types, placed);
    let may_be_empty = raw.answers.may_be_empty && (value.is_some() || !placed.alternatives.is_empty());
    let page = value
        .zip(pages)
        .filter(|_| streamed.is_none() && !may_be_empty)
        .and_then(|(value, names)| pages::recognise(types.graph, value, names));
    let may_be_a_page = streamed.is_none() && page.is_none() && !may_be_empty;
    let next_page = value
        .filter(|_| may_be_a_page)
        .and_then(|value| next_pages::find(types.graph, raw, value, &input.config.next_pages));
    let is_paged = page.is_some() || next_page.is_some();
    Ok(Operation {
        id: raw.id.clone(),
        pointer: raw.pointer.clone(),
        name: placed.name.clone(),
        docs: raw.docs.clone(),
        permissions: raw.permissions.clone(),
        security,
        method: raw.method.clone(),
        request_type: raw.request_type.clone(),
        path: path.to_owned(),
        server: raw.server.clone(),
        server_choice: None,
        query: query.map(str::to_owned),
        page: page.clone(),
        next_page: next_page.clone(),
        parameters: parameters(input, types, placed)?,
        body: raw.body.as_ref().and_then(|raw| body(types, placed, raw)),
        accept: raw.answers.accept.clone(),
        success: Success {
            opening: placed.opening,
            type_ref: type_ref(value),
            streamed: streamed.clone(),
            forms: forms(types, placed),
            may_be_empty,
            is_redirect: raw.answers.is_redirect,
            may_be_unchanged: raw.answers.may_be_unchanged && !is_paged && streamed.is_none(),
        },
        headers: answer_headers::headers(types, &placed.key(), &raw.answers.headers),
        errors: raw
            .answers
            .errors
            .iter()
            .map(|(status, node)| ErrorAnswer { status: status.clone(), type_ref: type_ref(node) })
            .collect(),
    })
}

/// The forms of the answer, where it has several.
fn forms(types: Types<'_>, placed: &Placed) -> Vec<SuccessForm> {
    let RawContent::OneOf(forms) = &placed.raw.answers.success else { return Vec::new() };
    let opened = forms.iter().zip(&placed.alternatives);
    let form = |(form, (opening, node)): (&RawAlternative, &(Opening, Option<_>))| SuccessForm {
        statuses: form.statuses.clone(),
        media_types: form.media_types.clone(),
        opening: *opening,
        type_ref: node.map(|node| types.type_ref(node)),
    };
    opened.map(form).collect()
}

/// How the answer is a stream, if it is one.
fn streamed(input: Input<'_>, types: Types<'_>, placed: &Placed) -> Option<Streamed> {
    let RawContent::Stream(stream) = &placed.raw.answers.success else { return None };
    let (_, reading) = stream_items::of(types.graph, stream);
    let is_alternative = placed.alternative_of.is_some();
    let done = input.config.operations.get(&placed.raw.id).and_then(|entry| entry.done.clone());
    Some(Streamed { framing: stream.framing, reading, done, is_alternative })
}

fn body(types: Types<'_>, placed: &Placed, raw: &RawBody) -> Option<Body> {
    let arguments = placed.arguments(types.graph).map(|node| types.type_ref(node));
    let kind = match (&raw.content, arguments) {
        (_, Some(TypeRef::Named(name))) => BodyKind::Arguments(name),
        (RawContent::Json { node, .. }, _) => BodyKind::Json(types.type_ref(*node)),
        (RawContent::Form(form), _) => BodyKind::Form(forms::form(form, &placed.key(), types)),
        (RawContent::Raw { media_type, .. }, _) => BodyKind::Raw(media_type.clone()),
        (RawContent::Stream(stream), _) => BodyKind::Items(SentItems {
            media_type: stream.media_type.clone(),
            framing: stream.framing,
            type_ref: stream.node.map_or(TypeRef::Any, |node| types.type_ref(node)),
        }),
        (RawContent::OneOf(_) | RawContent::Nothing, _) => return None,
    };
    let media_type = raw.content.json().and(raw.content.media_type());
    let sent =
        |media_type: &&str| !is_json(media_type) && is_sendable(media_type) && !media_type.contains('*');
    Some(Body { kind, media_type: media_type.filter(sent).map(str::to_owned), required: raw.required })
}
