//! The top line: which race, how it is ridden, and the clock.
//!
//! ```text
//! Athens 2004 · men's points race   rules of 2004 · replay · seed 1              ▶ 8×   0:41:12 / 0:48:32
//! ```

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::player::Mode;
use crate::report::sheet::mode_name;
use crate::tui::scene::Scene;
use crate::tui::text::{cut, put, put_right, width};

/// Shortened runs, where there is no room for all of one.
const SIMULATED: &str = " · simulated";
const WHAT_IF: &str = " · what-if";
const SHARED: &str = " · shared";

/// Draws the header. What does not fit is left out, the clock last of all.
pub fn view(scene: &Scene, area: Rect, buf: &mut Buffer) {
    let theme = scene.theme;
    let p = scene.playback;
    let sign = if p.playing() { "▶" } else { "┃┃" };
    let now = p.at().clock();
    let whole = if scene.spoiler_free { String::new() } else { format!(" / {}", p.end().clock()) };
    let mut end = usize::from(area.width);
    if end >= 56 {
        end = put_right(buf, area, end, 0, &whole, theme.dim);
    }
    end = put_right(buf, area, end, 0, &now, theme.strong);
    let pace = format!(" {sign} {} ", p.speed_label());
    let style = if p.playing() { theme.title } else { theme.bell };
    end = put_right(buf, area, end.saturating_sub(2), 0, &pace, style).saturating_sub(1);
    if let Some(guessing) = scene.guessing {
        let score = guessing.score();
        let right = match score.of {
            _ if area.width < 56 => format!("{}/{}", score.right, score.of),
            0 => "no guess yet".to_owned(),
            _ => format!("{} right", score.words()),
        };
        end = put_right(buf, area, end, 0, &right, theme.leader).saturating_sub(1);
    }
    let programme = scene.programme;
    let spoilers = if scene.spoiler_free { " · spoiler-free" } else { "" };
    let mode = mode_name(programme.mode);
    // The race of all seeds whose own draws cannot be ridden; the first line of the commentary says what that is.
    let shared = if programme.is_shared { " · shared race" } else { "" };
    let (edition, seed) = (programme.edition.name(), programme.seed);
    let run = format!("rules of {edition} · {mode} · seed {seed}{shared}{spoilers}");
    let fits = width(&programme.title) + 3 + width(&run) < end;
    // It matters more that the race is not history, or not the seed's own, than how its title ends.
    let free = match programme.mode {
        _ if fits => "",
        Mode::Free => SIMULATED,
        Mode::Forked => WHAT_IF,
        Mode::Directed if programme.is_shared => SHARED,
        Mode::Directed => "",
    };
    let title = cut(&programme.title, end.saturating_sub(width(free)));
    let x = put(buf, area, 0, 0, &title, theme.strong);
    let x = put(buf, area, x, 0, free, theme.dim);
    if fits {
        put(buf, area, x + 3, 0, &run, theme.dim);
    } else if x + 3 + width(spoilers) < end {
        put(buf, area, x + 3, 0, spoilers.trim_start_matches([' ', '·']), theme.dim);
    }
}
