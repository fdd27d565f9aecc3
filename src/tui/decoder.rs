//! From the bytes that a terminal sends to keys and clicks. Reads neither a terminal nor a clock: it is given bytes with the
//! time at which they came.
//!
//! A sequence that stays unfinished (a cut mouse report, a bad line) is dropped after a while, so that keys are heard again.

use std::collections::VecDeque;
use std::time::Duration;

use crossterm::event::{KeyCode, KeyEvent, KeyEventKind, KeyModifiers};
use terminput::{Event, MouseButton, MouseEventKind, ScrollDirection};

use super::run::Input;
use super::theme::Ground;

/// How long an escape byte may be the beginning of a sequence before it is the key Esc. Twice what a line needs that sends a
/// byte every 100 ms; a guess at what a hand does not notice.
pub const ALONE: Duration = Duration::from_millis(200);
/// How long an unfinished sequence may wait for its next byte before it is dropped.
pub const UNFINISHED: Duration = Duration::from_millis(500);
/// The longest sequence of a key or a click, in bytes. A guess: a click takes 14.
const LONGEST: usize = 64;
/// The longest paste that is held, in bytes; of a longer one, only the end is.
const LONGEST_PASTE: usize = 4096;

const ESC: u8 = 0x1b;
const CTRL_C: u8 = 0x03;
const BELL: u8 = 0x07;
/// The beginning of an answer in words.
const OSC: &[u8] = b"\x1b]";
const PASTE: &[u8] = b"\x1b[200~";

/// The bytes of an unfinished sequence.
#[derive(Debug, Default)]
pub struct Decoder {
    held: Vec<u8>,
    /// When the last of them came.
    last: Duration,
    /// Answers of the terminal to [`super::pace::QUESTION`] that nobody has taken.
    answers: u32,
}

impl Decoder {
    /// Decodes `bytes`, which came together at `at`, into `inputs`.
    pub fn feed(&mut self, bytes: &[u8], at: Duration, inputs: &mut VecDeque<Input>) {
        self.settle(at, inputs);
        // A terminal sends the bytes of a key together. After an escape byte on its own, only a slow line sends the rest of
        // a sequence, and only these bytes begin one; anything else is another key.
        if self.held == [ESC] && !matches!(bytes.first(), Some(b'[' | b'O' | b']')) {
            self.esc(inputs);
        }
        for byte in bytes {
            self.byte(*byte, inputs);
        }
        self.last = at;
    }

    /// When [`Self::settle`] will have something to do, if nothing comes before.
    #[must_use]
    pub fn due(&self) -> Option<Duration> {
        let patience = if self.held == [ESC] { ALONE } else { UNFINISHED };
        (!self.held.is_empty()).then_some(self.last + patience)
    }

    /// Gives up at `now` what has been unfinished for too long. An escape byte alone is the key Esc.
    pub fn settle(&mut self, now: Duration, inputs: &mut VecDeque<Input>) {
        if self.due().is_some_and(|due| due <= now) {
            if self.held == [ESC] {
                self.esc(inputs);
            }
            self.held.clear();
        }
    }

    /// How often the terminal has answered [`super::pace::QUESTION`] since the last call.
    pub fn take_answers(&mut self) -> u32 {
        std::mem::take(&mut self.answers)
    }

    fn esc(&mut self, inputs: &mut VecDeque<Input>) {
        self.held.clear();
        inputs.push_back(Input::Key(KeyEvent::new(KeyCode::Esc, KeyModifiers::NONE)));
    }

    /// A byte of an answer in words, which ends with a bell or with `ESC \\`.
    fn answer(&mut self, byte: u8, inputs: &mut VecDeque<Input>) {
        if self.held == OSC && !byte.is_ascii_digit() {
            // The keys Esc and `]`.
            self.esc(inputs);
            self.byte(b']', inputs);
            return self.byte(byte, inputs);
        }
        let is_last = byte == BELL || (byte == b'\\' && self.held.last() == Some(&ESC));
        if is_last {
            inputs.extend(ground(&self.held));
            return self.held.clear();
        }
        if self.held.last() == Some(&ESC) && self.held.len() > OSC.len() {
            // That was the beginning of something else.
            self.held = vec![ESC];
            return self.byte(byte, inputs);
        }
        if (byte < b' ' && byte != ESC) || self.held.len() > LONGEST {
            self.held.clear();
            if byte < b' ' {
                self.byte(byte, inputs);
            }
            return;
        }
        self.held.push(byte);
    }

