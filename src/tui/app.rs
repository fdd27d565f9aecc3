//! The race screen: messages change it, `view` draws it. Does no input or output itself.

mod lessons;

use std::time::Duration;

use crossterm::event::KeyEvent;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::ascii;
use super::chances::Counting;
use super::charts::Charts;
use super::clock::Playback;
use super::decided::decided;
use super::footage::Footage;
use super::guessing::Guessing;
use super::keys;
use super::layout;
use super::message::{LoopCommand, MarkKind, Message};
use super::options::Options;
use super::page::{Page, RaceKeys};
use super::palette::{Meant, Palette};
use super::panes;
use super::programme::{Programme, StopAt, TOGETHER};
use super::scene::{Comparison, Flash, OtherRun, RaceNow, Scene};
use super::teach::{Teach, Teaching};
use super::theme::ThemeChoice;
use super::what_if::{self, Chosen, Made, Making, Offer, OrderChoice};
use crate::player::Mode;
use crate::report::words;
use crate::rules::{EditionId, Ruling, Standings};
use crate::scenario::SavedRun;
use crate::units::{Bib, Micros};

/// How long a sprint or a lap change is flashed, real time.
const FELT: Duration = Duration::from_secs(2);
/// How long a notice stays, real time.
const READ: Duration = Duration::from_secs(6);
/// How far the chances may lag behind the race on the screen while it plays, real time.
const LAG: Duration = Duration::from_secs(1);
/// How far `,` and `.` move.
const STEP: Micros = Micros(250_000);

/// The race screen, showing `F`.
#[derive(Debug)]
pub struct App<F> {
    footage: F,
    /// The edition the race was ridden under.
    own: EditionId,
    /// The edition to return to when the choice is left with esc.
    kept: EditionId,
    programme: Programme,
    playback: Playback,
    now: RaceNow,
    area: Rect,
    page: Page,
    /// The page that help was opened from.
    below: Page,
    selected: Option<Bib>,
    following: bool,
    spoiler_free: bool,
    theme: ThemeChoice,
    ascii: bool,
    mouse: bool,
    flash: Option<Flash>,
    /// Something to read, over the last rows.
    notice: Option<Flash>,
    /// The race under its own edition, while others are tried.
    comparison: Option<(F, Comparison)>,
    /// How far the viewer is in choosing an order, and the orders on offer.
    choice: OrderChoice,
    offer: Option<Offer>,
    /// The what-if that is being ridden on another thread, and the other of the two runs.
    making: Option<Making<F>>,
    rival: Option<(F, OtherRun)>,
    /// What must happen, and how many rulings there were when it was worked out.
    outlook: (usize, Vec<String>),
    /// Chances of winning, counted while they are shown; and whether they stand beside the names.
    chances: Option<Counting>,
    beside: bool,
    charts: Charts,
    scroll: usize,
    palette: Palette,
    present: bool,
    stop_at: StopAt,
    /// Since when the winner has led, in words; filled at the end.
    decided: Option<String>,
    /// While a lesson asks: the only riders who are named.
    quiet: Option<Vec<Bib>>,
    teaching: Teaching,
    guessing: Guessing,
}

impl<F: Footage> App<F> {
    /// The screen on `footage`, playing, from the gun or from `options.start`.
    #[must_use]
    pub fn new(footage: F, options: &Options) -> Self {
        let programme = Programme::new(&footage);
        let mut playback = Playback::new(footage.duration(), options.speed);
        playback.seek(programme.moment(options.start));
        let own = footage.edition();
        let now = instant(&footage, &programme, playback.at(), None);
        Self {
            teaching: Teaching::new(options.teach, footage.at_stake()),
            guessing: Guessing::new(options.predict, footage.rulings()),
            footage,
            own,
            kept: own,
            programme,
            playback,
            now,
            area: Rect::new(0, 0, 80, 24),
            page: Page::Race,
            below: Page::Race,
            selected: None,
            following: false,
            spoiler_free: options.spoiler_free || options.predict,
            theme: options.theme,
            ascii: options.ascii,
            mouse: options.mouse,
            flash: None,
            notice: options.notice.clone().map(|text| Flash { text, left: READ }),
            comparison: None,
            choice: OrderChoice::default(),
            offer: None,
            making: None,
            rival: None,
            outlook: (usize::MAX, Vec::new()),
            chances: None,
            beside: false,
            charts: Charts::default(),
            scroll: 0,
            palette: Palette::default(),
            present: options.present,
            stop_at: options.stop_at,
            decided: None,
            quiet: None,
        }
    }

