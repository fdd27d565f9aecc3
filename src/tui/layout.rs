//! Which panes a terminal of a given size shows, and where. Does not know what is in them.

use ratatui::layout::Rect;

/// How much room there is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ScreenSize {
    /// A single line of text.
    Tiny,
    /// One line per topic: from 30×8.
    Lines,
    /// Counter and groups above the table: from 56×18.
    Small,
    /// Counter, groups and table side by side: from 78×20.
    Medium,
    /// The track too: from 100×28.
    Wide,
    /// Everything: from 116×36.
    Full,
}

/// Where each pane goes. A pane without room has an empty area.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ScreenPlan {
    pub size: ScreenSize,
    pub header: Rect,
    /// The track with the counter inside.
    pub track: Rect,
    /// The counter on its own, if there is no track.
    pub counter: Rect,
    pub groups: Rect,
    pub lines: Rect,
    pub standings: Rect,
    pub card: Rect,
    /// Where a page (rider, why, editions …) opens.
    pub page: Rect,
    pub bar: Rect,
    pub footer: Rect,
}

/// Rows of the sprint card: heading, sprint numbers, four places, legend.
const CARD: u16 = 7;

/// The plan for a terminal of `area` and a table of `riders` rows.
#[must_use]
pub fn plan(area: Rect, riders: usize) -> ScreenPlan {
    let none = Rect::new(area.x, area.y, 0, 0);
    let mut plan = ScreenPlan {
        size: size(area),
        header: none,
        track: none,
        counter: none,
        groups: none,
        lines: none,
        standings: none,
        card: none,
        page: none,
        bar: none,
        footer: none,
    };
    if plan.size == ScreenSize::Tiny {
        return plan;
    }
    let inner = if plan.size >= ScreenSize::Small { side(area, 1) } else { area };
    let (header, body) = top(inner, 1);
    let (_, body) = top(body, u16::from(plan.size == ScreenSize::Full));
    let (body, footer) = bottom(body, 1);
    let (body, bar) = bottom(body, if plan.size >= ScreenSize::Wide { 3 } else { 1 });
    (plan.header, plan.footer, plan.bar, plan.page) = (header, footer, bar, body);
    match plan.size {
        ScreenSize::Tiny => {}
        ScreenSize::Lines => {
            let (counter, rest) = top(body, 1);
            let (groups, table) = top(rest, (rest.height / 3).min(3));
            (plan.counter, plan.groups, plan.standings) = (counter, groups, table);
        }
        ScreenSize::Small => {
            let (upper, table) = top(body, 8);
            let (counter, groups) = left(upper, 26);
            (plan.counter, plan.groups, plan.standings) = (counter, groups, table);
        }
        ScreenSize::Medium => {
            let (stage, table) = right(body, 48);
            let (counter, rest) = top(stage, 10);
            let (groups, lines) = top(rest, (rest.height / 2).max(6));
            (plan.counter, plan.groups, plan.lines, plan.standings) = (counter, groups, lines, table);
        }
        ScreenSize::Wide | ScreenSize::Full => {
            let share = (body.width * 45 / 100).clamp(48, 62);
            let (stage, table) = right(body, share);
            let track_rows = stage.height * 57 / 100;
            let (track, rest) = top(stage, track_rows.min(stage.width / 3));
            let (groups, lines) = top(rest, (rest.height / 2).clamp(5, 9));
            (plan.track, plan.groups, plan.lines, plan.page) = (track, groups, lines, table);
            // Heading, column headings, riders, a blank row; the sprint card gets the rest if it fits whole.
            let rows = (riders.min(200) + 3) as u16;
            let (standings, card) = top(table, if table.height >= rows + CARD { rows } else { table.height });
            (plan.standings, plan.card) = (standings, card);
        }
    }
    plan
}

fn size(area: Rect) -> ScreenSize {
    match (area.width, area.height) {
        (116.., 36..) => ScreenSize::Full,
        (100.., 28..) => ScreenSize::Wide,
        (78.., 20..) => ScreenSize::Medium,
        (56.., 18..) => ScreenSize::Small,
        (30.., 8..) => ScreenSize::Lines,
        _ => ScreenSize::Tiny,
    }
}

fn top(area: Rect, rows: u16) -> (Rect, Rect) {
    let rows = rows.min(area.height);
    (Rect { height: rows, ..area }, Rect { y: area.y + rows, height: area.height - rows, ..area })
}

fn bottom(area: Rect, rows: u16) -> (Rect, Rect) {
    top(area, area.height.saturating_sub(rows))
}

/// So many columns on the left, and the rest after a gutter of two.
fn left(area: Rect, columns: u16) -> (Rect, Rect) {
    let columns = columns.min(area.width);
    let x = (columns + 2).min(area.width);
    (Rect { width: columns, ..area }, Rect { x: area.x + x, width: area.width - x, ..area })
}

fn right(area: Rect, columns: u16) -> (Rect, Rect) {
    left(area, area.width.saturating_sub(columns + 2))
}

fn side(area: Rect, margin: u16) -> Rect {
    Rect { x: area.x + margin, width: area.width.saturating_sub(2 * margin), ..area }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn panes(p: &ScreenPlan) -> [Rect; 9] {
        [p.header, p.track, p.counter, p.groups, p.lines, p.standings, p.card, p.bar, p.footer]
    }

    #[test]
    fn panes_lie_inside_the_terminal_and_never_overlap() {
        for (w, h) in (1..=210).step_by(7).flat_map(|w| (1..=70).step_by(3).map(move |h| (w, h))) {
            let area = Rect::new(0, 0, w, h);
            let panes = panes(&plan(area, 23));
            for (i, a) in panes.iter().enumerate().filter(|(_, a)| !a.is_empty()) {
                assert_eq!(area.intersection(*a), *a, "{w}x{h}");
                assert!(panes[..i].iter().all(|b| b.is_empty() || !a.intersects(*b)), "{w}x{h}");
            }
        }
    }

    #[test]
    fn a_field_of_24_is_whole_on_a_terminal_of_120_by_40_with_the_card_below() {
        let p = plan(Rect::new(0, 0, 120, 40), 24);
        assert_eq!(p.size, ScreenSize::Full);
        assert!(p.standings.height >= 26 && p.card.height >= 6);
    }

    #[test]
    fn counter_groups_and_table_are_there_down_to_40_by_12() {
        for (w, h) in [(80, 24), (60, 20), (40, 12)] {
            let p = plan(Rect::new(0, 0, w, h), 23);
            assert!(!p.counter.is_empty() && !p.groups.is_empty() && !p.standings.is_empty(), "{w}x{h}");
        }
    }
}
