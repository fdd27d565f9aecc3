//! The footer and the help page, both read from the table of keys.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::heading;
use crate::tui::app::Page;
use crate::tui::keys::BINDINGS;
use crate::tui::scene::Scene;
use crate::tui::text::{put, put_all, width};
use crate::tui::theme::{HEAD_SIGN, LEADER_SIGN};

/// The keys that work on `page`, as many as fit; help always does.
pub fn footer(scene: &Scene, page: Page, area: Rect, buf: &mut Buffer) {
    let theme = scene.theme;
    let room = usize::from(area.width);
    let here: Vec<_> = BINDINGS.iter().filter(|b| b.pages.contains(&page)).filter_map(|b| b.footer).collect();
    let Some((help, rest)) = here.split_last() else { return };
    let size = |(key, word): &(&str, &str)| width(key) + width(word) + 3;
    let mut left = room.saturating_sub(size(help) - 2);
    let mut x = 0;
    for pair in rest.iter().chain([help]) {
        let fits = size(pair) <= left || pair == help;
        if fits {
            left = left.saturating_sub(size(pair));
            let word = match pair {
                ("space", _) if !scene.playback.playing() => "play",
                ("s", _) if scene.spoiler_free => "show all",
                ("q", _) if page != Page::Race => "back",
                (_, word) => word,
            };
            x = put_all(
                buf,
                area,
                x,
                0,
                &[(pair.0, theme.text), (" ", theme.dim), (word, theme.dim), ("  ", theme.dim)],
            );
        }
    }
}

/// Every key of the race page first, then the rest, then what the signs mean.
pub fn view(scene: &Scene, area: Rect, buf: &mut Buffer) {
    let theme = scene.theme;
    let area = heading(theme, "help", area, buf);
    let column = if area.width >= 100 { usize::from(area.width) / 2 } else { usize::from(area.width) };
    let mut rows: Vec<(String, String)> =
        BINDINGS.iter().map(|b| (b.label.to_owned(), place(b.pages).to_owned() + b.help)).collect();
    rows.push((String::new(), String::new()));
    rows.extend(signs().map(|(sign, meaning)| (sign.to_owned(), meaning.to_owned())));
    let height = usize::from(area.height);
    let per_column =
        if column < usize::from(area.width) { rows.len().div_ceil(2).max(height.min(rows.len())) } else { rows.len() };
    let skip = scene.scroll.min(per_column.saturating_sub(height));
    for (i, (keys, help)) in rows.iter().enumerate() {
        let (col, row) = (i / per_column, i % per_column);
        if let Some(y) = row.checked_sub(skip).filter(|y| *y < height) {
            put(buf, area, col * column, y, keys, theme.strong);
            put(buf, area, col * column + 17, y, help, theme.text);
        }
    }
}

fn place(pages: &[Page]) -> &'static str {
    match pages {
        [Page::Editions] => "choosing rules: ",
        [Page::Help] => "here: ",
        _ => "",
    }
}

fn signs() -> impl Iterator<Item = (&'static str, &'static str)> {
    [
        (LEADER_SIGN, "first on points"),
        (HEAD_SIGN, "first on the road: has ridden furthest, laps gained taken off"),
        ("◆ ■ ● ○", "break, chase, bunch (the largest group), off the back"),
        ("▲ ▼", "laps gained, lost; in the table, places since the last sprint"),
        ("✕ ┃", "a rider stops; the finish"),
        ("(3)  3.", "a rank so far; a rank that is final"),
        ("†", "sources disagree about this rider: see his page"),
        ("=  ~  ?", "derived by arithmetic; reconstructed; likely"),
    ]
    .into_iter()
}
