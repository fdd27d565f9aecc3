//! The built-in races against figures counted by hand from published tables and reports.

use velodrome::card::{Card, KnownCell};
use velodrome::rules::Status;
use velodrome::scenario::{Scenario, builtins, load, parse};
use velodrome::units::Provenance;

fn race(id: &str) -> Scenario {
    load(id).unwrap_or_else(|e| panic!("{}", e.plain()))
}

fn card(s: &Scenario) -> &Card {
    s.card.as_ref().expect("an official table")
}

/// Finishers in order of rank, each as "1 IGNATIEV 13 +4 93".
fn table(s: &Scenario) -> Vec<String> {
    let mut rows: Vec<_> = card(s).table.iter().filter(|r| r.status == Status::Finished).collect();
    rows.sort_by_key(|r| r.rank);
    let row = |r: &&velodrome::card::TableRow| {
        let (points, laps, total) = (r.sprint_points.unwrap(), r.laps.unwrap(), r.total.unwrap());
        format!("{} {} {points} {laps:+} {total}", r.rank.unwrap(), s.name(r.bib))
    };
    rows.iter().map(row).collect()
}

/// Every known place as "13.1 LLANERAS": candidates are joined by "/", "=" means derived, "?" likely.
fn cells(s: &Scenario) -> Vec<String> {
    let cell = |n: u32, c: &KnownCell| {
        let riders: Vec<String> = c.riders.iter().map(|b| s.name(*b)).collect();
        let derived = if c.provenance == Provenance::Derived { "=" } else { "" };
        let likely = if c.likely { "?" } else { "" };
        format!("{n}.{} {}{derived}{likely}", c.place, riders.join("/"))
    };
    card(s).sprints.iter().flat_map(|sprint| sprint.cells.iter().map(move |c| cell(sprint.n, c))).collect()
}

/// Laps gained according to the table.
fn gains(s: &Scenario) -> i32 {
    card(s).table.iter().filter_map(|r| r.laps).filter(|l| *l > 0).sum()
}

/// Laps gained whose moment is known or bounded, counted per rider.
fn known_gains(s: &Scenario) -> usize {
    card(s).laps.iter().filter(|l| l.change > 0).map(|l| l.riders.len()).sum()
}

fn finishers(s: &Scenario) -> usize {
    card(s).table.iter().filter(|r| r.status == Status::Finished).count()
}

fn points(s: &Scenario) -> i32 {
    card(s).table.iter().filter_map(|r| r.sprint_points).sum()
}

#[test]
fn built_in_scenarios_are_read_by_id_with_races_on_record_first() {
    let of = |recorded: bool| -> Vec<&str> {
        builtins().iter().map(|b| b.id).filter(|id| race(id).card.is_some() == recorded).collect()
    };
    let free = [
        "men-elite",
        "women-elite",
        "men-elite-2016",
        "women-elite-2016",
        "omnium-men",
        "junior-men",
        "junior-women",
        "tiny",
    ];
    assert_eq!(of(true), ["athens-2004-men", "beijing-2008-men", "athens-2004-women"]);
    assert_eq!(of(false), free);
    assert!(builtins().is_sorted_by_key(|b| race(b.id).card.is_none()));
    for b in builtins() {
        assert_eq!(parse(b.id, b.text).expect("a built-in race has no problems").id, b.id);
    }
}

#[test]
fn athens_2004_men_had_23_starters_20_finishers_and_31_laps_gained() {
    let s = race("athens-2004-men");
    assert_eq!((s.riders.len(), finishers(&s)), (23, 20));
    assert_eq!(gains(&s), 31);
    assert_eq!(points(&s), 174, "riders who did not finish have the other two of 176 points");
    assert_eq!((s.track.laps, s.track.lap_m), (160, 250.0));
    assert_eq!(card(&s).time_s, Some(48.0 * 60.0 + 32.0));
    assert!(s.riders.iter().all(|r| r.noc.is_some() && r.height_cm.is_some() && r.mass_kg.is_some()));
    assert!(s.riders.iter().all(|r| !r.bib_known));
    let nations: std::collections::BTreeSet<_> = s.riders.iter().map(|r| r.noc.clone()).collect();
    assert_eq!(nations.len(), 23);
}

