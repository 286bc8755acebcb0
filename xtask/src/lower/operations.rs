//! The last pass: operations with their names, arguments and answers, in their groups.

use super::graph::{FieldShape, Graph, NodeId, Shape};
use super::names::Root;
use super::raw_operation::{RawContent, RawOperation};
use super::types::Definitions;
use super::{envelopes, forms, http, pages, spelling};
use crate::config::{Config, GroupConfig};
use crate::diagnostic::{Diagnostic, Result};
use crate::document::Document;
use crate::model::{
    Body, BodyKind, Docs, ErrorAnswer, Group, Name, Opening, Operation, Page, PageQuery, Place, Role,
    Success, TypeRef,
};
use std::collections::BTreeMap;

/// What the client's own methods are called, and the module beside those of the groups.
const ACCESSORS_TAKEN: &[&str] = &["arguments", "base_url", "builder", "connection", "from_env", "prepare"];

/// What an operation is called, and in which group.
pub(super) struct Placed {
    pub(super) raw: RawOperation,
    pub(super) group: Name,
    pub(super) group_type: Name,
    pub(super) name: Name,
    pub(super) opening: Opening,
    /// The node of the value of success.
    pub(super) value: Option<NodeId>,
}

/// Gives every operation its group and its name.
pub(super) fn place(
    document: &Document,
    config: &Config,
    config_file: &str,
    graph: &Graph,
    raw: Vec<RawOperation>,
) -> Result<Vec<Placed>> {
    check_config(config, config_file, &raw)?;
    let mut by_group: BTreeMap<(Name, Name), Vec<RawOperation>> = BTreeMap::new();
    for operation in raw {
        let group = group_of(document, config, config_file, &operation)?;
        by_group.entry(group).or_default().push(operation);
    }
    let mut placed = Vec::new();
    for ((group, group_type), operations) in by_group {
        let names = method_names(document, config, config_file, &operations)?;
        for (raw, name) in operations.into_iter().zip(names) {
            let (opening, value) = match raw.answers.success {
                RawContent::Json { node, .. } => {
                    let (opening, value) = envelopes::open(graph, node, config.envelope.as_ref());
                    (opening, Some(value))
                }
                RawContent::Raw(ref media_type) if http::is_text(media_type) => (Opening::Text, None),
                RawContent::Raw(_) | RawContent::Form(_) => (Opening::Raw, None),
                RawContent::Nothing => (Opening::Nothing, None),
            };
            let (group, group_type) = (group.clone(), group_type.clone());
            placed.push(Placed { raw, group, group_type, name, opening, value });
        }
    }
    Ok(placed)
}

/// Configuration that names something absent is refused: it is a correction that no longer applies.
fn check_config(config: &Config, file: &str, raw: &[RawOperation]) -> Result<()> {
    let absent = |pointer: String, problem: String| {
        Err(Diagnostic::at(
            file,
            pointer,
            problem,
            "correct it, or remove it where the document no longer has it",
        ))
    };
    let has_id = |id: &&String| raw.iter().any(|operation| operation.id == **id);
    if let Some(id) = config.operations.keys().find(|id| !has_id(id)) {
        return absent(format!("/operations/{id}"), format!("no operation has the operationId `{id}`"));
    }
    let has_tag = |tag: &String| raw.iter().any(|operation| operation.tag.as_ref() == Some(tag));
    for (accessor, group) in &config.groups {
        if let Some(tag) = group.tags.iter().find(|tag| !has_tag(tag)) {
            return absent(format!("/groups/{accessor}/tags"), format!("no operation has the tag `{tag}`"));
        }
    }
    Ok(())
}

fn group_of(
    document: &Document,
    config: &Config,
    config_file: &str,
    operation: &RawOperation,
) -> Result<(Name, Name)> {
    let tag = operation.tag.as_deref();
    let configured = config
        .groups
        .iter()
        .find(|(_, group)| tag.is_some_and(|tag| group.tags.iter().any(|known| known == tag)));
    if let Some((accessor, GroupConfig { type_name, .. })) = configured {
        let accessor_name = Name::new(accessor, Role::Value).filter(|name| name.as_str() == accessor);
        let type_ident = Name::new(type_name, Role::Type).filter(|name| name.as_str() == type_name);
        return accessor_name.zip(type_ident).ok_or_else(|| {
            Diagnostic::at(
                config_file,
                format!("/groups/{accessor}"),
                format!("`{accessor}` and `{type_name}` cannot be the names of an accessor and its type"),
                "write the group's key in snake_case and its type in PascalCase",
            )
        });
    }
    let tag = tag.unwrap_or("untagged");
    let accessor = Name::module(tag).and_then(|name| match ACCESSORS_TAKEN.contains(&name.as_str()) {
        true => Name::module(&format!("{tag} group")),
        false => Some(name),
    });
    accessor.zip(Name::new(tag, Role::Type)).ok_or_else(|| {
        Diagnostic::at(
            &document.file,
            format!("{}/tags/0", operation.pointer),
            "the tag holds no letter and no digit, so no group can be named after it",
            "rename the tag with an overlay, or put its operations into a group in generator.toml",
        )
    })
}

