//! The screen of the course: a lesson's question on the race it is about, the answer, the ride to where it is seen, and what
//! there is to say. The course decides what comes next; this shows it.

use crossterm::event::KeyEvent;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::app::App;
use super::ascii;
use super::keys;
use super::message::{LoopCommand, Message};
use super::options::Options;
use super::page::Page;
use super::panes::lesson::{LessonText, Phase};
use super::run::ScreenModel;
use super::text::{put, wrap};
use crate::lessons::{Asked, Course, Next, Progress, Races};
use crate::player::Replay;
use crate::units::Micros;

/// How long a ride to an answer may last on the screen, s: beyond that the race rides faster.
const LONGEST_RIDE_S: f64 = 8.0;

/// Speeds of such a ride.
const SPEEDS: [f64; 4] = [1.0, 2.0, 4.0, 8.0];
const FASTEST: f64 = 16.0;

/// No text of a lesson has more rows on the smallest screen.
const MOST_READ: usize = 100;

/// Keeps the progress of the learner, or says why it cannot.
pub type Keep<'k> = Box<dyn FnMut(&Progress) -> Result<(), String> + 'k>;

/// The screen of `learn`.
pub struct LearnScreen<'k> {
    course: Course,
    races: Races,
    keep: Keep<'k>,
    options: Options,
    area: Rect,
    shown: Shown,
    /// Why progress could not be kept, said once.
    notice: Option<String>,
}

/// What is on the screen.
enum Shown {
    Question(Box<Question>),
    /// What was asked for is done: what there is to say, and rows of it that have been read.
    End(Vec<String>, usize),
}

struct Question {
    title: String,
    asked: Asked,
    app: App<Replay>,
    options: Vec<(String, String)>,
    chosen: usize,
    phase: Phase,
    /// The verdict, while the race still rides to it.
    right: bool,
    said: Vec<String>,
    scroll: usize,
}

impl<'k> LearnScreen<'k> {
    /// The screen of `course`, at what comes next in it. Progress is kept with `keep` after every answer, once it
    /// is told whether that was right.
    #[must_use]
    pub fn new(course: Course, keep: Keep<'k>, options: Options) -> Self {
        let shown = Shown::End(Vec::new(), 0);
        let mut screen =
            Self { course, races: Races::default(), keep, options, area: Rect::default(), shown, notice: None };
        screen.go_on();
        screen
    }

    /// The course as far as it has come.
    #[must_use]
    pub fn into_course(self) -> Course {
        self.course
    }

    /// Shows what comes next.
    fn go_on(&mut self) {
        let (title, exercise) = match self.course.next() {
            Next::Done => return self.shown = Shown::End(self.course.summary(), 0),
            Next::Ask { lesson, exercise, n, of } => {
                let what = if self.course.is_test() { "Question" } else { "Lesson" };
                let title = if self.course.is_test() { String::new() } else { format!(" · {}", lesson.title) };
                (format!("{what} {n} of {of}{title}"), exercise.clone())
            }
        };
        self.shown = match exercise.open(&mut self.races) {
            Ok(asked) => Shown::Question(Box::new(Question::new(title, asked, &self.options, self.area))),
            Err(unfit) => Shown::End(vec![format!("{title} cannot be asked: {unfit}")], 0),
        };
    }

    /// Takes an answer and lets the race ride on.
    fn commit(&mut self, option: usize) {
        let Shown::Question(question) = &mut self.shown else { return };
        question.chosen = option;
        let verdict = self.course.answer(&question.asked, option);
        (question.right, question.said) = (verdict.right, verdict.said);
        if self.course.is_test() {
            self.keep();
            return self.go_on();
        }
        let Shown::Question(question) = &mut self.shown else { return };
        question.ride();
        self.keep_once_told();
    }

    /// Keeps the progress of the learner. An answer counts once it is told whether it was right: whoever is cut off before that
    /// is asked again.
    fn keep(&mut self) {
        if let Err(why) = (self.keep)(self.course.progress()) {
            self.notice.get_or_insert(format!("what you have answered cannot be kept: {why}"));
        }
    }

