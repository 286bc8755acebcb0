//! Answers that are streams, and the methods that read them.

use super::{configured, read};
use crate::config::Config;
use crate::document::describe_streams;
use crate::lower::items::crate_of;
use crate::lower::naming::Remembered;
use crate::model::items::Crate;
use crate::model::{Api, Framing, ItemReading, Opening, Operation, TypeRef};
use serde_json::{Value, json};

/// A document whose one operation answers with these media types.
fn answering(content: &Value, schemas: &Value) -> Value {
    json!({
        "openapi": "3.0.3",
        "info": {"title": "Talks", "version": "1"},
        "servers": [{"url": "https://api.example.com"}],
        "paths": {"/talks": {"post": {
            "operationId": "talk",
            "tags": ["talks"],
            "requestBody": {"required": true, "content": {"application/json": {"schema": {
                "type": "object",
                "required": ["question"],
                "properties": {"question": {"type": "string"}, "stream": {"type": "boolean"}}
            }}}},
            "responses": {"200": {"description": "ok", "content": content}}
        }}},
        "components": {"schemas": schemas}
    })
}

fn operations(api: &Api) -> Vec<&Operation> {
    api.groups.iter().flat_map(|group| &group.operations).collect()
}

fn text_of(type_ref: Option<&TypeRef>) -> String {
    type_ref.map(|type_ref| format!("{type_ref:?}")).unwrap_or_default()
}

/// The type of the items of the only stream, and how they are read.
fn item(schema: &Value, schemas: &Value) -> (String, ItemReading) {
    let document = answering(&json!({"text/event-stream": {"schema": schema}}), schemas);
    let api = read(document, &Config::default()).unwrap();
    let success = &operations(&api)[0].success;
    (text_of(success.type_ref.as_ref()), success.streamed.as_ref().unwrap().reading)
}

fn piece() -> Value {
    json!({"Piece": {"type": "object", "properties": {"text": {"type": "string"}}}})
}