fn method_names(
    document: &Document,
    config: &Config,
    config_file: &str,
    operations: &[RawOperation],
) -> Result<Vec<Name>> {
    let wanted: Vec<&str> = operations
        .iter()
        .map(|operation| config.operations.get(&operation.id).map_or(&*operation.id, |entry| &*entry.name))
        .collect();
    for (index, operation) in operations.iter().enumerate() {
        let twin =
            operations.iter().zip(&wanted).take(index).find(|(_, name)| Some(*name) == wanted.get(index));
        if let Some((twin, name)) = twin {
            return Err(Diagnostic::at(
                config_file,
                format!("/operations/{}/name", operation.id),
                format!("`{}` and `{}` are both called `{name}`", twin.id, operation.id),
                "give one of the two operations another name",
            ));
        }
    }
    // Most documents begin their operationIds with the tag, which the group says already.
    let short: Vec<&str> = operations
        .iter()
        .zip(&wanted)
        .map(|(operation, wanted)| {
            let is_configured = config.operations.contains_key(&operation.id);
            operation
                .tag
                .as_deref()
                .filter(|_| !is_configured)
                .map_or(*wanted, |tag| without_tag(wanted, tag))
        })
        .collect();
    let full = spelling::names(&wanted, Role::Value, &[]);
    spelling::names(&short, Role::Value, &[])
        .into_iter()
        .zip(full)
        .map(|(short, full)| short.or(full))
        .zip(operations)
        .map(|(name, operation)| {
            name.ok_or_else(|| {
                Diagnostic::at(
                    &document.file,
                    format!("{}/operationId", operation.pointer),
                    format!("no name in Rust tells the operation `{}` from another one", operation.id),
                    "name it in generator.toml under [operations]",
                )
            })
        })
        .collect()
}

/// An operationId without the words of the tag that it begins with; whole where nothing else is left.
fn without_tag<'i>(id: &'i str, tag: &str) -> &'i str {
    let mut rest = id;
    for word in tag.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()) {
        let trimmed = rest.trim_start_matches(|c: char| !c.is_ascii_alphanumeric());
        let begins = trimmed.get(..word.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(word));
        let Some(after) = trimmed.get(word.len()..).filter(|_| begins) else { return id };
        if after.starts_with(|c: char| c.is_ascii_alphanumeric()) {
            return id;
        }
        rest = after;
    }
    let rest = rest.trim_start_matches(|c: char| !c.is_ascii_alphanumeric());
    if rest.is_empty() { id } else { rest }
}

impl Placed {
    /// Where the walk over this operation's types begins: what its unnamed types are called after.
    pub(super) fn roots(&self) -> Vec<Root> {
        let mut roots = self.sent_roots();
        roots.append(&mut self.received_roots());
        roots
    }

    /// Those of the request.
    pub(super) fn sent_roots(&self) -> Vec<Root> {
        let base = self.group_type.followed_by(self.name.as_str());
        let mut roots = Vec::new();
        for parameter in &self.raw.parameters {
            roots.extend(parameter.node.map(|node| Root { node, name: base.followed_by(&parameter.name) }));
        }
        roots.append(&mut self.body_roots());
        roots
    }

    /// Those of the request's body.
    pub(super) fn body_roots(&self) -> Vec<Root> {
        let base = self.group_type.followed_by(self.name.as_str());
        let mut roots = Vec::new();
        match self.raw.body.as_ref().map(|body| &body.content) {
            Some(RawContent::Json { node, .. }) => {
                roots.push(Root { node: *node, name: base.followed_by("request") });
            }
            Some(RawContent::Form(form)) => {
                let named =
                    |field: &FieldShape| Root { node: field.node, name: base.followed_by(&field.property) };
                let typed = form.fields.iter().filter(|field| !form.written.contains(&field.property));
                roots.extend(typed.map(named));
            }
            Some(RawContent::Raw(_) | RawContent::Nothing) | None => {}
        }
        roots
    }

    /// Those of the answers.
    pub(super) fn received_roots(&self) -> Vec<Root> {
        let base = self.group_type.followed_by(self.name.as_str());
        let mut roots = Vec::new();
        roots.extend(self.value.map(|node| Root { node, name: base.followed_by("response") }));
        for (_, node) in &self.raw.answers.errors {
            roots.extend(node.map(|node| Root { node, name: base.followed_by("error") }));
        }
        roots
    }

