//! `velodrome` alone: the menu on a terminal; otherwise the list of scenarios and how to run one.

use super::Failure;
use super::args::Screen;

pub fn run(screen: &Screen) -> Result<(), Failure> {
    let _ = screen;
    super::list::print_with_advice()
}
