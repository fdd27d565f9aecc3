//! The pages of the race screen, and which of the race's keys work on each. Draws nothing: the panes do.

/// What fills the body of the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Page {
    Race,
    Rider,
    Why,
    Editions,
    Orders,
    Rival,
    Outlook,
    Chances,
    Charts,
    Help,
    Palette,
    Finish,
    Words,
    Rule,
    Predict,
}

/// Which of the race's keys work on a page, beside its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RaceKeys {
    /// None, and letters are typed.
    Typing,
    /// None: the arrows belong to the page.
    None,
    /// The keys for moving through the race: play, skip, jump.
    Play,
    /// Those, and the keys that select a rider and open other pages.
    All,
}

/// What the screen has to know about a page, whatever is drawn on it.
#[derive(Debug)]
pub struct PageInfo {
    pub page: Page,
    pub keys: RaceKeys,
    /// Whether the page is about one rider: the selected one, or else the leader.
    pub of_rider: bool,
    /// Written on the help page before keys that work on this page only.
    pub prefix: &'static str,
}

/// Every page, in the order of [`Page`].
pub const PAGES: &[PageInfo] = &[
    PageInfo { page: Page::Race, keys: RaceKeys::All, of_rider: false, prefix: "" },
    PageInfo { page: Page::Rider, keys: RaceKeys::All, of_rider: true, prefix: "" },
    PageInfo { page: Page::Why, keys: RaceKeys::All, of_rider: true, prefix: "" },
    PageInfo { page: Page::Editions, keys: RaceKeys::Play, of_rider: false, prefix: "choosing rules: " },
    PageInfo { page: Page::Orders, keys: RaceKeys::None, of_rider: true, prefix: "what if: " },
    PageInfo { page: Page::Rival, keys: RaceKeys::Play, of_rider: false, prefix: "side by side: " },
    PageInfo { page: Page::Outlook, keys: RaceKeys::Play, of_rider: false, prefix: "" },
    PageInfo { page: Page::Chances, keys: RaceKeys::Play, of_rider: false, prefix: "" },
    PageInfo { page: Page::Charts, keys: RaceKeys::All, of_rider: false, prefix: "" },
    PageInfo { page: Page::Help, keys: RaceKeys::None, of_rider: false, prefix: "here: " },
    PageInfo { page: Page::Palette, keys: RaceKeys::Typing, of_rider: false, prefix: "on this list: " },
    PageInfo { page: Page::Finish, keys: RaceKeys::All, of_rider: false, prefix: "" },
    PageInfo { page: Page::Words, keys: RaceKeys::Play, of_rider: false, prefix: "" },
    PageInfo { page: Page::Rule, keys: RaceKeys::Play, of_rider: false, prefix: "" },
    PageInfo { page: Page::Predict, keys: RaceKeys::None, of_rider: false, prefix: "when asked: " },
];

// A page whose row is missing or out of order does not compile.
const _: () = {
    let mut n = 0;
    while n < PAGES.len() {
        assert!(PAGES[n].page as usize == n);
        n += 1;
    }
    assert!(n == Page::Predict as usize + 1);
};

impl Page {
    /// Its row of [`PAGES`].
    #[must_use]
    pub const fn info(self) -> &'static PageInfo {
        &PAGES[self as usize]
    }
}
