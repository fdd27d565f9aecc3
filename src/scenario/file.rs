//! The tables and keys of a scenario file, each with its explanation, which the JSON Schema repeats. Knows the form of a
//! file, not whether its statements fit together.

use serde_json::{Map, Value};

use super::Level;
use super::log::ProblemLog;
use super::moment::{NamedAction, RaceMoment};
use super::number::{
    AirDensity, Balance, BibNumber, Chase, CriticalPower, DragArea, DragShare, Factor, GainPoints, Height, LapLength,
    LapSign, LapTime, Laps, LossPoints, Mass, PeakPower, PenaltyPoints, Percent, PlacePoints, Rank, SchemaVersion,
    Seed, SprintNumber, SprintPoints, StartPoints, Starters, Total, WPrime, Width,
};
use super::read::{KeyValue, Located, Node, NonEmpty, Read, complain, tables};
use super::when::{Clock, Date, FullDate};
use super::word::{Flag, Name, Noc, Sentence, Slug, SourceKeys, TextLine, Url, Who};
use crate::rules::{EditionId, Status};

type Maybe<T> = Option<Located<T>>;
type Items<T> = Vec<Located<T>>;

tables! {
    homes: HOMES;

    /// A points race: the course, the rules, the riders, and as much of what happened as is known. Riders are
    /// referred to by bib or by name: the family name ("Gonzalez" finds "González"; "Bon" and "van Bon" find "van Bon";
    /// "M. Arriagada" where two share a name), the full name in either order, or the nation of one rider.
    File {
        /// Version of this format: 1.
        required schema: Maybe<SchemaVersion>,
        /// What the race is called on the command line; by default the name of the file.
        optional id: Maybe<Slug>,
        /// What the race is called on the screen; by default the id.
        optional title: Maybe<TextLine>,
        /// When it was ridden, as far as known: 2004-08-24, "2004-08" or "2004".
        optional date: Maybe<Date>,
        /// Where it was ridden.
        optional venue: Maybe<TextLine>,
        /// Plain sentences about the race that give nothing away, for the menu and the start page.
        optional about: Items<Sentence>,
        /// Plain sentences on how it went. Who watches without spoilers does not see them.
        optional story: Items<Sentence>,
        /// A built-in race that this is in everything but title, about, story, run and orders: a what-if in a few lines.
        optional base: Maybe<Slug>,
        /// The track and the distance; required without a base.
        optional course: Maybe<Course>,
        /// The rules it was ridden under; required without a base.
        optional rules: Maybe<Rules>,
        /// What kind of field it is; by default men.
        optional field: Maybe<FieldTable>,
        /// The start list, in its order. It may be left out when `record.table` names every rider.
        optional riders: Items<Rider>,
        /// What is known of how the race was ridden. Without it, the race is simulated from the gun.
        optional record: Maybe<Record>,
        /// What is asked of the run where nothing else is said: with it or with orders, the file is a what-if.
        optional run: Maybe<RunTable>,
        /// What riders are told. In a race on record they decide for themselves from the first order on, unless
        /// `run.free_from` says otherwise. Orders of the command line come after these.
        optional orders: Items<OrderTable>,
        /// Where statements come from.
        optional sources: Items<SourceTable>,
        /// Statements that contradict each other, and what decides.
        optional disputes: Items<DisputeTable>,
        /// Decisions after the race that change the official table, not the race.
        optional adjudications: Items<AdjudicationTable>,
    }

    /// The track and the distance.
    Course {
        /// Laps from the gun to the finish.
        required laps: Maybe<Laps>,
        /// Length of the measuring line in metres; by default 250.
        optional lap_m: Maybe<LapLength>,
        /// Width of the riding surface in metres; by default 7.
        optional width_m: Maybe<Width>,
        /// Density of the air in kg/m³; by default 1.17, as at sea level and 27 °C. Higher and warmer halls have less.
        optional air_density: Maybe<AirDensity>,
    }

    /// The rules a race is ridden under: an edition, and what this race did differently.
    Rules {
        /// The edition by the year it came into force: "2000" (laps rank first), "2004", "2016", "2019", "2023", "2026".
        required edition: Maybe<EditionId>,
        /// Laps between sprints; by default what the edition says for the track.
        optional sprint_every: Maybe<Laps>,
        /// Race laps at which sprints are decided, where they are not at even distances: [10, 25, 40]. The last is the finish.
        optional sprint_laps: Maybe<NonEmpty<Laps>>,
        /// Points of the first places of a sprint, at most four; by default what the edition says. Later places score nothing.
        optional scale: Maybe<NonEmpty<PlacePoints>>,
        /// Numbers of the sprints that count double: [5, 10]. Whether the last does is a matter of last_factor unless it is
        /// among them.
        optional doubled: Maybe<NonEmpty<SprintNumber>>,
        /// Factor on the points of the last sprint; by default what the edition says.
        optional last_factor: Maybe<Factor>,
        /// Points for a lap gained on the bunch; by default what the edition says.
        optional gain_points: Maybe<GainPoints>,
        /// Points for a lap lost to the bunch, negative or 0; by default what the edition says.
        optional loss_points: Maybe<LossPoints>,
    }

    /// What kind of field it is.
    FieldTable {
        /// Whose legs the defaults of the riders are drawn from: "men", "women", "junior" (men) or "junior-women".
        required level: Maybe<Level>,
        /// How many riders started, if the sheet does not name them all. The others are called "unnamed 1" and so on: they
        /// score what the table leaves over, and finish behind it or leave the race. No fact can name them.
        optional starters: Maybe<Starters>,
        /// Drag area of the riders as a share of the level's: clothing and bicycles of the year; 1 up to 2016.
        optional drag: Maybe<DragShare>,
        /// How ready the bunch is to chase a break; 1 as in men's races to 2016, 2 twice as ready.
        optional chase: Maybe<Chase>,
        /// Whether riders of a free race fall, have punctures, are withdrawn by the commissaires and give up; by default
        /// true. In a replay what happened is in the record.
        optional incidents: Maybe<Flag>,
    }

    /// A rider of the start list.
    Rider {
        /// Given name and family name, as shown.
        required name: Maybe<Name>,
        /// The family name, where it is not the last word of the name with its particles ("Wong" of "Wong Kam Po"; "van Bon"
        /// of "Léon van Bon" need not be given).
        optional family: Maybe<Name>,
        /// Three letters of the nation.
        optional noc: Maybe<Noc>,
        /// The number worn, if it is on record; that of other riders is shown nowhere.
        optional bib: Maybe<BibNumber>,
        /// Height in centimetres.
        optional height_cm: Maybe<Height>,
        /// Mass in kilograms.
        optional mass_kg: Maybe<Mass>,
        /// Critical power in watts; by default drawn from the level of the field.
        optional cp_w: Maybe<CriticalPower>,
        /// Work above critical power in kilojoules; by default drawn from the level of the field.
        optional w_prime_kj: Maybe<WPrime>,
        /// Peak power in watts; by default drawn from the level of the field.
        optional peak_w: Maybe<PeakPower>,
        /// Drag area in square metres; by default from height and mass.
        optional cda_m2: Maybe<DragArea>,
        /// Points from earlier races of the same competition, with which the rider starts, as in an omnium; by default 0.
        optional start_points: Maybe<StartPoints>,
    }

    /// What is known of how a race was ridden. Everything may be missing; a bare final table is enough.
    Record {
        /// Time from the gun to the first rider across the last line: "48:32", or seconds.
        optional time: Maybe<Clock>,
        /// Laps the race was to have, if it was shortened: `course.laps` has those that it had, with the last sprint at their
        /// end.
        optional planned_laps: Maybe<Laps>,
        /// Where the race was stopped, if it was; `course.laps` has the laps it was to have.
        optional stopped: Maybe<StoppedTable>,
        /// Sources of the table and of whatever names none of its own.
        optional source: Maybe<SourceKeys>,
        /// The final table in the order of the result.
        optional table: Items<Row>,
        /// Places in sprints, as far as known.
        optional sprint: Items<SprintTable>,
        /// Laps gained and lost, as far as known.
        optional lap: Items<LapTable>,
        /// Riders known to have been away for a while, whether or not a lap came of it.
        optional away: Items<AwayTable>,
        /// When riders left the race, as far as known.
        optional stop: Items<StopTable>,
        /// Scores known part-way.
        optional score: Items<ScoreTable>,
        /// Known places in the order across the last line.
        optional last_line: Items<LastLine>,
    }

    /// Where a race was stopped. If it was for good, the points and laps won by then stand, riders who are level are ranked by
    /// the order across the line of that lap, and there is no last sprint.
    StoppedTable {
        /// Laps that the head of the race had ridden.
        required at_lap: Maybe<Laps>,
        /// Whether it was ridden on in the same session: as one group, with points and laps kept, and the counter one below the
        /// last sprint held. Laps of the record then are those ridden since the gun. Editions 2023 and 2026 only.
        optional restarted: Maybe<Flag>,
    }

    /// A rider's line in the final table.
    Row {
        /// The rider; without a start list, the full name.
        required rider: Maybe<Who>,
        /// The nation, where there is no start list.
        optional noc: Maybe<Noc>,
        /// The number worn, where there is no start list.
        optional bib: Maybe<BibNumber>,
        /// The family name if it is not the last word with its particles, where there is no start list.
        optional family: Maybe<Name>,
        /// The rank. Riders with status "pul" may have one behind all finishers: the later they were pulled out, the better. If
        /// no row has one and the rows are all there, in an order the scores allow, they are counted.
        optional rank: Maybe<Rank>,
        /// Points from earlier races of the same competition, with which the rider started; they count in the total.
        optional start_points: Maybe<StartPoints>,
        /// Points from sprints.
        optional sprint_points: Maybe<SprintPoints>,
        /// Laps gained minus laps lost.
        optional laps: Maybe<Balance>,
        /// Starting points, sprint points and points for laps, less penalty points.
        optional total: Maybe<Total>,
        /// Points that the commissaires took off, as a positive number.
        optional penalty_points: Maybe<PenaltyPoints>,
        /// Why they took points off, in their words.
        optional reason: Maybe<Sentence>,
        /// The sprint after which they ruled that, before the next; by default they ruled after the finish.
        optional after_sprint: Maybe<SprintNumber>,
        /// "finished" (the default), "dnf", "dns", "dsq", "abd" or "pul". A rider with "dns" did not start: they are listed in
        /// the result, and ride and count nowhere.
        optional status: Maybe<Status>,
        /// Sources of this line.
        optional source: Maybe<SourceKeys>,
    }

    /// A sprint, as far as it is known. A place is a rider, a list, or a table. A list is a dead heat where it has one rider
    /// more than places are missing right after it, and every place after those is given, as in `first = ["A", "B"], third =
    /// "C", fourth = "D"`; any other list is of riders of whom one took the place. `{ tied = ["A", "B"] }` is a dead heat
    /// whatever else is known.
    SprintTable {
        /// Number of the sprint, from 1.
        required n: Maybe<SprintNumber>,
        /// Who was first.
        optional first: Maybe<Cell>,
        /// Who was second.
        optional second: Maybe<Cell>,
        /// Who was third.
        optional third: Maybe<Cell>,
        /// Who was fourth.
        optional fourth: Maybe<Cell>,
        /// Riders who were put last in it. The places are those awarded: whoever was behind them has moved up.
        optional relegated: Items<RelegatedTable>,
        /// Sources of the places that name none of their own.
        optional source: Maybe<SourceKeys>,
    }

    /// A rider who crossed the line among the first and was put last in the sprint.
    RelegatedTable {
        /// The rider.
        required rider: Maybe<Who>,
        /// Why, in the words of the judges.
        optional reason: Maybe<Sentence>,
    }

    /// A place in a sprint with its own source.
    CellTable {
        /// The rider.
        optional rider: Maybe<Who>,
        /// The riders of whom one took the place.
        optional among: Items<Who>,
        /// The riders who shared the place in a dead heat: the same place and points, and the places they take up are not
        /// given (UCI 3.2.118).
        optional tied: Items<Who>,
        /// Sources of this place.
        optional source: Maybe<SourceKeys>,
        /// The source leaves room for another reading.
        optional likely: Maybe<Flag>,
        /// It follows by arithmetic from what sources state.
        optional derived: Maybe<Flag>,
    }

    /// A lap gained or lost by each of some riders.
    LapTable {
        /// The riders.
        required riders: Items<Who>,
        /// 1 for a lap gained (the default), -1 for a lap lost.
        optional change: Maybe<LapSign>,
        /// Race laps between which the lap was completed: [50, 58].
        optional between: Items<LapTime>,
        /// It was completed after this sprint.
        optional after_sprint: Maybe<SprintNumber>,
        /// It was completed before this sprint.
        optional before_sprint: Maybe<SprintNumber>,
        /// They did it in one group.
        optional together: Maybe<Flag>,
        /// The source leaves room for another reading.
        optional likely: Maybe<Flag>,
        /// Sources of the statement.
        optional source: Maybe<SourceKeys>,
    }

    /// A stretch that riders are known to have spent away from the bunch, with nobody else.
    AwayTable {
        /// The riders.
        required riders: Items<Who>,
        /// Race lap at which they left the bunch, about.
        required from_lap: Maybe<LapTime>,
        /// Race lap at which it ended, about: caught, or a lap gained.
        required to_lap: Maybe<LapTime>,
        /// Sources of the statement.
        optional source: Maybe<SourceKeys>,
    }

    /// When a rider left the race.
    StopTable {
        /// The rider.
        required rider: Maybe<Who>,
        /// Race laps between which the rider stopped: [75, 85].
        required between: Items<LapTime>,
        /// Sources of the statement.
        optional source: Maybe<SourceKeys>,
    }

    /// What a rider had when a sprint was decided; a lap gained after it, before the next, does not count yet.
    ScoreTable {
        /// Number of the sprint.
        required after: Maybe<SprintNumber>,
        /// The rider.
        required rider: Maybe<Who>,
        /// The rider's points from sprints.
        optional sprint_points: Maybe<SprintPoints>,
        /// The rider's starting points, sprint points and points for laps.
        optional total: Maybe<Total>,
        /// Sources of the statement.
        optional source: Maybe<SourceKeys>,
    }

    /// A place in the order across the last line.
    LastLine {
        /// The place, from 1.
        required place: Maybe<Rank>,
        /// The rider.
        required rider: Maybe<Who>,
    }

    /// What is asked of the run where the command line does not say otherwise.
    RunTable {
        /// Chooses what no source says, the days riders have, and all luck; by default 1.
        optional seed: Maybe<Seed>,
        /// The edition it is ridden by, if not that of `[rules]`: a replay is scored by it.
        optional edition: Maybe<EditionId>,
        /// From when on riders decide for themselves: laps of the head of the race, as 130 (0: the gun), or a time, as
        /// "41:12". By default, in a race on record, from the first order on.
        optional free_from: Maybe<RaceMoment>,
        /// The luck from `free_from` on, if another than the seed's.
        optional luck: Maybe<Seed>,
        /// Riders who do not start, in a race that is free from the gun.
        optional without: Items<Who>,
        /// Riders with other legs, in a race that is ridden freely.
        optional legs: Items<LegsTable>,
    }

    /// A rider with better or worse legs.
    LegsTable {
        /// The rider.
        required rider: Maybe<Who>,
        /// Critical power, by so many per cent more: 3, or -3 for less.
        optional cp_percent: Maybe<Percent>,
        /// Work above critical power, by so many per cent more.
        optional w_prime_percent: Maybe<Percent>,
        /// Peak power, by so many per cent more.
        optional peak_percent: Maybe<Percent>,
    }

    /// Something that a rider is told.
    OrderTable {
        /// From when on: laps of the head of the race, as 130 or "lap 130", or a time, as "41:12".
        required from: Maybe<RaceMoment>,
        /// Who is told.
        required rider: Maybe<Who>,
        /// What: attack, bridge, follow RIDER, sit in, pull, chase, sprint, skip, ease, wait for RIDER, abandon, or free
        /// (to decide for themselves again).
        required action: Maybe<NamedAction>,
    }

    /// Where statements come from.
    SourceTable {
        /// What the statements call it.
        required key: Maybe<Slug>,
        /// Author or paper, and what.
        required title: Maybe<TextLine>,
        /// Its address.
        optional url: Maybe<Url>,
    }

    /// Statements that contradict each other, and what decides.
    DisputeTable {
        /// The rider concerned, if it is about one.
        optional rider: Maybe<Who>,
        /// What it is about: "sprint points".
        required about: Maybe<TextLine>,
        /// Race lap by which it has happened; by default the end. The screen shows nothing of it before.
        optional lap: Maybe<Laps>,
        /// What is said, and by whom.
        required claims: Items<ClaimTable>,
        /// The value used here.
        required decided: Maybe<TextLine>,
        /// Why.
        required because: Maybe<Sentence>,
    }

    /// One side of a dispute.
    ClaimTable {
        /// What is said.
        required value: Maybe<TextLine>,
        /// By whom: the key of a source.
        required source: Maybe<Slug>,
    }

    /// A decision after the race that changes the official table, not the race.
    AdjudicationTable {
        /// The day from which it holds.
        required date: Maybe<FullDate>,
        /// What was decided.
        required text: Maybe<Sentence>,
        /// Riders out of the table from this day on; those behind move up.
        optional disqualified: Items<Who>,
        /// Riders back in the table from this day on.
        optional restored: Items<Who>,
        /// Where it is written.
        optional source: Maybe<Slug>,
    }
}

