//! Aligned tables of plain text, measured in terminal cells. Knows nothing about races.

use unicode_width::UnicodeWidthStr;

use super::words::PAGE;
use crate::text::{LongWord, clean, wrap};

/// A text is not narrowed below so many cells, unless it is shorter.
const READABLE: usize = 16;

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
    /// heading. What is wider than a [page](PAGE) goes without columns that are empty, then has its words on several lines,
    /// and in the end its last columns below the first ones. No word is split.
    #[must_use]
    pub fn render(&self) -> String {
        self.within(PAGE)
    }

    /// The same, each row in one line however wide it is: for logs, of which programs read a line at a time.
    #[must_use]
    pub fn render_lines(&self) -> String {
        self.within(usize::MAX)
    }

    fn within(&self, most: usize) -> String {
        let all: Vec<usize> = (0..self.columns.len()).collect();
        let widths: Vec<usize> = all.iter().map(|&i| self.width(i)).collect();
        if total(&widths) <= most {
            return self.panel(&all, &widths);
        }
        let filled = |i: &usize| self.rows.iter().any(|row| row.get(*i).is_some_and(|cell| !cell.is_empty()));
        let shown: Vec<usize> = all.into_iter().filter(filled).collect();
        let panels = self.panels(&shown, most);
        let panels = panels.iter().map(|columns| self.panel(columns, &self.narrowed(columns, most)));
        panels.collect::<Vec<_>>().join("\n")
    }

    /// Cells of column `i` in one line each.
    fn width(&self, i: usize) -> usize {
        let cells = self.rows.iter().filter_map(|row| row.get(i)).chain([&self.columns[i].0]);
        cells.map(|cell| cell.width()).max().unwrap_or_default()
    }

    /// Cells that column `i` needs: words of a heading may stand below each other, and those of a text.
    fn least(&self, i: usize) -> usize {
        let (heading, align) = &self.columns[i];
        let words = |text: &str| text.split_whitespace().map(UnicodeWidthStr::width).max().unwrap_or_default();
        let cells = self.rows.iter().filter_map(|row| row.get(i));
        let cell = |cell: &String| match align {
            Align::Left => (indent(cell) + words(cell)).max(cell.width().min(READABLE)),
            Align::Right => cell.width(),
        };
        cells.map(cell).max().unwrap_or_default().max(words(heading))
    }

    /// The widths of `columns`, of which the widest texts are narrowed until all are within `most` cells.
    fn narrowed(&self, columns: &[usize], most: usize) -> Vec<usize> {
        let natural: Vec<usize> = columns.iter().map(|&i| self.width(i)).collect();
        if total(&natural) <= most {
            return natural;
        }
        let least: Vec<usize> = columns.iter().map(|&i| self.least(i)).collect();
        let of_cells = |(k, &i): (usize, &usize)| match self.columns[i].1 {
            Align::Left => natural[k],
            Align::Right => least[k],
        };
        let mut widths: Vec<usize> = columns.iter().enumerate().map(of_cells).collect();
        while total(&widths) > most {
            let can = (0..widths.len()).filter(|&k| widths[k] > least[k]).max_by_key(|&k| widths[k]);
            let Some(k) = can else { break };
            widths[k] -= 1;
        }
        widths
    }

    /// The columns in parts that fit, each with the columns up to the first text. An interval stays with what it is of.
    fn panels(&self, columns: &[usize], most: usize) -> Vec<Vec<usize>> {
        let fits = |columns: &[usize]| total(&columns.iter().map(|&i| self.least(i)).collect::<Vec<_>>()) <= most;
        if fits(columns) {
            return vec![columns.to_vec()];
        }
        let key = columns.iter().position(|&i| self.columns[i].1 == Align::Left).map_or(0, |k| k + 1);
        let (key, rest) = columns.split_at(key);
        let is_interval = |i: usize| self.columns[i].0 == "95 %";
        let mut panels: Vec<Vec<usize>> = vec![key.to_vec()];
        for group in rest.chunk_by(|_, &next| is_interval(next)) {
            let last = panels.last_mut().expect("there is one");
            let longer = [&last[..], group].concat();
            if fits(&longer) || last.len() == key.len() {
                *last = longer;
            } else {
                panels.push([key, group].concat());
            }
        }
        panels
    }

    fn panel(&self, columns: &[usize], widths: &[usize]) -> String {
        let header: Vec<String> = self.columns.iter().map(|(h, _)| h.clone()).collect();
        let header = columns.iter().any(|&i| !header[i].is_empty()).then_some(&header);
        let mut out = String::new();
        for row in header.into_iter().chain(&self.rows) {
            let cells: Vec<Vec<String>> = columns
                .iter()
                .zip(widths)
                .map(|(&i, &width)| lines(row.get(i).map_or("", String::as_str), width))
                .collect();
            for n in 0..cells.iter().map(Vec::len).max().unwrap_or_default().max(1) {
                let mut line = String::new();
                for (k, ((&i, width), cell)) in columns.iter().zip(widths).zip(&cells).enumerate() {
                    let cell = cell.get(n).map_or("", String::as_str);
                    let pad = " ".repeat(width.saturating_sub(cell.width()));
                    let gap = if k == 0 { "" } else { "  " };
                    match self.columns[i].1 {
                        Align::Left => line.extend([gap, cell, &pad]),
                        Align::Right => line.extend([gap, &pad, cell]),
                    }
                }
                out.push_str(line.trim_end());
                out.push('\n');
            }
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

/// Cells of columns that are two cells apart.
fn total(widths: &[usize]) -> usize {
    widths.iter().sum::<usize>() + 2 * widths.len().saturating_sub(1)
}

/// Blanks before the first word.
fn indent(cell: &str) -> usize {
    cell.len() - cell.trim_start_matches(' ').len()
}

/// A cell in lines of at most `width` cells, broken between words.
fn lines(cell: &str, width: usize) -> Vec<String> {
    if cell.width() <= width {
        return vec![cell.to_owned()];
    }
    let indent = " ".repeat(indent(cell));
    wrap(cell, width.saturating_sub(indent.len()), LongWord::Whole)
        .into_iter()
        .map(|line| indent.clone() + &line)
        .collect()
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
    fn a_wide_table_keeps_its_words_whole_and_every_cell() {
        let mut t = Table::new(&[("rider", Align::Left), ("noc", Align::Left), ("what was said of them", Align::Left)]);
        t.row([
            "KADLEC",
            "",
            "twenty words or so that say the same thing again and again until they are too many for a line",
        ]);
        let text = t.render();
        let words = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
        assert!(text.lines().all(|line| line.width() <= PAGE) && !text.contains("noc"), "{text}");
        assert!(words(&text).contains(&"until".to_owned()), "{text}");
        let mut t = Table::new(&[("rider", Align::Left)]);
        let names: Vec<String> = (0..12).map(|n| format!("figure {n}")).collect();
        for name in &names {
            t.columns.extend([(name.clone(), Align::Right), ("95 %".to_owned(), Align::Right)]);
        }
        t.row(["KADLEC".to_owned()].into_iter().chain((0..24).map(|n| format!("{n}.25"))));
        let text = t.render();
        assert!(text.lines().all(|line| line.width() <= PAGE), "{text}");
        assert!((0..24).all(|n| words(&text).contains(&format!("{n}.25"))), "{text}");
        let panels: Vec<&str> = text.split("\n\n").collect();
        let begins = |panel: &&str| panel.contains("rider") && panel.contains("KADLEC");
        assert!(panels.len() > 1 && panels.iter().all(begins), "{text}");
        assert_eq!(t.render_lines().lines().count(), 2);
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
