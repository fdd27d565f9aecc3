//! What plain arithmetic says of a record: sums that cannot be, and statements that exclude each other. The
//! search for a whole race that fits is the card's.

use super::Scenario;
use super::problem::Log;

/// Notes what contradicts itself in the record of `scenario`, which was read from `text`.
pub(super) fn check(_scenario: &Scenario, _text: &str, _log: &mut Log) {}
