//! Riders as people and sheets name them: with and without particles, in either order, by number, by nation. The same in files
//! and on the command line.

use velodrome::run::Order;
use velodrome::scenario::Scenario;
use velodrome::tactics::Action;

use super::{file, parsed, sheet};
use crate::program::Folder;

/// What is typed, and the family name of whom it means.
const FOUND: &[(&str, &str)] = &[
    ("Ignatiev", "IGNATIEV"),
    ("ignatiev", "IGNATIEV"),
    ("Mikhail Ignatiev", "IGNATIEV"),
    ("Ignatiev Mikhail", "IGNATIEV"),
    ("IGNATIEV Mikhail", "IGNATIEV"),
    ("IGNATIEV, Mikhail", "IGNATIEV"),
    ("M. Ignatiev", "IGNATIEV"),
    ("21", "IGNATIEV"),
    (" 21 ", "IGNATIEV"),
    ("RUS", "IGNATIEV"),
    ("rus", "IGNATIEV"),
    ("van Bon", "VAN BON"),
    ("Van Bon", "VAN BON"),
    ("VAN BON", "VAN BON"),
    ("Bon", "VAN BON"),
    ("bon", "VAN BON"),
    ("Léon van Bon", "VAN BON"),
    ("leon bon", "VAN BON"),
    ("van Bon Léon", "VAN BON"),
    ("VAN BON Léon", "VAN BON"),
    ("L. van Bon", "VAN BON"),
    ("L. Bon", "VAN BON"),
    ("De Buyst", "DE BUYST"),
    ("de buyst", "DE BUYST"),
    ("Buyst", "DE BUYST"),
    ("DE BUYST Jasper", "DE BUYST"),
    ("Avermaet", "VAN AVERMAET"),
    ("Van Avermaet", "VAN AVERMAET"),
    ("Van den Bossche", "VAN DEN BOSSCHE"),
    ("den Bossche", "VAN DEN BOSSCHE"),
    ("Bossche", "VAN DEN BOSSCHE"),
    ("Kenny Bossche", "VAN DEN BOSSCHE"),
    ("VAN DEN BOSSCHE Kenny", "VAN DEN BOSSCHE"),
    ("van der Tuuk", "VAN DER TUUK"),
    ("Tuuk", "VAN DER TUUK"),
    ("POL", "VAN DER TUUK"),
    ("de la Cruz", "DE LA CRUZ"),
    ("la Cruz", "DE LA CRUZ"),
    ("Cruz", "DE LA CRUZ"),
    ("jose cruz", "DE LA CRUZ"),
    ("Dillier", "DILLIER"),
    ("DILLIER Silvan", "DILLIER"),
    ("Wong", "WONG"),
    ("Wong Kam Po", "WONG"),
    ("Kam Po Wong", "WONG"),
    ("WONG Kam Po", "WONG"),
    ("HKG", "WONG"),
    ("Marco Arriagada", "M. ARRIAGADA"),
    ("Arriagada Marco", "M. ARRIAGADA"),
    ("M. Arriagada", "M. ARRIAGADA"),
    ("R Arriagada", "R. ARRIAGADA"),
    ("van Dam", "VAN DAM"),
    ("van den Dam", "VAN DEN DAM"),
    ("Ton Dam", "VAN DEN DAM"),
    ("de Vries", "DE VRIES"),
    ("Vries", "VRIES"),
    ("gonzalez", "GONZÁLEZ"),
    ("González Yoanka", "GONZÁLEZ"),
];

/// What is typed in vain, and what is said.
const NOT_FOUND: &[(&str, &str)] = &[
    ("Dam", "more than one rider is called \"Dam\"; write VAN DAM or VAN DEN DAM"),
    ("Arriagada", "write M. ARRIAGADA or R. ARRIAGADA"),
    ("CHI", "write M. ARRIAGADA or R. ARRIAGADA"),
    ("BEL", "write DE BUYST or VAN AVERMAET or VAN DEN BOSSCHE"),
    ("Ignatjev", "did you mean IGNATIEV?"),
    ("Bosche", "did you mean VAN DEN BOSSCHE?"),
    ("van der Tuk", "did you mean VAN DER TUUK?"),
    ("De Buist", "did you mean DE BUYST?"),
    ("Tuk", "did you mean VAN DER TUUK?"),
    ("99", "no rider has number 99"),
    ("Zoetemelk", "no rider is called \"Zoetemelk\""),
    ("van", "no rider is called \"van\""),
    ("Po", "no rider is called \"Po\""),
];

fn riders() -> Scenario {
    parsed(&file("names.toml"))
}

