//! The table: ranks, points, laps, gaps, and what the last sprint changed.
//!
//! ```text
//! after sprint 13 of 16 ───────────────────────────
//!      bib rider        noc spr lap total  gap
//! (1)    1 IGNATIEV     RUS  11~ +3    71    —  ▲1
//! (2)    3 FULST      † GER  17~ +2~   57  −14
//! dnf   21 NEWTON       GBR
//! ```
//!
//! Ranks stand in parentheses until the result is final. † marks riders about whom sources disagree. `~` and `=` beside points
//! and laps say that no source states them. Starting points and points taken off have columns where there are some.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::chances::percent;
use super::parts::{empty, heading};
use crate::rules::{Standing, Standings, Status};
use crate::tui::scene::{Scene, is_out, lap_count};
use crate::tui::text::{cut, number, paint_row, put, put_right, signed, width};
use crate::tui::theme::{HEAD_SIGN, LEADER_SIGN};
use crate::units::Bib;

/// Which columns there is room for.
struct Columns {
    noc: bool,
    bib: bool,
    /// The column of points from earlier races, where riders have some.
    start: bool,
    parts: bool,
    /// The column of points taken off, where the commissaires took some.
    off: bool,
    gap: bool,
    change: bool,
    /// The column of chances of winning.
    chance: bool,
}

impl Columns {
    fn of(scene: &Scene, width: u16) -> Self {
        // A column for a few would be blank for most.
        let known = scene.programme.roster.iter().filter(|e| e.bib_known).count();
        let numbers = known > 0 && 2 * known >= scene.programme.roster.len();
        let nations = scene.programme.roster.iter().any(|e| !e.noc.is_empty());
        let rows = &scene.standings().rows;
        let start = rows.iter().any(|row| row.start_points != 0);
        let off = rows.iter().any(|row| row.penalty_points != 0);
        // Without these, a total would not be the sum of its parts; rather than that, the gap goes, and then all parts.
        let extra = if start { 5 } else { 0 } + if off { 5 } else { 0 };
        let gap = extra == 0 || width >= 36 + extra || width < 30 + extra;
        let parts = width >= extra + if gap { 36 } else { 30 };
        let chance = scene.beside && !scene.hides_legs() && scene.chances.is_some() && width >= 44 + extra;
        // These columns take their room from bib and nation, which the viewer knows anyway.
        let more = extra + if chance { 10 } else { 0 } + if start { 3 } else { 0 };
        Self {
            noc: nations && width >= 42 + more,
            bib: numbers && width >= 50 + more,
            start: start && parts,
            parts,
            off: off && parts,
            gap,
            change: gap && width >= 44 + extra,
            chance,
        }
    }
}

/// Draws the table.
pub fn view(scene: &Scene, area: Rect, buf: &mut Buffer) {
    if area.is_empty() {
        return;
    }
    let theme = scene.theme;
    let title = heading_text(scene, area);
    let whole = area;
    let area = heading(theme, &title, area, buf);
    let rows = &scene.standings().rows;
    if rows.is_empty() {
        return empty(theme, "no rider is on the start list", area, buf);
    }
    let columns = Columns::of(scene, area.width);
    let table = table(scene, area);
    if table.y > area.y {
        header(scene, &columns, area, buf);
    }
    if usize::from(table.height) < rows.len() && area.y > whole.y {
        let from = first(scene, table);
        let shown = format!(" {}–{} of {}", from + 1, from + usize::from(table.height), rows.len());
        put_right(buf, whole, usize::from(whole.width), 0, &shown, theme.dim);
    }
    for (y, row) in rows.iter().skip(first(scene, table)).take(usize::from(table.height)).enumerate() {
        draw(scene, &columns, row, Rect { y: table.y + y as u16, height: 1, ..table }, buf);
    }
}

/// Cells for which part of the field is shown: " 10–19 of 23", and a blank before it.
const PART: usize = 14;

/// What the table shows; where there is no room for all of it, from whom the gaps are.
fn heading_text(scene: &Scene, area: Rect) -> String {
    let Some(bib) = scene.followed() else { return title(scene) };
    let gaps = format!("gaps from {}", scene.programme.family(bib));
    let whole = format!("{} · {gaps}", title(scene));
    let is_part = scene.standings().rows.len() + 2 > usize::from(area.height);
    let room = usize::from(area.width).saturating_sub(if is_part { PART } else { 0 });
    if width(&whole) <= room { whole } else { gaps }
}

