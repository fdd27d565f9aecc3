//! Points over laps: how the table came about, step by step. Reads what the referee ruled and adds nothing to it.

use super::caption::{in_words, lap_axis, leads, others, race, source, sprint_guides, standing, verb};
use super::curves::{Curves, Selection, balance};
use super::laps::Laps;
use super::{Axis, Chart, Dot, Form, NumberStyle, Panel, Series, Sign, Tone};
use crate::player::{Mode, Replay};
use crate::report::words::{RiderNames, figure, signed};
use crate::rules::{RankBy, Ruling, Standing};
use crate::units::{Bib, Provenance};

/// Points of all riders over the laps; `bibs` (or the first of the table) are named. `again` is the command that shows
/// the run.
#[must_use]
pub fn chart(replay: &Replay, bibs: &[Bib], again: &str) -> Chart {
    let names = RiderNames::of(replay.scenario());
    let shown = leads(replay, bibs);
    let selection = Selection { leads: &shown, others: true, until: replay.duration() };
    let panel = Points::of(replay).panel(&Laps::of(replay), selection);
    let first = shown.first().and_then(|&bib| standing(replay, bib));
    Chart {
        title: first.map_or_else(|| "Points".into(), |row| title(replay, &names, &row)),
        subtitle: format!("{}. Points as the referee gave them", race(replay)),
        key: key(replay, &panel.series),
        x: lap_axis(replay),
        guides: sprint_guides(replay),
        panels: vec![panel],
        source: source(replay, again),
    }
}

/// Every rider's points as ruled, from the gun to the end.
#[derive(Debug)]
pub(super) struct Points {
    curves: Curves,
    rank_by: RankBy,
}

impl Points {
    /// Reads what the referee of `replay` ruled.
    pub(super) fn of(replay: &Replay) -> Self {
        let names = RiderNames::of(replay.scenario());
        let sprints = replay.sprints(replay.duration());
        let mut changes = replay.lap_changes().into_iter();
        let gun = |bib: Bib| Series::new(Form::Step, Tone::Context, vec![(0.0, 0.0)]).named(names.family(bib), "");
        let mut lines: Vec<(Bib, Series)> = replay.scenario().starters().map(|r| (r.bib, gun(r.bib))).collect();
        for ruling in replay.rulings() {
            // Lap changes come in the same order as the rulings on them.
            let change = matches!(ruling, Ruling::Gain { .. } | Ruling::Loss { .. }).then(|| changes.next()).flatten();
            let own = lines.iter_mut().find(|(bib, _)| *bib == ruling.bib()).filter(|_| ruling.counts());
            let Some((bib, line)) = own else { continue };
            let hollow = |p: Provenance| p == Provenance::Reconstructed;
            let (given, sign) = match *ruling {
                Ruling::Penalty { points, .. } | Ruling::Moved { points, .. } => {
                    let y = line.end().map_or(0.0, |p| p.1) + f64::from(points);
                    line.pieces[0].push((ruling.at().secs(), y));
                    continue;
                }
                // Nobody did anything for these points, so the line begins with them and has no mark.
                Ruling::Start { points, .. } => {
                    line.pieces[0][0].1 += f64::from(points);
                    continue;
                }
                Ruling::Place { sprint, points, .. } => {
                    let cells = sprints.iter().filter(|s| s.n == sprint).flat_map(|s| &s.places);
                    let known = cells.filter(|p| p.bib == *bib).all(|p| !hollow(p.provenance));
                    (points as i32, Sign::Point { hollow: !known })
                }
                Ruling::Gain { points, .. } => {
                    (points, Sign::Up { hollow: change.is_some_and(|c| hollow(c.provenance)) })
                }
                Ruling::Loss { points, .. } => {
                    (points, Sign::Down { hollow: change.is_some_and(|c| hollow(c.provenance)) })
                }
                _ => continue,
            };
            let (x, y) = (ruling.at().secs(), line.end().map_or(0.0, |p| p.1) + f64::from(given));
            line.pieces[0].push((x, y));
            line.dots.push(Dot { x, y, sign });
        }
        Self { curves: Curves(lines), rank_by: replay.rules().rank_by }
    }

    /// The points over laps.
    pub(super) fn panel(&self, laps: &Laps, selection: Selection) -> Panel {
        let value = |line: &Series| {
            let points = figure(line.end().map_or(0.0, |p| p.1) as i32);
            match self.rank_by {
                RankBy::Points => points,
                RankBy::LapsThenPoints => format!("{}, {points}", signed(balance(line))),
            }
        };
        let series = self.curves.over(laps, selection, value);
        let unit = match self.rank_by {
            RankBy::Points => "points",
            RankBy::LapsThenPoints => "sprint points",
        };
        Panel::of(Axis::round(unit, bounds(&series), 5, NumberStyle::Plain), series)
    }
}

/// Lowest and highest point of all series, and at least 0 to 5, the points for winning a sprint.
fn bounds(series: &[Series]) -> (f64, f64) {
    let all = series.iter().flat_map(|s| &s.pieces).flatten().map(|p| p.1);
    all.fold((0.0, 5.0), |(low, high): (f64, f64), y| (low.min(y), high.max(y)))
}

