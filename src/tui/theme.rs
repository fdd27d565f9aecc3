//! How things look: styles by meaning, for dark and light terminals and for those without colours.
//!
//! Colour never carries a meaning alone: there is always a sign, a letter or a shape too.

use ratatui::style::{Color, Modifier, Style};

use crate::race::view::GroupKind;

/// Which theme to start with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ThemeChoice {
    /// By `NO_COLOR` and `COLORFGBG`; dark if they say nothing.
    #[default]
    Auto,
    Dark,
    Light,
    /// No colours: bold, dim and reversed only.
    Mono,
}

impl ThemeChoice {
    /// Settles `Auto` from the environment.
    #[must_use]
    pub fn resolve(self, env: impl Fn(&str) -> Option<String>) -> Self {
        match self {
            // no-color.org: any value but an empty one.
            Self::Auto if env("NO_COLOR").is_some_and(|v| !v.is_empty()) => Self::Mono,
            // "foreground;background"; 7 and 9–15 are light backgrounds.
            Self::Auto => match env("COLORFGBG").and_then(|v| v.rsplit(';').next()?.parse::<u8>().ok()) {
                Some(7 | 9..=15) => Self::Light,
                _ => Self::Dark,
            },
            chosen => chosen,
        }
    }

    /// The next one, going round.
    #[must_use]
    pub fn next(self) -> Self {
        match self {
            Self::Auto | Self::Dark => Self::Light,
            Self::Light => Self::Mono,
            Self::Mono => Self::Dark,
        }
    }

    /// The styles.
    #[must_use]
    pub fn theme(self) -> &'static ScreenTheme {
        match self {
            Self::Auto | Self::Dark => &DARK,
            Self::Light => &LIGHT,
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

static DARK: ScreenTheme = ScreenTheme {
    ground: fg(251).bg(Color::Indexed(234)),
    text: fg(251),
    strong: bold(255),
    dim: fg(246),
    faint: fg(239),
    title: fg(180),
    figures: bold(230),
    leader: bold(221),
    head: bold(117),
    selected: Style::new().bg(Color::Indexed(238)),
    gain: bold(114),
    loss: bold(174),
    bell: bold(215),
    flash: Style::new().fg(Color::Indexed(234)).bg(Color::Indexed(215)).add_modifier(Modifier::BOLD),
    inner: fg(67),
    ridden: fg(180),
    groups: [bold(209), bold(176), fg(110), fg(245)],
    lines: [bold(75), bold(215), bold(79), bold(176), bold(186)],
};

static LIGHT: ScreenTheme = ScreenTheme {
    ground: fg(236).bg(Color::Indexed(231)),
    text: fg(236),
    strong: bold(16),
    dim: fg(242),
    faint: fg(250),
    title: fg(94),
    figures: bold(16),
    leader: bold(130),
    head: bold(25),
    selected: Style::new().bg(Color::Indexed(253)),
    gain: bold(28),
    loss: bold(124),
    bell: bold(166),
    flash: Style::new().fg(Color::Indexed(231)).bg(Color::Indexed(166)).add_modifier(Modifier::BOLD),
    inner: fg(67),
    ridden: fg(94),
    groups: [bold(160), bold(90), fg(25), fg(244)],
    lines: [bold(25), bold(166), bold(29), bold(91), bold(94)],
};

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
        assert_eq!(ThemeChoice::Auto.resolve(env(&[("NO_COLOR", "")])), ThemeChoice::Dark);
        assert_eq!(ThemeChoice::Light.resolve(env(&[("NO_COLOR", "1")])), ThemeChoice::Light);
    }

    #[test]
    fn a_light_background_is_read_from_the_terminal() {
        assert_eq!(ThemeChoice::Auto.resolve(env(&[("COLORFGBG", "0;15")])), ThemeChoice::Light);
        assert_eq!(ThemeChoice::Auto.resolve(env(&[("COLORFGBG", "15;default;0")])), ThemeChoice::Dark);
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
