//! OpenAPI 3.2.

use serde_json::{Value, json};

use super::{faults, lifted, with_schemas};

fn document() -> Value {
    let mut document = with_schemas("3.2.0", &json!({ "A": { "type": "string" } }));
    document["paths"]["/things"] = json!({ "get": { "responses": { "200": { "summary": "Them." } } } });
    document
}

#[test]
fn an_answer_needs_no_description_and_an_example_has_data() {
    let mut document = document();
    document["components"]["examples"] = json!({
        "data": { "dataValue": { "a": 1 }, "serializedValue": "{\"a\":1}" }, "text": { "serializedValue": "a=1" },
    });
    let document = lifted(&document);
    assert_eq!(document.faults, []);
    assert_eq!(document.json["paths"]["/things"]["get"]["responses"]["200"]["description"], "Them.");
    let examples = &document.json["components"]["examples"];
    assert_eq!(
        (&examples["data"], &examples["text"]),
        (&json!({ "value": { "a": 1 } }), &json!({ "value": "a=1" }))
    );
}

#[test]
fn operations_with_other_methods_get_path_items_of_their_own() {
    let mut document = document();
    let parameters = json!([{ "name": "a", "in": "query", "schema": { "type": "string" } }]);
    document["paths"]["/things"]["parameters"] = parameters.clone();
    document["paths"]["/things"]["query"] = json!({ "responses": { "200": {} } });
    document["paths"]["/things"]["additionalOperations"] = json!({ "COPY": { "responses": { "200": {} } } });
    let document = lifted(&document);
    assert_eq!(document.faults, []);
    for method in ["COPY", "QUERY"] {
        let item = &document.json["paths"][format!("/things#{method}")];
        assert_eq!(item["trace"]["x-lifted-method"], method);
        assert_eq!(item["parameters"], parameters);
    }
    let published = |pointer: &str| document.origins.published(pointer).into_owned();
    assert_eq!(published("/paths/~1things#QUERY/trace/responses"), "/paths/~1things/query/responses");
    assert_eq!(published("/paths/~1things#COPY/trace"), "/paths/~1things/additionalOperations/COPY");
}

#[test]
fn what_cannot_be_another_method_is_left_out_with_its_place() {
    let mut document = document();
    let operation = json!({ "responses": { "200": {} } });
    document["paths"]["/things"]["additionalOperations"] =
        json!({ "CONNECT": operation, "a b": operation, "get": operation, "PURGE": operation });
    let fault =
        |method: &str| (format!("/paths/~1things/additionalOperations/{method}"), "other-method".to_owned());
    assert_eq!(faults(&document), [fault("CONNECT"), fault("a b"), fault("get")]);
}

#[test]
fn a_form_that_is_the_whole_query_is_the_properties_of_an_object() {
    let mut document = document();
    let schema = json!({ "type": "object", "properties": { "a": { "type": "string" } } });
    document["paths"]["/things"]["get"]["parameters"] = json!([
        { "name": "json", "in": "querystring", "content": { "application/json": { "schema": schema } } },
        { "name": "form", "in": "querystring", "content": { "application/x-www-form-urlencoded": { "schema": schema } } },
        { "name": "none", "in": "querystring", "schema": schema },
    ]);
    let document = lifted(&document);
    assert_eq!(
        document.json["paths"]["/things"]["get"]["parameters"],
        json!([
            {
                "name": "json", "in": "query", "x-lifted-whole-query": true,
                "content": { "application/json": { "schema": schema } },
            },
            { "name": "form", "in": "query", "style": "form", "explode": true, "schema": schema },
            { "name": "none", "in": "query", "style": "form", "explode": true, "schema": schema },
        ])
    );
    let [fault] = document.faults.as_slice() else { panic!("{:?}", document.faults) };
    assert_eq!(fault.pointer, "/paths/~1things/get/parameters/2");
    let place = "/paths/~1things/get/parameters/1/schema/type";
    let from = "/paths/~1things/get/parameters/1/content/application~1x-www-form-urlencoded/schema/type";
    assert_eq!(document.origins.published(place), from);
}

#[test]
fn sequences_are_described_by_their_items_and_shared_media_types_are_written_out() {
    let mut document = document();
    document["components"]["mediaTypes"] = json!({ "lines": { "itemSchema": { "type": "string" } } });
    document["paths"]["/things"]["get"]["responses"]["200"]["content"] = json!({
        "application/jsonl": { "$ref": "#/components/mediaTypes/lines" },
    });
    let document = lifted(&document);
    assert_eq!(document.faults, []);
    let content = &document.json["paths"]["/things"]["get"]["responses"]["200"]["content"];
    assert_eq!(
        content["application/jsonl"],
        json!({ "x-lifted-item": true, "schema": { "type": "string" } })
    );
    assert_eq!(
        document
            .origins
            .published("/paths/~1things/get/responses/200/content/application~1jsonl/schema/type"),
        "/components/mediaTypes/lines/itemSchema/type"
    );
}