/// The title for one rider: how they finished, and where their points came from.
fn title(replay: &Replay, names: &RiderNames, row: &Standing) -> String {
    let name = names.name(row.bib);
    let gained = in_words(row.laps.unsigned_abs(), "lap");
    let way = if row.laps < 0 { "lost" } else { "gained" };
    if replay.rules().rank_by == RankBy::LapsThenPoints {
        let sprints = in_words(row.sprint_points.unsigned_abs(), "sprint point");
        return format!("{name} {} with {gained} {way} and {sprints}", verb(row));
    }
    let for_laps = row.total - row.sprint_points - row.start_points + row.penalty_points;
    let starts = if row.start_points == 0 { String::new() } else { format!("{} from before, ", row.start_points) };
    let off = if row.penalty_points == 0 { String::new() } else { format!(", less {} taken off", row.penalty_points) };
    let parts = match for_laps {
        0 if row.total == 0 => return format!("{name} {} without a point", verb(row)),
        0 if row.start_points != 0 || row.penalty_points != 0 => format!("{} in sprints", row.sprint_points),
        0 => return format!("{name} {} with {} points, all of them in sprints", verb(row), figure(row.total)),
        n if n > 0 => format!("{} in sprints, {n} for {gained} gained", row.sprint_points),
        n => format!("{} in sprints, {} for {gained} lost", row.sprint_points, figure(n)),
    };
    format!("{name} {} with {} points: {starts}{parts}{off}", verb(row), figure(row.total))
}

/// What the marks on the named series mean.
fn key(replay: &Replay, series: &[Series]) -> Vec<(Sign, String)> {
    let used = |wanted: Sign| series.iter().flat_map(|s| &s.dots).any(|d| d.sign == wanted);
    let simulated = if replay.mode() == Mode::Free { ", simulated" } else { "" };
    let words = [
        (Sign::Point { hollow: false }, format!("points in a sprint{simulated}")),
        (Sign::Up { hollow: false }, format!("lap gained{simulated}")),
        (Sign::Down { hollow: false }, format!("lap lost{simulated}")),
        (Sign::Point { hollow: true }, "sprint place reconstructed by the seed".into()),
        (Sign::Up { hollow: true }, "lap gained, by whom or when reconstructed".into()),
        (Sign::Down { hollow: true }, "lap lost, reconstructed".into()),
    ];
    words.into_iter().filter(|(sign, _)| used(*sign)).chain(others(series)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::EditionId;
    use crate::scenario;
    use crate::units::Micros;

    /// Compares the points drawn for every rider of `replay` with the scoreboard, at many instants.
    fn agrees_with_the_scoreboard(replay: &Replay) {
        let (laps, points) = (Laps::of(replay), Points::of(replay));
        let bibs: Vec<Bib> = replay.scenario().riders.iter().map(|r| r.bib).collect();
        let mut compared = 0;
        for second in (0..replay.duration().secs() as u32).step_by(61) {
            let at = Micros::from_secs(second.into());
            let table = replay.scoreboard(at).standings();
            let panel = points.panel(&laps, Selection { leads: &bibs, others: false, until: at });
            for (bib, line) in bibs.iter().zip(panel.series.iter().rev()) {
                let (x, drawn) = line.end().expect("from the gun");
                assert!((x - laps.at(at)).abs() < 1e-9, "bib {bib} is drawn to lap {x}");
                let row = table.rows.iter().find(|r| r.bib == *bib).expect("on the start list");
                assert_eq!(drawn as i32, row.total, "bib {bib} after {second} s");
                compared += 1;
            }
        }
        assert!(compared > 60, "only {compared} figures were compared");
    }

    #[test]
    fn the_points_drawn_are_those_of_the_scoreboard_at_every_lap() {
        let athens = Replay::new(scenario::load("athens-2004-men").unwrap(), None, 1).unwrap();
        agrees_with_the_scoreboard(&athens);
        agrees_with_the_scoreboard(&athens.under(EditionId::E2000));
        agrees_with_the_scoreboard(&Replay::new(scenario::load("beijing-2008-men").unwrap(), None, 2).unwrap());
        agrees_with_the_scoreboard(&Replay::free(scenario::load("women-elite").unwrap(), None, 3));
    }

    #[test]
    fn the_chart_of_athens_names_the_first_five_and_ends_with_their_official_points() {
        let athens = Replay::new(scenario::load("athens-2004-men").unwrap(), None, 1).unwrap();
        let chart = chart(&athens, &[], "again");
        assert_eq!(chart.title, "Mikhail Ignatiev wins with 93 points: 13 in sprints, 80 for four laps gained");
        let named = chart.panels[0].series.iter().filter(|s| !s.name.is_empty()).rev();
        let named: Vec<String> = named.map(|s| format!("{} {}", s.name, s.value)).collect();
        assert_eq!(named, ["IGNATIEV 93", "LLANERAS 82", "FULST 79", "HENDERSON 68", "KADLEC 65"]);
        // Llaneras scored first in the fifth sprint, three points, and a source says so.
        let llaneras = chart.panels[0].series.iter().find(|s| s.name == "LLANERAS").unwrap();
        assert_eq!((llaneras.dots[0].y, llaneras.dots[0].sign), (3.0, Sign::Point { hollow: false }));
    }

    #[test]
    fn the_title_tells_of_a_lap_lost_and_puts_laps_first_where_they_rank_first() {
        let beijing = Replay::new(scenario::load("beijing-2008-men").unwrap(), None, 1).unwrap();
        let of = |replay: &Replay, name: &str| chart(replay, &[replay.scenario().find(name).unwrap()], "").title;
        let riblon = of(&beijing, "Riblon");
        assert_eq!(riblon, "Christophe Riblon comes 21st with −17 points: 3 in sprints, −20 for one lap lost");
        let laps_first = of(&beijing.under(EditionId::E2000), "Llaneras");
        assert!(laps_first.contains(" with two laps gained and 20 sprint points"), "{laps_first}");
    }
}
