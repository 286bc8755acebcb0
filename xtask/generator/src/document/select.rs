//! Reduces a document to the selected operations and what they refer to.
//!
//! The result must not change when only other operations change. So everything about the API as a whole is removed,
//! except for what OpenAPI requires (`info.title` and `info.version`) and the defaults that apply to the operations
//! (`servers`, and `security` if one of them has none of its own).

use std::collections::{BTreeSet, HashMap};
use std::fmt;

use serde_json::{Map, Value};

use super::copied_object;
use super::glob;
use super::lift::beside;
use super::parent_tags::with_parents;
use super::places::{Kind, METHODS, Places, SECTIONS_OF_SWAGGER};
use super::plain_names;
use super::pointer::Pointer;
use super::resolve;
use super::version::Version;
use crate::config::{Selection, suggest};
use crate::diagnostic::{Diagnostic, Result};

/// Reduces a document to the operations that a selection names, and to the components, security schemes and tags that
/// they use. An empty selection keeps the whole document.
///
/// # Errors
///
/// When an entry of the selection names nothing in the document.
pub fn select(file: &str, document: &mut Value, selection: &Selection) -> Result<()> {
    if is_whole(selection) {
        return Ok(());
    }
    let chosen = choose(file, &operations(document), selection)?;
    keep_operations(document, &chosen);
    let reached = reached(document);
    let has_identifiers = refers_by_identifier(document);
    keep_root(document, &reached);
    if !has_identifiers {
        keep_components(document, &reached);
    }
    Ok(())
}

/// Takes the components out of a lifted document that its operations turn out not to use: before it was lifted, schemas may
/// have referred to each other by identifiers.
pub(super) fn prune(document: &mut Value, selection: &Selection) {
    if !is_whole(selection) {
        let reached = reached(document);
        keep_components(document, &reached);
    }
}

fn is_whole(selection: &Selection) -> bool {
    selection.tags.is_empty() && selection.paths.is_empty() && selection.operations.is_empty()
}

/// Keeps the entries of a selection that name something in a document.
#[must_use]
pub fn known(document: &Value, selection: &Selection) -> Selection {
    let operations = operations(document);
    let kept = |entries: &[String], is_it: &dyn Fn(&PublishedOperation, &String) -> bool| {
        let is_known = |entry: &&String| operations.iter().any(|operation| is_it(operation, entry));
        entries.iter().filter(is_known).cloned().collect()
    };
    Selection {
        tags: kept(&selection.tags, &|operation, tag| operation.tags.contains(tag)),
        paths: kept(&selection.paths, &|operation, path| glob::matches(path, &operation.path)),
        operations: kept(&selection.operations, &|operation, id| operation.id.as_ref() == Some(id)),
        file: selection.file.clone(),
    }
}

/// The names of an operation in a document that is not checked yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublishedOperation {
    /// Its path template.
    pub path: String,
    /// Its method, in upper case, unless the document names one of its own.
    pub method: String,
    /// Its operationId.
    pub id: Option<String>,
    /// Its tags.
    pub tags: Vec<String>,
    /// Its place.
    pub at: Pointer,
}

impl fmt::Display for PublishedOperation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let call = format!("{} {}", self.method, self.path);
        match &self.id {
            Some(id) => write!(f, "`{id}` ({call})"),
            None => write!(f, "`{call}`"),
        }
    }
}

/// The operations of a document.
#[must_use]
pub fn operations(document: &Value) -> Vec<PublishedOperation> {
    let paths = document.get("paths").and_then(Value::as_object);
    let mut found = Vec::new();
    for (key, item) in paths.into_iter().flatten() {
        let at = Pointer::root().join("paths").join(key);
        let referred = item.get("$ref").and_then(|reference| copied_object::of(document, reference));
        let fields = item.as_object().into_iter().chain(&referred);
        for (place, method, operation) in fields.flat_map(|fields| of_item(fields, &at)) {
            let lifted = beside::method(|field| operation.get(field));
            found.push(PublishedOperation {
                path: lifted
                    .map_or(key.as_str(), |method| beside::path_without_method(key, method))
                    .to_owned(),
                method: lifted.map_or(method, str::to_owned),
                id: operation.get("operationId").and_then(Value::as_str).map(str::to_owned),
                tags: plain_names::tags(operation).map(str::to_owned).collect(),
                at: place,
            });
        }
    }
    found
}

/// The operations of a path item at a place: the place, the method, and the operation of each.
fn of_item<'v>(fields: &'v Map<String, Value>, at: &Pointer) -> Vec<(Pointer, String, &'v Value)> {
    let known = METHODS.into_iter().chain([QUERY]).filter_map(|method| {
        let (field, operation) = of_method(fields, method)?;
        Some((at.join(field), method.to_ascii_uppercase(), operation))
    });
    let list = at.join(OTHERS);
    let others = fields.get(OTHERS).and_then(Value::as_object).into_iter().flatten();
    known.chain(others.map(|(method, value)| (list.join(method), method.clone(), value))).collect()
}

