//! The race for a class: laps to go, the track, the first eight and one line of commentary, to be read across a room.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::lines::whole;
use super::{counter, strip, track};
use crate::rules::Standing;
use crate::tui::block;
use crate::tui::oval::Oval;
use crate::tui::scene::{Scene, is_out};
use crate::tui::text::{pad, put, put_centre, width, wrap_in};
use crate::tui::theme::{HEAD_SIGN, LEADER_SIGN};

/// Riders in the table.
const SHOWN: usize = 8;
/// Characters of a row in large letters: place, label, total, and blanks between.
const ROW: usize = 10;

/// Draws it into the body of the screen.
pub fn view(scene: &Scene, area: Rect, buf: &mut Buffer) {
    let rows = usize::from(area.height);
    let said = rows.min(2);
    let body = Rect { height: area.height - said as u16, ..area };
    lines(scene, Rect { y: body.bottom(), height: said as u16, ..area }, buf);
    let table = (ROW * block::WIDTH) as u16;
    let large = body.width >= table + 40 && usize::from(body.height) >= SHOWN * block::HEIGHT;
    let table = if large { table } else { (body.width / 2).min(36) };
    let stage = Rect { width: body.width.saturating_sub(table + 2), ..body };
    let right = Rect { x: stage.right() + 2, width: table.min(body.width), ..body };
    // Flat enough that there is room inside for words.
    let height = stage.height.min(stage.width * 2 / 5);
    let field = Rect { y: stage.y + (stage.height - height) / 2, height, ..stage };
    if Oval::fit(field).is_some_and(|oval| oval.infield().width >= 26 && oval.infield().height >= 8) {
        if let Some(infield) = track::view(scene, field, buf) {
            counter::view(scene, infield, buf);
            track::names(scene, field, buf);
        }
    } else {
        let strip = Rect { height: stage.height.min(2), ..stage };
        strip::view(scene, strip, buf);
        counter::view(scene, Rect { y: strip.bottom(), height: stage.height - strip.height, ..stage }, buf);
    }
    let all = scene.standings().rows.iter().filter(|row| !is_out(row)).take(SHOWN.min(usize::from(right.height)));
    let apart = if large { usize::from(right.height) / SHOWN } else { (usize::from(right.height) / SHOWN).clamp(1, 2) };
    for (k, row) in all.enumerate() {
        let area = Rect { y: right.y + (k * apart) as u16, ..right };
        if large { rider(scene, row, area, buf) } else { plain(scene, row, area, buf) }
    }
}

/// A rider in large letters: place, label and total.
fn rider(scene: &Scene, row: &Standing, area: Rect, buf: &mut Buffer) {
    let theme = scene.theme;
    let is_leader = scene.leader() == Some(row.bib);
    let style = if is_leader { theme.leader } else { theme.strong };
    let place = row.rank.map_or(String::new(), |n| n.to_string());
    let total = row.total.to_string();
    block::write(buf, area, 0, &place, theme.dim);
    block::write(buf, area, 2 * block::WIDTH, &scene.programme.label(row.bib), style);
    let left = ROW.saturating_sub(total.chars().count()) * block::WIDTH;
    block::write(buf, area, left, &total, style);
}

/// A rider in a row of text.
fn plain(scene: &Scene, row: &Standing, area: Rect, buf: &mut Buffer) {
    let theme = scene.theme;
    let style = if scene.leader() == Some(row.bib) { theme.led } else { theme.strong };
    let sign = match Some(row.bib) {
        bib if bib == scene.leader() => LEADER_SIGN,
        bib if bib == scene.head() => HEAD_SIGN,
        _ => " ",
    };
    let score = scene.score(row);
    let room = usize::from(area.width).saturating_sub(7 + width(&score) + 2);
    let name = pad(&scene.programme.family(row.bib), room);
    put(buf, area, 0, 0, &format!("{:>4} {sign} {name} {score}", scene.rank(row)), style);
}

/// What was said last, in the middle.
fn lines(scene: &Scene, area: Rect, buf: &mut Buffer) {
    let Some(said) = scene.programme.said(scene.at()).last() else { return };
    let (room, rows) = (usize::from(area.width), usize::from(area.height));
    for (y, line) in wrap_in(whole(&said.text, room, rows), room, rows).iter().enumerate() {
        put_centre(buf, area, y, line, scene.theme.strong);
    }
}
