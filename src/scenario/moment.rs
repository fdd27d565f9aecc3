//! Moments and actions in scenario files: when a rider is told something, and what. Knows neither riders nor races.

use serde_json::{Map, Value, json};
use toml::de::DeValue;

use super::log::ProblemLog;
use super::number::LapTime;
use super::read::{Node, Read, complain};
use super::word::line;
use crate::tactics::{Action, When};
use crate::text::nearest;
use crate::told::{LIST, PLAIN, WhenError, read_action, read_laps, read_when};

/// A moment of the race: laps ridden by its head (`130`, `"lap 130"`), or a time (`"41:12"`).
#[derive(Debug, Clone, Copy)]
pub(super) struct RaceMoment(pub(super) When);

/// What a rider is told to do; another rider in it is still a name.
#[derive(Debug, Clone)]
pub(super) struct NamedAction {
    pub(super) action: Action<()>,
    /// The other rider it is about, as written.
    pub(super) other: Option<String>,
}

impl Read for RaceMoment {
    fn read(node: &Node, place: &str, log: &mut ProblemLog) -> Option<Self> {
        let text = match node.get_ref() {
            DeValue::String(text) => text.trim().to_lowercase(),
            DeValue::Datetime(time) => time.to_string(),
            DeValue::Integer(_) | DeValue::Float(_) => {
                return LapTime::read(node, place, log).map(|laps| Self(When::Lap(laps.0)));
            }
            _ => String::new(),
        };
        let when = match text.strip_prefix("lap").map(str::trim_start) {
            Some(laps) => read_laps(laps).map(When::Lap).ok_or(WhenError::Unreadable),
            None => read_when(&text),
        };
        let remedy = match when {
            Ok(when) => return Some(Self(when)),
            Err(WhenError::Unreadable) => "write a lap, as 130, or a time, as \"41:12\"".to_owned(),
            Err(two @ WhenError::TwoWays { .. }) => two.to_string(),
        };
        complain(log, place, &node.span(), "a moment is expected", remedy);
        None
    }

    fn schema(_: &mut Map<String, Value>) -> Value {
        json!({"anyOf": [
            {"type": "number", "minimum": 0},
            {"type": "string", "pattern": "^(lap )?[0-9]+([.][0-9]+)?$|^([0-9]+:)?[0-9]+:[0-9]{2}([.][0-9]+)?$"},
        ]})
    }
}

impl Read for NamedAction {
    fn read(node: &Node, place: &str, log: &mut ProblemLog) -> Option<Self> {
        let text = line(node, place, 80, log)?;
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        if let Some((action, other)) = read_action(&text) {
            return Some(Self { action, other });
        }
        let first = text.split(' ').next().unwrap_or_default();
        let remedy = match (nearest(&text, PLAIN), nearest(first, ["follow", "wait"])) {
            (_, Some("follow")) => "write follow and a rider, as \"follow Llaneras\"".to_owned(),
            (_, Some(_)) => "write wait for and a rider, as \"wait for Llaneras\"".to_owned(),
            (Some(near), _) => format!("did you mean \"{near}\"? (one of {LIST})"),
            _ => format!("write one of {LIST}"),
        };
        complain(log, place, &node.span(), "nothing a rider can be told", remedy);
        None
    }

    fn schema(_: &mut Map<String, Value>) -> Value {
        json!({"anyOf": [
            {"type": "string", "enum": PLAIN},
            {"type": "string", "pattern": "^(follow|wait for) .+$", "maxLength": 80},
        ]})
    }
}
