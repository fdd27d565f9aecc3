//! Arguments that several commands share: which race, under which rules, with which seed, on what screen.

use std::ffi::OsStr;
use std::fmt::Display;
use std::path::Path;
use std::sync::Arc;

use clap::builder::{PossibleValue, StringValueParser, TypedValueParser};
use clap::error::ErrorKind;
use clap::{Arg, Args};

use super::{Failure, out, source};
use crate::player::{Checks, Many, Replay, ReplayError};
use crate::report::Day;
use crate::rules::{Edition, EditionId, UnknownEdition};
use crate::run::{self, Change, Code, CodeError, Order, Origin, Run};
use crate::scenario::{self, AIR, Found, Pipes, SavedRun, Scenario};
use crate::sweep::{self, RaceOutcome};
use crate::tactics::When;
use crate::text::{Quoting, quoted};
use crate::tui::{Options, ThemeChoice};
use crate::units::Bib;

/// The seed of a run for which none is given.
pub const DEFAULT_SEED: u64 = 1;

/// A race: scenario, rules, seed, and who decides what the riders do.
#[derive(Debug, Clone, Args)]
pub struct RunArgs {
    /// Id of a built-in scenario, path of a scenario file or of a saved run, or the code of a whole run (run:…)
    #[arg(value_parser = ScenarioArg, hide_possible_values = true, value_hint = clap::ValueHint::FilePath)]
    pub scenario: String,
    /// Chooses what no source says: of a replay, who was where in the sprints and laps that are not on record; of a
    /// free race, the riders' days and minds [default: 1]
    #[arg(long, value_name = "N")]
    pub seed: Option<u64>,
    /// The rules of another era: a replay is scored under them, a free race is ridden under them [default: the
    /// scenario's own]
    #[arg(long, value_name = "EDITION", value_parser = EditionArg)]
    pub rules: Option<EditionId>,
    /// From LAP on riders decide for themselves, from where they are and with what they have left: laps of the head of the
    /// race, 0 for the gun, or a time such as 41:12 [default: free from the gun without a record, from the first order
    /// with one, else never]
    #[arg(long, value_name = "LAP", value_parser = moment)]
    pub free_from: Option<When>,
    /// The luck of what comes after --free-from, if another than the seed's
    #[arg(long, value_name = "N")]
    pub luck: Option<u64>,
    /// Tells a rider what to do, from a lap or a time on: '130 Ignatiev sit in', '135 Kluge follow Llaneras'; one of attack,
    /// bridge, follow RIDER, sit in, pull, chase, sprint, skip, ease, wait for RIDER, abandon, free
    #[arg(long, value_name = "'LAP RIDER ACTION'")]
    pub order: Vec<String>,
    /// Gives a rider other legs in a race that is ridden freely: 'Ignatiev cp +3' (per cent of cp, wprime or peak)
    #[arg(long, value_name = "'RIDER POWER PERCENT'")]
    pub legs: Vec<String>,
    /// Leaves a rider out of a race that is free from the gun
    #[arg(long, value_name = "RIDER")]
    pub without: Vec<String>,
    /// Density of the air in kg/m³, 0.8 to 1.4: a high or a warm hall has less [default: the scenario's own; 1.17 at sea
    /// level and 27 °C]
    #[arg(long, value_name = "DENSITY", value_parser = air)]
    pub air: Option<f64>,
    /// In a free race let nobody fall, puncture, be withdrawn or give up
    #[arg(long)]
    pub no_incidents: bool,
}

/// A run that can be ridden.
#[derive(Debug, Clone)]
pub struct RequestedRun {
    pub scenario: Scenario,
    pub run: Run,
    /// The id or path by which the scenario was named.
    name: String,
    /// The text of the scenario.
    text: Arc<str>,
    /// Whether that text is part of the program.
    is_builtin: bool,
    /// How many of the run's orders, counted from the first, come from the scenario file itself.
    own: usize,
    /// A warning for the user.
    pub notice: Option<String>,
    /// Every tick is checked closely while it is ridden.
    pub closely: bool,
}

