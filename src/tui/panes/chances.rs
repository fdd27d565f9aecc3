//! Chances of winning: who has which now, how they developed, and what moved them. Nothing later than the moment shown.
//!
//! ```text
//! chances of winning ────────────────────────────────
//! 400 races from 0:30:18 on, by the model's riders
//! A FULST        83 %   79–86  ████████████████──
//! B IGNATIEV      6 %    4–9   █─────────────────
//! 100┤                         ⢀⠤⠒⠉A
//!    │⠤⠤⠤⠒⠒⠒⠊⠉⠉⠒⠤⠤⠒⠒⠊⠉⠉⠁
//!   0┤⣀⣀⣀⣀⣀⣀⠤⠤⠤⠤⠤⠤⠒⠒⠒⠤⠤⠤⠤⠤⠤⣀⣀B
//!    └────────────────────────────────────────────
//!     0         40        80       120        160
//! what moved them, in per cent of races
//!  34 ± 9   ▲ lap 96 IGNATIEV, WYNANTS             FULST +28
//! ```

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::parts::{empty, gauge, heading};
use crate::chances::{Event, EventKind, ForkTally, Leverage, WinChance, leading};
use crate::chart::braille::{Canvas, Stroke};
use crate::player::Mode;
use crate::tui::chances::Known;
use crate::tui::scene::Scene;
use crate::tui::text::{cut, pad, put, put_right, signed, width, wrap};
use crate::tui::theme::LINES;
use crate::units::{Bib, Micros};

/// Rows of dots in the curve, at least and at most; the axis and its labels take [`AXIS`] more.
const CURVE: std::ops::RangeInclusive<usize> = 5..=12;
const AXIS: usize = 2;
/// Rows from which on there is a curve.
const ROOM: usize = 14;
/// Columns before the dots.
const LEFT: usize = 4;
/// A smaller chance gets no row, except for the first [`LINES`] riders.
const LITTLE: f64 = 0.005;

/// Draws the list and, if there is room, the curve and what moved it.
pub fn view(scene: &Scene, area: Rect, buf: &mut Buffer) {
    let theme = scene.theme;
    let area = heading(theme, "chances of winning", area, buf);
    if scene.hides_legs() {
        let why =
            "Chances are hidden: they rest on legs that are estimated from the result of this race. s shows them.";
        for (y, line) in wrap(why, usize::from(area.width)).iter().enumerate() {
            put(buf, area, 0, y, line, theme.dim);
        }
        return;
    }
    let Some(known) = scene.chances else {
        return empty(theme, "this race cannot be ridden on, so nobody can say", area, buf);
    };
    put(buf, area, 0, 0, &said(scene, known), theme.dim);
    let rows = usize::from(area.height).saturating_sub(1);
    let order = order(known);
    let has_curve = rows >= ROOM && usize::from(area.width) >= 40;
    let curve = if has_curve { (rows * 2 / 5).clamp(*CURVE.start(), *CURVE.end()) + AXIS + 1 } else { 0 };
    let listed = if has_curve { (rows - curve).saturating_sub(5).clamp(LINES, 2 * LINES) } else { rows };
    let below = |from: usize, height: usize| {
        let from = from.min(usize::from(area.height)) as u16;
        Rect { y: area.y + from, height: (height as u16).min(area.height - from), ..area }
    };
    let used = list(scene, known, &order, below(1, listed), buf);
    if has_curve {
        draw_curve(scene, known, &order, below(2 + used, curve - 1), buf);
        moved(scene, known, below(1 + used + curve, rows), buf);
    }
}

/// How many races the figures rest on, and from which moment.
fn said(scene: &Scene, known: &Known) -> String {
    let Some((at, tally)) = &known.now else { return "riding on from here …".to_owned() };
    let whose = if scene.programme.mode == Mode::Directed { ", by the model's riders" } else { "" };
    match tally.is_decided() {
        true => "the race is decided".to_owned(),
        false => format!("{} races from {} on{whose}", tally.races(), at.clock()),
    }
}

