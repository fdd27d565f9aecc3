//! The footer and the help page, both read from the table of keys.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::parts::heading;
use crate::tui::keys::{BINDINGS, On};
use crate::tui::page::Page;
use crate::tui::scene::Scene;
use crate::tui::text::{put, put_all, width, wrap_whole};
use crate::tui::theme::{HEAD_SIGN, LEADER_SIGN};

/// The keys that work on `page`, as many as fit; help is always among them.
pub fn footer(scene: &Scene, page: Page, area: Rect, buf: &mut Buffer) {
    let theme = scene.theme;
    let room = usize::from(area.width);
    let here: Vec<_> = BINDINGS.iter().filter(|b| b.on.includes(page)).filter_map(|b| b.footer).collect();
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
            x = 2 + put_all(buf, area, x, 0, &[(pair.0, theme.text), (" ", theme.dim), (word, theme.dim)]);
        }
    }
}

/// Every key and what the signs mean; the signs stand beside the keys if there is room, else below.
pub fn view(scene: &Scene, area: Rect, buf: &mut Buffer) {
    let theme = scene.theme;
    let area = heading(theme, "help", area, buf);
    let keys = BINDINGS.iter().map(|b| (b.label, format!("{}{}", place(b.on), b.help))).collect::<Vec<_>>();
    let signs = SIGNS.map(|(sign, meaning)| (sign, meaning.to_owned()));
    let beside = area.width >= 112;
    let room = usize::from(area.width).saturating_sub(16);
    let code = scene.code().map(|code| wrap_whole(code, room)).unwrap_or_default();
    let below = if beside { 0 } else { signs.len() + 1 };
    let all = keys.len() + below + code.len();
    let skip = scene.scroll.min(all.saturating_sub(usize::from(area.height)));
    let mut rows = |rows: &[(&str, String)], x: usize, indent: usize, first: usize| {
        for (i, (sign, text)) in rows.iter().enumerate() {
            if let Some(y) = (first + i).checked_sub(skip) {
                put(buf, area, x, y, sign, theme.strong);
                put(buf, area, x + indent, y, text, theme.text);
            }
        }
    };
    rows(&keys, 0, 16, 0);
    match beside {
        true => rows(&signs, 68, 9, 0),
        false => rows(&signs, 0, 16, keys.len() + 1),
    }
    let code = code.into_iter().enumerate().map(|(k, line)| (if k == 0 { "this run" } else { "" }, line));
    rows(&code.collect::<Vec<_>>(), 0, 16, keys.len() + below);
}

/// The prefix of keys that work on one page only.
fn place(on: On) -> &'static str {
    if let On::Only(page) = on { page.info().prefix } else { "" }
}

const SIGNS: [(&str, &str); 11] = [
    (LEADER_SIGN, "first on points"),
    (HEAD_SIGN, "first on the road, laps gained taken off"),
    ("◆ ■", "break, chase"),
    ("● ○", "bunch (the largest group), off the back"),
    ("▲ ▼", "laps gained, lost; places since a sprint"),
    ("✕ ! ┃", "a rider stops; a decision; the finish"),
    ("(3)  3.", "a rank so far; a rank that is final"),
    ("†", "sources disagree: see the rider's page"),
    ("= ~ ?", "derived, reconstructed, likely"),
    ("13~ +1=", "in the table: no source states the figure"),
    ("& r.", "sprint card: a dead heat; put last"),
];
