//! The graph as a picture.

use super::nodes::{Arrow, Form, Graph};
use dagre::graph::{Graph as Layout, GraphOptions};
use dagre::{EdgeLabel, LayoutOptions, NodeLabel, Point};
use std::fmt::Write as _;

/// The space around the picture.
const MARGIN: f64 = 16.0;
/// The height of a line of text, and its distance from the one before.
const LINE: f64 = 16.0;
/// The space between a text and the border of its box.
const PADDING: f64 = 12.0;
/// The width of a character; those of East Asia are as wide as two.
const CHARACTER: f64 = 7.4;
/// Of a longer text, only the beginning is shown.
const LONGEST_TEXT: usize = 48;

/// What stands before the elements: the form of arrowheads and of text.
const HEAD: &str = r##"<defs><marker id="head" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="8" markerHeight="8" orient="auto"><path d="M0 0L8 4L0 8z" fill="#57606a"/></marker></defs>
<style>.drawing text{font:12px ui-monospace,Menlo,Consolas,"DejaVu Sans Mono",monospace;text-anchor:middle;fill:#1f2328}.drawing .element rect{fill:#f6f8fa;stroke:#57606a}.drawing .element text:first-of-type{font-weight:bold}.drawing .edge path{fill:none;stroke:#57606a}.drawing .edge rect{fill:#fff}</style>
"##;

impl Graph {
    /// The graph as a picture in SVG, with the beginning at the top.
    ///
    /// No two boxes overlap. Laying out a hundred elements of which each has two ways takes
    /// seconds, and the time grows with the cube of their number; a chain of hundreds is laid out at once.
    #[must_use]
    pub fn to_svg(&self) -> String {
        let drawing = self.drawing();
        let boxes: Vec<Frame> =
            drawing.boxes.into_iter().map(|(lines, form)| Frame::new(lines, form)).collect();
        let laid = lay_out(&boxes, &drawing.arrows);
        let center = |position: usize| laid.node(&position.to_string()).and_then(|node| node.x.zip(node.y));
        let centers: Vec<(f64, f64)> = (0..boxes.len()).map(|at| center(at).unwrap_or_default()).collect();
        let (mut edges, mut elements) = (String::new(), String::new());
        let mut extent = Extent::default();
        for (number, Arrow { from, to, label }) in drawing.arrows.iter().enumerate() {
            let found = laid.edge(&from.to_string(), &to.to_string(), Some(&number.to_string()));
            let dock = |at: usize| Some((boxes.get(at)?, *centers.get(at)?));
            if let (Some(edge), Some(from), Some(to)) = (found, dock(*from), dock(*to)) {
                draw_edge(edge, &docked(&edge.points, from, to), label, &mut edges, &mut extent);
            }
        }
        for (drawn, center) in boxes.iter().zip(&centers) {
            drawn.draw(*center, &mut elements, &mut extent);
        }
        let (left, top, width, height) = extent.with_margin();
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"drawing\" role=\"img\" width=\"{width}\" height=\"{height}\" \
             viewBox=\"{left} {top} {width} {height}\">\n{HEAD}\
             <rect x=\"{left}\" y=\"{top}\" width=\"{width}\" height=\"{height}\" rx=\"6\" fill=\"#fff\"/>\n\
             {edges}{elements}</svg>\n"
        )
    }
}