    /// What `key` asks for on the open page.
    #[must_use]
    pub fn message(&self, key: KeyEvent) -> Option<Message> {
        keys::message(key, self.page)
    }

    /// Whether time changes anything: the race plays, a flash or notice fades, a race or chances are being worked out.
    #[must_use]
    pub fn animated(&self) -> bool {
        let counting = self.chances.as_ref().is_some_and(|c| !c.is_idle());
        let waits = self.teaching.is_waiting() && self.page != Page::Predict;
        let fades = self.flash.is_some() || self.notice.is_some();
        self.playback.playing() || fades || self.making.is_some() || counting || waits
    }

    #[must_use]
    pub fn page(&self) -> Page {
        self.page
    }

    #[must_use]
    pub fn at(&self) -> Micros {
        self.playback.at()
    }

    #[must_use]
    pub fn playing(&self) -> bool {
        self.playback.playing()
    }

    #[must_use]
    pub fn selected(&self) -> Option<Bib> {
        self.selected
    }

    /// Number of riders on the start list.
    #[must_use]
    pub fn riders(&self) -> usize {
        self.programme.roster.len()
    }

    /// Whether the race has been shown to its end.
    #[must_use]
    pub fn is_at_end(&self) -> bool {
        self.at() >= self.playback.end()
    }

    /// How fast the race goes on, in words.
    #[must_use]
    pub fn pace(&self) -> String {
        if self.playing() { format!("on at {}", self.playback.speed_label()) } else { "paused".to_owned() }
    }

    /// The commentary after `from`, up to `to`, with the laps that were to go.
    #[must_use]
    pub fn said(&self, from: Micros, to: Micros) -> Vec<(Micros, u32, String)> {
        let lines = self.programme.said(to).iter().filter(|said| said.at > from);
        lines.map(|said| (said.at, self.footage.view(said.at).counter.to_go, said.text.clone())).collect()
    }

    /// The code of the run on the screen.
    #[must_use]
    pub fn code(&self) -> Option<String> {
        self.footage.code()
    }

    #[must_use]
    pub fn edition(&self) -> EditionId {
        self.programme.edition
    }

    /// Changes the screen and says what the loop has to do.
    pub fn update(&mut self, message: Message) -> LoopCommand {
        let effect = self.change(message);
        self.count();
        self.draw();
        effect
    }

