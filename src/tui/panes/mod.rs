//! The panes of the race screen, each drawn from a [`Scene`] into an area of any size.

pub mod bar;
pub mod card;
pub mod chances;
pub mod charts;
pub mod counter;
pub mod editions;
pub mod groups;
pub mod header;
pub mod help;
pub mod lines;
pub mod orders;
pub mod outlook;
pub mod rider;
pub mod rival;
pub mod standings;
pub mod tiny;
pub mod track;
pub mod why;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::widgets::{Clear, Widget};

use super::app::Page;
use super::layout::{Plan, Size, plan};
use super::scene::Scene;
use super::text::{paint_row, put, width, wrap, wrap_whole};
use super::theme::Theme;

/// Draws the whole screen.
pub fn view(scene: &Scene, page: Page, area: Rect, buf: &mut Buffer) {
    let plan = plan(area, scene.programme.roster.len());
    if plan.size == Size::Tiny {
        return tiny::view(scene, area, buf);
    }
    header::view(scene, plan.header, buf);
    bar::view(scene, plan.bar, buf);
    help::footer(scene, page, plan.footer, buf);
    let body = Rect { y: plan.header.bottom(), height: plan.bar.y.saturating_sub(plan.header.bottom()), ..plan.header };
    match page {
        Page::Help => return help::view(scene, body, buf),
        Page::Charts => return charts::view(scene, body, buf),
        _ => {}
    }
    if page == Page::Race || plan.size >= Size::Wide {
        stage(scene, &plan, buf);
    }
    match page {
        Page::Race | Page::Help | Page::Charts => {
            standings::view(scene, plan.standings, buf);
            card::view(scene, plan.card, buf);
        }
        Page::Rider => rider::view(scene, plan.page, buf),
        Page::Why => why::view(scene, plan.page, buf),
        Page::Editions => editions::view(scene, plan.page, buf),
        Page::Orders => orders::view(scene, plan.page, buf),
        Page::Rival => rival::view(scene, plan.page, buf),
        Page::Outlook => outlook::view(scene, plan.page, buf),
        Page::Chances => chances::view(scene, plan.page, buf),
    }
}

/// Track, counter, groups and lines: what is going on.
fn stage(scene: &Scene, plan: &Plan, buf: &mut Buffer) {
    if let Some(infield) = track::view(scene, plan.track, buf) {
        counter::view(scene, infield, buf);
        track::names(scene, plan.track, buf);
    }
    counter::view(scene, plan.counter, buf);
    groups::view(scene, plan.groups, buf);
    lines::view(scene, plan.lines, buf);
}

/// A heading with a rule after it; returns the area below. Areas of less than four rows go without.
pub fn heading(theme: &Theme, title: &str, area: Rect, buf: &mut Buffer) -> Rect {
    if area.height < 4 {
        return area;
    }
    let x = put(buf, area, 0, 0, title, theme.title) + 1;
    put(buf, area, x, 0, &"─".repeat(usize::from(area.width).saturating_sub(x)), theme.faint);
    Rect { y: area.y + 1, height: area.height - 1, ..area }
}

/// A gauge of `cells` cells filled to `part` (0 to 1), with the rest as a thin line.
pub fn gauge(buf: &mut Buffer, area: Rect, x: usize, y: usize, cells: usize, part: f64, style: (Style, Style)) {
    let full = libm::round(part.clamp(0.0, 1.0) * cells as f64) as usize;
    let x = put(buf, area, x, y, &"█".repeat(full), style.0);
    put(buf, area, x, y, &"─".repeat(cells - full), style.1);
}

/// Says something whole over the last rows of the screen.
pub fn notice(theme: &Theme, text: &str, area: Rect, buf: &mut Buffer) {
    let room = usize::from(area.width).saturating_sub(2);
    // A path may be longer than a row, and is of no use when it is cut.
    let lines = wrap_whole(text, room);
    let rows = (lines.len() as u16).min(area.height);
    let area = Rect { y: area.bottom() - rows, height: rows, ..area };
    Clear.render(area.intersection(buf.area), buf);
    for (y, line) in lines.iter().enumerate() {
        paint_row(buf, area, y, theme.flash);
        put(buf, area, 1, y, line, theme.flash);
    }
}

/// Says in the middle of an empty panel why it is empty.
pub fn empty(theme: &Theme, why: &str, area: Rect, buf: &mut Buffer) {
    if usize::from(area.width) >= width(why) {
        put(buf, area, 0, 0, why, theme.dim);
    } else {
        for (y, line) in wrap(why, usize::from(area.width)).iter().enumerate() {
            put(buf, area, 0, y, line, theme.dim);
        }
    }
}
