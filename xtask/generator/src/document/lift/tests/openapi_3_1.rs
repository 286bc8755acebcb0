//! Places and names in documents of OpenAPI 3.1.

use serde_json::json;

use super::{faults, lifted, with_schemas};
use crate::document::Fault;

#[test]
fn definitions_within_a_schema_become_components_of_their_own() {
    let document = lifted(&with_schemas(
        "3.1.0",
        &json!({
            "A": { "$defs": { "Inner": { "type": "string" } }, "type": "array", "items": { "$ref": "#/components/schemas/A/$defs/Inner" } },
            "B": { "$defs": { "Inner": { "type": "integer" } }, "type": "array", "items": { "$ref": "#/components/schemas/B/$defs/Inner" } },
        }),
    ));
    assert_eq!(document.faults, []);
    let schemas = &document.json["components"]["schemas"];
    assert_eq!(schemas["A"], json!({ "type": "array", "items": { "$ref": "#/components/schemas/Inner" } }));
    assert_eq!(schemas["B"], json!({ "type": "array", "items": { "$ref": "#/components/schemas/B.Inner" } }));
    assert_eq!(
        (&schemas["Inner"]["type"], &schemas["B.Inner"]["type"]),
        (&json!("string"), &json!("integer"))
    );
    assert_eq!(
        document.origins.published("/components/schemas/B.Inner/type"),
        "/components/schemas/B/$defs/Inner/type"
    );
}

#[test]
fn schemas_that_the_document_itself_holds_are_components() {
    for (version, anchor) in [("3.0.3", "#/$defs/Leaf"), ("3.1.0", "#leaf"), ("3.2.0", "#leaf")] {
        let mut document = with_schemas(
            version,
            &json!({ "A": { "type": "array", "items": { "$ref": "#/$defs/Tree" } }, "Leaf": { "type": "integer" } }),
        );
        document["$defs"] = json!({
            "Tree": { "type": "object", "properties": { "leaf": { "$ref": anchor }, "next": { "$ref": "#/definitions/Tree" } } },
            "Leaf": { "type": "string" },
        });
        document["definitions"] = json!({ "Tree": { "type": "boolean" } });
        if version != "3.0.3" {
            document["$defs"]["Leaf"]["$anchor"] = json!("leaf");
        }
        let document = lifted(&document);
        let schemas = &document.json["components"]["schemas"];
        assert_eq!(schemas["A"]["items"], json!({ "$ref": "#/components/schemas/Tree" }), "{version}");
        assert_eq!(schemas["Tree"]["properties"]["leaf"], json!({ "$ref": "#/components/schemas/Leaf.1" }));
        assert_eq!(schemas["Tree"]["properties"]["next"], json!({ "$ref": "#/components/schemas/Tree.1" }));
        assert_eq!(
            [&schemas["Leaf"]["type"], &schemas["Leaf.1"]["type"], &schemas["Tree.1"]["type"]],
            ["integer", "string", "boolean"]
        );
        let found: Vec<_> =
            document.faults.iter().map(|found| (found.pointer.as_str(), found.fault.name())).collect();
        let fault = "schemas-of-the-document".to_owned();
        assert_eq!(found, [("/$defs", fault.clone()), ("/definitions", fault)]);
        assert_eq!(document.origins.published("/components/schemas/Leaf.1/type"), "/$defs/Leaf/type");
    }
}

#[test]
fn identifiers_and_anchors_lead_to_their_schemas() {
    let document = lifted(&with_schemas(
        "3.1.0",
        &json!({
            "A": { "$id": "https://example.com/schemas/a", "type": "object", "properties": {
                "own": { "$ref": "#/$defs/own" },
                "anchor": { "$ref": "#here" },
                "beside": { "$ref": "b" },
                "component": { "$ref": "#/components/schemas/B" },
                "self": { "$dynamicRef": "#node" },
            }, "$defs": { "own": { "$anchor": "here", "type": "string" } }, "$dynamicAnchor": "node" },
            "B": { "$id": "https://example.com/schemas/b", "type": "integer" },
        }),
    ));
    assert_eq!(document.faults, []);
    let of = |name: &str| document.json["components"]["schemas"]["A"]["properties"][name]["$ref"].clone();
    assert_eq!(of("own"), "#/components/schemas/own");
    assert_eq!(of("anchor"), "#/components/schemas/own");
    assert_eq!(of("beside"), "#/components/schemas/B");
    assert_eq!(of("component"), "#/components/schemas/B");
    assert_eq!(of("self"), "#/components/schemas/A");
}

