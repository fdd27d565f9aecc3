//! How things look: styles by meaning, for dark and light terminals and for those without colours.
//!
//! Colour never carries a meaning alone: there is always a sign, a letter or a shape too.

use ratatui::style::{Color, Modifier, Style};

use crate::race::view::GroupKind;

/// Which theme to start with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ThemeChoice {
    /// As the environment and the terminal say; dark if they say nothing.
    #[default]
    Auto,
    /// As the terminal says; light if it says nothing, since the environment does.
    AutoLight,
    Dark,
    Light,
    /// Dark and light colours on the terminal's own ground.
    OwnDark,
    OwnLight,
    /// No colours: bold, dim and reversed only.
    Mono,
}

/// Asks a terminal for its own ground (xterm's ctlseqs, OSC 11).
pub const GROUND: &[u8] = b"\x1b]11;?\x1b\\";

/// What a terminal shows behind its text: red, green and blue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ground(pub [u8; 3]);

impl Ground {
    /// Relative luminance: 0 for black, 1 for white (WCAG 2.2, sRGB).
    #[must_use]
    pub fn luminance(self) -> f64 {
        let linear = |part: u8| {
            let c = f64::from(part) / 255.0;
            if c <= 0.040_45 { c / 12.92 } else { libm::pow((c + 0.055) / 1.055, 2.4) }
        };
        let [red, green, blue] = self.0.map(linear);
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    }

    /// The contrast between two colours, 1 to 21 (WCAG 2.2).
    #[must_use]
    pub fn contrast(self, other: Self) -> f64 {
        let (a, b) = (self.luminance() + 0.05, other.luminance() + 0.05);
        a.max(b) / a.min(b)
    }
}

/// A ground on which our dark colours keep their contrast, and one on which the light ones do: those of our own themes.
const DARK_GROUND: Ground = Ground([0x28, 0x28, 0x28]);
const LIGHT_GROUND: Ground = Ground([0xee, 0xee, 0xee]);

impl ThemeChoice {
    /// Settles `Auto` from the environment.
    #[must_use]
    pub fn resolve(self, env: impl Fn(&str) -> Option<String>) -> Self {
        match self {
            // no-color.org: any value but an empty one.
            Self::Auto if env("NO_COLOR").is_some_and(|v| !v.is_empty()) => Self::Mono,
            // "foreground;background"; 7 and 9–15 are light backgrounds.
            Self::Auto => match env("COLORFGBG").and_then(|v| v.rsplit(';').next()?.parse::<u8>().ok()) {
                Some(7 | 9..=15) => Self::AutoLight,
                _ => Self::Auto,
            },
            chosen => chosen,
        }
    }

    /// Whether the terminal is to be asked for its ground.
    #[must_use]
    pub fn is_open(self) -> bool {
        matches!(self, Self::Auto | Self::AutoLight)
    }

    /// The theme on a terminal that says that its ground is `ground`; what was chosen stays chosen. The ground stays as it is
    /// if our colours keep their contrast on it.
    #[must_use]
    pub fn on(self, ground: Ground) -> Self {
        let luminance = ground.luminance();
        // Equally far, as contrast goes, from black and from white.
        let is_light = (luminance + 0.05) * (luminance + 0.05) > 1.05 * 0.05;
        match is_light {
            _ if !self.is_open() => self,
            false if luminance <= DARK_GROUND.luminance() => Self::OwnDark,
            false => Self::Dark,
            true if luminance >= LIGHT_GROUND.luminance() => Self::OwnLight,
            true => Self::Light,
        }
    }

    /// The next one, going round.
    #[must_use]
    pub fn next(self) -> Self {
        match self {
            Self::Auto | Self::Dark | Self::OwnDark => Self::Light,
            Self::AutoLight | Self::Light | Self::OwnLight => Self::Mono,
            Self::Mono => Self::Dark,
        }
    }

    /// The styles.
    #[must_use]
    pub fn theme(self) -> &'static ScreenTheme {
        match self {
            Self::Auto | Self::Dark => &DARK,
            Self::AutoLight | Self::Light => &LIGHT,
            Self::OwnDark => &OWN_DARK,
            Self::OwnLight => &OWN_LIGHT,
            Self::Mono => &MONO,
        }
    }
}