    fn change(&mut self, message: Message) -> LoopCommand {
        match message {
            Message::Tick(elapsed) => return self.tick(elapsed),
            Message::Resize(width, height) => self.area = Rect::new(0, 0, width, height),
            Message::Click(x, y) => return self.click(x, y),
            Message::Wheel(x, y, by) => self.wheel(x, y, by),
            Message::Play => {
                self.playback.toggle();
                self.look();
            }
            Message::Skip(seconds) => self.go(|p| p.skip(Micros(i64::from(seconds) * 1_000_000))),
            Message::Step(ticks) => {
                self.playback.pause();
                self.go(|p| p.skip(Micros(i64::from(ticks) * STEP.0)));
            }
            Message::Jump(kind, to) => self.jump(kind, to),
            Message::Tenth(n) => self.go(|p| p.seek(Micros(p.end().0 / 10 * i64::from(n)))),
            Message::Start => self.go(|p| p.seek(Micros::ZERO)),
            Message::End => self.go(|p| p.seek(p.end())),
            Message::Speed(by) => self.playback.faster(by),
            Message::Select(by) => self.select(by),
            Message::Open(page) => self.open(page),
            Message::Follow => {
                self.selected = self.scene().subject();
                self.following = !self.following;
            }
            Message::Edition(by) => {
                let all = EditionId::ALL;
                let here = all.iter().position(|e| *e == self.programme.edition).unwrap_or(0);
                self.rescore(all[(here as i32 + by).rem_euclid(all.len() as i32) as usize]);
            }
            Message::Keep => {
                self.kept = self.programme.edition;
                self.close();
            }
            Message::Type(letter) => self.palette.type_letter(letter),
            Message::Erase => self.palette.erase(),
            Message::Choose(_) | Message::Take | Message::Guess(_) | Message::Pass if self.page == Page::Predict => {
                self.guess(message);
            }
            Message::Guess(_) | Message::Pass => {}
            Message::Predict => self.toggle_guessing(),
            Message::Teach => self.teach_otherwise(),
            Message::Choose(by) if self.page == Page::Palette => self.palette.step(by, &self.programme),
            Message::Take if self.page == Page::Palette => return self.take_entry(),
            Message::StopAt => {
                self.stop_at = self.stop_at.next();
                let text = format!("the race stops at {}", self.stop_at.words());
                self.notice = Some(Flash { text, left: FELT });
            }
            Message::Present => self.present = !self.present,
            Message::Choose(by) => {
                self.choice.step(by, self.programme.roster.len());
                self.make_offer();
            }
            Message::Take => self.take_order(),
            Message::Swap => self.swap(),
            Message::Chart(by) if self.page == Page::Charts => self.charts.step(by),
            Message::Chart(_) => self.open(Page::Charts),
            Message::Beside => self.beside = !self.beside,
            Message::SpoilerFree => self.spoiler_free = !self.spoiler_free,
            Message::Save => return LoopCommand::Save,
            Message::Theme => self.theme = self.theme.next(),
            Message::Ground(ground) => self.theme = self.theme.on(ground),
            Message::Ascii => self.ascii = !self.ascii,
            Message::Mouse => {
                self.mouse = !self.mouse;
                return LoopCommand::Mouse(self.mouse);
            }
            Message::Scroll(by) => self.scroll = self.scroll.saturating_add_signed(by as isize).min(200),
            Message::Back if self.page == Page::Race => {
                (self.selected, self.following) = (self.selected.filter(|_| self.following), false);
            }
            Message::Back => self.close(),
            Message::Quit if self.page == Page::Race => return LoopCommand::Quit,
            Message::Quit => self.close(),
            Message::Interrupt => return LoopCommand::Interrupt,
            Message::Suspend => return LoopCommand::Suspend,
        }
        LoopCommand::Redraw
    }

    fn tick(&mut self, elapsed: Duration) -> LoopCommand {
        if !self.animated() {
            return LoopCommand::Nothing;
        }
        for said in [&mut self.flash, &mut self.notice] {
            if let Some(flash) = said {
                flash.left = flash.left.saturating_sub(elapsed);
            }
            said.take_if(|f| f.left.is_zero());
        }
        self.fetch();
        let from = self.at();
        self.playback.advance(elapsed);
        if let Some(stop) = self.programme.stop_between(from, self.at(), self.stop_at) {
            self.playback.seek(stop);
            self.playback.pause();
        }
        let bell = self.stop_at_bell(from);
        if self.at() > from {
            self.feel(from);
            self.look();
            if self.is_at_end() && self.page == Page::Race {
                self.decided = decided(&self.footage, &self.programme);
                self.page = Page::Finish;
            }
        }
        self.explain(from, elapsed);
        if let Some(bell) = bell {
            self.ask(bell);
        }
        LoopCommand::Redraw
    }

    /// Moves the replay and updates what is shown of the race.
    fn go(&mut self, to: impl FnOnce(&mut Playback)) {
        to(&mut self.playback);
        self.flash = None;
        if self.page == Page::Finish {
            self.page = Page::Race;
        }
        self.look();
    }