    fn keep_once_told(&mut self) {
        if matches!(&self.shown, Shown::Question(question) if matches!(question.phase, Phase::Told { .. })) {
            self.keep();
        }
    }

    fn asking(&mut self, message: Message) -> LoopCommand {
        let Shown::Question(question) = &mut self.shown else { return LoopCommand::Nothing };
        let last = question.options.len() - 1;
        match message {
            Message::Select(by) => question.chosen = question.chosen.saturating_add_signed(by as isize).min(last),
            Message::Tenth(n) if (1..=question.options.len()).contains(&usize::from(n)) => {
                self.commit(usize::from(n) - 1);
            }
            Message::Open(Page::Rider) | Message::Keep => {
                let chosen = question.chosen;
                self.commit(chosen);
            }
            Message::Open(Page::Words) => return question.app.update(message),
            _ => return LoopCommand::Nothing,
        }
        LoopCommand::Redraw
    }
}

impl Question {
    fn new(title: String, asked: Asked, options: &Options, area: Rect) -> Self {
        let mut app = App::new(Replay::clone(&asked.race), &Options { speed: 1.0, ..options.clone() });
        app.update(Message::Resize(area.width, area.height));
        app.stop_at(asked.at);
        app.quieten(Some(asked.named()));
        app.choose(asked.riders.first().copied());
        let options = asked.options.iter().map(|option| (option.text.clone(), option.detail.clone())).collect();
        Self { title, app, options, asked, chosen: 0, phase: Phase::Asking, right: false, said: Vec::new(), scroll: 0 }
    }

    /// Lets the race ride to where the answer is seen, no longer than anybody likes to wait.
    fn ride(&mut self) {
        let speed = ride(self.asked.at, self.asked.seen).0;
        self.phase = Phase::Riding;
        self.app.quieten(None);
        self.app.play_from(self.asked.at, speed);
        self.arrive();
    }

    /// Tells the verdict if the race has come so far.
    fn arrive(&mut self) {
        if self.phase == Phase::Riding && self.app.at() >= self.asked.seen {
            self.skip();
        }
    }

    fn skip(&mut self) {
        self.app.stop_at(self.asked.seen);
        self.app.choose(self.asked.lit);
        self.phase = Phase::Told { right: self.right };
    }
}

