//! What stands in other files and cannot be a component: path items, and what OpenAPI allows no reference for, such as all
//! paths, an operation or a list of parameters. It is written out where it is referred to.

use serde_json::{Map, Value, json};

use super::reference::{self, Target};
use super::{Gathering, MAX_CHAIN, is_alone};
use crate::diagnostic::Result;
use crate::document::faults::Fault;
use crate::document::places::{Holds, Kind};
use crate::document::pointer::Pointer;
use crate::document::resolve::nothing_in_files;

/// Fields that hold no object of OpenAPI that a step knows by its kind.
const SMALL: [&str; 5] = ["externalDocs", "info", "security", "servers", "tags"];

impl Gathering<'_> {
    /// Writes out a path item that stands in another file.
    pub(super) fn write_out(
        &mut self,
        fields: &mut Map<String, Value>,
        reference: &str,
        at: &Pointer,
        file: &str,
    ) -> Result<()> {
        if !reference::is_file(reference) && (file.is_empty() || !reference.starts_with('#')) {
            return Ok(());
        }
        let Some(Target { file, pointer }) = self.target(reference, file, at)? else {
            fields.insert("$ref".to_owned(), json!(nothing_in_files(reference)));
            return Ok(());
        };
        if file.is_empty() {
            fields.insert("$ref".to_owned(), json!(format!("#{pointer}")));
            return Ok(());
        }
        let mut item = self.read(&file, &pointer, at)?;
        self.enter("path item", (&file, &pointer), at)?;
        self.origins.read_from(&file, &pointer, at);
        self.lead(Kind::PathItem, &mut item, at, &file)?;
        self.chain -= 1;
        fields.remove("$ref");
        if let Value::Object(item) = item {
            for (field, value) in item {
                fields.entry(field).or_insert(value);
            }
        }
        Ok(())
    }

    /// Writes out the fields of an object that are references to files, where OpenAPI allows none.
    pub(super) fn write_out_fields(
        &mut self,
        kind: Kind,
        fields: &mut Map<String, Value>,
        at: &Pointer,
        file: &str,
    ) -> Result<()> {
        let names: Vec<String> = fields
            .iter()
            .filter(|(field, value)| self.is_reference(kind, field, value, file))
            .map(|(field, _)| field.clone())
            .collect();
        for field in names {
            let stands = at.join(&field);
            let reference =
                fields.get(&field).and_then(|value| value.get("$ref")?.as_str()).map(str::to_owned);
            let Some(reference) = reference else { continue };
            let Some(Target { file, pointer }) = self.target(&reference, file, &stands)? else {
                self.say(&stands, &field, "there is nothing, and it is ignored");
                fields.remove(&field);
                continue;
            };
            if file.is_empty() {
                continue;
            }
            self.say(&stands, &field, "what it refers to is read in its place");
            let value = self.read(&file, &pointer, &stands)?;
            self.enter(&field, (&file, &pointer), &stands)?;
            self.origins.read_from(&file, &pointer, &stands);
            // What stands there can be such a reference as well.
            let mut around = Value::Object(Map::from_iter([(field.clone(), value)]));
            self.lead(kind, &mut around, at, &file)?;
            self.chain -= 1;
            if let Some(value) = around.get_mut(&field) {
                fields.insert(field, value.take());
            }
        }
        Ok(())
    }

    fn is_reference(&self, kind: Kind, field: &str, value: &Value, file: &str) -> bool {
        let is_holder = match kind.holds_in(self.version, field) {
            Some(Holds::One(held)) => !held.may_be_a_reference() && held != Kind::PathItem,
            Some(Holds::List(_) | Holds::Map(_) | Holds::Patterned(_)) => true,
            None => {
                SMALL.contains(&field) && matches!(kind, Kind::Document | Kind::PathItem | Kind::Operation)
            }
        };
        let reference = value.get("$ref").and_then(Value::as_str).filter(|_| is_holder && is_alone(value));
        reference.is_some_and(|text| reference::is_file(text) || (!file.is_empty() && text.starts_with('#')))
    }

    fn say(&mut self, at: &Pointer, field: &str, done: &str) {
        let (what, done) = (format!("field `{field}`"), done.to_owned());
        let pointer = self.origins.published(at.join("$ref").as_str()).into_owned();
        self.found.push(Fault::ReferenceWhereNoneMayBe { what, done }.found(pointer));
    }

    /// Goes from one file to the next, which has to come to an end.
    fn enter(&mut self, what: &str, (file, pointer): (&str, &str), at: &Pointer) -> Result<()> {
        self.chain += 1;
        if self.chain > MAX_CHAIN {
            let (what, chain) = (what.to_owned(), format!("{file}#{pointer}"));
            return Err(self.refuse(at, Fault::EndlessReference { what, chain }));
        }
        Ok(())
    }
}