    fn look(&mut self) {
        let last = std::mem::take(&mut self.now.before);
        self.now = instant(&self.footage, &self.programme, self.playback.at(), Some(last));
        if let Some((ridden, comparison)) = &mut self.comparison {
            comparison.standings = ridden.standings(self.playback.at());
        }
        self.look_ahead();
        if let Some((race, rival)) = &mut self.rival {
            rival.standings = race.standings(self.playback.at());
        }
        self.check_guesses();
    }

    /// Counts chances for the moment shown, as long as they are shown.
    fn count(&mut self) {
        let open = [self.page, self.below].map(|page| page == Page::Chances);
        let wanted = self.beside || open[0] || (self.page == Page::Help && open[1]);
        let wanted = wanted && !self.scene().hides_legs();
        match (&self.chances, wanted) {
            (None, true) => self.chances = Counting::of(&self.footage),
            (Some(_), false) => self.chances = None,
            _ => {}
        }
        if let Some(chances) = &mut self.chances {
            let lag = self.playback.playing().then(|| self.playback.race_time_in(LAG));
            chances.look(self.playback.at(), lag);
        }
    }

    /// Makes the chart, if the page of charts is open.
    fn draw(&mut self) {
        if self.page == Page::Charts {
            self.charts.look(&self.footage, self.at(), &self.now.view.standings, self.selected);
        }
    }

    /// Works out what must happen, if its page is open and something was ruled since.
    fn look_ahead(&mut self) {
        let ruled = self.programme.ruled(self.at()).len();
        if self.page == Page::Outlook && self.outlook.0 != ruled {
            self.outlook = (ruled, self.footage.outlook(self.at()));
        }
    }

    /// Lists the orders for the selected rider.
    fn make_offer(&mut self) {
        let decides = self.programme.mode != Mode::Directed;
        let counter = &self.now.view.counter;
        let moment = format!("{} to go, {}", counter.to_go, self.at().clock());
        self.offer = Some(self.choice.offer(self.selected, &self.programme, (&moment, decides)));
    }

    /// Rides on with the chosen order.
    fn take_order(&mut self) {
        let Chosen::Told(action) = self.choice.take(&self.programme) else { return self.make_offer() };
        let told = action.and_then(|action| Some((self.selected?, action)));
        let text = match self.footage.otherwise(self.at(), told) {
            Some(ride) => {
                self.playback.pause();
                let what = what_if::told(told, &self.programme);
                self.making = Some(Making::begin(what, ride));
                "riding on …".to_owned()
            }
            None => "this race cannot go on otherwise".to_owned(),
        };
        self.flash = Some(Flash { text, left: FELT });
        self.close();
    }

    /// Shows the what-if as soon as it has been ridden.
    fn fetch(&mut self) {
        let Some(making) = &self.making else { return };
        let text = match making.look() {
            Made::NotYet => return,
            Made::Refused(why) => format!("refused: {why}"),
            Made::Race(what, race) => {
                let parts = self.at();
                let before = std::mem::replace(&mut self.footage, race);
                let standings = before.standings(self.at());
                let rival = OtherRun { what: what.clone(), parts: Some(parts), standings };
                self.rival = Some((before, rival));
                self.show_anew();
                what
            }
        };
        self.making = None;
        self.flash = Some(Flash { text, left: FELT });
    }

    /// Swaps the run on the screen with the other one.
    fn swap(&mut self) {
        let Some((other, _)) = &mut self.rival else { return };
        std::mem::swap(other, &mut self.footage);
        self.show_anew();
    }

    /// Reads everything again: the footage is now another race of the same riders.
    fn show_anew(&mut self) {
        let at = self.at();
        self.programme = Programme::new(&self.footage);
        self.playback.set_end(self.footage.duration());
        self.playback.seek(at);
        self.outlook.0 = usize::MAX;
        self.chances = None;
        self.charts.forget();
        self.teach_anew();
        (self.own, self.kept) = (self.footage.edition(), self.footage.edition());
        self.now.before.0 = Micros(-1);
        self.look();
    }

