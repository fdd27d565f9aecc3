//! Small charts as SVG and as text, against snapshots that somebody looked at.

use velodrome::chart::{Axis, Chart, Dot, Form, Guide, NumberStyle, Panel, Series, Sign, Size, Theme, Tone, svg, text};

/// Two riders over ten laps, two sprints, one lap gained.
fn steps() -> Chart {
    let lap_gained = Dot { x: 6.0, y: 25.0, sign: Sign::Up { hollow: true } };
    let a = Series {
        dots: vec![Dot { x: 5.0, y: 5.0, sign: Sign::Point { hollow: false } }, lap_gained],
        ..Series::new(Form::Step, Tone::Lead(0), vec![(0.0, 0.0), (5.0, 5.0), (6.0, 25.0), (10.0, 25.0)])
    };
    let b = Series::new(Form::Step, Tone::Lead(1), vec![(0.0, 0.0), (5.0, 3.0), (10.0, 8.0)]);
    Chart {
        title: "Ám wins with 25 points".into(),
        subtitle: "A small race".into(),
        key: vec![(Sign::Up { hollow: true }, "lap gained".into())],
        x: Axis::exact("laps", (0.0, 10.0), 5, NumberStyle::Plain),
        guides: vec![Guide { x: 5.0, label: "sprint 1".into() }, Guide { x: 10.0, label: "2".into() }],
        panels: vec![Panel::of(
            Axis::round("points", (0.0, 25.0), 3, NumberStyle::Plain),
            vec![b.named("BE", "8"), a.named("ÁM", "25")],
        )],
        source: "By hand".into(),
    }
}

/// How often each place came up, as a sweep would count it.
fn bars() -> Chart {
    let counts = Series::new(Form::Bars, Tone::Lead(0), vec![(1.0, 40.0), (2.0, 30.0), (3.0, 20.0), (4.0, 10.0)]);
    Chart {
        title: "Ám wins four times in ten".into(),
        subtitle: "Places of 100 races".into(),
        key: Vec::new(),
        x: Axis { step: 1.0, ..Axis::exact("place", (0.5, 4.5), 4, NumberStyle::Plain) },
        guides: Vec::new(),
        panels: vec![Panel::of(Axis::round("races", (0.0, 40.0), 2, NumberStyle::Percent), vec![counts])],
        source: "By hand".into(),
    }
}

/// A sweep of three riders: chances with their intervals, or one row of places per rider.
fn counts(form: Form) -> Chart {
    let riders = [("CÉ", [10.0, 20.0, 70.0]), ("BE", [30.0, 50.0, 20.0]), ("ÁM", [60.0, 30.0, 10.0])];
    let row = |(i, (_, shares)): (usize, &(&str, [f64; 3]))| {
        let y = (i + 1) as f64;
        if form == Form::Whiskers {
            let dots = vec![Dot { x: shares[0], y, sign: Sign::Point { hollow: false } }];
            let ends = vec![(shares[0] - 8.0, y), (shares[0] + 9.0, y)];
            return Series { dots, ..Series::new(Form::Whiskers, Tone::Lead(0), ends) };
        }
        let bars = shares.iter().enumerate().map(|(k, share)| ((k + 1) as f64, y + share / 100.0)).collect();
        Series { base: y, ..Series::new(Form::Bars, Tone::Lead(0), bars) }
    };
    let names = riders.iter().map(|(name, _)| (*name).to_owned()).collect();
    let panel = Panel::of(Axis::named("rider", names, (0.3, 0.9)), riders.iter().enumerate().map(row).collect());
    let x = match form {
        Form::Whiskers => Axis::exact("races won", (0.0, 80.0), 4, NumberStyle::Percent),
        _ => Axis::named("place", ["1", "2", "3"].map(str::to_owned).to_vec(), (0.6, 0.6)),
    };
    Chart { x, panels: vec![panel], ..bars() }
}

/// A figure as one number of the race is varied, with its interval.
fn band() -> Chart {
    let around = vec![(0.0, 2.0), (5.0, 6.0), (10.0, 8.0), (10.0, 18.0), (5.0, 12.0), (0.0, 6.0)];
    let mean = vec![(0.0, 4.0), (5.0, 9.0), (10.0, 13.0)];
    let line = Series::new(Form::Line, Tone::Lead(0), mean).named("ÁM", "13");
    let panel = Panel::of(
        Axis::round("points", (0.0, 18.0), 4, NumberStyle::Plain),
        vec![Series::new(Form::Band, Tone::Lead(0), around), line],
    );
    Chart { panels: vec![panel], guides: vec![Guide { x: 5.0, label: "as it is".into() }], ..steps() }
}

