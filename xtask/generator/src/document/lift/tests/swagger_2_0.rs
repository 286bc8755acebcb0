//! Swagger 2.0.

use serde_json::{Value, json};

use super::{faults, lifted};

/// A document with an operation at `/things`.
fn with_operation(operation: Value) -> Value {
    json!({
        "swagger": "2.0",
        "info": { "title": "Test", "version": "1" },
        "host": "api.example.com",
        "basePath": "/v1",
        "paths": { "/things": { "post": operation } },
    })
}

/// What an operation becomes.
#[track_caller]
fn operation(mut operation: Value) -> Value {
    operation["responses"] = json!({ "204": { "description": "Done" } });
    let document = lifted(&with_operation(operation));
    assert_eq!(document.faults, []);
    document.json["paths"]["/things"]["post"].clone()
}

#[test]
fn the_address_is_put_together() {
    for (host, path, schemes, url) in [
        (json!("a.example"), json!("/v1/"), json!(null), "https://a.example/v1"),
        (json!("a.example:8080"), json!(null), json!(["http"]), "http://a.example:8080"),
        (json!("a.example"), json!("v1"), json!(["http", "https"]), "https://a.example/v1"),
        (json!("http://a.example"), json!("/"), json!(["https"]), "http://a.example"),
    ] {
        let mut document = with_operation(json!({ "responses": { "204": { "description": "Done" } } }));
        let put = |document: &mut Value, field: &str, value: &Value| match value {
            Value::Null => drop(document.as_object_mut().unwrap().remove(field)),
            value => document[field] = value.clone(),
        };
        for (field, value) in [("host", &host), ("basePath", &path), ("schemes", &schemes)] {
            put(&mut document, field, value);
        }
        assert_eq!(lifted(&document).json["servers"], json!([{ "url": url }]));
    }
}

#[test]
fn parameters_have_schemas_and_lists_have_styles() {
    let list = json!({ "type": "array", "items": { "type": "string" } });
    let parameters: Vec<Value> = ["csv", "multi", "ssv", "pipes"]
        .iter()
        .map(|format| {
            let mut parameter = list.clone();
            parameter["name"] = json!(format);
            parameter["in"] = json!("query");
            parameter["collectionFormat"] = json!(format);
            parameter
        })
        .chain([
            json!({ "name": "plain", "in": "query", "type": "array", "items": { "type": "string" } }),
            json!({ "name": "x", "in": "header", "type": "integer", "format": "int32", "x-nullable": true, "maximum": 9 }),
        ])
        .collect();
    let parameters = operation(json!({ "parameters": parameters }))["parameters"].clone();
    let styles: Vec<_> =
        (0..5).map(|at| (parameters[at]["style"].clone(), parameters[at]["explode"].clone())).collect();
    assert_eq!(
        styles,
        [
            (json!("form"), json!(false)),
            (json!("form"), json!(true)),
            (json!("spaceDelimited"), json!(false)),
            (json!("pipeDelimited"), json!(false)),
            (json!("form"), json!(false)),
        ]
    );
    assert_eq!(parameters[0]["schema"], list);
    assert_eq!(
        parameters[5]["schema"],
        json!({ "type": "integer", "format": "int32", "maximum": 9, "nullable": true })
    );
}

#[test]
fn a_body_has_the_media_types_that_the_operation_takes() {
    let body = json!({ "name": "thing", "in": "body", "required": true, "description": "It.", "schema": { "type": "string" } });
    let made = operation(json!({ "parameters": [body], "consumes": ["application/merge-patch+json"] }));
    assert_eq!(
        made["requestBody"],
        json!({
            "required": true, "description": "It.",
            "content": { "application/merge-patch+json": { "schema": { "type": "string" } } },
        })
    );
    assert_eq!(made.get("parameters"), None);
    let made = operation(json!({ "parameters": [body] }));
    assert!(made["requestBody"]["content"].get("application/json").is_some());
}

#[test]
fn form_data_is_a_form_and_one_with_files_has_parts() {
    let name = json!({ "name": "name", "in": "formData", "type": "string", "required": true, "description": "Its name." });
    let tags = json!({ "name": "tags", "in": "formData", "type": "array", "items": { "type": "string" } });
    let made = operation(json!({ "parameters": [name, tags] }))["requestBody"].clone();
    assert_eq!(
        made,
        json!({ "required": true, "content": { "application/x-www-form-urlencoded": {
        "schema": { "type": "object", "required": ["name"], "properties": {
            "name": { "type": "string", "description": "Its name." },
            "tags": { "type": "array", "items": { "type": "string" } },
        } },
        "encoding": { "tags": { "style": "form", "explode": false } },
    } } })
    );
    let file = json!({ "name": "file", "in": "formData", "type": "file" });
    let made = operation(json!({ "parameters": [file] }))["requestBody"].clone();
    assert_eq!(made["required"], json!(false));
    assert_eq!(
        made["content"]["multipart/form-data"]["schema"]["properties"]["file"],
        json!({ "type": "string", "format": "binary" }),
    );
}