impl RunArgs {
    /// The run of the scenario `id` without further options.
    pub fn of_id(id: String) -> Self {
        Self {
            scenario: id,
            seed: None,
            rules: None,
            free_from: None,
            luck: None,
            order: Vec::new(),
            legs: Vec::new(),
            without: Vec::new(),
            air: None,
            no_incidents: false,
        }
    }

    /// Checks that the scenario is one that the file at `path`, which names it, may lead to.
    pub fn reaches_from(&self, path: &Path) -> Result<(), Failure> {
        let name = match Code::read(&self.scenario) {
            Ok(code) => code.scenario,
            Err(_) => self.scenario.clone(),
        };
        scenario::check_reach(path, &name).map_err(|p| Failure::Files(vec![p]))
    }

    /// Reads the scenario and the options of the run.
    pub fn open(&self) -> Result<RequestedRun, Failure> {
        let asked = match &self.scenario {
            code if Code::is_one(code) => self.open_code(code, None)?,
            path if scenario::is_saved(path) => {
                let saved = scenario::load_saved(path, Pipes::Allowed).map_err(|p| Failure::Files(vec![p]))?;
                self.open_code(&saved.code, Some((path, &saved)))?
            }
            _ => self.open_scenario()?,
        };
        if let Some(notice) = &asked.notice {
            out::complain(&format!("velodrome: {notice}\n"));
        }
        let laps = asked.scenario.track.laps;
        match asked.run.from {
            Some(When::Lap(lap)) if lap >= f64::from(laps) => Err(Failure::wrong(
                format!("--free-from {lap}: the race is over after {laps} laps"),
                format!("write 0 to {}", laps - 1),
            )),
            _ => Ok(asked),
        }
    }

    /// Opens a run code. If it comes from a saved run, `saved` is the path of that file and its content.
    fn open_code(&self, code: &str, saved: Option<(&String, &SavedRun)>) -> Result<RequestedRun, Failure> {
        let has_options = self.seed.is_some()
            || self.rules.is_some()
            || self.free_from.is_some()
            || self.luck.is_some()
            || !self.order.is_empty()
            || !self.legs.is_empty()
            || !self.without.is_empty()
            || self.air.is_some()
            || self.no_incidents;
        if has_options {
            return Err(Failure::wrong(
                match saved {
                    Some(_) => "a saved run says the whole run",
                    None => "a run code says the whole run",
                },
                "leave out the other options, or name the scenario instead",
            ));
        }
        let wrong = |e: CodeError| {
            Failure::wrong(e.to_string(), "a code is what 'velodrome result' and 'watch' print after run:")
        };
        let code = Code::read(code).map_err(|e| match saved {
            Some((path, _)) => Failure::wrong(format!("{}: {e}", crate::text::visible(path, 200)), "it was saved so"),
            None => wrong(e),
        })?;
        if let Some((path, _)) = saved {
            scenario::check_reach(Path::new(path), &code.scenario).map_err(|p| Failure::Files(vec![p]))?;
        }
        // Whoever wrote the code may be a stranger, so it leads to no pipe.
        let Found { scenario, text, is_builtin } = source::open(&code.scenario, Pipes::Refused)?;
        let hash = (!is_builtin).then(|| run::hash(&text));
        let name = || crate::text::visible(&code.scenario, 60);
        let mut notice = None;
        match saved {
            None if code.hash.is_some() && code.hash != hash => {
                return Err(Failure::wrong(
                    format!("{} is not what it was when this run was made", name()),
                    "the run would be another; name the file instead of the code to ride what it is now",
                ));
            }
            Some((_, saved))
                if saved.fingerprint.as_ref().is_some_and(|print| *print != scenario::fingerprint(&text)) =>
            {
                notice = Some(format!("{} has been changed since this run was saved: the race may be another", name()));
            }
            _ => {}
        }
        let run = code.run(&scenario).map_err(wrong)?;
        let (name, text) = (code.scenario, text.into());
        Ok(RequestedRun { scenario, run, name, text, is_builtin, own: 0, notice, closely: false })
    }