impl ScreenModel for LearnScreen<'_> {
    fn message(&self, key: KeyEvent) -> Option<Message> {
        match &self.shown {
            Shown::Question(question) => question.app.message(key),
            Shown::End(..) => keys::message(key, Page::Race),
        }
    }

    fn update(&mut self, message: Message) -> LoopCommand {
        match message {
            Message::Resize(width, height) => self.area = Rect::new(0, 0, width, height),
            Message::Ground(ground) => self.options.theme = self.options.theme.on(ground),
            Message::Theme => self.options.theme = self.options.theme.next(),
            Message::Ascii => self.options.ascii = !self.options.ascii,
            Message::Interrupt => return LoopCommand::Interrupt,
            Message::Suspend => return LoopCommand::Suspend,
            _ => {}
        }
        let question = match &mut self.shown {
            Shown::Question(question) => question,
            Shown::End(_, read) => {
                return match message {
                    Message::Select(by) | Message::Scroll(by) => {
                        *read = read.saturating_add_signed(by as isize).min(MOST_READ);
                        LoopCommand::Redraw
                    }
                    Message::Quit | Message::Back | Message::Open(Page::Rider) => LoopCommand::Quit,
                    _ => LoopCommand::Redraw,
                };
            }
        };
        // A page that was opened over the lesson, or what concerns every screen.
        let concerns_all = matches!(
            message,
            Message::Resize(..) | Message::Ground(_) | Message::Theme | Message::Ascii | Message::Mouse
        );
        if question.app.page() != Page::Race || concerns_all {
            let reads = matches!(message, Message::Scroll(_) | Message::Back | Message::Quit | Message::Tick(_));
            // Whoever could wind the race would see the answer.
            let winds = question.phase == Phase::Asking && !concerns_all && !reads;
            return if winds { LoopCommand::Nothing } else { question.app.update(message) };
        }
        if message == Message::Quit {
            return LoopCommand::Quit;
        }
        match question.phase {
            Phase::Asking => self.asking(message),
            Phase::Riding => match message {
                Message::Open(Page::Rider) => {
                    question.skip();
                    self.keep_once_told();
                    LoopCommand::Redraw
                }
                Message::Tick(_) | Message::Play | Message::Speed(_) => {
                    let command = question.app.update(message);
                    question.arrive();
                    self.keep_once_told();
                    command
                }
                _ => LoopCommand::Nothing,
            },
            Phase::Told { .. } => match message {
                Message::Open(Page::Rider) => {
                    self.notice = None;
                    self.go_on();
                    LoopCommand::Redraw
                }
                Message::Select(by) | Message::Scroll(by) => {
                    question.scroll = question.scroll.saturating_add_signed(by as isize).min(MOST_READ);
                    LoopCommand::Redraw
                }
                Message::Tick(_) | Message::Open(Page::Why | Page::Words | Page::Help | Page::Outlook) => {
                    question.app.update(message)
                }
                _ => LoopCommand::Nothing,
            },
        }
    }

    fn animated(&self) -> bool {
        match &self.shown {
            Shown::Question(question) => question.app.animated(),
            Shown::End(..) => false,
        }
    }

    fn view(&self, area: Rect, buf: &mut Buffer) {
        match &self.shown {
            Shown::Question(question) if question.app.page() != Page::Race => question.app.view(area, buf),
            Shown::Question(question) => {
                let text = LessonText {
                    title: &question.title,
                    setting: question.asked.setting.as_deref(),
                    question: &question.asked.question,
                    options: &question.options,
                    chosen: question.chosen,
                    phase: question.phase,
                    said: &question.said,
                    scroll: question.scroll,
                };
                question.app.view_lesson(&text, area, buf);
            }
            Shown::End(said, read) => self.end(said, *read, area, buf),
        }
        if let Some(notice) = &self.notice {
            super::panes::notice(self.options.theme.theme(), notice, area, buf);
        }
    }
}

impl LearnScreen<'_> {
    fn end(&self, said: &[String], read: usize, area: Rect, buf: &mut Buffer) {
        let theme = self.options.theme.theme();
        buf.set_style(area, theme.ground);
        let margin = 2.min(area.width / 20);
        let inner = Rect { x: area.x + margin, width: area.width.saturating_sub(2 * margin), ..area };
        let mut rows = Vec::new();
        for (k, paragraph) in said.iter().enumerate() {
            let style = if k == 0 { theme.strong } else { theme.text };
            rows.extend(wrap(paragraph, usize::from(inner.width)).into_iter().map(|line| (line, style)));
            rows.push((String::new(), theme.text));
        }
        let room = usize::from(area.height).saturating_sub(2);
        let skip = read.min(rows.len().saturating_sub(room));
        for (y, (line, style)) in rows.iter().skip(skip).take(room).enumerate() {
            put(buf, inner, 0, y + usize::from(rows.len() < room), line, *style);
        }
        let keys = if rows.len() > room { "q leave  ↑↓ read on" } else { "q leave" };
        let keys = keys::spelt(keys, self.options.ascii);
        put(buf, inner, 0, usize::from(area.height).saturating_sub(1), &keys, theme.dim);
        if self.options.ascii {
            ascii::flatten(buf);
        }
    }
}

impl std::fmt::Debug for LearnScreen<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("LearnScreen").field("course", &self.course).finish_non_exhaustive()
    }
}

/// How fast a race rides from a question to where its answer is seen, and how long that takes on the screen, s.
#[must_use]
pub fn ride(at: Micros, seen: Micros) -> (f64, f64) {
    let ride_s = (seen.0 - at.0) as f64 / 1e6;
    let speed = SPEEDS.into_iter().find(|speed| ride_s / speed <= LONGEST_RIDE_S).unwrap_or(FASTEST);
    (speed, ride_s / speed)
}