#[test]
fn the_table_of_athens_2004_men_is_the_official_one() {
    let s = race("athens-2004-men");
    assert_eq!(
        table(&s),
        [
            "1 IGNATIEV 13 +4 93",
            "2 LLANERAS 22 +3 82",
            "3 FULST 19 +3 79",
            "4 HENDERSON 8 +3 68",
            "5 KADLEC 5 +3 65",
            "6 RENSHAW 20 +2 60",
            "7 SCHEP 18 +2 58",
            "8 CICCONE 9 +2 49",
            "9 WYNANTS 6 +2 46",
            "10 PERQUE 3 +2 43",
            "11 ARRIAGADA 5 +1 25",
            "12 SOBAL 4 +1 24",
            "13 CURUCHET 3 +1 23",
            "14 PEARCE 3 +1 23",
            "15 KOLESSOV 2 +1 22",
            "16 IIJIMA 13 +0 13",
            "17 STOCHER 9 +0 9",
            "18 GILMORE 7 +0 7",
            "19 YAKOVLEV 3 +0 3",
            "20 WONG 2 +0 2",
        ]
    );
    let out: Vec<String> = card(&s).table.iter().filter(|r| r.status == Status::Dnf).map(|r| s.name(r.bib)).collect();
    assert_eq!(out, ["NEWTON", "SOHRABI", "VAITKUS"]);
}

#[test]
fn seven_sprint_places_of_athens_2004_men_are_on_record() {
    let s = race("athens-2004-men");
    assert_eq!(
        cells(&s),
        [
            "2.1 SCHEP",
            "5.2 LLANERAS",
            "8.1 HENDERSON",
            "13.1 LLANERAS",
            "14.1 LLANERAS",
            "15.1 LLANERAS",
            "16.1 RENSHAW"
        ]
    );
}

#[test]
fn sixteen_laps_of_athens_2004_men_can_be_placed_in_the_race() {
    let s = race("athens-2004-men");
    assert_eq!(known_gains(&s), 16);
    let of = |name: &str| -> Vec<(f64, f64)> {
        let bib = s.find(name).unwrap();
        card(&s).laps.iter().filter(|l| l.riders.contains(&bib)).map(|l| l.between.unwrap()).collect()
    };
    assert_eq!(of("Ignatiev"), [(50.0, 55.0), (90.0, 96.0), (110.0, 116.0), (140.0, 148.0)]);
    assert_eq!(of("Llaneras"), [(50.0, 55.0), (80.0, 86.0), (150.0, 156.0)]);
    assert_eq!(of("Fulst"), [(0.0, 80.0), (0.0, 80.0), (140.0, 148.0)]);
    let early = &card(&s).laps[0];
    assert_eq!((early.riders.len(), early.between, early.together), (5, Some((0.0, 50.0)), true));
    let last: Vec<(u32, String)> = card(&s).last_line.iter().map(|(p, b)| (*p, s.name(*b))).collect();
    assert_eq!(last, [(1, "RENSHAW".to_owned()), (8, "IGNATIEV".to_owned())]);
}

#[test]
fn beijing_2008_men_had_23_starters_21_finishers_and_176_points() {
    let s = race("beijing-2008-men");
    assert_eq!((s.riders.len(), finishers(&s)), (23, 21));
    assert_eq!((gains(&s), points(&s)), (12, 176));
    assert_eq!(card(&s).time_s, None);
    assert_eq!(s.rider(s.find("Ratajczyk").unwrap()).map(|r| (r.bib.0, r.bib_known)), Some((7, true)));
    assert_eq!(s.riders.iter().filter(|r| r.bib_known).count(), 1);
    assert_eq!(s.riders.iter().filter(|r| r.height_cm.is_none()).count(), 2, "Ratajczyk and Feng");
}