/// Whether to use ASCII if the viewer did not say: the locale is not UTF-8, or the terminal lacks the shapes. `is_utf8` is what
/// the terminal says of itself, which counts where there is no locale.
#[must_use]
pub fn wants_ascii(env: impl Fn(&str) -> Option<String>, is_utf8: Option<bool>) -> bool {
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].into_iter().filter_map(&env).find(|v| !v.is_empty());
    let foreign = match locale {
        Some(locale) => !locale.to_ascii_lowercase().replace('-', "").contains("utf8"),
        None => is_utf8 == Some(false),
    };
    foreign || matches!(env("TERM").as_deref(), Some("linux" | "dumb"))
}

/// Styles by meaning.
#[derive(Debug)]
pub struct ScreenTheme {
    /// The whole screen, before anything is drawn.
    pub ground: Style,
    pub text: Style,
    pub strong: Style,
    pub dim: Style,
    /// Rules, frames and what is not known yet.
    pub faint: Style,
    pub title: Style,
    /// The big digits.
    pub figures: Style,
    /// First on points.
    pub leader: Style,
    /// The same with a sign that some fonts lack: the style shows that there is one.
    pub led: Style,
    /// First on the road.
    pub head: Style,
    /// Laid over the row of the selected rider.
    pub selected: Style,
    pub gain: Style,
    pub loss: Style,
    /// The bell, and a sprint being decided.
    pub bell: Style,
    /// Something that has just happened.
    pub flash: Style,
    /// The inner edge of the track.
    pub inner: Style,
    /// The part of the time bar that has been ridden.
    pub ridden: Style,
    groups: [Style; 4],
    lines: [Style; LINES],
    /// Whether lines of a chart are told apart by strokes of their own, for want of colours.
    pub strokes: bool,
}

/// Lines of a chart that have a style of their own.
pub const LINES: usize = 5;

impl ScreenTheme {
    /// `style` without reversed cells, for shapes and big digits.
    #[must_use]
    pub fn drawn(style: Style) -> Style {
        style.remove_modifier(Modifier::REVERSED).add_modifier(Modifier::BOLD)
    }

    /// The style of line `n` of a chart; each line has a letter too.
    #[must_use]
    pub fn line(&self, n: usize) -> Style {
        self.lines[n % LINES]
    }

    /// The style of a group; its sign is [`group_sign`].
    #[must_use]
    pub fn group(&self, kind: GroupKind) -> Style {
        self.groups[kind as usize]
    }
}

/// The shape of a group's riders on the track and in the list of groups.
#[must_use]
pub fn group_sign(kind: GroupKind) -> &'static str {
    match kind {
        GroupKind::Break => "◆",
        GroupKind::Chase => "■",
        GroupKind::Bunch => "●",
        GroupKind::OffTheBack => "○",
    }
}

/// Marks the rider who is first on points.
pub const LEADER_SIGN: &str = "★";
/// Marks the rider who is first on the road.
pub const HEAD_SIGN: &str = "▶";

const fn fg(index: u8) -> Style {
    Style::new().fg(Color::Indexed(index))
}

const fn bold(index: u8) -> Style {
    fg(index).add_modifier(Modifier::BOLD)
}

const DARK_COLOURS: ScreenTheme = ScreenTheme {
    ground: fg(251).bg(Color::Indexed(234)),
    text: fg(251),
    strong: bold(255),
    dim: fg(247),
    faint: fg(243),
    title: fg(180),
    figures: bold(230),
    leader: bold(221),
    led: bold(221).add_modifier(Modifier::UNDERLINED),
    head: bold(117),
    selected: Style::new().bg(Color::Indexed(236)),
    gain: bold(114),
    loss: bold(174),
    bell: bold(215),
    flash: Style::new().fg(Color::Indexed(234)).bg(Color::Indexed(215)).add_modifier(Modifier::BOLD),
    inner: fg(67),
    ridden: fg(180),
    groups: [bold(209), bold(176), fg(110), fg(247)],
    lines: [bold(75), bold(215), bold(79), bold(176), bold(186)],
    strokes: false,
};

