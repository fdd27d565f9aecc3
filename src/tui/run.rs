//! The loop: waits for something to happen, lets the screen change, draws it if it did. Knows no race and no terminal.

use std::io;
use std::time::Duration;

use crossterm::event::KeyEvent;
use ratatui::Terminal;
use ratatui::backend::Backend;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::message::{LoopCommand, Message};
use super::options::Exit;
use crate::scenario::SavedRun;

/// Between frames while something moves: 30 a second.
pub const FRAME: Duration = Duration::from_millis(33);
/// Between looks at the signals while nothing does.
const IDLE: Duration = Duration::from_millis(250);
/// The signal of ctrl-c.
const SIGINT: i32 = 2;

/// What comes from outside.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Input {
    Key(KeyEvent),
    Click(u16, u16),
    Resize(u16, u16),
    /// A signal that ends the program.
    Signal(i32),
    /// A signal that stops it for a while.
    Suspend,
}

/// Where inputs come from.
pub trait InputSource {
    /// Waits at most `wait` for an input; returns it with the time that has passed since the last call.
    ///
    /// # Errors
    /// Where the terminal is gone.
    fn next(&mut self, wait: Duration) -> io::Result<(Duration, Option<Input>)>;
    /// Gives the terminal back, stops the program, and takes the terminal again when it goes on.
    ///
    /// # Errors
    /// Where the terminal is gone.
    fn suspend(&mut self) -> io::Result<()>;
    /// Takes or frees the mouse.
    ///
    /// # Errors
    /// Where the terminal is gone.
    fn mouse(&mut self, on: bool) -> io::Result<()>;
    /// Keeps a run in a file and says where it is, or why not.
    ///
    /// # Errors
    /// The reason, in words.
    fn save(&mut self, run: &SavedRun) -> Result<String, String>;
}

/// Something to look at that messages change.
pub trait ScreenModel {
    fn message(&self, key: KeyEvent) -> Option<Message>;
    fn update(&mut self, message: Message) -> LoopCommand;
    /// Wants a [`Message::Tick`] for every frame.
    fn animated(&self) -> bool;
    fn view(&self, area: Rect, buf: &mut Buffer);
    /// The run to be saved.
    fn to_save(&self) -> Option<SavedRun> {
        None
    }
    /// It was saved there, or was not for this reason.
    fn saved(&mut self, _place: Result<String, String>) {}
}

/// Shows `screen` until it is left.
///
/// # Errors
/// Where the terminal is gone.
pub fn run<B>(
    terminal: &mut Terminal<B>,
    events: &mut impl InputSource,
    screen: &mut impl ScreenModel,
) -> io::Result<Exit>
where
    B: Backend,
    B::Error: Send + Sync + 'static,
{
    let size = terminal.size().map_err(io::Error::other)?;
    screen.update(Message::Resize(size.width, size.height));
    // A burst of inputs is worth one frame, and time is owed to the screen by the frame.
    let (mut stale, mut since_frame, mut owed) = (true, FRAME, Duration::ZERO);
    loop {
        if stale && since_frame >= FRAME {
            terminal.draw(|frame| screen.view(frame.area(), frame.buffer_mut())).map_err(io::Error::other)?;
            (stale, since_frame) = (false, Duration::ZERO);
        }
        let moving = stale || screen.animated();
        let (elapsed, input) = events.next(if moving { FRAME.saturating_sub(since_frame) } else { IDLE })?;
        since_frame = since_frame.saturating_add(elapsed);
        owed = if screen.animated() { owed + elapsed } else { Duration::ZERO };
        let tick = (screen.animated() && since_frame >= FRAME).then(|| Message::Tick(std::mem::take(&mut owed)));
        let message = match input {
            Some(Input::Key(key)) => screen.message(key),
            Some(Input::Click(x, y)) => Some(Message::Click(x, y)),
            Some(Input::Resize(width, height)) => Some(Message::Resize(width, height)),
            Some(Input::Suspend) => Some(Message::Suspend),
            Some(Input::Signal(signal)) => return Ok(Exit::Interrupted(signal)),
            None => None,
        };
        for message in tick.into_iter().chain(message) {
            match screen.update(message) {
                LoopCommand::Nothing => continue,
                LoopCommand::Redraw => {}
                LoopCommand::Quit => return Ok(Exit::Quit),
                LoopCommand::Interrupt => return Ok(Exit::Interrupted(SIGINT)),
                LoopCommand::Save => {
                    let place = screen.to_save().map(|run| events.save(&run));
                    screen.saved(place.unwrap_or_else(|| Err("it has no code".to_owned())));
                }
                LoopCommand::Mouse(on) => events.mouse(on)?,
                LoopCommand::Suspend => {
                    events.suspend()?;
                    // Nothing that was drawn is there any more, and the size may be another.
                    let size = terminal.size().map_err(io::Error::other)?;
                    terminal.resize(Rect::new(0, 0, size.width, size.height)).map_err(io::Error::other)?;
                    screen.update(Message::Resize(size.width, size.height));
                }
            }
            stale = true;
        }
    }
}
