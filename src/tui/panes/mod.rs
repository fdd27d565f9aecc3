//! The panes of the race screen, each drawn from a [`Scene`] into an area of any size.

pub mod bar;
pub mod card;
pub mod chances;
pub mod charts;
pub mod counter;
pub mod editions;
pub mod finish;
pub mod groups;
pub mod header;
pub mod help;
pub mod hit;
pub mod lesson;
pub mod lines;
pub mod orders;
pub mod outlook;
pub mod palette;
mod parts;
pub mod predict;
pub mod present;
pub mod rider;
pub mod rival;
pub mod rule;
pub mod standings;
pub mod strip;
pub mod tiny;
pub mod track;
pub mod why;
pub mod words;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::{Clear, Widget};

use super::layout::{self, ScreenPlan, ScreenSize};
use super::page::Page;
use super::scene::Scene;
use super::text::{put, width, wrap_whole};
pub use parts::notice;

/// Draws a page into an area.
type View = fn(&Scene, Rect, &mut Buffer);

/// Where a page is drawn, and by which pane.
enum Body {
    /// The race: track, groups and commentary, with the table and the sprint card.
    Race,
    /// In place of the table, with the race on the left if there is room for both.
    Beside(View),
    /// In place of everything but the table, or of that too if there is little room.
    Over(View),
    /// Over the whole body.
    Whole(View),
}

/// The body of each page.
fn body(page: Page, present: bool) -> Body {
    match page {
        Page::Race => Body::Race,
        Page::Rider => Body::Beside(rider::view),
        Page::Why => Body::Beside(why::view),
        Page::Editions => Body::Beside(editions::view),
        Page::Orders => Body::Beside(orders::view),
        Page::Rival => Body::Beside(rival::view),
        Page::Outlook => Body::Beside(outlook::view),
        Page::Chances => Body::Beside(chances::view),
        Page::Charts => Body::Whole(charts::view),
        Page::Help => Body::Whole(help::view),
        Page::Palette => Body::Beside(palette::view),
        Page::Finish => Body::Over(finish::view),
        Page::Words => Body::Beside(words::view),
        Page::Rule => Body::Beside(rule::view),
        Page::Predict if present => Body::Whole(predict::large),
        Page::Predict => Body::Beside(predict::view),
    }
}

/// Draws the whole screen with `page` open.
pub fn view(scene: &Scene, page: Page, area: Rect, buf: &mut Buffer) {
    let plan = layout::plan(area, scene.programme.roster.len());
    let plan = plan.with_groups(groups::rows(scene, plan.groups.width));
    if plan.size == ScreenSize::Tiny {
        return tiny::view(scene, area, buf);
    }
    header::view(scene, plan.header, buf);
    if scene.quiet.is_none() {
        bar::view(scene, plan.bar, buf);
    }
    help::footer(scene, page, plan.footer, buf);
    let is_whole = matches!(body(page, scene.present), Body::Whole(_)) || (scene.present && page == Page::Race);
    if plan.size == ScreenSize::Full && !is_whole {
        code_above(scene, &plan, buf);
    }
    match body(page, scene.present) {
        Body::Race | Body::Over(_) if scene.present => {
            let top = plan.header.bottom();
            present::view(scene, Rect { y: top, height: plan.bar.y.saturating_sub(top), ..plan.header }, buf);
        }
        Body::Over(view) if plan.size >= ScreenSize::Wide => {
            let stage = plan.track.union(plan.groups).union(plan.lines);
            view(scene, stage, buf);
            standings::view(scene, plan.standings, buf);
            card::view(scene, plan.card, buf);
        }
        Body::Over(view) => view(scene, plan.page, buf),
        Body::Race => {
            stage(scene, &plan, buf);
            standings::view(scene, plan.standings, buf);
            card::view(scene, plan.card, buf);
        }
        Body::Beside(view) => {
            if plan.size >= ScreenSize::Wide {
                stage(scene, &plan, buf);
            }
            view(scene, plan.page, buf);
        }
        Body::Whole(view) => {
            let top = plan.header.bottom();
            view(scene, Rect { y: top, height: plan.bar.y.saturating_sub(top), ..plan.header }, buf);
        }
    }
    if matches!(page, Page::Orders | Page::Rival) {
        code_alone(scene, &plan, area, buf);
    }
}

/// The code of the run in the blank row below the header, if it fits there whole.
fn code_above(scene: &Scene, plan: &ScreenPlan, buf: &mut Buffer) {
    let row = Rect { y: plan.header.bottom(), ..plan.header };
    if let Some(code) = scene.code().filter(|code| width(code) <= usize::from(row.width)) {
        put(buf, row, 0, 0, code, scene.theme.faint.patch(scene.theme.dim));
    }
}

/// The code of the run above the footer, over the time bar, with nothing beside it: a mouse copies whole lines.
fn code_alone(scene: &Scene, plan: &ScreenPlan, area: Rect, buf: &mut Buffer) {
    let lines = scene.code().map(|code| wrap_whole(code, usize::from(area.width))).unwrap_or_default();
    let rows = (lines.len() as u16).max(plan.bar.height).min(plan.footer.y.saturating_sub(plan.header.bottom()));
    let place = Rect { y: plan.footer.y - rows, height: rows, ..area };
    if lines.is_empty() {
        return;
    }
    Clear.render(place.intersection(buf.area), buf);
    buf.set_style(place.intersection(buf.area), scene.theme.ground);
    for (y, line) in lines.iter().rev().take(usize::from(rows)).rev().enumerate() {
        put(buf, place, 0, y, line, scene.theme.dim);
    }
}

/// Track, counter, groups and commentary: what is going on.
fn stage(scene: &Scene, plan: &ScreenPlan, buf: &mut Buffer) {
    if let Some(infield) = track::view(scene, plan.track, buf) {
        counter::view(scene, infield, buf);
        track::names(scene, plan.track, buf);
    }
    strip::view(scene, plan.strip, buf);
    counter::view(scene, plan.counter, buf);
    if scene.quiet.is_some() {
        // Groups have names, and the commentary tells.
        return;
    }
    groups::view(scene, plan.groups, buf);
    groups::line(scene, plan.gaps, buf);
    lines::view(scene, plan.lines, buf);
}
