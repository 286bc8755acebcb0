//! Tests of references.

use serde_json::{Value, json};

use super::{accept, document, put, refuse, with};

const SCHEMA: &str = "/paths/~1things~1{id}/get/responses/200/content/application~1json/schema";

fn reference(to: &str) -> Value {
    json!({ "$ref": to })
}

fn with_schemas(schemas: &Value) -> Value {
    let mut document = document();
    for (name, schema) in schemas.as_object().unwrap() {
        put(&mut document, &format!("/components/schemas/{name}"), schema.clone());
    }
    document
}

#[test]
fn a_dangling_reference_names_the_place_where_it_stands() {
    let diagnostic = refuse(
        &with(SCHEMA, reference("#/components/schemas/Thin")),
        &format!("{SCHEMA}/$ref"),
        "`#/components/schemas/Thin` leads nowhere",
    );
    assert!(diagnostic.remedy.contains("did you mean `#/components/schemas/Thing`?"), "{diagnostic}");
}

#[test]
fn a_reference_to_a_file_or_a_url_is_refused_and_not_opened() {
    for to in [
        "other.yaml#/Thing",
        "./other.json",
        "file:///etc/passwd",
        "https://example.com/spec.json#/Thing",
        "//x",
    ] {
        refuse(&with(SCHEMA, reference(to)), &format!("{SCHEMA}/$ref"), "never opened");
    }
}

#[test]
fn a_reference_that_is_no_string_or_no_pointer_is_refused() {
    refuse(
        &with(SCHEMA, json!({ "$ref": 5 })),
        &format!("{SCHEMA}/$ref"),
        "must be a string, here it is a number",
    );
    for to in ["#Thing", "#/a~", "#components/schemas/Thing"] {
        refuse(&with(SCHEMA, reference(to)), &format!("{SCHEMA}/$ref"), "not a JSON pointer");
    }
}

#[test]
fn a_reference_to_something_of_another_kind_is_refused() {
    let mut document = document();
    let parameter = json!({ "name": "p", "in": "query", "schema": {} });
    put(&mut document, "/components/parameters", json!({ "P": parameter }));
    put(&mut document, SCHEMA, reference("#/components/parameters/P"));
    refuse(&document, &format!("{SCHEMA}/$ref"), "leads to a parameter, but a schema is needed here");
    refuse(&with(SCHEMA, reference("#/info/title")), &format!("{SCHEMA}/$ref"), "is not a schema");
}

#[test]
fn a_reference_where_there_can_be_none_is_refused() {
    refuse(
        &with("/paths/~1things~1{id}/$ref", json!("#/paths/~1things~1{id}")),
        "/paths/~1things~1{id}/$ref",
        "the path item cannot be a reference",
    );
}

#[test]
fn a_path_item_may_refer_to_another_one_and_its_slips_are_said_where_they_are_written() {
    let mut document = document();
    let path = "/paths/~1things~1{id}";
    put(&mut document, "/paths/~1old~1{id}", reference("#/paths/~1things~1{id}"));
    let callbacks = json!({ "told": { "{$request.query.url}": reference("#/components/x-calls/C") } });
    put(&mut document, &format!("{path}/get/callbacks"), callbacks);
    let call = json!({ "post": { "responses": { "204": { "description": "" } } } });
    put(&mut document, "/components/x-calls", json!({ "C": call }));
    put(&mut document, "/servers", json!([{ "url": "https://example.test" }]));
    put(&mut document, &format!("{path}/get/operationId"), json!(null));
    let examined = accept(&document);
    let old = &examined.json["paths"]["/old/{id}"]["get"];
    assert_eq!(old["responses"], examined.json["paths"]["/things/{id}"]["get"]["responses"]);
    assert_eq!(examined.faults, []);

    put(&mut document, &format!("{path}/get/summary"), json!(5));
    let slips: Vec<String> = accept(&document).faults.into_iter().map(|found| found.pointer).collect();
    assert_eq!(slips, [format!("{path}/get/summary")]);
}

#[test]
fn the_slips_of_an_operation_that_another_one_refers_to_are_said_where_they_are_written() {
    let mut document = document();
    let get = "/paths/~1things~1{id}/get";
    put(&mut document, "/paths/~1things~1{id}/put", reference("#/paths/~1things~1{id}/get"));
    put(&mut document, "/servers", json!([{ "url": "https://example.test" }]));
    put(&mut document, &format!("{get}/summary"), json!(5));
    let slips: Vec<String> = accept(&document).faults.into_iter().map(|found| found.pointer).collect();
    assert_eq!(slips, [format!("{get}/summary"), "/paths/~1things~1{id}/put/$ref".to_owned()]);
}

#[test]
fn a_reference_into_the_middle_of_a_schema_is_fine() {
    accept(&with(SCHEMA, reference("#/components/schemas/Thing/properties/name")));
}

#[test]
fn a_schema_that_is_an_alias_of_itself_is_refused() {
    refuse(
        &with_schemas(&json!({ "A": reference("#/components/schemas/A") })),
        "/components/schemas/A/$ref",
        "never reaches its schema, it comes back to itself: /components/schemas/A/$ref → /components/schemas/A/$ref",
    );
}

