//! The result in four formats: a table for people, and JSON, CSV and Markdown for programs and documents; also the parts
//! that pages are made of.

use super::Sheet;
use super::csv_table::CsvTable;
use super::decisions;
use super::own_rules;
use super::power;
use super::sheet::{Disputed, LapChangeLine, PlaceCell, SHARED_RANK, SprintLine, StandingLine};
use super::table::{Align, Table, escape_markdown};
use super::words::{PAGE, count, figure, metres, race_time, signed};
use crate::rules::{RankBy, Status};
use crate::text::{LongWord, wrap};
use crate::units::{Micros, Provenance};

/// Said of the race that is ridden where no draw of the seed can be.
pub const SHARED: &str = "the draws of this seed cannot be ridden; this is the race that all such seeds share";

/// What the marks beside cells mean; stands under every table that uses them.
pub const LEGEND: [&str; 2] = [
    "no mark: recorded in a source · = follows by arithmetic · ~ reconstructed by the seed",
    "? another reading is possible",
];

/// The legend of a free race.
pub const FREE_LEGEND: [&str; 1] = ["* simulated: the riders decided, by the seed; no source says any of it"];

/// The legend of a forked race.
pub const FORKED_LEGEND: [&str; 3] = [
    "* simulated: from the fork on the riders decided; before it:",
    "no mark: recorded in a source · = follows by arithmetic · ~ reconstructed by the seed",
    "? another reading is possible",
];

/// The legend for the marks that `sheet` uses.
#[must_use]
pub fn legend(sheet: &Sheet) -> &'static [&'static str] {
    match sheet.free_from_lap {
        None => &LEGEND,
        Some(_) if sheet.mode == "forked" => &FORKED_LEGEND,
        Some(_) => &FREE_LEGEND,
    }
}

/// The sheet as JSON, one document, indented.
#[must_use]
pub fn json(sheet: &Sheet) -> String {
    // Cannot fail: all keys are text, and all numbers are finite.
    let mut text = serde_json::to_string_pretty(sheet).expect("a sheet is plain data");
    text.push('\n');
    text
}

/// The final table as CSV, one rider per line; marks are separated by semicolons. Starting and penalty points have a column
/// in a race in which somebody has some.
#[must_use]
pub fn csv(sheet: &Sheet) -> String {
    let optional = |n: Option<u32>| n.map_or(String::new(), |n| n.to_string());
    let has_start = sheet.standings.iter().any(|r| r.start_points.is_some());
    let columns =
        ["rank", "bib", "name", "noc", "sprint_points", "laps", "total", "status", "sprints_won", "last_line", "marks"];
    let how = ["sprint_points_provenance", "laps_provenance"];
    let has_penalty = sheet.standings.iter().any(|r| r.penalty_points.is_some());
    let more = [(has_start, "start_points"), (has_penalty, "penalty_points")];
    let more = more.into_iter().filter(|(is_there, _)| *is_there).map(|(_, column)| column);
    let mut table = CsvTable::new(columns.into_iter().chain(how).chain(more));
    for r in &sheet.standings {
        let cells = [
            optional(r.rank),
            r.bib.to_string(),
            r.name.clone(),
            r.noc.clone().unwrap_or_default(),
            r.sprint_points.to_string(),
            r.laps.to_string(),
            r.total.to_string(),
            status_word(r.status).to_owned(),
            r.sprints_won.to_string(),
            optional(r.last_line),
            r.marks.join("; "),
            r.sprint_points_provenance.word().to_owned(),
            r.laps_provenance.word().to_owned(),
        ];
        table.row(
            cells.into_iter().chain([r.start_points, r.penalty_points].into_iter().flatten().map(|n| n.to_string())),
        );
    }
    table.finish()
}

