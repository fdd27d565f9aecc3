//! Texts in scenario files: names, sentences, nations, riders, sources and fixed words. Knows nothing of races.

use serde_json::{Map, Value, json};
use toml::de::DeValue;

use super::Level;
use super::log::ProblemLog;
use super::read::{Located, Node, Read, complain};
use crate::rules::{EditionId, Status};
use crate::text::{Unsafe, first_unsafe, nearest};

/// A name, an identifier or a short line: at most 60 characters.
#[derive(Debug, Clone)]
pub(super) struct Name(pub(super) String);

/// A title or another line of text: at most 300 characters.
#[derive(Debug, Clone)]
pub(super) struct TextLine(pub(super) String);

/// One or a few sentences: at most 800 characters; line breaks become spaces.
#[derive(Debug, Clone)]
pub(super) struct Sentence(pub(super) String);

/// An identifier: at most 60 lower-case letters, digits and hyphens.
#[derive(Debug, Clone)]
pub(super) struct Slug(pub(super) String);

/// A web address.
#[derive(Debug, Clone)]
pub(super) struct Url(pub(super) String);

/// The three capital letters of a nation.
#[derive(Debug, Clone)]
pub(super) struct Noc(pub(super) String);

/// `true` or `false`.
#[derive(Debug, Clone, Copy)]
pub(super) struct Flag(pub(super) bool);

/// A rider as files refer to them: by number or by name.
#[derive(Debug, Clone)]
pub(super) enum Who {
    Bib(u16),
    Name(String),
}

/// Keys of sources: one, or a list.
#[derive(Debug, Clone, Default)]
pub(super) struct SourceKeys(pub(super) Vec<Located<String>>);

impl Read for Name {
    fn read(node: &Node, place: &str, log: &mut ProblemLog) -> Option<Self> {
        line(node, place, 60, log).map(Self)
    }

    fn schema(_: &mut Map<String, Value>) -> Value {
        json!({"type": "string", "minLength": 1, "maxLength": 60})
    }
}

impl Read for TextLine {
    fn read(node: &Node, place: &str, log: &mut ProblemLog) -> Option<Self> {
        line(node, place, 300, log).map(Self)
    }

    fn schema(_: &mut Map<String, Value>) -> Value {
        json!({"type": "string", "minLength": 1, "maxLength": 300})
    }
}

impl Read for Sentence {
    fn read(node: &Node, place: &str, log: &mut ProblemLog) -> Option<Self> {
        let text = string(node, place, log)?.split(['\n', '\r', '\t']).collect::<Vec<_>>().join(" ");
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        fit(&text, node, place, 800, log).map(Self)
    }

    fn schema(_: &mut Map<String, Value>) -> Value {
        json!({"type": "string", "minLength": 1, "maxLength": 800})
    }
}

impl Read for Slug {
    fn read(node: &Node, place: &str, log: &mut ProblemLog) -> Option<Self> {
        let text = line(node, place, 60, log)?;
        if text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-') {
            return Some(Self(text));
        }
        let meant = slug(&text);
        let remedy =
            if meant.is_empty() { "write it in a-z, 0-9".into() } else { format!("did you mean \"{meant}\"?") };
        complain(log, place, &node.span(), "lower-case letters, digits and hyphens are expected", remedy);
        None
    }

    fn schema(_: &mut Map<String, Value>) -> Value {
        json!({"type": "string", "pattern": "^[a-z0-9-]{1,60}$"})
    }
}

/// `text` as an identifier: "Athens 2004 (men)" becomes "athens-2004-men".
pub(super) fn slug(text: &str) -> String {
    let words = text.split(|c: char| !c.is_alphanumeric()).map(crate::text::fold).map(|w| {
        let ascii: String = w.chars().filter(char::is_ascii_alphanumeric).collect();
        ascii
    });
    let joined = words.filter(|w| !w.is_empty()).collect::<Vec<_>>().join("-");
    joined.chars().take(60).collect()
}

