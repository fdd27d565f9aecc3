//! What-ifs in files: scenarios that ask for orders, legs or a seed, and saved runs. They give the same race as the
//! command line, and what they ask for in vain is reported with its place in the file.

use std::fs;

use velodrome::field;
use velodrome::player::Replay;
use velodrome::run::{Code, Order, Run};
use velodrome::scenario::{self, Scenario};
use velodrome::tactics::{Action, When};
use velodrome::units::{Bib, Micros};

use crate::program::Folder;

/// The file of the smallest field, with `more` at its end.
fn tiny(more: &str) -> String {
    let tiny = scenario::builtins().iter().find(|b| b.id == "tiny").expect("a built-in field").text;
    format!("{}{more}", tiny.replace("id = \"tiny\"", "id = \"what-if\""))
}

const ASKS: &str = "
[run]
seed = 7
legs = [{ rider = 1, cp_percent = 3, peak_percent = -2.5 }]

[[orders]]
from = \"lap 4\"
rider = 1
action = \"follow 2\"

[[orders]]
from = 00:02:10.5
rider = \"Rider 2\"
action = \"Sit in\"
";

fn parsed(more: &str) -> Scenario {
    scenario::parse("what-if.toml", &tiny(more)).unwrap_or_else(|problems| panic!("{problems}"))
}

#[test]
fn a_file_asks_for_orders_as_the_command_line_does() {
    let asks = parsed(ASKS);
    let run = Run::of_file(&asks, 1);
    let told = |at, rider, action| Order { at, rider: Bib(rider), action };
    assert_eq!(run.seed, 7);
    assert_eq!(
        run.orders,
        [told(When::Lap(4.0), 1, Action::Follow(Bib(2))), told(When::Time(Micros(130_500_000)), 2, Action::SitIn)]
    );
    let folder = Folder::new("asks");
    folder.write("plain.toml", &tiny(""));
    folder.write("asks.toml", &tiny(ASKS));
    let options = ["--seed", "7", "--legs", "1 cp +3", "--legs", "1 peak -2.5"];
    let orders = ["--order", "4 1 follow 2", "--order", "2:10.5 2 sit in"];
    let (said, _) = folder.done(&[&["events", "plain.toml"], &options[..], &orders[..]].concat());
    let (asked, _) = folder.done(&["events", "asks.toml"]);
    assert_eq!(said, asked, "the same race, line by line");
    // All actions can be written in files.
    for action in
        ["attack", "bridge", "sit in", "pull", "chase", "sprint", "skip", "ease", "abandon", "free", "wait for 3"]
    {
        let one = parsed(&format!("[[orders]]\nfrom = 3\nrider = 4\naction = \"{action}\"\n"));
        let name = |bib: Bib| bib.to_string();
        assert_eq!(one.preset.orders[0].write(name), format!("3 4 {action}"));
    }
}

#[test]
fn options_of_the_command_line_add_to_the_file_or_override_it() {
    let folder = Folder::new("after");
    folder.write("asks.toml", &tiny(ASKS));
    let (out, _) = folder.done(&["result", "asks.toml", "--seed", "9", "--order", "6 3 attack"]);
    assert!(out.contains("· seed 9"), "{out}");
    let orders: Vec<&str> = out.lines().filter_map(|l| l.strip_prefix("told: ")).collect();
    assert_eq!(orders, ["4 RIDER 1 follow RIDER 2", "0:02:10.5 RIDER 2 sit in", "6 RIDER 3 attack"]);
    assert!(out.contains("legs: RIDER 1 cp +3 %"), "{out}");
}

#[test]
fn another_luck_needs_a_fork_from_which_it_applies() {
    let folder = Folder::new("luck");
    for args in [&["--luck", "3"][..], &["--luck", "3", "--free-from", "0"]] {
        assert!(folder.refused(&[&["result", "tiny"], args].concat()).contains("needs a moment to begin"));
    }
    folder.write("asks.toml", &tiny("\n[run]\nfree_from = 8\nluck = 2\n"));
    let code = |args: &[&str]| folder.done(args).0.lines().find_map(|l| l.strip_prefix("run: ").map(str::to_owned));
    assert!(code(&["result", "asks.toml"]).expect("a code").ends_with(":s1:f8:k2"));
    assert!(code(&["result", "asks.toml", "--luck", "3"]).expect("a code").ends_with(":s1:f8:k3"));
    // In a sweep of forks races differ in their luck.
    let (sweep, _) = folder.done(&["sweep", "asks.toml", "--races", "2"]);
    assert!(sweep.contains(":s1:f8:kN, N from 2 to 3"), "{sweep}");
}