    fn open_scenario(&self) -> Result<RequestedRun, Failure> {
        let Found { scenario, text, is_builtin } = source::open(&self.scenario, Pipes::Allowed)?;
        let absent = |text: &String| {
            scenario
                .find(text)
                .map_err(|e| Failure::wrong(format!("--without: {e}"), "a rider of the start list, by name or number"))
        };
        // Options override what the file asks for; orders are added to those of the file.
        let mut run = Run::of_file(&scenario, DEFAULT_SEED);
        run.seed = self.seed.unwrap_or(run.seed);
        run.edition = self.rules.or(run.edition);
        run.luck = self.luck.or(run.luck);
        run.air = self.air;
        run.calm = self.no_incidents;
        for text in &self.without {
            let bib = absent(text)?;
            if run.starts(bib) {
                run.without.push(bib);
            }
        }
        run.orders.extend(orders("--order", &self.order, &scenario)?);
        run.legs.extend(legs("--legs", &self.legs, &scenario)?);
        // Without a record, riders decide from the gun anyway.
        run.from = self.free_from.or(run.from).filter(|from| scenario.card.is_some() || !from.is_gun());
        let own = scenario.preset.orders.len();
        let (name, text) = (self.scenario.clone(), text.into());
        let asked = RequestedRun { run, scenario, name, text, is_builtin, own, notice: None, closely: false }.settled();
        if let Some(luck) = self.luck.filter(|_| asked.run.from.is_none_or(When::is_gun)) {
            return Err(Failure::wrong(
                format!("--luck {luck}: another luck needs a moment to begin"),
                "add --free-from LAP; from the gun on, --seed is the luck",
            ));
        }
        Ok(asked)
    }
}

/// Parses orders to riders; `option` is the flag named in errors.
pub fn orders(option: &str, texts: &[String], scenario: &Scenario) -> Result<Vec<Order<Bib>>, Failure> {
    let read = |text: &String| {
        Order::read(text, scenario)
            .map_err(|e| Failure::wrong(format!("{option}: {e}"), format!("as in {option} '130 Ignatiev sit in'")))
    };
    texts.iter().map(read).collect()
}

/// Parses leg changes; `option` is the flag named in errors.
pub fn legs(option: &str, texts: &[String], scenario: &Scenario) -> Result<Vec<Change>, Failure> {
    let read = |text: &String| {
        Change::read(text, scenario)
            .map_err(|e| Failure::wrong(format!("{option}: {e}"), format!("as in {option} 'Ignatiev cp +3'")))
    };
    texts.iter().map(read).collect()
}

impl RequestedRun {
    /// Fills in the moment from which riders decide: in a race on record it follows from the orders.
    pub fn settled(mut self) -> Self {
        if self.scenario.card.is_some() {
            self.run.from = self.run.free_from(&self.scenario);
        }
        self
    }

    /// The same, checked closely on the way if that is asked for.
    pub fn checked(self, closely: Closely) -> Self {
        Self { closely: closely.check, ..self }
    }

    /// Whether riders decide for themselves, at least from some moment on.
    pub fn is_free(&self) -> bool {
        self.run.free_from(&self.scenario).is_some()
    }

    /// The hash of the scenario's text, if it is a file.
    fn hash(&self) -> Option<u32> {
        (!self.is_builtin).then(|| run::hash(&self.text))
    }

    /// The run code.
    pub fn code(&self) -> String {
        Code::write(&self.name, self.hash(), &self.run, &self.scenario)
    }

    /// The run as it is saved in a file.
    pub fn to_save(&self) -> SavedRun {
        SavedRun {
            code: self.code(),
            title: Some(self.scenario.title.clone()),
            note: None,
            fingerprint: Some(scenario::fingerprint(&self.text)),
        }
    }

    /// Rides the race.
    pub fn ride(&self) -> Result<Replay, Failure> {
        (self.later())().map_err(|e| self.failure(e))
    }