#[test]
fn the_item_of_a_stream_is_what_the_data_of_an_event_says() {
    let piece_of = |schema: Value| item(&schema, &piece());
    let reference = json!({"$ref": "#/components/schemas/Piece"});
    let expected = (r#"Named(Name("Piece"))"#.to_owned(), ItemReading::Json);
    assert_eq!(piece_of(reference.clone()), expected);
    let event =
        |data: Value| json!({"type": "object", "properties": {"data": data, "id": {"type": "string"}}});
    assert_eq!(piece_of(event(reference.clone())), expected);
    let text = ("Scalar(String)".to_owned(), ItemReading::Text);
    assert_eq!(piece_of(event(json!({"type": "string"}))), text);
    assert_eq!(piece_of(json!({"type": "string"})), text);
    // More than an event has.
    let more = json!({"type": "object", "properties": {"data": reference, "total": {"type": "integer"}}});
    assert_eq!(piece_of(more).1, ItemReading::Json);
    assert_eq!(
        item(&json!({"type": "integer"}), &json!({})),
        ("Scalar(Integer(Int64))".to_owned(), ItemReading::Json)
    );
}

#[test]
fn events_of_a_union_are_read_whole_so_that_their_names_tell_them_apart() {
    let event = |name: &str, data: Value| {
        json!({"type": "object", "required": ["event", "data"],
               "properties": {"event": {"type": "string", "enum": [name]}, "data": data}})
    };
    let schemas = json!({
        "Begun": event("begun", json!({"type": "integer"})),
        "Ended": event("ended", json!({"type": "string"})),
    });
    let union =
        json!({"oneOf": [{"$ref": "#/components/schemas/Begun"}, {"$ref": "#/components/schemas/Ended"}]});
    assert_eq!(item(&union, &schemas).1, ItemReading::Whole);
}

#[test]
fn an_answer_in_two_forms_has_two_methods() {
    let content = json!({
        "application/json": {"schema": {"type": "object", "properties": {"answer": {"type": "string"}}}},
        "text/event-stream": {"schema": {"$ref": "#/components/schemas/Piece"}}
    });
    let api =
        read(answering(&content, &piece()), &configured("[operations.talk]\ndone = \"[DONE]\"")).unwrap();
    let made = operations(&api);
    let names: Vec<&str> = made.iter().map(|operation| operation.name.as_str()).collect();
    assert_eq!(names, ["talk", "talk_events"]);
    assert_eq!((made[0].success.streamed.is_none(), made[0].accept.as_deref()), (true, None));
    let streamed = made[1].success.streamed.as_ref().unwrap();
    assert_eq!((streamed.framing, streamed.done.as_deref()), (Framing::Events, Some("[DONE]")));
    assert_eq!(made[1].accept.as_deref(), Some("text/event-stream"));
    assert_eq!((api.coverage.operations, api.coverage.typed_operations), (1, 1));
    let config = Config::default();
    let made: Crate = crate_of(api, Remembered::new(&config.lock));
    let items: Vec<_> = made.groups.iter().flat_map(|group| &group.operations).collect();
    // The method that reads a stream asks for one by itself.
    assert!(items[0].request_type.is_some() && items[1].request_type.is_none());
    let switched = items[1].request.body.as_ref().and_then(|body| body.switched_on.as_ref());
    assert_eq!(switched.map(crate::model::Name::as_str), Some("stream"));
}

#[test]
fn json_texts_are_described_one_by_one_or_as_a_list() {
    for (media_type, framing) in [
        ("application/x-ndjson", Framing::Lines),
        ("application/jsonl; charset=utf-8", Framing::Lines),
        ("application/json-seq", Framing::Sequence),
        ("application/geo+json-seq", Framing::Sequence),
        ("multipart/mixed", Framing::Parts),
        ("multipart/related; boundary=b", Framing::Parts),
    ] {
        let one = json!({"$ref": "#/components/schemas/Piece"});
        let list = json!({"type": "array", "items": one});
        let named = json!({"$ref": "#/components/schemas/Pieces"});
        for schema in [one, list.clone(), named] {
            let mut schemas = piece();
            schemas["Pieces"] = list.clone();
            let document = answering(&json!({media_type: {"schema": schema}}), &schemas);
            let api = read(document, &Config::default()).unwrap();
            let success = &operations(&api)[0].success;
            assert_eq!(text_of(success.type_ref.as_ref()), r#"Named(Name("Piece"))"#);
            assert_eq!(success.streamed.as_ref().map(|streamed| streamed.framing), Some(framing));
        }
    }
}

#[test]
fn text_describes_json_texts_all_together_and_parts_that_may_be_files_are_bytes() {
    let file = json!({"type": "string", "format": "binary"});
    let text = json!({"type": "string"});
    let either = json!({"oneOf": [file, {"$ref": "#/components/schemas/Piece"}]});
    let named = json!({"type": "object", "properties": {"file": file}});
    let list = json!({"type": "array", "items": text});
    for (media_type, schema, expected, reading) in [
        ("application/x-ndjson", &text, "Any", ItemReading::Json),
        ("application/json-seq", &file, "Any", ItemReading::Json),
        ("application/x-ndjson", &list, "Scalar(String)", ItemReading::Json),
        ("multipart/mixed", &list, "Scalar(String)", ItemReading::Text),
        ("multipart/mixed", &text, "", ItemReading::Bytes),
        ("multipart/mixed", &either, "", ItemReading::Bytes),
        ("multipart/mixed", &named, "", ItemReading::Bytes),
    ] {
        let document = answering(&json!({media_type: {"schema": schema}}), &piece());
        let api = read(document, &Config::default()).unwrap();
        let success = &operations(&api)[0].success;
        assert_eq!(text_of(success.type_ref.as_ref()), expected, "{media_type}: {schema}");
        assert_eq!(success.streamed.as_ref().map(|streamed| streamed.reading), Some(reading));
    }
}

#[test]
fn answers_in_xml_are_text_and_files_are_bytes() {
    let (text, object) = (json!({"type": "string"}), json!({"type": "object"}));
    let file = json!({"type": "string", "format": "binary"});
    for (media_type, schema, opening) in [
        ("application/xml", &object, Opening::Text),
        ("text/xml; charset=utf-8", &text, Opening::Text),
        ("application/atom+xml", &text, Opening::Text),
        ("application/xml", &file, Opening::Raw),
        ("text/csv", &text, Opening::Text),
        ("text/csv", &file, Opening::Raw),
        ("image/svg+xml", &text, Opening::Raw),
        ("application/pdf", &text, Opening::Raw),
    ] {
        let document = answering(&json!({media_type: {"schema": schema}}), &piece());
        let api = read(document, &Config::default()).unwrap();
        assert_eq!(operations(&api)[0].success.opening, opening, "{media_type}: {schema}");
    }
}

#[test]
fn the_configuration_describes_a_stream_that_the_document_does_not() {
    let content = json!({"application/json": {"schema": {"type": "object", "properties": {"answer": {"type": "string"}}}}});
    for events in ["Piece", "$.components.schemas.Piece"] {
        let config = configured(&format!("[operations.talk]\nevents = \"{events}\""));
        let mut document = answering(&content, &piece());
        describe_streams(&mut document, &config, "generator.toml", true).unwrap();
        let api = read(document, &config).unwrap();
        let types: Vec<String> =
            operations(&api).iter().map(|made| text_of(made.success.type_ref.as_ref())).collect();
        assert_eq!(types, [r#"Named(Name("TalksTalkResponse"))"#, r#"Named(Name("Piece"))"#]);
    }
}

#[test]
fn an_entry_that_leads_to_no_schema_is_refused_with_what_was_meant() {
    let refusal = |events: &str| {
        let config = configured(&format!("[operations.talk]\nevents = \"{events}\""));
        let mut document = answering(&json!({"application/json": {}}), &piece());
        describe_streams(&mut document, &config, "generator.toml", true).unwrap_err().to_string()
    };
    let message = refusal("Piecee");
    assert!(message.contains("#/operations/talk/events") && message.contains("`Piece`"), "{message}");
    assert!(refusal("$.components.schemas.*.nothing").contains("selects 0 places"));
    assert!(refusal("$.paths[").contains("is not a JSONPath"));
}

#[test]
fn the_configuration_describes_a_stream_of_a_document_of_swagger_2_0() {
    let mut document = json!({
        "swagger": "2.0",
        "info": {"title": "Talks", "version": "1"},
        "host": "example.com",
        "schemes": ["https"],
        "paths": {"/talk": {"post": {
            "operationId": "talk",
            "tags": ["talks"],
            "produces": ["application/json"],
            "responses": {"200": {"description": "ok", "schema": {"$ref": "#/definitions/Answer"}}}
        }}},
        "definitions": {
            "Answer": {"type": "object", "properties": {"answer": {"type": "string"}}},
            "Piece": {"type": "object", "properties": {"text": {"type": "string"}}}
        }
    });
    let config = configured("[operations.talk]\nevents = \"Piece\"");
    describe_streams(&mut document, &config, "generator.toml", true).unwrap();
    let api = read(document, &config).unwrap();
    let types: Vec<String> =
        operations(&api).iter().map(|made| text_of(made.success.type_ref.as_ref())).collect();
    assert_eq!(types, [r#"Named(Name("Answer"))"#, r#"Named(Name("Piece"))"#]);
}
