//! The lap counter: laps to go in big figures, the bell, the next sprint, who leads where.
//!
//! ```text
//!   ██████  ██████
//!   ▀▀▀▀██  ██▀▀▀▀
//!   ██████  ██████        laps to go for the head of the race
//!     laps to go
//!  sprint 14 of 16 in 7
//!   ★ LLANERAS  62        first on points
//!   ▶ IGNATIEV            at the front
//! ```

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::tui::figures;
use crate::tui::scene::Scene;
use crate::tui::text::{pad, put, put_all, put_centre, scored, width, wrap};
use crate::tui::theme::{HEAD_SIGN, LEADER_SIGN, ScreenTheme};

/// Draws as much as `area` has rows for; in few rows, everything in words.
pub fn view(scene: &Scene, area: Rect, buf: &mut Buffer) {
    if area.is_empty() {
        return;
    }
    let left = scene.view().counter.to_go;
    if area.height < 7 {
        return match figures::size(left, usize::from(area.width) / 2, usize::from(area.height)) {
            Some((columns, _)) if fits_beside(scene, columns, area) => beside(scene, columns, area, buf),
            _ => words(scene, area, buf),
        };
    }
    let theme = scene.theme;
    let counter = scene.view().counter;
    let rows = usize::from(area.height);
    let mut notes = notes(scene, usize::from(area.width));
    // Notes go below, and large digits leave a row above and below too.
    let free = rows.saturating_sub(notes.len());
    let fits = |rows: usize| figures::size(left, usize::from(area.width), rows).map(|(_, rows)| rows);
    let cut = fits(free.saturating_sub(2)).or_else(|| fits(free)).unwrap_or(figures::HEIGHT);
    if notes.len() > rows - cut && !counter.over {
        // There is no room for all notes. What the digits are needs no explanation; who leads where does.
        notes.remove(0);
    }
    notes.truncate(rows - cut);
    let spare = rows - cut - notes.len();
    let (top, gap) = (spare.div_ceil(2), usize::from(spare >= 3));
    let figure = if counter.bell { ScreenTheme::drawn(theme.bell) } else { theme.figures };
    let place = Rect { y: area.y + top as u16, height: cut as u16, ..area };
    if figures::view(counter.to_go, place, figure, buf) == 0 {
        put_centre(buf, area, top, &to_go(scene), theme.figures);
    }
    for (i, (text, style)) in notes.iter().enumerate() {
        put_centre(buf, area, top + cut + gap + i, text, *style);
    }
}

/// Whether the notes fit beside digits of `columns` as they are.
fn fits_beside(scene: &Scene, columns: usize, area: Rect) -> bool {
    let room = usize::from(area.width).saturating_sub(columns + 3);
    notes(scene, room).iter().all(|(text, _)| width(text) <= room)
}

/// Draws the digits in the first `columns` of a low area, and the notes beside them.
fn beside(scene: &Scene, columns: usize, area: Rect, buf: &mut Buffer) {
    let counter = scene.view().counter;
    let figure = if counter.bell { ScreenTheme::drawn(scene.theme.bell) } else { scene.theme.figures };
    let room = usize::from(area.width) - columns - 3;
    let notes = notes(scene, room);
    let widest = notes.iter().map(|(text, _)| width(text)).max().unwrap_or(0).min(room);
    let left = (room - widest) / 2;
    let digits = Rect { x: area.x + left as u16, width: columns as u16, ..area };
    figures::view(counter.to_go, digits, figure, buf);
    let top = usize::from(area.height).saturating_sub(notes.len()) / 2;
    for (y, (text, style)) in notes.iter().enumerate() {
        put(buf, area, left + columns + 3, top + y, text, *style);
    }
}

