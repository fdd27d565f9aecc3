//! Charts of the file of a sweep, and of the file and document of a variation.

use std::fs;
use std::path::Path;

use serde_json::Value;

use super::run::{Folder, printed, run};

#[test]
fn charts_of_a_sweep_show_the_figures_of_its_table() {
    let folder = Folder::new("charts");
    let file = folder.file("tiny.rows");
    let json: Value = serde_json::from_str(&printed("sweep tiny --races 150 --format json", Some(&file))).unwrap();
    let chart = |what: &str| printed(&format!("chart --sweep {} {what}", file.display()), None);
    let first = &json["riders"][0];
    let name = first["name"].as_str().unwrap().to_uppercase();
    let wins = format!("{:.1} %", 100.0 * first["wins"]["share"].as_f64().unwrap());
    assert!(chart("").starts_with(&format!("{name} wins {wins} of the races")), "chances are the default");
    let mean = format!("{name}  {:.1}", first["mean_rank"]["mean"].as_f64().unwrap());
    assert!(chart("--kind ranks").contains(&mean), "{mean}");
    let mean = format!("{name}  {:.1}", first["mean_points"]["mean"].as_f64().unwrap());
    assert!(chart("--kind points").contains(&mean), "{mean}");
    assert!(chart("--kind laps").contains("laps gained by anyone"));
    assert!(chart("--figure kmh").contains("mean speed, km/h"));
    let others = chart("--kind ranks --rider 1");
    assert!(others.contains("RIDER 1") && !others.contains("RIDER 2"), "{others}");
    for kind in ["chances", "ranks", "points", "laps"] {
        let svg = chart(&format!("--kind {kind} --format svg"));
        assert_eq!(svg, chart(&format!("--kind {kind} --format svg")), "{kind}: other bytes");
        assert!(svg.starts_with("<svg") && !svg.contains("NaN") && !svg.contains("inf"), "{kind}");
        assert!(chart(&format!("--kind {kind} --ascii")).is_ascii(), "{kind}");
    }
}

#[test]
fn a_sweep_is_drawn_alike_from_what_is_kept_and_from_plain_csv_but_for_where_it_was_read() {
    let folder = Folder::new("drawn-plain");
    let (kept, plain) = (folder.file("tiny.rows"), folder.file("tiny.csv"));
    fs::write(&plain, printed("sweep tiny --races 40 --format csv", Some(&kept))).unwrap();
    for what in ["--kind chances", "--kind ranks", "--kind points", "--figure kmh", "--figure margin --rider 2"] {
        let [kept, plain] = [&kept, &plain].map(|file| {
            let chart = printed(&format!("chart --sweep {} {what} --size 200x40", file.display()), None);
            // A longer title moves the breaks of lines.
            let words: String = chart.split_whitespace().map(|word| format!("{word} ")).collect();
            words.split_once("Simulated: ").map(|(drawn, said)| (drawn.to_owned(), said.to_owned())).expect("a source")
        });
        // The title of the race stands in the kept file, its id in both.
        assert_eq!(plain.0, kept.0.replace("Tiny · four riders, two sprints", "tiny"), "{what}");
        assert!(plain.1.contains("Read from plain CSV, which does not show whether it was changed"), "{}", plain.1);
    }
}

#[test]
fn plain_csv_in_which_everybody_wins_is_refused_with_the_line() {
    let folder = Folder::new("plain-wins");
    let file = folder.file("tiny.csv");
    let text = printed("sweep tiny --races 4 --format csv", None);
    let wins = |line: &str| {
        let mut cells: Vec<&str> = line.split(',').collect();
        cells[4] = "1";
        cells.join(",") + "\n"
    };
    let rows = text.lines().skip(1).map(wins).collect::<String>();
    fs::write(&file, text.lines().next().expect("columns").to_owned() + "\n" + &rows).unwrap();
    let output = run(&format!("chart --sweep {}", file.display()), None);
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{said}");
    assert!(said.contains("line 6 cannot be read: race 1, before it, is no outcome of a race: rank 1"), "{said}");
}