    /// Flashes what was decided between `from` and now.
    fn feel(&mut self, from: Micros) {
        let before = self.programme.ruled(from).len();
        let new = &self.programme.ruled(self.at())[before..];
        let text = new.iter().rev().find_map(|r| match *r {
            Ruling::Over { .. } => Some("the race is over".to_owned()),
            Ruling::Restart { to_go, .. } => Some(format!("stopped, and goes on with {to_go} laps to go")),
            // When its winner is home, and when it is decided.
            Ruling::Place { sprint, place, .. } if place == 1 || self.programme.deciding(self.at()).is_none() => {
                Some(format!("sprint {sprint} · {}", self.programme.family(self.programme.winner(sprint)?)))
            }
            Ruling::Gain { .. } => {
                Some(self.lapped("▲", ["gains a lap", "gain a lap"], |r| matches!(r, Ruling::Gain { .. })))
            }
            Ruling::Loss { .. } => {
                Some(self.lapped("▼", ["loses a lap", "lose a lap"], |r| matches!(r, Ruling::Loss { .. })))
            }
            Ruling::Moved { relegated: true, sprint, bib, .. } => {
                Some(format!("sprint {sprint} · {} relegated", self.programme.family(bib)))
            }
            Ruling::Penalty { bib, points, .. } => {
                Some(format!("{} {}: penalty", super::text::signed(points), self.programme.family(bib)))
            }
            _ => None,
        });
        if let Some(text) = text {
            self.flash = Some(Flash { text, left: FELT });
        }
    }

    /// "▲ IGNATIEV, FULST and CICCONE gain a lap": all who did so together by now, in the order of the table.
    fn lapped(&self, sign: &str, [one, many]: [&str; 2], is: impl Fn(&Ruling) -> bool) -> String {
        let together = |r: &&Ruling| self.at().0 - r.at().0 < TOGETHER.0 && is(r);
        let mut bibs: Vec<Bib> = self.programme.ruled(self.at()).iter().filter(together).map(Ruling::bib).collect();
        let rank = |bib: &Bib| self.now.view.standings.rows.iter().position(|row| row.bib == *bib);
        bibs.sort_by_key(rank);
        bibs.dedup();
        let names: Vec<String> = bibs.iter().map(|bib| self.programme.family(*bib)).collect();
        format!("{sign} {} {}", words::list(&names), if names.len() == 1 { one } else { many })
    }

    fn jump(&mut self, kind: MarkKind, to: i32) {
        let only = self.selected.filter(|_| self.following && kind == MarkKind::Any);
        let stops = self.programme.stops(kind, only);
        let at = self.at();
        // While the race plays, a second press must reach the mark before the one just left.
        let slack = if self.playing() { self.playback.race_time_in(Duration::from_secs(1)) } else { Micros::ZERO };
        let target = if to > 0 {
            stops.into_iter().find(|s| *s > at)
        } else {
            stops.into_iter().rev().find(|s| s.0 < at.0 - slack.0)
        };
        if let Some(target) = target {
            self.go(|p| p.seek(target));
            self.feel(Micros(target.0 - 1));
            self.explain(Micros(target.0 - 1), Duration::ZERO);
        }
    }

    fn select(&mut self, by: i32) {
        let rows = &self.now.view.standings.rows;
        let here = self.selected.and_then(|bib| rows.iter().position(|r| r.bib == bib));
        let next = match here {
            Some(i) => i.saturating_add_signed(by as isize).min(rows.len().saturating_sub(1)),
            None if by > 0 => 0,
            None => rows.len().saturating_sub(1),
        };
        self.selected = rows.get(next).map(|r| r.bib);
        self.scroll = 0;
    }

    fn open(&mut self, page: Page) {
        let page = if page == Page::Help { self.rule_or_help() } else { page };
        if page == Page::Help {
            if self.page == Page::Help {
                return self.close();
            }
            self.below = self.page;
        }
        if page == Page::Palette {
            self.palette = Palette::default();
        }
        if page.info().of_rider {
            self.selected = self.scene().subject();
        }
        if page == Page::Orders {
            // The moment that is asked about stands still while one chooses.
            self.playback.pause();
            self.choice = OrderChoice::default();
            self.make_offer();
        }
        if page == Page::Editions {
            self.kept = self.programme.edition;
            let ridden = self.footage.under(self.own);
            let standings = ridden.standings(self.at());
            self.comparison = Some((ridden, Comparison { own: self.own, standings }));
        }
        (self.page, self.scroll) = (page, 0);
        self.look_ahead();
    }

