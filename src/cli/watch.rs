//! `velodrome watch`: the screen; when not on a terminal, the running commentary as plain lines.

use clap::Args;

use super::args::{AsOf, Closely, RequestedRun, RunArgs, ScreenArgs};
use super::{Failure, out};
use crate::chances::moment;
use crate::commentary;
use crate::lessons::{AtStake, at_stake};
use crate::player::Replay;
use crate::report::{Sheet, amend};
use crate::tactics::When;
use crate::tui::{self, Exit, Options, StopAt, Teach, WatchError};
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
    /// Begin when the head of the race has ridden LAP laps, or at a time such as 41:12
    #[arg(long, value_name = "LAP", value_parser = super::args::moment)]
    at: Option<When>,
    /// Seconds of the race per second: 0.25 to 64 [default: 8; with --plain, all at once]
    #[arg(long, value_name = "X", value_parser = speed)]
    speed: Option<f64>,
    /// Large figures, to be read across a room: laps to go, track, the first eight
    #[arg(long)]
    present: bool,
    /// At each bell, ask who takes the sprint and who leads after it, and keep the score of the guesses
    #[arg(long)]
    predict: bool,
    /// Explain what newcomers get wrong each time that it is at stake, and not once in a race
    #[arg(long, conflicts_with = "no_teach")]
    teach: bool,
    /// Explain nothing of that kind
    #[arg(long)]
    no_teach: bool,
    /// Stop at each of these, until a key is pressed
    #[arg(long, value_name = "WHAT")]
    stop_at: Option<Stops>,
}

/// What the race stops at.
#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum Stops {
    /// Every sprint, when its last points are given
    Sprints,
    /// Every lap gained or lost
    Gains,
    /// Both
    All,
}

impl From<Stops> for StopAt {
    fn from(stops: Stops) -> Self {
        match stops {
            Stops::Sprints => Self::Sprints,
            Stops::Gains => Self::Gains,
            Stops::All => Self::All,
        }
    }
}

impl WatchCommand {
    /// The race that is watched.
    pub fn into_run(self) -> RunArgs {
        self.run
    }

    /// Shows the race; `before` are the looks that were asked for before the command.
    pub fn run(self, before: ScreenArgs) -> Result<(), Failure> {
        let mut asked = self.run.open()?.checked(self.closely);
        let as_of = self.as_of.of(&asked)?;
        let scenario = &mut asked.scenario;
        // Decisions after that day have not happened yet, neither on the screen nor in the plain lines.
        scenario.adjudications = amend::in_force(&scenario.adjudications, as_of).cloned().collect();
        let laps = scenario.track.laps;
        if let Some(When::Lap(lap)) = self.at
            && lap > f64::from(laps)
        {
            return Err(Failure::wrong(format!("--at {lap}: the race has {laps} laps"), format!("write 0 to {laps}")));
        }
        let for_the_screen = [("--present", self.present), ("--stop-at", self.stop_at.is_some())];
        if let Some((option, _)) = for_the_screen.into_iter().find(|(_, given)| *given)
            && (self.plain || !out::is_interactive())
        {
            let why = if self.plain { "--plain shows none" } else { "this is not a terminal" };
            return Err(Failure::wrong(
                format!("{option} is for the screen, and {why}"),
                format!("leave out {option}"),
            ));
        }
        if self.predict && !out::is_interactive() {
            return Err(Failure::wrong("--predict asks, and this is not a terminal", "leave out --predict"));
        }
        if self.plain || !out::is_interactive() {
            let replay = asked.ride()?;
            if (self.speed.is_some() || self.predict) && out::is_interactive() {
                return self.tell(replay, &asked);
            }
            out::end_on_interrupt();
            let later = commentary::decisions(&Sheet::of(&replay, as_of));
            let (at, lap) = (replay.duration(), replay.scoreboard(replay.duration()).counter().to_go);
            let shared = if replay.is_witness() {
                ". The draws of its seed cannot be ridden; all such seeds share it"
            } else {
                ""
            };
            let end = line(at, lap, &format!("This run: {}{shared}", asked.code()));
            let from = begins(&replay, self.at.unwrap_or(When::GUN))?;
            let mut before = from;
            for (at, to_go, text) in told(&replay, from, self.how_to_teach()) {
                if let Some(speed) = self.speed {
                    out::wait((at.secs() - before.secs()) / speed);
                }
                before = at;
                out::say_lines(&line(at, to_go, &text))?;
            }
            out::say(&later)?;
            return out::say_lines(&end);
        }
        let looks = self.screen.or(before).options();
        let options = Options {
            speed: self.speed.unwrap_or(8.0),
            again: asked.again(),
            // Nothing that is to come may answer a question.
            spoiler_free: looks.spoiler_free || self.predict,
            present: self.present,
            stop_at: self.stop_at.map(StopAt::from).unwrap_or_default(),
            teach: self.how_to_teach(),
            predict: self.predict,
            ..looks
        };
        show(&asked, self.at, options)
    }
}