    fn byte(&mut self, byte: u8, inputs: &mut VecDeque<Input>) {
        if byte == CTRL_C {
            self.held.clear();
        }
        if self.held.starts_with(OSC) {
            return self.answer(byte, inputs);
        }
        let in_sequence = self.held.len() > 1 && self.held[0] == ESC && !self.held.starts_with(PASTE);
        if in_sequence && byte < b' ' {
            // No control byte is part of a sequence; this one begins another, or is a key.
            self.held.clear();
        }
        self.held.push(byte);
        match &self.held[..] {
            [ESC] => return,
            [ESC, ESC] => return self.esc(inputs),
            [ESC, b']'] => return,
            // In order, or not.
            [ESC, b'[', b'0' | b'3', b'n'] => {
                self.answers += 1;
                return self.held.clear();
            }
            held if has_zero_coordinate(held) => return self.held.clear(),
            _ => {}
        }
        match Event::parse_from(&self.held) {
            Ok(Some(event)) => {
                inputs.extend(translate(event));
                self.held.clear();
            }
            Ok(None) if self.held.starts_with(PASTE) => {
                if self.held.len() > LONGEST_PASTE {
                    self.held.drain(PASTE.len()..self.held.len() - PASTE.len());
                }
            }
            Ok(None) if is_over(&self.held) || self.held.len() > LONGEST => self.held.clear(),
            Ok(None) => {}
            Err(_) => {
                // A character that was cut short: what cut it is another.
                let cut = self.held.len() > 1 && self.held[0] != ESC;
                self.held.clear();
                if cut {
                    self.byte(byte, inputs);
                }
            }
        }
    }
}

/// The ground of the terminal, if `answer` tells it: `ESC ] 11 ; rgb: 1c1c/1c1c/1c1c`, with one to four hexadecimal digits a
/// part, of which the first two count.
fn ground(answer: &[u8]) -> Option<Input> {
    let answer = std::str::from_utf8(answer).ok()?.trim_end_matches('\x1b');
    let (kind, parts) = answer.strip_prefix("\x1b]11;rgb")?.split_once(':')?;
    let part = |digits: &str| match digits.len() {
        1 => u8::from_str_radix(digits, 16).ok().map(|n| n * 17),
        2..=4 => u8::from_str_radix(digits.get(..2)?, 16).ok(),
        _ => None,
    };
    let parts: Vec<u8> = parts.split('/').map_while(part).collect();
    match (kind, &parts[..]) {
        ("", [red, green, blue]) | ("a", [red, green, blue, _]) => Some(Input::Ground(Ground([*red, *green, *blue]))),
        _ => None,
    }
}

/// Whether `held` is a whole control sequence, although no known one.
fn is_over(held: &[u8]) -> bool {
    let [ESC, b'[', rest @ ..] = held else { return false };
    match rest {
        // Three bytes of any value follow.
        [b'M', ..] => rest.len() == 4,
        [b'['] | [] => false,
        [.., last] => (0x40..=0x7e).contains(last),
    }
}

/// Whether `held` is a click in column or row 0. Both are counted from 1, and `terminput` subtracts without looking.
fn has_zero_coordinate(held: &[u8]) -> bool {
    let [ESC, b'[', numbers @ .., b'M' | b'm'] = held else { return false };
    let zero = |number: &[u8]| !number.is_empty() && number.iter().all(|digit| *digit == b'0');
    numbers.split(|byte| *byte == b';').skip(1).any(zero)
}

/// A key or a click of the left button, in the words of the screen; `None` for what no screen asks for.
fn translate(event: Event) -> Option<Input> {
    match event {
        Event::Key(key) => {
            let mut modifiers = KeyModifiers::NONE;
            for (theirs, ours) in MODIFIERS {
                modifiers.set(ours, key.modifiers.contains(theirs));
            }
            let code = code(key.code, modifiers.contains(KeyModifiers::SHIFT))?;
            let kind = match key.kind {
                terminput::KeyEventKind::Press => KeyEventKind::Press,
                terminput::KeyEventKind::Repeat => KeyEventKind::Repeat,
                terminput::KeyEventKind::Release => KeyEventKind::Release,
            };
            Some(Input::Key(KeyEvent::new_with_kind(code, modifiers, kind)))
        }
        Event::Mouse(mouse) => {
            let (x, y) = (mouse.column, mouse.row);
            match mouse.kind {
                MouseEventKind::Down(MouseButton::Left) => Some(Input::Click(x, y)),
                MouseEventKind::Scroll(ScrollDirection::Down) => Some(Input::Wheel(x, y, 1)),
                MouseEventKind::Scroll(ScrollDirection::Up) => Some(Input::Wheel(x, y, -1)),
                _ => None,
            }
        }
        _ => None,
    }
}

