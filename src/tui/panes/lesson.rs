//! A lesson: the race, the question and the answers on offer; then the race again, and what there is to say.
//!
//! ```text
//! Lesson 1 of 12 · Who leads?                                        ▶ 1×   0:40:31
//!            the track, riders named                     the table, covered
//! Who leads the race now?                                until the answer is given
//!   1  FULST      14 from sprints, 2 laps gained
//! ▶ 2  IGNATIEV   13 from sprints, 3 laps gained
//!   3  LLANERAS   12 from sprints, has won the last sprint
//! 1–3 answer  ↑↓ choose  enter give the answer  q leave
//! ```
//!
//! Until the answer is given nothing on the screen tells it: the table is covered, and riders look alike.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::{card, counter, groups, lines, standings, strip, track};
use crate::tui::keys::spelt;
use crate::tui::layout::{ScreenSize, plan};
use crate::tui::scene::Scene;
use crate::tui::text::{cut, paint_row, put, put_all, put_centre, put_right, width, wrap};
use crate::tui::theme::ScreenTheme;

/// How far the learner is with a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Phase {
    /// The race has stopped, and the question is asked.
    Asking,
    /// The answer is given, and the race rides on to where it is seen.
    Riding,
    /// It was right, or it was not.
    Told { right: bool },
}

/// What is written on the screen of a lesson, beside the race.
#[derive(Debug, Clone, Copy)]
pub struct LessonText<'a> {
    /// "Lesson 1 of 12 · Who leads?"
    pub title: &'a str,
    pub setting: Option<&'a str>,
    pub question: &'a str,
    /// Answers on offer, and what there is to know about each.
    pub options: &'a [(String, String)],
    /// Index of the answer that is chosen.
    pub chosen: usize,
    pub phase: Phase,
    /// What there is to say about the answer, a paragraph each.
    pub said: &'a [String],
    /// Rows of it that have been read.
    pub scroll: usize,
}

/// Columns before an answer: its sign and its number.
const INDENT: usize = 5;

/// A row of text.
type Row = (String, Style);

/// Draws the whole screen of a lesson.
pub fn view(scene: &Scene, text: &LessonText, area: Rect, buf: &mut Buffer) {
    let theme = scene.theme;
    let plan = plan(area, scene.programme.roster.len());
    if plan.size == ScreenSize::Tiny {
        put(buf, area, 0, 0, "too small for a lesson: make the window larger", theme.text);
        return;
    }
    header(scene, text, plan.header, buf);
    footer(scene, text, plan.footer, buf);
    let body =
        Rect { y: plan.header.bottom(), height: plan.footer.y.saturating_sub(plan.header.bottom()), ..plan.header };
    match plan.size {
        ScreenSize::Wide | ScreenSize::Full => {
            race(scene, plan.track, plan.strip, plan.counter, buf);
            let stage = Rect { height: body.bottom() - plan.groups.y, ..plan.groups };
            write(scene, text, Rect { y: stage.y + 1, height: stage.height.saturating_sub(1), ..stage }, buf);
            if text.phase == Phase::Asking {
                covered(theme, plan.page, buf);
            } else {
                standings::view(scene, plan.standings, buf);
                card::view(scene, plan.card, buf);
            }
        }
        _ if text.phase == Phase::Asking => {
            let above = if plan.size == ScreenSize::Medium { plan.track } else { plan.strip.union(plan.counter) };
            let rows = rows(theme, text, usize::from(body.width)).len() as u16;
            // The race is left out where the question would not be whole.
            let top = if above.height + rows < body.height { above.height + 1 } else { 0 };
            if top > 0 {
                race(scene, plan.track, plan.strip, plan.counter, buf);
                groups_beside(scene, &plan, buf);
            }
            write(scene, text, Rect { y: body.y + top, height: body.height - top, ..body }, buf);
        }
        _ if text.phase == Phase::Riding => {
            race(scene, plan.track, plan.strip, plan.counter, buf);
            groups::view(scene, plan.groups, buf);
            groups::line(scene, plan.gaps, buf);
            lines::view(scene, plan.lines, buf);
            standings::view(scene, plan.standings, buf);
        }
        _ => {
            // What was asked is read in the table: a few rows of it at least.
            let rows = rows(theme, text, usize::from(body.width)).len() as u16;
            let said = rows.min(body.height.saturating_sub(4));
            write(scene, text, Rect { height: said, ..body }, buf);
            let y = body.y + said + 1;
            standings::view(scene, Rect { y, height: body.bottom().saturating_sub(y), ..body }, buf);
        }
    }
}

fn race(scene: &Scene, oval: Rect, unrolled: Rect, alone: Rect, buf: &mut Buffer) {
    if let Some(infield) = track::view(scene, oval, buf) {
        counter::view(scene, infield, buf);
        track::names(scene, oval, buf);
    }
    strip::view(scene, unrolled, buf);
    counter::view(scene, alone, buf);
}

/// Beside the counter of a small screen there would be an empty place.
fn groups_beside(scene: &Scene, plan: &crate::tui::layout::ScreenPlan, buf: &mut Buffer) {
    if plan.size == ScreenSize::Small && !plan.groups.is_empty() {
        put(buf, plan.groups, 0, 1, "riders go from left to right", scene.theme.dim);
    }
}