impl WatchCommand {
    fn how_to_teach(&self) -> Teach {
        match (self.teach, self.no_teach) {
            (true, _) => Teach::Always,
            (_, true) => Teach::Never,
            _ => Teach::Once,
        }
    }

    /// Tells the race at its own pace, with keys.
    fn tell(self, replay: Replay, asked: &RequestedRun) -> Result<(), Failure> {
        let start = self.at.unwrap_or(When::GUN);
        let options = Options {
            speed: self.speed.unwrap_or(8.0),
            start,
            again: asked.again(),
            teach: self.how_to_teach(),
            predict: self.predict,
            ..Options::default()
        };
        let failed = |error: WatchError| Failure::Io("using the terminal", std::io::Error::other(error.to_string()));
        let (exit, code) = tui::tell(replay, options, out::shown_text).map_err(failed)?;
        out::say_lines(&code.map_or(String::new(), |code| format!("This run: {code}\n")))?;
        match exit {
            Exit::Quit => Ok(()),
            Exit::Interrupted(signal) => Err(Failure::Signal(signal)),
        }
    }
}

/// The commentary from `from` on with the explanations in it: time, laps to go, text.
fn told(replay: &Replay, from: Micros, how: Teach) -> Vec<(Micros, u32, String)> {
    /// Of race time: from one explanation to the next at least, and for how long one may be put off.
    const APART: (Micros, Micros) = (Micros(45_000_000), Micros(20_000_000));
    let said = commentary::said(replay).into_iter().filter(|said| said.at >= from);
    let mut lines: Vec<(Micros, u32, String)> = said.map(|said| (said.at, said.to_go, said.text)).collect();
    if how != Teach::Never {
        let moments = at_stake::at_stake(replay);
        let moments = at_stake::told(&moments, how == Teach::Always, (from, replay.duration()), APART);
        let explained = |moment: AtStake| {
            let to_go = replay.scoreboard(moment.at).counter().to_go;
            (moment.at, to_go, format!("{} {}", tui::EXPLAINED, moment.text))
        };
        lines.extend(moments.into_iter().map(explained));
        // A stable sort: what happens is told before it is explained.
        lines.sort_by_key(|(at, ..)| *at);
    }
    lines
}

/// Opens the screen on a race, which is ridden while the screen is up.
pub fn show(asked: &RequestedRun, at: Option<When>, options: Options) -> Result<(), Failure> {
    let scenario = &asked.scenario;
    let failed = |error| match error {
        WatchError::Replay(e) => asked.failure(e),
        WatchError::Terminal(e) => Failure::Io("using the terminal", e),
        error @ WatchError::Panicked => Failure::Io("preparing the race", std::io::Error::other(error.to_string())),
    };
    let options = Options { start: at.unwrap_or(When::GUN), notice: asked.notice.clone(), ..options };
    let starters = scenario.clone().without(&asked.run.without);
    let programme = if asked.is_free() { starters.off_the_record() } else { starters };
    let (exit, code) = tui::watch(&programme, asked.later(), options).map_err(failed)?;
    match exit {
        // After a signal nothing is written: the terminal may be one that takes nothing.
        Exit::Quit => out::say_lines(&code.map_or(String::new(), |code| format!("This run: {code}\n"))),
        Exit::Interrupted(signal) => Err(Failure::Signal(signal)),
    }
}

/// The moment at which the commentary begins: a whole lap when it is ruled to be complete.
fn begins(replay: &Replay, when: When) -> Result<Micros, Failure> {
    match when {
        When::Lap(lap) if libm::floor(lap) == lap => Ok(commentary::begins(replay, lap as u32)),
        _ => moment(replay, when).ok_or_else(|| {
            let end = replay.duration().clock();
            Failure::wrong("--at: the race is over by then", format!("write a time up to {end}"))
        }),
    }
}

/// A sentence on lines that fit.
fn line(at: Micros, to_go: u32, text: &str) -> String {
    commentary::line(at, to_go, text, out::columns())
}

/// Reads a speed.
fn speed(text: &str) -> Result<f64, String> {
    match text.parse::<f64>() {
        Ok(x) if (0.25..=64.0).contains(&x) => Ok(x),
        _ => Err("write a number from 0.25 to 64".to_owned()),
    }
}
