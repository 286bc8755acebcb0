//! Records what goes through `tracing` and `log`: every span, field and event, of any crate and level.

use std::collections::BTreeMap;
use std::fmt::{Debug, Write};
use std::sync::{Arc, Mutex, MutexGuard};
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

/// A span as it was when it ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Span {
    /// Its name.
    pub name: &'static str,
    /// The module that made it.
    pub target: &'static str,
    /// The values by field, without fields that were never recorded.
    pub fields: BTreeMap<&'static str, String>,
    /// The index of its parent among all spans.
    pub parent: Option<usize>,
}

/// Records everything. Clones share what they record.
#[derive(Clone, Default)]
pub struct TraceRecorder(Arc<Mutex<Recording>>);

#[derive(Default)]
struct Recording {
    spans: Vec<Span>,
    /// The spans that are entered, on the one thread that runs everything.
    entered: Vec<usize>,
    events: String,
}

impl TraceRecorder {
    fn recording(&self) -> MutexGuard<'_, Recording> {
        self.0.lock().unwrap()
    }

    /// The spans so far, in the order of their beginnings.
    #[must_use]
    pub fn spans(&self) -> Vec<Span> {
        self.recording().spans.clone()
    }

    /// The events so far, one per line.
    #[must_use]
    pub fn events(&self) -> String {
        self.recording().events.clone()
    }

    /// Clears what was recorded so far.
    pub fn forget(&self) {
        *self.recording() = Recording::default();
    }
}

/// The ids of spans count from 1, their indices from 0.
fn place(id: &Id) -> usize {
    usize::try_from(id.into_u64()).unwrap() - 1
}

struct Fields(BTreeMap<&'static str, String>);

impl Visit for Fields {
    fn record_str(&mut self, field: &Field, value: &str) {
        self.0.insert(field.name(), value.to_owned());
    }

    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        self.0.insert(field.name(), format!("{value:?}"));
    }
}

impl Subscriber for TraceRecorder {
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        true
    }

    fn new_span(&self, attributes: &Attributes<'_>) -> Id {
        let mut fields = Fields(BTreeMap::new());
        attributes.record(&mut fields);
        let mut recording = self.recording();
        let parent = match attributes.parent() {
            Some(parent) => Some(place(parent)),
            None if attributes.is_contextual() => recording.entered.last().copied(),
            None => None,
        };
        let (name, target) = (attributes.metadata().name(), attributes.metadata().target());
        recording.spans.push(Span { name, target, fields: fields.0, parent });
        Id::from_u64(recording.spans.len() as u64)
    }

    fn record(&self, span: &Id, values: &Record<'_>) {
        let mut fields = Fields(BTreeMap::new());
        values.record(&mut fields);
        self.recording().spans[place(span)].fields.extend(fields.0);
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, event: &Event<'_>) {
        let mut fields = Fields(BTreeMap::new());
        event.record(&mut fields);
        let metadata = event.metadata();
        writeln!(self.recording().events, "{} {}: {:?}", metadata.target(), metadata.name(), fields.0)
            .unwrap();
    }

    fn enter(&self, span: &Id) {
        self.recording().entered.push(place(span));
    }

    fn exit(&self, span: &Id) {
        let mut recording = self.recording();
        let last = recording.entered.iter().rposition(|entered| *entered == place(span));
        recording.entered.remove(last.unwrap());
    }
}

/// Records the messages of crates that use `log`, such as reqwest.
impl log::Log for TraceRecorder {
    fn enabled(&self, _: &log::Metadata<'_>) -> bool {
        true
    }

    fn log(&self, record: &log::Record<'_>) {
        writeln!(self.recording().events, "{} {}", record.target(), record.args()).unwrap();
    }

    fn flush(&self) {}
}