#[test]
fn the_run_code_holds_the_whole_run_and_notices_a_changed_file() {
    let folder = Folder::new("code");
    folder.write("asks.toml", &tiny(ASKS));
    let (out, _) = folder.done(&["result", "asks.toml"]);
    let code = out.lines().find_map(|l| l.strip_prefix("run: ")).expect("a code").to_owned();
    assert!(code.contains(":s7:o4.1.follow.2:ot130_5.2.sit-in:l1.cp+3:l1.peak-2_5"), "{code}");
    assert_eq!(folder.done(&["result", &code]).0, out, "the file does not ask again for what the code holds");
    // A sweep prints the code that opens one of its races.
    let (sweep, _) = folder.done(&["sweep", "asks.toml", "--races", "3"]);
    let watch = sweep.lines().find(|l| l.contains("velodrome watch")).expect("how to watch one");
    assert!(watch.contains("run:5:asks.toml:h") && watch.contains(":sN:o4.1.follow.2"), "{watch}");
    folder.write("asks.toml", &tiny(&ASKS.replace("follow 2", "follow 3")));
    assert!(folder.refused(&["result", &code]).contains("asks.toml is not what it was when this run was made"));
}

#[test]
fn an_order_that_the_race_refuses_is_reported_with_its_line() {
    let folder = Folder::new("refused");
    folder.write("asks.toml", &tiny("\n[[orders]]\nfrom = 2\nrider = 1\naction = \"sit in\"\n\n[[orders]]\nfrom = 0\nrider = 3\naction = \"bridge\"\n"));
    let line = tiny("").lines().count() + 10;
    let place = format!("asks.toml:{line}:10: orders[2].action = \"bridge\": refused in the race: nobody is away; ");
    for command in ["check", "result", "watch", "events"] {
        let why = folder.refused(&[command, "asks.toml"]);
        assert!(why.starts_with(&place) && why.contains("\n    action = \"bridge\"\n"), "{command}: {why}");
    }
    // An order on the command line has no line.
    folder.write("asks.toml", &tiny(""));
    let why = folder.refused(&["result", "asks.toml", "--order", "0 3 bridge"]);
    assert!(why.contains("the order '0 RIDER 3 bridge' was refused: nobody is away"), "{why}");
}

#[test]
fn orders_in_the_file_of_a_race_on_record_fork_it_at_the_first_order() {
    let athens = scenario::builtins().iter().find(|b| b.id == "athens-2004-men").expect("a race on record").text;
    let asks = format!("{athens}\n[[orders]]\nfrom = 130\nrider = \"Ignatiev\"\naction = \"sit in\"\n");
    let folder = Folder::new("record");
    folder.write("asks.toml", &asks);
    let (said, _) = folder.done(&["result", "athens-2004-men", "--order", "130 Ignatiev sit in", "--format", "csv"]);
    let (asked, _) = folder.done(&["result", "asks.toml", "--format", "csv"]);
    assert_eq!(said, asked);
    assert!(folder.done(&["check", "asks.toml"]).0.contains("  told: 130 IGNATIEV sit in\n"));
}

#[test]
fn a_what_if_of_a_built_in_race_takes_a_few_lines() {
    let order = "[[orders]]\nfrom = 130\nrider = \"Ignatiev\"\naction = \"sit in\"\n";
    let folder = Folder::new("base");
    folder.write("asks.toml", &format!("schema = 1\nbase = \"athens-2004-men\"\ntitle = \"A question\"\n{order}"));
    let (said, _) = folder.done(&["events", "athens-2004-men", "--order", "130 Ignatiev sit in"]);
    assert_eq!(folder.done(&["events", "asks.toml"]).0, said);
    let (out, _) = folder.done(&["result", "asks.toml"]);
    assert!(out.starts_with("A question\n24 August 2004") && out.contains("run:5:asks.toml:h"), "{out}");
    assert!(folder.done(&["check", "asks.toml"]).0.contains("asks.toml: A question, 23 riders; on record: 23 rows"));
    // A file that asks for nothing is the race itself.
    folder.write("same.toml", "schema = 1\nbase = \"tiny\"\n");
    assert_eq!(folder.done(&["events", "same.toml"]).0, folder.done(&["events", "tiny"]).0);
}

