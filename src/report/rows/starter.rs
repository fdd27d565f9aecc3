//! The riders in the header of a file of races, a line for each.

use super::lines::{HeaderLine, HeaderLines, plain};
use super::not_a_header::NotAHeader;
use crate::report::words::RiderNames;
use crate::scenario::{RiderSpec, Scenario};
use crate::text::clean;
use crate::units::Bib;

/// A rider of the start list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Starter {
    pub bib: Bib,
    pub noc: Option<String>,
    pub name: String,
    pub family: String,
}

/// The first `n` riders of `scenario`.
pub fn of(scenario: &Scenario, n: usize) -> Vec<Starter> {
    let names = RiderNames::of(scenario);
    let starter = |rider: &RiderSpec| {
        let bib = rider.bib;
        Starter { bib, noc: names.noc(bib), name: plain(&names.name(bib)), family: plain(&names.family(bib)) }
    };
    scenario.riders.iter().take(n).map(starter).collect()
}

/// Reads all remaining lines, a rider each.
pub fn read(lines: &mut HeaderLines) -> Result<Vec<Starter>, NotAHeader> {
    let mut riders = Vec::new();
    while !lines.is_over() {
        let cells: Vec<&str> = lines.raw("rider")?.split('\t').collect();
        let [bib, noc, name, family] = cells[..] else { return Err(lines.damaged()) };
        let bib = Bib(bib.parse().map_err(|_| lines.damaged())?);
        let noc = Some(clean(noc)).filter(|noc| !noc.is_empty());
        riders.push(Starter { bib, noc, name: clean(name), family: clean(family) });
    }
    Ok(riders)
}

impl Starter {
    pub(super) fn line(&self) -> HeaderLine {
        let noc = self.noc.as_deref().unwrap_or_default();
        ("rider", format!("{}\t{noc}\t{}\t{}", self.bib, self.name, self.family))
    }
}