/// The whole sheet as text for a terminal; `again` is the command that shows the race.
#[must_use]
pub fn table(sheet: &Sheet, again: &str) -> String {
    let mut out = format!("{}\n{}\n\n", heading(sheet), facts(sheet).join("\n"));
    out += &standings(sheet).render();
    let notes = notes(sheet);
    if !notes.is_empty() {
        let lines = notes.iter().flat_map(|note| wrap(note, PAGE, LongWord::Whole));
        out += &format!("\n{}\n", lines.collect::<Vec<_>>().join("\n"));
    }
    out += &format!("\nsprints\n{}", sprints(sheet).render());
    if sheet.lap_changes.is_empty() {
        out += "\nno lap gained or lost\n";
    } else {
        out += &format!("\nlaps gained and lost\n{}", lap_changes(sheet).render());
    }
    let run = sheet.run.as_ref().map_or(String::new(), |code| format!("run: {code}\n"));
    out += &format!("\n{}\n\n{run}watch it: {again}\n", legend(sheet).join("\n"));
    out
}

/// The power that the motion took of each rider, as text for a terminal.
#[must_use]
pub fn powers(sheet: &Sheet) -> String {
    let lines = wrap(power::LEGEND, PAGE, LongWord::Whole).join("\n");
    format!("{}\n{}\n\n{}\n{lines}\n", heading(sheet), facts(sheet).join("\n"), power::table(sheet).render())
}

/// The whole sheet as Markdown; `again` is the command that shows the race.
#[must_use]
pub fn markdown(sheet: &Sheet, again: &str) -> String {
    let mut out = format!("# {}\n\n", escape_markdown(&heading(sheet)));
    let paragraph =
        |lines: &[String]| lines.iter().map(|l| escape_markdown(l)).collect::<Vec<_>>().join("  \n") + "\n\n";
    out += &paragraph(&facts(sheet));
    out += &format!("{}\n", standings(sheet).markdown());
    let notes = notes(sheet);
    if !notes.is_empty() {
        out += &paragraph(&notes);
    }
    out += &format!("## Sprints\n\n{}\n", sprints(sheet).markdown());
    if !sheet.lap_changes.is_empty() {
        out += &format!("## Laps gained and lost\n\n{}\n", lap_changes(sheet).markdown());
    }
    out += &paragraph(&legend(sheet).iter().map(|&l| l.to_owned()).collect::<Vec<_>>());
    let run = sheet.run.as_ref().map_or(String::new(), |code| format!("Run: `{code}`  \n"));
    out += &format!(
        "## Power\n\n{}\n{}\n\n{run}Watch it: `{again}`\n",
        power::table(sheet).markdown(),
        escape_markdown(power::LEGEND),
    );
    out
}

/// The word for a status in tables.
#[must_use]
pub fn status_word(status: Status) -> &'static str {
    match status {
        Status::Racing => "racing",
        Status::Finished => "finished",
        Status::Dnf => "dnf",
        Status::Pul => "pul",
        Status::Abd => "abd",
        Status::Dns => "dns",
        Status::Dsq => "dsq",
    }
}

/// The title of the race.
#[must_use]
pub fn heading(sheet: &Sheet) -> String {
    sheet.title.clone()
}

