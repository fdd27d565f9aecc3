//! The verifier sees mistakes: a sound completion that is altered in one thing no longer passes.

use velodrome::card::{Completed, MoveKind, verify};

use super::support::{athens_men, completes};

/// Whether the verifier objects to Athens, seed 1, after `alter`.
fn objects(alter: impl FnOnce(&mut Completed)) -> bool {
    let race = athens_men();
    let mut completed = completes("athens", &race, 1);
    alter(&mut completed);
    verify(&race.card, &race.field(), &completed).is_err()
}

#[test]
fn an_untouched_race_passes() {
    assert!(!objects(|_| ()));
}

#[test]
fn a_place_given_to_another_rider_is_seen() {
    assert!(objects(|c| c.sprints[0].places[0].bib = c.sprints[0].places[1].bib));
    assert!(objects(|c| {
        let third = c.sprints[2].places[2].bib;
        c.sprints[2].places[2].bib = c.sprints[2].places[3].bib;
        c.sprints[2].places[3].bib = third;
    }));
}

#[test]
fn a_lap_left_out_or_added_is_seen() {
    let first_gain = |c: &Completed| c.moves.iter().position(|m| m.kind == MoveKind::Gain).unwrap();
    assert!(objects(|c| drop(c.moves.remove(first_gain(c)))));
    assert!(objects(|c| {
        let i = first_gain(c);
        c.moves[i].kind = MoveKind::Away;
    }));
}

#[test]
fn a_move_out_of_place_is_seen() {
    assert!(objects(|c| c.moves[0].from_lap = 0.2));
    assert!(objects(|c| c.moves[0].to_lap = 10.0));
    assert!(objects(|c| c.moves[0].to_lap += 25.0));
}

#[test]
fn a_last_line_in_another_order_is_seen() {
    assert!(objects(|c| c.last_line.swap(0, 1)));
    assert!(objects(|c| c.last_line.swap(7, 9)));
    assert!(objects(|c| c.last_line.truncate(19)));
}

#[test]
fn a_stop_outside_its_window_is_seen() {
    assert!(objects(|c| c.stops[0].lap = 90.0));
    assert!(objects(|c| c.stops.truncate(2)));
}

#[test]
fn another_time_is_seen() {
    assert!(objects(|c| c.time_s += 1.0));
}