const PICTURE: Size = Size { width: 360, height: 260 };
const PAGE: Size = Size { width: 60, height: 20 };

/// The SVG without its style sheet, which is the same for all charts.
fn picture(chart: &Chart) -> String {
    let drawn = svg::draw(chart, Theme::Light, PICTURE);
    let (head, rest) = drawn.split_once("<style>").expect("a style sheet");
    head.to_owned() + rest.split_once("</style>").expect("its end").1
}

#[test]
fn small_charts_of_one_race_as_svg() {
    insta::assert_snapshot!("steps_svg", picture(&steps()));
    insta::assert_snapshot!("bars_svg", picture(&bars()));
}

#[test]
fn small_charts_of_one_race_as_text() {
    insta::assert_snapshot!("steps_text", text::draw(&steps(), PAGE, false));
    insta::assert_snapshot!("steps_ascii", text::draw(&steps(), PAGE, true));
    insta::assert_snapshot!("bars_text", text::draw(&bars(), PAGE, false));
}

#[test]
fn small_charts_of_many_races_as_svg_and_text() {
    for (name, chart) in [("chances", counts(Form::Whiskers)), ("places", counts(Form::Bars)), ("band", band())] {
        insta::assert_snapshot!(format!("{name}_svg"), picture(&chart));
        insta::assert_snapshot!(format!("{name}_text"), text::draw(&chart, PAGE, false));
        insta::assert_snapshot!(format!("{name}_ascii"), text::draw(&chart, PAGE, true));
    }
}

#[test]
fn a_row_of_bars_shows_even_the_rarest_place_and_leaves_the_others_blank() {
    let mut chart = counts(Form::Bars);
    chart.panels[0].series[2].pieces[0] = vec![(1.0, 3.7), (3.0, 3.000_1)];
    let drawn = text::draw(&chart, PAGE, false);
    let line = drawn.lines().find(|line| line.contains("ÁM┤")).expect("the row of ÁM");
    let cells: Vec<char> = line.chars().skip_while(|c| *c != '┤').skip(1).collect();
    let third = cells.len() / 3;
    assert!(cells[..third].contains(&'█') && cells[2 * third..].contains(&'▁'), "{drawn}");
    assert!(cells[third + 3..2 * third - 3].iter().all(|c| *c == ' '), "{drawn}");
}

#[test]
fn lines_without_events_carry_their_letters_too() {
    let line = |i: usize, from: f64| {
        let points = (0..=10).map(|x| (f64::from(x), from + f64::from(x))).collect();
        Series::new(Form::Line, Tone::Lead(i), points).named(["ÁM", "BE"][i], "")
    };
    let panels =
        vec![Panel::of(Axis::round("chance", (0.0, 20.0), 4, NumberStyle::Percent), vec![line(1, 0.0), line(0, 10.0)])];
    let drawn = text::draw(&Chart { panels, ..steps() }, PAGE, false);
    let plot = |letter: char| drawn.lines().filter(|l| l.contains(letter) && l.chars().any(|c| c > '\u{2800}')).count();
    assert!(plot('A') >= 1 && plot('B') >= 1 && drawn.contains("A ÁM") && drawn.contains("B BE"), "{drawn}");
    assert!(!drawn.contains("A letter on a line"), "{drawn}");
}

#[test]
fn text_charts_keep_to_their_width_and_on_request_to_ascii() {
    for chart in [steps(), counts(Form::Whiskers), counts(Form::Bars), band()] {
        for (width, ascii) in [40, 60, 133].into_iter().flat_map(|width| [(width, false), (width, true)]) {
            let drawn = text::draw(&chart, Size { width, height: 20 }, ascii);
            assert!(drawn.lines().all(|l| l.chars().count() <= width as usize), "{drawn}");
            assert!(!ascii || drawn.is_ascii(), "{drawn}");
        }
    }
}

#[test]
fn a_name_from_a_stranger_cannot_write_to_the_terminal() {
    let mut chart = steps();
    chart.title = "\u{1b}[2J\u{202e}red".into();
    chart.panels[0].series[0].name = "\u{9b}31m\u{7}\nx".repeat(50);
    let drawn = text::draw(&chart, PAGE, false);
    assert!(drawn.chars().all(|c| c == '\n' || !c.is_control()), "{drawn:?}");
    assert!(drawn.lines().all(|l| l.chars().count() <= 60), "{drawn}");
}
