//! The numbers of the minds that no fit sets: distances, times, shares and thresholds, each with its unit, range and
//! source. Those that a fit may set are in [`Params`](super::Params).
//!
//! Many are guesses. A guess says why it is what it is, and its range says how far off it could be.

use crate::params::params;

params! {
    /// Numbers of the minds that no fit sets.
    pub NUMBERS;

    // What riders see.
    /// A rider who lets the wheel in front go by more than this is worth coming round.
    pub LOST_M: f64 = 3.0, "m", 2.0..=5.0,
        "Japanese points races (Appl Sci 2023, 13, 1315): riders are within 3 m of a wheel for over 90 % of the time";

    // The gun and the field as a whole.
    /// Distance from rider to rider at the gun.
    pub(super) GRID_M: f64 = 1.3, "m", 1.0..=3.0, "guess: riders roll up to the line in two loose rows";
    /// Speed of the flying start, as a share of what critical power alone in the wind gives.
    pub(super) START: f64 = 0.8, "1", 0.6..=1.0, "guess: the neutral lap is ridden easily";
    /// Distance from rider to rider in a line.
    pub(super) LINE_M: f64 = 2.2, "m", 2.0..=3.0, "guess: a bicycle and half a metre";
    /// Share of a lap that one line of riders takes at most; a longer field rides abreast.
    pub(super) LONGEST_LINE: f64 = 0.4, "1", 0.2..=0.6, "guess: beyond it the head would soon catch the tail";
    /// Riders abreast at most.
    pub(super) MOST_ABREAST: u8 = 5, "riders", 3..=8, "guess: what fits between the measuring line and the rail";
    /// Time from one glance at the race to the next.
    pub(super) GLANCE_S: f64 = 1.5, "s", 0.5..=3.0, "guess: about a reaction time";
    /// Time within which every rider has thought again after a sprint.
    pub(super) AFTER_SPRINT_S: f64 = 6.0, "s", 2.0..=15.0, "guess: the time to look who is spent and who is not";
    /// Time over which riders judge the speed of the bunch.
    pub(super) PACE_S: f64 = 5.0, "s", 2.0..=15.0, "guess: long enough to smooth a surge";
    /// First riders of the bunch whose freshness tells whether it will chase.
    pub(super) FRESH_HEADS: u16 = 6, "riders", 3..=10, "guess: those who would have to close a gap";
    /// Speed below which a lap is reckoned no longer.
    pub(super) SLOWEST: f64 = 5.0, "m/s", 3.0..=8.0, "guess: slower than any bunch; keeps laps finite";

    // What energy and time are worth.
    /// Work above critical power of a jump out of the bunch.
    pub(super) JUMP_KJ: f64 = 4.5, "kJ", 3.0..=6.0,
        "this model's physics: 1.7 kJ from 54 to 58 km/h, and 8–10 s at 700–900 W";
    /// Work above critical power of a sprint.
    pub(super) SPRINT_KJ: f64 = 7.0, "kJ", 5.0..=10.0, "this model's physics: 250 m all out from 53 km/h";
    /// Work above critical power of a turn in a chase or a break.
    pub(super) TURN_KJ: f64 = 2.5, "kJ", 1.0..=5.0, "guess: a lap at the front, 150 W above critical power";
    /// Speed at which riders reckon how much time is left.
    pub(super) PRICE_MPS: f64 = 14.0, "m/s", 11.0..=15.0, "guess: 50 km/h";
    /// Time before the finish within which energy loses its price.
    pub(super) PRICE_FADE_S: f64 = 200.0, "s", 100.0..=400.0, "the time constant of the slow pool of W′";
    /// Share of W′ that counts as spent even in a fresh rider, so that energy is never free.
    pub(super) ALWAYS_SPENT: f64 = 0.02, "1", 0.0..=0.1, "guess: small";
    /// Chance of moving up for an attack at each thought when choices are random.
    pub(super) BLIND_MOVE_UP: f64 = 0.1, "1", 0.0..=1.0, "guess: for the null model only";
    /// Chance of an attack at each thought when choices are random.
    pub(super) BLIND_ATTACK: f64 = 0.02, "1", 0.0..=1.0, "guess: for the null model only";
    /// Chance of going on from a sprint when choices are random.
    pub(super) BLIND_GO_ON: f64 = 0.05, "1", 0.0..=1.0, "guess: for the null model only";
    /// Chance of following an attack when choices are random.
    pub(super) BLIND_FOLLOW: f64 = 0.2, "1", 0.0..=1.0, "guess: for the null model only";
    /// Chance of contesting a sprint when choices are random.
    pub(super) BLIND_SPRINT: f64 = 0.3, "1", 0.0..=1.0, "guess: for the null model only";
    /// Chance of chasing in a round when choices are random.
    pub(super) BLIND_CHASE: f64 = 0.1, "1", 0.0..=1.0, "guess: for the null model only";

    // The chance of gaining a lap.
    /// How much faster a break goes than the bunch it gains on.
    pub(super) GAINING: f64 = 1.1, "m/s", 0.8..=1.7, "this model's physics: 195 m in about three minutes";
    /// Share of the leader's power that a rider on their wheel gives.
    pub(super) ON_WHEEL: f64 = 0.64, "1", 0.60..=0.71, "Broker 1999: 0.64–0.71";
    /// Way to the tail of the bunch that is left at least, as riders reckon.
    pub(super) LEAST_WAY_M: f64 = 10.0, "m", 1.0..=20.0, "guess: nearer than this the lap is as good as gained";
    /// Worst energy balance of an attempt that still counts, in fillings of W′.
    pub(super) LEAST_MARGIN: f64 = -2.0, "W′", -4.0..=-1.0, "guess: beyond it an attempt is hopeless anyway";
    /// What an attempt loses that has no time left to reach the tail.
    pub(super) NO_TIME: f64 = 3.0, "log-odds", 1.0..=6.0, "guess: leaves one chance in twenty of even odds";
    /// Freshness of the front of the bunch that neither helps nor hinders.
    pub(super) FRONT_FRESH: f64 = 0.8, "1", 0.5..=1.0, "guess: how fresh riders are who have sat in for some laps";
    /// Riders in the largest break in which one more is a help.
    pub(super) BEST_COMPANY: f64 = 4.0, "riders", 3.0..=6.0, "reports: most breaks have 2–5 riders";

    // Attacking, bridging, following.
    /// Places in line behind which nobody gets clear of the bunch.
    pub(super) LAUNCH: u16 = 12, "places", 6..=20, "guess: the first half of a field";
    /// Places in line of the riders whose job it is to bring others back.
    pub(super) FRONT: u16 = 8, "places", 4..=12, "guess: those who see the break go";
    /// Distance to the finish within which no attempt begins.
    pub(super) TOO_LATE_M: f64 = 400.0, "m", 200.0..=1000.0, "guess: the last sprint has begun";
    /// Laps before a sprint from which a rider who means to contest it does nothing else.
    pub(super) RUN_UP_LAPS: f64 = 2.2, "laps", 1.0..=4.0, "reports: the run-up begins two to three laps out";
    /// Farthest place in line that will do for the run-up to a sprint.
    pub(super) RUN_UP_PLACE: u16 = 4, "places", 2..=8, "guess: sprints are won from the first wheels";
    /// Place in line to which a rider moves up for a sprint.
    pub(super) RUN_UP_SLOT: u16 = 3, "places", 1..=6, "guess: a wheel or two to come round";
    /// Place in line to which a rider moves up for an attack.
    pub(super) ATTACK_SLOT: u16 = 4, "places", 2..=8, "guess: near enough to get away, and not at the front";
    /// Riders that an attacker expects to have with them, themselves included.
    pub(super) ATTACK_COMPANY: f64 = 1.7, "riders", 1.0..=3.0, "guess: more often than not somebody follows";
    /// Riders that one who goes on from a sprint expects, before those who are seen to go on too.
    pub(super) GO_ON_COMPANY: f64 = 1.5, "riders", 1.0..=3.0, "guess: every second time another follows";
    /// Riders who go on from a sprint together at most: more would be the bunch again.
    pub(super) MOST_GOING: usize = 3, "riders", 2..=5, "reports: two or three who contested the sprint";
    /// Time since a rider set out during which others count them as going.
    pub(super) GOING_S: f64 = 10.0, "s", 5.0..=20.0, "guess: the length of a jump";
    /// Least gap across which a rider bridges; a smaller one is a wheel to follow.
    pub(super) BRIDGE_LEAST_M: f64 = 15.0, "m", 5.0..=25.0, "guess: about the length of a break";
    /// Greatest gap across which a rider bridges.
    pub(super) BRIDGE_MOST_M: f64 = 80.0, "m", 40.0..=100.0, "guess: a third of a lap";
    /// Lead that a rider who bridges counts with, as a share of the gap to the break.
    pub(super) BRIDGE_LEAD: f64 = 0.5, "1", 0.0..=1.0, "guess: the break waits neither wholly nor not at all";
    /// Work that bridging takes besides the jump, for each metre of gap.
    pub(super) BRIDGE_KJ_M: f64 = 0.05, "kJ/m", 0.02..=0.15, "guess: 3 kJ for 60 m";
    /// How far behind an attacker riders notice the attack: those they leave from.
    pub(super) SEEN_BY_BEHIND_M: f64 = 12.0, "m", 5.0..=20.0, "guess: five bicycles";
    /// How far ahead of an attacker riders notice the attack: those they come past.
    pub(super) SEEN_BY_AHEAD_M: f64 = 15.0, "m", 5.0..=20.0, "guess: six bicycles";
    /// An attacker who is still this far behind can be followed.
    pub(super) FOLLOW_BEHIND_M: f64 = 5.0, "m", 0.0..=10.0, "guess: two bicycles";
    /// An attacker farther ahead than this cannot be followed any more.
    pub(super) FOLLOW_MOST_M: f64 = 25.0, "m", 10.0..=40.0, "guess: what two seconds of hesitation cost";
    /// Lead that a rider who follows an attack counts with.
    pub(super) FOLLOW_LEAD_M: f64 = 5.0, "m", 0.0..=15.0, "guess: the attack has just begun";
    /// Work that following takes besides the jump, for each metre the attacker is ahead.
    pub(super) FOLLOW_KJ_M: f64 = 0.1, "kJ/m", 0.02..=0.2, "guess: 1 kJ for 10 m";
    /// Laps before a sprint within which riders who mean to contest it ride for it.
    pub(super) SPRINT_NEAR_LAPS: f64 = 2.0, "laps", 1.0..=4.0, "reports: the run-up begins two to three laps out";

    // Sprints.
    /// Laps before a sprint from which riders weigh it, once a lap.
    pub(super) WEIGH_LAPS: u8 = 3, "laps", 1..=5, "reports: the run-up begins two to three laps out";
    /// Lead from which riders who are away take the places of a sprint first.
    pub(super) FIRST_THERE_M: f64 = 15.0, "m", 5.0..=40.0, "guess: more than a sprint makes up";
    /// Share of W′ below which nobody contests a sprint.
    pub(super) SPRINT_SHARE: f64 = 0.25, "1", 0.1..=0.5, "guess: a sprint takes about a quarter of W′";
    /// Places in line beyond which being farther back costs no more.
    pub(super) SPRINT_PLACES: u16 = 20, "places", 10..=30, "guess: the length of a field";
    /// Power difference for which the weight of strength in sprints is given.
    pub(super) SPRINT_BETA_W: f64 = 100.0, "W", 100.0..=100.0, "by definition";
    /// Reference power, subtracted before `exp` against overflow.
    pub(super) PEAK_W: f64 = 1000.0, "W", 500.0..=1500.0, "by definition: it cancels";
    /// Riders who contest a sprint of the bunch.
    pub(super) SPRINTERS: f64 = 7.0, "riders", 4.0..=12.0, "guess: four places, and as many again who miss them";

    // Breaks.
    /// How much faster the bunch must be for a rider who is away to see it coming.
    pub(super) CLOSING: f64 = 0.2, "m/s", 0.0..=1.0, "guess: 4 m a lap";
    /// Lead below which a rider who is being caught asks whether to give up.
    pub(super) VAIN_M: f64 = 60.0, "m", 20.0..=100.0, "guess: a quarter of a lap";
    /// Share of W′ below which a rider who is being caught gives up.
    pub(super) VAIN_SHARE: f64 = 0.06, "1", 0.0..=0.2, "guess: nearly empty";
    /// Chance of the lap below which a rider who is being caught gives up.
    pub(super) VAIN_CHANCE: f64 = 0.05, "1", 0.0..=0.2, "guess: one in twenty";
    /// A lone rider who has not gained on the bunch for this many laps stops trying.
    pub(super) PATIENCE_LAPS: f64 = 20.0, "laps", 8.0..=60.0, "reports: failed solos of 50 laps are the rare extreme";
    /// Growth of a lead that counts as progress.
    pub(super) PROGRESS_M: f64 = 20.0, "m", 5.0..=40.0, "guess: more than a surge of the bunch takes back";
    /// Share of W′ that riders who are away keep for later.
    pub(super) KEPT_SHARE: f64 = 0.08, "1", 0.0..=0.2, "guess: enough to take a wheel again";
    /// Least time over which riders who are away spread what they have.
    pub(super) HORIZON_LEAST_S: f64 = 40.0, "s", 20.0..=80.0, "guess: two laps";
    /// Most that a rider gives in a turn of a break, as a share of critical power.
    pub(super) TURN_MOST: f64 = 1.6, "1", 1.2..=2.0, "guess: just short of all out";
    /// What a rider gives at the front of a break who does not want to work, as a share of critical power.
    pub(super) TURN_SHIRKED: f64 = 0.9, "1", 0.6..=1.0, "guess: enough to stay away for a while";

    // Chasing.
    /// Time between one look round and the next of riders who might chase.
    pub(super) ROUND_S: f64 = 4.0, "s", 2.0..=6.0, "guess: rounds of 2–4 s give hesitations of 5–18 s";
    /// Lead below which nobody needs to chase.
    pub(super) CHASE_M: f64 = 6.0, "m", 3.0..=15.0, "guess: still a wheel to follow";
    /// Lead from which it is worth a note that nobody pulls.
    pub(super) NOBODY_PULLS_M: f64 = 40.0, "m", 20.0..=80.0, "guess: a gap that spectators see";
    /// Share of W′ above which a rider at the front pulls with full power.
    pub(super) PULL_SHARE: f64 = 0.3, "1", 0.1..=0.5, "guess: keeps enough to hold a wheel afterwards";
    /// What a tired chaser gives at the front, as a share of critical power.
    pub(super) PULL_TIRED: f64 = 1.05, "1", 0.9..=1.2, "guess: a little above what can be held";
    /// A break that has not gained for this many laps can be brought back, wherever it is.
    pub(super) HELD_LAPS: f64 = 3.0, "laps", 1.0..=8.0, "guess: by then everybody has seen it";
    /// How steeply the hope of a chase falls with the way that a break has made.
    pub(super) HOPE: f64 = 8.0, "log-odds", 3.0..=20.0, "guess: from hope to none within half the way";
    /// How sure the lap of a break is taken to be at its beginning.
    pub(super) SURE_AT_FIRST: f64 = 0.25, "1", 0.0..=0.5, "guess: about the success of breaks of 2–3 riders";
    /// Work that closing a gap takes besides a turn, for each metre.
    pub(super) CHASE_KJ_M: f64 = 0.05, "kJ/m", 0.02..=0.15, "guess: as for riding across";
    /// What a turn costs besides energy: the place at the front, and the help to rivals.
    pub(super) TURN_LOSS: f64 = 0.01, "laps", 0.0..=0.05, "guess: small, so that work is never free";
    /// How much readier the first in line is to chase than those behind.
    pub(super) FIRST_IN_LINE: f64 = 2.0, "1", 1.0..=4.0, "guess: nobody else can begin without coming past";

    // Carrying through.
    /// Distance to the start of their sprint from which riders look up in every tick.
    pub(super) WATCH_M: f64 = 50.0, "m", 20.0..=100.0, "guess: three seconds";
    /// Time of easing after an effort.
    pub(super) EASE_S: f64 = 5.0, "s", 2.0..=15.0, "guess: a few deep breaths";
    /// Time for which one who goes on from a sprint gives all that is left, before looking who is with them.
    pub(super) GO_ON_S: f64 = 4.0, "s", 2.0..=8.0, "guess: until the gap is open";
    /// Time after an attack before which the attacker does not settle down to being away.
    pub(super) AWAY_S: f64 = 4.0, "s", 2.0..=8.0, "guess: shorter than a jump";
    /// Lead from which the attacker settles down to being away.
    pub(super) AWAY_M: f64 = 8.0, "m", 5.0..=20.0, "guess: no wheel to the bunch any more";
    /// Time in which a rider of a small group has swung off and is back in it.
    pub(super) SWING_S: f64 = 7.0, "s", 3.0..=12.0, "guess: 3–4 s out of the line, and the way back";
    /// Time in which a rider of the bunch has swung off and is back in it.
    pub(super) SWING_BUNCH_S: f64 = 15.0, "s", 5.0..=30.0, "guess: a dozen riders come past at 1 m/s";
    /// Time after which a chaser who has not come to the front gives up.
    pub(super) CHASE_S: f64 = 30.0, "s", 10.0..=60.0, "guess: two laps";
    /// Laps before a sprint within which nobody swings off the front of the bunch.
    pub(super) NO_SWING_LAPS: f64 = 1.5, "laps", 0.5..=3.0, "guess: who leads then would lose their place for it";
    /// Time after which a rider gives up moving up.
    pub(super) MOVE_UP_S: f64 = 25.0, "s", 10.0..=60.0, "guess: a lap and a half";
    /// Places that a rider drops back when swinging off, at least.
    pub(super) DROP_PLACES: f64 = 4.0, "places", 1.0..=8.0, "guess: into the first gap";
    /// Places beyond that, at most; how many is luck.
    pub(super) DROP_MORE: f64 = 8.0, "places", 0.0..=20.0, "guess: the first half of a field";
    /// Distance to a wheel within which a rider goes with the sprint it opens.
    pub(super) GOES_WITH_M: f64 = 6.0, "m", 2.0..=10.0, "guess: the second wheel";
    /// How much earlier riders open their sprint when the wheel in front does.
    pub(super) GOES_WITH_EARLIER_M: f64 = 40.0, "m", 0.0..=100.0, "guess: two to three seconds";
    /// Where riders who are away open their sprint, as a share of the distance in the bunch.
    pub(super) AWAY_SPRINT: f64 = 0.6, "1", 0.3..=1.0, "guess: fewer rivals, less to lose by waiting";
    /// Share of W′ below which riders who are away do not sprint among themselves.
    pub(super) AWAY_SPRINT_SHARE: f64 = 0.15, "1", 0.0..=0.4, "guess: the lap matters more";

    // What riders are like.
    /// Spread of the readiness to work among riders.
    pub(super) WILL_SD: f64 = 0.25, "1", 0.0..=0.5, "guess: half as willing to half again as willing";
    /// No trait is drawn farther than this from the middle, in standard deviations.
    pub(super) TRAIT_SD: f64 = 2.0, "sd", 1.5..=3.0, "guess: keeps freaks out of a field of two dozen";
    /// Time within which every rider has thought for the first time.
    pub(super) FIRST_THOUGHT_S: f64 = 8.0, "s", 0.0..=20.0, "guess: half a lap, so that they do not all think at once";
    /// Spread of reaction times about their median (of the logarithm).
    pub(super) REACT_SD: f64 = 0.4, "1", 0.1..=0.8, "guess: half to twice the median";
    /// Shortest reaction time.
    pub(super) REACT_LEAST_S: f64 = 0.6, "s", 0.2..=1.0, "guess: an alert rider who expected it";
    /// Longest reaction time.
    pub(super) REACT_MOST_S: f64 = 2.5, "s", 1.5..=5.0, "guess: a rider who looked elsewhere";

    // Orders.
    /// How much faster than the bunch a rider must be to have found a way out of it.
    pub(super) CLEAR: f64 = 1.0, "m/s", 0.5..=2.0, "guess: what a jump gives in two seconds";
    /// Time at the front after which a rider who is told to sit in swings off.
    pub(super) SIT_IN_S: f64 = 2.0, "s", 0.0..=5.0, "guess: long enough to look round";
    /// What a rider who is told to pull gives, as a share of critical power.
    pub(super) TOLD_PULL: f64 = 1.08, "1", 1.0..=1.3, "guess: what can be held for minutes";
    /// What a tired rider who is told to pull gives, as a share of critical power.
    pub(super) TOLD_PULL_TIRED: f64 = 0.95, "1", 0.8..=1.05, "guess: lets W′ come back slowly";
    /// Riders at the back of the bunch among whom one who is told to sit up has arrived.
    pub(super) LAST_RIDERS: usize = 2, "riders", 1..=4, "guess: the last may be losing the wheel";
    /// Distance at which a rider who waits for another has been joined.
    pub(super) JOINED_M: f64 = 10.0, "m", 3.0..=20.0, "guess: near enough to take the wheel";
    /// An attacker farther ahead than this cannot be followed by one who is told to.
    pub(super) SHADOW_MOST_M: f64 = 40.0, "m", 20.0..=80.0, "guess: farther than for others, since they are ready";

    // From intents to watts.
    /// Distance to the wheel in front.
    pub(super) WHEEL_M: f64 = 0.5, "m", 0.2..=1.0, "guess: 0.2 m in a pursuit, more in a bunch";
    /// Distance to the wheel in front of one who leaves a sprint to others: enough for them to come by.
    pub(super) OPEN_M: f64 = 2.0 * LOST_M, "m", 3.0..=10.0, "guess: twice the gap that opens a line";
    /// How much slower than the line a rider goes who has swung off.
    pub(super) DRIFT: f64 = 1.0, "m/s", 0.5..=2.0, "guess: a lap of the banking takes about as much";
    /// A lone rider who is away waits for company that is no farther back than this.
    pub(super) COMPANY_M: f64 = 70.0, "m", 30.0..=100.0, "guess: a gap that can be bridged";
    /// What they give meanwhile, as a share of critical power.
    pub(super) WAITING: f64 = 0.75, "1", 0.5..=0.95, "guess: well below what the bunch asks";
    /// What a rider gives when the race is over.
    pub(super) ROLL_W: f64 = 150.0, "W", 50.0..=250.0, "guess: rolling out";
    /// How much faster than the bunch a chaser moves to its front.
    pub(super) CHASE_OVER: f64 = 2.0, "m/s", 1.0..=3.0, "guess: faster than one who only moves up";
    /// How much faster than the bunch a rider moves up beside it.
    pub(super) MOVE_UP_OVER: f64 = 1.4, "m/s", 0.5..=3.0, "guess: ten places in fifteen seconds";
    /// Share of W′ that a rider keeps who moves up.
    pub(super) MOVE_UP_KEEPS: f64 = 0.2, "1", 0.0..=0.5, "guess: something to go on with";
    /// Time in which the rest would be spent by moving up.
    pub(super) MOVE_UP_SPEND_S: f64 = 30.0, "s", 15.0..=60.0, "guess: about the time it may take";
    /// Distance within which a rider who goes is on the wheel of another who goes.
    pub(super) TAKEN_M: f64 = 1.5, "m", 0.5..=3.0, "guess: less than a bicycle";
    /// Time in which an attacker spends what is left after the jump, and a rider in the wheels to hold one.
    pub(super) SPEND_S: f64 = 60.0, "s", 30.0..=120.0, "guess: a hard minute empties a rider";
    /// Time in which a rider who has lost a wheel spends what is left to get it back.
    pub(super) REGAIN_WHEEL_S: f64 = 25.0, "s", 10.0..=60.0, "guess: the wheel is worth more than what is spent for it";
    /// What a rider gives who means to swing off and has no room yet, as a share of critical power.
    pub(super) SWING_WAITS: f64 = 1.05, "1", 0.9..=1.2, "guess: keeps the line going";
    /// What a rider gives who swings off in the bunch, as a share of critical power.
    pub(super) SWING_BUNCH: f64 = 0.8, "1", 0.5..=1.0, "guess: enough to stay beside the line";
    /// What a rider gives who swings off in a small group, as a share of critical power.
    pub(super) SWING_SMALL: f64 = 1.2, "1", 0.9..=1.5, "guess: the group goes faster than the bunch";
    /// How much slower than the bunch a rider goes who is told to sit up.
    pub(super) SIT_UP_BELOW: f64 = 2.0, "m/s", 1.0..=4.0, "guess: lets even a slow bunch by";
    /// What a rider gives who is told to sit up, as a share of critical power.
    pub(super) SIT_UP: f64 = 0.6, "1", 0.3..=0.8, "guess: easy riding";
    /// What a rider gives who eases while away, as a share of critical power.
    pub(super) EASE_AWAY: f64 = 0.3, "1", 0.0..=0.6, "guess: barely turning the pedals until the bunch is there";
    /// What a rider gives who eases elsewhere, as a share of critical power.
    pub(super) EASE: f64 = 0.75, "1", 0.4..=0.95, "guess: enough to stay in the wheels";
    /// Laps before a sprint over which the front of the bunch winds up the pace.
    pub(super) WIND_UP_LAPS: f64 = 2.5, "laps", 1.0..=4.0, "reports: the run-up begins two to three laps out";
    /// Distance to the bunch below which a rider who is off the back gives what it takes.
    pub(super) NEARLY_BACK_M: f64 = 60.0, "m", 20.0..=100.0, "guess: a gap that can be closed";
    /// Time in which they would spend what is left.
    pub(super) NEARLY_BACK_S: f64 = 45.0, "s", 20.0..=90.0, "guess: three laps";
    /// Share of a lap from which they wait for the bunch to come round.
    pub(super) WAIT_ROUND: f64 = 0.45, "1", 0.3..=0.6, "guess: half a lap, less the length of the bunch";
    /// What a rider gives off the back before that, as a share of critical power.
    pub(super) OFF_BACK: f64 = 0.97, "1", 0.8..=1.0, "guess: what can be held for long";
    /// What a rider gives who waits for the bunch to come round, as a share of critical power.
    pub(super) OFF_WAITS: f64 = 0.75, "1", 0.5..=0.95, "guess: to be fresh when it comes";

    // What is told.
    /// Lead from which a rider is told to be away.
    pub(super) TOLD_AWAY_M: f64 = 15.0, "m", 8.0..=30.0, "guess: a gap that spectators see";
    /// A rider who is away and tried to get away no longer ago than this has attacked.
    pub(super) MEANT_S: f64 = 25.0, "s", 10.0..=60.0, "guess: the time an attack takes to succeed";
    /// Time until it may be told again that somebody sits up.
    pub(super) SITS_UP_REST_S: f64 = 5.0, "s", 0.0..=60.0, "guess: riders of one break sit up one after the other";
    /// Time until it may be told again that somebody chases.
    pub(super) CHASE_REST_S: f64 = 30.0, "s", 0.0..=120.0, "guess: two laps";
    /// Time until it may be told again that nobody pulls.
    pub(super) NOBODY_PULLS_REST_S: f64 = 60.0, "s", 0.0..=300.0, "guess: four laps";

    // What points are worth.
    /// Laps that a rider gains in a race, for the spread of what is to come.
    pub(super) LAPS_A_RACE: f64 = 0.4, "laps", 0.2..=1.0, "guess: 4–9 of 23 riders gain one or more";
    /// Variance of a rider's points in a sprint.
    pub(super) SPRINT_VARIANCE: f64 = 1.5, "points²", 1.0..=2.0, "arithmetic: 5, 3, 2 and 1 points among 23 riders";
    /// Points that a lap counts as where laps rank first.
    pub(super) LAP_FIRST: f64 = 40.0, "points", 20.0..=80.0, "guess: more than nearly anybody takes in sprints";
    /// Least spread of the points that are still to come.
    pub(super) LEAST_SIGMA: f64 = 3.0, "points", 1.0..=6.0, "guess: one place in a sprint";
    /// Weight of first place.
    pub(super) GOLD: f64 = 5.0, "1", 2.0..=10.0, "guess: medals count more than places";
    /// Weight of second place.
    pub(super) SILVER: f64 = 3.0, "1", 1.0..=5.0, "guess: between first and third";
    /// Weight of third place; the others weigh one over their rank.
    pub(super) BRONZE: f64 = 2.0, "1", 0.5..=3.0, "guess: between the medals and the rest";
    /// Points from whose worth that of one point is reckoned.
    pub(super) SPRINT_WIN: f64 = 5.0, "points", 5.0..=5.0, "the regulations: first place in a sprint";
    /// Worth of a point before anybody has weighed it.
    pub(super) FIRST_POINT: f64 = 0.05, "laps", 0.025..=0.1, "arithmetic: a lap of 20 points";
    /// Weight in what a lap of another takes from a rider, beside that of their places.
    pub(super) HURT_ANYWAY: f64 = 0.5, "1", 0.0..=2.0, "guess: pride, and what may still come";
    /// Factor on what a lap of another takes from a rider.
    pub(super) HURT: f64 = 3.0, "1", 1.0..=6.0, "guess: a lap lost to a rival is felt more than one gained";
    /// How fast a rider becomes a threat with points.
    pub(super) THREAT_A_POINT: f64 = 0.05, "1/point", 0.01..=0.2, "guess: half a threat at 20 points, a lap";
}
