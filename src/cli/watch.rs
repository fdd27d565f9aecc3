//! `velodrome watch`: the screen; when not on a terminal, the running commentary as plain lines.

use clap::Args;

use super::args::{AsOf, Run, Screen};
use super::{Failure, out};
use crate::report::commentary;

const EXAMPLES: &str = "\
Examples:
  velodrome watch athens-2004-men
  velodrome watch athens-2004-men --seed 7 --at 139 --speed 4
  velodrome watch athens-2004-men --spoiler-free
  velodrome watch athens-2004-men --plain | less    one event a line: for pipes and screen readers

Space pauses, the arrows move, ? shows every key.";

/// Watch a race
///
/// The replay on the screen; when not on a terminal, the running commentary as plain lines.
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub struct Watch {
    #[command(flatten)]
    run: Run,
    #[command(flatten)]
    as_of: AsOf,
    #[command(flatten)]
    screen: Screen,
    /// The running commentary as plain lines, without boxes, colour or animation
    #[arg(long)]
    plain: bool,
    /// Begin when the head of the race has ridden LAP laps
    #[arg(long, value_name = "LAP")]
    at: Option<u32>,
    /// Seconds of the race per second
    #[arg(long, value_name = "X", default_value_t = 8.0)]
    speed: f64,
    /// Hide what has not happened yet: the result, the marks on the time bar
    #[arg(long)]
    spoiler_free: bool,
}

impl Watch {
    pub fn run(self) -> Result<(), Failure> {
        let replay = self.run.ride()?;
        self.as_of.of(replay.scenario())?;
        let _ = (&self.screen, self.speed, self.spoiler_free, self.plain, out::is_interactive());
        let from = replay.rules().laps.saturating_sub(self.at.unwrap_or(0));
        let said = commentary::said(&replay).into_iter().filter(|s| s.to_go <= from);
        out::print(&said.map(|s| format!("{}  {:>3} to go  {}\n", s.at.clock(), s.to_go, s.text)).collect::<String>())
    }
}
