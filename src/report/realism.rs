//! The comparison of simulated and real races, as tables and as data. Compares nothing itself.

use serde::Serialize;

use super::table::{Align, Table};
use super::words::count;
use crate::realism::{Column, ComparisonLine, OFF, RACES, Report, STANDS, StatisticUnit, Verdict};

/// The version of the JSON shape.
pub const SCHEMA: &str = "velodrome.realism/1";

/// The tables: one for each column of races, one for the sprints of all of them, one of patterns; then a summary.
#[must_use]
pub fn text(report: &Report) -> String {
    let mut out = format!(
        "Real points races against {} simulated of each of {} kinds, seed {}.\n\
         A kind is as long and as large as the real races it stands for. p: how often as many simulated races come out as far \
         from the middle as the real ones; \"{}\" p ≥ {STANDS:.2}, \"{}\" below, \"{}\" p < {OFF}. ≥: real counts are lower bounds.\n",
        report.races,
        report.kinds,
        report.seed,
        Verdict::Stands.word(),
        Verdict::Doubtful.word(),
        Verdict::Off.word(),
    );
    for column in Column::ALL.map(Some).into_iter().chain([None]) {
        let lines: Vec<&ComparisonLine> = report.lines.iter().filter(|line| line.column == column).collect();
        let title = column.map_or_else(|| "sprints, all complete tables".to_owned(), title);
        out += &format!("\n{title}\n{}", comparison(&lines).render());
    }
    out += &format!("\npatterns\n{}\n{}\n", patterns(report).render(), summary(report));
    out
}

/// How many statistics stand, in a sentence.
#[must_use]
pub fn summary(report: &Report) -> String {
    let [stands, doubtful, off] = [Verdict::Stands, Verdict::Doubtful, Verdict::Off].map(|v| report.count(v));
    let all = report.lines.len();
    let percent = 100.0 * stands as f64 / all.max(1) as f64;
    format!("{stands} of {} stand ({percent:.0} %), {doubtful} doubtful, {off} off.", count(all as u32, "statistic"))
}

/// "men, to 2016 · 14 races"
fn title(column: Column) -> String {
    let races = RACES.iter().filter(|race| race.column == column).count();
    format!("{} · {}", column.name(), count(races as u32, "race"))
}

fn comparison(lines: &[&ComparisonLine]) -> Table {
    let mut table = Table::new(&[
        ("statistic", Align::Left),
        ("n", Align::Right),
        ("real", Align::Right),
        ("simulated", Align::Right),
        ("9 in 10 between", Align::Right),
        ("p", Align::Right),
        ("", Align::Left),
    ]);
    for line in lines {
        let c = &line.compared;
        let bound = if line.bound { "≥ " } else { "" };
        table.row([
            line.name.to_owned(),
            c.n.to_string(),
            format!("{bound}{}", figure(line.unit, c.real)),
            figure(line.unit, c.simulated),
            format!("{} – {}", figure(line.unit, c.low), figure(line.unit, c.high)),
            chance(c.p),
            c.verdict().word().to_owned(),
        ]);
    }
    table
}

fn patterns(report: &Report) -> Table {
    let columns = Column::ALL.map(Column::name);
    let mut heads = vec![("pattern", Align::Left), ("told of real races", Align::Left)];
    heads.extend(columns.map(|name| (name, Align::Right)));
    let mut table = Table::new(&heads);
    let mut names: Vec<(&str, &str)> = Vec::new();
    for line in &report.patterns {
        if !names.contains(&(line.name, line.expected)) {
            names.push((line.name, line.expected));
        }
    }
    for (name, expected) in names {
        let cell = |column: Column| {
            let line = report.patterns.iter().find(|l| l.column == column && l.name == name);
            line.map_or_else(String::new, |l| {
                let mark = if l.holds == Some(false) { " ✗" } else { "" };
                format!("{}{mark}", figure(l.unit, l.value))
            })
        };
        table.row([name.to_owned(), expected.to_owned()].into_iter().chain(Column::ALL.map(cell)));
    }
    table
}

/// A figure with its unit, to a sensible number of digits.
fn figure(unit: StatisticUnit, value: f64) -> String {
    match unit {
        StatisticUnit::Count if value.abs() >= 20.0 => format!("{value:.0}"),
        StatisticUnit::Count => format!("{value:.1}"),
        StatisticUnit::Share => format!("{:.1} %", 100.0 * value),
        StatisticUnit::Kmh => format!("{value:.1} km/h"),
        StatisticUnit::Correlation => format!("{value:+.2}"),
    }
}

