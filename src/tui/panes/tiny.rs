//! For a terminal too small for panes: one line about the race, and the size that would show more.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::tui::scene::Scene;
use crate::tui::text::{put, scored};

/// Laps to go and the leader; if there is a second row, the size that is needed for the table.
pub fn view(scene: &Scene, area: Rect, buf: &mut Buffer) {
    let theme = scene.theme;
    let counter = scene.view().counter;
    let state = match counter.to_go {
        0 if counter.over => "over".to_owned(),
        _ if counter.over => "stopped".to_owned(),
        n => format!("{n} to go"),
    };
    let leader = scene.leader().and_then(|bib| scene.standing(bib));
    let leader = leader.map(|row| format!(" · {}", scored(&scene.programme.family(row.bib), &scene.score(row))));
    put(buf, area, 0, 0, &(state + &leader.unwrap_or_default()), theme.strong);
    put(buf, area, 0, 1, "the table needs 30 × 8", theme.dim);
}
