//! Aligned tables of plain text, measured in terminal cells. Knows nothing about races.

use unicode_width::UnicodeWidthStr;

use super::words::clean;

/// The alignment of a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Align {
    Left,
    Right,
}

/// Rows under a header. Control characters are removed from every cell as it is added.
#[derive(Debug, Clone)]
pub struct Table {
    columns: Vec<(String, Align)>,
    rows: Vec<Vec<String>>,
}

impl Table {
    /// An empty table with these columns: (header, alignment).
    #[must_use]
    pub fn new(columns: &[(&str, Align)]) -> Self {
        Self { columns: columns.iter().map(|(h, a)| (clean(h), *a)).collect(), rows: Vec::new() }
    }

    /// Adds a row. Missing cells are empty; cells beyond the last column are dropped.
    pub fn row<S: AsRef<str>>(&mut self, cells: impl IntoIterator<Item = S>) {
        self.rows.push(cells.into_iter().take(self.columns.len()).map(|c| clean(c.as_ref())).collect());
    }

    /// The table in aligned columns two cells apart, without trailing spaces; with a header line only if a column has a
    /// heading.
    #[must_use]
    pub fn render(&self) -> String {
        let widths: Vec<usize> = (0..self.columns.len())
            .map(|i| self.rows.iter().filter_map(|r| r.get(i)).chain([&self.columns[i].0]).map(|c| c.width()).max())
            .map(Option::unwrap_or_default)
            .collect();
        let header: Vec<String> = self.columns.iter().map(|(h, _)| h.clone()).collect();
        let header = header.iter().any(|h| !h.is_empty()).then_some(&header);
        let mut out = String::new();
        for row in header.into_iter().chain(&self.rows) {
            let mut line = String::new();
            for (i, ((_, align), width)) in self.columns.iter().zip(&widths).enumerate() {
                let cell = row.get(i).map_or("", String::as_str);
                let pad = " ".repeat(width - cell.width());
                let gap = if i == 0 { "" } else { "  " };
                match align {
                    Align::Left => line.extend([gap, cell, &pad]),
                    Align::Right => line.extend([gap, &pad, cell]),
                }
            }
            out.push_str(line.trim_end());
            out.push('\n');
        }
        out
    }

    /// The table in Markdown, its cells escaped.
    #[must_use]
    pub fn markdown(&self) -> String {
        let line = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
        let mut out = line(self.columns.iter().map(|(h, _)| escape_markdown(h)).collect());
        out += &line(self.columns.iter().map(|(_, a)| if *a == Align::Left { "---" } else { "--:" }.into()).collect());
        for row in &self.rows {
            let cell = |i: usize| row.get(i).map_or(String::new(), |c| escape_markdown(c));
            out += &line((0..self.columns.len()).map(cell).collect());
        }
        out
    }

    /// The table in HTML, its cells escaped.
    #[must_use]
    pub fn html(&self) -> String {
        let cell = |tag: &str, text: &str, align: Align| {
            let class = if align == Align::Right { " class=\"right\"" } else { "" };
            format!("<{tag}{class}>{}</{tag}>", escape_markup(text))
        };
        let heads: String = self.columns.iter().map(|(h, a)| cell("th", h, *a)).collect();
        let mut out = format!("<table>\n<thead><tr>{heads}</tr></thead>\n<tbody>\n");
        for row in &self.rows {
            let cells = self.columns.iter().enumerate();
            let cells: String =
                cells.map(|(i, (_, a))| cell("td", row.get(i).map_or("", String::as_str), *a)).collect();
            out += &format!("<tr>{cells}</tr>\n");
        }
        out + "</tbody>\n</table>\n"
    }
}

/// `text` with everything escaped that Markdown would take for markup in a table cell or a paragraph.
#[must_use]
pub fn escape_markdown(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if "\\`*_{}[]<>#|~".contains(c) {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// `text` made safe for an element or attribute of XML or HTML: one line, no control characters, no markup.
#[must_use]
pub fn escape_markup(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in clean(text).chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            // Not allowed in XML 1.0.
            '\u{fffe}' | '\u{ffff}' => {}
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_measured_in_cells_not_in_bytes() {
        let mut t = Table::new(&[("rider", Align::Left), ("pts", Align::Right)]);
        t.row(["KOZLÍKOVÁ", "5"]);
        t.row(["飯島", "13"]);
        assert_eq!(t.render(), "rider      pts\nKOZLÍKOVÁ    5\n飯島        13\n");
    }

    #[test]
    fn an_escape_sequence_in_a_cell_never_reaches_the_terminal() {
        let mut t = Table::new(&[("", Align::Left)]);
        t.row(["\u{1b}[31mRED\u{9b}2J\nnext\u{202e}"]);
        assert_eq!(t.render(), "[31mRED2J next\n");
    }

    #[test]
    fn markdown_cells_cannot_break_out_of_their_column() {
        let mut t = Table::new(&[("a|b", Align::Left), ("n", Align::Right)]);
        t.row(["*x* | y"]);
        assert_eq!(t.markdown(), "| a\\|b | n |\n| --- | --: |\n| \\*x\\* \\| y |  |\n");
    }

    #[test]
    fn no_markup_quote_or_control_character_of_a_name_survives() {
        let hostile = "<script>alert('&\"')</script>\u{1b}[31m\u{0}\u{202e}\u{ffff}\nx";
        assert_eq!(escape_markup(hostile), "&lt;script&gt;alert(&#39;&amp;&quot;&#39;)&lt;/script&gt;[31m x");
    }
}
