//! Charts of many races: opens a file of a sweep, or of a number that was varied, and makes the chart.

use std::io::{BufRead as _, Read as _};
use std::path::Path;

use super::Failure;
use super::chart_kind::ChartKind;
use super::rows::{self, Rows, cannot_read};
use crate::chart::{self, Chart, Swept};
use crate::report::rows::Experiment;
use crate::report::vary::VaryDocument;
use crate::sweep::{Count, FIGURES, Sweep};
use crate::text::named;
use crate::units::Bib;

/// The longest document of a varied number that is read, in bytes.
const LONGEST: u64 = 64 << 20;
/// What is wrong with a file without races.
const EMPTY: &str = "there is no race in it yet";

/// The chart of this `kind` or `figure` for the sweep in `path`, with these riders.
pub fn of_sweep(
    path: &Path,
    kind: Option<ChartKind>,
    figure: Option<&str>,
    riders: &[String],
) -> Result<Chart, Failure> {
    let swept = read_sweep(path)?;
    let riders = find(riders, swept.riders.iter().map(|r| (r.bib.0, r.family.as_str(), r.name.as_str())))?;
    if let Some(key) = figure {
        return of_figure(&swept, key);
    }
    match kind.unwrap_or(ChartKind::Chances) {
        ChartKind::Chances => Ok(chart::counts::chances(&swept, &riders)),
        ChartKind::Ranks => Ok(chart::counts::ranks(&swept, &riders)),
        ChartKind::Points => Ok(chart::counts::points(&swept, &riders)),
        ChartKind::Laps => of_figure(&swept, "laps_gained"),
        kind => Err(not_of(kind, "a sweep", "chances, ranks, points or laps")),
    }
}

/// The chart of this `kind` or `figure` for the varied number in `path`, with these riders.
pub fn of_varied(
    path: &Path,
    kind: Option<ChartKind>,
    figure: Option<&str>,
    riders: &[String],
) -> Result<Chart, Failure> {
    let document = read_varied(path)?;
    let riders = find(riders, document.riders.iter().map(|r| (r.bib, r.family.as_str(), r.name.as_str())))?;
    let key = match (figure, kind.unwrap_or(ChartKind::Chances)) {
        (Some(figure), _) => figure,
        (None, ChartKind::Chances) => "wins",
        (None, ChartKind::Podiums) => "podiums",
        (None, ChartKind::Ranks) => "rank",
        (None, ChartKind::Points) => "points",
        (None, ChartKind::Laps) => "laps_gained",
        (None, kind) => return Err(not_of(kind, "what was varied", "chances, podiums, ranks, points or laps")),
    };
    chart::varied::chart(&document, key, &riders).ok_or_else(|| unknown(key))
}

fn of_figure(swept: &Swept, key: &str) -> Result<Chart, Failure> {
    let figure = FIGURES.iter().find(|figure| figure.key == key).ok_or_else(|| unknown(key))?;
    chart::spread::figure(swept, figure).ok_or_else(|| {
        Failure::wrong(format!("--figure {key}: none of these races has it"), "choose another, or another sweep")
    })
}

fn unknown(key: &str) -> Failure {
    let keys: Vec<&str> = FIGURES.iter().map(|figure| figure.key).collect();
    Failure::wrong(
        format!("--figure {}: races have no such figure", crate::text::visible(key, 60)),
        format!("one of {}", keys.join(", ")),
    )
}

fn not_of(kind: ChartKind, what: &str, kinds: &str) -> Failure {
    Failure::wrong(format!("--kind {}: it is drawn of one race, not of {what}", kind.name()), format!("choose {kinds}"))
}

/// The document of a varied number, from a file of its races or from the JSON document.
fn read_varied(path: &Path) -> Result<VaryDocument, Failure> {
    let mut file = rows::open(path)?;
    let failed = |e: std::io::Error| cannot_read(path, &e.to_string());
    if file.fill_buf().map_err(failed)?.starts_with(b"#") {
        let mut rows = Rows::of(path, file)?;
        let experiment = &rows.header.experiment;
        if !matches!(experiment, Experiment::Variation(_)) {
            return Err(of_another(path, experiment, "velodrome vary"));
        }
        let mut sweep = rows.header.variation();
        rows.read(&mut sweep, &mut |_| Ok(()))?;
        not_empty(path, &sweep)?;
        let document = VaryDocument::of(&rows.header, &sweep);
        return document.drawable().map_err(|e| cannot_read(path, &e.to_string()));
    }
    let mut text = String::new();
    file.take(LONGEST + 1).read_to_string(&mut text).map_err(failed)?;
    if text.len() as u64 > LONGEST {
        return Err(cannot_read(path, "it is longer than any such file"));
    }
    VaryDocument::read(&text).map_err(|e| cannot_read(path, &e.to_string()))
}

fn not_empty<C: Count>(path: &Path, sweep: &Sweep<C>) -> Result<(), Failure> {
    if sweep.races() == 0 { Err(cannot_read(path, EMPTY)) } else { Ok(()) }
}

fn of_another(path: &Path, experiment: &Experiment, command: &str) -> Failure {
    Failure::wrong(
        format!("{}: it holds the races of a {}", named(path), experiment.name()),
        format!("name a file that '{command}' wrote with --out"),
    )
}

/// Reads all races of a sweep, as they were kept or from plain CSV.
fn read_sweep(path: &Path) -> Result<Swept, Failure> {
    let mut file = rows::open(path)?;
    if !file.fill_buf().map_err(|e| cannot_read(path, &e.to_string()))?.starts_with(b"#") {
        let plain = rows::plain(path, file)?;
        return plain.map(Swept::plain).ok_or_else(|| cannot_read(path, EMPTY));
    }
    let mut rows = Rows::of(path, file)?;
    if rows.header.experiment != Experiment::Sweep {
        return Err(of_another(path, &rows.header.experiment, "velodrome sweep"));
    }
    let mut sweep = rows.header.sweep();
    rows.read(&mut sweep, &mut |_| Ok(()))?;
    not_empty(path, &sweep)?;
    Ok(Swept::kept(&rows.header, &sweep))
}

/// Finds the riders that were `typed`, by bib, family name or full name, among those of a file.
fn find<'r>(
    typed: &[String],
    riders: impl Iterator<Item = (u16, &'r str, &'r str)> + Clone,
) -> Result<Vec<Bib>, Failure> {
    let find = |typed: &String| {
        let is = |(bib, family, name): &(u16, &str, &str)| {
            let same = |name: &str| name.to_lowercase() == typed.trim().to_lowercase();
            bib.to_string() == typed.trim() || same(family) || same(name)
        };
        let found = riders.clone().find(is).map(|rider| Bib(rider.0));
        found.ok_or_else(|| {
            let families: Vec<&str> = riders.clone().map(|rider| rider.1).take(30).collect();
            let typed = crate::text::visible(typed, 60);
            Failure::wrong(
                format!("--rider {typed}: not in this file"),
                format!("a bib, or one of {}", families.join(", ")),
            )
        })
    };
    typed.iter().map(find).collect()
}
