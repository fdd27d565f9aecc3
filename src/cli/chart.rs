//! `velodrome chart`: a race as a picture, in the terminal or in a file.

use std::fs;
use std::io::{self, IsTerminal};
use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::args::RunArgs;
use super::chances::{self, Effort};
use super::{Failure, out};
use crate::chart::{self, Chart, Size, Theme};
use crate::player::Replay;
use crate::scenario::Scenario;
use crate::tui;
use crate::units::Bib;

const EXAMPLES: &str = "\
Examples:
  velodrome chart athens-2004-men                                    points over laps, in the terminal
  velodrome chart athens-2004-men --kind gap --out gap.svg           who went round, as SVG
  velodrome chart beijing-2008-men --kind power --rider Llaneras --out power.png --dark
  velodrome chart athens-2004-men --rider Schep --rider Renshaw      two riders by name
  velodrome chart athens-2004-men --kind chances --out chances.svg   who was likely to win when
  velodrome chart men-elite --seed 7 --format svg > points.svg       a free race

An SVG is the same, byte for byte, on every machine. A PNG has two pixels to each unit of --size and is painted with the
type that is part of the program (Latin, Greek and Cyrillic; other letters stay empty there).";

/// Draw a race: points, distance to the bunch, power, chances of winning
///
/// In the terminal, or as SVG or PNG with --out.
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub struct ChartOf {
    #[command(flatten)]
    run: RunArgs,
    /// What is drawn
    #[arg(long, value_enum, default_value_t = Kind::Points)]
    kind: Kind,
    /// For chances: races from each moment
    #[arg(long, value_name = "N", default_value_t = 200, value_parser = clap::value_parser!(u32).range(2..=1_000_000))]
    races: u32,
    /// The rider to be shown, by bib or family name; repeatable, up to 6 [default: the first five; for power, the winner;
    /// for chances, those who had the best]
    #[arg(long, value_name = "RIDER")]
    rider: Vec<String>,
    /// Where to write it; the ending says how: .svg, .png or .txt [default: standard output]
    #[arg(long, value_name = "FILE", value_hint = clap::ValueHint::FilePath)]
    out: Option<PathBuf>,
    /// How to draw it [default: by the ending of --out, else text]
    #[arg(long, value_enum)]
    format: Option<Format>,
    /// On dark ground
    #[arg(long, conflicts_with = "light")]
    dark: bool,
    /// On light ground, as without
    #[arg(long)]
    light: bool,
    /// Width and height: units of a drawing [default: 960x600], columns and rows of text [default: the terminal's]
    #[arg(long, value_name = "WxH", value_parser = size)]
    size: Option<Size>,
    /// Text of plain characters only
    #[arg(long)]
    ascii: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Kind {
    /// Points over laps
    Points,
    /// Laps ahead of the bunch, over laps
    Gap,
    /// Power of a rider and what is left of his reserve, over laps
    Power,
    /// Chances of winning, from races ridden on from every sprint and lap gained
    Chances,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Braille dots, or plain characters with --ascii
    Text,
    /// A drawing
    Svg,
    /// The same, painted
    Png,
}

/// A drawing that no size is asked of.
const DRAWING: Size = Size { width: 960, height: 600 };

impl ChartOf {
    pub fn run(self) -> Result<(), Failure> {
        let format = self.format()?;
        let asked = self.run.open()?;
        let riders = self.riders(&asked.scenario)?;
        let replay = asked.ride()?;
        let chart = self.chart(&replay, &riders, &asked.again())?;
        let theme = if self.dark { Theme::Dark } else { Theme::Light };
        let drawing = || chart::svg::draw(&chart, theme, self.size.unwrap_or(DRAWING));
        let bytes = match format {
            Format::Text => chart::text::draw(&chart, self.size.unwrap_or_else(terminal), self.ascii).into_bytes(),
            Format::Svg => drawing().into_bytes(),
            Format::Png => chart::png::paint(&drawing())
                .ok_or_else(|| Failure::Io("painting the chart", io::Error::other("it is larger than memory holds")))?,
        };
        match &self.out {
            Some(path) => fs::write(path, bytes).map_err(|e| Failure::Io("writing the chart", e)),
            None => out::print_bytes(&bytes),
        }
    }

    fn format(&self) -> Result<Format, Failure> {
        let ending =
            self.out.as_ref().map(|path| path.extension().unwrap_or_default().to_string_lossy().to_lowercase());
        let format = match (self.format, ending.as_deref()) {
            (Some(format), _) => format,
            (None, None | Some("txt")) => Format::Text,
            (None, Some("svg")) => Format::Svg,
            (None, Some("png")) => Format::Png,
            (None, Some(_)) => {
                let path = self.out.as_ref().map(|p| p.display().to_string()).unwrap_or_default();
                return Err(Failure::wrong(
                    format!("--out {path}: its ending says nothing about how to draw"),
                    "let it end in .svg, .png or .txt, or add --format svg",
                ));
            }
        };
        if format == Format::Png && self.out.is_none() && io::stdout().is_terminal() {
            return Err(Failure::wrong("--format png: a terminal cannot show it", "name a file: --out chart.png"));
        }
        Ok(format)
    }

    fn riders(&self, scenario: &Scenario) -> Result<Vec<Bib>, Failure> {
        let most = if self.kind == Kind::Power { 1 } else { chart::LEADS };
        if self.rider.len() > most {
            return Err(Failure::wrong(
                format!("--rider: {} riders are more than this chart can tell apart", self.rider.len()),
                format!("name at most {most}"),
            ));
        }
        let find = |typed: &String| {
            scenario.find(typed).map_err(|why| {
                Failure::wrong(format!("--rider {typed}: {why}"), "a bib or a family name of the start list")
            })
        };
        self.rider.iter().map(find).collect()
    }

    fn chart(&self, replay: &Replay, riders: &[Bib], again: &str) -> Result<Chart, Failure> {
        match self.kind {
            Kind::Points => Ok(chart::points::chart(replay, riders, again)),
            Kind::Gap => Ok(chart::gap::chart(replay, riders, again)),
            Kind::Chances => {
                let curve = chances::whole(replay, Effort { races: self.races, threads: None }, self.ascii)?;
                Ok(chart::chances::chart(replay, &curve, riders, again))
            }
            Kind::Power => {
                let winner = || replay.standings().rows[0].bib;
                let bib = riders.first().copied().unwrap_or_else(winner);
                chart::power::chart(replay, bib, again).ok_or_else(|| {
                    let name = replay.scenario().name(bib);
                    Failure::wrong(format!("{name} was never on the track"), "choose another: --rider RIDER")
                })
            }
        }
    }
}

/// The size of the terminal, or one that fits most pages.
fn terminal() -> Size {
    let (width, height) = tui::size().filter(|_| io::stdout().is_terminal()).unwrap_or((100, 32));
    Size { width: u32::from(width).clamp(40, 200), height: u32::from(height).saturating_sub(1).clamp(20, 60) }
}

/// Reads `960x600`.
fn size(text: &str) -> Result<Size, String> {
    let sides = text.split_once(['x', '×']).and_then(|(w, h)| Some((w.parse().ok()?, h.parse().ok()?)));
    match sides {
        Some((width, height)) if (20..=2400).contains(&width) && (10..=2400).contains(&height) => {
            Ok(Size { width, height })
        }
        _ => Err("write width and height, at most 2400 each, for example 960x600".to_owned()),
    }
}
