//! What a chart shows, as it is typed.

use clap::ValueEnum;

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ChartKind {
    /// Points over laps; of a sweep how they spread
    Points,
    /// Laps ahead of the bunch, over laps
    Gap,
    /// Power of a rider and what is left of their reserve, over laps
    Power,
    /// Chances of winning: of a race, from races ridden on from every sprint and lap gained; with their intervals (--sweep, --vary)
    Chances,
    /// Chances of the podium (--vary)
    Podiums,
    /// Who comes to which place how often (--sweep), mean ranks (--vary)
    Ranks,
    /// Laps gained (--sweep, --vary)
    Laps,
}

impl ChartKind {
    /// As it is typed.
    pub fn name(self) -> String {
        self.to_possible_value().map_or_else(String::new, |value| value.get_name().to_owned())
    }
}
