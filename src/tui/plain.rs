//! The race in plain lines at its own pace, for whoever hears the screen instead of seeing it. The keys are those of the screen;
//! what they open is written as lines.

use std::io;
use std::time::Duration;

use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Rect;

use super::app::App;
use super::footage::Footage;
use super::layout;
use super::message::{LoopCommand, Message};
use super::options::Exit;
use super::page::Page;
use super::run::{Input, InputSource};
use crate::commentary;
use crate::units::Micros;

/// What stands before an explanation, so that it can be told from the commentary.
pub const EXPLAINED: &str = "Explained:";
/// How long a page that is counted in the background may take before it is written as it is.
const COUNTING: Duration = Duration::from_millis(1500);
/// Time between looks at the clock.
const LOOK: Duration = Duration::from_millis(50);
/// Rows of a page.
const ROWS: u16 = 48;

/// Writes the race of `app` with `write`, a block of lines at a time, until its end or until the viewer leaves. Lines have at most
/// `width` cells.
///
/// # Errors
/// Those of the inputs and of `write`.
pub fn tell<F: Footage>(
    app: &mut App<F>,
    inputs: &mut impl InputSource,
    width: usize,
    write: &mut dyn FnMut(&str) -> io::Result<()>,
) -> io::Result<Exit> {
    app.update(Message::Resize(width.clamp(30, 120) as u16, ROWS));
    let mut told = Micros(app.at().0 - 1);
    let (mut noticed, mut asked) = (None, None);
    loop {
        for (at, to_go, text) in app.said(told, app.at()) {
            write(&commentary::line(at, to_go, &text, width))?;
        }
        told = app.at();
        if app.notice() != noticed.as_deref() {
            noticed = app.notice().map(str::to_owned);
            let text = match &noticed {
                Some(text) if app.explains() => format!("{EXPLAINED} {text} (? gives the rule)"),
                text => text.clone().unwrap_or_default(),
            };
            if !text.is_empty() {
                write(&commentary::line(told, app.to_go(), &text, width))?;
            }
        }
        if app.asks() != asked {
            asked = app.asks();
            if asked.is_some() {
                write(&page(app, width))?;
            }
        }
        if app.is_at_end() {
            for text in app.left_to_explain() {
                write(&commentary::line(told, app.to_go(), &format!("{EXPLAINED} {text}"), width))?;
            }
            let result = app.guesses().map(|guesses| guesses.result() + "\n").unwrap_or_default();
            write(&result)?;
            return Ok(Exit::Quit);
        }
        let (elapsed, input) = inputs.next(LOOK)?;
        let message = match input {
            Some(Input::Key(key)) => app.message(key),
            Some(Input::Signal(signal)) => return Ok(Exit::Interrupted(signal)),
            Some(Input::Suspend) => Some(Message::Suspend),
            _ => None,
        };
        if app.animated() {
            app.update(Message::Tick(elapsed));
        }
        let Some(message) = message else { continue };
        let before = app.at();
        match app.update(message) {
            LoopCommand::Quit => return Ok(Exit::Quit),
            LoopCommand::Interrupt => return Ok(Exit::Interrupted(2)),
            LoopCommand::Suspend => inputs.suspend()?,
            _ => {}
        }
        match message {
            Message::Play | Message::Speed(_) => write(&format!("{}\n", app.pace()))?,
            _ if app.asks().is_some() => {}
            _ if app.page() != Page::Race => {
                wait_for_chances(app, inputs)?;
                write(&page(app, width))?;
                app.update(Message::Back);
            }
            _ if app.at() != before => {
                write(&format!("now at {}\n", app.at().clock()))?;
                // What was said last says where the race is.
                told = app.said(Micros(-1), app.at()).last().map_or(app.at(), |last| Micros(last.0.0 - 1));
            }
            _ => {}
        }
    }
}

/// Lets the chances be counted for a while, if that is what is open.
fn wait_for_chances<F: Footage>(app: &mut App<F>, inputs: &mut impl InputSource) -> io::Result<()> {
    let playing = app.playing();
    if app.page() == Page::Chances {
        if playing {
            app.update(Message::Play);
        }
        let mut waited = Duration::ZERO;
        while app.animated() && waited < COUNTING {
            let (elapsed, _) = inputs.next(LOOK)?;
            waited += elapsed;
            app.update(Message::Tick(elapsed));
        }
        if playing {
            app.update(Message::Play);
        }
    }
    Ok(())
}

/// The open page as lines, without what is empty or only drawn.
fn page<F: Footage>(app: &App<F>, width: usize) -> String {
    let area = Rect::new(0, 0, width.clamp(30, 120) as u16, ROWS);
    let mut cells = Buffer::empty(area);
    app.view(area, &mut cells);
    let place = layout::plan(area, app.riders()).page;
    let row = |y: u16| {
        let row: String = (place.x..place.right()).map(|x| cells.cell((x, y)).map_or(" ", Cell::symbol)).collect();
        row.replace('─', " ").trim_end().to_owned()
    };
    let rows = (place.y..place.bottom()).map(row);
    rows.filter(|row| row.chars().any(char::is_alphanumeric)).map(|row| row + "\n").collect()
}