/// Date and venue, the course, the run, and how it differs from the scenario: one line each.
#[must_use]
pub fn facts(sheet: &Sheet) -> Vec<String> {
    let race = &sheet.race;
    let day = sheet.date.as_deref().map(|d| d.parse::<super::Day>().map_or_else(|_| d.to_owned(), super::Day::words));
    let place: Vec<String> = [day, sheet.venue.clone()].into_iter().flatten().collect();
    let course = format!(
        "{} of {} m{} · {} · first across the last line after {}{} · {:.2} km/h",
        match race.planned_laps {
            Some(planned) => format!("{} of {}", race.laps, count(planned, "lap")),
            None => count(race.laps, "lap"),
        },
        metres(race.lap_m),
        match (race.planned_laps, race.stopped, race.restart) {
            (_, _, Some(restart)) => format!(
                ", stopped after {} of {} and restarted with {} to go",
                restart.at_lap, restart.planned, restart.to_go
            ),
            (None, ..) => String::new(),
            (Some(_), true, _) => ", then stopped".to_owned(),
            (Some(_), false, _) => ", shortened".to_owned(),
        },
        count(sheet.sprints.len() as u32, "sprint"),
        race_time(Micros::from_secs(race.time_s)),
        race.time_provenance.mark(),
        race.avg_kmh,
    );
    let witness = sheet.witness.then(|| SHARED.to_owned());
    let mode = match sheet.free_from_lap {
        Some(0) if sheet.mode == "free" => "simulated from the gun".to_owned(),
        Some(lap) => format!("what-if from lap {lap}"),
        None => "replay".to_owned(),
    };
    let run = format!(
        "edition {} · {} · seed {}{}",
        sheet.edition.name(),
        mode,
        sheet.seed,
        sheet.as_of.as_ref().map_or(String::new(), |d| format!(" · table as of {d}")),
    );
    let own = own_rules::deviations(&sheet.rules);
    let orders = sheet.orders.iter().map(|o| format!("told: {}", o.order));
    let conditions = sheet.conditions.iter().cloned();
    [place.join(", "), course, run]
        .into_iter()
        .chain(witness)
        .chain(own)
        .chain(conditions)
        .chain(orders)
        .filter(|l| !l.is_empty())
        .collect()
}

/// The final table.
#[must_use]
pub fn standings(sheet: &Sheet) -> Table {
    use Align::{Left, Right};
    let points = sheet.rules.rank_by == RankBy::Points;
    let leader = sheet.standings.iter().find(|r| r.rank.is_some());
    let has_start = sheet.standings.iter().any(|r| r.start_points.is_some());
    let has_bib = sheet.standings.iter().any(|r| r.bib_known);
    let before = [("", Right), ("rider", Left), ("noc", Left)];
    let bib = has_bib.then_some(("bib", Right));
    let has_penalty = sheet.standings.iter().any(|r| r.penalty_points.is_some());
    let parts = [("sprints", Right), ("laps", Right)];
    let after = [("total", Right), ("gap", Right), ("line", Right), ("", Left)];
    let start = has_start.then_some(("start", Right));
    let penalty = has_penalty.then_some(("off", Right));
    let columns: Vec<_> = before.into_iter().chain(bib).chain(start).chain(parts).chain(penalty).chain(after).collect();
    let mut table = Table::new(&columns);
    for r in &sheet.standings {
        let finished = r.status == Status::Finished;
        // The total of a rider who does not finish does not count (UCI 3.3.012); their sprint points still show.
        let total = if finished { figure(r.total) } else { String::new() };
        let gap = leader.filter(|l| points && finished && l.total != r.total).map(|l| signed(r.total - l.total));
        // A rider who did not start has no figures, not even a nought.
        let started = |text: String| if r.status == Status::Dns { String::new() } else { text };
        let before = [
            r.rank.map_or_else(|| status_word(r.status).to_owned(), |n| format!("{n}.")),
            r.board.clone(),
            r.noc.clone().unwrap_or_default(),
        ];
        // A number that is not on record is nobody's business but the program's.
        let bib = has_bib.then(|| if r.bib_known { r.bib.to_string() } else { String::new() });
        let parts = [
            started(marked(r.sprint_points.to_string(), r.sprint_points_provenance, sheet, |r| {
                r.sprint_points_provenance
            })),
            started(marked(signed(r.laps), r.laps_provenance, sheet, |r| r.laps_provenance)),
        ];
        let line = r.last_line.map_or(String::new(), |n| format!("{n}.{}", r.dead_heat.map_or("", Provenance::mark)));
        let penalty = r.penalty_points.map(|points| if points == 0 { String::new() } else { signed(-points) });
        let after = [total, gap.unwrap_or_default(), line, remarks(sheet, r)];
        table.row(
            before.into_iter().chain(bib).chain(r.start_points.map(figure)).chain(parts).chain(penalty).chain(after),
        );
    }
    table
}