#[test]
fn leaving_out_a_rider_changes_nobody_elses_legs() {
    let field = scenario::load("tiny").expect("a built-in field");
    let run = Run { without: vec![Bib(2)], calm: true, ..Run::of_seed(3) };
    let race = Replay::of(field.clone(), &run).expect("a race");
    let bibs: Vec<Bib> = race.standings().rows.iter().map(|row| row.bib).collect();
    assert!(bibs.len() == 3 && !bibs.contains(&Bib(2)), "{bibs:?}");
    let athens = scenario::load("athens-2004-men").expect("a race on record");
    let out = athens.find("Ignatiev").expect("a starter");
    let gun = Run { from: Some(When::GUN), without: vec![out], ..Run::of_seed(1) };
    let (spec, _) =
        velodrome::free::race_of(&athens, &athens.rules(None), &gun, 1, velodrome::tactics::Params::STANDARD);
    let legs = athens.riders.iter().zip(field::legs(&athens, 1));
    let others: Vec<_> = legs.filter(|(rider, _)| rider.bib != out).map(|(_, legs)| legs).collect();
    assert_eq!(spec.riders.iter().map(|e| e.legs).collect::<Vec<_>>(), others, "estimated from the whole field");
    let code = Code::write("athens-2004-men", None, &gun, &athens);
    assert_eq!(code, "run:5:athens-2004-men:s1:f0:wignatiev");
    assert_eq!(Code::read(&code).unwrap().run(&athens), Ok(gun));
}

#[test]
fn riders_of_a_race_on_record_cannot_be_left_out_of_its_replay() {
    let folder = Folder::new("without");
    for args in [&["--without", "Ignatiev"][..], &["--without", "Ignatiev", "--free-from", "100"]] {
        let why = folder.refused(&[&["result", "athens-2004-men"], args].concat());
        assert!(why.contains("IGNATIEV rode the race that is on record") && why.contains("--free-from 0"), "{why}");
    }
    assert!(folder.refused(&["result", "tiny", "--without", "5"]).contains("no rider has number 5"));
    let all = ["--without", "1", "--without", "2", "--without", "3"];
    assert!(folder.refused(&[&["result", "tiny"], &all[..]].concat()).contains("one rider is no race"));
    let why = folder.refused(&["result", "tiny", "--without", "2", "--order", "3 1 follow 2"]);
    assert!(why.contains("RIDER 2 does not start"), "{why}");
}

#[test]
fn races_with_and_without_a_rider_can_be_compared() {
    let folder = Folder::new("compare");
    let (out, _) = folder.done(&["compare", "run:5:tiny:s1", "run:5:tiny:s1:w1", "--races", "20"]);
    let absent = out.lines().find(|l| l.starts_with("RIDER 1 ")).expect("a line");
    assert!(absent.contains(" 0.0 %"), "a rider who does not start wins nothing: {out}");
    let (csv, _) = folder.done(&["sweep", "tiny", "--without", "1", "--races", "2", "--format", "csv"]);
    assert_eq!(csv.lines().filter(|l| l.contains(",dns,")).count(), 2, "{csv}");
}

#[test]
fn drag_is_proportional_to_the_density_of_the_air() {
    use velodrome::free::breathe;
    use velodrome::rider::MEN;
    let field = scenario::load("tiny").expect("a built-in field");
    let power = |air: f64| {
        let mut legs = MEN.legs(None);
        breathe(&field, &Run { air: Some(air), ..Run::of_seed(1) }, &mut legs);
        legs.body.power(15.0, 0.0, 0.0, 1.0)
    };
    // The difference is drag alone: rolling resistance does not depend on the air.
    let (thick, thin) = (power(1.17), power(0.936));
    let drag =
        0.5 * 1.17 * MEN.legs(None).body.cda_m2 * velodrome::physics::lean_drag(15.0) * (15.0 * 15.0 * 15.0) / 0.98;
    assert!((thick - thin - 0.2 * drag).abs() < 1e-9, "a fifth less air, a fifth less of {drag} W: {thick} {thin}");
    assert_eq!(power(1.17), MEN.legs(None).body.power(15.0, 0.0, 0.0, 1.0));
    let hall = parsed("").air;
    assert_eq!(hall, velodrome::physics::AIR_DENSITY, "the default where the file says nothing");
}

