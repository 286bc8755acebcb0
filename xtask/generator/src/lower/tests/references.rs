//! What a place is that refers to another one.

use super::{document, names, object, read, structure};
use crate::config::Config;
use crate::model::TypeRef;
use serde_json::json;

#[test]
fn an_answer_or_a_body_of_another_operation_is_of_the_type_that_it_has_there() {
    let content = |name: &str| json!({"application/json": {"schema": object(&json!({name: {}}), &[name])}});
    let mut json = document(&json!({"type": "string"}), &json!({}));
    json["paths"]["/pets"]["post"] = json!({
        "operationId": "addPet",
        "tags": ["pets"],
        "requestBody": {"required": true, "content": content("sent")},
        "responses": {"200": {"description": "ok", "content": content("made")}}
    });
    let at = |place: &str| json!({"$ref": format!("#/paths/~1pets/post/{place}")});
    json["paths"]["/owners"] = json!({"post": {
        "operationId": "addOwner",
        "tags": ["owners"],
        "requestBody": at("requestBody"),
        "responses": {"200": at("responses/200")}
    }});
    let api = read(json, &Config::default()).unwrap();
    assert_eq!(names(&api), ["PetsAddPetRequest", "PetsAddPetResponse"]);
    let answers: Vec<Option<&TypeRef>> = api
        .groups
        .iter()
        .flat_map(|group| &group.operations)
        .filter(|operation| operation.id.starts_with("add"))
        .map(|operation| operation.success.type_ref.as_ref())
        .collect();
    assert!(answers.len() == 2 && answers[0].is_some() && answers[0] == answers[1], "{answers:?}");
    assert_eq!(structure(&api, "PetsAddPetResponse").fields.len(), 1);
}
