//! Scripted inputs, and a screen read as text.

use std::collections::VecDeque;
use std::io;
use std::time::Duration;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use velodrome::scenario::SavedRun;
use velodrome::tui::run::{FRAME, Input, InputSource, ScreenModel};

/// Hands out one input per frame; then a hang-up signal, or nothing for ever.
pub struct Script {
    inputs: VecDeque<Input>,
    hang_up: bool,
    pub suspended: u32,
    pub saved: Vec<SavedRun>,
}

impl Script {
    pub fn new(inputs: Vec<Input>) -> Self {
        Self { inputs: inputs.into(), hang_up: true, suspended: 0, saved: Vec::new() }
    }

    /// Time passes and nothing is pressed.
    pub fn idle() -> Self {
        Self { inputs: VecDeque::new(), hang_up: false, suspended: 0, saved: Vec::new() }
    }
}

impl InputSource for Script {
    fn next(&mut self, _: Duration) -> io::Result<(Duration, Option<Input>)> {
        let input = self.inputs.pop_front();
        Ok((FRAME, input.or(self.hang_up.then_some(Input::Signal(1)))))
    }
    fn suspend(&mut self) -> io::Result<()> {
        self.suspended += 1;
        Ok(())
    }
    fn mouse(&mut self, _: bool) -> io::Result<()> {
        Ok(())
    }
    fn save(&mut self, run: &SavedRun) -> Result<String, String> {
        self.saved.push(run.clone());
        Ok(format!("runs/{}.run.toml", run.name()))
    }
}

pub fn key(c: char) -> Input {
    let code = if c == '\n' { KeyCode::Enter } else { KeyCode::Char(c) };
    Input::Key(KeyEvent::new(code, KeyModifiers::NONE))
}

pub fn keys(text: &str) -> Vec<Input> {
    text.chars().map(key).collect()
}

pub fn terminal(width: u16, height: u16) -> Terminal<TestBackend> {
    Terminal::new(TestBackend::new(width, height)).unwrap()
}

/// The screen as lines of text, without blanks at their ends.
pub fn text(screen: &impl ScreenModel, width: u16, height: u16) -> String {
    let area = Rect::new(0, 0, width, height);
    let mut buf = Buffer::empty(area);
    screen.view(area, &mut buf);
    read(&buf)
}

pub fn read(buf: &Buffer) -> String {
    let rows = buf.content.chunks(usize::from(buf.area.width));
    let line = |row: &[ratatui::buffer::Cell]| row.iter().map(|c| c.symbol()).collect::<String>().trim_end().to_owned();
    rows.map(line).collect::<Vec<_>>().join("\n")
}