    fn close(&mut self) {
        if self.page == Page::Editions {
            self.rescore(self.kept);
            self.comparison = None;
        }
        if self.page == Page::Predict {
            return self.ride_on();
        }
        self.page = if self.page == Page::Help { self.below } else { Page::Race };
        self.scroll = 0;
    }

    fn rescore(&mut self, edition: EditionId) {
        if edition != self.programme.edition {
            self.footage = self.footage.under(edition);
            self.programme = Programme::new(&self.footage);
            self.outlook.0 = usize::MAX;
            self.chances = None;
            self.charts.forget();
            self.teach_anew();
            self.now.before.0 = Micros(-1);
            self.look();
        }
    }

    /// Does what the chosen line of the list stands for.
    fn take_entry(&mut self) -> LoopCommand {
        let chosen = self.palette.chosen(&self.programme);
        self.close();
        match chosen {
            Some(Meant::Action(message)) => return self.change(message),
            Some(Meant::Rider(bib)) => self.selected = Some(bib),
            None => {}
        }
        LoopCommand::Redraw
    }

    /// A click goes to the moment, does what the key does, or chooses the rider whose name or sign it hits.
    fn click(&mut self, x: u16, y: u16) -> LoopCommand {
        let plan = layout::plan(self.area, self.programme.roster.len());
        let at = Position { x, y };
        if plan.footer.contains(at) {
            let column = usize::from(x - plan.footer.x);
            let pressed = panes::help::clicked(&self.scene(), self.page, plan.footer, column);
            return pressed.map_or(LoopCommand::Nothing, |message| self.change(message));
        }
        if plan.bar.contains(at) {
            let part = f64::from(x - plan.bar.x) / f64::from(plan.bar.width.saturating_sub(1).max(1));
            self.go(|p| p.seek(Micros((p.end().0 as f64 * part) as i64)));
        } else if self.page.info().keys == RaceKeys::All {
            let in_table = plan.standings.contains(at) && self.page == Page::Race && !self.present;
            let row = in_table.then(|| panes::standings::row_at(&self.scene(), plan.standings, y)).flatten();
            let hit = row.or_else(|| panes::hit::rider(&self.scene(), self.page, self.area, at));
            self.selected = hit.or(self.selected);
        }
        LoopCommand::Redraw
    }

    /// The wheel chooses a rider over the table, winds over the time bar, and scrolls or chooses elsewhere.
    fn wheel(&mut self, x: u16, y: u16, by: i32) {
        let plan = layout::plan(self.area, self.programme.roster.len());
        let at = Position { x, y };
        if plan.bar.contains(at) {
            self.go(|p| p.skip(Micros(i64::from(by) * 5_000_000)));
        } else if matches!(self.page, Page::Orders | Page::Palette | Page::Predict) {
            self.change(Message::Choose(by));
        } else if self.page == Page::Race && plan.standings.contains(at) {
            self.select(by);
        } else {
            self.change(Message::Scroll(by));
        }
    }

    fn scene(&self) -> Scene<'_> {
        Scene {
            programme: &self.programme,
            now: &self.now,
            playback: &self.playback,
            theme: self.theme.theme(),
            selected: self.selected,
            following: self.following,
            spoiler_free: self.spoiler_free,
            flash: self.flash.as_ref(),
            comparison: self.comparison.as_ref().map(|(_, comparison)| comparison),
            offer: self.offer.as_ref(),
            rival: self.rival.as_ref().map(|(_, rival)| rival),
            chances: self.chances.as_ref().map(Counting::known),
            beside: self.beside,
            charts: self.charts.shown(),
            outlook: &self.outlook.1,
            scroll: self.scroll,
            palette: (self.page == Page::Palette).then_some(&self.palette),
            present: self.present,
            stop_at: self.stop_at,
            decided: self.decided.as_deref(),
            quiet: self.quiet.as_deref(),
            explained: self.teaching.shown(),
            guessing: Some(&self.guessing).filter(|guessing| guessing.is_on()),
            ascii: self.ascii,
        }
    }

    /// Draws the screen into `area`.
    pub fn view(&self, area: Rect, buf: &mut Buffer) {
        let scene = self.scene();
        buf.set_style(area, scene.theme.ground);
        panes::view(&scene, self.page, area, buf);
        if let Some(notice) = self.notice_text() {
            panes::notice(scene.theme, &notice, area, buf);
        }
        if self.ascii {
            ascii::flatten(buf);
        }
    }
}

