//! Which panes a terminal of a given size shows, and where. Does not know what is in them.

use ratatui::layout::Rect;

/// How much room there is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ScreenSize {
    /// A single line of text.
    Tiny,
    /// One line per topic: from 30×8.
    Lines,
    /// A strip of track, counter and groups above the table: from 56×16.
    Small,
    /// A flat track with the counter inside above groups and table: from 78×20.
    Medium,
    /// The track beside the table: from 100×20.
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
    /// The track unrolled, where an oval has no room.
    pub strip: Rect,
    /// The counter on its own, if there is no oval.
    pub counter: Rect,
    pub groups: Rect,
    /// The gaps in one line, where there is no room for groups.
    pub gaps: Rect,
    pub lines: Rect,
    pub standings: Rect,
    pub card: Rect,
    /// Where a page (rider, why, editions …) opens.
    pub page: Rect,
    pub bar: Rect,
    pub footer: Rect,
}

/// By so many rows the pane of groups grows and shrinks, so that the commentary below it does not move with every group.
const STEP: u16 = 2;

impl ScreenPlan {
    /// The plan with as much of the room of groups and commentary for groups as they need, if `rows` are what they need, and the
    /// rest for the commentary.
    #[must_use]
    pub fn with_groups(mut self, rows: usize) -> Self {
        let (groups, lines) = (self.groups, self.lines);
        let is_one_column = groups.x == lines.x && groups.width == lines.width && groups.bottom() == lines.y;
        if groups.is_empty() || lines.is_empty() || !is_one_column {
            return self;
        }
        let both = Rect { height: groups.height + lines.height, ..groups };
        let least = GROUPS.min(both.height / 2);
        let steps = (rows.min(usize::from(both.height)) as u16).saturating_sub(least).div_ceil(STEP);
        let most = if both.height < 3 * GROUPS { both.height / 2 } else { both.height * 3 / 5 };
        (self.groups, self.lines) = top(both, (least + steps * STEP).min(most.max(least)));
        self
    }
}

/// Rows of the groups at least, where there are so many.
const GROUPS: u16 = 5;
/// Rows of the sprint card: heading, sprint numbers, four places, legend.
const CARD: u16 = 7;
/// Rows from which on the time bar has labels above and below.
const LABELLED: u16 = 28;

