//! A run as a short code, to be copied, sent and read by eye: `run:5:athens-2004-men:s1:f130:o130.ignatiev.sit-in`.
//!
//! Fields are separated by colons: the model version, the scenario, then a field for everything the run says, each with a
//! letter: `s` seed, `r` rules, `f` free from, `k` luck, `w` without a rider, `a` air, `calm` no mishaps, `o` an order, `l`
//! legs, `h` a hash of the scenario file. A code is the whole run: what the file says about the run is in the code, and is
//! not read from the file again.

use std::fmt::Display;

use super::{Change, LegPower, Order, Run};
use crate::scenario::{AIR, Scenario};
use crate::tactics::{Action, When};
use crate::told::{read_action, read_laps, word};
use crate::units::{Bib, Micros};

/// Model version: bump it when the same run would end differently.
pub const VERSION: u32 = 5;

const PREFIX: &str = "run:";

/// A code as read, before its scenario is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Code {
    /// Id or path.
    pub scenario: String,
    /// Hash of the file's text, if the scenario is a file.
    pub hash: Option<u32>,
    fields: Vec<String>,
}

/// Why a code cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CodeError {
    #[error("this is no run code: one begins with run:{VERSION}: and a scenario")]
    Shape,
    #[error(
        "this run was made by version {0} of the race; this program rides version {VERSION}, in which the same run may end \
         otherwise (to ride it all the same, write run:{VERSION}: in its place)"
    )]
    Version(u32),
    #[error("'{0}' says nothing in a run code")]
    Field(String),
    #[error("{0}")]
    Rider(String),
}

impl Code {
    /// Whether `text` is meant to be a code.
    #[must_use]
    pub fn is_one(text: &str) -> bool {
        text.starts_with(PREFIX)
    }

    /// Reads a code as far as that is possible without its scenario.
    ///
    /// # Errors
    /// If it is not a code, or has another version.
    pub fn read(text: &str) -> Result<Self, CodeError> {
        let mut parts = text.trim().strip_prefix(PREFIX).ok_or(CodeError::Shape)?.split(':');
        let version: u32 = parts.next().and_then(|v| v.parse().ok()).ok_or(CodeError::Shape)?;
        if version != VERSION {
            return Err(CodeError::Version(version));
        }
        let scenario = parts.next().and_then(unescape).filter(|id| !id.is_empty()).ok_or(CodeError::Shape)?;
        let (mut hash, mut fields) = (None, Vec::new());
        for part in parts {
            match part.strip_prefix('h') {
                Some(hex) => {
                    hash = Some(u32::from_str_radix(hex, 16).map_err(|_| CodeError::Field(visible(part)))?);
                }
                None => fields.push(part.to_owned()),
            }
        }
        Ok(Self { scenario, hash, fields })
    }

    /// The run of `scenario` that the code stands for.
    ///
    /// # Errors
    /// If a field cannot be read or names an unknown rider.
    pub fn run(&self, scenario: &Scenario) -> Result<Run, CodeError> {
        let mut run = Run::of_seed(1);
        for field in &self.fields {
            let wrong = || CodeError::Field(visible(field));
            if field == "calm" {
                run.calm = true;
                continue;
            }
            let mut chars = field.chars();
            let (letter, rest) = (chars.next(), chars.as_str());
            match letter {
                Some('s') => run.seed = rest.parse().map_err(|_| wrong())?,
                Some('k') => run.luck = Some(rest.parse().map_err(|_| wrong())?),
                Some('r') => run.edition = Some(rest.parse().map_err(|_| wrong())?),
                Some('f') => run.from = Some(moment(rest).ok_or_else(wrong)?),
                Some('w') => run.without.push(of_slug(rest, scenario)?),
                Some('a') => run.air = Some(air(rest).ok_or_else(wrong)?),
                Some('o') => run.orders.push(order(rest, scenario).ok_or_else(wrong)??),
                Some('l') => run.legs.push(legs(rest, scenario).ok_or_else(wrong)??),
                _ => return Err(wrong()),
            }
        }
        Ok(run)
    }

    /// The code of `run` of the scenario called `name`; `hash` is the hash of its text if it is a file.
    #[must_use]
    pub fn write(name: &str, hash: Option<u32>, run: &Run, scenario: &Scenario) -> String {
        Self::write_with(name, hash, run, scenario, (run.seed.to_string(), run.luck.map(|luck| luck.to_string())))
    }

    /// The command line that shows the run of `code`. A code has no character that a shell would read otherwise.
    #[must_use]
    pub fn again(code: &str) -> String {
        format!("velodrome watch {code}")
    }

    /// The code of one of many runs like `run`. `other` is its seed (its luck, if the run has a fork), or a placeholder for it.
    #[must_use]
    pub fn write_like(name: &str, hash: Option<u32>, run: &Run, scenario: &Scenario, other: &dyn Display) -> String {
        let is_forked = run.free_from(scenario).is_some_and(|from| !from.is_gun());
        let other = other.to_string();
        let seeds = if is_forked { (run.seed.to_string(), Some(other)) } else { (other, None) };
        Self::write_with(name, hash, run, scenario, seeds)
    }