#[test]
fn answers_are_given_in_the_media_types_of_the_operation() {
    let mut document = with_operation(json!({
        "produces": ["application/json", "application/xml"],
        "responses": {
            "200": {
                "description": "It.", "schema": { "$ref": "#/definitions/Thing" },
                "examples": { "application/json": { "name": "x" } },
                "headers": { "X-Count": { "type": "integer", "description": "How many." } },
            },
            "404": { "$ref": "#/responses/Missing" },
            "406": { "description": "A file.", "schema": { "type": "file" } },
        },
    }));
    document["definitions"] = json!({ "Thing": { "type": "object", "discriminator": "kind", "required": ["kind"], "properties": {
        "kind": { "type": "string" }, "other": { "$ref": "#/definitions/Thing" },
    } } });
    document["responses"] = json!({ "Missing": { "description": "None.", "schema": { "type": "string" } } });
    document["produces"] = json!(["text/plain"]);
    let document = lifted(&document);
    assert_eq!(document.faults, []);
    let thing = json!({ "$ref": "#/components/schemas/Thing" });
    let answers = &document.json["paths"]["/things"]["post"]["responses"];
    assert_eq!(
        answers["200"],
        json!({
            "description": "It.",
            "headers": { "X-Count": { "description": "How many.", "schema": { "type": "integer" } } },
            "content": {
                "application/json": { "schema": thing, "example": { "name": "x" } },
                "application/xml": { "schema": thing },
            },
        })
    );
    assert_eq!(answers["404"]["$ref"], "#/components/responses/Missing");
    assert_eq!(
        document.json["components"]["responses"]["Missing"]["content"],
        json!({ "text/plain": { "schema": { "type": "string" } } }),
    );
    let xml = &answers["406"]["content"];
    assert_eq!(xml, &json!({ "application/xml": { "schema": { "type": "string", "format": "binary" } } }));
    let schema = &document.json["components"]["schemas"]["Thing"];
    assert_eq!(schema["discriminator"], json!({ "propertyName": "kind" }));
    assert_eq!(schema["properties"]["other"], thing);
}

#[test]
fn parameters_that_are_shared_are_found_whatever_they_are() {
    let mut document = with_operation(json!({
        "parameters": [{ "$ref": "#/parameters/body" }, { "$ref": "#/parameters/page" }],
        "responses": { "204": { "description": "Done" } },
    }));
    document["paths"]["/things"]["parameters"] = json!([{ "name": "x", "in": "query", "type": "string" }]);
    document["parameters"] = json!({
        "body": { "name": "body", "in": "body", "schema": { "type": "object" } },
        "page": { "name": "page", "in": "query", "type": "integer" },
    });
    let document = lifted(&document);
    assert_eq!(document.faults, []);
    let made = &document.json["paths"]["/things"]["post"];
    assert_eq!(made["parameters"], json!([{ "$ref": "#/components/parameters/page" }]));
    assert_eq!(made["requestBody"]["content"]["application/json"]["schema"], json!({ "type": "object" }));
    assert_eq!(document.json["components"]["parameters"]["page"]["schema"], json!({ "type": "integer" }));
    assert_eq!(document.json["components"]["parameters"].as_object().unwrap().len(), 1);
}

#[test]
fn security_schemes_have_the_words_of_3_0() {
    let mut document = with_operation(json!({ "responses": { "204": { "description": "Done" } } }));
    document["securityDefinitions"] = json!({
        "basic": { "type": "basic" },
        "key": { "type": "apiKey", "name": "X-Key", "in": "header" },
        "oauth": {
            "type": "oauth2", "flow": "accessCode", "authorizationUrl": "https://a.example/a",
            "tokenUrl": "https://a.example/t", "scopes": { "read": "Reads." },
        },
    });
    let document = lifted(&document);
    assert_eq!(document.faults, []);
    let schemes = &document.json["components"]["securitySchemes"];
    assert_eq!(schemes["basic"], json!({ "type": "http", "scheme": "basic" }));
    assert_eq!(
        schemes["oauth"],
        json!({ "type": "oauth2", "flows": { "authorizationCode": {
        "authorizationUrl": "https://a.example/a", "tokenUrl": "https://a.example/t", "scopes": { "read": "Reads." },
    } } })
    );
}

#[test]
fn faults_are_at_the_places_of_the_published_document() {
    let mut document = with_operation(json!({
        "parameters": [
            { "name": "body", "in": "body", "schema": { "type": "text" } },
            { "name": "a", "in": "formData", "type": "string" },
            { "name": "b", "in": "query", "type": "uuid" },
            { "name": "c", "in": "query", "type": "array", "items": { "type": "string" }, "collectionFormat": "tsv" },
        ],
        "responses": { "200": { "description": "Done", "schema": { "type": "object", "required": 5 } } },
    }));
    document["definitions"] = json!({ "Thing": { "type": "string", "format": 5 } });
    let post = "/paths/~1things/post";
    let expected = [
        ("/definitions/Thing/format".to_owned(), "wrong-type-but-plain"),
        (format!("{post}/parameters/0/schema/type"), "wrong-type-but-plain"),
        (format!("{post}/parameters/1"), "second-body"),
        (format!("{post}/parameters/2/type"), "wrong-type-but-plain"),
        (format!("{post}/parameters/3/collectionFormat"), "lists-with-tabs"),
        (format!("{post}/responses/200/schema/required"), "wrong-type"),
    ];
    assert_eq!(faults(&document), expected.map(|(place, fault)| (place, fault.to_owned())));
}

#[test]
fn a_body_that_many_operations_share_is_not_copied_without_end() {
    let values: Vec<u32> = (0..10_000).collect();
    let mut document = with_operation(json!({ "responses": { "204": { "description": "Done" } } }));
    document["parameters"] =
        json!({ "body": { "name": "body", "in": "body", "schema": { "enum": values } } });
    for number in 0..200 {
        let answers = json!({ "204": { "description": "Done" } });
        let shared = json!({ "parameters": [{ "$ref": "#/parameters/body" }], "responses": answers });
        document["paths"][format!("/a{number}")] = json!({ "post": shared });
    }
    let refusal = super::examined(&document).unwrap_err();
    assert!(refusal.problem.contains("more than 1000000 values"), "{refusal}");
}
