//! How far a count of races is, and the time left, where somebody looks.

use std::fmt;

use indicatif::{ProgressBar, ProgressState, ProgressStyle};

/// A bar over `races`.
pub fn bar(races: u64, ascii: bool) -> ProgressBar {
    let bar = ProgressBar::new(races);
    let (shapes, dot) = if ascii { ("#- ", "-") } else { ("█▌ ", "·") };
    let style = format!("{{bar:30}} {{pos}} of {{len}} races {dot} {{rate}} a second {dot} {{eta}} left");
    let style = ProgressStyle::with_template(&style).expect("a template").progress_chars(shapes);
    let rate = |state: &ProgressState, out: &mut dyn fmt::Write| {
        // Where it cannot be written nobody reads it.
        let _ = write!(out, "{:.0}", state.per_sec());
    };
    bar.set_style(style.with_key("rate", rate));
    bar
}
