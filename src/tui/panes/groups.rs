//! Who is in which group, and how far it is from the bunch.
//!
//! ```text
//! groups ─────────────────────────────────────────────────
//! ◆ break  2  IGNATIEV, FULST               +137 m   9.6 s
//!             gaining a lap in ~4 laps
//! ● bunch 17  HENDERSON, LLANERAS, …          51.8 km/h
//! ○ off    1  WONG                           −61 m   4.4 s
//! ```

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::parts::{empty, heading};
use crate::race::view::{GroupKind, GroupView};
use crate::tui::scene::Scene;
use crate::tui::text::{cut, put, put_all, put_right, width, wrap, wrap_in};
use crate::tui::theme::group_sign;

/// Draws the groups, foremost first, with names and sentences where there is room.
pub fn view(scene: &Scene, area: Rect, buf: &mut Buffer) {
    if area.is_empty() {
        return;
    }
    let theme = scene.theme;
    if scene.view().counter.over {
        return last_line(scene, area, buf);
    }
    let area = heading(theme, "groups", area, buf);
    let groups = &scene.view().groups;
    if groups.is_empty() {
        return empty(theme, "nobody is on the track", area, buf);
    }
    let rows = usize::from(area.height);
    let mut y = 0;
    for (i, group) in groups.iter().enumerate() {
        let more = groups.len() - i;
        if more > 1 && y + 1 >= rows {
            put(buf, area, 0, y, &format!("… and {more} more groups"), theme.dim);
            return;
        }
        // Every group has its line; spare rows go to sentences and names, foremost first.
        let spare = rows.saturating_sub(y + more);
        y += row(scene, group, spare, Rect { y: area.y + y as u16, height: area.height - y as u16, ..area }, buf);
    }
}

/// Draws the groups in one line: "◆ 2 +137 m · ● 17 · ○ 1 −61 m"; when the race is over, the first across the last line.
pub fn line(scene: &Scene, area: Rect, buf: &mut Buffer) {
    if area.is_empty() {
        return;
    }
    let theme = scene.theme;
    if scene.view().counter.over {
        let mut order: Vec<_> =
            scene.standings().rows.iter().filter_map(|row| Some((row.last_line?, row.bib))).collect();
        order.sort_unstable();
        let names = order.iter().map(|(place, bib)| format!("{place}. {}", scene.programme.family(*bib)));
        let names = names.collect::<Vec<_>>().join(", ");
        put(buf, area, 0, 0, &cut(&format!("line: {names}"), usize::from(area.width)), theme.text);
        return;
    }
    let mut x = 0;
    for group in &scene.view().groups {
        let style = theme.group(group.kind);
        let sign = if group.gap_m < 0.0 { "−" } else { "+" };
        let gap = match group.kind {
            GroupKind::Bunch => String::new(),
            _ => format!(" {sign}{:.0} m", libm::fabs(group.gap_m)),
        };
        let who = match group.riders[..] {
            [one] if group.kind != GroupKind::Bunch => scene.programme.family(one),
            _ => group.riders.len().to_string(),
        };
        let sign = group_sign(group.kind);
        if x > 0 && x + width(sign) + width(&who) + width(&gap) + 4 > usize::from(area.width) {
            put(buf, area, x, 0, " …", theme.dim);
            break;
        }
        let between = if x > 0 { " · " } else { "" };
        x = put_all(
            buf,
            area,
            x,
            0,
            &[(between, theme.faint), (sign, style), (" ", style), (&who, style), (&gap, theme.strong)],
        );
    }
}

/// The order across the last line, when the race is over.
fn last_line(scene: &Scene, area: Rect, buf: &mut Buffer) {
    let area = heading(scene.theme, "across the last line", area, buf);
    let mut order: Vec<_> = scene.standings().rows.iter().filter_map(|row| Some((row.last_line?, row.bib))).collect();
    order.sort_unstable();
    // A no-break space keeps a number with its name when the line is broken.
    let level = |place: u32| order.iter().filter(|(other, _)| *other == place).count() > 1;
    // A dead heat of a replay has been filled in, unless the sprint card says otherwise.
    let names = order.iter().map(|(place, bib)| {
        let mark = if level(*place) { scene.dead_heat_mark(*bib) } else { "" };
        format!("{place}.\u{a0}{}{mark}", scene.programme.family(*bib).replace(' ', "\u{a0}"))
    });
    let names = names.collect::<Vec<_>>().join(", ");
    for (y, line) in wrap_in(&names, usize::from(area.width), usize::from(area.height)).iter().enumerate() {
        put(buf, area, 0, y, line, scene.theme.text);
    }
}

/// Draws one group at the top of `area` in one row and at most `spare` more; returns the rows used.
fn row(scene: &Scene, group: &GroupView, spare: usize, area: Rect, buf: &mut Buffer) -> usize {
    let theme = scene.theme;
    let head = format!("{} {:<5} {:>2}", group_sign(group.kind), word(group.kind), group.riders.len());
    let x = put(buf, area, 0, 0, &head, theme.group(group.kind)) + 2;
    let end = put_right(buf, area, usize::from(area.width), 0, &gap(scene, group), theme.strong);
    let names = names(scene, group);
    let narrow = area.width < 44;
    let sentence = (!group.sentence.is_empty() && spare > 0).then(|| (group.sentence.clone(), theme.dim));
    let mut below: Vec<(String, Style)> = Vec::new();
    let (indent, room) =
        if narrow { (2, usize::from(area.width).saturating_sub(2)) } else { (x, end.saturating_sub(x + 2)) };
    let mut lines = wrap(&names, room).into_iter();
    if !narrow || spare == 0 {
        let (first, rest) = (lines.next().unwrap_or_default(), lines.len());
        let room = end.saturating_sub(x + 2);
        let whole = rest == 0 || spare > usize::from(sentence.is_some());
        put(buf, area, x, 0, &if whole && !narrow { first } else { cut(&names, room) }, theme.text);
    }
    // The sentence is about all of them, so it comes after the names, and one row is kept for it.
    let free = spare.saturating_sub(usize::from(sentence.is_some()));
    if lines.len() > free && free > 0 {
        let rest = lines.clone().skip(free - 1).collect::<Vec<_>>().join(" ");
        below.extend(lines.take(free - 1).chain([cut(&rest, room)]).map(|line| (line, theme.text)));
    } else {
        below.extend(lines.map(|line| (line, theme.text)));
    }
    below.truncate(free);
    below.extend(sentence);
    for (i, (text, style)) in below.iter().enumerate() {
        put(buf, area, indent, 1 + i, text, *style);
    }
    1 + below.len()
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
fn gap(scene: &Scene, group: &GroupView) -> String {
    if group.kind == GroupKind::Bunch {
        return if scene.has_started() { format!("{:.1} km/h", group.speed_kmh) } else { String::new() };
    }
    let sign = if group.gap_m < 0.0 { "−" } else { "+" };
    format!("{sign}{:.0} m {:>5.1} s", libm::fabs(group.gap_m), libm::fabs(group.gap_s))
}

/// Names in the order on the road.
fn names(scene: &Scene, group: &GroupView) -> String {
    group.riders.iter().map(|b| scene.programme.family(*b)).collect::<Vec<_>>().join(", ")
}