    /// The node of a body whose properties are the arguments of the method.
    pub(super) fn arguments(&self, graph: &Graph) -> Option<NodeId> {
        match self.raw.body.as_ref()?.content {
            RawContent::Json { node, .. }
                if matches!(graph.shape(node), Shape::Object(_)) && !graph.is_nullable(node) =>
            {
                Some(node)
            }
            _ => None,
        }
    }

    fn operation(&self, config: &Config, types: &Definitions<'_>) -> Result<Operation> {
        let raw = &self.raw;
        let graph = types.graph;
        let arguments = self.arguments(graph).map(|node| types.type_ref(node));
        let body = raw.body.as_ref().and_then(|body| {
            let kind = match (&body.content, arguments) {
                (_, Some(TypeRef::Named(name))) => BodyKind::Arguments(name),
                (RawContent::Json { node, .. }, _) => BodyKind::Json(types.type_ref(*node)),
                (RawContent::Form(form), _) => BodyKind::Form(forms::form(form, types)),
                (RawContent::Raw(media_type), _) => BodyKind::Raw(media_type.clone()),
                (RawContent::Nothing, _) => return None,
            };
            Some(Body { kind, media_type: json_media_type(&body.content), required: body.required })
        });
        let parameters = self.parameters(types)?;
        Ok(Operation {
            id: raw.id.clone(),
            name: self.name.clone(),
            docs: raw.docs.clone(),
            method: raw.method.clone(),
            path: raw.path.clone(),
            page: self.page(config, types),
            parameters,
            body,
            accept: raw.answers.accept.clone(),
            success: Success {
                opening: self.opening,
                type_ref: self.value.map(|node| types.type_ref(node)),
                may_be_empty: raw.answers.may_be_empty && self.value.is_some(),
            },
            errors: raw
                .answers
                .errors
                .iter()
                .map(|(status, node)| ErrorAnswer {
                    status: status.clone(),
                    type_ref: node.map(|node| types.type_ref(node)),
                })
                .collect(),
        })
    }

    fn page(&self, config: &Config, types: &Definitions<'_>) -> Option<Page> {
        let names = config.pages.as_ref()?;
        let found = pages::recognise(types.graph, self.value?, names)?;
        Some(Page {
            container: found.container,
            items: found.items,
            number: names.page.clone(),
            size: names.per_page.clone(),
            query: PageQuery { number: names.page.clone(), size: names.per_page.clone() },
        })
    }
}

/// The media type that JSON is sent as, where that is not `application/json`.
fn json_media_type(content: &RawContent) -> Option<String> {
    match content {
        RawContent::Json { media_type, .. }
            if !http::is_json(media_type) && http::is_sendable(media_type) && !media_type.contains('*') =>
        {
            Some(media_type.clone())
        }
        _ => None,
    }
}

/// The groups with their operations.
pub(super) fn groups(
    config: &Config,
    config_file: &str,
    placed: &[Placed],
    types: &Definitions<'_>,
) -> Result<Vec<Group>> {
    let mut groups: Vec<Group> = Vec::new();
    for operation in placed {
        let lowered = operation.operation(config, types)?;
        match groups.iter_mut().find(|group| group.accessor == operation.group) {
            Some(group) => group.operations.push(lowered),
            None => {
                let configured = config.groups.get(operation.group.as_str());
                let text = configured.and_then(|group| group.description.clone());
                let text = text.or_else(|| operation.raw.tag.clone()).unwrap_or_default();
                groups.push(Group {
                    accessor: operation.group.clone(),
                    type_name: operation.group_type.clone(),
                    docs: Docs { text, deprecated: false },
                    parameters: Vec::new(),
                    operations: vec![lowered],
                });
            }
        }
    }
    for group in &mut groups {
        if let Some(configured) = config.groups.get(group.accessor.as_str()) {
            bind_parameters(group, configured, config_file)?;
        }
    }
    Ok(groups)
}

/// Moves the path parameters that the accessor takes from the operations to the group.
fn bind_parameters(group: &mut Group, configured: &GroupConfig, config_file: &str) -> Result<()> {
    for wanted in &configured.parameters {
        let mut bound = None;
        for operation in &group.operations {
            let found = operation
                .parameters
                .iter()
                .find(|parameter| parameter.place == Place::Path && parameter.parameter == *wanted);
            bound = Some(found.cloned().ok_or_else(|| {
                Diagnostic::at(
                    config_file,
                    format!("/groups/{}/parameters", group.accessor),
                    format!("the path of the operation `{}` has no parameter `{wanted}`", operation.id),
                    "list only parameters that the paths of all operations of the group have",
                )
            })?);
        }
        group.parameters.extend(bound);
    }
    Ok(())
}