impl Read for Url {
    fn read(node: &Node, place: &str, log: &mut ProblemLog) -> Option<Self> {
        let text = line(node, place, 500, log)?;
        let scheme = text.starts_with("https://") || text.starts_with("http://");
        if !scheme || text.chars().any(char::is_whitespace) {
            complain(log, place, &node.span(), "a web address is expected", "start it with https://, without spaces");
            return None;
        }
        Some(Self(text))
    }

    fn schema(_: &mut Map<String, Value>) -> Value {
        json!({"type": "string", "pattern": "^https?://\\S+$", "maxLength": 500})
    }
}

impl Read for Noc {
    fn read(node: &Node, place: &str, log: &mut ProblemLog) -> Option<Self> {
        let text = line(node, place, 60, log)?;
        if text.len() == 3 && text.bytes().all(|b| b.is_ascii_uppercase()) {
            return Some(Self(text));
        }
        let upper = text.to_ascii_uppercase();
        let remedy = if upper.len() == 3 && upper.bytes().all(|b| b.is_ascii_uppercase()) {
            format!("did you mean \"{upper}\"?")
        } else {
            "write the code of the nation's Olympic committee, as \"ESP\"".to_owned()
        };
        complain(log, place, &node.span(), "three capital letters are expected", remedy);
        None
    }

    fn schema(_: &mut Map<String, Value>) -> Value {
        json!({"type": "string", "pattern": "^[A-Z]{3}$"})
    }
}

impl Read for Flag {
    fn read(node: &Node, place: &str, log: &mut ProblemLog) -> Option<Self> {
        if let Some(flag) = node.get_ref().as_bool() {
            return Some(Self(flag));
        }
        complain(log, place, &node.span(), "true or false is expected", "write true or false, without quotes");
        None
    }

    fn schema(_: &mut Map<String, Value>) -> Value {
        json!({"type": "boolean"})
    }
}

impl Read for Who {
    fn read(node: &Node, place: &str, log: &mut ProblemLog) -> Option<Self> {
        match node.get_ref() {
            DeValue::Integer(_) => super::number::BibNumber::read(node, place, log).map(|b| Self::Bib(b.0)),
            DeValue::String(_) => line(node, place, 60, log).map(Self::Name),
            _ => {
                complain(log, place, &node.span(), "a rider is expected", "write the family name or the number");
                None
            }
        }
    }

    fn schema(_: &mut Map<String, Value>) -> Value {
        json!({"anyOf": [{"type": "integer", "minimum": 1, "maximum": 999}, {"type": "string", "maxLength": 60}]})
    }
}

impl Read for SourceKeys {
    fn read(node: &Node, place: &str, log: &mut ProblemLog) -> Option<Self> {
        if node.get_ref().as_array().is_some() {
            let keys = <Vec<Located<Slug>> as super::read::KeyValue>::read(Some(node), place.to_owned(), log);
            let key = |key: Located<Slug>| Located { value: key.value.0, place: key.place, span: key.span };
            return Some(Self(keys.into_iter().map(key).collect()));
        }
        let value = Slug::read(node, place, log)?.0;
        Some(Self(vec![Located { value, place: place.to_owned(), span: node.span() }]))
    }

    fn schema(defs: &mut Map<String, Value>) -> Value {
        json!({"anyOf": [Slug::schema(defs), {"type": "array", "items": Slug::schema(defs)}]})
    }
}

