//! What can be asked of the screen. Keys, the mouse and the clock become messages; nothing else changes it.

use std::time::Duration;

use super::page::Page;
use super::theme::Ground;

/// Something the screen is asked to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Message {
    /// Real time that has passed.
    Tick(Duration),
    /// The terminal's new size in cells.
    Resize(u16, u16),
    /// A click on a cell.
    Click(u16, u16),
    /// The wheel turned down (1) or up (−1) over a cell.
    Wheel(u16, u16, i32),
    Play,
    /// Seconds of race time, forwards or back.
    Skip(i32),
    /// Ticks forwards or back; pauses.
    Step(i32),
    /// To the next (1) or previous (−1) mark of a kind.
    Jump(MarkKind, i32),
    /// To so many tenths of the race.
    Tenth(u8),
    Start,
    End,
    Speed(i32),
    /// Rows down (or up) the table.
    Select(i32),
    Open(Page),
    Follow,
    /// To the next (or previous) edition of the rules.
    Edition(i32),
    /// Keeps the edition shown.
    Keep,
    /// Rows down (or up) the list of orders.
    Choose(i32),
    /// Gives the chosen order.
    Take,
    /// Shows the other of two runs.
    Swap,
    /// Shows or hides chances of winning beside the names.
    Beside,
    /// Opens the charts; on their page, goes so many charts on (or back).
    Chart(i32),
    /// A letter typed on a page that takes some, and its loss.
    Type(char),
    Erase,
    /// To the next kind of moments at which the race stops by itself.
    StopAt,
    /// Large figures, or not.
    Present,
    /// Asks at the bell of each sprint who takes it, or no longer.
    Predict,
    /// The answer with this number, from 0.
    Guess(u8),
    /// No answer to this question.
    Pass,
    /// Explains what confuses once, each time, or never.
    Teach,
    SpoilerFree,
    /// What the terminal shows behind its text.
    Ground(Ground),
    /// Saves the run on the screen.
    Save,
    Theme,
    Ascii,
    Mouse,
    Scroll(i32),
    /// One step back; on the race page, stops following the rider, then deselects them.
    Back,
    Quit,
    Interrupt,
    Suspend,
}

/// The marks at which a jump stops.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MarkKind {
    Any,
    Sprint,
    Gain,
}

/// What the loop has to do after a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LoopCommand {
    /// The screen has not changed.
    Nothing,
    Redraw,
    Quit,
    Interrupt,
    Suspend,
    /// Switch the mouse on or off.
    Mouse(bool),
    /// Save the run, then say where.
    Save,
}
