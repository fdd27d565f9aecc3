//! The footer and the help page, both read from the table of keys.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::parts::heading;
use crate::tui::keys::{BINDINGS, Binding, Group, On, spelt};
use crate::tui::message::Message;
use crate::tui::page::Page;
use crate::tui::scene::Scene;
use crate::tui::text::{put, put_all, width, wrap, wrap_whole};
use crate::tui::theme::{HEAD_SIGN, LEADER_SIGN};

/// A key in the footer: where it stands, what it says, what it does.
struct Item {
    x: usize,
    key: String,
    word: &'static str,
    does: [Message; 2],
}

/// The keys that work on `page`, as many as fit, its own first.
fn items(scene: &Scene, page: Page, room: usize) -> Vec<Item> {
    let here = || BINDINGS.iter().filter(|b| b.on.includes(page) && b.footer.is_some());
    let is_own = |b: &&Binding| matches!(b.on, On::Only(of) | On::RaceAnd(of) if of == page);
    // The way out, the list of everything, and help are always there.
    let is_last = |b: &&Binding| {
        let way_out = page != Page::Race && b.keys[0].1 == Message::Quit;
        way_out || b.keys.iter().any(|(_, m)| matches!(m, Message::Open(Page::Help | Page::Palette)))
    };
    let own = here().filter(|b| is_own(b) && !is_last(b));
    let last = here().filter(is_last);
    let others = here().filter(|b| !is_own(b) && !is_last(b));
    let size = |key: &str, word: &str| width(key) + width(word) + 3;
    let item = |b: &Binding| {
        let (key, word) = b.footer.unwrap_or_default();
        let word = match key {
            "space" if word == "pause" && !scene.playback.playing() => "play",
            "s" if scene.spoiler_free => "show all",
            "z" if scene.present => "all panes",
            "y" if scene.guessing.is_some() => "no guesses",
            "q" if page != Page::Race => "back",
            _ => word,
        };
        let does = [b.keys[0].1, b.keys.get(1).unwrap_or(&b.keys[0]).1];
        // One key, although the row of the help page has another.
        let does = if key.chars().count() == 1 { [does[0]; 2] } else { does };
        Item { x: 0, key: spelt(key, scene.ascii), word, does }
    };
    let last: Vec<Item> = last.map(item).collect();
    let mut left = room.saturating_sub(last.iter().map(|i| size(&i.key, i.word)).sum::<usize>().saturating_sub(2));
    let mut shown = Vec::new();
    for item in own.chain(others).map(item) {
        let size = size(&item.key, item.word);
        if size <= left {
            left -= size;
            shown.push(item);
        }
    }
    let mut x = 0;
    for item in &mut shown {
        item.x = x;
        x += size(&item.key, item.word);
    }
    shown.extend(last.into_iter().map(|item| {
        let at = x;
        x += size(&item.key, item.word);
        Item { x: at, ..item }
    }));
    shown
}

/// Draws the footer.
pub fn footer(scene: &Scene, page: Page, area: Rect, buf: &mut Buffer) {
    let theme = scene.theme;
    for item in items(scene, page, usize::from(area.width)) {
        put_all(buf, area, item.x, 0, &[(&item.key, theme.text), (" ", theme.dim), (item.word, theme.dim)]);
    }
}

/// What a click on column `x` of the footer asks for: of two keys, the one on that side.
#[must_use]
pub fn clicked(scene: &Scene, page: Page, area: Rect, x: usize) -> Option<Message> {
    let items = items(scene, page, usize::from(area.width));
    let item = items.iter().rev().find(|item| item.x <= x)?;
    let end = item.x + width(&item.key) + 1 + width(item.word);
    (x < end).then(|| item.does[usize::from(x >= item.x + width(&item.key).div_ceil(2))])
}