#[test]
fn riders_are_found_by_any_form_of_their_name_by_number_and_by_nation() {
    let riders = riders();
    for (typed, family) in FOUND {
        let found = riders.find(typed).unwrap_or_else(|why| panic!("{typed}: {why}"));
        assert_eq!(riders.name(found), *family, "{typed}");
    }
    for (typed, why) in NOT_FOUND {
        let said = riders.find(typed).expect_err(typed);
        assert!(said.contains(why), "{typed}: {said}");
    }
}

#[test]
fn files_name_riders_in_the_same_ways() {
    for (typed, family) in FOUND {
        let who = typed.trim().parse::<u16>().map_or_else(|_| format!("\"{typed}\""), |bib| bib.to_string());
        let text = format!("{}\n[[orders]]\nfrom = 3\nrider = {who}\naction = \"attack\"\n", file("names.toml"));
        let asks = parsed(&text);
        assert_eq!(asks.name(asks.preset.orders[0].rider), *family, "{typed}");
    }
    for (typed, why) in NOT_FOUND.iter().filter(|(typed, _)| typed.parse::<u16>().is_err()) {
        let text = format!("{}\n[[orders]]\nfrom = 3\nrider = \"{typed}\"\naction = \"attack\"\n", file("names.toml"));
        let said = super::refused(&text);
        let tail = why.split("; ").last().unwrap_or(why);
        let same = said.contains(tail) || (tail.starts_with("no rider") && said.contains("no such rider"));
        assert!(same, "{typed}: {said}");
    }
}

#[test]
fn a_family_name_keeps_its_particles_and_a_given_name_is_never_one() {
    let families = [
        ("Léon van Bon", "VAN BON"),
        ("Jasper De Buyst", "DE BUYST"),
        ("Greg Van Avermaet", "VAN AVERMAET"),
        ("Kenny Van den Bossche", "VAN DEN BOSSCHE"),
        ("Danny van der Tuuk", "VAN DER TUUK"),
        ("José de la Cruz", "DE LA CRUZ"),
        ("Silvan Dillier", "DILLIER"),
        ("Wong Kam Po", "PO"),
        ("De Buyst", "BUYST"),
        ("Van Morrison", "MORRISON"),
        ("María Luisa Calle", "CALLE"),
        ("Kim Yong-Mi", "YONG-MI"),
        ("Aafje Soet te", "TE"),
        ("Peter  van   Petegem", "VAN PETEGEM"),
    ];
    for (name, family) in families {
        let rows = [format!("rider = \"{name}\""), "rider = \"Other Rider\"".to_owned()];
        let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
        let scenario = parsed(&sheet(20, "2004", &rows, ""));
        let rider = scenario.riders.iter().find(|rider| rider.name != "Other Rider").expect("a rider");
        assert_eq!(rider.family.split_whitespace().collect::<Vec<_>>().join(" "), family, "{name}");
    }
}

#[test]
fn the_command_line_takes_the_same_names() {
    let folder = Folder::new("names");
    folder.write("names.toml", &file("names.toml"));
    let orders = ["--order", "3 van der Tuuk follow De Buyst", "--order", "5 IGNATIEV Mikhail sit in"];
    let options = ["--legs", "van Bon cp +3", "--without", "Cruz", "--without", "HKG"];
    let (out, _) = folder.done(&[&["result", "names.toml"], &orders[..], &options[..]].concat());
    for told in [
        "told: 3 VAN DER TUUK follow DE BUYST",
        "told: 5 IGNATIEV sit in",
        "legs: VAN BON cp +3 %",
        "without DE LA CRUZ",
        "without WONG",
        "Léon VAN BON",
    ] {
        assert!(out.contains(told), "{told}: {out}");
    }
    let riders = riders();
    let told = Order::read("5 IGNATIEV Mikhail wait for Van den Bossche", &riders).expect("an order");
    let bib = |typed: &str| riders.find(typed).expect("a rider");
    assert_eq!((told.rider, told.action), (bib("21"), Action::WaitFor(bib("25"))));
    // The run code takes all of it along.
    let run = out.lines().find_map(|line| line.strip_prefix("run: ")).expect("a run code");
    assert_eq!(folder.done(&["result", run]).0, out);
    let (chart, _) = folder.done(&["chart", "names.toml", "--kind", "power", "--rider", "Bossche", "--format", "svg"]);
    assert!(chart.contains("Van den Bossche"), "{chart}");
    let why = folder.refused(&["chart", "names.toml", "--kind", "power", "--rider", "Dam"]);
    assert!(why.contains("write VAN DAM or VAN DEN DAM"), "{why}");
    let why = folder.refused(&["watch", "names.toml", "--order", "3 Bosche attack"]);
    assert!(why.contains("did you mean VAN DEN BOSSCHE?"), "{why}");
}