fn chance(p: f64) -> String {
    if p < 0.001 { "<0.001".to_owned() } else { format!("{p:.3}") }
}

/// The report as JSON. Shares are of 1; `column` is null for statistics over the complete tables of all columns.
#[must_use]
pub fn json(report: &Report) -> String {
    #[derive(Serialize)]
    struct StatisticJson {
        column: Option<&'static str>,
        name: &'static str,
        n: usize,
        lower_bound: bool,
        real: f64,
        simulated: f64,
        low_5: f64,
        high_95: f64,
        p: f64,
        verdict: &'static str,
    }
    #[derive(Serialize)]
    struct PatternJson {
        column: &'static str,
        name: &'static str,
        expected: &'static str,
        n: usize,
        value: f64,
        holds: Option<bool>,
    }
    #[derive(Serialize)]
    struct RealismJson {
        schema: &'static str,
        races: usize,
        kinds: usize,
        seed: u64,
        statistics: Vec<StatisticJson>,
        patterns: Vec<PatternJson>,
        stands: usize,
        doubtful: usize,
        off: usize,
    }
    let statistic = |l: &ComparisonLine| StatisticJson {
        column: l.column.map(Column::name),
        name: l.name,
        n: l.compared.n,
        lower_bound: l.bound,
        real: l.compared.real,
        simulated: l.compared.simulated,
        low_5: l.compared.low,
        high_95: l.compared.high,
        p: l.compared.p,
        verdict: l.compared.verdict().word(),
    };
    let patterns = report.patterns.iter().map(|l| PatternJson {
        column: l.column.name(),
        name: l.name,
        expected: l.expected,
        n: l.n,
        value: l.value,
        holds: l.holds,
    });
    let json = RealismJson {
        schema: SCHEMA,
        races: report.races,
        kinds: report.kinds,
        seed: report.seed,
        statistics: report.lines.iter().map(statistic).collect(),
        patterns: patterns.collect(),
        stands: report.count(Verdict::Stands),
        doubtful: report.count(Verdict::Doubtful),
        off: report.count(Verdict::Off),
    };
    serde_json::to_string_pretty(&json).expect("a report is plain data") + "\n"
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::realism::{Compared, PatternLine};

    fn report() -> Report {
        let compared = Compared { n: 9, real: 6.11, simulated: 4.02, low: 2.0, high: 6.5, p: 0.0004 };
        let line = |column, p| ComparisonLine {
            column,
            name: "riders with a net lap",
            unit: StatisticUnit::Count,
            bound: column == Some(Column::MenFrom2017),
            compared: Compared { p, ..compared },
        };
        let pattern = PatternLine {
            column: Column::MenTo2016,
            name: "time within 3 m of a wheel",
            expected: "over 90 %",
            unit: StatisticUnit::Share,
            n: 40,
            value: 0.871,
            holds: Some(false),
        };
        let lines = vec![line(Some(Column::MenTo2016), 0.0004), line(Some(Column::MenFrom2017), 0.5), line(None, 0.05)];
        Report { races: 500, kinds: 13, seed: 1, lines, patterns: vec![pattern] }
    }

    #[test]
    fn what_is_off_is_said_to_be_off() {
        let text = text(&report());
        assert!(text.contains("1 of 3 statistics stand (33 %), 1 doubtful, 1 off."), "{text}");
        assert!(text.contains("<0.001  off\n"), "{text}");
        assert!(text.contains("≥ 6.1"), "{text}");
        assert!(text.contains("87.1 % ✗"), "{text}");
        let tables = text.lines().skip(3);
        assert!(tables.clone().count() > 3 && tables.into_iter().all(|l| l.chars().count() <= 80), "{text}");
    }

    #[test]
    fn the_data_say_the_same() {
        let json: serde_json::Value = serde_json::from_str(&json(&report())).unwrap();
        assert_eq!(json["schema"], SCHEMA);
        assert_eq!((json["stands"].as_u64(), json["off"].as_u64()), (Some(1), Some(1)));
        assert_eq!(json["statistics"][0]["verdict"], "off");
        assert_eq!(json["statistics"][1]["lower_bound"], true);
        assert!(json["statistics"][2]["column"].is_null());
    }
}