    /// The failure for `error`: with its place in the file, if it is about the record or an order of it.
    pub fn failure(&self, error: ReplayError) -> Failure {
        if let ReplayError::Refused { number, why, .. } = &error
            && *number < self.own
            && let Some(problems) = scenario::refused(&self.name, &self.text, *number, &why.to_string())
        {
            return Failure::Files(vec![problems]);
        }
        match source::refusal(&self.name, &self.text, &self.scenario, &error) {
            Some(problems) => Failure::Files(vec![problems]),
            None => Failure::Race(self.scenario.id.clone(), error),
        }
    }

    /// A closure that rides the race, to be called on another thread.
    pub fn later(&self) -> impl FnOnce() -> Result<Replay, ReplayError> + Send + use<> {
        let (scenario, run, is_free) = (self.scenario.clone(), self.run.clone(), self.is_free());
        let origin =
            Origin { name: self.name.clone(), hash: self.hash(), fingerprint: Some(scenario::fingerprint(&self.text)) };
        let checks = Checks::of(&self.again()).closely(self.closely);
        move || {
            let replay = Replay::checked(scenario, &run, checks)?.named(origin);
            let replay = replay.obeyed()?;
            let board = replay.scoreboard(replay.duration());
            match !is_free || board.standings().is_final {
                true => Ok(replay),
                false => Err(ReplayError::Endless { to_go: board.counter().to_go }),
            }
        }
    }

    /// A closure that rides one race of a sweep with a seed; in a forked run, with the seed for what comes after the fork.
    pub fn outcomes(&self) -> Result<impl Fn(u64) -> RaceOutcome + Sync + use<>, Failure> {
        let many = Many::of(self.scenario.clone(), &self.run).map_err(|e| self.failure(e))?;
        let asked = self.clone();
        Ok(move |luck| {
            let checks = Checks::of(&asked.command("watch", &luck)).closely(asked.closely);
            sweep::ride_checked(&many, luck, Some(checks))
        })
    }

    /// Whether the races of a sweep share a past, up to a fork.
    pub fn is_forked(&self) -> bool {
        self.run.free_from(&self.scenario).is_some_and(|from| !from.is_gun())
    }

    /// The seed of the first race of a sweep; in a forked run, the first `--luck`.
    pub fn first(&self) -> u64 {
        if self.is_forked() { self.run.luck() } else { self.run.seed }
    }

    /// The command that shows this race again.
    pub fn again(&self) -> String {
        let is_plain = self.run.orders.is_empty() && self.run.legs.is_empty() && self.run.luck.is_none();
        if is_plain && self.scenario.preset.is_empty() {
            self.again_by_options()
        } else {
            format!("velodrome watch {}", word(&self.code()))
        }
    }

    /// The same command written with options rather than as a run code.
    fn again_by_options(&self) -> String {
        let [free, rest] = self.option_texts();
        format!("velodrome watch {}{free} --seed {}{rest}", word(&self.name), self.run.seed)
    }

    /// The command line that runs `what` on this race with another seed, or with a placeholder for one. (In a forked run the
    /// seed is that of `--luck`.)
    pub fn command(&self, what: &str, seed: &dyn Display) -> String {
        if !self.scenario.preset.is_empty() {
            // Options would be added to what the file asks for; a run code is complete.
            let code = Code::write_like(&self.name, self.hash(), &self.run, &self.scenario, seed);
            return format!("velodrome {what} {}", word(&code));
        }
        let [free, rest] = self.option_texts();
        let seed = match self.is_forked() {
            true => format!(" --seed {} --luck {seed}", self.run.seed),
            false => format!(" --seed {seed}"),
        };
        format!("velodrome {what} {}{free}{seed}{rest}", word(&self.name))
    }

    /// The command that rides this race many times; free from the gun if it is a replay.
    pub fn sweep_of_it(&self) -> String {
        let from = if self.is_free() { self.run.from } else { Some(When::GUN) };
        Self { run: Run { from, ..self.run.clone() }, ..self.clone() }.command("sweep", &self.first())
    }

    /// The options of the run, without those that differ between races of a sweep.
    pub fn options(&self) -> String {
        let [free, rest] = self.option_texts();
        let past = if self.is_forked() { format!(" --seed {}", self.run.seed) } else { String::new() };
        format!("{free}{past}{rest}").trim_start().to_owned()
    }

