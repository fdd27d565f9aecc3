//! Everything that can be varied, as a table.

use crate::report::table::{Align, Table};
use crate::run::{LegPower, Run};
use crate::scenario::Scenario;
use crate::vary::Param;

/// Every parameter of a `run` of `scenario`: name, value, bounds, unit, meaning.
#[must_use]
pub fn list(scenario: &Scenario, run: &Run) -> String {
    use Align::{Left, Right};
    let mut table =
        Table::new(&[("param", Left), ("default", Right), ("from", Right), ("to", Right), ("unit", Left), ("", Left)]);
    let mut row = |name: &str, param: Param| {
        let (low, high) = param.bounds();
        let high = if param.key() == "starters" { scenario.riders.len() as f64 } else { high };
        let [default, low, high] = [param.default(scenario, run), low, high].map(|x| x.to_string());
        table.row([name, &default, &low, &high, param.unit(), param.meaning()]);
    };
    let first = scenario.riders[0].bib;
    for power in LegPower::ALL {
        row(&format!("RIDER {}", power.name()), Param::Legs(first, power));
    }
    Param::all().for_each(|param| row(param.key(), param));
    table.render()
}
