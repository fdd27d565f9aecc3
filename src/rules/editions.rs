//! The six editions, each written as its predecessor with what changed.
//!
//! Sources: the UCI regulations, part 3, as of 1 January 2026, with the amendments for 1 January 2025 and
//! 1 September 2026 and the notes "text modified on" that date each article; the Italian edition in force before
//! 1 August 2023; the UCI's announcement of 14 October 2016; reports of the races. No text before 2002 was found.

use super::Confidence::{Inferred, Report, Text};
use super::{Confidence, Edition, EditionId, HeadRule, RankBy, Rule, StandsAfter, TieShare, Unfinished};

/// The number of laps nearest to 2 km on tracks longer than 250 m, and 10 laps on the others. On a track of
/// `4000 / (2n + 1)` m, `n` and `n + 1` laps are equally near. The article lists 285.714 m (7), 333.33 m (6) and 400 m (5).
const NEAREST_2_KM: &[(u32, u32)] =
    &[(571_429, 3), (444_445, 4), (363_637, 5), (307_693, 6), (266_667, 7), (250_001, 8), (0, 10)];

/// Metres after which the result stands, by the length of the race, as UCI 3.2.133 had it until 2024: 8 km of 10, 10 of 16, 15
/// of 20, 20 of 25, 25 of 30, and 30 of 40.
const STANDS_AFTER: &[(u32, u32)] =
    &[(10_000, 8_000), (16_000, 10_000), (20_000, 15_000), (25_000, 20_000), (30_000, 25_000), (40_000, 30_000)];

const fn rule<T>(value: T, confidence: Confidence, article: &'static str, reading: &'static str) -> Rule<T> {
    Rule { value, article, confidence, reading }
}

const E2000: Edition = Edition {
    id: EditionId::E2000,
    title: "laps first",
    span: "until 2001; Sydney 2000",
    rank_by: rule(
        RankBy::LapsThenPoints,
        Report,
        "Cyclingnews, 21 September 2000",
        "a rider a lap up without a point beats everybody a lap down",
    ),
    tie_break: rule(
        "sprints won, then the last sprint",
        Inferred,
        "UCI 2.7.023",
        "in no text of the points race that was found: the article still has it for criteriums; the other reading is the last sprint alone, as since 2004",
    ),
    scale: rule([5, 3, 2, 1], Report, "women's table of Sydney 2000", ""),
    last_factor: rule(
        2,
        Inferred,
        "women's table of Sydney 2000",
        "its totals add up to 121 = 9 × 11 + 22: ten sprints, one of them double",
    ),
    gain_points: rule(0, Report, "Cyclingnews, 21 September 2000", "a lap ranks, it gives no points"),
    loss_points: rule(0, Report, "Cyclingnews, 21 September 2000", "a lap ranks, it takes no points"),
    head: rule(HeadRule::BunchTakesSprint, Inferred, "Chris Newton's reports, 2008", "no text found; taken from 2004"),
    ties: rule(TieShare::SamePlace, Inferred, "UCI 3.2.118", "no text found; taken from 2019"),
    interval: rule(
        NEAREST_2_KM,
        Inferred,
        "UCI 3.2.116",
        "10 laps of 250 m at Sydney; other tracks as in the text before August 2023",
    ),
    bell: rule(
        "rung for the head of the race at the start of a sprint's lap; over when the head completes the last lap",
        Inferred,
        "UCI 3.2.017bis",
        "no text found; taken from 2019",
    ),
    bell_again: rule(false, Inferred, "UCI 3.2.017bis", "no text found; taken from 2019"),
    unfinished: rule(
        Unfinished::Unranked,
        Report,
        "official tables of the Games",
        "they list riders who did not finish without a rank",
    ),
    mishap_m: rule(
        1300,
        Inferred,
        "UCI 3.2.130",
        "1300 m is what is quoted, no text was found; later texts have 1250 m",
    ),
    no_return_m: rule(None, Inferred, "UCI 3.2.130", "no text found; taken as the last kilometre, as since 2019"),
    stoppage: rule(
        "by the kilometres ridden: run again, resume with the points, or the result stands",
        Inferred,
        "UCI 3.2.133",
        "a race stopped for good is scored as it stood; running on is not modelled",
    ),
    result_stands: rule(
        StandsAfter::Metres(STANDS_AFTER),
        Inferred,
        "UCI 3.2.133",
        "no text found; taken from the table that was in force until 2024",
    ),
};

const E2004: Edition = Edition {
    id: EditionId::E2004,
    title: "laps are points",
    span: "2004 to 13 October 2016; Athens, Beijing",
    rank_by: rule(RankBy::Points, Text, "UCI 3.2.114", ""),
    tie_break: rule(
        "the last sprint",
        Text,
        "UCI 3.2.119",
        "the order across the last line is taken for every rider, not for the first four only",
    ),
    scale: rule([5, 3, 2, 1], Report, "UCI 3.2.118", ""),
    last_factor: rule(1, Report, "UCI 3.2.118", "Newton's win at Copenhagen 2008 added 5 in the last sprint"),
    gain_points: rule(20, Report, "UCI 3.2.118", "10 in some races of 2002 and 2003: a scenario may say so"),
    loss_points: rule(
        -20,
        Report,
        "UCI 3.2.118",
        "totals below zero rank in order: -19 before -20 at Los Angeles 2008",
    ),
    head: rule(
        HeadRule::BunchTakesSprint,
        Report,
        "Chris Newton's reports, 2008",
        "judges gave the sprint to the bunch; the text of 3.2.125 of that time was not found",
    ),
    stoppage: rule(
        "by the kilometres ridden: run again, resume with the points, or the result stands (40 km: before 15, to 30, after)",
        Inferred,
        "UCI 3.2.133",
        "a race stopped for good is scored as it stood; running on is not modelled; the table was read in a later text",
    ),
    ..E2000
};

