//! What a file of races was ridden for, and what is needed to show its figures besides the races.

use super::lines::{HeaderLine, HeaderLines, plain};
use super::not_a_header::NotAHeader;
use crate::units::Bib;

/// The most values a number can be varied over.
const MOST: usize = 100;

/// What races were ridden for.
#[derive(Debug, Clone, PartialEq)]
pub enum Experiment {
    /// The chances of one run.
    Sweep,
    /// The differences between two runs, given by their codes.
    Comparison([String; 2]),
    /// What a number changes, with a run for each of its values.
    Variation(Varying),
}

/// A number that is varied.
#[derive(Debug, Clone, PartialEq)]
pub struct Varying {
    pub name: String,
    /// Empty for a pure number.
    pub unit: String,
    pub meaning: String,
    /// Its value in a run that does not vary it.
    pub default: f64,
    pub values: Vec<f64>,
    /// Riders to be shown; if empty, those who win most.
    pub about: Vec<Bib>,
    /// The command that rides the whole experiment.
    pub command: String,
}

impl Experiment {
    /// The word for it.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::Sweep => "sweep",
            Self::Comparison(_) => "comparison",
            Self::Variation(_) => "variation",
        }
    }

    /// `n` of its races in words: `3 races of each`.
    #[must_use]
    pub fn races(&self, n: u64) -> String {
        let plural = if n == 1 { "" } else { "s" };
        let each = match self {
            Self::Sweep => "",
            Self::Comparison(_) => " of each",
            Self::Variation(_) => " at each value",
        };
        format!("{n} race{plural}{each}")
    }

    /// The labels of its runs in rows; empty if there is only one run.
    #[must_use]
    pub fn labels(&self) -> Vec<String> {
        match self {
            Self::Sweep => vec![String::new()],
            Self::Comparison(_) => ["A", "B"].map(str::to_owned).to_vec(),
            Self::Variation(varying) => varying.values.iter().map(f64::to_string).collect(),
        }
    }

    /// Its lines of the header.
    pub(super) fn lines(&self) -> Vec<HeaderLine> {
        let mut lines = vec![("holds", self.name().to_owned())];
        match self {
            Self::Sweep => {}
            Self::Comparison(codes) => lines.extend(codes.iter().map(|code| ("code", plain(code)))),
            Self::Variation(Varying { name, unit, meaning, default, about, command, .. }) => lines.extend([
                ("param", name.clone()),
                ("unit", unit.clone()),
                ("meaning", meaning.clone()),
                ("default", default.to_string()),
                ("values", self.labels().join(" ")),
                ("about", about.iter().map(Bib::to_string).collect::<Vec<_>>().join(" ")),
                ("command", plain(command)),
            ]),
        }
        lines
    }

    pub(super) fn read(lines: &mut HeaderLines) -> Result<Self, NotAHeader> {
        match lines.next("holds")?.as_str() {
            "sweep" => Ok(Self::Sweep),
            "comparison" => Ok(Self::Comparison([lines.next("code")?, lines.next("code")?])),
            "variation" => Ok(Self::Variation(Varying {
                name: lines.next("param")?,
                unit: lines.next("unit")?,
                meaning: lines.next("meaning")?,
                default: lines.parse("default")?,
                values: {
                    let values: Vec<f64> = words(lines, "values")?;
                    let can_be = (2..=MOST).contains(&values.len()) && values.iter().all(|value| value.is_finite());
                    if can_be { values } else { Err(lines.damaged())? }
                },
                about: words::<u16>(lines, "about")?.into_iter().map(Bib).collect(),
                command: lines.next("command")?,
            })),
            _ => Err(lines.damaged()),
        }
    }
}

/// The words of a line, each parsed.
fn words<T: std::str::FromStr>(lines: &mut HeaderLines, key: &str) -> Result<Vec<T>, NotAHeader> {
    let text = lines.next(key)?;
    text.split_whitespace().map(|word| word.parse().map_err(|_| lines.damaged())).collect()
}