    /// The code of `run` with this seed and this luck instead.
    fn write_with(
        name: &str,
        hash: Option<u32>,
        run: &Run,
        scenario: &Scenario,
        (seed, luck): (String, Option<String>),
    ) -> String {
        let who = |bib: Bib| slug(bib, scenario);
        let mut code = format!("{PREFIX}{VERSION}:{}", escape(name));
        let mut add = |field: String| {
            code.push(':');
            code.push_str(&field);
        };
        if let Some(hash) = hash {
            add(format!("h{hash:08x}"));
        }
        add(format!("s{seed}"));
        if let Some(edition) = run.edition {
            add(format!("r{}", edition.name()));
        }
        if let Some(from) = run.from {
            add(format!("f{}", moment_code(from)));
        }
        if let Some(luck) = luck {
            add(format!("k{luck}"));
        }
        for bib in &run.without {
            add(format!("w{}", who(*bib)));
        }
        if let Some(air) = run.air {
            add(format!("a{air}").replace('.', "_"));
        }
        if run.calm {
            add("calm".to_owned());
        }
        for told in &run.orders {
            let plain = told.action.about(|_| Some(())).map_or("", word).trim_end().replace(' ', "-");
            let other = match told.action {
                Action::Follow(other) | Action::WaitFor(other) => format!(".{}", who(other)),
                _ => String::new(),
            };
            add(format!("o{}.{}.{plain}{other}", moment_code(told.at), who(told.rider)));
        }
        for change in &run.legs {
            let percent = format!("{:+}", change.percent).replace('.', "_");
            add(format!("l{}.{}{percent}", who(change.rider), change.power.name()));
        }
        code
    }
}

/// 32-bit FNV-1a hash of a file's text: enough to see that it has changed.
#[must_use]
pub fn hash(text: &str) -> u32 {
    text.bytes().fold(0x811c_9dc5, |h, b| (h ^ u32::from(b)).wrapping_mul(0x0100_0193))
}

/// Moments without dots and colons: `130`, `12_5`, and seconds as `t2472_25`.
fn moment_code(when: When) -> String {
    match when {
        When::Lap(laps) => laps.to_string().replace('.', "_"),
        When::Time(at) => {
            let (seconds, rest) = (at.0 / 1_000_000, at.0 % 1_000_000);
            let part = if rest == 0 { String::new() } else { format!("_{rest:06}").trim_end_matches('0').to_owned() };
            format!("t{seconds}{part}")
        }
    }
}

fn moment(text: &str) -> Option<When> {
    match text.strip_prefix('t') {
        None => read_laps(&text.replace('_', ".")).map(When::Lap),
        Some(seconds) => {
            let (whole, part) = seconds.split_once('_').unwrap_or((seconds, ""));
            let digits = |text: &str| text.chars().all(|c| c.is_ascii_digit());
            if whole.is_empty() || whole.len() > 6 || part.len() > 6 || !digits(whole) || !digits(part) {
                return None;
            }
            let micros: i64 = format!("{part:0<6}").parse().ok()?;
            Some(When::Time(Micros(whole.parse::<i64>().ok()? * 1_000_000 + micros)))
        }
    }
}

/// Reads `130.ignatiev.sit-in` or `130.kluge.follow.llaneras`.
fn order(text: &str, scenario: &Scenario) -> Option<Result<Order<Bib>, CodeError>> {
    let mut parts = text.split('.');
    let (at, rider, plain, other) = (moment(parts.next()?)?, parts.next()?, parts.next()?, parts.next());
    if parts.next().is_some() {
        return None;
    }
    let words = other.map_or_else(|| plain.to_owned(), |other| format!("{plain} {other}"));
    let (action, other) = read_action(&words)?;
    let told = || -> Result<Option<Order<Bib>>, CodeError> {
        let rider = of_slug(rider, scenario)?;
        let other = other.map(|slug| of_slug(&slug, scenario)).transpose()?;
        Ok(action.about(|()| other).map(|action| Order { at, rider, action }))
    };
    told().transpose()
}

/// Reads `1_05`.
fn air(text: &str) -> Option<f64> {
    let is_plain = text.chars().all(|c| c.is_ascii_digit() || c == '_');
    text.replace('_', ".").parse().ok().filter(|air| is_plain && AIR.contains(air))
}

/// Reads `ignatiev.cp+3`.
fn legs(text: &str, scenario: &Scenario) -> Option<Result<Change, CodeError>> {
    let (rider, rest) = text.split_once('.')?;
    let power = LegPower::ALL.into_iter().find(|power| rest.starts_with(power.name()))?;
    let percent = rest.strip_prefix(power.name())?.replace('_', ".");
    let percent: f64 = if percent.starts_with(['+', '-']) { percent.parse().ok()? } else { return None };
    if !Change::PERCENT.contains(&percent) {
        return None;
    }
    Some(of_slug(rider, scenario).map(|rider| Change { rider, power, percent }))
}

