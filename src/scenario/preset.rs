//! What a file says about the run: riders who do not start, other legs, orders, and from when on riders decide. Reports what
//! is impossible, except for what only the race can show (such as an order to bridge when nobody is away).

use super::Preset;
use super::file::{File, LegsTable, OrderTable, RunTable};
use super::log::ProblemLog;
use super::moment::RaceMoment;
use super::number::Percent;
use super::read::Located;
use super::roster::Roster;
use super::word::Who;
use crate::tactics::{Action, Order, When};
use crate::told::{Change, LegPower};
use crate::units::Bib;

/// What `file` says about the run. `laps` is the length of the race, if known, `recorded` whether there is a record of it.
pub(super) fn preset(file: &File, laps: Option<u32>, recorded: bool, roster: &Roster, log: &mut ProblemLog) -> Preset {
    let mut preset = match &file.run {
        Some(table) => of_table(&table.value, recorded, roster, log),
        None => Preset::default(),
    };
    let orders = file.orders.iter().filter_map(|table| order(&table.value, &preset, recorded, roster, log));
    preset.orders = orders.collect();
    if let Some(laps) = laps {
        let starts = file.run.iter().filter_map(|table| table.value.free_from.as_ref());
        let orders = file.orders.iter().filter_map(|table| table.value.from.as_ref());
        starts.chain(orders).for_each(|from| within(from, laps, log));
    }
    preset
}

fn of_table(table: &RunTable, recorded: bool, roster: &Roster, log: &mut ProblemLog) -> Preset {
    let from = table.free_from.as_ref().map(|from| from.value.0);
    if let Some(luck) = table.luck.as_ref().filter(|_| from.is_none_or(When::is_gun)) {
        luck.complain(
            log,
            "another luck needs a moment to begin",
            "add free_from = … after the gun; before, seed is the luck",
        );
    }
    let decide_from_the_gun = if recorded { from.is_some_and(When::is_gun) } else { true };
    let mut without: Vec<Bib> = Vec::new();
    for who in &table.without {
        let Some(bib) = roster.find_any(who, log) else { continue };
        if !decide_from_the_gun {
            who.complain(log, "rode the race that is on record", "add free_from = 0, or leave the rider in");
        } else if without.contains(&bib) {
            who.complain(log, "is left out twice", "remove one");
        } else if without.len() + 3 > roster.riders.len() {
            who.complain(log, "leaves no race: two riders have to start", "leave the rider in");
        }
        without.push(bib);
    }
    Preset {
        seed: table.seed.as_ref().map(|seed| seed.value.0),
        edition: table.edition.as_ref().map(|edition| edition.value),
        from,
        luck: table.luck.as_ref().map(|luck| luck.value.0),
        without,
        orders: Vec::new(),
        legs: table.legs.iter().flat_map(|table| legs(table, roster, log)).collect(),
    }
}

/// The up to three changes in an entry of `legs`.
fn legs(
    Located { value: table, place, .. }: &Located<LegsTable>,
    roster: &Roster,
    log: &mut ProblemLog,
) -> Vec<Change> {
    let Some(rider) = table.rider.as_ref().and_then(|who| roster.find_any(who, log)) else { return Vec::new() };
    let said = [
        (LegPower::Critical, &table.cp_percent),
        (LegPower::Reserve, &table.w_prime_percent),
        (LegPower::Peak, &table.peak_percent),
    ];
    let is_silent = said.iter().all(|(_, percent)| percent.is_none()) && !log.has_problems_under(place);
    if let (true, Some(who)) = (is_silent, &table.rider) {
        who.complain(log, "says nothing of the legs", "add cp_percent, w_prime_percent or peak_percent");
    }
    let change = |(power, percent): (LegPower, &Option<Located<Percent>>)| {
        percent.as_ref().map(|percent| Change { rider, power, percent: percent.value.0 })
    };
    said.into_iter().filter_map(change).collect()
}

fn order(
    table: &OrderTable,
    preset: &Preset,
    recorded: bool,
    roster: &Roster,
    log: &mut ProblemLog,
) -> Option<Order<Bib>> {
    let rider = table.rider.as_ref().and_then(|who| roster.find_any(who, log));
    if let Some(who) = &table.rider {
        note_absent(rider, who, preset, log);
    }
    let deed = table.action.as_ref();
    let other = deed.and_then(|deed| deed.value.other.as_ref().map(|name| deed.map(|_| who(name))));
    let named = other.as_ref().and_then(|who| {
        let bib = roster.find_any(who, log);
        note_absent(bib, who, preset, log);
        if bib.is_some() && bib == rider {
            who.complain(log, "names the same rider", "name another rider");
        }
        bib
    });
    let (at, deed) = (table.from.as_ref()?, &deed?.value);
    let decide_from = preset.from.filter(|_| recorded);
    if let (Some(When::Lap(from)), When::Lap(lap)) = (decide_from, at.value.0)
        && lap < from
    {
        let why = format!("before that, to lap {from}, riders follow the record");
        at.complain(log, why, "tell it later, or make free_from in [run] earlier");
    }
    let action: Action<Bib> = deed.action.about(|()| named)?;
    Some(Order { at: at.value.0, rider: rider?, action })
}

/// Reports the rider `bib`, named by `who`, if that rider does not start.
fn note_absent(bib: Option<Bib>, who: &Located<Who>, preset: &Preset, log: &mut ProblemLog) {
    if bib.is_some_and(|bib| preset.without.contains(&bib)) {
        who.complain(log, "does not start", "tell another rider, or take this one out of without");
    }
}

/// A rider named in an action.
fn who(name: &str) -> Who {
    name.trim().parse().map_or_else(|_| Who::Name(name.to_owned()), Who::Bib)
}

/// Reports a moment at which the race is over.
fn within(from: &Located<RaceMoment>, laps: u32, log: &mut ProblemLog) {
    if let When::Lap(lap) = from.value.0
        && lap >= f64::from(laps)
    {
        from.complain(log, format!("the race is over after {laps} laps"), format!("write 0 to {}", laps - 1));
    }
}
