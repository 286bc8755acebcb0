//! Corrections to a document: OpenAPI Overlay 1.0 (<https://spec.openapis.org/overlay/v1.0.0.html>) and 1.1
//! (<https://spec.openapis.org/overlay/v1.1.0.html>), which adds `copy`, and updates of strings, numbers and booleans.
//!
//! Two rules are stricter than the specification. A target that selects nothing is an error, since a correction that no
//! longer applies must not go unnoticed. So is an update of a value with one of another type. Version 1.0 does not say
//! how arrays are merged; they are concatenated, as version 1.1 says.

mod merging;

use std::collections::BTreeSet;
use std::path::Path;

use serde_json::{Map, Value};
use serde_json_path::{JsonPath, PathElement};

use super::pointer::Pointer;
use super::source;
use super::version::kind;
use crate::config::suggest;
use crate::diagnostic::{Diagnostic, Result};
use merging::merge;

/// One action of an overlay.
struct Action<'o> {
    target: &'o str,
    path: JsonPath,
    change: Change<'o>,
}

enum Change<'o> {
    Update(&'o Value),
    /// The value at another place, as the text of a path, and as a path.
    Copy(&'o str, JsonPath),
    Remove,
}

/// One step of the path to a node. The order matters for removing: in an array later nodes are greater, and a node is
/// greater than those that contain it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Step {
    Index(usize),
    Name(String),
}

/// Applies the overlay in a file to a document.
///
/// # Errors
///
/// When the overlay cannot be read or is no Overlay 1.0 document, and when an action's target selects nothing or
/// something that the action cannot change.
pub fn apply(path: &Path, document: &mut Value) -> Result<()> {
    let source = source::load(path)?;
    apply_value(&source.file, &source.json, document)
}

/// Applies an overlay that was not made for this document: actions whose target selects nothing are skipped.
///
/// # Errors
///
/// As [`apply`], except for targets that select nothing.
pub fn apply_what_fits(path: &Path, document: &mut Value) -> Result<()> {
    let source = source::load(path)?;
    Overlay::of(&source.file, &source.json, false).apply(&source.json, document)
}

/// Applies an overlay that has been read. Diagnostics name it `file`.
pub(super) fn apply_value(file: &str, overlay: &Value, document: &mut Value) -> Result<()> {
    Overlay::of(file, overlay, true).apply(overlay, document)
}

fn overlay_object<'o>(file: &str, overlay: &'o Value) -> Result<&'o Map<String, Value>> {
    overlay.as_object().ok_or_else(|| {
        Diagnostic::file(
            file,
            format!("{} is not an overlay", kind(overlay)),
            "write an object with `overlay: 1.0.0`, `info` and `actions`",
        )
    })
}

/// How an overlay is applied.
struct Overlay<'f> {
    /// The overlay's file, for diagnostics.
    file: &'f str,
    /// Whether an action whose target selects nothing is an error.
    all_must_fit: bool,
    /// Whether it follows version 1.1.
    is_1_1: bool,
}

impl<'f> Overlay<'f> {
    fn of(file: &'f str, overlay: &Value, all_must_fit: bool) -> Self {
        let version = overlay.get("overlay").and_then(Value::as_str);
        Self { file, all_must_fit, is_1_1: version.is_some_and(|version| version.starts_with("1.1.")) }
    }

    fn apply(&self, overlay: &Value, document: &mut Value) -> Result<()> {
        // All actions are read before the first is applied, so that a mistake in any of them is found first.
        let actions = self.read(overlay_object(self.file, overlay)?)?;
        for (index, action) in actions.iter().enumerate() {
            self.act(index, action, document)?;
        }
        document.sort_all_objects();
        Ok(())
    }

    fn refuse<T>(&self, at: Pointer, problem: impl Into<String>, remedy: impl Into<String>) -> Result<T> {
        Err(Diagnostic::at(self.file, at, problem, remedy))
    }

