//! The time bar: where the replay is, and what happened when.
//!
//! ```text
//!    1   2   3   4   5   6   7   8   9  10  11  12  13  14  15  16
//! ━━━┿━━━┿━━━┿━━━┿━━━┿━━━┿━━━┿━━━┿━━━┿━━━┿━━━┿━━━┿━━━●───┼───┼───┼
//!                 ▲▲      ▼        ▲2        ×       ▲4
//! ```
//!
//! In spoiler-free mode nothing ahead of the viewer is marked.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::player::Mark;
use crate::tui::scene::Scene;
use crate::tui::text::{put, width};
use crate::units::Micros;

/// Draws the bar: in one row without labels, in three with sprints above and lap changes below.
pub fn view(scene: &Scene, area: Rect, buf: &mut Buffer) {
    if area.is_empty() {
        return;
    }
    let theme = scene.theme;
    let cells = usize::from(area.width);
    let bar = usize::from(area.height >= 3);
    let here = column(scene, area, scene.at());
    put(buf, area, 0, bar, &"━".repeat(here), theme.ridden);
    put(buf, area, here, bar, &"─".repeat(cells - here), theme.faint);
    let marks: Vec<_> =
        scene.programme.marks.iter().filter(|(at, _)| !scene.spoiler_free || *at <= scene.at()).copied().collect();
    for &(at, mark) in &marks {
        let x = column(scene, area, at);
        let past = x < here;
        match mark {
            Mark::Sprint(_) => {
                put(buf, area, x, bar, if past { "┿" } else { "┼" }, if past { theme.ridden } else { theme.dim })
            }
            Mark::Finish => put(buf, area, x, bar, "┃", theme.strong),
            _ => 0,
        };
    }
    put(buf, area, here, bar, "●", theme.strong);
    if area.height >= 3 {
        sprints(scene, &marks, area, buf);
        changes(scene, &marks, area, buf);
    }
}

/// Column of a moment.
fn column(scene: &Scene, area: Rect, at: Micros) -> usize {
    let last = f64::from(area.width.saturating_sub(1));
    libm::round(at.secs() / scene.programme.duration.secs().max(1e-6) * last).clamp(0.0, last) as usize
}

/// Numbers of the sprints above their marks; a number that would touch the previous one is left out.
fn sprints(scene: &Scene, marks: &[(Micros, Mark)], area: Rect, buf: &mut Buffer) {
    let mut free = 0;
    let next = scene.view().counter.next_sprint;
    for &(at, mark) in marks {
        let Mark::Sprint(n) = mark else { continue };
        let label = n.to_string();
        let x =
            (column(scene, area, at) + 1).saturating_sub(width(&label)).min(usize::from(area.width) - width(&label));
        if x >= free {
            let style = if next == Some(n) && !scene.spoiler_free { scene.theme.strong } else { scene.theme.dim };
            free = put(buf, area, x, 0, &label, style) + 1;
        }
    }
}

/// Laps gained and lost, riders who stop, and decisions, below the bar; several at one place are shown as a count.
fn changes(scene: &Scene, marks: &[(Micros, Mark)], area: Rect, buf: &mut Buffer) {
    let theme = scene.theme;
    let mut labels: Vec<(usize, &str, Style, u32)> = Vec::new();
    for &(at, mark) in marks {
        let (sign, style) = match mark {
            Mark::Gain(_) => ("▲", theme.gain),
            Mark::Loss(_) => ("▼", theme.loss),
            Mark::Stop(_) => ("×", theme.dim),
            Mark::Decision(_) | Mark::Restart => ("!", theme.loss),
            _ => continue,
        };
        let x = column(scene, area, at);
        match labels.iter_mut().rev().take(3).find(|(lx, ls, ..)| *ls == sign && x - *lx <= 2) {
            Some(label) => label.3 += 1,
            None => labels.push((x, sign, style, 1)),
        }
    }
    let mut free = 0;
    for (x, sign, style, count) in labels {
        let label = if count > 1 { format!("{sign}{count}") } else { sign.to_owned() };
        let x = x.max(free).min(usize::from(area.width).saturating_sub(width(&label)));
        if x >= free {
            free = put(buf, area, x, 2, &label, style);
        }
    }
}
