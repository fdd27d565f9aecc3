//! From TOML values to typed tables. Reports every problem and stops at none. Knows the shape of files in general, and
//! nothing of races.
//!
//! [`tables!`] declares a table once; its reader, the list of its keys and its JSON Schema follow from that.

use std::ops::Range;

use serde_json::{Map, Value, json};
use toml::Spanned;
use toml::de::DeValue;

use super::log::ProblemLog;
use crate::text::nearest;

/// Most items of a list.
const LONGEST_LIST: usize = 2000;

/// A TOML value and where it stands in the file.
pub(super) type Node<'i> = Spanned<DeValue<'i>>;

/// A value that was read, and where it stands in the file.
#[derive(Debug, Clone)]
pub(super) struct Located<T> {
    pub(super) value: T,
    /// `riders[3].cp_w`
    pub(super) place: String,
    pub(super) span: Range<usize>,
}

impl<T> Located<T> {
    /// Applies `of` to the value and keeps the place.
    pub(super) fn map<'t, U>(&'t self, of: impl FnOnce(&'t T) -> U) -> Located<U> {
        Located { value: of(&self.value), place: self.place.clone(), span: self.span.clone() }
    }

    /// Reports a problem with this value.
    pub(super) fn complain(&self, log: &mut ProblemLog, why: impl AsRef<str>, remedy: impl Into<String>) {
        complain(log, &self.place, &self.span, why.as_ref(), remedy);
    }
}

/// Reports `place = value: why; remedy`.
pub(super) fn complain(log: &mut ProblemLog, place: &str, span: &Range<usize>, why: &str, remedy: impl Into<String>) {
    let echo = log.echo(span);
    let what = if echo.is_empty() || echo.starts_with('[') || echo.starts_with('{') {
        format!("{place}: {why}")
    } else {
        format!("{place} = {echo}: {why}")
    };
    log.problem(place, span.clone(), what, remedy);
}

/// A kind of value that files contain.
pub(super) trait Read: Sized {
    /// Whether it is written under a heading of its own.
    const IS_TABLE: bool = false;

    /// The value at `node`; `None` after reporting the problem with it.
    fn read(node: &Node, place: &str, log: &mut ProblemLog) -> Option<Self>;

    /// JSON Schema of the kind. Tables add themselves to `defs` and return a reference.
    fn schema(defs: &mut Map<String, Value>) -> Value;
}

/// The value of a key: one value or a list of them, present or not.
pub(super) trait KeyValue: Sized {
    const IS_TABLE: bool;

    fn read(node: Option<&Node>, place: String, log: &mut ProblemLog) -> Self;
    fn schema(defs: &mut Map<String, Value>) -> Value;
}

fn read_at<T: Read>(node: &Node, place: String, log: &mut ProblemLog) -> Option<Located<T>> {
    let value = T::read(node, &place, log)?;
    Some(Located { value, place, span: node.span() })
}

impl<T: Read> KeyValue for Option<Located<T>> {
    const IS_TABLE: bool = T::IS_TABLE;

    fn read(node: Option<&Node>, place: String, log: &mut ProblemLog) -> Self {
        read_at(node?, place, log)
    }

    fn schema(defs: &mut Map<String, Value>) -> Value {
        T::schema(defs)
    }
}

impl<T: Read> KeyValue for Vec<Located<T>> {
    const IS_TABLE: bool = false;

    fn read(node: Option<&Node>, place: String, log: &mut ProblemLog) -> Self {
        let Some(node) = node else { return Self::new() };
        let Some(items) = node.get_ref().as_array() else {
            complain(log, &place, &node.span(), "a list is expected", "write it in brackets: [ … ]");
            return Self::new();
        };
        if items.len() > LONGEST_LIST {
            let why = format!("{} items, more than {LONGEST_LIST}", items.len());
            complain(log, &place, &node.span(), &why, format!("keep at most {LONGEST_LIST}"));
            return Self::new();
        }
        let item = |(i, node)| read_at(node, format!("{place}[{}]", i + 1), log);
        items.iter().enumerate().filter_map(item).collect()
    }

    fn schema(defs: &mut Map<String, Value>) -> Value {
        json!({"type": "array", "items": T::schema(defs)})
    }
}

/// A list that says nothing if it is empty.
#[derive(Debug)]
pub(super) struct NonEmpty<T>(pub(super) Vec<Located<T>>);

impl<T: Read> Read for NonEmpty<T> {
    fn read(node: &Node, place: &str, log: &mut ProblemLog) -> Option<Self> {
        if node.get_ref().as_array().is_some_and(|items| items.is_empty()) {
            complain(log, place, &node.span(), "an empty list", "write at least one number, or leave the key out");
            return None;
        }
        let items = <Vec<Located<T>> as KeyValue>::read(Some(node), place.to_owned(), log);
        // A list of which some items could not be read is not the list that was meant.
        (!log.has_problems_under(place)).then_some(Self(items))
    }

    fn schema(defs: &mut Map<String, Value>) -> Value {
        json!({"type": "array", "items": T::schema(defs), "minItems": 1})
    }
}

/// Where keys belong, in words, and the keys that belong there: the remedy for a misplaced key.
pub(super) type Homes<'h> = [(&'h str, &'h [&'h str])];

/// Reads the keys of one table.
pub(super) struct TableReader<'n, 'i> {
    node: &'n Node<'i>,
    place: &'n str,
}

