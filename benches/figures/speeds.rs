//! What takes time, by the clock of this machine. `cargo bench` has more, and measures it more finely.

use std::fs;
use std::hint::black_box;
use std::time::{Duration, Instant};

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use velodrome::card::{CardRace, complete};
use velodrome::field::numbered;
use velodrome::player::Replay;
use velodrome::rules::EditionId;
use velodrome::scenario::{self, Level};
use velodrome::sweep;
use velodrome::tui::Options;
use velodrome::tui::app::App;
use velodrome::tui::message::Message;
use velodrome::units::{Bib, Micros};

const RACES: [&str; 3] = ["athens-2004-men", "beijing-2008-men", "athens-2004-women"];

/// A table with a line for each.
pub fn measured() -> String {
    let replays = RACES.map(|id| Replay::new(scenario::load(id).expect("a race"), None, 1).expect("a replay"));
    let replay = &replays[0];
    let mut out = format!("| on one core of {} | median | promise |\n|---|--:|--:|\n", machine());
    let mut line = |what: &str, took: &str, promise: &str| out += &format!("| {what} | {took} | {promise} |\n");
    line("completion of a card", &range(&replays.each_ref().map(completion)), "1 s");
    line("a whole replay, from file to table", &range(&RACES.map(whole)), "");
    line("a free race of 23 over 160 laps", &ms(free_race()), "5 ms");
    line("a seek to any instant", &ms(seek(replay)), "16 ms");
    line("a frame at 200×60, the race moving at 64×", &ms(frame(replay.clone())), "2 ms");
    let again = median(50, |_| replay.under(EditionId::E2026));
    line("the race scored under another edition", &ms(again), "");
    out
}

/// The unknown cells of a card are filled.
fn completion(replay: &Replay) -> f64 {
    let scenario = replay.scenario();
    let given = scenario::load(&scenario.id).expect("a race");
    let card = given.card.as_ref().expect("a card");
    let riders: Vec<Bib> = scenario.riders.iter().map(|r| r.bib).collect();
    let mean_kmh = scenario.track.race_m() / replay.race_time().secs() * 3.6;
    let field =
        CardRace { riders: &riders, rules: replay.rules(), lap_m: scenario.track.lap_m, mean_kmh, start_points: &[] };
    median(10, |seed| complete(card, &field, seed))
}

fn whole(id: &str) -> f64 {
    median(7, |seed| Replay::new(scenario::load(id).expect("a race"), None, seed))
}

fn free_race() -> f64 {
    let mut field = scenario::load("men-elite").expect("a field");
    field.riders = numbered(Level::Men, 23, 1);
    let rules = field.rules(None);
    median(25, |seed| sweep::ride(&field, &rules, seed))
}

fn seek(replay: &Replay) -> f64 {
    let end = replay.duration().0;
    // Steps of a golden section of the race visit it evenly and far apart.
    median(500, |n| replay.view(Micros(n as i64 * (end / 1000 * 618) % end)))
}

fn frame(replay: Replay) -> f64 {
    let mut app = App::new(replay, &Options { speed: 64.0, ..Options::default() });
    app.update(Message::Resize(200, 60));
    let area = Rect::new(0, 0, 200, 60);
    let mut buffer = Buffer::empty(area);
    median(300, |_| {
        buffer.reset();
        app.update(Message::Tick(Duration::from_millis(33)));
        app.view(area, &mut buffer);
    })
}

/// The median of the seconds that `work` takes, over `times` times.
fn median<R>(times: u64, mut work: impl FnMut(u64) -> R) -> f64 {
    let one = |n| {
        let begun = Instant::now();
        black_box(work(n));
        begun.elapsed().as_secs_f64()
    };
    let mut all: Vec<f64> = (1..=times).map(one).collect();
    all.sort_by(f64::total_cmp);
    all[all.len() / 2]
}

fn range(seconds: &[f64]) -> String {
    let (least, most) = seconds.iter().fold((f64::INFINITY, 0.0_f64), |(a, b), s| (a.min(*s), b.max(*s)));
    format!("{} – {}", ms(least), ms(most))
}

fn ms(seconds: f64) -> String {
    match 1e3 * seconds {
        ms if ms < 1.0 => format!("{ms:.3} ms"),
        ms if ms < 10.0 => format!("{ms:.1} ms"),
        ms => format!("{ms:.0} ms"),
    }
}

/// The name of the processor, where the system tells it.
fn machine() -> String {
    let told = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let name = told.lines().find_map(|line| line.strip_prefix("model name")?.split_once(": "));
    name.map_or_else(|| "this machine".to_owned(), |(_, name)| name.trim().to_owned())
}
