//! How fast riders can possibly be, from their legs.

use crate::race::numbers::{RECORD_MPS, SEARCHED_MPS, SLINGSHOT, SPRINT_SHARE};
use crate::race::spec::Entrant;
use crate::rider::Legs;

/// The speed, m/s, that none of `riders` reaches: a little above the fastest sprint on record. Files may ask for legs that no
/// human has; then it is above the speed that the strongest of `riders` could hold alone.
pub fn most_mps(riders: &[Entrant]) -> f64 {
    if riders.iter().all(|entrant| is_human(&entrant.legs)) {
        return RECORD_MPS;
    }
    let alone = |legs: &Legs| legs.body.steady_speed(legs.peak_w.max(legs.cp_w), 1.0);
    let fastest = riders.iter().map(|entrant| alone(&entrant.legs)).fold(RECORD_MPS, f64::max);
    if fastest < SEARCHED_MPS { SLINGSHOT * fastest } else { f64::MAX }
}

/// Whether these legs are too weak for the speed of the record: it takes more power than is left of their peak when a sprint
/// is up to speed.
fn is_human(legs: &Legs) -> bool {
    legs.body.power(RECORD_MPS, 0.0, 0.0, 1.0) >= (SPRINT_SHARE * legs.peak_w).max(legs.cp_w)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rider::{MEN, WOMEN};
    use crate::units::Bib;

    #[test]
    fn riders_with_human_legs_are_held_against_the_record_and_others_against_their_own_power() {
        let of = |legs: Legs| most_mps(&[Entrant::new(Bib(1), legs)]);
        assert_eq!((of(MEN.legs(None)), of(WOMEN.legs(None))), (RECORD_MPS, RECORD_MPS));
        let strong = Legs { peak_w: 2500.0, ..MEN.legs(None) };
        assert!((30.0..40.0).contains(&of(strong)), "{}", of(strong));
        let mut absurd = Legs { peak_w: 2800.0, ..MEN.legs(None) };
        absurd.body.cda_m2 = 0.05;
        assert_eq!(of(absurd), f64::MAX, "but even that is finite");
    }
}
