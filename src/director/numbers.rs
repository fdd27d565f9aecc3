//! The numbers of the director: how a script is staged. They change how a replay looks, not what riders did. Records of races
//! say little about how a bunch is ridden, so nearly all of them are guesses; the ranges say where it still looks like a race.

use crate::params::params;

params! {
    /// Numbers of the director.
    pub NUMBERS;

    // Seeds.
    /// Takes of one script have seeds this many bits apart.
    pub(super) TAKE_BITS: u32 = 48, "bits", 32..=56, "above the bits by which completions of a card are told apart";
    /// Takes in which contenders come to a sprint in any order. In later takes they come in the order across the line.
    pub LOOSE_TAKES: u32 = 2, "takes", 0..=6, "guess: looks natural at first, and is sure to work in the end";

    // The bunch.
    /// Time on the last line between the winner and the pace line of the bunch.
    pub(super) WINNER_AHEAD_S: f64 = 0.3, "s", 0.0..=1.0, "guess: a few metres";
    /// From rider to rider in a bunch at an easy pace.
    pub(super) SPACING_M: f64 = 2.3, "m", 2.0..=3.0, "guess: a bicycle and 0.6 m";
    /// How much longer that grows when the pace is high.
    pub(super) SPACING_GROWTH_M: f64 = 0.3, "m", 0.0..=1.0, "guess: a fast bunch is strung out";
    /// Pace at which it begins to grow.
    pub(super) EASY_MPS: f64 = 12.8, "m/s", 11.0..=14.0, "guess: 46 km/h";
    /// Pace at which it has grown.
    pub(super) FAST_MPS: f64 = 15.0, "m/s", 14.0..=17.0, "guess: 54 km/h, as before a sprint";
    /// Time over which the length of the bunch follows the pace.
    pub(super) STRETCH_S: f64 = 8.0, "s", 2.0..=20.0, "guess: half a lap";
    /// Share of a lap that the bunch takes at most; a large field rides abreast.
    pub(super) ROOM: f64 = 0.4, "1", 0.2..=0.6, "guess: beyond it the head would soon catch the tail";
    /// A bunch that would be longer than this in one line rides abreast on any track.
    pub(super) LONG_M: f64 = 100.0, "m", 80.0..=200.0, "guess: where coming up from the tail takes a sprint and its run-up";
    /// Time of the first change in the order of the bunch.
    pub(super) FIRST_STIR_S: f64 = 6.0, "s", 0.0..=20.0, "guess: half a lap after the gun";
    /// The least time between two changes in the order of the bunch.
    pub(super) STIR_LOW_S: f64 = 7.0, "s", 3.0..=15.0, "guess: turns at the front of half a lap";
    /// The most time between two changes in the order of the bunch.
    pub(super) STIR_HIGH_S: f64 = 14.0, "s", 7.0..=30.0, "guess: turns at the front of a lap";
    /// Chance that somebody also comes up from the rear half.
    pub(super) COMES_UP: f64 = 0.6, "1", 0.0..=1.0, "guess: more often than not";
    /// Riders of a bunch in which nobody changes places.
    pub(super) FEW_RIDERS: usize = 3, "riders", 2..=4, "with fewer nobody can swing off and rejoin";
    /// Riders in the bunch make up for this share of what is missing to their place, in a second.
    pub(super) DRIFT: f64 = 0.2, "1/s", 0.05..=1.0, "guess: five seconds for most of the way";
    /// The most that riders drift back in the bunch.
    pub(super) DRIFT_BACK: f64 = 0.3, "places/s", 0.1..=1.0, "guess: one place in three seconds";
    /// How fast riders move up who are in no hurry.
    pub(super) MOVE_UP: f64 = 0.35, "places/s", 0.1..=1.0, "guess: one place in three seconds";
    /// How fast riders move up in a hurry.
    pub(super) HURRY_UP: f64 = 1.1, "places/s", 0.5..=2.0, "guess: 2.5 m/s faster than the bunch";

    // Breaks.
    /// From rider to rider in a break.
    pub(super) BREAK_SPACING_M: f64 = 2.1, "m", 1.9..=3.0, "guess: a bicycle and 0.4 m";
    /// Laps that a rider leads a break before swinging off.
    pub(super) TURN_LAPS: f64 = 0.9, "laps", 0.5..=2.0, "guess: about a lap, as riders do";
    /// Riders in a break make up for this share of what is missing to their place, in a second.
    pub(super) BREAK_DRIFT: f64 = 0.5, "1/s", 0.1..=1.0, "guess: two seconds";
    /// How fast riders in a break change places at most.
    pub(super) BREAK_DRIFT_MOST: f64 = 0.7, "places/s", 0.2..=2.0, "guess: as when one swings off";
    /// Distance before an attack at which its riders come to the front.
    pub(super) PLACE_M: f64 = 325.0, "m", 100.0..=600.0, "guess: a lap and a little";
    /// Riders about to attack come to one of so many places at the front.
    pub(super) FRONT_PLACES: usize = 4, "places", 1..=8, "guess: among the first";
    /// An attack is hard riding until it is this far ahead.
    pub(super) FRESH_M: f64 = 40.0, "m", 20.0..=80.0, "guess: out of sight of the wheels";
    /// A break that is off to gain a lap rides hard until it is this far ahead, however much time it has.
    pub(super) JUMP_M: f64 = 30.0, "m", 15.0..=60.0, "guess: a clear gap";
    /// How fast an attack draws away.
    pub(super) ATTACK_MPS: f64 = 1.9, "m/s", 1.0..=3.0, "guess: 7 km/h faster than the bunch";
    /// How fast an attack that comes to nothing is brought back.
    pub(super) CATCH_MPS: f64 = 1.6, "m/s", 0.8..=2.5, "guess: 6 km/h slower than the bunch";
    /// An attack is caught when its last rider is no farther ahead than this.
    pub(super) CAUGHT_M: f64 = 1.5, "m", 0.0..=5.0, "guess: less than a bicycle";
    /// The most that an attack which is caught gets ahead, as a share of a lap.
    pub(super) PEAK: f64 = 0.28, "1", 0.1..=0.45, "guess: less than half a lap, which would look like a gain";
    /// Such an attack gets no farther ahead than this for each lap that it lasts, and `PEAK_BASE_M` on top.
    pub(super) PEAK_PER_LAP_M: f64 = 14.0, "m", 5.0..=30.0, "guess: 3 km/h faster than the bunch for half of it";
    /// How far such an attack may get ahead however short it is.
    pub(super) PEAK_BASE_M: f64 = 18.0, "m", 5.0..=40.0, "guess: the first jump";
    /// Such an attack gets at least this share of that distance ahead; how much of it is drawn.
    pub(super) PEAK_LOW: f64 = 0.85, "1", 0.5..=1.0, "guess: some variety";
    /// An attack rides on past a sprint it takes by this much before it falls back.
    pub(super) PAST_SPRINT_LAPS: f64 = 0.12, "laps", 0.0..=0.5, "guess: 30 m";
    /// An attack lasts at least this long before it falls back.
    pub(super) LEAST_LAPS: f64 = 0.8, "laps", 0.2..=2.0, "guess: nobody sits up at once";
    /// The least time that is reckoned to be left for a move.
    pub(super) LATE_S: f64 = 4.0, "s", 1.0..=10.0, "guess: from then on it is late";
    /// A break rides at no less than this share of the pace of the bunch on average.
    pub(super) EVEN_LOW: f64 = 0.9, "1", 0.7..=1.0, "guess: an even pace";
    /// A break rides at no more than this share of the pace of the bunch on average.
    pub(super) EVEN_HIGH: f64 = 1.1, "1", 1.0..=1.3, "guess: an even pace";
    /// A break comes no nearer to the tail than this before it is said to have reached it.
    pub(super) GAIN_SHORT_M: f64 = 6.0, "m", 2.0..=10.0, "guess: the contact and a little";
    /// The front of the bunch comes no nearer to a lapped rider than this before it is said to have reached them.
    pub(super) LOSS_SHORT_M: f64 = 5.0, "m", 2.0..=10.0, "USA Cycling: contact within 5 m";
    /// The least that a break gains when it has time.
    pub(super) GAIN_LEAST_MPS: f64 = 0.3, "m/s", 0.0..=1.0, "guess: it never stands still";
    /// The least that a break gains when it is late.
    pub(super) LATE_LEAST_MPS: f64 = 0.9, "m/s", 0.3..=2.0, "guess: 3 km/h";
    /// The most that a break gains.
    pub(super) GAIN_MOST_MPS: f64 = 2.8, "m/s", 1.5..=4.0, "guess: 10 km/h";
    /// Share of the swings in the pace of the bunch that a break does not follow.
    pub(super) OWN_PACE: f64 = 0.6, "1", 0.0..=1.0, "guess: it rides at its own even pace";
    /// The most that a break falls back while it is off to gain a lap.
    pub(super) SLIP_MPS: f64 = 0.5, "m/s", 0.0..=1.0, "guess: when the bunch sprints";
    /// The most that a break gains in all.
    pub(super) GAIN_CAP_MPS: f64 = 2.9, "m/s", 1.5..=4.0, "guess: 10 km/h";
    /// The fastest that a break rides.
    pub(super) BREAK_MPS: f64 = 18.6, "m/s", 16.0..=20.0, "guess: 67 km/h, as the fastest sprints of such races";
    /// The least that a rider off the back falls behind.
    pub(super) LOSS_LEAST_MPS: f64 = 0.5, "m/s", 0.1..=1.0, "guess: 2 km/h slower than the bunch";
    /// The most that a rider off the back falls behind.
    pub(super) LOSS_MOST_MPS: f64 = 2.8, "m/s", 1.5..=4.0, "guess: 10 km/h slower than the bunch";
    /// Distance before a stop at which a rider loses the wheels.
    pub(super) DROP_M: f64 = 550.0, "m", 200.0..=1500.0, "guess: two laps";
    /// How fast a rider who is about to stop falls behind.
    pub(super) DROP_MPS: f64 = 1.1, "m/s", 0.5..=3.0, "guess: 4 km/h slower than the bunch";
    /// How far a rider who is about to stop falls behind at most, as a share of a lap.
    pub(super) DROP_MOST: f64 = 0.3, "1", 0.1..=0.45, "guess: clear of the bunch coming round";

    // The pace of the bunch.
    /// Knots of the pace in a lap.
    pub(super) KNOTS: usize = 4, "knots", 2..=16, "guess: two bends and two straights";
    /// Laps beyond the end for which there is a pace.
    pub(super) SPARE_LAPS: usize = 4, "laps", 1..=10, "guess: for those who come in late";
    /// Speed of the rolling start, as a share of the mean.
    pub(super) ROLLING_START: f64 = 0.86, "1", 0.6..=1.0, "guess: 43 km/h";
    /// Knots over which the bunch gets up to speed.
    pub(super) START_KNOTS: usize = 3, "knots", 1..=8, "guess: most of a lap";
    /// Laps after which the mood of the bunch is drawn anew.
    pub(super) MOOD_LAPS: usize = 2, "laps", 1..=5, "guess: now lively, now not";
    /// Share of its mood that the bunch keeps when the mood is drawn anew.
    pub(super) MOOD_KEPT: f64 = 0.6, "1", 0.0..=0.95, "guess: it changes within some laps";
    /// Spread of the mood, as a share of the mean speed.
    pub(super) MOOD_SD: f64 = 0.018, "1", 0.0..=0.05, "guess: 1 km/h";
    /// The mood is drawn within so many standard deviations.
    pub(super) MOOD_CLIP: f64 = 2.0, "1", 1.0..=3.0, "guess: no extremes";
    /// Share by which the pace comes up to the mood at each knot.
    pub(super) MOOD_RATE: f64 = 0.25, "1", 0.05..=1.0, "guess: about a lap";
    /// The slowest that the bunch rides, as a share of the mean.
    pub(super) PACE_LOW: f64 = 0.84, "1", 0.7..=1.0, "guess: 42 km/h";
    /// The fastest that the bunch rides, as a share of the mean.
    pub(super) PACE_HIGH: f64 = 1.14, "1", 1.0..=1.3, "guess: 57 km/h; sprint laps are ridden at 56–60";
    /// How much faster than the mean the bunch is on the line of a sprint.
    pub(super) SPRINT_LIFT: f64 = 0.085, "1", 0.0..=0.2, "guess: 54 km/h; sprint laps are ridden at 56–60";
    /// How much of `SPRINT_LIFT` is missing a lap before the line.
    pub(super) SPRINT_RISE: f64 = 0.03, "1", 0.0..=0.1, "guess: the last lap gets faster and faster";
    /// How much faster than the mean it is a lap before the line, at the end of the run-up.
    pub(super) RUN_UP_LIFT: f64 = 0.055, "1", 0.0..=0.1, "guess: 53 km/h";
    /// Laps before the line at which the run-up begins.
    pub(super) RUN_UP_FROM: f64 = 2.5, "laps", 1.5..=4.0, "guess: two to three laps out";
    /// Laps of the run-up.
    pub(super) RUN_UP_LAPS: f64 = 1.5, "laps", 1.0..=3.0, "guess: down to the last lap";
    /// Laps after a sprint until the pace is as usual again.
    pub(super) LULL_LAPS: f64 = 1.75, "laps", 0.5..=3.0, "guess: half a lap to two laps";
    /// How fast the lift of the sprint is lost in the half lap after the line, for each lap.
    pub(super) SPRINT_FALL: f64 = 0.25, "1", 0.1..=0.5, "guess: 3 km/h over half a lap";
    /// How much slower than the mean the bunch is when the lull after a sprint ends.
    pub(super) LULL: f64 = 0.04, "1", 0.0..=0.1, "guess: 2 km/h";
    /// How much slower still it is for each lap that is left of the lull.
    pub(super) LULL_SLOPE: f64 = 0.01, "1", 0.0..=0.05, "guess: it picks up slowly";
    /// How much slower the bunch is while one rider gains a lap: nobody chases, and one alone can do little about a chase.
    pub(super) SOLO_LULL: f64 = 0.045, "1", 0.0..=0.1,
        "this model's physics: one rider gains a lap on a bunch at 51 km/h at most";
    /// How much slower the bunch is while several riders gain a lap.
    pub(super) GROUP_LULL: f64 = 0.02, "1", 0.0..=0.1,
        "this model's physics: two riders gain a lap on a bunch at 56 km/h at most";
    /// Laps before the end in which the bunch rides faster.
    pub(super) END_LAPS: f64 = 4.0, "laps", 1.0..=10.0, "guess: a kilometre";
    /// How much faster the bunch rides in these last laps.
    pub(super) END_LIFT: f64 = 0.02, "1", 0.0..=0.1, "guess: 1 km/h";
    /// What is going on slows the bunch by no more than this, as a share of the mean.
    pub(super) SHAPE_LOW: f64 = -0.08, "1", -0.2..=0.0, "guess: 46 km/h";
    /// What is going on makes the bunch faster by no more than this, as a share of the mean.
    pub(super) SHAPE_HIGH: f64 = 0.10, "1", 0.0..=0.2, "guess: 55 km/h";

    // Sprints.
    /// Distance before a line at which its contenders are called to the front of the bunch.
    pub(super) CALL_M: f64 = 1150.0, "m", 500.0..=2000.0, "guess: the end of the lull, four to five laps out";
    /// In a field that rides abreast, distance before the last line at which riders who will not sprint for its first places line
    /// up.
    pub(super) LINE_UP_M: f64 = 2300.0, "m", 1150.0..=2350.0, "guess: soon after the sprint before it, ten laps out";
    /// In such a field, the first riders across the last line who sprint.
    pub(super) SPRINT_ABREAST: usize = 16, "riders", 4..=40, "guess: the first quarter of sixty";
    /// Distance before a line at which contenders of such a field are to be at the front.
    pub(super) FRONT_ABREAST_M: f64 = 450.0, "m", 190.0..=800.0, "guess: clear of the bunch before lanes are chosen";
    /// The lane in which riders of such a field come up.
    pub(super) OUTSIDE_ABREAST: u8 = 4, "lane", 2..=5, "guess: such a bunch is three wide, and a fourth may be coming up";
    /// The lowest lane in which such a field sprints.
    pub(super) LOWEST_ABREAST: u8 = 3, "lane", 1..=4, "guess: such a bunch is three wide";
    /// Distance before a line at which contenders are to be at the front.
    pub(super) FRONT_M: f64 = 190.0, "m", 50.0..=400.0, "guess: where sprints open";
    /// The least distance over which a contender is reckoned to have to come up.
    pub(super) COME_UP_M: f64 = 25.0, "m", 5.0..=100.0, "guess: keeps hurry finite";
    /// Distance before a line at which contenders spread over the lanes.
    pub(super) SPREAD_M: f64 = 420.0, "m", 200.0..=800.0, "guess: a lap and a half";
    /// Distance after a line at which contenders are let go.
    pub(super) LET_GO_M: f64 = 150.0, "m", 50.0..=300.0, "guess: half a lap";
    /// Contenders who are let go fall back behind the first of so many parts of the bunch.
    pub(super) LET_GO_PART: usize = 5, "1", 2..=10, "guess: the front is for those who did not sprint";
    /// Distance after a line at which the order of the bunch may change again.
    pub(super) CALM_M: f64 = 25.0, "m", 0.0..=200.0, "guess: when all are across";
    /// Contenders come to one of so many places behind the rider who leads them out.
    pub(super) LED_OUT: usize = 4, "places", 2..=8, "four riders score";
    /// The spread with which riders take their places for the last sprint in a loose take.
    pub(super) LAST_NOISE: f64 = 1.6, "places", 0.0..=4.0, "guess: no parade";
    /// Distance before the line at which everybody is where they will cross it.
    pub(super) SETTLED_M: f64 = 45.0, "m", 10.0..=100.0, "guess: three seconds";
    /// Riders who are placed clear of the next.
    pub(super) CLEAR: usize = 4, "riders", 3..=6, "four riders score";
    /// The least gap on the line behind one of those who score.
    pub(super) CLEAR_LOW_M: f64 = 0.5, "m", 0.1..=1.0, "guess: a wheel";
    /// The largest gap on the line behind one of those who score.
    pub(super) CLEAR_HIGH_M: f64 = 1.3, "m", 0.5..=3.0, "guess: less than a bicycle";
    /// The least gap on the line behind one of the others.
    pub(super) GAP_LOW_M: f64 = 0.9, "m", 0.1..=1.5, "guess: half a bicycle";
    /// The largest gap on the line behind one of the others.
    pub(super) GAP_HIGH_M: f64 = 1.6, "m", 0.5..=3.0, "guess: a bicycle";
    /// The nearest to the line that a sprint is launched.
    pub(super) LAUNCH_LOW_M: f64 = 280.0, "m", 150.0..=350.0, "guess: long, so that those behind have time to come by";
    /// The farthest from the line that a sprint is launched.
    pub(super) LAUNCH_HIGH_M: f64 = 380.0, "m", 200.0..=500.0, "guess: long, so that those behind have time to come by";
    /// A sprint is launched no farther from the line than so many laps.
    pub(super) LAUNCH_LAPS: f64 = 1.4, "laps", 1.0..=2.0, "guess: on short tracks";
    /// Distance after the line over which sprinters are back in the bunch.
    pub(super) BACK_M: f64 = 320.0, "m", 100.0..=600.0, "guess: a lap and a quarter";
    /// Sprinters are back in the bunch within so many laps after the line.
    pub(super) BACK_LAPS: f64 = 1.3, "laps", 1.0..=2.0, "guess: on short tracks";
    /// How far the fourth on the line is still ahead of the pace line.
    pub(super) AHEAD_M: f64 = 1.8, "m", 0.5..=4.0, "guess: clear of the bunch";
    /// Place in the bunch at which a sprint for points wants its contenders.
    pub(super) WANTED_PLACE: f64 = 2.0, "places", 0.0..=4.0, "guess: behind one who leads them out";
    /// A rider of the last sprint this far behind their place comes outside all others.
    pub(super) LATE_PLACES: f64 = 3.0, "places", 1.0..=10.0, "guess: boxed in otherwise";
    /// Lanes in which the last sprint is ridden, in turns.
    pub(super) LAST_LANES: usize = 5, "lanes", 3..=8, "guess: 4 m of the surface";
    /// Lanes outside of `LAST_LANES` for those who come late.
    pub(super) LATE_LANES: u8 = 3, "lanes", 1..=5, "guess: 2 m of the surface";
    /// Riders keep their lane until this far after the line.
    pub(super) KEEP_LANE_M: f64 = 30.0, "m", 0.0..=100.0, "guess: two seconds";

    // Demands.
    /// A sprint is on from this far before the line.
    pub(super) SPRINT_FROM_M: f64 = 250.0, "m", 150.0..=400.0, "guess: the sprint lap";
    /// A sprint is on until this far after the line.
    pub(super) SPRINT_TO_M: f64 = 50.0, "m", 0.0..=100.0, "guess: until all have eased";
    /// A line counts for the targets of riders until it is this far behind.
    pub(super) ACTIVE_TO_M: f64 = 400.0, "m", 320.0..=600.0, "until sprinters are back in the bunch";
    /// Distance before a line from which a contender who is far back spares nothing.
    pub(super) LATE_M: f64 = 700.0, "m", 400.0..=1200.0, "guess: three laps";
    /// A contender is far back behind this place.
    pub(super) FAR_BACK: f64 = 6.0, "places", 3.0..=12.0, "guess: behind the first of the bunch";
    /// The most that riders are asked to ride slower than the pace.
    pub(super) SLOWER_MPS: f64 = 3.2, "m/s", 1.0..=5.0, "guess: 12 km/h";
    /// The most that riders are asked to ride faster than the pace.
    pub(super) FASTER_MPS: f64 = 3.4, "m/s", 1.0..=5.0, "guess: 12 km/h";
    /// The fastest that anybody is asked to ride.
    pub(super) LIMIT_MPS: f64 = 19.4, "m/s", 17.0..=21.0, "guess: 70 km/h; sprint peaks of such races are 60–68";
    /// How hard riders speed up in a sprint, a fresh attack, or late.
    pub(super) HARD_PUSH: f64 = 0.8, "m/s²", 0.4..=1.5, "guess: about 1000 W";
    /// How hard riders speed up otherwise.
    pub(super) EASY_PUSH: f64 = 0.3, "m/s²", 0.1..=0.8, "guess: gently";
    /// How much faster than their place riders come up to it in a sprint, a fresh attack, or late.
    pub(super) HARD_HASTE: f64 = 2.2, "m/s", 1.0..=4.0, "guess: 8 km/h";
    /// How much faster than their place riders come up to it otherwise.
    pub(super) EASY_HASTE: f64 = 0.9, "m/s", 0.3..=2.0, "guess: 3 km/h";
    /// Distance before a line from which its order is held.
    pub(super) HOLD_M: f64 = 60.0, "m", 20.0..=150.0, "guess: a little before riders have settled";
    /// The order of lines is looked at within a lap and this.
    pub(super) HOLD_RANGE_M: f64 = 100.0, "m", 60.0..=300.0, "guess: a break may be all but a lap ahead";
    /// Share of the gap on the line that is held before it.
    pub(super) HOLD_GAP: f64 = 0.6, "1", 0.3..=1.0, "guess: it opens on the last metres";
    /// Gap that is held to riders who do not contest the line.
    pub(super) HOLD_OTHERS_M: f64 = 1.0, "m", 0.3..=2.0, "guess: clear enough";
    /// Rate at which a gap to the rider ahead is made before a line.
    pub(super) HOLD_RATE: f64 = 0.7, "1/s", 0.3..=2.0, "guess: a second and a half";
    /// Distance before a line from which riders who are to cross it together draw level.
    pub(super) LEVEL_M: f64 = 150.0, "m", 50.0..=300.0, "guess: ten seconds, enough to be level to a hand's breadth";
    /// How much harder such riders come up to one another than riders to their places.
    pub(super) LEVEL_NEARING: f64 = 8.0, "1", 0.0..=12.0, "this model's motion: level within two seconds, without swinging";
    /// How much harder they take on each other's speed.
    pub(super) LEVEL_SPEED: f64 = 2.0, "1", 0.0..=3.0, "this model's motion: without it they would swing past each other";
    /// A rider waits by no more than this below the speed of the one ahead.
    pub(super) WAIT_MPS: f64 = 1.5, "m/s", 0.5..=3.0, "guess: 5 km/h";
    /// Nobody has to wait by more than this below the pace, or a chain of riders would brake one another to a stop.
    pub(super) WAIT_MOST_MPS: f64 = 2.2, "m/s", 1.0..=4.0, "guess: 8 km/h";
}

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
