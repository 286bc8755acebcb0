//! What generator.toml says of the graphs of a union's values.

use super::*;
use crate::lower::lower_with_origin;
use crate::model::GraphRules;

/// Steps that lead to each other, where `id` is required or not.
fn steps(required: &Value) -> Value {
    let step = |kind: &str| {
        json!({
            "type": "object", "required": required,
            "properties": {
                "kind": { "type": "string", "enum": [kind] }, "id": { "type": "string" },
                "then": { "$ref": "#/components/schemas/Link" }, "task": { "$ref": "#/components/schemas/Task" }
            }
        })
    };
    let schemas = json!({
        "Link": { "type": "object", "required": ["to"], "properties": { "to": { "type": "string" } } },
        "Task": { "type": "object", "required": ["name"], "properties": { "name": { "type": "string" } } },
        "Step": { "oneOf": [step("first"), step("last")], "discriminator": { "propertyName": "kind" } }
    });
    document(&json!({ "type": "array", "items": { "$ref": "#/components/schemas/Step" } }), &schemas)
}

fn with(graph: &str) -> Config {
    configured(&format!(
        "[[types]]\nname = \"Step\"\nat = \"$.components.schemas.Step\"\nedge = \"Link\"\n{graph}"
    ))
}

fn rules(config: &Config) -> Option<GraphRules> {
    let api = read(steps(&json!(["kind", "id"])), config).unwrap();
    union(&api, "Step").graph.clone()
}

fn refusal(required: &Value, config: &Config) -> String {
    let error = read(steps(required), config).unwrap_err();
    format!("{}#{}: {} {}", error.file, error.pointer, error.problem, error.remedy)
}

#[test]
fn a_union_with_ids_and_edges_makes_graphs_without_a_word_in_the_configuration() {
    assert_eq!(rules(&with("")), Some(GraphRules::default()));
    assert_eq!(rules(&Config::default()), None, "without `edge`");
    let api = read(steps(&json!(["kind"])), &with("")).unwrap();
    assert_eq!(union(&api, "Step").graph, None, "without a required `id`");
}

#[test]
fn the_configuration_says_which_kinds_begin_and_end_and_what_is_shown() {
    let found = rules(&with(
        "graph = { start = [\"first\"], end = [\"last\"], summary = { last = [\"/task/name\"] } }",
    ));
    let found = found.unwrap();
    assert_eq!((found.start, found.end), (vec!["first".to_owned()], vec!["last".to_owned()]));
    assert_eq!(found.summary["last"], ["/task/name"]);
}

#[test]
fn what_the_union_does_not_have_is_refused() {
    let ids = json!(["kind", "id"]);
    let said = refusal(&ids, &with("graph = { start = [\"frist\"] }"));
    assert!(said.starts_with("generator.toml#/types: `Step`: `graph` names the kind `frist`"), "{said}");
    assert!(said.contains("did you mean `first`?"), "{said}");
    for graph in ["{ end = [\"x\"] }", "{ shares = { kind = \"x\", most = 1 } }", "{ summary = { x = [] } }"]
    {
        let said = refusal(&ids, &with(&format!("graph = {graph}")));
        assert!(said.contains("names the kind `x`, which the union does not have"), "{said}");
    }
    for at in ["/nothing", "/task/title", "task", ""] {
        let said = refusal(&ids, &with(&format!("graph = {{ summary = {{ first = [\"{at}\"] }} }}")));
        assert!(said.contains(&format!("shows `{at}` of the kind `first`")), "{said}");
    }
    let said = refusal(&json!(["kind"]), &with("graph = { start = [\"first\"] }"));
    assert!(said.contains("all require a string `id`"), "{said}");
}

#[test]
fn rules_that_fit_one_of_two_compared_documents_only_are_left_out_for_the_other() {
    let json = steps(&json!(["kind", "id"]));
    let source = Source {
        file: "pets.json".to_owned(),
        sha256: String::new(),
        json,
        faults: Vec::new(),
        origins: Default::default(),
    };
    let document = document::examine(source, &Selection::default()).unwrap();
    let config = with("graph = { start = [\"gone\"] }");
    let made = lower_with_origin(&document, &config, "generator.toml").unwrap().made;
    assert_eq!(union(&made.api, "Step").graph, Some(GraphRules::default()));
}