/// The rider on row `y` of the screen, if the table is drawn in `area`.
#[must_use]
pub fn row_at(scene: &Scene, area: Rect, y: u16) -> Option<Bib> {
    let below = if area.height < 4 { area } else { Rect { y: area.y + 1, height: area.height - 1, ..area } };
    let table = table(scene, below);
    let i = first(scene, table) + usize::from(y.checked_sub(table.y)?);
    scene.standings().rows.get(i).map(|r| r.bib)
}

/// The area below the column headings. A low table goes without them, unless there is room, or a column that needs to be named.
fn table(scene: &Scene, area: Rect) -> Rect {
    let rows = &scene.standings().rows;
    let is_unusual = area.height >= 4 && rows.iter().any(|row| row.start_points != 0 || row.penalty_points != 0);
    let head = u16::from(area.height >= 7 || usize::from(area.height) > rows.len() || is_unusual);
    Rect { y: area.y + head, height: area.height - head, ..area }
}

/// Index of the first row shown, chosen so that the selected rider is in sight.
fn first(scene: &Scene, table: Rect) -> usize {
    let shown = usize::from(table.height);
    let rows = &scene.standings().rows;
    let chosen = scene.selected.and_then(|bib| rows.iter().position(|r| r.bib == bib)).unwrap_or(0);
    chosen.saturating_sub(shown / 2).min(rows.len().saturating_sub(shown))
}

/// The state of the race in words.
fn title(scene: &Scene) -> String {
    let Standings { sprints_done, is_final, .. } = *scene.standings();
    let all = scene.view().sprints;
    match sprints_done {
        _ if is_final => "final result".to_owned(),
        _ if let Some((n, home, of)) = scene.programme.deciding(scene.at()) => {
            format!("sprint {n}: {home} of {of} home")
        }
        0 => format!("before sprint 1 of {all}"),
        n => format!("after sprint {n} of {all}"),
    }
}

fn header(scene: &Scene, columns: &Columns, area: Rect, buf: &mut Buffer) {
    let style = scene.theme.dim;
    put(buf, area, if columns.bib { 11 } else { 7 }, 0, "rider", style);
    let mut head = |end: usize, text: &str| put_right(buf, area, end, 0, text, style);
    let ends = ends(columns, area, scene.programme.laps_first);
    if columns.gap {
        head(ends.gap, "gap");
    }
    head(ends.total, "total");
    if columns.off {
        head(ends.off, "off");
    }
    if columns.parts {
        head(ends.laps, "laps");
        head(ends.points, "spr");
    }
    if columns.start {
        head(ends.start, "start");
    }
    if columns.chance {
        head(ends.chance, "wins");
    }
    if columns.noc {
        head(ends.noc, "noc");
    }
    if columns.bib {
        put_right(buf, area, 8, 0, "bib", style);
    }
}

/// The columns at which right-aligned text ends.
struct Ends {
    noc: usize,
    chance: usize,
    start: usize,
    points: usize,
    laps: usize,
    off: usize,
    total: usize,
    gap: usize,
}

fn ends(columns: &Columns, area: Rect, laps_first: bool) -> Ends {
    let right = usize::from(area.width);
    let gap = right - if columns.change { 4 } else { 0 }.min(right);
    // "2 laps" takes one column more than points do.
    let total = gap.saturating_sub(if !columns.gap {
        0
    } else if laps_first {
        7
    } else {
        6
    });
    let off = total.saturating_sub(6);
    let laps = if columns.off { off.saturating_sub(5) } else { off };
    let points = laps.saturating_sub(5);
    let start = points.saturating_sub(5);
    let before = if columns.start { start.saturating_sub(2) } else { points };
    let chance = if columns.parts { before.saturating_sub(4) } else { laps };
    let noc = if columns.chance { chance.saturating_sub(6) } else { chance };
    Ends { noc, chance, start, points, laps, off, total, gap }
}