/// Riders by their chance now, then by the best they had.
fn order(known: &Known) -> Vec<usize> {
    let mut order = leading(known.curve.moments.iter().map(|m| &m.1).chain(known.now.iter().map(|n| &n.1)));
    if let Some((_, tally)) = &known.now {
        order.sort_by_key(|&r| std::cmp::Reverse(tally.wins(r)));
    }
    order
}

/// Lists the chances; returns the rows used.
fn list(scene: &Scene, known: &Known, order: &[usize], area: Rect, buf: &mut Buffer) -> usize {
    let Some((_, tally)) = &known.now else { return usize::from(area.height).min(LINES) };
    let theme = scene.theme;
    let all = usize::from(area.width);
    let name = (all / 3).clamp(8, 16);
    let mut y = 0;
    for (k, &r) in order.iter().enumerate().take(usize::from(area.height)) {
        let (Some(chance), Some(bib)) = (tally.chance(r), bib(scene, r)) else { continue };
        if k >= LINES && chance.share < LITTLE {
            break;
        }
        let (sign, style) = line(scene, k);
        put(buf, area, 0, y, &sign.to_string(), style);
        let family = pad(&scene.programme.family(bib), name);
        put(buf, area, 2, y, &family, if scene.selected == Some(bib) { theme.strong } else { theme.text });
        let end = 2 + name + 6;
        put_right(buf, area, end, y, &percent(chance.share), theme.strong);
        let x = put(buf, area, end + 2, y, &pad(&between(chance), 8), theme.dim);
        if all > x + 6 {
            gauge(buf, area, x, y, (all - x).min(30), chance.share, (style, theme.faint));
        }
        y += 1;
    }
    y
}

/// The curve of the first few over the whole length of the race, up to now.
fn draw_curve(scene: &Scene, known: &Known, order: &[usize], area: Rect, buf: &mut Buffer) {
    let theme = scene.theme;
    let (columns, rows) = (usize::from(area.width).saturating_sub(LEFT + 1), usize::from(area.height) - AXIS);
    let laps = f64::from(scene.programme.laps.max(1));
    let moments: Vec<(f64, &ForkTally)> =
        points(scene, known).map(|(at, tally)| (scene.programme.lap(at), tally)).collect();
    let mut canvas = Canvas::new(columns, rows);
    let (w, h) = ((columns * 2).saturating_sub(1) as f64, (rows * 4).saturating_sub(1) as f64);
    for (k, &r) in order.iter().enumerate().take(LINES).rev() {
        let dot = |(lap, tally): &(f64, &ForkTally)| {
            let share = tally.chance(r).map_or(0.0, |chance| chance.share);
            (libm::round(lap / laps * w) as i64, libm::round((1.0 - share) * h) as i64)
        };
        let path: Vec<(i64, i64)> = moments.iter().map(dot).collect();
        let pen = line(scene, k).0;
        if theme.strokes {
            canvas.set_stroke(Stroke::ALL[k % Stroke::ALL.len()]);
        }
        canvas.path(&path, false, 1, pen);
        // Each line bears its letter once, at a different part of the race, for those who cannot tell the colours
        // apart.
        if let Some(&at) = path.get(path.len() * (k + 1) / (LINES + 1)) {
            canvas.sign(at, pen);
        }
        if let Some(&(x, y)) = path.last() {
            canvas.sign((x + 2, y), pen);
        }
    }
    for y in 0..rows {
        let tick = match y {
            0 => "100┤",
            y if y == rows - 1 => "  0┤",
            y if y == (rows - 1) / 2 => " 50┤",
            _ => "   │",
        };
        put(buf, area, 0, y, tick, theme.dim);
        for (x, (shape, pen)) in canvas.cells(y, false).enumerate() {
            if shape != ' ' {
                let style =
                    (0..LINES).map(|k| line(scene, k)).find(|(sign, _)| *sign == pen).map_or(theme.text, |l| l.1);
                put(buf, area, LEFT + x, y, &shape.to_string(), style);
            }
        }
    }
    put(buf, area, 3, rows, &format!("└{}", "─".repeat(columns)), theme.dim);
    for quarter in 0..=4_u32 {
        let lap = scene.programme.laps * quarter / 4;
        let label = if quarter == 4 { format!("{lap} laps") } else { lap.to_string() };
        let x = LEFT + (f64::from(lap) / laps * columns.saturating_sub(1) as f64) as usize;
        let x =
            (x + 1).saturating_sub(width(&label) / 2 + 1).min(usize::from(area.width).saturating_sub(width(&label)));
        put(buf, area, x, rows + 1, &label, theme.dim);
    }
}

