//! The names of types that generator.toml gives.

use super::case::Role;
use super::reserved::Scope;
use crate::config::{GraphConfig, TypeConfig};
use crate::diagnostic::{Diagnostic, Result};
use crate::document::named_places;
use crate::lower::graph::Graph;
use crate::lower::input::Input;
use crate::lower::shared_shapes::{ClassId, Classes, has_name};
use crate::model::Name;

/// What becomes of a configured name that no longer stands for one type of the document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::lower) enum Misfits {
    /// It is an error.
    Refused,
    /// It is left out: the places get names of their own.
    LeftOut,
}

/// A shape that generator.toml names, wherever it stands.
pub(in crate::lower) struct Configured {
    pub(in crate::lower) shape: ClassId,
    pub(in crate::lower) name: Name,
    /// What leads from one value of a union to the next.
    pub(in crate::lower) edge: Option<String>,
    /// What the graphs of the values of a union are like.
    pub(in crate::lower) graph: Option<GraphConfig>,
}

/// The shapes that generator.toml names. `shapes` are the classes of nodes by their shape alone.
pub(in crate::lower) fn configured(
    input: Input<'_>,
    misfits: Misfits,
    graph: &Graph,
    shapes: &Classes,
) -> Result<Vec<Configured>> {
    let mut found: Vec<Configured> = Vec::new();
    for (index, entry) in input.config.types.iter().enumerate() {
        let at = |key: &str, problem: String, remedy: &str| {
            input.config_error(format!("/types/{index}{key}"), problem, remedy)
        };
        let reader = Reader { input, graph, shapes, found: &found, at: &at };
        match (reader.entry(entry), misfits) {
            (Ok(one), _) => found.push(one),
            (Err(diagnostic), Misfits::Refused) => return Err(diagnostic),
            (Err(_), Misfits::LeftOut) => {}
        }
    }
    Ok(found)
}

/// Reads one entry.
struct Reader<'a> {
    input: Input<'a>,
    graph: &'a Graph,
    shapes: &'a Classes,
    /// Those of the entries before.
    found: &'a [Configured],
    /// An error at a key of the entry.
    at: &'a dyn Fn(&str, String, &str) -> Diagnostic,
}

impl Reader<'_> {
    fn entry(&self, entry: &TypeConfig) -> Result<Configured> {
        let places = named_places(&self.input.document.json, &entry.at)
            .map_err(|refusal| (self.at)("/at", refusal.problem, &refusal.remedy))?;
        let is_free = |name: &Name| {
            !Scope::Types.reserves(name.as_str()) && self.found.iter().all(|other| other.name != *name)
        };
        let name = Name::new(&entry.name, Role::Type)
            .filter(|name| name.as_str() == entry.name && is_free(name))
            .ok_or_else(|| {
                let problem = format!("`{}` cannot be the name of this type", entry.name);
                (self.at)(
                    "",
                    problem,
                    "give it a name in PascalCase that no other type and no part of Rust has",
                )
            })?;
        let shape = self.matched(entry, &places)?;
        if let Some(other) = self.found.iter().find(|other| other.shape == shape) {
            let problem = format!("the type is called `{name}` here and `{}` in an entry before", other.name);
            return Err((self.at)("", problem, "keep one of the two entries"));
        }
        Ok(Configured { shape, name, edge: entry.edge.clone(), graph: entry.graph.clone() })
    }

    /// The one shape that stands at the places of an entry.
    fn matched(&self, entry: &TypeConfig, places: &[String]) -> Result<ClassId> {
        let mut found: Option<(ClassId, &str)> = None;
        for pointer in places {
            let Some(node) = self.graph.at(pointer).filter(|node| has_name(self.graph.shape(*node))) else {
                continue;
            };
            let class = self.shapes.of(self.graph, node);
            match &found {
                Some((known, first)) if *known != class => {
                    let problem = format!(
                        "`{}` stands for two different shapes, at {first} and at {pointer}",
                        entry.name
                    );
                    return Err((self.at)("/at", problem, "narrow it so that it leads to one shape"));
                }
                Some(_) => {}
                None => found = Some((class, pointer)),
            }
        }
        found.map(|(class, _)| class).ok_or_else(|| {
            let problem = format!("`{}` leads to no object, enum or union that an operation uses", entry.at);
            (self.at)(
                "/at",
                problem,
                "correct it, or remove the entry where the document no longer has the type",
            )
        })
    }
}