#[test]
fn schemas_that_are_aliases_of_each_other_are_refused_with_the_chain() {
    let document = with_schemas(&json!({
        "A": reference("#/components/schemas/B"),
        "B": reference("#/components/schemas/C"),
        "C": reference("#/components/schemas/A"),
    }));
    let chain = ["A", "B", "C", "A"].map(|name| format!("/components/schemas/{name}/$ref")).join(" → ");
    refuse(&document, "/components/schemas/A/$ref", &chain);
}

#[test]
fn a_schema_combined_of_itself_is_refused() {
    for combination in ["allOf", "oneOf", "anyOf"] {
        let schema = json!({ combination: [{ "type": "object" }, reference("#/components/schemas/A")] });
        let place = format!("/components/schemas/A/{combination}/1/$ref");
        refuse(&with_schemas(&json!({ "A": schema })), &place, "comes back to itself");
    }
}

#[test]
fn parameters_and_responses_that_refer_to_each_other_are_refused() {
    for section in ["parameters", "responses", "requestBodies", "headers", "examples"] {
        let at = |name: &str| reference(&format!("#/components/{section}/{name}"));
        let document = with(&format!("/components/{section}"), json!({ "A": at("B"), "B": at("A") }));
        refuse(&document, &format!("/components/{section}/A/$ref"), "comes back to itself");
    }
}

#[test]
fn recursion_through_a_property_an_item_or_an_additional_property_is_fine() {
    let tree = reference("#/components/schemas/Tree");
    for schema in [
        json!({ "type": "object", "properties": { "child": tree } }),
        json!({ "type": "array", "items": tree }),
        json!({ "type": "object", "additionalProperties": tree }),
        json!({ "allOf": [{ "type": "object", "properties": { "children": { "type": "array", "items": tree } } }] }),
    ] {
        accept(&with_schemas(&json!({ "Tree": schema })));
    }
}

#[test]
fn a_long_chain_of_references_is_followed() {
    let mut schemas: serde_json::Map<String, Value> = (0..2_900)
        .map(|n| (format!("S{n}"), reference(&format!("#/components/schemas/S{}", n + 1))))
        .collect();
    schemas.insert("S2900".to_owned(), json!({ "type": "string" }));
    let good = with("/components/schemas", json!(schemas.clone()));
    let mut good = good;
    put(&mut good, SCHEMA, reference("#/components/schemas/S0"));
    accept(&good);
    schemas.insert("S2900".to_owned(), reference("#/components/schemas/S0"));
    put(&mut good, "/components/schemas", json!(schemas));
    refuse(&good, "/components/schemas/S0/$ref", "…");
}

#[test]
fn a_property_called_ref_is_a_property() {
    let schema = json!({ "type": "object", "properties": { "$ref": { "type": "string" } } });
    accept(&with_schemas(&json!({ "A": schema })));
    let dangling = json!({ "type": "object", "properties": { "$ref": reference("#/nowhere") } });
    refuse(
        &with_schemas(&json!({ "A": dangling })),
        "/components/schemas/A/properties/$ref/$ref",
        "leads nowhere",
    );
}

#[test]
fn references_in_data_are_data() {
    let data = reference("file:///etc/passwd");
    accept(&with_schemas(&json!({
        "A": { "type": "object", "example": data, "default": data, "enum": [data], "x-anything": data },
    })));
    let media = with(&format!("{}/example", SCHEMA.trim_end_matches("/schema")), data.clone());
    accept(&media);
    accept(&with("/x-anything", data));
}

#[test]
fn names_that_are_keywords_elsewhere_hide_no_reference() {
    let dangling = reference("#/nowhere");
    for name in ["example", "default", "enum", "x-thing"] {
        let schema = json!({ "type": "object", "properties": { name: dangling } });
        let place = format!("/components/schemas/A/properties/{name}/$ref");
        refuse(&with_schemas(&json!({ "A": schema })), &place, "leads nowhere");
    }
    let place = "/paths/~1things~1{id}/get/responses/default";
    refuse(&with(place, dangling), &format!("{place}/$ref"), "leads nowhere");
}

#[test]
fn a_mapping_of_a_discriminator_leads_to_a_schema() {
    let mapped = |to: &str| {
        with_schemas(&json!({
            "A": { "oneOf": [reference("#/components/schemas/Thing")],
                   "discriminator": { "propertyName": "name", "mapping": { "thing": to } } },
        }))
    };
    let opened = accept(&mapped("Thing"));
    let place = "/components/schemas/A/discriminator/mapping/thing";
    assert_eq!(opened.json.pointer(place), Some(&json!("#/components/schemas/Thing")));
    accept(&mapped("#/components/schemas/Thing"));
    refuse(&mapped("Thin"), place, "leads nowhere");
    refuse(&mapped("other.yaml#/Thing"), place, "never opened");
}

#[test]
fn uri_escapes_in_references_are_resolved() {
    let mut document = with_schemas(&json!({ "A b": { "type": "string" } }));
    put(&mut document, SCHEMA, reference("#/components/schemas/A%20b"));
    assert_eq!(accept(&document).json.pointer(SCHEMA), Some(&reference("#/components/schemas/A b")));
}