/// A figure with the mark of how it is known. Where another figure of the column has a mark, one without has a blank, so that
/// digits stand below digits. What is simulated is so in the whole table, which the heading says.
fn marked(figure: String, provenance: Provenance, sheet: &Sheet, of: impl Fn(&StandingLine) -> Provenance) -> String {
    let mark = |p: Provenance| if p == Provenance::Simulated { "" } else { p.mark() };
    let any = sheet.standings.iter().any(|r| !mark(of(r)).is_empty());
    match mark(provenance) {
        "" if any => figure + " ",
        mark => figure + mark,
    }
}

/// `dnf` for a rider who has a rank without finishing, and `[1]` for each dispute about their line, numbered as in [`notes`].
fn remarks(sheet: &Sheet, row: &StandingLine) -> String {
    let unfinished = (row.rank.is_some() && row.status != Status::Finished).then(|| status_word(row.status).to_owned());
    let disputes = shown_disputes(sheet).enumerate().filter(|(_, d)| d.bib == Some(row.bib));
    let marks: Vec<String> = unfinished.into_iter().chain(disputes.map(|(i, _)| format!("[{}]", i + 1))).collect();
    marks.join(" ")
}

/// Disputes about a figure of the table; the others are for `velodrome check`.
fn shown_disputes(sheet: &Sheet) -> impl Iterator<Item = &Disputed> {
    let in_table = |d: &&Disputed| ["rank", "sprint points", "laps", "total"].contains(&d.about.as_str());
    sheet.disputes.iter().filter(in_table)
}

/// Disputes about figures of the table, likely readings that were given up, ranks that the record shares against the rules, what
/// the commissaires ruled, and later decisions:
/// one paragraph each.
#[must_use]
pub fn notes(sheet: &Sheet) -> Vec<String> {
    let dispute = |(i, d): (usize, &Disputed)| {
        let claims: Vec<String> = d.claims.iter().map(|c| format!("{} ({})", c.value, c.source)).collect();
        let who = d.name.as_ref().map_or(String::new(), |n| format!("{n}, "));
        let because = d.because.trim_end_matches('.');
        format!("[{}] {who}{}: {}. {because}. Claims: {}.", i + 1, d.about, d.decided, claims.join("; "))
    };
    let shown = shown_disputes(sheet).count();
    let more = (sheet.disputes.len() > shown).then(|| {
        let n = sheet.disputes.len() - shown;
        format!("{n} more contradictions of the sources: velodrome check {}", sheet.scenario)
    });
    let later = sheet.adjudications.iter().map(|d| format!("{}  {}", d.date, d.text));
    let given_up = sheet.given_up.iter().map(|fact| format!("given up, as nothing else fits: {fact} (likely)"));
    let ruled = sheet.decisions.iter().map(decisions::said);
    let sharing: Vec<&StandingLine> =
        sheet.standings.iter().filter(|row| row.marks.iter().any(|mark| mark == SHARED_RANK)).collect();
    let shared = sharing.chunk_by(|a, b| a.rank == b.rank).filter(|riders| riders.len() > 1);
    let shared =
        shared.map(|riders| decisions::shared_rank(&riders.iter().map(|row| row.family.clone()).collect::<Vec<_>>()));
    shown_disputes(sheet)
        .enumerate()
        .map(dispute)
        .chain(more)
        .chain(given_up)
        .chain(shared)
        .chain(ruled)
        .chain(later)
        .collect()
}