impl<'n, 'i> TableReader<'n, 'i> {
    /// Reports the keys that are not in `known`, and where they belong if `homes` says so. `None` if `node` is not a table.
    pub(super) fn open(
        node: &'n Node<'i>,
        place: &'n str,
        known: &[&str],
        homes: &Homes,
        log: &mut ProblemLog,
    ) -> Option<Self> {
        let Some(table) = node.get_ref().as_table() else {
            let remedy = format!("write it as {{ {} = … }}", known[0]);
            complain(log, place, &node.span(), "a table is expected", remedy);
            return None;
        };
        for key in table.keys().filter(|key| !known.contains(&key.get_ref().as_ref())) {
            if log.is_full() {
                break;
            }
            let home = homes.iter().find(|(_, keys)| keys.contains(&key.get_ref().as_ref()));
            let remedy = match (home, nearest(key.get_ref(), known.iter().copied())) {
                (Some((home, _)), _) => format!("it belongs {home}"),
                (None, Some(near)) => format!("did you mean {near}?"),
                (None, None) => format!("the keys here are {}", known.join(", ")),
            };
            let place = join(place, &log.echo(&key.span()));
            log.problem(&place, key.span(), format!("{place}: unknown key"), remedy);
        }
        Some(Self { node, place })
    }

    /// The value of `key`, which may be missing.
    pub(super) fn optional<F: KeyValue>(&self, key: &str, log: &mut ProblemLog) -> F {
        F::read(self.node.get_ref().get(key), join(self.place, key), log)
    }

    /// The value of `key`; reports a problem if it is missing.
    pub(super) fn required<F: KeyValue>(&self, key: &str, log: &mut ProblemLog) -> F {
        let found = self.node.get_ref().get(key);
        if found.is_none() && !log.expects_gaps() {
            let here = if self.place.is_empty() { "the file".to_owned() } else { self.place.to_owned() };
            let span = if self.place.is_empty() { 0..0 } else { self.node.span() };
            let remedy = if F::IS_TABLE { format!("add [{key}]") } else { format!("add {key} = …") };
            log.problem(&join(self.place, key), span, format!("{here}: {key} is missing"), remedy);
        }
        F::read(found, join(self.place, key), log)
    }
}

fn join(place: &str, key: &str) -> String {
    if place.is_empty() { key.to_owned() } else { format!("{place}.{key}") }
}

/// Declares tables. Each key has an explanation, `required` or `optional`, a name and a kind. `homes` says where misplaced
/// keys belong.
macro_rules! tables {
    (homes: $homes:expr; $( $(#[doc = $doc:literal])+ $name:ident { $( $(#[doc = $about:literal])+ $need:ident $key:ident: $kind:ty, )+ } )+) => { $(
        $(#[doc = $doc])+
        #[derive(Debug)]
        pub(super) struct $name {
            $( $(#[doc = $about])+ pub(super) $key: $kind, )+
        }

        impl $name {
            /// Every key of the table.
            pub(super) const KEYS: &[&str] = &[$(stringify!($key)),+];
        }

        impl $crate::scenario::read::Read for $name {
            const IS_TABLE: bool = true;

            fn read(
                node: &$crate::scenario::read::Node,
                place: &str,
                log: &mut $crate::scenario::log::ProblemLog,
            ) -> Option<Self> {
                let keys = $crate::scenario::read::TableReader::open(node, place, Self::KEYS, &$homes, log)?;
                Some(Self { $( $key: keys.$need(stringify!($key), log), )+ })
            }

            fn schema(defs: &mut serde_json::Map<String, serde_json::Value>) -> serde_json::Value {
                let keys = [$( (
                    stringify!($key),
                    stringify!($need) == "required",
                    concat!($($about, "\n"),+),
                    <$kind as $crate::scenario::read::KeyValue>::schema as fn(&mut _) -> _,
                ) ),+];
                $crate::scenario::read::table_schema(stringify!($name), concat!($($doc, "\n"),+), &keys, defs)
            }
        }
    )+ };
}
pub(super) use tables;

/// A key in the schema of a table: name, whether it is required, explanation, schema of its values.
pub(super) type KeySchema = (&'static str, bool, &'static str, fn(&mut Map<String, Value>) -> Value);

/// Adds the schema of a table to `defs` and returns a reference to it.
pub(super) fn table_schema(name: &str, about: &str, keys: &[KeySchema], defs: &mut Map<String, Value>) -> Value {
    if !defs.contains_key(name) {
        defs.insert(name.to_owned(), Value::Null);
        let mut properties = Map::new();
        for (key, _, about, schema) in keys {
            let mut schema = schema(defs);
            schema["description"] = Value::String(sentence(about));
            properties.insert((*key).to_owned(), schema);
        }
        let required: Vec<&str> = keys.iter().filter(|key| key.1).map(|key| key.0).collect();
        let table = json!({
            "type": "object",
            "description": sentence(about),
            "properties": properties,
            "required": required,
            "additionalProperties": false,
        });
        defs.insert(name.to_owned(), table);
    }
    json!({"$ref": format!("#/$defs/{name}")})
}

/// The JSON Schema (draft 2020-12) of files that are one table `T`, which is called `name` among the definitions.
pub(super) fn document_schema<T: Read>(title: &str, name: &str) -> Value {
    let mut defs = Map::new();
    let _root = T::schema(&mut defs);
    let mut schema = json!({"$schema": "https://json-schema.org/draft/2020-12/schema", "title": title});
    if let Some(Value::Object(table)) = defs.remove(name) {
        for (key, value) in table {
            schema[key] = value;
        }
    }
    schema["$defs"] = Value::Object(defs);
    schema
}

fn sentence(doc: &str) -> String {
    doc.split_whitespace().collect::<Vec<_>>().join(" ")
}