const LIGHT_COLOURS: ScreenTheme = ScreenTheme {
    ground: fg(236).bg(Color::Indexed(231)),
    text: fg(236),
    strong: bold(16),
    dim: fg(241),
    faint: fg(244),
    title: fg(94),
    figures: bold(16),
    leader: bold(94),
    led: bold(94).add_modifier(Modifier::UNDERLINED),
    head: bold(25),
    selected: Style::new().bg(Color::Indexed(254)),
    gain: bold(22),
    loss: bold(124),
    bell: bold(124),
    flash: Style::new().fg(Color::Indexed(231)).bg(Color::Indexed(124)).add_modifier(Modifier::BOLD),
    inner: fg(67),
    ridden: fg(94),
    groups: [bold(124), bold(90), fg(60), fg(241)],
    lines: [bold(25), bold(130), bold(23), bold(91), bold(94)],
    strokes: false,
};

static DARK: ScreenTheme = DARK_COLOURS;
static LIGHT: ScreenTheme = LIGHT_COLOURS;
static OWN_DARK: ScreenTheme = ScreenTheme { ground: fg(251), ..DARK_COLOURS };
static OWN_LIGHT: ScreenTheme = ScreenTheme { ground: fg(236), ..LIGHT_COLOURS };

const PLAIN: Style = Style::new();
const BOLD: Style = Style::new().add_modifier(Modifier::BOLD);
const DIM: Style = Style::new().add_modifier(Modifier::DIM);

static MONO: ScreenTheme = ScreenTheme {
    ground: PLAIN,
    text: PLAIN,
    strong: BOLD,
    dim: PLAIN,
    faint: DIM,
    title: BOLD,
    figures: BOLD,
    leader: BOLD,
    led: BOLD.add_modifier(Modifier::UNDERLINED),
    head: BOLD,
    selected: Style::new().add_modifier(Modifier::REVERSED),
    gain: BOLD,
    loss: BOLD,
    bell: Style::new().add_modifier(Modifier::REVERSED.union(Modifier::BOLD)),
    flash: Style::new().add_modifier(Modifier::REVERSED.union(Modifier::BOLD)),
    inner: DIM,
    ridden: BOLD,
    groups: [BOLD, BOLD, PLAIN, DIM],
    lines: [BOLD, PLAIN, BOLD, PLAIN, BOLD],
    strokes: true,
};

#[cfg(test)]
mod tests {
    use super::*;

