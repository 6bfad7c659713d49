//! A page on which text flows: SVG has no line breaks of its own. Lengths are millimetres.

use super::fonts::{self, Weight};
use std::fmt::Write;

/// Where a line's `x` is.
#[derive(Debug, Clone, Copy)]
pub(super) enum Anchor {
    Start,
    Middle,
}

/// A piece of a paragraph.
pub(super) type Run<'a> = (&'a str, Weight);

/// The page as it grows downwards.
pub(super) struct Page {
    body: String,
    /// Base line of the last line written.
    pub(super) y: f32,
}

/// Distance between base lines, in font sizes: stacked Vietnamese marks need the room.
const LEADING: f32 = 1.42;

impl Page {
    pub(super) fn new(y: f32) -> Self {
        Self {
            body: String::new(),
            y,
        }
    }

    /// Raw SVG.
    pub(super) fn raw(&mut self, svg: &str) {
        self.body.push_str(svg);
    }

    /// One line at a given base line, shrunk if it would be wider than `max`.
    pub(super) fn at(&mut self, (x, y): (f32, f32), max: f32, size: f32, anchor: Anchor, run: Run<'_>) {
        let (text, weight) = run;
        let width = fonts::width(text, size, weight);
        let size = if width > max { size * max / width } else { size };
        let anchor = match anchor {
            Anchor::Start => "start",
            Anchor::Middle => "middle",
        };
        let _ = write!(
            self.body,
            r#"<text x="{x:.2}" y="{y:.2}" font-size="{size:.2}" text-anchor="{anchor}" font-weight="{}">{}</text>"#,
            css(weight),
            escape(text)
        );
    }

    /// Moves to the next base line of text of `size`.
    pub(super) fn feed(&mut self, size: f32) {
        self.y += size * LEADING;
    }

    /// A paragraph of runs, broken between words to `width`, below the last line; at most `max_lines`, the last of
    /// which ends in "…" when there was more.
    pub(super) fn paragraph(&mut self, x: f32, width: f32, size: f32, max_lines: usize, runs: &[Run<'_>]) {
        for line in broken(runs, size, width, max_lines) {
            self.feed(size);
            let y = self.y;
            let _ = write!(
                self.body,
                r#"<text x="{x:.2}" y="{y:.2}" font-size="{size:.2}" xml:space="preserve">"#
            );
            for (text, weight) in line {
                let _ = write!(
                    self.body,
                    r#"<tspan font-weight="{}">{}</tspan>"#,
                    css(weight),
                    escape(&text)
                );
            }
            self.body.push_str("</text>");
        }
    }

    /// The finished A5 page.
    pub(super) fn finish(self) -> String {
        format!(
            r##"<svg xmlns="http://www.w3.org/2000/svg" width="1184" height="1680" viewBox="0 0 148 210" font-family="{}" fill="#161616">{}</svg>"##,
            fonts::FAMILY,
            self.body
        )
    }
}

/// Lines of (text, weight) pieces.
fn broken(runs: &[Run<'_>], size: f32, width: f32, max_lines: usize) -> Vec<Vec<(String, Weight)>> {
    let mut lines: Vec<Vec<(String, Weight)>> = vec![Vec::new()];
    let mut used = 0.0;
    for (word, weight) in runs
        .iter()
        .flat_map(|(t, w)| t.split_whitespace().map(|word| (word, *w)))
    {
        for piece in pieces(word, weight, size, width) {
            let space = if used > 0.0 {
                fonts::width(" ", size, weight)
            } else {
                0.0
            };
            let length = fonts::width(&piece, size, weight);
            if used > 0.0 && used + space + length > width {
                if lines.len() == max_lines {
                    if let Some((text, _)) = lines.last_mut().and_then(|l| l.last_mut()) {
                        text.push('…');
                    }
                    return lines;
                }
                lines.push(Vec::new());
                used = 0.0;
            }
            let text = if used > 0.0 { format!(" {piece}") } else { piece };
            used += if used > 0.0 { space + length } else { length };
            if let Some(line) = lines.last_mut() {
                line.push((text, weight));
            }
        }
    }
    lines
}

/// A word, cut where it is wider than a whole line (an e-mail address, a code).
fn pieces(word: &str, weight: Weight, size: f32, width: f32) -> Vec<String> {
    let mut out = vec![String::new()];
    let mut used = 0.0;
    for c in word.chars() {
        let length = fonts::width(c.encode_utf8(&mut [0; 4]), size, weight);
        if used + length > width {
            out.push(String::new());
            used = 0.0;
        }
        used += length;
        if let Some(last) = out.last_mut() {
            last.push(c);
        }
    }
    out
}

const fn css(weight: Weight) -> &'static str {
    match weight {
        Weight::Regular => "400",
        Weight::Bold => "700",
    }
}

fn escape(text: &str) -> String {
    text.chars()
        .filter(|c| !c.is_control())
        .fold(String::with_capacity(text.len()), |mut out, c| {
            match c {
                '&' => out.push_str("&amp;"),
                '<' => out.push_str("&lt;"),
                '>' => out.push_str("&gt;"),
                _ => out.push(c),
            }
            out
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_stay_inside_their_width() {
        let text = "Cấp bản sao trích lục hộ tịch, bản sao giấy khai sinh cho người-viết-liền-không-nghỉ-một-lần-nào-cả-ở-đây";
        let lines = broken(
            &[("Nội dung:", Weight::Regular), (text, Weight::Bold)],
            3.2,
            40.0,
            9,
        );
        assert!(lines.len() > 2);
        for line in lines {
            let width: f32 = line.iter().map(|(t, w)| fonts::width(t, 3.2, *w)).sum();
            assert!(width <= 40.1, "{width}");
        }
    }

    #[test]
    fn too_much_text_ends_in_an_ellipsis_and_marks_are_escaped() {
        let lines = broken(&[("một hai ba bốn năm sáu bảy", Weight::Regular)], 3.2, 12.0, 2);
        assert_eq!(lines.len(), 2);
        assert!(lines[1].last().unwrap().0.ends_with('…'));
        assert_eq!(escape("a<b>&\u{0}c"), "a&lt;b&gt;&amp;c");
    }
}