    /// The options that stand before the seed, and those after it; each option begins with a space.
    fn option_texts(&self) -> [String; 2] {
        let run = &self.run;
        let name = |bib| self.scenario.rider(bib).map_or_else(|| bib.to_string(), |r| r.family.clone());
        let free = run.from.map_or(String::new(), |from| format!(" --free-from {}", crate::run::write_when(from)));
        let mut rest = run.edition.map_or(String::new(), |id| format!(" --rules {id}"));
        for told in &run.orders {
            rest += &format!(" --order {}", word(&told.write(name)));
        }
        for change in &run.legs {
            rest += &format!(" --legs {}", word(&change.write(name)));
        }
        for bib in &run.without {
            rest += &format!(" --without {}", word(&name(*bib)));
        }
        rest += &run.air.map_or(String::new(), |air| format!(" --air {air}"));
        rest += if run.calm { " --no-incidents" } else { "" };
        [free, rest]
    }
}

/// `text` as one word for a shell, in quotes if necessary.
pub fn word(text: &str) -> String {
    quoted(text, Quoting::Shell)
}

/// Reads a moment of a race.
pub fn moment(text: &str) -> Result<When, String> {
    crate::run::read_when(text).map_err(|why| why.to_string())
}

/// Reads a density of the air.
fn air(text: &str) -> Result<f64, String> {
    let (least, most) = (AIR.start(), AIR.end());
    text.parse().ok().filter(|air| AIR.contains(air)).ok_or_else(|| format!("write a number from {least} to {most}"))
}

/// The day whose table is wanted.
#[derive(Debug, Clone, Copy, Args)]
pub struct AsOf {
    /// The table as it stood on a day, before or after later decisions [default: as it stands now]
    #[arg(long, value_name = "DATE")]
    pub as_of: Option<Day>,
}

impl AsOf {
    /// The day, if any.
    ///
    /// # Errors
    /// If it is before the day of the race, or the race is a free one.
    pub fn of(self, asked: &RequestedRun) -> Result<Option<Day>, Failure> {
        let scenario = &asked.scenario;
        if self.as_of.is_some() && asked.is_free() {
            return Err(Failure::wrong(
                "--as-of: nothing has been decided after a simulated race",
                if scenario.card.is_some() { "leave out --as-of, or --free-from" } else { "leave it out" },
            ));
        }
        let ridden = scenario.date.as_deref().and_then(|d| d.parse::<Day>().ok());
        match (self.as_of, ridden) {
            (Some(day), Some(ridden)) if day < ridden => Err(Failure::wrong(
                format!("there is no table as of {day}: the race was ridden on {ridden}"),
                format!("for the table as ridden: --as-of {ridden}"),
            )),
            (day, _) => Ok(day),
        }
    }
}

/// Accepts any id or path; completions offer the built-in ids.
#[derive(Debug, Clone, Copy)]
pub struct ScenarioArg;

impl TypedValueParser for ScenarioArg {
    type Value = String;

    fn parse_ref(&self, cmd: &clap::Command, arg: Option<&Arg>, value: &OsStr) -> Result<String, clap::Error> {
        StringValueParser::new().parse_ref(cmd, arg, value)
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        Some(Box::new(scenario::builtins().iter().map(|b| PossibleValue::new(b.id))))
    }
}

/// Reads an edition. Completions offer the names; the error for an unknown one includes the rules' hint.
#[derive(Debug, Clone, Copy)]
pub struct EditionArg;

impl TypedValueParser for EditionArg {
    type Value = EditionId;

    fn parse_ref(&self, cmd: &clap::Command, arg: Option<&Arg>, value: &OsStr) -> Result<EditionId, clap::Error> {
        let text = value.to_string_lossy();
        text.parse().map_err(|unknown: UnknownEdition| {
            let arg = arg.map_or_else(String::new, |a| format!(" for '{a}'"));
            clap::Error::raw(ErrorKind::InvalidValue, format!("invalid value{arg}: {unknown}\n")).with_cmd(cmd)
        })
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        let value = |e: &Edition| PossibleValue::new(e.id.name()).help(format!("{}, {}", e.title, e.span));
        Some(Box::new(Edition::all().iter().map(value)))
    }
}

