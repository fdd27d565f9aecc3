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

use super::parts::{empty, heading};
use crate::race::view::{GroupKind, GroupView};
use crate::tui::scene::Scene;
use crate::tui::text::{cut, put, put_all, put_right, width, wrap_in};
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
    let names = across_the_last_line(scene);
    for (y, line) in wrap_in(&names, usize::from(area.width), usize::from(area.height)).iter().enumerate() {
        put(buf, area, 0, y, line, scene.theme.text);
    }
}

/// The places across the last line with their names.
fn across_the_last_line(scene: &Scene) -> String {
    let mut order: Vec<_> = scene.standings().rows.iter().filter_map(|row| Some((row.last_line?, row.bib))).collect();
    order.sort_unstable();
    // A no-break space keeps a number with its name when the line is broken.
    let level = |place: u32| order.iter().filter(|(other, _)| *other == place).count() > 1;
    // A dead heat of a replay has been filled in, unless the sprint card says otherwise.
    let names = order.iter().map(|(place, bib)| {
        let mark = if level(*place) { scene.dead_heat_mark(*bib) } else { "" };
        format!("{place}.\u{a0}{}{mark}", scene.programme.family(*bib).replace(' ', "\u{a0}"))
    });
    names.collect::<Vec<_>>().join(", ")
}

/// Cells of the sign, the word and the number before the names.
const HEAD: usize = 10;

/// Draws one group at the top of `area` in one row and at most `spare` more; returns the rows used.
fn row(scene: &Scene, group: &GroupView, spare: usize, area: Rect, buf: &mut Buffer) -> usize {
    let theme = scene.theme;
    let head = format!("{} {:<5} {:>2}", group_sign(group.kind), word(group.kind), group.riders.len());
    let x = put(buf, area, 0, 0, &head, theme.group(group.kind)) + 2;
    let end = put_right(buf, area, usize::from(area.width), 0, &gap(scene, group), theme.strong);
    // The sentence is about all of them, so it comes after the names, and one row is kept for it.
    let has_sentence = !group.sentence.is_empty() && spare > 0;
    let free = spare.saturating_sub(usize::from(has_sentence));
    let beside = if is_narrow(area) && free > 0 { 0 } else { end.saturating_sub(x + 2) };
    let below = if is_narrow(area) { 2 } else { x };
    let lines = fill(&names(scene, group), beside, usize::from(area.width).saturating_sub(below), 1 + free);
    for (y, line) in lines.iter().enumerate() {
        put(buf, area, if y == 0 { x } else { below }, y, line, theme.text);
    }
    if has_sentence {
        put(buf, area, below, lines.len(), &group.sentence, theme.dim);
    }
    lines.len() + usize::from(has_sentence)
}

/// Whether there is no room for names beside the gap.
fn is_narrow(area: Rect) -> bool {
    area.width < 44
}

/// Names in at most `rows` lines, the first of `beside` cells and the others of `below`. Of names that do not fit, the number is
/// told: a name that is cut is nobody's.
fn fill(names: &[String], beside: usize, below: usize, rows: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut left = names;
    while lines.is_empty() || !left.is_empty() && lines.len() < rows {
        let room = if lines.is_empty() { beside } else { below };
        let is_last = lines.len() + 1 >= rows;
        let mut line = String::new();
        while let [name, rest @ ..] = left {
            let longer = if line.is_empty() { name.clone() } else { format!("{line}, {name}") };
            let after = match rest.len() {
                0 => 0,
                more if is_last => width(&format!(" +{more}")),
                _ => 1,
            };
            if width(&longer) + after <= room {
                line = longer;
            } else if line.is_empty() && !lines.is_empty() && width(name) + after > below {
                // A name that fits on no line.
                line = cut(name, below.saturating_sub(after));
            } else {
                break;
            }
            left = rest;
        }
        match left.len() {
            0 => {}
            _ if line.is_empty() => {}
            more if is_last => line += &format!(" +{more}"),
            _ => line.push(','),
        }
        lines.push(line);
    }
    lines
}

/// The rows that all groups take with every name, if the pane has `columns`.
#[must_use]
pub fn rows(scene: &Scene, columns: u16) -> usize {
    let area = Rect::new(0, 0, columns, u16::MAX);
    if scene.view().counter.over {
        return 1 + wrap_in(&across_the_last_line(scene), usize::from(columns), usize::MAX).len();
    }
    let all = scene.view().groups.iter().map(|group| {
        let beside = (usize::from(columns)).saturating_sub(HEAD + 4 + width(&gap(scene, group)));
        let (beside, below) = if is_narrow(area) { (0, 2) } else { (beside, HEAD + 2) };
        let names = fill(&names(scene, group), beside, usize::from(columns).saturating_sub(below), usize::MAX);
        names.len() + usize::from(!group.sentence.is_empty())
    });
    1 + all.sum::<usize>()
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
fn names(scene: &Scene, group: &GroupView) -> Vec<String> {
    group.riders.iter().map(|b| scene.programme.family(*b)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_do_not_fit_are_counted_and_none_is_cut() {
        let names: Vec<String> = ["IGNATIEV", "FULST", "LLANERAS", "WYNANTS", "LI"].map(str::to_owned).to_vec();
        assert_eq!(fill(&names, 60, 60, 1), ["IGNATIEV, FULST, LLANERAS, WYNANTS, LI"]);
        assert_eq!(fill(&names, 20, 30, 1), ["IGNATIEV, FULST +3"]);
        assert_eq!(fill(&names, 20, 30, 2), ["IGNATIEV, FULST,", "LLANERAS, WYNANTS, LI"]);
        assert_eq!(fill(&names, 0, 18, 9), ["", "IGNATIEV, FULST,", "LLANERAS, WYNANTS,", "LI"]);
        assert_eq!(fill(&names, 6, 6, 1), [""], "how many there are stands before the names");
        assert_eq!(fill(&names[..1], 4, 6, 2), ["", "IGNAT…"], "a name that fits nowhere is cut rather than left out");
        assert_eq!(fill(&[], 9, 9, 3), [""]);
    }
}