/// Every sprint with the riders placed.
#[must_use]
pub fn sprints(sheet: &Sheet) -> Table {
    use Align::{Left, Right};
    let mut table = Table::new(&[
        ("", Right),
        ("lap", Right),
        ("to go", Right),
        ("1.", Left),
        ("2.", Left),
        ("3.", Left),
        ("4.", Left),
    ]);
    for s in &sheet.sprints {
        let place = |n: u32| {
            let here: Vec<String> = s.places.iter().filter(|p| p.place == n).map(cell).collect();
            here.join(" / ")
        };
        let SprintLine { n, lap, to_go, .. } = s;
        table.row([format!("{n}."), lap.to_string(), to_go.to_string(), place(1), place(2), place(3), place(4)]);
    }
    table
}

fn cell(p: &PlaceCell) -> String {
    format!("{}{}{}", p.family, p.provenance.mark(), if p.likely { "?" } else { "" })
}

/// Laps gained and lost; riders who gained or lost one less than half a lap of the bunch apart share a line.
#[must_use]
pub fn lap_changes(sheet: &Sheet) -> Table {
    let mut table = Table::new(&[("lap", Align::Right), ("", Align::Right), ("", Align::Left)]);
    let together = |a: &LapChangeLine, b: &LapChangeLine| a.change == b.change && b.lap - a.lap < 0.5;
    for group in sheet.lap_changes.chunk_by(together) {
        let riders: Vec<String> = group.iter().map(|c| format!("{}{}", c.family, c.provenance.mark())).collect();
        table.row([format!("{:.1}", group[0].lap), signed(group[0].change), riders.join(" · ")]);
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::sample;

    fn sheet() -> Sheet {
        Sheet::from_input(&sample::sheet_input(&sample::scenario()), None)
    }

    #[test]
    fn the_table_has_places_with_a_full_stop_and_words_for_riders_without_one() {
        let text = table(&sheet(), "velodrome watch sample");
        let lines: Vec<&str> = text.lines().collect();
        let row = |name: &str| *lines.iter().find(|l| l.contains(name)).unwrap();
        assert_eq!(row("Ada ÁM"), " 1.  Ada ÁM  AUT    7       8    +1      28         2.");
        assert_eq!(row("Bo BE "), " 2.  Bo BE   BEL    3       8=    0       8  −20    1.  [1]");
        assert_eq!(row("Di DE"), "dnf  Di DE   DEN    9       2~    0~");
        assert_eq!(row("Cy CE"), " 3.  Cy CE                  4     0       4  −24    3.");
        assert_eq!(row("[1] "), "[1] Bo Be, sprint points: 8. A sprint hands out 11 points. Claims: 18 (a book).");
        assert_eq!(row("1.   10"), "1.   10     10  ÁM  BE?  DE=  CE~");
        assert!(text.ends_with("watch it: velodrome watch sample\n"));
    }

    #[test]
    fn csv_quotes_what_needs_quotes_and_has_one_line_per_rider() {
        let mut scenario = sample::scenario();
        scenario.riders[0].name = "Ada \"Ace\", Ám".into();
        let text = csv(&Sheet::from_input(&sample::sheet_input(&scenario), None));
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(
            lines[0],
            "rank,bib,name,noc,sprint_points,laps,total,status,sprints_won,last_line,marks,sprint_points_provenance,laps_provenance"
        );
        assert_eq!(lines[1], "1,7,\"Ada \"\"Ace\"\", Ám\",AUT,8,1,28,finished,1,2,,recorded,recorded");
        assert_eq!(lines[2], "2,3,Bo Be,BEL,8,0,8,finished,1,1,disputed: sprint points,derived,recorded");
        assert_eq!(lines[4], ",9,Di De,DEN,2,0,2,dnf,0,,,reconstructed,reconstructed");
        assert_eq!(lines.len(), 5);
    }

    #[test]
    fn markdown_explains_the_marks_it_uses() {
        let text = markdown(&sheet(), "velodrome watch sample");
        assert!(text.starts_with("# Sample · points race\n"));
        assert!(text.contains("| 1. | 10 | 10 | ÁM | BE? | DE= | CE\\~ |"), "{text}");
        assert!(text.contains("\\~ reconstructed by the seed"));
    }
}