/// The places of all boxes and the ways of all arrows.
fn lay_out(boxes: &[Frame], arrows: &[Arrow<'_>]) -> Layout<NodeLabel, EdgeLabel> {
    let mut layout = Layout::with_options(GraphOptions { directed: true, multigraph: true, compound: false });
    for (position, Frame { width, height, .. }) in boxes.iter().enumerate() {
        let node = NodeLabel { width: *width, height: *height, ..NodeLabel::default() };
        layout.set_node(position.to_string(), Some(node));
    }
    for (number, arrow) in arrows.iter().enumerate() {
        let label = EdgeLabel {
            width: width(&shortened(arrow.label)) + PADDING,
            height: LINE,
            labelpos: dagre::layout::types::LabelPos::Center,
            ..EdgeLabel::default()
        };
        let (from, to) = (arrow.from.to_string(), arrow.to.to_string());
        layout.set_edge(from, to, Some(label), Some(&number.to_string()));
    }
    let options = LayoutOptions { nodesep: 32.0, ranksep: 28.0, ..LayoutOptions::default() };
    dagre::layout(&mut layout, Some(options));
    layout
}

/// The box of an element.
struct Frame {
    lines: Vec<String>,
    form: Form,
    width: f64,
    height: f64,
}

impl Frame {
    fn new(lines: Vec<String>, form: Form) -> Self {
        let lines: Vec<String> = lines.iter().map(|line| shortened(line)).collect();
        let widest = lines.iter().map(|line| width(line)).fold(0.0, f64::max);
        let (width, height) = (widest.max(40.0) + 2.0 * PADDING, LINE * count(lines.len()) + PADDING);
        Self { lines, form, width, height }
    }

    /// Moves the end of an edge to the border that faces the next point of the edge.
    fn dock(&self, (x, y): (f64, f64), next: &Point, end: &mut Point) {
        let (upper, lower) = (y - self.height / 2.0, y + self.height / 2.0);
        let border = match next.y {
            above if above <= upper => upper,
            below if below >= lower => lower,
            _ => return,
        };
        let reach = (self.width - self.height).max(0.0) / 2.0;
        *end = Point::new(next.x.max(x - reach).min(x + reach), border);
    }

    fn draw(&self, (x, y): (f64, f64), text: &mut String, extent: &mut Extent) {
        let Self { width, height, .. } = self;
        let (left, top) = (x - width / 2.0, y - height / 2.0);
        extent.include(left, top);
        extent.include(left + width, top + height);
        let look = match self.form {
            Form::Plain => " rx=\"4\"".to_owned(),
            Form::Rounded => format!(" rx=\"{}\"", height / 2.0),
            Form::Missing => " stroke-dasharray=\"4\"".to_owned(),
        };
        let (left, top, wide, high) = (number(left), number(top), number(*width), number(*height));
        *text += &format!(
            "<g class=\"element\"><rect x=\"{left}\" y=\"{top}\" width=\"{wide}\" height=\"{high}\"{look}/>"
        );
        for (index, line) in self.lines.iter().enumerate() {
            // The line of letters is a little below the middle of the text.
            let middle = y + LINE * (count(index) - (count(self.lines.len()) - 1.0) / 2.0) + 4.0;
            *text += &label(x, middle, line);
        }
        *text += "</g>\n";
    }
}

/// The points of an edge, of which the first and the last are moved to the lower or upper borders of their boxes. Where an
/// edge leaves a box at its side, it may run through the box beside it.
fn docked(points: &[Point], from: (&Frame, (f64, f64)), to: (&Frame, (f64, f64))) -> Vec<Point> {
    let mut docked = points.to_vec();
    if let [first, second, .., before, last] = docked.as_mut_slice() {
        from.0.dock(from.1, second, first);
        to.0.dock(to.1, before, last);
    } else if let [first, middle, last] = docked.as_mut_slice() {
        from.0.dock(from.1, middle, first);
        to.0.dock(to.1, middle, last);
    }
    docked
}

fn draw_edge(edge: &EdgeLabel, points: &[Point], text: &str, drawn: &mut String, extent: &mut Extent) {
    points.iter().for_each(|point| extent.include(point.x, point.y));
    *drawn += &format!("<g class=\"edge\"><path d=\"{}\" marker-end=\"url(#head)\"/>", path(points));
    if let Some((x, y)) = edge.x.zip(edge.y).filter(|_| !text.is_empty()) {
        let (wide, text) = (edge.width - PADDING / 2.0, shortened(text));
        extent.include(x - wide / 2.0, y);
        extent.include(x + wide / 2.0, y);
        let (left, top) = (number(x - wide / 2.0), number(y - LINE / 2.0));
        let wide = number(wide);
        *drawn += &format!("<rect x=\"{left}\" y=\"{top}\" width=\"{wide}\" height=\"{LINE}\"/>");
        *drawn += &label(x, y + 4.0, &text);
    }
    *drawn += "</g>\n";
}

/// A line through points that is round at the points between.
fn path(points: &[Point]) -> String {
    let mut path = String::new();
    let at = |x: f64, y: f64| format!("{} {}", number(x), number(y));
    for (index, point) in points.iter().enumerate() {
        let next = points.get(index + 1).filter(|_| index > 0);
        match next {
            Some(next) if index + 2 < points.len() => {
                let middle = ((point.x + next.x) / 2.0, (point.y + next.y) / 2.0);
                path += &format!("Q{} {}", at(point.x, point.y), at(middle.0, middle.1));
            }
            Some(next) => path += &format!("Q{} {}", at(point.x, point.y), at(next.x, next.y)),
            None if index == 0 => path += &format!("M{}", at(point.x, point.y)),
            // The curve before ends here, unless there are two points only.
            None if points.len() == 2 => path += &format!("L{}", at(point.x, point.y)),
            None => {}
        }
    }
    path
}

/// The part of the plane that is drawn on.
#[derive(Default)]
struct Extent(Option<(f64, f64, f64, f64)>);

impl Extent {
    fn include(&mut self, x: f64, y: f64) {
        let (left, top, right, bottom) = self.0.unwrap_or((x, y, x, y));
        self.0 = Some((left.min(x), top.min(y), right.max(x), bottom.max(y)));
    }

    /// The left and upper border, the width and the height.
    fn with_margin(&self) -> (f64, f64, f64, f64) {
        let (left, top, right, bottom) = self.0.unwrap_or_default();
        let (left, top) = ((left - MARGIN).floor(), (top - MARGIN).floor());
        (left, top, (right + MARGIN - left).ceil(), (bottom + MARGIN - top).ceil())
    }
}

fn label(x: f64, y: f64, text: &str) -> String {
    format!("<text x=\"{}\" y=\"{}\">{}</text>", number(x), number(y), escape(text))
}

/// A number with at most one digit after the point.
fn number(value: f64) -> String {
    let mut text = String::new();
    // Writing into a text does not fail. Adding 0 makes a plain zero of `-0`.
    let _ = write!(text, "{}", (value * 10.0).round() / 10.0 + 0.0);
    text
}

/// A small count as a number of the plane.
fn count(value: usize) -> f64 {
    u32::try_from(value).map_or(0.0, f64::from)
}

fn width(text: &str) -> f64 {
    let cells = text.chars().map(|character| if u32::from(character) < 0x1100 { 1.0 } else { 2.0 });
    cells.sum::<f64>() * CHARACTER
}

fn shortened(text: &str) -> String {
    if text.chars().count() <= LONGEST_TEXT {
        return text.to_owned();
    }
    text.chars().take(LONGEST_TEXT - 1).chain(['…']).collect()
}

/// A text in XML. Characters that XML cannot hold are replaced.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped += "&amp;",
            '<' => escaped += "&lt;",
            '>' => escaped += "&gt;",
            '"' => escaped += "&quot;",
            '\u{fffe}' | '\u{ffff}' => escaped.push('\u{fffd}'),
            control if control.is_control() => escaped.push(' '),
            other => escaped.push(other),
        }
    }
    escaped
}
