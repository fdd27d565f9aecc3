//! What the commissaires ruled, put into the script of a replay: when they ruled, and where riders crossed the line whom they
//! put last.

use crate::card::{Card, Completed, KnownPenalty};
use crate::director::{DecisionKind, DecisionScript, MoveEnd, Script};
use crate::rng::{Purpose, Stream};
use crate::rules::Scoreboard;
use crate::units::Bib;

/// Adds the decisions of `known` to `script`, which carries out `completed` for the start list `bibs`. Where relegated riders
/// crossed the line is drawn by `seed`: among those who then scored.
pub(super) fn add(script: &mut Script, known: &Card, completed: &Completed, bibs: &[Bib], seed: u64) {
    for (rider, bib) in bibs.iter().enumerate() {
        let Some(KnownPenalty { points, after, .. }) = known.penalty(*bib) else { continue };
        let kind = DecisionKind::Penalty(points.unsigned_abs());
        script.decisions.push(DecisionScript { rider, kind, after: after.map(|n| n as usize - 1) });
    }
    for (n, relegated) in known.relegated() {
        let Some(rider) = bibs.iter().position(|bib| *bib == relegated.bib) else { continue };
        let after = n as usize - 1;
        script.decisions.push(DecisionScript { rider, kind: DecisionKind::Relegation(n), after: Some(after) });
        let scorers = completed.sprints[after].places.len();
        // The stream of a rider and a sprint, so that a relegation more shifts no other.
        let mut stream = Stream::of_rider(seed.wrapping_add(u64::from(n)), Purpose::Relegation, relegated.bib);
        cross_among_the_first(script, after, rider, scorers, &mut stream);
    }
}

/// Whether the relegated riders of `script` are seen to cross where they should: in vain the judges would put last somebody who
/// came last.
///
/// # Errors
/// The sprint, and the number as which the rider crosses instead, from 1.
pub(super) fn are_seen(script: &Script, bibs: &[Bib], board: &Scoreboard) -> Result<(), (u32, usize)> {
    for decision in &script.decisions {
        let DecisionKind::Relegation(n) = decision.kind else { continue };
        let place = |order: &[Bib]| order.iter().position(|bib| *bib == bibs[decision.rider]);
        let wanted: Vec<Bib> = script.sprints[n as usize - 1].order.iter().map(|r| bibs[*r]).collect();
        let got = place(&board.crossed(n));
        if got != place(&wanted) {
            return Err((n, got.map_or(0, |place| place + 1)));
        }
    }
    Ok(())
}

/// Lets `rider` cross the line of sprint `n` (from 0) among the first `scorers`. Riders who are away stay ahead of the bunch.
fn cross_among_the_first(script: &mut Script, n: usize, rider: usize, scorers: usize, stream: &mut Stream) {
    let lap = f64::from(script.sprints[n].lap);
    let away = script.moves.iter().find(|m| m.end != MoveEnd::Loss && m.from_lap < lap && lap < m.to_lap);
    let away: &[usize] = away.map_or(&[], |m| &m.riders);
    let order = &mut script.sprints[n].order;
    order.retain(|r| *r != rider);
    let ahead = order.iter().filter(|r| away.contains(r)).count();
    let least = if away.contains(&rider) { 0 } else { ahead };
    let most = if away.contains(&rider) { ahead } else { order.len() };
    let most = most.min(scorers.saturating_sub(1)).max(least);
    order.insert(least + stream.below(most - least + 1), rider);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::director::{MoveScript, SprintScript};

    /// Where rider 9 may cross in a sprint that riders 0 to 3 then have, with `away` ahead of the bunch.
    fn places(away: &[usize]) -> Vec<usize> {
        let moves = vec![MoveScript { end: MoveEnd::Caught, riders: away.to_vec(), from_lap: 6.0, to_lap: 14.0 }];
        let sprints = vec![SprintScript { lap: 10, order: vec![0, 1, 2, 3], heats: Vec::new() }];
        let script = Script { sprints, moves, stops: Vec::new(), decisions: Vec::new(), time_s: 300.0 };
        let mut seen: Vec<usize> = (0..200)
            .map(|seed| {
                let mut script = script.clone();
                let mut stream = Stream::of_rider(seed, Purpose::Relegation, Bib(9));
                cross_among_the_first(&mut script, 0, 9, 4, &mut stream);
                assert_eq!(script.sprints[0].order.len(), 5);
                script.sprints[0].order.iter().position(|r| *r == 9).unwrap()
            })
            .collect();
        seen.sort_unstable();
        seen.dedup();
        seen
    }

    #[test]
    fn a_relegated_rider_crosses_among_the_scorers_of_their_group() {
        assert_eq!(places(&[]), [0, 1, 2, 3], "anywhere before the fourth");
        assert_eq!(places(&[0, 1]), [2, 3], "behind the two who are away");
        assert_eq!(places(&[0, 9]), [0, 1], "with the break they are in");
        assert_eq!(places(&[0, 1, 2, 3]), [4], "behind four who are away");
    }
}