fn header(scene: &Scene, text: &LessonText, area: Rect, buf: &mut Buffer) {
    let (theme, p) = (scene.theme, scene.playback);
    let mut end = usize::from(area.width);
    if text.phase == Phase::Riding || end >= 60 {
        end = put_right(buf, area, end, 0, &p.at().clock(), theme.dim);
        let sign = if p.playing() { "▶" } else { "┃┃" };
        end = put_right(buf, area, end, 0, &format!(" {sign} {}  ", p.speed_label()), theme.dim);
    }
    // Where the name of the lesson has no room, its number says where one is.
    let whole = Some(text.title).filter(|title| width(title) < end);
    let title = whole.unwrap_or_else(|| text.title.split(" · ").next().unwrap_or_default());
    put(buf, area, 0, 0, &cut(title, end), theme.strong);
}

/// Where the table would be.
fn covered(theme: &ScreenTheme, area: Rect, buf: &mut Buffer) {
    let middle = usize::from(area.height) / 2;
    put_centre(buf, area, middle.saturating_sub(1), "the table", theme.dim);
    put_centre(buf, area, middle, "is covered until you have answered", theme.dim);
}

/// Writes what there is to read, as much as fits: from where the reader is, or without what can be missed.
fn write(scene: &Scene, text: &LessonText, area: Rect, buf: &mut Buffer) {
    let theme = scene.theme;
    let room = usize::from(area.height);
    let mut rows = rows(theme, text, usize::from(area.width));
    if rows.len() > room && text.phase == Phase::Asking {
        rows = self::rows(theme, &LessonText { setting: None, ..*text }, usize::from(area.width));
        rows.retain(|(row, _)| !row.is_empty());
    }
    let skip = text.scroll.min(rows.len().saturating_sub(room));
    for (y, (row, style)) in rows.iter().skip(skip).take(room).enumerate() {
        put(buf, area, 0, y, row, *style);
        if *style == theme.selected {
            paint_row(buf, area, y, theme.selected);
        }
    }
}

fn rows(theme: &ScreenTheme, text: &LessonText, cells: usize) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    let say = |rows: &mut Vec<Row>, said: &str, style: Style| {
        rows.extend(wrap(said, cells).into_iter().map(|line| (line, style)));
    };
    match text.phase {
        Phase::Asking => {
            if let Some(setting) = text.setting {
                say(&mut rows, setting, theme.dim);
            }
            say(&mut rows, text.question, theme.strong);
            rows.push((String::new(), theme.text));
            options(theme, text, cells, &mut rows);
        }
        Phase::Riding => {
            say(&mut rows, text.question, theme.dim);
            rows.push((String::new(), theme.text));
            let chosen = text.options.get(text.chosen).map_or("", |(answer, _)| answer);
            say(&mut rows, &format!("You said: {chosen}. Now see …"), theme.text);
        }
        Phase::Told { right } => {
            for (k, paragraph) in text.said.iter().filter(|said| !said.is_empty()).enumerate() {
                let style = match k {
                    0 if right => theme.gain,
                    0 => theme.loss,
                    1 => theme.strong,
                    _ => theme.text,
                };
                say(&mut rows, paragraph, style);
            }
        }
    }
    rows
}

/// The answers, one a row if they fit, else with what there is to know below.
fn options(theme: &ScreenTheme, text: &LessonText, cells: usize, rows: &mut Vec<Row>) {
    let wide = text.options.iter().map(|(answer, _)| width(answer)).max().unwrap_or(0);
    let beside = text.options.iter().all(|(_, detail)| INDENT + wide + 2 + width(detail) <= cells);
    for (k, (answer, detail)) in text.options.iter().enumerate() {
        let here = k == text.chosen;
        let style = if here { theme.selected } else { theme.text };
        let sign = if here { "▶" } else { " " };
        let head = format!("{sign} {}  ", k + 1);
        if beside {
            let gap = if detail.is_empty() { 0 } else { wide - width(answer) + 2 };
            rows.push((format!("{head}{answer}{}{detail}", " ".repeat(gap)), style));
            continue;
        }
        let room = cells.saturating_sub(INDENT);
        let below = if here { style } else { theme.dim };
        let answers = wrap(answer, room).into_iter().map(|line| (line, style));
        let details = wrap(detail, room).into_iter().filter(|line| !line.is_empty()).map(|line| (line, below));
        for (y, (line, style)) in answers.chain(details).enumerate() {
            let head = if y == 0 { head.clone() } else { " ".repeat(INDENT) };
            rows.push((head + &line, style));
        }
    }
}

fn footer(scene: &Scene, text: &LessonText, area: Rect, buf: &mut Buffer) {
    let theme = scene.theme;
    let numbers = format!("1–{}", text.options.len());
    let keys: &[(&str, &str)] = match text.phase {
        Phase::Asking => {
            &[(&numbers, "answer"), ("q", "leave"), ("↑↓", "choose"), ("enter", "give it"), ("i", "words")]
        }
        Phase::Riding => &[("enter", "to the answer"), ("q", "leave"), ("space", "pause"), ("-+", "speed")],
        Phase::Told { .. } => {
            &[("enter", "next"), ("q", "leave"), ("↑↓", "read on"), ("w", "why these points"), ("i", "words")]
        }
    };
    let mut x = 0;
    for (key, word) in keys {
        let key = &*spelt(key, scene.ascii);
        if x + width(key) + 1 + width(word) + 2 <= usize::from(area.width) {
            x = put_all(buf, area, x, 0, &[(key, theme.text), (" ", theme.dim), (word, theme.dim), ("  ", theme.dim)]);
        }
    }
}