#[test]
fn a_reference_to_what_stands_below_another_path_is_no_fault() {
    let things = "#/paths/~1things~1{id}";
    let other = json!({
        "parameters": [reference(&format!("{things}/parameters/0"))],
        "get": { "operationId": "get-other", "responses": { "200": reference(&format!("{things}/get/responses/200")) } }
    });
    let mut document = with("/paths/~1others~1{id}", other);
    put(&mut document, "/servers", json!([{ "url": "https://example.com" }]));
    let document = accept(&document);
    assert_eq!(document.faults, []);
    assert!(document.json.pointer("/components/responses").is_some(), "{:#}", document.json);
}

#[test]
fn a_reference_leads_to_its_whole_pointer_and_not_to_a_component_of_the_last_name() {
    let schema = |name: &str| json!({ "type": "object", "properties": { name: { "type": "string" } } });
    let json = |name: &str| json!({ "application/json": { "schema": schema(name) } });
    let answer = |name: &str| json!({ "description": name, "content": json(name) });
    let parameter = |name: &str| json!({ "name": name, "in": "query", "schema": { "type": "string" } });
    let mut document = document();
    put(
        &mut document,
        "/paths/~1meant",
        json!({ "put": {
            "operationId": "meant",
            "parameters": [parameter("meant")],
            "requestBody": { "content": json("meant") },
            "responses": { "404": answer("meant"), "200": {
                "description": "ok", "headers": { "X-Of": { "description": "meant", "schema": { "type": "string" } } }
            } }
        } }),
    );
    let at = |place: &str| reference(&format!("#/paths/~1meant/put/{place}"));
    put(
        &mut document,
        "/paths/~1refers",
        json!({ "put": {
            "operationId": "refers",
            "parameters": [at("parameters/0")],
            "requestBody": at("requestBody"),
            "responses": { "404": at("responses/404"), "200": {
                "description": "ok", "headers": { "X-Of": at("responses/200/headers/X-Of") }
            } }
        } }),
    );
    put(&mut document, "/servers", json!([{ "url": "https://example.com" }]));
    put(&mut document, "/components/responses", json!({ "404": answer("other") }));
    put(&mut document, "/components/parameters", json!({ "0": parameter("other") }));
    put(&mut document, "/components/requestBodies", json!({ "requestBody": { "content": json("other") } }));
    put(&mut document, "/components/headers", json!({ "X-Of": { "description": "other", "schema": {} } }));
    let document = accept(&document);
    assert_eq!(document.faults, []);
    for place in ["parameters/0", "requestBody", "responses/404", "responses/200/headers/X-Of"] {
        let mut at = format!("/paths/~1refers/put/{place}");
        while let Some(next) = document.json.pointer(&format!("{at}/$ref")) {
            at = next.as_str().unwrap().trim_start_matches('#').to_owned();
        }
        let found = document.json.pointer(&at).unwrap().to_string();
        assert!(found.contains("meant") && !found.contains("other"), "{place} leads to {at}: {found}");
    }
}

#[test]
fn a_schema_that_moves_into_the_components_takes_no_place_of_another() {
    for (section, key) in
        [("/definitions", "#/definitions/Pet"), ("/components/definitions", "#/components/definitions/Pet")]
    {
        let mut document =
            with_schemas(&json!({ "Pet": { "type": "integer" }, "Dog": { "type": "boolean" } }));
        put(&mut document, section, json!({ "Pet": { "type": "string" } }));
        put(&mut document, SCHEMA, reference(key));
        let document = accept(&document);
        let to = document.json.pointer(&format!("{SCHEMA}/$ref")).and_then(Value::as_str).unwrap();
        let found = document.json.pointer(to.trim_start_matches('#'));
        assert_eq!(found, Some(&json!({ "type": "string" })), "{key} became {to}");
        assert_eq!(document.json.pointer("/components/schemas/Pet"), Some(&json!({ "type": "integer" })));
    }
}

#[test]
fn a_header_may_be_referred_to_where_another_answer_has_it() {
    let mut document = with("/servers", json!([{ "url": "https://example.com" }]));
    let answer = "/paths/~1things~1{id}/get/responses";
    let limit = json!({ "limit": { "schema": { "type": "integer" } } });
    put(
        &mut document,
        "/components/responses",
        json!({ "Busy": { "description": "Later.", "headers": limit } }),
    );
    let same = json!({ "limit": { "$ref": "#/components/responses/Busy/headers/limit" } });
    put(&mut document, &format!("{answer}/200/headers"), same);
    let opened = accept(&document);
    assert_eq!(opened.faults, []);
    let written = opened.json.pointer(&format!("{answer}/200/headers/limit/$ref")).unwrap();
    let pointer = written.as_str().unwrap().trim_start_matches('#');
    assert!(pointer.starts_with("/components/headers/"), "{pointer}");
    assert!(opened.json.pointer(pointer).is_some_and(|header| header.get("schema").is_some()));
}
