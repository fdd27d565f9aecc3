//! The rule book as text: all editions side by side, or one with its articles and the confidence in each value.

use super::table::{Align, Table};
use super::words::{PAGE, fold};
use crate::rules::{Confidence, Edition, EditionField};
use crate::text::{LongWord, wrap};

/// Every field with its value in each edition; consecutive editions that agree share a line.
#[must_use]
pub fn side_by_side(editions: &[Edition]) -> String {
    let mut out = String::from("Editions of the points race. One with its articles: velodrome rules 2004\n\n");
    let mut eras = Table::new(&[("", Align::Left), ("", Align::Left), ("", Align::Left)]);
    for e in editions {
        eras.row([e.id.name(), e.title, e.span]);
    }
    out += &eras.render();
    let fields: Vec<Vec<EditionField>> = editions.iter().map(Edition::fields).collect();
    let mut table = Table::new(&[("", Align::Left), ("", Align::Left), ("", Align::Left)]);
    for i in 0..fields.first().map_or(0, Vec::len) {
        let values: Vec<(&str, &EditionField)> =
            editions.iter().zip(&fields).map(|(e, f)| (e.id.name(), &f[i])).collect();
        table.row([""; 3]);
        for (k, run) in values.chunk_by(|a, b| a.1.value == b.1.value).enumerate() {
            let (first, last) = (run[0].0, run[run.len() - 1].0);
            let span = if first == last { first.to_owned() } else { format!("{first}–{last}") };
            let name = if k == 0 { run[0].1.name } else { "" };
            for (n, line) in wrap(&run[0].1.value, PAGE - 38, LongWord::Whole).into_iter().enumerate() {
                table.row(if n == 0 { [name, &span, &line] } else { ["", "", &line] });
            }
        }
    }
    out + &table.render()
}

/// One edition: each field with its value, its article, how well it is known, and how the article was read.
#[must_use]
pub fn one(edition: &Edition) -> String {
    let title = format!("Edition {} · {} · in force {}\n", edition.id.name(), edition.title, edition.span);
    let mut out = fold(&title);
    for field in edition.fields() {
        out += &format!("\n{}\n", field.name);
        for line in wrap(&field.value, PAGE - 4, LongWord::Whole) {
            out += &format!("    {line}\n");
        }
        out += &format!("    {} ({})\n", field.article, confidence(field.confidence));
        if !field.reading.is_empty() {
            for line in wrap(&format!("read as: {}", field.reading), PAGE - 4, LongWord::Whole) {
                out += &format!("    {line}\n");
            }
        }
    }
    out
}

/// How well a value is known, in words.
fn confidence(confidence: Confidence) -> &'static str {
    match confidence {
        Confidence::Text => "text read",
        Confidence::Report => "reported",
        Confidence::Inferred => "inferred",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neighbouring_editions_that_agree_share_a_line() {
        let text = side_by_side(Edition::all());
        let at = text.lines().position(|l| l.starts_with("last sprint")).unwrap();
        let lines: Vec<Vec<&str>> = text.lines().skip(at).take(3).map(|l| l.split_whitespace().collect()).collect();
        assert_eq!(
            lines,
            [
                vec!["last", "sprint", "2000", "doubled"],
                vec!["2004", "as", "the", "others"],
                vec!["2016–2026", "doubled"]
            ]
        );
    }

    #[test]
    fn no_line_is_wider_than_the_page_and_every_field_names_its_article() {
        for edition in Edition::all() {
            let text = one(edition);
            assert!(text.lines().all(|l| l.chars().count() <= PAGE), "{text}");
            assert!(edition.fields().iter().all(|f| text.contains(f.article) && text.contains(f.name)));
        }
        assert!(side_by_side(Edition::all()).lines().all(|l| l.chars().count() <= PAGE));
    }
}
