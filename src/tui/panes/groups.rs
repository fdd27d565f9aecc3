//! Who is with whom, and how far from the bunch.
//!
//! ```text
//! groups ─────────────────────────────────────────────────
//! ◆ break  2  IGNATIEV · FULST              +137 m   9.6 s
//!             gaining a lap in ~4 laps
//! ● bunch 17  HENDERSON · LLANERAS · …        51.8 km/h
//! ○ off    1  WONG                           −61 m   4.4 s
//! ```

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::{empty, heading};
use crate::race::view::{GroupKind, GroupView};
use crate::tui::scene::Scene;
use crate::tui::text::{cut, put, put_right, width};
use crate::tui::theme::group_sign;

/// Draws the groups, foremost first; in two rows each where there is room.
pub fn view(scene: &Scene, area: Rect, buf: &mut Buffer) {
    if area.is_empty() {
        return;
    }
    let theme = scene.theme;
    let area = heading(theme, "groups", area, buf);
    let groups = &scene.view().groups;
    if groups.is_empty() {
        let why = if scene.view().counter.over { "everyone has finished" } else { "nobody is on the track yet" };
        return empty(theme, why, area, buf);
    }
    let rows = usize::from(area.height);
    let narrow = area.width < 44;
    let lines = |group: &GroupView| 1 + usize::from(narrow || !group.sentence.is_empty());
    let roomy = groups.iter().map(lines).sum::<usize>() <= rows;
    let mut y = 0;
    for (i, group) in groups.iter().enumerate() {
        let more = groups.len() - i;
        if more > 1 && y + 1 >= rows {
            put(buf, area, 0, y, &format!("… and {more} more groups"), theme.dim);
            return;
        }
        y += row(
            scene,
            group,
            roomy,
            narrow,
            Rect { y: area.y + y as u16, height: area.height - y as u16, ..area },
            buf,
        );
    }
}

/// Draws one group at the top of `area`; returns the rows used.
fn row(scene: &Scene, group: &GroupView, roomy: bool, narrow: bool, area: Rect, buf: &mut Buffer) -> usize {
    let theme = scene.theme;
    let style = theme.group(group.kind);
    let end = usize::from(area.width);
    let x = put(
        buf,
        area,
        0,
        0,
        &format!("{} {:<5} {:>2}", group_sign(group.kind), word(group.kind), group.riders.len()),
        style,
    );
    let gap = gap(group);
    let end = put_right(buf, area, end, 0, &gap, theme.strong);
    let names = cut(&names(scene, group), if narrow && roomy { usize::MAX } else { end.saturating_sub(x + 4) });
    if narrow && roomy {
        let rest = if group.sentence.is_empty() { names } else { format!("{} · {names}", group.sentence) };
        put(buf, area, 2, 1, &rest, theme.dim);
        return 2;
    }
    put(buf, area, x + 2, 0, &names, theme.text);
    if roomy && !group.sentence.is_empty() {
        put(buf, area, x + 2, 1, &group.sentence, theme.dim);
        return 2;
    }
    1
}

fn word(kind: GroupKind) -> &'static str {
    match kind {
        GroupKind::Break => "break",
        GroupKind::Chase => "chase",
        GroupKind::Bunch => "bunch",
        GroupKind::OffTheBack => "off",
    }
}

/// "+137 m   9.6 s"; for the bunch, its speed.
fn gap(group: &GroupView) -> String {
    if group.kind == GroupKind::Bunch {
        return format!("{:.1} km/h", group.speed_kmh);
    }
    let sign = if group.gap_m < 0.0 { "−" } else { "+" };
    format!("{sign}{:.0} m {:>5.1} s", libm::fabs(group.gap_m), libm::fabs(group.gap_s))
}

/// Names, the selected rider and the leader first where there may not be room for all.
fn names(scene: &Scene, group: &GroupView) -> String {
    let shown = group.riders.iter().map(|b| scene.programme.family(*b));
    let mut out = String::new();
    for name in shown {
        if width(&out) > 200 {
            break;
        }
        if !out.is_empty() {
            out.push_str(" · ");
        }
        out.push_str(&name);
    }
    out
}