fn draw(scene: &Scene, columns: &Columns, row: &Standing, area: Rect, buf: &mut Buffer) {
    let theme = scene.theme;
    let out = is_out(row);
    let text = if out { theme.dim } else { theme.text };
    let strong = if out { theme.dim } else { theme.strong };
    let entry = scene.programme.entry(row.bib);
    // As long as nobody has anything, all are first, and nobody leads.
    let leads = row.rank == Some(1) && scene.leader().is_some();
    put_right(buf, area, 4, 0, &scene.rank(row), if leads { theme.leader } else { text });
    if columns.bib && entry.is_some_and(|e| e.bib_known) {
        put_right(buf, area, 8, 0, &row.bib.to_string(), theme.dim);
    }
    let ends = ends(columns, area, scene.programme.laps_first);
    let name_x = if columns.bib { 11 } else { 7 };
    let stop = match () {
        () if columns.noc => ends.noc.saturating_sub(4),
        () if columns.chance => ends.chance.saturating_sub(6),
        () if columns.start => ends.start.saturating_sub(4),
        () if columns.parts => ends.points.saturating_sub(4),
        () => ends.total.saturating_sub(5),
    };
    let (sign, name_style) = sign(scene, row, strong);
    put(buf, area, name_x - 2, 0, sign, name_style);
    let room = stop.saturating_sub(name_x);
    let mut name = scene.programme.family(row.bib);
    if scene.is_ranked_pulled(row) {
        // The rank stands where the status would.
        name.push_str(" pul");
    }
    if scene.disputes(row.bib).next().is_some() {
        name.push_str(" †");
    }
    put(buf, area, name_x, 0, &cut(&name, room), name_style);
    if columns.noc {
        put_right(buf, area, ends.noc, 0, entry.map_or("", |e| &e.noc), theme.dim);
    }
    if columns.chance && !out {
        let (chance, style) = match chance(scene, row.bib) {
            None => ("…".to_owned(), theme.faint),
            Some(share) if share <= 0.0 => ("·".to_owned(), theme.faint),
            Some(share) => (percent(share), theme.title),
        };
        put_right(buf, area, ends.chance, 0, &chance, style);
    }
    // A rider who did not start has no figures.
    let started = row.status != Status::Dns;
    if columns.parts && started {
        if columns.start {
            put_right(buf, area, ends.start, 0, &number(row.start_points), theme.dim);
        }
        let (points_mark, laps_mark) = scene.marks(row);
        put_right(buf, area, ends.points, 0, &number(row.sprint_points), text);
        put(buf, area, ends.points, 0, points_mark, theme.dim);
        put_right(buf, area, ends.laps, 0, &laps(row.laps), lap_style(scene, row.laps));
        put(buf, area, ends.laps, 0, laps_mark, theme.dim);
        if columns.off && row.penalty_points != 0 {
            put_right(buf, area, ends.off, 0, &signed(-row.penalty_points), theme.loss);
        }
    }
    if started {
        put_right(buf, area, ends.total, 0, &number(row.total), strong);
    }
    if !out && columns.gap {
        put_right(buf, area, ends.gap, 0, &gap(scene, row), text);
    }
    let won = scene.places_won(row);
    // Half a sprint moves riders up who are down again when it is decided.
    if columns.change && won != 0 && !out && scene.programme.deciding(scene.at()).is_none() {
        let (sign, style) = if won > 0 { ("▲", theme.gain) } else { ("▼", theme.loss) };
        put(buf, area, ends.gap + 1, 0, &format!("{sign}{}", won.unsigned_abs()), style);
    }
    if scene.selected == Some(row.bib) {
        paint_row(buf, area, 0, theme.selected);
    }
}

/// The sign before a name and its style: first on points, first on the road.
fn sign(scene: &Scene, row: &Standing, plain: Style) -> (&'static str, Style) {
    match Some(row.bib) {
        bib if bib == scene.leader() => (LEADER_SIGN, scene.theme.led),
        bib if bib == scene.head() => (HEAD_SIGN, scene.theme.head),
        _ => ("", plain),
    }
}

/// The rider's chance of winning at the moment shown.
fn chance(scene: &Scene, bib: Bib) -> Option<f64> {
    let (_, tally) = scene.chances?.now.as_ref()?;
    let rider = scene.programme.roster.iter().position(|entry| entry.bib == bib)?;
    tally.chance(rider).map(|chance| chance.share)
}

fn laps(n: i32) -> String {
    if n == 0 { "·".into() } else { signed(n) }
}

fn lap_style(scene: &Scene, laps: i32) -> Style {
    match laps {
        0 => scene.theme.faint,
        n if n > 0 => scene.theme.gain,
        _ => scene.theme.loss,
    }
}

/// Points to the leader, or to the rider who is followed.
fn gap(scene: &Scene, row: &Standing) -> String {
    let from = scene.followed().and_then(|bib| scene.standing(bib)).or(scene.standings().rows.first());
    match from {
        None => String::new(),
        Some(from) if from.bib == row.bib => "—".into(),
        Some(from) if scene.programme.laps_first && from.laps != row.laps => lap_count(row.laps - from.laps),
        Some(from) => signed(row.total - from.total),
    }
}
