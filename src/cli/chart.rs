//! `velodrome chart`: a race as a picture, in the terminal or in a file.

use std::fs;
use std::io::{self, IsTerminal};
use std::path::PathBuf;

use clap::Args;

use super::args::{RequestedRun, RunArgs, ScreenArgs};
use super::chances::{self, ForkArgs};
use super::chart_kind::ChartKind;
use super::document::{Document, Form, Format};
use super::{Failure, counts, out};
use crate::chart::{self, Chart, Size, Theme};
use crate::player::Replay;
use crate::scenario::Scenario;
use crate::text::named;
use crate::tui;
use crate::units::Bib;

const EXAMPLES: &str = "\
Examples:
  velodrome chart athens-2004-men                                    points over laps, in the terminal
  velodrome chart athens-2004-men --kind gap --out gap.svg           who went round, as SVG
  velodrome chart beijing-2008-men --kind power --rider Llaneras --out power.png --dark
  velodrome chart athens-2004-men --rider Schep --rider Renshaw      two riders by name
  velodrome chart athens-2004-men --kind chances --out chances.svg   who was likely to win when
  velodrome chart men-elite --seed 7 --format svg > points.svg       a simulated race
  velodrome chart --sweep men.rows --kind ranks                       who comes where, of 'sweep --out men.rows'
  velodrome chart --sweep men.rows --figure winner_total
  velodrome chart --vary laps.rows --kind laps                        of 'vary --out laps.rows'

An SVG is the same, byte for byte, on every machine. A PNG has two pixels to each unit of --size and is painted with the
type that is part of the program (Latin, Greek and Cyrillic; other letters stay empty there).";

/// Draw a race: points, distance to the bunch, power, chances of winning; or a sweep, or what a number changes
///
/// In the terminal, or as SVG or PNG with --out.
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub struct ChartCommand {
    #[command(flatten)]
    run: Option<RunArgs>,
    /// Draw the races of a sweep instead: a file that 'velodrome sweep --out' wrote, or plain CSV of 'sweep --format csv'
    #[arg(long, value_name = "FILE", value_hint = clap::ValueHint::FilePath, conflicts_with = "RunArgs")]
    sweep: Option<PathBuf>,
    /// Draw what a number changes instead: a file that 'velodrome vary --out FILE' wrote, or its JSON
    #[arg(long, value_name = "FILE", value_hint = clap::ValueHint::FilePath, conflicts_with_all = ["RunArgs", "sweep"])]
    vary: Option<PathBuf>,
    /// What is drawn [default: points of a race, else chances]
    #[arg(long, value_enum)]
    kind: Option<ChartKind>,
    /// A figure of the races instead, by its key: winner_total, margin, attacks, kmh … (with --sweep or --vary)
    #[arg(long, value_name = "KEY", conflicts_with_all = ["RunArgs", "kind"])]
    figure: Option<String>,
    /// For chances of a race: races from each moment
    #[arg(long, value_name = "N", default_value_t = 200, value_parser = clap::value_parser!(u32).range(2..=1_000_000))]
    races: u32,
    /// The rider to be shown, by bib or family name; repeatable, up to 6 of a race [default: the first; for power, the winner;
    /// for chances of a race, those who had the best]
    #[arg(long, value_name = "RIDER")]
    rider: Vec<String>,
    /// Where to write it; the ending says how: .svg, .png or .txt [default: standard output]
    #[arg(long, value_name = "FILE", value_hint = clap::ValueHint::FilePath)]
    out: Option<PathBuf>,
    /// How to draw it [default: by the ending of --out, else text]
    #[arg(long, value_parser = Drawing::formats())]
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
}

/// The default size of a drawing, in its units.
const DEFAULT_SIZE: Size = Size { width: 960, height: 600 };

/// A chart as a document.
struct Drawing {
    chart: Chart,
    theme: Theme,
    size: Option<Size>,
}

