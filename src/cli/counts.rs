//! Charts of what was counted: a file of a sweep's races, or of what a number changes, opened and drawn.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use super::Failure;
use super::chart::Kind;
use super::rows::{self, Rows, cannot_read};
use crate::chart::{self, Chart};
use crate::report::sweep::Header;
use crate::report::vary::Document;
use crate::sweep::{FIGURES, Sweep};
use crate::units::Bib;

/// No document of what was varied is longer, in bytes.
const LONGEST: u64 = 64 << 20;

/// The chart of `kind` of the sweep in `path`, of these riders.
pub fn of_sweep(path: &Path, kind: Option<Kind>, figure: Option<&str>, riders: &[String]) -> Result<Chart, Failure> {
    let (header, sweep) = read_sweep(path)?;
    let riders = find(riders, header.riders.iter().map(|r| (r.bib.0, r.family.as_str(), r.name.as_str())))?;
    if let Some(key) = figure {
        return of_figure(&header, &sweep, key);
    }
    match kind.unwrap_or(Kind::Chances) {
        Kind::Chances => Ok(chart::counts::chances(&header, &sweep, &riders)),
        Kind::Ranks => Ok(chart::counts::ranks(&header, &sweep, &riders)),
        Kind::Points => Ok(chart::counts::points(&header, &sweep, &riders)),
        Kind::Laps => of_figure(&header, &sweep, "laps_gained"),
        kind => Err(not_of(kind, "a sweep", "chances, ranks, points or laps")),
    }
}

/// The chart of `kind` of what a number changes, in `path`, of these riders.
pub fn of_varied(path: &Path, kind: Option<Kind>, figure: Option<&str>, riders: &[String]) -> Result<Chart, Failure> {
    let mut text = String::new();
    let read = File::open(path).and_then(|file| file.take(LONGEST + 1).read_to_string(&mut text));
    read.map_err(|e| cannot_read(path, &e.to_string()))?;
    if text.len() as u64 > LONGEST {
        return Err(cannot_read(path, "it is longer than any such file"));
    }
    let document = Document::read(&text).map_err(|e| cannot_read(path, &e.to_string()))?;
    let riders = find(riders, document.riders.iter().map(|r| (r.bib, r.family.as_str(), r.name.as_str())))?;
    let key = match (figure, kind.unwrap_or(Kind::Chances)) {
        (Some(figure), _) => figure,
        (None, Kind::Chances) => "wins",
        (None, Kind::Podiums) => "podiums",
        (None, Kind::Ranks) => "rank",
        (None, Kind::Points) => "points",
        (None, Kind::Laps) => "laps_gained",
        (None, kind) => return Err(not_of(kind, "what was varied", "chances, podiums, ranks, points or laps")),
    };
    chart::varied::chart(&document, key, &riders).ok_or_else(|| unknown(key))
}

fn of_figure(header: &Header, sweep: &Sweep, key: &str) -> Result<Chart, Failure> {
    let figure = FIGURES.iter().find(|figure| figure.key == key).ok_or_else(|| unknown(key))?;
    chart::spread::figure(header, sweep, figure).ok_or_else(|| {
        Failure::wrong(format!("--figure {key}: none of these races has it"), "choose another, or another sweep")
    })
}

fn unknown(key: &str) -> Failure {
    let keys: Vec<&str> = FIGURES.iter().map(|figure| figure.key).collect();
    Failure::wrong(
        format!("--figure {}: races have no such figure", crate::scenario::visible(key, 60)),
        format!("one of {}", keys.join(", ")),
    )
}

fn not_of(kind: Kind, what: &str, kinds: &str) -> Failure {
    Failure::wrong(format!("--kind {}: it is drawn of one race, not of {what}", kind.name()), format!("choose {kinds}"))
}

/// Reads all races of a file of rows.
fn read_sweep(path: &Path) -> Result<(Header, Sweep), Failure> {
    let file = File::open(path).map_err(|e| cannot_read(path, &e.to_string()))?;
    let mut rows = Rows::open(path, &file)?.ok_or_else(|| cannot_read(path, "it ends within its header"))?;
    let mut sweep = rows.header.sweep();
    while let Some(outcome) = rows.next()? {
        rows::take(path, &mut sweep, &outcome)?;
    }
    if sweep.tally().races() == 0 {
        return Err(cannot_read(path, "there is no race in it yet"));
    }
    Ok((rows.header, sweep))
}

/// The riders `typed`, by bib, family name or full name, among those of a file.
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
            let typed = crate::scenario::visible(typed, 60);
            Failure::wrong(
                format!("--rider {typed}: not in this file"),
                format!("a bib, or one of {}", families.join(", ")),
            )
        })
    };
    typed.iter().map(find).collect()
}