#[test]
fn the_data_of_an_event_is_what_its_text_holds() {
    let mut document = document();
    let data = json!({ "type": "string", "contentMediaType": "application/json", "contentSchema": { "type": "integer" } });
    let event = json!({ "type": "object", "properties": { "event": { "const": "a" }, "data": data } });
    document["components"]["schemas"] =
        json!({ "Event": event, "Other": { "properties": { "data": data, "more": {} } } });
    let listed =
        json!([event, { "$ref": "#/components/schemas/Event" }, { "$ref": "#/components/schemas/Other" }]);
    document["paths"]["/things"]["get"]["responses"]["200"]["content"] =
        json!({ "text/event-stream": { "itemSchema": { "oneOf": listed } } });
    let lifted = lifted(&document);
    let at = |pointer: &str| lifted.json.pointer(pointer).unwrap()["properties"]["data"]["type"].clone();
    let content = "/paths/~1things/get/responses/200/content/text~1event-stream/schema/oneOf/0";
    assert_eq!(at(content), "integer");
    assert_eq!(at("/components/schemas/Event"), "integer");
    // It has more than an event has, so its data is a text of its own.
    assert_eq!(at("/components/schemas/Other"), "string");
    let published = lifted.origins.published("/components/schemas/Event/properties/data/type").into_owned();
    assert_eq!(published, "/components/schemas/Event/properties/data/contentSchema/type");
}

#[test]
fn what_is_said_of_tags_of_tokens_and_of_unmapped_values_does_no_harm() {
    let mut document = document();
    document["$self"] = json!("https://api.example.com/openapi.json");
    document["tags"] =
        json!([{ "name": "a", "summary": "A", "kind": "nav" }, { "name": "b", "parent": "a" }]);
    document["components"]["securitySchemes"] = json!({ "o": {
        "type": "oauth2", "oauth2MetadataUrl": "https://a.example", "deprecated": true,
        "flows": { "deviceAuthorization": { "deviceAuthorizationUrl": "https://a.example/d", "tokenUrl": "https://a.example/t", "scopes": {} } },
    } });
    document["components"]["schemas"]["U"] = json!({
        "oneOf": [{ "$ref": "https://api.example.com/openapi.json#/components/schemas/T" }],
        "discriminator": { "propertyName": "t", "defaultMapping": "T" },
    });
    document["components"]["schemas"]["T"] =
        json!({ "type": "object", "properties": { "t": { "type": "string" } } });
    let document = lifted(&document);
    assert_eq!(document.faults, []);
    let schema = &document.json["components"]["schemas"]["U"];
    let any_other = json!({ "x-lifted-any-other": "#/components/schemas/T" });
    assert_eq!(schema["discriminator"], json!({ "propertyName": "t", "mapping": any_other }));
    assert_eq!(schema["oneOf"][0]["$ref"], "#/components/schemas/T");
}

#[test]
fn fields_that_exclude_each_other_and_those_without_meaning_are_reported() {
    let mut document = document();
    document["components"]["examples"] =
        json!({ "e": { "value": 1, "dataValue": 2, "serializedValue": "3" } });
    document["components"]["schemas"]["X"] =
        json!({ "type": "string", "xml": { "attribute": true, "nodeType": "attribute" } });
    document["components"]["requestBodies"] = json!({ "b": { "content": { "multipart/mixed": {
        "schema": { "type": "object" }, "encoding": {}, "prefixEncoding": [] } } } });
    document["components"]["parameters"] = json!({ "c": {
        "name": "c", "in": "cookie", "style": "cookie", "allowReserved": true, "schema": { "type": "string" } } });
    let exclude = |at: &str| (at.to_owned(), "fields-that-exclude".to_owned());
    let found = faults(&document);
    for expected in [
        exclude("/components/examples/e"),
        exclude("/components/schemas/X"),
        exclude("/components/requestBodies/b/content/multipart~1mixed"),
        ("/components/parameters/c/allowReserved".to_owned(), "field-without-meaning".to_owned()),
    ] {
        assert!(found.contains(&expected), "{expected:?} is not among {found:?}");
    }
    assert_eq!(found.len(), 5, "{found:?}");
}

#[test]
fn schemas_may_have_keywords_of_their_own_unless_they_look_like_one_that_is_known() {
    let mut document = document();
    document["components"]["schemas"]["X"] = json!({ "type": "string", "priceless": true, "requird": ["a"] });
    let unknown = ("/components/schemas/X/requird".to_owned(), "unknown-field".to_owned());
    assert_eq!(faults(&document), [unknown]);
    document["openapi"] = json!("3.0.3");
    assert!(faults(&document).iter().any(|(at, _)| at == "/components/schemas/X/priceless"));
}

#[test]
fn a_media_type_may_be_described_and_what_is_not_mapped_keeps_its_place() {
    let mut document = document();
    document["components"]["mediaTypes"] =
        json!({ "M": { "description": "All of it.", "schema": { "type": "string" } } });
    document["paths"]["/things"]["get"]["responses"]["200"]["content"] =
        json!({ "application/json": { "$ref": "#/components/mediaTypes/M" } });
    assert_eq!(faults(&document), []);
    document["components"]["schemas"]["U"] = json!({
        "oneOf": [{ "type": "object" }], "discriminator": { "propertyName": "t", "defaultMapping": "Nobody" } });
    let at = "/components/schemas/U/discriminator/defaultMapping".to_owned();
    assert_eq!(faults(&document), [(at, "mapping-to-nothing".to_owned())]);
}
