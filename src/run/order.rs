//! Orders as people write them: when, who, what, as in `130 Ignatiev sit in` or `40:15 Kluge follow Llaneras`.

use super::when;
use crate::scenario::Scenario;
use crate::tactics::{Action, When};
use crate::units::Bib;

/// An order to a rider.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Told {
    pub at: When,
    pub rider: Bib,
    pub action: Action<Bib>,
}

/// Why an order cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum OrderError {
    #[error("'{0}' says no moment: an order begins with a lap (130) or a time (41:12)")]
    When(String),
    #[error("'{0}' says nothing to do: {LIST}")]
    Action(String),
    #[error("'{0}' says no legs: a rider, one of cp, wprime and peak, and per cent from -50 to +50")]
    Legs(String),
    #[error("{0}")]
    Rider(String),
}

/// Every action by its words, for messages.
const LIST: &str =
    "attack, bridge, follow RIDER, sit in, pull, chase, sprint, skip, ease, wait for RIDER, abandon, free";

/// The words of every action; those that name another rider end in a space.
const WORDS: [(&str, Action<()>); 14] = [
    ("attack", Action::Attack),
    ("bridge", Action::Bridge),
    ("follow ", Action::Follow(())),
    ("sit in", Action::SitIn),
    ("sit-in", Action::SitIn),
    ("pull", Action::Pull),
    ("chase", Action::Chase),
    ("sprint", Action::Sprint),
    ("skip", Action::Skip),
    ("ease", Action::Ease),
    ("wait for ", Action::WaitFor(())),
    ("wait-for ", Action::WaitFor(())),
    ("abandon", Action::Abandon),
    ("free", Action::AsHeLikes),
];

impl Told {
    /// Reads `WHEN RIDER ACTION`; riders are those of `scenario`, by number or family name.
    ///
    /// # Errors
    /// What of it cannot be read, and what could be.
    pub fn read(text: &str, scenario: &Scenario) -> Result<Self, OrderError> {
        let words: Vec<&str> = text.split_whitespace().collect();
        let no_action = || OrderError::Action(scenario_safe(text));
        let (first, rest) = words.split_first().ok_or_else(|| OrderError::When(String::new()))?;
        let at = when::read(first).ok_or_else(|| OrderError::When(scenario_safe(first)))?;
        // A name may have several words: the action begins where one can be read.
        let begins = (1..rest.len()).find(|&k| action(&rest[k..].join(" ")).is_some()).ok_or_else(no_action)?;
        let find = |typed: &str| scenario.find(typed).map_err(OrderError::Rider);
        let rider = find(&rest[..begins].join(" "))?;
        let (action, other) = action(&rest[begins..].join(" ")).ok_or_else(no_action)?;
        let other = other.map(|typed| find(&typed)).transpose()?;
        Ok(Self { at, rider, action: action.about(|()| other).ok_or_else(no_action)? })
    }

    /// Writes it as [`Self::read`] reads it.
    #[must_use]
    pub fn write(&self, name: impl Fn(Bib) -> String) -> String {
        format!("{} {} {}", when::write(self.at), name(self.rider), action_words(self.action, name))
    }
}

/// What is told, in the words in which it is written.
#[must_use]
pub fn action_words(action: Action<Bib>, name: impl Fn(Bib) -> String) -> String {
    let plain = action.about(|_| Some(())).map_or("", |plain| word(plain));
    match action {
        Action::Follow(other) | Action::WaitFor(other) => format!("{plain}{}", name(other)),
        _ => plain.to_owned(),
    }
}

/// The first of the words for an action.
pub(super) fn word(action: Action<()>) -> &'static str {
    WORDS.iter().find(|(_, a)| *a == action).map_or("", |(word, _)| word)
}

/// The action that `text` says, and the rider it names.
pub(super) fn action(text: &str) -> Option<(Action<()>, Option<String>)> {
    let lower = text.to_lowercase();
    WORDS.iter().find_map(|&(word, action)| match word.strip_suffix(' ') {
        None => (lower == word).then_some((action, None)),
        Some(_) => {
            let other = lower.strip_prefix(word)?;
            (!other.is_empty()).then(|| (action, Some(text[text.len() - other.len()..].to_owned())))
        }
    })
}

/// Text from the command line as a message may show it.
fn scenario_safe(text: &str) -> String {
    crate::scenario::visible(text, 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_order_says_when_who_and_what() {
        let athens = crate::scenario::load("athens-2004-men").unwrap();
        let bib = |name: &str| athens.find(name).unwrap();
        let read = |text: &str| Told::read(text, &athens);
        let told = |lap: f64, name: &str, action| Ok(Told { at: When::Lap(lap), rider: bib(name), action });
        assert_eq!(read("130 Ignatiev sit in"), told(130.0, "Ignatiev", Action::SitIn));
        assert_eq!(read("130  ignatiev SIT IN"), told(130.0, "Ignatiev", Action::SitIn));
        assert_eq!(read("12.5 Fulst follow Llaneras"), told(12.5, "Fulst", Action::Follow(bib("Llaneras"))));
        assert_eq!(read("90 Fulst wait for Llaneras"), told(90.0, "Fulst", Action::WaitFor(bib("Llaneras"))));
        let number = bib("Newton").0;
        assert_eq!(read(&format!("3 {number} attack")), told(3.0, "Newton", Action::Attack));
    }

    #[test]
    fn an_order_is_written_as_it_is_read() {
        let athens = crate::scenario::load("athens-2004-men").unwrap();
        for text in
            ["130 IGNATIEV sit in", "0:41:12 FULST follow LLANERAS", "7.5 NEWTON wait for IGNATIEV", "1 FULST free"]
        {
            let told = Told::read(text, &athens).unwrap();
            let name = |bib| athens.riders.iter().find(|r| r.bib == bib).unwrap().family.clone();
            assert_eq!(told.write(name), text);
        }
    }

    #[test]
    fn what_cannot_be_read_is_said_with_what_could_be() {
        let athens = crate::scenario::load("athens-2004-men").unwrap();
        let why = |text: &str| Told::read(text, &athens).unwrap_err().to_string();
        assert!(why("").contains("begins with a lap"));
        assert!(why("soon Ignatiev attack").starts_with("'soon' says no moment"));
        assert!(why("130 Ignatiev dance").contains("sit in"));
        assert!(why("130 Ignatiew attack").contains("Ignatiev") || why("130 Ignatiew attack").contains("IGNATIEV"));
        assert!(why("130 attack").contains("says nothing to do"));
        assert!(why("130 Ignatiev follow Nobody").contains("Nobody"));
    }
}