/// One of a fixed set of words; a number may be written without quotes.
fn choice<T: Copy>(node: &Node, place: &str, words: &[(&str, T)], log: &mut ProblemLog) -> Option<T> {
    let typed = match node.get_ref() {
        DeValue::String(text) => text.trim().to_owned(),
        DeValue::Integer(number) => number.as_str().to_owned(),
        _ => String::new(),
    };
    if let Some((_, value)) = words.iter().find(|(word, _)| word.eq_ignore_ascii_case(&typed)) {
        return Some(*value);
    }
    let all = words.iter().map(|(word, _)| format!("\"{word}\"")).collect::<Vec<_>>().join(", ");
    let remedy = match nearest(&typed, words.iter().map(|(word, _)| *word)) {
        Some(near) => format!("did you mean \"{near}\"? (one of {all})"),
        None => format!("write one of {all}"),
    };
    complain(log, place, &node.span(), "not a known word here", remedy);
    None
}

fn choice_schema<T>(words: &[(&str, T)]) -> Value {
    json!({"type": "string", "enum": words.iter().map(|(word, _)| *word).collect::<Vec<_>>()})
}

const LEVELS: [(&str, Level); 4] =
    [("men", Level::Men), ("women", Level::Women), ("junior", Level::Junior), ("junior-women", Level::JuniorWomen)];

impl Read for Level {
    fn read(node: &Node, place: &str, log: &mut ProblemLog) -> Option<Self> {
        choice(node, place, &LEVELS, log)
    }

    fn schema(_: &mut Map<String, Value>) -> Value {
        choice_schema(&LEVELS)
    }
}

const STATUSES: [(&str, Status); 6] = [
    ("finished", Status::Finished),
    ("dnf", Status::Dnf),
    ("dns", Status::Dns),
    ("dsq", Status::Dsq),
    ("abd", Status::Abd),
    ("pul", Status::Pul),
];

impl Read for Status {
    fn read(node: &Node, place: &str, log: &mut ProblemLog) -> Option<Self> {
        choice(node, place, &STATUSES, log)
    }

    fn schema(_: &mut Map<String, Value>) -> Value {
        choice_schema(&STATUSES)
    }
}

impl Read for EditionId {
    fn read(node: &Node, place: &str, log: &mut ProblemLog) -> Option<Self> {
        choice(node, place, &Self::ALL.map(|id| (id.name(), id)), log)
    }

    fn schema(_: &mut Map<String, Value>) -> Value {
        choice_schema(&Self::ALL.map(|id| (id.name(), id)))
    }
}

/// The text at `node`; reports a problem if it is something else.
fn string<'n>(node: &'n Node, place: &str, log: &mut ProblemLog) -> Option<&'n str> {
    let text = node.get_ref().as_str();
    if text.is_none() {
        complain(log, place, &node.span(), "a text is expected", "write it in quotes");
    }
    text
}

/// The line of text at `node`, trimmed, of at most `max` characters.
pub(super) fn line(node: &Node, place: &str, max: usize, log: &mut ProblemLog) -> Option<String> {
    let text = string(node, place, log)?;
    fit(text.trim_matches(' '), node, place, max, log)
}

/// `text` if it is not empty, has at most `max` characters, and is safe to show; otherwise reports a problem.
fn fit(text: &str, node: &Node, place: &str, max: usize, log: &mut ProblemLog) -> Option<String> {
    if let Some(wrong) = first_unsafe(text) {
        let (what, remedy) = match wrong {
            Unsafe::Character(c, why) => (format!("holds {why}, U+{:04X}", u32::from(c)), "remove it"),
            Unsafe::Marks => ("too many marks on one letter".to_owned(), "remove them"),
        };
        complain(log, place, &node.span(), &what, remedy);
        return None;
    }
    let length = text.chars().count();
    if length == 0 {
        complain(log, place, &node.span(), "empty", "write it, or leave the key out");
        return None;
    }
    if length > max {
        let why = format!("{length} characters, more than {max}");
        complain(log, place, &node.span(), &why, "shorten it");
        return None;
    }
    Some(text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_text_becomes_an_identifier() {
        assert_eq!(slug("Athens 2004 (Men)"), "athens-2004-men");
        assert_eq!(slug("São Paulo"), "sao-paulo");
    }
}