/// A rider in a code: the family name if it is unique and has only plain letters, or else the number.
fn slug(bib: Bib, scenario: &Scenario) -> String {
    let plain = plain_name(bib, scenario);
    let is_alone = scenario.riders.iter().filter(|r| plain_name(r.bib, scenario) == plain).count() == 1;
    match plain {
        Some(plain) if is_alone => plain,
        _ => bib.0.to_string(),
    }
}

fn plain_name(bib: Bib, scenario: &Scenario) -> Option<String> {
    let family = &scenario.riders.iter().find(|r| r.bib == bib)?.family;
    (family.chars().all(|c| c.is_ascii_alphabetic()) && family.len() > 1).then(|| family.to_ascii_lowercase())
}

fn of_slug(slug: &str, scenario: &Scenario) -> Result<Bib, CodeError> {
    let named = scenario.riders.iter().find(|r| plain_name(r.bib, scenario).as_deref() == Some(slug));
    match named {
        Some(rider) => Ok(rider.bib),
        None => scenario.find(slug).map_err(CodeError::Rider),
    }
}

/// A name with every character that is not plain written as `%` and two hexadecimal digits per byte.
fn escape(name: &str) -> String {
    let byte = |b: u8| match b {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'/' => char::from(b).to_string(),
        _ => format!("%{b:02x}"),
    };
    name.bytes().map(byte).collect()
}

fn unescape(text: &str) -> Option<String> {
    let (mut bytes, mut rest) = (Vec::new(), text.as_bytes());
    while let [first, more @ ..] = rest {
        if *first == b'%' {
            let hex = std::str::from_utf8(more.get(..2)?).ok()?;
            bytes.push(u8::from_str_radix(hex, 16).ok()?);
            rest = &more[2..];
        } else {
            bytes.push(*first);
            rest = more;
        }
    }
    String::from_utf8(bytes).ok()
}

fn visible(text: &str) -> String {
    crate::text::visible(text, 60)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::EditionId;

    fn athens() -> Scenario {
        crate::scenario::load("athens-2004-men").unwrap()
    }

    fn round(code: &str) -> String {
        let athens = athens();
        let read = Code::read(code).unwrap();
        Code::write(&read.scenario, read.hash, &read.run(&athens).unwrap(), &athens)
    }

    #[test]
    fn a_code_is_written_the_way_it_is_read() {
        for code in [
            "run:5:athens-2004-men:s1",
            "run:5:athens-2004-men:s7:r2019:f130:k12:calm:o130.ignatiev.sit-in:o140_5.fulst.follow.llaneras",
            "run:5:athens-2004-men:s1:f0:wignatiev:wllaneras:a0_95",
            "run:5:my%20races/one.toml:h0badcafe:s3:ft2472_25:lignatiev.cp+3:lfulst.peak-2_5",
        ] {
            assert_eq!(round(code), code);
        }
    }

    #[test]
    fn a_code_holds_the_whole_run() {
        let athens = athens();
        let code = Code::read("run:5:athens-2004-men:s7:r2019:f130:calm:o130.ignatiev.sit-in").unwrap();
        let run = code.run(&athens).unwrap();
        assert_eq!(
            (run.seed, run.edition, run.from, run.calm),
            (7, Some(EditionId::E2019), Some(When::Lap(130.0)), true)
        );
        let told = Order { at: When::Lap(130.0), rider: athens.find("Ignatiev").unwrap(), action: Action::SitIn };
        assert_eq!(run.orders, [told]);
    }

    #[test]
    fn a_code_of_another_version_is_refused() {
        let error = Code::read("run:99:athens-2004-men:s1").unwrap_err();
        assert_eq!(error, CodeError::Version(99));
        assert!(error.to_string().contains("version 99") && error.to_string().contains("may end otherwise"));
    }

    #[test]
    fn bad_codes_are_refused_and_echoed_safely() {
        let athens = athens();
        for text in ["run:", "run:x:athens", "run:5:", "run:5", "athens-2004-men", "run:5:%zz:s1", "run:5:a%ff:s1"] {
            assert_eq!(Code::read(text).unwrap_err(), CodeError::Shape, "{text}");
        }
        for field in [
            "",
            "x",
            "s",
            "s-1",
            "f1:2",
            "f",
            "fx",
            "o130",
            "o1.ignatiev",
            "o1.ignatiev.dance",
            "lignatiev.cp3",
            "w",
            "a",
            "a9",
            "a-1",
            "anan",
            "a1e0",
            "lignatiev.cp+99",
            "o1.ignatiev.sit-in.fulst",
            "ft1_1234567",
            "s\u{1b}[31m",
        ] {
            let Ok(code) = Code::read(&format!("run:5:athens-2004-men:{field}")) else { continue };
            let error = code.run(&athens).expect_err(field);
            assert!(!error.to_string().contains('\u{1b}'), "{error}");
        }
        let unknown = Code::read("run:5:athens-2004-men:o1.ignatiew.attack").unwrap().run(&athens);
        assert!(matches!(unknown, Err(CodeError::Rider(_))));
    }
}
