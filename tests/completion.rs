//! Completing cards, seen from outside.

mod card_support;

use card_support::athens_men;
use velodrome::card::verify;

#[test]
fn athens_is_completed_for_every_seed() {
    let race = athens_men();
    for seed in 1..=25 {
        let completed = race.complete(seed).unwrap_or_else(|why| panic!("seed {seed}: {why}"));
        assert_eq!(verify(&race.card, &race.field(), &completed), Ok(()), "seed {seed}");
    }
}