/// The lines below the digits: what they are, the next sprint or what was just decided, who leads where.
fn notes(scene: &Scene, room: usize) -> Vec<(String, Style)> {
    let theme = scene.theme;
    let counter = scene.view().counter;
    let label = match counter.to_go {
        n if counter.over && n > 0 => ("the race was stopped", theme.strong),
        _ if counter.over => ("the race is over", theme.strong),
        1 => ("lap to go", theme.dim),
        _ => ("laps to go", theme.dim),
    };
    let mut notes = vec![(label.0.to_owned(), label.1)];
    match scene.flash {
        // Of a group that gains a lap everybody is named.
        Some(flash) => {
            let lines = wrap(&flash.text, room.saturating_sub(4).max(8));
            notes.extend(lines.into_iter().map(|line| (format!("  {line}  "), theme.flash)));
        }
        None if counter.over => {}
        None => {
            let said = sprint(scene, false);
            notes.push(if width(&said.0) > room { sprint(scene, true) } else { said });
        }
    }
    let leader = scene.leader().map(|bib| {
        let score = scene.standing(bib).map(|row| scene.score(row)).unwrap_or_default();
        let what = match (scene.standings().is_final, scene.programme.laps_first) {
            (true, _) => "wins",
            (false, true) => "on laps",
            (false, false) => "on points",
        };
        (format!("{LEADER_SIGN} {}", scored(&scene.programme.family(bib), &score)), what, theme.leader)
    });
    let head =
        scene.head().map(|bib| (format!("{HEAD_SIGN} {}", scene.programme.family(bib)), "at the front", theme.head));
    let names: Vec<_> = leader.into_iter().chain(head).collect();
    let wide = |part: fn(&(String, &'static str, Style)) -> usize| names.iter().map(part).max().unwrap_or(0);
    let (name, what) = (wide(|n| width(&n.0)), wide(|n| width(n.1)));
    // The sign says it too; a name that is cut says nothing.
    let has_room = name + 2 + what <= room;
    notes.extend(names.into_iter().map(|n| {
        let text = if has_room { format!("{}  {}", pad(&n.0, name), pad(n.1, what)) } else { n.0 };
        (text, n.2)
    }));
    notes
}

/// "sprint 14 of 16 in 7 laps"; in the sprint's own lap, the bell and the metres left.
fn sprint(scene: &Scene, brief: bool) -> (String, Style) {
    let theme = scene.theme;
    let view = scene.view();
    let Some(n) = view.counter.next_sprint else {
        let decided = view.counter.over && view.counter.to_go == 0;
        return (if decided { "all sprints decided" } else { "no sprint to come" }.to_owned(), theme.dim);
    };
    let last = match n {
        _ if n == view.sprints => "last sprint".to_owned(),
        _ if brief => format!("sprint {n}"),
        _ => format!("sprint {n} of {}", view.sprints),
    };
    let left = view.laps_to_sprint.unwrap_or(0.0).max(0.0);
    if view.counter.bell {
        (format!(" BELL · {last} · {:.0} m ", left * view.lap_m), theme.bell)
    } else {
        let laps = libm::ceil(left) as u32;
        (format!("{last} in {laps} lap{}", if laps == 1 { "" } else { "s" }), theme.text)
    }
}

fn to_go(scene: &Scene) -> String {
    let over = scene.view().counter.over;
    match scene.view().counter.to_go {
        0 if over => "over".to_owned(),
        n if over => format!("stopped, {n} laps to go"),
        1 => "1 lap to go".to_owned(),
        n => format!("{n} laps to go"),
    }
}

/// Everything in one to six lines.
fn words(scene: &Scene, area: Rect, buf: &mut Buffer) {
    let theme = scene.theme;
    let (text, style) = match scene.flash {
        Some(flash) => (flash.text.clone(), theme.flash),
        None => {
            let (text, style) = sprint(scene, area.width < 48);
            let has_room = width(&text) <= usize::from(area.width);
            (if has_room { text } else { text.trim_end_matches(" laps").to_owned() }, style)
        }
    };
    if area.height == 1 {
        let left = to_go(scene).replace(if area.width < 48 { "laps " } else { "" }, "");
        put_all(buf, area, 0, 0, &[(&left, theme.figures), (" · ", theme.faint), (&text, style)]);
        return;
    }
    put(buf, area, 0, 0, &to_go(scene), theme.figures);
    put(buf, area, 0, 1, &text, style);
    for (y, (text, style)) in notes(scene, usize::from(area.width)).into_iter().skip(2).enumerate() {
        put(buf, area, 0, 2 + y, &text, style);
    }
}