/// The plan for a terminal of `area` and a table of `riders` rows.
#[must_use]
pub fn plan(area: Rect, riders: usize) -> ScreenPlan {
    let none = Rect::new(area.x, area.y, 0, 0);
    let mut plan = ScreenPlan {
        size: size(area),
        header: none,
        track: none,
        strip: none,
        counter: none,
        groups: none,
        gaps: none,
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
    let is_labelled = plan.size >= ScreenSize::Wide && area.height >= LABELLED;
    let (body, bar) = bottom(body, if is_labelled { 3 } else { 1 });
    (plan.header, plan.footer, plan.bar, plan.page) = (header, footer, bar, body);
    // Heading, column headings, riders, a blank row; the sprint card gets the rest if it fits whole.
    let rows = (riders.min(200) + 3) as u16;
    let with_card = |table: Rect| top(table, if table.height >= rows + CARD { rows } else { table.height });
    match plan.size {
        ScreenSize::Tiny => {}
        ScreenSize::Lines => {
            let (counter, rest) = top(body, 1);
            let is_low = rest.height < 12;
            let (groups, rest) = top(rest, if is_low { 1 } else { (rest.height / 4).clamp(3, 6) });
            let (table, lines) = bottom(rest, if rest.height >= 7 { 2 } else { u16::from(rest.height >= 4) });
            (plan.counter, plan.standings, plan.lines) = (counter, table, lines);
            if is_low {
                plan.gaps = groups;
            } else {
                plan.groups = groups;
            }
        }
        ScreenSize::Small => {
            let (strip, rest) = top(body, 2);
            let (upper, rest) = top(rest, if rest.height >= 19 { 8 } else { 5 });
            let said = if rest.height >= 24 { 6.max(rest.height.saturating_sub(rows + CARD)) } else { 1 };
            let (table, lines) = bottom(rest, said);
            let (counter, groups) = left(upper, 26);
            (plan.strip, plan.counter, plan.groups, plan.lines) = (strip, counter, groups, lines);
            (plan.standings, plan.card) = with_card(table);
        }
        ScreenSize::Medium => {
            let (track, rest) = top(body, (9 + body.height.saturating_sub(21) / 4).min(16));
            let (stage, table) = right(rest, 48);
            // A tall screen has a card below everything: it needs more columns than there are beside groups.
            let has_card = table.height >= rows + CARD;
            let (table, card) = top(table, table.height - if has_card { CARD } else { 0 });
            let card = Rect { x: rest.x, width: rest.width, ..card };
            let (stage, _) = top(stage, rest.height - card.height);
            let (groups, lines) = top(stage, (stage.height / 2).clamp(GROUPS, 10));
            (plan.track, plan.groups, plan.lines, plan.standings, plan.card) = (track, groups, lines, table, card);
        }
        ScreenSize::Wide | ScreenSize::Full => {
            let share = (body.width * 45 / 100).clamp(48, if body.width >= 190 { 72 } else { 62 });
            let (stage, table) = right(body, share);
            let track_rows = stage.height * 57 / 100;
            let (track, rest) = top(stage, track_rows.min(stage.width / 3));
            let (groups, lines) = top(rest, (rest.height / 2).clamp(GROUPS, 12));
            (plan.track, plan.groups, plan.lines, plan.page) = (track, groups, lines, table);
            (plan.standings, plan.card) = with_card(table);
        }
    }
    plan
}

fn size(area: Rect) -> ScreenSize {
    match (area.width, area.height) {
        (116.., 36..) => ScreenSize::Full,
        (100.., 20..) => ScreenSize::Wide,
        (78.., 20..) => ScreenSize::Medium,
        (56.., 16..) => ScreenSize::Small,
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

    fn panes(p: &ScreenPlan) -> [Rect; 11] {
        let race = [p.track, p.strip, p.counter, p.groups, p.gaps, p.lines, p.standings, p.card];
        let [track, strip, counter, groups, gaps, lines, standings, card] = race;
        [p.header, track, strip, counter, groups, gaps, lines, standings, card, p.bar, p.footer]
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
    fn a_tall_screen_leaves_no_rows_blank_below_the_sprint_card() {
        for (w, h) in [60, 72, 80, 96].into_iter().flat_map(|w| (20..=90).map(move |h| (w, h))) {
            let p = plan(Rect::new(0, 0, w, h), 23);
            assert!(p.card.is_empty() || p.card.height == CARD, "{w}x{h}: {:?}", p.card);
            assert!(p.card.bottom() == p.bar.y || p.lines.bottom() == p.bar.y, "{w}x{h}");
        }
        assert!(!plan(Rect::new(0, 0, 80, 60), 23).card.is_empty());
        assert!(!plan(Rect::new(0, 0, 60, 60), 23).card.is_empty());
    }

    #[test]
    fn what_groups_do_not_need_is_for_the_commentary_and_never_all_of_it() {
        for (w, h) in (78..=210).step_by(6).flat_map(|w| (20..=70).map(move |h| (w, h))) {
            let before = plan(Rect::new(0, 0, w, h), 23);
            let both = before.groups.height + before.lines.height;
            for rows in [1, 4, 6, 9, 14, 40, 500] {
                let p = before.with_groups(rows);
                assert_eq!(p.groups.height + p.lines.height, both, "{w}x{h}");
                assert_eq!(p.groups.bottom(), p.lines.y, "{w}x{h}");
                assert!(p.groups.height >= 4 && p.lines.height >= 4, "{w}x{h}, {rows}: {:?}", (p.groups, p.lines));
                assert!(p.groups.height <= (rows as u16).max(5) + STEP, "{w}x{h}: blank rows for {rows} of groups");
            }
        }
        let p = plan(Rect::new(0, 0, 200, 60), 23).with_groups(4);
        assert!(p.lines.height >= 18, "a bunch that is together leaves the room to the commentary: {}", p.lines.height);
    }

    #[test]
    fn track_gaps_table_and_commentary_are_there_at_every_size() {
        for (w, h) in (40..=210).step_by(5).flat_map(|w| (12..=70).map(move |h| (w, h))) {
            let p = plan(Rect::new(0, 0, w, h), 23);
            let has = |panes: &[Rect]| panes.iter().any(|pane| !pane.is_empty());
            assert!(has(&[p.standings]) && has(&[p.lines]) && has(&[p.groups, p.gaps]), "{w}x{h}");
            assert!(has(&[p.track, p.counter]), "the counter is inside the track or on its own: {w}x{h}");
            let track = (p.track.width >= 24 && p.track.height >= 8) || !p.strip.is_empty();
            assert!(track || w < 56 || h < 16, "{w}x{h}");
            assert!(p.standings.height >= 5, "{w}x{h}: {}", p.standings.height);
        }
    }
}