#[test]
fn the_table_of_beijing_2008_men_is_the_official_one() {
    let s = race("beijing-2008-men");
    assert_eq!(
        table(&s),
        [
            "1 LLANERAS 20 +2 60",
            "2 KLUGE 18 +2 58",
            "3 NEWTON 16 +2 56",
            "4 MEYER 16 +1 36",
            "5 KIRYIENKA 14 +1 34",
            "6 KREUTZFELDT 9 +1 29",
            "7 BELL 7 +1 27",
            "8 IIJIMA 3 +1 23",
            "9 KADLEC 2 +1 22",
            "10 HENDERSON 13 +0 13",
            "11 RATAJCZYK 10 +0 10",
            "12 KEISSE 8 +0 8",
            "13 CICCONE 8 +0 8",
            "14 RYBIN 8 +0 8",
            "15 WONG 5 +0 5",
            "16 WYNANTS 5 +0 5",
            "17 IGNATIEV 4 +0 4",
            "18 CURUCHET 1 +0 1",
            "19 ARRIAGADA 1 +0 1",
            "20 SCHEP 0 +0 0",
            "21 RIBLON 3 -1 -17",
        ]
    );
}

#[test]
fn the_known_sprint_places_of_beijing_2008_men() {
    let s = race("beijing-2008-men");
    assert_eq!(
        cells(&s),
        [
            "1.1 LEA",
            "1.2 HENDERSON",
            "1.3 NEWTON",
            "2.1 RATAJCZYK",
            "3.1 CICCONE/RYBIN",
            "3.2 CICCONE/RYBIN",
            "4.1 CICCONE/RYBIN?",
            "4.2 CICCONE/RYBIN?",
            "5.1 HENDERSON?",
            "5.2 NEWTON",
            "5.3 RATAJCZYK?",
            "5.4 CURUCHET",
            "6.3 KADLEC",
            "9.1 LLANERAS",
            "10.1 LLANERAS",
            "13.1 LLANERAS",
            "16.1 KLUGE",
            "16.2 NEWTON=",
        ]
    );
    assert_eq!(known_gains(&s), 12, "every gained lap of the table can be placed");
}

#[test]
fn athens_2004_women_had_19_starters_18_finishers_and_110_points() {
    let s = race("athens-2004-women");
    assert_eq!((s.riders.len(), finishers(&s)), (19, 18));
    assert_eq!((gains(&s), points(&s)), (0, 110));
    assert_eq!((s.track.laps, card(&s).time_s), (100, None));
    let lost: i32 = card(&s).table.iter().filter_map(|r| r.laps).filter(|l| *l < 0).sum();
    assert_eq!(lost, -3);
    assert!(s.riders.iter().all(|r| r.height_cm.is_some() && r.mass_kg.is_some()));
}

#[test]
fn the_table_of_athens_2004_women_is_the_race_as_ridden() {
    let s = race("athens-2004-women");
    assert_eq!(
        table(&s),
        [
            "1 SLYUSAREVA 20 +0 20",
            "2 GUERRERO 14 +0 14",
            "3 CALLE 12 +0 12",
            "4 MIRABELLA 9 +0 9",
            "5 CARRARA 8 +0 8",
            "6 ULMER 8 +0 8",
            "7 PASCUAL 7 +0 7",
            "8 BATES 7 +0 7",
            "9 MEINKE 5 +0 5",
            "10 GONZÁLEZ 5 +0 5",
            "11 VISSER 5 +0 5",
            "12 DAVIES 4 +0 4",
            "13 HUGUET 2 +0 2",
            "14 LI 1 +0 1",
            "15 KOZLÍKOVÁ 0 +0 0",
            "16 KONSTANTINIDOU 2 -1 -18",
            "17 KIM 1 -1 -19",
            "18 VYPYRAILO 0 -1 -20",
        ]
    );
}