#[test]
fn a_reference_into_a_schema_follows_what_is_moved_in_it() {
    let document = lifted(&with_schemas(
        "3.1.0",
        &json!({
            "A": { "anyOf": [{ "type": "null" }, { "type": "object", "properties": { "x": { "type": "string" } } }] },
            "B": { "type": "array", "items": { "$ref": "#/components/schemas/A/anyOf/1/properties/x" } },
        }),
    ));
    assert_eq!(
        document.json["components"]["schemas"]["B"]["items"]["$ref"],
        "#/components/schemas/A/properties/x"
    );
}

#[test]
fn faults_are_at_the_places_of_the_published_document() {
    let table = [
        (json!({ "type": ["string", "integer"], "pattern": 5 }), "/pattern"),
        (json!({ "anyOf": [{ "type": "null" }, { "type": "string", "format": 5 }] }), "/anyOf/1/format"),
        (json!({ "$ref": "#/components/schemas/Missing", "description": "d" }), "/$ref"),
        (json!({ "$defs": { "X": { "type": "text" } } }), "/$defs/X/type"),
    ];
    for (schema, place) in table {
        let found = faults(&with_schemas("3.1.0", &json!({ "A": schema })));
        let places: Vec<&str> = found.iter().map(|(place, _)| place.as_str()).collect();
        assert_eq!(places, [format!("/components/schemas/A{place}")], "{schema}");
    }
}

#[test]
fn what_the_document_says_of_itself_is_read() {
    let mut document = with_schemas("3.1.0", &json!({ "A": { "type": "string" } }));
    document["info"]["summary"] = json!("In short.");
    document["info"]["license"] = json!({ "name": "MIT", "identifier": "MIT" });
    document["jsonSchemaDialect"] = json!("https://spec.openapis.org/oas/3.1/dialect/base");
    document["components"]["securitySchemes"] = json!({ "tls": { "type": "mutualTLS" } });
    document["components"]["pathItems"] =
        json!({ "x": { "get": { "responses": { "200": { "description": "" } } } } });
    document["webhooks"] = json!({});
    document["paths"]["/x"] = json!({ "$ref": "#/components/pathItems/x" });
    assert_eq!(lifted(&document).openapi.operations().count(), 1);
    document.as_object_mut().unwrap().remove("paths");
    assert_eq!(lifted(&document).faults, []);
    document["jsonSchemaDialect"] = json!("https://example.com/dialect");
    let [fault] = lifted(&document).faults.try_into().unwrap();
    assert_eq!(fault.pointer, "/jsonSchemaDialect");
    assert!(matches!(fault.fault, Fault::UnknownDialect { .. }));
}

#[test]
fn answers_that_are_not_described_are_bytes() {
    let mut document = with_schemas("3.1.0", &json!({}));
    document["paths"]["/a"] = json!({ "get": {} });
    let document = lifted(&document);
    assert_eq!(document.faults, []);
    let answers = &document.json["paths"]["/a"]["get"]["responses"];
    assert_eq!(answers["default"]["content"], json!({ "*/*": {} }));
}

#[test]
fn a_description_beside_a_reference_to_a_parameter_counts_instead_of_its_own() {
    let mut document = with_schemas("3.1.0", &json!({}));
    let parameter =
        json!({ "name": "p", "in": "query", "description": "In general.", "schema": { "type": "text" } });
    document["components"]["parameters"] = json!({ "P": parameter });
    let reference = json!({ "$ref": "#/components/parameters/P", "description": "Here." });
    let answers = json!({ "200": { "description": "" } });
    document["paths"]["/a"] = json!({ "get": { "parameters": [reference], "responses": answers } });
    let lifted = lifted(&document);
    let found = &lifted.json["paths"]["/a"]["get"]["parameters"][0];
    assert_eq!((&found["name"], &found["description"]), (&json!("p"), &json!("Here.")));
    let [fault] = lifted.faults.as_slice() else { panic!("{:?}", lifted.faults) };
    assert_eq!(fault.pointer, "/components/parameters/P/schema/type");
}

#[test]
fn a_part_of_a_form_of_which_nothing_is_said_is_a_file() {
    let mut document = with_schemas("3.1.0", &json!({}));
    let schema = json!({ "type": "object", "properties": { "file": { "description": "It." }, "note": { "type": "string" } } });
    let body = json!({ "content": { "multipart/form-data": { "schema": schema }, "application/json": { "schema": schema } } });
    document["paths"]["/a"] =
        json!({ "post": { "requestBody": body, "responses": { "200": { "description": "" } } } });
    let document = lifted(&document);
    let content = &document.json["paths"]["/a"]["post"]["requestBody"]["content"];
    let file = |key: &str| content[key]["schema"]["properties"]["file"].clone();
    assert_eq!(
        file("multipart/form-data"),
        json!({ "type": "string", "format": "binary", "description": "It." })
    );
    assert_eq!(file("application/json"), json!({ "description": "It." }));
}
