//! The graph in the language of Mermaid.

use super::nodes::{Form, Graph};

impl Graph {
    /// The graph as a flowchart of Mermaid, which GitHub and many editors draw in a block of code called `mermaid`.
    #[must_use]
    pub fn to_mermaid(&self) -> String {
        let drawing = self.drawing();
        let mut text = "flowchart TD\n".to_owned();
        for (position, (lines, form)) in drawing.boxes.iter().enumerate() {
            let (begin, end) = match form {
                Form::Plain => ("[", "]"),
                Form::Rounded => ("([", "])"),
                Form::Missing => ("[", "]:::missing"),
            };
            let label: Vec<String> = lines.iter().map(|line| escape(line)).collect();
            text += &format!("  n{position}{begin}\"{}\"{end}\n", label.join("<br/>"));
        }
        for arrow in &drawing.arrows {
            // Mermaid takes no empty label.
            let label = if arrow.label.is_empty() { " ".to_owned() } else { escape(arrow.label) };
            text += &format!("  n{} -->|\"{label}\"| n{}\n", arrow.from, arrow.to);
        }
        if drawing.boxes.iter().any(|(_, form)| *form == Form::Missing) {
            text += "  classDef missing stroke-dasharray: 4\n";
        }
        text
    }
}

/// A text between quotes. All that Mermaid, Markdown or HTML could take for more than a character becomes its number.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            control if control.is_control() => escaped.push(' '),
            plain if plain.is_alphanumeric() || " -_.,:/@%()+=?!".contains(plain) => escaped.push(plain),
            other => escaped += &format!("#{};", u32::from(other)),
        }
    }
    escaped
}
