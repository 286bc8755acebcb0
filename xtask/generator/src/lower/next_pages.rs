//! Finds out how the pages of a list name the next one: by an address, by a cursor, by their last item, or in the header
//! `Link`. The configuration says it, or else the names that services give such properties.

use super::graph::{FieldShape, Graph, NodeId, ObjectShape, Shape};
use super::input::Input;
use super::naming::Misfits;
use super::placed_operation::Placed;
use super::raw_operation::RawOperation;
use crate::config::NextPageConfig;
use crate::diagnostic::Result;
use crate::model::{FoundBy, NextPage, Place, Scalar};

/// Properties that hold the address of the next page.
const ADDRESSES: [&str; 11] = [
    "next",
    "next_page_uri",
    "next_page_url",
    "next_url",
    "next_uri",
    "next_link",
    "nextLink",
    "nextPageUrl",
    "nextPageLink",
    "next_href",
    "@odata.nextLink",
];

/// Properties that hold a cursor.
const CURSORS: [&str; 16] = [
    "next_cursor",
    "nextCursor",
    "next_page_token",
    "nextPageToken",
    "next_token",
    "nextToken",
    "next_marker",
    "nextMarker",
    "next_page_cursor",
    "continuation_token",
    "continuationToken",
    "end_cursor",
    "endCursor",
    "after",
    "cursor",
    "last_id",
];

/// Parameters of the query that take a cursor.
const PARAMETERS: [&str; 15] = [
    "cursor",
    "after",
    "page_token",
    "pageToken",
    "next_token",
    "nextToken",
    "marker",
    "continuation_token",
    "continuationToken",
    "starting_after",
    "start_cursor",
    "next_cursor",
    "after_id",
    "page[after]",
    "page[cursor]",
];

/// Flags that say whether there is more.
const FLAGS: [&str; 4] = ["has_more", "hasMore", "has_next_page", "hasNextPage"];

/// Lists among several of an answer, and what lists stand in.
const LISTS: [&str; 8] = ["data", "items", "results", "result", "values", "records", "entries", "list"];

/// How deep below the answer the next page may be named.
const DEPTH: usize = 3;

/// How the pages of an operation's list name the next one, if they do.
pub(super) fn find(
    graph: &Graph,
    operation: &RawOperation,
    value: NodeId,
    configured: &[NextPageConfig],
) -> Option<NextPage> {
    if operation.method != "GET" {
        return None;
    }
    let list = Answer { graph, operation, value };
    configured.iter().find_map(|entry| list.as_configured(entry)).or_else(|| list.recognised())
}

/// Refuses entries of the configuration that no operation's answer has what they name for.
pub(super) fn check(input: Input<'_>, misfits: Misfits, graph: &Graph, placed: &[Placed]) -> Result<()> {
    if misfits == Misfits::LeftOut {
        return Ok(());
    }
    for (index, entry) in input.config.next_pages.iter().enumerate() {
        let fits = |placed: &Placed| {
            let answer = |value| Answer { graph, operation: &placed.raw, value };
            placed.value.is_some_and(|value| answer(value).as_configured(entry).is_some())
        };
        if !placed.iter().any(fits) {
            return Err(input.config_error(
                format!("/next-pages/{index}"),
                format!("no operation answers with the property `{}` and what else is named", entry.next),
                "correct the entry, or remove it where the document no longer has such a list",
            ));
        }
    }
    Ok(())
}

/// An answer that may be a page.
struct Answer<'a> {
    graph: &'a Graph,
    operation: &'a RawOperation,
    value: NodeId,
}

impl<'a> Answer<'a> {
    fn as_configured(&self, entry: &NextPageConfig) -> Option<NextPage> {
        let items = match &entry.items {
            Some(items) => {
                let items = path(items);
                matches!(self.graph.shape(self.at(&items)?), Shape::Array(_)).then_some(items)?
            }
            None => self.list()?,
        };
        if let Some(header) = entry.next.strip_prefix("header:") {
            let is_link = header.trim().eq_ignore_ascii_case("link");
            return is_link.then_some(NextPage { items, found_by: FoundBy::Link });
        }
        let at = path(&entry.next);
        self.at(&at)?;
        let parameter = match &entry.parameter {
            Some(parameter) => Some(self.parameter(parameter)?),
            None => None,
        };
        let more = self.flag(&at);
        Some(NextPage { items, found_by: FoundBy::Property { at, parameter, more } })
    }

    fn recognised(&self) -> Option<NextPage> {
        let items = self.list()?;
        let found_by = self
            .property(&mut Vec::new(), self.value)
            .or_else(|| self.last_item(&items))
            .or_else(|| self.has_link().then_some(FoundBy::Link))?;
        Some(NextPage { items, found_by })
    }

    fn has_link(&self) -> bool {
        self.operation.answers.headers.iter().any(|header| header.name.eq_ignore_ascii_case("link"))
    }

