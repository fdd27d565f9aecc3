//! Colours and strokes of drawings, for light and dark ground. Knows nothing of what is drawn.
//!
//! The six tones can be told apart with the common kinds of colour blindness (after Okabe and Ito, "Color Universal
//! Design", 2008, darkened or lightened until text in them is readable on their ground), and each has a stroke of its
//! own.

/// Leads that can be told apart by colour and stroke.
pub const LEADS: usize = 6;

/// The background a drawing is made for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Theme {
    Light,
    Dark,
    /// As the reader's device prefers; light unless it asks for dark.
    Auto,
}

/// The colours for one ground.
struct Palette {
    ground: &'static str,
    ink: &'static str,
    quiet: &'static str,
    grid: &'static str,
    base: &'static str,
    other: &'static str,
    mass: &'static str,
    shade: &'static str,
    leads: [&'static str; LEADS],
}

const LIGHT: Palette = Palette {
    ground: "#ffffff",
    ink: "#16191d",
    quiet: "#5d646d",
    grid: "#e4e6e9",
    base: "#8b929b",
    other: "#c3c8ce",
    mass: "#dde1e5",
    shade: "#f6d2c2",
    leads: ["#0062a8", "#c2410c", "#00795a", "#8f3f97", "#8a6400", "#474f59"],
};

const DARK: Palette = Palette {
    ground: "#14171b",
    ink: "#f0f2f4",
    quiet: "#a3abb5",
    grid: "#2a2f36",
    base: "#6d757f",
    other: "#4b535d",
    mass: "#373e46",
    shade: "#5a2f1f",
    leads: ["#62b5f5", "#ff9557", "#3fcfa2", "#d899e0", "#e6bf4a", "#c3cad2"],
};

/// The dash pattern of each tone; the first is unbroken.
const DASHES: [&str; LEADS] = ["none", "9 3", "3 2.5", "12 3 3 3", "6 2 2 2 2 2", "1.5 2.5"];

/// The style sheet of a drawing, whose root has the class `velodrome`.
#[must_use]
pub fn style(theme: Theme) -> String {
    let mut out = String::from(STROKES);
    for (i, dashes) in DASHES.iter().enumerate() {
        out += &format!(".velodrome .l{i}{{stroke-dasharray:{dashes}}}");
    }
    out += ".velodrome .edge{stroke-width:1.6;stroke-dasharray:none}";
    match theme {
        Theme::Light => out += &colours(&LIGHT),
        Theme::Dark => out += &colours(&DARK),
        Theme::Auto => out += &format!("{}@media (prefers-color-scheme:dark){{{}}}", colours(&LIGHT), colours(&DARK)),
    }
    out
}

/// Rules that do not depend on the ground.
const STROKES: &str = "\
.velodrome .line,.velodrome .other,.velodrome .level{fill:none;stroke-linejoin:round;stroke-linecap:butt}\
.velodrome .line{stroke-width:2.2}.velodrome .l0{stroke-width:2.8}.velodrome .other{stroke-width:1.1}\
.velodrome .level{stroke-width:1.3;stroke-dasharray:2 3}\
.velodrome .grid,.velodrome .guide,.velodrome .base,.velodrome .lead{fill:none;stroke-width:1}\
.velodrome .guide{stroke-dasharray:1 4}.velodrome .far{stroke-dasharray:2 4}.velodrome .dot{stroke-width:1.5;stroke-linejoin:round}";

fn colours(p: &Palette) -> String {
    let Palette { ground, ink, quiet, grid, base, other, mass, shade, leads } = p;
    let mut out = format!(
        ".velodrome .ground{{fill:{ground}}}.velodrome .ink{{fill:{ink}}}.velodrome .quiet{{fill:{quiet}}}\
         .velodrome .grid{{stroke:{grid}}}.velodrome .guide{{stroke:{other}}}.velodrome .base,.velodrome .lead{{stroke:{base}}}\
         .velodrome .other{{stroke:{other}}}.velodrome .mass{{fill:{mass}}}.velodrome .level{{stroke:{ink}}}\
         .velodrome .shade{{fill:{shade}}}.velodrome .sign{{fill:{quiet};stroke:{quiet}}}\
         .velodrome .hollow-sign{{fill:{ground};stroke:{quiet}}}"
    );
    for (i, c) in leads.iter().enumerate() {
        out += &format!(
            ".velodrome .l{i}{{stroke:{c}}}.velodrome .t{i}{{fill:{c}}}.velodrome .a{i}{{fill:{c};fill-opacity:.28}}.velodrome .b{i}{{fill:{c}}}\
             .velodrome .d{i}{{fill:{c};stroke:{ground}}}.velodrome .h{i}{{fill:{ground};stroke:{c}}}"
        );
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Relative luminance (WCAG 2.2).
    fn luminance(hex: &str) -> f64 {
        let part = |i: usize| {
            let c = f64::from(u8::from_str_radix(&hex[i..i + 2], 16).unwrap()) / 255.0;
            if c <= 0.04045 { c / 12.92 } else { libm::pow((c + 0.055) / 1.055, 2.4) }
        };
        0.2126 * part(1) + 0.7152 * part(3) + 0.0722 * part(5)
    }

    #[test]
    fn text_in_every_tone_is_readable_on_its_ground() {
        for p in [&LIGHT, &DARK] {
            for colour in p.leads.iter().chain([&p.ink, &p.quiet]) {
                let (a, b) = (luminance(colour) + 0.05, luminance(p.ground) + 0.05);
                let contrast = if a > b { a / b } else { b / a };
                // WCAG 2.2, 1.4.3: at least 4.5 to 1 for text.
                assert!(contrast >= 4.5, "{colour} on {}: {contrast:.2}", p.ground);
            }
        }
    }

    #[test]
    fn every_tone_has_a_stroke_of_its_own() {
        assert!((0..LEADS).all(|i| (i + 1..LEADS).all(|j| DASHES[i] != DASHES[j])));
    }
}
