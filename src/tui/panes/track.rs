//! The track from above, with every rider in place.
//!
//! ```text
//!      ⣀⣤⠤⠤⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠤⠤⣤⣀          ● bunch  ◆ break  ■ chase  ○ off the back
//!   ⢠⠊      FULST          ⠑⡄        ★ first on points, named
//!   ⢸ ◆★                    ⡇        ▶ first on the road, named
//!    ⠑⢄⣀ ●●●●●●●●┃        ⣀⠤⠊        ┃ the line
//! ```
//!
//! Colours and shapes both tell groups apart. The selected rider is shown in reverse and named.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::{Modifier, Style};

use crate::race::view::{GroupKind, RiderView};
use crate::tui::oval::{Dots, HIGH, LOW, Oval};
use crate::tui::scene::Scene;
use crate::tui::text::{cut, is_blank, is_free_of_text, put, width};
use crate::tui::theme::{HEAD_SIGN, LEADER_SIGN, ScreenTheme, group_sign};
use crate::units::Bib;

/// Points at which the edges are sampled: more than any terminal has dots along them.
const SAMPLES: u32 = 1600;

/// A name nearer to what is written inside the track would be read as part of it.
const APART: usize = 6;

/// Draws the track and its riders; returns the free area inside it, or `None` if no track fits.
pub fn view(scene: &Scene, area: Rect, buf: &mut Buffer) -> Option<Rect> {
    let oval = Oval::fit(area)?;
    surface(scene, &oval, area, buf);
    for rider in riders(scene) {
        let (x, y) = spot(scene, &oval, rider);
        let (sign, style) = look(scene, rider);
        put(buf, area, x, y, sign, style);
    }
    Some(oval.infield())
}

/// Riders on the track, the most important last, so that they are drawn on top.
pub(super) fn riders<'a>(scene: &Scene<'a>) -> Vec<&'a RiderView> {
    let mut riders: Vec<&RiderView> = scene.view().riders.iter().filter(|r| r.riding).collect();
    riders.sort_by_key(|r| importance(scene, r));
    riders
}

fn surface(scene: &Scene, oval: &Oval, area: Rect, buf: &mut Buffer) {
    let theme = scene.theme;
    let lap = |i: u32| f64::from(i) / f64::from(SAMPLES);
    // The edges light up with the flash.
    let lit = scene.flash.map(|_| ScreenTheme::drawn(theme.bell));
    for (height, style) in [(1.12, theme.faint), (-0.12, theme.inner)] {
        let mut dots = Dots::new(area);
        (0..SAMPLES).for_each(|i| dots.set(oval.dot(lap(i), height)));
        for (x, y, c) in dots.drawn() {
            put(buf, area, x, y, c.encode_utf8(&mut [0; 4]), lit.unwrap_or(style));
        }
    }
    let style = if scene.view().counter.bell { ScreenTheme::drawn(theme.bell) } else { theme.strong };
    for i in 0..=8 {
        let (x, y) = oval.cell(oval.dot(0.0, f64::from(i) / 8.0));
        put(buf, area, x, y, "┃", style);
    }
}

/// The rider who is drawn at `at`, if the track is drawn in `area`.
#[must_use]
pub fn rider_at(scene: &Scene, area: Rect, at: Position) -> Option<Bib> {
    let oval = Oval::fit(area).filter(|_| area.contains(at))?;
    let here = |rider: &&&RiderView| {
        let (x, y) = spot(scene, &oval, rider);
        (area.x + x as u16, area.y + y as u16) == (at.x, at.y)
    };
    riders(scene).iter().rev().find(here).map(|rider| rider.bib)
}

/// The cell in which a rider is drawn.
fn spot(scene: &Scene, oval: &Oval, rider: &RiderView) -> (usize, usize) {
    let height = (rider.height_m / scene.programme.width_m.max(1.0)).clamp(0.0, 1.0);
    oval.cell(oval.dot(rider.place_m / scene.view().lap_m, LOW + (HIGH - LOW) * height))
}

/// Riders of higher importance are drawn over others.
pub(super) fn importance(scene: &Scene, rider: &RiderView) -> u8 {
    let bib = Some(rider.bib);
    match () {
        () if scene.selected == bib => 4,
        () if scene.quiet.is_some_and(|named| named.contains(&rider.bib)) => 3,
        () if scene.quiet.is_some() => 0,
        () if scene.leader() == bib => 3,
        () if scene.head() == bib => 2,
        () if kind(scene, rider) != GroupKind::Bunch => 1,
        () => 0,
    }
}

fn kind(scene: &Scene, rider: &RiderView) -> GroupKind {
    scene.group_of(rider).filter(|_| scene.quiet.is_none()).map_or(GroupKind::Bunch, |g| g.kind)
}

pub(super) fn look(scene: &Scene, rider: &RiderView) -> (&'static str, Style) {
    let theme = scene.theme;
    let (sign, style) = match Some(rider.bib) {
        bib if bib == scene.leader() => (LEADER_SIGN, theme.led),
        bib if bib == scene.head() => (HEAD_SIGN, theme.head),
        _ => (group_sign(kind(scene, rider)), theme.group(kind(scene, rider))),
    };
    let chosen = scene.selected == Some(rider.bib);
    (sign, if chosen { style.add_modifier(Modifier::REVERSED | Modifier::BOLD) } else { style })
}

/// Names the selected rider, the leader and the head on the inside of the track, where nothing else is written.
pub fn names(scene: &Scene, area: Rect, buf: &mut Buffer) {
    let Some(oval) = Oval::fit(area) else { return };
    for rider in riders(scene).into_iter().rev().filter(|r| importance(scene, r) >= 2) {
        let name = cut(&scene.programme.family(rider.bib), 12);
        let (_, style) = look(scene, rider);
        let part = rider.place_m / scene.view().lap_m;
        let (x, y) = oval.cell(oval.dot(part, -0.9));
        // On the straights the name is centred on the rider, on the bends it stands beside the track.
        let on_straight = oval.is_straight(part);
        let right = x > usize::from(area.width) / 2;
        let x = match (on_straight, right) {
            (true, _) => x.saturating_sub(width(&name) / 2),
            (false, true) => x.saturating_sub(width(&name)),
            (false, false) => x + 1,
        };
        let is_apart = is_free_of_text(buf, area, x.saturating_sub(APART), y, width(&name) + 2 * APART);
        if is_apart && is_blank(buf, area, x.saturating_sub(2), y, width(&name) + 4) {
            put(buf, area, x, y, &name, style.remove_modifier(Modifier::REVERSED));
        }
    }
}
