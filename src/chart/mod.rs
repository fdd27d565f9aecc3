//! Charts: numbers of a race as plain values, drawn as SVG, PNG or text. Knows neither files nor the terminal, and never
//! touches the race.
//!
//! A [`Chart`] says what is to be seen; [`points`], [`gap`], [`power`] and [`chances`] make one of a race, [`counts`] and [`spread`] of
//! a sweep, [`varied`] of what a number changes; [`so_far`] makes those of a race up to any moment of it. [`svg`], [`png`] and
//! [`text`] draw any. Names in a chart may be anything: whoever draws makes them harmless.

mod axis;
mod bins;
pub mod braille;
pub mod calibration;
mod caption;
pub mod chances;
pub mod counts;
mod curves;
mod font;
pub mod gap;
mod ink;
mod labels;
mod laps;
mod line;
#[cfg(feature = "png")]
pub mod png;
pub mod points;
pub mod power;
mod rows;
pub mod so_far;
pub mod spread;
pub mod svg;
mod sweep_caption;
pub mod text;
mod theme;
pub mod varied;

pub use axis::{Axis, NumberStyle};
pub use theme::{LEADS, Theme};

/// A picture of numbers before anything is drawn.
#[derive(Debug, Clone, PartialEq)]
pub struct Chart {
    /// What is seen, as a sentence.
    pub title: String,
    /// What is shown and how to read it.
    pub subtitle: String,
    /// Signs that the panels use, with what they mean.
    pub key: Vec<(Sign, String)>,
    /// Shared by all panels.
    pub x: Axis,
    /// Moments worth a thin line through all panels, in order.
    pub guides: Vec<Guide>,
    /// From top to bottom; never empty.
    pub panels: Vec<Panel>,
    /// Where the numbers come from, and the run that shows them again.
    pub source: String,
}

/// A thin upright line with a word or number above it.
#[derive(Debug, Clone, PartialEq)]
pub struct Guide {
    pub x: f64,
    pub label: String,
}

/// One field of a chart, with an axis of its own.
#[derive(Debug, Clone, PartialEq)]
pub struct Panel {
    pub y: Axis,
    /// Share of the height, relative to the other panels.
    pub share: f64,
    /// Drawn in order: the last lies on top.
    pub series: Vec<Series>,
    /// Stretches of x that are shaded from top to bottom.
    pub spans: Vec<(f64, f64)>,
    /// Lines that would lie on each other are drawn side by side, in the order of their tones.
    pub beside: bool,
}

impl Panel {
    /// A panel of a chart of its own.
    #[must_use]
    pub fn of(y: Axis, series: Vec<Series>) -> Self {
        Self { y, share: 1.0, series, spans: Vec::new(), beside: false }
    }
}

/// Numbers that belong together.
#[derive(Debug, Clone, PartialEq)]
pub struct Series {
    /// Stands at the end of the line; nothing for what is only context.
    pub name: String,
    /// Stands behind the name: the last value, formatted.
    pub value: String,
    pub form: Form,
    pub tone: Tone,
    /// (x, y) in order of x, in pieces with a gap between one and the next.
    pub pieces: Vec<Vec<(f64, f64)>>,
    pub dots: Vec<Dot>,
    /// Where bars and grounds stand.
    pub base: f64,
    /// Units of x that a bar has room for.
    pub room: f64,
}

impl Series {
    /// Points in one piece, without name and dots.
    #[must_use]
    pub fn new(form: Form, tone: Tone, points: Vec<(f64, f64)>) -> Self {
        Self {
            name: String::new(),
            value: String::new(),
            form,
            tone,
            pieces: vec![points],
            dots: Vec::new(),
            base: 0.0,
            room: 1.0,
        }
    }

    /// The same with a name and a value at its end.
    #[must_use]
    pub fn named(self, name: impl Into<String>, value: impl Into<String>) -> Self {
        Self { name: name.into(), value: value.into(), ..self }
    }

    /// The part up to `x`; a step goes on level to there.
    #[must_use]
    pub fn until(&self, x: f64) -> Self {
        let cut = |piece: &Vec<(f64, f64)>| piece[..piece.partition_point(|p| p.0 <= x)].to_vec();
        let mut pieces: Vec<_> = self.pieces.iter().map(cut).filter(|piece| !piece.is_empty()).collect();
        if let (Form::Step, Some(piece)) = (self.form, pieces.last_mut()) {
            piece.extend(piece.last().map(|&(_, y)| (x, y)));
        }
        let dots = self.dots.iter().filter(|dot| dot.x <= x).copied().collect();
        Self { name: self.name.clone(), value: self.value.clone(), pieces, dots, ..*self }
    }

    /// The same with every x changed into another, in the same order.
    #[must_use]
    pub fn along(mut self, other: impl Fn(f64) -> f64) -> Self {
        let points = self.pieces.iter_mut().flatten().map(|point| &mut point.0);
        points.chain(self.dots.iter_mut().map(|dot| &mut dot.x)).for_each(|x| *x = other(*x));
        self
    }

    /// The last point.
    #[must_use]
    pub fn end(&self) -> Option<(f64, f64)> {
        self.pieces.iter().rev().find_map(|piece| piece.last()).copied()
    }
}

/// How points become a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// From point to point.
    Line,
    /// Level until the next point.
    Step,
    /// The ground under the line.
    Area,
    /// An upright bar at each x, as wide as [`Series::room`] allows.
    Bars,
    /// The ground within each piece: there along one edge, back along the other.
    Band,
    /// A thin line for each piece, with its dots on it: a value and how far it may be off.
    Whiskers,
}

/// How loud a series is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// One of those the chart is about, each with a colour and a stroke of its own; from [`LEADS`] on they repeat.
    Lead(usize),
    /// There for comparison.
    Context,
    /// A level to measure by.
    Reference,
}

/// Something that happened at a point of a series.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Dot {
    pub x: f64,
    pub y: f64,
    pub sign: Sign,
}

/// The shape of a [`Dot`], or of what the key explains.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sign {
    /// A round dot; hollow where it is not on record.
    Point { hollow: bool },
    /// A triangle on its foot; hollow where it is not on record.
    Up { hollow: bool },
    /// A triangle on its head; hollow where it is not on record.
    Down { hollow: bool },
    /// The shade of [`Panel::spans`].
    Span,
    /// A line of [`Tone::Context`].
    Context,
    /// The ground under one.
    Mass,
}

/// Width and height of a drawing: pixels, or columns and rows of text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Size {
    pub width: u32,
    pub height: u32,
}
