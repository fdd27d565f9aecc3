//! Which characters are safe to show, and text without the others. Whatever is read from a file, a name or the command line
//! goes through here before it is shown.

use std::path::Path;

use unicode_width::UnicodeWidthChar;

/// Most combining marks on one letter. No language needs more, and more could cover the lines around.
const MARKS: usize = 3;
/// Most characters of the name of a file that a message repeats.
const LONGEST_NAME: usize = 200;

/// Why a character is not allowed in names and sentences; `None` if it is.
///
/// Escape sequences move the cursor, bidirectional overrides reorder text, and zero-width characters hide in names.
#[must_use]
pub fn hostile(c: char) -> Option<&'static str> {
    match c {
        c if c.is_control() => Some("a control character"),
        '\u{061c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {
            Some("a character that changes the direction of writing")
        }
        '\u{00ad}'
        | '\u{034f}'
        | '\u{115f}'..='\u{1160}'
        | '\u{180b}'..='\u{180f}'
        | '\u{200b}'..='\u{200d}'
        | '\u{2060}'..='\u{2065}'
        | '\u{206a}'..='\u{206f}'
        | '\u{3164}'
        | '\u{fe00}'..='\u{fe0f}'
        | '\u{feff}'
        | '\u{ffa0}'
        | '\u{fff0}'..='\u{fffb}'
        | '\u{1d173}'..='\u{1d17a}'
        | '\u{e0000}'..='\u{e0fff}' => Some("an invisible character"),
        '\u{2028}' | '\u{2029}' => Some("a line separator"),
        _ => None,
    }
}

/// What is wrong with a text that is not safe to show.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unsafe {
    /// A character, and why it is not allowed.
    Character(char, &'static str),
    /// More marks on one letter than any writing needs.
    Marks,
}

/// The first thing that is not safe to show in `text`.
#[must_use]
pub fn first_unsafe(text: &str) -> Option<Unsafe> {
    let mut marks = 0;
    text.chars().find_map(|c| {
        marks = if c.width() == Some(0) { marks + 1 } else { 0 };
        let too_many = (marks > MARKS).then_some(Unsafe::Marks);
        hostile(c).map(|why| Unsafe::Character(c, why)).or(too_many)
    })
}

/// `text` with what is [hostile], and marks beyond [`MARKS`] on one letter, in the form that `instead` gives it.
fn safe(text: impl Iterator<Item = char>, mut instead: impl FnMut(char, &mut String)) -> String {
    let (mut out, mut marks) = (String::new(), 0);
    for c in text {
        marks = if c.width() == Some(0) { marks + 1 } else { 0 };
        if hostile(c).is_some() || marks > MARKS {
            instead(c, &mut out);
        } else {
            out.push(c);
        }
    }
    out
}

/// `text` on one line without hostile characters: safe for any terminal. Line feeds and tabs become blanks.
#[must_use]
pub fn clean(text: &str) -> String {
    if text.bytes().all(|b| (b' '..0x7f).contains(&b)) {
        return text.to_owned();
    }
    safe(text.chars(), |c, out| out.extend(matches!(c, '\n' | '\t').then_some(' ')))
}

/// `text` with every hostile character escaped as `\u{…}`, cut after `max` characters: for what a message repeats.
#[must_use]
pub fn visible(text: &str, max: usize) -> String {
    let mut out = safe(text.chars().take(max), |c, out| out.extend(c.escape_unicode()));
    if text.chars().nth(max).is_some() {
        out.push('…');
    }
    out
}

/// The name of the file at `path`, as messages show it.
#[must_use]
pub fn named(path: impl AsRef<Path>) -> String {
    visible(&path.as_ref().display().to_string(), LONGEST_NAME)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn control_codes_and_direction_overrides_are_left_out() {
        assert_eq!(clean("\u{1b}[2JKad\u{202e}lec\u{7}\nb\tc\u{9b}\u{200b}"), "[2JKadlec b c");
    }

    #[test]
    fn an_escape_sequence_is_escaped_and_an_accent_is_kept() {
        assert_eq!(visible("a\u{1b}[2Jé\u{202e}", 20), "a\\u{1b}[2Jé\\u{202e}");
        assert_eq!(visible("Ignatiev", 4), "Igna…");
        assert_eq!(named("a\nb.toml"), "a\\u{a}b.toml");
    }

    #[test]
    fn letters_keep_their_marks_but_cannot_pile_them_up() {
        assert_eq!(clean("Rafa\u{301}l"), "Rafa\u{301}l");
        assert_eq!(clean(&format!("a{}", "\u{301}".repeat(40))).chars().count(), 1 + MARKS);
    }

    #[test]
    fn nothing_hostile_passes_by_any_way() {
        for c in (0..=0x10_ffff).filter_map(char::from_u32).filter(|c| hostile(*c).is_some()) {
            for shown in [clean(&c.to_string()), visible(&c.to_string(), 9), named(c.to_string())] {
                assert!(shown.chars().all(|c| hostile(c).is_none()), "{c:?}");
            }
        }
    }
}
