//! Types that have no value of finite size, as the document describes them.

use super::{api, structure};
use crate::model::Presence;
use serde_json::json;

#[test]
fn a_required_property_that_leads_back_to_its_type_may_be_absent_and_stands_in_the_report() {
    let to = |name: &str| json!({"$ref": format!("#/components/schemas/{name}")});
    let api = api(
        &to("nest"),
        &json!({
            "nest": {"type": "object", "required": ["hen", "rope", "tree"], "properties": {
                "hen": to("hen"), "rope": to("rope"), "tree": to("tree"),
            }},
            "hen": {"type": "object", "required": ["egg"], "properties": {"egg": to("egg")}},
            "egg": {"type": "object", "required": ["hen", "name"], "properties": {
                "hen": to("hen"), "name": {"type": "string"},
            }},
            "rope": {"type": "object", "required": ["next", "length"], "properties": {
                "next": to("rope"), "length": {"type": "integer"},
            }},
            "tree": {"type": "object", "required": ["branches"], "properties": {
                "branches": {"type": "array", "items": to("tree")},
            }},
        }),
    );
    let optional = |name: &str| -> Vec<String> {
        let fields = structure(&api, name).fields.iter();
        fields
            .filter(|field| field.presence == Presence::Optional)
            .map(|field| field.property.clone())
            .collect()
    };
    assert_eq!(optional("Rope"), ["next"]);
    // One of the two is enough, and it is always the same one.
    assert_eq!((optional("Egg"), optional("Hen")), (vec!["hen".to_owned()], Vec::new()));
    assert_eq!((optional("Nest"), optional("Tree")), (Vec::new(), Vec::new()));
    let reported: Vec<&str> = api.omissions.iter().map(|omission| omission.pointer.as_str()).collect();
    assert_eq!(
        reported,
        ["/components/schemas/egg/properties/hen", "/components/schemas/rope/properties/next"]
    );
}