/// Where the keys of the main tables belong, for people who put one elsewhere.
pub(super) const HOMES: [(&str, &[&str]); 8] = [
    ("to the top of the file, above the first [table]", File::KEYS),
    ("under [course]", Course::KEYS),
    ("under [rules]", Rules::KEYS),
    ("under [record]", Record::KEYS),
    ("to a rider, under [[riders]]", Rider::KEYS),
    ("under [field]", FieldTable::KEYS),
    ("under [run]", RunTable::KEYS),
    ("to an order, under [[orders]]", OrderTable::KEYS),
];

/// Who took a place in a sprint.
#[derive(Debug)]
pub(super) struct Cell {
    /// One rider, or several: of whom one took the place, or who shared it.
    pub(super) among: Vec<Located<Who>>,
    pub(super) named_as: NamedAs,
    pub(super) source: Option<Located<SourceKeys>>,
    pub(super) likely: bool,
    pub(super) derived: bool,
}

/// How a place names its riders.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NamedAs {
    /// One rider, or `among`: one of these.
    OneOf,
    /// `tied`: all of these.
    Tied,
    /// A bare list: which of the two, the places after it say.
    BareList,
}

impl Read for Cell {
    fn read(node: &Node, place: &str, log: &mut ProblemLog) -> Option<Self> {
        let bare = |among, named_as| Self { among, named_as, source: None, likely: false, derived: false };
        if node.get_ref().as_array().is_some() {
            let among = Vec::read(Some(node), place.to_owned(), log);
            return some_riders(among, node, place, log).map(|among| bare(among, NamedAs::BareList));
        }
        if node.get_ref().as_table().is_none() {
            let value = Who::read(node, place, log)?;
            return Some(bare(vec![Located { value, place: place.to_owned(), span: node.span() }], NamedAs::OneOf));
        }
        let table = CellTable::read(node, place, log)?;
        if table.rider.is_some() && !table.among.is_empty() {
            complain(log, place, &node.span(), "both rider and among", "keep rider if it is certain, else among");
        }
        let named_as = if table.tied.is_empty() { NamedAs::OneOf } else { NamedAs::Tied };
        if named_as == NamedAs::Tied && (table.rider.is_some() || !table.among.is_empty()) {
            complain(log, place, &node.span(), "tied beside rider or among", "keep tied if all of them took the place");
        } else if table.tied.len() == 1 {
            complain(
                log,
                place,
                &node.span(),
                "a dead heat of one rider",
                "name all who shared the place, or write rider",
            );
        }
        let among = table.rider.into_iter().chain(table.among).chain(table.tied).collect();
        Some(Self {
            among: some_riders(among, node, place, log)?,
            named_as,
            source: table.source,
            likely: table.likely.is_some_and(|f| f.value.0),
            derived: table.derived.is_some_and(|f| f.value.0),
        })
    }

    fn schema(defs: &mut Map<String, Value>) -> Value {
        let rider = Who::schema(defs);
        let table = CellTable::schema(defs);
        serde_json::json!({"anyOf": [rider, {"type": "array", "items": rider}, table]})
    }
}

fn some_riders(among: Vec<Located<Who>>, node: &Node, place: &str, log: &mut ProblemLog) -> Option<Vec<Located<Who>>> {
    if among.is_empty() && !log.has_problems_under(place) {
        complain(log, place, &node.span(), "names no rider", "name one, or leave the place out");
    }
    (!among.is_empty()).then_some(among)
}
