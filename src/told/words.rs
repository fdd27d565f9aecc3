//! The words for what a rider can be told. Knows nothing of who the rider is or what comes of it.

use crate::tactics::Action;
use crate::units::Bib;

/// The words of every action, for messages.
pub const LIST: &str =
    "attack, bridge, follow RIDER, sit in, pull, chase, sprint, skip, ease, wait for RIDER, abandon, release";

/// The words of the actions that name nobody else.
pub const PLAIN: [&str; 10] =
    ["attack", "bridge", "sit in", "pull", "chase", "sprint", "skip", "ease", "abandon", "free"];

/// Every action with its words. Those that name another rider end in a space. Of several for one action, the first is
/// written.
const WORDS: [(&str, Action<()>); 15] = [
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
    ("free", Action::Release),
    ("release", Action::Release),
];

/// The action that `text` says, and the rider it names, as typed.
#[must_use]
pub fn read_action(text: &str) -> Option<(Action<()>, Option<String>)> {
    WORDS.iter().find_map(|&(word, action)| {
        let (begins, other) = text.split_at_checked(word.len())?;
        let is_said = begins.eq_ignore_ascii_case(word);
        match word.ends_with(' ') {
            false => (is_said && other.is_empty()).then_some((action, None)),
            true => (is_said && !other.is_empty()).then(|| (action, Some(other.to_owned()))),
        }
    })
}

/// The words for an action, as they are written; with a space at the end where another rider follows.
#[must_use]
pub fn word(action: Action<()>) -> &'static str {
    WORDS.iter().find(|(_, a)| *a == action).map_or("", |(word, _)| word)
}

/// The action in words, with the names of riders.
#[must_use]
pub fn action_words(action: Action<Bib>, name: impl Fn(Bib) -> String) -> String {
    let plain = action.about(|_| Some(())).map_or("", word);
    match action {
        Action::Follow(other) | Action::WaitFor(other) => format!("{plain}{}", name(other)),
        _ => plain.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_action_is_read_in_its_words() {
        for plain in PLAIN {
            let (action, other) = read_action(plain).expect(plain);
            assert_eq!((word(action), other), (plain, None));
            // An older word for it, which run codes have.
            assert!(LIST.contains(plain) || action == Action::Release, "{plain}");
        }
        assert_eq!(read_action("Sit In"), Some((Action::SitIn, None)));
        assert_eq!(read_action("Follow LLANERAS"), Some((Action::Follow(()), Some("LLANERAS".to_owned()))));
        assert_eq!(read_action("wait for 7"), Some((Action::WaitFor(()), Some("7".to_owned()))));
        for nothing in ["", "dance", "follow", "follow ", "attack 7", "sit"] {
            assert_eq!(read_action(nothing), None, "{nothing}");
        }
    }

    #[test]
    fn names_in_any_letters_are_left_as_they_are() {
        // These change their number of bytes in lower case.
        for name in ["ẞ", "İ", "\u{212a}", "éİẞ"] {
            assert_eq!(read_action(&format!("follow {name}")), Some((Action::Follow(()), Some(name.to_owned()))));
            assert_eq!(read_action(name), None);
        }
    }
}
