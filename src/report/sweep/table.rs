//! A sweep for people: the riders' chances, the figures of the races, and the spread of the winner's points. Does no counting
//! itself.

use super::Header;
use super::shapes::Shapes;
use crate::report::table::{Align, Table};
use crate::report::words::{metres, race_time, signed};
use crate::sweep::{Extreme, FigureUnit, Histogram, Interval, RaceFigure, RiderTally, Sweep, proportion};
use crate::text::clean;
use crate::units::Micros;

/// Length of the longest bar, in cells.
const BAR: usize = 40;
/// The most bars of a histogram.
const BARS: i64 = 16;
/// The most columns for a rider's places.
const PLACES: usize = 40;

/// The tables of `sweep`.
#[must_use]
pub fn table(header: &Header, sweep: &Sweep, shapes: Shapes) -> String {
    let mut out = heading(header, sweep);
    if sweep.tally().races() == 0 {
        return out + "\nNo race was ridden.\n";
    }
    out += &format!("\n{}", riders(header, sweep, shapes).render());
    out += &format!("\n{}", races(sweep).render());
    if let Some((figure, tally)) = sweep.tally().figures().next().filter(|(_, tally)| tally.histogram.n() > 0) {
        out += &format!("\n{}\n{}", figure.name, bars(&tally.histogram, shapes));
    }
    let seeds = sweep.plan().seeds().start..=sweep.next_seed() - 1;
    out += &format!(
        "\nIntervals contain the long run's figure in 95 of 100 sweeps (Wilson's for chances, Student's for means). Who does not \
         finish ranks after the last who does. Places: how often 1st, 2nd …, the likeliest the highest.\n\n\
         any of these races: {}, N from {} to {}\n",
        clean(&header.run().watch),
        seeds.start(),
        seeds.end(),
    );
    out
}

fn heading(header: &Header, sweep: &Sweep) -> String {
    let (plan, run, ridden) = (sweep.plan(), header.run(), sweep.races());
    let races = |n: u64| header.experiment.races(n);
    let mut out = format!(
        "{}\n{} laps of {} m · edition {} · {} · {}, {} {} on\n",
        run.title,
        run.laps,
        metres(run.lap_m),
        run.edition,
        run.begins(),
        races(ridden),
        if run.is_forked() { "luck" } else { "seed" },
        plan.seeds().start
    );
    out += &header.how_much(sweep);
    match (sweep.is_done(), plan.precision) {
        (false, _) => {}
        (true, Some(wanted)) => {
            let known = sweep.tally().precision().unwrap_or(1.0);
            let reached = if known <= wanted { "" } else { ", not reached" };
            out += &format!(
                "the leader's chance to win is known to ± {} (± {} wanted{reached})\n",
                per_cent(known),
                per_cent(wanted)
            );
        }
        (true, None) => {}
    }
    if sweep.tally().endless() > 0 {
        out += &format!("did not end: {}\n", races(sweep.tally().endless()));
    }
    out
}

fn riders(header: &Header, sweep: &Sweep, shapes: Shapes) -> Table {
    let places = format!("places 1 to {}", header.riders.len());
    let mut table = Table::new(&[
        ("rider", Align::Left),
        ("noc", Align::Left),
        ("wins", Align::Right),
        ("95 %", Align::Right),
        ("podium", Align::Right),
        ("95 %", Align::Right),
        ("rank", Align::Right),
        ("points", Align::Right),
        (&places, Align::Left),
    ]);
    let races = sweep.tally().races();
    for rider in sweep.tally().by_chance() {
        let starter = header.rider(rider.bib);
        let chance = |hits: u64| per_cent(hits as f64 / races as f64);
        table.row([
            starter.family.clone(),
            starter.noc.clone().unwrap_or_default(),
            chance(rider.wins()),
            between(proportion(rider.wins(), races)),
            chance(rider.podiums()),
            between(proportion(rider.podiums(), races)),
            mean(&rider.ranks),
            mean(&rider.points),
            shapes.columns(&spread(rider, header.riders.len())),
        ]);
    }
    table
}

/// How often a rider took each place; in a large field, each range of places.
fn spread(rider: &RiderTally, riders: usize) -> Vec<u64> {
    let together = riders.div_ceil(PLACES) as i64;
    let first = (1..=riders as i64).step_by(together as usize);
    first.map(|place| rider.places.count(place..place + together)).collect()
}