/// Every key by what it is for, and what the signs mean; the signs stand beside the keys if there is room, else below.
pub fn view(scene: &Scene, area: Rect, buf: &mut Buffer) {
    let theme = scene.theme;
    let area = heading(theme, "help", area, buf);
    let mut keys: Vec<(String, String)> = Vec::new();
    for group in Group::ALL {
        keys.push((String::new(), group.title().to_owned()));
        let of_group = BINDINGS.iter().filter(|b| b.group == group);
        keys.extend(of_group.map(|b| (spelt(b.label, scene.ascii), format!("{}{}", place(b.on), b.help))));
    }
    keys.push((String::new(), "with the mouse on (m)".to_owned()));
    keys.extend(MOUSE.map(|(what, does)| (what.to_owned(), does.to_owned())));
    let signs = SIGNS.map(|(sign, meaning)| (sign.to_owned(), meaning.to_owned()));
    let beside = area.width >= 122;
    let room = usize::from(area.width).saturating_sub(16);
    let keys = folded(keys, if beside { room.saturating_sub(52) } else { room });
    let code = scene.code().map(|code| wrap_whole(code, room)).unwrap_or_default();
    let below = if beside { 0 } else { signs.len() + 1 };
    let all = keys.len() + below + code.len();
    let skip = scene.scroll.min(all.saturating_sub(usize::from(area.height)));
    let mut rows = |rows: &[(String, String)], x: usize, indent: usize, first: usize| {
        for (i, (sign, text)) in rows.iter().enumerate() {
            let Some(y) = (first + i).checked_sub(skip) else { continue };
            if sign.is_empty() && x == 0 && first == 0 {
                put(buf, area, 0, y, text, theme.title);
            } else {
                put(buf, area, x, y, sign, theme.strong);
                put(buf, area, x + indent, y, text, theme.text);
            }
        }
    };
    rows(&keys, 0, 16, 0);
    match beside {
        true => rows(&signs, usize::from(area.width) - 50, 9, 0),
        false => rows(&signs, 0, 16, keys.len() + 1),
    }
    let code = code.into_iter().enumerate().map(|(k, line)| (if k == 0 { "this run" } else { "" }.to_owned(), line));
    rows(&code.collect::<Vec<_>>(), 0, 16, keys.len() + below);
}

/// The rows with texts of at most `room` cells; what does not fit goes on in rows of its own.
fn folded(rows: Vec<(String, String)>, room: usize) -> Vec<(String, String)> {
    let fold = |(sign, text): (String, String)| {
        let lines = if sign.is_empty() { vec![text] } else { wrap(&text, room) };
        lines.into_iter().enumerate().map(move |(k, line)| (if k == 0 { sign.clone() } else { " ".to_owned() }, line))
    };
    rows.into_iter().flat_map(fold).collect()
}

/// What a mouse does.
const MOUSE: [(&str, &str); 3] = [
    ("click", "a name or a rider: choose them · the time bar: go there · a key below: press it"),
    ("wheel", "over the table: choose · over the time bar: 5 seconds · elsewhere: scroll"),
    ("shift", "held while selecting text, so that the terminal gets the mouse"),
];

/// The prefix of keys that work on one page only.
fn place(on: On) -> &'static str {
    if let On::Only(page) = on { page.info().prefix } else { "" }
}

const SIGNS: [(&str, &str); 11] = [
    (LEADER_SIGN, "first on points"),
    (HEAD_SIGN, "at the front of the race, laps gained taken off"),
    ("◆ ■", "break, chase"),
    ("● ○", "bunch (the largest group), off the back"),
    ("▲ ▼", "laps gained, lost; places since a sprint"),
    ("× ! ┃", "a rider stops; a decision; the finish"),
    ("(3)  3.", "a rank so far; a rank that is final"),
    ("†", "sources disagree: see the rider's page"),
    ("= ~ ?", "derived, reconstructed, likely"),
    ("13~ +1=", "in the table: no source states the figure"),
    ("& r.", "sprint card: a dead heat; put last"),
];