const E2016: Edition = Edition {
    id: EditionId::E2016,
    title: "last sprint doubled",
    span: "14 October 2016 to 30 September 2019",
    last_factor: rule(2, Text, "UCI 3.2.118 (14.10.2016)", ""),
    gain_points: rule(20, Text, "UCI 3.2.118 (14.10.2016)", ""),
    loss_points: rule(-20, Text, "UCI 3.2.118 (14.10.2016)", ""),
    head: rule(
        HeadRule::BunchTakesSprint,
        Inferred,
        "UCI 3.2.125",
        "no text found between 2003 and 2019; taken from 2004",
    ),
    ..E2004
};

const E2019: Edition = Edition {
    id: EditionId::E2019,
    title: "new head takes the sprint",
    span: "1 October 2019 to 31 July 2023",
    scale: rule([5, 3, 2, 1], Text, "UCI 3.2.118", ""),
    head: rule(
        HeadRule::NewHead,
        Text,
        "UCI 3.2.125 (01.10.2019)",
        "\"from the next time the head crosses the line\": read as the crossing by which the new head completes the sprint's lap, so that a bunch that is the new head sprints from its own bell",
    ),
    ties: rule(TieShare::SamePlace, Text, "UCI 3.2.118", "three on the first place: 5 each, the next rider is fourth"),
    interval: rule(
        NEAREST_2_KM,
        Text,
        "UCI 3.2.116",
        "of tracks of 285.7 m this article says 7 laps and 3.2.117 says 10: the article on intervals is followed",
    ),
    bell: rule(
        "rung once for the head of the race at the start of a sprint's lap; over when the head completes the last lap",
        Text,
        "UCI 3.2.017bis",
        "when a gained lap makes another rider the head, it is ruled for that rider too",
    ),
    bell_again: rule(false, Text, "UCI 3.2.017bis", "\"once\": struck out on 1 January 2025"),
    mishap_m: rule(1250, Text, "UCI 3.2.020bis", "counted by the laps of the rider's group; free races only"),
    no_return_m: rule(Some(1000), Text, "UCI 3.2.020bis", "placed by the points and laps so far"),
    stoppage: rule(
        "by the kilometres ridden (40 km: before 15 run again, to 30 resume with the points, after 30 the result stands); restart from the positions at the fall",
        Text,
        "UCI 3.2.131, 3.2.133",
        "a race stopped for good is scored as it stood; running on is not modelled",
    ),
    result_stands: rule(StandsAfter::Metres(STANDS_AFTER), Text, "UCI 3.2.133", ""),
    ..E2016
};

const E2023: Edition = Edition {
    id: EditionId::E2023,
    title: "bell names the head",
    span: "1 August 2023 to 31 August 2026",
    head: rule(
        HeadRule::FixedAtBell,
        Text,
        "UCI 3.2.125 (01.08.2023)",
        "for every rider who had begun the sprint's lap at the gain; on the last lap the next crossing is the finish",
    ),
    interval: rule(&[(333_000, 5), (0, 10)], Text, "UCI 3.2.116 (01.08.2023)", "tracks from 333 m count as 333.33 m"),
    bell: rule(
        "rung for the head of the race at the start of a sprint's lap, since 2025 again for every group that may score; over when the head completes the last lap",
        Text,
        "UCI 3.2.017bis",
        "ruled for the head, and for another rider whom a gained lap makes the head; the bells of 2025 are rung under 2026",
    ),
    unfinished: rule(
        Unfinished::SharePlaceAfterFinishers,
        Text,
        "UCI 3.3.012",
        "since when ABD is told from DNF was not found out",
    ),
    stoppage: rule(
        "same session: points kept, counter to one below the last sprint held; otherwise under 40 % run again, to 80 % resume, then the result stands",
        Text,
        "UCI 3.2.133",
        "a race stopped for good is scored as it stood; at a restart nobody has a lead, though half a lap may be given; another session is not modelled",
    ),
    result_stands: rule(
        StandsAfter::PerCent(80),
        Text,
        "UCI 3.2.133 (01.01.2025)",
        "the kilometres of the older text held until the end of 2024",
    ),
    ..E2019
};

const E2026: Edition = Edition {
    id: EditionId::E2026,
    title: "current",
    span: "since 1 September 2026",
    bell: rule(
        "rung for the head of the race at the start of a sprint's lap, and again for every group that may score; over when the head completes the last lap",
        Text,
        "UCI 3.2.017bis",
        "a later group is whoever crosses a second or more after the rider before; it may score while places with points are left",
    ),
    bell_again: rule(true, Text, "UCI 3.2.017bis (01.01.2025)", "also for riders whom a gained lap makes the head"),
    interval: rule(
        &[(334_000, 5), (333_000, 8), (0, 10)],
        Text,
        "UCI 3.2.116 (01.09.2026)",
        "tracks from 333 m to 334 m count as 333.33 m",
    ),
    ..E2023
};

static EDITIONS: [Edition; 6] = [E2000, E2004, E2016, E2019, E2023, E2026];

impl Edition {
    /// The rules of `id`.
    #[must_use]
    pub fn get(id: EditionId) -> &'static Self {
        &EDITIONS[id as usize]
    }

    /// Every edition, oldest first.
    #[must_use]
    pub fn all() -> &'static [Self] {
        &EDITIONS
    }
}
