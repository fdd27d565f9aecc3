//! The sprint card: who took which place in which sprint, and how that is known.
//!
//! ```text
//! sprint card ──────────────────────────────
//!      1    2    3    4    5    6    7    8
//! 1. RUS~ RUS  GER~ ESP~ NZL~ USA~ RUS= CZE
//! 2. …
//! as recorded   = derived   ~ reconstructed
//! ```
//!
//! In a simulated race every place has the mark `*`. After a dead heat, `&` marks the riders who share the place of the one
//! above them. The row `r.` has riders whom the judges put last.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};

use super::parts::{empty, heading};
use crate::card::{Place, Sprint};
use crate::player::Mode;
use crate::rules::Ruling;
use crate::tui::scene::Scene;
use crate::tui::text::{put, put_right, width as text_width};
use crate::units::{Bib, Provenance};

/// Columns before the first sprint.
const LABEL: usize = 3;
/// Places that are given in a sprint.
const PLACES: usize = 4;
/// The mark of a rider who shares the place of the one above.
const LEVEL: &str = "&";

/// Draws the card, scrolled so that the last decided sprint is in sight.
pub fn view(scene: &Scene, area: Rect, buf: &mut Buffer) {
    if area.is_empty() {
        return;
    }
    let theme = scene.theme;
    let area = heading(theme, &format!("sprint card · by {}", scene.programme.labelled_by()), area, buf);
    let sprints = &scene.now.sprints;
    let all = scene.view().sprints as usize;
    if all == 0 {
        return empty(theme, "this race has no sprints", area, buf);
    }
    // More than four after a dead heat for fourth.
    let places = sprints.iter().map(|s| given(s).count()).max().unwrap_or(0).max(PLACES);
    let most_relegated = (1..=all as u32).map(|n| relegated(scene, n).count()).max().unwrap_or(0);
    let rows = places + most_relegated;
    let width = usize::from(area.width).saturating_sub(LABEL);
    // The mark stands beside the label; in a roomy cell the next one keeps its distance.
    let widest = scene.programme.roster.iter().map(|entry| text_width(&entry.label)).max().unwrap_or(2).max(2);
    let (narrow, roomy) = (widest + 1, widest + 2);
    let cell = (width / all).clamp(narrow, roomy);
    let shown = (width / cell).min(all);
    let first = (sprints.len() + 1).saturating_sub(shown).min(all - shown);
    for i in 0..shown {
        let n = first + i;
        let end = LABEL + (i + 1) * cell - 1;
        let decided = n < sprints.len();
        put_right(buf, area, end, 0, &(n + 1).to_string(), if decided { theme.dim } else { theme.faint });
        for (row, bib) in relegated(scene, n as u32 + 1).enumerate() {
            put_right(buf, area, end, 1 + places + row, &scene.programme.label(bib), theme.loss);
        }
        let given: Vec<&Place> = sprints.get(n).map_or_else(Vec::new, |s| given(s).collect());
        for row in 0..places {
            match given.get(row) {
                Some(p) => {
                    put_right(buf, area, end, 1 + row, &scene.programme.label(p.bib), style(scene, p));
                    // Where every place is simulated and cells are too narrow for marks, the legend alone is enough; after a
                    // fork, the mark is what tells the ridden from the recorded.
                    if row > 0 && given[row - 1].place == p.place {
                        put(buf, area, end, 1 + row, LEVEL, theme.dim);
                    } else if cell == roomy
                        || scene.programme.mode != Mode::Free
                        || p.provenance != Provenance::Simulated
                    {
                        put(buf, area, end, 1 + row, mark(p), theme.dim);
                    }
                }
                None if row < PLACES => {
                    put_right(buf, area, end, 1 + row, "·", theme.faint);
                }
                None => {}
            }
        }
    }
    for place in 1..=PLACES {
        put(buf, area, 0, place, &format!("{place}."), theme.dim);
    }
    if most_relegated > 0 {
        put(buf, area, 0, 1 + places, "r.", theme.dim);
    }
    let level = sprints.iter().any(|s| s.places.windows(2).any(|pair| pair[0].place == pair[1].place));
    let more =
        [(level, "& a dead heat with the one above"), (most_relegated > 0, "r. relegated: put last by the judges")];
    let more: Vec<&str> = more.into_iter().filter(|(is_there, _)| *is_there).map(|(_, text)| text).collect();
    let is_tight = rows + 2 + more.len() > usize::from(area.height);
    let legend = match (scene.programme.mode, area.width) {
        _ if is_tight && !more.is_empty() => "= derived  ~ reconstructed  & level  r. relegated",
        (Mode::Free, _) => "* every place is simulated",
        (Mode::Forked, 46..) => "* simulated since the fork  = derived  ~ reconstructed",
        (Mode::Forked, _) => "* simulated since the fork",
        (Mode::Directed, 46..) => "  recorded  = derived  ~ reconstructed  ? likely",
        (Mode::Directed, _) => "= derived  ~ reconstructed  ? likely",
    };
    put(buf, area, 0, rows + 1, legend, theme.faint.patch(theme.dim));
    for (y, text) in more.into_iter().enumerate().filter(|_| !is_tight) {
        put(buf, area, 0, rows + 2 + y, text, theme.faint.patch(theme.dim));
    }
}

/// Riders whom the judges have put last in sprint `n` so far.
fn relegated<'a>(scene: &Scene<'a>, n: u32) -> impl Iterator<Item = Bib> + 'a {
    scene.programme.ruled(scene.at()).iter().filter_map(move |ruling| match *ruling {
        Ruling::Moved { relegated: true, sprint, bib, .. } if sprint == n => Some(bib),
        _ => None,
    })
}

/// The places that are given, in the order across the line.
fn given(sprint: &Sprint) -> impl Iterator<Item = &Place> {
    sprint.places.iter().filter(|p| p.place as usize <= PLACES)
}

/// The mark after a bib; `?`, for a place that the source leaves open, goes before any other.
fn mark(place: &Place) -> &'static str {
    if place.likely { "?" } else { place.provenance.mark() }
}

fn style(scene: &Scene, place: &Place) -> Style {
    let theme = scene.theme;
    let base = match place.provenance {
        Provenance::Recorded | Provenance::Derived => theme.strong,
        Provenance::Reconstructed | Provenance::Simulated => theme.text,
    };
    match Some(place.bib) {
        bib if bib == scene.selected => base.patch(theme.selected).add_modifier(Modifier::BOLD),
        bib if bib == scene.leader() => theme.leader,
        _ => base,
    }
}
