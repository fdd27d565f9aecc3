//! Paints cells with few bytes: a colour is sent when it changes, and never one that cannot be seen.
//!
//! What the terminal's pen looks like is remembered from frame to frame. On a slow line every byte is time.

use std::io::{self, Write};

use crossterm::cursor::MoveTo;
use crossterm::queue;
use ratatui::backend::{Backend, ClearType, CrosstermBackend, WindowSize};
use ratatui::buffer::Cell;
use ratatui::layout::{Position, Size};
use ratatui::style::{Color, Modifier};
use unicode_width::UnicodeWidthStr;

/// The colours and the modifiers that the terminal draws with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Pen {
    fg: Color,
    bg: Color,
    modifier: Modifier,
}

/// The pen after `ESC [ m`.
const PLAIN: Pen = Pen { fg: Color::Reset, bg: Color::Reset, modifier: Modifier::empty() };

/// Modifiers with the numbers that switch them on and off. One number switches off both bold and dim.
const MODIFIERS: [(Modifier, u8, u8); 9] = [
    (Modifier::BOLD, 1, 22),
    (Modifier::DIM, 2, 22),
    (Modifier::ITALIC, 3, 23),
    (Modifier::UNDERLINED, 4, 24),
    (Modifier::SLOW_BLINK, 5, 25),
    (Modifier::RAPID_BLINK, 6, 25),
    (Modifier::REVERSED, 7, 27),
    (Modifier::HIDDEN, 8, 28),
    (Modifier::CROSSED_OUT, 9, 29),
];

/// Modifiers that show on a blank.
const ON_BLANKS: Modifier = Modifier::REVERSED.union(Modifier::UNDERLINED).union(Modifier::CROSSED_OUT);

/// A terminal that is written to through `W`.
#[derive(Debug)]
pub struct Painter<W: Write> {
    terminal: CrosstermBackend<W>,
    /// `None` if it is not known.
    pen: Option<Pen>,
    /// Where the next character would stand; `None` if that is not known.
    cursor: Option<Position>,
    is_hidden: bool,
}

impl<W: Write> Painter<W> {
    pub fn new(out: W) -> Self {
        Self { terminal: CrosstermBackend::new(out), pen: None, cursor: None, is_hidden: false }
    }

    /// Moves the cursor to `to`, if it is elsewhere.
    fn go(&mut self, to: Position) -> io::Result<()> {
        match self.cursor.filter(|at| at.y == to.y && at.x <= to.x).map(|at| to.x - at.x) {
            Some(0) => Ok(()),
            Some(1) => self.terminal.write_all(b"\x1b[C"),
            Some(n) => write!(self.terminal, "\x1b[{n}C"),
            None => queue!(self.terminal, MoveTo(to.x, to.y)),
        }
    }

    /// Makes the pen draw cells like `cell`.
    fn dip(&mut self, cell: &Cell) -> io::Result<()> {
        let mut wanted = Pen { fg: cell.fg, bg: cell.bg, modifier: cell.modifier };
        if let Some(pen) = self.pen {
            let is_blank = cell.symbol() == " " && !(wanted.modifier | pen.modifier).intersects(ON_BLANKS);
            if is_blank {
                wanted = Pen { bg: wanted.bg, ..pen };
            }
            if wanted == pen {
                return Ok(());
            }
        }
        let mut codes = Vec::new();
        let pen = match self.pen {
            Some(pen) if wanted != PLAIN => pen,
            _ => {
                codes.push("0".to_owned());
                PLAIN
            }
        };
        let off: Vec<u8> = MODIFIERS
            .iter()
            .filter(|m| pen.modifier.contains(m.0) && !wanted.modifier.contains(m.0))
            .map(|m| m.2)
            .collect();
        for (n, code) in off.iter().enumerate() {
            if !off[..n].contains(code) {
                codes.push(code.to_string());
            }
        }
        for (modifier, on, its_off) in MODIFIERS {
            let kept = pen.modifier.contains(modifier) && !off.contains(&its_off);
            if wanted.modifier.contains(modifier) && !kept {
                codes.push(on.to_string());
            }
        }
        if wanted.fg != pen.fg {
            codes.push(colour(wanted.fg, 3));
        }
        if wanted.bg != pen.bg {
            codes.push(colour(wanted.bg, 4));
        }
        if codes == ["0"] {
            codes.clear();
        }
        self.pen = Some(wanted);
        write!(self.terminal, "\x1b[{}m", codes.join(";"))
    }
}

