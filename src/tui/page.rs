//! The pages of the race screen, and what the keys of the race do on each. Draws nothing: the panes do.

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
}

/// Which of the race's keys a page takes; keys of its own come on top.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RaceKeys {
    /// None: the page has the arrows to itself.
    None,
    /// Those that move the race: play, skip, jump.
    Play,
    /// Those, and the ones that choose a rider and open other pages.
    All,
}

/// What the screen has to know of a page, whatever is drawn on it.
#[derive(Debug)]
pub struct PageInfo {
    pub page: Page,
    pub keys: RaceKeys,
    /// It is about one rider: the leader where nobody is selected.
    pub of_rider: bool,
    /// Stands on the help page before the keys that work on this page only.
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
];

// A page without its row, or with another's, does not compile.
const _: () = {
    let mut n = 0;
    while n < PAGES.len() {
        assert!(PAGES[n].page as usize == n);
        n += 1;
    }
    assert!(n == Page::Help as usize + 1);
};

impl Page {
    /// Its row of [`PAGES`].
    #[must_use]
    pub const fn info(self) -> &'static PageInfo {
        &PAGES[self as usize]
    }
}
