//! Small charts as they are drawn: snapshots that were looked at, as picture and as text.

use velodrome::chart::{Axis, Chart, Dot, Figure, Form, Guide, Panel, Series, Sign, Size, Theme, Tone, svg, text};

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
        x: Axis::exact("laps", (0.0, 10.0), 5, Figure::Plain),
        guides: vec![Guide { x: 5.0, label: "sprint 1".into() }, Guide { x: 10.0, label: "2".into() }],
        panels: vec![Panel::of(
            Axis::round("points", (0.0, 25.0), 3, Figure::Plain),
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
        x: Axis { step: 1.0, ..Axis::exact("place", (0.5, 4.5), 4, Figure::Plain) },
        guides: Vec::new(),
        panels: vec![Panel::of(Axis::round("races", (0.0, 40.0), 2, Figure::Percent), vec![counts])],
        source: "By hand".into(),
    }
}

const PICTURE: Size = Size { width: 360, height: 260 };
const PAGE: Size = Size { width: 60, height: 20 };

/// The picture without its style sheet, which is the same for all.
fn picture(chart: &Chart) -> String {
    let drawn = svg::draw(chart, Theme::Light, PICTURE);
    let (head, rest) = drawn.split_once("<style>").expect("a style sheet");
    head.to_owned() + rest.split_once("</style>").expect("its end").1
}

#[test]
fn a_small_chart_as_a_picture() {
    insta::assert_snapshot!("steps_svg", picture(&steps()));
    insta::assert_snapshot!("bars_svg", picture(&bars()));
}

#[test]
fn a_small_chart_as_text() {
    insta::assert_snapshot!("steps_text", text::draw(&steps(), PAGE, false));
    insta::assert_snapshot!("steps_ascii", text::draw(&steps(), PAGE, true));
    insta::assert_snapshot!("bars_text", text::draw(&bars(), PAGE, false));
}

#[test]
fn lines_on_which_nothing_happens_bear_their_letters_too() {
    let line = |i: usize, from: f64| {
        let points = (0..=10).map(|x| (f64::from(x), from + f64::from(x))).collect();
        Series::new(Form::Line, Tone::Lead(i), points).named(["ÁM", "BE"][i], "")
    };
    let panels =
        vec![Panel::of(Axis::round("chance", (0.0, 20.0), 4, Figure::Percent), vec![line(1, 0.0), line(0, 10.0)])];
    let drawn = text::draw(&Chart { panels, ..steps() }, PAGE, false);
    let plot = |letter: char| drawn.lines().filter(|l| l.contains(letter) && l.chars().any(|c| c > '\u{2800}')).count();
    assert!(plot('A') >= 1 && plot('B') >= 1 && drawn.contains("A ÁM") && drawn.contains("B BE"), "{drawn}");
    assert!(!drawn.contains("A letter on a line"), "{drawn}");
}

#[test]
fn text_keeps_to_its_width_and_without_shapes_to_ascii() {
    for width in [40, 60, 133] {
        for ascii in [false, true] {
            let drawn = text::draw(&steps(), Size { width, height: 20 }, ascii);
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
