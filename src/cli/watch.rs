//! `velodrome watch`: the screen; when not on a terminal, the running commentary as plain lines.

use clap::Args;

use super::args::{AsOf, Closely, RequestedRun, RunArgs, ScreenArgs};
use super::{Failure, out};
use crate::player::Replay;
use crate::report::{Sheet, amend, commentary};
use crate::tui::{self, Exit, Options, WatchError};
use crate::units::Micros;

const EXAMPLES: &str = "\
Examples:
  velodrome watch athens-2004-men
  velodrome watch athens-2004-men --seed 7 --at 139 --speed 4
  velodrome watch athens-2004-men --spoiler-free
  velodrome watch athens-2004-men --free-from 0     the same riders, another race
  velodrome watch athens-2004-men --order '130 Ignatiev sit in'
  velodrome watch runs/mine.run.toml                a run that was saved
  velodrome watch men-elite --seed 7                riders who are only numbers
  velodrome watch athens-2004-men --plain | less    one event a line: for pipes and screen readers

Space pauses, the arrows move, ? shows every key.";

/// Watch a race
///
/// On the screen; when not on a terminal, the running commentary as plain lines. A race on record is replayed; one without
/// a record is ridden free, by riders who decide for themselves.
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub struct WatchCommand {
    #[command(flatten)]
    run: RunArgs,
    #[command(flatten)]
    closely: Closely,
    #[command(flatten)]
    as_of: AsOf,
    #[command(flatten)]
    screen: ScreenArgs,
    /// The running commentary as plain lines, without boxes, colour or animation
    #[arg(long)]
    plain: bool,
    /// Begin when the head of the race has ridden LAP laps
    #[arg(long, value_name = "LAP")]
    at: Option<u32>,
    /// Seconds of the race per second: 0.25 to 64
    #[arg(long, value_name = "X", default_value = "8", value_parser = speed)]
    speed: f64,
    /// Hide what has not happened yet: the result, the marks on the time bar
    #[arg(long)]
    spoiler_free: bool,
}

impl WatchCommand {
    /// The race that is watched.
    pub fn into_run(self) -> RunArgs {
        self.run
    }

    pub fn run(self) -> Result<(), Failure> {
        let mut asked = self.run.open()?.checked(self.closely);
        let as_of = self.as_of.of(&asked)?;
        let scenario = &mut asked.scenario;
        // Decisions after that day have not happened yet, neither on the screen nor in the plain lines.
        scenario.adjudications = amend::in_force(&scenario.adjudications, as_of).cloned().collect();
        let laps = scenario.track.laps;
        if let Some(lap) = self.at.filter(|lap| *lap > laps) {
            return Err(Failure::wrong(format!("--at {lap}: the race has {laps} laps"), format!("write 0 to {laps}")));
        }
        if self.plain || !out::is_interactive() {
            out::end_on_interrupt();
            let replay = asked.ride()?;
            let later = commentary::decisions(&Sheet::of(&replay, as_of));
            let (at, lap) = (replay.duration(), replay.scoreboard(replay.duration()).counter().to_go);
            let shared = if replay.is_witness() {
                ". The draws of its seed cannot be ridden; all such seeds share it"
            } else {
                ""
            };
            let end = line(at, lap, &format!("This run: {}{shared}", asked.code()));
            return out::print(&(told(&replay, self.at.unwrap_or(0)) + &later + &end));
        }
        let options = Options {
            speed: self.speed,
            spoiler_free: self.spoiler_free,
            again: asked.again(),
            ..self.screen.options()
        };
        show(&asked, self.at, options)
    }
}

/// Opens the screen on a race, which is ridden while the screen is up.
pub fn show(asked: &RequestedRun, at: Option<u32>, options: Options) -> Result<(), Failure> {
    let scenario = &asked.scenario;
    let failed = |error| match error {
        WatchError::Replay(e) => asked.failure(e),
        WatchError::Terminal(e) => Failure::Io("using the terminal", e),
        error @ WatchError::Panicked => Failure::Io("preparing the race", std::io::Error::other(error.to_string())),
    };
    let options = Options { start_lap: at.unwrap_or(0), notice: asked.notice.clone(), ..options };
    let starters = scenario.clone().without(&asked.run.without);
    let programme = if asked.is_free() { starters.off_the_record() } else { starters };
    let exit = tui::watch(&programme, asked.later(), options);
    match exit.map_err(failed)? {
        Exit::Quit => Ok(()),
        Exit::Interrupted(signal) => Err(Failure::Signal(signal)),
    }
}

/// The commentary from `lap` on, one sentence per line.
fn told(replay: &Replay, lap: u32) -> String {
    let from = commentary::begins(replay, lap);
    let said = commentary::said(replay).into_iter().filter(|s| s.at >= from);
    said.map(|s| line(s.at, s.to_go, &s.text)).collect()
}

fn line(at: Micros, to_go: u32, text: &str) -> String {
    format!("{}  {to_go:>3} to go  {text}\n", at.clock())
}

/// Reads a speed.
fn speed(text: &str) -> Result<f64, String> {
    match text.parse::<f64>() {
        Ok(x) if (0.25..=64.0).contains(&x) => Ok(x),
        _ => Err("write a number from 0.25 to 64".to_owned()),
    }
}