/// Every moment counted, with the one on the screen as the last.
fn points<'a>(scene: &Scene, known: &'a Known) -> impl Iterator<Item = (Micros, &'a ForkTally)> {
    let now = known.now.as_ref().map(|(at, tally)| (*at, tally));
    let last = now.map_or(scene.at(), |(at, _)| at);
    let before = known.curve.moments.iter().filter(move |moment| moment.0 < last);
    before.map(|(at, tally)| (*at, tally)).chain(now)
}

/// What moved the chances so far, the greatest effect first.
fn moved(scene: &Scene, known: &Known, area: Rect, buf: &mut Buffer) {
    let theme = scene.theme;
    if area.height < 2 {
        return;
    }
    put(buf, area, 0, 0, "biggest swings (points of win chance)", theme.title);
    let known = known.curve.leverages();
    if known.is_empty() {
        put(buf, area, 0, 1, "nothing so far", theme.dim);
    }
    for (y, (event, leverage)) in (1..usize::from(area.height)).zip(&known) {
        let sure = leverage.size > leverage.half;
        let (size, style) = (size(leverage), if sure { theme.strong } else { theme.dim });
        put_right(buf, area, 8, y, &size, style);
        let end = usize::from(area.width);
        let x = match leverage.moved.first().and_then(|&(r, more)| Some((bib(scene, r)?, more))) {
            Some((bib, more)) => {
                let who =
                    format!("{} {}", cut(&scene.programme.family(bib), 12), signed(libm::round(100.0 * more) as i32));
                put_right(buf, area, end, y, &who, if more > 0.0 { theme.gain } else { theme.loss })
            }
            None => end,
        };
        let what = what(scene, event);
        put(buf, area, 10, y, &cut(&what, x.saturating_sub(11)), if sure { theme.text } else { theme.dim });
    }
}

/// "sprint 5", "▲ lap 95.9 FULST, SCHEP".
fn what(scene: &Scene, event: &Event) -> String {
    match &event.what {
        EventKind::Sprint(n) => format!("sprint {n}"),
        EventKind::Gain(bibs) => {
            let names: Vec<String> = bibs.iter().map(|bib| scene.programme.family(*bib)).collect();
            format!("▲ lap {:.0} {}", event.lap, names.join(", "))
        }
    }
}

/// "34 ± 9".
fn size(leverage: &Leverage) -> String {
    format!("{:.0} ± {:.0}", 100.0 * leverage.size.max(0.0), 100.0 * leverage.half)
}

/// "83 %".
#[must_use]
pub fn percent(share: f64) -> String {
    format!("{:.0} %", 100.0 * share)
}

fn between(chance: WinChance) -> String {
    let [low, high] = [chance.interval.low, chance.interval.high].map(|x| libm::round(100.0 * x));
    if low == high { String::new() } else { format!("{low}–{high}") }
}

/// The letter and style of the rider at place `k` of the list; only the first [`LINES`] have a letter.
fn line(scene: &Scene, k: usize) -> (char, Style) {
    if k < LINES { (char::from(b'A' + k as u8), scene.theme.line(k)) } else { (' ', scene.theme.text) }
}

fn bib(scene: &Scene, rider: usize) -> Option<Bib> {
    scene.programme.roster.get(rider).map(|entry| entry.bib)
}
