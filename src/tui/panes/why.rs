//! Why a rider has these points: every ruling that gave or took some, with the article it rests on.
//!
//! ```text
//! IGNATIEV: why 71 points? ────────────────────────
//!  lap                        points
//!   50  gains a lap            +20  UCI 3.2.118 · recorded
//!  120  2nd in sprint 12        +3  UCI 3.2.118 · reconstructed
//!       rules of 2004           71
//! ```

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::parts::{empty, heading};
use crate::report::result::status_word;
use crate::rules::{Reason, Ruling, Standing};
use crate::tui::scene::{Scene, lap_count};
use crate::tui::text::{number, ordinal, put, put_right, signed};
use crate::units::{Bib, Provenance};

/// A ruling about the rider, as a row.
#[derive(Debug, Clone)]
struct RulingRow {
    lap: u32,
    /// Only the reason of the ruling above.
    is_reason: bool,
    what: String,
    points: i32,
    laps: i32,
    known: Option<(Provenance, bool)>,
    because: Reason,
}

/// Draws the answer for the selected rider, with the newest rulings in sight.
pub fn view(scene: &Scene, area: Rect, buf: &mut Buffer) {
    let theme = scene.theme;
    if area.is_empty() {
        return;
    }
    let Some(row) = scene.subject().and_then(|bib| scene.standing(bib)) else {
        let area = heading(theme, "why", area, buf);
        return empty(theme, "no rider is on the start list", area, buf);
    };
    let name = scene.programme.family(row.bib);
    let area = heading(theme, &format!("{name}: why {}?", asked(scene, row)), area, buf);
    let lines = lines(scene, row.bib);
    if lines.is_empty() {
        return empty(theme, "no sprint place and no lap so far, so no points", area, buf);
    }
    let rows = usize::from(area.height).saturating_sub(1);
    let past = lines.len().saturating_sub(rows);
    let skip = past.saturating_sub(scene.scroll);
    let mut y = 0;
    for line in lines.iter().skip(skip).take(rows) {
        draw(scene, line, Rect { y: area.y + y as u16, height: 1, ..area }, buf);
        y += 1;
    }
    let sum: i32 = lines.iter().map(|l| l.points).sum();
    let x = put(buf, area, 5, y, &format!("rules of {}", scene.programme.edition.name()), theme.dim);
    put_right(buf, area, POINTS.max(x + 1 + 3), y, &number(sum), theme.strong);
    if skip > 0 {
        put(buf, area, POINTS + 2, y, &format!("{skip} earlier: page ↑"), theme.dim);
    }
}

/// "71 points", "+3 laps and 11 points".
fn asked(scene: &Scene, row: &Standing) -> String {
    let points = format!("{} points", number(row.total));
    if scene.programme.laps_first && row.laps != 0 { format!("{} and {points}", lap_count(row.laps)) } else { points }
}

/// Where the column of points ends.
const POINTS: usize = 25;
/// Cells of the column that says how it is known.
const KNOWN: usize = 14;

fn draw(scene: &Scene, line: &RulingRow, area: Rect, buf: &mut Buffer) {
    let theme = scene.theme;
    if line.is_reason {
        put(buf, area, 5, 0, &line.what, theme.dim);
        return;
    }
    put_right(buf, area, 3, 0, &line.lap.to_string(), theme.dim);
    put(buf, area, 5, 0, &line.what, theme.text);
    let style = if line.points < 0 || line.laps < 0 { theme.loss } else { theme.gain };
    let worth = match (line.points, line.laps) {
        (0, 0) => String::new(),
        (0, laps) => lap_count(laps),
        (points, _) => signed(points),
    };
    put_right(buf, area, POINTS, 0, &worth, style);
    let known = match line.known {
        Some((_, true)) => "likely",
        Some((p, false)) => p.word(),
        None => "",
    };
    put(buf, area, POINTS + 2, 0, known, theme.text);
    put(buf, area, POINTS + 2 + KNOWN, 0, line.because.article, theme.dim);
}

/// Every ruling on `bib` so far that changed their points, laps or status.
fn lines(scene: &Scene, bib: Bib) -> Vec<RulingRow> {
    let lines = |r: &Ruling| {
        let line = line(scene, bib, r)?;
        let reason = scene.programme.reason(r);
        let reason = reason.map(|reason| RulingRow {
            is_reason: true,
            what: reason.to_owned(),
            points: 0,
            laps: 0,
            ..line.clone()
        });
        Some(std::iter::once(line).chain(reason))
    };
    scene.programme.ruled(scene.at()).iter().filter_map(lines).flatten().collect()
}

/// The row of a ruling, if it is about `bib` and changed their points, laps or status.
fn line(scene: &Scene, bib: Bib, r: &Ruling) -> Option<RulingRow> {
    let (what, points, laps) = match *r {
        _ if r.bib() != bib => return None,
        Ruling::Start { points, .. } => ("earlier races".into(), points, 0),
        Ruling::Place { sprint, place, points, .. } if points > 0 => {
            (format!("{} in sprint {sprint}", ordinal(place)), points as i32, 0)
        }
        Ruling::Gain { points, .. } => ("gains a lap".into(), points, 1),
        Ruling::Loss { points, .. } => ("loses a lap".into(), points, -1),
        Ruling::Penalty { points, .. } => ("penalty".into(), points, 0),
        Ruling::Moved { relegated: true, sprint, points, .. } => (format!("relegated, spr. {sprint}"), points, 0),
        Ruling::Moved { sprint, place, points, .. } if points != 0 => {
            (format!("now {}, spr. {sprint}", ordinal(place)), points, 0)
        }
        Ruling::Out { status, .. } => (format!("out of the race ({})", status_word(status)), 0, 0),
        _ => return None,
    };
    let lap = scene.programme.laps_done(r.at());
    Some(RulingRow { lap, is_reason: false, what, points, laps, known: known(scene, r), because: r.because() })
}

/// How the fact behind a ruling is known, and whether the source leaves it open.
fn known(scene: &Scene, ruling: &Ruling) -> Option<(Provenance, bool)> {
    match *ruling {
        Ruling::Place { sprint, bib, .. } | Ruling::Moved { sprint, bib, relegated: false, .. } => {
            let sprint = scene.now.sprints.iter().find(|s| s.n == sprint)?;
            sprint.places.iter().find(|p| p.bib == bib).map(|p| (p.provenance, p.likely))
        }
        Ruling::Gain { bib, at, .. } | Ruling::Loss { bib, at, .. } => {
            let change = scene.programme.lap_changes.iter().find(|c| c.bib == bib && c.at == at)?;
            Some((change.provenance, false))
        }
        _ => None,
    }
}