#[test]
fn the_known_sprint_places_of_athens_2004_women() {
    let s = race("athens-2004-women");
    let cells = cells(&s);
    let certain = |c: &&String| !c.contains(['/', '=', '?']);
    assert_eq!(cells.iter().filter(certain).count(), 14);
    assert_eq!(cells.iter().filter(|c| c.contains('?')).count(), 2, "likely: Calle in 5, Ulmer in 9");
    assert_eq!(cells.iter().filter(|c| c.contains('=') && !c.contains('/')).count(), 2, "derived: 10.3 and 10.4");
    assert_eq!(cells.iter().filter(|c| c.contains('/')).count(), 7);
    for cell in ["1.1 BATES", "2.1 GUERRERO", "5.4 CALLE?", "7.2 DAVIES", "9.1 SLYUSAREVA", "10.1 PASCUAL/MEINKE="] {
        assert!(cells.iter().any(|c| c == cell), "{cell} in {cells:?}");
    }
}

#[test]
fn calle_loses_her_medal_on_29_august_2004_and_gets_it_back_on_27_october_2005() {
    let s = race("athens-2004-women");
    let calle = s.find("Calle").unwrap();
    let decisions: Vec<_> =
        s.adjudications.iter().map(|a| (a.date.as_str(), a.disqualified.clone(), a.restored.clone())).collect();
    assert_eq!(decisions, [("2004-08-29", vec![calle], vec![]), ("2005-10-27", vec![], vec![calle])]);
    assert!(s.adjudications[1].text.contains("19 October 2005"), "the award of the court is named");
}

#[test]
fn every_statement_of_a_built_in_race_rests_on_a_listed_source() {
    for s in builtins().iter().map(|b| race(b.id)).filter(|s| s.card.is_some()) {
        let c = card(&s);
        let listed = |key: &String| s.sources.iter().any(|source| source.key == *key);
        let known = c.sprints.iter().flat_map(|s| &s.cells).filter(|c| c.provenance == Provenance::Recorded);
        for sources in known
            .map(|c| &c.sources)
            .chain(c.laps.iter().map(|l| &l.sources))
            .chain(c.away.iter().map(|a| &a.sources))
            .chain(c.stops.iter().map(|s| &s.sources))
            .chain(c.scores.iter().map(|s| &s.sources))
            .chain(c.table.iter().map(|r| &r.sources))
        {
            assert!(!sources.is_empty() && sources.iter().all(listed), "{}: {sources:?}", s.id);
        }
        assert!(s.sources.iter().filter(|s| s.url.is_some()).count() >= 12, "{}", s.id);
        assert!(!s.about.is_empty() && s.disputes.len() >= 3, "{}", s.id);
    }
}

#[test]
fn disputes_about_points_are_listed_with_the_decision() {
    let decided = |id: &str, name: &str, about: &str| {
        let s = race(id);
        let bib = s.find(name).unwrap();
        s.disputes.iter().find(|d| d.bib == Some(bib) && d.about == about).expect("a dispute").decided.clone()
    };
    assert_eq!(decided("athens-2004-men", "Henderson", "sprint points"), "8");
    assert_eq!(decided("athens-2004-men", "Kadlec", "sprint points"), "5");
    assert_eq!(decided("beijing-2008-men", "Kadlec", "sprint points"), "2, and 22 in all");
    assert_eq!(decided("athens-2004-women", "Calle", "date of the decision"), "27 October 2005");
}

/// A race whose riders have these names, and nothing else known.
fn race_of(names: &[&str]) -> Scenario {
    let riders: String = names.iter().map(|n| format!("[[riders]]\nname = \"{n}\"\n")).collect();
    parse("x", &format!("schema = 1\n[course]\nlaps = 40\n[rules]\nedition = \"2004\"\n{riders}")).expect("a race")
}

fn shown(s: &Scenario) -> Vec<&str> {
    s.riders.iter().map(|r| r.family.as_str()).collect()
}