#[test]
fn a_variation_is_drawn_alike_from_its_races_and_from_its_document() {
    let folder = Folder::new("varied");
    let [rows, file] = ["coop.rows", "coop.json"].map(|name| folder.file(name));
    let text = printed("vary tiny --param coop --from 1 --to 5 --races 60 --rider 2 --format json", Some(&rows));
    fs::write(&file, &text).unwrap();
    let json: Value = serde_json::from_str(&text).unwrap();
    let drawn = |file: &Path, what: &str| printed(&format!("chart --vary {} {what}", file.display()), None);
    let chart = |what: &str| {
        let chart = drawn(&file, what);
        assert_eq!(drawn(&rows, what), chart, "{what}: from the races not as from the document");
        chart
    };
    let wins = &json["riders"][1]["figures"][0]["at"];
    let share = |k: usize| format!("{:.1} %", 100.0 * wins[k]["mean"].as_f64().unwrap());
    let title = format!("RIDER 2 wins {} of the races at 1, and {} at 5", share(0), share(4));
    assert!(chart("").starts_with(&title), "{title}: {}", chart(""));
    for what in
        ["--kind podiums", "--kind ranks", "--kind points", "--kind laps", "--figure kmh", "--rider 1 --rider 3"]
    {
        let svg = chart(&format!("{what} --format svg"));
        assert!(svg.starts_with("<svg") && !svg.contains("NaN") && !svg.contains("inf"), "{what}");
    }
}

#[test]
fn impossible_charts_are_refused_with_a_remedy() {
    let folder = Folder::new("undrawn");
    let (rows, document, empty) = (folder.file("a.rows"), folder.file("a.json"), folder.file("empty.csv"));
    printed("sweep tiny --races 3", Some(&rows));
    let text = printed("sweep tiny --races 3 --format csv", None);
    fs::write(&document, printed("vary tiny --param coop --from 1 --to 5 --races 3 --format json", None)).unwrap();
    fs::write(&empty, text.lines().take(1).collect::<String>()).unwrap();
    let json = fs::read_to_string(&document).unwrap();
    let uneven = folder.file("uneven.json");
    fs::write(&uneven, json.replacen("1.0,\n    2.0,", "1.0,", 1)).unwrap();
    let huge = folder.file("huge.json");
    fs::write(&huge, json.replacen("\"default\": ", "\"default\": 1e300, \"old\": ", 1)).unwrap();
    let [rows, document, empty, uneven, huge] =
        [&rows, &document, &empty, &uneven, &huge].map(|path| path.display().to_string());
    for (args, remedy) in [
        ("chart".to_owned(), "<SCENARIO>"),
        ("chart tiny --kind ranks".to_owned(), "velodrome sweep tiny --seed 1 --races 1000 --out FILE.rows"),
        ("chart athens-2004-men --kind ranks".to_owned(), "sweep athens-2004-men --free-from 0 --seed 1"),
        (format!("chart tiny --sweep {rows}"), "cannot be used with"),
        (format!("chart --sweep {rows} --vary {document}"), "cannot be used with"),
        (format!("chart --sweep {rows} --kind gap"), "choose chances, ranks, points or laps"),
        (format!("chart --vary {document} --kind power"), "choose chances, podiums"),
        (format!("chart --sweep {rows} --figure joy"), "one of winner_total"),
        (format!("chart --sweep {rows} --rider Merckx"), "one of RIDER 1, RIDER 2"),
        (format!("chart --sweep {empty}"), "no race in it yet"),
        (format!("chart --sweep {document}"), "does not hold the races of a sweep"),
        (format!("chart --vary {rows}"), "that 'velodrome vary' wrote"),
        (format!("chart --vary {uneven}"), "do not fit"),
        (format!("chart --vary {huge}"), "beyond all measure"),
        ("chart --vary /no/such/file".to_owned(), "/no/such/file"),
    ] {
        let output = run(&args, None);
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{args}: {said}");
        assert!(output.stdout.is_empty() && said.contains(remedy), "{args} should mention {remedy}: {said}");
    }
}
