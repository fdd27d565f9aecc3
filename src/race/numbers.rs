//! The numbers of the race: of the tick, of lanes and wheels, of mishaps, and of the checks. Each has its unit, its range and
//! its source.

use crate::params::params;

params! {
    /// Numbers of the race.
    pub NUMBERS;

    // The tick.
    /// Length of a tick.
    pub TICK_S: f64 = 0.25, "s", 0.05..=0.5,
        "short beside what it has to follow: a speed takes about 15 s to settle, a rider on a wheel 1.4 s";
    /// Riders of a replay who are this close on a line where a source has a dead heat are level.
    pub(super) PHOTO_S: f64 = 0.002, "s", 0.0001..=0.01, "guess: 3 cm at 54 km/h, what a judge sees of a photo from the record";
    /// The most that a rider slows down.
    pub(super) BRAKE: f64 = 2.8, "m/s²", 1.0..=4.0, "guess: legs on a fixed gear, sitting up, without brakes";
    /// Gap beyond which the wake of a rider is not felt.
    pub(super) WAKE_M: f64 = 12.0, "m", 8.0..=30.0, "law of the wake in `physics`: 3 % of it are left there";
    /// How far wheels may overlap and the rider behind still be sheltered.
    pub(super) OVERLAP_WAKE_M: f64 = 0.4, "m", 0.0..=1.0, "guess: a wheel's radius";
    /// Where a race has not ended by then, it never will: so many times the time that a slow race takes.
    pub(super) PATIENCE: f64 = 3.0, "1", 2.0..=10.0, "guess: far longer than any race";
    /// Speed of a slow race.
    pub(super) SLOW_RACE_MPS: f64 = 11.0, "m/s", 8.0..=12.0, "guess: 40 km/h, as in a slow women's race";
    /// Ticks that any race may take, however short.
    pub(super) SHORTEST_TICKS: u32 = 1000, "ticks", 200..=5000, "guess: some minutes";
    /// Laps beyond the race for which there is room in the list of facts.
    pub(super) SPARE_LAPS: u32 = 8, "laps", 0..=100, "guess: laps gained; more only take more memory";

    // Counts over a race.
    /// A rider with a wheel nearer than this in front is on that wheel.
    pub(super) WHEEL_M: f64 = 3.0, "m", 2.0..=5.0,
        "Japanese points races (Appl Sci 2023, 13, 1315): riders are within 3 m of a wheel for over 90 % of the time";
    /// Ticks between two counts of who is on a wheel.
    pub(super) TALLY_TICKS: u32 = 16, "ticks", 1..=100, "guess: four seconds; more often shows no more";

    // Lanes.
    /// From lane to lane, up the surface.
    pub(super) LANE_M: f64 = 0.75, "m", 0.6..=1.0, "guess: shoulders and a hand's breadth; a pass takes 0.7 m";
    /// The edge of the surface that nobody rides on.
    pub(super) EDGE_M: f64 = 0.5, "m", 0.2..=1.0, "guess: room to the rail";
    /// Lanes of the narrowest track.
    pub(super) FEWEST_LANES: f64 = 2.0, "lanes", 2.0..=3.0, "with fewer nobody could pass";
    /// Lanes that the riders of a script use at most.
    pub(super) SCRIPT_LANES: f64 = 12.0, "lanes", 5.0..=16.0, "guess: more than a bunch ever spreads over";
    /// Lanes that the riders of a free race use at most.
    pub(super) LANES: usize = 8, "lanes", 4..=12, "guess: 6 m of a surface 7 m wide";
    /// How fast riders move up and down the surface.
    pub(super) SIDEWAYS_MPS: f64 = 0.75, "m/s", 0.4..=1.2, "guess: a lane in a second";
    /// A rider this near to the middle of a lane has arrived in it.
    pub(super) ARRIVED_M: f64 = 1e-9, "m", 1e-12..=1e-3, "rounding";
    /// The least room to a wheel that a rider needs to move in behind or before it.
    pub(super) ENTER_M: f64 = 0.4, "m", 0.1..=1.0, "guess: close, as in a bunch";
    /// The more room, the faster the rider behind comes up: this much for each m/s.
    pub(super) ENTER_S: f64 = 1.2, "s", 0.5..=2.0, "guess: a reaction time";
    /// Riders come up to a wheel at least this much faster before it counts as being in the way.
    pub(super) HELD_UP_MPS: f64 = 0.12, "m/s", 0.05..=0.5, "guess: what a rider notices";
    /// How far ahead a slower wheel is in the way, for each m/s by which the rider is faster.
    pub(super) HELD_UP_S: f64 = 2.5, "s", 1.0..=5.0, "guess: the time to change lanes";

    // Wheels and lanes in a scripted race.
    /// A scripted rider makes up for this share of what is missing to their place, in a second.
    pub(super) SCRIPT_NEARING: f64 = 0.25, "1/s", 0.1..=1.0, "guess: brisk, without jerks";
    /// The most that a scripted rider drops below the speed of their place to fall back to it.
    pub(super) SCRIPT_WAIT_MPS: f64 = 1.8, "m/s", 0.5..=3.0, "guess: as when riders drift back through a bunch";
    /// Rate at which a scripted rider nears the speed they want.
    pub(super) SCRIPT_RATE: f64 = 0.9, "1/s", 0.5..=2.0, "guess: about a second";
    /// How a scripted rider slows down where nobody is in the way.
    pub(super) SCRIPT_EASE: f64 = 0.8, "m/s²", 0.3..=1.5, "guess: without braking";
    /// What a scripted rider may speed up by even on empty legs, as the script must be carried out.
    pub(super) LEAST_PUSH: f64 = 0.2, "m/s²", 0.05..=0.5, "guess: small";
    /// Speed below which scripted legs push as at this speed.
    pub(super) SCRIPT_SLOW_MPS: f64 = 5.0, "m/s", 1.0..=8.0, "guess: slower than any race; keeps forces finite";
    /// Riders ahead whose wake a scripted rider may be in.
    pub(super) WAKES: usize = 4, "riders", 1..=8, "guess: two beside each other, two before them";
    /// The least gap to a wheel in the same lane in a scripted race.
    pub(super) WHEEL_GAP_M: f64 = 0.45, "m", 0.1..=1.0, "guess: close, as in a bunch";
    /// A rider farther behind their place than this comes up on the outside.
    pub(super) OUTSIDE_M: f64 = 4.0, "m", 2.0..=10.0, "guess: two places in a line";
    /// The lane in which riders come up.
    pub(super) OUTSIDE: u8 = 2, "lane", 1..=4, "guess: clear of two lines";
    /// Riders farther away along the track than this are not looked at.
    pub(super) LOOK_M: f64 = 12.0, "m", 8.0..=30.0, "guess: the length of a wake";
    /// Riders that are looked at ahead, and as many behind.
    pub(super) LOOK_RIDERS: usize = 12, "riders", 6..=30, "guess: as many as fit into that length, three abreast";
    /// A rider this far ahead of their place lets others by.
    pub(super) YIELD_M: f64 = 1.5, "m", 0.5..=4.0, "guess: most of a place in a line";
    /// A slower wheel is in the way of a scripted rider within this distance.
    pub(super) SCRIPT_HELD_UP_M: f64 = 0.6, "m", 0.2..=2.0, "guess: about the least gap";
    /// A rider this far behind their place takes even a wheel as fast as theirs to be in the way.
    pub(super) LATE_M: f64 = 0.6, "m", 0.2..=2.0, "guess: about the least gap";
    /// A rider this far behind their place asks others to open a door.
    pub(super) BOXED_IN_M: f64 = 1.0, "m", 0.5..=4.0, "guess: half a place in a line";
    /// A rider coming up on the outside who is still inside the bunch, and this far behind their place, asks to be let out.
    pub(super) SHUT_IN_M: f64 = 8.0, "m", 2.0..=20.0, "guess: three or four places in a line";
    /// Riders who are asked let in whoever is no farther ahead of them than this.
    pub(super) LET_IN_M: f64 = 5.7, "m", 2.0..=8.0, "guess: two bicycles and a half";
    /// Who lets a rider in rides at most this much slower than they do.
    pub(super) LET_IN_MPS: f64 = 1.0, "m/s", 0.3..=2.0, "guess: a few turns of soft pedalling";
    /// A faster rider this near behind presses.
    pub(super) PRESS_M: f64 = 3.0, "m", 1.0..=6.0, "guess: a bicycle and a half";
    /// Rate at which a scripted rider closes up to the least gap behind a wheel.
    pub(super) SCRIPT_CLOSING: f64 = 0.9, "1/s", 0.5..=2.0, "guess: about a second";
    /// Riders whose wheels are no farther apart than a bicycle and this are beside each other.
    pub(super) BESIDE_M: f64 = 0.8, "m", 0.2..=2.0, "guess: not yet clear of each other";
    /// How many lanes of riders move outwards for a rider who is boxed in.
    pub(super) DOORS: u8 = 3, "lanes", 1..=5, "guess: riders are hardly ever more than four abreast";

    // Wheels and lanes in a free race.
    /// Heads of the bunch that riders look at.
    pub(super) HEADS: usize = 8, "riders", 3..=12, "guess: those who may answer an attack";
    /// A rider farther ahead than this is nobody's wheel.
    pub(super) NEAR_M: f64 = 30.0, "m", 12.0..=60.0, "guess: no wake is left there";
    /// Time from one look at the wheels around to the next: no rider answers faster to what they see.
    pub(super) LOOK_S: f64 = 0.75, "s", 0.25..=1.5, "guess: a quick reaction";
    /// Rate at which a rider nears the wheel they want.
    pub(super) CLOSING: f64 = 0.18, "1/s", 0.1..=0.6, "guess: without surges down the line";
    /// Riders close up to a wheel faster the farther away it is: by this share for each metre.
    pub(super) CLOSING_HASTE: f64 = 0.15, "1/m", 0.0..=0.5, "guess: a gap of 7 m is closed twice as fast";
    /// A rider comes up to a wheel no faster than this.
    pub(super) MOST_CLOSING_MPS: f64 = 2.0, "m/s", 1.0..=4.0, "guess: 7 km/h faster than the wheel";
    /// Riders this near ride in one line, whose speed they feel through those in front.
    pub(super) LINE_M: f64 = 4.0, "m", 2.0..=6.0, "guess: beyond it a line breaks";
    /// Share of the speed of the line that reaches the next rider at each look.
    pub(super) FLOW: f64 = 0.83, "1", 0.5..=0.95, "guess: damps surges down a line";
    /// The least gap between wheels.
    pub(super) LEAST_M: f64 = 0.15, "m", 0.05..=0.3, "guess: wheels never touch; riders keep 0.1–0.2 m in a pursuit";
    /// Who comes up to a wheel slows down over so many gaps that they want to keep.
    pub(super) SLOW_DOWN_GAPS: f64 = 2.0, "gaps", 1.0..=4.0, "guess: within twice the gap";
    /// Rate at which a rider matches the speed of a wheel that is near.
    pub(super) MATCH: f64 = 2.0, "1/s", 1.0..=4.0, "guess: half a second";
    /// A rider ahead of a wheel by this much who comes down in front of it is let in.
    pub(super) COURTESY_M: f64 = 0.9, "m", 0.3..=1.7, "guess: half a bicycle";
    /// A slower wheel is in the way of a free rider within this distance.
    pub(super) HELD_UP_M: f64 = 0.8, "m", 0.2..=2.0, "guess: a little more than the gap in a line";
    /// A rider weighs whether a wheel is in the way by what they could ride soon: so much faster than now.
    pub(super) SOON_MPS: f64 = 2.0, "m/s", 1.0..=4.0, "guess: what a second of pushing gives";
    /// Riders farther behind than this do not keep anybody out of a lane.
    pub(super) CLEAR_M: f64 = 4.0, "m", 2.0..=8.0, "guess: beyond what closing speeds ask for";
    /// Ticks after which critical power is worked out again for those who tire.
    pub(super) TIRE_TICKS: u32 = 40, "ticks", 1..=400, "guess: ten seconds, in which nobody tires much";
    /// Rate at which a rider nears the speed they want.
    pub(super) NEARING: f64 = 1.2, "1/s", 0.5..=2.0, "guess: about a second";
    /// How riders slow down of their own accord.
    pub(super) EASE: f64 = -1.0, "m/s²", -2.0..=-0.3, "guess: soft pedalling";
    /// How hard riders speed up at most.
    pub(super) PUSH: f64 = 2.5, "m/s²", 1.5..=4.0, "guess: more than legs give at racing speed";
    /// Speed below which legs push as at this speed.
    pub(super) SLOW_MPS: f64 = 3.0, "m/s", 1.0..=6.0, "guess: slower than any race; keeps forces finite";

    // Mishaps.
    /// Falls begun by a rider in a kilometre.
    pub(super) FALLS_PER_KM: f64 = 1.0 / 1200.0, "1/km", 0.0..=0.005,
        "reports of the Olympic races of Athens (both) and Beijing (men): two falls in 2,315 rider-kilometres";
    /// Punctures and breakages of a rider in a kilometre.
    pub(super) MECHANICALS_PER_KM: f64 = 1.0 / 5000.0, "1/km", 0.0..=0.002,
        "guess: no report of the same three races tells of any";
    /// Riders who would stop of their own accord in a kilometre: ill, exhausted, or with nothing left to ride for. Those who
    /// have scored and stand in the better half ride on all the same, so about half of them do stop.
    pub(super) STOPS_PER_KM: f64 = 1.0 / 400.0, "1/km", 0.0..=0.01,
        "five races whose tables tell: 7 of 97 starters did not finish, over 3,115 rider-kilometres; mishaps account for one or two in a hundred";
    /// Chance that a rider close behind a fall comes down too.
    pub(super) TAKES_DOWN: f64 = 0.25, "1", 0.0..=0.8, "guess: of the two falls on record nobody says";
    /// Chance that a rider who has fallen cannot go on.
    pub(super) ENDS_BY_FALL: f64 = 0.3, "1", 0.05..=0.8,
        "guess: about one starter in fifty then ends by a fall; 6 of 65 starters of these races did not finish, for whatever reason";
    /// Chance that a rider cannot go on after a mechanical.
    pub(super) ENDS_BY_MECHANICAL: f64 = 0.05, "1", 0.0..=0.3, "guess: there are spare bicycles";
    /// Share of mechanicals that the commissaires do not recognise (UCI 3.2.021).
    pub(super) UNRECOGNISED: f64 = 0.1, "1", 0.0..=0.5, "guess: few";
    /// Chance that a rider needs more than the laps nearest 1250 m to come back.
    pub(super) SLOW_RETURN: f64 = 0.1, "1", 0.0..=0.5, "guess: few";
    /// The soonest that a rider is back after a mishap, in metres of their group.
    pub(super) SOONEST_RETURN_M: f64 = 500.0, "m", 250.0..=1000.0, "guess: a spare bicycle is at hand within two laps";
    /// The latest that a rider is back who makes use of what the rules allow.
    pub(super) USUAL_RETURN_M: f64 = 1250.0, "m", 1000.0..=1300.0, "UCI 3.2.020bis: the laps nearest 1250 m";
    /// The soonest that a rider is back who needs more.
    pub(super) LATE_RETURN_M: f64 = 1500.0, "m", 1300.0..=2000.0, "guess: a lap beyond the allowance";
    /// The latest that a rider is back who needs more.
    pub(super) LATEST_RETURN_M: f64 = 2500.0, "m", 1500.0..=5000.0, "guess: five laps beyond the allowance";
    /// How far anybody rides at most, as a share of the race: those who gain laps ride farther than it is long.
    pub(super) FARTHEST: f64 = 1.25, "1", 1.0..=2.0, "guess: more laps than anybody gains";
    /// Laps that anybody rides on top of that share.
    pub(super) FARTHEST_LAPS: f64 = 5.0, "laps", 0.0..=20.0, "guess: for short races";
    /// Riders close behind a fall who may come down too.
    pub(super) BEHIND_A_FALL: usize = 3, "riders", 0..=8, "guess: those who cannot see it in time";
    /// A fall brings down riders whose front wheels are no farther behind than this.
    pub(super) FALL_M: f64 = 4.0, "m", 2.0..=10.0, "guess: a third of a second";
    /// A rider is pushed off when the tail of their group is this far from completing the lap.
    pub(super) PUSH_OFF_M: f64 = 12.0, "m", 5.0..=30.0, "guess: so that nobody misses more than they may";
    /// From wheel to wheel when a rider takes their place at a tail.
    pub(super) TAKE_PLACE_M: f64 = 0.8, "m", 0.3..=2.0, "guess: a little more than the gap in a line";
    /// The lowest lane in which a rider comes back.
    pub(super) RETURN_LANE: u8 = 3, "lane", 1..=6, "guess: above those who pass each other";
    /// Whoever was alone ahead of the bunch, or off its back, comes back no nearer than this to a lap gained or lost.
    pub(super) SHY_M: f64 = 30.0, "m", 10.0..=60.0, "guess: nobody gains or loses a lap by standing beside the track";
    /// Ticks from one look at riders off the back to the next.
    pub(super) GLANCE_TICKS: u32 = 4, "ticks", 1..=20, "guess: a second";
    /// Speed at which laps are counted when nobody is left on the track.
    pub(super) NOBODY_MPS: f64 = 13.0, "m/s", 11.0..=15.0, "guess: 47 km/h, as a bunch rides";

    // Riders who leave.
    /// Laps lost, net, at which a rider is withdrawn when the bunch has come round to them.
    pub(super) WITHDRAW_AT: u32 = 2, "laps", 1..=5,
        "final tables of 2002–2016: 13 finishers had lost one lap, net, and none two; the one rider who had lost two did not finish";
    /// Laps lost, net, at which a rider who is off the back has nothing left to ride for.
    pub(super) GIVES_UP_AT: u32 = 1, "laps", 1..=5, "guess: when riders give up is on no record";
    /// Laps off the back, less those in the bunch, after which such a rider gives up.
    pub(super) GIVES_UP_AFTER_LAPS: f64 = 6.0, "laps", 2.0..=20.0, "guess: about two minutes";

    // What must hold.
    /// Nobody is faster than this.
    pub(super) RECORD_MPS: f64 = 22.5, "m/s", 20.0..=25.0,
        "the fastest 200 m on record with a flying start: 8.941 s (M. Richardson, Konya, 2025), 22.37 m/s";
    /// Share of the peak that is left when a sprint is up to speed. A rider for whom this is more than the record takes has
    /// legs that no human has.
    pub(super) SPRINT_SHARE: f64 = 0.8, "1", 0.6..=1.0, "law of fatigue in `physics`: the first six seconds";
    /// Riders behind a wheel may be faster than the strongest of the field alone, by this factor.
    pub(super) SLINGSHOT: f64 = 1.25, "1", 1.0..=1.5, "guess: wide, as only riders whom no human equals are held against it";
    /// Top of the search for a steady speed: who reaches it may be faster still.
    pub(super) SEARCHED_MPS: f64 = 39.0, "m/s", 30.0..=39.9, "a little below the end of the search in `physics`";
    /// What rounding may add to watts, shares and metres.
    pub(super) ROUNDING: f64 = 1e-6, "1", 1e-9..=1e-3, "rounding";
    /// Metres that rounding may put between a place and the metres ridden to it, over a race.
    pub(super) APART_M: f64 = 1e-3, "m", 1e-6..=1e-2, "rounding";
    /// Ticks between two looks at where everybody is, where not every tick is looked at.
    pub(super) CHECK_TICKS: u32 = 240, "ticks", 1..=1000, "a minute: what goes wrong there stays wrong, and more often costs time";
    /// The most that a speed changes.
    pub(super) JOLT: f64 = 6.0, "m/s²", 4.0..=10.0, "a little more than twice the brake, which is what wheels may ask for";
    /// A rider who gains a lap is with the bunch: no farther from a wheel of it than so many times the contact.
    pub(super) CONTACTS: f64 = 2.0, "1", 1.0..=2.0, "who is together stays so up to twice the contact";
    /// Two riders ride through each other where they are nearer than this along the track.
    pub(super) THROUGH_M: f64 = 1.5, "m", 0.5..=1.7, "a little less than a bicycle";
    /// Two riders ride through each other where they are nearer than this up the surface, too.
    pub(super) THROUGH_UP_M: f64 = 0.4, "m", 0.2..=0.7, "a little more than half a lane";
}

/// Groups of more than this many are counted as one with the last.
pub(super) const MOST_GROUPS: usize = 128;
/// Nobody is there.
pub(super) const NONE: usize = usize::MAX;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_number_lies_in_its_range_and_says_what_it_is_and_where_it_comes_from() {
        for p in NUMBERS {
            assert!((p.low..=p.high).contains(&p.value), "{}: {}", p.name, p.value);
            assert!(p.meaning.trim().ends_with('.') && !p.unit.is_empty() && !p.source.is_empty(), "{}", p.name);
        }
    }
}
