//! The sources that a file lists, and the statements that refer to them by key.

use std::collections::BTreeSet;
use std::ops::Range;

use super::Source;
use super::file::SourceTable;
use super::log::ProblemLog;
use super::read::{Located, complain};
use super::word::{Slug, SourceKeys};
use crate::text::nearest;

/// The sources of a file, by key.
#[derive(Debug)]
pub(super) struct Sources {
    pub(super) list: Vec<Source>,
    keys: BTreeSet<String>,
    /// Some sources could not be read.
    doubtful: bool,
}

impl Sources {
    pub(super) fn new(tables: &[Located<SourceTable>], log: &mut ProblemLog) -> Self {
        let doubtful = log.has_unread_items("sources", "key");
        let mut list: Vec<Source> = Vec::new();
        let mut keys = BTreeSet::new();
        for table in tables {
            let (Some(key), Some(title)) = (&table.value.key, &table.value.title) else { continue };
            if !keys.insert(key.value.0.clone()) {
                key.complain(log, "is the key of two sources", "give each its own key");
            }
            list.push(Source {
                key: key.value.0.clone(),
                title: title.value.0.clone(),
                url: table.value.url.as_ref().map(|u| u.value.0.clone()),
            });
        }
        Self { list, keys, doubtful }
    }

    /// Returns the key; reports a problem if no source has it.
    fn check(&self, key: &str, place: &str, span: &Range<usize>, log: &mut ProblemLog) -> String {
        if !self.keys.contains(key) && !self.doubtful && !log.is_full() {
            let remedy = match nearest(key, self.list.iter().map(|s| s.key.as_str())) {
                Some(near) => format!("did you mean \"{near}\"?"),
                None => format!("add it under [[sources]] with key = \"{key}\""),
            };
            complain(log, place, span, "no source has this key", remedy);
        }
        key.to_owned()
    }

    /// Returns the keys; reports those that no source has.
    pub(super) fn check_all(&self, keys: Option<&Located<SourceKeys>>, log: &mut ProblemLog) -> Vec<String> {
        keys.into_iter().flat_map(|keys| &keys.value.0).map(|k| self.check(&k.value, &k.place, &k.span, log)).collect()
    }

    /// Returns the key; reports a problem if no source has it.
    pub(super) fn check_one(&self, key: &Located<Slug>, log: &mut ProblemLog) -> String {
        self.check(&key.value.0, &key.place, &key.span, log)
    }
}