/// The field of a path item for a method, which people also write in capitals.
fn of_method<'v>(fields: &'v Map<String, Value>, method: &str) -> Option<(&'v String, &'v Value)> {
    fields
        .get_key_value(method)
        .or_else(|| fields.iter().find(|(field, _)| field.eq_ignore_ascii_case(method)))
}

/// The fields of OpenAPI 3.2 for operations with other methods.
const QUERY: &str = "query";
const OTHERS: &str = "additionalOperations";

fn choose(file: &str, all: &[PublishedOperation], selection: &Selection) -> Result<BTreeSet<Pointer>> {
    let mut chosen = BTreeSet::new();
    let mut take = |list: &str,
                    entry: &String,
                    what: &str,
                    names: Vec<&str>,
                    is_it: &dyn Fn(&PublishedOperation) -> bool| {
        let matching: Vec<_> =
            all.iter().filter(|operation| is_it(operation)).map(|operation| operation.at.clone()).collect();
        if matching.is_empty() {
            return Err(Diagnostic::at(
                selection.file.as_deref().unwrap_or("generator.toml"),
                Pointer::root().join("selection").join(list),
                format!("{file} has no operation with {what} `{entry}`"),
                format!("{}correct `selection.{list}`", suggest::did_you_mean(entry, names)),
            ));
        }
        chosen.extend(matching);
        Ok(())
    };
    for tag in &selection.tags {
        let names = all.iter().flat_map(|operation| operation.tags.iter().map(String::as_str)).collect();
        take("tags", tag, "the tag", names, &|operation| operation.tags.contains(tag))?;
    }
    for path in &selection.paths {
        let names = all.iter().map(|operation| operation.path.as_str()).collect();
        take("paths", path, "a path that matches", names, &|operation| glob::matches(path, &operation.path))?;
    }
    for id in &selection.operations {
        let names = all.iter().filter_map(|operation| operation.id.as_deref()).collect();
        take("operations", id, "the operationId", names, &|operation| operation.id.as_ref() == Some(id))?;
    }
    Ok(chosen)
}

/// Writes out the path items that are references to others of which only some operations are chosen.
fn write_out_parts(document: &mut Value, chosen: &BTreeSet<Pointer>) {
    let mut parts = Vec::new();
    for (path, item) in document.get("paths").and_then(Value::as_object).into_iter().flatten() {
        let at = Pointer::root().join("paths").join(path);
        let Some(target) = item.get("$ref").and_then(|reference| copied_object::of(document, reference))
        else {
            continue;
        };
        let all = of_item(&target, &at);
        let count = all.iter().filter(|(place, ..)| chosen.contains(place)).count();
        if count > 0 && count < all.len() {
            parts.push((at, target));
        }
    }
    for (at, target) in parts {
        if let Some(Value::Object(item)) = document.pointer_mut(at.as_str()) {
            item.remove("$ref");
            for (field, value) in target {
                item.entry(field).or_insert(value);
            }
            item.sort_keys();
        }
    }
}

fn keep_operations(document: &mut Value, chosen: &BTreeSet<Pointer>) {
    write_out_parts(document, chosen);
    let Some(Value::Object(paths)) = document.get_mut("paths") else { return };
    paths.retain(|path, item| {
        let at = Pointer::root().join("paths").join(path);
        let Value::Object(fields) = item else { return path.starts_with("x-") };
        let is_chosen = |(place, ..): &(Pointer, String, &Value)| chosen.contains(place);
        if fields.contains_key("$ref") {
            let below = format!("{at}/");
            return chosen.iter().any(|place| place.as_str().starts_with(&below));
        }
        let is_any = of_item(fields, &at).iter().any(is_chosen);
        fields.retain(|field, _| {
            let is = |method: &&str| field.eq_ignore_ascii_case(method);
            let is_method = METHODS.iter().chain([&QUERY]).any(is);
            !is_method || chosen.contains(&at.join(field))
        });
        if let Some(Value::Object(others)) = fields.get_mut(OTHERS) {
            let list = at.join(OTHERS);
            others.retain(|method, _| chosen.contains(&list.join(method)));
        }
        is_any || path.starts_with("x-")
    });
}

/// The parts of a document that its operations use.
#[derive(Default)]
struct Reached {
    /// The sections and names of the components, used directly or by other components.
    components: BTreeSet<(String, String)>,
    /// The tags of the operations.
    tags: BTreeSet<String>,
    /// Whether the document's `security` applies to one of the operations.
    security: bool,
}

fn reached(document: &Value) -> Reached {
    let places = Places::of(document);
    let mut reached = Reached::default();
    // A component is kept whole, even if a reference leads to a part of it.
    let mut waiting: Vec<usize> = places.children(0).filter(|at| !places.is_components(*at)).collect();
    let extending = extending(&places);
    while let Some(at) = waiting.pop() {
        waiting.extend(places.children(at));
        let targets = resolve::targets(&places, at);
        let extensions = extensions(&places, &extending, (at, &targets));
        for target in targets.into_iter().chain(extensions) {
            if let Some((component, section, name)) = places.component(target)
                && reached.components.insert((section.to_owned(), name.to_owned()))
            {
                waiting.push(component);
            }
        }
        if let Some(operation) = places.get(at).filter(|place| place.kind == Kind::Operation) {
            reached.add_named(operation.value, document);
        }
    }
    reached
}

