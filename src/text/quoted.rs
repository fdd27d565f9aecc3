//! Text as one value of another language. What is quoted can be read again, and holds no hostile character.

use super::hostile;

/// The language that the value stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Quoting {
    /// A basic string of TOML.
    Toml,
    /// One word of a shell, in quotes if need be. (Hostile characters as in bash and zsh.)
    Shell,
    /// A cell of CSV (RFC 4180), in quotes if need be. Cells hold one line.
    Csv,
}

/// `text` as one value.
#[must_use]
pub fn quoted(text: &str, quoting: Quoting) -> String {
    match quoting {
        Quoting::Toml => format!("\"{}\"", escaped(text, &['"', '\\'])),
        Quoting::Shell => {
            let plain = |c: char| c.is_ascii_alphanumeric() || "-_./:+%".contains(c);
            if !text.is_empty() && text.chars().all(plain) {
                text.to_owned()
            } else if text.chars().any(|c| hostile(c).is_some()) {
                format!("$'{}'", escaped(text, &['\'', '\\']))
            } else {
                format!("'{}'", text.replace('\'', "'\\''"))
            }
        }
        Quoting::Csv if text.contains([',', '"']) => format!("\"{}\"", text.replace('"', "\"\"")),
        Quoting::Csv => text.to_owned(),
    }
}

/// `text` with a backslash before each of `special`, and hostile characters by their numbers.
fn escaped(text: &str, special: &[char]) -> String {
    let escape = |c: char| match (c, u32::from(c)) {
        (c, _) if special.contains(&c) => format!("\\{c}"),
        (c, number @ ..=0xffff) if hostile(c).is_some() => format!("\\u{number:04X}"),
        (c, number) if hostile(c).is_some() => format!("\\U{number:08X}"),
        (c, _) => c.to_string(),
    };
    text.chars().map(escape).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOSTILE: &str = "a \"b\" \\ 'c'\u{1b}[2J\n\u{202e}\u{e0001}é";

    #[test]
    fn a_string_of_toml_is_read_as_it_was_written() {
        for text in ["", "plain", HOSTILE] {
            let written = quoted(text, Quoting::Toml);
            assert!(written.chars().all(|c| hostile(c).is_none()), "{written:?}");
            let read: toml::Table = format!("k = {written}").parse().unwrap();
            assert_eq!(read["k"].as_str(), Some(text));
        }
    }

    #[test]
    fn a_word_of_a_shell_is_quoted_only_if_need_be() {
        for (text, word) in [("plain-1.toml", "plain-1.toml"), ("", "''"), ("my race's", "'my race'\\''s'")] {
            assert_eq!(quoted(text, Quoting::Shell), word);
        }
        let word = quoted(HOSTILE, Quoting::Shell);
        assert!(word.starts_with("$'") && word.chars().all(|c| hostile(c).is_none()), "{word}");
    }

    #[test]
    fn a_cell_is_one_cell_for_every_reader_of_csv() {
        assert_eq!(quoted("Smith, \"Ann\"", Quoting::Csv), "\"Smith, \"\"Ann\"\"\"");
        let mut reader = csv::Reader::from_reader("name\n\"Smith, \"\"Ann\"\"\"\n".as_bytes());
        assert_eq!(&reader.records().next().unwrap().unwrap()[0], "Smith, \"Ann\"");
    }
}
