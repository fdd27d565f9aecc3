//! A rider's page: what they are doing, what it costs them, and what they have left.
//!
//! ```text
//! IGNATIEV ────────────────────────────────
//! Mikhail Ignatiev  RUS  bib 1   176 cm  67 kg
//! (1)  71 points: 11 in sprints, +3 laps
//! away, 137 m ahead of the bunch
//!
//! speed    52.1 km/h   in the wind
//! power      412 W
//! effort   ━━━━━━━━━━━━──────  108 % of CP
//! reserve  ━━━━━─────────────   31 %
//! ```
//!
//! A rider who decides for themselves also has a line for the intent, and the power they are ready for beside the power
//! they give.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::parts::{empty, gauge, heading};
use super::why;
use crate::race::view::{GroupKind, RiderView};
use crate::rules::{Standing, Status};
use crate::tui::scene::{Scene, lap_count};
use crate::tui::text::{number, put, put_all, width, wrap};

/// Draws the page of the selected rider.
pub fn view(scene: &Scene, area: Rect, buf: &mut Buffer) {
    let theme = scene.theme;
    let subject = scene.subject().and_then(|bib| Some((scene.programme.entry(bib)?, scene.standing(bib)?)));
    let Some((entry, row)) = subject else {
        let area = heading(theme, "rider", area, buf);
        return empty(theme, "no rider is on the start list", area, buf);
    };
    let area = heading(theme, &entry.family, area, buf);
    let mut x = put_all(buf, area, 0, 0, &[(&entry.name, theme.strong), ("  ", theme.dim), (&entry.noc, theme.text)]);
    if entry.bib_known {
        x = put(buf, area, x, 0, &format!("  bib {}", entry.bib), theme.dim);
    }
    let body = [entry.height_cm.map(|h| format!("{h:.0} cm")), entry.mass_kg.map(|m| format!("{m:.0} kg"))];
    for part in body.into_iter().flatten() {
        x = put(buf, area, x, 0, &format!("  {part}"), theme.dim);
    }
    let started = row.status != Status::Dns;
    let score = if started { score(scene, row) } else { "did not start".to_owned() };
    let rank = scene.rank(row) + "  ";
    let indent = width(&rank);
    put(buf, area, 0, 1, &rank, theme.leader);
    let score = wrap(&score, usize::from(area.width).saturating_sub(indent));
    for (i, line) in score.iter().enumerate() {
        put(buf, area, indent, 1 + i, line, theme.text);
    }
    let mut y = 1 + score.len();
    if let Some(rider) = scene.rider(row.bib).filter(|_| started) {
        put(buf, area, 0, y, &place(scene, rider), theme.dim);
    }
    if let Some(rider) = scene.rider(row.bib).filter(|_| started && scene.has_started()) {
        // On a small screen the intent takes the blank row, so that the reserve stays visible.
        let tight = rider.intent.is_some() && area.height < 9;
        y = gauges(scene, rider, y + if tight { 1 } else { 2 }, area, buf);
    }
    for dispute in scene.disputes(row.bib) {
        let claims: Vec<_> = dispute.claims.iter().map(|c| format!("{} ({})", c.value, c.source)).collect();
        let text =
            format!("† {}: {}. Taken as {}: {}", dispute.about, claims.join(" or "), dispute.decided, dispute.because);
        for line in wrap(&text, usize::from(area.width)) {
            put(buf, area, 0, y, &line, theme.dim);
            y += 1;
        }
    }
    let used = (y + 1).min(usize::from(area.height)) as u16;
    why::view(scene, Rect { y: area.y + used, height: area.height - used, ..area }, buf);
}

fn score(scene: &Scene, row: &Standing) -> String {
    let (points_mark, laps_mark) = scene.marks(row);
    let laps = if row.laps == 0 { "no laps".to_owned() } else { lap_count(row.laps) };
    let before = if row.start_points == 0 { String::new() } else { format!("{} from before, ", row.start_points) };
    let off = if row.penalty_points == 0 { String::new() } else { format!(", {} taken off", row.penalty_points) };
    let (total, points) = (number(row.total), number(row.sprint_points));
    format!("{total} points: {before}{points}{points_mark} in sprints, {laps}{laps_mark}{off}")
}

