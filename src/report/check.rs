//! What a scenario file contains and where its sources disagree, as text.

use super::table::{Align, Table};
use super::words::{RiderNames, count};
use crate::card::Card;
use crate::run::write_when;
use crate::scenario::{Dispute, Preset, Scenario};
use crate::text::clean;
use crate::units::Bib;

/// What the usable `file` contains, then its disputes.
#[must_use]
pub fn text(file: &str, scenario: &Scenario) -> String {
    let starters = scenario.starters().count();
    let riders = count(starters as u32, "rider");
    let unnamed = scenario.riders.iter().filter(|rider| !rider.named).count();
    let absent = match (scenario.riders.len() - starters, unnamed) {
        (0, 0) => String::new(),
        (absent, 0) => format!(" ({absent} more did not start)"),
        (0, unnamed) => format!(" ({unnamed} of them unnamed)"),
        (absent, unnamed) => format!(" ({unnamed} of them unnamed; {absent} more did not start)"),
    };
    let mut out = format!("{}: {}, {riders}{absent}", clean(file), clean(&scenario.title));
    match &scenario.card {
        Some(card) => out += &format!("; on record: {}{}; it rides\n", record(card), cut_short(scenario)),
        None => out += "; no record, so every race is simulated\n",
    }
    let names = RiderNames::of(scenario);
    out += &asked(&scenario.preset, &names);
    for dispute in &scenario.disputes {
        out += &disputed(dispute, &names);
    }
    out
}

/// What the file asks of the run, one line each.
fn asked(preset: &Preset, names: &RiderNames) -> String {
    let from = preset.from.map(|from| format!("free from {}", write_when(from)));
    let without = preset.without.iter().map(|bib| format!("without {}", names.family(*bib)));
    let legs = preset.legs.iter().map(|change| format!("legs: {} %", change.write(|bib| names.family(bib))));
    let orders = preset.orders.iter().map(|told| format!("told: {}", told.write(|bib| names.family(bib))));
    let lines = from.into_iter().chain(without).chain(legs).chain(orders);
    lines.map(|line| format!("  {line}\n")).collect()
}

/// How much of the race is on record.
fn record(card: &Card) -> String {
    let cells = card.sprints.iter().map(|s| s.cells.len() as u32).sum();
    let laps = card.laps.iter().map(|l| l.riders.len() as u32).sum();
    [count(card.table.len() as u32, "row") + " of the table", count(cells, "sprint place"), count(laps, "lap change")]
        .join(", ")
}

/// How the race came to have fewer laps than planned.
fn cut_short(scenario: &Scenario) -> String {
    if let Some(restart) = scenario.overrides.restart {
        return format!("; stopped after {} of {}, and restarted", restart.at_lap, count(restart.planned, "lap"));
    }
    scenario.cut.map_or_else(String::new, |cut| {
        let how = if cut.stopped { "stopped after" } else { "shortened to" };
        format!("; {how} {} of {}", scenario.track.laps, count(cut.planned, "lap"))
    })
}

fn disputed(dispute: &Dispute, names: &RiderNames) -> String {
    let who = dispute.bib.map_or(String::new(), |bib: Bib| format!("{}, ", names.name(bib)));
    let mut out = format!("  dispute: {who}{}\n", clean(&dispute.about));
    let mut claims = Table::new(&[("", Align::Left), ("", Align::Left)]);
    for claim in &dispute.claims {
        claims.row([format!("    {}", claim.value), claim.source.clone()]);
    }
    out += &claims.render();
    out + &format!("    decided: {}. {}\n", clean(&dispute.decided), clean(&dispute.because))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::sample;

    #[test]
    fn a_dispute_shows_every_claim_with_its_source_and_the_decision() {
        let text = text("a.toml", &sample::scenario());
        let expected = "\
a.toml: Sample · points race, 4 riders; no record, so every race is simulated
  dispute: Bo Be, sprint points
    18  a book
    decided: 8. A sprint hands out 11 points.
";
        assert_eq!(text, expected);
    }
}