    fn env<'a>(vars: &'a [(&'a str, &'a str)]) -> impl Fn(&str) -> Option<String> + 'a {
        |name| vars.iter().find(|(n, _)| *n == name).map(|(_, v)| (*v).to_owned())
    }

    #[test]
    fn no_color_means_no_colour_unless_it_is_empty_or_a_theme_was_asked_for() {
        assert_eq!(ThemeChoice::Auto.resolve(env(&[("NO_COLOR", "1")])), ThemeChoice::Mono);
        assert_eq!(ThemeChoice::Auto.resolve(env(&[("NO_COLOR", "")])), ThemeChoice::Auto);
        assert_eq!(ThemeChoice::Light.resolve(env(&[("NO_COLOR", "1")])), ThemeChoice::Light);
    }

    #[test]
    fn a_light_ground_is_read_from_the_environment_and_asked_of_the_terminal() {
        assert_eq!(ThemeChoice::Auto.resolve(env(&[("COLORFGBG", "0;15")])), ThemeChoice::AutoLight);
        assert_eq!(ThemeChoice::Auto.resolve(env(&[("COLORFGBG", "15;default;0")])), ThemeChoice::Auto);
        let on = |rgb| ThemeChoice::Auto.on(Ground(rgb));
        // The last two are the grounds of a widely used pair of themes (Solarized).
        let (black, white, night, paper) = ([0, 0, 0], [255, 255, 255], [0x00, 0x2b, 0x36], [0xfd, 0xf6, 0xe3]);
        assert_eq!(on(night), ThemeChoice::OwnDark);
        assert_eq!(
            [on(black), on(white), on(paper)],
            [ThemeChoice::OwnDark, ThemeChoice::OwnLight, ThemeChoice::OwnLight]
        );
        let (grey, blue) = ([0x50, 0x50, 0x50], [0xa0, 0xc0, 0xff]);
        assert_eq!(
            [on(grey), on(blue)],
            [ThemeChoice::Dark, ThemeChoice::Light],
            "on these our colours would not read"
        );
        assert_eq!(ThemeChoice::AutoLight.on(Ground(black)), ThemeChoice::OwnDark, "the terminal knows better");
        for chosen in [ThemeChoice::Dark, ThemeChoice::Light, ThemeChoice::Mono] {
            assert_eq!(chosen.on(Ground(white)), chosen);
        }
    }

    /// The colour of an index of the 256: a cube of 6 × 6 × 6, and greys (xterm's ctlseqs).
    fn rgb(index: u8) -> Ground {
        let level = |n: u8| if n == 0 { 0 } else { 55 + 40 * n };
        match index {
            16..=231 => Ground([(index - 16) / 36, (index - 16) / 6 % 6, (index - 16) % 6].map(level)),
            232.. => Ground([8 + 10 * (index - 232); 3]),
            _ => panic!("the first sixteen look different everywhere"),
        }
    }

    #[test]
    fn everything_stands_out_from_its_ground_and_what_must_be_read_by_four_and_a_half() {
        // Contrasts of WCAG 2.2: 4.5 for text, 3 for shapes.
        let colour = |colour: Option<Color>| match colour {
            Some(Color::Indexed(n)) => Some(rgb(n)),
            _ => None,
        };
        let own = [("dark", &DARK, None), ("light", &LIGHT, None)];
        let others =
            [("dark on its own", &OWN_DARK, Some(DARK_GROUND)), ("light on its own", &OWN_LIGHT, Some(LIGHT_GROUND))];
        for (name, t, ground) in own.into_iter().chain(others) {
            let ground = ground.or(colour(t.ground.bg)).unwrap();
            let selected = colour(t.selected.bg).unwrap();
            let read =
                [t.text, t.strong, t.dim, t.title, t.figures, t.leader, t.head, t.gain, t.loss, t.bell, t.groups[3]];
            for (k, style) in read.iter().enumerate() {
                let style = colour(style.fg).unwrap();
                assert!(style.contrast(ground) >= 4.5, "{name}, text {k}: {:.1}", style.contrast(ground));
                assert!(
                    style.contrast(selected) >= 4.5,
                    "{name}, text {k} of the chosen row: {:.1}",
                    style.contrast(selected)
                );
            }
            let shapes = [t.faint, t.inner, t.ridden].into_iter().chain(t.groups).chain(t.lines);
            for (k, style) in shapes.enumerate() {
                let style = colour(style.fg).unwrap();
                assert!(style.contrast(ground) >= 3.0, "{name}, shape {k}: {:.1}", style.contrast(ground));
            }
            let flash = colour(t.flash.fg).unwrap().contrast(colour(t.flash.bg).unwrap());
            assert!(flash >= 4.5, "{name}, flash: {flash:.1}");
        }
    }

    #[test]
    fn ascii_is_for_locales_without_utf8_and_bare_terminals() {
        assert!(wants_ascii(env(&[("LANG", "C")]), None));
        assert!(wants_ascii(env(&[("LANG", "C.UTF-8"), ("TERM", "linux")]), None));
        assert!(!wants_ascii(env(&[("LC_ALL", "en_GB.utf8"), ("LANG", "C")]), None));
        assert!(!wants_ascii(env(&[]), None) && !wants_ascii(env(&[]), Some(true)));
        assert!(wants_ascii(env(&[]), Some(false)), "nothing says that it is UTF-8");
        assert!(!wants_ascii(env(&[("LANG", "de_DE.UTF-8")]), Some(false)), "the locale says that it is");
    }

    #[test]
    fn the_theme_without_colours_has_none() {
        let t = ThemeChoice::Mono.theme();
        let all =
            [t.ground, t.text, t.strong, t.dim, t.faint, t.title, t.figures, t.leader, t.head, t.selected, t.gain];
        let more = [t.loss, t.bell, t.flash, t.inner, t.ridden];
        assert!(all.iter().chain(&more).chain(&t.groups).chain(&t.lines).all(|s| s.fg.is_none() && s.bg.is_none()));
    }
}
