//! Reads webhooks: the calls that the service makes.

use super::reader::Reader;
use crate::diagnostic::Result;
use crate::document::lift::beside;
use crate::document::pointer;
use crate::lower::raw_operation::{RawContent, RawEvent};
use crate::model::Docs;

impl Reader<'_> {
    /// The events that the document names, by their names.
    pub(super) fn events(&mut self) -> Result<Vec<RawEvent>> {
        let mut events = Vec::new();
        for (name, item) in &self.document.webhooks {
            let item_at = format!("/{}/{}", beside::WEBHOOKS, pointer::escape(name));
            for (index, (method, operation)) in item.iter().enumerate() {
                let at = format!("{item_at}/{method}");
                if index > 0 {
                    self.omit(&at, "an event is told by one method: this one is not read");
                    continue;
                }
                let node = match &operation.request_body {
                    Some(body) => {
                        let at = format!("{at}/requestBody");
                        let body = self.request_bodies(body, &at)?.into_iter().next();
                        let content = body.map_or(RawContent::Nothing, |body| body.content);
                        if matches!(content, RawContent::Form(_) | RawContent::Raw { .. }) {
                            self.omit(&at, "the body is not JSON: the event is read as an unknown one");
                            continue;
                        }
                        content.json()
                    }
                    None => None,
                };
                let texts = [&operation.summary, &operation.description];
                let texts: Vec<&str> = texts.into_iter().flatten().map(String::as_str).collect();
                let docs =
                    Docs { text: texts.join("\n\n"), deprecated: operation.deprecated, ..Docs::default() };
                events.push(RawEvent { name: name.clone(), docs, pointer: at.into(), node });
            }
        }
        Ok(events)
    }
}