    /// The path of the list: the answer itself, its only list, the one that is called like lists are, or the only list of
    /// an object in it.
    fn list(&self) -> Option<Vec<String>> {
        let object = match self.graph.shape(self.value) {
            Shape::Array(_) => return Some(Vec::new()),
            Shape::Object(object) => object,
            _ => return None,
        };
        if let Some(only) = self.list_of(object) {
            return Some(vec![only.property.clone()]);
        }
        let is_none = !object.fields.iter().any(|field| self.is_list(field));
        let mut within = object.fields.iter().filter(|_| is_none).filter_map(|field| {
            let known = LISTS.contains(&field.property.as_str());
            let Shape::Object(inner) = self.graph.shape(field.node) else { return None };
            let list = self.list_of(inner).filter(|_| known)?;
            Some(vec![field.property.clone(), list.property.clone()])
        });
        within.next().filter(|_| within.next().is_none())
    }

    fn list_of(&self, object: &'a ObjectShape) -> Option<&'a FieldShape> {
        let lists: Vec<&FieldShape> = object.fields.iter().filter(|field| self.is_list(field)).collect();
        match lists.as_slice() {
            [only] => Some(only),
            several => {
                LISTS.iter().find_map(|name| several.iter().find(|field| field.property == **name).copied())
            }
        }
    }

    fn is_list(&self, field: &FieldShape) -> bool {
        matches!(self.graph.shape(field.node), Shape::Array(_))
    }

    /// The property that names the next page, in an object of the answer or in those that it has.
    fn property(&self, path: &mut Vec<String>, node: NodeId) -> Option<FoundBy> {
        let Shape::Object(object) = self.graph.shape(node) else { return None };
        let named = object.fields.iter().find_map(|field| {
            let parameter = self.parameter_of(&field.property);
            let is_address = ADDRESSES.contains(&field.property.as_str()) && self.names_a_page(field.node);
            let is_cursor = CURSORS.contains(&field.property.as_str()) && self.is_text(field.node);
            (is_address || (is_cursor && parameter.is_some())).then_some((field, parameter))
        });
        if let Some((field, parameter)) = named {
            let at: Vec<String> = path.iter().chain([&field.property]).cloned().collect();
            let more = self.flag(&at);
            // The last of a page is always there, and says nothing of another one by itself.
            if field.property != "last_id" || !more.is_empty() {
                return Some(FoundBy::Property { at, parameter, more });
            }
        }
        if path.len() + 1 >= DEPTH {
            return None;
        }
        object.fields.iter().find_map(|field| {
            path.push(field.property.clone());
            let found = self.property(path, field.node);
            path.pop();
            found
        })
    }

    /// The id of the last item, where a flag says that there is more and a parameter takes an id.
    fn last_item(&self, items: &[String]) -> Option<FoundBy> {
        let more = self.flag(&["id".to_owned()]);
        let parameter =
            ["starting_after", "after", "after_id"].iter().find_map(|name| self.parameter(name))?;
        let Shape::Array(item) = self.graph.shape(self.at(items)?) else { return None };
        let Shape::Object(item) = self.graph.shape(*item) else { return None };
        let id = item.field("id").filter(|id| self.is_text(id.node)).filter(|_| !more.is_empty())?;
        Some(FoundBy::LastItem { id: id.property.clone(), parameter, more })
    }

    /// The flag that says whether there is more: beside a property, or in the answer.
    fn flag(&self, beside: &[String]) -> Vec<String> {
        let parent = beside.split_last().map_or(&[][..], |(_, parent)| parent);
        let places = [parent, &[]];
        let mut flags =
            places.iter().flat_map(|place| FLAGS.map(|flag| [place, &[flag.to_owned()][..]].concat()));
        flags.find(|at| self.at(at).is_some()).unwrap_or_default()
    }

    /// Whether a value can be an address or a cursor, or an object with an address.
    fn names_a_page(&self, node: NodeId) -> bool {
        match self.graph.shape(node) {
            Shape::Any => true,
            Shape::Object(link) => link.field("href").is_some(),
            _ => self.is_text(node),
        }
    }

    fn is_text(&self, node: NodeId) -> bool {
        matches!(self.graph.shape(node), Shape::Scalar(Scalar::String | Scalar::Formatted(_)))
    }

    fn parameter(&self, wanted: &str) -> Option<String> {
        let mut parameters = self.operation.parameters.iter();
        let is_it = |name: &str, place| place == Place::Query && name == wanted;
        parameters.find(|known| is_it(&known.name, known.place)).map(|known| known.name.clone())
    }

    /// The parameter that takes the cursor in a property: one that is called alike, or like such parameters are.
    fn parameter_of(&self, property: &str) -> Option<String> {
        let snake = property.strip_prefix("next_");
        let camel = property.strip_prefix("next").and_then(|rest| {
            let first = rest.chars().next()?.to_ascii_lowercase();
            Some(format!("{first}{}", rest.get(first.len_utf8()..)?))
        });
        let alike = [Some(property), snake, camel.as_deref()];
        let alike = alike.into_iter().flatten().find_map(|name| self.parameter(name));
        alike.or_else(|| PARAMETERS.iter().find_map(|name| self.parameter(name)))
    }

    /// The node at a path of properties.
    fn at(&self, path: &[String]) -> Option<NodeId> {
        path.iter().try_fold(self.value, |node, property| match self.graph.shape(node) {
            Shape::Object(object) => object.field(property).map(|field| field.node),
            _ => None,
        })
    }
}

fn path(dotted: &str) -> Vec<String> {
    dotted.split('.').map(str::to_owned).collect()
}
