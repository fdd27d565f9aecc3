//! Writes the figures of the manual that change with the model: `cargo bench --bench figures`.
//!
//! A number is the size in per cent of the full one (10 unless given): with it come so many races. Names of figures choose some
//! of them. The figures are printed; with `DOCS_UPDATE=1` they are written into their pages, each between its two comments.
//! How long each took goes to standard error. So the page of the manual is made by
//!
//! ```sh
//! DOCS_UPDATE=1 cargo bench --bench figures -- 100
//! ```
#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::disallowed_methods,
    reason = "it prints figures, and how long they took"
)]

mod calibration;
mod cards;
mod masses;
mod questions;
mod real;
mod speeds;
mod staged;

use std::cell::LazyCell;
use std::path::Path;
use std::time::Instant;
use std::{env, fs};

/// How many races are ridden, in per cent of what the manual shows.
#[derive(Debug, Clone, Copy)]
pub struct Size(f64);

impl Size {
    /// So many of `full`, but `least` at least.
    fn of(self, full: u64, least: u64) -> u64 {
        ((full as f64 * self.0 / 100.0).round() as u64).max(least)
    }
}

/// A figure of the manual.
struct Figure<'f> {
    page: &'static str,
    /// Its comments in the page: `<!-- name -->` before it and `<!-- /name -->` behind.
    name: &'static str,
    write: Box<dyn Fn() -> String + 'f>,
}

impl<'f> Figure<'f> {
    fn new(name: &'static str, write: impl Fn() -> String + 'f) -> Self {
        Self { page: "docs/figures.md", name, write: Box::new(write) }
    }

    /// `text` of the page with the figure as it is now.
    fn put_into(&self, text: &str, figure: &str) -> String {
        let [open, close] = [format!("<!-- {} -->\n", self.name), format!("<!-- /{} -->\n", self.name)];
        let found = text.split_once(&open).and_then(|(before, rest)| Some((before, rest.split_once(&close)?.1)));
        let Some((before, after)) = found else { panic!("{}: no place for {}", self.page, self.name) };
        format!("{before}{open}\n{figure}\n{close}{after}")
    }
}

fn main() {
    let args: Vec<String> = env::args().skip(1).filter(|arg| arg != "--bench").collect();
    let size = Size(args.iter().find_map(|arg| arg.parse().ok()).unwrap_or(10.0));
    let races = LazyCell::new(|| staged::races(size));
    let figures = [
        Figure::new("known", || staged::known(&races)),
        Figure::new("powers", || staged::powers(&races)),
        Figure::new("editions", || staged::editions(&races)),
        Figure::new("agreement", || staged::agreement(&races)),
        Figure::new("cards", || cards::drawn(size)),
        Figure::new("realism", || real::beside_simulated(size)),
        Figure::new("seeds", || real::other_seeds(size)),
        Figure::new("minds", || real::null_models(size)),
        Figure::new("rules", || real::under_other_rules(size)),
        Figure::new("masses", || masses::places_per_kilogram(size)),
        Figure::new("questions", || questions::asked(size)),
        Figure::new("chances", || questions::chances(size)),
        Figure::new("calibration", || calibration::table_and_chart(size)),
        Figure::new("speeds", speeds::measured),
    ];
    let names: Vec<&str> = figures.iter().map(|figure| figure.name).collect();
    let is_name = |arg: &str| names.contains(&arg);
    for arg in &args {
        let is_file = arg.ends_with(".svg") || arg.ends_with(".csv");
        assert!(
            is_name(arg) || is_file || arg.parse::<f64>().is_ok(),
            "{arg}: no figure; there are {}",
            names.join(", ")
        );
    }
    let wants_all = !args.iter().any(|arg| is_name(arg));
    for figure in figures.iter().filter(|figure| wants_all || args.iter().any(|arg| arg == figure.name)) {
        let begun = Instant::now();
        let written = (figure.write)();
        eprintln!("{}: {:.1} s", figure.name, begun.elapsed().as_secs_f64());
        println!("{written}");
        if env::var_os("DOCS_UPDATE").is_some() {
            let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(figure.page);
            let text = fs::read_to_string(&path).expect("a page");
            fs::write(path, figure.put_into(&text, &written)).expect("a page");
        }
    }
}

/// `text` as a block of a page.
fn block(text: &str) -> String {
    format!("```text\n{}\n```\n", text.trim_end())
}
