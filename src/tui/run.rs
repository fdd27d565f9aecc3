//! The loop: waits for input, updates the screen, and draws it if it changed. Knows neither the race nor the terminal.

use std::io;
use std::time::Duration;

use crossterm::event::KeyEvent;
use ratatui::Terminal;
use ratatui::backend::Backend;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::message::{LoopCommand, Message};
use super::options::Exit;
use super::theme::Ground;
use crate::scenario::SavedRun;

/// Time between frames while something moves: 30 a second.
pub const FRAME: Duration = Duration::from_millis(33);
/// Time between checks for signals while nothing moves.
const IDLE: Duration = Duration::from_millis(250);
/// The signal of ctrl-c.
const SIGINT: i32 = 2;

/// What comes from outside.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Input {
    Key(KeyEvent),
    Click(u16, u16),
    /// The wheel turned down (1) or up (−1) over a cell.
    Wheel(u16, u16, i32),
    Resize(u16, u16),
    /// The terminal's own ground, in answer to [`super::theme::GROUND`].
    Ground(Ground),
    /// A signal that ends the program.
    Signal(i32),
    /// A signal that suspends the program.
    Suspend,
}

/// Where inputs come from.
pub trait InputSource {
    /// Waits at most `wait` for an input; returns it with the time that has passed since the last call.
    ///
    /// # Errors
    /// If the terminal is gone.
    fn next(&mut self, wait: Duration) -> io::Result<(Duration, Option<Input>)>;
    /// How long the next frame has to wait until the terminal takes it; a frame is `urgent` if it answers an input. An answer
    /// of the terminal ends [`Self::next`] early.
    fn until_ready(&mut self, _urgent: bool) -> Duration {
        Duration::ZERO
    }
    /// The terminal's own ground, if it has told it by now.
    fn ground(&mut self) -> Option<Ground> {
        None
    }
    /// Gives the terminal back, suspends the program, and takes the terminal again when it continues.
    ///
    /// # Errors
    /// If the terminal is gone.
    fn suspend(&mut self) -> io::Result<()>;
    /// Captures or releases the mouse.
    ///
    /// # Errors
    /// If the terminal is gone.
    fn mouse(&mut self, on: bool) -> io::Result<()>;
    /// Saves a run to a file and returns where it is.
    ///
    /// # Errors
    /// The reason, in words.
    fn save(&mut self, run: &SavedRun) -> Result<String, String>;
}

/// A whole screen: messages change it, and it draws itself.
pub trait ScreenModel {
    fn message(&self, key: KeyEvent) -> Option<Message>;
    fn update(&mut self, message: Message) -> LoopCommand;
    /// Whether it wants a [`Message::Tick`] for every frame.
    fn animated(&self) -> bool;
    fn view(&self, area: Rect, buf: &mut Buffer);
    /// The run to be saved, if it can be.
    fn to_save(&self) -> Option<SavedRun> {
        None
    }
    /// Told where the run was saved, or why it was not.
    fn saved(&mut self, _place: Result<String, String>) {}
}

/// Shows `screen` until the viewer leaves.
///
/// # Errors
/// If the terminal is gone.
pub fn run<B>(
    terminal: &mut Terminal<B>,
    inputs: &mut impl InputSource,
    screen: &mut impl ScreenModel,
) -> io::Result<Exit>
where
    B: Backend,
    B::Error: Send + Sync + 'static,
{
    let size = terminal.size().map_err(io::Error::other)?;
    screen.update(Message::Resize(size.width, size.height));
    if let Some(ground) = inputs.ground() {
        screen.update(Message::Ground(ground));
    }
    // However many inputs arrive, there is one draw and one tick per frame, and none that the terminal does not take; `owed` is
    // the time since the last tick. A frame is urgent if it answers an input.
    let (mut stale, mut urgent, mut since_frame, mut since_tick, mut owed) = (true, true, FRAME, FRAME, Duration::ZERO);
    loop {
        if stale && since_frame >= FRAME && inputs.until_ready(urgent).is_zero() {
            terminal.draw(|frame| screen.view(frame.area(), frame.buffer_mut())).map_err(io::Error::other)?;
            (stale, urgent, since_frame) = (false, false, Duration::ZERO);
        }
        let left = match (stale, screen.animated()) {
            (true, _) => FRAME.saturating_sub(since_frame),
            (_, true) => FRAME.saturating_sub(since_frame.min(since_tick)),
            _ => IDLE,
        };
        let wait = left.max(inputs.until_ready(urgent)).min(IDLE);
        let (elapsed, input) = inputs.next(wait)?;
        since_frame = since_frame.saturating_add(elapsed);
        since_tick = since_tick.saturating_add(elapsed);
        owed = if screen.animated() { owed + elapsed } else { Duration::ZERO };
        // Just before the frame, so that it shows what is and not what was when it began to wait.
        let ticks = screen.animated() && since_frame.min(since_tick) >= FRAME && inputs.until_ready(urgent).is_zero();
        let tick = ticks.then(|| Message::Tick(std::mem::take(&mut owed)));
        since_tick = if ticks { Duration::ZERO } else { since_tick };
        urgent |= input.is_some();
        let message = match input {
            Some(Input::Key(key)) => screen.message(key),
            Some(Input::Click(x, y)) => Some(Message::Click(x, y)),
            Some(Input::Wheel(x, y, by)) => Some(Message::Wheel(x, y, by)),
            Some(Input::Resize(width, height)) => Some(Message::Resize(width, height)),
            Some(Input::Ground(ground)) => Some(Message::Ground(ground)),
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
                    let place = screen.to_save().map(|run| inputs.save(&run));
                    screen.saved(place.unwrap_or_else(|| Err("it has no code".to_owned())));
                }
                LoopCommand::Mouse(on) => inputs.mouse(on)?,
                LoopCommand::Suspend => {
                    inputs.suspend()?;
                    // The screen was overwritten meanwhile, and its size may have changed.
                    let size = terminal.size().map_err(io::Error::other)?;
                    terminal.resize(Rect::new(0, 0, size.width, size.height)).map_err(io::Error::other)?;
                    screen.update(Message::Resize(size.width, size.height));
                }
            }
            stale = true;
        }
    }
}