fn races(sweep: &Sweep) -> Table {
    let mut table = Table::new(&[
        ("race", Align::Left),
        ("mean", Align::Right),
        ("9 in 10 between", Align::Right),
        ("least", Align::Right),
        ("seed", Align::Right),
        ("most", Align::Right),
        ("seed", Align::Right),
    ]);
    for (figure, tally) in sweep.tally().figures() {
        let h = &tally.histogram;
        let (Some(low), Some(high), Some(least), Some(most)) =
            (h.quantile(0.05), h.quantile(0.95), tally.least, tally.most)
        else {
            continue;
        };
        let at = |extreme: Extreme| [value(figure, extreme.value), extreme.seed.to_string()];
        let [least, least_seed] = at(least);
        let [most, most_seed] = at(most);
        let between = format!("{} – {}", value(figure, low), value(figure, high));
        let name =
            if figure.unit == FigureUnit::Kmh { format!("{}, km/h", figure.name) } else { figure.name.to_owned() };
        table.row([name, mean_of(figure, h), between, least, least_seed, most, most_seed]);
    }
    table
}

/// A bar for each value, or for each range of values.
fn bars(histogram: &Histogram, shapes: Shapes) -> String {
    let values = || histogram.iter().map(|(value, _)| value);
    let (Some(least), Some(most)) = (values().min(), values().max()) else { return String::new() };
    let width = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000]
        .into_iter()
        .find(|width| most.div_euclid(*width) - least.div_euclid(*width) < BARS)
        .unwrap_or(i64::MAX);
    let starts: Vec<i64> = (least.div_euclid(width)..=most.div_euclid(width)).map(|k| k * width).collect();
    let counts: Vec<u64> = starts.iter().map(|&start| histogram.count(start..start + width)).collect();
    let highest = counts.iter().max().copied().unwrap_or(0);
    let mut table = Table::new(&[("", Align::Right), ("", Align::Right), ("", Align::Left)]);
    for (&start, &n) in starts.iter().zip(&counts) {
        let values =
            if width == 1 { whole(start) } else { format!("{} – {}", whole(start), whole(start + width - 1)) };
        let share = per_cent(n as f64 / histogram.n() as f64);
        table.row([values, share, shapes.bar(n, highest, BAR)]);
    }
    table.render()
}

fn whole(n: i64) -> String {
    i32::try_from(n).map_or_else(|_| n.to_string(), crate::report::words::figure)
}

fn per_cent(share: f64) -> String {
    format!("{:.1} %", 100.0 * share)
}

/// The interval of a chance, in per cent.
fn between(interval: Option<Interval>) -> String {
    interval.map_or_else(String::new, |i| format!("{:.1} – {:.1}", 100.0 * i.low, 100.0 * i.high))
}

/// The mean, with half its interval.
fn mean(histogram: &Histogram) -> String {
    mean_in(1.0, histogram)
}

/// The mean of values that are kept in `parts` of their unit, with half its interval.
fn mean_in(parts: f64, histogram: &Histogram) -> String {
    let Some(mean) = histogram.mean().map(|mean| mean / parts) else { return String::new() };
    match histogram.interval().map(|i| i.half() / parts) {
        None => format!("{mean:.1}"),
        Some(half) if half < 0.095 => format!("{mean:.2} ± {half:.2}"),
        Some(half) => format!("{mean:.1} ± {half:.1}"),
    }
}

/// The mean of a figure, with half its interval, in the figure's unit.
fn mean_of(figure: &RaceFigure, histogram: &Histogram) -> String {
    let parts = figure.unit.parts();
    match (figure.unit, histogram.mean(), histogram.interval()) {
        (FigureUnit::Seconds, Some(mean), Some(interval)) => {
            format!("{} ± {:.0} s", race_time(Micros::from_secs(mean / parts)), interval.half() / parts)
        }
        (FigureUnit::Seconds, Some(mean), None) => race_time(Micros::from_secs(mean / parts)),
        _ => mean_in(parts, histogram),
    }
}

/// A value of a figure; values are kept in parts of the unit.
fn value(figure: &RaceFigure, value: i64) -> String {
    let shown = value as f64 / figure.unit.parts();
    match figure.unit {
        FigureUnit::Points | FigureUnit::Laps if value < 0 => {
            i32::try_from(value).map_or_else(|_| value.to_string(), signed)
        }
        FigureUnit::Points | FigureUnit::Laps | FigureUnit::Riders | FigureUnit::Attacks => value.to_string(),
        FigureUnit::Seconds => race_time(Micros::from_secs(shown)),
        FigureUnit::Kmh => format!("{shown:.1}"),
    }
}
