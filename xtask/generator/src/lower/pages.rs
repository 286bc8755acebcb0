//! Recognises, by their shape, answers that are one page of a list.

use super::graph::{FieldShape, Graph, NodeId, Shape};
use crate::config::PagesConfig;
use crate::model::{Page, PageQuery, Scalar};

/// The page in an answer: an object with the number of the page, its size, and exactly one list.
pub(super) fn recognise(graph: &Graph, value: NodeId, names: &PagesConfig) -> Option<Page> {
    let always = |field: &&FieldShape| field.required && !graph.is_nullable(field.node);
    let Shape::Object(response) = graph.shape(value) else { return None };
    let container = response.field(&names.container).filter(always)?;
    let Shape::Object(page) = graph.shape(container.node) else { return None };
    for counter in [&names.page, &names.per_page] {
        let shape = graph.shape(page.field(counter).filter(always)?.node);
        if !matches!(shape, Shape::Scalar(Scalar::Number | Scalar::Integer(_))) {
            return None;
        }
    }
    let mut lists = page.fields.iter().filter(|field| matches!(graph.shape(field.node), Shape::Array(_)));
    let items = lists.next().filter(always)?.property.clone();
    lists.next().is_none().then(|| Page {
        container: names.container.clone(),
        items,
        number: names.page.clone(),
        size: names.per_page.clone(),
        query: PageQuery { number: names.page.clone(), size: names.per_page.clone() },
    })
}
