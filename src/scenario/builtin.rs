//! The scenarios that are compiled into the program, so that it needs no files.

/// A scenario that comes with the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Builtin {
    pub id: &'static str,
    /// The file.
    pub text: &'static str,
}

/// The built-in scenarios in menu order: races on record, then fields for free races.
#[must_use]
pub fn builtins() -> &'static [Builtin] {
    &[
        Builtin { id: "athens-2004-men", text: include_str!("../../scenarios/athens-2004-men.toml") },
        Builtin { id: "beijing-2008-men", text: include_str!("../../scenarios/beijing-2008-men.toml") },
        Builtin { id: "athens-2004-women", text: include_str!("../../scenarios/athens-2004-women.toml") },
        Builtin { id: "men-elite", text: include_str!("../../scenarios/men-elite.toml") },
        Builtin { id: "women-elite", text: include_str!("../../scenarios/women-elite.toml") },
        Builtin { id: "men-elite-2016", text: include_str!("../../scenarios/men-elite-2016.toml") },
        Builtin { id: "women-elite-2016", text: include_str!("../../scenarios/women-elite-2016.toml") },
        Builtin { id: "omnium-men", text: include_str!("../../scenarios/omnium-men.toml") },
        Builtin { id: "junior-men", text: include_str!("../../scenarios/junior-men.toml") },
        Builtin { id: "junior-women", text: include_str!("../../scenarios/junior-women.toml") },
        Builtin { id: "tiny", text: include_str!("../../scenarios/tiny.toml") },
    ]
}