/// Where the rider is, in words.
fn place(scene: &Scene, rider: &RiderView) -> String {
    let Some(group) = scene.group_of(rider).filter(|_| rider.riding) else {
        let gone = if scene.view().counter.over { "has finished" } else { "not on the track" };
        return rider.intent.filter(|_| !rider.riding).unwrap_or(gone).to_owned();
    };
    match group.kind {
        GroupKind::Bunch => "in the bunch".to_owned(),
        GroupKind::OffTheBack => format!("off the back, {:.0} m behind the bunch", libm::fabs(group.gap_m)),
        _ => format!("away, {:.0} m ahead of the bunch", group.gap_m),
    }
}

/// Draws intent, speed, power, effort and reserve; returns the row after them.
fn gauges(scene: &Scene, rider: &RiderView, mut y: usize, area: Rect, buf: &mut Buffer) -> usize {
    let theme = scene.theme;
    let cells = usize::from(area.width).saturating_sub(24).clamp(4, 30);
    let label = |buf: &mut Buffer, y, text| put(buf, area, 0, y, text, theme.dim);
    if let Some(intent) = rider.intent {
        label(buf, y, "intent");
        put(buf, area, 9, y, intent, theme.strong);
        y += 1;
    }
    label(buf, y, "speed");
    put(buf, area, 9, y, &format!("{:>5.1} km/h   {}", rider.speed_kmh, wind(rider.shelter)), theme.text);
    label(buf, y + 1, "power");
    let given = format!("{:>5.0} W", rider.power_w);
    let x = put(buf, area, 9, y + 1, &given, theme.text);
    if let Some(asked_w) = rider.asked_w.filter(|_| !scene.hides_legs()) {
        put(buf, area, x, y + 1, &format!("      ready for {asked_w:.0} W"), theme.text);
    }
    if scene.hides_legs() {
        let why =
            "Effort and reserve are hidden: they would tell how strong the result makes this rider (s shows them).";
        for line in wrap(why, usize::from(area.width)) {
            put(buf, area, 0, y + 2, &line, theme.dim);
            y += 1;
        }
        return y + 2;
    }
    let effort = if rider.cp_w > 0.0 { rider.power_w / rider.cp_w } else { 0.0 };
    label(buf, y + 2, "effort");
    let style = if effort > 1.0 { theme.bell.remove_modifier(ratatui::style::Modifier::REVERSED) } else { theme.gain };
    // The gauge is full at twice critical power.
    gauge(buf, area, 9, y + 2, cells, effort / 2.0, (style, theme.faint));
    put(buf, area, 10 + cells, y + 2, &format!("{:>4.0} % of CP", effort * 100.0), theme.text);
    label(buf, y + 3, "reserve");
    let style = if rider.reserve < 0.2 { theme.loss } else { theme.gain };
    gauge(buf, area, 9, y + 3, cells, rider.reserve, (style, theme.faint));
    put(buf, area, 10 + cells, y + 3, &format!("{:>4.0} %", rider.reserve.clamp(0.0, 1.0) * 100.0), theme.text);
    if rider.beyond_s < 0.5 {
        return y + 4;
    }
    let now = if rider.beyond { ", and now" } else { "" };
    let beyond = format!("the reconstruction asks {:.0} s above this rider's limits{now}", rider.beyond_s);
    let lines = wrap(&beyond, usize::from(area.width));
    for (i, line) in lines.iter().enumerate() {
        put(buf, area, 0, y + 4 + i, line, theme.loss);
    }
    y + 4 + lines.len()
}

fn wind(shelter: f64) -> &'static str {
    match shelter {
        s if s > 0.92 => "in the wind",
        s if s > 0.7 => "partly sheltered",
        _ => "sheltered",
    }
}