#[test]
fn a_saved_run_opens_wherever_a_scenario_does() {
    let folder = Folder::new("saved");
    let order = ["--order", "130 Ignatiev sit in"];
    let (place, _) = folder.done(&[&["save", "athens-2004-men"], &order[..]].concat());
    let place = place.trim();
    assert_eq!(place, "runs/athens-2004-men-s1-f130-o130-ignatiev-sit-in.run.toml");
    assert_eq!(folder.done(&[&["save", "athens-2004-men"], &order[..]].concat()).0.trim(), place, "not twice");
    let (said, _) = folder.done(&[&["result", "athens-2004-men"], &order[..]].concat());
    let (opened, warned) = folder.done(&["result", place]);
    assert_eq!((opened, warned.as_str()), (said, ""));
    assert!(folder.done(&["compare", "athens-2004-men", place]).0.contains("differs first at"));
    let (list, _) = folder.done(&["list"]);
    let mut lines = list.lines().filter(|l| l.starts_with(place));
    assert!(lines.any(|line| line.ends_with("saved run")), "{list}");
    assert!(folder.done(&["check", place]).0.contains("a saved run, run:5:athens-2004-men:s1:f130"));
    for more in [["--seed", "2"], ["--luck", "2"], ["--without", "Kadlec"], ["--air", "1"]] {
        let why = folder.refused(&[&["result", place], &more[..]].concat());
        assert!(why.contains("a saved run says the whole run"), "{why}");
    }
}

#[test]
fn saving_overwrites_nothing_and_refuses_runs_that_cannot_be_ridden() {
    let folder = Folder::new("over");
    folder.done(&["save", "tiny", "--out", "mine.run.toml", "--title", "Mine", "--note", "A note."]);
    let text = fs::read_to_string(folder.file("mine.run.toml")).unwrap();
    assert!(text.contains("run = \"run:5:tiny:s1\"\ntitle = \"Mine\"\nnote = \"A note.\"\nfingerprint = "), "{text}");
    let why = folder.refused(&["save", "tiny", "--seed", "2", "--out", "mine.run.toml"]);
    assert!(why.contains("mine.run.toml is there already"), "{why}");
    assert_eq!(fs::read_to_string(folder.file("mine.run.toml")).unwrap(), text);
    assert!(folder.refused(&["save", "tiny", "--out", "mine.toml"]).contains("ends in .run.toml"));
    assert!(folder.refused(&["save", "tiny", "--order", "0 1 bridge"]).contains("nobody is away"));
    assert!(!folder.file("runs").exists());
    // Another run of the same name gets a number.
    folder.write("a-b.toml", &tiny("\n# another file\n"));
    let first = folder.done(&["save", "a-b.toml"]).0;
    folder.write(first.trim(), "something else");
    assert_eq!(folder.done(&["save", "a-b.toml"]).0.trim(), first.trim().replace(".run.toml", "-2.run.toml"));
}

#[test]
fn a_saved_run_of_a_changed_scenario_is_ridden_with_a_warning() {
    let folder = Folder::new("changed");
    folder.write("mine.toml", &tiny(""));
    folder.done(&["save", "mine.toml", "--out", "mine.run.toml"]);
    folder.write("mine.toml", &tiny("\n# only a comment\n"));
    assert_eq!(folder.done(&["result", "mine.run.toml"]).1, "", "a comment changes no race");
    folder.write("mine.toml", &tiny("").replace("laps = 20", "laps = 30"));
    let (out, warned) = folder.done(&["result", "mine.run.toml"]);
    assert!(out.contains("30 laps"), "{out}");
    assert!(warned.contains("mine.toml has been changed since this run was saved"), "{warned}");
}

#[test]
fn saved_runs_of_another_version_and_damaged_ones_are_refused() {
    let folder = Folder::new("version");
    folder.done(&["save", "tiny", "--out", "mine.run.toml"]);
    let text = fs::read_to_string(folder.file("mine.run.toml")).unwrap();
    folder.write("later.run.toml", &text.replace("run:5:", "run:9:"));
    assert!(folder.refused(&["result", "later.run.toml"]).contains("made by version 9 of the race"));
    folder.write("newer.run.toml", &text.replace("velodrome.run/1", "velodrome.run/2"));
    assert!(
        folder
            .refused(&["watch", "newer.run.toml"])
            .contains("newer.run.toml:1:10: schema = \"velodrome.run/2\": a run of another version")
    );
    assert!(folder.refused(&["result", "none.run.toml"]).contains("none.run.toml"));
    fs::create_dir_all(folder.file("runs")).unwrap();
    fs::copy(folder.file("newer.run.toml"), folder.file("runs/newer.run.toml")).unwrap();
    let (list, warned) = folder.done(&["list"]);
    assert!(!list.contains("newer") && warned.contains("another version"), "{warned}");
}
