//! The graph in the language of Graphviz.

use super::nodes::{Form, Graph};

impl Graph {
    /// The graph in DOT, the language of Graphviz: `dot -Tsvg` draws it.
    #[must_use]
    pub fn to_dot(&self) -> String {
        let drawing = self.drawing();
        let mut text =
            "digraph {\n  node [shape=box, fontname=\"sans-serif\"];\n  edge [fontname=\"sans-serif\"];\n"
                .to_owned();
        for (position, (lines, form)) in drawing.boxes.iter().enumerate() {
            let style = match form {
                Form::Plain => "",
                Form::Rounded => ", style=rounded",
                Form::Missing => ", style=dashed",
            };
            let label: Vec<String> = lines.iter().map(|line| escape(line)).collect();
            text += &format!("  n{position} [label=\"{}\"{style}];\n", label.join("\\n"));
        }
        for arrow in &drawing.arrows {
            text += &format!("  n{} -> n{} [label=\"{}\"];\n", arrow.from, arrow.to, escape(arrow.label));
        }
        text + "}\n"
    }
}

/// A text between quotes. Graphviz reads escapes that begin with a backslash there, and entities of HTML.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '"' => escaped += "\\\"",
            '\\' => escaped += "\\\\",
            '&' => escaped += "&amp;",
            control if control.is_control() => escaped.push(' '),
            other => escaped.push(other),
        }
    }
    escaped
}