/// What is checked while a race is ridden.
#[derive(Debug, Clone, Copy, Args)]
pub struct Closely {
    /// Check every tick closely on the way: nobody rides into anybody, no lap is gained without contact, no speed jumps, and a
    /// tick that is ridden twice comes out the same. If a check fails, the program stops and says where and how. Takes several
    /// times as long
    #[arg(long)]
    pub check: bool,
}

/// How the screen looks.
#[derive(Debug, Clone, Copy, Args)]
pub struct ScreenArgs {
    /// Colours for a light terminal
    #[arg(long, conflicts_with = "dark")]
    pub light: bool,
    /// Colours for a dark terminal
    #[arg(long)]
    pub dark: bool,
    /// Listen to the mouse (selecting text then needs Shift)
    #[arg(long)]
    pub mouse: bool,
    /// Hide what has not happened yet: the result, the marks on the time bar, what is estimated from the result
    #[arg(long)]
    pub spoiler_free: bool,
}

/// What every command takes, before or after its name.
#[derive(Debug, Clone, Copy, Args)]
pub struct PlainArg {
    /// Plain characters only: for terminals without braille and blocks
    #[arg(long, global = true)]
    pub ascii: bool,
}

impl ScreenArgs {
    /// These arguments, and those given before the command where these say nothing.
    pub fn or(self, before: Self) -> Self {
        let (light, dark) = if self.light || self.dark { (self.light, self.dark) } else { (before.light, before.dark) };
        Self { light, dark, mouse: self.mouse || before.mouse, spoiler_free: self.spoiler_free || before.spoiler_free }
    }

    /// The first of these arguments that was given.
    pub fn given(self) -> Option<&'static str> {
        let all = [
            (self.light, "--light"),
            (self.dark, "--dark"),
            (self.mouse, "--mouse"),
            (self.spoiler_free, "--spoiler-free"),
        ];
        all.into_iter().find(|(given, _)| *given).map(|(_, name)| name)
    }

    /// The screen's options that these arguments set; the rest have their defaults.
    pub fn options(self) -> Options {
        let theme = match self {
            Self { light: true, .. } => ThemeChoice::Light,
            Self { dark: true, .. } => ThemeChoice::Dark,
            _ => ThemeChoice::Auto,
        };
        Options {
            theme,
            ascii: out::wants_ascii(),
            mouse: self.mouse,
            spoiler_free: self.spoiler_free,
            ..Options::default()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_that_repeats_a_run_can_be_pasted_into_a_shell() {
        let athens = scenario::load("athens-2004-men").unwrap();
        let again = |name: &str, run: Run| {
            RequestedRun {
                scenario: athens.clone(),
                run,
                name: name.into(),
                text: "".into(),
                is_builtin: true,
                own: 0,
                notice: None,
                closely: false,
            }
            .again()
        };
        let seven = Run::of_seed(7);
        assert_eq!(again("athens-2004-men", seven.clone()), "velodrome watch athens-2004-men --seed 7");
        let gun = Run { from: Some(When::GUN), ..seven.clone() };
        assert_eq!(again("athens-2004-men", gun), "velodrome watch athens-2004-men --free-from 0 --seed 7");
        assert_eq!(
            again("my race's.toml", Run { edition: Some(EditionId::E2019), ..seven.clone() }),
            r"velodrome watch 'my race'\''s.toml' --seed 7 --rules 2019"
        );
        let quiet = Run { calm: true, ..seven.clone() };
        assert_eq!(again("men-elite", quiet), "velodrome watch men-elite --seed 7 --no-incidents");
        let told = Run { orders: vec![Order::read("130 Ignatiev sit in", &athens).unwrap()], ..seven };
        let line = again("athens-2004-men", told);
        assert_eq!(line, "velodrome watch run:5:athens-2004-men:s7:o130.ignatiev.sit-in");
    }
}
