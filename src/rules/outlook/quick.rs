//! Two cheap tests that settle most searches: sums that rule a hand-out out, and a greedy hand-out that works.

use std::cmp::Reverse;

use super::handout::{Aim, Handout, Rival, SprintGroup};

impl Handout {
    /// Whether sums of points alone show that no hand-out makes all of `bound` do what `aim` asks.
    ///
    /// Any `n` riders get at most the first `n` prizes of each sprint. And the others take at most `free` prizes in each
    /// sprint of a group, so `bound` get at least what remains when these are the best ones.
    pub(super) fn is_ruled_out(&self, aim: Aim, bound: &[usize], free: &[u32]) -> bool {
        let points = |group: &SprintGroup, from: usize, to: usize| -> i64 {
            let some = group.prizes.iter().skip(from).take(to.saturating_sub(from));
            some.map(|prize| prize.score[1]).sum::<i64>() * i64::from(group.times)
        };
        match aim {
            Aim::Beat => {
                let need = |rival: &usize| self.points_needed(self.rivals[*rival], self.at_best(*rival));
                let mut needs: Vec<i64> = bound.iter().map(need).collect();
                needs.sort_by_key(|need| Reverse(*need));
                let mut needed = 0;
                needs.iter().enumerate().any(|(k, need)| {
                    needed += need;
                    needed > self.groups.iter().map(|group| points(group, 0, k + 1)).sum()
                })
            }
            Aim::Spare => {
                let left = self.groups.iter().zip(free).map(|(group, free)| points(group, *free as usize, usize::MAX));
                let room = |rival: &usize| self.points_needed(self.rivals[*rival], self.rivals[*rival]) - 1;
                left.sum::<i64>() > bound.iter().map(room).sum()
            }
        }
    }

    /// Whether a greedy hand-out makes all of `bound` do what `aim` asks: in each sprint the best prize goes to the rider who
    /// needs most points (to beat) or has fewest (to spare).
    pub(super) fn is_easy(&self, aim: Aim, bound: &[usize], free: &[u32]) -> bool {
        let mut has: Vec<Rival> = self.rivals.clone();
        for (group, free) in self.groups.iter().zip(free) {
            let mut riders: Vec<usize> = bound.iter().copied().filter(|rider| group.open_to.contains(rider)).collect();
            for _ in 0..group.times {
                riders.sort_by_key(|rider| match aim {
                    Aim::Beat => Reverse(self.points_needed(has[*rider], has[*rider])),
                    Aim::Spare => Reverse(-has[*rider].score[1]),
                });
                let skipped = if aim == Aim::Spare { *free as usize } else { 0 };
                let prizes = group.prizes.iter().skip(skipped);
                if aim == Aim::Spare && prizes.len() > riders.len() {
                    return false;
                }
                for (prize, rider) in prizes.zip(&riders) {
                    has[*rider] = has[*rider].with(*prize, 1);
                }
            }
        }
        bound.iter().all(|rider| self.beats(has[*rider]) == (aim == Aim::Beat))
    }

    /// Points that `rival` still needs to beat the rider, if ties are decided as for `like`; 0 if they beat the rider already.
    fn points_needed(&self, rival: Rival, like: Rival) -> i64 {
        let [laps, points, wins] = [rival.score[0], self.hero[1], like.score[2]];
        let level = Rival { score: [laps, points, wins], ahead: like.ahead };
        let over = i64::from(!self.beats(level));
        if self.beats(rival) { 0 } else { self.hero[1] - rival.score[1] + over }
    }
}
