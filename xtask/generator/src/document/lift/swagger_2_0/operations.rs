//! Operations and the paths that they belong to.

use serde_json::{Map, Value};

use super::super::step::Step;
use super::listed::Listed;
use super::media_types::MediaTypes;
use super::{bodies, parameters, responses};
use crate::diagnostic::Result;
use crate::document::places::METHODS;
use crate::document::pointer::Pointer;

/// What operations share: media types, and parameters by their names.
pub(super) type Shared<'s> = (&'s MediaTypes, &'s Map<String, Value>);

/// Lifts the operations of a path.
pub(super) fn lift(
    item: &mut Map<String, Value>,
    at: &Pointer,
    (media_types, shared): Shared<'_>,
    step: &mut Step<'_>,
) -> Result<()> {
    let (of_all, moves_of_all) = take_parameters(item, at, shared, step)?;
    for method in METHODS {
        let Some(Value::Object(operation)) = item.get_mut(method) else { continue };
        let at = at.join(method);
        let media_types = media_types.within(operation);
        for field in ["consumes", "produces", "schemes"] {
            operation.remove(field);
        }
        let (own, moves) = take_parameters(operation, &at, shared, step)?;
        let of_body: Vec<&Listed> = own.iter().chain(&of_all).collect();
        if let Some(body) = bodies::body(&of_body, &at.join("requestBody"), &media_types.consumes, step)? {
            operation.insert("requestBody".to_owned(), body);
        }
        // Until here, places are those of the list as it was.
        step.origins.moved_together(moves);
        if let Some(Value::Object(answers)) = operation.get_mut("responses") {
            for (status, response) in answers {
                let at = at.join("responses").join(status);
                responses::lift(response, &at, &media_types.produces, step)?;
            }
        }
        operation.sort_keys();
    }
    step.origins.moved_together(moves_of_all);
    Ok(())
}

/// Places before and after.
type Moves = Vec<(Pointer, Pointer)>;

/// Takes those parameters out of a list that are the body or a part of it, and lifts the others. Returns the places of
/// these before and after.
fn take_parameters(
    holder: &mut Map<String, Value>,
    at: &Pointer,
    shared: &Map<String, Value>,
    step: &mut Step<'_>,
) -> Result<(Vec<Listed>, Moves)> {
    let list = at.join("parameters");
    let Some(Value::Array(written)) = holder.get_mut("parameters") else {
        return Ok((Vec::new(), Vec::new()));
    };
    let all = std::mem::take(written).into_iter().enumerate();
    let all: Vec<Listed> = all
        .map(|(index, value)| Listed::at(&list.join(index), value, shared, step))
        .collect::<Result<_>>()?;
    let (of_body, others): (Vec<_>, Vec<_>) = all.into_iter().partition(Listed::is_of_body);
    let mut moves = Vec::new();
    for (index, Listed { at, written: mut parameter, .. }) in others.into_iter().enumerate() {
        parameters::lift(&mut parameter, &at, step)?;
        moves.push((at, list.join(index)));
        written.push(parameter);
    }
    if written.is_empty() {
        holder.remove("parameters");
    }
    Ok((of_body, moves))
}