    fn read<'o>(&self, overlay: &'o Map<String, Value>) -> Result<Vec<Action<'o>>> {
        let root = Pointer::root();
        let version = self.string(&root, overlay, "overlay")?;
        let patch = version.strip_prefix("1.0.").or(version.strip_prefix("1.1.")).unwrap_or_default();
        if patch.is_empty() || !patch.bytes().all(|byte| byte.is_ascii_digit()) {
            let problem = format!(
                "the overlay follows version {version} of the specification; only 1.0 and 1.1 are supported"
            );
            return self.refuse(root.join("overlay"), problem, "write `overlay: 1.1.0`");
        }
        self.known(&root, overlay, &["overlay", "info", "extends", "actions"])?;
        let Some(Value::Object(info)) = overlay.get("info") else {
            let remedy = "write `info` with a `title` and a `version`";
            return self.refuse(root.join("info"), "the overlay has no `info` object", remedy);
        };
        let at_info = root.join("info");
        let of_info: &[&str] =
            if self.is_1_1 { &["title", "version", "description"] } else { &["title", "version"] };
        self.known(&at_info, info, of_info)?;
        self.string(&at_info, info, "title")?;
        self.string(&at_info, info, "version")?;
        if overlay.contains_key("extends") {
            self.string(&root, overlay, "extends")?;
        }
        match overlay.get("actions") {
            Some(Value::Array(actions)) if !actions.is_empty() => {
                actions.iter().enumerate().map(|(index, action)| self.read_action(index, action)).collect()
            }
            _ => self.refuse(
                root.join("actions"),
                "the overlay has no list of actions",
                "add at least one action to `actions`, or remove the overlay",
            ),
        }
    }

    fn read_action<'o>(&self, index: usize, action: &'o Value) -> Result<Action<'o>> {
        let at = Pointer::root().join("actions").join(index);
        let Value::Object(fields) = action else {
            let problem = format!("an action must be an object, here it is {}", kind(action));
            return self.refuse(at, problem, "write `target` and either `update` or `remove: true`");
        };
        let of_action: &[&str] = &["target", "description", "update", "remove", "copy"];
        self.known(&at, fields, of_action.get(..if self.is_1_1 { 5 } else { 4 }).unwrap_or_default())?;
        let (target, path) = self.path(&at, fields, "target")?;
        if fields.contains_key("description") {
            self.string(&at, fields, "description")?;
        }
        let remove = match fields.get("remove") {
            None => false,
            Some(Value::Bool(remove)) => *remove,
            Some(other) => {
                let problem = format!("`remove` must be a boolean, here it is {}", kind(other));
                return self.refuse(at.join("remove"), problem, "write `remove: true`");
            }
        };
        // Of these two, each says that it has no impact beside the other one.
        if self.is_1_1 && !remove && fields.contains_key("update") && fields.contains_key("copy") {
            let problem = "the action has both `update` and `copy`";
            return self.refuse(at, problem, "write an action for each");
        }
        let change = match fields.get("update") {
            // "This field has no impact if the `remove` field of this action object is `true`": so does `copy`.
            _ if remove => Change::Remove,
            Some(update) => Change::Update(update),
            None if fields.contains_key("copy") => {
                let (text, path) = self.path(&at, fields, "copy")?;
                Change::Copy(text, path)
            }
            None => {
                return self.refuse(at, "the action changes nothing", "add `update` or `remove: true`");
            }
        };
        Ok(Action { target, path, change })
    }

    /// A field that is a path, as its text and as a path.
    fn path<'o>(
        &self,
        at: &Pointer,
        fields: &'o Map<String, Value>,
        key: &str,
    ) -> Result<(&'o str, JsonPath)> {
        let text = self.string(at, fields, key)?;
        let path = JsonPath::parse(text).or_else(|error| {
            let problem = format!("`{text}` is not a JSONPath: {error}");
            let remedy = "write a JSONPath as RFC 9535 defines it, with names in quotes";
            self.refuse(at.join(key), problem, remedy)
        })?;
        Ok((text, path))
    }

    fn known(&self, at: &Pointer, fields: &Map<String, Value>, known: &[&str]) -> Result<()> {
        let unknown = fields.keys().find(|key| !known.contains(&key.as_str()) && !key.starts_with("x-"));
        let Some(key) = unknown else { return Ok(()) };
        let remedy = format!(
            "{}remove it; the keys that Overlay {} defines here are {}",
            suggest::did_you_mean(key, known.iter().copied()),
            if self.is_1_1 { "1.1" } else { "1.0" },
            known.iter().map(|key| format!("`{key}`")).collect::<Vec<_>>().join(", ")
        );
        self.refuse(at.join(key), format!("unknown key `{key}`"), remedy)
    }

    fn string<'o>(&self, at: &Pointer, fields: &'o Map<String, Value>, key: &str) -> Result<&'o str> {
        match fields.get(key) {
            Some(Value::String(text)) => Ok(text),
            Some(other) => {
                let problem = format!("`{key}` must be a string, here it is {}", kind(other));
                self.refuse(at.join(key), problem, "write it in quotes")
            }
            None => self.refuse(at.clone(), format!("`{key}` is missing"), format!("add `{key}`")),
        }
    }

    fn act(&self, index: usize, action: &Action<'_>, document: &mut Value) -> Result<()> {
        let at = Pointer::root().join("actions").join(index);
        // A set, because a path like `$..[0,0]` selects the same node twice.
        let nodes: BTreeSet<Vec<Step>> = action
            .path
            .query_located(document)
            .locations()
            .map(|location| location.iter().map(Step::from).collect())
            .collect();
        if nodes.is_empty() && self.all_must_fit {
            return self.refuse(
                at,
                format!("the target `{}` selects nothing in the document", action.target),
                "correct the target; if the document no longer needs the correction, remove the action",
            );
        }
        match &action.change {
            Change::Remove => self.remove(&at, nodes, document),
            Change::Update(update) => self.update(&at, nodes, update, document),
            Change::Copy(text, path) => {
                let found = path.query(document).all();
                let [value] = found.as_slice() else {
                    // An overlay that was not made for this document may copy what is not in it.
                    if found.is_empty() && !self.all_must_fit {
                        return Ok(());
                    }
                    let problem =
                        format!("`{text}` selects {} places in the document, and not one", found.len());
                    return self.refuse(at.join("copy"), problem, "select the one value that is copied");
                };
                let value = (*value).clone();
                self.update(&at, nodes, &value, document)
            }
        }
    }

    /// Removes the last nodes first, so that the indices of the others stay valid. Version 1.0 mentions only objects and
    /// arrays; 1.1 makes clear that other values can be removed too.
    fn remove(&self, at: &Pointer, nodes: BTreeSet<Vec<Step>>, document: &mut Value) -> Result<()> {
        for node in nodes.into_iter().rev() {
            let Some((last, parents)) = node.split_last() else {
                return self.refuse(
                    at.clone(),
                    "the whole document cannot be removed",
                    "select a part of it",
                );
            };
            match (find(document, parents), last) {
                (Some(Value::Object(fields)), Step::Name(name)) => {
                    fields.remove(name);
                }
                (Some(Value::Array(items)), Step::Index(index)) if *index < items.len() => {
                    items.remove(*index);
                }
                _ => {}
            }
        }
        Ok(())
    }

    fn update(
        &self,
        at: &Pointer,
        nodes: BTreeSet<Vec<Step>>,
        update: &Value,
        document: &mut Value,
    ) -> Result<()> {
        let mut first = None;
        for node in nodes {
            let Some(target) = find(document, &node) else { continue };
            let what = kind(target);
            // An update that is right for an object is not right for an array.
            let is_plain_too = self.is_1_1 && !target.is_object() && !target.is_array();
            if *first.get_or_insert(what) != what && !is_plain_too {
                let problem = "the target selects both objects and arrays".to_owned();
                return self.refuse(at.join("target"), problem, "write an action for each");
            }
            let is_plain = |value: &Value| !value.is_object() && !value.is_array();
            match target {
                Value::Object(_) | Value::Array(_) => {}
                _ if self.is_1_1 && is_plain(update) => {
                    *target = update.clone();
                    continue;
                }
                _ => {
                    let problem = format!("the target selects {what} at {}", display(&node));
                    let remedy = "select the object that contains it, and update the property there";
                    return self.refuse(at.join("target"), problem, remedy);
                }
            }
            if let Err(clash) = merge(target, update, &mut Pointer::root()) {
                let problem = format!(
                    "{} cannot be merged into {} at {}{}",
                    clash.new,
                    clash.old,
                    display(&node),
                    clash.at
                );
                let remedy = "remove the old value in an earlier action, then add the new one";
                return self.refuse(at.join("update"), problem, remedy);
            }
        }
        Ok(())
    }
}

fn find<'d>(document: &'d mut Value, steps: &[Step]) -> Option<&'d mut Value> {
    steps.iter().try_fold(document, |value, step| match step {
        Step::Name(name) => value.get_mut(name),
        Step::Index(index) => value.get_mut(index),
    })
}

fn display(node: &[Step]) -> Pointer {
    let mut pointer = Pointer::root();
    for step in node {
        match step {
            Step::Name(name) => pointer.push(name),
            Step::Index(index) => pointer.push(index),
        }
    }
    pointer
}

impl From<&PathElement<'_>> for Step {
    fn from(element: &PathElement<'_>) -> Self {
        match element {
            PathElement::Name(name) => Self::Name((*name).to_owned()),
            PathElement::Index(index) => Self::Index(*index),
        }
    }
}