#[test]
fn riders_are_found_by_bib_or_by_any_usual_spelling() {
    let s = race("athens-2004-women");
    let bib = s.find("González").unwrap();
    for typed in ["gonzalez", "GONZALEZ", "Yoanka Gonzalez", "Y. González", "CUB"] {
        assert_eq!(s.find(typed), Ok(bib), "{typed}");
    }
    assert_eq!(s.find("Gonsalez").unwrap_err(), "no rider is called \"Gonsalez\"; did you mean GONZÁLEZ?");
    assert_eq!(s.name(s.find("Kim").unwrap()), "KIM", "the family name comes first");
    assert_eq!(s.name(s.find("Li").unwrap()), "LI");
}

#[test]
fn riders_with_one_family_name_are_shown_with_initials_or_in_full() {
    let s = race_of(&["Marco Arriagada", "Rosa Arriagada", "Juan Curuchet"]);
    assert_eq!(shown(&s), ["M. ARRIAGADA", "R. ARRIAGADA", "CURUCHET"]);
    assert_eq!(s.find("M. Arriagada"), Ok(s.riders[0].bib));
    assert!(s.find("Arriagada").unwrap_err().contains("write M. ARRIAGADA or R. ARRIAGADA"));
    let s = race_of(&["Marco Arriagada", "Maria Arriagada", "Juan Curuchet"]);
    assert_eq!(shown(&s), ["MARCO ARRIAGADA", "MARIA ARRIAGADA", "CURUCHET"]);
}

#[test]
fn signs_before_a_name_give_no_initial() {
    let s = race_of(&["Anna Berg", "---Ida Berg", "Eva Annaberg"]);
    assert_eq!(shown(&s), ["ANNABERG", "A. BERG", "I. BERG"]);
    for rider in &s.riders {
        assert_eq!(s.find(&rider.family), Ok(rider.bib), "{}", rider.family);
    }
}

#[test]
fn riders_without_a_number_take_the_smallest_free_one() {
    let s = race("beijing-2008-men");
    let bibs: Vec<u16> = s.riders.iter().map(|r| r.bib.0).collect();
    assert_eq!(bibs[..8], [1, 2, 3, 4, 5, 6, 8, 9], "7 is Ratajczyk's");
}

#[test]
fn a_bare_final_table_is_a_scenario() {
    let text = r#"
        schema = 1
        course = { laps = 40 }
        rules = { edition = 2004 }
        [record]
        table = [
          { rider = "Anna Berg", sprint_points = 20, laps = 1 },
          { rider = "Bea Costa", noc = "POR", sprint_points = 13 , laps = 0 },
          { rider = "Cleo Durand", sprint_points = 6, laps = 0 },
          { rider = "Dora Evans", sprint_points = 4, laps = 0 },
          { rider = "Eva Fuchs", status = "dnf" },
        ]
    "#;
    let s = parse("club/Friday night.toml", text).expect("a scenario");
    assert_eq!((s.id.as_str(), s.title.as_str()), ("friday-night", "friday-night"));
    assert_eq!((s.track.lap_m, s.track.laps), (250.0, 40));
    assert_eq!(shown(&s), ["COSTA", "BERG", "DURAND", "EVANS", "FUCHS"], "those with a nation first");
    assert_eq!(s.riders[0].noc.as_deref(), Some("POR"));
    let ranks: Vec<Option<u32>> = card(&s).table.iter().map(|r| r.rank).collect();
    assert_eq!(ranks, [Some(1), Some(2), Some(3), Some(4), None], "the table is in the order of the result");
    assert_eq!(s.rules(None).sprint_laps(), [10, 20, 30, 40]);
}

#[test]
fn a_race_without_a_record_has_no_card() {
    assert_eq!(race_of(&["Anna Berg", "Bea Costa"]).card, None);
}

