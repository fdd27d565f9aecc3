//! Orders as people write them: when, who, what, as in `130 Ignatiev sit in` or `40:15 Kluge follow Llaneras`.

use crate::scenario::Scenario;
use crate::tactics::Order;
use crate::told::{LIST, WhenError, read_action, read_when};
use crate::units::Bib;

/// Why an order cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum OrderError {
    #[error("'{0}' says no moment: an order begins with a lap (130) or a time (41:12)")]
    When(String),
    #[error("'{0}' says no certain moment: {1}")]
    TwoWays(String, WhenError),
    #[error("'{0}' does not say whom: write {1} and a rider")]
    Whom(String, &'static str),
    #[error("'{0}' says nothing to do: {LIST}")]
    Action(String),
    #[error("'{0}' says no legs: a rider, one of cp, wprime and peak, and per cent from -50 to +50")]
    Legs(String),
    #[error("{0}")]
    Rider(String),
}

impl Order<Bib> {
    /// Reads `WHEN RIDER ACTION`; riders are those of `scenario`, by number or family name.
    ///
    /// # Errors
    /// What cannot be read, and what was expected.
    pub fn read(text: &str, scenario: &Scenario) -> Result<Self, OrderError> {
        let words: Vec<&str> = text.split_whitespace().collect();
        let no_action = || match lacks_rider(&words) {
            Some(action) => OrderError::Whom(scenario_safe(text), action),
            None => OrderError::Action(scenario_safe(text)),
        };
        let (first, rest) = words.split_first().ok_or_else(|| OrderError::When(String::new()))?;
        let at = read_when(first).map_err(|why| match why {
            WhenError::Unreadable => OrderError::When(scenario_safe(first)),
            why @ WhenError::TwoWays { .. } => OrderError::TwoWays(scenario_safe(first), why),
        })?;
        // A name may have several words, so the action begins at the first word from which one can be read.
        let begins = (1..rest.len()).find(|&k| read_action(&rest[k..].join(" ")).is_some()).ok_or_else(no_action)?;
        let find = |typed: &str| scenario.find(typed).map_err(OrderError::Rider);
        let rider = find(&rest[..begins].join(" "))?;
        let (action, other) = read_action(&rest[begins..].join(" ")).ok_or_else(no_action)?;
        let other = other.map(|typed| find(&typed)).transpose()?;
        Ok(Self { at, rider, action: action.about(|()| other).ok_or_else(no_action)? })
    }
}

/// The action with which `words` end, if it is one that names another rider.
fn lacks_rider(words: &[&str]) -> Option<&'static str> {
    let ends = |action: &[&str]| {
        let end = words.len().checked_sub(action.len()).map_or(&[][..], |from| &words[from..]);
        end.len() == action.len() && end.iter().zip(action).all(|(a, b)| a.eq_ignore_ascii_case(b))
    };
    let wait = [&["wait", "for"][..], &["wait-for"], &["wait"]].into_iter().any(ends);
    if ends(&["follow"]) { Some("follow") } else { wait.then_some("wait for") }
}

/// Text from the command line, safe to show in a message.
fn scenario_safe(text: &str) -> String {
    crate::text::visible(text, 60)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tactics::{Action, When};

    #[test]
    fn an_order_says_when_who_and_what() {
        let athens = crate::scenario::load("athens-2004-men").unwrap();
        let bib = |name: &str| athens.find(name).unwrap();
        let read = |text: &str| Order::read(text, &athens);
        let told = |lap: f64, name: &str, action| Ok(Order { at: When::Lap(lap), rider: bib(name), action });
        assert_eq!(read("130 Ignatiev sit in"), told(130.0, "Ignatiev", Action::SitIn));
        assert_eq!(read("130  ignatiev SIT IN"), told(130.0, "Ignatiev", Action::SitIn));
        assert_eq!(read("12.5 Fulst follow Llaneras"), told(12.5, "Fulst", Action::Follow(bib("Llaneras"))));
        assert_eq!(read("90 Fulst wait for Llaneras"), told(90.0, "Fulst", Action::WaitFor(bib("Llaneras"))));
        let number = bib("Newton").0;
        assert_eq!(read(&format!("3 {number} attack")), told(3.0, "Newton", Action::Attack));
    }

    #[test]
    fn an_order_is_written_the_way_it_is_read() {
        let athens = crate::scenario::load("athens-2004-men").unwrap();
        for text in
            ["130 IGNATIEV sit in", "0:41:12 FULST follow LLANERAS", "7.5 NEWTON wait for IGNATIEV", "1 FULST free"]
        {
            let told = Order::read(text, &athens).unwrap();
            let name = |bib| athens.riders.iter().find(|r| r.bib == bib).unwrap().family.clone();
            assert_eq!(told.write(name), text);
        }
    }

    #[test]
    fn an_unreadable_order_is_refused_with_what_was_expected() {
        let athens = crate::scenario::load("athens-2004-men").unwrap();
        let why = |text: &str| Order::read(text, &athens).unwrap_err().to_string();
        assert!(why("").contains("begins with a lap"));
        assert!(why("soon Ignatiev attack").starts_with("'soon' says no moment"));
        assert!(why("130 Ignatiev dance").contains("sit in"));
        assert!(why("130 Ignatiew attack").contains("Ignatiev") || why("130 Ignatiew attack").contains("IGNATIEV"));
        assert!(why("130 attack").contains("says nothing to do"));
        assert_eq!(why("130 Ignatiev follow"), "'130 Ignatiev follow' does not say whom: write follow and a rider");
        assert!(why("130 Ignatiev wait for").ends_with("write wait for and a rider"));
        assert!(why("130 Ignatiev wait").ends_with("write wait for and a rider"));
        let two = "'41.12' says no certain moment: it can be lap 41.12 or the time 41:12: write 41.120 or 41:12";
        assert_eq!(why("41.12 Ignatiev attack"), two);
        assert!(why("130 Ignatiev follow Nobody").contains("Nobody"));
    }
}