/// The numbers that set a colour, of the characters (`ground` 3) or behind them (4).
fn colour(colour: Color, ground: u8) -> String {
    let named = match colour {
        Color::Reset => return format!("{ground}9"),
        Color::Rgb(r, g, b) => return format!("{ground}8;2;{r};{g};{b}"),
        Color::Indexed(n) => n,
        Color::Black => 0,
        Color::Red => 1,
        Color::Green => 2,
        Color::Yellow => 3,
        Color::Blue => 4,
        Color::Magenta => 5,
        Color::Cyan => 6,
        Color::Gray => 7,
        Color::DarkGray => 8,
        Color::LightRed => 9,
        Color::LightGreen => 10,
        Color::LightYellow => 11,
        Color::LightBlue => 12,
        Color::LightMagenta => 13,
        Color::LightCyan => 14,
        Color::White => 15,
    };
    format!("{ground}8;5;{named}")
}

impl<W: Write> Backend for Painter<W> {
    type Error = io::Error;

    fn draw<'a, I>(&mut self, content: I) -> io::Result<()>
    where
        I: Iterator<Item = (u16, u16, &'a Cell)>,
    {
        for (x, y, cell) in content {
            self.go(Position { x, y })?;
            self.dip(cell)?;
            self.terminal.write_all(cell.symbol().as_bytes())?;
            // Terminals differ about characters of another width.
            self.cursor = (cell.symbol().width() == 1).then_some(Position { x: x + 1, y });
        }
        Ok(())
    }

    fn hide_cursor(&mut self) -> io::Result<()> {
        if !std::mem::replace(&mut self.is_hidden, true) {
            self.terminal.hide_cursor()?;
        }
        Ok(())
    }

    fn show_cursor(&mut self) -> io::Result<()> {
        self.is_hidden = false;
        self.terminal.show_cursor()
    }

    fn get_cursor_position(&mut self) -> io::Result<Position> {
        self.terminal.get_cursor_position()
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> io::Result<()> {
        self.cursor = None;
        self.terminal.set_cursor_position(position)
    }

    fn clear(&mut self) -> io::Result<()> {
        self.clear_region(ClearType::All)
    }

    /// Forgets all about the terminal too, since others may have written to it.
    fn clear_region(&mut self, clear_type: ClearType) -> io::Result<()> {
        (self.pen, self.cursor, self.is_hidden) = (Some(PLAIN), None, false);
        // What is cleared gets the colour of the pen.
        self.terminal.write_all(b"\x1b[m")?;
        self.terminal.clear_region(clear_type)
    }

    fn append_lines(&mut self, n: u16) -> io::Result<()> {
        self.cursor = None;
        self.terminal.append_lines(n)
    }

    fn size(&self) -> io::Result<Size> {
        self.terminal.size()
    }

    fn window_size(&mut self) -> io::Result<WindowSize> {
        self.terminal.window_size()
    }

    fn flush(&mut self) -> io::Result<()> {
        Backend::flush(&mut self.terminal)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use ratatui::Terminal;
    use ratatui::buffer::Buffer;
    use ratatui::style::Style;

    use super::*;

    const SIZE: (u16, u16) = (24, 6);

    /// What a terminal shows that is painted with frame after frame of these cells: (place, character, colours, modifiers).
    type Frame = Vec<(usize, usize, u8, u8, u16)>;

    fn paint(buf: &mut Buffer, frame: &Frame) {
        for (place, symbol, fg, bg, modifier) in frame {
            let place = place % buf.content.len();
            let ground = |n: u8| if n == 0 { Color::Reset } else { Color::Indexed(n) };
            let mut modifier = Modifier::from_bits_truncate(*modifier);
            if modifier.contains(Modifier::BOLD) {
                // The terminal of this test knows one weight at a time.
                modifier -= Modifier::DIM;
            }
            let style = Style::new().fg(ground(*fg)).bg(ground(*bg)).add_modifier(modifier);
            let cell = &mut buf.content[place];
            cell.reset();
            cell.set_symbol([" ", "a", "é", "⣿"][symbol % 4]).set_style(style);
        }
    }

    /// The cells of a terminal as it parses the bytes: text, colours and modifiers.
    fn shown(bytes: &[u8]) -> Vec<String> {
        let cells = |n: u16| std::num::NonZeroU16::new(n).unwrap();
        let mut parser = vt100::Parser::new(cells(SIZE.1), cells(SIZE.0), 0);
        parser.process(bytes);
        let cell = |y, x| {
            let cell = parser.screen().cell(y, x).unwrap();
            let text = if cell.contents().is_empty() { " " } else { cell.contents() };
            let is_blank = text == " " && !cell.inverse() && !cell.underline();
            let fg = if is_blank { vt100::Color::Default } else { cell.fgcolor() };
            let weight = (cell.bold() && !is_blank, cell.dim() && !is_blank, cell.italic() && !is_blank);
            format!("{text} {fg:?} {:?} {weight:?} {} {}", cell.bgcolor(), cell.inverse(), cell.underline())
        };
        (0..SIZE.1).flat_map(|y| (0..SIZE.0).map(move |x| (y, x))).map(|(y, x)| cell(y, x)).collect()
    }

    /// The bytes for `frames`, one after another on one screen.
    fn bytes<B: Backend>(backend: B, frames: &[Frame], out: impl Fn(&mut B) -> Vec<u8>) -> Vec<u8>
    where
        B::Error: std::fmt::Debug,
    {
        let area = ratatui::layout::Rect::new(0, 0, SIZE.0, SIZE.1);
        let viewport = ratatui::TerminalOptions { viewport: ratatui::Viewport::Fixed(area) };
        let mut terminal = Terminal::with_options(backend, viewport).unwrap();
        let mut so_far = Frame::new();
        for frame in frames {
            so_far.extend(frame);
            terminal.draw(|f| paint(f.buffer_mut(), &so_far)).unwrap();
        }
        out(terminal.backend_mut())
    }

    /// Bytes written to a place that can be read while it is written to.
    #[derive(Clone, Default)]
    struct Shared(std::rc::Rc<std::cell::RefCell<Vec<u8>>>);

    impl Write for Shared {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.borrow_mut().write(bytes)
        }
        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    /// The bytes of the painter, and those of the library's own backend, which sends more.
    fn both(frames: &[Frame]) -> [Vec<u8>; 2] {
        let (ours, theirs) = (Shared::default(), Shared::default());
        let read = |shared: &Shared| shared.0.borrow().clone();
        let painted = bytes(Painter::new(ours.clone()), frames, |_| read(&ours));
        [painted, bytes(CrosstermBackend::new(theirs.clone()), frames, |_| read(&theirs))]
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn a_terminal_shows_the_same_as_by_the_library(
            frames in prop::collection::vec(
                prop::collection::vec((0..144_usize, 0..4_usize, 0..4_u8, 0..4_u8, 0..128_u16), 0..40),
                1..6,
            )
        ) {
            let [ours, theirs] = both(&frames);
            let (ours, theirs) = (shown(&ours), shown(&theirs));
            let differs = ours.iter().zip(&theirs).position(|(ours, theirs)| ours != theirs);
            prop_assert_eq!(differs.map(|at| (at, &ours[at], &theirs[at])), None);
        }
    }

    #[test]
    fn a_colour_is_sent_when_it_changes() {
        let row = |fg: u8| (0..10).map(|x| (x, 1, fg, 1, 0)).collect::<Frame>();
        let [ours, theirs] = both(&[row(1), row(2)]);
        let count = |bytes: &[u8]| String::from_utf8_lossy(bytes).matches("48;5;1").count();
        assert_eq!((count(&ours), count(&theirs)), (1, 2));
        let second: Vec<u8> = both(&[row(1)])[0].clone();
        assert_eq!(String::from_utf8_lossy(&ours[second.len()..]), "\x1b[1;1H\x1b[38;5;2maaaaaaaaaa");
    }
}
