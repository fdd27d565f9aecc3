//! Where scenarios come from: built in, or a file.

use super::Failure;
use crate::scenario::Scenario;

/// The scenario that `name` means: a built-in id, or the path of a file.
pub fn open(name: &str) -> Result<Scenario, Failure> {
    Err(Failure::wrong(format!("no scenario {name}"), "velodrome list"))
}