/// The component schemas that extend each schema by `allOf`.
fn extending(places: &Places<'_>) -> HashMap<usize, Vec<usize>> {
    let mut extending: HashMap<usize, Vec<usize>> = HashMap::new();
    for at in 0..places.list().len() {
        if let Some(component) = extension(places, at) {
            for target in resolve::targets(places, at) {
                extending.entry(target).or_default().push(component);
            }
        }
    }
    extending
}

/// The component schema that a place is a member of `allOf` of.
fn extension(places: &Places<'_>, at: usize) -> Option<usize> {
    let place = places.get(at).filter(|place| place.kind == Kind::Schema && place.field == "allOf")?;
    let (component, ..) = places.component(at)?;
    places.children(component).contains(&at).then_some(component).filter(|_| place.field("$ref").is_some())
}

/// The schemas that a value can be of where a place refers to schemas with a discriminator: those that extend them, and
/// those that extend these.
fn extensions(
    places: &Places<'_>,
    extending: &HashMap<usize, Vec<usize>>,
    (at, targets): (usize, &[usize]),
) -> Vec<usize> {
    if extending.is_empty() || extension(places, at).is_some() {
        return Vec::new();
    }
    let has_discriminator = |target: &&usize| {
        places
            .get(**target)
            .is_some_and(|place| place.kind == Kind::Schema && place.field("discriminator").is_some())
    };
    let mut open: Vec<usize> = targets.iter().filter(has_discriminator).copied().collect();
    let mut found = Vec::new();
    while let Some(base) = open.pop() {
        for extension in extending.get(&base).into_iter().flatten() {
            if !found.contains(extension) {
                found.push(*extension);
                open.push(*extension);
            }
        }
    }
    found
}

/// Whether schemas are referred to by identifiers and not by their places, so that it is not known yet which.
fn refers_by_identifier(document: &Value) -> bool {
    if !Version::claimed(document).has_json_schema() {
        return false;
    }
    let places = Places::of(document);
    let mut references = places.list().iter().filter_map(|place| place.text("$ref"));
    references.any(|reference| !reference.starts_with("#/"))
}

impl Reached {
    /// Adds what an operation uses by name and not by reference.
    fn add_named(&mut self, operation: &Value, document: &Value) {
        self.tags.extend(plain_names::tags(operation).map(str::to_owned));
        let own = operation.get("security");
        self.security |= own.is_none();
        let schemes = own.or_else(|| document.get("security")).map(plain_names::schemes);
        let is_swagger = document.get("swagger").is_some();
        let section = if is_swagger { "securityDefinitions" } else { "securitySchemes" };
        for scheme in schemes.into_iter().flatten() {
            self.components.insert((section.to_owned(), scheme.to_owned()));
        }
    }
}

/// Removes the fields of the document itself that neither OpenAPI nor the operations require.
fn keep_root(document: &mut Value, reached: &Reached) {
    let Value::Object(fields) = document else { return };
    fields.retain(|field, _| match field.as_str() {
        "openapi" | "info" | "servers" | "paths" | "components" | "tags" => true,
        // What later versions and Swagger 2.0 say of all operations.
        "jsonSchemaDialect" | "$self" | "swagger" | "host" | "basePath" | "schemes" | "consumes"
        | "produces" => true,
        field if SECTIONS_OF_SWAGGER.contains(&field) => true,
        "security" => reached.security,
        _ => false,
    });
    if let Some(Value::Object(info)) = fields.get_mut("info") {
        info.retain(|field, _| field == "title" || field == "version");
    }
    if let Some(Value::Array(tags)) = fields.get_mut("tags") {
        let kept = with_parents(tags, reached.tags.clone());
        tags.retain(|tag| tag.get("name").and_then(Value::as_str).is_some_and(|name| kept.contains(name)));
        if tags.is_empty() {
            fields.remove("tags");
        }
    }
}

fn keep_components(document: &mut Value, reached: &Reached) {
    let is_swagger = document.get("swagger").is_some();
    let Value::Object(fields) = document else { return };
    let keep = |sections: &mut Map<String, Value>, is_section: &dyn Fn(&str) -> bool| {
        sections.retain(|section, components| {
            let Value::Object(components) = components else { return true };
            if !is_section(section) {
                return true;
            }
            components.retain(|name, _| reached.components.contains(&(section.to_owned(), name.to_owned())));
            !components.is_empty()
        });
    };
    if is_swagger {
        keep(fields, &|field| SECTIONS_OF_SWAGGER.contains(&field));
    }
    let Some(Value::Object(sections)) = fields.get_mut("components") else { return };
    keep(sections, &|_| true);
    if sections.is_empty() {
        fields.remove("components");
    }
}
