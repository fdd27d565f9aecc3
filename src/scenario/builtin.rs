//! The scenarios that are compiled in, so that the program works alone.

/// A scenario that comes with the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Builtin {
    pub id: &'static str,
    /// The file.
    pub text: &'static str,
}

/// The built-in scenarios, in the order of the menu.
#[must_use]
pub fn builtins() -> &'static [Builtin] {
    &[
        Builtin { id: "athens-2004-men", text: include_str!("../../scenarios/athens-2004-men.toml") },
        Builtin { id: "beijing-2008-men", text: include_str!("../../scenarios/beijing-2008-men.toml") },
        Builtin { id: "athens-2004-women", text: include_str!("../../scenarios/athens-2004-women.toml") },
    ]
}