const MODIFIERS: [(terminput::KeyModifiers, KeyModifiers); 3] = [
    (terminput::KeyModifiers::SHIFT, KeyModifiers::SHIFT),
    (terminput::KeyModifiers::CTRL, KeyModifiers::CONTROL),
    (terminput::KeyModifiers::ALT, KeyModifiers::ALT),
];

fn code(code: terminput::KeyCode, shift: bool) -> Option<KeyCode> {
    use terminput::KeyCode as Theirs;
    Some(match code {
        Theirs::Char(c) => KeyCode::Char(c),
        Theirs::Enter => KeyCode::Enter,
        Theirs::Esc => KeyCode::Esc,
        Theirs::Tab if shift => KeyCode::BackTab,
        Theirs::Tab => KeyCode::Tab,
        Theirs::Backspace => KeyCode::Backspace,
        Theirs::Delete => KeyCode::Delete,
        Theirs::Insert => KeyCode::Insert,
        Theirs::Left => KeyCode::Left,
        Theirs::Right => KeyCode::Right,
        Theirs::Up => KeyCode::Up,
        Theirs::Down => KeyCode::Down,
        Theirs::Home => KeyCode::Home,
        Theirs::End => KeyCode::End,
        Theirs::PageUp => KeyCode::PageUp,
        Theirs::PageDown => KeyCode::PageDown,
        Theirs::F(n) => KeyCode::F(n),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const MS: Duration = Duration::from_millis(1);

    /// What terminals send for keys and clicks, for a paste, and in answer to questions that nobody asked; with what it means.
    const SEQUENCES: [(&[u8], Option<Input>); 25] = [
        (b"\x1b]11;rgb:fdfd/f6f6/e3e3\x1b\\", Some(Input::Ground(Ground([0xfd, 0xf6, 0xe3])))),
        (b"\x1b]11;rgb:00/2b/36\x07", Some(Input::Ground(Ground([0x00, 0x2b, 0x36])))),
        (b"\x1b]11;rgba:ffff/ffff/ffff/ffff\x07", Some(Input::Ground(Ground([255; 3])))),
        (b"\x1b]52;c;cXFx\x07", None),
        (b"\x1b[A", key(KeyCode::Up)),
        (b"\x1b[D", key(KeyCode::Left)),
        (b"\x1bOC", key(KeyCode::Right)),
        (b"\x1bOP", key(KeyCode::F(1))),
        (b"\x1b[[B", key(KeyCode::F(2))),
        (b"\x1b[H", key(KeyCode::Home)),
        (b"\x1b[5~", key(KeyCode::PageUp)),
        (b"\x1b[24~", key(KeyCode::F(12))),
        (b"\x1b[1;2C", with(KeyCode::Right, KeyModifiers::SHIFT)),
        (b"\x1b[Z", with(KeyCode::BackTab, KeyModifiers::SHIFT)),
        (b"\x1b[99;5u", with(KeyCode::Char('c'), KeyModifiers::CONTROL)),
        ("é".as_bytes(), key(KeyCode::Char('é'))),
        ("🚴".as_bytes(), key(KeyCode::Char('🚴'))),
        (b"\x1b[<0;10;5M", Some(Input::Click(9, 4))),
        (b"\x1b[<0;10;5m", None),
        (b"\x1b[<64;10;5M", Some(Input::Wheel(9, 4, -1))),
        (b"\x1b[M !!", Some(Input::Click(0, 0))),
        (b"\x1b[32;10;5M", Some(Input::Click(9, 4))),
        (b"\x1b[200~qq\x1b[201~", None),
        (b"\x1b[?62;22c", None),
        (b"\x1b[0n", None),
    ];

    const fn key(code: KeyCode) -> Option<Input> {
        with(code, KeyModifiers::NONE)
    }

    const fn with(code: KeyCode, modifiers: KeyModifiers) -> Option<Input> {
        Some(Input::Key(KeyEvent::new(code, modifiers)))
    }

    /// A decoder with its inputs.
    #[derive(Default)]
    struct Heard {
        decoder: Decoder,
        inputs: VecDeque<Input>,
        now: Duration,
    }

    impl Heard {
        fn feed(&mut self, bytes: &[u8]) {
            self.decoder.feed(bytes, self.now, &mut self.inputs);
        }

        fn wait(&mut self, time: Duration) {
            self.now += time;
            self.decoder.settle(self.now, &mut self.inputs);
        }

        fn all(&mut self) -> Vec<Input> {
            self.inputs.drain(..).collect()
        }
    }

    #[test]
    fn whole_sequences_are_read_at_once_and_at_a_byte_every_100_ms() {
        for (bytes, meaning) in SEQUENCES {
            let mut heard = Heard::default();
            heard.feed(bytes);
            assert_eq!(heard.all(), Vec::from_iter(meaning), "{}", bytes.escape_ascii());
            for byte in bytes {
                heard.feed(&[*byte]);
                heard.wait(100 * MS);
            }
            assert_eq!(heard.all(), Vec::from_iter(meaning), "{}, slowly", bytes.escape_ascii());
            assert_eq!(heard.decoder.due(), None);
        }
    }

    #[test]
    fn after_any_beginning_of_a_sequence_keys_are_heard_within_half_a_second() {
        for (bytes, _) in SEQUENCES {
            for cut in 1..bytes.len() {
                let (mut heard, name) = (Heard::default(), bytes[..cut].escape_ascii());
                heard.feed(&bytes[..cut]);
                heard.wait(UNFINISHED);
                heard.all();
                heard.feed(b"q");
                assert_eq!(heard.all(), Vec::from_iter(key(KeyCode::Char('q'))), "q after {name}");
            }
        }
    }

    #[test]
    fn ctrl_c_counts_at_once_inside_any_sequence() {
        let ctrl_c = with(KeyCode::Char('c'), KeyModifiers::CONTROL).unwrap();
        for (bytes, _) in SEQUENCES {
            for cut in 1..bytes.len() {
                let mut heard = Heard::default();
                heard.feed(&bytes[..cut]);
                heard.feed(b"\x03");
                assert_eq!(heard.all().last(), Some(&ctrl_c), "after {}", bytes[..cut].escape_ascii());
                heard.feed(&[&bytes[..cut], b"\x03"].concat());
                assert_eq!(heard.all().last(), Some(&ctrl_c), "with {}", bytes[..cut].escape_ascii());
                assert_eq!(heard.decoder.due(), None);
            }
        }
    }

    #[test]
    fn an_escape_byte_alone_is_the_key_esc_and_what_follows_is_another_key() {
        let esc = key(KeyCode::Esc).unwrap();
        let mut heard = Heard::default();
        heard.feed(b"\x1b");
        heard.wait(ALONE - MS);
        assert_eq!(heard.all(), []);
        heard.wait(MS);
        assert_eq!(heard.all(), [esc]);
        heard.feed(b"\x1b");
        heard.feed(b"q");
        assert_eq!(heard.all(), [esc, key(KeyCode::Char('q')).unwrap()]);
        heard.feed(b"\x1bq");
        assert_eq!(heard.all(), Vec::from_iter(with(KeyCode::Char('q'), KeyModifiers::ALT)), "sent together");
        heard.feed(b"\x1b\x1b");
        assert_eq!(heard.all(), [esc]);
    }

    #[test]
    fn answers_of_the_terminal_are_counted_and_are_no_keys() {
        let mut heard = Heard::default();
        heard.feed(b"\x1b[0nq\x1b[0n\x1b[3n");
        assert_eq!((heard.all(), heard.decoder.take_answers()), (Vec::from_iter(key(KeyCode::Char('q'))), 3));
        assert_eq!(heard.decoder.take_answers(), 0);
    }

    #[test]
    fn a_second_sequence_ends_an_unfinished_one() {
        let mut heard = Heard::default();
        heard.feed(b"\x1b[<0;1\x1b[A\xe2q\x1b[<qq");
        let keys = [KeyCode::Up, KeyCode::Char('q'), KeyCode::Char('q')].map(|code| key(code).unwrap());
        assert_eq!(heard.all(), keys);
    }

    #[test]
    fn no_bytes_break_it_or_make_it_hold_much() {
        let mut random = 0x2004_0824_u64;
        let mut next = |n: u64| {
            // xorshift64: the test needs the same numbers every time, not good ones.
            random ^= random << 13;
            random ^= random >> 7;
            random ^= random << 17;
            (random >> 11) % n
        };
        let mut heard = Heard::default();
        for _ in 0..100_000 {
            let (bytes, _) = SEQUENCES[next(SEQUENCES.len() as u64) as usize];
            match next(4) {
                0 => heard.feed(&[next(256) as u8]),
                1 => heard.feed(bytes),
                2 => heard.feed(&b"0;<[M\x1b~"[next(6) as usize..]),
                _ => heard.feed(&bytes[..next(bytes.len() as u64) as usize]),
            }
            heard.wait(MS * next(20) as u32);
            heard.all();
            assert!(heard.decoder.held.len() <= LONGEST_PASTE);
        }
        heard.feed(PASTE);
        (0..10_000).for_each(|_| heard.feed(b"text"));
        assert!(heard.decoder.held.len() <= LONGEST_PASTE);
        heard.feed(b"\x1b[201~q");
        assert_eq!(heard.all(), Vec::from_iter(key(KeyCode::Char('q'))));
    }
}
