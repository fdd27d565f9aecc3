//! The numbers by which totals fall into sprint points and laps, and what is left of the points is shared out. Real tables that
//! state the split are few, so most are guesses.

use crate::params::params;

params! {
    /// Numbers of the completion of cards.
    pub NUMBERS;

    // A total that may have come about in several ways.
    /// Weight of each lap that a rider would have lost, against none.
    pub(super) LOST: f64 = 0.12, "1", 0.02..=0.5, "guess: riders who finish lose far fewer laps than they gain";
    /// Weight of no point in the sprints, against any other score.
    pub(super) NOTHING: f64 = 2.0, "1", 1.0..=4.0, "guess: in nine complete tables 19 % of starters have none";
    /// The same for a rider who has gained laps.
    pub(super) LAPS_ALONE: f64 = 0.1, "1", 0.02..=1.0, "guess: none of the 24 riders with laps of Athens and Beijing has no point";
    /// Share of all points beyond which a rider's score loses weight.
    pub(super) BEST_SHARE: f64 = 0.17, "1", 0.1..=0.3, "the best scorer's share, mean of nine complete tables";
    /// Weight that is left for each further share of that size.
    pub(super) BEYOND: f64 = 0.3, "1", 0.1..=0.8, "guess: twice the usual best score is rare, and has been seen";

    // Riders of whom nothing is known.
    /// Points of a rider who stops, or whom a table leaves out, against those of any other.
    pub(super) UNSEEN: f64 = 0.4, "1", 0.1..=1.0, "guess: they score less than the others";
    /// Points of places that may not be there to be taken, as those of so many riders.
    pub(super) VACANT: f64 = 0.4, "riders", 0.1..=2.0, "guess: as many as somebody who stops would have had";
}