/// What a lesson asks of the screen.
impl<F: Footage> App<F> {
    /// Goes to `at` and stops there.
    pub fn stop_at(&mut self, at: Micros) {
        self.playback.pause();
        self.go(|p| p.seek(at));
    }

    /// Plays from `at` on, so many times as fast as the race was.
    pub fn play_from(&mut self, at: Micros, speed: f64) {
        self.playback = Playback::new(self.footage.duration(), speed);
        self.go(|p| p.seek(at));
    }

    /// Hides who leads and which group is what, and names these riders alone; or shows everything again.
    pub fn quieten(&mut self, named: Option<Vec<Bib>>) {
        // A lesson explains at its own time.
        self.teaching = Teaching::new(Teach::Never, Vec::new());
        self.quiet = named;
    }

    /// Chooses a rider, or nobody.
    pub fn choose(&mut self, rider: Option<Bib>) {
        self.selected = rider;
    }

    /// Draws the screen of a lesson into `area`.
    pub fn view_lesson(&self, text: &panes::lesson::LessonText, area: Rect, buf: &mut Buffer) {
        let scene = self.scene();
        buf.set_style(area, scene.theme.ground);
        panes::lesson::view(&scene, text, area, buf);
        if self.ascii {
            ascii::flatten(buf);
        }
    }
}

/// The race at `at`; `last` is the table before the last sprint, if it is already known.
fn instant(footage: &impl Footage, programme: &Programme, at: Micros, last: Option<(Micros, Standings)>) -> RaceNow {
    let decided = |r: &Ruling| matches!(*r, Ruling::Place { place: 1, .. }).then(|| r.at());
    let sprint = programme.ruled(at).iter().rev().find_map(decided).unwrap_or(Micros::ZERO);
    let before = match last {
        Some(last) if last.0 == sprint => last,
        // Before the first sprint the table is that of the gun, when riders may have points already.
        _ => (sprint, footage.standings(Micros((sprint.0 - 1).max(0)))),
    };
    RaceNow { view: footage.view(at), sprints: footage.sprints(at), before }
}

impl<F: Footage> App<F> {
    /// The run on the screen, as it is kept in a file.
    #[must_use]
    pub fn to_save(&self) -> Option<SavedRun> {
        let code = self.footage.code()?;
        let title = Some(self.programme.title.clone());
        Some(SavedRun { code, title, note: None, fingerprint: self.footage.fingerprint() })
    }

    /// Says where the run was saved, or why it was not.
    pub fn saved(&mut self, place: Result<String, String>) {
        let text = place.map_or_else(|why| format!("not saved: {why}"), |place| format!("saved: {place}"));
        self.notice = Some(Flash { text: crate::text::visible(&text, 200), left: READ });
    }
}

impl<F: Footage> super::run::ScreenModel for App<F> {
    fn to_save(&self) -> Option<SavedRun> {
        self.to_save()
    }
    fn saved(&mut self, place: Result<String, String>) {
        self.saved(place);
    }
    fn message(&self, key: KeyEvent) -> Option<Message> {
        self.message(key)
    }
    fn update(&mut self, message: Message) -> LoopCommand {
        self.update(message)
    }
    fn animated(&self) -> bool {
        self.animated()
    }
    fn view(&self, area: Rect, buf: &mut Buffer) {
        self.view(area, buf);
    }
}