#[test]
fn mishaps_are_on_unless_the_file_switches_them_off() {
    assert!(race("tiny").incidents);
    let text = |field: &str| {
        format!(
            r#"
            schema = 1
            riders = [{{ name = "Anna Berg" }}, {{ name = "Bea Costa" }}]
            course = {{ laps = 40 }}
            rules = {{ edition = "2023" }}
            field = {{ level = "women"{field} }}
            "#
        )
    };
    let incidents = |field: &str| parse("quiet.toml", &text(field)).map(|s| s.incidents);
    assert_eq!(incidents("").ok(), Some(true));
    assert_eq!(incidents(", incidents = true").ok(), Some(true));
    assert_eq!(incidents(", incidents = false").ok(), Some(false));
    assert!(incidents(", incidents = 0").is_err(), "a flag is true or false");
}

#[test]
fn a_race_keeps_its_sprints_under_another_edition() {
    use velodrome::rules::EditionId;
    let s = race("athens-2004-men");
    assert_eq!((s.rules(None).sprint_plan.every(), s.rules(None).last_factor), (Some(10), 1));
    let later = s.rules(Some(EditionId::E2016));
    assert_eq!(
        (later.sprint_plan.every(), later.last_factor),
        (Some(10), 2),
        "every ten laps as before, and the last is doubled"
    );
}

#[test]
fn the_start_list_is_by_nation_and_name_in_whatever_order_the_file_lists_riders() {
    for id in ["athens-2004-men", "athens-2004-women", "beijing-2008-men"] {
        let s = race(id);
        let listed: Vec<(&str, &str)> =
            s.riders.iter().map(|r| (r.noc.as_deref().unwrap_or("~"), r.family.as_str())).collect();
        assert!(listed.is_sorted(), "{id}: {listed:?}");
    }
    let file = |riders: &[&str]| {
        let riders: Vec<String> = riders.iter().map(|r| format!("{{ {r} }}")).collect();
        let text =
            format!("schema = 1\nriders = [{}]\n[course]\nlaps = 40\n[rules]\nedition = 2004\n", riders.join(", "));
        parse("x", &text).expect("a race").riders
    };
    let four = [
        "name = \"Ada Zorn\", noc = \"AUT\"",
        "name = \"Bo Ek\", noc = \"SWE\"",
        "name = \"Cy Aas\"",
        "name = \"Di Ek\", noc = \"SWE\"",
    ];
    let riders = file(&four);
    assert_eq!(riders.iter().map(|r| r.name.as_str()).collect::<Vec<_>>(), ["Ada Zorn", "Bo Ek", "Di Ek", "Cy Aas"]);
    assert_eq!(riders, file(&[four[3], four[2], four[1], four[0]]), "nothing depends on the order in the file");
}

#[test]
fn riders_of_the_omnium_start_with_what_three_races_hand_out() {
    let scores = || -> Vec<i32> { (1..=24).map(|place| (42 - 2 * place).max(1)).collect() };
    let file = builtins().iter().find(|builtin| builtin.id == "omnium-men").expect("a built-in race").text;
    let behind_a_row = |line: &str| -> Option<[i32; 3]> {
        let (_, sum) = line.strip_prefix("  {")?.split_once("},  # ")?;
        let races: Vec<i32> = sum.split(" + ").map(|score| score.parse().expect("a score")).collect();
        Some(races.try_into().expect("scratch, tempo race and elimination"))
    };
    let races: Vec<[i32; 3]> = file.lines().filter_map(behind_a_row).collect();
    let totals: Vec<i32> = race("omnium-men").riders.iter().map(|rider| rider.start_points).collect();
    assert_eq!(totals, races.iter().map(|race| race.iter().sum()).collect::<Vec<i32>>());
    for kind in 0..3 {
        let mut handed_out: Vec<i32> = races.iter().map(|race| race[kind]).collect();
        handed_out.sort_unstable_by(|a, b| b.cmp(a));
        assert_eq!(handed_out, scores(), "each place of race {kind} once");
    }
}