impl Document for Drawing {
    fn forms() -> Vec<Form<Self>> {
        vec![
            Form::text(Format::Text, "Braille dots, or plain characters with --ascii", Self::text),
            Form::text(Format::Svg, "A drawing", Self::svg),
            Form::bytes(Format::Png, "The same, painted", |drawing| png(&drawing.svg())),
        ]
    }
}

impl Drawing {
    fn text(&self) -> String {
        chart::text::draw(&self.chart, self.size.unwrap_or_else(terminal), out::wants_ascii())
    }

    fn svg(&self) -> String {
        chart::svg::draw(&self.chart, self.theme, self.size.unwrap_or(DEFAULT_SIZE))
    }
}

impl ChartCommand {
    /// Draws the chart; `before` are the looks that were asked for before the command.
    pub fn run(self, before: ScreenArgs) -> Result<(), Failure> {
        let format = self.format()?;
        let chart = match (&self.run, &self.sweep, &self.vary) {
            (_, Some(path), _) => counts::of_sweep(path, self.kind, self.figure.as_deref(), &self.rider)?,
            (_, _, Some(path)) => counts::of_varied(path, self.kind, self.figure.as_deref(), &self.rider)?,
            (Some(run), ..) => self.of_race(&run.open()?)?,
            _ => {
                return Err(Failure::wrong(
                    "of which race?",
                    "name a scenario, or a file: --sweep FILE or --vary FILE",
                ));
            }
        };
        let theme = if self.dark || (before.dark && !self.light) { Theme::Dark } else { Theme::Light };
        if before.mouse {
            return Err(Failure::wrong("--mouse is for the screen, and a chart is a picture", "leave it out"));
        }
        let drawing = Drawing { chart, theme, size: self.size };
        match &self.out {
            Some(path) => fs::write(path, drawing.write(format)?).map_err(|e| Failure::Io("writing the chart", e)),
            None => drawing.print(format),
        }
    }

    fn of_race(&self, asked: &RequestedRun) -> Result<Chart, Failure> {
        let kind = self.kind.unwrap_or(ChartKind::Points);
        if !matches!(kind, ChartKind::Points | ChartKind::Gap | ChartKind::Power | ChartKind::Chances) {
            return Err(Failure::wrong(
                format!("--kind {}: it takes many races", kind.name()),
                format!("ride them: {} --races 1000 --out FILE.rows, and draw --sweep FILE.rows", asked.sweep_of_it()),
            ));
        }
        let riders = self.riders(kind, &asked.scenario)?;
        self.chart(kind, &asked.ride()?, &riders, &asked.again())
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
                let path = self.out.as_ref().map(named).unwrap_or_default();
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

    fn riders(&self, kind: ChartKind, scenario: &Scenario) -> Result<Vec<Bib>, Failure> {
        let most = if kind == ChartKind::Power { 1 } else { chart::LEADS };
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

    fn chart(&self, kind: ChartKind, replay: &Replay, riders: &[Bib], again: &str) -> Result<Chart, Failure> {
        match kind {
            ChartKind::Points => Ok(chart::points::chart(replay, riders, again)),
            ChartKind::Gap => Ok(chart::gap::chart(replay, riders, again)),
            ChartKind::Chances => {
                let curve = chances::whole(replay, ForkArgs { races: self.races, threads: None })?;
                Ok(chart::chances::chart(replay, &curve, riders, again))
            }
            _ => {
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

/// Paints an SVG drawing as PNG.
#[cfg(feature = "png")]
fn png(drawing: &str) -> Result<Vec<u8>, Failure> {
    chart::png::paint(drawing)
        .ok_or_else(|| Failure::Io("painting the chart", io::Error::other("it is larger than memory holds")))
}

#[cfg(not(feature = "png"))]
fn png(_: &str) -> Result<Vec<u8>, Failure> {
    Err(Failure::wrong(
        "--format png: this program was built without it",
        "write an SVG: --format svg, or build it again with --features png",
    ))
}

/// The size of the terminal in columns and rows, within bounds; 100×31 if output is not a terminal.
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
